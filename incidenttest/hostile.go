package incidenttest

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// pieces are the pieces of valid and invalid Markdown from which hostile texts
// are made.
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

// markdown returns a body that looks like structure.
func (g *generator) markdown() string {
	if g.one(3) {
		return g.sentence()
	}
	s := pick(g, pieces...)
	for g.one(3) {
		s += pick(g, "\n\n", "\n", " ", "\n\n\n") + pick(g, pieces...)
	}
	return s
}

// plain returns plain text that looks like Markdown.
func (g *generator) plain() string {
	if g.one(2) {
		return g.name()
	}
	return pick(g, pieces...)
}

// odd gives the incident an unusual ID and a postmortem that nobody would
// write.
func (g *generator) odd(inc *incident.Incident) {
	inc.ID = pick(g, "", "inc-1", "a: b # c", "\"q\"")
	pm := &incident.Postmortem{Title: pick(g, "", "", g.plain()), State: pick[incident.ReviewState](g, "", "draft", "in_review", "odd")}
	if g.n(3) > 0 {
		pm.PublishedAt = inc.Updates[len(inc.Updates)-1].At.Add(48 * time.Hour)
	}
	if g.one(4) {
		pm.FrontMatter = pick(g, "authors: [a, b]\ntitle: x", "zone: Asia/Tokyo # c", "# only", "incident:\n  - 1\nother: 2", "not: [yaml", "title: |\n  a\n  b\nx: 1",
			"+++\ntitle = 'x'\n[extra]\nzone = 1\n+++", "+++\n\"\"\" not\n+++", "+++\n+++")
	}
	for range g.n(6) {
		pm.Sections = append(pm.Sections, g.oddSection(inc.Updates[0].At))
	}
	inc.Postmortem = pm
}

func (g *generator) oddSection(at time.Time) incident.Section {
	s := incident.Section{Level: max(0, g.n(6)-3), Internal: g.one(6)}
	if g.n(5) > 0 {
		s.Heading = pick(g, "Summary", "Timeline", "Impact", "Action Items", "Stats", "2024-05-06", "Timeline (UTC):", "Root Cause", "Timeline (all times are in CET)", g.plain(), g.sentence())
	}
	if g.one(3) {
		s.Kind = pick[incident.SectionKind](g, "summary", "timeline", "actions", "metrics", "impact", "odd kind")
	}
	if g.one(2) {
		s.Body = g.markdown()
	}
	if g.one(3) {
		s.After = g.markdown()
	}
	s.Form = pick[incident.Form](g, "", "", "paragraphs", "bullets", "numbered", "tasks", "table", "odd")
	if s.Form == incident.FormTable && g.one(2) {
		for range 1 + g.n(3) {
			s.Columns = append(s.Columns, pick(g, "Time", "Event", "Action", "Owner", "Due", "Who", "Link", "Time (UTC)", g.plain()))
		}
	}
	switch g.n(5) {
	case 0:
		for range 1 + g.n(3) {
			s.Fields = append(s.Fields, incident.Field{Name: pick(g, "Severity", "Date", "Owner", g.plain()), Value: g.markdown()})
		}
	case 1, 2:
		s.Timeline = g.oddTimeline(at)
	case 3:
		for range 1 + g.n(3) {
			s.Actions = append(s.Actions, g.oddAction())
		}
	}
	return s
}

func (g *generator) oddAction() incident.Action {
	a := incident.Action{Text: g.markdown(), Internal: g.one(6)}
	if g.one(3) {
		a.Owner = g.plain()
	}
	if g.one(4) {
		a.Ticket = pick(g, "OPS-12", "https://example.com/1", g.plain())
	}
	if g.one(6) {
		a.TicketURL = pick(g, "https://example.com/a|b", "javascript:alert(1)", "https://example.com/(", g.plain())
	}
	if g.one(4) {
		a.State = pick[incident.ActionState](g, "open", "done", "in_progress", "dropped", "odd state", "Closed ✅")
	}
	if g.one(4) {
		a.Due = civil.Date{Year: 2024, Month: 5, Day: 1 + g.n(28)}
	}
	if g.one(6) {
		a.DueWritten = pick(g, "TBD", "June 28", "4 March 2026", "2024-05-01", "03/04/2025", g.plain())
	}
	if g.one(5) {
		a.Type = pick[incident.ActionType](g, "prevent", "odd", "Other thing")
	}
	if g.one(6) {
		a.Extra = []string{g.plain()}
	}
	return a
}

func (g *generator) oddTimeline(at time.Time) *incident.Timeline {
	tl := &incident.Timeline{
		Zone:       pick(g, "", "", "", "CET", "UTC", "America/New_York", "UTC+3", "Nowhere/City", "PST"),
		HideZone:   g.one(4),
		TimeFormat: pick(g, "", "", "15:04", "15:04", "2006-01-02 15:04", "3:04 PM", "January 2, 2006, 15:04 MST", "January 2, 2006 3:04 PM", "15:04:05", "15:04 MST", "[15:04]", "Jan 2, 2006, 15:04", "odd"),
		Mark:       pick(g, "", "", ":", ".", " -", " →", "*"),
	}
	for range g.n(5) {
		e := incident.Event{At: at, Text: g.markdown()}
		at = at.Add(g.minutes(100 * pick(g, 1, 1, 30)))
		switch g.n(13) {
		case 0:
			e.Written = pick(g, "10:45hs", "2022-05-?? HH:mm", "--:--", "10:05.", g.plain())
		case 1:
			e.At, e.Written = time.Time{}, pick(g, "", "10:05", "--:--", "2024-05-01 10:00", g.plain())
		case 2:
			e.Until = e.At.Add(g.minutes(3000))
		case 3:
			e.Precision = pick[incident.Precision](g, "day", "about", "odd")
		case 4:
			e.Milestone = pick[incident.Milestone](g, "detected", "mitigated", "odd one")
		case 5:
			e.Extra = []string{g.plain()}
		case 6:
			e.At = e.At.Add(time.Duration(g.n(60)) * time.Second)
		case 7:
			e.By = g.plain()
		}
		tl.Events = append(tl.Events, e)
	}
	return tl
}
