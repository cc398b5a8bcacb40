package plan

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
	"github.com/incidentkit/incident/internal/words"
)

// Line is a line with a time, such as "Posted Jan 27, 2022 - 11:10 CET". If At
// is zero, there is no line.
type Line struct {
	Word words.Word
	At   time.Time
	Day  time.Time // for a promise: an instant on the day whose date is omitted
}

// AppendLine appends a line, or nothing if there is none.
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

// Post is the plan of one update. Of a retracted update it contains nothing but
// the retraction.
type Post struct {
	Update    *incident.Update
	Status    incident.Status // status of the label; "" for "Update", if the status stays the same
	Retracted Line
	Body      string // Markdown
	Next      Line   // promise of the next update, unless the body makes it
	Posted    Line
	Edited    Line
	report    *Report
}

// Posts returns the number of updates that the report shows.
func (r *Report) Posts() int {
	if r.Alone {
		return 0
	}
	return len(r.Incident.Updates)
}

// Post returns the plan of post i, counted from the newest.
func (r *Report) Post(i int) Post { return r.Update(len(r.Incident.Updates) - 1 - i) }

// Update returns the plan of the update with that index in the incident.
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

// statusRun is the status before each of the updates after from, up to to.
type statusRun struct {
	from, to int
	status   incident.Status
}

// statusBefore returns the last status before update i that is not retracted.
// It stores the range of updates for which that is the same, because an
// incident may have many updates without a status.
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

// AppendLabel appends the label of the post: "Investigating", or "Update". An
// unknown status has a U+200C in front if it would be read as a label with
// another meaning, such as "Postmortem".
func (p *Post) AppendLabel(dst []byte) []byte {
	if p.Status.Valid() {
		return p.report.AppendStatus(dst, p.Status)
	}
	start := len(dst)
	return markdown.GuardLines(append(dst, p.report.unknownLabel(p.Status)...), start, p.report.Lang.Forges())
}

// unknownLabel returns the label of an unknown status, or "" if it shows
// nothing.
func (r *Report) unknownLabel(s incident.Status) string {
	return strings.Trim(string(r.AppendStatus(nil, s)), words.Invisible)
}

// AppendStatus appends the label of a status, which is "Update" for "".
func (r *Report) AppendStatus(dst []byte, s incident.Status) []byte {
	switch {
	case s == "":
		return append(dst, r.Lang.Word(words.Update)...)
	case s.Valid():
		return r.Lang.Terms.AppendStatus(dst, string(s))
	}
	return markdown.AppendLine(dst, string(r.Lang.Terms.AppendStatus(nil, markdown.Line(string(s)))))
}
