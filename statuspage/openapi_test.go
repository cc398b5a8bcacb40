package statuspage_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

// The facts of Statuspage's OpenAPI description of its API v1 (servers:
// https://api.statuspage.io/v1) about the requests that this package makes. A
// name in a comment is one below components/schemas there.

// property is what a body may have below a key. The kinds are those of JSON,
// and "date-time", "strings" (an array), and "statuses" (an object whose keys
// are ids and whose values are statuses of components).
type property struct {
	kind string
	enum string // separated by spaces; "": any
	most int    // characters; 0: no limit is described
}

const (
	describedStatuses = "investigating identified monitoring resolved scheduled in_progress verifying completed"
	describedImpacts  = "none maintenance minor major critical"
	// The description also lists "", which this package does not send.
	describedComponents = "operational under_maintenance degraded_performance partial_outage major_outage"
)

// postPagesPageIdIncidents_incident and patchPagesPageIdIncidents_incident
// have the same properties.
var incidentProperties = map[string]property{
	"name":            {kind: "string", most: 255},
	"status":          {kind: "string", enum: describedStatuses},
	"impact_override": {kind: "string", enum: describedImpacts},
	"scheduled_for":   {kind: "date-time"},
	"scheduled_until": {kind: "date-time"},
	"body":            {kind: "string", most: 25_000},
	"backfill_date":   {kind: "string"},
	"components":      {kind: "statuses", enum: describedComponents}, // postPagesPageIdIncidents_incident_components
	"component_ids":   {kind: "strings"},
	"metadata":        {kind: "object"},

	"deliver_notifications":      {kind: "boolean"}, // default: true
	"backfilled":                 {kind: "boolean"},
	"scheduled_remind_prior":     {kind: "boolean"},
	"scheduled_auto_in_progress": {kind: "boolean"},
	"scheduled_auto_completed":   {kind: "boolean"},
	"scheduled_auto_transition":  {kind: "boolean"},
	"auto_tweet_at_beginning":    {kind: "boolean"},
	"auto_tweet_on_completion":   {kind: "boolean"},
	"auto_tweet_on_creation":     {kind: "boolean"},
	"auto_tweet_one_hour_before": {kind: "boolean"},

	"auto_transition_to_maintenance_state":           {kind: "boolean"},
	"auto_transition_to_operational_state":           {kind: "boolean"},
	"auto_transition_deliver_notifications_at_start": {kind: "boolean"},
	"auto_transition_deliver_notifications_at_end":   {kind: "boolean"},
}

// operation is a method on a path, and the body it takes below one key.
type operation struct {
	method, path string // in the path, * is one name
	key          string
	properties   map[string]property
	required     string // a property
}

var operations = []operation{
	{"POST", "/v1/pages/*/incidents", "incident", incidentProperties, "name"},
	{"PATCH", "/v1/pages/*/incidents/*", "incident", incidentProperties, ""},
	// patchPagesPageIdIncidentsIncidentIdIncidentUpdates_incident_update
	{"PATCH", "/v1/pages/*/incidents/*/incident_updates/*", "incident_update", map[string]property{
		"body": {kind: "string"}, "display_at": {kind: "date-time"},
		"deliver_notifications": {kind: "boolean"}, "wants_twitter_update": {kind: "boolean"},
	}, ""},
	// postPagesPageIdComponents_component
	{"PATCH", "/v1/pages/*/components/*", "component", map[string]property{
		"status": {kind: "string", enum: describedComponents}, "name": {kind: "string"}, "description": {kind: "string"},
		"group_id": {kind: "string"}, "start_date": {kind: "string"},
		"only_show_if_degraded": {kind: "boolean"}, "showcase": {kind: "boolean"},
	}, ""},
	// putPagesPageIdIncidentsIncidentIdPostmortem_postmortem
	{"PUT", "/v1/pages/*/incidents/*/postmortem", "postmortem", map[string]property{"body_draft": {kind: "string"}}, "body_draft"},
	// putPagesPageIdIncidentsIncidentIdPostmortemPublish_postmortem
	{"PUT", "/v1/pages/*/incidents/*/postmortem/publish", "postmortem", map[string]property{
		"notify_subscribers": {kind: "boolean"}, "notify_twitter": {kind: "boolean"}, "custom_tweet": {kind: "string"},
	}, ""},
}

