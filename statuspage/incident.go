package statuspage

import (
	"errors"
	"fmt"
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// incidents reads a list of incidents or of maintenances.
func (d *decoder) incidents(v wire.Value) {
	for _, e := range d.doc.List(v) {
		if inc := d.incident(e); inc != nil {
			d.answer.Incidents = append(d.answer.Incidents, inc)
		}
	}
}

// incident reads one incident. It returns nil if v is not an incident or says
// nothing.
func (d *decoder) incident(v wire.Value) *incident.Incident {
	o := d.doc.ObjectAt(v)
	if len(o.Members) == 0 {
		return nil
	}
	inc := &incident.Incident{
		ID:     d.doc.Line(o, "id"),
		Title:  d.doc.Line(o, "name"),
		Page:   d.answer.Page,
		Window: incident.Window{Start: d.doc.Time(o, "scheduled_for"), End: d.doc.Time(o, "scheduled_until")},
	}
	if inc.Page.ID == "" {
		inc.Page.ID = d.doc.Line(o, "page_id")
	}
	inc.URL, inc.Aliases = d.address(inc.ID, d.doc.Line(o, "shortlink"))
	if inc.Impact = wire.Word(d.doc, o, "impact_override", incident.Parse[incident.Impact]); inc.Impact == "" {
		inc.Impact = wire.Word(d.doc, o, "impact", incident.Parse[incident.Impact])
	}

	own := make(map[string]incident.Component)
	for _, e := range d.doc.List(o.Get("components")) {
		c := d.doc.ObjectAt(e)
		if e.Kind != wire.IsObject || d.doc.Flag(c, "group") {
			continue
		}
		m := d.member(c)
		if known, ok := d.registry.byID[m.ID]; ok && m.ID != "" && m.Group == "" {
			m.Group = known.Group
		}
		inc.Components = append(inc.Components, m)
		if m.ID != "" {
			own[m.ID] = m
		}
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
	d.labels(o.Get("metadata"), inc)
	d.unkept(o, inc)
	d.checkContent(o, inc)
	return inc
}

// checkContent fails for an incident that says nothing, or whose updates are
// under a key that Statuspage does not have, which means that another service
// wrote it.
func (d *decoder) checkContent(o wire.Object, inc *incident.Incident) {
	d.unknown(o, "an incident", incidentKeys)
	if len(inc.Updates) > 0 || inc.Postmortem != nil || d.doc.IsCut() {
		return
	}
	if inc.Title == "" {
		d.doc.Fail(o.Value, incident.CodeRequired, errors.New("the incident has neither a name nor updates, so it is not from Statuspage"))
		return
	}
	if o.Has("incident_updates") {
		return
	}
	for i, m := range o.Members {
		if slices.Contains(incidentKeys, m.Key) {
			continue
		}
		if list := d.doc.JSON.Elements(m.Value); len(list) > 0 && list[0].Kind == wire.IsObject {
			d.doc.Fail(o.Member(i), incident.CodeUnknown, fmt.Errorf("the incident has no updates, but a list %q that Statuspage does not have", m.Key))
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
func (d *decoder) labels(v wire.Value, inc *incident.Incident) {
	if v.Kind != wire.IsObject {
		return
	}
	for _, m := range d.doc.JSON.Object(v).Members {
		set := func(key string, v wire.Value) {
			if !v.Given() {
				return
			}
			if inc.Labels == nil {
				inc.Labels = make(map[string]string)
			}
			inc.Labels[key] = d.doc.JSON.String(v)
		}
		if m.Value.Kind != wire.IsObject {
			set(m.Key, m.Value)
			continue
		}
		for _, inner := range d.doc.JSON.Object(m.Value).Members {
			set(m.Key+"."+inner.Key, inner.Value)
		}
	}
}

// unkept notes the facts about an incident that its updates do not show and the
// model does not keep.
func (d *decoder) unkept(o wire.Object, inc *incident.Incident) {
	d.doc.Unmapped(o, "an incident", "reminder_intervals")
	status := wire.Word(d.doc, o, "status", parseStatus)
	switch {
	case status == "" || status == statusPostmortem:
	case len(inc.Updates) == 0:
		d.doc.Note(o.Get("status"), "an incident.status", CodeUnmapped, "the model has no field for the status of an incident without updates")
	case status != inc.Status():
		d.doc.Note(o.Get("status"), "an incident.status", incident.CodeConflict, fmt.Sprintf("the status is %s, but the last update has %s", status, inc.Status()))
	}
	started, created := d.doc.Time(o, "started_at"), d.doc.Time(o, "created_at")
	if !started.IsZero() && !wire.IsNear(started, created) && (len(inc.Updates) == 0 || !wire.IsNear(started, inc.Updates[0].At)) {
		d.doc.Note(o.Get("started_at"), "an incident.started_at", CodeUnmapped, "the model has no field for a start that differs from the first update")
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
