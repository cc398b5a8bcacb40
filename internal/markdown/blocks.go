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

// BlockKind says what a block of Markdown is.
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
	BlockDefinition // of a link that is referred to by its label
)

// Block is a block at the top of a document. All parts are places in
// the source, so that nothing of it has to be put together again.
type Block struct {
	Kind       BlockKind
	Start, End int // of its lines, the break of the last one included; blank lines are between blocks
	Level      int // of a heading
	// TextStart and TextEnd are the text of a heading, of all its lines.
	TextStart, TextEnd int
	Ordered            bool // of a list
	Number             int  // of its first item
	Items              []Item
	Label, Target      string // of a definition
}

// Item is an item of a list.
type Item struct {
	Start, End int // of its lines
	Text       int // where its text starts
	Indent     int // of its further lines, in columns
}

// documentBytes is the longest document that [Blocks] reads.
const documentBytes = 4 << 20

// documentCells bounds the cells of the tables of a document.
const documentCells = 400_000

// documentDefinitions bounds the definitions of links that follow one another
// without a blank line. goldmark goes through all lines of such a paragraph for
// each of them, so it is the sum of these lines that is limited.
const documentDefinitions = 1500

// blockEngine finds blocks and leaves what is inside them alone. That is where
// nearly all of the time goes that is not linear, so a document may be longer
// than a body.
var blockEngine = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
	)
})

// Blocks returns the blocks at the top of a document, in order. The places
// count in src, whose only line breaks are LF; see [Source]. What is
// beyond the limits is a *[LimitError].
func Blocks(src string) ([]Block, error) {
	if blocks, ok := directBlocks(src); ok {
		return blocks, nil
	}
	if err := checkDocument(src); err != nil {
		return nil, err
	}
	return parsedBlocks(src), nil
}

// parsedBlocks is [Blocks] by goldmark.
func parsedBlocks(src string) []Block {
	data := []byte(src)
	doc := blockEngine().Parse(text.NewReader(data))
	blocks := make([]Block, 0, doc.ChildCount())
	at := 0 // no block starts before
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
			// An underline below a table belongs to a heading above it, says
			// goldmark.
			for range n.ChildCount() + 1 {
				if end := strings.IndexByte(src[at:], '\n'); end >= 0 {
					at += end + 1
				}
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

// endBlocks finds the ends of blocks, and the extent of the items of lists.
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

// startOf returns a place in the first line of a node.
func startOf(n ast.Node, src []byte) int {
	if t, ok := n.(*east.Table); ok {
		// Its own place is that of the paragraph it was found in.
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
	if at := n.Pos(); at >= 0 {
		return min(at, len(src))
	}
	if c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock {
		return startOf(c, src)
	}
	if n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return 0
}

// items finds the extent of the items, whose marks have been found.
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
		at = min(at+1, it.End) // the mark itself
		text := at
		for text < it.End && src[text] == ' ' && text-at < 4 {
			text++
		}
		if text == it.End || src[text] == '\n' || text-at == 4 {
			text = min(at+1, it.End) // no text behind the mark, or code
			if at < it.End && src[at] == '\n' {
				text = at
			}
		}
		it.Text = text
		it.Indent = max(text, at+1) - it.Start
	}
}

// Text returns the Markdown of an item, its further lines without the
// indentation that makes them its own.
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

// Rows returns the lines of a table without the one below its head, each cut
// into cells. Cells are returned as they stand, by their places, without the
// space around them. Other than in GFM, a row keeps the cells that its head has
// none for.
func (b Block) Rows(src string) [][][2]int {
	var rows [][][2]int
	line := 0
	for at := b.Start; at < b.End; line++ {
		end := strings.IndexByte(src[at:b.End], '\n')
		if end < 0 {
			end = b.End
		} else {
			end += at
		}
		if line != 1 {
			rows = append(rows, cells(src, at, end))
		}
		at = end + 1
	}
	return rows
}

// cells cuts a line of a table at its bars.
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

// trimmed cuts spaces and tabs off both ends.
func trimmed(src string, start, end int) (int, int) {
	for start < end && (src[start] == ' ' || src[start] == '\t') {
		start++
	}
	for start < end && (src[end-1] == ' ' || src[end-1] == '\t') {
		end--
	}
	return start, end
}

// lineStart returns where the line of a place starts.
func lineStart(src string, at int) int {
	return strings.LastIndexByte(src[:min(at, len(src))], '\n') + 1
}

// blankEnd returns the length of s without the blank lines at its end.
func blankEnd(s string) int {
	text := len(strings.TrimRight(s, " \t\n"))
	if i := strings.IndexByte(s[text:], '\n'); i >= 0 {
		return text + i + 1
	}
	return len(s)
}

// checkDocument is [checkSource] for a whole document.
func checkDocument(src string) error {
	if len(src) > documentBytes {
		return &LimitError{"bytes", 1 + strings.Count(src[:documentBytes], "\n"), documentBytes}
	}
	line, cells, wide := 1, 0, 0
	lines, definitions, copies := 0, 0, 0 // of the paragraph, and their product in those above
	for i := 0; i < len(src); line++ {
		end := strings.IndexByte(src[i:], '\n')
		if end < 0 {
			end = len(src)
		} else {
			end += i
		}
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

// Source returns s as a source of Markdown: LF is its only line break, and no
// control sequence can hide anything in it.
func Source(s string) string {
	if isClean(s, guardCode) {
		return s
	}
	return string(appendClean(nil, s, guardCode))
}

// CellText returns the Markdown of the text of a cell.
func CellText(cell string) string {
	if strings.IndexByte(cell, '|') < 0 {
		return cell
	}
	var b strings.Builder
	slashes := 0
	for i := range len(cell) {
		switch c := cell[i]; {
		case c == '\\':
			slashes++
			continue
		case c == '|' && slashes%2 == 1:
			slashes--
		}
		for ; slashes > 0; slashes-- {
			b.WriteByte('\\')
		}
		b.WriteByte(cell[i])
	}
	for ; slashes > 0; slashes-- {
		b.WriteByte('\\')
	}
	return b.String()
}
