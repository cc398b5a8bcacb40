package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/fixture"
)

// pieces are the parts of random bodies: some have a meaning in Markdown, some
// are changed by the guard, and some are neither.
var pieces = strings.Split("a|b2|word|Resolved|sn_ke|über|日本|•|’|.|,|;|)|(|!|?|'|\"|%|$|@|^|/|{|}|#|##|# |>|> |-|--|---|- |-  |+|+ |* |*|**|_|__|=|==|:|::|:-|-:|"+
	"1|1.|1. |2. |3. |1) |0. |07. |1234567890. |12.5 |~|~~|~~~|`|``|```|[|]|[a]|[a](b)|](|![|<|>|<a>|</p>|<!-- x -->|<http://x.y>|&|&amp;|&#65;|&#x202e;|&copy|&|"+
	"\\|\\\\|\\*|\\-|\\_|\\<|\\&|\\a| |  |   |    |\t|\n|\n|\n|\n\n|\n\n|\n- |\n- a|\n1. b|\n2. |\r|\r\n|\x00|\x07|\x1b[1m|\x1b]0;t\x07|\v|\f|"+
	"\u0085|\u009b1m|\u00a0|\u200b|\u200c|\u200d|\u200f|\u2028|\u202e|\u2066|\u2069|\ufeff|\xff|\xe2\x80|http://a.b|www.a.b|me@a.b|[^1]|[^1]: x|\n: d|[x]|$x$", "|")

// calm are pieces that are frequent in bodies that take the direct path.
var calm = strings.Split("a|word|Resolved|sn_ke|über|’|, |. | |(x)|12.5|-|\\-|\\*|\\_|\"|\n|\n|\n\n|\n\n- |\n- |\n\n1. |\n2. |\n3. ", "|")

func init() { pieces = append(pieces, "|", "||", "\n|-|", "| a | b |\n|---|:-:|\n| c |", "\\|") }

func randomBody(r *rand.Rand) string {
	from := pieces
	if r.IntN(3) > 0 {
		from = calm
	}
	var b strings.Builder
	for range 1 + r.IntN(12) {
		if r.IntN(8) == 0 {
			b.WriteString(pieces[r.IntN(len(pieces))])
		} else {
			b.WriteString(from[r.IntN(len(from))])
		}
	}
	return b.String()
}

// checkDirect compares the direct path with goldmark's if both accept md.
func checkDirect(t *testing.T, md string) (direct bool) {
	t.Helper()
	if checkSource(source(md)) != nil {
		return false // the direct path has no limits
	}
	forges := func(line []byte) bool { return string(line) == "Resolved" || string(line) == "a" }
	for _, txt := range []Text{{}, {Forges: forges}, {Forges: forges, Indent: "    "}} {
		got, ok := txt.appendDirect(nil, md)
		if !ok {
			return false
		}
		if want := txt.appendTree(nil, source(md)); string(got) != string(want) {
			t.Fatalf("text of %q (indent %q)\ndirect: %q\ntree:   %q", md, txt.Indent, got, want)
		}
	}
	got, ok := HTML{}.appendDirect(nil, md)
	if !ok {
		t.Fatalf("%q: direct as text, not as HTML", md)
	}
	if want := (HTML{}).appendTree(nil, source(md)); string(got) != string(want) {
		t.Fatalf("HTML of %q\ndirect: %q\ntree:   %q", md, got, want)
	}
	return true
}

func TestDirectEqualsTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	n, direct := fixture.Rounds(60_000), 0
	for range n {
		if checkDirect(t, randomBody(r)) {
			direct++
		}
	}
	t.Logf("%d of %d bodies went direct", direct, n)
	if direct < n/10 {
		t.Errorf("only %d of %d bodies went direct: the test says little", direct, n)
	}
}

// testdata/fuzz/FuzzDirect has one seed for each rule of the direct path.
func FuzzDirect(f *testing.F) {
	f.Fuzz(func(t *testing.T, md string) { checkDirect(t, md) })
}

func TestDirectAccepts(t *testing.T) {
	for _, md := range []string{
		"", "\n\n", "One line.", "Two\nlines.\n", "A.\n\nB.", "Costs: 5 % (or -3), \"R & D\" > 2 \\& 1", "snake_case_names",
		"- a\n- b", "Lead-in:\n\n- a\n- b\n\nend", "1. a\n2. b", "1. a\n1. b", "-5 degrees", "12.5 GB\n3.14", "- -5 degrees",
		"- a\n\n1. b\n2. c", "a\\_b \\- \\\\x", "ends in spaces   \nnext", "DALL•E", "日本 – “quoted”", "1234.5\n2024-01-02 x",
	} {
		if _, ok := (Text{}).appendDirect(nil, md); !ok {
			t.Errorf("%q: not direct", md)
		}
	}
}

// TestDirectGivesUp has one body for each rule of the direct path. Most of them
// would come out wrong without that rule.
func TestDirectGivesUp(t *testing.T) {
	for _, md := range []string{
		"*a*", "`a`", "[a]: b", "a<b>", "_a_", "a_ b", "&amp;", "&#65;", "a\\\nb", "a\\", "a\\ \n", "a\tb", " a", "\ta",
		"# a", "> a", "+ a", "a\n=", ": a", "| a |", "-", "--", "---", "-  a", "- ", "-\n", "* a", "1)", "1) a", "1.", "1. ", "1.  a",
		"1234567890. a", "~~~", "a\n- b", "- a\nb", "- a\n1. b", "- a\n\n- b", "1. a\n\n2. b", "- - a", "- 1. a", "- # a", "- > a", "- ~~~", "-  a",
		"a\rb", "a\x00b", "a\x1bb", "a\u0085b", "a\u2028b", "a\u202eb", "a\u2066b", "a\xffb",
	} {
		if _, ok := (Text{}).appendDirect(nil, md); ok {
			t.Errorf("%q: direct", md)
		}
	}
}
