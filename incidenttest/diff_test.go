package incidenttest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
)

func ExampleDiff() {
	want := incidenttest.Outage()
	got := incidenttest.Outage()
	got.Updates[1].Status = incident.StatusMonitoring
	got.Updates[2].At = got.Updates[2].At.Add(2 * time.Minute)
	got.Updates[3].At = got.Updates[3].At.Add(400 * time.Millisecond) // equal to the second
	got.Components = got.Components[:1]
	fmt.Print(incidenttest.Diff(want, got))
	// Output:
	// components[1]: -Partner API operational
	// updates[1].status: -identified +monitoring
	// updates[2].at: -2024-03-05 10:52:00 CET +2024-03-05 10:54:00 CET
}

func ExampleComparison() {
	want := incidenttest.Outage()
	stored := incidenttest.Outage()
	stored.ID, stored.Updates[0].ID = "42", "a7"
	stored.Updates[0].At = stored.Updates[0].At.Add(20 * time.Second)
	stored.Updates[0].CreatedAt = stored.Updates[0].At
	fmt.Print(incidenttest.Diff(want, stored))
	fmt.Println("by rules of our own:")
	c := incidenttest.Comparison{IgnoreIDs: true, Precision: time.Minute, Ignore: []string{"updates.created_at"}}
	stored.Updates[1].Status = incident.StatusMonitoring
	fmt.Print(c.Diff(want, stored))
	// Output:
	// id: -"outage-1" +"42"
	// updates[0].id: -"1" +"a7"
	// updates[0].at: -2024-03-05 10:17:00 CET +2024-03-05 10:17:20 CET
	// updates[0].created_at: +2024-03-05 10:17:20 CET
	// by rules of our own:
	// updates[1].status: -identified +monitoring
}

func ExampleComparison_Options() {
	type ticket struct {
		Number   int
		Incident *incident.Incident
	}
	want, got := ticket{7, incidenttest.Outage()}, ticket{7, incidenttest.Outage()}
	got.Incident.Aliases = []string{} // equal to nil
	got.Incident.ID = "42"
	fmt.Println(cmp.Equal(want, got, incidenttest.Comparison{}.Options()))
	fmt.Println(cmp.Equal(want, got, incidenttest.Comparison{IgnoreIDs: true}.Options()))
	// Output:
	// false
	// true
}

