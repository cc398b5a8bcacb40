package statuspage

import (
	"cmp"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/wire"
)

// history reads the data of a history page. For each month it lists summaries
// of incidents: the last message, and a text with the times of the beginning
// and end.
func (d *decoder) history(o wire.Object) {
	page := o.Get("page")
	if status := o.Get("page_status"); status.Kind == wire.IsObject {
		page = status.Object().Get("page")
	}
	d.pageOf(o, page)
	d.answer.Page.Name = cmp.Or(d.answer.Page.Name, d.around.Name)
	d.answer.Page.URL = cmp.Or(d.answer.Page.URL, d.around.URL)
	d.components(o.Get("components"))
	summaries := summaries(o)
	if d.answer.Page.TimeZone == "" {
		d.inferZone(summaries)
	}
	for _, s := range summaries {
		d.answer.Incidents = append(d.answer.Incidents, d.summary(s))
	}
}

// summary is the summary of an incident, with its times as they are written.
type summary struct {
	object   wire.Object
	month    time.Time // middle of the month that lists it, or zero
	written  string
	from, to civil.Written
	known    bool // both could be read, and the year is known
}

// summaries returns the summaries of all months.
func summaries(o wire.Object) (list []summary) {
	for _, month := range o.Get("months").Objects() {
		middle := middle(month)
		for _, o := range month.Get("incidents").Objects() {
			s := summary{object: o, month: middle, written: shown(o, "timestamp")}
			s.readTimes()
			list = append(list, s)
		}
	}
	return list
}

// readTimes reads the times of a summary: "Feb 29, 22:00 - 23:00 GMT", or a
// single time, which becomes both ends.
func (s *summary) readTimes() {
	from, to, n := civil.ReadRange(s.written)
	if n != len(s.written) || n == 0 {
		from, n = civil.Read(s.written)
		to = from
	}
	s.from, s.to = from, to
	s.known = n == len(s.written) && n > 0 && from.HasTime && !from.Date.IsZero() && (from.Date.Year != 0 || !s.month.IsZero())
}

// inferZone concludes the zone of a page that names none from the labels of its
// times.
func (d *decoder) inferZone(summaries []summary) {
	var stamps []pagezone.Stamp
	for _, s := range summaries {
		if !s.known {
			continue
		}
		date := s.from.Date
		date.Year = cmp.Or(date.Year, s.month.Year())
		stamps = append(stamps, pagezone.Stamp{
			Written: civil.DateTime{Date: date, Time: s.from.Time}, Label: cmp.Or(s.from.Zone, s.to.Zone), At: s.object.Get("timestamp").At,
		})
	}
	zone, c := pagezone.Conclude(stamps)
	if zone.Name == "" || c.Code == pagezone.CodeOffset {
		return // each time that remains unresolved has a note of its own
	}
	d.doc.Location, d.answer.Page.TimeZone, d.named = zone.Location, zone.Name, true
	if c.Code != "" {
		d.doc.Notes = append(d.doc.Notes, d.doc.Source.Note(c.At, c.Code, "page.time_zone", c.Text))
	}
}

// summary reads the summary of an incident. The last message becomes its only
// update, at the end of the span. The span becomes the window of a maintenance,
// and an event for any other incident.
func (d *decoder) summary(s summary) *incident.Incident {
	o := s.object
	inc := &incident.Incident{
		ID:     o.Line("code"),
		Title:  o.Line("name"),
		Page:   d.answer.Page,
		Impact: wire.Word(o, "impact", incident.Parse[incident.Impact]),
	}
	inc.URL, inc.Aliases = d.address(inc.ID, "")
	o.Value.Note("summary", CodeInferred, "a history page has no updates; the last message became the only one, and its status is not known")

	u := incident.Update{Body: bodyOf(o.Text("message"))}
	start, end := d.span(s)
	u.At = end
	switch {
	case start.IsZero() || start.Equal(end):
	case inc.Impact == incident.ImpactMaintenance:
		inc.Window = incident.Window{Start: start, End: end}
	default:
		inc.Events = []incident.Event{{At: start, Until: end, Written: s.written}}
	}
	if u.Body != "" || !u.At.IsZero() {
		inc.Updates = []incident.Update{u}
	}
	return inc
}

// shown returns the visible text of a piece of HTML.
func shown(o wire.Object, key string) string {
	md := htmltext.Markdown{}.Convert(o.Text(key))
	return markdown.Line(string(markdown.Text{}.Append(nil, md)))
}

// middle returns the middle of a month, or the zero time.
func middle(month wire.Object) time.Time {
	first, err := time.Parse("January 2006", month.Line("name")+" "+month.Line("year"))
	if err != nil || first.Year() < 1 {
		return time.Time{}
	}
	return first.Add((14*24 + 12) * time.Hour)
}

// span reads the beginning and end of an incident, which are written without a
// year: "Feb 29, 22:00 - 23:00 GMT". The month that lists the incident decides
// the year.
func (d *decoder) span(s summary) (start, end time.Time) {
	if s.written == "" {
		return
	}
	v := s.object.Get("timestamp")
	note := func(format string, args ...any) {
		v.Note(v.Path(), CodeUnmapped, fmt.Sprintf(format, args...))
	}
	listed := s.from.Date
	listed.Year = cmp.Or(listed.Year, s.month.Year())
	switch {
	case !s.known:
		note("%q could not be read", s.written)
		return
	case s.from.Zone == "" && s.to.Zone == "" && d.answer.Page.TimeZone == "":
		note("%q names no zone", s.written)
		return
	case !listed.Valid(): // 29 February
		note("%q is on no day of its year", s.written)
		return
	}
	first := s.from.Resolve(s.month, d.doc.Location)
	if !wire.IsInstant(first) {
		note("%q is not an instant: %s", s.written, first.Kind)
		return
	}
	start = first.Time.UTC()
	last := s.to.ResolveAfter(start, d.doc.Location)
	if !wire.IsInstant(last) {
		note("the end of %q is not an instant: %s", s.written, last.Kind)
		return start, start
	}
	return start, last.Time.UTC()
}
