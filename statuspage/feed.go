package statuspage

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
)

// feedSigns are texts by which a feed of Statuspage is recognised: in its id,
// its title, the description of its channel, and the element of its times.
var feedSigns = [...]string{",2005:/history", "Incident History", "<description>Statuspage", "&lt;small&gt;", "<small>"}

// feedKind returns the kind of a feed of Statuspage, and "" for any other text.
func feedKind(text string) Kind {
	text = strings.TrimLeft(text, "\ufeff \t\r\n")
	if strings.HasPrefix(text, "<?xml") {
		_, text, _ = strings.Cut(text, "?>")
		text = strings.TrimLeft(text, " \t\r\n")
	}
	kind := Kind("")
	switch {
	case strings.HasPrefix(text, "<feed"):
		kind = KindAtom
	case strings.HasPrefix(text, "<rss"):
		kind = KindRSS
	}
	for _, sign := range feedSigns {
		if strings.Contains(text, sign) {
			return kind
		}
	}
	return ""
}

// A feedEntry is an entry of an Atom feed or an item of an RSS feed. It has the
// text of elements by their names, and for links the address.
type feedEntry struct {
	at      int // offset in the source
	content int // offset of its escaped HTML
	text    map[string]string
}

// feedEntries returns the feed itself and its entries.
func (p *savedPage) feedEntries() (feed feedEntry, entries []feedEntry) {
	feed.text = make(map[string]string)
	d := xml.NewDecoder(strings.NewReader(p.source.Text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // the text is UTF-8 by now
	current, depth, inner := &feed, 0, 0
	name := ""
	var text []byte
	for {
		at := int(d.InputOffset())
		token, err := d.Token()
		if err == io.EOF {
			return feed, entries
		}
		if err != nil {
			p.fail(int(d.InputOffset()), incident.CodeSyntax, fmt.Errorf("invalid XML: %w", err))
			return feed, entries
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			switch local := token.Name.Local; {
			case local == "entry" || local == "item":
				entries = append(entries, feedEntry{at: at, text: make(map[string]string)})
				current, inner = &entries[len(entries)-1], depth
			case depth == inner+1 || inner == 0:
				name, text = local, text[:0]
				if local == "link" {
					text = append(text, linked(token.Attr)...)
				}
			}
		case xml.EndElement:
			if _, known := current.text[name]; name != "" && !known && len(text) > 0 {
				current.text[name] = string(text)
			}
			if depth == inner {
				current, inner = &feed, 0
			}
			depth--
			name = ""
		case xml.CharData:
			if name == "content" || name == "description" {
				current.content = max(at-len(text), current.at)
			}
			if name != "" {
				text = append(text, token...)
			}
		}
	}
}

// linked returns the address of an Atom link, or "" if the link leads to the
// feed itself.
func linked(attributes []xml.Attr) (address string) {
	for _, a := range attributes {
		switch {
		case a.Name.Local == "href":
			address = a.Value
		case a.Name.Local == "rel" && a.Value == "self":
			return ""
		}
	}
	return address
}

// feed reads the entries of a feed, in their order.
func (p *savedPage) feed() {
	feed, entries := p.feedEntries()
	page := &p.answer.Page
	page.Name = markdown.Line(feed.text["title"])
	page.Name = strings.TrimSuffix(strings.TrimSuffix(page.Name, " - Incident History"), " Status")
	address := feed.text["link"]
	if address == "" && len(entries) > 0 {
		address = entries[0].text["link"]
	}
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.Host != "" {
		page.URL = u.Scheme + "://" + u.Host
	}
	made := feedTime(cmp.Or(feed.text["updated"], feed.text["pubDate"]))
	for _, e := range entries {
		if !p.failed() {
			p.feedEntry(e, made)
		}
	}
	if len(entries) > 0 {
		p.note(entries[0].at, CodeYear, "incidents[0].updates", "a feed does not write years; each update got the year that is nearest to the time of its entry")
	}
}

// feedEntry reads an entry: an incident, whose updates are HTML. made is when
// the feed was made, or zero.
func (p *savedPage) feedEntry(e feedEntry, made time.Time) {
	s := p.incident(p.answer.Page)
	s.inc.Title = markdown.Line(e.text["title"])
	if u, err := url.Parse(strings.TrimSpace(e.text["link"])); err == nil {
		s.address(u)
	}
	for _, id := range []string{e.text["id"], e.text["guid"]} {
		if id = markdown.Line(id); id != "" && id != s.inc.URL {
			s.inc.Aliases = append(s.inc.Aliases, id)
		}
	}
	anchor := feedTime(cmp.Or(e.text["updated"], e.text["pubDate"]))
	if anchor.IsZero() {
		p.fail(e.at, incident.CodeRequired, errors.New("an entry has no time, which is needed for the years of its updates"))
		return
	}
	content := e.text["content"] + e.text["description"]
	root, errs := p.contentOf(content, e.content)
	p.errs = append(p.errs, errs...)
	var rows []*htmltree.Node
	root.Walk(func(n *htmltree.Node) bool {
		if n.Name != "p" {
			return true
		}
		switch first := n.Content(); {
		case first != nil && first.Name == "small":
			rows = append(rows, n)
		case len(rows) == 0 && strings.HasPrefix(n.Line(), scheduledEvent):
			s.inc.Impact = incident.ImpactMaintenance
			end := feedTime(e.text["maintenanceEndDate"])
			p.later = append(p.later, func() { s.feedWindow(n, anchor, end) })
		case len(rows) > 0:
			p.note(e.at, CodeUnmapped, s.path+"updates", "a paragraph of the entry is not an update and was not read")
		}
		return false
	})
	if len(rows) == 0 {
		p.fail(e.at, incident.CodeRequired, errors.New("an entry has no updates in the form of Statuspage's feeds"))
		return
	}
	y := years{page: p, anchor: anchor}
	if made.After(anchor) {
		y.latest = latestIn(made)
	}
	s.updates(listedUpdates(rows), y)
}

// contentOf returns the tree of the content of an entry at the given offset.
// Because the content is escaped, the offsets of nodes are a little too small.
func (p *savedPage) contentOf(content string, at int) (*htmltree.Node, incident.SourceErrors) {
	root, errs := htmltree.Parse(p.source.Of(content), 0)
	for list := []*htmltree.Node{root}; len(list) > 0; { // includes texts, which Walk does not visit
		n := list[len(list)-1]
		list = list[:len(list)-1]
		n.Start, n.End = at+n.Start, at+n.End
		for k := n.First; k != nil; k = k.Next {
			list = append(list, k)
		}
	}
	line, column := p.source.Position(at)
	for _, err := range errs {
		err.Line, err.Column = line, column
	}
	return root, errs
}

// scheduledEvent is the text before the window of a maintenance at the
// beginning of an entry.
const scheduledEvent = "THIS IS A SCHEDULED EVENT "

// feedWindow reads the window of a maintenance: "Jan 16, 12:00 - 16:00 GMT".
// anchor is a time near its start; end is zero if the feed does not state the
// end.
func (s *savedIncident) feedWindow(n *htmltree.Node, anchor, end time.Time) {
	text := strings.TrimPrefix(n.Line(), scheduledEvent)
	from, to, k := civil.ReadRange(text)
	if k != len(text) || from.Date.IsZero() {
		s.note(n.Start, CodeUnresolved, "window", fmt.Sprintf("%q does not state the time of the maintenance", text))
		return
	}
	if from.Date.Year == 0 {
		from.Date.Year = yearNear(from.Date, anchor)
	}
	first := from.Resolve(anchor, s.page.zone.Location)
	if first.Kind != civil.OK {
		s.note(n.Start, CodeUnresolved, "window.start", fmt.Sprintf("%q is not an instant: %s", text, first.Kind))
		return
	}
	s.inc.Window = incident.Window{Start: first.Time.UTC(), End: end}
	if last := to.ResolveAfter(first.Time, s.page.zone.Location); end.IsZero() && last.Kind == civil.OK {
		s.inc.Window.End = last.Time.UTC()
	}
}

// feedTime parses a time of a feed: RFC 3339, or RFC 822 with a four-digit
// year.
func feedTime(s string) time.Time {
	s = strings.TrimSpace(s)
	for _, name := range []string{" GMT", " UTC", " UT"} {
		if t, ok := strings.CutSuffix(s, name); ok {
			s = t + " +0000"
		}
	}
	for _, layout := range []string{time.RFC3339, "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700"} {
		if t, err := time.Parse(layout, s); err == nil && t.UTC().Year() >= 1 && t.UTC().Year() <= 9999 {
			return t.UTC()
		}
	}
	return time.Time{}
}