// described returns the index of the operation of a request, or an error if the
// description has no such request.
func described(r statuspage.Request) (int, error) {
	i := slices.IndexFunc(operations, func(o operation) bool {
		ok, _ := path.Match(o.path, r.Path)
		return ok && o.method == r.Method
	})
	if i < 0 {
		return i, errors.New("no such operation")
	}
	o := &operations[i]
	var body map[string]map[string]any
	if err := json.Unmarshal(r.Body, &body); err != nil {
		return i, err
	}
	inner, ok := body[o.key]
	if !ok || len(body) != 1 {
		return i, fmt.Errorf("%q is not the only key", o.key)
	}
	if _, ok := inner[o.required]; o.required != "" && !ok {
		return i, fmt.Errorf("%s.%s is required", o.key, o.required)
	}
	for key, value := range inner {
		p, ok := o.properties[key]
		if !ok {
			return i, fmt.Errorf("%s has no %s", o.key, key)
		}
		if err := p.check(value); err != nil {
			return i, fmt.Errorf("%s.%s: %w", o.key, key, err)
		}
	}
	return i, nil
}

// check returns an error if a value does not match the description.
func (p property) check(value any) error {
	var texts []string
	ok := true
	switch v := value.(type) {
	case string:
		texts, ok = []string{v}, p.kind == "string"
		if p.kind == "date-time" {
			_, err := time.Parse(time.RFC3339, v)
			ok = err == nil
		}
	case bool:
		ok = p.kind == "boolean"
	case []any:
		ok = p.kind == "strings"
		for _, e := range v {
			_, isText := e.(string)
			ok = ok && isText
		}
	case map[string]any:
		ok = p.kind == "object" || p.kind == "statuses"
		for _, e := range v {
			s, isText := e.(string)
			texts, ok = append(texts, s), ok && (isText || p.kind == "object")
		}
	default:
		ok = false
	}
	if !ok {
		return fmt.Errorf("%v is no %s", value, p.kind)
	}
	for _, s := range texts {
		if p.enum != "" && !slices.Contains(strings.Fields(p.enum), s) {
			return fmt.Errorf("%q is none of %s", s, p.enum)
		}
		if n := utf8.RuneCountInString(s); p.most > 0 && n > p.most {
			return fmt.Errorf("%d characters, more than %d", n, p.most)
		}
	}
	return nil
}

// onPage returns the incidents of package fixture, and one that goes through
// all statuses of components, with the ids that Statuspage would have given.
func onPage() []*incident.Incident {
	moving := slow()
	for _, to := range strings.Fields(describedComponents) {
		last := &moving.Updates[len(moving.Updates)-1]
		moving.Updates = append(moving.Updates, incident.Update{Status: incident.StatusMonitoring, At: last.At.Add(time.Hour), Body: "It moved.",
			Changes: []incident.Change{{Name: "Checkout", To: incident.ComponentStatus(to)}}})
	}
	list := []*incident.Incident{moving}
	for _, f := range fixture.All() {
		list = append(list, f.Incident)
	}
	for n, inc := range list {
		inc.ID, inc.Page.ID = fmt.Sprint("i", n), "p1"
		for i := range inc.Components {
			inc.Components[i].ID = "c-" + inc.Components[i].FullName()
		}
		for i := range inc.Updates {
			u := &inc.Updates[i]
			u.ID = fmt.Sprint("u", i)
			for j := range u.Changes {
				u.Changes[j].ID = "c-" + u.Changes[j].Component().FullName()
			}
		}
	}
	return list
}

// TestRequestsAreDescribed checks every request that can be made for the
// invented incidents, and every plan from one of their states to the next.
func TestRequestsAreDescribed(t *testing.T) {
	used := make(map[int]int)
	check := func(r statuspage.Request, err error) {
		t.Helper()
		if err != nil {
			t.Error(err)
			return
		}
		i, err := described(r)
		if err != nil {
			t.Errorf("%s %s: %v", r, r.Body, err)
		}
		used[i]++
	}
	for _, inc := range onPage() {
		w := statuspage.Writer{Notify: inc.IsMaintenance(), Document: func(inc *incident.Incident) string { return "# " + inc.Title }}
		plan := func(before, after *incident.Incident) {
			t.Helper()
			list, err := w.Plan(before, after)
			if err != nil || len(list) == 0 {
				t.Errorf("%s: %d requests, %v", inc.Title, len(list), err)
			}
			for _, r := range list {
				check(r, nil)
			}
		}
		check(w.Create(inc))
		check(w.Rename(inc))
		check(w.Postmortem(inc, ""))
		check(w.PublishPostmortem(inc))
		for _, c := range inc.Affected() {
			if c.Status != "" {
				check(w.Component(inc.Page, c.Component))
			}
		}
		plan(nil, inc)
		for i := range inc.Updates {
			check(w.Update(inc, i))
			check(w.Edit(inc, i))
			if i > 0 {
				before, after := inc.Clone(), inc.Clone()
				before.Updates, after.Updates = before.Updates[:i], after.Updates[:i+1]
				after.Updates[i].ID = ""
				plan(before, after)
			}
		}
		after := inc.Clone()
		after.Title, after.Impact = "Another title", incident.ImpactNone
		after.Window = incident.Window{Start: time.Date(2024, time.March, 5, 1, 2, 3, 4, time.UTC)}
		after.Updates[0].Body, after.Updates[0].EditedAt = "Other words.", after.Updates[0].At.Add(time.Hour)
		after.Components = append(after.Components, incident.Component{ID: "c-New", Name: "New", Status: incident.ComponentMajorOutage})
		after.Postmortem = &incident.Postmortem{PublishedAt: after.Updates[0].At.AddDate(0, 0, 9), Sections: []incident.Section{{Body: "A disk."}}}
		plan(inc, after)
	}
	for i, o := range operations {
		if used[i] == 0 {
			t.Errorf("no request is %s %s", o.method, o.path)
		}
	}
}

