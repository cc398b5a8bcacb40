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
	d.components(o.get("components"))
	if d.answer.Page.TimeZone == "" {
		d.inferZone(o)
	}
	for _, e := range d.list(o.get("months")) {
		month := d.objectAt(e)
		for _, s := range d.list(month.get("incidents")) {
			if s.kind == isObject {
				d.answer.Incidents = append(d.answer.Incidents, d.summary(month, d.objectAt(s)))
			} else {
				d.objectAt(s)
			}
		}
	}
}

// inferZone concludes the zone of a page that names none from the labels of its
// times, as the readers of pages do: "PST" alone may be Manila's.
func (d *decoder) inferZone(o object) {
	var stamps []civil.Stamp
	var first value
	for _, e := range d.list(o.get("months")) {
		month := d.objectAt(e)
		middle := d.middle(month)
		for _, s := range d.list(month.get("incidents")) {
			if s.kind != isObject || middle.IsZero() {
				continue
			}
			summary := d.objectAt(s)
			from, to, n := civil.ReadRange(d.shown(summary, "timestamp"))
			if n == 0 || !from.HasTime {
				continue
			}
			if stamps == nil {
				first = summary.get("timestamp")
			}
			if from.Zone == "" {
				from.Zone = to.Zone
			}
			date := from.Date
			if date.Year == 0 {
				date.Year = middle.Year()
			}
			stamps = append(stamps, civil.Stamp{DateTime: civil.DateTime{Date: date, Time: from.Time}, Zone: from.Zone})
		}
	}
	name, exact, err := civil.Infer(stamps)
	if err != nil || !exact {
		return // what remains open is noted with each time
	}
	loc, err := civil.LoadLocation(name)
	if err != nil {
		return
	}
	d.location, d.answer.Page.TimeZone, d.named = loc, name, true
	d.note(first, "zone", CodeInferred, name+" was concluded from the labels of the times")
}

// summary reads the summary of an incident. The last message becomes its only
// update, at its end; the span is the window of a maintenance, and an event of
// any other incident.
func (d *decoder) summary(month, o object) *incident.Incident {
	inc := &incident.Incident{
		ID:     d.line(o, "code"),
		Title:  d.line(o, "name"),
		Page:   d.answer.Page,
		Impact: word(d, o, "impact", incident.ParseImpact),
	}
	inc.URL, inc.Aliases = d.address(inc.ID, "")
	d.note(o.value, "summary", CodeInferred, "a history page has no updates: the last message is taken for the only one, and its status is not known")

	u := incident.Update{Body: bodyOf(d.text(o, "message"))}
	written := d.shown(o, "timestamp")
	start, end := d.span(o.get("timestamp"), written, d.middle(month))
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
	md := htmltext.Markdown{}.Append(nil, d.text(o, key))
	return string(markdown.AppendLine(nil, string(markdown.Text{}.Append(nil, string(md)))))
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

// span reads the two ends of an incident, which are written without a year: "Feb
// 29, 22:00 - 23:00 GMT". The month that lists it tells which.
func (d *decoder) span(v value, written string, month time.Time) (start, end time.Time) {
	if written == "" {
		return
	}
	from, to, n := civil.ReadRange(written)
	if n != len(written) {
		from, n = civil.Read(written)
		to = from
	}
	if n != len(written) || !from.HasTime || from.Date.Year == 0 && month.IsZero() {
		d.note(v, v.path.String(), CodeUnmapped, fmt.Sprintf("%q could not be read", written))
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
