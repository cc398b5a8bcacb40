package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// An extent is a piece of the source.
type extent struct{ start, end int }

// extents holds extents that goldmark does not keep: that of a code span with
// its backticks, and that of the part of a link behind its text.
type extents map[ast.Node]extent

var extentsKey = parser.NewContextKey()

// parseExtents is parse with the extents of code spans and links.
func parseExtents(src []byte) (ast.Node, extents) {
	found := make(extents)
	pc := parser.NewContext()
	pc.Set(extentsKey, found)
	return engine().Parse(text.NewReader(src), parser.WithContext(pc)), found
}

// recorder is an inline parser that records the extents of what it finds.
type recorder struct{ parser parser.InlineParser }

// Trigger returns the bytes that the parser is asked for.
func (r recorder) Trigger() []byte { return r.parser.Trigger() }

// Parse parses as the parser does.
func (r recorder) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.Position()
	n := r.parser.Parse(parent, block, pc)
	if found, ok := pc.Get(extentsKey).(extents); ok && n != nil {
		_, after := block.Position()
		found[n] = extent{before.Start, after.Start}
	}
	return n
}

// CloseBlock ends a block of text. The parser of links has to know.
func (r recorder) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := r.parser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}
