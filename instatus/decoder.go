package instatus

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// A decoder reads one response.
type decoder struct {
	doc    *wire.Input
	answer *Answer
}

// The keys of the objects.
var (
	answerKeys = []string{
		"meta", "page", "incident", "maintenance", "component", "component_update", "components", "incidents", "maintenances",
		"activeIncidents", "activeMaintenances",
	}
	pageKeys     = []string{"id", "name", "url", "status", "status_indicator", "status_description"}
	incidentKeys = []string{
		"id", "name", "url", "status", "impact", "backfilled", "started", "start", "created_at", "updated_at", "createdAt", "updatedAt",
		"resolved", "resolved_at", "duration", "incident_updates", "maintenance_updates", "updates", "affected_components", "components",
	}
	updateKeys = []string{
		"id", "incident_id", "maintenance_id", "status", "markdown", "body", "message", "messageHtml", "created_at", "updated_at",
		"started", "createdAt", "updatedAt",
	}
	componentKeys = []string{"id", "name", "description", "status", "created_at", "updated_at", "order", "group", "isParent", "children"}
)

// read reads the response. It reports whether v is one.
func (d *decoder) read(v wire.Value) bool {
	d.answer.Kind = kindOf(d.doc, v)
	if v.Kind == wire.IsList {
		d.incidents(v)
		return true
	}
	o := d.doc.JSON.Object(v)
	if d.answer.Kind == "" {
		d.doc.Fail(v, incident.CodeUnknown, d.doc.None(o))
		return false
	}
	d.page(o.Get("page"))
	d.components(o.Get("components"), "")
	switch d.answer.Kind {
	case KindComponentWebhook:
		d.componentWebhook(o)
	case KindIncidentWebhook, KindMaintenanceWebhook:
		key := strings.TrimSuffix(string(d.answer.Kind), "_webhook")
		inc := d.incident(o.Get(key))
		if inc == nil {
			d.doc.Fail(o.Value, incident.CodeRequired, errors.New("the response has no "+key))
			return false
		}
		if key == "maintenance" && inc.Impact == "" {
			inc.Impact = incident.ImpactMaintenance
		}
		d.answer.Incidents = append(d.answer.Incidents, inc)
	case KindIncidents:
		if o.Has("updates") { // a single incident
			d.answer.Incidents = append(d.answer.Incidents, d.incident(v))
			return true
		}
		d.incidents(o.Get("incidents"))
		d.maintenances(o.Get("maintenances"))
	default:
		d.incidents(o.Get("activeIncidents"))
		d.maintenances(o.Get("activeMaintenances"))
	}
	d.doc.Unknown(o, wire.Instatus, "an answer", answerKeys)
	return true
}

func (d *decoder) page(v wire.Value) {
	o := d.doc.ObjectAt(v)
	page := &d.answer.Page
	page.ID, page.Name, page.URL = d.doc.Line(o, "id"), d.doc.Line(o, "name"), d.doc.Line(o, "url")
	if d.answer.State = d.doc.Line(o, "status"); d.answer.State == "" {
		d.answer.State = d.doc.Line(o, "status_indicator")
	}
	d.doc.Unmapped(o, "a page", "status_description")
	d.doc.Unknown(o, wire.Instatus, "a page", pageKeys)
}

// components reads the components of the page. The components of a group are
// inside it.
func (d *decoder) components(v wire.Value, group string) {
	for _, e := range d.doc.List(v) {
		o := d.doc.ObjectAt(e)
		if children := o.Get("children"); group == "" && len(d.doc.JSON.Elements(children)) > 0 {
			d.components(children, d.doc.Line(o, "name"))
		} else if e.Kind == wire.IsObject && !d.doc.Flag(o, "isParent") {
			d.answer.Components = append(d.answer.Components, d.component(o, group))
		}
	}
}

