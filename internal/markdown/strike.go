package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// strikethrough parses "~~struck text~~" as GFM does, but does not accept a
// single "~" as a delimiter, because that stands for "about" and between the
// ends of ranges, as in "~10:05" and "10~15 min".
type strikethrough struct {
	gfm parser.InlineParser
}

func newStrikethrough() strikethrough {
	return strikethrough{gfm: extension.NewStrikethroughParser()}
}

// Trigger returns the byte with which delimiters begin.
func (s strikethrough) Trigger() []byte { return s.gfm.Trigger() }

// Parse parses a delimiter of two tildes. It returns nil for any other run of
// tildes.
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

// struckMark is the delimiter on both sides of struck text.
const struckMark = "~~"
