package markdown

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A BlockKind is the kind of a block.
type BlockKind uint8

const (
	BlockParagraph BlockKind = iota
	BlockHeading
	BlockList
	BlockTable
	BlockCode // fenced or indented
	BlockHTML
	BlockQuote
	BlockRule
	BlockDefinition // a link reference definition
)

// A Block is a top-level block of a document. Its fields are offsets in the
// source, so that nothing has to be put together again.
type Block struct {
	Kind       BlockKind
	Start, End int // its lines, with the last line break; blank lines are between blocks
	Level      int // of a heading
	// TextStart and TextEnd enclose the text of a heading, with all of its
	// lines.
	TextStart, TextEnd int
	Ordered            bool // of a list
	Number             int  // of the first item of a list
	Items              []Item
	Label, Target      string // of a definition
}

// An Item is an item of a list.
type Item struct {
	Start, End int // its lines
	Text       int // start of its text
	Indent     int // indentation of its further lines, in columns
}

// documentBytes limits the size of the documents that [Blocks] reads.
const documentBytes = 4 << 20

// documentCells limits the number of cells in the tables of a document.
const documentCells = 400_000

// documentDefinitions limits the link definitions that follow one another
// without a blank line. goldmark scans all lines of such a paragraph for each
// definition, so the sum of these lines is limited.
const documentDefinitions = 1500

// blockEngine finds blocks without parsing their content. Parsing content is
// where nearly all of the non-linear time goes, so a document may be longer
// than a body.
var blockEngine = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
	)
})

// Blocks returns the top-level blocks of a document in order. Offsets refer to
// src, which must have LF as its only line break; see [Source]. A document that
// exceeds the limits is a *[LimitError].
func Blocks(src string) ([]Block, error) {
	if blocks, ok := directBlocks(src); ok {
		return blocks, nil
	}
	if err := checkDocument(src); err != nil {
		return nil, err
	}
	return parsedBlocks(src), nil
}

// parsedBlocks is [Blocks] by means of goldmark.
func parsedBlocks(src string) []Block {
	data := []byte(src)
	doc := blockEngine().Parse(text.NewReader(data))
	blocks := make([]Block, 0, doc.ChildCount())
	at := 0 // no block starts before this offset
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		b := Block{Start: max(lineStart(src, startOf(n, data)), at)}
		at = b.Start
		switch n := n.(type) {
		case *ast.Heading:
			b.Kind, b.Level = BlockHeading, n.Level
			if lines := n.Lines(); lines.Len() > 0 {
				b.TextStart, b.TextEnd = lines.At(0).Start, lines.At(lines.Len()-1).Stop
			} else {
				b.TextStart, b.TextEnd = b.Start, b.Start
			}
		case *ast.List:
			b.Kind, b.Ordered, b.Number = BlockList, n.IsOrdered(), n.Start
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				b.Items = append(b.Items, Item{Start: startOf(c, data)})
			}
		case *east.Table:
			b.Kind = BlockTable
			// goldmark attributes an underline below a table to a
			// heading above it.
			for range n.ChildCount() + 1 {
				at = min(endOfLine(src, at)+1, len(src))
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			b.Kind = BlockCode
		case *ast.HTMLBlock:
			b.Kind = BlockHTML
		case *ast.Blockquote:
			b.Kind = BlockQuote
		case *ast.ThematicBreak:
			b.Kind = BlockRule
		case *ast.LinkReferenceDefinition:
			b.Kind, b.Label, b.Target = BlockDefinition, string(n.Label), string(n.Destination)
		}
		blocks = append(blocks, b)
	}
	return endBlocks(blocks, src)
}

// endBlocks sets the ends of blocks, and the extents of the items of lists.
func endBlocks(blocks []Block, src string) []Block {
	for i := range blocks {
		b := &blocks[i]
		b.End = len(src)
		if i+1 < len(blocks) {
			b.End = blocks[i+1].Start
		}
		b.End = b.Start + blankEnd(src[b.Start:b.End])
		if b.Kind == BlockList {
			b.items(src)
		}
	}
	return blocks
}

// startOf returns an offset in the first line of a node.
func startOf(n ast.Node, src []byte) int {
	if t, ok := n.(*east.Table); ok {
		// The position of a table is the one of the paragraph it was
		// found in.
		for c := t.FirstChild().FirstChild(); c != nil; c = c.NextSibling() {
			if c.Lines().Len() > 0 {
				return c.Lines().At(0).Start
			}
		}
	}
	switch n.(type) {
	case *ast.Heading, *ast.LinkReferenceDefinition, *ast.CodeBlock:
		if n.Lines().Len() > 0 {
			return min(n.Lines().At(0).Start, len(src))
		}
	}
	return min(max(n.Pos(), 0), len(src))
}

// items sets the extents of items, whose markers have been found.
func (b *Block) items(src string) {
	for i := range b.Items {
		it := &b.Items[i]
		mark := it.Start
		it.Start = lineStart(src, mark)
		it.End = b.End
		if i+1 < len(b.Items) {
			it.End = lineStart(src, b.Items[i+1].Start)
		}
		it.End = it.Start + blankEnd(src[it.Start:it.End])
		at := mark
		for at < it.End && isDigit(src[at]) {
			at++
		}
		at = min(at+1, it.End) // the marker itself
		text := at
		for text < it.End && src[text] == ' ' && text-at < 4 {
			text++
		}
		if text == it.End || src[text] == '\n' || text-at == 4 {
			text = min(at+1, it.End) // no text after the marker, or code
			if at < it.End && src[at] == '\n' {
				text = at
			}
		}
		it.Text = text
		it.Indent = max(text, at+1) - it.Start
	}
}