func (d *decoder) component(o wire.Object, group string) incident.Component {
	d.doc.Unmapped(o, "a component", "description")
	d.doc.Unknown(o, wire.Instatus, "a component", componentKeys)
	if of := o.Get("group"); group == "" && of.Kind == wire.IsObject {
		group = d.doc.Line(d.doc.JSON.Object(of), "name")
	}
	return incident.Component{
		ID: d.doc.Line(o, "id"), Group: group, Name: d.doc.Line(o, "name"),
		Status: wire.Word(d.doc, o, "status", incident.Parse[incident.ComponentStatus]),
	}
}

// componentWebhook reads the change of a component, and the component.
func (d *decoder) componentWebhook(o wire.Object) {
	change := &d.answer.Change
	if c := d.doc.ObjectAt(o.Get("component")); c.Value.Kind == wire.IsObject {
		known := d.component(c, "")
		d.answer.Components = append(d.answer.Components, known)
		change.ID, change.Group, change.Name = known.ID, known.Group, known.Name
	}
	u := d.doc.ObjectAt(o.Get("component_update"))
	if id := d.doc.Line(u, "component_id"); id != "" && id != change.ID {
		*change = incident.Change{ID: id}
	}
	change.From = wire.Word(d.doc, u, "old_status", incident.Parse[incident.ComponentStatus])
	change.To = wire.Word(d.doc, u, "new_status", incident.Parse[incident.ComponentStatus])
	d.answer.ChangedAt = d.doc.Time(u, "created_at")
}

func (d *decoder) incidents(v wire.Value) {
	for _, e := range d.doc.List(v) {
		if inc := d.incident(e); inc != nil {
			d.answer.Incidents = append(d.answer.Incidents, inc)
		}
	}
}

// maintenances reads a list of maintenances.
func (d *decoder) maintenances(v wire.Value) {
	first := len(d.answer.Incidents)
	d.incidents(v)
	for _, inc := range d.answer.Incidents[first:] {
		if inc.Impact == "" {
			inc.Impact = incident.ImpactMaintenance
		}
	}
}

// incident reads an incident or a maintenance. It returns nil if v is neither
// or says nothing.
func (d *decoder) incident(v wire.Value) *incident.Incident {
	o := d.doc.ObjectAt(v)
	if len(o.Members) == 0 {
		return nil
	}
	inc := &incident.Incident{
		ID: d.doc.Line(o, "id"), Title: d.doc.Line(o, "name"), URL: d.doc.Line(o, "url"),
		Page: d.answer.Page, Impact: d.impact(o), Window: d.window(o),
	}
	for _, key := range []string{"affected_components", "components"} {
		for _, e := range d.doc.List(o.Get(key)) {
			if e.Kind == wire.IsString { // an id
				inc.Components = append(inc.Components, incident.Component{ID: d.doc.JSON.String(e)})
			} else if c := d.doc.ObjectAt(e); e.Kind == wire.IsObject {
				inc.Components = append(inc.Components, d.component(c, ""))
			}
		}
	}
	for _, key := range []string{"incident_updates", "maintenance_updates", "updates"} {
		for _, e := range d.doc.List(o.Get(key)) {
			if u := d.doc.ObjectAt(e); len(u.Members) > 0 {
				inc.Updates = append(inc.Updates, d.update(u))
			}
		}
	}
	if n := len(inc.Updates); n > 1 && inc.Updates[0].At.After(inc.Updates[n-1].At) {
		slices.Reverse(inc.Updates)
	}
	unedited(inc.Updates)
	status := wire.Word(d.doc, o, "status", parseStatus)
	if started := d.doc.Time(o, "started"); len(inc.Updates) == 0 {
		d.without(o, inc, status)
	} else if !started.IsZero() && !wire.IsNear(started, inc.Updates[0].At) {
		d.doc.Note(o.Get("started"), "started", CodeUnmapped, "the model has no field for a start that differs from the first update")
	}
	d.doc.CheckStatus(o.Get("status"), status, inc)
	d.doc.Unknown(o, wire.Instatus, "an incident", incidentKeys)
	if inc.Title == "" && len(inc.Updates) == 0 && !d.doc.IsCut() {
		d.doc.Fail(v, incident.CodeRequired, errors.New("the incident has neither a name nor updates, so it is not from Instatus"))
	}
	return inc
}

