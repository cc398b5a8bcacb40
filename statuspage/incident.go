package statuspage

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// incidents reads a list of incidents.
func (d *decoder) incidents(v wire.Value) {
	for _, e := range v.List() {
		d.incident(e)
	}
}

// maintenances reads a list of maintenances. It sets the impact of those that
// show in no other way that they are one.
func (d *decoder) maintenances(v wire.Value) {
	first := len(d.answer.Incidents)
	d.incidents(v)
	for _, inc := range d.answer.Incidents[first:] {
		if inc.Impact == "" && !inc.IsMaintenance() {
			inc.Impact = incident.ImpactMaintenance
		}
	}
}

// incident reads one incident, unless v says nothing.
func (d *decoder) incident(v wire.Value) {
	o := v.Object()
	if len(o.Members) == 0 {
		return
	}
	inc := &incident.Incident{
		ID:     o.Line("id"),
		Title:  o.Line("name"),
		Page:   d.answer.Page,
		Window: incident.Window{Start: o.Time("scheduled_for"), End: o.Time("scheduled_until")},
		Labels: labels(o.Get("metadata")),
	}
	d.answer.Incidents = append(d.answer.Incidents, inc)
	inc.Page.ID = cmp.Or(inc.Page.ID, o.Line("page_id"))
	inc.URL, inc.Aliases = d.address(inc.ID, o.Line("shortlink"))
	inc.Impact = cmp.Or(
		wire.Word(o, "impact_override", incident.Parse[incident.Impact]),
		wire.Word(o, "impact", incident.Parse[incident.Impact]),
	)
	own := make(map[string]incident.Component)
	for _, c := range o.Get("components").Objects() {
		if c.Flag("group") {
			continue
		}
		m := d.member(c)
		m.Group = cmp.Or(m.Group, d.registry.byID[m.ID].Group)
		inc.Components = append(inc.Components, m)
		own[m.ID] = m
	}
	outer := d.markdown
	d.markdown = outer || isULID(inc.ID)
	posts := d.posts(o.Get("incident_updates"), own)
	d.markdown = outer
	d.postmortem(o, inc, posts)
	for _, p := range posts {
		if p.status != statusPostmortem {
			inc.Updates = append(inc.Updates, p.Update)
		}
	}
	fillGroups(inc)
	unkept(o, inc)
	d.checkContent(o, inc)
}

// checkContent fails for an incident that says nothing, or whose updates are
// under a key that Statuspage does not have, which means that another service
// wrote it.
func (d *decoder) checkContent(o wire.Object, inc *incident.Incident) {
	d.unknown(o, "an incident", incidentKeys)
	o.CheckContent(wire.Statuspage, inc)
	if inc.Title == "" || len(inc.Updates) > 0 || inc.Postmortem != nil || d.doc.IsCut() || o.Has("incident_updates") {
		return
	}
	for i, m := range o.Members {
		if list := m.Value.Elements(); len(list) > 0 && list[0].Kind == wire.IsObject && !slices.Contains(incidentKeys, m.Key) {
			o.Member(i).Fail(incident.CodeUnknown, fmt.Errorf("the incident has no updates, but a list %q that Statuspage does not have", m.Key))
		}
	}
}

// fillGroups sets the groups of components from the names in updates, because
// the list of components has names without groups.
func fillGroups(inc *incident.Incident) {
	groups := make(map[string]string)
	for i := range inc.Updates {
		for _, c := range inc.Updates[i].Changes {
			if c.ID != "" && c.Group != "" {
				groups[c.ID] = c.Group
			}
		}
	}
	for i := range inc.Components {
		if c := &inc.Components[i]; c.Group == "" && c.ID != "" {
			c.Group = groups[c.ID]
		}
	}
}

// labels reads the metadata of an incident, which are set by its owner: values
// by the names of a program and a key.
func labels(v wire.Value) map[string]string {
	list := make(map[string]string)
	for _, m := range v.MaybeObject().Members {
		if m.Value.Kind != wire.IsObject && m.Value.Given() {
			list[m.Key] = m.Value.String()
		}
		for _, inner := range m.Value.MaybeObject().Members {
			if inner.Value.Given() {
				list[m.Key+"."+inner.Key] = inner.Value.String()
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	return list
}

// unkept notes the facts about an incident that its updates do not show and the
// model does not keep.
func unkept(o wire.Object, inc *incident.Incident) {
	o.Unmapped("an incident", "reminder_intervals")
	switch status := wire.Word(o, "status", parseStatus); {
	case status == "" || status == statusPostmortem:
	case len(inc.Updates) == 0:
		o.Get("status").Note("an incident.status", CodeUnmapped, "the model has no field for the status of an incident without updates")
	default:
		o.CheckStatus("status", status, inc)
	}
	if started := o.Time("started_at"); !wire.IsNear(started, o.Time("created_at")) {
		o.CheckStart("started_at", started, inc)
	}
}

// statusPostmortem is the status of the update that publishes a postmortem. It
// is not a status of the model.
const statusPostmortem incident.Status = "postmortem"

func parseStatus(s string) (incident.Status, error) {
	if s == string(statusPostmortem) { // only this exact spelling publishes a postmortem
		return statusPostmortem, nil
	}
	return incident.Parse[incident.Status](s)
}
