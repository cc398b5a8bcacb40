package main

import (
	"testing"
	"time"

	"github.com/incidentkit/incident"
)

// reviewed returns an incident whose postmortem has a text, a timeline and
// fields.
func reviewed() *incident.Incident {
	at := func(minute int) time.Time { return time.Date(2025, time.May, 6, 8, minute, 0, 0, time.UTC) }
	return &incident.Incident{ID: "c7", Title: "Checkout fails", Postmortem: &incident.Postmortem{Sections: []incident.Section{
		{Heading: "Summary", Body: "It broke."},
		{Heading: "Timeline", Kind: incident.SectionTimeline, Timeline: &incident.Timeline{Events: []incident.Event{{At: at(5), Text: "A release."}, {At: at(12), Text: "Calls."}}}},
		{Heading: "Impact", Kind: incident.SectionImpact, Fields: []incident.Field{{Name: "Start", Value: "08:05"}, {Name: "End", Value: "TODO"}}},
	}}}
}

func TestReadsAs(t *testing.T) {
	undate := func(inc *incident.Incident) {
		for i := range inc.Postmortem.Sections[1].Timeline.Events {
			e := &inc.Postmortem.Sections[1].Timeline.Events[i]
			e.Written, e.At = e.At.Format("15:04"), time.Time{}
		}
	}
	for _, test := range []struct {
		name      string
		filled    int // index of the section, or -1
		want, got func(inc *incident.Incident, s []incident.Section)
		ok        bool
	}{
		{name: "the same", filled: -1, ok: true},
		{name: "another title", filled: -1, got: func(inc *incident.Incident, _ []incident.Section) { inc.Title = "x" }},
		{name: "a section more", filled: -1, got: func(inc *incident.Incident, s []incident.Section) {
			inc.Postmortem.Sections = append(s, incident.Section{Heading: "x"})
		}},
		{name: "another text in a section that was not filled", filled: 2, got: func(_ *incident.Incident, s []incident.Section) { s[0].Body += " " }},
		{name: "another instant in a timeline that was not filled", filled: 2, got: func(_ *incident.Incident, s []incident.Section) {
			s[1].Timeline.Events[0].At = s[1].Timeline.Events[0].At.Add(time.Second)
		}},
		{name: "first instants in a timeline that was not filled", filled: 2, want: func(inc *incident.Incident, _ []incident.Section) { undate(inc) }, ok: true},
		{name: "first instants and another text", filled: 2, want: func(inc *incident.Incident, s []incident.Section) {
			undate(inc)
			s[1].Timeline.Events[0].Text = "x"
		}},
		{name: "instants that are gone", filled: 2, got: func(inc *incident.Incident, _ []incident.Section) { undate(inc) }},
		{name: "seconds in a timeline that was filled", filled: 1, want: func(_ *incident.Incident, s []incident.Section) {
			s[1].Timeline.Events[1].At = s[1].Timeline.Events[1].At.Add(59 * time.Second)
		}, ok: true},
		{name: "another day in a timeline that was filled", filled: 1, got: func(_ *incident.Incident, s []incident.Section) {
			s[1].Timeline.Events[1].At = s[1].Timeline.Events[1].At.AddDate(0, 0, 1)
		}},
		{name: "another instant behind the same words", filled: 1, want: func(_ *incident.Incident, s []incident.Section) {
			s[1].Timeline.Zone = "UTC"
		}, got: func(_ *incident.Incident, s []incident.Section) {
			s[1].Timeline.TimeFormat = "15:04"
			s[1].Timeline.Events[0].Written = "08:05"
			s[1].Timeline.Events[0].At = s[1].Timeline.Events[0].At.Add(-time.Hour)
		}},
		{name: "a row more in a timeline that was filled", filled: 1, got: func(_ *incident.Incident, s []incident.Section) {
			s[1].Timeline.Events = append(s[1].Timeline.Events, s[1].Timeline.Events[1])
		}},
		{name: "the usual form by name", filled: 2, got: func(_ *incident.Incident, s []incident.Section) { s[2].Form = incident.FormBullets }, ok: true},
		{name: "another value than was filled in", filled: 2, got: func(_ *incident.Incident, s []incident.Section) { s[2].Fields[1].Value = "08:50" }},
	} {
		want, got := reviewed(), reviewed()
		if test.want != nil {
			test.want(want, want.Postmortem.Sections)
		}
		if test.got != nil {
			test.got(got, got.Postmortem.Sections)
		}
		filled := make([]bool, len(want.Postmortem.Sections))
		if test.filled >= 0 {
			filled[test.filled] = true
		}
		if readsAs(got, want, filled) != test.ok {
			t.Errorf("%s: readsAs is %t", test.name, !test.ok)
		}
	}
}
