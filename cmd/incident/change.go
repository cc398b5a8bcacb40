package main

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/incidentkit/incident"
)

// sectionChange is what one section of a draft lacks.
type sectionChange struct {
	name   string // of the section, for people
	at     int    // index of the section; a new one goes before it
	new    bool
	want   incident.Section
	edits  []edit // nil: there is no place for what is lacking
	places int    // how many places they fill
}

// grower finds the changes that make a draft what is wanted, which has grown out of
// it. Values are replaced; all else is added, in lines of model: that is what is
// wanted as our writer writes it.
type grower struct {
	draft, model *draft
	want         *incident.Incident
}

// changes returns what the sections of a draft lack of what is wanted.
func (d *draft) changes(want *incident.Incident) []sectionChange {
	g := grower{draft: d, want: want}
	if model, err := rendered(want); err == nil && len(model.inc.Postmortem.Sections) == len(want.Postmortem.Sections) {
		g.model = model
	}
	var list []sectionChange
	i := 0
	for j, s := range want.Postmortem.Sections {
		c := sectionChange{name: "what stands above the headings", at: i, want: s}
		if s.Heading != "" {
			c.name = fmt.Sprintf("section %q", s.Heading)
		}
		c.new = i == len(d.inc.Postmortem.Sections) || d.section(i).Heading != s.Heading || d.section(i).Level != s.Level
		if !c.new {
			i++
		}
		if c.new || !reflect.DeepEqual(*d.section(c.at), s) {
			g.grow(&c, j)
			list = append(list, c)
		}
	}
	return list
}

// section returns the text of section j. Where sections of the draft have the level
// of titles, so has this one.
func (g *grower) section(j int) string {
	from := g.model.first(j)
	if g.want.Postmortem.Sections[j].Heading == "" {
		from = g.model.top()
	}
	text := g.model.src.slice(from, g.model.end(j))
	if g.draft.sectionsAreTitles() {
		text = strings.TrimPrefix(text, "#")
	}
	return text
}

// grow finds the edits that make a section section j of what is wanted.
func (g *grower) grow(c *sectionChange, j int) {
	switch before := g.draft.section; {
	case g.model == nil:
	case c.new:
		c.places, c.edits = 1, []edit{g.draft.insertion(g.draft.first(c.at), g.section(j), true)}
	case len(before(c.at).Fields) > 0:
		g.fields(c, before(c.at), j)
	case before(c.at).Timeline != nil && len(before(c.at).Timeline.Events) > 0:
		g.rows(c, before(c.at), j)
	default:
		g.content(c, before(c.at), j)
	}
}

// fields replaces the values of fields, and adds fields that are missing.
func (g *grower) fields(c *sectionChange, before *incident.Section, j int) {
	k := 0
	for m, f := range c.want.Fields {
		var e edit
		switch {
		case k == len(before.Fields) || before.Fields[k].Name != f.Name:
			e = g.entries(c.at, "fields", k, len(before.Fields), g.model.entries(j, "fields", m, m+1))
		case before.Fields[k].Value == f.Value:
			k++
			continue
		default:
			var ok bool
			if e, ok = g.draft.value(c.at, k, f.Value); !ok {
				c.edits = nil
				return
			}
			k++
		}
		c.edits = append(c.edits, e)
	}
	c.places = len(c.edits)
}

// rows adds rows to a timeline.
func (g *grower) rows(c *sectionChange, before *incident.Section, j int) {
	model, k, n := g.model, len(before.Timeline.Events), len(c.want.Timeline.Events)
	from, to := k, n
	if model.section(j).Form != before.Form { // the new rows alone may do with this one
		alone := g.want.Clone()
		s := alone.Postmortem.Sections[j]
		s.Timeline.Events = s.Timeline.Events[k:]
		alone.Postmortem.Sections = []incident.Section{s}
		if m, err := rendered(alone); err == nil {
			model, j, from, to = m, 0, 0, n-k
		}
	}
	c.places = 1
	c.edits = []edit{g.entries(c.at, "timeline.events", k, k, model.entries(j, "timeline.events", from, to))}
}

// entries returns the edit that inserts entries before entry k of the n that a list of
// section i has, with the bullet of that list.
func (g *grower) entries(i int, list string, k, n int, text string) edit {
	d := g.draft
	neighbour := d.entry(i, list, max(k-1, 0))
	if sign := strings.TrimLeft(d.src.slice(neighbour, neighbour+1), " "); strings.HasPrefix(sign, "* ") || strings.HasPrefix(sign, "+ ") {
		text = strings.ReplaceAll("\n"+text, "\n- ", "\n"+sign[:2])[1:]
	}
	e := d.insertion(d.entry(i, list, k), text, d.section(i).Form == incident.FormParagraphs)
	e.below = e.above || k == n
	return e
}

// content adds fields, a timeline or guidance to a section that has none, and the zone
// of the timeline to its heading.
func (g *grower) content(c *sectionChange, before *incident.Section, j int) {
	d, m := g.draft, g.model
	from := m.first(j) + 1
	if body, ok := m.find(j, "body"); ok && before.Body != "" {
		from = body + 1 + strings.Count(m.section(j).Body, "\n")
	} else if before.Heading == "" {
		from = m.top()
	}
	c.places = max(1, len(c.want.Fields))
	c.edits = []edit{d.insertion(d.end(c.at), m.src.slice(from, m.end(j)), true)}
	heading := strings.TrimRight(m.src.slice(m.first(j), m.first(j)+1), "\n")
	if zone := strings.LastIndex(heading, " ("); c.want.Timeline != nil && before.Heading != "" && zone >= 0 && strings.HasSuffix(heading, ")") {
		own := strings.TrimRight(d.src.slice(d.first(c.at), d.first(c.at)+1), " \t\r\n")
		if at := d.src.offset(d.first(c.at)) + len(own); !strings.HasSuffix(own, heading[zone:]) {
			c.edits = append(c.edits, edit{start: at, end: at, text: heading[zone:]})
		}
	}
}
