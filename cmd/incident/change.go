package main

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// sectionChange is the change that one section of a draft needs.
type sectionChange struct {
	name   string // name of the section, for messages
	at     int    // index of the section, or of the one before which it is added
	added  bool   // the section is new
	want   incident.Section
	edits  []edit // nil if the change cannot be made
	places int    // number of values, rows and texts filled in
}

// changes returns the changes that turn a draft into want, in which sections
// have only been added or filled in.
func (d *draft) changes(want *incident.Incident) []sectionChange {
	var list []sectionChange
	i, known := 0, d.inc.Postmortem.Sections
	for _, s := range want.Postmortem.Sections {
		c := sectionChange{name: "what stands above the headings", at: i, want: s, places: 1}
		if s.Heading != "" {
			c.name = fmt.Sprintf("section %q", s.Heading)
		}
		c.added = i == len(known) || !grownFrom(&s, &known[i])
		if !c.added {
			i++
		}
		if c.added || !reflect.DeepEqual(known[c.at], s) {
			d.plan(&c, want)
			list = append(list, c)
		}
	}
	if i < len(known) { // it is not known which of them grew
		for j := range list {
			list[j].edits = nil
		}
	}
	return list
}

// grownFrom reports whether a section may be another one in which something was
// filled in.
func grownFrom(s, before *incident.Section) bool {
	return s.Heading == before.Heading && s.Level == before.Level && s.Kind == before.Kind && (s.Body == before.Body || before.Body == "")
}

// plan sets the edits of a change. They replace values, and insert lines copied
// from a model: the document that our writer makes of the section alone.
func (d *draft) plan(c *sectionChange, want *incident.Incident) {
	section := c.want
	var before incident.Section
	if !c.added {
		before = *d.section(c.at)
	}
	grows := before.Timeline != nil && len(before.Timeline.Events) > 0
	if grows { // rows without instants could make our writer choose another form
		tl := *section.Timeline
		tl.Events = slices.DeleteFunc(slices.Clone(tl.Events), func(e incident.Event) bool { return !hasInstant(e) })
		section.Timeline = &tl
	}
	model, err := rendered(want, []incident.Section{section})
	switch {
	case err != nil || len(model.inc.Postmortem.Sections) != 1:
	case c.added:
		c.edits = []edit{d.insertion(d.first(c.at), d.leveled(model.below(model.top())), true)}
	case len(before.Fields) > 0:
		d.planFields(c, &before, model)
	case grows:
		k, n := len(before.Timeline.Events), len(section.Timeline.Events)
		rows := model.entries(0, "timeline.events", n-len(c.want.Timeline.Events)+k, n)
		c.edits = []edit{d.entryInsertion(c.at, "timeline.events", k, k, rows)}
	default:
		d.planContent(c, &before, model)
	}
}

// planFields replaces values and inserts missing fields.
func (d *draft) planFields(c *sectionChange, before *incident.Section, model *draft) {
	var edits []edit
	k, n := 0, len(before.Fields)
	for m, f := range c.want.Fields {
		switch {
		case k == n || before.Fields[k].Name != f.Name:
			edits = append(edits, d.entryInsertion(c.at, "fields", k, n, model.entries(0, "fields", m, m+1)))
			continue
		case before.Fields[k].Value != f.Value:
			e, ok := d.valueEdit(c.at, k, f.Value)
			if !ok {
				return
			}
			edits = append(edits, e)
		}
		k++
	}
	c.edits, c.places = edits, len(edits)
}

// planContent inserts fields, a timeline or guidance into a section that has
// none. If our writer puts the zone of a timeline in the heading, it is added
// there.
func (d *draft) planContent(c *sectionChange, before *incident.Section, model *draft) {
	from := model.top()
	heading, headed := model.find(0, "heading")
	if headed {
		from = heading + 1
	}
	if body, ok := model.find(0, "body"); ok && before.Body != "" {
		from = body + 1 + strings.Count(model.section(0).Body, "\n")
	}
	c.places = max(1, len(c.want.Fields))
	c.edits = []edit{d.insertion(d.end(c.at), model.below(from), true)}
	if c.want.Timeline == nil || !headed {
		return
	}
	text, own := model.line(heading), d.line(d.first(c.at))
	if i := strings.LastIndex(text, " ("); i >= 0 && strings.HasSuffix(text, ")") && !strings.HasSuffix(own, text[i:]) {
		at := d.src.offset(d.first(c.at)) + len(own)
		c.edits = append(c.edits, edit{start: at, end: at, text: text[i:]})
	}
}
