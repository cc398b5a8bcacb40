package render

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// split brings the sections of a document into the form in which they will be
// read back. Each heading inside a text begins a section of its own, texts are
// in their final form, and a section without a heading gets the level of the
// section above it. more holds the other texts of the report, which may define
// links that sections use.
func (p *markdownPrinter) split(d *plan.Document, more []*string) []incident.Section {
	list := make([]incident.Section, 0, d.Len())
	level := 0
	for source := d.NextSource(); source != nil; source = d.NextSource() {
		list = p.splitSection(list, source, level)
		level = list[len(list)-1].Level
	}
	texts := make([]*string, 0, 2*len(list)+len(more))
	for i := range list {
		texts = append(texts, &list[i].Body, &list[i].After)
	}
	texts = append(texts, more...)
	inlineTargets(list, texts)
	markdown.CarryDefinitions(texts)
	return list
}

// depth returns the heading level of a section in the report; for a section
// without a heading, the level of the heading above it.
func (p *markdownPrinter) depth(s *incident.Section) int { return p.above + 1 + s.Level }

// splitSection appends a section to list, and one for each heading in its
// texts. The typed content goes, as a copy, to the last section made from the
// body. level is the level of the section above.
func (p *markdownPrinter) splitSection(list []incident.Section, source *incident.Section, level int) []incident.Section {
	s := *source
	s.Heading, s.Level = markdown.Line(source.Heading), level
	if s.Heading != "" {
		s.Level = min(max(source.Level, 0), deepest-p.above-1)
	}
	first := len(list)
	list = p.splitText(list, s, source.Body)
	last := &list[len(list)-1]
	var after []incident.Section // sections made from headings in the text after the content
	if source.After != "" {
		after = p.splitText(nil, incident.Section{Level: last.Level}, source.After)
		last.After, after = after[0].Body, after[1:]
	}
	last.Fields, last.Columns, last.Form = slices.Clone(source.Fields), source.Columns, source.Form
	last.Actions = slices.DeleteFunc(slices.Clone(source.Actions), func(a incident.Action) bool { return a.Internal && !p.plan.ShowsInternal() })
	for i := range last.Actions {
		if a := &last.Actions[i]; !a.Due.Valid() {
			a.Due = civil.Date{}
		}
	}
	if source.Timeline != nil {
		tl := *source.Timeline
		tl.Events = slices.Clone(tl.Events)
		tl.TimeFormat = markdown.Line(tl.TimeFormat)
		if mark := markdown.Line(tl.Mark); mark != "" && tl.Mark[0] == ' ' {
			tl.Mark = " " + mark
		} else {
			tl.Mark = mark
		}
		last.Timeline = &tl
	}
	if !p.private {
		rowTexts(last, func(md *string) { // before the form of the rows is chosen
			if strings.Contains(*md, "<!--") {
				*md = markdown.Part{}.Source(*md)
			}
		})
	}
	list = append(list, after...)
	for i := first; i < len(list); i++ {
		list[i].Internal = source.Internal
	}
	return list
}

// rowTexts calls visit with the Markdown of each row of a section.
func rowTexts(s *incident.Section, visit func(md *string)) {
	for i := range s.Fields {
		visit(&s.Fields[i].Value)
	}
	for i := range s.Actions {
		visit(&s.Actions[i].Text)
	}
	if s.Timeline != nil {
		for i := range s.Timeline.Events {
			visit(&s.Timeline.Events[i].Text)
		}
	}
}

// splitText appends a section with the text above the first heading of md, and
// one for each heading.
func (p *markdownPrinter) splitText(list []incident.Section, s incident.Section, md string) []incident.Section {
	s.Fields, s.Timeline, s.Actions, s.Columns, s.Form, s.After = nil, nil, nil, nil, "", ""
	list = append(list, s)
	var blocks []markdown.Block
	md = markdown.Source(md)
	if mayHaveHeading(md) && markdown.Check(md) == nil {
		blocks, _ = markdown.Blocks(md)
	}
	from := 0
	for _, b := range blocks {
		if b.Kind != markdown.BlockHeading {
			continue
		}
		last := &list[len(list)-1]
		last.Body = p.part(md[from:b.Start], p.depth(last))
		from = b.End
		next := incident.Section{Heading: block.HeadingText(md[b.TextStart:b.TextEnd]), Level: last.Level}
		if next.Heading != "" {
			next.Level = min(s.Level+b.Level, deepest-p.above-1)
		}
		next.Kind = incident.SectionKind(p.plan.Lang.Headings.Kind(next.Heading))
		list = append(list, next)
	}
	last := &list[len(list)-1]
	last.Body = p.part(md[from:], p.depth(last))
	return list
}

// inlineTargets makes the texts of rows, fields and actions independent of the
// rest of the document, as readers will keep them: a reference link becomes an
// inline link with its address.
func inlineTargets(list []incident.Section, texts []*string) {
	var defined []markdown.Block
	for _, text := range texts {
		if strings.Contains(*text, "]:") {
			blocks, _ := markdown.Blocks(*text)
			defined = append(defined, blocks...)
		}
	}
	targets := markdown.Targets(defined)
	if targets == nil {
		return
	}
	for i := range list {
		rowTexts(&list[i], func(md *string) { *md = markdown.InlineTargets(*md, targets) })
	}
}

