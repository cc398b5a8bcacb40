package statuspage

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/affected"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/report"
)

// savedIncident is the state of reading an incident of a saved page.
type savedIncident struct {
	inc  *incident.Incident
	page *savedPage
	path string          // prefix of its paths, such as "incidents[2]."
	last incident.Status // status of the latest update so far
}

// incident adds an incident to the answer.
func (p *savedPage) incident(page incident.Page) *savedIncident {
	s := &savedIncident{inc: &incident.Incident{Page: page}, page: p}
	if p.isList() {
		s.path = fmt.Sprintf("incidents[%d].", len(p.answer.Incidents))
	}
	p.answer.Incidents = append(p.answer.Incidents, s.inc)
	return s
}

// note adds a note about a value of the incident.
func (s *savedIncident) note(at int, code incident.Code, path, text string) {
	s.page.note(at, code, s.path+path, text)
}

// impactOf returns the impact from the class of an element: "impact-major".
func impactOf(n *htmltree.Node) incident.Impact {
	for class := range strings.FieldsSeq(n.Value("class")) {
		if word, ok := strings.CutPrefix(class, "impact-"); ok {
			if impact, err := incident.Parse[incident.Impact](word); err == nil {
				return impact
			}
		}
	}
	return ""
}

// components reads the sentence that names the components.
func (s *savedIncident) components(n *htmltree.Node) {
	text := n.Text()
	colon := strings.IndexByte(text, ':') + 1
	list, notes, err := affected.Reader{Words: s.page.lang, Known: s.page.reader.Known}.Read(text[colon:])
	if err != nil {
		s.page.fail(n.Start, incident.CodeLimit, err)
	}
	for _, note := range notes {
		s.note(n.Start, note.Code, note.Path, note.Text)
	}
	s.inc.Components = list
}

// postmortem reads the text of the postmortem once the zone of the page is
// known. Rows without a date are near the first update.
func (s *savedIncident) postmortem(md string, at int) {
	if md == "" {
		return
	}
	pm := s.inc.Postmortem
	s.page.later = append(s.page.later, func() {
		ctx := report.Context{Phrases: s.page.lang, Titles: [2]string{s.inc.Title}, Published: pm.PublishedAt}
		if s.page.zone.Name != "" {
			ctx.Page = s.page.zone.Location
		}
		if len(s.inc.Updates) > 0 {
			ctx.Anchor = s.inc.Updates[0].At
		}
		result, err := report.ReadBody(md, ctx)
		if err != nil {
			pm.Sections = []incident.Section{{Body: md}}
			s.note(at, CodeUnresolved, "postmortem.sections[0].body", "the postmortem is too large to be split into sections and was kept as one text")
			return
		}
		pm.Title, pm.Sections = result.Title, result.Sections
		for _, n := range result.Notes {
			s.note(at, n.Code, n.Path, n.Text)
		}
	})
}

// address sets the URL and ID of the incident from its address.
func (s *savedIncident) address(u *url.URL) {
	_, code, ok := strings.Cut(u.Path, "/incidents/")
	if code = strings.TrimSuffix(code, "/"); !ok || code == "" || strings.Contains(code, "/") {
		return
	}
	s.inc.ID = markdown.Line(code)
	if u.Host != "" {
		s.inc.URL = u.String()
	}
}

// incidentPage reads the page of a single incident: title, name of the page,
// updates from newest to oldest, the postmortem above them, and the affected
// components.
func (p *savedPage) incidentPage() {
	s := p.incident(incident.Page{})
	if u := p.canonical(); u != nil {
		s.inc.Page.URL = u.Scheme + "://" + u.Host
		s.address(u)
	}
	name := p.root.Class("incident-name")
	if name != nil {
		s.inc.Title = name.Line()
		s.inc.Impact = impactOf(name)
	} else {
		s.inc.Title = markdown.Line(p.meta("og:title"))
	}
	s.subheader()
	if s.inc.Page.Name == "" {
		s.inc.Page.Name = p.titleName(s.inc.Title)
	}
	p.answer.Page = s.inc.Page
	rows := outermost(p.root, "update-row")
	if len(rows) == 0 {
		p.fail(name.Start, incident.CodeRequired, errors.New("the page has no updates"))
	}
	s.updates(p.pageUpdates(rows), years{page: p})
	if n := p.root.Class("components-affected"); n != nil {
		s.components(n)
	}
}

// outermost returns the elements below n that have the class and are not inside
// another such element.
func outermost(n *htmltree.Node, class string) (list []*htmltree.Node) {
	n.Walk(func(k *htmltree.Node) bool {
		if k.Is(class) {
			list = append(list, k)
			return false
		}
		return true
	})
	return list
}

// subheader reads the line below the title, which names the page.
func (s *savedIncident) subheader() {
	n := s.page.root.Class("subheader")
	if n == nil {
		return
	}
	if name, maintenance, _ := s.page.lang.Subtitle(n.Line()); name != "" {
		s.inc.Page.Name = markdown.Line(name)
		if maintenance && s.inc.Impact == "" {
			s.inc.Impact = incident.ImpactMaintenance
		}
		return
	}
	if a := n.Named("a"); a != nil {
		s.inc.Page.Name = a.Line()
	}
}
