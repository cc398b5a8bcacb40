package block

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
)

// HTML returns the tree of the sections of a postmortem in HTML that package
// render wrote. Its classes and attributes state what the words do not. The
// argument level is the level of the headings of sections.
//
// Other HTML is converted to Markdown by package htmltext and read as that.
func HTML(src string, parts []*htmltree.Node, level int) *Document {
	h := &htmlFormat{doc: &Document{Source: src, Blocks: make([]Block, 0, 4*len(parts))}}
	h.doc.body = h.body
	depth := level - 1 // number of levels by which the headings in bodies were moved down
	for _, n := range parts {
		h.part(n, level, &depth)
	}
	return h.doc
}

// htmlFormat makes the blocks of pages from package render.
type htmlFormat struct {
	doc    *Document
	depth  int // depth of the current part
	bodies []htmlBody
}

// htmlBody is the text of a part.
type htmlBody struct {
	node  *htmltree.Node
	depth int
}

// part adds the blocks of a section.
func (h *htmlFormat) part(n *htmltree.Node, level int, depth *int) {
	items := []annotation.Item{{Name: annotation.Section, Bare: true}}
	if n.Is("internal") {
		items = append(items, annotation.Item{Name: annotation.Internal, Bare: true})
	}
	kind := cmp.Or(string(htmltree.ClassWord[incident.SectionKind](n)), annotation.None)
	items = append(items, annotation.Item{Name: annotation.Kind, Value: kind})
	heading, texts, typed := false, 0, false
	for k := n.First; k != nil; k = k.Next {
		switch {
		case k.Name == "" || k.Extra():
		case k.Level() > 0 && !heading:
			heading = true
			*depth = k.Level()
			h.add(Block{
				Kind: Heading, Level: k.Level(), Text: leadingZone(k.Line()), Items: items[1:],
				Start: k.Start, End: k.End, TextStart: k.Start, TextEnd: k.Start,
			})
		default:
			if !heading {
				heading = true // it continues the section above
				h.add(Block{Kind: Annotation, Items: items, Start: n.Start, End: n.Start})
			}
			h.depth = *depth
			if k.Is("body") && k.Name == "div" {
				if texts++; texts == 2 && !typed {
					h.annotate(k, annotation.After)
				}
				h.bodies = append(h.bodies, htmlBody{k, h.depth})
				h.add(Block{Kind: Other, Start: k.Start, End: k.End})
				continue
			}
			typed = h.typed(k) || typed
		}
	}
	if !heading {
		h.add(Block{Kind: Annotation, Items: items, Start: n.Start, End: n.Start})
	}
}

func (h *htmlFormat) add(b Block) { h.doc.Blocks = append(h.doc.Blocks, b) }

// annotate adds an annotation before an element.
func (h *htmlFormat) annotate(n *htmltree.Node, name string) {
	h.add(Block{Kind: Annotation, Items: []annotation.Item{{Name: name, Bare: true}}, Start: n.Start, End: n.Start})
}

// typed adds the rows, fields or actions of a list or a table, which its class
// states.
func (h *htmlFormat) typed(n *htmltree.Node) bool {
	form := incident.Form("")
	if n.Is("scroll") {
		if n = n.Named("table"); n == nil {
			return false
		}
		form = incident.FormTable
	}
	form = cmp.Or(htmltree.ClassWord[incident.Form](n), form)
	b := Block{Kind: List, Number: 1, Start: n.Start, End: n.End, Items: []annotation.Item{{Name: annotation.Form, Value: string(form)}}}
	if n.Name == "table" {
		b.Kind = Table
	}
	switch {
	case n.Is(annotation.Timeline):
		h.annotate(n, annotation.Timeline)
		b.entries = h.rows(n)
	case n.Is(annotation.Fields):
		h.annotate(n, annotation.Fields)
		b.entries = h.fields(n)
	case n.Is(annotation.Actions):
		h.annotate(n, annotation.Actions)
		b.entries = h.actions(n)
	default:
		return false
	}
	h.add(b)
	return true
}

// entry returns an element as an entry.
func (h *htmlFormat) entry(n *htmltree.Node) Entry {
	return Entry{Markdown: h.markdown().Inside(n), Start: n.Start, End: n.End}
}

