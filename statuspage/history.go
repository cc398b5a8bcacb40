package statuspage

import (
	"fmt"
	"strconv"
	"strings"
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
		page = status.MaybeObject().Get("page")
	}
	d.pageOf(o, page)
	if d.answer.Page.Name == "" {
		d.answer.Page.Name = d.around.Name
	}
	if d.answer.Page.URL == "" {
		d.answer.Page.URL = d.around.URL
	}
	d.components(o.Get("components"))
	summaries := d.summaries(o)
	if d.answer.Page.TimeZone == "" {
		d.inferZone(summaries)
	}
	for i := range summaries {
		d.answer.Incidents = append(d.answer.Incidents, d.summary(&summaries[i]))
	}
}

// summary is the summary of an incident, together with the middle of the month
// that lists it, or the zero time if that is not known.
type summary struct {
	object wire.Object
	month  time.Time
}

// summaries returns the summaries of all months.
func (d *decoder) summaries(o wire.Object) (list []summary) {
	for _, e := range o.Get("months").List() {
		month := e.Object()
		middle := d.middle(month)
		for _, s := range month.Get("incidents").List() {
			if s := s.Object(); s.Value.Kind == wire.IsObject {
				list = append(list, summary{s, middle})
			}
		}
	}
	return list
}

// inferZone concludes the zone of a page that names none from the labels of its
// times.
func (d *decoder) inferZone(summaries []summary) {
	var stamps []pagezone.Stamp
	for i := range summaries {
		s := &summaries[i]
		from, to, ok := readSpan(d.shown(s.object, "timestamp"), s.month)
		if !ok {
			continue
		}
		stamp := pagezone.Stamp{Written: civil.DateTime{Date: from.Date, Time: from.Time}, Label: from.Zone, At: s.object.Get("timestamp").At}
		if stamp.Label == "" {
			stamp.Label = to.Zone
		}
		if stamp.Written.Date.Year == 0 {
			stamp.Written.Date.Year = s.month.Year()
		}
		stamps = append(stamps, stamp)
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

// readSpan reads the times of a summary: "Feb 29, 22:00 - 23:00 GMT", or a
// single time, which it returns as both ends. ok is false if the year could
// only be guessed.
func readSpan(written string, month time.Time) (from, to civil.Written, ok bool) {
	from, to, n := civil.ReadRange(written)
	if n != len(written) || n == 0 {
		from, n = civil.Read(written)
		to = from
	}
	return from, to, n == len(written) && n > 0 && from.HasTime && !from.Date.IsZero() && (from.Date.Year != 0 || !month.IsZero())
}

// summary reads the summary of an incident. The last message becomes its only
// update, at the end of the span. The span becomes the window of a maintenance,
// and an event for any other incident.
func (d *decoder) summary(s *summary) *incident.Incident {
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
	written := d.shown(o, "timestamp")
	start, end := d.span(o.Get("timestamp"), written, s.month)
	u.At = end
	switch {
	case start.IsZero() || start.Equal(end):
	case inc.Impact == incident.ImpactMaintenance:
		inc.Window = incident.Window{Start: start, End: end}
	default:
		inc.Events = []incident.Event{{At: start, Until: end, Written: written}}
	}
	if u.Body != "" || !u.At.IsZero() {
		inc.Updates = []incident.Update{u}
	}
	return inc
}

// shown returns the visible text of a piece of HTML.
func (d *decoder) shown(o wire.Object, key string) string {
	md := htmltext.Markdown{}.Convert(o.Text(key))
	return markdown.Line(string(markdown.Text{}.Append(nil, md)))
}

// middle returns the middle of a month, or the zero time.
func (d *decoder) middle(month wire.Object) time.Time {
	year, err := strconv.Atoi(month.Line("year"))
	if err != nil || year < 1 || year > 9999 {
		return time.Time{}
	}
	name := month.Line("name")
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String(), name) {
			return time.Date(year, m, 15, 12, 0, 0, 0, time.UTC)
		}
	}
	return time.Time{}
}

// span reads the beginning and end of an incident, which are written without a
// year: "Feb 29, 22:00 - 23:00 GMT". The month that lists the incident decides
// the year.
func (d *decoder) span(v wire.Value, written string, month time.Time) (start, end time.Time) {
	if written == "" {
		return
	}
	from, to, ok := readSpan(written, month)
	fault := ""
	switch listed := from.Date; {
	case !ok:
		fault = "could not be read"
	case from.Zone == "" && to.Zone == "" && d.answer.Page.TimeZone == "":
		fault = "names no zone"
	case listed.Year == 0:
		if listed.Year = month.Year(); !listed.Valid() { // 29 February
			fault = "is on no day of its year"
		}
	}
	if fault != "" {
		v.Note(v.Path(), CodeUnmapped, fmt.Sprintf("%q %s", written, fault))
		return
	}
	first := from.Resolve(month, d.doc.Location)
	if start = first.Time.UTC(); first.Time.IsZero() || first.Kind == civil.Assumed {
		v.Note(v.Path(), CodeUnmapped, fmt.Sprintf("%q is not an instant: %s", written, first.Kind))
		return time.Time{}, time.Time{}
	}
	last := to.ResolveAfter(start, d.doc.Location)
	if end = last.Time.UTC(); last.Time.IsZero() || last.Kind == civil.Assumed {
		v.Note(v.Path(), CodeUnmapped, fmt.Sprintf("the end of %q is not an instant: %s", written, last.Kind))
		end = start
	}
	return start, end
}
