package main

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// draft is a postmortem in a file of Markdown that is being written.
type draft struct {
	name  string
	data  []byte
	lines []string // of data, with their ends
	doc   *parse.Document
	inc   *incident.Incident // as the document has it
}

func readDraft(name string, data []byte) (*draft, error) {
	doc, err := parse.Markdown{}.Parse(name, data)
	if err != nil {
		return nil, err
	}
	d := &draft{name: name, data: data, lines: splitLines(string(data)), doc: doc, inc: doc.Incidents[0]}
	if d.inc.Postmortem == nil || len(d.inc.Updates) > 0 {
		return nil, atStart(name, "", errors.New("no postmortem but the page of an incident; -into wants a document"))
	}
	return d, nil
}

// template returns the name of the template that the document was begun with, or
// "".
func (d *draft) template() string {
	for line := range strings.SplitSeq(d.inc.Postmortem.FrontMatter, "\n") {
		if name, ok := strings.CutPrefix(line, "template:"); ok {
			return strings.Trim(strings.TrimSpace(name), `"'`)
		}
	}
	return ""
}

// open counts what the template still asks for.
func (d *draft) open(t incident.Template) int {
	var gaps incident.Errors
	errors.As(t.Check(d.inc.Postmortem), &gaps)
	return len(gaps)
}

// begin gives a document that new has begun without an incident the title and the
// front matter of one, unless somebody has written something there. It reports whether it
// did. A timeline keeps the zone that it was told in.
func (d *draft) begin(inc *incident.Incident) bool {
	bare, pm := *d.inc, *d.inc.Postmortem
	bare.Postmortem, pm.Sections = &pm, nil
	rest, ok := bytes.CutPrefix(d.data, render.Markdown{}.AppendPostmortem(nil, &bare))
	if !ok || d.template() == "" || bare.ID != "" || bare.Title != "" || inc.ID == "" && inc.Title == "" {
		return false
	}
	bare.ID, bare.Title = inc.ID, inc.Title
	if !slices.ContainsFunc(d.inc.Postmortem.Sections, hasTimeline) {
		bare.Page.TimeZone = inc.Page.TimeZone
	}
	again, err := readDraft(d.name, append(render.Markdown{}.AppendPostmortem(nil, &bare), rest...))
	if err != nil {
		return false
	}
	*d = *again
	return true
}

// fill fills the document with what an incident knows, and returns how many places
// changed. The lines that are there stay byte for byte, but for placeholders. Where
// ours would not be read beside them, a section is written anew; anew says which,
// or that it was the whole document.
func (d *draft) fill(t incident.Template, inc *incident.Incident) (n int, anew string, err error) {
	after, n, err := d.filled(t, inc)
	if err != nil || n == 0 {
		return 0, "", err
	}
	parts := d.parts(after)
	try := func() bool {
		again, more := d.settle(d.join(parts), after, t, inc, 2)
		if again == nil {
			return false
		}
		*d = *again
		n += more
		return true
	}
	if try() {
		return n, anewIn(parts), nil
	}
	for i := range parts {
		if p := &parts[i]; p.merged {
			p.merged = false
			if try() {
				return n, anewIn(parts), nil
			}
			p.merged = true
		}
	}
	// The parts depend on each other. All that the model carries is kept.
	whole := withEnds(splitLines(string(render.Markdown{}.AppendPostmortem(nil, after))), d.lineEnd())
	again, err := readDraft(d.name, []byte(whole))
	if err != nil {
		return 0, "", err
	}
	*d = *again
	return n, "the document", nil
}

// anewIn names the parts that are written anew though they have lines.
func anewIn(parts []part) string {
	var names []string
	for _, p := range parts {
		if len(p.lines) > 0 && p.fresh != "" && !p.merged {
			names = append(names, p.name)
		}
	}
	return strings.Join(names, ", ")
}

// filled returns the incident as the document would have it, and in how many
// places that differs.
func (d *draft) filled(t incident.Template, inc *incident.Incident) (*incident.Incident, int, error) {
	joined := inc.Clone()
	if err := joined.Attach(d.inc); err != nil {
		return nil, 0, atStart(d.name, "", err)
	}
	after := d.inc.Clone()
	n := t.Fill(after.Postmortem, joined)
	d.told(after, inc.Page)
	return after, n, nil
}

