package render

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// AppendHistory appends the entries of the history that the view wants: title,
// second line, and for each day, in the zone that leads, a heading and a timeline.
// An update is told by its status and its first paragraph, a change by both
// statuses, and an event that reaches a milestone names it; of an update that was
// retracted only that is told. Events and what else is not public is left out
// unless t.Internal, a draft postmortem unless t.Drafts. A nil incident appends
// nothing.
func (t Text) AppendHistory(dst []byte, inc *incident.Incident, view incident.View) []byte {
	if inc == nil {
		return dst
	}
	var p textPrinter
	p.init(t, dst, inc)
	p.alone = true
	p.header()
	for _, s := range p.days(view) {
		p.section(&s)
	}
	return p.finish()
}

// AppendHistory appends what [Text.AppendHistory] does, as Markdown.
func (m Markdown) AppendHistory(dst []byte, inc *incident.Incident, view incident.View) []byte {
	if inc == nil {
		return dst
	}
	p := m.printer(dst, inc)
	p.alone = true
	pm := &incident.Postmortem{Sections: p.days(view)}
	sections := p.plan(pm, p.base, nil)
	p.pageHeader()
	p.sections(sections)
	return p.finish()
}

// AppendHistory appends what [Text.AppendHistory] does, as an article element.
func (h HTML) AppendHistory(dst []byte, inc *incident.Incident, view incident.View) []byte {
	if inc == nil {
		return dst
	}
	var p htmlPrinter
	p.init(h, dst, inc)
	p.alone = true
	p.text("<article class=\"incident history\" lang=\"")
	p.text(p.lang())
	p.text("\">\n")
	p.header()
	for _, s := range p.days(view) {
		p.section(&s, p.level+1)
	}
	p.text("</article>\n")
	return p.dst
}

// days returns the history as sections, one for each day in the zone that leads.
func (p *textPrinter) days(view incident.View) []incident.Section {
	loc := p.zone(0)
	named := ""
	if len(p.Zones) > 0 {
		named = loc.String()
	}
	var sections []incident.Section
	for day, entries := range incident.Days(view.Filter(p.visible().History()), loc) {
		s := incident.Section{Kind: incident.SectionTimeline, Timeline: &incident.Timeline{Zone: named, TimeFormat: "15:04"}}
		if !day.IsZero() {
			s.Heading = string(p.phrases.AppendDate(nil, time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC)))
		}
		for _, e := range entries {
			if e.Source == incident.SourceChange && e.Update.Retracted() {
				continue
			}
			s.Timeline.Events = append(s.Timeline.Events, p.told(e))
		}
		sections = append(sections, s)
	}
	return sections
}

// visible returns the incident without what the options do not ask for.
func (p *textPrinter) visible() *incident.Incident {
	inc := *p.inc
	if pm := inc.Postmortem; pm != nil && !pm.Published() {
		inc.Postmortem = nil
		if p.Drafts {
			shown := *pm
			shown.PublishedAt = time.Unix(0, 0) // Public leaves drafts out
			inc.Postmortem = &shown
		}
	}
	if p.Internal {
		return &inc
	}
	return inc.Public()
}

// told returns an entry as the event of a timeline.
func (p *textPrinter) told(e incident.Entry) incident.Event {
	var b []byte
	lead := func(word string) {
		b = append(b, "**"...)
		b = markdown.AppendEscaped(b, word, markdown.Paragraph)
		b = append(b, "**"...)
	}
	switch e.Source {
	case incident.SourceUpdate:
		if s := e.Update.Status; s != "" {
			lead(string(p.phrases.AppendStatus(nil, string(s))))
		}
		if e.Update.Retracted() {
			return incident.Event{At: e.At, Text: join(b, p.phrases.Word(words.Retracted))}
		}
		return incident.Event{At: e.At, Text: join(b, firstParagraph(e.Update.Body))}
	case incident.SourceChange:
		name := e.Change.Name
		if e.Change.Group != "" {
			name = e.Change.Group + " - " + name
		}
		lead(name)
		var move []byte
		if e.Change.From != "" {
			move = append(p.phrases.AppendReadable(move, string(e.Change.From)), " → "...)
		}
		move = p.phrases.AppendReadable(move, string(e.Change.To))
		return incident.Event{At: e.At, Text: join(b, string(markdown.AppendEscaped(nil, string(move), markdown.Paragraph)))}
	}
	event := *e.Event
	if event.Milestone != "" {
		lead(string(p.phrases.AppendReadable(nil, string(event.Milestone))))
		event.Text, event.Milestone = join(b, event.Text), ""
	}
	event.Extra = nil
	return event
}

// join puts a word and what it leads to on one line.
func join(word []byte, text string) string {
	switch {
	case len(word) == 0:
		return text
	case text == "":
		return string(word)
	}
	return string(word) + ": " + text
}

// firstParagraph returns the first block of a body, or the whole where it is beyond
// the limits of Markdown.
func firstParagraph(body string) string {
	blocks, err := markdown.Blocks(body)
	if err != nil || len(blocks) == 0 {
		return body
	}
	return strings.TrimSpace(body[blocks[0].Start:blocks[0].End])
}
