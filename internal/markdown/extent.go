package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// An extent is a piece of the source.
type extent struct{ start, end int }

// extents has the extents that goldmark does not keep: of code spans including
// their backticks, and of the parts of links after their text.
type extents map[ast.Node]extent

var extentsKey = parser.NewContextKey()

// parseExtents is parse, with the extents of code spans and links.
func parseExtents(src []byte) (ast.Node, extents) {
	found := make(extents)
	pc := parser.NewContext()
	pc.Set(extentsKey, found)
	return engine().Parse(text.NewReader(src), parser.WithContext(pc)), found
}

// recorder wraps an inline parser and records the extents of its nodes.
type recorder struct{ parser parser.InlineParser }

// Trigger returns the bytes that trigger the parser.
func (r recorder) Trigger() []byte { return r.parser.Trigger() }

// Parse calls the parser and records the extent of the result.
func (r recorder) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	_, before := block.Position()
	n := r.parser.Parse(parent, block, pc)
	if found, ok := pc.Get(extentsKey).(extents); ok && n != nil {
		_, after := block.Position()
		found[n] = extent{before.Start, after.Start}
	}
	return n
}

// CloseBlock calls the parser at the end of a block, which the parser of links
// needs.
func (r recorder) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := r.parser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}
