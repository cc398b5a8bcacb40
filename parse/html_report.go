package parse

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// reports returns the reports that package render wrote, in the order of the
// page.
func (p *htmlReader) reports() (list []*htmltree.Node) {
	p.root.Walk(func(n *htmltree.Node) bool {
		if n.Name == "article" && n.Is("incident") && n.Named("header") != nil {
			list = append(list, n)
			return false
		}
		return true
	})
	return list
}

// report reads a report written by package render. Elements with data-extra are
// derived from the rest and ignored, except for two facts that stand nowhere
// else: the impact, and the present statuses of components.
func (p *htmlReader) report(n *htmltree.Node) {
	inc := p.page.inc
	p.reportHeader(n)
	if lang := n.Value("lang"); lang != "" && lang != words.English().Lang {
		inc.Page.Lang = lang
	}
	if address := p.root.Canonical(); !p.in.doc.Many && !n.Is("document") && htmltree.WebAddress(address) != nil {
		inc.URL = address
	}
	rows := updatesOf(n)
	var postmortem, affected *htmltree.Node
	for k := n.First; k != nil; k = k.Next {
		switch {
		case k.Extra():
			p.banner(k)
		case k.Is("postmortem"):
			postmortem = k
		case k.Is("affected"):
			affected = k
		}
	}
	if len(rows) > 0 {
		p.reportUpdates(n, rows)
	}
	if p.in.failed() {
		return
	}
	if affected != nil {
		p.reportComponents(n, affected)
	}
	p.derivedImpact(n)
	if postmortem != nil {
		p.reportPostmortem(postmortem)
	}
}

// updatesOf returns the updates of a report, in the order of the page. On a
// page of a service, the older ones are folded.
func updatesOf(n *htmltree.Node) (rows []*htmltree.Node) {
	for k := n.First; k != nil; k = k.Next {
		switch {
		case k.Is("older"):
			rows = append(rows, updatesOf(k)...)
		case k.Is("updates"):
			for u := k.First; u != nil; u = u.Next {
				if u.Is("update") {
					rows = append(rows, u)
				}
			}
		}
	}
	return rows
}

// headingOf returns the first heading in n, or nil.
func headingOf(n *htmltree.Node) *htmltree.Node {
	return n.Find(func(k *htmltree.Node) bool { return k.Level() > 0 })
}

func (p *htmlReader) reportHeader(n *htmltree.Node) {
	header := n.Named("header")
	if h := headingOf(header); h != nil {
		p.page.inc.Title = h.Line()
		p.recordAt(placeTitle, 0, h)
	}
	if line := header.Class("report"); line != nil {
		p.page.subtitle(line.Line())
		p.recordAt(placePage, 0, line)
		if a := line.Named("a"); a != nil {
			p.page.inc.Page.URL = a.Value("href")
		}
	}
	if p.inService != nil {
		p.summary(n, p.inService)
	}
	line := header.Class("window")
	if line == nil {
		return
	}
	p.recordAt(placeWindow, 0, line)
	var list []time.Time
	line.Walk(func(k *htmltree.Node) bool {
		if t := k.Time(); !t.IsZero() && !k.Extra() {
			list = append(list, t)
		}
		return true
	})
	until := strings.HasPrefix(line.Line(), p.page.phrases.Word(words.ScheduledUntil))
	switch {
	case len(list) == 0:
		p.in.fail(line.Start, incident.CodeSyntax, fmt.Errorf("the planned time of the maintenance cannot be read"))
	case until:
		p.page.inc.Window.End = list[0]
	default:
		p.page.inc.Window.Start = list[0]
		if len(list) > 1 {
			p.page.inc.Window.End = list[1]
		}
	}
}

// banner reads the impact, which stands only there.
func (p *htmlReader) banner(n *htmltree.Node) {
	span := n.Class("impact")
	if span == nil || !n.Is("now") || span.Is("derived") {
		return
	}
	if p.page.inc.Impact = htmltree.ClassWord[incident.Impact](span); p.page.inc.Impact != "" {
		return
	}
	// An unknown impact has no class, but its words are there.
	if word, ok := strings.CutSuffix(span.Line(), " "+p.page.phrases.Word(words.ImpactOf)); ok {
		p.page.inc.Impact = incident.Impact(markdown.Line(word))
	}
}

// derivedImpact reads an impact that the writer derived. It is kept only if it
// does not follow from what was read: the page shows the present statuses of
// components, but not all earlier ones.
func (p *htmlReader) derivedImpact(n *htmltree.Node) {
	inc := p.page.inc
	span := n.Class("impact")
	if span == nil || !span.Is("derived") || inc.Impact != "" {
		return
	}
	shown := htmltree.ClassWord[incident.Impact](span)
	if again, _ := inc.EffectiveImpact(); shown != again && shown != incident.ImpactNone {
		inc.Impact = shown
		p.in.note(NoteImpact, "impact", span.Start, "the page derived the impact from changes of components that it does not show; it was kept")
	}
}

