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
			for e := range numExtras {
				if l.Extra(e) == "" {
					t.Errorf("extra %d has no text", e)
				}
			}
			for i := range 12 {
				for _, name := range []string{l.Months[i], l.ShortMonths[i]} {
					if m, n := l.Month(name + " 4"); m != i+1 || n != len(name) {
						t.Errorf("%q is read as %d, %d", name, m, n)
					}
				}
			}
			for _, term := range l.Terms {
				if got := l.ModelWord(string(l.AppendReadable(nil, term.Word))); got != term.Word {
					t.Errorf("%s is read as %s", term.Word, got)
				}
			}
			for w := ActionText; w <= ActionState; w++ {
				if got := l.ActionColumn(l.Word(w)); got != w {
					t.Errorf("the column %q is read as %d", l.Word(w), got)
				}
			}
			lines := make(map[string]Line)
			for _, status := range english.Statuses {
				label := string(l.AppendStatus(nil, status.Word))
				if word, ok := l.Status(label); !ok || word != status.Word {
					t.Errorf("%s has no label", status.Word)
				}
				lines[label] = LineStatus
			}
			stamp := string(l.AppendStamp(nil, time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)))
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

// TestHeadingsAreDistinct holds that no heading or column is listed twice.
func TestHeadingsAreDistinct(t *testing.T) {
	for _, l := range languages {
		headings, columns := 0, 0
		for _, h := range l.Headings {
			headings += len(h.Phrases)
			for _, p := range h.Phrases {
				if got := l.SectionKind(p); got != h.Word {
					t.Errorf("%s: %q is %q, want %q", l.Lang, p, got, h.Word)
				}
			}
		}
		for _, c := range l.ActionColumns {
			columns += len(c.Names)
		}
		if headings != len(l.index.headings) || columns != len(l.index.columns) {
			t.Errorf("%s: %d headings and %d columns stand twice", l.Lang, headings-len(l.index.headings), columns-len(l.index.columns))
		}
	}
}

// TestLinesDoNotAllocate holds that the methods that a report calls for every
// line allocate nothing.
func TestLinesDoNotAllocate(t *testing.T) {
	at := time.Date(2024, time.September, 5, 9, 17, 0, 0, time.UTC)
	buf := make([]byte, 0, 256)
	for _, l := range languages {
		line := l.AppendStamp([]byte(l.Word(Posted)+" "), at)
		if n := testing.AllocsPerRun(100, func() {
			buf = l.AppendStamp(buf[:0], at)
			buf = l.AppendReadable(buf, "partial_outage")
			buf = l.AppendSeparator(buf, 2, 3)
			l.Line(line)
			l.Line([]byte("Posted in the lobby on May"))
		}); n != 0 {
			t.Errorf("%s: %v allocations", l.Lang, n)
		}
	}
}
