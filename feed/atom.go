package feed

import (
	"cmp"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
)

// Atom writes an Atom feed (RFC 4287). The zero value is ready to use, but
// feeds should have a URL.
type Atom struct {
	URL   string // address of the feed itself; if empty, it is left out
	Limit int    // maximum number of incidents; 0 means 25
}

// Append appends the feed of a page to dst and returns the extended buffer. The
// time of the feed is the time of its newest entry. A feed without entries gets
// the Unix epoch, because RFC 4287 requires a time.
func (a Atom) Append(dst []byte, page incident.Page, list []*incident.Incident) []byte {
	all := entries(page, list, a.Limit)
	var w xmlBuffer
	w.b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	w.begin("feed", "xmlns", "http://www.w3.org/2005/Atom", "xml:lang", page.Lang)
	w.text("id", feedID(page, a.URL))
	w.text("title", feedTitle(page))
	updated := time.Unix(0, 0)
	if len(all) > 0 {
		updated = all[0].updated
	}
	w.text("updated", stamp(updated))
	w.open("author")
	w.text("name", feedTitle(page))
	w.end("author")
	if url := webURL(page.URL); url != "" {
		w.empty("link", "rel", "alternate", "type", "text/html", "href", url)
	}
	if url := webURL(a.URL); url != "" {
		w.empty("link", "rel", "self", "type", "application/atom+xml", "href", url)
	}
	for i := range all {
		e := &all[i]
		w.begin("entry")
		w.text("id", e.id)
		w.text("title", e.title)
		w.text("published", stamp(e.published))
		w.text("updated", stamp(e.updated))
		if e.url != "" {
			w.empty("link", "rel", "alternate", "type", "text/html", "href", e.url)
		}
		for _, tag := range e.tags {
			w.empty("category", "term", tag)
		}
		w.text("content", e.html, "type", "html")
		w.end("entry")
	}
	w.end("feed")
	return append(dst, w.b.Bytes()...)
}

// stamp formats an instant as in RFC 3339, in UTC.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// feedTitle returns the title of a feed.
func feedTitle(page incident.Page) string {
	return cmp.Or(markdown.Line(page.Name), host(page.URL), "Status")
}

// feedID returns the id of a feed, which is made from the page, so that it
// survives a new address of the feed.
func feedID(page incident.Page, self string) string {
	if h := host(page.URL); h != "" {
		return "tag:" + h + ",2005:/history"
	}
	return cmp.Or(webURL(self), "urn:incident:page")
}
