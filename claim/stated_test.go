package claim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// statedWords writes statements as "impact 10:05-10:40".
func statedWords(list []claim.Statement) string {
	var words []string
	for _, s := range list {
		word := s.Aspect.String()
		switch {
		case s.Aspect == claim.Severity:
			word += " " + s.Value
		case !s.Length.IsZero():
			d, _ := s.Length.Duration()
			word += " " + d.String()
		default:
			word += " "
			if !s.From.IsZero() {
				word += s.From.UTC().Format("15:04")
			}
			word += "-"
			if !s.To.IsZero() {
				word += s.To.UTC().Format("15:04")
			}
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func stating(at time.Time, sections ...incident.Section) *incident.Incident {
	return &incident.Incident{
		Updates:    []incident.Update{{At: at, Status: incident.StatusInvestigating}},
		Postmortem: &incident.Postmortem{Sections: sections},
	}
}

func TestStatedInSentences(t *testing.T) {
	at := time.Date(2024, time.March, 5, 10, 17, 0, 0, time.UTC)
	for _, test := range []struct{ body, want string }{
		{"Between 10:05 and 10:40 UTC customers could not print labels.", "impact 10:05-10:40"},
		{"From March 5, 2024, 10:05 UTC to March 5, 2024, 11:40 UTC we had a partial outage.", "impact 10:05-11:40"},
		{"For 17 minutes, between 10:11 and 10:28 UTC, no label was printed: an outage.", "duration 17m0s, impact 10:11-10:28"},
		{"The outage lasted 35 minutes.", "duration 35m0s"},
		{"All was well until ten. **From 10:05 to 10:40 UTC** the depots were unavailable.", "impact 10:05-10:40"},
		{"Between 10:05 and 10:40 UTC uploads were degraded. Between 10:05 and 11:00 UTC downloads were affected.", "impact 10:05-10:40, impact 10:05-11:00"},

		{"Between 10:05 and 10:40 UTC labels were late.", "impact 10:05-10:40"},
		{"From 10:05 to 10:40 UTC one print in four timed out.", "impact 10:05-10:40"},

		{"Between 10:05 and 10:40 UTC we moved the printers.", ""},
		{"A maintenance that affects labels is planned between 10:05 and 10:40 UTC.", ""},
		{"Between 10:05 and 10:40 UTC the depots were not affected.", ""},
		{"A similar outage was there between 08:05 and 08:40 UTC.", ""},
		{"Labels were unavailable. Between 10:05 and 10:40 UTC we drank tea.", ""},
		{"The outage was found within 12 minutes.", ""},
		{"The disruption of 2024-03-04 to 2024-03-05 was long.", ""},
		{"", ""},
	} {
		if got := statedWords(claim.Stated(stating(at, incident.Section{Body: test.body}))); got != test.want {
			t.Errorf("%q states %q, want %q", test.body, got, test.want)
		}
		// What caused it has times of its own.
		if got := statedWords(claim.Stated(stating(at, incident.Section{Kind: incident.SectionRootCause, Body: test.body}))); got != "" {
			t.Errorf("as the cause, %q states %q", test.body, got)
		}
		// A postmortem without headings is a timeline if it has rows.
		timeline := incident.Section{Kind: incident.SectionTimeline, Body: test.body, Timeline: &incident.Timeline{Events: []incident.Event{{At: at, Text: "It began."}}}}
		if got := statedWords(claim.Stated(stating(at, timeline))); got != test.want {
			t.Errorf("above rows, %q states %q, want %q", test.body, got, test.want)
		}
		timeline.Heading = "Timeline"
		if got := statedWords(claim.Stated(stating(at, timeline))); got != "" {
			t.Errorf("in a timeline, %q states %q", test.body, got)
		}
	}
}

func TestStatedInFields(t *testing.T) {
	at := time.Date(2024, time.March, 5, 10, 17, 0, 0, time.UTC)
	for _, test := range []struct{ fields, stated, impact string }{
		{"Start=2024-03-05 10:05 UTC|End=2024-03-05 11:15 UTC", "start 10:05-, end -11:15", "10:05-11:15"},
		{"Outage start=10:05 UTC", "start 10:05-", "10:05-"},
		{"Incident Duration=10:05-11:15 UTC|Severity=Major", "span 10:05-11:15, severity Major", "10:05-11:15"},
		{"duration=70 minutes", "duration 1h10m0s", ""},
		{"Start=10:05 UTC|Start time=10:09 UTC", "start 10:05-, start 10:09-", ""},
		{"Start=11:15 UTC|End=10:05 UTC", "start 11:15-, end -10:05", ""},
		{"Start=2024-03-05|Severity=TODO|Sev=", "", ""},
		{"Author=10:05 UTC|Review=10:05-11:15 UTC", "", ""},
	} {
		var s incident.Section
		for _, f := range strings.Split(test.fields, "|") {
			name, value, _ := strings.Cut(f, "=")
			s.Fields = append(s.Fields, incident.Field{Name: name, Value: value})
		}
		inc := stating(at, s)
		if got := statedWords(claim.Stated(inc)); got != test.stated {
			t.Errorf("%q states %q, want %q", test.fields, got, test.stated)
		}
		impact := ""
		for _, span := range claim.StatedImpact(inc) {
			impact += fmt.Sprint(span.From.At.UTC().Format("15:04"), "-")
			if !span.To.At.IsZero() {
				impact += span.To.At.UTC().Format("15:04")
			}
		}
		if impact != test.impact {
			t.Errorf("%q: impact %q, want %q", test.fields, impact, test.impact)
		}
	}
}

// A statement has its place, and the sentences of the postmortem come before
// its fields and the updates.
func TestStatedPlaces(t *testing.T) {
	at := time.Date(2024, time.March, 5, 10, 17, 0, 0, time.UTC)
	inc := stating(at,
		incident.Section{Fields: []incident.Field{{Name: "Duration", Value: "10:05 to 11:15 UTC"}}},
		incident.Section{Kind: incident.SectionImpact, After: "Well. Between 10:05 and 10:40 UTC customers were offline."},
	)
	inc.Updates[0].Body = "Between 10:01 and 10:40 UTC customers were offline."
	for _, s := range claim.Stated(inc) {
		body := map[string]string{
			"updates[0].body":                        inc.Updates[0].Body,
			"postmortem.sections[0].fields[0].value": inc.Postmortem.Sections[0].Fields[0].Value,
			"postmortem.sections[1].after":           inc.Postmortem.Sections[1].After,
		}[s.Path]
		if body == "" || body[s.Start:s.End] != s.Text {
			t.Errorf("%+v is not at its place", s)
		}
	}
	m := inc.Metrics(claim.StatedImpact(inc)...)
	if m.Impact.Value != 35*time.Minute || m.Impact.From.Path != "postmortem.sections[1].after" || m.FirstPost.Value != 12*time.Minute {
		t.Errorf("%+v", m.Impact)
	}
	if claim.Stated(nil) != nil || claim.StatedImpact(nil) != nil {
		t.Error("a nil incident states something")
	}
}
