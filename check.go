package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Gap says how a part of a postmortem falls short of its template.
type Gap string

const (
	GapMissing     Gap = "missing"     // the part does not exist
	GapEmpty       Gap = "empty"       // the part has no content
	GapPlaceholder Gap = "placeholder" // the part has not been written yet, see [IsPlaceholder]
	GapOrder       Gap = "order"       // the part is not in the order of the template
	GapPublic      Gap = "public"      // the part is visible to readers, although the template calls it internal
)

// SpecError describes one part of a postmortem that falls short of its
// template. It is the cause of a [*FieldError] whose Path names the part.
type SpecError struct {
	Template string      // name of the template
	Heading  string      // heading of the section in the template; "" if it has none or the section is not in the template
	Kind     SectionKind // kind of the section
	Field    string      // name of the field; "" for the section itself
	Gap      Gap
}

// Error describes the problem on one line.
func (e *SpecError) Error() string {
	var b strings.Builder
	if e.Field != "" {
		fmt.Fprintf(&b, "field %q of ", e.Field)
	}
	switch {
	case e.Heading != "":
		fmt.Fprintf(&b, "section %q", e.Heading)
	case e.Kind != "":
		fmt.Fprintf(&b, "the section of kind %s", e.Kind)
	default:
		b.WriteString("the section without a heading")
	}
	if e.Template != "" {
		fmt.Fprintf(&b, " of template %s", e.Template)
	}
	switch e.Gap {
	case GapOrder:
		b.WriteString(" is out of order")
	case GapPublic:
		b.WriteString(" is internal in the template, and public here")
	case GapPlaceholder:
		b.WriteString(" is still to be written")
	default:
		b.WriteString(" is " + string(e.Gap))
	}
	return b.String()
}

// Check returns nil if the postmortem has everything that the template
// requires. Otherwise it returns [Errors]. Each of them has a [*SpecError] as
// its cause and reports one of the following:
//
//   - a required section that is missing, empty, a placeholder or out of order;
//   - a required field that is missing, empty or a placeholder;
//   - an optional section that is a placeholder;
//   - a section that the template calls internal and that readers see;
//   - any other placeholder that would be printed: a field, a row, an action or
//     a line of text such as "Duration: TODO", even in a section that is not in
//     the template.
//
// The code is [CodeOrder] for a section out of order and [CodeRequired] for
// everything else.
//
// A section has content if it or one of its subsections contains text, a row,
// an action or a field. A section with subsections in the template may be empty
// itself. Comments are not content, and neither are placeholders (see
// [IsPlaceholder]) and text that is all in italics: a section with nothing else
// is a placeholder unless rows or actions follow.
//
// Sections match as in [Template.Fill]. Errors are in the order of the
// template, followed by those in sections that are not in the template. The
// path is that of the part, such as "postmortem.sections[3].body", or
// "postmortem.sections" for a missing section.
func (t Template) Check(pm *Postmortem) error {
	if pm == nil {
		pm = &Postmortem{}
	}
	c := checker{template: t.Name, sections: (*path)(nil).field("postmortem")}
	matched := t.match(pm)
	known := make([]bool, len(pm.Sections))
	inOrder := t.inOrder(matched)
	for i := range t.Sections {
		c.spec = &t.Sections[i]
		j := matched[i]
		if j < 0 {
			if c.spec.Required {
				c.add(c.sections.field("sections"), "", GapMissing)
			}
			continue
		}
		if c.spec.Required && !inOrder[i] {
			c.add(c.at(j), "", GapOrder)
		}
		p := partOf(pm, matched, j)
		for k := range p {
			known[j+k] = true
			if c.spec.Internal && !p[k].Internal {
				c.add(c.at(j+k).field("internal"), "", GapPublic)
			}
		}
		c.checkPart(p, j, t.hasSubsections(i))
	}
	for j := range pm.Sections {
		if !known[j] {
			s := &pm.Sections[j]
			c.spec = &SectionSpec{Kind: s.Kind}
			c.checkWords(s, j)
		}
	}
	if len(c.errs) == 0 {
		return nil
	}
	return c.errs
}

