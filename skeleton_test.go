package incident_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// known is an incident that knows all of itself.
func known() *incident.Incident {
	inc := fixture.Checkout()
	inc.ID, inc.URL, inc.Severity, inc.Postmortem = "inc-7", "https://status.example/inc-7", "SEV-2", nil
	at := func(minute, second int) time.Time {
		return time.Date(2025, time.May, 6, 8, minute, second, 0, time.UTC)
	}
	inc.Events = []incident.Event{
		{At: at(2, 40), Milestone: incident.MilestoneTrigger, Text: "The change goes out."},
		{At: at(3, 0), Milestone: incident.MilestoneImpactStarted},
		{At: at(9, 0), Milestone: incident.MilestoneDetected, Text: "Alarm: failed checkouts."},
		{At: at(10, 0), Milestone: incident.MilestoneAcknowledged, Precision: incident.PrecisionAbout, Text: "The shop team takes it up."},
		{At: at(24, 0), Milestone: incident.MilestoneMitigated, Text: "The old version is back."},
		{At: at(26, 0), Milestone: incident.MilestoneImpactEnded, Text: "No failed checkouts."},
	}
	return inc
}

func TestFacts(t *testing.T) {
	silent := known()
	silent.Updates = nil
	silent.Components = nil
	shown := fixture.Webhooks() // no milestones, but changes
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
		want string // "": not known
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
		{"reversed date", reversed, incident.FactDate, "2025-05-06"}, // of the first update
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

// A name that reads like Markdown is shown as it is.
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
			return // an address that a reader may make a link of; it shows the same
		}
		if got := line(string(markdown.Text{}.Append(nil, value))); got != line(name) {
			t.Errorf("%q became %q, which shows %q", name, value, got)
		}
	})
}

func TestSkeletonTellsTheTimeline(t *testing.T) {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at(5), Body: "We look into it,\nand write again.\n\nNext update at 09:30.", Changes: []incident.Change{{Name: "API", To: incident.ComponentMajorOutage}}},
			{At: at(6), Body: "No label."},
			{Status: "on_fire", At: at(7), Body: "- one\n- two\n\nrest"},
			{Status: incident.StatusInvestigating, At: at(8), Body: "| a |\n|---|"},
			{Status: incident.StatusInvestigating, At: at(9), Body: "```\na\n\nb\n```"},
			{Status: incident.StatusInvestigating, At: at(9), Body: "Words <!-- not\n\ncut -->"},
			{Status: incident.StatusResolved, At: at(9)},
			{Status: incident.StatusResolved, At: at(10), Body: "10:05 was the end."},
		},
		Events: []incident.Event{
			{At: at(2), Milestone: incident.MilestoneImpactStarted, Until: at(9), Written: "9:02", Extra: []string{"link"}},
			{At: at(9), Precision: incident.PrecisionAbout, Text: "Found."},
			{Written: "later", Text: "Somebody said so."},
		},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{{Timeline: &incident.Timeline{Events: []incident.Event{{At: at(1), Text: "Told already."}}}}}},
	}
	tmpl, _ := incident.LookupTemplate("story")
	tl := tmpl.Skeleton(inc).Sections[1].Timeline
	want := &incident.Timeline{Events: []incident.Event{
		{At: at(2), Milestone: incident.MilestoneImpactStarted, Until: at(9), Text: "Impact started", Extra: []string{"link"}},
		{At: at(5), Text: "Investigating: We look into it,\nand write again."},
		{At: at(6), Text: "No label."},
		{At: at(7), Text: "On fire:\n\n- one\n- two"},
		{At: at(8), Text: "Investigating:\n\n| a |\n|---|"},
		{At: at(9), Precision: incident.PrecisionAbout, Text: "Found."},
		{Written: "later", Text: "Somebody said so."},
		{At: at(9), Text: "Investigating:\n\n```\na\n\nb\n```"},
		{At: at(9), Text: "Investigating: Words <!-- not\n\ncut -->"},
		{At: at(9), Text: "Resolved"},
		{At: at(10), Text: "Resolved: 10:05 was the end."},
	}}
	if diff := cmp.Diff(want, tl); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	tl.Events[0].Extra[0] = "changed"
	if inc.Events[0].Extra[0] != "link" {
		t.Error("a change of the skeleton changed the incident")
	}
}

