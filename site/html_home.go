package site

import (
	"cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// components appends the components of a home page by group, each with its
// status, its last days and its uptime.
func (p *htmlPrinter) components(h *Home) {
	if len(h.Groups) == 0 {
		return
	}
	p.w.Texts("<section class=\"groups\">\n<h2>", p.lang.Word(words.Components), "</h2>\n")
	for i := range h.Groups {
		g := &h.Groups[i]
		p.w.Text("<section class=\"group\">\n")
		switch {
		case g.Name != "":
			p.w.Text("<h3>")
			p.w.Plain(g.Name)
			p.w.Text("</h3>\n")
		case i > 0:
			p.w.Texts("<h3>", p.lang.Word(words.OtherComponents), "</h3>\n")
		}
		level := 4
		if g.Name == "" && i == 0 {
			level = 3
		}
		for k := range g.Components {
			p.line(&g.Components[k], h, level)
		}
		p.w.Text("</section>\n")
	}
	p.legend()
	p.w.Text("</section>\n")
}

// line appends a component, with its name as a heading of a level. At level 0
// the name is the title of the page, and is left out.
func (p *htmlPrinter) line(l *Line, h *Home, level int) {
	c := &l.Component
	p.w.Text("<div class=\"line\"")
	for _, a := range [...][2]string{{"data-component-id", c.ID}, {"data-group", c.Group}, {"data-name", c.Name}} {
		if a[1] != "" {
			p.w.Attribute(a[0], a[1])
		}
	}
	p.w.Text(">\n")
	if level > 0 {
		p.w.Texts("<h", itoa(level), ">")
		address := ""
		if p.html.Paths != nil {
			address = p.html.Base + p.html.Paths.Component(*c)
		}
		p.link(address, cmp.Or(c.Name, c.ID))
		p.w.Texts("</h", itoa(level), "> ")
	}
	p.status(l.Status)
	p.w.Text("\n")
	if c.Description != "" {
		p.w.Text(`<p class="description">`)
		p.w.Plain(c.Description)
		p.w.Text("</p>\n")
	}
	if l.Basis == BasisLeft {
		p.w.Texts(`<p class="description">`, p.lang.Word(words.SinceIncidentEnd), "</p>\n")
	}
	p.days(l, h)
	p.w.Text("</div>\n")
}

// past appends the incidents of the last days. Days without one that follow one
// another are one line.
func (p *htmlPrinter) past(h *Home) {
	if len(h.Past) == 0 {
		return
	}
	p.w.Texts("<section>\n<h2>", p.lang.Word(words.PastIncidents), "</h2>\n")
	for run := range h.pastRuns() {
		oldest := &run[len(run)-1]
		if len(oldest.Incidents) == 0 {
			p.w.Text(`<p class="none">`)
			p.date(oldest)
			if len(run) > 1 {
				p.w.Text(" – ")
				p.date(&run[0])
			}
			p.w.Texts(": ", p.lang.Word(h.noIncidents()), "</p>\n")
			continue
		}
		p.w.Text("<section class=\"day\">\n<h3>")
		p.date(oldest)
		p.w.Text("</h3>\n")
		p.incidents(4, oldest.Incidents)
		p.w.Text("</section>\n")
	}
	if p.html.Paths != nil {
		p.w.Text("<p>")
		p.link(p.html.Base+"history/", p.lang.Word(words.IncidentHistory))
		p.w.Text("</p>\n")
	}
	p.w.Text("</section>\n")
}

func (p *htmlPrinter) date(d *PastDay) {
	p.w.Texts(`<time datetime="`, d.Date.String(), `">`)
	p.w.Dst = p.lang.Dates.AppendDate(p.w.Dst, d.midnight())
	p.w.Text("</time>")
}

// legend appends what the colours of the days mean, worst last.
func (p *htmlPrinter) legend() {
	p.w.Text("<ul class=\"legend\" aria-hidden=\"true\">\n")
	for _, s := range incident.Words[incident.ComponentStatus]() {
		p.w.Text("<li>")
		p.key(s)
		p.w.Texts(" ", statusName(s, p.lang), "</li>\n")
	}
	p.w.Text("<li>")
	p.key("")
	p.w.Texts(" ", p.lang.Word(words.LeftOut), "</li>\n</ul>\n")
}

// key appends a small bar in the colour and height of a status.
func (p *htmlPrinter) key(s incident.ComponentStatus) {
	p.w.Text(`<svg class="key" width="8" height="20" aria-hidden="true">`)
	p.bar(s, `" x="0" width="8"`)
	p.w.Text("</svg>")
}
