package site

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// Paths are the places of the pages of a [Service]. A path leads from the root
// of the site to the folder of a page and ends in a slash, as in
// "incidents/hg8wbl3dz84h/". Its elements are safe as names of files on every
// system, and no two pages share one, even if case does not count. Incidents
// that are added later do not move a page. The nil Paths have no page.
type Paths struct {
	incidents  map[*incident.Incident]string
	components map[incident.Component]string // without a status
}

// Paths returns the places of the pages of s.
func (s *Service) Paths() *Paths {
	p := &Paths{incidents: make(map[*incident.Incident]string), components: make(map[incident.Component]string)}
	names := make(names)
	for _, n := range named(s.Incidents) {
		p.incidents[n.inc] = "incidents/" + names.free(n.name) + "/"
	}
	names = make(map[string]int)
	for _, c := range s.Listed() {
		key := c.called()
		if p.components[key] != "" {
			continue
		}
		name := c.ID
		if !isSafe(name) {
			name = cmp.Or(slug(c.Name), shortHash(c.ID+"\x00"+c.Name))
		}
		p.components[key] = "components/" + names.free(name) + "/"
	}
	return p
}

// Incident returns the path of the page of an incident of the service, as in
// "incidents/hg8wbl3dz84h/", or "" if it is not one.
//
// The last element is the ID, or else the last element of URL, or else made of
// the day and the title.
func (p *Paths) Incident(inc *incident.Incident) string {
	if p == nil {
		return ""
	}
	return p.incidents[inc]
}

// Component returns the path of the page of a component of the service, as in
// "components/checkout-api/", or "" if it is not one. The last element is the
// ID, or else made of the name.
func (p *Paths) Component(c Component) string {
	if p == nil {
		return ""
	}
	return p.components[c.called()]
}

// Month returns the path of the page of a month, as in "history/2024-03/", or
// "history/undated/" for incidents without a time.
func (p *Paths) Month(m Month) string {
	switch {
	case p == nil:
		return ""
	case m.Year == 0:
		return "history/undated/"
	}
	return fmt.Sprintf("history/%04d-%02d/", m.Year, m.Month)
}

// An incidentName is the name that an incident asks for.
type incidentName struct {
	inc   *incident.Incident
	name  string
	began time.Time
}

// named returns the names that incidents ask for, in the order in which they
// get them: the oldest first, whatever the order of the list is.
func named(list []*incident.Incident) []incidentName {
	var all []incidentName
	for _, inc := range list {
		if inc == nil {
			continue
		}
		n := incidentName{inc: inc, began: began(inc)}
		address, _ := url.Parse(inc.URL)
		switch {
		case isSafe(inc.ID):
			n.name = inc.ID
		case address != nil && isSafe(path.Base(address.Path)):
			n.name = path.Base(address.Path)
		default:
			n.name = dayAndTitle(inc, n.began)
		}
		all = append(all, n)
	}
	slices.SortStableFunc(all, func(a, b incidentName) int {
		return cmp.Or(a.began.Compare(b.began), compareNames(a.inc, b.inc))
	})
	return all
}

// began returns the time of the oldest update or, without updates, the start of
// the window; a zero time if there is none.
func began(inc *incident.Incident) (oldest time.Time) {
	for i := range inc.Updates {
		oldest = earlierKnown(oldest, inc.Updates[i].At)
	}
	return cmp.Or(oldest, inc.Window.Start)
}

// dayAndTitle returns a name such as "2024-03-05-checkout-is-slow".
func dayAndTitle(inc *incident.Incident, began time.Time) string {
	name := cmp.Or(slug(inc.Title), shortHash(inc.ID+"\x00"+inc.URL+"\x00"+inc.Title))
	if began.IsZero() {
		return name
	}
	loc, err := inc.Page.Location()
	if err != nil {
		loc = time.UTC
	}
	return began.In(loc).Format(time.DateOnly) + "-" + name
}

const maxName = 100 // bytes

var (
	safeName   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
	unsafeName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9]|index)(\.|$)|\.$`) // devices of Windows, files of ours
	unsafeRun  = regexp.MustCompile(`[^a-z0-9]+`)
)

// isSafe reports whether a name is safe as that of a folder on every system.
func isSafe(name string) bool {
	return len(name) <= maxName && safeName.MatchString(name) && !unsafeName.MatchString(name)
}

// slug returns the ASCII letters and digits of a text, in lower case, with a
// hyphen for whatever is between them; "" if none of them is left.
func slug(text string) string {
	const long = 60
	s := strings.Trim(unsafeRun.ReplaceAllString(strings.ToLower(text), "-"), "-")
	if len(s) > long {
		s = s[:long]
		if i := strings.LastIndexByte(s, '-'); i > 0 {
			s = s[:i]
		}
	}
	if !isSafe(s) {
		return ""
	}
	return s
}

// shortHash returns a name for what has no letters.
func shortHash(text string) string {
	h := fnv.New32a()
	h.Write([]byte(text))
	return fmt.Sprintf("%08x", h.Sum32())
}

// names are the names that are taken, in lower case, each with the number at
// which the search for another one begins.
type names map[string]int

// free takes a name: base, or else base-2, base-3 and so on.
func (n names) free(base string) string {
	name := base
	key := strings.ToLower(base)
	for i := max(n[key], 2); n[strings.ToLower(name)] > 0; i++ {
		name = fmt.Sprintf("%s-%d", base, i)
		n[key] = i
	}
	n[strings.ToLower(name)] = max(n[strings.ToLower(name)], 1)
	return name
}
