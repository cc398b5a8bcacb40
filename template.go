package incident

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Template is a plan for postmortems: which sections there are, in which order,
// and what each asks for. It is data, also as JSON; [Templates] are those that
// come with the library, and a team's own is one more value.
//
// A template makes a postmortem ([Template.Skeleton]), brings one up to date
// ([Template.Fill]) and finds what is still open in one ([Template.Check]).
type Template struct {
	Name     string        `json:"name,omitempty"`   // a short one, to look it up by: "sre"
	Title    string        `json:"title,omitempty"`  // for people
	Source   string        `json:"source,omitempty"` // where the plan comes from
	Sections []SectionSpec `json:"sections,omitempty"`
}

// SectionSpec asks for one section of a postmortem.
//
// A Kind of [SectionTimeline] asks for a timeline, one of [SectionActions] for
// actions, and Fields ask for fields; all else is text.
type SectionSpec struct {
	Kind  SectionKind `json:"kind,omitempty"`
	Level int         `json:"level,omitempty"` // 0 is the top; at most one more than that of the section above
	// Heading is the heading of the section in a skeleton. "" is none: the first
	// section of a template may stand above all headings, and later ones are found
	// by their Kind, whatever heading they get.
	Heading  string      `json:"heading,omitempty"`
	Aliases  []string    `json:"aliases,omitempty"`  // other headings by which the section is known
	Required bool        `json:"required,omitempty"` // a postmortem is not finished without it
	Internal bool        `json:"internal,omitempty"` // not for the public
	Form     Form        `json:"form,omitempty"`     // of timeline, actions or fields; "": the usual one
	Fields   []FieldSpec `json:"fields,omitempty"`
	Columns  []string    `json:"columns,omitempty"` // of a table of a timeline or actions; nil: the usual ones
	// Guidance tells the writer what belongs here: plain text, which a skeleton
	// has as an HTML comment. It must not hold "--".
	Guidance string `json:"guidance,omitempty"`
}

// FieldSpec asks for one field of a section.
type FieldSpec struct {
	Name     string `json:"name,omitempty"`
	Fact     Fact   `json:"fact,omitempty"` // what the library puts there once it is known; "": a person must
	Required bool   `json:"required,omitempty"`
}

// Templates returns the templates that come with the library. They are copies.
func Templates() []Template {
	list := slices.Clone(builtinTemplates[:])
	for i := range list {
		list[i] = list[i].clone()
	}
	return list
}

// LookupTemplate returns a copy of the template with that name, folding case,
// spaces, "-" and "_", and whether there is one.
func LookupTemplate(name string) (Template, bool) {
	for i := range builtinTemplates {
		if fold(builtinTemplates[i].Name) == fold(name) {
			return builtinTemplates[i].clone(), true
		}
	}
	return Template{}, false
}

func (t Template) clone() Template {
	t.Sections = slices.Clone(t.Sections)
	for i := range t.Sections {
		s := &t.Sections[i]
		s.Aliases, s.Fields, s.Columns = slices.Clone(s.Aliases), slices.Clone(s.Fields), slices.Clone(s.Columns)
	}
	return t
}

var (
	errNoHeading  = errors.New("only the first section can do without a heading and a kind")
	errNotHeading = errors.New("a section without a heading is at the top level")
	errComment    = errors.New(`"--", or ">" at the start, would end the comment that it stands in`)
)

// Validate returns nil, or [Errors] with every broken rule, for a template that
// was written by hand or read from JSON:
//
//   - required: no name or no sections; a field without a name; a section other
//     than the first that has neither heading nor kind;
//   - unknown: a kind, a form or a fact that is none of the known ones;
//   - range: a level below 0, more than one below the section above, or not 0
//     where there is no heading;
//   - duplicate: a heading or alias that two sections share, a kind that two
//     sections without headings share, a field that a section asks for twice;
//   - conflict: fields in a section of a timeline or of actions; columns in any
//     other;
//   - control: a control character in a text of one line, or in a guidance what
//     ends a comment.
//
// Paths begin at the template: "sections[2].fields[0].fact".
func (t Template) Validate() error {
	var v validator
	top := (*path)(nil)
	if t.Name == "" {
		v.add(top.field("name"), CodeRequired, nil)
	}
	v.line(top.field("name"), t.Name)
	v.line(top.field("title"), t.Title)
	v.line(top.field("source"), t.Source)
	if len(t.Sections) == 0 {
		v.add(top.field("sections"), CodeRequired, nil)
	}
	seen := make(map[string]int)
	for i := range t.Sections {
		s, at := &t.Sections[i], top.at("sections", i)
		v.spec(at, s)
		switch {
		case s.Heading == "" && s.Level != 0:
			v.add(at.field("level"), CodeRange, errNotHeading)
		case s.Level < 0:
			v.add(at.field("level"), CodeRange, fmt.Errorf("%d is below 0", s.Level))
		case i == 0 && s.Level > 0, i > 0 && s.Level > t.Sections[i-1].Level+1:
			v.add(at.field("level"), CodeRange, fmt.Errorf("%d has no level %d above it", s.Level, s.Level-1))
		}
		unique := func(at *path, key string) {
			if first, ok := seen[key]; ok {
				v.add(at, CodeDuplicate, fmt.Errorf("sections[%d] has it already", first))
				return
			}
			seen[key] = i
		}
		switch {
		case s.Heading != "":
			unique(at.field("heading"), headingKey(s.Heading))
		case s.Kind != "":
			unique(at.field("kind"), "\x00"+string(s.Kind)) // no heading is like that
		case i > 0:
			v.add(at.field("heading"), CodeRequired, errNoHeading)
		}
		for j, a := range s.Aliases {
			if headingKey(a) == "" {
				v.add(at.at("aliases", j), CodeRequired, nil)
				continue
			}
			unique(at.at("aliases", j), headingKey(a))
		}
	}
	if len(v.errs) == 0 {
		return nil
	}
	return v.errs
}

