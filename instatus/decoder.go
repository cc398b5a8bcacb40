package instatus

import (
	"cmp"
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
type decoder struct{ answer *Answer }

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
	o := v.MaybeObject()
	switch d.answer.Kind = kinds.Kind(v); {
	case d.answer.Kind == "":
		v.Fail(incident.CodeUnknown, o.None())
		return false
	case v.Kind != wire.IsList:
	case d.answer.Kind == KindComponents:
		d.components(v, "")
		return true
	default:
		d.answer.Kind = KindIncidents
		d.incidents(v)
		return true
	}
	d.page(o.Get("page").Object())
	d.components(o.Get("components"), "")
	switch d.answer.Kind {
	case KindComponentWebhook:
		if c := o.Get("component").Object(); len(c.Members) > 0 {
			d.answer.Components = append(d.answer.Components, d.component(c, ""))
		}
		d.answer.Change, d.answer.ChangedAt = o.ComponentChange(d.answer.Components, incident.Parse[incident.ComponentStatus])
	case KindIncidentWebhook, KindMaintenanceWebhook:
		key := strings.TrimSuffix(string(d.answer.Kind), "_webhook")
		inc := o.Get(key).Object()
		if len(inc.Members) == 0 {
			v.Fail(incident.CodeRequired, errors.New("the response has no "+key))
			return false
		}
		d.incident(inc)
		if key == "maintenance" {
			maintenances(d.answer.Incidents)
		}
	case KindIncidents:
		if o.Has("updates") { // a single incident
			d.incident(o)
			return true
		}
	}
	d.incidents(o.Get("incidents"))
	d.incidents(o.Get("activeIncidents"))
	first := len(d.answer.Incidents)
	d.incidents(o.Get("maintenances"))
	d.incidents(o.Get("activeMaintenances"))
	maintenances(d.answer.Incidents[first:])
	o.Unknown(wire.Instatus, "an answer", answerKeys)
	return true
}

func (d *decoder) page(o wire.Object) {
	page := &d.answer.Page
	page.ID, page.Name, page.URL = o.Line("id"), o.Line("name"), o.Line("url")
	d.answer.State = o.Line("status", "status_indicator")
	o.Unmapped("a page", "status_description")
	o.Unknown(wire.Instatus, "a page", pageKeys)
}

// components reads the components of the page. The components of a group are
// inside it. Of groups in a group, the innermost is kept.
func (d *decoder) components(v wire.Value, group string) {
	for _, o := range v.Objects() {
		switch children := o.Get("children"); {
		case len(children.Elements()) > 0:
			d.components(children, o.Line("name"))
		case !o.Flag("isParent"):
			d.answer.Components = append(d.answer.Components, d.component(o, group))
		}
	}
}

func (d *decoder) component(o wire.Object, group string) incident.Component {
	o.Unmapped("a component", "description")
	o.Unknown(wire.Instatus, "a component", componentKeys)
	if group == "" {
		group = o.Get("group").MaybeObject().Line("name")
	}
	return incident.Component{
		ID: o.Line("id"), Group: group, Name: o.Line("name"),
		Status: wire.Word(o, "status", incident.Parse[incident.ComponentStatus]),
	}
}

func (d *decoder) incidents(v wire.Value) {
	for _, o := range v.Objects() {
		d.incident(o)
	}
}

// maintenances sets the impact of maintenances that state none.
func maintenances(list []*incident.Incident) {
	for _, inc := range list {
		if inc.Impact == "" {
			inc.Impact = incident.ImpactMaintenance
		}
	}
}

