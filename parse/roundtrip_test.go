package parse_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// generated returns a random incident, ordinary or hostile. It has no
// postmortem in the form of a team's document, because that expresses more than
// a page in text or HTML can. Bodies of hostile incidents are brought into the
// form in which pages are read.
func generated(seed uint64, hostile bool) *incident.Incident {
	make := incidenttest.Random
	if hostile {
		make = incidenttest.Hostile
	}
	inc := make(seed)
	if pm := inc.Postmortem; pm != nil && (len(pm.Sections) == 0 || pm.Sections[len(pm.Sections)-1].Heading != "Action items") {
		inc.Postmortem = nil
	}
	if !hostile {
		return inc
	}
	read := func(body *string) {
		text := string(markdown.Text{}.Append(nil, *body))
		text = strings.ReplaceAll(text, " | ", " / ") // only the table of a timeline comes back as a table
		*body = string(markdown.AppendFromText(nil, text))
	}
	for i := range inc.Updates {
		read(&inc.Updates[i].Body)
	}
	if inc.Postmortem == nil {
		return inc
	}
	for i := range inc.Postmortem.Sections {
		read(&inc.Postmortem.Sections[i].Body)
	}
	for e := range inc.Postmortem.Events() {
		read(&e.Text)
	}
	for a := range inc.Postmortem.Actions() {
		read(&a.Text)
	}
	return inc
}

// checkRoundTrip checks that render(parse(render(x))) == render(x) and, for
// ordinary incidents, that everything that text can express is equal.
func checkRoundTrip(t *testing.T, seed uint64, nasty bool, layout render.Layout) {
	t.Helper()
	inc := generated(seed, nasty)
	loc, err := inc.Page.Location()
	if err != nil {
		t.Fatal(err)
	}
	text := render.Text{Layout: layout}.Append(nil, inc)
	doc, err := parse.Text{Zone: loc}.Parse("generated", text)
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, text)
	}
	again := render.Text{Layout: layout}.Append(nil, doc.Incidents[0])
	if diff := cmp.Diff(fixture.Lines(string(text)), fixture.Lines(string(again))); diff != "" {
		t.Fatalf("seed %d, written again (-want +got):\n%s\n%s", seed, diff, text)
	}
	if nasty || layout == render.LayoutPlain {
		return
	}
	want, got := carried(inc, layout), read(doc, layout)
	plainTimeline(want)
	plainTimeline(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("seed %d (-want +got):\n%s\n%s", seed, diff, text)
	}
}

// withdrawn clears the parts of retracted updates that nobody sees.
func withdrawn(inc *incident.Incident) {
	for i := range inc.Updates {
		if u := &inc.Updates[i]; u.Retracted() {
			u.Body, u.NextUpdate = "", time.Time{}
		}
	}
}

// plainTimeline clears the layout of times if rows are the same, because one
// list can be expressed by several layouts.
func plainTimeline(inc *incident.Incident) {
	if inc.Postmortem == nil {
		return
	}
	for i := range inc.Postmortem.Sections {
		if tl := inc.Postmortem.Sections[i].Timeline; tl != nil {
			tl.TimeFormat = ""
		}
	}
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(fixture.Rounds(375)) {
		for _, layout := range render.Layouts() {
			checkRoundTrip(t, seed, false, layout)
			checkRoundTrip(t, seed, true, layout)
		}
	}
}

// TestZonesAreConcluded reads pages in sixteen zones without stating the zone.
// An abbreviation of several zones must be an error, not a guess.
func TestZonesAreConcluded(t *testing.T) {
	ambiguous := map[string]bool{"Asia/Kolkata": true, "Europe/Dublin": true, "America/Chicago": true} // IST, CST
	refused := make(map[string]bool)
	for seed := range uint64(max(150, fixture.Rounds(150))) { // fewer would not cover all zones
		inc := generated(seed, seed%2 == 0)
		text := render.Text{}.Append(nil, inc)
		doc, err := parse.Text{}.Parse("generated", text)
		if err != nil {
			var zone *civil.ZoneError
			if !errors.As(err, &zone) || zone.Kind != civil.Ambiguous || !ambiguous[inc.Page.TimeZone] {
				t.Fatalf("seed %d, %s: %v", seed, inc.Page.TimeZone, err)
			}
			refused[inc.Page.TimeZone] = true
			continue
		}
		for i, u := range doc.Incidents[0].Updates {
			if want := inc.Updates[i].At.Truncate(time.Minute); !u.At.Equal(want) {
				t.Fatalf("seed %d, %s as %s: %v, want %v", seed, inc.Page.TimeZone, doc.Incidents[0].Page.TimeZone, u.At, want)
			}
		}
		again := render.Text{}.Append(nil, doc.Incidents[0])
		if diff := cmp.Diff(fixture.Lines(string(text)), fixture.Lines(string(again))); diff != "" {
			t.Fatalf("seed %d, %s as %s (-want +got):\n%s", seed, inc.Page.TimeZone, doc.Incidents[0].Page.TimeZone, diff)
		}
	}
	if len(refused) != len(ambiguous) {
		t.Errorf("refused: %v", refused)
	}
}