// sections appends the sections of a document. The argument hidden is the zone
// of the page if no part of the document shows it, or else "".
func (p *markdownPrinter) sections(list []incident.Section, hidden string) {
	g := grammar{page: p.plan.Clock.Page, hidden: hidden, lang: p.plan.Lang, sections: list}
	var content markdownContent
	first := true
	for i := range list {
		s := &list[i]
		if s.Heading == "" && s.Body == "" && s.After == "" && len(s.Fields) == 0 && s.Timeline == nil && len(s.Actions) == 0 {
			continue
		}
		kind := ""
		switch {
		case p.private:
			kind = string(s.Kind)
		case s.Heading != "":
			kind = p.plan.Lang.Headings.Kind(s.Heading)
		}
		isRow := g.enter(kind, s.Heading, s.Level)
		p.content(&g, s, &content)
		p.section(&g, s, &content, first, isRow)
		first = false
	}
}

// section appends a section: heading, annotations, body, content, and the text
// after it.
func (p *markdownPrinter) section(g *grammar, s *incident.Section, content *markdownContent, first, isRow bool) {
	items := p.headAnnotations(s)
	if isRow && items == nil {
		items = []annotation.Item{{Name: annotation.Kind, Value: annotation.None}}
	}
	if s.Heading != "" {
		if len(p.dst) == p.start && items == nil && isSubtitle(p.plan.Lang, s.Body+"\n\n"+content.text) {
			kind := cmp.Or(string(s.Kind), annotation.None) // or else a reader would take the heading for one of the first lines of a page
			items = []annotation.Item{{Name: annotation.Kind, Value: kind}}
		}
		p.scratch = content.view.AppendHeading(p.scratch[:0])
		p.heading(string(p.scratch), p.depth(s))
	} else {
		if s.Level != 0 && first {
			items = append(items, annotation.Item{Name: annotation.Level, Value: strconv.Itoa(s.Level)})
		}
		if !first || len(items) > 0 || s.Internal || p.misread(s) {
			items = slices.Insert(items, 0, annotation.Item{Name: annotation.Section, Bare: true})
		}
	}
	if s.Internal {
		items = append(items, annotation.Item{Name: annotation.Internal, Bare: true})
	}
	if len(items) > 0 {
		p.annotate(items...)
	}
	p.body(g, s, content)
}

// headAnnotations returns the annotation that names the kind of a section, if
// its heading does not tell it.
func (p *markdownPrinter) headAnnotations(s *incident.Section) []annotation.Item {
	kind := markdown.Line(string(s.Kind))
	switch {
	case !p.private, s.Heading == "" && s.Kind == "", s.Heading != "" && p.plan.Lang.Headings.Kind(s.Heading) == string(s.Kind):
		return nil
	case s.Kind == "":
		kind = annotation.None
	}
	return []annotation.Item{{Name: annotation.Kind, Value: kind}}
}

// isSubtitle reports whether a text begins with a paragraph that shows as the
// second line of a report.
func isSubtitle(lang *words.Language, md string) bool {
	blocks, err := markdown.Blocks(md)
	if err != nil || len(blocks) == 0 {
		return false
	}
	_, _, ok := lang.Subtitle(string(markdown.Text{}.Append(nil, md[:blocks[0].End])))
	return ok
}

// misread reports whether a text at the top of a document would be taken for
// the page of an incident or for front matter.
func (p *markdownPrinter) misread(s *incident.Section) bool {
	return strings.HasPrefix(s.Body, "-") && len(p.dst) == p.start || isSubtitle(p.plan.Lang, s.Body)
}

// body appends body, content and the text after it, with annotations where a
// reader would not find the content or would take something else for it.
func (p *markdownPrinter) body(g *grammar, s *incident.Section, c *markdownContent) {
	if c.name == "" {
		if g.finds(s.Body) {
			p.annotate(annotation.Item{Name: annotation.Text, Bare: true})
		}
		p.block(s.Body)
		if s.After != "" { // nothing may separate the two
			p.annotate(annotation.Item{Name: annotation.After, Bare: true})
			p.block(s.After)
		}
		return
	}
	p.block(c.view.Body)
	by := c.view.Content.ActorColumn()
	named := len(c.items) > 0 || !g.findsOnly(c.view.Body, c.text, "", c.name, by) ||
		c.form == incident.FormParagraphs && strings.Contains(strings.ReplaceAll(c.text, "\n\n", ""), "\n")
	if named {
		p.annotate(slices.Insert(c.items, 0, annotation.Item{Name: c.name, Bare: true})...)
	}
	p.block(c.text)
	if s.After == "" {
		return
	}
	if joins(c.form, c.text, s.After) && (named || !g.findsOnly(c.view.Body, c.text, s.After, c.name, by)) {
		p.annotate(annotation.Item{Name: annotation.After, Bare: true})
	}
	p.block(s.After)
}

// joins reports whether the text after a content would be read as its
// continuation.
func joins(form incident.Form, content, after string) bool {
	blocks, err := markdown.Blocks(after)
	if err != nil || len(blocks) == 0 || form == incident.FormParagraphs || content == "" {
		return true
	}
	return form != incident.FormTable && (blocks[0].Kind == markdown.BlockList || after[0] == ' ' || after[0] == '\t')
}
