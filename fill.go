package incident

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Fill brings a postmortem up to date with what the incident knows by now, and
// returns how many places it changed. Everything that somebody wrote stays byte for
// byte; only what is empty or a placeholder, see [IsPlaceholder], is filled:
//
//   - A field that the template asks for and whose value is a placeholder takes
//     the fact, if that is known. A required one that is missing is added.
//   - A timeline without rows is told, unless there is text in its place. One with
//     rows gets the entries of the history that are later than its last row, and no
//     others: a row that a writer removed does not come back, and one that was
//     moved is not told twice. An entry without an instant is not added to rows.
//   - A section that has nothing at all gets its guidance.
//   - A required section that is missing is added, at its place.
//
// What is optional and missing stays so, because a writer may have removed it;
// only a postmortem without any section gets all of them, as [Template.Skeleton]
// does.
//
// Sections are told by heading or alias, without regard to case and a colon at the
// end; else by kind at the same level. Filling twice is the same as filling once.
// The incident is not changed, unless the postmortem is its own. A nil postmortem
// is left alone.
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

// place returns where the missing section i belongs: behind the one that the
// template has before it and all that belongs to that, else before the next one.
func (t Template) insertionIndex(pm *Postmortem, matched []int, i int) int {
	spec := &t.Sections[i]
	if i == 0 && spec.Heading == "" {
		return 0 // anywhere else it would carry on what is above it
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

// level returns the level of the missing section i: as far below the section that
// it lies under as the template says.
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

// leads reports whether the template has sections below section i.
func (t Template) hasSubsections(i int) bool {
	return i+1 < len(t.Sections) && t.Sections[i+1].Level > t.Sections[i].Level
}

// fill fills what belongs to a section that is there. One that leads others may be
// without a text.
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
	var tl *Timeline // the last one
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
		return 0 // text, or rows without any instant
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
	home, next := &part[0], 0 // where a missing field is added
	for i := range s.Fields {
		spec := &s.Fields[i]
		if in, k := findField(part, spec.Name); in >= 0 {
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

// findField returns the place of the section that has a field, or -1, and that of
// the field there.
func findField(part []Section, name string) (in, k int) {
	for i := range part {
		for k := range part[i].Fields {
			if headingKey(part[i].Fields[k].Name) == headingKey(name) {
				return i, k
			}
		}
	}
	return -1, 0
}

// Skeleton returns a draft with every section of the template in order, filled
// with what the incident knows: the facts that fields ask for, and the timeline.
// The rest is placeholders, see [IsPlaceholder]: a text is the guidance of its
// section as a comment, which prints nothing; a field and an action are
// [Placeholder]. No time is ever invented. The title is left to be the incident's.
//
// The timeline is the updates and the Events, in the order of [Incident.History].
// An event keeps its milestone, precision and end. An update is its status and its
// first paragraph, as the page showed it. Timelines that a postmortem of the
// incident tells already are not told again.
//
// Events are private. In the timeline they are part of a document that is meant to
// be published: somebody has to read it first.
//
// A nil incident knows nothing.
func (t Template) Skeleton(inc *Incident) *Postmortem {
	pm := &Postmortem{State: ReviewDraft}
	t.Fill(pm, inc)
	return pm
}

// section returns a section as a skeleton has it.
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

// field returns a field as a skeleton has it.
func (s *FieldSpec) newField(f *facts) Field {
	value := f.value(s.Fact)
	if value == "" {
		value = Placeholder
	}
	return Field{Name: s.Name, Value: value}
}

// rows returns the history as a timeline tells it.
func (f *facts) timelineRows() []Event {
	var rows []Event
	for _, e := range f.inc.History() {
		switch e.Source {
		case SourceEvent:
			row := *e.Event
			row.Extra = slices.Clone(row.Extra)
			if strings.TrimSpace(row.Text) == "" {
				row.Text = sentenceCase(string(row.Milestone))
			}
			if !row.At.IsZero() {
				row.Written = "" // of another document
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

// updateRow returns the Markdown of an update in a timeline: its status, and
// behind it the first paragraph.
func updateRow(u *Update) string {
	status, text := escapeLine(sentenceCase(string(u.Status))), firstParagraph(u.Body)
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

// firstParagraph returns the first block of Markdown, as far as a blank line tells
// where it ends. What may hold a blank line, a fence or HTML, is not cut.
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

// startsBlock reports whether Markdown begins with something else than a
// paragraph, which words in front of it would undo.
func startsBlock(md string) bool {
	first, rest, _ := strings.Cut(md, "\n")
	second, _, _ := strings.Cut(rest, "\n")
	if second != "" && strings.Trim(second, " \t|:-=") == "" {
		return true // a table, or a heading with a line under it
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

// later returns the rows that are later than the last one that a timeline tells.
// Documents tell rows to the minute: where the last one has no seconds, those of
// its minute are told that have the words of one there, and as many others as there
// are rows there with words of their own.
func newRows(rows []Event, last time.Time, there []Event) []Event {
	minute := last.Truncate(time.Minute)
	same := func(r Event) bool { return last.Equal(minute) && r.At.Truncate(time.Minute).Equal(minute) }
	told := make(map[string]int)
	others := 0
	for _, e := range there {
		if e.At.Truncate(time.Minute).Equal(minute) {
			told[lettersAndDigits(e.Text)]++
			others++
		}
	}
	known := make([]bool, len(rows))
	for i, r := range rows {
		if w := lettersAndDigits(r.Text); !r.At.IsZero() && same(r) && told[w] > 0 {
			told[w]--
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

// words reduces a text to its letters and digits, which a document keeps.
func lettersAndDigits(md string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, withoutComments(md))
}
