package render

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/comment"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// A documentSection is a section in the form in which it is read back: what has a
// heading of its own is a section of its own, and texts are final.
type documentSection struct {
	incident.Section
	depth int // of its heading
}

// plan brings the sections of a postmortem into the form in which they are read
// back. more are the other texts of the document: links may be defined anywhere.
func (p *markdownPrinter) plan(pm *incident.Postmortem, base int, more []*string) []documentSection {
	outer := p.base
	p.base = base
	defer func() { p.base = outer }()
	var list []documentSection
	if pm != nil {
		depth := base + 1
		for i := range pm.Sections {
			if s := &pm.Sections[i]; !s.Internal || p.Internal {
				list = p.split(list, s, &depth)
			}
		}
	}
	bodies := make([]*string, 0, 2*len(list)+len(more))
	for i := range list {
		bodies = append(bodies, &list[i].Body, &list[i].After)
	}
	bodies = append(bodies, more...)
	inlineTargets(list, bodies)
	markdown.CarryDefinitions(bodies)
	return list
}

// sections appends the sections of a postmortem.
func (p *markdownPrinter) sections(list []documentSection) {
	under, first := typed.Under{}, true
	for i := range list {
		d := &list[i]
		if d.Heading == "" && d.empty() {
			continue
		}
		kind := string(d.Kind)
		if !p.doc && d.Heading != "" {
			kind = p.phrases.SectionKind(d.Heading)
		} else if !p.doc {
			kind = ""
		}
		p.documentSection(d, first, under.Section(kind, d.Heading, d.Level))
		first = false
	}
}

// inlineTargets makes the texts of rows, fields and actions stand alone, as they are
// read back: a link by a label that some body defines gets its address.
func inlineTargets(list []documentSection, bodies []*string) {
	var defined []markdown.Block
	for _, body := range bodies {
		if !strings.Contains(*body, "]:") {
			continue
		}
		if blocks, err := markdown.Blocks(*body); err == nil {
			defined = append(defined, blocks...)
		}
	}
	targets := markdown.Targets(defined)
	if targets == nil {
		return
	}
	for i := range list {
		s := &list[i].Section
		s.Fields, s.Actions = slices.Clone(s.Fields), slices.Clone(s.Actions)
		for j := range s.Fields {
			s.Fields[j].Value = markdown.InlineTargets(s.Fields[j].Value, targets)
		}
		for j := range s.Actions {
			s.Actions[j].Text = markdown.InlineTargets(s.Actions[j].Text, targets)
		}
		if s.Timeline != nil { // a copy already
			s.Timeline.Events = slices.Clone(s.Timeline.Events)
			for j := range s.Timeline.Events {
				s.Timeline.Events[j].Text = markdown.InlineTargets(s.Timeline.Events[j].Text, targets)
			}
		}
	}
}

// split adds a section, and one for each heading in its texts. depth is that of
// the last heading.
func (p *markdownPrinter) split(list []documentSection, s *incident.Section, depth *int) []documentSection {
	d := documentSection{Section: *s}
	d.Heading = string(markdown.AppendLine(nil, s.Heading))
	if d.Heading != "" {
		*depth = min(p.base+1+max(s.Level, 0), deepest)
		d.Level = *depth - p.base - 1
	} else {
		d.Level = 0
	}
	d.depth = *depth
	if tl := s.Timeline; tl != nil {
		c := *tl
		c.TimeFormat = string(markdown.AppendLine(nil, tl.TimeFormat))
		c.Mark = signOf(tl.Mark)
		d.Timeline = &c
	}
	if !p.Internal {
		d.Actions = slices.DeleteFunc(slices.Clone(s.Actions), func(a incident.Action) bool { return a.Internal })
	}
	parts := p.parts(s.Body, *depth)
	d.Body = parts[0].Body
	content := d.Section
	if len(parts) > 1 {
		// The content stands below the last heading.
		d.Fields, d.Timeline, d.Actions, d.Columns, d.Form = nil, nil, nil, nil, ""
	}
	d.After = ""
	list = append(list, d)
	add := func(parts []documentSection) {
		for _, part := range parts {
			part.Internal = s.Internal
			*depth = part.depth
			list = append(list, part)
		}
	}
	add(parts[1:])
	last := &list[len(list)-1]
	last.Fields, last.Timeline, last.Actions = content.Fields, content.Timeline, content.Actions
	last.Columns, last.Form = content.Columns, content.Form
	parts = p.parts(s.After, *depth)
	last.After = parts[0].Body
	add(parts[1:])
	return list
}

