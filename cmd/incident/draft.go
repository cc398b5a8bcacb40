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
	name string
	data []byte
	doc  *parse.Document
	inc  *incident.Incident // as the document has it
}

func readDraft(name string, data []byte) (*draft, error) {
	doc, err := parse.Markdown{}.Parse(name, data)
	if err != nil {
		return nil, err
	}
	d := &draft{name: name, data: data, doc: doc, inc: doc.Incidents[0]}
	if d.inc.Postmortem == nil || len(d.inc.Updates) > 0 {
		return nil, place(name, &fault{1, 1, "", errors.New("no postmortem but the page of an incident; -into wants a document")})
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

// fill fills the document with what an incident knows, and returns how many places
// changed. Lines of sections that did not change stay as they are.
func (d *draft) fill(t incident.Template, inc *incident.Incident) (int, error) {
	joined := inc.Clone()
	if err := joined.Attach(d.inc); err != nil {
		return 0, place(d.name, &fault{1, 1, "", err})
	}
	after := d.inc.Clone()
	n := t.Fill(after.Postmortem, joined)
	if n == 0 {
		return 0, nil
	}
	d.told(after, inc.Page)
	data := d.splice(after)
	again, err := readDraft(d.name, data)
	whole := render.Markdown{}.AppendPostmortem(nil, after)
	if err != nil || !bytes.Equal(render.Markdown{}.AppendPostmortem(nil, again.inc), whole) {
		// The parts depend on each other. All that the model carries is kept.
		data = whole
		if again, err = readDraft(d.name, data); err != nil {
			return 0, err
		}
	}
	*d = *again
	return n, nil
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

// part is a section with a heading, and those that carry it on; the first one may
// be of what stands above all headings.
type part struct {
	sections   []incident.Section
	start, end int // in the document
}

// splice returns the document with the parts that differ from it written again.
func (d *draft) splice(after *incident.Incident) []byte {
	old := d.parts()
	level := d.titleLevel()
	var out bytes.Buffer
	out.Write(d.data[:old[0].start])
	for _, p := range divide(after.Postmortem.Sections) {
		k := 0
		for k < len(old) && !same(old[k].sections, p) {
			k++
		}
		if k < len(old) && reflect.DeepEqual(old[k].sections, p) {
			out.Write(d.data[old[k].start:old[k].end])
		} else {
			endLine(&out)
			out.Write(written(after, p, level))
			if k == len(old) || k < len(old)-1 {
				out.WriteByte('\n')
			}
		}
		if k < len(old) {
			old = old[k+1:]
		}
	}
	return append(bytes.TrimRight(out.Bytes(), "\n"), '\n')
}

// same reports whether two parts begin with the same heading.
func same(a, b []incident.Section) bool {
	if len(a) == 0 || len(b) == 0 {
		return len(a) == len(b) || len(a) == 0 && b[0].Heading == ""
	}
	return a[0].Heading == b[0].Heading && a[0].Level == b[0].Level
}

// endLine leaves one line blank at the end.
func endLine(b *bytes.Buffer) {
	for b.Len() > 0 && !bytes.HasSuffix(b.Bytes(), []byte("\n\n")) {
		b.WriteByte('\n')
	}
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

// parts returns the parts of the document as it is, each with the lines it has.
func (d *draft) parts() []part {
	var parts []part
	next := 0
	for i, sections := range divide(d.inc.Postmortem.Sections) {
		p := part{sections: sections}
		if i == 0 {
			p.start = d.top()
		} else if line, _, ok := d.doc.Position(fmt.Sprintf("postmortem.sections[%d].heading", next), 0); ok {
			p.start = d.line(line)
		}
		if i > 0 {
			parts[i-1].end = p.start
		}
		next += len(sections)
		parts = append(parts, p)
	}
	parts[len(parts)-1].end = len(d.data)
	return parts
}

// line returns where a line begins, from 1.
func (d *draft) line(n int) int {
	at := 0
	for ; n > 1; n-- {
		at += bytes.IndexByte(d.data[at:], '\n') + 1
	}
	return at
}

// top returns where what follows the title begins.
func (d *draft) top() int {
	n, _, ok := d.doc.Position("title", 0)
	if !ok || d.titleLevel() == 0 {
		return 0
	}
	at := d.line(n + 1)
	if rest := d.data[at:]; len(rest) > 0 && (rest[0] == '=' || rest[0] == '-') {
		at = d.line(n + 2) // a line under the title
	}
	return at
}

// titleLevel returns the level of the heading that is the title, 0 where there is
// none.
func (d *draft) titleLevel() int {
	n, _, ok := d.doc.Position("title", 0)
	if !ok {
		return 0
	}
	line := d.data[d.line(n):]
	if line[0] != '#' {
		return 1
	}
	return len(line) - len(bytes.TrimLeft(line, "#"))
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
