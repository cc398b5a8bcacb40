package incident_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
)

// full returns an incident in which every field has a value, except that
// nothing is retracted.
func full() *incident.Incident {
	inc := new(incident.Incident)
	fill(reflect.ValueOf(inc).Elem())
	for i := range inc.Updates {
		inc.Updates[i].RetractedAt = time.Time{}
	}
	// Two elements of each list, which differ in the fields by which they
	// are matched.
	inc.Updates[1].ID, inc.Updates[1].At = "u2", at(10, 0)
	inc.Components[1].ID, inc.Components[1].Name = "c2", "other"
	inc.Components[0].Status = "not that of the last change"
	inc.Events[1].At, inc.Events[1].Text = at(10, 0), "other"
	inc.Postmortem.Sections[1].Heading, inc.Postmortem.Sections[1].Kind = "Other", "other"
	for i := range inc.Postmortem.Sections {
		for j := range inc.Postmortem.Sections[i].Actions {
			a := &inc.Postmortem.Sections[i].Actions[j]
			a.Ticket, a.Text = fmt.Sprint("T-", i, j), fmt.Sprint("Do ", i, j)
		}
	}
	return inc
}

// eachField calls yield for every leaf field below v after giving it another
// value. Of a list it visits the first element.
func eachField(v reflect.Value, path string, yield func(path string)) {
	set := func(to any) {
		old := reflect.ValueOf(v.Interface())
		v.Set(reflect.ValueOf(to).Convert(v.Type()))
		yield(path)
		v.Set(old)
	}
	switch x := v.Interface().(type) {
	case time.Time:
		set(at(9, 30))
		return
	case civil.Date:
		set(civil.Date{Year: 2024, Month: time.April, Day: 1})
		return
	case map[string]string:
		set(map[string]string{"key": "another value"})
		set(map[string]string{})
		return
	case []string:
		set([]string{"another", x[1]})
	}
	switch v.Kind() {
	case reflect.String:
		set("another " + v.String())
		set("")
	case reflect.Bool:
		set(!v.Bool())
	case reflect.Int:
		set(v.Int() + 1)
	case reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			eachField(v.Field(i), strings.TrimPrefix(path+"."+name, "."), yield)
		}
	case reflect.Pointer:
		set(reflect.Zero(v.Type()).Interface())
		eachField(v.Elem(), path, yield)
	case reflect.Slice:
		old := reflect.ValueOf(v.Interface())
		v.Set(old.Slice(1, old.Len())) // without the first element
		yield(path)
		v.Set(reflect.Append(old, reflect.Zero(old.Type().Elem())))
		yield(path)
		v.Set(old)
		if v.Type().Elem().Kind() != reflect.String {
			eachField(v.Index(0), path+"[0]", yield)
		}
	}
}

