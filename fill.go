package incident

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Fill completes a postmortem with what the incident knows, and returns the
// number of changes. It changes only what is empty or a placeholder, see
// [IsPlaceholder], and leaves everything that somebody has written unchanged,
// byte for byte:
//
//   - A field of the template whose value is a placeholder gets the fact if
//     that is known. A missing field is added if it is required.
//   - A timeline without rows is filled from the history, unless the section
//     has text instead. To one with rows, only entries later than its last row
//     are added, so that a deleted row does not come back and a moved one is
//     not repeated. Entries without an instant are not added.
//   - An empty section gets its guidance.
//   - A missing section is added in its place if it is required.
//
// Missing optional parts are not added, because an author may have deleted
// them. The exception is a postmortem without any sections: it gets all of
// them, as in [Template.Skeleton].
//
// Sections match by heading or alias, ignoring case and a final colon, and
// otherwise by kind and level. Filling twice has the same result as filling
// once. The incident does not change, unless pm is its own postmortem. A nil
// postmortem is ignored.
func (t Template) Fill(pm *Postmortem, inc *Incident) int {
	if pm == nil {
		return 0
	}
	f := newFacts(inc)
	fresh := len(pm.Sections) == 0
	matched := t.match(pm)
	n := 0
	for i := range t.Sections {
		spec := &t.Sections[i]
		if j := matched[i]; j >= 0 {
			n += spec.fill(partOf(pm, matched, j), f, t.hasSubsections(i))
			continue
		}
		if !spec.Required && !fresh {
			continue
		}
		sec := spec.newSection(f)
		sec.Level = t.missingLevel(pm, matched, i)
		at := t.insertionIndex(pm, matched, i)
		pm.Sections = slices.Insert(pm.Sections, at, sec)
		for k := range matched {
			if matched[k] >= at {
				matched[k]++
			}
		}
		matched[i] = at
		n++
	}
	return n
}

// insertionIndex returns the index at which the missing section i of the
// template belongs: after the closest preceding section of the template that pm
// has, with all that belongs to it, or else before the closest following one.
func (t Template) insertionIndex(pm *Postmortem, matched []int, i int) int {
	spec := &t.Sections[i]
	if i == 0 && spec.Heading == "" {
		return 0 // elsewhere it would continue the section before
	}
	for k := i - 1; k >= 0; k-- {
		if matched[k] < 0 {
			continue
		}
		at := matched[k] + 1
		for at < len(pm.Sections) && !slices.Contains(matched, at) && (pm.Sections[at].Heading == "" || pm.Sections[at].Level > spec.Level) {
			at++
		}
		return at
	}
	for _, j := range matched[i+1:] {
		if j >= 0 {
			return j
		}
	}
	return len(pm.Sections)
}

// missingLevel returns the level for the missing section i of the template,
// relative to the section of pm that it is part of.
func (t Template) missingLevel(pm *Postmortem, matched []int, i int) int {
	level := t.Sections[i].Level
	for k := i - 1; k >= 0 && level > 0; k-- {
		if above := t.Sections[k].Level; above < level {
			if matched[k] >= 0 {
				return pm.Sections[matched[k]].Level + level - above
			}
			break
		}
	}
	return level
}

// hasSubsections reports whether section i of the template has subsections.
func (t Template) hasSubsections(i int) bool {
	return i+1 < len(t.Sections) && t.Sections[i+1].Level > t.Sections[i].Level
}

// fill completes an existing section and the sections that belong to it. If the
// template has subsections of it, leads is true and the section needs no text
// of its own. Fill returns the number of changes.
func (s *SectionSpec) fill(part []Section, f *facts, leads bool) int {
	n := 0
	switch {
	case s.Kind == SectionTimeline:
		n = s.fillTimeline(part, f)
	case len(s.Fields) > 0:
		n = s.fillFields(part, f)
	}
	first := &part[0]
	if !leads && len(part) == 1 && first.Body == "" && first.After == "" && first.Timeline == nil && len(first.Fields) == 0 && len(first.Actions) == 0 {
		if first.Body = comment(s.Guidance); first.Body != "" {
			n++
		}
	}
	return n
}

