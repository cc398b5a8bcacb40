package feed

import (
	"cmp"
	"time"

	"github.com/incidentkit/incident"
)

// RSS writes an RSS 2.0 feed. The zero value is ready to use, but feeds should
// have a URL.
type RSS struct {
	URL   string // address of the feed itself; if empty, it is left out
	Limit int    // maximum number of incidents; 0 means 25
}

// Append appends the feed of a page to dst and returns the extended buffer.
func (r RSS) Append(dst []byte, page incident.Page, list []*incident.Incident) []byte {
	all := entries(page, list, r.Limit)
	var w xmlBuffer
	w.b.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	w.begin("rss", "version", "2.0", "xmlns:atom", "http://www.w3.org/2005/Atom")
	w.begin("channel")
	title := feedTitle(page)
	w.text("title", title)
	w.required("link", cmp.Or(webURL(page.URL), webURL(r.URL)))
	w.text("description", title)
	w.text("language", page.Lang)
	if len(all) > 0 {
		w.text("lastBuildDate", date(all[0].updated))
	}
	if url := webURL(r.URL); url != "" {
		w.empty("atom:link", "rel", "self", "type", "application/rss+xml", "href", url)
	}
	for i := range all {
		e := &all[i]
		w.begin("item")
		w.text("title", e.title)
		w.text("link", e.url)
		w.text("guid", e.id, "isPermaLink", "false")
		w.text("pubDate", date(e.published))
		w.text("atom:updated", stamp(e.updated))
		for _, tag := range e.tags {
			w.text("category", tag)
		}
		w.text("description", e.html)
		w.end("item")
	}
	w.end("channel")
	w.end("rss")
	return append(dst, w.b.Bytes()...)
}

// date formats an instant as in RFC 822, with a four-digit year, in UTC.
func date(t time.Time) string { return t.UTC().Format("Mon, 02 Jan 2006 15:04:05 +0000") }
