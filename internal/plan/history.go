package plan

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// History returns the plan of the history that a view selects: title, second
// line, and a section with a timeline for each day in the leading zone. The row
// of an update consists of its status and its first paragraph, and that of a
// change of both statuses. The row of an event begins with its milestone if it
// has one. The plan of a nil incident is nil.
func History(inc *incident.Incident, o Options, view incident.View) *Report {
	r := Page(inc, o)
	if r == nil {
		return nil
	}
	r.Alone = true
	r.days = []incident.Section{}
	zone := ""
	if len(o.Zones) > 0 {
		zone = o.Zones[0].String()
	}
	for day, entries := range incident.Days(view.Filter(r.visible().History()), r.Clock.Zones[0]) {
		s := incident.Section{Kind: incident.SectionTimeline, Timeline: &incident.Timeline{Zone: zone, TimeFormat: report.ClockLayout}}
		if !day.IsZero() {
			s.Heading = string(r.Lang.Dates.AppendDate(nil, time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, time.UTC)))
		}
		for _, e := range entries {
			if e.Source != incident.SourceChange || !e.Update.Retracted() {
				s.Timeline.Events = append(s.Timeline.Events, r.event(e))
			}
		}
		r.days = append(r.days, s)
	}
	return r
}

// visible returns the incident without the parts that the options exclude.
func (r *Report) visible() *incident.Incident {
	inc := *r.Incident
	if pm := inc.Postmortem; pm != nil && !pm.Published() {
		inc.Postmortem = nil
		if r.options.Drafts {
			shown := *pm
			shown.PublishedAt = time.Unix(0, 0) // Public leaves drafts out
			inc.Postmortem = &shown
		}
	}
	if r.options.Internal {
		return &inc
	}
	return inc.Public()
}

// event returns an entry of a history as the row of a timeline.
func (r *Report) event(e incident.Entry) incident.Event {
	switch e.Source {
	case incident.SourceUpdate:
		row := incident.Event{At: e.At, Text: r.Lang.Word(words.Retracted)}
		if !e.Update.Retracted() {
			row.Text = firstParagraph(e.Update.Body)
		}
		if s := e.Update.Status; s != "" {
			row.Text = led(string(r.Lang.Terms.AppendStatus(nil, string(s))), row.Text)
		}
		return row
	case incident.SourceChange:
		name := e.Change.Name
		if e.Change.Group != "" {
			name = e.Change.Group + " - " + name
		}
		var move []byte
		if e.Change.From != "" {
			move = append(r.Lang.Terms.AppendReadable(move, string(e.Change.From)), " → "...)
		}
		move = r.Lang.Terms.AppendReadable(move, string(e.Change.To))
		return incident.Event{At: e.At, Text: led(name, string(markdown.AppendEscaped(nil, string(move), markdown.Paragraph)))}
	}
	row := *e.Event
	if row.Milestone != "" && !row.Inferred {
		row.Text = led(string(r.Lang.Terms.AppendReadable(nil, string(row.Milestone))), row.Text)
	}
	row.Milestone, row.By, row.Extra = "", "", nil // a list has no place for them
	return row
}

// led returns a text after a bold word: "**Resolved**: The fix holds." A text
// that begins with a block other than a paragraph follows below the word.
func led(word, text string) string {
	b := append(markdown.AppendEscaped([]byte("**"), word, markdown.Paragraph), "**"...)
	if text == "" {
		return string(b)
	}
	between := ": "
	if blocks, err := markdown.Blocks(text); err == nil && len(blocks) > 0 && blocks[0].Kind != markdown.BlockParagraph {
		between = ":\n\n"
	}
	return string(append(append(b, between...), text...))
}

// firstParagraph returns the first block of a body, or the whole body if it
// exceeds the limits of Markdown.
func firstParagraph(body string) string {
	blocks, err := markdown.Blocks(body)
	if err != nil || len(blocks) == 0 {
		return body
	}
	return strings.TrimSpace(body[blocks[0].Start:blocks[0].End])
}
