package parse

import (
	"slices"
	"strconv"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// documentReader is the state of reading one postmortem.
type documentReader struct {
	*markdownReader
	pm        *incident.Postmortem
	matter    *frontMatter
	titleText string
	under     typed.Under
	headings  []string // the one at each level that the section lies under
	zones     []string // what those, or the text below them, say of the zone of times
	zone      string   // what the text above all headings says of it
	depth     int      // of the last heading; 0: none
}

// sections reads the blocks from from to to: what stands above the first heading,
// and a section for each.
func (s *documentReader) sections(from, to int) {
	if s.depth == 0 {
		s.depth = s.title + 1
	}
	heading, start := -1, from
	for i := from; i <= to; i++ {
		if i < to && s.blocks[i].Kind != markdown.BlockHeading {
			continue
		}
		if heading >= 0 || start < i {
			s.headed(heading, start, i)
		}
		heading, start = i, i+1
	}
}

// headed reads what stands below one heading, -1 for none: a section, and one more
// for each mark that says so.
func (s *documentReader) headed(heading, from, to int) {
	for {
		next := from
		for next < to && (!comment.Has(s.markAt(next), comment.Section) || heading < 0 && next == from) {
			next++
		}
		if heading >= 0 || from < next {
			s.section(heading, from, next)
		}
		if next == to {
			return
		}
		heading, from = -1, next
	}
}

// section reads a section.
func (s *documentReader) section(heading, from, to int) {
	n := len(s.pm.Sections)
	sec := incident.Section{}
	if heading >= 0 {
		b := &s.blocks[heading]
		s.depth = b.Level
		sec.Heading = s.heading(b)
		s.mark(markHeading, n, 0, b.TextStart, b.TextEnd)
		if sec.Heading != "" {
			sec.Level = max(b.Level-s.title-1, 0)
			s.headings = append(s.headings[:min(len(s.headings), sec.Level)], sec.Heading)
			s.zones = append(s.zones[:min(len(s.zones), sec.Level)], typed.ZoneIn(sec.Heading))
			sec.Kind = incident.SectionKind(s.phrases.SectionKind(sec.Heading))
		}
	}
	if items := s.markAt(from); items != nil && from < to {
		switch items[0].Name {
		case comment.Section, comment.Kind, comment.Internal:
			if (items[0].Name == comment.Section) == (heading < 0) {
				s.stated(&sec, items)
				from++
			}
		}
	}
	where := s.under.Section(string(sec.Kind), sec.Heading, sec.Level)
	s.content(&sec, n, from, to, where)
	if zone := typed.ZoneNamed("", nil, sec.Body, nil); zone != "" {
		if k := len(s.zones) - 1; k >= 0 {
			s.zones[k] = zone
		} else {
			s.zone = zone
		}
	}
	if sec.Heading == "" && sec.Body == "" && sec.After == "" && sec.Fields == nil && sec.Timeline == nil && sec.Actions == nil {
		return
	}
	s.pm.Sections = append(s.pm.Sections, sec)
}

// zoneAbove returns the zone that the headings above, or the text below them, name
// for the times of all that follows: "Timeline (CET)" above a heading for each day.
func (s *documentReader) zoneAbove() string {
	for _, zone := range slices.Backward(s.zones) {
		if zone != "" {
			return zone
		}
	}
	return s.zone
}

// stated takes over what a mark says of a section.
func (s *documentReader) stated(sec *incident.Section, items []comment.Item) {
	sec.Internal = comment.Has(items, comment.Internal)
	if kind, ok := comment.Value(items, comment.Kind); ok {
		sec.Kind = incident.SectionKind(kind)
		if kind == comment.None {
			sec.Kind = ""
		}
	}
	if level, ok := comment.Value(items, comment.Level); ok {
		if n, err := strconv.Atoi(level); err == nil && n >= 0 && n < 6 {
			s.depth = s.title + 1 + n
		}
	}
}

// content reads what stands below a heading: typed content with text above and
// below, or text alone. Marks say what it is; else it is what can be found.
func (s *documentReader) content(sec *incident.Section, n, from, to int, where typed.Section) {
	name, at, end := "", from, to // of the content
	var items []comment.Item
	after := to // block of the text below, or the mark above it
scan:
	for i := from; i < to; i++ {
		m := s.markAt(i)
		if m == nil {
			continue
		}
		switch m[0].Name {
		case comment.Text:
			if i == from && items == nil {
				items, from = m, i+1
			}
		case comment.Timeline, comment.Fields, comment.Actions:
			if items == nil {
				items, name, at = m, m[0].Name, i+1
			}
		case comment.After:
			after = i
			break scan
		}
	}
	told := items != nil
	switch {
	case name != "":
		end = s.take(name, at, after)
	case !told:
		f := typed.Find(s.src, s.blocks[from:after], where, s.phrases)
		name, at, end = f.Name, from+f.First, from+f.End
	}
	if name == "" {
		sec.Body = s.text(from, after, s.depth)
		s.markBlocks(markSectionBody, n, from, after)
		if after < to {
			s.after(sec, n, after+1, to)
		}
		return
	}
	body := at
	if told {
		body--
	}
	sec.Body = s.text(from, body, s.depth)
	s.markBlocks(markSectionBody, n, from, body)
	c := contentReader{documentReader: s, sec: sec, n: n, told: told, items: items}
	switch name {
	case comment.Timeline:
		c.timeline(at, end)
	case comment.Fields:
		c.fields(at, end)
	case comment.Actions:
		c.actions(at, end)
	}
	if end == after && after < to {
		end++
	}
	s.after(sec, n, end, to)
}

// after reads the text below typed content.
func (s *documentReader) after(sec *incident.Section, n, from, to int) {
	sec.After = s.text(from, to, s.depth)
	s.markBlocks(markAfter, n, from, to)
}

// take returns where the content ends that a mark announces.
func (s *documentReader) take(name string, at, to int) int {
	if at >= to {
		return at
	}
	switch b := &s.blocks[at]; b.Kind {
	case markdown.BlockList:
		if b.Ordered && (b.Number != 1 || slices.ContainsFunc(b.Items, func(it markdown.Item) bool { return it.Markdown(s.src) == "" })) {
			return at // nobody wrote that: its numbers would be lost
		}
		return at + 1
	case markdown.BlockTable:
		return at + 1
	case markdown.BlockParagraph:
		end := at
		for end < to && s.blocks[end].Kind == markdown.BlockParagraph {
			end++
		}
		return end
	}
	return at
}

// contentReader reads the typed content of one section.
type contentReader struct {
	*documentReader
	sec   *incident.Section
	n     int // of the section
	told  bool
	items []comment.Item // of the mark above; nil: none
}

// entry is a row, a field or an action as it stands: an item, a paragraph, or the
// cells of a line of a table.
type entry struct {
	text       string // Markdown
	start, end int
	cells      [][2]int
}

// entries returns what the blocks of a content hold.
func (c *contentReader) entries(at, end int) (list []entry, form incident.Form) {
	if at >= end {
		return nil, ""
	}
	b := &c.blocks[at]
	switch b.Kind {
	case markdown.BlockTable:
		for _, row := range b.Rows(c.src) {
			e := entry{cells: row, start: b.Start, end: b.End}
			if len(row) > 0 {
				e.start, e.end = row[0][0], row[len(row)-1][1]
			}
			list = append(list, e)
		}
		return list, incident.FormTable
	case markdown.BlockList:
		for _, it := range b.Items {
			list = append(list, entry{text: it.Markdown(c.src), start: min(it.Text, it.End), end: it.End})
		}
		if b.Ordered && b.Number == 1 {
			return list, incident.FormNumbered
		}
		return list, incident.FormBullets
	}
	for ; at < end; at++ {
		b := &c.blocks[at]
		list = append(list, entry{text: strings.TrimRight(c.src[b.Start:b.End], " \t\n"), start: b.Start, end: b.End})
	}
	return list, incident.FormParagraphs
}

// inner returns a piece of Markdown of an item without what its writer did to it.
func (c *contentReader) inner(md string) string {
	md = strings.Trim(comment.Unguard(md), "\n")
	return string(markdown.AppendUnshifted(nil, strings.TrimLeft(md, " "), c.depth))
}

// cell returns the Markdown of a cell, and its mark.
func (c *contentReader) cell(e *entry, i int) (md string, items []comment.Item) {
	if i >= len(e.cells) {
		return "", nil
	}
	md, items = cutMark(markdown.CellText(c.src[e.cells[i][0]:e.cells[i][1]]))
	return comment.Unguard(md), items
}

// plainCell returns what a cell shows.
func (c *contentReader) plainCell(e *entry, i int) string {
	if i >= len(e.cells) {
		return ""
	}
	return typed.CellPlain(c.src, e.cells[i])
}

// cutMark takes the mark off an item or a cell: from its end or its beginning.
func cutMark(md string) (text string, items []comment.Item) {
	trimmed := strings.TrimRight(md, " \n")
	if strings.HasSuffix(trimmed, "-->") {
		i := strings.LastIndex(trimmed, "<!--")
		if i >= 0 && (i == 0 || trimmed[i-1] == ' ' || trimmed[i-1] == '\n') {
			if items, ok := comment.Parse(trimmed[i:]); ok {
				return strings.TrimRight(trimmed[:i], " "), items
			}
		}
	}
	lead := strings.TrimLeft(md, " ")
	if strings.HasPrefix(lead, "<!--") {
		if i := strings.Index(lead, "-->"); i >= 0 {
			if items, ok := comment.Parse(lead[:i+3]); ok {
				return strings.TrimLeft(lead[i+3:], " "), items
			}
		}
	}
	return md, nil
}

// fields reads fields.
func (c *contentReader) fields(at, end int) {
	list, form := c.entries(at, end)
	if form != incident.FormBullets { // the usual one
		c.sec.Form = form
	}
	if form == incident.FormTable {
		head := &list[0]
		for i := range head.cells {
			c.sec.Columns = append(c.sec.Columns, c.plainCell(head, i))
		}
		if len(c.sec.Columns) == 2 && c.sec.Columns[0] == c.phrases.Word(words.Field) && c.sec.Columns[1] == c.phrases.Word(words.Value) {
			c.sec.Columns = nil
		}
		for i := range list[1:] {
			e := &list[1+i]
			c.mark(markField, c.n, len(c.sec.Fields), e.start, e.end)
			value, _ := c.cell(e, 1)
			c.sec.Fields = append(c.sec.Fields, incident.Field{Name: c.plainCell(e, 0), Value: value})
		}
		return
	}
	for _, e := range list {
		texts := []string{e.text}
		if form == incident.FormParagraphs && !c.told {
			texts = strings.Split(e.text, "\n")
		}
		for _, text := range texts {
			c.mark(markField, c.n, len(c.sec.Fields), e.start, e.end)
			c.sec.Fields = append(c.sec.Fields, c.field(text))
		}
	}
}

func (c *contentReader) field(text string) incident.Field {
	if inner, rest, ok := typed.Bold(text); ok && c.told {
		name := string(markdown.Text{}.Append(nil, "x "+inner))
		name = strings.TrimPrefix(strings.TrimPrefix(name, "x"), " ")
		return incident.Field{Name: strings.TrimSuffix(name, ":"), Value: c.inner(rest)}
	}
	if name, value, ok := typed.CutField(text); ok {
		return incident.Field{Name: name, Value: c.inner(value)}
	}
	return incident.Field{Value: c.inner(text)}
}

// inline puts the addresses of links that are defined elsewhere into the texts of
// rows, fields and actions, which stand alone.
func (s *documentReader) inline() {
	targets := markdown.Targets(s.blocks)
	if targets == nil {
		return
	}
	put := func(md *string) { *md = markdown.InlineTargets(*md, targets) }
	for i := range s.pm.Sections {
		sec := &s.pm.Sections[i]
		for j := range sec.Fields {
			put(&sec.Fields[j].Value)
		}
		for j := range sec.Actions {
			put(&sec.Actions[j].Text)
		}
		if sec.Timeline != nil {
			for j := range sec.Timeline.Events {
				put(&sec.Timeline.Events[j].Text)
			}
		}
	}
}
