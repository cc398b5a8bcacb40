package statuspage

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// incidents reads a list of incidents or of maintenances.
func (d *decoder) incidents(v value) {
	for _, e := range d.list(v) {
		if inc := d.incident(e); inc != nil {
			d.answer.Incidents = append(d.answer.Incidents, inc)
		}
	}
}

// incident reads one incident, nil where v is none or says nothing.
func (d *decoder) incident(v value) *incident.Incident {
	o := d.objectAt(v)
	if len(o.members) == 0 {
		return nil
	}
	inc := &incident.Incident{
		ID:     d.line(o, "id"),
		Title:  d.line(o, "name"),
		Page:   d.answer.Page,
		Window: incident.Window{Start: d.time(o, "scheduled_for"), End: d.time(o, "scheduled_until")},
	}
	if inc.Page.ID == "" {
		inc.Page.ID = d.line(o, "page_id")
	}
	inc.URL, inc.Aliases = d.address(inc.ID, d.line(o, "shortlink"))
	if inc.Impact = word(d, o, "impact_override", incident.Parse[incident.Impact]); inc.Impact == "" {
		inc.Impact = word(d, o, "impact", incident.Parse[incident.Impact])
	}

	own := make(map[string]incident.Component)
	for _, e := range d.list(o.get("components")) {
		c := d.objectAt(e)
		if e.kind != isObject || d.flag(c, "group") {
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
	posts := d.posts(o.get("incident_updates"), own)
	d.markdown = outer
	d.postmortem(o, inc, posts)
	for _, p := range posts {
		if p.status != statusPostmortem {
			inc.Updates = append(inc.Updates, p.Update)
		}
	}
	fillGroups(inc)
	d.labels(o.get("metadata"), inc)
	d.unkept(o, inc)
	d.checkContent(o, inc)
	return inc
}

// checkContent fails for an incident that says nothing, or of which the updates
// are under a key that Statuspage does not have: it is somebody else's.
func (d *decoder) checkContent(o object, inc *incident.Incident) {
	d.unknown(o, "an incident", incidentKeys)
	if len(inc.Updates) > 0 || inc.Postmortem != nil || d.cut {
		return
	}
	if inc.Title == "" {
		d.fail(o.value, incident.CodeRequired, errors.New("an incident without a name and without updates is none of Statuspage's"))
		return
	}
	if o.has("incident_updates") {
		return
	}
	for i, m := range o.members {
		if slices.Contains(incidentKeys, m.key) {
			continue
		}
		if list := d.document.elements(m.value); len(list) > 0 && list[0].kind == isObject {
			d.fail(o.at(i), incident.CodeUnknown, fmt.Errorf("an incident without updates, and with a list %q that Statuspage does not have, is none of Statuspage's", m.key))
		}
	}
}

// fillGroups gives components, which come with bare names, the groups that the
// names in updates show.
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

// labels takes the metadata of an incident, which is its owner's: values by the
// name of a program and a key.
func (d *decoder) labels(v value, inc *incident.Incident) {
	if v.kind != isObject {
		return
	}
	for _, m := range d.document.object(v).members {
		set := func(key string, v value) {
			if !v.given() {
				return
			}
			if inc.Labels == nil {
				inc.Labels = make(map[string]string)
			}
			inc.Labels[key] = d.document.string(v)
		}
		if m.kind != isObject {
			set(m.key, m.value)
			continue
		}
		for _, inner := range d.document.object(m.value).members {
			set(m.key+"."+inner.key, inner.value)
		}
	}
}

// unkept notes what the incident says about itself and its updates do not show.
func (d *decoder) unkept(o object, inc *incident.Incident) {
	d.unmapped(o, "an incident", "reminder_intervals")
	status := word(d, o, "status", parseStatus)
	switch {
	case status == "" || status == statusPostmortem:
	case len(inc.Updates) == 0:
		d.note(o.get("status"), "an incident.status", CodeUnmapped, "the model has no place for the status of an incident without updates")
	case status != inc.Status():
		d.note(o.get("status"), "an incident.status", incident.CodeConflict, fmt.Sprintf("the status is %s, and that of the last update %s", status, inc.Status()))
	}
	started, created := d.time(o, "started_at"), d.time(o, "created_at")
	if !started.IsZero() && !near(started, created) && (len(inc.Updates) == 0 || !near(started, inc.Updates[0].At)) {
		d.note(o.get("started_at"), "an incident.started_at", CodeUnmapped, "the model has no place for a start other than that of the updates")
	}
}

// near reports whether two instants are one to a reader, who sees minutes.
func near(a, b time.Time) bool {
	return !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() <= time.Minute
}

// statusPostmortem is the status of the update that publishes a postmortem. The
// model has none of that name.
const statusPostmortem incident.Status = "postmortem"

func parseStatus(s string) (incident.Status, error) {
	if s == string(statusPostmortem) { // in no other spelling: it publishes
		return statusPostmortem, nil
	}
	return incident.Parse[incident.Status](s)
}