// markdown returns the Markdown writer for the current part, which moves
// headings back up.
func (h *htmlFormat) markdown() htmltext.Markdown { return htmltext.Markdown{Up: h.depth} }

// table returns the rows of a table, including its headings.
func (h *htmlFormat) table(n *htmltree.Node, visit func(row *htmltree.Node, cells []*htmltree.Node, e *Entry)) (list []Entry) {
	list = append(list, Entry{Start: n.Start, End: n.Start})
	var cells []*htmltree.Node
	n.Walk(func(k *htmltree.Node) bool {
		if k.Name != "tr" {
			return true
		}
		cells = cells[:0]
		for c := k.First; c != nil; c = c.Next {
			if c.Name == "td" || c.Name == "th" {
				cells = append(cells, c)
			}
		}
		e := Entry{Start: k.Start, End: k.End, Cells: make([]Cell, len(cells))}
		for i, c := range cells {
			e.Cells[i] = Cell{h.markdown().Inside(c), c.Start, c.End}
		}
		switch {
		case k.Parent.Name == "thead":
			for i, c := range cells {
				e.Cells[i].Markdown = string(markdown.AppendEscaped(nil, leadingZone(c.Line()), markdown.Cell))
			}
			list[0] = e
		case len(cells) > 0:
			visit(k, cells, &e)
			list = append(list, e)
		}
		return false
	})
	return list
}

// items returns the items of a list.
func items(n *htmltree.Node) (list []*htmltree.Node) {
	for k := n.First; k != nil; k = k.Next {
		if k.Name == "li" {
			list = append(list, k)
		}
	}
	return list
}

// fields returns the fields in a description list or a table.
func (h *htmlFormat) fields(n *htmltree.Node) (list []Entry) {
	if n.Name == "table" {
		return h.table(n, func(*htmltree.Node, []*htmltree.Node, *Entry) {})
	}
	n.Walk(func(k *htmltree.Node) bool {
		switch k.Name {
		case "dt":
			name := strings.TrimSuffix(k.Line(), ":")
			list = append(list, Entry{Start: k.Start, End: k.End, Items: []annotation.Item{{Name: annotation.Field, Value: name}}})
		case "dd":
			if last := len(list) - 1; last >= 0 {
				list[last].Markdown, list[last].End = h.markdown().Inside(k), k.End
			}
		default:
			return true
		}
		return false
	})
	return list
}

// actions returns the actions with the facts that their classes state.
func (h *htmlFormat) actions(n *htmltree.Node) (list []Entry) {
	say := func(n *htmltree.Node, e *Entry) {
		e.Items = []annotation.Item{} // no further facts are in the words
		if n.Find(func(k *htmltree.Node) bool { return k.Extra() && k.Is("mark") }) != nil {
			e.Items = append(e.Items, annotation.Item{Name: annotation.Internal, Bare: true})
		}
		for _, state := range [...]incident.ActionState{incident.ActionDone, incident.ActionOpen} {
			if n.Is(string(state)) {
				e.Items = append(e.Items, annotation.Item{Name: annotation.State, Value: string(state)})
			}
		}
	}
	if n.Name == "table" {
		return h.table(n, func(row *htmltree.Node, _ []*htmltree.Node, e *Entry) { say(row, e) })
	}
	for _, li := range items(n) {
		e := h.entry(li)
		say(li, &e)
		list = append(list, e)
	}
	return list
}

// rows returns the rows of a timeline, whose instants the page states.
func (h *htmlFormat) rows(n *htmltree.Node) []Entry {
	if n.Name == "table" {
		return h.table(n, func(row *htmltree.Node, cells []*htmltree.Node, e *Entry) {
			h.time(e, cells[0], cells[0].Named("time"), row)
			shown, _ := annotation.Value(e.Items, annotation.Time)
			e.Cells[0].Markdown = string(markdown.AppendEscaped(nil, shown, markdown.Cell))
		})
	}
	all := items(n)
	list, rest := make([]Entry, len(all)), make([]*htmltree.Node, len(all))
	for i, li := range all {
		e := &list[i]
		*e = Entry{Start: li.Start, End: li.End}
		switch t := li.Content(); {
		case t == nil || t.Name != "time" && !t.Is("when"):
			*e = h.entry(li)
			h.time(e, nil, nil, li)
		case t.Name == "time":
			h.time(e, t, t, li)
			rest[i] = t.Next
		default:
			h.time(e, t, nil, li)
			e.Markdown = h.markdown().From(t.Next)
		}
	}
	h.cutSigns(list, rest)
	return list
}

