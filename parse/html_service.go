package parse

import (
	"net/url"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
)

// htmlService has the facts about all reports that a page of a service states.
type htmlService struct {
	header *htmltree.Node
	base   *url.URL // of relative links; nil if the page does not state it
	quiet  bool     // the page states that there are no incidents
}

// service returns the facts of a page of a service, or nil for any other page.
func (p *htmlReader) service() *htmlService {
	header := p.root.Find(func(n *htmltree.Node) bool { return n.Name == "header" && n.Is("service") })
	if header == nil {
		return nil
	}
	return &htmlService{header: header, base: htmltree.WebAddress(p.root.Canonical()), quiet: p.root.Class("none") != nil}
}

// summary reads the facts that other reports have in their second line. On the
// page of a service they are in the header of the page, in a class of the
// report, and in the link of its title.
func (p *htmlReader) summary(n *htmltree.Node, s *htmlService) {
	page := &p.page.inc.Page
	page.Name, page.URL = markdown.Line(s.header.Value("data-name")), s.header.Value("data-url")
	p.recordAt(placePage, 0, s.header)
	if n.Is("planned") {
		p.page.inc.Impact = incident.ImpactMaintenance
	}
	link := n.Named("header").Named("a")
	if link == nil {
		return
	}
	address := link.Value("href")
	if to, err := url.Parse(address); err == nil && s.base != nil {
		address = s.base.ResolveReference(to).String()
	}
	p.page.inc.URL = address
}
