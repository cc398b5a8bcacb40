package parse

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/source"
)

// sections reads a postmortem of which the page does not tell the parts, by its
// Markdown: headings begin sections, and what they hold is found as the reader of
// Markdown finds it. Notes and errors are told at the element.
func (p *htmlReader) sections(md string, at int) {
	pm := p.inc.Postmortem
	if md == "" {
		return
	}
	blocks, err := markdown.Blocks(md)
	if err != nil {
		pm.Sections = []incident.Section{{Body: md}}
		p.noteAt(NoteUnresolved, "postmortem.sections[0].body", at, "the postmortem is too much for one document, and was not parted")
		return
	}
	sub := &textReader{Text: p.Text, phrases: p.phrases, loc: p.loc, inc: p.inc, doc: &Document{}}
	sub.source = &source.Source{Text: md}
	sub.src, sub.data = md, []byte(md)
	sub.split()
	r := &markdownReader{textReader: sub, blocks: blocks}
	first := 0
	if len(blocks) > 1 && blocks[0].Kind == markdown.BlockHeading && blocks[1].Kind == markdown.BlockHeading {
		// A heading directly below the first one: that is the title.
		pm.Title = r.heading(&blocks[0])
		first = 1
	}
	r.title = 5 // below it are the sections at the top
	for i := range blocks[first:] {
		if b := &blocks[first+i]; b.Kind == markdown.BlockHeading {
			r.title = min(r.title, b.Level-1)
		}
	}
	s := documentReader{markdownReader: r, pm: pm, matter: &frontMatter{}, titleText: p.inc.Title}
	near := sub.oldest()
	if !near.IsZero() {
		// Rows without a date are of the day of the first update, unless the text
		// names one.
		s.matter.keys = map[string]matterValue{"date": {text: civil.DateOf(near, p.loc).String()}}
	}
	s.sections(first, len(blocks))
	s.inline()
	for i := range pm.Sections {
		if tl := pm.Sections[i].Timeline; tl != nil && !near.IsZero() {
			p.nearest(tl, near)
		}
	}
	for _, n := range sub.doc.Notes {
		p.noteAt(n.Code, n.Path, at, n.Text)
	}
	for _, e := range sub.errs {
		p.fail(at, e.Code, e.Err)
	}
}

// nearest moves a timeline that was read on the day of the first update by a day,
// where that brings its beginning nearer to it: what begins before midnight.
func (p *htmlReader) nearest(tl *incident.Timeline, near time.Time) {
	for i := range tl.Events {
		first := tl.Events[i].At
		if first.IsZero() {
			continue
		}
		away := first.Sub(near)
		if civil.ParseLayout(tl.TimeFormat).Date || civil.DateOf(first, p.loc) != civil.DateOf(near, p.loc) || away.Abs() <= 12*time.Hour {
			return
		}
		days := 1
		if away > 0 {
			days = -1
		}
		for j := range tl.Events {
			for _, t := range [...]*time.Time{&tl.Events[j].At, &tl.Events[j].Until} {
				if !t.IsZero() {
					*t = t.AddDate(0, 0, days)
				}
			}
		}
		return
	}
}
