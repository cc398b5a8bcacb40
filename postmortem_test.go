package incident_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
)

func TestAttach(t *testing.T) {
	at := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	doc := func() *incident.Incident {
		return &incident.Incident{
			ID: "inc-7", Title: "What happened to the queue",
			Postmortem: &incident.Postmortem{Sections: []incident.Section{
				{Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{{At: at, Text: "a"}}}},
				{Heading: "Timeline (CET)", Timeline: &incident.Timeline{Zone: "CET", Events: []incident.Event{{At: at, Text: "a"}}}},
			}},
		}
	}
	for _, test := range []struct {
		name   string
		inc    incident.Incident
		change func(doc *incident.Incident)
		title  string
		zone   string // of the first timeline
		code   incident.Code
		path   string
	}{
		{"its own", incident.Incident{ID: "inc-7", Title: "Queue is slow"}, nil, "What happened to the queue", "", "", ""},
		{"the same title", incident.Incident{ID: "inc-7", Title: "What happened to the queue"}, nil, "", "", "", ""},
		{"by an alias", incident.Incident{ID: "9f3", Aliases: []string{"x", "inc-7"}}, nil, "What happened to the queue", "", "", ""},
		{"by its address", incident.Incident{ID: "9f3", URL: "inc-7"}, nil, "What happened to the queue", "", "", ""},
		{"without an id", incident.Incident{}, nil, "What happened to the queue", "", "", ""},
		{"a document without an id", incident.Incident{ID: "inc-8"}, func(doc *incident.Incident) { doc.ID = "" }, "What happened to the queue", "", "", ""},
		{"another's", incident.Incident{ID: "inc-8"}, nil, "", "", incident.CodeConflict, "id"},
		{"no postmortem", incident.Incident{ID: "inc-7"}, func(doc *incident.Incident) { doc.Postmortem = nil }, "", "", incident.CodeRequired, "postmortem"},
		{"another zone", incident.Incident{Page: incident.Page{TimeZone: "Asia/Tokyo"}}, nil, "What happened to the queue", "UTC", "", ""},
		{"a zone of its own", incident.Incident{Page: incident.Page{TimeZone: "Asia/Tokyo"}}, func(doc *incident.Incident) { doc.Page.TimeZone = "Europe/Rome" }, "What happened to the queue", "Europe/Rome", "", ""},
		{"the same zone", incident.Incident{Page: incident.Page{TimeZone: "Europe/Rome"}}, func(doc *incident.Incident) { doc.Page.TimeZone = "Europe/Rome" }, "What happened to the queue", "", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, inc := doc(), test.inc
			if test.change != nil {
				test.change(d)
			}
			before := d.Clone()
			err := inc.Attach(d)
			if diff := cmp.Diff(before, d); diff != "" {
				t.Errorf("the document was changed:\n%s", diff)
			}
			if test.code != "" {
				var field *incident.FieldError
				if !errors.As(err, &field) || field.Code != test.code || field.Path != test.path {
					t.Errorf("error %v, want %s: %s", err, test.path, test.code)
				}
				if diff := cmp.Diff(test.inc, inc); diff != "" {
					t.Errorf("the incident was changed:\n%s", diff)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if inc.Postmortem.Title != test.title {
				t.Errorf("title %q, want %q", inc.Postmortem.Title, test.title)
			}
			if got := inc.Postmortem.Sections[0].Timeline.Zone; got != test.zone {
				t.Errorf("zone %q, want %q", got, test.zone)
			}
			if got := inc.Postmortem.Sections[1].Timeline.Zone; got != "CET" {
				t.Errorf("zone %q, want CET", got)
			}
			inc.Postmortem.Sections[0].Heading = "changed"
			if d.Postmortem.Sections[0].Heading != "Timeline" {
				t.Error("the postmortem is shared")
			}
		})
	}
	var inc incident.Incident
	if err := inc.Attach(nil); err == nil {
		t.Error("nothing was attached, without an error")
	}
}

func ExampleIncident_Attach() {
	inc := incident.Incident{ID: "inc-7", Title: "Checkout is slow"}
	// The result of parse.Markdown for a document with "incident: inc-8" in
	// its front matter.
	doc := incident.Incident{ID: "inc-8", Postmortem: &incident.Postmortem{}}
	fmt.Println(inc.Attach(&doc))
	// Output:
	// id: conflict: the postmortem belongs to "inc-8", not to "inc-7"
}

func ExamplePostmortem_Field() {
	pm := &incident.Postmortem{Sections: []incident.Section{{Fields: []incident.Field{{Name: "Severity", Value: "Major"}}}}}
	fmt.Println(pm.Field("severity"))
	// Output: Major true
}

func ExamplePostmortem_Events() {
	pm := &incident.Postmortem{Sections: []incident.Section{{Timeline: &incident.Timeline{Events: []incident.Event{{Text: "alarm"}, {Text: "fix"}}}}}}
	for e := range pm.Events() {
		fmt.Println(e.Text)
	}
	// Output:
	// alarm
	// fix
}

func ExamplePostmortem_Actions() {
	pm := &incident.Postmortem{Sections: []incident.Section{{Actions: []incident.Action{{Text: "Watch the disk.", State: incident.ActionDone}}}}}
	for a := range pm.Actions() {
		fmt.Println(a.Text, a.State)
	}
	// Output: Watch the disk. done
}
