package parse

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/words"
)

// incidentPage reads the page of one incident: title, name of the page, updates
// from the newest to the oldest, the postmortem above them, affected components.
func (p *htmlReader) incidentPage() {
	p.pageURLs()
	if n := p.root.Class("incident-name"); n != nil {
		p.inc.Title = n.Line()
		p.inc.Impact = impactOf(n)
		p.markAt(markTitle, 0, 0, n.Start)
	} else {
		p.inc.Title = p.oneLine(p.meta("og:title"))
	}
	p.subheaderOf()
	if p.inc.Page.Name == "" {
		p.inc.Page.Name = p.nameOfTitle(p.inc.Title)
	}
	var rows []*htmltree.Node
	p.root.Walk(func(n *htmltree.Node) bool {
		if n.Is("update-row") {
			rows = append(rows, n)
			return false
		}
		return true
	})
	if len(rows) == 0 {
		p.fail(p.root.Class("incident-name").Start, incident.CodeRequired, errors.New("the page has no updates"))
	}
	p.updateRows(rows)
	if n := p.root.Class("components-affected"); n != nil {
		p.componentsOf(n)
	}
}

// updateRows reads the rows of an incident, the newest first.
func (p *htmlReader) updateRows(rows []*htmltree.Node) {
	updates := make([]*htmltree.Node, 0, len(rows))
	for i, row := range rows {
		title := row.Class("update-title")
		if title == nil || !p.isPostmortem(title.Line()) {
			updates = append(updates, row)
			continue
		}
		if p.inc.Postmortem != nil {
			p.fail(row.Start, incident.CodeDuplicate, errors.New("a second postmortem"))
			continue
		}
		if i > 0 {
			p.noteAt(NotePlace, "postmortem", row.Start, "the postmortem comes back at the top of the page")
		}
		p.postmortemRow(row)
	}
	n := len(updates)
	p.inc.Updates = make([]incident.Update, n)
	for i := range n {
		row, u, path := updates[n-1-i], &p.inc.Updates[i], fmt.Sprintf("updates[%d]", i)
		if title := row.Class("update-title"); title != nil {
			p.label(u, i, title.Line(), title.Start)
		} else {
			p.fail(row.Start, incident.CodeRequired, errors.New("an update without its label"))
		}
		stamp := row.Class("update-timestamp")
		if body := row.Class("update-body"); body != nil {
			u.Body = body.Markdown(htmltree.Cuts(stamp)...)
			p.markAt(markBody, i, 0, body.Start)
		}
		if stamp == nil {
			p.fail(row.Start, incident.CodeRequired, errors.New("an update without its time"))
		} else if p.addTime(stamp, &u.At, path+".at") != nil {
			p.markAt(markAt, i, 0, stamp.Start)
		}
		if p.failed() {
			return
		}
	}
}

func (p *htmlReader) isPostmortem(label string) bool {
	return strings.EqualFold(label, p.phrases.Word(words.Postmortem))
}

// label reads the label of update i. [words.Update] repeats the status before.
func (p *htmlReader) label(u *incident.Update, i int, text string, at int) {
	p.markAt(markStatus, i, 0, at)
	path := fmt.Sprintf("updates[%d].status", i)
	if text == p.phrases.Word(words.Update) {
		if u.Status = p.last; p.last == "" {
			p.noteAt(NoteStatus, path, at, "the first update states no status")
		}
		return
	}
	word, ok := p.phrases.Status(text)
	u.Status = incident.Status(word)
	if !ok {
		var err error
		if u.Status, err = incident.ParseStatus(text); err != nil || text == "" {
			p.fail(at, incident.CodeUnknown, fmt.Errorf("%s is no label of an update", quote(text)))
			u.Status = ""
			return
		}
	}
	if u.Status == p.last {
		p.noteAt(NoteRepeated, path, at, "the label repeats the one before it and comes back as "+quote(p.phrases.Word(words.Update)))
	}
	p.last = u.Status
}