// TestDiffFindsTheFewestMoves moves one element past all others.
func TestDiffFindsTheFewestMoves(t *testing.T) {
	list := func(names ...string) *incident.Incident {
		inc := &incident.Incident{}
		for _, name := range names {
			inc.Components = append(inc.Components, incident.Component{Name: name})
		}
		return inc
	}
	before := list("a", "b", "c", "d", "e")
	for _, test := range []struct {
		after *incident.Incident
		want  string
	}{
		{list("e", "a", "b", "c", "d"), `[component "e" moved]`},
		{list("b", "c", "d", "e", "a"), `[component "a" moved]`},
		{list("a", "x", "d", "b", "c", "e"), `[component "x" added component "d" moved]`},
		{list("b", "a", "c", "e", "d"), `[component "a" moved component "d" moved]`},
		{list("c", "d", "e"), `[component "a" removed component "b" removed]`},
	} {
		if got := fmt.Sprint(incident.Diff(before, test.after)); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

// TestDiffCoversTheModel changes each field of the model by itself and expects
// a delta whose path leads to it.
func TestDiffCoversTheModel(t *testing.T) {
	before, after := full(), full()
	tried := 0
	eachField(reflect.ValueOf(after).Elem(), "", func(path string) {
		tried++
		deltas := incident.Diff(before, after)
		for _, d := range deltas {
			if d.Kind == incident.DeltaStatus {
				continue // derived, so its path is that of all updates
			}
			places := []string{d.Path}
			for _, f := range d.Fields {
				places = append(places, d.Path+"."+f)
			}
			for _, p := range places {
				if p == path || strings.HasPrefix(path, p+".") || strings.HasPrefix(path, p+"[") || strings.HasPrefix(p, path+"[") || strings.HasPrefix(p, path+".") {
					if text := d.String(); strings.ContainsAny(text, "\n\r") || text == "" {
						t.Errorf("%s: %q", path, text)
					}
					return
				}
			}
		}
		t.Errorf("%s: no delta points at it: %v", path, deltas)
	})
	if tried < 150 {
		t.Errorf("only %d changes were tried", tried)
	}
}

func TestDiffOfEqualIncidents(t *testing.T) {
	all := []*incident.Incident{nil, {}, full()}
	for _, f := range fixture.All() {
		all = append(all, f.Incident)
	}
	zone := time.FixedZone("", 7200)
	for i, inc := range all {
		if d := incident.Diff(inc, inc.Clone()); d != nil {
			t.Errorf("%d: a clone differs: %v", i, d)
		}
		if inc == nil {
			continue
		}
		// Locations and empty lists are not content.
		other := inc.Clone()
		for i := range other.Updates {
			u := &other.Updates[i]
			u.At = u.At.In(zone)
			if u.Changes == nil {
				u.Changes = []incident.Change{}
			}
		}
		if other.Aliases == nil {
			other.Aliases = []string{}
		}
		if other.Labels == nil {
			other.Labels = map[string]string{}
		}
		if d := incident.Diff(inc, other); d != nil {
			t.Errorf("%d: %v", i, d)
		}
		data, err := json.Marshal(inc)
		if err != nil {
			t.Fatal(err)
		}
		var back incident.Incident
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		if d := incident.Diff(inc, &back); d != nil {
			t.Errorf("%d: after JSON: %v", i, d)
		}
	}
}

// linesOf returns the lines of all deltas.
func linesOf(deltas []incident.Delta) string {
	var b strings.Builder
	for _, d := range deltas {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

func TestDiffLines(t *testing.T) {
	base := func() *incident.Incident {
		return &incident.Incident{
			Title:      "Login fails",
			Components: []incident.Component{{Name: "API", Status: "major_outage"}, {Group: "Web", Name: "Login", Status: "partial_outage"}},
			Updates: []incident.Update{
				{ID: "1", Status: "investigating", At: at(9, 0), Body: "We look."},
				{ID: "2", Status: "identified", At: at(9, 10), Body: "It is the cache."},
				{Status: "identified", At: at(9, 20), Body: "Still."},
			},
			Events: []incident.Event{{At: at(8, 50), Text: "alarm"}, {At: at(8, 55), Text: "page"}},
			Labels: map[string]string{"team": "web"},
			Postmortem: &incident.Postmortem{Sections: []incident.Section{
				{Kind: "impact", Heading: "Impact", Body: "Nobody came in."},
				{Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{{At: at(8, 50), Text: "alarm"}}}},
				{Heading: "Actions", Actions: []incident.Action{{Text: "Watch the cache.", Ticket: "OPS-1", State: "open"}, {Text: "Write it down."}}},
			}},
		}
	}
	for _, test := range []struct {
		name string
		edit func(*incident.Incident)
		want string
	}{
		{"posted", func(inc *incident.Incident) {
			err := inc.Post(incident.Update{ID: "4", Status: "resolved", At: at(10, 0), Changes: []incident.Change{{Name: "API", To: "operational"}, {Name: "Mail", To: "operational"}}})
			if err != nil {
				t.Fatal(err)
			}
		}, `status from identified to resolved
impact from critical to major
updates[3] posted at 2024-03-05T10:00:00Z: resolved
component "API" from major_outage to operational
component "Mail" added: operational
`},
		{"amended, moved and retracted", func(inc *incident.Incident) {
			for _, err := range []error{
				inc.Amend("1", at(9, 30), func(u *incident.Update) { u.Body, u.Status = "We look into it.", "identified" }),
				inc.Amend("2", at(9, 31), func(u *incident.Update) { u.At = at(9, 25) }),
				inc.Retract("2", at(9, 40)),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}, `updates[0] amended at 2024-03-05T09:30:00Z: status, body
updates[2] moved from 2024-03-05T09:10:00Z to 2024-03-05T09:25:00Z
updates[2] retracted at 2024-03-05T09:40:00Z
`},
		{"removed", func(inc *incident.Incident) {
			inc.Updates = inc.Updates[1:]
			inc.Components = inc.Components[:1]
			inc.Events, inc.Labels = inc.Events[1:], nil
			inc.Postmortem = nil
		}, `updates[0] removed, was at 2024-03-05T09:00:00Z: investigating
component "Web - Login" removed, was partial_outage
postmortem removed
events[0] removed, was at 2024-03-05T08:50:00Z
label "team", was web
`},
		{"found without an id", func(inc *incident.Incident) {
			inc.Updates[2].At = at(9, 22) // matched by status and body
			inc.Updates[2].NextUpdate = at(9, 50)
			inc.Updates[1].ID = "two" // matched by At, status and body
			inc.Updates = append(inc.Updates, incident.Update{At: at(9, 22), Body: "Another."})
		}, `updates[1] amended: id
updates[2] moved from 2024-03-05T09:20:00Z to 2024-03-05T09:22:00Z
updates[2] amended: next_update
updates[3] posted at 2024-03-05T09:22:00Z
`},
		{"another update at the same instant", func(inc *incident.Incident) {
			inc.Updates[1] = incident.Update{ID: "5", Status: "identified", At: at(9, 10), Body: "It is the queue."}
		}, `updates[1] posted at 2024-03-05T09:10:00Z: identified
updates[1] removed, was at 2024-03-05T09:10:00Z: identified
`},
		{"head", func(inc *incident.Incident) {
			inc.Title, inc.Impact, inc.Severity = "Login \"fails\"\n\u202e", "critical", "SEV-1"
			inc.Window.End = at(12, 0)
			inc.Page.TimeZone, inc.Aliases = "Europe/Berlin", []string{"x"}
		}, `title from "Login fails" to "Login \"fails\"\n\u202e"
impact: critical
severity: "SEV-1"
window.end at 2024-03-05T12:00:00Z
page.time_zone: "Europe/Berlin"
aliases: x
`},
		{"impact follows from components", func(inc *incident.Incident) {
			inc.Components[0].Status = ""
		}, `impact from critical to major
component "API", was major_outage
`},
		{"order of lists", func(inc *incident.Incident) {
			inc.Components[0], inc.Components[1] = inc.Components[1], inc.Components[0]
			inc.Events[0], inc.Events[1] = inc.Events[1], inc.Events[0]
			s := inc.Postmortem.Sections
			s[0], s[1] = s[1], s[0]
			s[2].Actions[0], s[2].Actions[1] = s[2].Actions[1], s[2].Actions[0]
		}, `component "API" moved
section "Impact" moved
action "OPS-1" moved
events[1] moved
`},
		{"published and worked on", func(inc *incident.Incident) {
			pm := inc.Postmortem
			pm.PublishedAt, pm.State = at(15, 0), "approved"
			pm.Sections[0].Heading, pm.Sections[0].Body = "What it meant", "Few came in."
			pm.Sections[1].Timeline.Events[0].Text = "the alarm"
			pm.Sections[2].Actions[0].State = "done"
			pm.Sections[2].Actions[1] = incident.Action{Text: "Forget it.", State: "dropped"}
			pm.Sections = append(pm.Sections, incident.Section{Heading: "Thanks"})
		}, `postmortem published at 2024-03-05T15:00:00Z: published_at
postmortem amended: state
section "What it meant" amended: heading, body
section "Timeline" amended: timeline.events[0].text
section "Thanks" added
action "OPS-1" from open to done
action "Forget it." added: dropped
action "Write it down." removed
`},
		{"an action in another section", func(inc *incident.Incident) {
			pm := inc.Postmortem
			pm.Sections[1].Timeline = nil
			pm.Sections[1].Actions = pm.Sections[2].Actions[:1]
			pm.Sections[2].Actions = pm.Sections[2].Actions[1:]
		}, `section "Timeline" amended: timeline
action "OPS-1" moved
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			after := base()
			test.edit(after)
			if diff := cmp.Diff(test.want, linesOf(incident.Diff(base(), after))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiffOfNil(t *testing.T) {
	inc := fixture.Login()
	created, gone := incident.Diff(nil, inc), incident.Diff(inc, nil)
	kinds := func(deltas []incident.Delta) map[incident.DeltaKind]int {
		n := make(map[incident.DeltaKind]int)
		for _, d := range deltas {
			n[d.Kind]++
		}
		return n
	}
	if n := kinds(created); n[incident.DeltaUpdatePosted] != len(inc.Updates) || n[incident.DeltaComponentAdded] != len(inc.Components) || n[incident.DeltaTitle] != 1 {
		t.Errorf("from nothing: %v", n)
	}
	if n := kinds(gone); n[incident.DeltaUpdateRemoved] != len(inc.Updates) || n[incident.DeltaComponentRemoved] != len(inc.Components) || n[incident.DeltaTitle] != 1 {
		t.Errorf("to nothing: %v", n)
	}
	pm := &incident.Postmortem{PublishedAt: at(9, 0)}
	for _, test := range []struct {
		before, after *incident.Postmortem
		want          incident.DeltaKind
	}{
		{nil, &incident.Postmortem{}, incident.DeltaPostmortemDrafted},
		{nil, pm, incident.DeltaPostmortemPublished},
		{&incident.Postmortem{}, pm, incident.DeltaPostmortemPublished},
		{pm, &incident.Postmortem{}, incident.DeltaPostmortemWithdrawn},
		{pm, nil, incident.DeltaPostmortemWithdrawn},
		{&incident.Postmortem{}, nil, incident.DeltaPostmortemRemoved},
		{pm, &incident.Postmortem{PublishedAt: at(9, 1)}, incident.DeltaPostmortemAmended},
	} {
		got := incident.Diff(&incident.Incident{Postmortem: test.before}, &incident.Incident{Postmortem: test.after})
		if len(got) != 1 || got[0].Kind != test.want {
			t.Errorf("%+v to %+v: %v, want %s", test.before, test.after, got, test.want)
		}
	}
}

// TestPublicDiff checks that a diff of public copies does not reveal what was
// withdrawn, and that the removal of private content from a copy is not an
// edit.
func TestPublicDiff(t *testing.T) {
	before := fixture.Login()
	before.Updates[0].ID = "first"
	before.Updates[0].NextUpdate = before.Updates[0].At.Add(time.Hour)
	after := before.Clone()
	if err := after.Retract("first", before.Updates[len(before.Updates)-1].At); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		a, b *incident.Incident
		want incident.DeltaKind
	}{
		{before, after, incident.DeltaUpdateRetracted},
		{before.Public(), after.Public(), incident.DeltaUpdateRetracted},
		{after.Public(), before.Public(), incident.DeltaUpdateRestored},
	} {
		var got []incident.DeltaKind
		for _, d := range incident.Diff(test.a, test.b) {
			if strings.HasPrefix(d.Path, "updates[") {
				got = append(got, d.Kind)
			}
		}
		if diff := cmp.Diff([]incident.DeltaKind{test.want}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestDeltaAppendInZone(t *testing.T) {
	d := incident.Delta{Kind: incident.DeltaUpdateMoved, Path: "updates[1]", WasAt: at(9, 0), At: at(9, 5)}
	got := string(d.Append([]byte("- "), time.FixedZone("CET", 3600)))
	if want := "- updates[1] moved from 2024-03-05T10:00:00+01:00 to 2024-03-05T10:05:00+01:00"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := string(d.Append(nil, nil)); got != d.String() {
		t.Errorf("without a zone: %q", got)
	}
}

func ExampleDiff() {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	before := &incident.Incident{}
	err := before.Post(incident.Update{
		ID: "1", At: at(0), Status: incident.StatusIdentified, Body: "A queue is full.",
		Changes: []incident.Change{{Name: "Login", To: incident.ComponentMajorOutage}},
	})
	after := before.Clone()
	err = errors.Join(err,
		after.Amend("1", at(20), func(u *incident.Update) { u.Body = "The queue of logins is full." }),
		after.Post(incident.Update{ID: "2", At: at(30), Status: incident.StatusResolved, Changes: []incident.Change{{Name: "Login", To: incident.ComponentOperational}}}),
	)
	fmt.Println(err)
	for _, d := range incident.Diff(before.Public(), after.Public()) {
		switch d.Kind {
		case incident.DeltaUpdatePosted:
			fmt.Println("tell the channel:", d.New.Status)
		default:
			fmt.Println(d)
		}
	}
	// Output:
	// <nil>
	// status from identified to resolved
	// updates[0] amended at 2024-03-05T09:20:00Z: body
	// tell the channel: resolved
	// component "Login" from major_outage to operational
}

func ExampleDelta_Append() {
	d := incident.Delta{Kind: incident.DeltaPostmortemPublished, Path: "postmortem", At: time.Date(2024, time.March, 7, 15, 0, 0, 0, time.UTC)}
	berlin, _ := incident.Page{TimeZone: "Europe/Berlin"}.Location()
	fmt.Println(d)
	fmt.Println(string(d.Append(nil, berlin)))
	// Output:
	// postmortem published at 2024-03-07T15:00:00Z
	// postmortem published at 2024-03-07T16:00:00+01:00
}
