package incidentio

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// A decoder reads one response.
type decoder struct {
	doc    *wire.Input
	answer *Answer
	named  map[string]bool // components of the response, by id and name
}

// The keys of the objects.
var (
	widgetKeys = []string{"page_title", "page_url", "name", "public_url", "ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances", "components", "structure"}
	apiKeys    = []string{"status_page_incident", "status_page_incidents", "status_page_maintenance", "status_page_maintenances", "pagination_meta"}
	eventKeys  = []string{
		"id", "name", "url", "status", "last_update_at", "last_update_message", "current_worst_impact", "affected_components",
		"started_at", "scheduled_end_at", "starts_at", "ends_at",
	}
	affectedKeys = []string{"id", "name", "group_name", "current_status"}
	incidentKeys = []string{
		"id", "name", "status_page_id", "published_at", "incident_status", "maintenance_status", "updates", "component_impacts",
		"component_maintenance_periods",
	}
	updateKeys = []string{
		"id", "status_page_incident_id", "status_page_maintenance_id", "incident_status", "maintenance_status", "message", "published_at",
		"component_statuses",
	}
)

// read reads the response. It reports whether v is one.
func (d *decoder) read(v wire.Value) bool {
	o := d.doc.JSON.Object(v)
	switch d.answer.Kind = kindOf(d.doc, v); d.answer.Kind {
	case KindWidget:
		if summary := o.Get("summary"); summary.Kind == wire.IsObject {
			o = d.doc.JSON.Object(summary)
		}
		d.widget(o)
	case KindIncidents, KindMaintenances:
		d.api(o)
	default:
		err := errors.New("this response of incident.io is neither of its widget nor of its status-page API")
		d.doc.Fail(v, incident.CodeUnknown, err)
		return false
	}
	return true
}

// widget reads the current and the scheduled incidents of the widget.
func (d *decoder) widget(o wire.Object) {
	page := &d.answer.Page
	page.Name, page.URL = d.firstLine(o, "page_title", "name"), d.firstLine(o, "page_url", "public_url")
	for _, key := range []string{"ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances"} {
		for _, e := range d.doc.List(o.Get(key)) {
			if event := d.doc.ObjectAt(e); len(event.Members) > 0 {
				d.answer.Incidents = append(d.answer.Incidents, d.event(event, key != "ongoing_incidents"))
			}
		}
	}
	d.doc.Unmapped(o, "a widget", "components", "structure")
	d.doc.Unknown(o, wire.IncidentIO, "a widget", widgetKeys)
}

func (d *decoder) firstLine(o wire.Object, keys ...string) string {
	for _, key := range keys {
		if s := d.doc.Line(o, key); s != "" {
			return s
		}
	}
	return ""
}

// event reads an incident or a maintenance of the widget.
func (d *decoder) event(o wire.Object, maintenance bool) *incident.Incident {
	inc := &incident.Incident{ID: d.doc.Line(o, "id"), Title: d.doc.Line(o, "name"), URL: d.doc.Line(o, "url"), Page: d.answer.Page}
	for _, e := range d.doc.List(o.Get("affected_components")) {
		c := d.doc.ObjectAt(e)
		inc.Components = append(inc.Components, incident.Component{
			ID: d.doc.Line(c, "id"), Group: d.doc.Line(c, "group_name"), Name: d.doc.Line(c, "name"),
			Status: wire.Word(d.doc, c, "current_status", componentStatus),
		})
		d.doc.Unknown(c, wire.IncidentIO, "an affected component", affectedKeys)
	}
	d.register(inc.Components)
	u := incident.Update{Status: wire.Word(d.doc, o, "status", parseStatus), At: d.doc.Time(o, "last_update_at")}
	u.Body = d.doc.Markdown(o.Get("last_update_message"), d.doc.Text(o, "last_update_message"))
	if u.Status != "" || u.Body != "" || !u.At.IsZero() {
		inc.Updates = []incident.Update{u}
		d.doc.Note(o.Value, "last", CodeInferred, "a widget has only the last update; earlier ones and the beginning of the incident are not known")
	}
	if maintenance {
		inc.Impact = incident.ImpactMaintenance
		inc.Window = incident.Window{Start: d.firstTime(o, "starts_at", "started_at"), End: d.firstTime(o, "ends_at", "scheduled_end_at")}
	} else {
		d.impact(o, inc)
	}
	d.doc.Unknown(o, wire.IncidentIO, "an incident", eventKeys)
	if inc.Title == "" && len(inc.Updates) == 0 && !d.doc.IsCut() {
		d.doc.Fail(o.Value, incident.CodeRequired, errors.New("an incident has neither a name nor an update"))
	}
	return inc
}

// impact derives the impact from the worst status of components, if the
// response does not say which components have it.
func (d *decoder) impact(o wire.Object, inc *incident.Incident) {
	status := wire.Word(d.doc, o, "current_worst_impact", componentStatus)
	for _, c := range inc.Components {
		if c.Status == status {
			return // the impact follows from it
		}
	}
	if inc.Impact = status.Impact(); !status.Valid() {
		inc.Impact = incident.Impact(status)
	} else if inc.Impact != "" {
		d.doc.Note(o.Get("current_worst_impact"), "impact", CodeInferred, fmt.Sprintf("the impact %s is a status of components; it became the impact %s", status, inc.Impact))
	}
}

