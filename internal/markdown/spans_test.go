package markdown

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/fixture"
)

// notation formats lines for a test: delimiters of styles around spans, "·" for
// an indent.
func notation(lines []SpanLine) string {
	var b strings.Builder
	for _, l := range lines {
		if l.Gap {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Repeat("·", l.Indent))
		if l.Quoted {
			b.WriteString("> ")
		}
		b.WriteString([...]string{"", "# ", "| ", "---"}[l.Kind])
		if l.Mark != "" {
			b.WriteString(l.Mark + " ")
		}
		for _, s := range l.Spans {
			mark := ""
			for _, m := range []struct {
				set  bool
				mark string
			}{{s.Bold, "B"}, {s.Italic, "I"}, {s.Struck, "S"}, {s.Code, "C"}} {
				if m.set {
					mark += m.mark
				}
			}
			if s.URL != "" {
				mark += "@" + s.URL
			}
			if mark != "" {
				fmt.Fprintf(&b, "[%s %s]", mark, s.Text)
			} else {
				b.WriteString(s.Text)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestSpans(t *testing.T) {
	for md, want := range map[string]string{
		"":                            "",
		"a\nb\n\nc":                   "a\nb\n\nc\n",
		"**a** *b* ~~c~~ `d` ***e***": "[B a] [I b] [S c] [C d] [BI e]\n",
		"[a *b*](https://e.example) <https://f.example>":  "[@https://e.example a ][I@https://e.example b] [@https://f.example https://f.example]\n",
		"[a](javascript:b) ![c](https://d.example/e.png)": "a (javascript:b) [@https://d.example/e.png c]\n",
		"# A\n\n- b\n  - c\n- d\n\n1. e\n2. f":            "# A\n\n• b\n·• c\n• d\n\n1. e\n2. f\n",
		"> a\n> b\n\nc":                                   "> a\n> b\n\nc\n",
		"```\na <b>\n  c\n```":                            "| [C a <b>]\n| [C   c]\n",
		"a <b> &amp; \\*c\\*":                             "a <b> & *c*\n",
		"| a | b |\n|---|---|\n| **c** | d |":             "a | b\n[B c] | d\n",
		"a\x1b[31m\u202eb <!-- c -->":                     "ab \n",
		"a\n\n---\n\nb":                                   "a\n\n---\n\nb\n",
		"- a\n\n  b\n- c":                                 "• a\n\nb\n\n• c\n",
	} {
		if diff := cmp.Diff(want, notation(Spans(md))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", md, diff)
		}
	}
}

// TestSpansHaveTheWords checks that, for any Markdown, the lines have the words
// of the text and no control characters.
func TestSpansHaveTheWords(t *testing.T) {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \t\n>•~|()-\u00a0.0123456789\u2066\u2067\u2068\u2069", r) {
				return -1
			}
			return r
		}, s)
	}
	r := rand.New(rand.NewPCG(15, 16))
	for range fixture.Rounds(2_000) {
		md := randomBody(r)
		text := ""
		for _, l := range Spans(md) {
			for _, s := range l.Spans {
				if strings.ContainsAny(s.Text, "\n\r\x00\x1b\u202e") || s.URL != "" && !IsSafeURL(s.URL) {
					t.Fatalf("%q: span %q, %q", md, s.Text, s.URL)
				}
				text += s.Text
			}
			text += "\n"
		}
		if strings.Contains(md, "](") || strings.Contains(md, "]:") || strings.Contains(md, "://") {
			continue // addresses do not count as words here
		}
		if want := letters(string(Text{}.Append(nil, md))); letters(text) != want {
			t.Fatalf("%q: %q, want %q", md, letters(text), want)
		}
	}
}
