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
	o := v.MaybeObject()
	switch d.answer.Kind = kinds.Kind(v); d.answer.Kind {
	case KindWidget:
		if summary := o.Get("summary"); summary.Kind == wire.IsObject {
			o = summary.Object()
		}
		d.widget(o)
	case KindIncidents, KindMaintenances:
		d.api(o)
	default:
		v.Fail(incident.CodeUnknown, errors.New("this response of incident.io is neither of its widget nor of its status-page API"))
		return false
	}
	return true
}

// widget reads the current and the scheduled incidents of the widget.
func (d *decoder) widget(o wire.Object) {
	page := &d.answer.Page
	page.Name, page.URL = o.Line("page_title", "name"), o.Line("page_url", "public_url")
	for _, key := range []string{"ongoing_incidents", "in_progress_maintenances", "scheduled_maintenances"} {
		for _, event := range o.Get(key).Objects() {
			d.event(event, key != "ongoing_incidents")
		}
	}
	o.Unmapped("a widget", "components", "structure")
	o.Unknown(wire.IncidentIO, "a widget", widgetKeys)
}

// event reads an incident or a maintenance of the widget.
func (d *decoder) event(o wire.Object, maintenance bool) {
	inc := &incident.Incident{ID: o.Line("id"), Title: o.Line("name"), URL: o.Line("url"), Page: d.answer.Page}
	d.answer.Incidents = append(d.answer.Incidents, inc)
	for _, c := range o.Get("affected_components").Objects() {
		inc.Components = append(inc.Components, incident.Component{
			ID: c.Line("id"), Group: c.Line("group_name"), Name: c.Line("name"),
			Status: wire.Word(c, "current_status", componentStatus),
		})
		c.Unknown(wire.IncidentIO, "an affected component", affectedKeys)
	}
	d.register(inc.Components)
	u := incident.Update{
		Status: wire.Word(o, "status", parseStatus), At: o.Time("last_update_at"), Body: o.Markdown("last_update_message"),
	}
	if u.Status != "" || u.Body != "" || !u.At.IsZero() {
		inc.Updates = []incident.Update{u}
		o.Value.Note("last", CodeInferred, "a widget has only the last update; earlier ones and the beginning of the incident are not known")
	}
	if maintenance {
		inc.Impact = incident.ImpactMaintenance
		inc.Window = incident.Window{Start: o.Time("starts_at", "started_at"), End: o.Time("ends_at", "scheduled_end_at")}
	} else {
		impact(o, inc)
	}
	o.Unknown(wire.IncidentIO, "an incident", eventKeys)
	o.CheckContent(wire.IncidentIO, inc)
}

// impact derives the impact from the worst status of components, if the
// response does not say which components have it.
func impact(o wire.Object, inc *incident.Incident) {
	status := wire.Word(o, "current_worst_impact", componentStatus)
	for _, c := range inc.Components {
		if c.Status == status {
			return // the impact follows from it
		}
	}
	if inc.Impact = status.Impact(); !status.Valid() {
		inc.Impact = incident.Impact(status)
	} else if inc.Impact != "" {
		o.Get("current_worst_impact").Note("impact", CodeInferred, fmt.Sprintf("the impact %s is a status of components; it became the impact %s", status, inc.Impact))
	}
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
	if !o.HasAny("status_page_incidents", "status_page_maintenances", "status_page_incident", "status_page_maintenance") {
		if o.Value.Kind == wire.IsList {
			d.incidents(o.Value)
		} else {
			d.incident(o)
		}
		return
	}
	d.incidents(o.Get("status_page_incidents"))
	d.incidents(o.Get("status_page_maintenances"))
	for _, key := range []string{"status_page_incident", "status_page_maintenance"} {
		if one := o.Get(key).Object(); len(one.Members) > 0 {
			d.incident(one)
		}
	}
	o.CheckLast("pagination_meta", "after")
	o.Unknown(wire.IncidentIO, "an answer", apiKeys)
}

