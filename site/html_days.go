package site

import (
	"strconv"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// The height of a bar says what its colour says, so that the days read in grey,
// too.
var barHeights = map[incident.ComponentStatus]int{
	incident.ComponentOperational:         6,
	incident.ComponentUnderMaintenance:    9,
	incident.ComponentDegradedPerformance: 13,
	incident.ComponentPartialOutage:       17,
	incident.ComponentMajorOutage:         20,
}

// days appends the last days of a component as bars, and beside them a table of
// those that were not operational.
func (p *htmlPrinter) days(l *Line, h *Home) {
	const places = 10_000 // of the width of the picture, in hundredths of a percent
	n := len(l.Days)
	if n == 0 {
		return
	}
	p.text(`<svg class="days" width="100%" height="20" role="img"`)
	p.attribute("aria-label", p.lang.Word(words.DaysOf)+" "+itoa(n)+" "+p.lang.Word(words.DayCount)+", "+l.Component.fullName())
	p.text(">")
	for i := range l.Days {
		d := &l.Days[i]
		x, end := i*places/n, (i+1)*places/n
		p.bar(d.barStatus(), hundredths(x)+"%", hundredths((end-x)*4/5)+"%")
	}
	p.texts("</svg>\n<p class=\"ends\"><span>", itoa(n-1), " ", p.lang.Word(words.DaysAgo), "</span> ")
	if h.Policy.counts() {
		p.text(`<span class="figure">`)
		p.percent(&l.Uptime, p.lang.Word(words.NoFigure))
		if _, ok := l.Uptime.Percent(); ok {
			p.texts(" ", p.lang.Word(words.UptimeOf), since(p.lang, *l))
		}
		p.text("</span> ")
	}
	p.texts("<span>", p.lang.Word(words.Today), "</span></p>\n")
	p.notable(l)
}

// barStatus returns the status that a bar shows.
func (d *Day) barStatus() incident.ComponentStatus {
	if !d.Known {
		return ""
	}
	return d.Status
}

// bar appends a bar.
func (p *htmlPrinter) bar(s incident.ComponentStatus, x, width string) {
	height, known := barHeights[s]
	class := string(s)
	if !known {
		height, class = 3, "unknown"
	}
	p.texts(`<rect class="bar `, class, `" x="`, x, `" width="`, width, `" y="`, itoa(20-height), `" height="`, itoa(height), `"/>`)
}

// percent appends the uptime as a percentage, or a text in place of it.
func (p *htmlPrinter) percent(u *Uptime, none string) {
	if before := len(p.dst); len(u.AppendPercent(p.dst)) == before {
		p.text(none)
		return
	}
	p.dst = u.AppendPercent(p.dst)
}

// notable appends a table of the days on which a component was not operational,
// from the newest.
func (p *htmlPrinter) notable(l *Line) {
	var rows []*Day
	for i := len(l.Days) - 1; i >= 0; i-- {
		if d := &l.Days[i]; d.Known && d.Status != incident.ComponentOperational {
			rows = append(rows, d)
		}
	}
	if len(rows) == 0 {
		return
	}
	count := words.DayCount
	if len(rows) == 1 {
		count = words.OneDay
	}
	p.texts("<details class=\"notable\"><summary>", p.lang.Word(words.NotableDays), " ", itoa(len(rows)), " ", p.lang.Word(count))
	p.texts("</summary>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">", p.lang.Word(words.Day), "</th><th scope=\"col\">", p.lang.Word(words.Status), "</th><th scope=\"col\">", p.lang.Word(words.Incidents), "</th></tr></thead>\n<tbody>\n")
	for _, d := range rows {
		at := d.Start.In(p.loc)
		p.texts(`<tr><th scope="row"><time datetime="`, at.Format("2006-01-02"), `">`)
		p.dst = p.lang.Dates.AppendDate(p.dst, at)
		p.text("</time></th><td>")
		for i, part := range d.Lengths.parts(p.lang) {
			if i > 0 {
				p.text("<br>")
			}
			p.text(part)
		}
		p.text("</td><td>")
		for i, inc := range d.Incidents {
			if i > 0 {
				p.text("<br>")
			}
			p.link(p.address(inc), titleOf(inc, p.lang))
		}
		p.text("</td></tr>\n")
	}
	p.text("</tbody>\n</table></div></details>\n")
}

// parts returns the lengths that are not zero, each behind its status, from the
// worst.
func (l *Lengths) parts(lang *words.Language) []string {
	var list []string
	for _, part := range [...]struct {
		status incident.ComponentStatus
		length time.Duration
	}{
		{incident.ComponentMajorOutage, l.Major}, {incident.ComponentPartialOutage, l.Partial},
		{incident.ComponentDegradedPerformance, l.Degraded}, {incident.ComponentUnderMaintenance, l.Maintenance},
		{"", l.LeftOut},
	} {
		if part.length > 0 {
			list = append(list, statusName(part.status, lang)+": "+incident.FormatDuration(part.length))
		}
	}
	return list
}

// hundredths returns n hundredths as a decimal number.
func hundredths(n int) string {
	s := strconv.Itoa(n / 100)
	if r := n % 100; r != 0 {
		s += "." + strconv.Itoa(r/10) + strconv.Itoa(r%10)
	}
	return s
}
