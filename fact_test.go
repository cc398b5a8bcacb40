package incident_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
)

func TestFacts(t *testing.T) {
	silent := known()
	silent.Updates = nil
	silent.Components = nil
	shown := fixture.Webhooks() // component changes but no milestones
	shown.Page.TimeZone = "America/New_York"
	shown.Updates[0].Changes = []incident.Change{{Name: "API", To: incident.ComponentMajorOutage}}
	shown.Updates[4].Changes = []incident.Change{{Name: "API", To: incident.ComponentOperational}}
	reversed := known()
	reversed.Events[5].At = reversed.Events[0].At
	monitored := known()
	monitored.Updates = monitored.Updates[:2]
	vague := known()
	vague.Events[1].Precision = incident.PrecisionDay
	vague.Events[2].Precision = incident.PrecisionDay
	vague.Events[1].At = vague.Events[1].At.AddDate(0, 0, -1)
	withdrawn := known()
	withdrawn.Events = nil
	withdrawn.Updates[0].At = withdrawn.Updates[0].At.AddDate(0, 0, -1)
	withdrawn.Updates[0].RetractedAt = withdrawn.Updates[1].At
	far := &incident.Incident{Events: []incident.Event{{At: time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC), Milestone: incident.MilestoneImpactStarted}}}
	lost := known()
	lost.Page.TimeZone = "Nowhere/City"
	odd := &incident.Incident{
		Title: "# 1_a_ *b*\n[c](d)", URL: "javascript:alert(1)", Severity: "1. worst", ID: "- x", Page: incident.Page{Name: "A&amp;B & Co <b>"},
		Components: []incident.Component{{Name: "a|b"}, {Group: "G", Name: "~~x~~"}, {Group: "G", ID: "only_id"}, {Name: "`"}, {}},
	}

	for _, tt := range []struct {
		name string
		inc  *incident.Incident
		fact incident.Fact
		want string // "": unknown
	}{
		{"title", known(), incident.FactTitle, "Checkout does not load"},
		{"id", known(), incident.FactID, "inc-7"},
		{"page", known(), incident.FactPage, "Example Tickets"},
		{"link", known(), incident.FactLink, "<https://status.example/inc-7>"},
		{"status", known(), incident.FactStatus, "Resolved"},
		{"severity", known(), incident.FactSeverity, "SEV-2"},
		{"impact", known(), incident.FactImpact, ""},
		{"components", known(), incident.FactComponents, "Shop (Checkout, Seat Map)"},
		{"date", known(), incident.FactDate, "2025-05-06"},
		{"start", known(), incident.FactStart, "2025-05-06 10:03 CEST"},
		{"end", known(), incident.FactEnd, "2025-05-06 10:26 CEST"},
		{"detected", known(), incident.FactDetected, "2025-05-06 10:09 CEST"},
		{"mitigated", known(), incident.FactMitigated, "2025-05-06 10:24 CEST"},
		{"resolved", known(), incident.FactResolved, "2025-05-06 10:40 CEST"},
		{"duration", known(), incident.FactDuration, "23 min"},
		{"to detect", known(), incident.FactTimeToDetect, "6 min"},
		{"to acknowledge", known(), incident.FactTimeToAcknowledge, "~1 min"},
		{"to mitigate", known(), incident.FactTimeToMitigate, "21 min"},
		{"to recover", known(), incident.FactTimeToRecover, "23 min"},
		{"to resolve, as posted", known(), incident.FactTimeToResolve, "37 min"},

		{"no updates: status", silent, incident.FactStatus, ""},
		{"no updates: resolved", silent, incident.FactResolved, ""},
		{"no updates: to resolve", silent, incident.FactTimeToResolve, ""},
		{"no components", silent, incident.FactComponents, ""},
		{"status that changes", monitored, incident.FactStatus, ""},

		{"shown impact", shown, incident.FactImpact, "Critical"},
		{"shown start", shown, incident.FactStart, "~2023-03-23 01:48 EDT"},
		{"shown end", shown, incident.FactEnd, "~2023-03-23 02:59 EDT"},
		{"shown duration", shown, incident.FactDuration, "~1 h 11 min"},
		{"shown, not detected", shown, incident.FactTimeToDetect, ""},

		{"reversed start", reversed, incident.FactStart, ""},
		{"reversed end", reversed, incident.FactEnd, ""},
		{"reversed duration", reversed, incident.FactDuration, ""},
		{"date of a start that is known to the day", vague, incident.FactDate, "2025-05-05"},
		{"date of the first update that stands", withdrawn, incident.FactDate, "2025-05-06"},
		{"reversed date", reversed, incident.FactDate, "2025-05-06"}, // day of the first update
		{"start by the day", vague, incident.FactStart, ""},
		{"detected by the day", vague, incident.FactDetected, ""},
		{"no instant", far, incident.FactStart, ""},
		{"no day", far, incident.FactDate, ""},
		{"unknown zone", lost, incident.FactStart, "2025-05-06 08:03 UTC"},

		{"date of a maintenance", fixture.Maintenance(), incident.FactDate, "2024-11-09"},
		{"start of a maintenance", fixture.Maintenance(), incident.FactStart, ""},
		{"impact as stated", fixture.Maintenance(), incident.FactImpact, "Maintenance"},

		{"odd title", odd, incident.FactTitle, `\# 1_a\_ \*b\* \[c\](d)`},
		{"odd link", odd, incident.FactLink, "javascript:alert(1)"},
		{"odd severity", odd, incident.FactSeverity, `1\. worst`},
		{"odd id", odd, incident.FactID, `\- x`},
		{"odd page", odd, incident.FactPage, `A\&amp;B & Co \<b\>`},
		{"odd components", odd, incident.FactComponents, "a\\|b, G (\\~\\~x\\~\\~, only_id), \\`"},

		{"nothing", &incident.Incident{}, incident.FactDate, ""},
		{"nobody", nil, incident.FactDate, ""},
		{"unknown", known(), "weather", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := tt.inc.Fact(tt.fact)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("got %q, %v; want %q", got, ok, tt.want)
			}
		})
	}
}

// FuzzFactsShowPlainText checks that a name that looks like Markdown is shown
// literally.
func FuzzFactsShowPlainText(f *testing.F) {
	for _, s := range []string{"# a", "1. b", "-", "+ c", "*", "a_b_ c__d", "[x]: y", "<b>", "&amp;", "a\\", "|", "```", "~~a~~", "=", "10) x", "![i](j)", ":", "&#35;", "\\&amp;", "http\\://x", "…é_é", "    x", "a\x00b", "> q", "***", "1."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		line := func(s string) string {
			s = strings.Map(func(r rune) rune {
				if unicode.IsControl(r) && !unicode.IsSpace(r) {
					return -1
				}
				return r
			}, s)
			return strings.Join(strings.Fields(string(markdown.AppendLine(nil, s))), " ")
		}
		value, _ := (&incident.Incident{Severity: name}).Fact(incident.FactSeverity)
		if strings.Contains(name, "://") || strings.Contains(strings.ToLower(name), "www.") || strings.Contains(name, "@") {
			return // a URL that becomes a link with the same text
		}
		if got := line(string(markdown.Text{}.Append(nil, value))); got != line(name) {
			t.Errorf("%q became %q, which shows %q", name, value, got)
		}
	})
}

func ExampleIncident_Fact() {
	inc := slowSearch()
	fmt.Println(inc.Fact(incident.FactStart))
	fmt.Println(inc.Fact(incident.FactEnd))
	// Output:
	// 2024-03-05 10:12 CET true
	//  false
}
