package site

import (
	"cmp"

	"github.com/incidentkit/incident"
)

// Folders returns the folder of each service in a site of several, such as
// "example-pay/", made of the name of its page. That of a single service is "".
func Folders(services []*Service) []string {
	folders := make([]string, len(services))
	if len(services) < 2 {
		return folders
	}
	taken := make(names)
	for i, s := range services {
		folders[i] = taken.free(cmp.Or(slug(s.Page.Name), slug(s.Page.ID), shortHash(s.Page.URL+s.Page.Name))) + "/"
	}
	return folders
}

// AppendOverview appends a page that lists several services with what goes on,
// each with a link to its folder below h.Base.
func (h HTML) AppendOverview(dst []byte, homes []*Home, folders []string) []byte {
	p := h.printer(dst, incident.Page{}, nil)
	return p.whole(shell{title: pageName(incident.Page{}, p.lang)}, "", func() {
		for i, home := range homes {
			p.w.Text("<section>\n<h2>")
			p.link(h.Base+folders[i], pageName(home.Page, p.lang))
			p.w.Text("</h2>\n")
			p.banner(home)
			p.w.Text("</section>\n")
		}
	})
}
