package site

import (
	"cmp"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// components appends the components of a home page by group, each with its
// status, its last days and its uptime.
func (p *htmlPrinter) components(h *Home) {
	if len(h.Groups) == 0 {
		return
	}
	p.texts("<section class=\"groups\">\n<h2>", p.lang.Word(words.Components), "</h2>\n")
	for i := range h.Groups {
		g := &h.Groups[i]
		p.text("<section class=\"group\">\n")
		switch {
		case g.Name != "":
			p.text("<h3>")
			p.plain(g.Name)
			p.text("</h3>\n")
		case i > 0:
			p.texts("<h3>", p.lang.Word(words.OtherComponents), "</h3>\n")
		}
		level := 4
		if g.Name == "" && i == 0 {
			level = 3
		}
		for k := range g.Components {
			p.line(&g.Components[k], h, level)
		}
		p.text("</section>\n")
	}
	p.legend()
	p.text("</section>\n")
}

// line appends a component, with its name as a heading of a level. At level 0
// the name is the title of the page, and is left out.
func (p *htmlPrinter) line(l *Line, h *Home, level int) {
	c := &l.Component
	p.text("<div class=\"line\"")
	for _, a := range [...][2]string{{"data-component-id", c.ID}, {"data-group", c.Group}, {"data-name", c.Name}} {
		if a[1] != "" {
			p.attribute(a[0], a[1])
		}
	}
	p.text(">\n")
	if level > 0 {
		p.texts("<h", itoa(level), ">")
		address := ""
		if p.html.Paths != nil {
			address = p.html.Base + p.html.Paths.Component(*c)
		}
		p.link(address, cmp.Or(c.Name, c.ID))
		p.texts("</h", itoa(level), "> ")
	}
	p.status(l.Status)
	p.text("\n")
	if c.Description != "" {
		p.text(`<p class="description">`)
		p.plain(c.Description)
		p.text("</p>\n")
	}
	if l.Basis == BasisLeft {
		p.texts(`<p class="description">`, p.lang.Word(words.SinceIncidentEnd), "</p>\n")
	}
	p.days(l, h)
	p.text("</div>\n")
}

// past appends the incidents of the last days. Days without one that follow one
// another are one line.
func (p *htmlPrinter) past(h *Home) {
	if len(h.Past) == 0 {
		return
	}
	p.texts("<section>\n<h2>", p.lang.Word(words.PastIncidents), "</h2>\n")
	for i := 0; i < len(h.Past); {
		first := i
		for i < len(h.Past) && len(h.Past[i].Incidents) == 0 {
			i++
		}
		if i > first {
			p.text(`<p class="none">`)
			p.date(h.Past[i-1])
			if i-first > 1 {
				p.text(" – ")
				p.date(h.Past[first])
			}
			p.texts(": ", p.lang.Word(h.noIncidents()), "</p>\n")
			continue
		}
		p.text("<section class=\"day\">\n<h3>")
		p.date(h.Past[i])
		p.text("</h3>\n")
		p.incidents(4, h.Past[i].Incidents)
		p.text("</section>\n")
		i++
	}
	if p.html.Paths != nil {
		p.text("<p>")
		p.link(p.html.Base+"history/", p.lang.Word(words.IncidentHistory))
		p.text("</p>\n")
	}
	p.text("</section>\n")
}

func (p *htmlPrinter) date(d PastDay) {
	p.texts(`<time datetime="`, d.Date.String(), `">`)
	p.dst = p.lang.Dates.AppendDate(p.dst, time.Date(d.Date.Year, d.Date.Month, d.Date.Day, 0, 0, 0, 0, time.UTC))
	p.text("</time>")
}

// legend appends what the colours of the days mean, worst last.
func (p *htmlPrinter) legend() {
	p.text("<ul class=\"legend\" aria-hidden=\"true\">\n")
	for _, s := range incident.Words[incident.ComponentStatus]() {
		p.text("<li>")
		p.key(s)
		p.texts(" ", statusName(s, p.lang), "</li>\n")
	}
	p.text("<li>")
	p.key("")
	p.texts(" ", p.lang.Word(words.LeftOut), "</li>\n</ul>\n")
}

// key appends a small bar in the colour and height of a status.
func (p *htmlPrinter) key(s incident.ComponentStatus) {
	p.text(`<svg class="key" width="8" height="20" aria-hidden="true">`)
	p.bar(s, "0", "8")
	p.text("</svg>")
}
