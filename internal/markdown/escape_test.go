package markdown

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/incidentkit/incident/internal/fixture"
)

// readers are the readers that escaped text has to survive.
var readers = map[string]parser.Parser{
	"CommonMark": goldmark.New().Parser(),
	"ours":       engine(),
	"extended": goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAttribute(), parser.WithAutoHeadingID()),
	).Parser(),
}

// plainText returns the text of n. It fails if n contains anything but text.
func plainText(t *testing.T, n ast.Node, src []byte) (string, bool) {
	t.Helper()
	var b []byte
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b = appendResolved(b, c.Segment.Value(src))
			if c.HardLineBreak() {
				return "a hard break", false
			}
			if c.SoftLineBreak() {
				b = append(b, '\n')
			}
		case *ast.String:
			b = append(b, c.Value...)
		default:
			return "element " + c.Kind().String(), false
		}
	}
	return string(b), true
}

// only returns the descendant of n along path if every node on the way is an
// only child.
func only(n ast.Node, path ...ast.NodeKind) (ast.Node, bool) {
	for _, kind := range path {
		n = n.FirstChild()
		if n == nil || n.Kind() != kind || n.NextSibling() != nil {
			return nil, false
		}
	}
	return n, true
}

// reread returns the text that the reader finds at pos in md.
func reread(t *testing.T, p parser.Parser, md string, pos Position) (string, bool) {
	t.Helper()
	src := []byte(md)
	doc := p.Parse(text.NewReader(src))
	var n ast.Node
	var ok bool
	switch pos {
	case Paragraph:
		n, ok = only(doc, ast.KindParagraph)
	case Heading:
		n, ok = only(doc, ast.KindHeading)
	case ListItem:
		n, ok = only(doc, ast.KindList, ast.KindListItem, ast.KindTextBlock)
	case Cell:
		if n, ok = only(doc, east.KindTable); ok {
			n = n.LastChild()
			ok = n.ChildCount() == 2 && n.PreviousSibling() == n.Parent().FirstChild()
			n = n.FirstChild()
		}
	case LinkText, LinkTarget:
		if n, ok = only(doc, ast.KindParagraph, ast.KindLink); ok && pos == LinkTarget {
			dest := n.(*ast.Link).Destination
			// Both ways to resolve the destination must agree.
			url := string(appendResolved(nil, dest))
			stock := string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(dest))))
			if url != stock {
				return "both " + url + " and " + stock, false
			}
			return url, true
		}
	}
	if !ok {
		return "another tree", false
	}
	return plainText(t, n, src)
}

// checkEscaped writes s at each position and reads it back.
func checkEscaped(t *testing.T, s string, positions ...Position) {
	t.Helper()
	line := string(AppendLine(nil, s))
	for _, pos := range positions {
		esc := string(AppendEscaped(nil, s, pos))
		md, want := esc, line
		switch pos {
		case Paragraph:
			var lines []string
			for l := range strings.SplitSeq(string(appendClean(nil, s, guardCode)), "\n") {
				if strings.Trim(l, " \t") != "" {
					lines = append(lines, l)
				}
			}
			want = strings.Join(lines, "\n")
		case Heading:
			md = "## " + esc
		case ListItem:
			md = "- " + esc
		case Cell:
			md = "| A | B |\n| --- | --- |\n| " + esc + " | " + esc + " |"
		case LinkText:
			md = "[" + esc + "](http://example.com)"
		case LinkTarget:
			md = "[a](" + esc + ")"
			want = string(percentEncoded(s))
		}
		if want == "" && pos != LinkTarget {
			if esc != "" {
				t.Fatalf("%q at %d: %q, want nothing", s, pos, esc)
			}
			continue
		}
		for name, p := range readers {
			if pos == Cell && name == "CommonMark" {
				continue
			}
			if got, ok := reread(t, p, md, pos); !ok || got != want {
				t.Fatalf("%q at %d, read by %s\nMarkdown: %q\ngot:      %q\nwant:     %q", s, pos, name, md, got, want)
			}
		}
	}
}

// percentEncoded is a slow version of how AppendEscaped encodes addresses.
func percentEncoded(s string) []byte {
	var b []byte
	for i, r := range s {
		n := len(string(r))
		if r == '\ufffd' && !strings.HasPrefix(s[i:], "\ufffd") {
			n = 1
		}
		if r <= ' ' || strings.ContainsRune("<>\"`", r) || n == 1 && r == '\ufffd' || r == 0x7f || r > 0x7f && (unsafeInBody(r) || invisible(r) || unicode.IsSpace(r)) {
			for _, c := range []byte(s[i : i+n]) {
				b = append(b, '%', upperHex[c>>4], upperHex[c&15])
			}
			continue
		}
		b = append(b, s[i:i+n]...)
	}
	return b
}

var positions = []Position{Paragraph, Heading, ListItem, Cell, LinkText, LinkTarget}

func TestEscapedComesBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range fixture.Rounds(4_000) {
		checkEscaped(t, randomBody(r), positions...)
	}
}

func FuzzEscaped(f *testing.F) {
	for _, s := range []string{"plain", "a*b_c`d", "# a #", "1. a\n- b", "a|b\n-|-", "&amp;&#65;\\&", "http://a.b/?c&d=e me@a.b", "- \n+", " a \tb ", "{#id}", "a\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) < 2000 {
			checkEscaped(t, s, positions...)
		}
	})
}

func TestAppendEscaped(t *testing.T) {
	for _, tt := range []struct {
		pos      Position
		in, want string
	}{
		{Paragraph, "Checkout is slow", "Checkout is slow"},
		{Paragraph, "- 5 * 3\n\n# 1", "\\- 5 \\* 3\n\\# 1"},
		{Paragraph, " snake_case, _x_ ", "&#32;snake_case, \\_x\\_&#32;"},
		{Paragraph, "2. Next\n2.5 GB\n-5 °C", "2\\. Next\n2.5 GB\n-5 °C"},
		{Paragraph, "R&D, Q & A", "R\\&D, Q & A"},
		{Heading, "C# \x1b[1mbuild\x1b[0m #", "C# build \\#"},
		{Heading, "API {v2}", "API \\{v2}"},
		{ListItem, "1. a\n2. b", "1\\. a 2. b"},
		{Cell, "a | b", "a \\| b"},
		{LinkText, "[x]", "\\[x\\]"},
		{LinkText, "see https://a.example", "see https\\://a.example"},
		{LinkTarget, "https://a.example/b?c=d&e=f#g", "https://a.example/b?c=d&amp;e=f#g"},
		{LinkTarget, "https://a.example/b c)", "https://a.example/b%20c\\)"},
		{LinkTarget, "", "<>"},
	} {
		if got := string(AppendEscaped(nil, tt.in, tt.pos)); got != tt.want {
			t.Errorf("%q at %d: got %q, want %q", tt.in, tt.pos, got, tt.want)
		}
	}
}