// postmortemRow reads the row of a published postmortem.
func (p *htmlReader) postmortemRow(row *htmltree.Node) {
	inc, path := p.inc, p.path
	inc.Postmortem = &incident.Postmortem{}
	stamp := row.Class("update-timestamp")
	if stamp == nil {
		p.fail(row.Start, incident.CodeRequired, errors.New("a postmortem without its time"))
	} else if p.addTime(stamp, &inc.Postmortem.PublishedAt, "postmortem.published_at") != nil {
		p.markAt(markPublished, 0, 0, stamp.Start)
	}
	body := row.Class("markdown-display")
	for _, class := range [...]string{"update-body", "update-container"} {
		if body == nil {
			body = row.Class(class)
		}
	}
	if body == nil {
		return
	}
	md := body.Markdown(htmltree.Cuts(stamp)...)
	at := body.Start
	p.later = append(p.later, func() {
		p.inc, p.path = inc, path
		p.foreignPostmortem(md, at)
	})
}

// subheaderOf reads the line below the title, which names the page.
func (p *htmlReader) subheaderOf() {
	n := p.root.Class("subheader")
	if n == nil {
		return
	}
	text := n.Line()
	for _, w := range [...]words.Word{words.IncidentReportOf, words.MaintenanceReportOf} {
		if name, ok := strings.CutPrefix(text, p.phrases.Word(w)+" "); ok && strings.TrimSpace(name) != "" {
			p.inc.Page.Name = p.oneLine(name)
			if w == words.MaintenanceReportOf && p.inc.Impact == "" {
				p.inc.Impact = incident.ImpactMaintenance
			}
			p.markAt(markPage, 0, 0, n.Start)
			return
		}
	}
	if a := n.Named("a"); a != nil {
		p.inc.Page.Name = a.Line()
		p.markAt(markPage, 0, 0, a.Start)
	}
}

// componentsOf reads the sentence of an element that names the components.
func (p *htmlReader) componentsOf(n *htmltree.Node) {
	text := n.Text()
	colon := strings.IndexByte(text, ':') + 1
	p.inc.Components = p.components(text[colon:], n.Start)
	p.markAt(markComponents, 0, 0, n.Start)
}

// impactOf returns the impact in the class of n: "impact-major".
func impactOf(n *htmltree.Node) incident.Impact {
	for class := range strings.FieldsSeq(n.Value("class")) {
		if word, ok := strings.CutPrefix(class, "impact-"); ok {
			if impact, err := incident.ParseImpact(word); err == nil {
				return impact
			}
		}
	}
	return ""
}

// meta returns the content of a meta element, by its name or property.
func (p *htmlReader) meta(name string) string {
	n := p.root.Find(func(n *htmltree.Node) bool {
		return n.Name == "meta" && (n.Value("name") == name || n.Value("property") == name)
	})
	if n == nil {
		return ""
	}
	return n.Value("content")
}

// canonicalLink returns the element with the address of the page, or nil.
func (p *htmlReader) canonicalLink() *htmltree.Node {
	return p.root.Find(func(n *htmltree.Node) bool { return n.Name == "link" && strings.EqualFold(n.Value("rel"), "canonical") })
}

// canonical returns the address of the page, as it tells it itself.
func (p *htmlReader) canonical() *url.URL {
	address := p.meta("og:url")
	if n := p.canonicalLink(); n != nil {
		address = n.Value("href")
	}
	if address == "" {
		if n := p.root.Find(func(n *htmltree.Node) bool { return n.Name == "base" && n.Value("href") != "" }); n != nil {
			address = n.Value("href")
		}
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil {
		return nil
	}
	return u
}

// pageURLs reads the addresses of an incident and its page, and its ID from them.
func (p *htmlReader) pageURLs() {
	u := p.canonical()
	if u == nil {
		return
	}
	p.inc.Page.URL = u.Scheme + "://" + u.Host
	p.address(u)
}

// address sets URL and ID from the address of an incident.
func (p *htmlReader) address(u *url.URL) {
	_, code, ok := strings.Cut(u.Path, "/incidents/")
	if code = strings.TrimSuffix(code, "/"); !ok || code == "" || strings.Contains(code, "/") {
		return
	}
	p.inc.ID = p.oneLine(code)
	if u.Host != "" {
		p.inc.URL = u.String()
	}
}

// nameOfTitle returns the name of the page in the title of the document, where an
// incident's title may stand with it: "Example Pay Status - Webhooks are late".
func (p *htmlReader) nameOfTitle(title string) string {
	n := p.root.Named("title")
	if n == nil {
		return ""
	}
	text := n.Line()
	if rest, ok := strings.CutSuffix(text, " - "+title); ok && title != "" {
		text = rest
	} else if title != "" {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, " History"), " Status")
}
