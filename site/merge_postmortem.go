package site

import (
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// postmortem sets the postmortem: the first one with text that is published, or
// else the first one with text, or else the first one.
func (w *merging) postmortem(g *accountGroup) {
	var list []*account
	for _, acc := range g.accounts {
		if acc.inc.Postmortem != nil {
			list = append(list, acc)
		}
	}
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b *account) int { return postmortemRank(b.inc.Postmortem) - postmortemRank(a.inc.Postmortem) })
	w.inc.Postmortem = w.attached(list[0])
	p := &part{account: list[0]}
	for _, acc := range list[1:] {
		w.account = acc
		w.mergePostmortem(p, acc)
	}
}

// attached returns the postmortem of an account as that of the merged incident,
// whose page may be in another zone.
func (w *merging) attached(acc *account) *incident.Postmortem {
	inc := &incident.Incident{Title: w.inc.Title, Page: w.inc.Page}
	doc := &incident.Incident{Page: acc.inc.Page, Postmortem: acc.inc.Postmortem}
	if acc.source.Kind == SourceMarkdown {
		doc.Title = acc.inc.Title // a document has its own
	}
	_ = inc.Attach(doc) // fails for want of a postmortem, or if both have ids
	return inc.Postmortem
}

// postmortemRank is greater for what is preferred.
func postmortemRank(pm *incident.Postmortem) (rank int) {
	if pm.Published() {
		rank++
	}
	if len(pm.Sections) > 0 {
		rank += 2
	}
	return rank
}

// mergePostmortem merges the postmortem of an account. A draft does not become
// published because another source says that there is a postmortem.
func (w *merging) mergePostmortem(p *part, acc *account) {
	kept, said := w.inc.Postmortem, w.attached(acc)
	const at = "postmortem."
	keepLine(&w.keeper, p, at, "title", &kept.Title, said.Title)
	switch {
	case kept.Published():
		w.keepTime(p, at, "published_at", &kept.PublishedAt, said.PublishedAt)
		w.keepTime(p, at, "edited_at", &kept.EditedAt, said.EditedAt)
	case said.Published():
		w.lose(p, at, "published_at", instant(said.PublishedAt), "")
	}
	w.keepBody(p, at, "front_matter", &kept.FrontMatter, said.FrontMatter)
	if len(said.Sections) == 0 {
		return
	}
	keptText, saidText := w.sections(kept), w.sections(said)
	typed := acc.source.Kind.isOwn() && len(incident.Diff(keptText, saidText)) > 0
	if typed || !hasMilestones(kept, said) || !hasWordCounts(render.Text{}.AppendPostmortem(nil, keptText), render.Text{}.AppendPostmortem(nil, saidText)) {
		w.lose(p, at, "sections", string(render.Markdown{}.AppendPostmortem(nil, saidText)), "")
	}
}

// hasMilestones reports whether a postmortem has the milestones that another one
// states. Those that a reader inferred are in the words of both.
func hasMilestones(pm, other *incident.Postmortem) bool {
	type reached struct {
		at        int64
		milestone incident.Milestone
	}
	known := make(map[reached]bool)
	for e := range pm.Events() {
		known[reached{e.At.UnixNano(), e.Milestone}] = true
	}
	for e := range other.Events() {
		if e.Milestone != "" && !e.Inferred && !known[reached{e.At.UnixNano(), e.Milestone}] {
			return false
		}
	}
	return true
}

// sections returns an incident that has nothing but the sections of a
// postmortem.
func (w *merging) sections(pm *incident.Postmortem) *incident.Incident {
	return &incident.Incident{Page: incident.Page{TimeZone: w.inc.Page.TimeZone}, Postmortem: &incident.Postmortem{Sections: pm.Sections}}
}

// hasWordCounts reports whether a text has each word of another one at least as
// often.
func hasWordCounts(text, other []byte) bool {
	counts := make(map[string]int)
	for word := range wordsOf(string(text)) {
		counts[word]++
	}
	for word := range wordsOf(string(other)) {
		if counts[word]--; counts[word] < 0 {
			return false
		}
	}
	return true
}
