package incident_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
)

// valid returns a valid incident after applying edit to it.
func valid(edit func(*incident.Incident)) *incident.Incident {
	inc := fixture.Checkout()
	if edit != nil {
		edit(inc)
	}
	return inc
}

func TestValidate(t *testing.T) {
	for _, test := range []struct {
		name string
		edit func(*incident.Incident)
		want string // path and code of each error, in order
	}{
		{"nothing", nil, ""},
		{"zero", func(inc *incident.Incident) { *inc = incident.Incident{} }, ""},
		{"unknown words", func(inc *incident.Incident) {
			inc.Impact = "huge"
			inc.Components[0].Status = "on_fire"
			inc.Updates[0].Status = "panicking"
			inc.Updates[1].Changes = []incident.Change{{Name: "x", From: "up", To: "down"}}
			inc.Events = []incident.Event{{Precision: "rough", Milestone: "Lunch break"}}
			inc.Postmortem.State = "lost"
			inc.Postmortem.Sections[1].Kind = "gossip"
			inc.Postmortem.Sections[1].Form = "poem"
			inc.Postmortem.Sections[4].Actions[0].Type = "hope"
			inc.Postmortem.Sections[4].Actions[0].State = "forgotten"
		}, `impact unknown, components[0].status unknown, updates[0].status unknown, updates[1].changes[0].from unknown,
			updates[1].changes[0].to unknown, events[0].precision unknown, events[0].milestone unknown, postmortem.state unknown,
			postmortem.sections[1].kind unknown, postmortem.sections[1].form unknown,
			postmortem.sections[4].actions[0].type unknown, postmortem.sections[4].actions[0].state unknown`},
		{"zero at", func(inc *incident.Incident) { inc.Updates[1].At = time.Time{} }, "updates[1].at required"},
		{"out of order", func(inc *incident.Incident) { inc.Updates[2].At = inc.Updates[0].At.Add(-time.Second) }, "updates[2].at order"},
		{"equal instants are in order", func(inc *incident.Incident) { inc.Updates[1].At = inc.Updates[0].At }, ""},
		{"forbidden move", func(inc *incident.Incident) { inc.Updates[1].Status = "completed" }, "updates[1].status transition, updates[2].status transition"},
		{"retracted updates move nothing", func(inc *incident.Incident) {
			inc.Updates[1].Status, inc.Updates[1].RetractedAt = "completed", inc.Updates[1].At
		}, ""},
		{"retracted too early", func(inc *incident.Incident) {
			inc.Updates[1].RetractedAt = inc.Updates[1].At.Add(-time.Second)
			inc.Updates[2].RetractedAt = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
		}, "updates[1].retracted_at order, updates[2].retracted_at range"},
		{"mixed families", func(inc *incident.Incident) { inc.Window.Start = at(9, 0) },
			"updates[0].status conflict, updates[1].status conflict, updates[2].status conflict"},
		{"ends before it starts", func(inc *incident.Incident) {
			inc.Updates = nil
			inc.Window = incident.Window{Start: at(9, 0), End: at(8, 0)}
			inc.Events = []incident.Event{{At: at(9, 0), Until: at(8, 59)}}
			inc.Postmortem.EditedAt = inc.Postmortem.PublishedAt.Add(-time.Hour)
		}, "window.end order, events[0].until order, postmortem.edited_at order"},
		{"unknown zones", func(inc *incident.Incident) {
			inc.Page.TimeZone = "Local"
			inc.Postmortem.Sections[3].Timeline.Zone = "QQQ"
		}, "page.time_zone zone, postmortem.sections[3].timeline.zone zone"},
		{"a path is no zone", func(inc *incident.Incident) { inc.Page.TimeZone = "../etc/passwd" }, "page.time_zone zone"},
		{"duplicate ids", func(inc *incident.Incident) {
			inc.Components[0].ID, inc.Components[1].ID = "c", "c"
			inc.Updates[0].ID, inc.Updates[2].ID = "u", "u"
		}, "components[1].id duplicate, updates[2].id duplicate"},
		{"control characters", func(inc *incident.Incident) {
			inc.Title = "two\nlines"
			inc.Page.Name = "\u202eevil"
			inc.Components[0].Name = "a\x1b[31m"
			inc.Postmortem.Sections[0].Fields[0].Name = "\xff"
			inc.Postmortem.Sections[3].Timeline.Mark = "\u0085"
			inc.Postmortem.Sections[4].Actions[0].Owner = "a\tb"
		}, `title control, page.name control, components[0].name control, postmortem.sections[0].fields[0].name control,
			postmortem.sections[3].timeline.mark control, postmortem.sections[4].actions[0].owner control`},
		{"no fault of text", func(inc *incident.Incident) {
			inc.Title = "Überlastung – 障害 \u200d \ufffd"
			inc.Updates[0].Body = "several\nlines\tand \x1b[31m"
		}, ""},
		{"two kinds of content", func(inc *incident.Incident) {
			s := &inc.Postmortem.Sections[3]
			s.Fields, s.Actions = []incident.Field{{Name: "a"}}, []incident.Action{{Text: "b"}}
		}, "postmortem.sections[3].timeline conflict, postmortem.sections[3].actions conflict"},
		{"layout without an hour", func(inc *incident.Incident) { inc.Postmortem.Sections[3].Timeline.TimeFormat = "2006-01-02" },
			"postmortem.sections[3].timeline.time_format range"},
		{"no instants", func(inc *incident.Incident) {
			inc.Updates[2].At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
			inc.Updates[2].NextUpdate = time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC)
		}, "updates[2].at range, updates[2].next_update range, updates[2].next_update order"},
		{"names are required", func(inc *incident.Incident) {
			inc.Components[0].Name = ""
			inc.Updates[0].Changes = []incident.Change{{}}
		}, "components[0].name required, updates[0].changes[0].name required, updates[0].changes[0].to required"},
		{"no date", func(inc *incident.Incident) {
			inc.Postmortem.Sections[4].Actions[0].Due = civil.Date{Year: 2024, Month: 2, Day: 30}
		}, "postmortem.sections[4].actions[0].due range"},
		{"level", func(inc *incident.Incident) { inc.Postmortem.Sections[1].Level = -1 }, "postmortem.sections[1].level range"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			if err := valid(test.edit).Validate(); err != nil {
				var list incident.Errors
				if !errors.As(err, &list) || len(list) == 0 {
					t.Fatalf("%T is no Errors", err)
				}
				for _, e := range list {
					got = append(got, e.Path+" "+string(e.Code))
					if strings.Contains(e.Error(), "\n") || !strings.HasPrefix(e.Error(), e.Path) {
						t.Errorf("message %q", e.Error())
					}
				}
			}
			var want []string
			if test.want != "" {
				for w := range strings.SplitSeq(test.want, ",") {
					want = append(want, strings.TrimSpace(w))
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestErrorsAreMatched(t *testing.T) {
	err := valid(func(inc *incident.Incident) {
		inc.Page.TimeZone, inc.Impact = "Nowhere/Land", "huge"
	}).Validate()
	var field *incident.FieldError
	if !errors.As(err, &field) || field.Path != "page.time_zone" {
		t.Errorf("errors.As finds %v", field)
	}
	var zone *civil.ZoneError
	if !errors.As(err, &zone) || zone.Name != "Nowhere/Land" {
		t.Errorf("errors.As finds %v", zone)
	}
	if got := len(strings.Split(err.Error(), "\n")); got != 2 {
		t.Errorf("%d lines: %v", got, err)
	}
}

// Programs act on path and code; the message is for people.
func ExampleFieldError() {
	inc := &incident.Incident{Updates: []incident.Update{{At: at(9, 0), Status: "paused"}}}
	var fault *incident.FieldError
	if errors.As(inc.Validate(), &fault) {
		fmt.Println(fault.Path, fault.Code)
	}
	// Output: updates[0].status unknown
}

func ExampleErrors() {
	inc := &incident.Incident{Page: incident.Page{TimeZone: "Local"}, Components: []incident.Component{{Group: "Web"}}}
	var faults incident.Errors
	if errors.As(inc.Validate(), &faults) {
		for _, f := range faults {
			fmt.Println(f.Path, f.Code)
		}
	}
	// Output:
	// page.time_zone zone
	// components[0].name required
}

func ExampleIncident_Validate() {
	inc := &incident.Incident{
		Page:    incident.Page{TimeZone: "Europe/Kopenhagen"},
		Updates: []incident.Update{{Status: "fixed"}},
	}
	var broken incident.Errors
	if errors.As(inc.Validate(), &broken) {
		for _, e := range broken {
			fmt.Println(e.Path, e.Code)
		}
	}
	// Output:
	// page.time_zone zone
	// updates[0].status unknown
	// updates[0].at required
}
