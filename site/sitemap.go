package site

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

// sitemap adds the list of the pages that search engines should know, if the
// address of the site is known.
func (f *folder) sitemap() {
	if rootOf(f.service.Page.URL) == nil {
		return
	}
	changed := make(map[string]time.Time)
	for _, inc := range f.service.Incidents {
		changed[f.paths.Incident(inc)] = lastChange(inc)
	}
	var pages []string
	for _, file := range f.files {
		if path, ok := strings.CutSuffix(file.Name, "index.html"); ok {
			pages = append(pages, path)
		}
	}
	f.add("sitemap.xml", func(dst []byte) []byte {
		dst = append(dst, xml.Header+`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`+"\n"...)
		for _, path := range pages {
			dst = fmt.Appendf(dst, "<url><loc>%s</loc>", escapeXML(f.service.address(path)))
			if at := changed[path]; !at.IsZero() {
				dst = fmt.Appendf(dst, "<lastmod>%s</lastmod>", at.UTC().Format(time.RFC3339))
			}
			dst = append(dst, "</url>\n"...)
		}
		return append(dst, "</urlset>\n"...)
	})
}

func escapeXML(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
