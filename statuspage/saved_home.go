package statuspage

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltree"
)

// homePage reads the incidents of a home page in its order: open incidents,
// scheduled maintenances, and the incidents of the last days.
func (p *savedPage) homePage() {
	base := p.canonical()
	p.answer.Page = p.about()
	if n := p.root.Class("page-name"); p.answer.Page.Name == "" && n != nil {
		p.answer.Page.Name = n.Line()
	}
	open := years{page: p, issued: true}
	if sec, err := strconv.ParseInt(p.meta("issued"), 10, 64); err == nil && sec > 0 && sec < 253402300800 {
		open.latest = latestIn(time.Unix(sec, 0))
	}
	var day civil.Date
	p.root.Walk(func(n *htmltree.Node) bool {
		if p.failed() {
			return false
		}
		switch {
		case n.Is("status-day"):
			day = p.dayOf(n)
			return true
		case n.Is("incident-container") && !day.IsZero():
			p.incident(p.answer.Page).listed(n, base, years{page: p, day: day})
			return false
		case n.Is("unresolved-incident"):
			p.incident(p.answer.Page).listed(n, base, open)
			return false
		case n.Is("scheduled-maintenance"):
			s := p.incident(p.answer.Page)
			s.inc.Impact = incident.ImpactMaintenance
			s.listed(n, base, s.planned(n, open))
			return false
		}
		return true
	})
}

// dayOf reads the heading of a day: "Jan 20, 2021".
func (p *savedPage) dayOf(n *htmltree.Node) civil.Date {
	heading := n.Class("date")
	if heading == nil {
		p.fail(n.Start, incident.CodeRequired, errors.New("a day has no date"))
		return civil.Date{}
	}
	text := heading.Line()
	w, k := civil.ReadDate(text)
	if k == 0 || k != len(text) || w.Date.Year == 0 || !w.Date.Valid() {
		p.fail(heading.Start, incident.CodeSyntax, fmt.Errorf("%q is not a date", text))
		return civil.Date{}
	}
	return w.Date
}

// planned reads the window of a scheduled maintenance. The page has its start
// as an instant, from which the times of the maintenance get their years.
// Without it, planned returns open.
func (s *savedIncident) planned(n *htmltree.Node, open years) years {
	p := s.page
	small := n.Find(func(k *htmltree.Node) bool { _, ok := k.Attr("data-unix-time"); return ok })
	if small == nil {
		return open
	}
	start := unixOf(small)
	if start.IsZero() {
		p.fail(small.Start, incident.CodeSyntax, fmt.Errorf("%q is not a time", small.Value("data-unix-time")))
		return open
	}
	s.inc.Window.Start = start
	p.later = append(p.later, func() { s.windowEnd(small) })
	// An update may be posted while the work goes on.
	return years{page: p, latest: civil.DateTimeOf(start.Add(48*time.Hour), time.UTC)}
}

// windowEnd reads the end of a maintenance: "Feb 15, 17:00-19:30 CET".
func (s *savedIncident) windowEnd(n *htmltree.Node) {
	text := n.Line()
	_, to, k := civil.ReadRange(text)
	if k == 0 {
		return
	}
	if r := to.ResolveAfter(s.inc.Window.Start, s.page.zone.Location); k == len(text) && r.Kind == civil.OK {
		s.inc.Window.End = r.Time.UTC()
		return
	}
	s.note(n.Start, CodeUnresolved, "window.end", fmt.Sprintf("%q does not state the end of the maintenance", text))
}

// listed reads an incident of a list: its title, and its updates from newest to
// oldest.
func (s *savedIncident) listed(n *htmltree.Node, base *url.URL, y years) {
	title := n.Class("incident-title")
	if title == nil {
		s.page.fail(n.Start, incident.CodeRequired, errors.New("an incident has no title"))
	} else {
		s.title(n, title, base)
	}
	s.updates(listedUpdates(outermost(n, "update")), y)
	if c := n.Class("components-affected"); c != nil {
		s.components(c)
	}
}

// title reads the title of an incident of a list, with its address and impact.
func (s *savedIncident) title(n, title *htmltree.Node, base *url.URL) {
	s.inc.Impact = cmp.Or(impactOf(title), impactOf(n), s.inc.Impact)
	name := cmp.Or(title.Class("actual-title"), title.Named("a"), title)
	s.inc.Title = name.Line(title.Named("small"))
	if href := name.Value("href"); href != "" {
		if u, err := url.Parse(strings.TrimSpace(href)); err == nil {
			if base != nil {
				u = base.ResolveReference(u)
			}
			s.address(u)
		}
	}
}
