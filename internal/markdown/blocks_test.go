package markdown_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/internal/markdown"
)

var kinds = [...]string{"paragraph", "heading", "list", "table", "code", "html", "quote", "rule", "definition"}

// outline lists the blocks of a document by kind and source.
func outline(t *testing.T, src string) []string {
	t.Helper()
	blocks, err := markdown.Blocks(src)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, b := range blocks {
		s := kinds[b.Kind]
		switch b.Kind {
		case markdown.BlockHeading:
			s += fmt.Sprintf(" %d %q", b.Level, src[b.TextStart:b.TextEnd])
		case markdown.BlockList:
			for _, it := range b.Items {
				s += fmt.Sprintf(" [%q]", it.Markdown(src))
			}
		case markdown.BlockTable:
			for _, row := range b.Rows(src) {
				s += " "
				for _, c := range row {
					s += "<" + src[c[0]:c[1]] + ">"
				}
			}
		case markdown.BlockDefinition:
			s += " " + b.Label + " " + b.Target
		default:
			s += fmt.Sprintf(" %q", src[b.Start:b.End])
		}
		list = append(list, s)
	}
	return list
}

func TestBlocks(t *testing.T) {
	for _, test := range []struct {
		src  string
		want []string
	}{
		{"", nil},
		{"# A *b* #\n\ntext\nmore\n\n## \n", []string{`heading 1 "A *b*"`, `paragraph "text\nmore\n"`, `heading 2 ""`}},
		{"A\nB\n===\n\nC\n---\n", []string{`heading 1 "A\nB"`, `heading 2 "C"`}},
		{"```\n# a\n```\n<div>\n# b\n</div>\n\n    # c\n\n> # d\n\n---\n", []string{`code "` + "```" + `\n# a\n` + "```" + `\n"`, `html "<div>\n# b\n</div>\n"`, `code "    # c\n"`, `quote "> # d\n"`, `rule "---\n"`}},
		{"- a\n  b\n\n  c\n- \n* d\n", []string{`list ["a\nb\n\nc"] [""]`, `list ["d"]`}},
		{"2. a\n3. b\n   - c\n", []string{`list ["a"] ["b\n- c"]`}},
		{"- [ ] a\n\n      code\n", []string{`list ["[ ] a\n\n    code"]`}},
		{"text\n| a | b\n|--|--|\n| 1 \\| x | `2` | 3 |\n| 4\n\nend\n", []string{`paragraph "text\n"`, `table <a><b> <1 \| x><` + "`2`" + `><3> <4>`, `paragraph "end\n"`}},
		{"|a|\n|-|\n-\n", []string{`table <a>`, `list [""]`}},
		{"[A b]: <x y> 'z'\n[c]: d\n\nend", []string{"definition A b x y", "definition c d", `paragraph "end"`}},
		{"<!-- a -->\n<!-- b -->\n\ntext", []string{`html "<!-- a -->\n"`, `html "<!-- b -->\n"`, `paragraph "text"`}},
	} {
		if diff := cmp.Diff(test.want, outline(t, test.src)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.src, diff)
		}
	}
}

func TestBlocksLimits(t *testing.T) {
	for _, test := range []struct {
		src, limit string
		line       int
	}{
		{strings.Repeat("a", 5<<20), "bytes", 1},
		{"a\n\n" + strings.Repeat("> ", 40), "nesting", 3},
		{"a|b\n" + strings.Repeat("|-", 70), "columns", 2},
		{"# A\n\n| a | b |\n| - | - |\n" + strings.Repeat("| 1 | 2 |\n", 250_000), "cells", 200_004},
	} {
		_, err := markdown.Blocks(test.src)
		var limit *markdown.LimitError
		if !errors.As(err, &limit) || limit.Limit != test.limit || limit.Line != test.line {
			t.Errorf("%v, want %s in line %d", err, test.limit, test.line)
		}
	}
}

// TestCells puts random Markdown into table cells. It must remain one cell, be
// read back unchanged, and contain no HTML.
func TestCells(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	parts := []string{"a", "b c", "|", "\\|", "\\", "`", "<b>", "<i", ">", "*", "\n", "\n\n", "- ", "# ", "<!-- x -->", "&lt;", "[x](y)", " "}
	for range fixture.Rounds(4_000) {
		md := ""
		for range 1 + r.IntN(7) {
			md += parts[r.IntN(len(parts))]
		}
		cell := string(markdown.Part{}.AppendCell(nil, md))
		src := "| h | i |\n|---|---|\n| " + cell + " | end |\n"
		blocks, err := markdown.Blocks(src)
		if err != nil || len(blocks) != 1 || blocks[0].Kind != markdown.BlockTable {
			t.Fatalf("%q: %v in %q", md, err, src)
		}
		row := blocks[0].Rows(src)[1]
		if len(row) != 2 || src[row[1][0]:row[1][1]] != "end" {
			t.Fatalf("%q: %d cells in %q", md, len(row), src)
		}
		html := string(markdown.HTML{}.Append(nil, src))
		if !strings.Contains(html, "<td>end</td>") || strings.Contains(html, "<b>") {
			t.Fatalf("%q shows as %s", md, html)
		}
		back := markdown.CellText(src[row[0][0]:row[0][1]])
		if again := string(markdown.Part{}.AppendCell(nil, back)); again != cell {
			t.Fatalf("%q: %q is written again as %q", md, cell, again)
		}
	}
}

func TestUnshifted(t *testing.T) {
	for _, test := range []struct {
		md   string
		by   int
		want string
	}{
		{"### a\n\n> #### b\n\n- ##### c\n", 2, "# a\n\n> ## b\n\n- ### c\n"},
		{"# a", 3, "# a"},
		{"```\n### a\n```", 2, "```\n### a\n```"},
		{"a\n===", 1, "a\n==="},
		{"### a", 0, "### a"},
	} {
		if got := string(markdown.AppendUnshifted(nil, test.md, test.by)); got != test.want {
			t.Errorf("%q: %q, want %q", test.md, got, test.want)
		}
	}
}

func TestCarryDefinitions(t *testing.T) {
	bodies := []string{"see [a][B] and [c]", "nothing", "[b]: http://example.com/b\n[c]: <d>", "[x] has [b]\n\n[b]: own"}
	places := make([]*string, len(bodies))
	for i := range bodies {
		places[i] = &bodies[i]
	}
	markdown.CarryDefinitions(places)
	want := []string{"see [a][B] and [c]\n\n[b]: http://example.com/b\n[c]: <d>", "nothing", "[b]: http://example.com/b\n[c]: <d>", "[x] has [b]\n\n[b]: own"}
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	markdown.CarryDefinitions(places)
	if diff := cmp.Diff(want, bodies); diff != "" {
		t.Errorf("again (-want +got):\n%s", diff)
	}
}

func TestInlineTargets(t *testing.T) {
	targets := map[string]string{"b": "http://example.com/b"}
	for md, want := range map[string]string{
		"[a][B]": "[a](http://example.com/b)", "[b][]": "[b](http://example.com/b)", "[b] x": "[b](http://example.com/b) x",
		`\[b]`: `\[b]`, "[b](c)": "[b](c)", "[a][c]": "[a][c]", "[b]: x": "[b]: x", "[[b]]": "[[b](http://example.com/b)]", "[": "[", "[]": "[]",
	} {
		if got := markdown.InlineTargets(md, targets); got != want {
			t.Errorf("%q: %q, want %q", md, got, want)
		}
	}
}
