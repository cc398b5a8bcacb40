package statuspage_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

func ExampleAnswer_Append() {
	inc := slow()
	answer := statuspage.Answer{Kind: statuspage.KindStatus, Page: inc.Page, Incidents: []*incident.Incident{inc}}
	data, err := answer.Append(nil)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s", data)
	// Output:
	// {"page":{"id":"p1","name":"Example Shop","url":"","updated_at":"2024-03-05T09:17:00.000Z"},"status":{"indicator":"major","description":"Partial System Outage"}}
}

// TestAnswersComeBack reads real answers, writes them, and reads them again.
func TestAnswersComeBack(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(fixture.Corpus(t, "corpus", "json"), "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	back := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first, err := statuspage.Reader{}.Read(file, data)
		if err != nil {
			continue // of another vendor
		}
		second := *first
		if second.Kind == statuspage.KindIncident {
			second.Kind = statuspage.KindIncidents
		}
		written, err := second.Append(nil)
		var field *incident.FieldError
		if errors.As(err, &field) && field.Code == incident.CodeUnsupported {
			continue // a webhook
		}
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		again, err := statuspage.Reader{}.Read(file, written)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		again.Kind = first.Kind
		if diff := cmp.Diff(first, again, cmpopts.IgnoreFields(statuspage.Answer{}, "Notes")); diff != "" {
			t.Errorf("%s (-read +written and read):\n%s", filepath.Base(file), diff)
		}
		back++
	}
	if back < 8 {
		t.Errorf("%d answers came back", back)
	}
}

// TestInventedAnswersComeBack writes answers of each kind with all incidents of
// the fixtures, and reads them. Everything that answers can express must come
// back, and be the same after it is written and read again.
func TestInventedAnswersComeBack(t *testing.T) {
	page := incident.Page{ID: "p1", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Etc/UTC"}
	all := statuspage.Answer{
		Page: page,
		Components: []incident.Component{
			{ID: "c1", Name: "Website", Status: incident.ComponentOperational},
			{ID: "c2", Group: "API", Name: "Orders", Status: incident.ComponentPartialOutage},
			{ID: "c3", Group: "API", Name: "Search", Status: incident.ComponentDegradedPerformance},
		},
	}
	for _, f := range fixture.All() {
		inc := f.Incident
		inc.ID, inc.Page = f.Name, page
		for i := range inc.Updates {
			inc.Updates[i].ID = fmt.Sprint(f.Name, i)
		}
		all.Incidents = append(all.Incidents, inc)
	}
	retracted := all.Incidents[0].Clone()
	retracted.ID, retracted.Postmortem = "retracted", nil
	retracted.Updates[1].RetractedAt = retracted.Updates[1].At.Add(time.Minute)
	all.Incidents = append(all.Incidents, retracted)
	for kind, want := range map[statuspage.Kind]struct{ components, incidents int }{
		statuspage.KindSummary: {3, 7}, statuspage.KindIncidents: {0, 7}, statuspage.KindScheduledMaintenances: {0, 1},
		statuspage.KindComponents: {3, 0}, statuspage.KindStatus: {0, 0},
	} {
		answer := all
		answer.Kind = kind
		data, err := answer.Append([]byte("before"))
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.TrimPrefix(data, []byte("before"))
		got, err := statuspage.Reader{}.Read("answer.json", data)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		if got.Kind != kind || len(got.Components) != want.components || len(got.Incidents) != want.incidents {
			t.Errorf("%s: read as %s with %d components and %d incidents", kind, got.Kind, len(got.Components), len(got.Incidents))
		}
		if want.components > 0 {
			if diff := cmp.Diff(all.Components, got.Components); diff != "" {
				t.Errorf("%s (-want +got):\n%s", kind, diff)
			}
		}
		for _, inc := range got.Incidents {
			i := slices.IndexFunc(all.Incidents, func(have *incident.Incident) bool { return have.ID == inc.ID })
			have := all.Incidents[i].Public()
			have.Updates = slices.DeleteFunc(have.Updates, func(u incident.Update) bool { return u.Retracted() })
			if inc.Title != have.Title || inc.Status() != have.Status() || len(inc.Updates) != len(have.Updates) || !inc.Window.Start.Equal(have.Window.Start) || (inc.Postmortem == nil) != (have.Postmortem == nil) {
				t.Errorf("%s: %s came back as %+v", kind, inc.ID, inc)
				continue
			}
			for i, u := range inc.Updates {
				if want := have.Updates[i]; u.ID != want.ID || !u.At.Equal(want.At) || u.Body != want.Body {
					t.Errorf("%s: the update %+v came back as %+v", kind, want, u)
				}
			}
		}
		again, err := got.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		second, err := statuspage.Reader{}.Read("answer.json", again)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got, second, cmpopts.IgnoreFields(statuspage.Answer{}, "Notes")); diff != "" {
			t.Errorf("%s (-first +second):\n%s", kind, diff)
		}
	}
	all.Kind = statuspage.KindComponentWebhook
	var field *incident.FieldError
	if _, err := all.Append(nil); !errors.As(err, &field) || field.Code != incident.CodeUnsupported {
		t.Errorf("a webhook: %v", err)
	}
}