// update reads one update.
func (d *decoder) update(o wire.Object) incident.Update {
	u := incident.Update{ID: d.doc.Line(o, "id"), Status: wire.Word(d.doc, o, "status", parseStatus)}
	for _, key := range []string{"markdown", "body", "message"} {
		if body := d.doc.Text(o, key); u.Body == "" && body != "" {
			u.Body = d.doc.Markdown(o.Get(key), body)
		}
	}
	created := d.first(o, "created_at", "createdAt")
	if u.At = d.doc.Time(o, "started"); u.At.IsZero() {
		u.At = created
	}
	if !created.Equal(u.At) {
		u.CreatedAt = created
	}
	u.EditedAt = wire.Edited(d.first(o, "updated_at", "updatedAt"), created, u.At)
	d.doc.Unknown(o, wire.Instatus, "an update", updateKeys)
	return u
}

// unedited clears the time of an edit if the update was merely touched when the
// next one was posted.
func unedited(list []incident.Update) {
	for i := range list[:max(len(list)-1, 0)] {
		if u := &list[i]; u.EditedAt.Sub(list[i+1].At).Abs() < time.Second {
			u.EditedAt = time.Time{}
		}
	}
}

// without adds updates to an incident that has none: for its beginning, and for
// its present status.
func (d *decoder) without(o wire.Object, inc *incident.Incident, status incident.Status) {
	began := d.first(o, "started", "start", "created_at", "createdAt")
	changed := d.first(o, "resolved_at", "resolved", "updated_at", "updatedAt")
	u := incident.Update{Status: status, At: changed}
	switch status {
	case incident.StatusInvestigating, incident.StatusInProgress:
		u.At = began
	case incident.StatusScheduled: // it starts in the future
	default:
		if !began.IsZero() && !began.Equal(changed) {
			inc.Updates = append(inc.Updates, incident.Update{At: began})
		}
	}
	if u.Status != "" || !u.At.IsZero() && len(inc.Updates) == 0 {
		inc.Updates = append(inc.Updates, u)
		d.doc.Note(o.Value, "without", CodeInferred, "the response has no updates; its beginning and its status became updates without a body")
	}
}

// impact reads the impact, which Instatus states as the status of a component.
func (d *decoder) impact(o wire.Object) incident.Impact {
	s := d.doc.Line(o, "impact")
	status, err := incident.Parse[incident.ComponentStatus](s)
	switch {
	case s == "":
		return ""
	case strings.EqualFold(s, "MINOROUTAGE"):
		return incident.ImpactMinor
	case err != nil:
		return wire.Word(d.doc, o, "impact", incident.Parse[incident.Impact])
	}
	impact := status.Impact()
	d.doc.Note(o.Get("impact"), "impact "+s, CodeInferred, fmt.Sprintf("the impact %s is a status of components; it became the impact %s", s, impact))
	return impact
}

// window reads the window of a maintenance: its start, and its duration in
// minutes.
func (d *decoder) window(o wire.Object) (w incident.Window) {
	written := d.doc.Line(o, "duration")
	if w.Start = d.doc.Time(o, "start"); written == "" {
		return w
	}
	const most = 60 * 24 * 366 // a year, in minutes
	minutes, err := strconv.Atoi(written)
	if err != nil || minutes < 0 || minutes > most || w.Start.IsZero() {
		d.doc.Note(o.Get("duration"), "duration", CodeUnmapped, "the model has no field for a duration without a start")
		return w
	}
	w.End = w.Start.Add(time.Duration(minutes) * time.Minute)
	return w
}

// first returns the time of the first key that has one.
func (d *decoder) first(o wire.Object, keys ...string) time.Time {
	for _, key := range keys {
		if t := d.doc.Time(o, key); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// parseStatus returns the status for a word of Instatus.
func parseStatus(s string) (incident.Status, error) {
	if strings.EqualFold(strings.ReplaceAll(s, " ", ""), "NOTSTARTEDYET") {
		return incident.StatusScheduled, nil
	}
	return incident.Parse[incident.Status](s)
}