func (s *SectionSpec) fillTimeline(part []Section, f *facts) int {
	var tl *Timeline // the last timeline
	var there []Event
	var last time.Time
	written := false
	for i := range part {
		sec := &part[i]
		written = written || !IsPlaceholder(sec.Body) || !IsPlaceholder(sec.After) || len(sec.Fields)+len(sec.Actions) > 0
		if sec.Timeline == nil {
			continue
		}
		tl = sec.Timeline
		there = append(there, tl.Events...)
		for _, e := range tl.Events {
			written = true
			if e.At.After(last) {
				last = e.At
			}
		}
	}
	rows := f.timelineRows()
	switch {
	case !last.IsZero():
		rows = newRows(rows, last, there)
	case tl == nil && written, tl != nil && len(tl.Events) > 0:
		return 0 // there is text, or no row has an instant
	}
	if len(rows) == 0 {
		return 0
	}
	if tl == nil {
		tl = &Timeline{}
		part[0].Timeline, part[0].Form, part[0].Columns = tl, s.Form, slices.Clone(s.Columns)
	}
	tl.Events = append(tl.Events, rows...)
	return 1
}

func (s *SectionSpec) fillFields(part []Section, f *facts) int {
	n := 0
	home, next := &part[0], 0 // where to add a missing field
	for i := range s.Fields {
		spec := &s.Fields[i]
		if in, k := spec.find(part); in >= 0 {
			home, next = &part[in], k+1
			if field := &home.Fields[k]; IsPlaceholder(field.Value) {
				if value := f.value(spec.Fact); value != "" && value != field.Value {
					field.Value = value
					n++
				}
			}
			continue
		}
		if !spec.Required || home.Timeline != nil || len(home.Actions) > 0 {
			continue
		}
		if len(home.Fields) == 0 {
			home.Form = s.Form
		}
		home.Fields = slices.Insert(home.Fields, next, spec.newField(f))
		next++
		n++
	}
	return n
}

// find returns the index of the section that has the field, by its name or an
// alias, and the index of the field. If there is none, the first index is -1.
func (s *FieldSpec) find(part []Section) (in, k int) {
	for i := range part {
		for k := range part[i].Fields {
			if isNamed(part[i].Fields[k].Name, s.Name, s.Aliases) {
				return i, k
			}
		}
	}
	return -1, 0
}

// Skeleton returns a draft with all sections of the template, filled with what
// the incident knows: the facts of fields, and the timeline. Everything else is
// a placeholder, see [IsPlaceholder]: the guidance of the section as a comment,
// which is not printed, or [Placeholder] for a field or action. No times are
// invented. The title is left empty, so that it is that of the incident.
//
// The timeline consists of the updates and Events in the order of
// [Incident.History]. An event keeps its milestone, precision and end. An
// update becomes its status and its first paragraph. Events that are already in
// a timeline of the incident's postmortem are not repeated.
//
// Since Events are private and the timeline is meant to be published, somebody
// has to review it first.
//
// A nil incident is treated as an empty one.
func (t Template) Skeleton(inc *Incident) *Postmortem {
	pm := &Postmortem{State: ReviewDraft}
	t.Fill(pm, inc)
	return pm
}

// newSection returns the section as it is in a skeleton.
func (s *SectionSpec) newSection(f *facts) Section {
	sec := Section{Kind: s.Kind, Level: s.Level, Heading: s.Heading, Internal: s.Internal, Form: s.Form, Body: comment(s.Guidance)}
	sec.Columns = slices.Clone(s.Columns)
	switch s.Kind {
	case SectionTimeline:
		if rows := f.timelineRows(); rows != nil {
			sec.Timeline = &Timeline{Events: rows}
		}
		return sec
	case SectionActions:
		sec.Actions = []Action{{Text: Placeholder}}
		return sec
	}
	for i := range s.Fields {
		sec.Fields = append(sec.Fields, s.Fields[i].newField(f))
	}
	return sec
}

