package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Gap is how a postmortem falls short of its template.
type Gap string

const (
	GapMissing     Gap = "missing"     // it does not exist
	GapEmpty       Gap = "empty"       // it exists without content
	GapPlaceholder Gap = "placeholder" // it has not been written yet, see [IsPlaceholder]
	GapOrder       Gap = "order"       // it is not where the template has it
)

// SpecError is one thing that is missing from a postmortem. It is the cause of
// a [*FieldError] whose Path says where it is missing.
type SpecError struct {
	Template string      // name of the template
	Heading  string      // of the section in the template; "": it has none, or the section is not in the template
	Kind     SectionKind // of the section
	Field    string      // name of the field; "": the section itself
	Gap      Gap
}

// Error says what is missing in one line.
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
	case GapPlaceholder:
		b.WriteString(" is still to be written")
	default:
		b.WriteString(" is " + string(e.Gap))
	}
	return b.String()
}

// Check returns nil if the postmortem has everything that the template
// requires. Otherwise it returns [Errors] with the following, each with a
// [*SpecError] as its cause:
//
//   - a required section that is missing, empty, a placeholder or out of order;
//   - a required field that is missing, empty or a placeholder;
//   - an optional section that is a placeholder;
//   - any other placeholder that would be printed: a field, a row, an action or
//     a line of text such as "Duration: TODO", also in a section that is not in
//     the template.
//
// The code is [CodeOrder] for a section out of order and [CodeRequired] for
// everything else.
//
// A section has content if there is text, a row, an action or a field in it or
// in one of its subsections. If the template has subsections of it, it may be
// empty itself. Comments are not content: a section with nothing but comments
// is a placeholder unless rows or actions follow.
//
// Sections match as in [Template.Fill]. Errors are in the order of the
// template, followed by those of sections that are not in the template. The
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

// checkPart checks section j and what belongs to it. Leads is true if the
// template has subsections of it.
func (c *checker) checkPart(p []Section, j int, leads bool) {
	var text, rows, fields bool
	for i := range p {
		s := &p[i]
		text = text || !IsPlaceholder(s.Body) || !IsPlaceholder(s.After)
		rows = rows || s.Timeline != nil && len(s.Timeline.Events) > 0 || len(s.Actions) > 0
		fields = fields || len(s.Fields) > 0
	}
	body := p[0].Body
	switch {
	case text || rows || leads:
	case isComment(body):
		c.add(c.at(j).field("body"), "", GapPlaceholder)
	case strings.TrimSpace(body) != "": // reported by checkWords
	case c.spec.Required && !fields: // missing fields are reported below
		c.add(c.at(j).field("body"), "", GapEmpty)
	}
	for i := range c.spec.Fields {
		f := &c.spec.Fields[i]
		if !f.Required {
			continue
		}
		in, k := findField(p, f.Name)
		if in < 0 {
			c.add(c.at(j).field("fields"), f.Name, GapMissing)
			continue
		}
		at := c.at(j+in).at("fields", k).field("value")
		switch value := p[in].Fields[k].Value; {
		case strings.TrimSpace(value) == "":
			c.add(at, f.Name, GapEmpty)
		case isComment(value):
			c.add(at, f.Name, GapPlaceholder)
		}
	}
	for i := range p {
		c.checkWords(&p[i], j+i)
	}
}

// checkWords reports placeholders that would be printed.
func (c *checker) checkWords(s *Section, j int) {
	at := c.at(j)
	report := func(at *path, field, md string) {
		if IsPlaceholder(md) && strings.TrimSpace(withoutComments(md)) != "" {
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

// inOrder reports for each section of the template whether its match in the
// postmortem is in order, which is to say, part of a longest increasing
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

// Placeholder is the value of an unknown field, and the text of an action to be
// found, in a skeleton.
const Placeholder = "TODO"

// placeholders are the words that stand for missing text, in lower case.
var placeholders = [...]string{"todo", "tbd", "tba", "tbc", "fixme", "xx", "xxx", "xx:xx", "hh:mm", "yyyy-mm-dd", "..", "...", "…", "?", "??", "???"}

// IsPlaceholder reports whether Markdown has no content yet: whether, HTML
// comments aside, it is empty or every line of it is a word such as TODO, TBD,
// "..." or XX:XX in any case, possibly in brackets, in bold, as a list item or
// followed by punctuation. A line like "TODO: ask the shop team" is not a
// placeholder, because somebody has written it.
func IsPlaceholder(md string) bool {
	for line := range strings.SplitSeq(withoutComments(md), "\n") {
		if line = strings.TrimSpace(line); line != "" && !isPlaceholderWord(line) {
			return false
		}
	}
	return true
}

func isPlaceholderWord(line string) bool {
	if number := strings.TrimLeft(line, "0123456789"); number != line && (strings.HasPrefix(number, ". ") || strings.HasPrefix(number, ") ")) {
		line = number[2:]
	}
	const around = "*_`~[](){}<>|:-+ \t"
	word := strings.ToLower(strings.Trim(line, around))
	return slices.Contains(placeholders[:], word) || slices.Contains(placeholders[:], strings.TrimRight(word, ".!"+around))
}

// hasPlaceholder reports whether a line of Markdown, outside of code, is a
// placeholder or ends in one like "- **Duration:** TODO".
func hasPlaceholder(md string) bool {
	fence := ""
	for line := range strings.SplitSeq(withoutComments(md), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case fence != "":
			if strings.HasPrefix(line, fence) {
				fence = ""
			}
			continue
		case strings.HasPrefix(line, "```"), strings.HasPrefix(line, "~~~"):
			fence = line[:3]
			continue
		}
		if line != "" && isPlaceholderWord(line) {
			return true
		}
		if i := strings.LastIndexByte(line, ':'); i >= 0 {
			switch value := strings.Trim(line[i+1:], "*_ \t"); value {
			case "TODO", "TBD", "FIXME":
				return true
			}
		}
	}
	return false
}

// withoutComments removes the HTML comments from Markdown. An unclosed comment
// is text.
func withoutComments(md string) string {
	var b strings.Builder
	for {
		start := strings.Index(md, "<!--")
		if start < 0 {
			break
		}
		n := strings.Index(md[start:], "-->")
		if n < 0 {
			break
		}
		b.WriteString(md[:start])
		md = md[start+n+len("-->"):]
	}
	if b.Len() == 0 {
		return md
	}
	b.WriteString(md)
	return b.String()
}

// isComment reports whether Markdown consists of comments only.
func isComment(md string) bool {
	return strings.TrimSpace(md) != "" && strings.TrimSpace(withoutComments(md)) == ""
}

// comment returns guidance as an HTML comment.
func comment(guidance string) string {
	guidance = strings.TrimLeft(oneLine(guidance), "> ")
	for strings.Contains(guidance, "--") {
		guidance = strings.ReplaceAll(guidance, "--", "-")
	}
	if guidance == "" {
		return ""
	}
	return "<!-- " + guidance + " -->"
}
