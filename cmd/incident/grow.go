package main

import (
	"reflect"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// way is one way to fill a section, or to add one.
type way struct {
	edits   []edit
	want    incident.Section // how the section has to read then
	places  int              // how many places are filled
	anew    bool             // the section is written anew
	partial bool             // more could be filled
}

// grower finds the ways from a draft to after, which has grown out of it.
type grower struct {
	d     *draft
	after *incident.Incident
	// model is after as our writer writes it, the source of all lines that are
	// added. If nil, none can be.
	model *draft
}

// add returns the way to add section j of after before section i of the draft.
func (g *grower) add(i, j int) []way {
	if !g.models(j, 0) {
		return nil
	}
	e := g.d.insertion(g.d.first(i), g.written(j), true)
	return []way{{edits: []edit{e}, want: *g.model.section(j), places: 1}}
}

// fill returns the ways to make section i of the draft section j of after, the best
// one first.
func (g *grower) fill(i, j int) []way {
	var ways []way
	before, after := g.d.section(i), &g.after.Postmortem.Sections[j]
	values := g.values(i, j)
	rows := 0
	if before.Timeline != nil {
		rows = len(before.Timeline.Events)
	}
	if values.partial && g.models(j, rows) {
		grown, ok := g.grow(i, j, values)
		if ok {
			ways = append(ways, grown)
		}
		if anew, aligned, ok := g.anew(i, j, values, grown); ok {
			if aligned && after.Form == incident.FormTable && rows > 0 {
				ways = slices.Insert(ways, 0, anew) // with columns of one width
			} else {
				ways = append(ways, anew)
			}
		}
	}
	if len(values.edits) > 0 {
		ways = append(ways, values)
	}
	return ways
}

// models reports whether the model can be trusted with section j: it reads as it was
// written, rows that the draft knows aside.
func (g *grower) models(j, rows int) bool {
	if g.model == nil {
		return false
	}
	after, model := &g.after.Postmortem.Sections[j], g.model.section(j)
	if len(after.Fields) != len(model.Fields) || (after.Timeline == nil) != (model.Timeline == nil) {
		return false
	}
	return after.Timeline == nil || len(after.Timeline.Events) == len(model.Timeline.Events) &&
		sameInstants(model.Timeline.Events[rows:], after.Timeline.Events[rows:])
}

// values returns the way that replaces the values of fields and does nothing else.
func (g *grower) values(i, j int) way {
	w := way{want: g.d.inc.Clone().Postmortem.Sections[i]}
	after := &g.after.Postmortem.Sections[j]
	k := 0
	for _, f := range after.Fields {
		if k == len(w.want.Fields) || w.want.Fields[k].Name != f.Name {
			continue // a field that is added
		}
		if w.want.Fields[k].Value != f.Value {
			if e, ok := g.d.value(i, k, f.Value); ok {
				w.edits = append(w.edits, e)
				w.want.Fields[k] = f
			}
		}
		k++
	}
	w.places = len(w.edits)
	w.partial = !reflect.DeepEqual(w.want, *after)
	return w
}

// grow returns the way that adds entries behind those that are there, or content
// below a text. It reports false if a value has no place; the way then still says
// what is wanted.
func (g *grower) grow(i, j int, values way) (w way, ok bool) {
	before, after, model := g.d.section(i), &g.after.Postmortem.Sections[j], g.model.section(j)
	w = way{edits: slices.Clone(values.edits), want: g.d.inc.Clone().Postmortem.Sections[i], places: values.places}
	ok = true
	switch {
	case len(before.Fields) > 0:
		k := 0
		for m, f := range after.Fields {
			if k < len(before.Fields) && before.Fields[k].Name == f.Name {
				ok = ok && values.want.Fields[k] == f
				w.want.Fields[m] = f
				k++
				continue
			}
			w.edits = append(w.edits, g.entries(i, "fields", k, len(before.Fields), g.model.entries(j, "fields", m, m+1)))
			w.want.Fields = slices.Insert(w.want.Fields, m, model.Fields[m])
			w.places++
		}
	case before.Timeline != nil && len(before.Timeline.Events) > 0:
		k := len(before.Timeline.Events)
		rows, events := g.rows(i, j, k)
		w.edits = append(w.edits, g.entries(i, "timeline.events", k, k, rows))
		w.want.Timeline.Events = append(w.want.Timeline.Events, events...)
		w.places++
	default:
		text := g.model.src.slice(g.model.content(j, before.Body != ""), g.model.end(j))
		w.edits = append(w.edits, g.d.insertion(g.d.end(i), text, true))
		w.want = *model
		w.places += max(1, len(model.Fields))
	}
	return w, ok
}

// rows returns the rows of the timeline of section j from row k on, in the form that
// section i has, and how they read. Our writer may choose another form for all rows
// together than for the new ones.
func (g *grower) rows(i, j, k int) (text string, events []incident.Event) {
	model := g.model
	if model.section(j).Form != g.d.section(i).Form {
		alone := g.after.Clone()
		s := alone.Postmortem.Sections[j]
		s.Timeline.Events = s.Timeline.Events[k:]
		alone.Postmortem.Sections = []incident.Section{s}
		m, err := rendered(alone)
		if err == nil && len(m.inc.Postmortem.Sections) == 1 && m.section(0).Timeline != nil && sameInstants(m.section(0).Timeline.Events, s.Timeline.Events) {
			model, j, k = m, 0, 0
		}
	}
	events = model.section(j).Timeline.Events
	return model.entries(j, "timeline.events", k, len(events)), events[k:]
}

// entries returns the edit that inserts entries before entry k of the n that a list
// of section i has, in the manner of the entry above them.
func (g *grower) entries(i int, list string, k, n int, text string) edit {
	text = likeItem(text, g.d.src.line(g.d.entry(i, list, max(k-1, 0))))
	paragraphs := g.d.section(i).Form == incident.FormParagraphs
	e := g.d.insertion(g.d.entry(i, list, k), text, paragraphs)
	e.below = paragraphs || k == n
	return e
}

// anew returns the way that writes section i as our writer writes section j of after.
// It reports false if a line that is no replaced value would be lost. aligned says
// that nothing but the columns of tables changes in the lines that are there.
func (g *grower) anew(i, j int, values, grown way) (w way, aligned, ok bool) {
	first, end := g.d.first(i), g.d.end(i)
	start := g.d.src.offset(first)
	var edits []edit
	for _, e := range values.edits {
		e.start, e.end = e.start-start, e.end-start
		edits = append(edits, e)
	}
	old, ok := splice(g.d.src.slice(first, end), edits, g.d.src.eol())
	if !ok {
		return w, false, false
	}
	text := g.written(j)
	was, is := strings.Split(strings.TrimRight(old, "\r\n"), "\n"), strings.Split(strings.TrimRight(text, "\n"), "\n")
	w = way{edits: []edit{{start: start, end: g.d.src.offset(end), text: text, lines: true}}, want: grown.want, places: grown.places, anew: true}
	return w, keeps(was, is, true), keeps(was, is, false)
}

// written returns section j as our writer writes it. Where sections of the draft have
// the level of titles, so has this one.
func (g *grower) written(j int) string {
	text := g.model.src.slice(g.model.first(j), g.model.end(j))
	if g.d.sectionsAreTitles() {
		text = strings.TrimPrefix(text, "#")
	}
	return text
}
