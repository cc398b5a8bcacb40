package incident_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// TestFillKeepsWrittenText drafts a document during the outage, edits it,
// and fills it when the outage is over.
func TestFillKeepsWrittenText(t *testing.T) {
	for _, tmpl := range incident.Templates() {
		t.Run(tmpl.Name, func(t *testing.T) {
			after := known()
			during := after.Clone()
			during.Updates, during.Events = during.Updates[:1], during.Events[:2]
			pm, _ := document(t, during, tmpl.Skeleton(during))

			const own = "Somebody wrote *this*,\nwith `care` …  \nand \\o/."
			var field *incident.Field
			text, row := -1, -1
			for i := range pm.Sections {
				s := &pm.Sections[i]
				for j := range s.Fields {
					if s.Fields[j].Value == incident.Placeholder {
						field = &s.Fields[j]
					}
				}
				switch {
				case s.Timeline != nil:
					row = i
					s.Timeline.Events[0].Text = "It began, **we think**."
				case len(s.Fields) == 0 && len(s.Actions) == 0 && s.Body != "":
					text = i
					s.Body = own
				}
			}
			if field != nil {
				field.Value = "~~nobody~~ knows"
			}
			edited := pm.Clone()
			n := tmpl.Fill(pm, after)
			onlyAdds(t, edited, pm)
			if tmpl.Name == "statuspage" { // it has no fields for facts
				if n != 0 {
					t.Errorf("filled %d places", n)
				}
				return
			}
			if n == 0 || text < 0 && tmpl.Name != "minimal" {
				t.Fatalf("filled %d places; text in section %d", n, text)
			}
			if text >= 0 && pm.Sections[text].Body != own {
				t.Errorf("the text became %q", pm.Sections[text].Body)
			}
			// The late entries of 08:09 and 08:10 are before the
			// last row.
			if got, want := times(pm.Sections[row].Timeline), "08:02 08:03 08:12 08:24 08:24 08:26 08:40"; got != want {
				t.Errorf("rows %s; want %s", got, want)
			}
			for i := range pm.Sections {
				for _, f := range pm.Sections[i].Fields {
					if f.Name == "End" && f.Value != "2025-05-06 10:26 CEST" && f.Value != "~~nobody~~ knows" {
						t.Errorf("End is %q", f.Value)
					}
				}
			}
			again := pm.Clone()
			if n := tmpl.Fill(again, after); n != 0 || !cmp.Equal(pm, again) {
				t.Errorf("filling twice changed %d places:\n%s", n, cmp.Diff(pm, again))
			}
		})
	}
}

// times returns the clock times of a timeline, in UTC.
func times(tl *incident.Timeline) string {
	var list []string
	for _, e := range tl.Events {
		list = append(list, e.At.UTC().Format("15:04"))
	}
	return strings.Join(list, " ")
}

// onlyAdds fails the test if something written in before is missing or changed
// in after. Sections, fields, rows and actions must be there in the same order;
// only placeholders may have been replaced.
func onlyAdds(t *testing.T, before, after *incident.Postmortem) {
	t.Helper()
	k := 0
	for i := range before.Sections {
		want := before.Sections[i]
		for ; k < len(after.Sections); k++ {
			if got := after.Sections[k]; got.Heading == want.Heading && got.Kind == want.Kind && got.Level == want.Level && keeps(want, got) {
				break
			}
		}
		if k == len(after.Sections) {
			t.Fatalf("section %d, %q, is gone or has lost something:\n%s", i, want.Heading, cmp.Diff(before, after))
		}
		k++
	}
	before, after = before.Clone(), after.Clone()
	before.Sections, after.Sections = nil, nil
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("beside the sections (-before +after):\n%s", diff)
	}
}

// keeps reports whether got contains everything that is written in want.
func keeps(want, got incident.Section) bool {
	k := 0
	for _, f := range want.Fields {
		for k < len(got.Fields) && (got.Fields[k].Name != f.Name || got.Fields[k].Value != f.Value && !incident.IsPlaceholder(f.Value)) {
			k++
		}
		if k == len(got.Fields) {
			return false
		}
		k++
	}
	rows := func(s incident.Section) []incident.Event {
		if s.Timeline == nil {
			return nil
		}
		return s.Timeline.Events
	}
	return (got.Body == want.Body || want.Body == "") && got.After == want.After && got.Internal == want.Internal &&
		len(rows(got)) >= len(rows(want)) && slices.EqualFunc(rows(want), rows(got)[:len(rows(want))], func(a, b incident.Event) bool { return cmp.Equal(a, b) }) &&
		cmp.Equal(want.Actions, got.Actions)
}