// spec checks what can be said of one section alone.
func (v *validator) spec(at *path, s *SectionSpec) {
	if !s.Kind.Valid() {
		v.add(at.field("kind"), CodeUnknown, unknownWord(string(s.Kind), sectionKinds[:]))
	}
	v.line(at.field("heading"), s.Heading)
	for i, a := range s.Aliases {
		v.line(at.at("aliases", i), a)
	}
	if !s.Form.Valid() {
		v.add(at.field("form"), CodeUnknown, unknownWord(string(s.Form), forms[:]))
	}
	listed := s.Kind == SectionTimeline || s.Kind == SectionActions
	if listed && len(s.Fields) > 0 {
		v.add(at.field("fields"), CodeConflict, fmt.Errorf("the section is one of %s", s.Kind))
	}
	if !listed && len(s.Columns) > 0 {
		v.add(at.field("columns"), CodeConflict, errors.New("the section is neither a timeline nor one of actions"))
	}
	names := make(map[string]bool)
	for i, f := range s.Fields {
		at := at.at("fields", i)
		key := headingKey(f.Name)
		switch {
		case key == "":
			v.add(at.field("name"), CodeRequired, nil)
		case names[key]:
			v.add(at.field("name"), CodeDuplicate, nil)
		}
		names[key] = true
		v.line(at.field("name"), f.Name)
		if !f.Fact.Valid() {
			v.add(at.field("fact"), CodeUnknown, unknownWord(string(f.Fact), factWords[:]))
		}
	}
	for i, c := range s.Columns {
		v.line(at.at("columns", i), c)
	}
	v.line(at.field("guidance"), s.Guidance)
	if strings.Contains(s.Guidance, "--") || strings.HasPrefix(s.Guidance, ">") {
		v.add(at.field("guidance"), CodeControl, errComment)
	}
}

// headingKey reduces a heading, or the name of a field, to what is compared:
// without case, space around it and a colon at its end, and with a plain
// apostrophe.
func headingKey(s string) string {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), ":"))
	return strings.ToLower(strings.ReplaceAll(s, "’", "'"))
}

// is reports whether a heading is that of the section.
func (s *SectionSpec) hasHeading(heading string) bool {
	key := headingKey(heading)
	if key == "" {
		return false
	}
	return headingKey(s.Heading) == key || slices.ContainsFunc(s.Aliases, func(a string) bool { return headingKey(a) == key })
}

// match returns for each section of the template the place of the one in pm that
// answers it, or -1: the one with its heading or an alias, first at its level;
// else the one of its kind at its level. Where the template begins without a
// heading, so may the postmortem, of whatever kind that is. Each section answers
// once.
func (t Template) match(pm *Postmortem) []int {
	at := make([]int, len(t.Sections))
	used := make([]bool, len(pm.Sections))
	take := func(i int, fits func(s *Section) bool) {
		for j := range pm.Sections {
			if at[i] < 0 && !used[j] && fits(&pm.Sections[j]) {
				at[i], used[j] = j, true
			}
		}
	}
	for i := range t.Sections {
		spec := &t.Sections[i]
		at[i] = -1
		take(i, func(s *Section) bool { return s.Level == spec.Level && spec.hasHeading(s.Heading) })
		take(i, func(s *Section) bool { return spec.hasHeading(s.Heading) })
		if i == 0 && spec.Heading == "" {
			take(i, func(s *Section) bool {
				return s == &pm.Sections[0] && s.Heading == "" && (s.Kind == "" || s.Kind == spec.Kind)
			})
		}
	}
	for i := range t.Sections {
		if spec := &t.Sections[i]; spec.Kind != "" {
			take(i, func(s *Section) bool { return s.Level == spec.Level && s.Kind == spec.Kind })
		}
	}
	return at
}

// part returns the section at place j and those that belong to it: what carries
// it on and what lies under it, unless the template asks for that itself.
func partOf(pm *Postmortem, matched []int, j int) []Section {
	end := j + 1
	for end < len(pm.Sections) && !slices.Contains(matched, end) && (pm.Sections[end].Heading == "" || pm.Sections[end].Level > pm.Sections[j].Level) {
		end++
	}
	return pm.Sections[j:end]
}
