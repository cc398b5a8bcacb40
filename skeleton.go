package incident

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

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
func (s *SectionSpec) section(f *facts) Section {
	sec := Section{Kind: s.Kind, Level: s.Level, Heading: s.Heading, Internal: s.Internal, Form: s.Form, Body: comment(s.Guidance)}
	sec.Columns = slices.Clone(s.Columns)
	switch s.Kind {
	case SectionTimeline:
		if rows := f.rows(); rows != nil {
			sec.Timeline = &Timeline{Events: rows}
		}
		return sec
	case SectionActions:
		sec.Actions = []Action{{Text: Placeholder}}
		return sec
	}
	for i := range s.Fields {
		sec.Fields = append(sec.Fields, s.Fields[i].field(f))
	}
	return sec
}

// field returns a field as a skeleton has it.
func (s *FieldSpec) field(f *facts) Field {
	value := f.value(s.Fact)
	if value == "" {
		value = Placeholder
	}
	return Field{Name: s.Name, Value: value}
}

// rows returns the history as a timeline tells it.
func (f *facts) rows() []Event {
	var rows []Event
	for _, e := range f.inc.History() {
		switch e.Source {
		case SourceEvent:
			row := *e.Event
			row.Extra = slices.Clone(row.Extra)
			if strings.TrimSpace(row.Text) == "" {
				row.Text = readable(string(row.Milestone))
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
	status, text := escapeLine(readable(string(u.Status))), firstParagraph(u.Body)
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
func later(rows []Event, last time.Time, there []Event) []Event {
	minute := last.Truncate(time.Minute)
	same := func(r Event) bool { return last.Equal(minute) && r.At.Truncate(time.Minute).Equal(minute) }
	told := make(map[string]int)
	others := 0
	for _, e := range there {
		if e.At.Truncate(time.Minute).Equal(minute) {
			told[words(e.Text)]++
			others++
		}
	}
	known := make([]bool, len(rows))
	for i, r := range rows {
		if w := words(r.Text); !r.At.IsZero() && same(r) && told[w] > 0 {
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
func words(md string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, withoutComments(md))
}