// TestDiff changes one field at a time.
func TestDiff(t *testing.T) {
	base := func() *incident.Incident {
		inc := incidenttest.Outage()
		inc.Postmortem = incidenttest.Postmortem()
		inc.Labels = map[string]string{"team": "shop"}
		inc.Aliases = []string{"https://example.com/1"}
		inc.Events = []incident.Event{{At: inc.Updates[0].At, Text: "Alarm."}}
		inc.Postmortem.Sections[3].Actions[0].Due = civil.Date{Year: 2024, Month: 4, Day: 1}
		return inc
	}
	long := strings.Repeat("A long text. ", 10)
	for _, test := range []struct {
		name   string
		change func(inc *incident.Incident)
		want   string
	}{
		{"nothing", func(*incident.Incident) {}, ""},
		{"title", func(inc *incident.Incident) { inc.Title = "Checkout\x1b" }, `title: -"Checkout is slow" +"Checkout\x1b"`},
		{"a value that is missing", func(inc *incident.Incident) { inc.Severity = "SEV-1" }, `severity: +"SEV-1"`},
		{"a time that is missing", func(inc *incident.Incident) { inc.Updates[0].NextUpdate = time.Time{} }, "updates[0].next_update: -2024-03-05 10:45:00 CET"},
		{"milliseconds", func(inc *incident.Incident) { inc.Updates[0].At = inc.Updates[0].At.Add(-1500 * time.Millisecond) },
			"updates[0].at: -2024-03-05 10:17:00 CET +2024-03-05 10:16:58.5 CET"},
		{"another Location", func(inc *incident.Incident) { inc.Updates[0].At = inc.Updates[0].At.In(time.FixedZone("X", 3600)) }, ""},
		{"empty and nil", func(inc *incident.Incident) { inc.Updates[2].Changes = []incident.Change{} }, ""},
		{"zone", func(inc *incident.Incident) { inc.Page.TimeZone = "" }, `page.time_zone: -"Europe/Copenhagen"`},
		{"a flag", func(inc *incident.Incident) { inc.Updates[3].Inferred = true }, "updates[3].inferred: -false +true"},
		{"a number", func(inc *incident.Incident) { inc.Postmortem.Sections[0].Level = 1 }, "postmortem.sections[0].level: -0 +1"},
		{"an update dropped", func(inc *incident.Incident) { inc.Updates = inc.Updates[1:] },
			`updates[0]: -2024-03-05 10:17:00 CET investigating "Payments take longer than usual. We are looking into it."`},
		{"an update added before a change", func(inc *incident.Incident) {
			late := incident.Update{Status: incident.StatusInvestigating, At: inc.Updates[0].At.Add(time.Minute), Body: "Still."}
			inc.Updates = append([]incident.Update{inc.Updates[0], late}, inc.Updates[1:]...)
			inc.Updates[4].Status = incident.StatusMonitoring
		}, "updates[1]: +2024-03-05 10:18:00 CET investigating \"Still.\"\nupdates[3->4].status: -resolved +monitoring"},
		{"a change dropped", func(inc *incident.Incident) { inc.Updates[3].Changes = nil }, "updates[3].changes: -1 of them"},
		{"a component's status", func(inc *incident.Incident) { inc.Components[0].Status = "odd" }, "components[0].status: -operational +odd"},
		{"a label", func(inc *incident.Incident) { inc.Labels["team"] = "pay" }, `labels[team]: -"shop" +"pay"`},
		{"an alias more", func(inc *incident.Incident) { inc.Aliases = append(inc.Aliases, long) }, `aliases[1]:`},
		{"a due date", func(inc *incident.Incident) { inc.Postmortem.Sections[3].Actions[0].Due = civil.Date{} }, "postmortem.sections[3].actions[0].due: -2024-04-01"},
		{"no postmortem", func(inc *incident.Incident) { inc.Postmortem = nil }, `postmortem: -"What slowed payments down" of 4 sections`},
		{"no timeline", func(inc *incident.Incident) { inc.Postmortem.Sections[2].Timeline = nil }, "postmortem.sections[2].timeline: -of 4 events"},
		{"an event more", func(inc *incident.Incident) {
			inc.Events = append(inc.Events, incident.Event{Text: "Coffee."})
		}, `events[1]: +"Coffee."`},
		{"an action less", func(inc *incident.Incident) {
			inc.Postmortem.Sections[3].Actions = inc.Postmortem.Sections[3].Actions[:1]
		}, `postmortem.sections[3].actions[1]: -"Look at the other caches"`},
		{"a field more", func(inc *incident.Incident) {
			inc.Postmortem.Sections[1].Fields = append(inc.Postmortem.Sections[1].Fields, incident.Field{Name: "Cost", Value: "none"})
		}, `postmortem.sections[1].fields[2]: +"Cost" "none"`},
		{"a section more", func(inc *incident.Incident) {
			inc.Postmortem.Sections = append(inc.Postmortem.Sections, incident.Section{Kind: incident.SectionClosing, Body: strings.Repeat("é", 70)})
		}, `postmortem.sections[4]: +closing "` + strings.Repeat("é", 60) + `"...`},
		{"a change more", func(inc *incident.Incident) {
			inc.Updates[0].Changes = append(inc.Updates[0].Changes, incident.Change{Name: "API", To: incident.ComponentMajorOutage})
		}, `updates[0].changes[1]: +API to major_outage`},
		{"a text of several lines", func(inc *incident.Incident) { inc.Updates[1].Body += "\nMore." }, "updates[1].body:\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := base()
			test.change(got)
			diff := incidenttest.Diff(base(), got)
			switch {
			case strings.HasSuffix(test.want, ":"), strings.HasSuffix(test.want, ":\n"): // the rest of the message is package cmp's
				if !strings.HasPrefix(diff, test.want) || strings.Count(diff, "\n") < 2 {
					t.Errorf("%q, want it to begin with %q", diff, test.want)
				}
			case strings.TrimSuffix(diff, "\n") != test.want:
				t.Errorf("differences (-want +got):\n%s", cmp.Diff(test.want, diff))
			}
			if back := incidenttest.Diff(got, base()); (back == "") != (diff == "") {
				t.Errorf("the other way round: %q", back)
			}
		})
	}
}