func FuzzRoundTrip(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, seed%2 == 0, byte(seed))
	}
	f.Fuzz(func(t *testing.T, seed uint64, nasty bool, layout byte) {
		checkRoundTrip(t, seed, nasty, render.Layouts()[int(layout)%3])
	})
}

// FuzzText checks that no input makes the reader panic, and that the result
// comes back after it is written.
func FuzzText(f *testing.F) {
	for _, fix := range fixture.All() {
		f.Add(render.Text{Layout: render.Layout(fix.Layout)}.Append(nil, fix.Incident))
	}
	f.Add([]byte(head + "Resolved\nPosted Feb 30, 2023 - 15:17 UTC\n"))
	f.Add([]byte(head + "Postmortem (draft)\nTimeline:\n10:05 a\n10:06 b\nUpdate\nx\nPosted Aug 22, 2023 - 15:17 +08 · 10:00 CEST/UTC\nEdited Aug 22, 2023 - 15:17 +08\nThis incident affects: a (b, c (d)) and e.\n"))
	f.Add([]byte(head + "Resolved\u200b\nOver.\nPosted 2 years ago.\nAug 22, 2023 - 15:17 UTC\n*update*\nUpdate\nPosted Aug 22, 2023 - 15:00 UTC\nThis incident affected: a (b,\nc)\nand d.\n"))
	f.Add([]byte("Home\n" + shelves + "Privacy\n\n" + strings.ReplaceAll(shelves, " ", "\u00a0")))
	f.Add([]byte(strings.ReplaceAll(head+"Resolved\nsince Aug 22, 2023, 15:17 UTC\nUpdates\nResolved\nUPDATE\nOver.\nPosted Aug 22, 2023 – 15:17 UTC\n", "UTC\n", "UTC #\n")))
	f.Add([]byte(servicePages[parse.FormatText]))
	loc, err := civil.LoadLocation("Europe/Copenhagen")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, p := range []parse.Text{{}, {Zone: loc, Lax: true}} {
			doc, err := p.Parse("fuzz", data)
			if doc == nil {
				if err == nil {
					t.Fatal("neither document nor error")
				}
				continue
			}
			for i, inc := range doc.Incidents {
				text := render.Text{Layout: render.Layout(doc.Layout), Drafts: true}
				one := text.Append(nil, inc)
				if err != nil {
					continue
				}
				p.Zone, _ = civil.LoadLocation(inc.Page.TimeZone)
				again, err := p.Parse("again", one)
				if err != nil {
					t.Fatalf("%v\n%s", err, one)
				}
				if i == 0 {
					text.Layout = render.Layout(again.Layout)
				}
				two := text.Append(nil, again.Incidents[0])
				if a, b := fixture.Lines(string(one)), fixture.Lines(string(two)); strings.Join(a, "\n") != strings.Join(b, "\n") {
					t.Fatalf("(-want +got):\n%s", cmp.Diff(a, b))
				}
			}
			for _, n := range doc.Notes {
				if n.Line < 1 || n.Column < 1 || n.Code == "" || n.Text == "" {
					t.Errorf("%+v", n)
				}
			}
		}
	})
}

func ExampleText() {
	page := `Checkout is slow
Incident Report for Example Shop
Resolved
Over.
Posted Mar 05, 2024 - 11:10 CET
Investigating
Payments take longer than usual.
Posted Mar 05, 2024 - 10:17 CET
This incident affected: Shop (Checkout, Search).
`
	doc, err := parse.Text{}.Parse("page.txt", []byte(page))
	if err != nil {
		fmt.Println(err)
		return
	}
	inc := doc.Incidents[0]
	for _, u := range inc.Updates {
		fmt.Println(u.At.UTC().Format(time.RFC3339), u.Status, u.Body)
	}
	fmt.Println(inc.Components)
	fmt.Println(doc.Notes[0])
	// Output:
	// 2024-03-05T09:17:00Z investigating Payments take longer than usual.
	// 2024-03-05T10:10:00Z resolved Over.
	// [{ Shop Checkout } { Shop Search }]
	// 5:1: page.time_zone: Europe/Brussels was concluded from the labels of the times
}