// newField returns the field as it is in a skeleton.
func (s *FieldSpec) newField(f *facts) Field {
	value := f.value(s.Fact)
	if value == "" {
		value = Placeholder
	}
	return Field{Name: s.Name, Value: value}
}

// timelineRows returns the history as rows of a timeline.
func (f *facts) timelineRows() []Event {
	var rows []Event
	for _, e := range f.inc.History() {
		switch e.Source {
		case SourceEvent:
			row := *e.Event
			row.Extra = slices.Clone(row.Extra)
			if strings.TrimSpace(row.Text) == "" {
				row.Text = Label(string(row.Milestone))
			}
			if !row.At.IsZero() {
				row.Written = "" // as written in another document
			}
			rows = append(rows, row)
		case SourceUpdate:
			if e.Update.Retracted() {
				continue
			}
			rows = append(rows, Event{At: e.At, Text: updateRow(e.Update)})
		}
	}
	return rows
}

// updateRow returns the row of an update in a timeline, as Markdown: its status
// followed by its first paragraph.
func updateRow(u *Update) string {
	status, text := escapeLine(Label(string(u.Status))), firstParagraph(u.Body)
	switch {
	case status == "":
		return text
	case text == "":
		return status
	case startsBlock(text):
		return status + ":\n\n" + text
	}
	return status + ": " + text
}

// firstParagraph returns the first block of Markdown, up to a blank line. A
// text with a fence or HTML, either of which may contain blank lines, is
// returned as a whole.
func firstParagraph(md string) string {
	md = strings.Trim(strings.ReplaceAll(md, "\r\n", "\n"), "\n\t ")
	if strings.Contains(md, "```") || strings.Contains(md, "~~~") || strings.Contains(md, "<") {
		return md
	}
	end := 0
	for line := range strings.SplitAfterSeq(md, "\n") {
		if strings.TrimSpace(line) == "" {
			break
		}
		end += len(line)
	}
	return strings.TrimRight(md[:end], "\n\t ")
}

// startsBlock reports whether Markdown begins with a block other than a
// paragraph, which would be lost if a word preceded it on the same line.
func startsBlock(md string) bool {
	first, rest, _ := strings.Cut(md, "\n")
	second, _, _ := strings.Cut(rest, "\n")
	if second != "" && strings.Trim(second, " \t|:-=") == "" {
		return true // a table or an underlined heading
	}
	if number := strings.TrimLeft(first, "0123456789"); number != first {
		return strings.HasPrefix(number, ".") || strings.HasPrefix(number, ")")
	}
	for _, mark := range [...]string{"- ", "+ ", "* ", "#", ">", "<", "|", "```", "~~~", "---", "***", "___"} {
		if strings.HasPrefix(first+" ", mark) {
			return true
		}
	}
	return false
}

// newRows returns the rows that are later than the last one of the timeline, at
// the instant last. Documents often omit seconds, so a row in the same minute
// may already be in the timeline: if last has no seconds, rows in its minute
// are paired with those in the timeline by text first and then in order, and
// those left over are new.
func newRows(rows []Event, last time.Time, there []Event) []Event {
	minute := last.Truncate(time.Minute)
	same := func(r Event) bool { return last.Equal(minute) && r.At.Truncate(time.Minute).Equal(minute) }
	texts := make(map[string]int)
	others := 0
	for _, e := range there {
		if e.At.Truncate(time.Minute).Equal(minute) {
			texts[lettersAndDigits(e.Text)]++
			others++
		}
	}
	known := make([]bool, len(rows))
	for i, r := range rows {
		if w := lettersAndDigits(r.Text); !r.At.IsZero() && same(r) && texts[w] > 0 {
			texts[w]--
			others--
			known[i] = true
		}
	}
	var list []Event
	for i, r := range rows {
		switch {
		case r.At.IsZero(), known[i]:
		case same(r):
			if others--; others < 0 {
				list = append(list, r)
			}
		case r.At.After(last):
			list = append(list, r)
		}
	}
	return list
}

// lettersAndDigits returns the letters and digits of Markdown without its
// comments. They stay the same when only the formatting changes.
func lettersAndDigits(md string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, withoutComments(md))
}
