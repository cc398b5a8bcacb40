package render

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// AppendSummary appends the incident as an item of a list, such as the list on
// a home page. It appends an article element: the title as a link to url, the
// window of a maintenance, the banner, the updates from newest to oldest, and
// the affected components. Updates before the latest one are folded, and a
// published postmortem is a link.
//
// The url may be relative. If it is empty or leads to anything other than a web
// page, the title is not a link. Summaries on the same page need different
// values of h.IDPrefix. A nil incident appends nothing.
func (h HTML) AppendSummary(dst []byte, inc *incident.Incident, url string) []byte {
	if !markdown.IsSafeURL(url) && !markdown.IsRelativeURL(url) {
		url = ""
	}
	return h.append(dst, plan.Page(inc, h.options()), func(p *htmlPrinter) { p.summary(url) })
}

// summary appends the article of a list.
func (p *htmlPrinter) summary(url string) {
	p.updateIDs()
	class := "summary"
	if p.plan.Incident.IsMaintenance() {
		class = "summary planned"
	}
	p.openArticle(class)
	p.heading(url)
	p.window()
	p.w.Text("</header>\n")
	metrics := p.plan.Metrics(p.options.Impact)
	banner := banner{w: &p.w, plan: p.plan, metrics: &metrics}
	banner.append()
	latest := p.latest()
	p.posts(0, latest)
	if older := p.plan.Posts() - latest; older > 0 {
		word := words.EarlierUpdates
		if older == 1 {
			word = words.EarlierUpdate
		}
		p.w.Text("<details class=\"older\"><summary data-extra>")
		p.w.Number(older)
		p.w.Texts(" ", p.w.Lang.Word(word), "</summary>\n")
		p.posts(latest, p.plan.Posts())
		p.w.Text("</details>\n")
	}
	if p.plan.ShowsPostmortem() && url != "" {
		p.w.Text(`<p class="more" data-extra><a href="`)
		p.w.URL(url)
		p.w.Texts(`">`, p.w.Lang.Word(words.ReadPostmortem), "</a></p>\n")
	}
	appendComponents(&p.w, p.plan.Affected, true)
	p.affected()
	p.w.Text("</article>\n")
}