type checker struct {
	template string
	sections *path
	spec     *SectionSpec
	errs     Errors
}

func (c *checker) at(j int) *path { return c.sections.at("sections", j) }

func (c *checker) add(at *path, field string, gap Gap) {
	code := CodeRequired
	if gap == GapOrder {
		code = CodeOrder
	}
	err := &SpecError{Template: c.template, Heading: c.spec.Heading, Kind: c.spec.Kind, Field: field, Gap: gap}
	c.errs = append(c.errs, fieldError(at, code, err))
}

// checkPart checks section j and the sections that belong to it. If the
// template has subsections of section j, leads is true and the section itself
// may be empty.
func (c *checker) checkPart(p []Section, j int, leads bool) {
	var text, rows, fields bool
	for i := range p {
		s := &p[i]
		text = text || !isUnwritten(s.Body, s.Kind) || !isUnwritten(s.After, s.Kind)
		rows = rows || s.hasRows()
		fields = fields || len(s.Fields) > 0
	}
	body := p[0].Body
	switch {
	case text || rows || leads, hasPlaceholder(body): // checkWords reports a placeholder in the body
	case strings.TrimSpace(body) != "":
		c.add(c.at(j).field("body"), "", GapPlaceholder)
	case c.spec.Required && !fields: // missing fields are reported below
		c.add(c.at(j).field("body"), "", GapEmpty)
	}
	for i := range c.spec.Fields {
		f := &c.spec.Fields[i]
		if !f.Required {
			continue
		}
		in, k := f.find(p)
		if in < 0 {
			c.add(c.at(j).field("fields"), f.Name, GapMissing)
			continue
		}
		at := c.at(j+in).at("fields", k).field("value")
		switch value := p[in].Fields[k].Value; {
		case strings.TrimSpace(value) == "":
			c.add(at, f.Name, GapEmpty)
		case saysNothing(value):
			c.add(at, f.Name, GapPlaceholder)
		}
	}
	for i := range p {
		c.checkWords(&p[i], j+i)
	}
}

// hasRows reports whether a section has a row or an action with a time or a
// text. Placeholders count, because they are reported separately.
func (s *Section) hasRows() bool {
	event := func(e Event) bool { return !e.At.IsZero() || !saysNothing(e.Written) || !saysNothing(e.Text) }
	action := func(a Action) bool { return !saysNothing(a.Text) }
	return s.Timeline != nil && slices.ContainsFunc(s.Timeline.Events, event) || slices.ContainsFunc(s.Actions, action)
}

// checkWords reports the placeholders in a section that would be printed.
func (c *checker) checkWords(s *Section, j int) {
	at := c.at(j)
	report := func(at *path, field, md string) {
		if IsPlaceholder(md) && !saysNothing(md) {
			c.add(at, field, GapPlaceholder)
		}
	}
	body := func(at *path, md string) {
		if hasPlaceholder(md) {
			c.add(at, "", GapPlaceholder)
		}
	}
	body(at.field("body"), s.Body)
	for k, f := range s.Fields {
		report(at.at("fields", k).field("value"), f.Name, f.Value)
	}
	if tl := s.Timeline; tl != nil {
		for k, e := range tl.Events {
			at := at.field("timeline").at("events", k)
			if e.At.IsZero() {
				report(at.field("written"), "", e.Written)
			}
			report(at.field("text"), "", e.Text)
			report(at.field("by"), "", e.By)
		}
	}
	for k, a := range s.Actions {
		at := at.at("actions", k)
		report(at.field("text"), "", a.Text)
		report(at.field("owner"), "", a.Owner)
		report(at.field("ticket"), "", a.Ticket)
		report(at.field("due_written"), "", a.DueWritten)
	}
	body(at.field("after"), s.After)
}

// inOrder reports, for each section of the template, whether its match in the
// postmortem is in order, that is, whether it belongs to a longest increasing
// subsequence of the required sections.
func (t Template) inOrder(matched []int) []bool {
	required := slices.Clone(matched)
	for i := range required {
		if !t.Sections[i].Required {
			required[i] = -1
		}
	}
	return longestIncreasing(required)
}
