package render

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// pageHeader appends the title, the line that names the page, and the window of a
// maintenance.
func (p *markdownPrinter) pageHeader() {
	p.heading(p.inc.Title, p.base)
	start := len(p.dst)
	p.subtitle("")
	p.escape(start)
	p.gap(start)
	if w := p.inc.Window; !w.IsZero() {
		start := len(p.dst)
		p.window(w)
		p.gap(start)
	}
}

// pagePostmortem appends the postmortem as a part of the page.
func (p *markdownPrinter) pagePostmortem(pm *incident.Postmortem, sections []documentSection) {
	label := words.Postmortem
	if !pm.Published() {
		label = words.PostmortemDraft
	}
	p.base++
	p.heading(p.phrases.Word(label), p.base)
	if p.heading(pm.Title, p.base+1) {
		p.mark(comment.Item{Name: comment.Title, Bare: true})
	}
	p.sections(sections)
	p.base--
	p.times(words.Posted, pm.PublishedAt)
	p.times(words.Edited, pm.EditedAt)
}

// markdownUpdate appends an update: label, body, times. The body of a retracted
// one is empty.
func (p *markdownPrinter) markdownUpdate(i int, body string) {
	u := &p.inc.Updates[i]
	label := p.phrases.Word(words.Update)
	if u.Status != "" && !p.inc.Repeats(i) {
		label = string(p.phrases.AppendStatus(nil, string(u.Status)))
		if !u.Status.Valid() {
			label = p.unlike(label)
		}
	}
	if !p.heading(label, p.base+1) {
		p.heading(p.phrases.Word(words.Update), p.base+1)
	}
	p.times(words.Retracted, u.RetractedAt)
	p.block(body)
	if !u.Retracted() && !u.NextUpdate.IsZero() && !typed.Announces(u.Body, u.At, u.NextUpdate, p.page) {
		start := len(p.dst)
		p.word(words.NextUpdate)
		p.text(" ")
		p.moment(u.NextUpdate, u.At)
		p.gap(start)
	}
	p.times(words.Posted, u.At)
	p.times(words.Edited, u.EditedAt)
}

// unlike returns a status that is not known so that it is not read as a label of
// another meaning.
func (p *markdownPrinter) unlike(label string) string {
	label = string(markdown.AppendLine(nil, label))
	if p.phrases.Line([]byte(label)) != words.LineText || label != "" && label[0] == guardMark[0] {
		return guardMark + label
	}
	return label
}

// guardMark stands before what is not what it reads like.
const guardMark = "\u200c"

// times appends the line with a time of an update, in every zone shown.
func (p *markdownPrinter) times(w words.Word, t time.Time) {
	if t.IsZero() {
		return
	}
	start := len(p.dst)
	p.word(w)
	p.text(" ")
	p.stamp(t)
	p.gap(start)
}

// markdownAffected appends the sentence that names the components.
func (p *markdownPrinter) markdownAffected() {
	var buf [16]incident.Affected
	list := p.inc.AppendAffected(buf[:0])
	if len(list) == 0 {
		return
	}
	start := len(p.dst)
	p.sentence(list)
	p.escape(start)
	p.gap(start)
}
