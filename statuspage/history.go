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
)

// history reads the data of a history page. It lists, by month, a summary of
// each incident: its last message, and one text for the time from its beginning
// to its end.
func (d *decoder) history(o object) {
	page := o.get("page")
	if status := o.get("page_status"); status.kind == isObject {
		page = d.document.object(status).get("page")
		page.path = &path{outer: status.path, name: "page"}
	}
	d.pageOf(o, page)
	if d.answer.Page.Name == "" {
		d.answer.Page.Name = d.around.Name
	}
	if d.answer.Page.URL == "" {
		d.answer.Page.URL = d.around.URL
	}
	d.components(o.get("components"))
	summaries := d.summaries(o)
	if d.answer.Page.TimeZone == "" {
		d.inferZone(summaries)
	}
	for i := range summaries {
		d.answer.Incidents = append(d.answer.Incidents, d.summary(&summaries[i]))
	}
}

// summary is a summary of an incident, and the middle of the month that lists
// it, which is zero where it is not known.
type summary struct {
	object object
	month  time.Time
}

// summaries returns the summaries of all months.
func (d *decoder) summaries(o object) (list []summary) {
	for _, e := range d.list(o.get("months")) {
		month := d.objectAt(e)
		middle := d.middle(month)
		for _, s := range d.list(month.get("incidents")) {
			if s := d.objectAt(s); s.kind == isObject {
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
		stamp := pagezone.Stamp{Written: civil.DateTime{Date: from.Date, Time: from.Time}, Label: from.Zone, At: s.object.get("timestamp").at}
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
		return // what remains open is noted with each time
	}
	d.location, d.answer.Page.TimeZone, d.named = zone.Location, zone.Name, true
	if c.Code != "" {
		d.answer.Notes = append(d.answer.Notes, d.source.Note(c.At, c.Code, "page.time_zone", c.Text))
	}
}

// readSpan reads the time of a summary, "Feb 29, 22:00 - 23:00 GMT" or a single
// moment, which is both ends then. ok is false where a year would have to be
// guessed.
func readSpan(written string, month time.Time) (from, to civil.Written, ok bool) {
	from, to, n := civil.ReadRange(written)
	if n != len(written) || n == 0 {
		from, n = civil.Read(written)
		to = from
	}
	return from, to, n == len(written) && n > 0 && from.HasTime && !from.Date.IsZero() && (from.Date.Year != 0 || !month.IsZero())
}

// summary reads the summary of an incident. The last message becomes its only
// update, at its end; the span is the window of a maintenance, and an event of
// any other incident.
func (d *decoder) summary(s *summary) *incident.Incident {
	o := s.object
	inc := &incident.Incident{
		ID:     d.line(o, "code"),
		Title:  d.line(o, "name"),
		Page:   d.answer.Page,
		Impact: word(d, o, "impact", incident.Parse[incident.Impact]),
	}
	inc.URL, inc.Aliases = d.address(inc.ID, "")
	d.note(o.value, "summary", CodeInferred, "a history page has no updates: the last message is taken for the only one, and its status is not known")

	u := incident.Update{Body: bodyOf(d.text(o, "message"))}
	written := d.shown(o, "timestamp")
	start, end := d.span(o.get("timestamp"), written, s.month)
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

// shown returns the text that a reader sees of a piece of HTML.
func (d *decoder) shown(o object, key string) string {
	md := htmltext.Markdown{}.Convert(d.text(o, key))
	return markdown.Line(string(markdown.Text{}.Append(nil, md)))
}

// middle returns the middle of a month, or the zero time.
func (d *decoder) middle(month object) time.Time {
	year, err := strconv.Atoi(d.line(month, "year"))
	if err != nil || year < 1 || year > 9999 {
		return time.Time{}
	}
	name := d.line(month, "name")
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String(), name) {
			return time.Date(year, m, 15, 12, 0, 0, 0, time.UTC)
		}
	}
	return time.Time{}
}

// span reads the two ends of an incident, which are written without a year:
// "Feb 29, 22:00 - 23:00 GMT". The month that lists it tells which.
func (d *decoder) span(v value, written string, month time.Time) (start, end time.Time) {
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
		d.note(v, v.path.String(), CodeUnmapped, fmt.Sprintf("%q %s", written, fault))
		return
	}
	first := from.Resolve(month, d.location)
	if start = first.Time.UTC(); first.Time.IsZero() || first.Kind == civil.Assumed {
		d.note(v, v.path.String(), CodeUnmapped, fmt.Sprintf("%q is no instant: %s", written, first.Kind))
		return time.Time{}, time.Time{}
	}
	last := to.ResolveAfter(start, d.location)
	if end = last.Time.UTC(); last.Time.IsZero() || last.Kind == civil.Assumed {
		d.note(v, v.path.String(), CodeUnmapped, fmt.Sprintf("the end of %q is no instant: %s", written, last.Kind))
		end = start
	}
	return start, end
}
