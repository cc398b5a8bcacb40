package markdown

import (
	"errors"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"github.com/incidentkit/incident/internal/fixture"
)

func TestPart(t *testing.T) {
	for _, tt := range []struct {
		name, md string
		by       int
		want     string
	}{
		{"no headings", "Text\n\n- item\n", 2, "Text\n\n- item\n"},
		{"headings", "# A\n\ntext *em*\n\n### B ###\n#\n", 2, "### A\n\ntext *em*\n\n##### B ###\n#\n"},
		{"the lowest level", "##### A\n###### B", 3, "###### A\n###### B"},
		{"underlined", "A\n===\n\nB\nand b\n---\ntext", 1, "## A\n\n### B and b\ntext"},
		{"underlined, in containers", "> A\n> b\\\n> C #\n> ---\n\n- D\n  =\n", 1, "> ### A b C # #\n\n- ## D\n"},
		{"not headings", "```\n# a\n```\n\n    # b\n\n\\# c\n#d\n", 1, "```\n# a\n```\n\n    # b\n\n\\# c\n#d\n"},
		{"stay", "# A\n\nB\n=", 0, "# A\n\nB\n="},
		{"HTML in a line", "a <b title=\"*x*\">bold</b> `<i>` c", 1, "a \\<b title=\"\\*x\\*\">bold\\</b> `<i>` c"},
		{"comments", "a <!-- b --> c\n\n<!-- d -->\n", 1, "a <!-- b --> c\n\n<!-- d -->\n"},
		{"a block of HTML", "text\n<div>\n  *x* <!-- y -->\n</div>\n\nmore", 1, "text\n\n\\<div>\n\\*x\\*\n\\</div>\n\nmore"},
		{"a block that ends by itself", "> <pre>\n> a\n>\n> - b</pre>\n> ---", 1, "> \\<pre>\n> a\n>\n> \\- b\\</pre>\n>\n> ---"},
		{"a block in an item", "- <div>\n  x\n- y", 1, "- \\<div>\n  x\n\n- y"},
		{"controls", "*a*\x1b[31m\x07\u202eb\r\n# c", 1, "*a*b\n## c"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Part{Shift: tt.by, Comments: true}.Source(tt.md)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	deep := strings.Repeat(">", 40) + " <b>"
	if got, want := (Part{Shift: 1}.Source(deep)), "\\"+strings.Repeat(">", 40)+" \\<b>"; got != want {
		t.Errorf("beyond the limits: got %q, want %q", got, want)
	}
}

// endsInBackslash matches a backslash at the end of a line of an underlined
// heading. Against CommonMark, goldmark lets it act on the next line or make
// room for emphasis before it. It does neither once the two lines are joined.
var endsInBackslash = regexp.MustCompile(`\\[ \t]*\n$`)

// carried matches a backslash that breaks a line before an escaped backtick.
// Against CommonMark, goldmark does not take the second backslash for an
// escape and shows it. Part guards the first one, and the second acts again.
var carried = regexp.MustCompile("\\\\\n[ \t>]*\\\\`")

// outline returns the headings of md, as level and text, and its raw HTML
// except comments. It returns false for documents of which Part
// promises less.
func outline(md []byte, by int) (lines []string, ok bool) {
	w := textWriter{src: md}
	err := ast.Walk(parse(md), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if p := n.PreviousSibling(); p != nil && p.Kind() == east.KindTable && md[n.Pos()] != '#' {
				return ast.WalkStop, errors.New("see underlined")
			}
			if n.Lines().Len() == 0 {
				break
			}
			for i := range n.Lines().Len() - 1 {
				line := n.Lines().At(i)
				if endsInBackslash.Match(line.Value(md)) {
					return ast.WalkStop, errors.New("see endsInBackslash")
				}
			}
			text := strings.Join(strings.Fields(string(w.inline(nil, n))), " ")
			if text != "" { // nor one of comments
				lines = append(lines, strings.Repeat("#", min(n.Level+by, 6))+" "+text)
			}
		case *ast.RawHTML:
			if html := appendRawHTML(nil, n, md); len(html) > 0 && by == 0 {
				lines = append(lines, "HTML: "+string(html))
			}
		case *ast.HTMLBlock:
			if html := appendHTMLBlock(nil, n, md); len(strings.TrimSpace(string(html))) > 0 && by == 0 {
				lines = append(lines, "HTML: "+string(html))
			}
		}
		return ast.WalkContinue, nil
	})
	return lines, err == nil
}

func checkShifted(t *testing.T, md string) {
	t.Helper()
	clean := appendClean(nil, md, guardCode)
	if checkSource(clean) != nil {
		return
	}
	const by = 2
	want, ok := outline(clean, by)
	if !ok {
		return
	}
	shifted := []byte(Part{Shift: by}.Source(md))
	got, _ := outline(shifted, 0)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%q\nshifted: %q\noutline (-want +got):\n%s", md, shifted, diff)
	}
	once := Part{}.Source(md)
	if twice := (Part{}).Source(once); twice != once {
		t.Fatalf("%q\nonce:  %q\ntwice: %q", md, once, twice)
	}
	if carried.Match(clean) {
		return
	}
	if diff := cmp.Diff(words(string(Text{}.Append(nil, string(clean)))), words(string(Text{}.Append(nil, string(shifted))))); diff != "" {
		t.Fatalf("%q\nshifted: %q\nwords (-want +got):\n%s", md, shifted, diff)
	}
}

// words returns the words of a text written by Text.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n>•\u00a0", r) })
}

var shiftPieces = strings.Split("# |## |#|\n===\n|\n---\n|\n|\n|\n\n|a|b *c*|<b>|</b>|<div>|</div>|<!-- x -->|<!--|-->|<pre>|</pre>|> |- |1. |  |    |\\|`|&amp;|<a b='c'>|<?|?>|[x](y)|<|\t|> |\n- |\n> ", "|")

func TestShiftedKeepsTheRest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range fixture.Rounds(3_000) {
		var b strings.Builder
		for range 1 + r.IntN(9) {
			b.WriteString(shiftPieces[r.IntN(len(shiftPieces))])
		}
		checkShifted(t, b.String())
		checkShifted(t, randomBody(r))
	}
}

func FuzzShifted(f *testing.F) {
	for _, md := range []string{"# a\n\nb\n===\n\n> c\n> d\n> ---\n", "<div>\n*a*\n</div>\n---", "- <pre>\n\n  a</pre>\n2. b", "a <b c='*'> d\n\n<!-- e --> f"} {
		f.Add(md)
	}
	f.Fuzz(func(t *testing.T, md string) { checkShifted(t, md) })
}
