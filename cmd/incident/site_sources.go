package main

import (
	"cmp"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// serviceName is the name of a file with a service.
const serviceName = "service.json"

// serviceFile is a service that was read from a file.
type serviceFile struct {
	folder string
	*site.Service
}

// readServices reads the services among the sources, and returns the names of
// the other files.
func (r *siteRun) readServices(names []string) (rest []string, err error) {
	in := r.expand(names, r.out)
	for _, name := range in.files {
		if filepath.Base(name) != serviceName {
			rest = append(rest, name)
			continue
		}
		data, err := readFile(name)
		if err != nil {
			return nil, err
		}
		s, faults := r.service(name, data)
		if len(faults) > 0 && !r.lax {
			return nil, faults[0]
		}
		r.lose(faults)
		r.services = append(r.services, serviceFile{filepath.Dir(name), s})
	}
	return rest, nil
}

// file takes what reading a file gave as a source.
func (r *siteRun) file(read *reading) error {
	switch {
	case read.err != nil:
		r.fault(read.err)
		return nil
	case len(read.faults) > 0 && !r.lax:
		r.fault(read.faults[0])
		return nil
	}
	r.lose(read.faults)
	page, name := r.pageOf(read.name), shownName(read.name)
	for _, inc := range read.list {
		if inc.Page == (incident.Page{}) {
			inc.Page = page
		}
		n, err := r.locate(name, inc)
		if err != nil {
			return err
		}
		r.tell(n)
	}
	source := site.Source{Kind: sourceKinds[read.from], Incidents: read.list, Notes: read.loader.notes}
	if a := read.loader.answer; a != nil {
		source = site.StatuspageSource("", a)
	}
	if l := read.loader.listing; len(l.components) > 0 {
		r.listings = append(r.listings, l)
	}
	source.Name = name
	r.sources = append(r.sources, source)
	return nil
}

// telling is the updates of an incident, or its postmortem.
type telling struct {
	incident   string // its ID, or else its title
	postmortem bool
}

func newTelling(inc *incident.Incident, postmortem bool) telling {
	return telling{cmp.Or(inc.ID, inc.Title), postmortem}
}

// tell keeps the names of the files that tell an incident.
func (r *siteRun) tell(n located) {
	add := func(t telling, name string) {
		if !slices.Contains(r.tellers[t], name) {
			r.tellers[t] = append(r.tellers[t], name)
		}
	}
	if len(n.inc.Updates) > 0 {
		add(newTelling(n.inc, false), n.own.name)
	}
	if n.inc.Postmortem != nil {
		add(newTelling(n.inc, true), n.postmortem.name)
	}
}

// fault says what is wrong with a source.
func (r *siteRun) fault(err error) {
	if r.lax {
		r.losses++
	} else {
		r.failed++
	}
	r.say(err)
}

// sourceKinds are the kinds of files that are not Statuspage's, by their
// format.
var sourceKinds = map[string]site.SourceKind{
	"json": site.SourceJSON, "markdown": site.SourceMarkdown, "text": site.SourceText, "html": site.SourcePage,
	"instatus": site.SourceAPI, "betterstack": site.SourceAPI, "incidentio": site.SourceAPI,
}

// pageOf returns the page of the incidents of a file that name none: that of
// the service in its folder, or in one around it, or of the only service.
func (r *siteRun) pageOf(name string) incident.Page {
	best := serviceFile{Service: new(site.Service)}
	for _, s := range r.services {
		if len(r.services) == 1 || within(s.folder, name) && len(s.folder) >= len(best.folder) {
			best = s
		}
	}
	return best.Page
}

// assign returns the services, each with its incidents: those of the files, and
// one for each other page.
func (r *siteRun) assign(incidents []*incident.Incident) []*site.Service {
	var services []*site.Service
	for _, s := range r.services {
		services = append(services, s.Service)
	}
	find := func(page incident.Page) *site.Service {
		i := slices.IndexFunc(services, func(s *site.Service) bool { return samePage(s.Page, page) })
		if len(r.services) == 1 {
			i = 0
		}
		if i < 0 {
			i = len(services)
			services = append(services, new(site.Service))
		}
		return services[i]
	}
	// What is not public and of no page, such as a README, needs no site of its
	// own.
	var hidden []*incident.Incident
	for _, inc := range incidents {
		if inc.Page == (incident.Page{}) && !site.IsPublic(inc) {
			hidden = append(hidden, inc)
			continue
		}
		s := find(inc.Page)
		s.Page = fill(s.Page, inc.Page)
		s.Incidents = append(s.Incidents, inc)
	}
	if len(services) == 0 && len(hidden) > 0 {
		services = append(services, new(site.Service))
	}
	if len(hidden) > 0 {
		services[0].Incidents = append(services[0].Incidents, hidden...)
	}
	for _, l := range r.listings {
		if s := find(l.page); len(s.Components) < len(l.components) && !slices.ContainsFunc(r.services, func(f serviceFile) bool { return f.Service == s && f.Components != nil }) {
			s.Page = fill(s.Page, l.page)
			s.Components = listed(l.components)
		}
	}
	for _, s := range services {
		for _, inc := range s.Incidents {
			inc.Page = fill(s.Page, inc.Page)
		}
	}
	slices.SortStableFunc(services, func(a, b *site.Service) int {
		return cmp.Or(strings.Compare(a.Page.Name, b.Page.Name), strings.Compare(a.Page.URL, b.Page.URL), strings.Compare(a.Page.ID, b.Page.ID))
	})
	return services
}

// listed returns the components of an answer as those of a site.
func listed(components []incident.Component) []site.Component {
	var list []site.Component
	for _, c := range components {
		list = append(list, site.Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.Status})
	}
	return list
}

// samePage reports whether two pages have the same id, or else the same
// address, or else the same name.
func samePage(a, b incident.Page) bool {
	switch {
	case a.ID != "" && b.ID != "":
		return a.ID == b.ID
	case a.URL != "" && b.URL != "":
		return place(a.URL) == place(b.URL)
	}
	return a.Name == b.Name
}

// place returns what the addresses of one page have in common.
func place(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.ToLower(u.Host) + strings.TrimRight(u.Path, "/")
}

// fill returns a page with what another one knows and it does not.
func fill(page, from incident.Page) incident.Page {
	return incident.Page{
		ID:       cmp.Or(page.ID, from.ID),
		Name:     cmp.Or(page.Name, from.Name),
		URL:      cmp.Or(page.URL, from.URL),
		TimeZone: cmp.Or(page.TimeZone, from.TimeZone),
		Lang:     cmp.Or(page.Lang, from.Lang),
	}
}

// instant returns the time that the site of a service is made for.
func (r *siteRun) instant(s *site.Service) (time.Time, error) {
	return cmp.Or(r.now, "now").of(&incident.Incident{Page: s.Page}, r.env.now())
}