func (d *decoder) firstTime(o wire.Object, keys ...string) time.Time {
	for _, key := range keys {
		if t := d.doc.Time(o, key); !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// register adds components to the components of the page.
func (d *decoder) register(list []incident.Component) {
	for _, c := range list {
		if key := c.ID + "\x00" + c.Name; !d.named[key] {
			d.named[key] = true
			d.answer.Components = append(d.answer.Components, c)
		}
	}
}

// api reads incidents or maintenances of the API: a list, or a single one with
// or without an object around it.
func (d *decoder) api(o wire.Object) {
	bare := true
	for _, key := range []string{"status_page_incidents", "status_page_maintenances"} {
		bare = bare && !o.Has(key)
		for _, e := range d.doc.List(o.Get(key)) {
			d.add(e)
		}
	}
	for _, key := range []string{"status_page_incident", "status_page_maintenance"} {
		if o.Has(key) {
			bare = false
			d.add(o.Get(key))
		}
	}
	if bare {
		for _, e := range d.doc.JSON.Elements(o.Value) {
			d.add(e)
		}
		if o.Value.Kind == wire.IsObject {
			d.add(o.Value)
		}
		return
	}
	d.doc.Unknown(o, wire.IncidentIO, "an answer", apiKeys)
}

func (d *decoder) add(v wire.Value) {
	if o := d.doc.ObjectAt(v); len(o.Members) > 0 {
		d.answer.Incidents = append(d.answer.Incidents, d.incident(o))
	}
}

// incident reads an incident or a maintenance of the API.
func (d *decoder) incident(o wire.Object) *incident.Incident {
	inc := &incident.Incident{ID: d.doc.Line(o, "id"), Title: d.doc.Line(o, "name"), Page: d.answer.Page}
	inc.Page.ID = d.doc.Line(o, "status_page_id")
	for _, e := range d.doc.List(o.Get("updates")) {
		if u := d.doc.ObjectAt(e); len(u.Members) > 0 {
			inc.Updates = append(inc.Updates, d.update(u))
		}
	}
	wire.Sort(inc.Updates)
	d.components(o, inc)
	status := d.status(o)
	published := d.doc.Time(o, "published_at")
	if len(inc.Updates) == 0 && (status != "" || !published.IsZero()) {
		u := incident.Update{At: published}
		if status == incident.StatusInvestigating || status == incident.StatusScheduled {
			u.Status, status = status, ""
		}
		inc.Updates = append(inc.Updates, u)
		if status != "" {
			inc.Updates = append(inc.Updates, incident.Update{Status: status})
		}
		d.doc.Note(o.Value, "without", CodeInferred, "an incident has no updates; its publication and its status became updates without a body")
	}
	d.doc.CheckStatus(o.Get("incident_status"), status, inc)
	if o.Has("maintenance_status") || o.Has("component_maintenance_periods") {
		inc.Impact = incident.ImpactMaintenance
		inc.Window = d.window(o.Get("component_maintenance_periods"))
	}
	d.doc.Unmapped(o, "an incident", "component_impacts")
	d.doc.Unknown(o, wire.IncidentIO, "an incident", incidentKeys)
	if inc.Title == "" && len(inc.Updates) == 0 && !d.doc.IsCut() {
		d.doc.Fail(o.Value, incident.CodeRequired, errors.New("an incident has neither a name nor updates"))
	}
	return inc
}

// status reads the status of an incident, a maintenance or an update.
func (d *decoder) status(o wire.Object) incident.Status {
	if o.Has("maintenance_status") {
		return wire.Word(d.doc, o, "maintenance_status", parseStatus)
	}
	return wire.Word(d.doc, o, "incident_status", parseStatus)
}

func (d *decoder) update(o wire.Object) incident.Update {
	u := incident.Update{ID: d.doc.Line(o, "id"), Status: d.status(o), At: d.doc.Time(o, "published_at")}
	u.Body = d.doc.Markdown(o.Get("message"), d.doc.Text(o, "message"))
	for _, e := range d.doc.List(o.Get("component_statuses")) {
		c := d.doc.ObjectAt(e)
		u.Changes = append(u.Changes, incident.Change{
			ID: d.doc.Line(c, "component_id"), To: wire.Word(d.doc, c, "component_status", componentStatus),
		})
	}
	d.doc.Unknown(o, wire.IncidentIO, "an update", updateKeys)
	return u
}

// components sets the components of an incident, with their present status,
// from its updates.
func (d *decoder) components(o wire.Object, inc *incident.Incident) {
	at := make(map[string]int)
	for i := range inc.Updates {
		for _, c := range inc.Updates[i].Changes {
			k, known := at[c.ID]
			if !known {
				k = len(inc.Components)
				at[c.ID] = k
				inc.Components = append(inc.Components, incident.Component{ID: c.ID})
			}
			if c.To != "" {
				inc.Components[k].Status = c.To
			}
		}
	}
	if len(inc.Components) > 0 {
		d.doc.Note(o.Value, "names", CodeUnmapped, "the response has the ids of components, but not their names")
	}
}

// window returns the window from the first start to the last end.
func (d *decoder) window(v wire.Value) (w incident.Window) {
	open := false
	for _, e := range d.doc.List(v) {
		o := d.doc.ObjectAt(e)
		start, end := d.doc.Time(o, "start_at"), d.doc.Time(o, "end_at")
		if w.Start.IsZero() || !start.IsZero() && start.Before(w.Start) {
			w.Start = start
		}
		if open = open || end.IsZero(); end.After(w.End) {
			w.End = end
		}
	}
	if open {
		w.End = time.Time{}
	}
	return w
}

// componentStatus returns the component status for a word of incident.io.
func componentStatus(s string) (incident.ComponentStatus, error) {
	if s == "full_outage" {
		return incident.ComponentMajorOutage, nil
	}
	return incident.Parse[incident.ComponentStatus](s)
}

// parseStatus returns the status for a word of incident.io.
func parseStatus(s string) (incident.Status, error) {
	if s == "maintenance_complete" {
		return incident.StatusCompleted, nil
	}
	return incident.Parse[incident.Status](strings.TrimPrefix(s, "maintenance_"))
}
