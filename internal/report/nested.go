package report

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/words"
)

// Unnest returns the document with lists of rows that are inside the items of
// other lists as separate blocks, and with the rows of a timeline that are
// quoted or in code as lists, if their section has no other typed content.
// Sections whose annotations state their content, and those about actions, are
// not changed. The argument s describes the section with which the document
// begins.
func Unnest(doc *block.Document, s Hint, titleLevel int, phrases *words.Language) *block.Document {
	if doc.Flat {
		return doc
	}
	list := make([]block.Block, 0, len(doc.Blocks))
	var enclosing Enclosing
	for from := 0; from < len(doc.Blocks); {
		to := from + 1
		for to < len(doc.Blocks) && doc.Blocks[to].Kind != block.Heading {
			to++
		}
		if b := &doc.Blocks[from]; b.Kind == block.Heading {
			kind := phrases.Headings.Kind(b.Text)
			if from+1 < to && doc.Blocks[from+1].Kind == block.Annotation {
				if stated, ok := annotation.Value(doc.Blocks[from+1].Items, annotation.Kind); ok {
					kind = stated
				}
			}
			s = enclosing.Enter(kind, b.Text, max(b.Level-titleLevel-1, 0))
		}
		fixed := s.Kind == "actions" || isStated(doc.Blocks[from:to])
		isOther := func(b block.Block) bool { return b.Kind == block.Other }
		quoted := s.Timeline && !fixed && slices.ContainsFunc(doc.Blocks[from:to], isOther) && Find(doc, from, to, s, phrases).Name == ""
		for i := from; i < to; i++ {
			b := &doc.Blocks[i]
			switch {
			case !fixed && hasIndented(doc, b) && !isTyped(doc, b, s):
				list = append(list, doc.Unnest(b)...)
			case quoted && b.Kind == block.Other:
				list = append(list, doc.Unquote(b))
			default:
				list = append(list, *b)
			}
		}
		from = to
	}
	unnested := *doc
	unnested.Blocks = list
	return &unnested
}

// hasIndented reports whether a block is a list with an indented line, which
// may be an item of an inner list.
func hasIndented(doc *block.Document, b *block.Block) bool {
	text := doc.Source[b.Start:b.End]
	return b.Kind == block.List && (strings.Contains(text, "\n ") || strings.Contains(text, "\n\t"))
}

// isTyped reports whether a list is typed content without being changed.
func isTyped(doc *block.Document, b *block.Block, s Hint) bool {
	var f Found
	f.list(b, doc.Entries(b), s)
	return f.Name != ""
}

// isStated reports whether an annotation among the blocks states the content of
// a section.
func isStated(blocks []block.Block) bool {
	for i := range blocks {
		for _, name := range [...]string{annotation.Timeline, annotation.Fields, annotation.Actions, annotation.Text, annotation.After} {
			if blocks[i].Kind == block.Annotation && annotation.Has(blocks[i].Items, name) {
				return true
			}
		}
	}
	return false
}
