package markdown

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// hostile returns inputs of n bytes for which some reader of Markdown takes
// more than linear time, by name.
func hostile(n int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, n/len(s)) }
	steps := func(mark string) string {
		var b strings.Builder
		for i := 0; b.Len() < n-2*i-8; i++ {
			b.WriteString(strings.Repeat(" ", i*len(mark)) + mark + "a\n")
		}
		return b.String()
	}
	columns := func(k int) string {
		return "|" + strings.Repeat("a|", k) + "\n|" + strings.Repeat("-|", k) + "\n"
	}
	table := func(k int, row string) string {
		head := columns(k)
		return head + strings.Repeat(row, max(0, n-len(head))/len(row))
	}
	return map[string]string{
		"nested lists on a line":   fill("- "),
		"nested lists, 30 a line":  fill(strings.Repeat("- ", 30) + "a\n"),
		"nested lists by steps":    steps("- "),
		"nested numbers by steps":  steps("1. "),
		"nested quotes on a line":  fill(">"),
		"nested quotes, 32 a line": fill(strings.Repeat(">", 32) + "\n"),
		"quotes, lazy":             strings.Repeat(">", 32) + fill("a\n"),
		"quotes and lists":         fill(strings.Repeat("> - ", 16) + "a\n"),
		"flat list":                fill("- a\n"),
		"flat list, loose":         fill("- a\n\n"),
		"flat list, empty items":   fill("-\n"),
		"numbers":                  fill("1. a\n"),
		"wide table, short rows":   table(64, "a\n"),
		"large table":              table(64, "a\n")[:min(n, 64*4+620)],
		"wide table, full rows":    table(64, strings.Repeat("|", 65)+"\n"),
		"narrow table":             table(2, "a\n"),
		"many tables":              fill("a|b\n-|-\nc|d\n\n"),
		"table heads":              fill("a|b\n-|-\n"),
		"pipes in code":            "|a|b|\n|-|-|\n" + fill("|`\\|`|b|\n"),
		"many pipes in code":       "|a|b|\n|-|-|\n|`" + fill("\\|") + "`|b|\n",
		"emphasis, open":           fill("*a "),
		"emphasis, mixed":          fill("*a_ "),
		"emphasis, mixed closers":  fill("*a_b*"),
		"emphasis, runs":           fill("**a*"),
		"emphasis, strong":         fill("**x"),
		"emphasis, nested":         strings.Repeat("*a ", n/6) + strings.Repeat("a* ", n/6),
		"underscores":              fill("_a"),
		"stars only":               fill("*"),
		"stars alone":              fill("* "),
		"links, open":              fill("[a]("),
		"links, nested":            strings.Repeat("[", n/2) + strings.Repeat("]", n/2),
		"links, nested with text":  strings.Repeat("[a", n/6) + strings.Repeat("](b)", n/6),
		"links, good":              fill("[a](b) "),
		"links, titles":            fill("[a](b \""),
		"links, parentheses":       "[a](" + fill("("),
		"links, angle":             fill("[a](<b"),
		"images":                   fill("![a]("),
		"images, nested":           fill("!["),
		"brackets":                 fill("["),
		"brackets, shortcuts":      fill("[a] "),
		"brackets, pairs":          fill("[a][b]"),
		"references":               fill("[a]: b\n"),
		"references, open":         fill("[a]: b 'c\n"),
		"references, uses":         "[a]: b\n\n" + fill("[a] "),
		"references, many lines":   fill("[a\n"),
		"references, deep":         "[" + fill("a\n"),
		"references, backslashes":  "[" + fill("\\"),
		"backticks":                fill("`"),
		"backticks, runs":          runs(n, "`"),
		"backticks, lone":          fill("`a "),
		"backticks, lines":         fill("`a\n``b\n"),
		"fences":                   fill("```\n"),
		"tildes":                   fill("~~~a\n"),
		"comments, open":           fill("<!--"),
		"comments, lines":          fill("a <!-- \n"),
		"comments, good":           fill("a<!---->"),
		"comments, blocks":         fill("<!-- -->\n\n"),
		"instructions, open":       fill("a <?"),
		"declarations, open":       fill("a <!A "),
		"CDATA, open":              fill("a <![CDATA["),
		"tags, open":               fill("<a "),
		"tags, attributes":         "<a" + fill(" b"),
		"tags, quotes":             fill("<a b='"),
		"tags, lines":              fill("<a\nb\n"),
		"tags, good":               fill("<a>"),
		"HTML blocks":              fill("<p>\n\n"),
		"autolinks, open":          fill("<http:"),
		"autolinks":                fill("<a:b>"),
		"e-mail, open":             fill("<a@"),
		"entities":                 fill("&amp;"),
		"entities, open":           fill("&"),
		"entities, numbers":        fill("&#1"),
		"headings":                 fill("# a\n"),
		"headings, empty":          fill("#\n"),
		"headings, closing":        "# " + fill("#"),
		"underlined":               fill("a\n=\n"),
		"underlined long":          fill("a\n") + "==",
		"rules":                    fill("---\n"),
		"backslashes":              fill("\\"),
		"hard breaks":              fill("a\\\n"),
		"spaces":                   "a" + fill(" ") + "b",
		"tabs":                     fill("\t"),
		"tabs in a list":           "- a\n" + fill("\t\n"),
		"blank lines in a list":    "- a\n" + fill("\n") + "  b",
		"spaced lines":             fill("    \n"),
		"code":                     fill("    a\n"),
		"code in lists":            fill("-     a\n"),
		"one long line":            fill("a"),
		"lines":                    fill("a\n"),
		"plain words in brackets":  fill("(a) [b] "),
	}
}