// TestTeamPostmortemsComeBack reads postmortems in the form of teams'
// documents, whose sections have any form. After one reading, pages in text and
// in HTML must be stable.
func TestTeamPostmortemsComeBack(t *testing.T) {
	seen, rounds := 0, fixture.Rounds(100)
	for seed := range uint64(rounds) {
		inc := incidenttest.Random(seed)
		if !inc.Postmortem.Published() {
			continue
		}
		seen++
		loc, err := inc.Page.Location()
		if err != nil {
			t.Fatal(err)
		}
		for _, layout := range render.Layouts() {
			text := render.Text{Layout: layout}
			want := text.Append(nil, inc)
			read := map[string]func() (*parse.Document, error){
				"text": func() (*parse.Document, error) { return parse.Text{Zone: loc}.Parse("page.txt", want) },
			}
			if layout == render.LayoutLabels {
				read["html"] = func() (*parse.Document, error) {
					return parse.HTML{Zone: loc}.Parse("page.html", render.HTML{}.Append(nil, inc))
				}
			}
			for format, read := range read {
				doc, err := read()
				if err != nil {
					t.Fatalf("seed %d, %s: %v", seed, format, err)
				}
				if diff := cmp.Diff(fixture.Lines(string(want)), fixture.Lines(string(text.Append(nil, doc.Incidents[0])))); diff != "" {
					t.Errorf("seed %d, %s, %s (-want +got):\n%s", seed, format, layout, diff)
				}
			}
		}
	}
	if seen < rounds/4 {
		t.Errorf("%d postmortems alone", seen)
	}
}

// TestNextUpdateNextToBody checks that a stated next update is kept if
// its line is below a body that mentions another one or one without a time.
func TestNextUpdateNextToBody(t *testing.T) {
	at := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	for body, kept := range map[string]bool{
		"We will tell you the next update soon.": true,
		"Next update at 09:15.":                  true,
		"Next update at 09:30.":                  false, // states it already
	} {
		inc := &incident.Incident{Title: "Slow", Page: incident.Page{Name: "Shop"}, Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at, NextUpdate: at.Add(30 * time.Minute), Body: body}}}
		text := render.Text{}.Append(nil, inc)
		fromText, err := parse.Text{}.Parse("", text)
		if err != nil {
			t.Fatal(err)
		}
		page := render.Markdown{}.Append(nil, inc)
		fromMarkdown, err := parse.Markdown{}.Parse("", page)
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range []*incident.Incident{fromText.Incidents[0], fromMarkdown.Incidents[0]} {
			if u := got.Updates[0]; u.Body != body || u.NextUpdate.IsZero() == kept {
				t.Errorf("%q: %q, next at %s", body, u.Body, u.NextUpdate)
			}
		}
		if got := string(render.Text{}.Append(nil, fromText.Incidents[0])); got != string(text) {
			t.Errorf("%q comes back as\n%s", body, got)
		}
	}
	// If one line repeats the other, both are text.
	doc, err := parse.Text{}.Parse("", []byte("Slow\nIncident Report for Shop\n\nUpdate\nNext update at 09:30.\nNext update by 09:30 UTC\nPosted Mar 05, 2024 - 09:00 UTC\n"))
	if err != nil || !doc.Incidents[0].Updates[0].NextUpdate.IsZero() {
		t.Errorf("%v, %+v", err, doc)
	}
}

// TestTimelineInZoneWithoutName reads back a timeline whose zone is an offset,
// as for zones without an abbreviation in tzdata, even if the page has another
// zone.
func TestTimelineInZoneWithoutName(t *testing.T) {
	at := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	for _, zones := range [][2]string{{"Asia/Kathmandu", ""}, {"UTC", "-03"}, {"UTC", "+0545"}, {"Pacific/Chatham", ""}} {
		inc := &incident.Incident{Title: "Slow", Page: incident.Page{Name: "Shop", TimeZone: zones[0]},
			Updates: []incident.Update{{Status: incident.StatusResolved, At: at, Body: "Over."}},
			Postmortem: &incident.Postmortem{PublishedAt: at.Add(24 * time.Hour), Sections: []incident.Section{{
				Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: &incident.Timeline{
					Zone: zones[1], Events: []incident.Event{{At: at, Text: "one"}, {At: at.Add(time.Minute), Text: "two"}}}}}}}
		loc, _ := inc.Page.Location()
		for format, read := range map[string]func() (*parse.Document, error){
			"text": func() (*parse.Document, error) {
				return parse.Text{Zone: loc}.Parse("", render.Text{}.Append(nil, inc))
			},
			"markdown": func() (*parse.Document, error) {
				return parse.Markdown{Zone: loc}.Parse("", render.Markdown{}.Append(nil, inc))
			},
			"html": func() (*parse.Document, error) {
				return parse.HTML{Zone: loc}.Parse("", render.HTML{}.AppendPage(nil, inc))
			},
		} {
			doc, err := read()
			if err != nil {
				t.Fatalf("%v, %s: %v", zones, format, err)
			}
			sec := doc.Incidents[0].Postmortem.Sections[0]
			if sec.Heading != "Timeline" || sec.Timeline == nil || !sec.Timeline.Events[1].At.Equal(at.Add(time.Minute)) {
				t.Errorf("%v, %s: %q %+v", zones, format, sec.Heading, sec.Timeline)
			}
		}
	}
}
