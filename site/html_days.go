package site

import (
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
	p.w.Text(`<svg class="days" width="100%" height="20" role="img"`)
	p.w.Attribute("aria-label", p.lang.Word(words.DaysOf)+" "+itoa(n)+" "+p.lang.Word(words.DayCount)+", "+l.Component.fullName())
	p.w.Text(">")
	for i := range l.Days {
		d := &l.Days[i]
		x, end := i*places/n, (i+1)*places/n
		p.bar(d.barStatus(), `" x="@" width="@"`, x, (end-x)*4/5)
	}
	p.w.Texts("</svg>\n<p class=\"ends\"><span>", itoa(n-1), " ", p.lang.Word(words.DaysAgo), "</span> ")
	if h.Policy.counts() {
		p.w.Text(`<span class="figure">`)
		p.percent(&l.Uptime, p.lang.Word(words.NoFigure))
		if _, ok := l.Uptime.Percent(); ok {
			p.w.Texts(" ", p.lang.Word(words.UptimeOf), since(p.lang, *l))
		}
		p.w.Text("</span> ")
	}
	p.w.Texts("<span>", p.lang.Word(words.Today), "</span></p>\n")
	p.notable(l)
}

// barStatus returns the status that a bar shows.
func (d *Day) barStatus() incident.ComponentStatus {
	if !d.Known {
		return ""
	}
	return d.Status
}

// bar appends a bar; template gives its horizontal places.
func (p *htmlPrinter) bar(s incident.ComponentStatus, template string, numbers ...int) {
	height, known := barHeights[s]
	class := string(s)
	if !known {
		height, class = 3, "unknown"
	}
	p.w.Texts(`<rect class="bar `, class)
	p.w.SVG(template, numbers...)
	p.w.SVG(` y="$" height="$"/>`, 20-height, height)
}

// percent appends the uptime as a percentage, or a text in place of it.
func (p *htmlPrinter) percent(u *Uptime, none string) {
	if before := len(p.w.Dst); len(u.AppendPercent(p.w.Dst)) == before {
		p.w.Text(none)
		return
	}
	p.w.Dst = u.AppendPercent(p.w.Dst)
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
	p.w.Texts("<details class=\"notable\"><summary>", p.lang.Word(words.NotableDays), " ", itoa(len(rows)), " ", p.lang.Word(count))
	p.w.Texts("</summary>\n<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">", p.lang.Word(words.Day), "</th><th scope=\"col\">", p.lang.Word(words.Status), "</th><th scope=\"col\">", p.lang.Word(words.Incidents), "</th></tr></thead>\n<tbody>\n")
	for _, d := range rows {
		at := d.Start.In(p.loc)
		p.w.Texts(`<tr><th scope="row"><time datetime="`, at.Format("2006-01-02"), `">`)
		p.w.Dst = p.lang.Dates.AppendDate(p.w.Dst, at)
		p.w.Text("</time></th><td>")
		for i, part := range d.Lengths.parts(p.lang) {
			if i > 0 {
				p.w.Text("<br>")
			}
			p.w.Text(part)
		}
		p.w.Text("</td><td>")
		for i, inc := range d.Incidents {
			if i > 0 {
				p.w.Text("<br>")
			}
			p.link(p.address(inc), titleOf(inc, p.lang))
		}
		p.w.Text("</td></tr>\n")
	}
	p.w.Text("</tbody>\n</table></div></details>\n")
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
