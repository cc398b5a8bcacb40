package parse

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// incidentPage reads the page of one incident: title, name of the page, updates
// from the newest to the oldest, the postmortem above them, affected components.
func (p *htmlReader) incidentPage() {
	p.pageURLs()
	if n := p.root.class("incident-name"); n != nil {
		p.inc.Title = p.shown(n)
		p.inc.Impact = impactOf(n)
		p.markAt(markTitle, 0, 0, n.start)
	} else {
		p.inc.Title = p.oneLine(p.meta("og:title"))
	}
	p.subheaderOf()
	if p.inc.Page.Name == "" {
		p.inc.Page.Name = p.nameOfTitle(p.inc.Title)
	}
	var rows []*node
	p.root.each(func(n *node) bool {
		if n.is("update-row") {
			rows = append(rows, n)
			return false
		}
		return true
	})
	if len(rows) == 0 {
		p.fail(p.root.class("incident-name").start, incident.CodeRequired, errors.New("the page has no updates"))
	}
	p.updateRows(rows)
	if n := p.root.class("components-affected"); n != nil {
		p.componentsOf(n)
	}
}

// updateRows reads the rows of an incident, the newest first.
func (p *htmlReader) updateRows(rows []*node) {
	updates := make([]*node, 0, len(rows))
	for i, row := range rows {
		title := row.class("update-title")
		if title == nil || !p.isPostmortem(p.shown(title)) {
			updates = append(updates, row)
			continue
		}
		if p.inc.Postmortem != nil {
			p.fail(row.start, incident.CodeDuplicate, errors.New("a second postmortem"))
			continue
		}
		if i > 0 {
			p.noteAt(NotePlace, "postmortem", row.start, "the postmortem comes back at the top of the page")
		}
		p.postmortemRow(row)
	}
	n := len(updates)
	p.inc.Updates = make([]incident.Update, n)
	for i := range n {
		row, u, path := updates[n-1-i], &p.inc.Updates[i], fmt.Sprintf("updates[%d]", i)
		if title := row.class("update-title"); title != nil {
			p.label(u, i, p.shown(title), title.start)
		} else {
			p.fail(row.start, incident.CodeRequired, errors.New("an update without its label"))
		}
		stamp := row.class("update-timestamp")
		if body := row.class("update-body"); body != nil {
			u.Body = p.bodyOf(body, cutsOf(stamp)...)
			p.markAt(markBody, i, 0, body.start)
		}
		if stamp == nil {
			p.fail(row.start, incident.CodeRequired, errors.New("an update without its time"))
		} else if p.addTime(stamp, &u.At, path+".at") != nil {
			p.markAt(markAt, i, 0, stamp.start)
		}
		if p.failed() {
			return
		}
	}
}

// cutsOf returns the cuts that leave the elements out.
func cutsOf(list ...*node) (cuts []cut) {
	for _, n := range list {
		if n != nil {
			cuts = append(cuts, cut{n.start, n.end})
		}
	}
	return cuts
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
func (p *htmlReader) postmortemRow(row *node) {
	inc, path := p.inc, p.path
	inc.Postmortem = &incident.Postmortem{}
	stamp := row.class("update-timestamp")
	if stamp == nil {
		p.fail(row.start, incident.CodeRequired, errors.New("a postmortem without its time"))
	} else if p.addTime(stamp, &inc.Postmortem.PublishedAt, "postmortem.published_at") != nil {
		p.markAt(markPublished, 0, 0, stamp.start)
	}
	body := row.class("markdown-display")
	for _, class := range [...]string{"update-body", "update-container"} {
		if body == nil {
			body = row.class(class)
		}
	}
	if body == nil {
		return
	}
	md := p.bodyOf(body, cutsOf(stamp)...)
	at := body.start
	p.later = append(p.later, func() {
		p.inc, p.path = inc, path
		p.sections(md, at)
	})
}

// subheaderOf reads the line below the title, which names the page.
func (p *htmlReader) subheaderOf() {
	n := p.root.class("subheader")
	if n == nil {
		return
	}
	text := p.shown(n)
	for _, w := range [...]words.Word{words.IncidentReportOf, words.MaintenanceReportOf} {
		if name, ok := strings.CutPrefix(text, p.phrases.Word(w)+" "); ok && strings.TrimSpace(name) != "" {
			p.inc.Page.Name = p.oneLine(name)
			if w == words.MaintenanceReportOf && p.inc.Impact == "" {
				p.inc.Impact = incident.ImpactMaintenance
			}
			p.markAt(markPage, 0, 0, n.start)
			return
		}
	}
	if a := n.named("a"); a != nil {
		p.inc.Page.Name = p.shown(a)
		p.markAt(markPage, 0, 0, a.start)
	}
}

// componentsOf reads the sentence of an element that names the components.
func (p *htmlReader) componentsOf(n *node) {
	text := shownText(p.source(n))
	colon := strings.IndexByte(text, ':') + 1
	p.inc.Components = p.components(text[colon:], n.start)
	p.markAt(markComponents, 0, 0, n.start)
}

// impactOf returns the impact in the class of n: "impact-major".
func impactOf(n *node) incident.Impact {
	for class := range strings.FieldsSeq(n.value("class")) {
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
	n := p.root.find(func(n *node) bool {
		return n.name == "meta" && (n.value("name") == name || n.value("property") == name)
	})
	if n == nil {
		return ""
	}
	return n.value("content")
}

// canonicalLink returns the element with the address of the page, or nil.
func (p *htmlReader) canonicalLink() *node {
	return p.root.find(func(n *node) bool { return n.name == "link" && strings.EqualFold(n.value("rel"), "canonical") })
}

// canonical returns the address of the page, as it tells it itself.
func (p *htmlReader) canonical() *url.URL {
	address := p.meta("og:url")
	if n := p.canonicalLink(); n != nil {
		address = n.value("href")
	}
	if address == "" {
		if n := p.root.find(func(n *node) bool { return n.name == "base" && n.value("href") != "" }); n != nil {
			address = n.value("href")
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
	n := p.root.named("title")
	if n == nil {
		return ""
	}
	text := p.shown(n)
	if rest, ok := strings.CutSuffix(text, " - "+title); ok && title != "" {
		text = rest
	} else if title != "" {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, " History"), " Status")
}