func TestSkeletonOfNothing(t *testing.T) {
	for _, tmpl := range incident.Templates() {
		for _, inc := range []*incident.Incident{nil, {}} {
			pm := tmpl.Skeleton(inc)
			if pm.State != incident.ReviewDraft || len(pm.Sections) != len(tmpl.Sections) {
				t.Errorf("%s: state %q, %d sections", tmpl.Name, pm.State, len(pm.Sections))
			}
			for i, s := range pm.Sections {
				if s.Timeline != nil {
					t.Errorf("%s: a timeline of nothing in section %d", tmpl.Name, i)
				}
				if !incident.IsPlaceholder(s.Body) {
					t.Errorf("%s: section %d says %q", tmpl.Name, i, s.Body)
				}
				for _, f := range s.Fields {
					if f.Value != incident.Placeholder {
						t.Errorf("%s: %s is %q", tmpl.Name, f.Name, f.Value)
					}
				}
			}
			text := string(render.Text{Drafts: true}.AppendPostmortem(nil, &incident.Incident{Postmortem: pm}))
			if strings.Contains(text, "<!--") || strings.Contains(text, ":0") {
				t.Errorf("%s: a skeleton of nothing prints a comment or a time:\n%s", tmpl.Name, text)
			}
		}
	}
}

// incidents are those that templates are tried on.
func incidents() map[string]*incident.Incident {
	odd := known()
	odd.Title, odd.Severity = "# 1. *x* <!-- y", "- [ ] |a| `b`"
	odd.Components = []incident.Component{{Group: "A | B", Name: "<b>\\"}, {Name: "1) c_d_ ~~e~~"}}
	odd.Updates[0].Body, odd.Updates[1].Body = "| a |\n|---|\n| 1 |\n\nmore", "# Heading\n\ntext"
	list := map[string]*incident.Incident{"known": known(), "nothing": {}, "odd": odd}
	for _, f := range fixture.All() {
		list[f.Name] = f.Incident
	}
	return list
}

// document writes a postmortem as a document and reads it back.
func document(t *testing.T, inc *incident.Incident, pm *incident.Postmortem) (*incident.Postmortem, string) {
	t.Helper()
	doc := inc.Clone()
	doc.Postmortem = pm
	text := render.Markdown{}.AppendPostmortem(nil, doc)
	got, err := parse.Markdown{}.Parse("postmortem.md", text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return got.Incidents[0].Postmortem, string(text)
}

// carried returns what a document keeps of a skeleton: all but the form and the
// columns, of which the usual ones go without saying, the zone that columns name,
// and the ends of lines, which cells cannot have.
func carried(pm *incident.Postmortem) *incident.Postmortem {
	pm = pm.Clone()
	pm.FrontMatter = ""
	for i := range pm.Sections {
		s := &pm.Sections[i]
		s.Form, s.Columns = "", nil
		if tl := s.Timeline; tl != nil {
			tl.Zone = ""
			for j := range tl.Events {
				e := &tl.Events[j]
				e.At = e.At.UTC().Truncate(time.Minute)
				e.Text = strings.Join(strings.Fields(e.Text), " ")
			}
		}
	}
	return pm
}

func TestSkeletonSurvivesMarkdown(t *testing.T) {
	for _, tmpl := range incident.Templates() {
		for name, inc := range incidents() {
			t.Run(tmpl.Name+"/"+name, func(t *testing.T) {
				want := tmpl.Skeleton(inc)
				check := inc.Clone()
				check.Postmortem = want
				if err := check.Validate(); err != nil {
					t.Error(err)
				}
				got, text := document(t, inc, want)
				if diff := cmp.Diff(carried(want), carried(got)); diff != "" {
					t.Fatalf("(-want +got):\n%s\n%s", diff, text)
				}
				if _, again := document(t, inc, got); again != text {
					t.Errorf("read and written again (-want +got):\n%s", cmp.Diff(text, again))
				}
				if n := tmpl.Fill(got, inc); n != 0 {
					t.Errorf("there was something to fill in a skeleton that was read back: %d\n%s", n, cmp.Diff(carried(want), carried(got)))
				}
				if diff := cmp.Diff(message(tmpl.Check(want)), message(tmpl.Check(got))); diff != "" {
					t.Errorf("what is open before and after (-want +got):\n%s", diff)
				}
			})
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
