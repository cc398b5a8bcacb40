package incident

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Template describes a postmortem: its sections, their order, and what each of
// them should contain. It is plain data and can be stored as JSON. [Templates]
// returns the built-in ones; a team may define its own.
//
// A template drafts a postmortem ([Template.Skeleton]), completes one
// ([Template.Fill]) and lists what is missing from one ([Template.Check]).
type Template struct {
	Name     string        `json:"name,omitempty"`   // short name for [LookupTemplate], such as "sre"
	Title    string        `json:"title,omitempty"`  // name shown to people
	Source   string        `json:"source,omitempty"` // origin of the template
	Sections []SectionSpec `json:"sections,omitempty"`
}

// SectionSpec describes a section of a postmortem.
//
// If Kind is [SectionTimeline] or [SectionActions], the section contains a
// timeline or actions. If there are Fields, it contains those. Otherwise it
// contains text.
type SectionSpec struct {
	Kind  SectionKind `json:"kind,omitempty"`
	Level int         `json:"level,omitempty"` // 0 is the top level; at most one more than the level of the section before
	// Heading is the heading of the section in a skeleton. Without a
	// heading, the first section of a template precedes all headings of the
	// postmortem, and other sections are found by their Kind.
	Heading  string      `json:"heading,omitempty"`
	Aliases  []string    `json:"aliases,omitempty"`  // alternative headings by which the section is found
	Required bool        `json:"required,omitempty"` // a postmortem without it is incomplete
	Internal bool        `json:"internal,omitempty"` // not for readers
	Form     Form        `json:"form,omitempty"`     // of the timeline, actions or fields; "": the default form
	Fields   []FieldSpec `json:"fields,omitempty"`
	Columns  []string    `json:"columns,omitempty"` // headings of a table of events or actions; nil: the default ones
	// Guidance tells the author what belongs in the section. It is plain
	// text, which a skeleton contains as an HTML comment, and must not
	// contain "--".
	Guidance string `json:"guidance,omitempty"`
}

// FieldSpec describes a field of a section.
type FieldSpec struct {
	Name     string   `json:"name,omitempty"`     // name of the field in a skeleton
	Aliases  []string `json:"aliases,omitempty"`  // alternative names by which the field is found
	Fact     Fact     `json:"fact,omitempty"`     // the fact that fills the field; "": the author fills it
	Required bool     `json:"required,omitempty"` // a postmortem without it is incomplete
}

// Templates returns copies of the built-in templates.
func Templates() []Template {
	list := slices.Clone(builtinTemplates[:])
	for i := range list {
		list[i] = list[i].clone()
	}
	return list
}

// LookupTemplate returns a copy of the built-in template with that name,
// ignoring case, spaces, hyphens and underscores. It returns false if there is
// none.
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
		for j := range s.Fields {
			s.Fields[j].Aliases = slices.Clone(s.Fields[j].Aliases)
		}
	}
	return t
}

var (
	errNoHeading  = errors.New("only the first section may have neither a heading nor a kind")
	errNotHeading = errors.New("a section without a heading is at the top level")
	errComment    = errors.New(`the text must neither contain "--" nor begin with ">", because it becomes an HTML comment`)
)

// Validate returns nil or [Errors] with all broken rules of a template, which
// may have been written by hand or read from JSON:
//
//   - required: a template without a name or sections, a field without a name,
//     or a section after the first without a heading and kind;
//   - unknown: an unknown kind, form or fact;
//   - range: a level that is negative, more than one above that of the previous
//     section, or not 0 in a section without a heading;
//   - duplicate: a heading or alias of two sections, a kind of two sections
//     without headings, or a name or alias of two fields of a section;
//   - conflict: fields in a section for a timeline or actions, or columns in
//     another section;
//   - control: a control character in a one-line text, or the end of a comment
//     in Guidance.
//
// Paths are relative to the template: "sections[2].fields[0].fact".
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
			v.add(at.field("level"), CodeRange, fmt.Errorf("a section of level %d must follow one of level %d or more", s.Level, s.Level-1))
		}
		unique := func(at *path, key string) {
			if first, ok := seen[key]; ok {
				v.add(at, CodeDuplicate, fmt.Errorf("sections[%d] has the same", first))
				return
			}
			seen[key] = i
		}
		switch {
		case s.Heading != "":
			unique(at.field("heading"), headingKey(s.Heading))
		case s.Kind != "":
			unique(at.field("kind"), "\x00"+string(s.Kind)) // no heading begins with NUL
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

// spec checks a section by itself.
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
		v.add(at.field("fields"), CodeConflict, fmt.Errorf("a section of kind %s has no fields", s.Kind))
	}
	if !listed && len(s.Columns) > 0 {
		v.add(at.field("columns"), CodeConflict, errors.New("only a section of kind timeline or actions has columns"))
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
		for j, a := range f.Aliases {
			v.line(at.at("aliases", j), a)
			switch key := headingKey(a); {
			case key == "":
				v.add(at.at("aliases", j), CodeRequired, nil)
			case names[key]:
				v.add(at.at("aliases", j), CodeDuplicate, nil)
			default:
				names[key] = true
			}
		}
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

// headingKey returns the form in which headings and names of fields are
// compared: in lower case, without surrounding space or a final colon, and with
// straight apostrophes.
func headingKey(s string) string {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), ":"))
	return strings.ToLower(strings.ReplaceAll(s, "’", "'"))
}

// hasHeading reports whether heading is the heading or an alias of the section.
func (s *SectionSpec) hasHeading(heading string) bool { return isNamed(heading, s.Heading, s.Aliases) }

// isNamed reports whether a heading, or the name of a field, is name or one of
// the aliases.
func isNamed(heading, name string, aliases []string) bool {
	key := headingKey(heading)
	if key == "" {
		return false
	}
	return headingKey(name) == key || slices.ContainsFunc(aliases, func(a string) bool { return headingKey(a) == key })
}

// match returns, for each section of the template, the index of the matching
// section in pm, or -1. Sections match by heading or alias, preferably at the
// same level, and otherwise by kind at the same level. If the first section of
// the template has no heading, it matches a first section of pm without a
// heading, unless that is of another known kind. Each section of pm matches at
// most once.
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

// partOf returns section j and the sections that belong to it: continuations
// without a heading and subsections, up to the next section that matches one of
// the template.
func partOf(pm *Postmortem, matched []int, j int) []Section {
	end := j + 1
	for end < len(pm.Sections) && !slices.Contains(matched, end) && (pm.Sections[end].Heading == "" || pm.Sections[end].Level > pm.Sections[j].Level) {
		end++
	}
	return pm.Sections[j:end]
}
