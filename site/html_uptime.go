package site

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// AppendUptime appends the page with the uptime of all components, by month,
// and what the figures rest on.
func (h HTML) AppendUptime(dst []byte, page incident.Page, u *UptimeReport) []byte {
	p := h.printer(dst, page, u.Location)
	return p.whole(shell{title: p.lang.Word(words.Uptime), path: "uptime/", plain: true}, "", func() { p.uptimes(u) })
}

// AppendComponent appends the page of a component: its status, its last days,
// its uptime by month, and its incidents from the newest, the latest in full.
// Home is the plan of the home page.
func (h HTML) AppendComponent(dst []byte, home *Home, l *Line, u *UptimeReport, incidents []*incident.Incident) []byte {
	const full = 20 // incidents; the others are a list of titles
	p := h.printer(dst, home.Page, home.Location)
	return p.whole(shell{title: l.Component.fullName(), path: h.Paths.Component(l.Component)}, "", func() {
		p.w.Text("<section class=\"groups\">\n")
		p.line(l, home, 0)
		p.legend()
		p.w.Text("</section>\n")
		p.uptimes(u)
		latest := incidents[:min(len(incidents), full)]
		p.section(words.Incidents, len(latest), func() { p.incidents(3, latest) })
		p.section(words.EarlierIncidents, len(incidents)-len(latest), func() { p.titles(incidents[full:]) })
		if len(incidents) == 0 {
			p.none(words.NoIncidentsEver)
		}
	})
}

// uptimes appends a table of figures, a component a row, and what they rest on.
func (p *htmlPrinter) uptimes(u *UptimeReport) {
	rows := wordingOf(p.page, p.loc, nil).uptimes(u)
	if len(rows) == 0 {
		return
	}
	p.w.Text("<section>\n<div class=\"scroll\" tabindex=\"0\"><table class=\"uptimes\">\n<thead><tr>")
	for _, cell := range rows[0].cells {
		p.w.Text(`<th scope="col">`)
		p.w.Plain(cell)
		p.w.Text("</th>")
	}
	p.w.Text("</tr></thead>\n<tbody>\n")
	for _, row := range rows[1:] {
		p.w.Text("<tr")
		if row.whole {
			p.w.Text(` class="whole"`)
		}
		p.w.Text(`><th scope="row">`)
		p.w.Plain(row.cells[0])
		p.w.Text("</th>")
		for _, cell := range row.cells[1:] {
			p.w.Texts(`<td class="right">`, cell, "</td>")
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
