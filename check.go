package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Gap says what a postmortem lacks of what its template asks for.
type Gap string

const (
	GapMissing     Gap = "missing"     // it is not there
	GapEmpty       Gap = "empty"       // it is there, and there is nothing in it
	GapPlaceholder Gap = "placeholder" // it is still to be written, see [IsPlaceholder]
	GapOrder       Gap = "order"       // it stands at another place than the template has it
)

// SpecError is one thing that a postmortem lacks. It is the cause of a
// [*FieldError], whose Path says where it stands, or should.
type SpecError struct {
	Template string      // the name of the template
	Heading  string      // of the section, as the template has it; "": it has none, or the section is not asked for
	Kind     SectionKind // of the section
	Field    string      // the name of the field; "": it is the section itself
	Gap      Gap
}

// Error says what is lacking, in one line.
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

// Check returns nil where the postmortem has all that the template asks for, and
// else [Errors], each with a [*SpecError] as its cause:
//
//   - a required section that is missing, has nothing in it, is a placeholder, or
//     is out of order ([CodeOrder], all else is [CodeRequired]);
//   - a required field that is missing, empty or a placeholder;
//   - an optional section that is a placeholder; one that is missing is fine;
//   - a word that is a placeholder and would be printed, anywhere: a field, a row,
//     an action, a line of a text, "Duration: TODO" in one, a section that the
//     template does not know.
//
// A section is there when somebody has said something in it: text, rows, actions,
// fields, or a section below it. Where the template asks for further sections
// below it, it may itself be empty. Comments are no text: a section that has only
// those is a placeholder, unless rows or actions follow.
//
// Sections are found as [Template.Fill] finds them. The errors come in the order of
// the template, those of sections that it does not know last; a path is
// "postmortem.sections[3].body" where there is one, and "postmortem.sections" for
// a section that is missing.
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

// part checks the section at place j and what belongs to it. leads is set where
// the template has sections of its own below it.
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
	case strings.TrimSpace(body) != "": // words reports it
	case c.spec.Required && !fields: // what fields lack is reported below
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

// words reports placeholders that would print.
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
		}
	}
	for k, a := range s.Actions {
		at := at.at("actions", k)
		report(at.field("text"), "", a.Text)
		report(at.field("owner"), "", a.Owner)
		report(at.field("ticket"), "", a.Ticket)
	}
	body(at.field("after"), s.After)
}

// inOrder reports for each section of the template whether its match in the
// postmortem is in order: the required sections form a longest increasing
// subsequence.
func (t Template) inOrder(matched []int) []bool {
	required := slices.Clone(matched)
	for i := range required {
		if !t.Sections[i].Required {
			required[i] = -1
		}
	}
	return longestIncreasing(required)
}

// Placeholder is what a skeleton has as the value of a field that is not known,
// and as the text of an action that somebody has still to find.
const Placeholder = "TODO"

// placeholders are the words that stand for something still to be written, in
// lower case.
var placeholders = [...]string{"todo", "tbd", "tba", "tbc", "fixme", "xx", "xxx", "xx:xx", "hh:mm", "yyyy-mm-dd", "..", "...", "…", "?", "??", "???"}

// IsPlaceholder reports whether Markdown says nothing yet: it is empty but for
// HTML comments, or every line of it is a word like TODO, TBD, "..." or XX:XX
// alone, whatever its case, perhaps as an item of a list, in brackets, in bold,
// or with a mark at its end. "TODO: ask the shop team" is no placeholder; somebody
// wrote it.
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

// hasPlaceholder reports whether a line of a text would print a placeholder: one
// that is nothing else, or "- **Duration:** TODO". Code is passed over.
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

// withoutComments takes the HTML comments out of Markdown. One that does not end
// is text.
func withoutComments(md string) string {
	for {
		start := strings.Index(md, "<!--")
		if start < 0 {
			return md
		}
		n := strings.Index(md[start:], "-->")
		if n < 0 {
			return md
		}
		md = md[:start] + md[start+n+len("-->"):]
	}
}

// isComment reports whether Markdown is comments and nothing else.
func isComment(md string) bool {
	return strings.TrimSpace(md) != "" && strings.TrimSpace(withoutComments(md)) == ""
}

// comment returns a guidance as a comment.
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