// settle returns the draft that a text is, if it has the headings that it should
// have and nothing is left to be filled in it. What was filled may date the rows of
// a timeline, so that more is known: then it is filled again, that many times.
func (d *draft) settle(text string, want *incident.Incident, t incident.Template, inc *incident.Incident, times int) (*draft, int) {
	again, err := readDraft(d.name, []byte(text))
	if err != nil || !slices.Equal(headings(again.inc), headings(want)) {
		return nil, 0
	}
	after, n, err := again.filled(t, inc)
	switch {
	case err != nil:
		return nil, 0
	case n == 0:
		return again, 0
	case times == 0:
		return nil, 0
	}
	last, more := again.settle(again.join(again.parts(after)), after, t, inc, times-1)
	return last, n + more
}

// headings are those of the sections, with their levels.
func headings(inc *incident.Incident) []string {
	var list []string
	for _, s := range inc.Postmortem.Sections {
		if s.Heading != "" {
			list = append(list, fmt.Sprint(s.Level, s.Heading))
		}
	}
	return list
}

// told has a timeline that is new told in the zone of the page, where the document
// is in another one or names none.
func (d *draft) told(after *incident.Incident, page incident.Page) {
	if page.TimeZone == d.inc.Page.TimeZone || slices.ContainsFunc(d.inc.Postmortem.Sections, hasTimeline) {
		return
	}
	i := slices.IndexFunc(after.Postmortem.Sections, hasTimeline)
	if i < 0 {
		return
	}
	tl := after.Postmortem.Sections[i].Timeline
	tl.Zone = page.TimeZone
	written := render.Markdown{}.AppendPostmortem(nil, after)
	if again, err := readDraft(d.name, written); err != nil || !bytes.Equal(render.Markdown{}.AppendPostmortem(nil, again.inc), written) {
		tl.Zone = "" // its label has several meanings
	}
}

func hasTimeline(s incident.Section) bool { return s.Timeline != nil }

// part is a section with a heading, and those that carry it on; the first one is
// of what stands above all headings. It has lines, unless it is new.
type part struct {
	name   string // for people
	lines  []string
	merged bool   // into the lines, and not as they were
	text   string // merged
	fresh  string // as a writer has it; "" where nothing changes
}

// parts returns the parts of the document to be, each with the lines that it has.
func (d *draft) parts(after *incident.Incident) []part {
	type lines struct {
		sections []incident.Section
		lines    []string
		head     int // how many of them are the heading
	}
	var old []lines
	title, floor, level := d.title()
	next, start := 0, d.matter() // the first part has the title, and what stands above it
	for i, sections := range divide(d.inc.Postmortem.Sections) {
		if line, _, ok := d.doc.Position(fmt.Sprintf("postmortem.sections[%d].heading", next), 0); ok && i > 0 {
			old[i-1].lines = d.lines[start : line-1]
			start = line - 1
		}
		next += len(sections)
		part := lines{sections: sections}
		if i > 0 {
			_, end := d.headingAt(start)
			part.head = end - start
		}
		old = append(old, part)
	}
	old[len(old)-1].lines = d.lines[start:]

	eol := d.lineEnd()
	var parts []part
	for i, sections := range divide(after.Postmortem.Sections) {
		p := part{name: "what stands above the headings"}
		if i > 0 {
			p.name = fmt.Sprintf("section %q", sections[0].Heading)
		}
		k := 0
		for k < len(old) && !same(old[k].sections, sections) {
			k++
		}
		if k < len(old) {
			p.lines = old[k].lines
		}
		if k == len(old) || !reflect.DeepEqual(old[k].sections, sections) {
			fresh := splitLines(string(written(after, sections, level)))
			if d.topLevel() == 1 && level == 0 && len(fresh) > 0 {
				fresh[0] = strings.TrimPrefix(fresh[0], "#") // no writer of ours has sections at the level of titles
			}
			p.fresh = withEnds(fresh, eol)
			if k < len(old) {
				base := splitLines(string(written(d.inc, old[k].sections, level)))
				head := old[k].head
				if i == 0 {
					head = floor - d.matter()
					p.fresh = withEnds(d.lines[title:floor], eol) + eol + p.fresh
				}
				p.text, p.merged = merge(p.lines, base, fresh, eol, head)
			}
		}
		if k < len(old) {
			old = old[k+1:]
		}
		parts = append(parts, p)
	}
	return parts
}

