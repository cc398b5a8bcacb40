package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// strikethrough parses "~~struck text~~" as GFM does, but takes no single "~"
// for a mark: that stands for "about" and between the ends of ranges, as in
// "~10:05" and "10~15 min".
type strikethrough struct {
	gfm parser.InlineParser
}

func newStrikethrough() strikethrough {
	return strikethrough{gfm: extension.NewStrikethroughParser()}
}

// Trigger returns the byte that marks begin with.
func (s strikethrough) Trigger() []byte { return s.gfm.Trigger() }

// Parse parses a mark of two tildes. It returns nil for any other run of them.
func (s strikethrough) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	n := 0
	for n < len(line) && line[n] == '~' {
		n++
	}
	if n != len(struckMark) {
		return nil
	}
	return s.gfm.Parse(parent, block, pc)
}

// struckMark stands on both sides of struck text.
const struckMark = "~~"
