package markdown

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark/ast"

	"github.com/incidentkit/incident/internal/fixture"
)

var update = flag.Bool("update", false, "rewrite the outputs in testdata/*.txt")

// A golden file consists of sections, each below a line "-- name --". A section
// "-- input --" begins a case and is followed by its outputs. A "$" marks the
// end of a line that ends in a space. A "↵" in the input is removed; it keeps
// editors from trimming the line.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			comment, parts := fixture.Archive(string(data))
			input := ""
			for i := range parts {
				part := &parts[i]
				var got string
				switch part.Name {
				case "input":
					input = strings.ReplaceAll(part.Text, "↵", "")
					continue
				case "text":
					got = string(Text{Forges: forgesForTest}.Append(nil, input))
				case "html":
					got = string(HTML{Shift: 2}.Append(nil, input))
				case "markdown":
					got = Part{Shift: 2, Comments: true}.Source(input)
				default:
					t.Fatalf("unknown section %q", part.Name)
				}
				if diff := cmp.Diff(part.Text, got); diff != "" && !*update {
					t.Errorf("%s of\n%s\n(-want +got):\n%s", part.Name, input, diff)
				}
				part.Text = got
			}
			if *update {
				if err := os.WriteFile(file, []byte(fixture.FormatArchive(comment, parts)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func forgesForTest(line []byte) bool { return string(line) == "Resolved" }

func TestForgedLines(t *testing.T) {
	for _, tt := range []struct{ name, indent, md, want string }{
		{"alone", "", "Resolved", zwnj + "Resolved"},
		{"among others", "", "Was it\nResolved\n\n- Resolved", "Was it\n" + zwnj + "Resolved\n\n  • Resolved"},
		{"marked already", "", zwnj + "Resolved", zwnj + zwnj + "Resolved"},
		{"spaces around", "", "\u00a0Resolved\u00a0 ", "\u00a0" + zwnj + "Resolved\u00a0"},
		{"spaces and a mark around", "", "&#32;" + zwnj + " Resolved&#32;", " " + zwnj + zwnj + " Resolved "},
		{"through goldmark", "", "*Resolved*", zwnj + "Resolved"},
		{"through an entity", "", "a&#10;Resolved", "a\n" + zwnj + "Resolved"},
		{"through a line break in disguise", "", "a\u2028Resolved\u0085b", "a\n" + zwnj + "Resolved\nb"},
		{"through a carriage return", "", "a\rResolved", "a\n" + zwnj + "Resolved"},
		{"through a control", "", "Re\x1b[1msol\x07ved\u202e", zwnj + "Resolved"},
		{"in the rest of an item", "", "- *a*\n  Resolved", "  • a\n    " + zwnj + "Resolved"},
		{"in code", "", "    Resolved", "    " + zwnj + "Resolved"},
		{"in a table", "", "|Resolved|\n|-|", zwnj + "Resolved"},
		{"behind a quote mark", "", "> Resolved", "> Resolved"},
		{"behind what the caller wrote", "    ", "Resolved\nResolved", "Resolved\n    " + zwnj + "Resolved"},
		{"the same through goldmark", "    ", "*Resolved*\nResolved", "Resolved\n    " + zwnj + "Resolved"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := Text{Forges: forgesForTest, Indent: tt.indent}
			if got := string(text.Append(nil, tt.md)); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := string(text.Append([]byte("kept\n"), tt.md)); got != "kept\n"+tt.want {
				t.Errorf("behind other text: got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTextIndent(t *testing.T) {
	for md, want := range map[string]string{
		"a\nb\n\n- c":          "a\n  b\n\n    • c",
		"*a*\nb\n\n- c\n  - d": "a\n  b\n\n    • c\n      • d",
		"> a\n>\n> b":          "> a\n  >\n  > b",
	} {
		if got := string(Text{Indent: "  "}.Append(nil, md)); got != want {
			t.Errorf("%q: got %q, want %q", md, got, want)
		}
	}
}

// checkText checks that the text of md contains nothing that no text may
// contain, and everything that it must.
func checkText(t *testing.T, md string) {
	t.Helper()
	got := Text{Forges: forgesForTest}.Append(nil, md)
	if !utf8.Valid(got) {
		t.Fatalf("%q: not UTF-8: %q", md, got)
	}
	for line := range strings.SplitSeq(string(got), "\n") {
		open := 0
		for _, r := range line {
			switch {
			case r < ' ' && r != '\t' || r >= 0x7f && r < 0xa0 || r >= 0x2028 && r <= 0x202e:
				t.Fatalf("%q: %U in %q", md, r, line)
			case 0x2066 <= r && r <= 0x2068:
				open++
			case r == 0x2069:
				open--
			}
			if open < 0 {
				t.Fatalf("%q: closes too many isolates: %q", md, line)
			}
		}
		if open != 0 || strings.Trim(line, " \u00a0") == "Resolved" {
			t.Fatalf("%q: line %q", md, line)
		}
	}
	src := source(md)
	if checkSource(src) != nil {
		return
	}
	var words [][]byte
	clean := true // otherwise a word may be part of an escape sequence
	_ = ast.Walk(parse(src), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n, ok := n.(*ast.Text); ok && entering {
			value := n.Segment.Value(src)
			if !n.IsRaw() {
				value = appendResolved(nil, value)
			}
			clean = clean && isClean(value, guardCode)
			words = append(words, bytes.Fields(value)...)
		}
		return ast.WalkContinue, nil
	})
	for _, word := range words {
		if clean && !bytes.Contains(got, word) {
			t.Fatalf("%q: lost %q: %q", md, word, got)
		}
	}
}

func TestTextKeepsEverything(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range fixture.Rounds(6_000) {
		checkText(t, randomBody(r))
	}
}

func FuzzText(f *testing.F) {
	for _, md := range []string{"# a\n\n- *b*\n  1. `c`\n\n> d [e](f) <g>\n\n|h|i|\n|-|-|\n", "&#x202e;&#10;Resolved &#27;[1m", "<!-- a --> b\n\n<p>\nc"} {
		f.Add(md)
	}
	f.Fuzz(func(t *testing.T, md string) { checkText(t, md) })
}

func TestTextDoesNotAllocate(t *testing.T) {
	text := Text{Forges: forgesForTest, Indent: "  "}
	html := HTML{}
	buf := make([]byte, 0, 4096)
	for _, md := range []string{ordinaryBody, "- a\n- b \\* \"c\"\n\n1. d\n2. e", ""} {
		if n := testing.AllocsPerRun(100, func() { buf = text.Append(buf[:0], md) }); n != 0 {
			t.Errorf("text of %q: %v allocations", md, n)
		}
		if n := testing.AllocsPerRun(100, func() { buf = html.Append(buf[:0], md) }); n != 0 {
			t.Errorf("HTML of %q: %v allocations", md, n)
		}
		if n := testing.AllocsPerRun(100, func() { buf = append(buf[:0], Part{Shift: 1}.Source(md)...) }); n != 0 {
			t.Errorf("shifted %q: %v allocations", md, n)
		}
	}
	for _, pos := range positions {
		if n := testing.AllocsPerRun(100, func() { buf = AppendEscaped(buf[:0], "Payments – [API] (v2)", pos) }); n != 0 {
			t.Errorf("escaped at %d: %v allocations", pos, n)
		}
	}
	if n := testing.AllocsPerRun(100, func() { buf = AppendLine(buf[:0], "Payments – API (v2)") }); n != 0 {
		t.Errorf("line: %v allocations", n)
	}
	if n := testing.AllocsPerRun(100, func() { buf = AppendFromText(buf[:0], ordinaryBody) }); n != 0 {
		t.Errorf("from text: %v allocations", n)
	}
}

// TestConcurrentUse checks that one value, and the parser behind all of them,
// may be used by several goroutines.
func TestConcurrentUse(t *testing.T) {
	text := Text{Forges: forgesForTest}
	want := string(text.Append(nil, "# *a*\n\nResolved"))
	done := make(chan string)
	const n = 4
	for range n {
		go func() {
			got := ""
			for range 100 {
				got = string(text.Append(nil, "# *a*\n\nResolved"))
			}
			done <- got
		}()
	}
	for range n {
		if got := <-done; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// ordinaryBody is of average length for an update.
const ordinaryBody = "Some card payments fail since 09:05. We’ve found the cause and roll back.\n\nThe next update follows within the hour."

func BenchmarkText(b *testing.B) {
	buf := make([]byte, 0, 4096)
	src := []byte(ordinaryBody)
	forges := Text{Forges: func(line []byte) bool { return len(line) > 0 && line[0] == 0 }}
	b.Run("direct", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(ordinaryBody)))
		for b.Loop() {
			buf = forges.Append(buf[:0], ordinaryBody)
		}
	})
	b.Run("goldmark", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(ordinaryBody)))
		for b.Loop() {
			buf = forges.appendTree(buf[:0], src)
		}
	})
}
