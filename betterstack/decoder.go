package betterstack

import (
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// The types of the elements of a response.
const (
	typePage     = "status_page"
	typeSection  = "status_page_section"
	typeResource = "status_page_resource"
	typeReport   = "status_report"
	typeUpdate   = "status_update"
)

// An element is an object with a type, as in JSON:API.
type element struct {
	id         string
	object     wire.Object
	attributes wire.Object
}

// A decoder reads one response.
type decoder struct {
	doc      *wire.Input
	answer   *Answer
	elements map[string][]element          // by type
	names    map[string]incident.Component // of the page, by id
	known    map[string]element            // updates by id
	reports  map[string][]element          // updates by the id of their report
}

func newDecoder(doc *wire.Input, answer *Answer) *decoder {
	return &decoder{
		doc: doc, answer: answer, elements: make(map[string][]element), names: make(map[string]incident.Component),
		known: make(map[string]element), reports: make(map[string][]element),
	}
}

// The keys of the objects.
var (
	answerKeys = []string{"data", "included", "pagination", "links", "meta", "event_type", "page", "incident", "maintenance", "component", "component_update"}
	pageKeys   = []string{
		"company_name", "company_url", "contact_url", "logo_url", "logo_remote_url", "timezone", "subdomain", "custom_domain", "announcement",
		"aggregate_state", "created_at", "updated_at",
	}
	resourceKeys = []string{
		"status_page_section_id", "resource_id", "resource_type", "public_name", "explanation", "position", "availability", "status", "status_history",
	}
	webhookKeys = []string{
		"id", "name", "created_at", "updated_at", "starts_at", "ends_at", "shortlink", "organization_id", "incident_updates", "maintenance_updates",
	}
	postKeys   = []string{"id", "status_report_id", "body", "created_at", "updated_at"}
	reportKeys = []string{
		"title", "report_type", "starts_at", "ends_at", "aggregate_state", "affected_resources", "status_page_id", "created_at", "updated_at",
	}
	updateKeys   = []string{"message", "published_at", "published_at_timezone", "notify_subscribers", "affected_resources", "status_report_id", "created_at", "updated_at"}
	affectedKeys = []string{"status_page_resource_id", "status"}
)

// read reads the response. It reports whether v is one.
func (d *decoder) read(v wire.Value) bool {
	o := d.doc.JSON.Object(v)
	switch d.answer.Kind = kindOf(d.doc, v); d.answer.Kind {
	case "":
		d.doc.Fail(v, incident.CodeUnknown, errors.New("this response of Better Stack is not about a status page"))
		return false
	case KindIndex, KindReports:
		d.collect(o.Get("data"))
		d.collect(o.Get("included"))
		for _, page := range d.elements[typePage] {
			d.page(page)
		}
		d.resources()
		d.updates()
		for _, report := range d.elements[typeReport] {
			d.answer.Incidents = append(d.answer.Incidents, d.report(report))
		}
	default:
		d.webhookPage(d.doc.ObjectAt(o.Get("page")))
		if d.answer.Kind == KindComponentWebhook {
			d.componentWebhook(o)
		} else if !d.webhook(o) {
			return false
		}
	}
	d.doc.Unknown(o, wire.BetterStack, "an answer", answerKeys)
	return true
}

// collect sorts an element, or the elements of a list, by type.
func (d *decoder) collect(v wire.Value) {
	list := []wire.Value{v}
	if v.Kind != wire.IsObject {
		list = d.doc.List(v)
	}
	for _, v := range list {
		o := d.doc.ObjectAt(v)
		e := element{id: d.doc.Line(o, "id"), object: o, attributes: d.doc.ObjectAt(o.Get("attributes"))}
		kind := d.doc.Line(o, "type")
		switch kind {
		case typePage, typeSection, typeResource, typeReport, typeUpdate:
			d.elements[kind] = append(d.elements[kind], e)
		default:
			d.doc.Note(v, "type "+kind, CodeUnmapped, fmt.Sprintf("an element of type %q was not read", kind))
		}
	}
}

func (d *decoder) page(e element) {
	a := e.attributes
	page := &d.answer.Page
	page.ID, page.Name = e.id, d.doc.Line(a, "company_name")
	if domain := d.doc.Line(a, "custom_domain"); domain != "" {
		page.URL = "https://" + domain
	}
	if zone := d.doc.Zone(a, "timezone"); zone != "" {
		page.TimeZone = zone
	}
	if loc, err := page.Location(); err == nil {
		d.doc.Location = loc
	}
	d.answer.State = d.doc.Line(a, "aggregate_state")
	d.doc.Unmapped(a, "a page", "announcement")
	d.doc.Unknown(a, wire.BetterStack, "a page", pageKeys)
}

// resources reads the components of the page. A section becomes a group.
func (d *decoder) resources() {
	groups := make(map[string]string)
	for _, s := range d.elements[typeSection] {
		groups[s.id] = d.doc.Line(s.attributes, "name")
	}
	for _, r := range d.elements[typeResource] {
		c := incident.Component{
			ID: r.id, Group: groups[d.doc.Line(r.attributes, "status_page_section_id")], Name: d.doc.Line(r.attributes, "public_name"),
			Status: wire.Word(d.doc, r.attributes, "status", componentStatus),
		}
		d.doc.Unmapped(r.attributes, "a resource", "explanation", "availability", "status_history")
		d.doc.Unknown(r.attributes, wire.BetterStack, "a resource", resourceKeys)
		d.answer.Components = append(d.answer.Components, c)
		d.names[c.ID] = c
	}
}

// updates assigns updates to the reports that they name.
func (d *decoder) updates() {
	for _, u := range d.elements[typeUpdate] {
		d.known[u.id] = u
		if id := d.doc.Line(u.attributes, "status_report_id"); id != "" {
			d.reports[id] = append(d.reports[id], u)
		}
	}
	if len(d.elements[typeUpdate]) > 0 && len(d.elements[typeReport]) == 0 {
		d.doc.Note(d.elements[typeUpdate][0].object.Value, "updates", CodeUnmapped, "updates that belong to no report were not read")
	}
}

// of returns the updates of a report: those that name it, or else those that it
// names.
func (d *decoder) of(report element) []element {
	if list := d.reports[report.id]; len(list) > 0 {
		return list
	}
	related := d.doc.ObjectAt(d.doc.ObjectAt(report.object.Get("relationships")).Get("status_updates"))
	var list []element
	for _, v := range d.doc.List(related.Get("data")) {
		if u, ok := d.known[d.doc.Line(d.doc.ObjectAt(v), "id")]; ok {
			list = append(list, u)
		}
	}
	return list
}

// report reads a report, which is an incident or a maintenance.
func (d *decoder) report(e element) *incident.Incident {
	a := e.attributes
	inc := &incident.Incident{ID: e.id, Title: d.doc.Line(a, "title"), Page: d.answer.Page}
	starts, ends := d.doc.Time(a, "starts_at"), d.doc.Time(a, "ends_at")
	maintenance := d.doc.Line(a, "report_type") == "maintenance"
	for _, c := range d.affected(a) {
		inc.Components = append(inc.Components, c.Component())
	}
	for _, u := range d.of(e) {
		inc.Updates = append(inc.Updates, d.update(u))
	}
	wire.Sort(inc.Updates)
	state, resolved := d.doc.Line(a, "aggregate_state"), incident.StatusResolved
	if maintenance {
		inc.Impact, resolved = incident.ImpactMaintenance, incident.StatusCompleted
		inc.Window = incident.Window{Start: starts, End: ends}
	} else {
		d.times(a, inc, starts, ends, state == "resolved")
		d.impact(a, inc)
	}
	if state == "resolved" && len(inc.Updates) > 0 {
		for i := resolvedFrom(inc.Updates); i < len(inc.Updates); i++ {
			inc.Updates[i].Status, inc.Updates[i].Inferred = resolved, true
		}
		d.doc.Note(a.Get("aggregate_state"), "resolved", CodeInferred, "updates have no status; the last ones of a resolved report were taken to be "+string(resolved))
	}
	d.doc.Unknown(a, wire.BetterStack, "a report", reportKeys)
	if inc.Title == "" && len(inc.Updates) == 0 && !d.doc.IsCut() {
		d.doc.Fail(e.object.Value, incident.CodeRequired, errors.New("a report has neither a title nor updates"))
	}
	return inc
}

// times adds updates for the beginning and the end to a report without updates.
// For any other report it adds a note if these times differ from its updates.
func (d *decoder) times(a wire.Object, inc *incident.Incident, starts, ends time.Time, resolved bool) {
	if len(inc.Updates) > 0 {
		if !starts.IsZero() && !wire.IsNear(starts, inc.Updates[0].At) {
			d.doc.Note(a.Get("starts_at"), "starts_at", CodeUnmapped, "the model has no field for a start that differs from the first update")
		}
		if last := inc.Updates[len(inc.Updates)-1].At; !ends.IsZero() && !wire.IsNear(ends, last) {
			d.doc.Note(a.Get("ends_at"), "ends_at", CodeUnmapped, "the model has no field for an end that differs from the last update")
		}
		return
	}
	if !starts.IsZero() {
		inc.Updates = append(inc.Updates, incident.Update{At: starts})
	}
	if !ends.IsZero() || resolved {
		inc.Updates = append(inc.Updates, incident.Update{At: ends})
	}
	if len(inc.Updates) > 0 {
		d.doc.Note(a.Value, "without", CodeInferred, "a report has no updates; its beginning and end became updates without a body")
	}
}

// impact derives the impact of an open report without resources from its state.
func (d *decoder) impact(a wire.Object, inc *incident.Incident) {
	if len(inc.Components) > 0 {
		return
	}
	status := wire.Word(d.doc, a, "aggregate_state", componentStatus)
	switch {
	case status == incident.ComponentOperational: // resolved, which does not say how it was before
		return
	case !status.Valid():
		inc.Impact = incident.Impact(status)
		return
	}
	if inc.Impact = status.Impact(); inc.Impact != "" {
		d.doc.Note(a.Get("aggregate_state"), "impact", CodeInferred, fmt.Sprintf("the state of a report without resources became its impact, %s", inc.Impact))
	}
}

// resolvedFrom returns the index of the first update from which on all
// resources stay resolved, or, if updates name no resources, of the last
// update.
func resolvedFrom(list []incident.Update) int {
	from := len(list) - 1
	down := make(map[string]bool)
	named, since := false, -1
	for i := range list {
		for _, c := range list[i].Changes {
			named = true
			if delete(down, c.ID); c.To != incident.ComponentOperational {
				down[c.ID] = true
			}
		}
		switch {
		case len(down) > 0:
			since = -1
		case named && since < 0:
			since = i
		}
	}
	if since >= 0 {
		from = since
	}
	return from
}

func (d *decoder) update(e element) incident.Update {
	a := e.attributes
	u := incident.Update{ID: e.id, At: d.doc.Time(a, "published_at"), Changes: d.affected(a)}
	u.Body = d.doc.Markdown(a.Get("message"), d.doc.Text(a, "message"))
	d.doc.Unknown(a, wire.BetterStack, "an update", updateKeys)
	return u
}

// affected reads the states of resources, with their names if the response has
// them.
func (d *decoder) affected(a wire.Object) []incident.Change {
	var list []incident.Change
	for _, v := range d.doc.List(a.Get("affected_resources")) {
		o := d.doc.ObjectAt(v)
		id := d.doc.Line(o, "status_page_resource_id")
		c := d.names[id]
		list = append(list, incident.Change{ID: id, Group: c.Group, Name: c.Name, To: wire.Word(d.doc, o, "status", componentStatus)})
		d.doc.Unknown(o, wire.BetterStack, "an affected resource", affectedKeys)
	}
	return list
}

func (d *decoder) webhookPage(o wire.Object) {
	d.answer.Page.ID, d.answer.State = d.doc.Line(o, "id"), d.doc.Line(o, "status_indicator")
	d.doc.Unmapped(o, "a page", "status_description")
}

// webhook reads the incident or the maintenance of a webhook.
func (d *decoder) webhook(o wire.Object) bool {
	v, updates := o.Get("incident"), "incident_updates"
	if d.answer.Kind == KindMaintenanceWebhook {
		v, updates = o.Get("maintenance"), "maintenance_updates"
	}
	a := d.doc.ObjectAt(v)
	if len(a.Members) == 0 {
		d.doc.Fail(o.Value, incident.CodeRequired, errors.New("the webhook has neither an incident nor a maintenance"))
		return false
	}
	inc := &incident.Incident{ID: d.doc.Line(a, "id"), Title: d.doc.Line(a, "name"), URL: d.doc.Line(a, "shortlink"), Page: d.answer.Page}
	inc.Window = incident.Window{Start: d.doc.Time(a, "starts_at"), End: d.doc.Time(a, "ends_at")}
	if d.answer.Kind == KindMaintenanceWebhook {
		inc.Impact = incident.ImpactMaintenance
	}
	for _, v := range d.doc.List(a.Get(updates)) {
		u := d.doc.ObjectAt(v)
		created := d.doc.Time(u, "created_at")
		inc.Updates = append(inc.Updates, incident.Update{
			ID: d.doc.Line(u, "id"), At: created, EditedAt: wire.Edited(d.doc.Time(u, "updated_at"), created, created),
			Body: d.doc.Markdown(u.Get("body"), d.doc.Text(u, "body")),
		})
		d.doc.Unknown(u, wire.BetterStack, "an update", postKeys)
	}
	wire.Sort(inc.Updates)
	if len(inc.Updates) == 0 && inc.Window.IsZero() {
		if created := d.doc.Time(a, "created_at"); !created.IsZero() {
			inc.Updates = []incident.Update{{At: created}}
			d.doc.Note(v, "without", CodeInferred, "an incident has no updates; its creation became an update without a body")
		}
	}
	d.doc.Unknown(a, wire.BetterStack, "an incident", webhookKeys)
	d.answer.Incidents = append(d.answer.Incidents, inc)
	return true
}

// componentWebhook reads the change of a component, and the component.
func (d *decoder) componentWebhook(o wire.Object) {
	c := d.doc.ObjectAt(o.Get("component"))
	if c.Value.Kind == wire.IsObject {
		d.answer.Components = []incident.Component{{
			ID: d.doc.Line(c, "id"), Name: d.doc.Line(c, "name"), Status: wire.Word(d.doc, c, "status", componentStatus),
		}}
	}
	u := d.doc.ObjectAt(o.Get("component_update"))
	change := &d.answer.Change
	change.ID, d.answer.ChangedAt = d.doc.Line(u, "component_id"), d.doc.Time(u, "created_at")
	if list := d.answer.Components; len(list) > 0 && (change.ID == "" || change.ID == list[0].ID) {
		change.ID, change.Name = list[0].ID, list[0].Name
	}
	change.From = wire.Word(d.doc, u, "old_status", componentStatus)
	change.To = wire.Word(d.doc, u, "new_status", componentStatus)
}

// componentStatus returns the component status for a word of Better Stack.
func componentStatus(s string) (incident.ComponentStatus, error) {
	switch s {
	case "resolved":
		return incident.ComponentOperational, nil
	case "degraded":
		return incident.ComponentDegradedPerformance, nil
	case "downtime":
		return incident.ComponentMajorOutage, nil
	case "maintenance":
		return incident.ComponentUnderMaintenance, nil
	}
	return incident.Parse[incident.ComponentStatus](s)
}
