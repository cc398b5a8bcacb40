package parse_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// generator makes incidents as they occur, or nastier ones, from a seed.
type generator struct {
	*rand.Rand
	nasty bool
}

var (
	words      = strings.Fields("we are looking into slow checkout requests for some shops since the last change and write again soon payments work")
	nastyWords = []string{
		"Posted Jan 27, 2022 - 11:10 CET", "Retracted Jan 27, 2022 - 11:40 CET", "Retracted Jan 4", "Resolved", "Update", "Postmortem", "This incident affected: API.", "\u200cResolved", "•", "• x", "1. a", "2. b",
		"- x", "10:05", "10:05.", "PM", "UTC", "Timeline", "Key: value", "# h", "*a*", "`c`", "<b>", "a\rb", "\t", "\u00a0", "(", ")", ", ", " and ", "&amp;", "Edited Jan 2, 2022 - 11:10 CET",
		"Next update by 10:45 CET", "Scheduled for Jan 2, 2024", "Heading:", "\u200c", "\x1b[31m", "日本", "a  b", "http://example.com",
	}
)

func (g *generator) pick(list []string) string { return list[g.IntN(len(list))] }

func (g *generator) word() string {
	if g.nasty && g.IntN(4) == 0 {
		return g.pick(nastyWords)
	}
	return g.pick(words)
}

func (g *generator) sentence() string {
	n := 3 + g.IntN(9)
	list := make([]string, n)
	for i := range list {
		list[i] = g.word()
	}
	s := strings.Join(list, " ")
	if !g.nasty || g.IntN(3) > 0 {
		s = strings.ToUpper(s[:1]) + s[1:] + "."
	}
	return s
}

// body returns Markdown in the form that the reader of text writes.
func (g *generator) body() string {
	var paras []string
	for range 1 + g.IntN(3) {
		switch g.IntN(5) {
		case 0:
			paras = append(paras, "• "+g.sentence()+"\n• "+g.sentence())
		case 1:
			paras = append(paras, g.sentence()+"\n"+g.sentence())
		default:
			paras = append(paras, g.sentence())
		}
	}
	return string(markdown.AppendFromText(nil, strings.Join(paras, "\n\n")))
}

func (g *generator) name() string {
	if g.nasty && g.IntN(2) == 0 {
		return g.pick([]string{"Search, Browse and Filter", "Exports API and Billing API", "(beta) API", "API (v2) (EU)", "Acme Inc.", "a - b | c", "Node 0 (x) | City, Country"})
	}
	return g.pick([]string{"API", "Web", "Search", "Login", "Checkout", "Emails", "Live map (beta)"})
}

var zones = []string{
	"Europe/Copenhagen", "America/Los_Angeles", "America/New_York", "Europe/London", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo",
	"Asia/Singapore", "Pacific/Auckland", "Africa/Johannesburg", "UTC", "America/Chicago", "Asia/Kathmandu", "Europe/Dublin", "America/St_Johns",
}

func (g *generator) incident() *incident.Incident {
	inc := &incident.Incident{
		Title: g.sentence(), Page: incident.Page{Name: "Example " + g.pick([]string{"Shop", "Pay", "Mail & More"}), TimeZone: g.pick(zones)},
	}
	at := time.Date(2015+g.IntN(12), time.Month(1+g.IntN(12)), 1+g.IntN(28), g.IntN(24), g.IntN(60), 0, 0, time.UTC)
	family := incident.Statuses()[:4]
	if g.IntN(5) == 0 {
		family = incident.Statuses()[4:]
		inc.Impact = incident.ImpactMaintenance
		if g.IntN(2) == 0 {
			inc.Window = incident.Window{Start: at.Add(time.Hour), End: at.Add(time.Hour + time.Duration(1+g.IntN(600))*time.Minute)}
		}
	}
	status := family[0]
	for i := range 1 + g.IntN(6) {
		if i > 0 && g.IntN(2) == 0 {
			status = family[g.IntN(4)]
			if !status.CanFollow(inc.Status()) {
				status = inc.Status()
			}
		}
		u := incident.Update{Status: status, At: at, Body: g.body()}
		switch g.IntN(8) {
		case 0:
			u.EditedAt = at.Add(time.Duration(1+g.IntN(90)) * time.Minute)
		case 1:
			u.NextUpdate = at.Add(time.Duration(1+g.IntN(2000)) * time.Minute)
		case 2:
			u.Body = ""
		case 3:
			u.RetractedAt = at.Add(time.Duration(g.IntN(90)) * time.Minute)
			u.NextUpdate = at.Add(time.Hour)
		}
		inc.Updates = append(inc.Updates, u)
		at = at.Add(time.Duration(g.IntN(600)) * time.Minute)
	}
	seen := make(map[string]bool)
	group := ""
	for range g.IntN(5) {
		if g.IntN(3) == 0 {
			group = g.pick([]string{"", "Platform", "Regions (EU)"})
		}
		c := incident.Component{Group: group, Name: g.name()}
		if key := c.Group + "/" + c.Name; !seen[key] {
			seen[key] = true
			inc.Components = append(inc.Components, c)
		}
	}
	if g.IntN(2) == 0 {
		inc.Postmortem = g.postmortem(inc, at)
	}
	return inc
}