// time stores the time of a row: the text of the element shown and the instant
// of the time element t. Both may be nil.
func (h *htmlFormat) time(e *Entry, shown, t, row *htmltree.Node) {
	text := ""
	if shown != nil {
		var several bool
		if text, _, several = strings.Cut(shown.Line(), otherZone); several && h.doc.OtherZones == 0 {
			h.doc.OtherZones = shown.Start
		}
	}
	at := annotation.None
	if t != nil {
		at = t.Value("datetime")
		if exact := t.Time(); !exact.IsZero() {
			at = exact.Format(time.RFC3339)
		}
	}
	e.Items = append(e.Items, annotation.Item{Name: annotation.Time, Value: text}, annotation.Item{Name: annotation.At, Value: at})
	if m := row.Value("data-milestone"); incident.Milestone(m).Valid() {
		e.Items = append(e.Items, annotation.Item{Name: annotation.Milestone, Value: m})
	}
}

// otherZone precedes the same time in another zone, or the label of another
// zone.
const otherZone = " · "

// leadingZone returns the heading of a section or a column with only the first
// of its zones: "Timeline (CET · EST)".
func leadingZone(s string) string {
	open := strings.LastIndexByte(s, '(')
	first, rest, several := strings.Cut(s[open+1:], otherZone)
	end := strings.IndexByte(rest, ')')
	if open < 0 || !several || end < 0 {
		return s
	}
	return s[:open+1] + first + rest[end:]
}

// cutSigns cuts the sign of a list off its rows. The sign is the text that
// follows the first time and at least half of all times. The argument rest
// holds the nodes after the times, or nil for a row without an instant. A row
// without the sign is kept as written.
func (h *htmlFormat) cutSigns(list []Entry, rest []*htmltree.Node) {
	sign, n, timed := "", 0, 0
	for _, k := range rest {
		if k == nil {
			continue
		}
		if timed++; timed == 1 {
			sign = leadingSign(k)
		}
		if hasSign(k, sign) {
			n++
		}
	}
	if 2*n < timed {
		sign = ""
	}
	for i, k := range rest {
		if k == nil {
			continue
		}
		own := ""
		if hasSign(k, sign) {
			own = sign
		} else if !strings.HasPrefix(k.Data, " ") {
			own = leadingSign(k)
		}
		list[i].Items = append(list[i].Items, annotation.Item{Name: annotation.Sign, Value: own})
		if own != "" {
			k = k.From(len(own))
		}
		list[i].Markdown = h.markdown().From(k)
	}
}

// leadingSign returns the text between the time of a row and its text, which a
// space follows: a text attached to the time, such as ":" or "hs", or a
// separate sign, " -" or " →".
func leadingSign(rest *htmltree.Node) string {
	word, apart := strings.CutPrefix(rest.Data, " ")
	word, _, _ = strings.Cut(word, " ")
	sign := rest.Data[:len(word)]
	if apart {
		sign = rest.Data[:len(" ")+len(word)]
	}
	if word == "" || len(word) > 12 || !hasSign(rest, sign) {
		return ""
	}
	for _, c := range word {
		if apart && !unicode.IsPunct(c) && !unicode.IsSymbol(c) {
			return ""
		}
	}
	return sign
}

// hasSign reports whether rest begins with the sign and a space, or is the
// sign.
func hasSign(rest *htmltree.Node, sign string) bool {
	tail, ok := strings.CutPrefix(rest.Data, sign)
	return ok && rest.Name == "" && (tail == "" && rest.Next == nil || strings.HasPrefix(tail, " "))
}

// body implements [Document.Body]. It returns the texts in the range, with
// their headings at their original levels.
func (h *htmlFormat) body(start, end, _ int) string {
	var texts []string
	first, _ := slices.BinarySearchFunc(h.bodies, start, func(b htmlBody, at int) int { return b.node.Start - at })
	for _, b := range h.bodies[first:] {
		if b.node.Start >= end {
			break
		}
		if b.node.End <= end {
			if md := (htmltext.Markdown{Up: b.depth}).Inside(b.node); md != "" {
				texts = append(texts, md)
			}
		}
	}
	return strings.Join(texts, "\n\n")
}
