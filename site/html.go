package site

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/render"
)

// HTML writes the pages of a service as HTML pages that are one file each, in
// the style of [render.HTML]. Nothing in them runs or loads anything. The zero
// value writes a page of its own, without links to other pages.
//
// Beside the classes of render.HTML, the pages have these, which are stable:
//
//   - service, description, places: the header of a page, the text below its
//     name, the links to other pages
//   - groups, group, line, is, figure: the components, a group, a component, its
//     status and its uptime
//   - days, ends, notable: the bars of the last days, the words below them, the
//     table of the days that were not operational
//   - none: what stands in place of a list that is empty
type HTML struct {
	// Base is the way from the page to the root of the site, such as "../../".
	Base string
	// Paths are where the pages stand below the root. nil: the titles of
	// incidents lead to their URL.
	Paths *Paths
}

// AppendHome appends the home page.
func (h HTML) AppendHome(dst []byte, home *Home) []byte {
	p := h.printer(dst, home.Page, home.Location)
	title := pageName(home.Page, p.lang)
	return p.whole(shell{title: title, description: home.Summary, plain: true}, home.Description, func() {
		p.banner(home)
		p.section(words.OpenIncidents, len(home.Open), func() { p.incidents(3, home.Open) })
		p.section(words.Maintenances, len(home.Planned), func() { p.incidents(3, home.Planned) })
		p.components(home)
		p.past(home)
	})
}

// AppendHistory appends a page with the months of a history.
func (h HTML) AppendHistory(dst []byte, page incident.Page, months []Month) []byte {
	p := h.printer(dst, page, nil)
	title, path := p.lang.Word(words.IncidentHistory), "history/"
	if len(months) == 1 && h.Paths != nil {
		path = h.Paths.Month(months[0])
		title += ", " + monthName(months[0], p.lang)
	}
	return p.whole(shell{title: title, path: path}, "", func() {
		p.months(months, false, func(m Month) { p.incidents(3, m.Incidents) })
	})
}

// AppendMonths appends the page that lists the months of a history, each with
// the titles of its incidents.
func (h HTML) AppendMonths(dst []byte, page incident.Page, months []Month) []byte {
	p := h.printer(dst, page, nil)
	title := p.lang.Word(words.IncidentHistory)
	return p.whole(shell{title: title, path: "history/", plain: true}, "", func() {
		p.months(months, h.Paths != nil, func(m Month) { p.titles(m.Incidents) })
	})
}

// months appends the months of a history, each with its name, which may be a
// link to its page, and a body.
func (p *htmlPrinter) months(months []Month, linked bool, body func(Month)) {
	for _, m := range months {
		address := ""
		if linked {
			address = p.html.Base + p.html.Paths.Month(m)
		}
		p.w.Text("<section>\n<h2>")
		p.link(address, monthName(m, p.lang))
		p.w.Text("</h2>\n")
		body(m)
		p.w.Text("</section>\n")
	}
	if len(months) == 0 {
		p.none(words.NoIncidentsEver)
	}
}

// titles appends a list of the titles of incidents.
func (p *htmlPrinter) titles(list []*incident.Incident) {
	p.w.Text("<ul class=\"titles\">\n")
	for _, inc := range list {
		p.title(inc)
	}
	p.w.Text("</ul>\n")
}

// title appends an incident as an item of a list of titles.
func (p *htmlPrinter) title(inc *incident.Incident) {
	p.w.Text("<li>")
	if at := beginning(inc); !at.IsZero() {
		p.w.Texts(`<time datetime="`, string(words.AppendInstant(nil, at)), `">`)
		p.w.Dst = p.lang.Dates.AppendDate(p.w.Dst, at.In(p.loc))
		p.w.Text("</time> ")
	}
	p.link(p.address(inc), titleOf(inc, p.lang))
	if status := inc.Status(); status != "" && !status.IsFinal() {
		p.w.Text(" ")
		p.is(htmlbuffer.ValidWord(status), string(p.lang.Terms.AppendStatus(nil, string(status))))
	}
	p.w.Text("</li>\n")
}

// AppendIncident appends the page of an incident, with the article of
// [render.HTML.Append]. What readers may not see is left out.
func (h HTML) AppendIncident(dst []byte, page incident.Page, inc *incident.Incident) []byte {
	p := h.printer(dst, page, nil)
	p.open(shell{title: titleOf(inc, p.lang), kind: "article", path: h.Paths.Incident(inc)})
	p.places(pageName(page, p.lang))
	p.w.Dst = render.HTML{Impact: claim.StatedImpact(inc.Public())}.Append(p.w.Dst, inc)
	p.close()
	return p.w.Dst
}

// AppendMissing appends the page that a server shows for an address at which
// there is none. It may be shown anywhere, so Base should be absolute.
func (h HTML) AppendMissing(dst []byte, page incident.Page) []byte {
	p := h.printer(dst, page, nil)
	return p.whole(shell{title: p.lang.Word(words.PageMissing), hidden: true}, p.lang.Word(words.PageMissingText), func() {})
}

// AppendMoved appends a page that leads on to another one, at once and by a
// link.
func (h HTML) AppendMoved(dst []byte, page incident.Page, to string) []byte {
	p := h.printer(dst, page, nil)
	return p.whole(shell{title: p.lang.Word(words.PageMoved), moved: to, path: to, hidden: true}, "", func() {
		p.w.Text("<p>")
		p.link(h.Base+to, p.absolute(to))
		p.w.Text("</p>\n")
	})
}

// incidents appends incidents as items of a list, with headings of a level.
func (p *htmlPrinter) incidents(level int, list []*incident.Incident) {
	for _, inc := range list {
		p.count++
		h := render.HTML{HeadingLevel: level, IDPrefix: "i" + itoa(p.count) + "-", Impact: claim.StatedImpact(inc.Public())}
		p.w.Dst = h.AppendSummary(p.w.Dst, inc, p.address(inc))
	}
}

// address returns where the page of an incident is.
func (p *htmlPrinter) address(inc *incident.Incident) string {
	if p.html.Paths != nil {
		return p.html.Base + p.html.Paths.Incident(inc)
	}
	return inc.URL
}
