package main

import (
	"fmt"
	"reflect"

	"github.com/incidentkit/incident"
)

// sectionChange is what one section of a draft lacks.
type sectionChange struct {
	name string // of the section, for people
	line int    // on which it begins, or would begin
	i    int    // index of the section; a new one goes before it
	new  bool
	ways []way // to make the change, the best one first
}

// changes returns what a draft lacks of the sections of after, which have grown out
// of its own.
func (d *draft) changes(after *incident.Incident) []sectionChange {
	var list []sectionChange
	g := grower{d: d, after: after}
	if model, err := rendered(after); err == nil && len(model.inc.Postmortem.Sections) == len(after.Postmortem.Sections) {
		g.model = model
	}
	i := 0
	for j := range after.Postmortem.Sections {
		s := &after.Postmortem.Sections[j]
		c := sectionChange{name: nameOf(s), line: d.first(i), i: i}
		switch c.new = i == len(d.inc.Postmortem.Sections) || d.section(i).Heading != s.Heading || d.section(i).Level != s.Level; {
		case c.new:
			c.ways = g.add(i, j)
			list = append(list, c)
			continue
		case !reflect.DeepEqual(d.section(i), s):
			c.ways = g.fill(i, j)
			list = append(list, c)
		}
		i++
	}
	return list
}

func nameOf(s *incident.Section) string {
	if s.Heading == "" {
		return "what stands above the headings"
	}
	return fmt.Sprintf("section %q", s.Heading)
}