// runs returns runs of s of increasing length.
func runs(n int, s string) string {
	var b strings.Builder
	for i := 1; b.Len()+i < n; i++ {
		b.WriteString(strings.Repeat(s, i) + "a")
	}
	return b.String()
}

// BenchmarkHostile shows that nobody can delay a page by posting an update: no
// body within the limits takes long. It is a benchmark because machines differ.
func BenchmarkHostile(b *testing.B) {
	shapes := hostile(maxBytes - 200)
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Text{}.Append(nil, shapes[name])
				HTML{}.Append(nil, shapes[name])
				Part{Shift: 1}.Source(shapes[name])
			}
		})
	}
}

// BenchmarkLong shows that the code before and beside goldmark, which has no
// limits, is linear: ns/KB must not grow with the size.
func BenchmarkLong(b *testing.B) {
	for _, unit := range []string{
		"a", "a ", " ", "\n", "\t", "\\", "\\*", "_", "a_", "&", "1", "1. a\n", "1. a\n2. b\n", "• a\n", "• a\n\n", "- ", "- a\n", ">", "#",
		"\x1b", "\x1b[", "\x1b]", "\x1b]a\n", "\u009d", "\x1b[1", "\r", "\x00", "\xff", "\u202e", "\u2066", "\u2069", "\u2066\n", "\u200b", "\u200c", "\u200c\n", "\u00a0", "Resolved\n",
		"<!--", "<", "[", "`", "é", "@", "www.", "://",
	} {
		for _, n := range []int{1 << 16, 1 << 17} {
			s := strings.Repeat(unit, n/len(unit))
			b.Run(fmt.Sprintf("%q/%dKB", unit, n>>10), func(b *testing.B) {
				for b.Loop() {
					AppendLine(nil, s)
					AppendFromText(nil, s)
					for _, pos := range positions {
						AppendEscaped(nil, s, pos)
					}
					Text{Forges: forgesForTest}.Append(nil, s)
					HTML{}.Append(nil, s)
					Part{Shift: 1}.Source(s)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n>>10), "ns/KB")
			})
		}
	}
}

func TestCheck(t *testing.T) {
	quotes := strings.Repeat(">", maxNesting)
	for _, tt := range []struct {
		name, md string
		want     *LimitError
	}{
		{"plain of any length", strings.Repeat("Still looking.\n", 10_000), nil},
		{"Markdown as long as allowed", "*a*" + strings.Repeat("b", maxBytes-3), nil},
		{"too long", "*a*\n" + strings.Repeat("b", maxBytes-3), &LimitError{"bytes", 2, maxBytes}},
		{"deep", "a\n\n" + quotes + "a", nil},
		{"too deep", "a\n\n" + quotes + ">a", &LimitError{"nesting", 3, maxNesting}},
		{"too deep in lists", strings.Repeat("- 1. ", 17) + "a", &LimitError{"nesting", 1, maxNesting}},
		{"a long rule", "*a*\n\n" + strings.Repeat("-", 100) + "\n" + strings.Repeat("- ", 20), nil},
		{"wide", "|" + strings.Repeat("a|", 64) + "\n|" + strings.Repeat("-|", 64), nil},
		{"too wide", "|" + strings.Repeat("a|", 65) + "\n> |" + strings.Repeat("-|", 65), &LimitError{"columns", 2, maxColumns}},
		{"a large table", "|a|b|\n|-|-|" + strings.Repeat("\nb", 9_000) + "\n\nc", nil},
		{"too large a table", "|a|\n|" + strings.Repeat("-|", 50) + strings.Repeat("\nb", 4_000), &LimitError{"cells", 402, maxCells}},
		{"many marks", strings.Repeat("*a*", maxDelimiters/2), nil},
		{"too many marks", "*\n" + strings.Repeat("*a*", maxDelimiters/2), &LimitError{"delimiters", 2, maxDelimiters}},
		{"too deep behind a carriage return", "a\r" + quotes + ">", &LimitError{"nesting", 2, maxNesting}},
		{"escaped marks", "*a*" + strings.Repeat("\\*a", maxDelimiters+1), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := Check(tt.md)
			if tt.want == nil {
				if err != nil {
					t.Errorf("got %v, want none", err)
				}
				return
			}
			var got *LimitError
			if !errors.As(err, &got) || *got != *tt.want {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestBeyondTheLimits(t *testing.T) {
	md := "# Not a heading\n\n\n- not an item   \n<b>\x1b[1m" + strings.Repeat(">", 40) + "\n" + strings.Repeat("> ", 40) + "\n\nResolved\n"
	long := strings.Repeat(">", 40) + "\n" + strings.TrimRight(strings.Repeat("> ", 40), " ")
	text := Text{Forges: func(line []byte) bool { return string(line) == "Resolved" }}
	want := "# Not a heading\n\n- not an item\n<b>" + long + "\n\n\u200cResolved"
	if got := string(text.Append(nil, md)); got != want {
		t.Errorf("text: got %q, want %q", got, want)
	}
	want = "<p># Not a heading</p>\n<p>- not an item<br>\n&lt;b&gt;" + strings.NewReplacer(">", "&gt;", "\n", "<br>\n").Replace(long) + "</p>\n<p>Resolved</p>"
	if got := string(HTML{}.Append(nil, md)); got != want {
		t.Errorf("HTML: got %q, want %q", got, want)
	}
}