// reportUpdates reads the updates of a report, which are written from newest to
// oldest.
func (p *htmlReader) reportUpdates(n *htmltree.Node, rows []*htmltree.Node) {
	p.page.inc.Updates = make([]incident.Update, len(rows))
	for i := range rows {
		row, u := rows[len(rows)-1-i], &p.page.inc.Updates[i]
		level := 0
		if h := headingOf(row); h != nil {
			level = h.Level()
			p.reportLabel(row, u, i, h)
		}
		gone := false
		for k := row.First; k != nil; k = k.Next {
			switch {
			case k.Extra():
			case k.Is("body"):
				u.Body = htmltext.Markdown{Up: level}.Inside(k) // its headings were moved below the label
				p.recordAt(placeBody, i, k)
			case k.Is("next"):
				u.NextUpdate = exactTime(k)
				p.recordAt(placeNext, i, k)
			case k.Is("retracted"):
				gone = p.addTime(k, &u.RetractedAt, placeRetracted, i) != nil
			case k.Is("edited"):
				p.addTime(k, &u.EditedAt, placeEdited, i)
			case k.Is("stamp"):
				if t := p.addTime(k, &u.At, placeAt, i); t != nil {
					u.ID = idOf(row.Value("id"), t.Stamp.Exact)
				}
			}
		}
		if u.Status != "" && !gone {
			p.page.last = u.Status
		}
		if p.in.failed() {
			return
		}
	}
}

// reportLabel reads the status of an update from its class or else from its
// label.
func (p *htmlReader) reportLabel(row *htmltree.Node, u *incident.Update, i int, h *htmltree.Node) {
	p.recordAt(placeStatus, i, h)
	u.Status = htmltree.ClassWord[incident.Status](row)
	text := h.Line()
	if word, guarded := strings.CutPrefix(text, guard); guarded {
		u.Status = incident.Status(word)
	} else if u.Status == "" && text != p.page.phrases.Word(words.Update) {
		// A status of somebody's own: the writer turned "rolled_back"
		// into "Rolled back".
		u.Status = incident.Status(strings.ReplaceAll(strings.ToLower(text), " ", "_"))
		if string(p.page.phrases.Terms.AppendStatus(nil, string(u.Status))) != text {
			u.Status = incident.Status(text)
		}
	}
}

// idOf returns the ID of an update from the id of its element, or "" if that
// was made from the instant or is a hash of an ID that does not fit into a URL.
func idOf(id string, at time.Time) string {
	instant := at.UTC().Format("20060102T150405Z")
	best, found := "", false
	for from := 0; ; {
		i := strings.Index(id[from:], "u-")
		if i < 0 {
			break
		}
		from += i + len("u-")
		rest := id[from:]
		if tail, ok := strings.CutPrefix(rest, instant); ok && (tail == "" || tail[0] == '-') || rest == "undated" || strings.HasPrefix(rest, "undated-") {
			return ""
		}
		if !found {
			best, found = rest, true
		}
	}
	return best
}

// reportComponents reads the components: from the banner, which lists each of
// them, if it agrees with the sentence, or else from the sentence.
func (p *htmlReader) reportComponents(n, affected *htmltree.Node) {
	if chips := n.Class("components"); chips != nil {
		var list []incident.Component
		chips.Walk(func(k *htmltree.Node) bool {
			if !k.Is("chip") {
				return true
			}
			var c incident.Component
			if group := k.Parent.Parent.Class("group"); group != nil && k.Parent.Parent.Name == "li" {
				c.Group = group.Line()
			}
			c.Name = k.Line(k.Class("is"), k.Class("was"))
			c.Status = htmltree.ClassWord[incident.ComponentStatus](k)
			list = append(list, c)
			return false
		})
		text := affected.Text()
		_, names, _ := strings.Cut(text, ":")
		together(list)
		plain := slices.Clone(list)
		for i := range plain {
			plain[i].Status = ""
		}
		if p.page.sentence().Writes(plain, strings.TrimSuffix(strings.TrimSpace(names), ".")) {
			p.page.inc.Components = list
			p.recordAt(placeComponents, 0, affected)
			return
		}
	}
	p.componentsOf(affected)
}

// componentsOf reads the components from an element with the sentence that
// names them.
func (p *htmlReader) componentsOf(n *htmltree.Node) {
	text := n.Text()
	colon := strings.IndexByte(text, ':') + 1
	p.page.inc.Components = p.page.components(text[colon:], n.Start)
	p.recordAt(placeComponents, 0, n)
}

// together moves components of the same group next to each other, as in the
// sentence.
func together(list []incident.Component) {
	type placed struct {
		at int
		incident.Component
	}
	first := make(map[string]int) // index of the first component of each group
	sorted := make([]placed, len(list))
	for i, c := range list {
		at, ok := first[c.Group]
		if !ok || c.Group == "" {
			at = i
			first[c.Group] = i
		}
		sorted[i] = placed{at, c}
	}
	slices.SortStableFunc(sorted, func(a, b placed) int { return a.at - b.at })
	for i, c := range sorted {
		list[i] = c.Component
	}
}
