package parse_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/locale"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// writer writes an incident as a page or as a document.
type writer func(inc *incident.Incident) string

func markdownPage(inc *incident.Incident) string {
	return string(render.Markdown{Drafts: true}.Append(nil, inc))
}

func markdownDocument(inc *incident.Incident) string {
	return string(render.Markdown{}.AppendPostmortem(nil, inc))
}

// settled checks that what is written, read and written again is the same, and
// returns what was read.
func settled(t *testing.T, inc *incident.Incident, write writer) *incident.Incident {
	t.Helper()
	want := write(inc)
	if strings.TrimSpace(want) == "" {
		return nil
	}
	loc, err := inc.Page.Location()
	if err != nil {
		t.Fatal(err)
	}
	if inc.Page.TimeZone == "" {
		loc = nil
	}
	doc, err := parse.Markdown{Zone: loc}.Parse("report.md", []byte(want))
	if err != nil {
		t.Fatalf("%v in\n%s", err, want)
	}
	got := write(doc.Incidents[0])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("written, read and written again (-want +got):\n%s\n%s", diff, want)
	}
	for _, n := range doc.Notes {
		if n.Line < 1 || n.Column < 1 {
			t.Errorf("the note %v has no place", n)
		}
	}
	return doc.Incidents[0]
}

// pieces of Markdown, good and bad, that texts are made of.
var pieces = []string{
	"The queue grew.", "a", "plain words\nover lines", "- one\n- two", "1. one\n2. two", "* x\n\n  more", "# Head", "## Timeline", "Setext\n===", "Two\n---",
	"> quote", "> # quoted head", "- # head in item", "```\n# code\n```", "```go\nopen fence", "~~~\nx", "    indented", "| a | b |\n|---|---|\n| 1 | 2 |",
	"| Time | Event |\n|---|---|\n| 10:05 | x |", "| Action | Owner |\n|-|-|\n| do | me |", "<b>raw</b>", "<div>\nblock\n</div>", "<!-- comment -->", "<!-- internal -->",
	"<!-- timeline -->", "<!-- section -->", "<!-- after -->", "<!-- text -->", "<!-- milestone: detected -->", "<!-- \u200cinternal -->", "<!-- open", "10:05 row", "10:05. row", "**10:05** row",
	"- 10:05 - a\n- 10:06 - b\n- 10:07 - c", "Name: value", "**Name:** value\n**Other:** value", "Date: May 5, 2024\nOwner: me", "[a][b]", "[b]: http://example.com/b", "[a](http://example.com)",
	"![x](y.png)", "`code | pipe`", "a | b", "a \\| b", "\\", "trailing\\", "All times in CET.", "(all times are UTC)", "**bold**", "_em_", "~~~", "---", "***", "+ plus", "-", "1)", "#", "####### seven",
	"Posted Jan 27, 2022 - 11:10 CET", "Retracted Jan 27, 2022 - 11:40 CET", "Retracted Jan 4", "\u200cPosted Jan 27, 2022 - 11:10 CET", "This incident affected: API.", "Next update by 10:45 CET", "Incident Report for Me", "[ ] box", "[x] done", "text (Owner: me; Due: 2024-05-01)",
	"(Owner: me)", "&amp; &lt;b&gt;", "a\r\nb", "tab\there", "\u200c", " - dash", ": colon", ". dot", "\u200c- dash", "emoji 🎉 wide 漢字", "PM shift began", "MST", "May",
}

// markdownGenerator makes incidents that nobody would write.
type markdownGenerator struct{ generator }

func (g *markdownGenerator) md() string {
	if g.IntN(3) == 0 {
		return g.sentence()
	}
	s := g.pick(pieces)
	for g.IntN(3) == 0 {
		s += g.pick([]string{"\n\n", "\n", " ", "\n\n\n"}) + g.pick(pieces)
	}
	return s
}

func (g *markdownGenerator) plain() string {
	if g.IntN(2) == 0 {
		return g.name()
	}
	return g.pick(pieces)
}

