// Package block represents a report as a tree of headings, paragraphs, lists,
// tables and the annotations of our own writers, each with its place in the
// source.
//
// There is a front end for each format: [Text], [Markdown] and, through package
// htmltext, [HTML]. Facts that only one format states are attached to the
// blocks as annotations: a datetime attribute in HTML is the same as a comment
// "at: ..." in Markdown. Package report reads the tree without knowing its
// format.
package block

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
)

// Kind is the kind of a block.
type Kind uint8

const (
	Paragraph Kind = iota
	Heading
	List
	Table
	Annotation // a comment from our own writers
	Definition // definition of a link that is referred to by its label
	Other      // code, a quotation, a rule, or raw HTML, which are text in a report
)

// Block is a top-level block of a report.
type Block struct {
	Kind       Kind
	Start, End int // offsets in the source, of whole lines

	Level int    // level of a heading, from 1
	Text  string // text that a heading shows
	// TextStart and TextEnd are the place of the text of a heading.
	TextStart, TextEnd int

	Ordered bool // whether a list is numbered
	Number  int  // number of its first item
	Nested  bool // whether the block is a list of rows inside an item of another list, see [Document.Unnest]

	// Items is the content of an annotation or, for other blocks, the facts
	// that their format states about them.
	Items []annotation.Item

	entries []Entry // set by the front end or, in Markdown, when first needed
	index   int     // index of the block in the tree of package markdown
}

// Entry is a part of a block that may be a row, a field or an action: an item
// of a list, a line of a paragraph, or a row of a table.
type Entry struct {
	Markdown   string // Markdown of an item or a line
	Cells      []Cell // cells of a row of a table
	Start, End int    // offsets in the source
	// Items is what the format states about the entry. If the format states
	// the time of a row, Items has Time and Sign, and Markdown is the text
	// without the time.
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
	// Flat is set for plain text, which marks neither headings nor tables
	// and has no annotations.
	Flat bool
	// OtherZones is the offset of the first time that is shown in several
	// zones, of which only the first one is read; 0 if there is none.
	OtherZones int

	body     func(start, end, depth int) string // see [Document.Body]; start is less than end
	markdown *markdownFormat                    // what only Markdown has; nil for other formats
}

// Body returns the Markdown of the source from start to end, which are ends of
// blocks or entries. Headings in it were moved down by depth.
func (d *Document) Body(start, end, depth int) string {
	if start >= end {
		return ""
	}
	return d.body(start, end, depth)
}

// Entries returns the items of a list, the rows of a table including its
// headings, or the lines of a paragraph. Other blocks have none.
func (d *Document) Entries(b *Block) []Entry {
	if b.entries == nil && d.markdown != nil {
		b.entries = d.markdown.entries(b)
	}
	return b.entries
}

// Inline returns the text of an entry as it is in the model, without the
// changes that its writer made to fit it into the document.
func (d *Document) Inline(md string, depth int) string {
	if d.markdown == nil {
		return md
	}
	return d.markdown.inline(md, depth)
}

// Link resolves links that are defined elsewhere in the document, so that the
// text of an entry is complete by itself.
func (d *Document) Link(md string) string {
	if d.markdown == nil || d.markdown.targets == nil {
		return md
	}
	return markdown.InlineTargets(md, d.markdown.targets)
}

// Part returns a document that has only the blocks from from up to to.
func (d *Document) Part(from, to int) *Document {
	part := *d
	part.Blocks = d.Blocks[from:to]
	return &part
}

// MarkTitle states that the first block, a heading, is the title of the
// postmortem.
func (d *Document) MarkTitle() {
	at := d.Blocks[0].End
	title := Block{Kind: Annotation, Items: []annotation.Item{{Name: annotation.Title, Bare: true}}, Start: at, End: at}
	d.Blocks = slices.Insert(d.Blocks, 1, title)
}

// HeadingMarkdown returns the text of a heading as Markdown.
func (d *Document) HeadingMarkdown(b *Block) string {
	return strings.TrimRight(strings.Join(strings.Fields(d.Source[b.TextStart:b.TextEnd]), " "), "# ")
}