func headings(pm *incident.Postmortem) string {
	var list []string
	for _, s := range pm.Sections {
		list = append(list, fmt.Sprintf("%d %s%s", s.Level, s.Heading, map[bool]string{true: string(s.Kind)}[s.Heading == ""]))
	}
	return strings.Join(list, "\n")
}

func TestFillAddsMissingParts(t *testing.T) {
	for _, tmpl := range incident.Templates() {
		want := tmpl.Skeleton(known())
		for i, spec := range tmpl.Sections {
			pm := tmpl.Skeleton(known())
			pm.Sections = slices.Delete(pm.Sections, i, i+1)
			n := tmpl.Fill(pm, known())
			if !spec.Required {
				if n != 0 {
					t.Errorf("%s: %q was left out, and came back", tmpl.Name, spec.Heading)
				}
				continue
			}
			if diff := cmp.Diff(want, pm); n != 1 || diff != "" {
				t.Errorf("%s without %q: %d places (-want +got):\n%s", tmpl.Name, spec.Heading, n, diff)
			}
		}
	}
	// Between sections that are not in the template.
	pm := &incident.Postmortem{Sections: []incident.Section{
		{Heading: "SUMMARY:", Body: "a"}, {Heading: "Aside", Level: 1, Body: "b"}, {Body: "c"},
		{Heading: "Our own", Body: "d"},
		{Heading: "Learnings", Level: 1, Kind: incident.SectionLessons, Body: "e"},
		{Heading: "what went wrong", Level: 2, Body: "f"}, {Heading: "Much", Level: 3, Body: "g"},
		{Heading: "The end", Body: "h"},
	}}
	tmpl := incident.Template{Name: "test", Sections: []incident.SectionSpec{
		{Required: true, Fields: []incident.FieldSpec{{Name: "Owner"}}},
		{Heading: "Summary", Required: true}, {Heading: "Impact", Required: true}, {Heading: "Optional"},
		{Heading: "Lessons", Aliases: []string{"Learnings"}, Required: true},
		{Level: 1, Heading: "What went well", Required: true}, {Level: 1, Heading: "What went wrong", Required: true}, {Level: 1, Heading: "Luck", Required: true},
	}}
	if n := tmpl.Fill(pm, nil); n != 4 {
		t.Errorf("filled %d places", n)
	}
	want := "0 \n0 SUMMARY:\n1 Aside\n0 \n0 Impact\n0 Our own\n1 Learnings\n2 What went well\n2 what went wrong\n3 Much\n2 Luck\n0 The end"
	if diff := cmp.Diff(want, headings(pm)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Before all other sections.
	pm = &incident.Postmortem{Sections: []incident.Section{{Heading: "Foreword"}, {Heading: "Impact"}}}
	tmpl.Sections = tmpl.Sections[1:3]
	tmpl.Fill(pm, nil)
	if got := headings(pm); got != "0 Foreword\n0 Summary\n0 Impact" {
		t.Errorf("got\n%s", got)
	}
}

func TestFillTimeline(t *testing.T) {
	at := func(minute, second int) time.Time {
		return time.Date(2024, time.March, 5, 9, minute, second, 0, time.UTC)
	}
	inc := &incident.Incident{Events: []incident.Event{
		{At: at(1, 0), Text: "a"}, {At: at(5, 20), Text: "b"}, {At: at(5, 50), Text: "c"}, {At: at(9, 0), Text: "d"}, {Text: "without a time"},
	}}
	rows := func(list ...incident.Event) *incident.Timeline { return &incident.Timeline{Events: list} }
	tmpl := incident.Template{Name: "test", Sections: []incident.SectionSpec{
		{Kind: incident.SectionTimeline, Heading: "Timeline", Required: true, Form: incident.FormBullets, Guidance: "When what happened."},
	}}
	for _, tt := range []struct {
		name  string
		tl    *incident.Timeline
		body  string
		under *incident.Section
		want  string // texts of the rows
		n     int
	}{
		{name: "nothing", want: "a b c d without a time", n: 1},
		{name: "a comment", body: "<!-- When? -->", want: "a b c d without a time", n: 1},
		{name: "TODO", body: "TODO", want: "a b c d without a time", n: 1},
		{name: "text", body: "At 9:01 it began.", want: "", n: 0},
		{name: "text, and a timeline without rows", tl: rows(), body: "All times in UTC:", want: "a b c d without a time", n: 1},
		{name: "rows without an instant", tl: rows(incident.Event{Written: "XX:XX", Text: "x"}), want: "x"},
		{name: "to the minute", tl: rows(incident.Event{At: at(5, 0), Text: "edited"}), want: "edited c d", n: 1},
		{name: "to the second", tl: rows(incident.Event{At: at(5, 20), Text: "b"}), want: "b c d", n: 1},
		{name: "both in the same minute", tl: rows(incident.Event{At: at(5, 0), Text: "x"}, incident.Event{At: at(5, 0), Text: "y"}), want: "x y d", n: 1},
		{name: "an earlier one in the same minute", tl: rows(incident.Event{At: at(5, 0), Text: "**c**"}), want: "**c** b d", n: 1},
		{name: "removed rows are not added again", tl: rows(incident.Event{At: at(9, 0), Text: "d"}), want: "d"},
		{name: "later rows", tl: rows(incident.Event{At: at(30, 0), Text: "review"}), want: "review"},
		{name: "not sorted", tl: rows(incident.Event{At: at(5, 50), Text: "c"}, incident.Event{At: at(1, 0), Text: "a"}), want: "c a d", n: 1},
		{name: "listed below by days", under: &incident.Section{Level: 1, Heading: "2024-03-05", Timeline: rows(incident.Event{At: at(8, 0), Text: "x"})}, want: "x d", n: 1},
		{name: "listed below as text", under: &incident.Section{Level: 1, Heading: "2024-03-05", Body: "It began."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pm := &incident.Postmortem{Sections: []incident.Section{{Kind: incident.SectionTimeline, Heading: "Timeline (UTC):", Body: tt.body, Timeline: tt.tl}}}
			if tt.under != nil {
				pm.Sections = append(pm.Sections, *tt.under)
			}
			n := tmpl.Fill(pm, inc)
			var texts []string
			for e := range pm.Events() {
				texts = append(texts, e.Text)
			}
			if got := strings.Join(texts, " "); got != tt.want || n != tt.n {
				t.Errorf("rows %q, %d places; want %q, %d", got, n, tt.want, tt.n)
			}
			if pm.Sections[0].Body != tt.body {
				t.Errorf("the text became %q", pm.Sections[0].Body)
			}
			if n := tmpl.Fill(pm, inc); n != 0 {
				t.Errorf("filled again: %d", n)
			}
		})
	}
}

func TestFillFields(t *testing.T) {
	tmpl := incident.Template{Name: "test", Sections: []incident.SectionSpec{{
		Kind: incident.SectionMetrics, Heading: "Stats", Required: true, Form: incident.FormTable, Guidance: "Numbers.",
		Fields: []incident.FieldSpec{
			{Name: "Severity", Fact: incident.FactSeverity, Required: true}, {Name: "Duration", Fact: incident.FactDuration},
			{Name: "Impact", Fact: incident.FactImpact, Required: true}, {Name: "Owner", Required: true},
		},
	}}}
	type fields = []incident.Field
	for _, tt := range []struct {
		name         string
		fields, want fields
		n            int
	}{
		{"none", nil, fields{{Name: "Severity", Value: "SEV-2"}, {Name: "Impact", Value: "TODO"}, {Name: "Owner", Value: "TODO"}}, 3},
		{"placeholders", fields{{Name: "severity:", Value: "tbd"}, {Name: "Duration"}, {Name: "Impact", Value: "..."}, {Name: "OWNER", Value: "TBA"}},
			fields{{Name: "severity:", Value: "SEV-2"}, {Name: "Duration", Value: "23 min"}, {Name: "Impact", Value: "..."}, {Name: "OWNER", Value: "TBA"}}, 2},
		{"written", fields{{Name: "Severity", Value: "SEV-1, not 2"}, {Name: "Duration", Value: "TODO: ask"}, {Name: "Impact", Value: "high"}, {Name: "Owner", Value: "Shop"}},
			fields{{Name: "Severity", Value: "SEV-1, not 2"}, {Name: "Duration", Value: "TODO: ask"}, {Name: "Impact", Value: "high"}, {Name: "Owner", Value: "Shop"}}, 0},
		{"at their places", fields{{Name: "First", Value: "x"}, {Name: "Duration", Value: "1 h"}, {Name: "Own", Value: "y"}},
			fields{{Name: "Severity", Value: "SEV-2"}, {Name: "First", Value: "x"}, {Name: "Duration", Value: "1 h"}, {Name: "Impact", Value: "TODO"}, {Name: "Owner", Value: "TODO"}, {Name: "Own", Value: "y"}}, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			pm := &incident.Postmortem{Sections: []incident.Section{{Heading: "Stats", Fields: tt.fields, After: "."}}}
			if n := tmpl.Fill(pm, known()); n != tt.n {
				t.Errorf("%d places, want %d", n, tt.n)
			}
			if diff := cmp.Diff(tt.want, pm.Sections[0].Fields); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	// A section with rows gets no fields.
	pm := &incident.Postmortem{Sections: []incident.Section{{Heading: "Stats", Actions: []incident.Action{{Text: "x"}}}}}
	if n := tmpl.Fill(pm, known()); n != 0 || pm.Sections[0].Fields != nil {
		t.Errorf("filled %d places: %v", n, pm.Sections[0].Fields)
	}
	if n := tmpl.Fill(nil, known()); n != 0 {
		t.Errorf("filled %d places of nothing", n)
	}
}

// edits changes a postmortem as the bytes of script direct.
func edits(pm *incident.Postmortem, script []byte) {
	texts := []string{"", "TODO", "<!-- x -->", "Somebody wrote this.", "a\n\nb <!-- x -->", "- TODO", "XX:XX", "TODO: ask"}
	for len(script) >= 3 {
		op, where, what := script[0], int(script[1]), int(script[2])
		script = script[3:]
		if len(pm.Sections) == 0 {
			return
		}
		i := where % len(pm.Sections)
		s, text := &pm.Sections[i], texts[what%len(texts)]
		switch op % 12 {
		case 0:
			pm.Sections = slices.Delete(pm.Sections, i, i+1)
		case 1:
			s.Body = text
		case 2:
			s.Heading = []string{"", "Summary", "timeline:", "Own", "Impact", s.Heading + ":", "Follow-ups"}[what%7]
		case 3:
			s.Level = what % 4
		case 4:
			s.Kind = incident.Words[incident.SectionKind]()[what%len(incident.Words[incident.SectionKind]())]
		case 5:
			k := what % len(pm.Sections)
			pm.Sections[i], pm.Sections[k] = pm.Sections[k], pm.Sections[i]
		case 6:
			if len(s.Fields) > 0 {
				s.Fields[what%len(s.Fields)].Value = text
			}
		case 7:
			if len(s.Fields) > 0 {
				s.Fields = slices.Delete(s.Fields, what%len(s.Fields), what%len(s.Fields)+1)
			}
		case 8:
			if tl := s.Timeline; tl != nil && len(tl.Events) > 0 {
				k := what % len(tl.Events)
				tl.Events = slices.Delete(tl.Events, k, k+1)
			}
		case 9:
			if tl := s.Timeline; tl != nil && len(tl.Events) > 0 {
				e := &tl.Events[what%len(tl.Events)]
				e.At, e.Text = e.At.Add(time.Duration(what)*17*time.Second), text
			}
		case 10:
			s.After = text
		case 11:
			pm.Sections = slices.Insert(pm.Sections, i, incident.Section{Level: what % 3, Heading: []string{"", "Aside", "Timeline"}[what%3], Body: text})
		}
	}
}

// FuzzFill checks that Fill keeps everything written in a document however it
// has been edited, that filling it again changes nothing, and that Check does
// not change it.
func FuzzFill(f *testing.F) {
	for i := range incident.Templates() {
		f.Add(uint8(i), uint8(i), []byte{0, 3, 0, 1, 5, 3, 5, 2, 4, 11, 2, 0}, uint8(1))
		f.Add(uint8(i), uint8(2*i), []byte{2, 1, 0, 3, 4, 2, 4, 5, 10, 8, 9, 1, 9, 9, 200, 7, 0, 0}, uint8(3))
		f.Add(uint8(i), uint8(3*i), []byte{11, 0, 0, 11, 0, 2, 0, 1, 0, 0, 1, 0, 6, 0, 3}, uint8(0))
	}
	f.Fuzz(func(t *testing.T, which, what uint8, script []byte, posts uint8) {
		tmpl := incident.Templates()[int(which)%len(incident.Templates())]
		inc := fixture.All()[int(what)%6].Incident
		if what%2 == 0 {
			inc = known()
		}
		before := inc.Clone()
		before.Updates = before.Updates[:int(posts)%len(before.Updates)]
		before.Events = before.Events[:min(len(before.Events), int(posts))]
		pm := tmpl.Skeleton(before)
		edits(pm, script)
		if what%3 == 0 {
			inc.Postmortem = pm
		}
		edited := pm.Clone()
		tmpl.Fill(pm, inc)
		onlyAdds(t, edited, pm)
		once := pm.Clone()
		if n := tmpl.Fill(pm, inc); n != 0 || !cmp.Equal(once, pm) {
			t.Fatalf("filling again changed %d places (-once +twice):\n%s", n, cmp.Diff(once, pm))
		}
		_ = tmpl.Check(pm)
		if !cmp.Equal(once, pm) {
			t.Fatal("checking changed the postmortem")
		}
	})
}

// known returns an incident that knows every fact.
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

func TestSkeletonTimeline(t *testing.T) {
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

func TestSkeletonOfAnEmptyIncident(t *testing.T) {
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

// incidents returns the incidents on which templates are tried, by name.
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

// document writes a postmortem as a Markdown document and reads it back.
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

// carried returns what a document preserves of a skeleton. It does not preserve
// the form and the columns if they are the default ones, a zone that a column
// names, and line breaks at the end of cells.
func carried(pm *incident.Postmortem) *incident.Postmortem {
	pm = pm.Clone()
	pm.FrontMatter = ""
	fixture.Stated(pm)
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

func ExampleTemplate_Skeleton() {
	t, _ := incident.LookupTemplate("minimal")
	pm := t.Skeleton(slowSearch())
	for _, s := range pm.Sections {
		fmt.Println(s.Heading, "|", s.Body)
		for _, f := range s.Fields {
			fmt.Println("  ", f.Name, "=", f.Value)
		}
		if s.Timeline != nil {
			for _, e := range s.Timeline.Events {
				fmt.Println("  ", e.At.Format("15:04"), e.Text)
			}
		}
		for _, a := range s.Actions {
			fmt.Println("  ", a.Text)
		}
	}
	// Output:
	// Summary | <!-- What happened and why, in a few sentences. -->
	// Impact | <!-- Who was affected, and how. -->
	//    Start = 2024-03-05 10:12 CET
	//    End = TODO
	//    Duration = TODO
	//    Affected = Shop (Search)
	// Timeline | <!-- What happened when. -->
	//    09:12 Latency doubles.
	//    09:17 Investigating: Search is slow. We look into it.
	// Action Items | <!-- What we do so that it does not happen again. -->
	//    TODO
}

func ExampleTemplate_Fill() {
	t, _ := incident.LookupTemplate("minimal")
	inc := slowSearch()
	pm := t.Skeleton(inc)
	pm.Sections[0].Body = "An index was rebuilt in the middle of the day."

	// Later, when it is over.
	inc.Events = append(inc.Events, incident.Event{
		At: time.Date(2024, time.March, 5, 9, 40, 0, 0, time.UTC), Milestone: incident.MilestoneImpactEnded, Text: "Latency is back to normal.",
	})
	fmt.Println(t.Fill(pm, inc), "places filled,", t.Fill(pm, inc), "the second time")
	fmt.Println(pm.Sections[0].Body)
	fmt.Println(pm.Field("Duration"))
	fmt.Println(len(pm.Sections[2].Timeline.Events), "rows")
	// Output:
	// 3 places filled, 0 the second time
	// An index was rebuilt in the middle of the day.
	// 28 min true
	// 3 rows
}
