package site

import (
	"time"

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
	name := pageName(home.Page, p.lang)
	p.open(shell{title: name, description: home.Summary, plain: true})
	p.header(name, home.Description)
	p.banner(home)
	p.section(words.OpenIncidents, len(home.Open), func() { p.incidents(3, home.Open) })
	p.section(words.Maintenances, len(home.Planned), func() { p.incidents(3, home.Planned) })
	p.components(home)
	p.past(home)
	p.close()
	return p.w.Dst
}

// AppendHistory appends a page with the months of a history.
func (h HTML) AppendHistory(dst []byte, page incident.Page, months []Month) []byte {
	loc := (&Service{Page: page}).location()
	p := h.printer(dst, page, loc)
	title, path := p.lang.Word(words.IncidentHistory), "history/"
	if len(months) == 1 && h.Paths != nil {
		path = h.Paths.Month(months[0])
		title += ", " + p.monthName(months[0])
	}
	p.open(shell{title: title, path: path})
	p.header(title, "")
	for _, m := range months {
		p.w.Texts("<section>\n<h2>", p.monthName(m), "</h2>\n")
		p.incidents(3, m.Incidents)
		p.w.Text("</section>\n")
	}
	if len(months) == 0 {
		p.none(words.NoIncidentsEver)
	}
	p.close()
	return p.w.Dst
}

// AppendMonths appends the page that lists the months of a history, each with
// the titles of its incidents.
func (h HTML) AppendMonths(dst []byte, page incident.Page, months []Month) []byte {
	p := h.printer(dst, page, (&Service{Page: page}).location())
	title := p.lang.Word(words.IncidentHistory)
	p.open(shell{title: title, path: "history/", plain: true})
	p.header(title, "")
	for _, m := range months {
		p.w.Text("<section>\n<h2>")
		if h.Paths != nil {
			p.link(h.Base+h.Paths.Month(m), p.monthName(m))
		} else {
			p.w.Plain(p.monthName(m))
		}
		p.w.Text("</h2>\n")
		p.titles(m.Incidents)
		p.w.Text("</section>\n")
	}
	if len(months) == 0 {
		p.none(words.NoIncidentsEver)
	}
	p.close()
	return p.w.Dst
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
		p.w.Text(` <span class="is`)
		p.w.Class(htmlbuffer.ValidWord(status))
		p.w.Text(`">`)
		p.w.Insert(string(p.lang.Terms.AppendStatus(nil, string(status))))
		p.w.Text("</span>")
	}
	p.w.Text("</li>\n")
}

// AppendIncident appends the page of an incident, with the article of
// [render.HTML.Append]. What readers may not see is left out.
func (h HTML) AppendIncident(dst []byte, page incident.Page, inc *incident.Incident) []byte {
	p := h.printer(dst, page, (&Service{Page: page}).location())
	path := ""
	if h.Paths != nil {
		path = h.Paths.Incident(inc)
	}
	p.open(shell{title: titleOf(inc, p.lang), kind: "article", path: path})
	p.places(pageName(page, p.lang))
	p.w.Dst = render.HTML{Impact: claim.StatedImpact(inc.Public())}.Append(p.w.Dst, inc)
	p.close()
	return p.w.Dst
}

// AppendMissing appends the page that a server shows for an address at which
// there is none. It may be shown anywhere, so Base should be absolute.
func (h HTML) AppendMissing(dst []byte, page incident.Page) []byte {
	p := h.printer(dst, page, time.UTC)
	title := p.lang.Word(words.PageMissing)
	p.open(shell{title: title, hidden: true})
	p.header(title, p.lang.Word(words.PageMissingText))
	p.close()
	return p.w.Dst
}

// AppendMoved appends a page that leads on to another one, at once and by a
// link.
func (h HTML) AppendMoved(dst []byte, page incident.Page, to string) []byte {
	p := h.printer(dst, page, time.UTC)
	title := p.lang.Word(words.PageMoved)
	p.open(shell{title: title, moved: to, path: to, hidden: true})
	p.header(title, "")
	p.w.Text("<p>")
	p.link(h.Base+to, p.absolute(to))
	p.w.Text("</p>\n")
	p.close()
	return p.w.Dst
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
