package site

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// AppendUptime appends the page with the uptime of all components, by month,
// and what the figures rest on.
func (h HTML) AppendUptime(dst []byte, page incident.Page, u *UptimeReport) []byte {
	p := h.printer(dst, page, u.Location)
	title := p.lang.Word(words.Uptime)
	p.open(shell{title: title, path: "uptime/", plain: true})
	p.header(title, "")
	p.uptimes(u)
	p.close()
	return p.w.Dst
}

// AppendComponent appends the page of a component: its status, its last days,
// its uptime by month, and its incidents from the newest, the latest in full.
// Home is the plan of the home page.
func (h HTML) AppendComponent(dst []byte, home *Home, l *Line, u *UptimeReport, incidents []*incident.Incident) []byte {
	p := h.printer(dst, home.Page, home.Location)
	title := l.Component.fullName()
	path := ""
	if h.Paths != nil {
		path = h.Paths.Component(l.Component)
	}
	p.open(shell{title: title, path: path})
	p.header(title, "")
	p.w.Text("<section class=\"groups\">\n")
	p.line(l, home, 0)
	p.legend()
	p.w.Text("</section>\n")
	p.uptimes(u)
	const full = 20 // incidents; the others are a list of titles
	latest := incidents[:min(len(incidents), full)]
	p.section(words.Incidents, len(latest), func() { p.incidents(3, latest) })
	p.section(words.EarlierIncidents, len(incidents)-len(latest), func() { p.titles(incidents[full:]) })
	if len(incidents) == 0 {
		p.none(words.NoIncidentsEver)
	}
	p.close()
	return p.w.Dst
}

// uptimes appends a table of figures, a component a row, and what they rest on.
func (p *htmlPrinter) uptimes(u *UptimeReport) {
	if len(u.Rows) == 0 || !u.Policy.counts() {
		return
	}
	p.w.Texts("<section>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"uptimes\">\n<thead><tr><th scope=\"col\">", p.lang.Word(words.Component), "</th>")
	for _, period := range u.Periods {
		p.w.Text(`<th scope="col">`)
		p.w.Plain(period.Name)
		p.w.Text("</th>")
	}
	p.w.Text("</tr></thead>\n<tbody>\n")
	for i := range u.Rows {
		row := &u.Rows[i]
		p.w.Text("<tr")
		if row.Component == nil {
			p.w.Text(` class="whole"`)
		}
		p.w.Text(`><th scope="row">`)
		p.w.Insert(row.Name)
		p.w.Text("</th>")
		for k := range row.Uptimes {
			p.w.Text(`<td class="right">`)
			p.percent(&row.Uptimes[k], "–")
			p.w.Text("</td>")
		}
		p.w.Text("</tr>\n")
	}
	p.w.Texts("</tbody>\n</table></div>\n</section>\n<section>\n<h2>", p.lang.Word(words.UptimePolicy), "</h2>\n<ul>\n")
	for _, line := range u.basis(p.lang) {
		p.w.Text("<li>")
		p.w.Plain(line)
		p.w.Text("</li>\n")
	}
	p.w.Text("</ul>\n</section>\n")
}