// Markdown returns the Markdown of an item. The indentation of its further
// lines is removed.
func (it Item) Markdown(src string) string {
	body := src[it.Text:it.End]
	if strings.IndexByte(strings.TrimRight(body, "\n"), '\n') < 0 {
		return strings.Trim(body, " \t\n")
	}
	var b strings.Builder
	for line := range strings.SplitAfterSeq(body, "\n") {
		if b.Len() > 0 {
			for n := 0; n < it.Indent && line != "" && (line[0] == ' ' || line[0] == '\t'); n++ {
				if line[0] == '\t' {
					n += 3
				}
				line = line[1:]
			}
		}
		b.WriteString(line)
	}
	return strings.Trim(b.String(), "\n")
}

// Rows returns the lines of a table, except the one below its head, split into
// cells. A cell is a pair of offsets that enclose its text without the space
// around it. Unlike in GFM, a row keeps cells beyond the columns of the head.
func (b Block) Rows(src string) [][][2]int {
	var rows [][][2]int
	line := 0
	for at := b.Start; at < b.End; line++ {
		end := min(endOfLine(src, at), b.End)
		if line != 1 {
			rows = append(rows, cells(src, at, end))
		}
		at = end + 1
	}
	return rows
}

// cells splits a line of a table at its bars.
func cells(src string, start, end int) [][2]int {
	start, end = trimmed(src, start, end)
	if start < end && src[start] == '|' {
		start++
	}
	if start < end && src[end-1] == '|' && (end-2 < start || src[end-2] != '\\') {
		end--
	}
	list := make([][2]int, 0, 1+strings.Count(src[start:end], "|"))
	for at := start; ; at++ {
		if at >= end || src[at] == '|' && src[at-1] != '\\' {
			from, to := trimmed(src, start, min(at, end))
			list = append(list, [2]int{from, to})
			start = at + 1
			if at >= end {
				return list
			}
		}
	}
}

// trimmed removes spaces and tabs from both ends of src[start:end].
func trimmed(src string, start, end int) (int, int) {
	for start < end && (src[start] == ' ' || src[start] == '\t') {
		start++
	}
	for start < end && (src[end-1] == ' ' || src[end-1] == '\t') {
		end--
	}
	return start, end
}

// lineStart returns the start of the line that contains an offset.
func lineStart(src string, at int) int {
	return strings.LastIndexByte(src[:min(at, len(src))], '\n') + 1
}

// endOfLine returns the end of the line that contains an offset, without its
// line break.
func endOfLine(src string, at int) int {
	if n := strings.IndexByte(src[at:], '\n'); n >= 0 {
		return at + n
	}
	return len(src)
}

// blankEnd returns the length of s without the blank lines at its end.
func blankEnd(s string) int {
	text := len(strings.TrimRight(s, " \t\n"))
	return min(endOfLine(s, text)+1, len(s))
}

// checkDocument is [checkSource] for a whole document.
func checkDocument(src string) error {
	if len(src) > documentBytes {
		return &LimitError{"bytes", 1 + strings.Count(src[:documentBytes], "\n"), documentBytes}
	}
	line, cells, wide := 1, 0, 0
	lines, definitions, copies := 0, 0, 0 // of the paragraph; copies is the sum of their products
	for i := 0; i < len(src); line++ {
		end := endOfLine(src, i)
		nesting, columns := shape(src[i:end])
		wide = max(wide, columns)
		lines++
		if strings.Contains(src[i:end], "]:") {
			definitions++
		}
		if strings.Trim(src[i:end], " \t\r") == "" {
			copies += lines * definitions
			wide, lines, definitions = 0, 0, 0
		}
		cells += wide
		switch {
		case copies+lines*definitions > documentDefinitions*documentDefinitions:
			return &LimitError{"definitions", line, documentDefinitions}
		case nesting > maxNesting:
			return &LimitError{"nesting", line, maxNesting}
		case columns > maxColumns:
			return &LimitError{"columns", line, maxColumns}
		case cells > documentCells:
			return &LimitError{"cells", line, documentCells}
		}
		i = end + 1
	}
	return nil
}

// Source returns s as Markdown source: LF is its only line break, and no
// control sequence can hide anything in it.
func Source(s string) string {
	if isClean(s, guardCode) {
		return s
	}
	return string(appendClean(nil, s, guardCode))
}

// CellText returns the text of a cell as Markdown.
func CellText(cell string) string {
	if strings.IndexByte(cell, '|') < 0 {
		return cell
	}
	var b []byte
	slashes := 0
	for _, c := range []byte(cell) {
		if c == '|' && slashes%2 == 1 {
			b = b[:len(b)-1]
		}
		if b = append(b, c); c == '\\' {
			slashes++
		} else {
			slashes = 0
		}
	}
	return string(b)
}
