package site

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/feed"
)

// File is a file of a site.
type File struct {
	Name     string             // its path from the root of the site, with slashes
	Incident *incident.Incident // whose page it is, as readers may see it; nil: none
	print    func(dst []byte) []byte
}

// Append appends what the file holds. Several goroutines may make the files of
// a site at the same time. The zero File is empty.
func (f File) Append(dst []byte) []byte {
	if f.print == nil {
		return dst
	}
	return f.print(dst)
}

// Files returns the files of a static site, sorted by name. A file is made when
// its Append is called; the same service and options always give the same
// bytes. The files are
//
//   - the pages for people: index.html, history/index.html, uptime/index.html,
//     history/2024-03/index.html, components/checkout-api/index.html,
//     incidents/hg8wbl3dz84h/index.html; the first three also as .txt and .md;
//   - history.atom, history.rss, feed.json and maintenances.ics;
//   - the answers of Statuspage's public API, such as api/v2/summary.json. Like
//     those of Statuspage, incidents.json and scheduled-maintenances.json have
//     the newest 50;
//   - a page at each former address that leads on, see [Service.Redirects], and
//     the same for hosts that read the file _redirects;
//   - 404.html and, if Page.URL is an address, sitemap.xml.
//
// What readers may not see is left out, and so are incidents that [IsPublic]
// says are not. An incident of which all is posted after o.Now, and a
// postmortem that is published after it, are not there yet, see [PostedSince].
//
// The error is a [*incident.FieldError]: o.Now is required, and the policy must
// be known.
func (s *Service) Files(o Options) ([]File, error) {
	if o.Now.IsZero() {
		return nil, &incident.FieldError{Path: "now", Code: incident.CodeRequired, Err: errors.New("pages are written for an instant")}
	}
	if _, ok := LookupPolicy(s.Policy); !ok {
		return nil, unknownPolicy(s.Policy)
	}
	f := s.folder(o)
	f.sitemap()
	f.moved(f.redirects())
	f.origin = nil // files of large sites are kept for long
	slices.SortFunc(f.files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return f.files, nil
}

// IsPublic reports whether readers may see something of an incident: an update,
// which may be retracted, or a published postmortem.
func IsPublic(inc *incident.Incident) bool {
	return inc != nil && (len(inc.Updates) > 0 || inc.Postmortem.Published())
}

// Public returns a copy of the service with what readers may see of its
// incidents: those that [IsPublic] says are public, by
// [incident.Incident.Public], with the updates in the order of their instants.
func (s *Service) Public() *Service {
	c := *s
	c.Incidents = nil
	for _, inc := range s.Incidents {
		if IsPublic(inc) {
			public := inc.Public()
			public.Updates = chronological(public.Updates)
			c.Incidents = append(c.Incidents, public)
		}
	}
	return &c
}

func unknownPolicy(name string) *incident.FieldError {
	return &incident.FieldError{Path: "policy", Code: incident.CodeUnknown, Err: fmt.Errorf("%q is not a known policy; use one that Policies lists", name)}
}

// folder is a folder with the files of a service.
type folder struct {
	service *Service                                  // what readers may see of it
	origin  map[*incident.Incident]*incident.Incident // what that was before
	options Options
	paths   *Paths
	home    func() *Home
	// addressed are the incidents from the newest, with the addresses of their
	// pages on this site.
	addressed func() []*incident.Incident
	files     []File
}

// folder returns the folder without the files that are about other files.
func (s *Service) folder(o Options) *folder {
	posted := *s
	posted.Incidents = slices.DeleteFunc(slices.Clone(s.Incidents), func(inc *incident.Incident) bool {
		return !IsPublic(inc) || !isPosted(inc, o.Now)
	})
	shown := posted.Public()
	f := &folder{service: shown, options: o, origin: make(map[*incident.Incident]*incident.Incident)}
	for i, inc := range shown.Incidents {
		f.origin[inc] = posted.Incidents[i]
		if pm := inc.Postmortem; pm != nil && !o.Now.IsZero() && pm.PublishedAt.After(o.Now) {
			inc.Postmortem = nil
		}
	}
	f.paths = shown.Paths()
	f.home = sync.OnceValue(func() *Home { return shown.Home(o) })
	f.addressed = sync.OnceValue(func() []*incident.Incident { return shown.withAddresses(f.paths) })
	f.pages()
	f.feeds()
	f.answers()
	return f
}

func (f *folder) add(name string, print func(dst []byte) []byte) {
	f.files = append(f.files, File{Name: name, print: print})
}

// page adds the page of a path, which is "" or ends in a slash.
func (f *folder) page(path string, print func(h HTML, dst []byte) []byte) {
	h := HTML{Base: baseOf(path), Paths: f.paths}
	f.add(path+"index.html", func(dst []byte) []byte { return print(h, dst) })
}

// baseOf returns the way from a file or the folder of a page to the root.
func baseOf(name string) string { return strings.Repeat("../", strings.Count(name, "/")) }

// pages adds the pages for people.
func (f *folder) pages() {
	s := f.service
	months := s.Months()
	report := sync.OnceValue(func() *UptimeReport { return s.UptimeReport(f.options) })
	text, md := Text{Paths: f.paths}, Markdown{Paths: f.paths}
	f.add("index.txt", func(dst []byte) []byte { return text.AppendHome(dst, f.home()) })
	f.add("index.md", func(dst []byte) []byte { return md.AppendHome(dst, f.home()) })
	f.add("history/index.txt", func(dst []byte) []byte { return text.AppendHistory(dst, s.Page, months) })
	f.add("history/index.md", func(dst []byte) []byte { return md.AppendHistory(dst, s.Page, months) })
	f.add("uptime/index.txt", func(dst []byte) []byte { return text.AppendUptime(dst, s.Page, report()) })
	f.add("uptime/index.md", func(dst []byte) []byte { return md.AppendUptime(dst, s.Page, report()) })

	f.page("", func(h HTML, dst []byte) []byte { return h.AppendHome(dst, f.home()) })
	f.page("history/", func(h HTML, dst []byte) []byte { return h.AppendMonths(dst, s.Page, months) })
	for _, m := range months {
		f.page(f.paths.Month(m), func(h HTML, dst []byte) []byte { return h.AppendHistory(dst, s.Page, []Month{m}) })
	}
	f.page("uptime/", func(h HTML, dst []byte) []byte { return h.AppendUptime(dst, s.Page, report()) })
	f.components(report)
	for _, inc := range s.Incidents {
		f.page(f.paths.Incident(inc), func(h HTML, dst []byte) []byte { return h.AppendIncident(dst, s.Page, inc) })
		f.files[len(f.files)-1].Incident = inc
	}
	f.add("404.html", func(dst []byte) []byte {
		return HTML{Base: s.rootPath(), Paths: f.paths}.AppendMissing(dst, s.Page)
	})
}

// components adds a page for each component with the incidents that name it.
func (f *folder) components(report func() *UptimeReport) {
	s := f.service
	list := s.Listed()
	found := newListing(list)
	incidents := make([][]*incident.Incident, len(list))
	for _, inc := range s.newestFirst() {
		began := beginning(inc)
		for _, a := range inc.Affected() {
			if i := found.find(a.Component, began); i >= 0 && !endsWith(incidents[i], inc) {
				incidents[i] = append(incidents[i], inc)
			}
		}
	}
	seen := make(map[string]bool)
	for i, c := range list {
		if seen[f.paths.Component(c)] || c.Since.After(f.options.Now) {
			continue
		}
		seen[f.paths.Component(c)] = true
		f.page(f.paths.Component(c), func(h HTML, dst []byte) []byte {
			return h.AppendComponent(dst, f.home(), f.line(c), report().Of(c), incidents[i])
		})
	}
}

func endsWith(list []*incident.Incident, inc *incident.Incident) bool {
	return len(list) > 0 && list[len(list)-1] == inc
}

// line returns the line of a component on the home page.
func (f *folder) line(c Component) *Line {
	for line := range f.home().lines() {
		if line.Component == c {
			return line
		}
	}
	o := f.options.withDefaults()
	return &Line{State: State{Component: c}, Days: f.service.Days(c, o.Now, o.Days)} // it is retired
}

// feeds adds the feeds and the calendar.
func (f *folder) feeds() {
	page := f.service.Page
	list := f.addressed
	f.add("history.atom", func(dst []byte) []byte {
		return feed.Atom{URL: f.service.address("history.atom")}.Append(dst, page, list())
	})
	f.add("history.rss", func(dst []byte) []byte {
		return feed.RSS{URL: f.service.address("history.rss")}.Append(dst, page, list())
	})
	f.add("feed.json", func(dst []byte) []byte {
		return feed.JSON{URL: f.service.address("feed.json")}.Append(dst, page, list())
	})
	f.add("maintenances.ics", func(dst []byte) []byte { return feed.Calendar{}.Append(dst, page, list()) })
}