func (g *markdownGenerator) section(at time.Time) incident.Section {
	s := incident.Section{Level: max(0, g.IntN(6)-3), Internal: g.IntN(6) == 0}
	if g.IntN(5) > 0 {
		s.Heading = g.pick([]string{"Summary", "Timeline", "Impact", "Action Items", "Stats", "2024-05-06", "Timeline (UTC):", "Root Cause", "Timeline (all times are in CET)", g.plain(), g.sentence()})
	}
	if g.IntN(3) == 0 {
		s.Kind = g.pickKind()
	}
	if g.IntN(2) == 0 {
		s.Body = g.md()
	}
	if g.IntN(3) == 0 {
		s.After = g.md()
	}
	s.Form = incident.Form(g.pick([]string{"", "", "paragraphs", "bullets", "numbered", "tasks", "table", "odd"}))
	if s.Form == incident.FormTable && g.IntN(2) == 0 {
		for range 1 + g.IntN(3) {
			s.Columns = append(s.Columns, g.pick([]string{"Time", "Event", "Action", "Owner", "Due", "Link", "Time (UTC)", g.plain()}))
		}
	}
	switch g.IntN(5) {
	case 0:
		for range 1 + g.IntN(3) {
			s.Fields = append(s.Fields, incident.Field{Name: g.pick([]string{"Severity", "Date", "Owner", g.plain()}), Value: g.md()})
		}
	case 1, 2:
		s.Timeline = g.timeline(at)
	case 3:
		for range 1 + g.IntN(3) {
			s.Actions = append(s.Actions, g.action())
		}
	}
	return s
}

func (g *markdownGenerator) pickKind() incident.SectionKind {
	return incident.SectionKind(g.pick([]string{"summary", "timeline", "actions", "metrics", "impact", "odd kind"}))
}

func (g *markdownGenerator) action() incident.Action {
	a := incident.Action{Text: g.md(), Internal: g.IntN(6) == 0}
	if g.IntN(3) == 0 {
		a.Owner = g.plain()
	}
	if g.IntN(4) == 0 {
		a.Ticket = g.pick([]string{"OPS-12", "https://example.com/1", g.plain()})
	}
	if g.IntN(4) == 0 {
		a.State = incident.ActionState(g.pick([]string{"open", "done", "in_progress", "dropped", "odd state"}))
	}
	if g.IntN(4) == 0 {
		a.Due = civil.Date{Year: 2024, Month: 5, Day: 1 + g.IntN(28)}
	}
	if g.IntN(5) == 0 {
		a.Type = incident.ActionType(g.pick([]string{"prevent", "odd", "Other thing"}))
	}
	if g.IntN(6) == 0 {
		a.Extra = []string{g.plain()}
	}
	return a
}

func (g *markdownGenerator) timeline(at time.Time) *incident.Timeline {
	tl := &incident.Timeline{
		Zone:       g.pick([]string{"", "", "", "CET", "UTC", "America/New_York", "UTC+3", "Nowhere/City", "PST"}),
		HideZone:   g.IntN(4) == 0,
		TimeFormat: g.pick([]string{"", "", "15:04", "15:04", "2006-01-02 15:04", "3:04 PM", "January 2, 2006, 15:04 MST", "January 2, 2006 3:04 PM", "15:04:05", "15:04 MST", "[15:04]", "Jan 2, 2006, 15:04", "odd"}),
		Mark:       g.pick([]string{"", "", ":", ".", " -", " →", "*"}),
	}
	for range g.IntN(5) {
		e := incident.Event{At: at, Text: g.md()}
		at = at.Add(time.Duration(g.IntN(100*g.pickInt([]int{1, 1, 30}))) * time.Minute)
		switch g.IntN(12) {
		case 0:
			e.Written = g.pick([]string{"10:45hs", "2022-05-?? HH:mm", "--:--", "10:05.", g.plain()})
		case 1:
			e.At, e.Written = time.Time{}, g.pick([]string{"", "10:05", "--:--", "2024-05-01 10:00", g.plain()})
		case 2:
			e.Until = e.At.Add(time.Duration(g.IntN(3000)) * time.Minute)
		case 3:
			e.Precision = incident.Precision(g.pick([]string{"day", "about", "odd"}))
		case 4:
			e.Milestone = incident.Milestone(g.pick([]string{"detected", "mitigated", "odd one"}))
		case 5:
			e.Extra = []string{g.plain()}
		case 6:
			e.At = e.At.Add(time.Duration(g.IntN(60)) * time.Second)
		}
		tl.Events = append(tl.Events, e)
	}
	return tl
}

func (g *markdownGenerator) pickInt(list []int) int { return list[g.IntN(len(list))] }

