package words

import (
	"testing"
	"time"
)

// TestLanguagesAreComplete holds what every language of the list has to have: a
// report written in it can be read back line by line.
func TestLanguagesAreComplete(t *testing.T) {
	for _, l := range languages {
		t.Run(l.Lang, func(t *testing.T) {
			for w := NoWord + 1; w < numWords; w++ {
				if l.Word(w) == "" {
					t.Errorf("word %d has no text", w)
				}
			}
			for i, separator := range l.Separators {
				if separator == "" {
					t.Errorf("separator %d has no text", i)
				}
			}
			for i := range 12 {
				for _, name := range []string{l.Dates.Months[i], l.Dates.ShortMonths[i]} {
					if m, n := l.Dates.month([]byte(name + " 4")); m != i+1 || n != len(name) {
						t.Errorf("%q is read as %d, %d", name, m, n)
					}
				}
			}
			for _, term := range l.Terms.Others {
				if got := l.Terms.ModelWord(string(l.Terms.AppendReadable(nil, term.Word))); got != term.Word {
					t.Errorf("%s is read as %s", term.Word, got)
				}
			}
			for w := ActionText; w <= ActionState; w++ {
				if got := l.Columns.Action(l.Word(w)); got != w {
					t.Errorf("the column %q is read as %d", l.Word(w), got)
				}
			}
			lines := make(map[string]Line)
			for _, status := range english.Terms.Statuses {
				label := string(l.Terms.AppendStatus(nil, status.Word))
				if word, ok := l.Terms.Status(label); !ok || word != status.Word {
					t.Errorf("%s has no label", status.Word)
				}
				lines[label] = LineStatus
			}
			stamp := string(l.Dates.AppendStamp(nil, time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)))
			for w, line := range map[Word]Line{
				Posted: LineStamp, Edited: LineEdited, Retracted: LineRetracted, NextUpdate: LineNextUpdate,
				ScheduledFor: LineWindow, ScheduledUntil: LineWindow, IncidentAffected: LineAffected,
				IncidentAffects: LineAffected, MaintenanceAffected: LineAffected, MaintenanceAffects: LineAffected,
			} {
				lines[l.Word(w)+" "+stamp] = line
			}
			lines[l.Word(Update)], lines[l.Word(Postmortem)], lines[l.Word(PostmortemDraft)] = LineUpdate, LinePostmortem, LinePostmortemDraft
			for line, want := range lines {
				if got := l.Line([]byte(line)); got != want {
					t.Errorf("%q is %d, want %d", line, got, want)
				}
			}
			if s, err := l.ParseStamp([]byte(l.Word(Posted) + " " + stamp)); err != nil || s != (Stamp{2024, 3, 5, 9, 17, "UTC", ""}) {
				t.Errorf("%q is read as %+v, %v", stamp, s, err)
			}
		})
	}
}

// TestPhrasesAreDistinct holds that no heading, column or state is listed
// twice.
func TestPhrasesAreDistinct(t *testing.T) {
	for _, l := range languages {
		distinct(t, l, l.Headings.Kinds)
		distinct(t, l, l.Columns.Actions)
		distinct(t, l, l.Columns.States)
		distinct(t, l, l.Columns.Rows)
		for _, kind := range l.Headings.Kinds {
			for _, p := range kind.Phrases {
				if got := l.Headings.Kind(p); got != kind.Word {
					t.Errorf("%s: %q is %q, want %q", l.Lang, p, got, kind.Word)
				}
			}
		}
	}
}

func distinct[T any](t *testing.T, l *Language, list []Phrases[T]) {
	seen := make(map[string]bool)
	for _, entry := range list {
		for _, p := range entry.Phrases {
			if seen[p] {
				t.Errorf("%s: %q stands twice", l.Lang, p)
			}
			seen[p] = true
		}
	}
}

// TestLinesDoNotAllocate holds that the methods that a report calls for every
// line allocate nothing.
func TestLinesDoNotAllocate(t *testing.T) {
	at := time.Date(2024, time.September, 5, 9, 17, 0, 0, time.UTC)
	buf := make([]byte, 0, 256)
	for _, l := range languages {
		line := l.Dates.AppendStamp([]byte(l.Word(Posted)+" "), at)
		if n := testing.AllocsPerRun(100, func() {
			buf = l.Dates.AppendStamp(buf[:0], at)
			buf = l.Terms.AppendReadable(buf, "partial_outage")
			buf = l.Separators.Append(buf, 2, 3)
			l.Line(line)
			l.Line([]byte("Posted in the lobby on May"))
		}); n != 0 {
			t.Errorf("%s: %v allocations", l.Lang, n)
		}
	}
}