// incidents reads a list of incidents or of maintenances.
func (d *decoder) incidents(v wire.Value) {
	for _, o := range v.Objects() {
		d.incident(o)
	}
}

// incident reads an incident or a maintenance of the API.
func (d *decoder) incident(o wire.Object) {
	inc := &incident.Incident{ID: o.Line("id"), Title: o.Line("name"), Page: d.answer.Page}
	inc.Page.ID = o.Line("status_page_id")
	d.answer.Incidents = append(d.answer.Incidents, inc)
	for _, u := range o.Get("updates").Objects() {
		inc.Updates = append(inc.Updates, update(u))
	}
	wire.Sort(inc.Updates)
	components(o, inc)
	key := statusKey(o)
	status := wire.Word(o, key, parseStatus)
	if len(inc.Updates) == 0 {
		without(o, inc, status)
	}
	o.CheckStatus(key, status, inc)
	if key == maintenanceStatus || o.Has("component_maintenance_periods") {
		inc.Impact = incident.ImpactMaintenance
		inc.Window = window(o.Get("component_maintenance_periods"))
	}
	o.Unmapped("an incident", "component_impacts")
	o.Unknown(wire.IncidentIO, "an incident", incidentKeys)
	o.CheckContent(wire.IncidentIO, inc)
}

// without adds updates to an incident that has none: for its publication, and
// for its present status.
func without(o wire.Object, inc *incident.Incident, status incident.Status) {
	published := o.Time("published_at")
	if status == "" && published.IsZero() {
		return
	}
	inc.Updates = []incident.Update{{At: published}}
	switch {
	case status == incident.StatusInvestigating, status == incident.StatusScheduled, published.IsZero():
		inc.Updates[0].Status = status
	case status != "":
		inc.Updates = append(inc.Updates, incident.Update{Status: status})
	}
	o.Value.Note("without", CodeInferred, "an incident has no updates; its publication and its status became updates without a body")
}

const maintenanceStatus = "maintenance_status"

// statusKey returns the key of the status of an incident, a maintenance or an
// update.
func statusKey(o wire.Object) string {
	if o.Has(maintenanceStatus) {
		return maintenanceStatus
	}
	return "incident_status"
}

func update(o wire.Object) incident.Update {
	u := incident.Update{
		ID: o.Line("id"), Status: wire.Word(o, statusKey(o), parseStatus), At: o.Time("published_at"), Body: o.Markdown("message"),
	}
	for _, c := range o.Get("component_statuses").Objects() {
		u.Changes = append(u.Changes, incident.Change{
			ID: c.Line("component_id"), To: wire.Word(c, "component_status", componentStatus),
		})
	}
	o.Unknown(wire.IncidentIO, "an update", updateKeys)
	return u
}

// components sets the components of an incident, with their present status,
// from its updates. An update that resolves an incident makes all of them
// operational, and need not say so.
func components(o wire.Object, inc *incident.Incident) {
	at := make(map[string]int)
	for i := range inc.Updates {
		u := &inc.Updates[i]
		for _, c := range u.Changes {
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
		if u.Status != incident.StatusResolved || len(u.Changes) > 0 {
			continue
		}
		for k := range inc.Components {
			if c := &inc.Components[k]; c.Status != incident.ComponentOperational {
				c.Status = incident.ComponentOperational
				u.Changes = append(u.Changes, incident.Change{ID: c.ID, To: c.Status})
				o.Value.Note("resolved", CodeInferred, "components became operational when the incident was resolved, as incident.io sets them then")
			}
		}
	}
	if len(inc.Components) > 0 {
		o.Value.Note("names", CodeUnmapped, "the response has the ids of components, but not their names")
	}
}

// window returns the window from the first start to the last end.
func window(v wire.Value) (w incident.Window) {
	open := false
	for _, o := range v.Objects() {
		start, end := o.Time("start_at"), o.Time("end_at")
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
