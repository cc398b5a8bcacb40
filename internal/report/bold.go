package report

import (
	"strings"

	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// BoldHeadings returns a document whose authors wrote headings as paragraphs,
// or first lines of paragraphs, in bold, with these as headings of a level. It
// does so only if there are no other headings and no annotations from block
// first on, and if one of them is the heading of a known section.
func BoldHeadings(doc *block.Document, first, level int, phrases *words.Language) *block.Document {
	list := append(make([]block.Block, 0, len(doc.Blocks)+1), doc.Blocks[:first]...)
	known := false
	for _, b := range doc.Blocks[first:] {
		switch b.Kind {
		case block.Heading, block.Annotation:
			return doc
		case block.Paragraph:
			heading, rest := boldHeading(doc, b, level)
			kind := phrases.Headings.Kind(heading.Text)
			if heading.Text == "" || kind == "" && rest.Start < rest.End {
				break
			}
			known = known || kind != ""
			list = append(list, heading)
			if b = rest; rest.Start == rest.End {
				continue
			}
		}
		list = append(list, b)
	}
	if !known {
		return doc
	}
	bold := *doc
	bold.Blocks = list
	return &bold
}

// boldHeading splits a paragraph whose first line is in bold into a heading and
// the rest. A time or a date is not a heading; its text is then empty.
func boldHeading(doc *block.Document, b block.Block, level int) (heading, rest block.Block) {
	line, _, _ := strings.Cut(doc.Source[b.Start:b.End], "\n")
	inner, _, _ := row.CutBold(strings.TrimSpace(line))
	_, timed := row.Cut(line)
	if _, dated := readDateLine(line); timed || dated || !isBoldLine(line) {
		return heading, b
	}
	start := b.Start + strings.Index(line, inner)
	rest = b
	rest.Start = min(b.Start+len(line)+1, b.End)
	heading = block.Block{
		Kind: block.Heading, Level: level, Text: block.HeadingText(inner),
		Start: b.Start, End: rest.Start, TextStart: start, TextEnd: start + len(inner),
	}
	return heading, rest
}