func (g *generator) postmortem(inc *incident.Incident, at time.Time) *incident.Postmortem {
	pm := &incident.Postmortem{PublishedAt: at.Add(time.Duration(1+g.IntN(9000)) * time.Minute)}
	if g.IntN(2) == 0 {
		pm.Sections = append(pm.Sections, incident.Section{Body: g.body()})
	}
	for _, heading := range []string{"Summary", "Impact", "Timeline", "Root cause", "Action items"} {
		s := incident.Section{Heading: heading, Body: g.body()}
		switch {
		case heading == "Timeline":
			s.Body = ""
			s.Form = []incident.Form{incident.FormBullets, incident.FormParagraphs}[g.IntN(2)]
			s.Timeline = &incident.Timeline{HideZone: true, TimeFormat: g.pick([]string{"15:04", "3:04 PM", "January 2, 2006 15:04", "Jan 2, 2006, 15:04"}), Mark: g.pick([]string{"", ".", ":", " -"})}
			when := inc.Updates[0].At
			for range 2 + g.IntN(4) {
				s.Timeline.Events = append(s.Timeline.Events, incident.Event{At: when, Text: string(markdown.AppendFromText(nil, g.sentence()))})
				when = when.Add(time.Duration(g.IntN(200)) * time.Minute)
			}
		case heading == "Action items":
			s.Form = incident.FormBullets
			s.Body = string(markdown.AppendFromText(nil, "Long enough to be no heading of its own, this leads in:"))
			for range 1 + g.IntN(3) {
				s.Actions = append(s.Actions, incident.Action{Text: string(markdown.AppendFromText(nil, "So "+g.sentence()))})
			}
		}
		pm.Sections = append(pm.Sections, s)
	}
	return pm
}

// checkRoundTrip holds render(parse(render(x))) == render(x), and for ordinary
// incidents equality in all that text carries.
func checkRoundTrip(t *testing.T, seed uint64, nasty bool, layout render.Layout) {
	t.Helper()
	g := &generator{rand.New(rand.NewPCG(seed, 1)), nasty}
	inc := g.incident()
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

// withdrawn blanks what nobody sees of retracted updates.
func withdrawn(inc *incident.Incident) {
	for i := range inc.Updates {
		if u := &inc.Updates[i]; u.Retracted() {
			u.Body, u.NextUpdate = "", time.Time{}
		}
	}
}

// plainTimeline blanks what a list of times can be said in several ways: the
// layout, where the rows are the same.
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
	for seed := range uint64(1500) {
		for _, layout := range render.Layouts() {
			checkRoundTrip(t, seed, false, layout)
			checkRoundTrip(t, seed, true, layout)
		}
	}
}

// TestZonesAreConcluded reads pages in sixteen zones without being told which. An
// abbreviation that belongs to several is an error, never a guess.
func TestZonesAreConcluded(t *testing.T) {
	ambiguous := map[string]bool{"Asia/Kolkata": true, "Europe/Dublin": true, "America/Chicago": true} // IST, CST
	refused := make(map[string]bool)
	for seed := range uint64(600) {
		g := &generator{rand.New(rand.NewPCG(seed, 2)), seed%2 == 0}
		inc := g.incident()
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

// FuzzText checks that no input makes the reader panic, and that what it reads
// is written and read again with the same result.
func FuzzText(f *testing.F) {
	for _, fix := range fixture.All() {
		f.Add(render.Text{Layout: render.Layout(fix.Layout)}.Append(nil, fix.Incident))
	}
	f.Add([]byte(head + "Resolved\nPosted Feb 30, 2023 - 15:17 UTC\n"))
	f.Add([]byte(head + "Postmortem (draft)\nTimeline:\n10:05 a\n10:06 b\nUpdate\nx\nPosted Aug 22, 2023 - 15:17 +08 · 10:00 CEST/UTC\nEdited Aug 22, 2023 - 15:17 +08\nThis incident affects: a (b, c (d)) and e.\n"))
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
			inc := doc.Incidents[0]
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
			text.Layout = render.Layout(again.Layout)
			two := text.Append(nil, again.Incidents[0])
			if a, b := fixture.Lines(string(one)), fixture.Lines(string(two)); strings.Join(a, "\n") != strings.Join(b, "\n") {
				t.Fatalf("(-want +got):\n%s", cmp.Diff(a, b))
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