// join returns the document that the parts make.
func (d *draft) join(parts []part) string {
	eol := d.lineEnd()
	var b strings.Builder
	for _, line := range d.lines[:d.matter()] {
		b.WriteString(line)
	}
	apart := func() { // leaves one line blank
		if !endsLine(b.String()) {
			b.WriteString(eol)
		}
		if s := strings.TrimRight(b.String(), " \t\r"); s != "" && !strings.HasSuffix(strings.TrimRight(strings.TrimSuffix(s, "\n"), " \t\r"), "\n") {
			b.WriteString(eol)
		}
	}
	for i, p := range parts {
		switch {
		case p.merged:
			b.WriteString(p.text)
			if grown := len(p.lines) == 0 || !strings.HasSuffix(p.text, p.lines[len(p.lines)-1]); grown && i < len(parts)-1 {
				apart()
			}
		case p.fresh == "":
			for _, line := range p.lines {
				b.WriteString(line)
			}
		default:
			apart()
			b.WriteString(p.fresh)
			if i < len(parts)-1 {
				apart()
			}
		}
	}
	return b.String()
}

// same reports whether two parts begin with the same heading.
func same(a, b []incident.Section) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b) || len(a) == 0 && b[0].Heading == ""
	}
	return a[0].Heading == b[0].Heading && a[0].Level == b[0].Level
}

// divide cuts sections where headings are. The first part is that without one,
// which may be empty.
func divide(sections []incident.Section) [][]incident.Section {
	parts := [][]incident.Section{nil}
	for _, s := range sections {
		if s.Heading != "" {
			parts = append(parts, nil)
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], s)
	}
	return parts
}

// lineEnd is how the lines of the document end.
func (d *draft) lineEnd() string {
	if strings.HasSuffix(d.lines[0], "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// title returns the lines of the heading that is the title, and its level; 0 where
// there is none.
func (d *draft) title() (start, end, level int) {
	matter := d.matter()
	n, _, ok := d.doc.Position("title", 0)
	if ok && n > matter {
		if level, end = d.headingAt(n - 1); level > 0 {
			return n - 1, end, level
		}
	}
	return matter, matter, 0
}

// topLevel returns the level of the first heading of a section, 0 where there is
// none.
func (d *draft) topLevel() int {
	for i := range d.inc.Postmortem.Sections {
		if n, _, ok := d.doc.Position(fmt.Sprintf("postmortem.sections[%d].heading", i), 0); ok {
			level, _ := d.headingAt(n - 1)
			return level
		}
	}
	return 0
}

// headingAt returns the level of the heading whose text begins on that line, and the
// place of the line behind it.
func (d *draft) headingAt(n int) (level, end int) {
	first := strings.TrimLeft(d.lines[n], " \ufeff")
	if rest := strings.TrimLeft(first, "#"); rest != first {
		return len(first) - len(rest), n + 1
	}
	for n++; n < len(d.lines); n++ {
		switch line := d.lines[n]; {
		case isRule(line, "="):
			return 1, n + 1
		case isRule(line, "-"):
			return 2, n + 1
		}
	}
	return 0, n
}

// matter returns the place of the first line that follows the front matter.
func (d *draft) matter() int {
	for i, line := range d.lines {
		switch line = strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), " \t\r\n"); {
		case i == 0 && line != "---":
			return 0
		case i > 0 && (line == "---" || line == "..."):
			return i + 1
		}
	}
	return 0
}

// written returns the Markdown of a part, as a document below a title of that
// level has it.
func written(inc *incident.Incident, sections []incident.Section, level int) []byte {
	short := *inc
	pm := *inc.Postmortem
	short.Postmortem = &pm
	writer := render.Markdown{Level: level}
	pm.Sections = nil
	head := writer.AppendPostmortem(nil, &short)
	pm.Sections = sections
	return bytes.TrimLeft(bytes.TrimPrefix(writer.AppendPostmortem(nil, &short), head), "\n")
}