// odd returns an incident with texts that look like structure.
func (g *markdownGenerator) odd() *incident.Incident {
	inc := g.incident()
	inc.ID = g.pick([]string{"", "inc-1", "a: b # c", "\"q\""})
	at := inc.Updates[0].At
	for i := range inc.Updates {
		if g.IntN(2) == 0 {
			inc.Updates[i].Body = g.md()
		}
	}
	pm := &incident.Postmortem{Title: g.pick([]string{"", "", g.plain()}), State: incident.ReviewState(g.pick([]string{"", "draft", "in_review", "odd"}))}
	if g.IntN(3) > 0 {
		pm.PublishedAt = inc.Updates[len(inc.Updates)-1].At.Add(48 * time.Hour)
	}
	if g.IntN(4) == 0 {
		pm.FrontMatter = g.pick([]string{"authors: [a, b]\ntitle: x", "zone: Asia/Tokyo # c", "# only", "incident:\n  - 1\nother: 2", "not: [yaml", "title: |\n  a\n  b\nx: 1"})
	}
	for range g.IntN(6) {
		pm.Sections = append(pm.Sections, g.section(at))
	}
	inc.Postmortem = pm
	return inc
}

func TestMarkdownSettles(t *testing.T) {
	for _, f := range fixture.All() {
		settled(t, f.Incident, markdownPage)
		settled(t, f.Incident, markdownDocument)
	}
	for seed := range uint64(1500) {
		g := markdownGenerator{generator{Rand: rand.New(rand.NewPCG(seed, 7)), nasty: true}}
		inc := g.odd()
		t.Run("", func(t *testing.T) {
			settled(t, inc, markdownDocument)
			settled(t, inc, markdownPage)
		})
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// carriedByDocument returns what a document keeps of an incident: its postmortem,
// and what front matter says. Forms that go without saying come back by name.
func carriedByDocument(inc *incident.Incident) *incident.Incident {
	c := inc.Clone()
	c = &incident.Incident{ID: c.ID, Title: c.Title, Page: incident.Page{TimeZone: c.Page.TimeZone, Lang: c.Page.Lang}, Postmortem: c.Postmortem}
	c.Postmortem.FrontMatter = ""
	for i := range c.Postmortem.Sections {
		s := &c.Postmortem.Sections[i]
		switch {
		case s.Timeline != nil:
			if s.Form == "" {
				s.Form = incident.FormTable
			}
			if len(s.Columns) == 2 && strings.HasPrefix(s.Columns[0], "Time") && s.Columns[1] == "Event" {
				s.Columns = nil // what is written anyway
			}
			for j := range s.Timeline.Events {
				e := &s.Timeline.Events[j]
				e.At, e.Until = e.At.Truncate(time.Minute), e.Until.Truncate(time.Minute)
			}
		case len(s.Fields) == 0 && len(s.Actions) == 0:
			s.Form = "" // of nothing
		case len(s.Fields) > 0 && s.Form == incident.FormBullets:
			s.Form = ""
		case len(s.Actions) > 0 && s.Form == incident.FormTasks:
			for j := range s.Actions {
				if s.Actions[j].State == "" {
					s.Actions[j].State = incident.ActionOpen // the box is empty
				}
			}
		}
	}
	c.Normalize()
	return c
}

// carriedByPage returns what a page keeps: what readers may see.
func carriedByPage(inc *incident.Incident) *incident.Incident {
	c := inc.Public()
	pm := c.Postmortem
	if pm != nil {
		c.Postmortem = carriedByDocument(c).Postmortem
		pm = c.Postmortem
		pm.State = ""
		for i := range pm.Sections {
			s := &pm.Sections[i]
			s.Kind = kindOf(s.Heading)
			if s.Timeline != nil {
				for j := range s.Timeline.Events {
					s.Timeline.Events[j].Milestone = ""
				}
			}
			if s.Form != incident.FormTable {
				for j := range s.Actions {
					a := &s.Actions[j]
					*a = incident.Action{Text: a.Text, State: a.State}
					switch {
					case s.Form != incident.FormTasks:
						a.State = ""
					case a.State != incident.ActionDone:
						a.State = incident.ActionOpen
					}
				}
			}
		}
	}
	c = &incident.Incident{Title: c.Title, Page: incident.Page{Name: c.Page.Name, TimeZone: c.Page.TimeZone}, Impact: c.Impact, Window: c.Window,
		Components: c.Components, Updates: c.Updates, Postmortem: pm}
	if c.Impact != incident.ImpactMaintenance {
		c.Impact = ""
	}
	var list []incident.Component // those of one group stand together
	for i, k := range c.Components {
		if slices.ContainsFunc(c.Components[:i], func(other incident.Component) bool { return k.Group != "" && other.Group == k.Group }) {
			continue
		}
		for _, other := range c.Components[i:] {
			if other == k || k.Group != "" && other.Group == k.Group {
				list = append(list, incident.Component{Group: other.Group, Name: other.Name})
				if k.Group == "" {
					break
				}
			}
		}
	}
	c.Components = list
	for i := range c.Updates {
		u := &c.Updates[i]
		*u = incident.Update{Status: u.Status, At: u.At.Truncate(time.Minute), EditedAt: u.EditedAt.Truncate(time.Minute), NextUpdate: u.NextUpdate.Truncate(time.Minute), Body: u.Body, RetractedAt: u.RetractedAt.Truncate(time.Minute)}
	}
	withdrawn(c)
	c.Normalize()
	return c
}

// ordinary returns an incident as they occur, with everything a document knows.
func (g *markdownGenerator) ordinary() *incident.Incident {
	g.nasty = false
	inc := g.incident()
	inc.ID = "inc-" + g.pick([]string{"1", "2024-03", "x y"})
	inc.Page.Lang = g.pick([]string{"", "en"})
	loc, err := inc.Page.Location()
	if err != nil {
		panic(err)
	}
	at := inc.Updates[0].At
	label, _ := at.In(loc).Zone()
	pm := &incident.Postmortem{
		Title: g.pick([]string{"", "What happened to the queue"}), State: incident.ReviewStates()[g.IntN(3)],
		PublishedAt: at.Add(50 * time.Hour),
	}
	section := func(kind incident.SectionKind, heading string) incident.Section {
		return incident.Section{Kind: kind, Heading: heading, Level: g.IntN(2), Internal: g.IntN(8) == 0}
	}
	texts := func(s incident.Section) incident.Section {
		if g.IntN(2) == 0 {
			s.Body = g.body()
		}
		if g.IntN(3) == 0 && (s.Fields != nil || s.Timeline != nil || s.Actions != nil) {
			s.After = g.body()
		}
		return s
	}
	first := incident.Section{Fields: []incident.Field{{Name: "Severity", Value: "Major"}, {Name: "Owner", Value: "Shop *team*"}}}
	first.Form = []incident.Form{"", incident.FormTable}[g.IntN(2)]
	pm.Sections = append(pm.Sections, texts(first), texts(section(incident.SectionSummary, "Summary")), texts(section("", "Things we saw")), texts(section(incident.SectionRisks, "Summary")))
	tl := section(incident.SectionTimeline, "Timeline")
	tl.Form = []incident.Form{"", incident.FormTable, incident.FormBullets, incident.FormNumbered, incident.FormParagraphs}[g.IntN(5)]
	tl.Timeline = &incident.Timeline{Zone: label, TimeFormat: g.pick([]string{"", "15:04", "2006-01-02 15:04", "3:04 PM", "Jan 2, 2006, 15:04"})}
	if tl.Form != "" && tl.Form != incident.FormTable {
		tl.Timeline.Mark = g.pick([]string{"", ":", ".", " -", "→"})
	}
	when := at
	for i := range 2 + g.IntN(4) {
		e := incident.Event{At: when, Text: string([]byte(g.sentence()))}
		switch g.IntN(6) {
		case 0:
			e.Milestone = incident.Milestones()[g.IntN(10)]
		case 1:
			e.Until = when.Add(time.Duration(1+g.IntN(50)) * time.Minute)
		case 2:
			e.Precision = incident.PrecisionAbout
		case 3:
			if i > 0 {
				e.At, e.Written = time.Time{}, "--:--"
			}
		}
		tl.Timeline.Events = append(tl.Timeline.Events, e)
		when = when.Add(time.Duration(1+g.IntN(700)) * time.Minute)
	}
	for _, e := range tl.Timeline.Events {
		if name, _ := e.At.In(loc).Zone(); !e.At.IsZero() && name != label {
			tl.Timeline.Zone = "UTC" // the clocks change below
		}
	}
	pm.Sections = append(pm.Sections, texts(tl))
	acts := section(incident.SectionActions, g.pick([]string{"Action Items", "What we change", "To do for us"}))
	acts.Form = []incident.Form{incident.FormTable, incident.FormBullets, incident.FormNumbered, incident.FormTasks}[g.IntN(4)]
	for range 1 + g.IntN(4) {
		a := incident.Action{Text: g.sentence(), Type: incident.ActionTypes()[g.IntN(5)], State: incident.ActionStates()[g.IntN(4)], Internal: g.IntN(5) == 0}
		a.Owner = g.pick([]string{"", "Shop team", "Ann (on call)"})
		a.Ticket = g.pick([]string{"", "OPS-12", "https://example.com/t/1"})
		a.Priority = g.pick([]string{"", "P1"})
		if g.IntN(2) == 0 {
			a.Due = civil.Date{Year: 2024, Month: 6, Day: 1 + g.IntN(28)}
		}
		acts.Actions = append(acts.Actions, a)
	}
	pm.Sections = append(pm.Sections, texts(acts), incident.Section{Kind: incident.SectionClosing, Body: g.body()})
	inc.Postmortem = pm
	return inc
}

// TestMarkdownComesBack holds that what is written is read back equal, in all that
// the format carries.
func TestMarkdownComesBack(t *testing.T) {
	check := func(t *testing.T, inc *incident.Incident) {
		t.Helper()
		if inc.Postmortem != nil {
			want, got := carriedByDocument(inc), settled(t, inc, markdownDocument)
			if diff := cmp.Diff(want, carriedByDocument(got)); diff != "" {
				t.Fatalf("document (-want +got):\n%s\n%s", diff, markdownDocument(inc))
			}
		}
		want, got := carriedByPage(inc), settled(t, inc, markdownPage)
		if diff := cmp.Diff(want, carriedByPage(got)); diff != "" {
			t.Fatalf("page (-want +got):\n%s\n%s", diff, markdownPage(inc))
		}
	}
	for _, f := range fixture.All() {
		for i := range f.Incident.Updates {
			f.Incident.Updates[i].Inferred = false // the status is stated
		}
		check(t, f.Incident)
	}
	for seed := range uint64(1500) {
		g := markdownGenerator{generator{Rand: rand.New(rand.NewPCG(seed, 8))}}
		check(t, g.ordinary())
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestMarkdownOptions reads what is written below another level, and in another
// zone: the instants are the same.
func TestMarkdownOptions(t *testing.T) {
	tokyo, err := civil.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fixture.All() {
		for level := 1; level <= 6; level++ {
			page := render.Markdown{Level: level}.Append(nil, f.Incident)
			doc, err := parse.Markdown{}.Parse("page.md", page)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(page), string(render.Markdown{Level: level}.Append(nil, doc.Incidents[0]))); diff != "" {
				t.Errorf("%s, page at level %d (-want +got):\n%s", f.Name, level, diff)
			}
			pm := render.Markdown{Level: level}.AppendPostmortem(nil, f.Incident)
			if len(pm) == 0 {
				continue
			}
			if doc, err = (parse.Markdown{Level: min(level, 4)}).Parse("pm.md", pm); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(pm), string(render.Markdown{Level: level}.AppendPostmortem(nil, doc.Incidents[0]))); diff != "" {
				t.Errorf("%s, document at level %d (-want +got):\n%s", f.Name, level, diff)
			}
		}
		page := render.Markdown{Zones: []*time.Location{tokyo, time.UTC}}.Append(nil, f.Incident)
		doc, err := parse.Markdown{}.Parse("page.md", page)
		if err != nil {
			t.Fatal(err)
		}
		var want, got []string
		for _, list := range []struct {
			inc *incident.Incident
			at  *[]string
		}{{f.Incident, &want}, {doc.Incidents[0], &got}} {
			for _, u := range list.inc.Updates {
				*list.at = append(*list.at, u.At.UTC().String())
			}
			if list.inc.Postmortem != nil {
				for e := range list.inc.Postmortem.Events() {
					*list.at = append(*list.at, e.At.UTC().String())
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s in other zones (-want +got):\n%s", f.Name, diff)
		}
	}
}

func kindOf(heading string) incident.SectionKind {
	return incident.SectionKind(locale.English().SectionKind(heading))
}
