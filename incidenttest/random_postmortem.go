package incidenttest

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// report returns a postmortem as pages publish them, without anything that
// plain text cannot express.
func (g *generator) report(inc *incident.Incident) *incident.Postmortem {
	last := inc.Updates[len(inc.Updates)-1].At
	pm := &incident.Postmortem{PublishedAt: last.Add(time.Minute + g.minutes(9000))}
	if g.one(2) {
		pm.Sections = append(pm.Sections, incident.Section{Body: g.body()})
	}
	for _, heading := range []string{"Summary", "Impact", "Timeline", "Root cause", "Action items"} {
		s := incident.Section{Heading: heading}
		switch heading {
		case "Timeline":
			s.Form = pick(g, incident.FormBullets, incident.FormParagraphs)
			s.Timeline = &incident.Timeline{HideZone: true, TimeFormat: pick(g, "15:04", "3:04 PM", "January 2, 2006 15:04", "Jan 2, 2006, 15:04"), Mark: pick(g, "", ".", ":", " -")}
			at := inc.Updates[0].At
			for range 2 + g.n(4) {
				s.Timeline.Events = append(s.Timeline.Events, incident.Event{At: at, Text: g.sentence()})
				at = at.Add(g.minutes(200))
			}
			if g.one(4) {
				s.Form, s.Timeline.Mark = incident.FormTable, ""
				g.actors(s.Timeline)
			}
		case "Action items":
			s.Form = incident.FormBullets
			s.Body = "Long enough to be no heading of its own, this leads in:"
			for range 1 + g.n(3) {
				s.Actions = append(s.Actions, incident.Action{Text: "So " + g.sentence()})
			}
		default:
			s.Body = g.body()
		}
		pm.Sections = append(pm.Sections, s)
	}
	return pm
}

// document returns a full postmortem document, with all features of the model.
func (g *generator) document(inc *incident.Incident) *incident.Postmortem {
	section := func(kind incident.SectionKind, heading string) incident.Section {
		return incident.Section{Kind: kind, Heading: heading, Level: g.n(2), Internal: g.one(8)}
	}
	texts := func(s incident.Section) incident.Section {
		if g.one(2) {
			s.Body = g.body()
		}
		if g.one(3) && (s.Fields != nil || s.Timeline != nil || s.Actions != nil) {
			s.After = g.body()
		}
		return s
	}
	last := inc.Updates[len(inc.Updates)-1].At
	pm := &incident.Postmortem{Title: pick(g, "", "What happened to the queue"), State: pick(g, incident.Words[incident.ReviewState]()...)}
	if g.n(4) > 0 {
		pm.PublishedAt = last.Add(50 * time.Hour)
	}
	first := incident.Section{Form: pick(g, "", incident.FormTable), Fields: []incident.Field{{Name: "Severity", Value: "Major"}, {Name: "Owner", Value: "Shop *team*"}}}
	timeline := section(incident.SectionTimeline, "Timeline")
	timeline.Form = pick(g, "", incident.FormTable, incident.FormBullets, incident.FormNumbered, incident.FormParagraphs)
	timeline.Timeline = g.timeline(inc)
	if timeline.Form != "" && timeline.Form != incident.FormTable {
		timeline.Timeline.Mark = pick(g, "", ":", ".", " -", "→")
	}
	if g.one(4) {
		timeline.Form, timeline.Timeline.Mark = incident.FormTable, ""
		g.actors(timeline.Timeline)
	}
	actions := section(incident.SectionActions, pick(g, "Action Items", "What we change", "To do for us"))
	actions.Form = pick(g, incident.FormTable, incident.FormBullets, incident.FormNumbered, incident.FormTasks)
	for range 1 + g.n(4) {
		actions.Actions = append(actions.Actions, g.action(last))
	}
	pm.Sections = []incident.Section{
		texts(first), texts(section(incident.SectionSummary, "Summary")), texts(section("", "Things we saw")), texts(section(incident.SectionRisks, "Summary")),
		texts(timeline), texts(actions), {Kind: incident.SectionClosing, Body: g.body()},
	}
	return pm
}

// timeline returns a timeline that begins with the first update. It is labelled
// with the abbreviation of the page's zone, or with UTC if the offset changes
// within it.
func (g *generator) timeline(inc *incident.Incident) *incident.Timeline {
	at := inc.Updates[0].At
	tl := &incident.Timeline{TimeFormat: pick(g, "", "15:04", "2006-01-02 15:04", "3:04 PM", "Jan 2, 2006, 15:04")}
	for i := range 2 + g.n(4) {
		e := incident.Event{At: at, Text: g.sentence()}
		switch g.n(6) {
		case 0:
			e.Milestone = pick(g, incident.Words[incident.Milestone]()[:10]...) // seeds are stable
		case 1:
			e.Until = at.Add(time.Minute + g.minutes(50))
		case 2:
			e.Precision = incident.PrecisionAbout
		case 3:
			if i > 0 {
				e.At, e.Written = time.Time{}, "--:--"
			}
		}
		tl.Events = append(tl.Events, e)
		at = at.Add(time.Minute + g.minutes(700))
	}
	loc, err := inc.Page.Location()
	if err != nil {
		return tl // in the zone of the page, for which the system has no data
	}
	tl.Zone, _ = tl.Events[0].At.In(loc).Zone()
	for _, e := range tl.Events {
		if name, _ := e.At.In(loc).Zone(); !e.At.IsZero() && name != tl.Zone {
			tl.Zone = "UTC"
		}
	}
	return tl
}

// actors sets By in all or most events of a timeline.
func (g *generator) actors(tl *incident.Timeline) {
	for i := range tl.Events {
		if i == 0 || g.n(3) > 0 {
			tl.Events[i].By = pick(g, "Shop team", "Ops (on call)", "storage-bot")
		}
	}
}

func (g *generator) action(last time.Time) incident.Action {
	a := incident.Action{
		Text: g.sentence(), Type: pick(g, incident.Words[incident.ActionType]()...), State: pick(g, incident.Words[incident.ActionState]()...), Internal: g.one(5),
		Owner: pick(g, "", "Shop team", "Storage (on call)"), Ticket: pick(g, "", "OPS-12", "https://example.com/t/1"), Priority: pick(g, "", "P1"),
	}
	switch g.n(5) {
	case 0, 1:
		a.Due = civil.DateOf(last, time.UTC).AddDays(7 + g.n(28))
	case 2:
		a.DueWritten = pick(g, "TBD", "end of the quarter", "TBD; soon (we hope)")
	}
	if a.Ticket == "OPS-12" && g.one(2) {
		a.TicketURL = pick(g, "https://example.com/browse/OPS-12", "https://example.com/t?a=(1);b=2,owner=x")
	}
	return a
}