// signOf returns the mark behind a time as one line. The space before a dash is
// part of it.
func signOf(s string) string {
	text := string(markdown.AppendLine(nil, s))
	if text != "" && s[0] == ' ' {
		return " " + text
	}
	return text
}

// parts cuts a text at its headings. The first part is what stands above them.
func (p *markdownPrinter) parts(md string, depth int) []documentSection {
	list := []documentSection{{depth: depth}}
	md = string(markdown.AppendSource(nil, md))
	if !mayHaveHeading(md) || markdown.Check(md) != nil {
		list[0].Body = p.part(md, depth)
		return list
	}
	blocks, err := markdown.Blocks(md)
	if err != nil {
		list[0].Body = p.part(md, depth)
		return list
	}
	from := 0
	cut := func(to int) {
		last := &list[len(list)-1]
		last.Body = p.part(md[from:to], last.depth)
	}
	for _, b := range blocks {
		if b.Kind != markdown.BlockHeading {
			continue
		}
		cut(b.Start)
		from = b.End
		s := documentSection{depth: min(depth+b.Level, deepest)}
		s.Heading = plainHeading(md[b.TextStart:b.TextEnd])
		if s.Heading == "" {
			s.depth = list[len(list)-1].depth
		} else {
			s.Level = s.depth - p.base - 1
		}
		s.Kind = incident.SectionKind(p.phrases.SectionKind(s.Heading))
		list = append(list, s)
	}
	cut(len(md))
	return list
}

// mayHaveHeading is a quick look for what a heading is made with.
func mayHaveHeading(text string) bool {
	return strings.IndexByte(text, '#') >= 0 || strings.Contains(text, "\n-") || strings.Contains(text, "\n=") ||
		strings.Contains(text, "\n ")
}

// plainHeading returns the text that the Markdown of a heading shows.
func plainHeading(md string) string {
	md = strings.Join(strings.Fields(md), " ")
	if md == "" {
		return ""
	}
	return string(markdown.AppendLine(nil, string(markdown.Text{}.Append(nil, "# "+md+" #"))))
}

func (p *markdownPrinter) documentSection(s *documentSection, first bool, where typed.Section) {
	internal := s.Internal
	var view timeline
	heading, suffix := s.Heading, ""
	form := p.form(s)
	if s.Timeline != nil {
		plan := s.Section
		plan.Form = form
		view = planTimeline(&plan, p.page, p.Zones, time.Time{}, p.phrases)
		heading, s.Body = view.text(heading), view.text(s.Body)
		if form != incident.FormTable {
			suffix = view.suffix
		}
	}
	var items []comment.Item
	switch {
	case s.Heading != "":
		p.suffixed(heading, suffix, s.depth)
		if kind := string(s.Kind); p.doc && p.phrases.SectionKind(s.Heading) != kind {
			if kind == "" {
				kind = comment.None
			}
			items = append(items, comment.Item{Name: comment.Kind, Value: string(markdown.AppendLine(nil, kind))})
		}
	default:
		if p.doc && s.Kind != "" {
			items = append(items, comment.Item{Name: comment.Kind, Value: string(markdown.AppendLine(nil, string(s.Kind)))})
		}
		if s.depth != p.base+1 && first {
			items = append(items, comment.Item{Name: comment.Level, Value: strconv.Itoa(s.depth - p.base - 1)})
		}
		if !first || len(items) > 0 || internal || p.misread(s) {
			items = append([]comment.Item{{Name: comment.Section, Bare: true}}, items...)
		}
	}
	if internal {
		items = append(items, comment.Item{Name: comment.Internal, Bare: true})
	}
	if len(items) > 0 {
		p.mark(items...)
	}
	p.content(s, form, &view, where)
}

// empty reports whether a section has nothing to show.
func (s *documentSection) empty() bool {
	return s.Body == "" && s.After == "" && len(s.Fields) == 0 && s.Timeline == nil && len(s.Actions) == 0
}

