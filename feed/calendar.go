package feed

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
)

// Calendar writes the maintenances of a page as an iCalendar object (RFC 5545).
type Calendar struct{}

// Append appends the calendar of a page to dst and returns the extended buffer.
// It has an event for each maintenance with a planned start, in the order of
// the list. The UID of an event is the id of the entry in a feed. Its SEQUENCE
// grows with each visible change, and its STATUS is CONFIRMED or CANCELLED.
// Lines end in CRLF and are folded at 75 bytes.
func (Calendar) Append(dst []byte, page incident.Page, list []*incident.Incident) []byte {
	c := calendarBuffer{dst}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//incidentkit//incident//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	c.text("X-WR-CALNAME", feedTitle(page))
	for _, inc := range list {
		if inc == nil || !inc.IsMaintenance() || !plan.IsInstant(inc.Window.Start) {
			continue
		}
		c.event(page, inc.Public())
	}
	c.line("END", "VCALENDAR")
	return c.dst
}

// A calendarBuffer writes the lines of a calendar.
type calendarBuffer struct{ dst []byte }

func (c *calendarBuffer) event(page incident.Page, inc *incident.Incident) {
	r := plan.Page(inc, plan.Options{})
	defer r.Free()
	updated := changed(inc)
	if updated.IsZero() {
		updated = inc.Window.Start
	}
	c.line("BEGIN", "VEVENT")
	c.text("UID", entryID(page, inc))
	c.line("DTSTAMP", calendarTime(updated))
	c.line("LAST-MODIFIED", calendarTime(updated))
	c.line("SEQUENCE", strconv.Itoa(sequence(inc)))
	c.line("DTSTART", calendarTime(inc.Window.Start))
	if end := inc.Window.End; plan.IsInstant(end) && end.After(inc.Window.Start) {
		c.line("DTEND", calendarTime(end))
	}
	title := string(r.AppendTitle(nil))
	if title == "" {
		title, _ = r.Subtitle()
	}
	c.text("SUMMARY", title)
	for i := range r.Posts() {
		if post := r.Post(i); post.Body != "" {
			c.text("DESCRIPTION", string(markdown.Text{}.Append(nil, post.Body)))
			break
		}
	}
	c.text("LOCATION", strings.TrimSuffix(feedTitle(page), "."))
	if url := webURL(inc.URL); url != "" {
		c.line("URL", url)
	}
	status := "CONFIRMED"
	if inc.Status() == incident.StatusCancelled {
		status = "CANCELLED"
	}
	c.line("STATUS", status)
	c.line("TRANSP", "TRANSPARENT")
	c.line("END", "VEVENT")
}

// sequence returns the number of visible changes.
func sequence(inc *incident.Incident) int {
	n := max(len(inc.Updates)-1, 0)
	for _, u := range inc.Updates {
		if !u.EditedAt.IsZero() {
			n++
		}
		if u.Retracted() {
			n++
		}
	}
	return n
}

func calendarTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// text writes a property of type text (RFC 5545, section 3.3.11).
func (c *calendarBuffer) text(name, value string) {
	value = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, value)
	c.line(name, textEscaper.Replace(value))
}

var textEscaper = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// line writes a property, folded as in section 3.1.
func (c *calendarBuffer) line(name, value string) {
	const most = 75
	rest := name + ":" + value
	for room := most; len(rest) > room; room = most - 1 {
		cut := room
		for !utf8.RuneStart(rest[cut]) && cut > 1 {
			cut--
		}
		c.dst = append(append(c.dst, rest[:cut]...), "\r\n "...)
		rest = rest[cut:]
	}
	c.dst = append(append(c.dst, rest...), "\r\n"...)
}