// incident reads an incident or a maintenance.
func (d *decoder) incident(o wire.Object) {
	inc := &incident.Incident{
		ID: o.Line("id"), Title: o.Line("name"), URL: o.Line("url"),
		Page: d.answer.Page, Impact: impact(o), Window: window(o),
	}
	d.answer.Incidents = append(d.answer.Incidents, inc)
	for _, key := range []string{"affected_components", "components"} {
		for _, e := range o.Get(key).List() {
			if e.Kind == wire.IsString { // an id
				inc.Components = append(inc.Components, incident.Component{ID: e.String()})
			} else if c := e.Object(); len(c.Members) > 0 {
				inc.Components = append(inc.Components, d.component(c, ""))
			}
		}
	}
	for _, key := range []string{"incident_updates", "maintenance_updates", "updates"} {
		for _, u := range o.Get(key).Objects() {
			inc.Updates = append(inc.Updates, update(u))
		}
	}
	if n := len(inc.Updates); n > 1 && inc.Updates[0].At.After(inc.Updates[n-1].At) {
		slices.Reverse(inc.Updates)
	}
	unedited(inc.Updates)
	status := wire.Word(o, "status", parseStatus)
	if len(inc.Updates) == 0 {
		without(o, inc, status)
	} else {
		o.CheckStart("started", o.Time("started"), inc)
	}
	o.CheckStatus("status", status, inc)
	o.Unknown(wire.Instatus, "an incident", incidentKeys)
	o.CheckContent(wire.Instatus, inc)
}

// update reads one update.
func update(o wire.Object) incident.Update {
	created := o.Time("created_at", "createdAt")
	u := incident.Update{
		ID: o.Line("id"), Status: wire.Word(o, "status", parseStatus),
		At: cmp.Or(o.Time("started"), created), Body: o.Markdown("markdown", "body", "message"),
	}
	if !created.Equal(u.At) {
		u.CreatedAt = created
	}
	u.EditedAt = wire.Edited(o.Time("updated_at", "updatedAt"), created, u.At)
	o.Unknown(wire.Instatus, "an update", updateKeys)
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
func without(o wire.Object, inc *incident.Incident, status incident.Status) {
	began := o.Time("started", "start", "created_at", "createdAt")
	u := incident.Update{Status: status, At: o.Time("resolved_at", "resolved")}
	if u.At.IsZero() && !status.IsFinal() { // a resolved incident may change later
		u.At = o.Time("updated_at", "updatedAt")
	}
	switch status {
	case incident.StatusInvestigating, incident.StatusInProgress:
		u.At = began
	case incident.StatusScheduled: // it starts in the future
	default:
		if !began.IsZero() && !began.Equal(u.At) {
			inc.Updates = append(inc.Updates, incident.Update{At: began})
		}
	}
	if u.Status != "" || !u.At.IsZero() && len(inc.Updates) == 0 {
		inc.Updates = append(inc.Updates, u)
		o.Value.Note("without", wire.CodeInferred, "the response has no updates; its beginning and its status became updates without a body")
	}
}

// impact reads the impact, which Instatus states as the status of a component.
func impact(o wire.Object) incident.Impact {
	s := o.Line("impact")
	status, err := incident.Parse[incident.ComponentStatus](s)
	switch {
	case s == "":
		return ""
	case strings.EqualFold(s, "MINOROUTAGE"):
		return incident.ImpactMinor
	case err != nil:
		return wire.Word(o, "impact", incident.Parse[incident.Impact])
	}
	impact := status.Impact()
	o.Get("impact").Note("impact "+s, wire.CodeInferred, fmt.Sprintf("the impact %s is a status of components; it became the impact %s", s, impact))
	return impact
}

// window reads the window of a maintenance: its start, and its duration in
// minutes.
func window(o wire.Object) (w incident.Window) {
	written := o.Line("duration")
	if w.Start = o.Time("start"); written == "" {
		return w
	}
	const most = 60 * 24 * 366 // a year, in minutes
	minutes, err := strconv.Atoi(written)
	if err != nil || minutes < 0 || minutes > most || w.Start.IsZero() {
		o.Get("duration").Note("duration", wire.CodeUnmapped, "the model has no field for a duration without a start")
		return w
	}
	w.End = w.Start.Add(time.Duration(minutes) * time.Minute)
	return w
}

// parseStatus returns the status for a word of Instatus.
func parseStatus(s string) (incident.Status, error) {
	if strings.EqualFold(strings.ReplaceAll(s, " ", ""), "NOTSTARTEDYET") {
		return incident.StatusScheduled, nil
	}
	return incident.Parse[incident.Status](s)
}
