package betterstack

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
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
	answer   *Answer
	elements map[string][]element          // by type
	names    map[string]incident.Component // of the page, by id
}

func newDecoder(answer *Answer) *decoder {
	return &decoder{answer: answer, elements: make(map[string][]element), names: make(map[string]incident.Component)}
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
	o := v.MaybeObject()
	page := o.Get("page").Object() // of a webhook
	switch d.answer.Kind = kinds.Kind(v); d.answer.Kind {
	case "":
		v.Fail(incident.CodeUnknown, errors.New("this response of Better Stack is not about a status page"))
		return false
	case KindIndex, KindReports:
		d.collect(o.Get("data"))
		d.collect(o.Get("included"))
		d.page()
		d.resources()
		updates := d.updates()
		for _, report := range d.elements[typeReport] {
			d.report(report, updates[report.id])
		}
	case KindComponentWebhook:
		d.webhookPage(page)
		if c := o.Get("component").Object(); len(c.Members) > 0 {
			d.answer.Components = []incident.Component{{
				ID: c.Line("id"), Name: c.Line("name"), Status: wire.Word(c, "status", componentStatus),
			}}
		}
		d.answer.Change, d.answer.ChangedAt = o.ComponentChange(d.answer.Components, componentStatus)
	default:
		d.webhookPage(page)
		if !d.webhook(o) {
			return false
		}
	}
	o.CheckLast("pagination", "next")
	o.Unknown(wire.BetterStack, "an answer", answerKeys)
	return true
}

// collect sorts an element, or the elements of a list, by type.
func (d *decoder) collect(v wire.Value) {
	list := []wire.Value{v}
	if v.Kind != wire.IsObject {
		list = v.List()
	}
	for _, v := range list {
		o := v.Object()
		e := element{id: o.Line("id"), object: o, attributes: o.Get("attributes").Object()}
		kind := o.Line("type")
		switch kind {
		case typePage, typeSection, typeResource, typeReport, typeUpdate:
			d.elements[kind] = append(d.elements[kind], e)
		default:
			v.Note("type "+kind, CodeUnmapped, fmt.Sprintf("an element of type %q was not read", kind))
		}
	}
}

// page reads the page.
func (d *decoder) page() {
	list := d.elements[typePage]
	if len(list) == 0 {
		return
	}
	if len(list) > 1 {
		list[1].object.Value.Fail(incident.CodeDuplicate, errors.New("the response is about several pages"))
	}
	a, page := list[0].attributes, &d.answer.Page
	page.ID, page.Name = list[0].id, a.Line("company_name")
	if domain := a.Line("custom_domain"); domain != "" {
		page.URL = "https://" + domain
	}
	if zone := a.Zone("timezone"); zone != "" {
		page.TimeZone = zone
	}
	if loc, err := page.Location(); err == nil {
		a.Value.Input().Location = loc
	}
	d.answer.State = a.Line("aggregate_state")
	a.Unmapped("a page", "announcement")
	a.Unknown(wire.BetterStack, "a page", pageKeys)
}

// resources reads the components of the page. A section becomes a group.
func (d *decoder) resources() {
	groups := make(map[string]string)
	for _, s := range d.elements[typeSection] {
		groups[s.id] = s.attributes.Line("name")
	}
	for _, r := range d.elements[typeResource] {
		a := r.attributes
		c := incident.Component{
			ID: r.id, Group: groups[a.Line("status_page_section_id")], Name: a.Line("public_name"),
			Status: wire.Word(a, "status", componentStatus),
		}
		a.Unmapped("a resource", "explanation", "availability", "status_history")
		a.Unknown(wire.BetterStack, "a resource", resourceKeys)
		d.answer.Components = append(d.answer.Components, c)
		d.names[c.ID] = c
	}
}