// TestDescriptionRefuses checks that the check can fail.
func TestDescriptionRefuses(t *testing.T) {
	for _, c := range []struct{ method, path, body string }{
		{"PUT", "/v1/pages/p/incidents", `{"incident":{"name":"a"}}`},
		{"POST", "/v1/pages/p/incident", `{"incident":{"name":"a"}}`},
		{"POST", "/v1/pages/p/incidents", `{"name":"a"}`},
		{"POST", "/v1/pages/p/incidents", `{"incident":{"name":"a"},"body":{}}`},
		{"POST", "/v1/pages/p/incidents", `{"incident":{"body":"a"}}`},
		{"POST", "/v1/pages/p/incidents", `{"incident":{"name":"a","title":"a"}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"name":1}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"name":true}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"name":"` + strings.Repeat("é", 256) + `"}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"status":"cancelled"}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"scheduled_for":"5 March"}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"components":{"c":"down"}}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"components":["c"]}}`},
		{"PATCH", "/v1/pages/p/incidents/i", `{"incident":{"component_ids":[1]}}`},
	} {
		if _, err := described(statuspage.Request{Method: c.method, Path: c.path, Body: []byte(c.body)}); err == nil {
			t.Errorf("%s %s %s is taken", c.method, c.path, c.body)
		}
	}
}

// TestWordsOfStatuspage checks that the words of the model are Statuspage's,
// and that no other word gets into a request.
func TestWordsOfStatuspage(t *testing.T) {
	for got, want := range map[string]string{
		fmt.Sprint(incident.Words[incident.Status]()):          "[" + describedStatuses + " cancelled]",
		fmt.Sprint(incident.Words[incident.Impact]()):          "[" + describedImpacts + "]",
		fmt.Sprint(incident.Words[incident.ComponentStatus]()): "[" + describedComponents + "]",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if p := incidentProperties; p["name"].most != statuspage.MaxTitle || p["body"].most != statuspage.MaxBody {
		t.Error("the limits are not those of the description")
	}
	w := statuspage.Writer{}
	try := func(path string, code incident.Code, change func(*incident.Incident), call func(*incident.Incident) (statuspage.Request, error)) {
		t.Helper()
		inc := slow()
		change(inc)
		_, err := call(inc)
		var field *incident.FieldError
		if !errors.As(err, &field) || field.Path != path || field.Code != code {
			t.Errorf("%v, want %s at %s", err, code, path)
		}
	}
	update := func(inc *incident.Incident) (statuspage.Request, error) { return w.Update(inc, 0) }
	component := func(inc *incident.Incident) (statuspage.Request, error) {
		return w.Component(inc.Page, inc.Components[0])
	}
	impact := func(inc *incident.Incident) { inc.Impact = "huge" }
	try("impact", incident.CodeUnknown, impact, w.Create)
	try("impact", incident.CodeUnknown, impact, w.Rename)
	try("updates[0].status", incident.CodeUnsupported, func(inc *incident.Incident) { inc.Updates[0].Status = incident.StatusCancelled }, w.Create)
	try("updates[0].changes[0].to", incident.CodeUnknown, func(inc *incident.Incident) { inc.Updates[0].Changes[0].To = "down" }, update)
	try("components.status", incident.CodeUnknown, func(inc *incident.Incident) { inc.Components[0].Status = "down" }, component)
	try("components.status", incident.CodeRequired, func(inc *incident.Incident) { inc.Components[0].Status = "" }, component)
}

// TestUpdateKeepsComponents checks that a request that changes one component
// lists all components of the incident, because the list is not the update's.
func TestUpdateKeepsComponents(t *testing.T) {
	inc := slow()
	inc.Components = append(inc.Components, incident.Component{ID: "c2", Name: "Search", Status: incident.ComponentMajorOutage})
	r, err := statuspage.Writer{}.Update(inc, 0)
	if err != nil || !strings.Contains(string(r.Body), `"components":{"c1":"partial_outage"},"component_ids":["c1","c2"]`) {
		t.Errorf("%s, %v", r.Body, err)
	}
}
