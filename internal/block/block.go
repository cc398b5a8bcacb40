// Package block is the tree of a report: headings, paragraphs, lists, tables
// and the annotations that our own writers leave, each with its place in the
// source.
//
// Three front ends make it, one a format: [Text], [Markdown] and, through
// package htmltext, HTML. What only one format knows hangs on the blocks as
// annotations: a datetime attribute of HTML is the same fact as a comment "at:
// ..." in Markdown. Package report reads the tree without asking where it came
// from.
package block

import (
	"strings"

	"github.com/incidentkit/incident/internal/annotation"
)

// Kind is the kind of a block.
type Kind uint8

const (
	Paragraph Kind = iota
	Heading
	List
	Table
	Annotation // a comment of our own writers
	Definition // of the address of a link that is referred to by its label
	Other      // code, a quotation, a rule, raw HTML: text to whoever reads reports
)

// Block is a block at the top of a report.
type Block struct {
	Kind       Kind
	Start, End int // in the source, whole lines

	Level int    // of a heading, from 1
	Text  string // of a heading, as it is shown
	// TextStart and TextEnd are the place of the text of a heading.
	TextStart, TextEnd int

	Ordered bool // of a list: numbered
	Number  int  // of its first item
	Nested  bool // of rows, inside an item of another list; see [Document.Unnest]

	// Items is what an annotation says; of other blocks, what their format says
	// about them.
	Items []annotation.Item

	entries []Entry // made by the front end, or when somebody asks first
	index   int     // of the block in the tree of the format
}

// Entry is a part of a block that may be a row, a field or an action: an item
// of a list, a line of a paragraph, a line of a table.
type Entry struct {
	Markdown   string // of an item or a line
	Cells      []Cell // of a line of a table
	Start, End int    // in the source
	// Items is what the format says about the entry. A front end that knows the
	// time of a row says so with the items Time and Sign; Markdown is its text
	// alone then.
	Items []annotation.Item
}

// Cell is a cell of a table.
type Cell struct {
	Markdown   string
	Start, End int
}

// Document is a report as a tree.
type Document struct {
	Source string
	Blocks []Block
	// Flat is set where the format has no marks for headings and tables, and no
	// way to annotate: plain text.
	Flat bool
	// OtherZones is the place of the first time that is shown in several zones,
	// of which only the first is read; 0: there is none.
	OtherZones int

	format format
}

// format answers what the blocks of one format hold.
type format interface {
	// body returns the Markdown of the source from start to end, which are the
	// ends of blocks or entries. Headings in it were moved down by depth.
	body(start, end, depth int) string
	// entries returns the items of a list, the lines of a table, or the lines
	// of a paragraph.
	entries(b *Block) []Entry
	// inline returns the Markdown of a piece of an entry.
	inline(md string, depth int) string
	// link puts the addresses into links of an entry that are defined
	// elsewhere.
	link(md string) string
}

// Body returns the Markdown of the source from start to end, whose headings
// were moved down by depth.
func (d *Document) Body(start, end, depth int) string {
	if start >= end {
		return ""
	}
	return d.format.body(start, end, depth)
}

// Entries returns the items of a list, the lines of a table with its head
// first, or the lines of a paragraph. Other blocks have none.
func (d *Document) Entries(b *Block) []Entry {
	if b.entries == nil {
		b.entries = d.format.entries(b)
	}
	return b.entries
}

// Inline returns the text of an entry as the model has it: without what its
// writer did to fit it into the document.
func (d *Document) Inline(md string, depth int) string { return d.format.inline(md, depth) }

// Link puts the addresses into links that are defined elsewhere in the
// document, so that the text of an entry stands alone.
func (d *Document) Link(md string) string { return d.format.link(md) }

// Part returns the document that has only the blocks from from to to.
func (d *Document) Part(from, to int) *Document {
	part := *d
	part.Blocks = d.Blocks[from:to]
	return &part
}

// HeadingMarkdown returns the text of a heading as Markdown.
func (d *Document) HeadingMarkdown(b *Block) string {
	return strings.TrimRight(strings.Join(strings.Fields(d.Source[b.TextStart:b.TextEnd]), " "), "# ")
}