// TestComponentTimes checks the keys of a component that clients expect and the
// model does not have.
func TestComponentTimes(t *testing.T) {
	at := time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)
	change := func(name string) []incident.Change {
		return []incident.Change{{Group: "API", Name: name, To: incident.ComponentMajorOutage}}
	}
	answer := statuspage.Answer{
		Kind:       statuspage.KindComponents,
		Components: []incident.Component{{Group: "API", Name: "Orders"}, {Name: "Orders"}},
		Incidents: []*incident.Incident{{Updates: []incident.Update{
			{At: at}, {At: at.Add(time.Minute), Changes: change("Orders")},
			{At: at.Add(time.Hour), Changes: change("Orders"), RetractedAt: at.Add(2 * time.Hour)},
		}}},
	}
	data, err := answer.Append(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"name":"API","status":"","created_at":"2024-03-05T09:00:00.000Z","updated_at":"2024-03-05T09:00:00.000Z",`,
		`"name":"Orders","status":"","created_at":"2024-03-05T09:00:00.000Z","updated_at":"2024-03-05T09:01:00.000Z","position":2,"description":null,"showcase":false,"start_date":null,"group_id":"g`,
		`"name":"Orders","status":"","created_at":"2024-03-05T09:00:00.000Z","updated_at":"2024-03-05T09:00:00.000Z","position":3,"description":null,"showcase":false,"start_date":null,"group_id":null,"page_id":"","group":false,"only_show_if_degraded":false}`,
	} {
		if !bytes.Contains(data, []byte(want)) {
			t.Errorf("no %s in\n%s", want, data)
		}
	}
}

// TestGroupAnswer checks that a group is not operational to programs while the
// status of a member is not known.
func TestGroupAnswer(t *testing.T) {
	const up, slow, some = incident.ComponentOperational, incident.ComponentDegradedPerformance, incident.ComponentPartialOutage
	for _, test := range []struct {
		statuses []incident.ComponentStatus
		want     incident.ComponentStatus
	}{
		{[]incident.ComponentStatus{up, up}, up}, {[]incident.ComponentStatus{up, "", up}, ""}, {[]incident.ComponentStatus{"", up}, ""},
		{[]incident.ComponentStatus{"", some, up}, some}, {[]incident.ComponentStatus{slow, ""}, slow},
	} {
		a := &statuspage.Answer{Kind: statuspage.KindComponents}
		for i, status := range test.statuses {
			a.Components = append(a.Components, incident.Component{ID: string(rune('a' + i)), Group: "Web", Name: string(rune('A' + i)), Status: status})
		}
		data, err := a.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		var answer struct {
			Components []struct{ Status incident.ComponentStatus }
		}
		if err := json.Unmarshal(data, &answer); err != nil {
			t.Fatal(err)
		}
		if got := answer.Components[0].Status; got != test.want {
			t.Errorf("a group of %q has %q, want %q", test.statuses, got, test.want)
		}
	}
}

// TestStatusOfPage checks that what is not known is not shown as good.
func TestStatusOfPage(t *testing.T) {
	open := func(impact incident.Impact) *statuspage.Answer {
		return &statuspage.Answer{Incidents: []*incident.Incident{{Title: "Slow", Impact: impact, Updates: []incident.Update{{Status: incident.StatusIdentified}}}}}
	}
	component := func(status incident.ComponentStatus) *statuspage.Answer {
		return &statuspage.Answer{Components: []incident.Component{{ID: "c", Name: "API", Status: status}}}
	}
	for _, test := range []struct {
		answer *statuspage.Answer
		want   incident.Impact
	}{
		{&statuspage.Answer{}, incident.ImpactNone},
		{open(incident.ImpactNone), incident.ImpactNone},
		{open(incident.ImpactCritical), incident.ImpactCritical},
		{open(""), incident.ImpactMinor},
		{component(incident.ComponentOperational), incident.ImpactNone},
		{component(incident.ComponentPartialOutage), incident.ImpactMajor},
		{component(""), incident.ImpactMinor},
		{component("limping"), incident.ImpactMinor},
	} {
		test.answer.Kind = statuspage.KindStatus
		data, err := test.answer.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := read(t, string(data)).Status.Indicator; got != test.want {
			t.Errorf("%+v: %q, want %q", test.answer, got, test.want)
		}
	}
}