// misread reports whether a text at the top of a document would be taken for the
// page of an incident, or for front matter.
func (p *markdownPrinter) misread(s *documentSection) bool {
	if strings.HasPrefix(s.Body, "-") && len(p.dst) == p.start {
		return true
	}
	text := strings.TrimLeft(s.Body, " \t")
	for _, w := range [...]words.Word{words.IncidentReport, words.MaintenanceReport} {
		if strings.HasPrefix(text, p.phrases.Word(w)) {
			return true
		}
	}
	return false
}

// suffixed appends a heading with the label of a zone, which goes before a colon
// at its end.
func (p *markdownPrinter) suffixed(heading, suffix string, level int) {
	if suffix != "" {
		suffix = " (" + suffix + ")"
	}
	if rest, ok := strings.CutSuffix(heading, ":"); ok && suffix != "" {
		p.heading(rest+suffix+":", level)
		return
	}
	p.heading(heading+suffix, level)
}

// content appends body, typed content and what comes after it, with marks where
// the content would not be found, or something else would be taken for it.
func (p *markdownPrinter) content(s *documentSection, form incident.Form, v *timeline, where typed.Section) {
	name := ""
	var items []comment.Item
	switch {
	case s.Timeline != nil:
		name = comment.Timeline
		items = p.timelineItems(s, form, v)
	case len(s.Fields) > 0:
		name = comment.Fields
	case len(s.Actions) > 0:
		name = comment.Actions
	default:
		if p.find(s.Body, where).Name != "" {
			p.mark(comment.Item{Name: comment.Text, Bare: true})
		}
		p.block(s.Body)
		if s.After != "" { // nothing stands between the two
			p.mark(comment.Item{Name: comment.After, Bare: true})
			p.block(s.After)
		}
		return
	}
	p.block(s.Body)
	start := len(p.dst)
	switch name {
	case comment.Timeline:
		p.documentEvents(s, form, v)
	case comment.Fields:
		p.documentFields(s, form)
	case comment.Actions:
		p.documentActions(s, form)
	}
	content := strings.TrimRight(string(p.dst[start:]), "\n")
	named := len(items) > 0 || !p.isFound(s.Body, content, "", name, where) ||
		form == incident.FormParagraphs && strings.Contains(strings.ReplaceAll(content, "\n\n", ""), "\n")
	if named {
		p.dst = p.dst[:start]
		p.mark(append([]comment.Item{{Name: name, Bare: true}}, items...)...)
		p.block(content)
	}
	if s.After != "" {
		if named && p.joins(s, form, content) || !named && !p.isFound(s.Body, content, s.After, name, where) {
			p.mark(comment.Item{Name: comment.After, Bare: true})
		}
		p.block(s.After)
	}
}

// find finds what a reader takes for the typed content of a section.
func (p *markdownPrinter) find(text string, where typed.Section) typed.Found {
	blocks, err := markdown.Blocks(text)
	if err != nil {
		return typed.Found{}
	}
	return typed.Find(text, blocks, where, p.phrases)
}

// isFound reports whether a reader finds the content of a section, and nothing but
// that, between two texts.
func (p *markdownPrinter) isFound(before, content, after, name string, where typed.Section) bool {
	if content == "" {
		return false
	}
	text := content
	if before != "" {
		text = before + "\n\n" + text
	}
	from, to := len(text)-len(content), len(text)
	if after != "" {
		text += "\n\n" + after
	}
	blocks, err := markdown.Blocks(text)
	if err != nil {
		return false
	}
	f := typed.Find(text, blocks, where, p.phrases)
	return f.Name == name && blocks[f.First].Start == from && blocks[f.End-1].End >= to &&
		(f.End == len(blocks) || blocks[f.End].Start > to) && blocks[f.End-1].End <= to+1
}

// joins reports whether what comes after the content of a section would be read as
// more of it.
func (p *markdownPrinter) joins(s *documentSection, form incident.Form, content string) bool {
	blocks, err := markdown.Blocks(s.After)
	if err != nil || len(blocks) == 0 || form == incident.FormParagraphs || content == "" {
		return true
	}
	k := blocks[0].Kind
	return form != incident.FormTable && (k == markdown.BlockList || s.After[0] == ' ' || s.After[0] == '\t')
}