func TestDiffOfNil(t *testing.T) {
	if diff := incidenttest.Diff(nil, nil); diff != "" {
		t.Errorf("nil and nil: %q", diff)
	}
	if diff, want := incidenttest.Diff(nil, incidenttest.Outage()), "incident: +\"Checkout is slow\" of 4 updates\n"; diff != want {
		t.Errorf("%q, want %q", diff, want)
	}
	if diff, want := incidenttest.Diff(incidenttest.Outage(), nil), "incident: -\"Checkout is slow\" of 4 updates\n"; diff != want {
		t.Errorf("%q, want %q", diff, want)
	}
}

func TestPrecision(t *testing.T) {
	for _, test := range []struct {
		precision, apart time.Duration
		same             bool
	}{
		{0, 999 * time.Millisecond, true},
		{0, -999 * time.Millisecond, true},
		{0, time.Second, false},
		{time.Minute, 59 * time.Second, true},
		{time.Minute, time.Minute, false},
		{-1, 1, false},
		{-1, 0, true},
	} {
		got := incidenttest.Outage()
		got.Updates[0].At = got.Updates[0].At.Add(test.apart)
		diff := incidenttest.Comparison{Precision: test.precision}.Diff(incidenttest.Outage(), got)
		if (diff == "") != test.same {
			t.Errorf("%s apart at a precision of %s: %q", test.apart, test.precision, diff)
		}
	}
	// A time never equals the zero time, however coarse the comparison is.
	got := incidenttest.Outage()
	got.Updates[0].EditedAt = time.Time{}.Add(time.Second)
	if diff := (incidenttest.Comparison{Precision: time.Hour}).Diff(incidenttest.Outage(), got); diff == "" {
		t.Error("an edit one second after the zero time is none")
	}
}

func TestIgnoredFields(t *testing.T) {
	got := incidenttest.Outage()
	got.ID, got.Page.ID, got.Components[0].ID, got.Updates[0].ID, got.Updates[0].Changes[0].ID = "1", "2", "3", "4", "5"
	if diff := (incidenttest.Comparison{IgnoreIDs: true}).Diff(incidenttest.Outage(), got); diff != "" {
		t.Errorf("ids: %s", diff)
	}
	if n := strings.Count(incidenttest.Diff(incidenttest.Outage(), got), "\n"); n != 5 {
		t.Errorf("%d differences, want 5", n)
	}
	got = incidenttest.Outage()
	got.Updates[1].Body, got.Page.Name, got.Updates[2].Changes = "x", "y", []incident.Change{{Name: "z"}}
	got.Postmortem = incidenttest.Postmortem()
	c := incidenttest.Comparison{Ignore: []string{"updates.body", "page", "postmortem", "updates.changes"}}
	if diff := c.Diff(incidenttest.Outage(), got); diff != "" {
		t.Errorf("ignored: %s", diff)
	}
	got.Updates[1].Status = "odd"
	if diff, want := c.Diff(incidenttest.Outage(), got), "updates[1].status: -identified +odd\n"; diff != want {
		t.Errorf("%q, want %q", diff, want)
	}
	// mine is a type outside of this module that also has an ID.
	type mine struct{ ID string }
	if cmp.Equal(mine{"a"}, mine{"b"}, incidenttest.Comparison{IgnoreIDs: true}.Options()) {
		t.Error("the ID of another type is ignored")
	}
}