// updates reads the updates and returns them by the id of their report, which
// they name or which names them.
func (d *decoder) updates() map[string][]incident.Update {
	reports := make(map[string]string) // by the id of an update
	list := make(map[string][]incident.Update)
	missing := make(map[string]wire.Object) // updates that are named, by their id
	for _, r := range d.elements[typeReport] {
		list[r.id] = nil
		related := r.object.Get("relationships").Object().Get("status_updates").Object()
		for _, u := range related.Get("data").Objects() {
			id := u.Line("id")
			reports[id], missing[id] = r.id, u
		}
	}
	for _, u := range d.elements[typeUpdate] {
		delete(missing, u.id)
		report := cmp.Or(u.attributes.Line("status_report_id"), reports[u.id])
		if _, known := list[report]; known {
			list[report] = append(list[report], d.update(u))
		} else {
			u.object.Value.Note("updates", CodeUnmapped, "updates that belong to no report were not read")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		missing[id].Value.Note("missing", CodeUnmapped, "a report has updates that the response does not contain")
	}
	return list
}

// report reads a report, which is an incident or a maintenance.
func (d *decoder) report(e element, updates []incident.Update) {
	a := e.attributes
	inc := &incident.Incident{ID: e.id, Title: a.Line("title"), Page: d.answer.Page, Updates: updates}
	d.answer.Incidents = append(d.answer.Incidents, inc)
	isResolved, resolved := a.Line("aggregate_state") == "resolved", incident.StatusResolved
	isMaintenance := a.Line("report_type") == "maintenance"
	for _, change := range d.affected(a) {
		c := change.Component()
		if isResolved && isMaintenance {
			c.Status = "" // the report still has the status during the maintenance
		}
		inc.Components = append(inc.Components, c)
	}
	wire.Sort(inc.Updates)
	if isMaintenance {
		resolved = incident.StatusCompleted
		maintenance(a, inc)
	} else {
		times(a, inc, isResolved)
		impact(a, inc)
	}
	if isResolved && len(inc.Updates) > 0 {
		for i := resolvedFrom(inc.Updates); i < len(inc.Updates); i++ {
			inc.Updates[i].Status, inc.Updates[i].Inferred = resolved, true
		}
		a.Get("aggregate_state").Note("resolved", CodeInferred, "updates have no status; the last ones of a resolved report were taken to be "+string(resolved))
	}
	a.Unknown(wire.BetterStack, "a report", reportKeys)
	e.object.CheckContent(wire.BetterStack, inc)
}

// maintenance sets the impact and the window of a maintenance.
func maintenance(a wire.Object, inc *incident.Incident) {
	inc.Impact = incident.ImpactMaintenance
	inc.Window = incident.Window{Start: a.Time("starts_at"), End: a.Time("ends_at")}
}

// times adds updates for the beginning and the end to an incident without
// updates. For any other incident it adds a note if these times differ from its
// updates.
func times(a wire.Object, inc *incident.Incident, resolved bool) {
	ends, last := a.Time("ends_at"), time.Time{}
	if n := len(inc.Updates); n > 0 {
		last = inc.Updates[n-1].At
		a.CheckStart("starts_at", a.Time("starts_at"), inc)
	} else {
		if began := a.Time("starts_at", "created_at"); !began.IsZero() {
			inc.Updates = append(inc.Updates, incident.Update{At: began})
		}
		if resolved {
			inc.Updates = append(inc.Updates, incident.Update{At: ends})
			last = ends
		}
		if len(inc.Updates) > 0 {
			a.Value.Note("without", CodeInferred, "a report has no updates; its beginning and end became updates without a body")
		}
	}
	if !ends.IsZero() && !wire.IsNear(ends, last) {
		a.Get("ends_at").Note("ends_at", CodeUnmapped, "the model has no field for an end that differs from the last update")
	}
}

// impact derives the impact of an open report without resources from its state.
func impact(a wire.Object, inc *incident.Incident) {
	if len(inc.Components) > 0 {
		return
	}
	status := wire.Word(a, "aggregate_state", componentStatus)
	switch {
	case status == incident.ComponentOperational: // resolved, which does not say how it was before
		return
	case !status.Valid():
		inc.Impact = incident.Impact(status)
		return
	}
	if inc.Impact = status.Impact(); inc.Impact != "" {
		a.Get("aggregate_state").Note("impact", CodeInferred, fmt.Sprintf("the state of a report without resources became its impact, %s", inc.Impact))
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
	u := incident.Update{ID: e.id, At: a.Time("published_at"), Changes: d.affected(a)}
	u.Body = a.Markdown("message")
	a.Unknown(wire.BetterStack, "an update", updateKeys)
	return u
}

// affected reads the states of resources, with their names if the response has
// them.
func (d *decoder) affected(a wire.Object) []incident.Change {
	var list []incident.Change
	for _, o := range a.Get("affected_resources").Objects() {
		id := o.Line("status_page_resource_id")
		c := d.names[id]
		list = append(list, incident.Change{ID: id, Group: c.Group, Name: c.Name, To: wire.Word(o, "status", componentStatus)})
		o.Unknown(wire.BetterStack, "an affected resource", affectedKeys)
	}
	return list
}

func (d *decoder) webhookPage(o wire.Object) {
	d.answer.Page.ID, d.answer.State = o.Line("id"), o.Line("status_indicator")
	o.Unmapped("a page", "status_description")
}

// webhook reads the incident or the maintenance of a webhook.
func (d *decoder) webhook(o wire.Object) bool {
	key := strings.TrimSuffix(string(d.answer.Kind), "_webhook")
	a := o.Get(key).Object()
	if len(a.Members) == 0 {
		o.Value.Fail(incident.CodeRequired, errors.New("the webhook has no "+key))
		return false
	}
	inc := &incident.Incident{ID: a.Line("id"), Title: a.Line("name"), URL: a.Line("shortlink"), Page: d.answer.Page}
	for _, u := range a.Get(key + "_updates").Objects() {
		created := u.Time("created_at")
		inc.Updates = append(inc.Updates, incident.Update{
			ID: u.Line("id"), At: created, EditedAt: wire.Edited(u.Time("updated_at"), created, created),
			Body: u.Markdown("body"),
		})
		u.Unknown(wire.BetterStack, "an update", postKeys)
	}
	wire.Sort(inc.Updates)
	if d.answer.Kind == KindMaintenanceWebhook {
		maintenance(a, inc)
	} else {
		times(a, inc, false)
	}
	a.Unknown(wire.BetterStack, "an incident", webhookKeys)
	d.answer.Incidents = append(d.answer.Incidents, inc)
	return true
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
