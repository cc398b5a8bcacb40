package plan

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// A Line is a line of words with a time: "Posted Jan 27, 2022 - 11:10 CET".
// There is none if At is zero.
type Line struct {
	Word words.Word
	At   time.Time
	Day  time.Time // of a promise: an instant on the day that needs no date
}

// AppendLine appends a line; nothing if there is none.
func (r *Report) AppendLine(dst []byte, l Line) []byte {
	if l.At.IsZero() {
		return dst
	}
	dst = append(append(dst, r.Lang.Word(l.Word)...), ' ')
	if l.Word == words.NextUpdate {
		return r.Clock.AppendMoment(dst, l.At, l.Day)
	}
	return r.Clock.AppendStamp(dst, l.At)
}

// A Post is the plan of one update. All that a retracted one says is that it
// was retracted.
type Post struct {
	Update    *incident.Update
	Status    incident.Status // of the label; "": it is "Update", because the status is the one before
	Retracted Line
	Body      string // Markdown
	Next      Line   // promise of the next update, unless the body makes it
	Posted    Line
	Edited    Line
	report    *Report
}

// Posts returns how many updates the report shows.
func (r *Report) Posts() int {
	if r.Alone {
		return 0
	}
	return len(r.Incident.Updates)
}

// Post returns the plan of a post; the newest is 0.
func (r *Report) Post(i int) Post { return r.Update(len(r.Incident.Updates) - 1 - i) }

// Update returns the plan of the update in that place of the incident.
func (r *Report) Update(i int) Post {
	u := &r.Incident.Updates[i]
	p := Post{Update: u, Posted: Line{Word: words.Posted, At: u.At}, Edited: Line{Word: words.Edited, At: u.EditedAt}, report: r}
	if u.Status != r.statusBefore(i) && (u.Status.Valid() || r.unknownLabel(u.Status) != "") {
		p.Status = u.Status
	}
	if u.Retracted() {
		p.Retracted = Line{Word: words.Retracted, At: u.RetractedAt}
		return p
	}
	p.Body = u.Body
	if !u.NextUpdate.IsZero() && !report.Announces(u.Body, u.At, u.NextUpdate, r.Clock.Page) {
		p.Next = Line{words.NextUpdate, u.NextUpdate, u.At}
	}
	return p
}

// A statusRun says which status stands before each of the updates after from,
// up to to.
type statusRun struct {
	from, to int
	status   incident.Status
}

// statusBefore returns the last status before update i that is not retracted.
// It remembers how far back that was: an incident may have many updates without
// one.
func (r *Report) statusBefore(i int) incident.Status {
	if r.before.from < i && i <= r.before.to {
		return r.before.status
	}
	r.before = statusRun{from: i - 1, to: i}
	for ; r.before.from >= 0; r.before.from-- {
		if u := &r.Incident.Updates[r.before.from]; u.Status != "" && !u.Retracted() {
			r.before.status = u.Status
			break
		}
	}
	return r.before.status
}

// AppendLabel appends the label of the post: "Investigating", or "Update". A
// status that is not known has a U+200C in front if it reads like a label of
// another meaning, such as "Postmortem".
func (p *Post) AppendLabel(dst []byte) []byte {
	if p.Status.Valid() {
		return p.report.AppendStatus(dst, p.Status)
	}
	start := len(dst)
	return markdown.GuardLines(append(dst, p.report.unknownLabel(p.Status)...), start, p.report.Lang.Forges())
}

// unknownLabel returns the label of a status that is not known, or "" if it
// shows nothing.
func (r *Report) unknownLabel(s incident.Status) string {
	return strings.Trim(string(r.AppendStatus(nil, s)), words.Invisible)
}

// AppendStatus appends the label of a status; that of "" is "Update".
func (r *Report) AppendStatus(dst []byte, s incident.Status) []byte {
	switch {
	case s == "":
		return append(dst, r.Lang.Word(words.Update)...)
	case s.Valid():
		return r.Lang.Terms.AppendStatus(dst, string(s))
	}
	return markdown.AppendLine(dst, string(r.Lang.Terms.AppendStatus(nil, markdown.Line(string(s)))))
}
