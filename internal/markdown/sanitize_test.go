package markdown

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/incidentkit/incident/internal/fixture"
)

// TestSanitize has a case for everything that becomes active in some engine.
func TestSanitize(t *testing.T) {
	for _, tt := range []struct{ name, md, want string }{
		{"less than", "5 < 6, 6 <7", `5 \< 6, 6 \<7`},
		{"a tag that is none for us", "<b\u00a0onclick=go()>", "\\<b\u00a0onclick=go()>"},
		{"a comment that browsers end before we do", "Fine. <!-- --!><u>x</u> -->", "Fine."},
		{"a comment that is over at once", "<!--><u>x</u>", `\<u>x\</u>`},
		{"a block of comments", "a\n\n<!-- b\n\n--!><u>x</u> -->\n\nc", "a\n\nc"},
		{"a comment between two lists", "- a\n\n<!-- b -->\n\n- c", "- a\n\n&#32;\n\n- c"},
		{"a comment inside a link", "[a]<!-- b -->(javascript:go())", "a (javascript:go())"},
		{"a comment behind a mark", "#<!-- a -->", `\#`},
		{"a comment that never ends", "a <!-- b", `a \<!-- b`},
		{"an address that acts", "[a](javascript:go() \"<u>\")", "a (javascript:go())"},
		{"the text of such a link", "[*a* `b`](data:x)", "*a* `b` (data:x)"},
		{"such a link without text", "[](vbscript:x)", "vbscript:x"},
		{"such an image", "![a](file:///x)", `a (file\:///x)`},
		{"such an address in brackets", "<javascript:go()>", `\<javascript:go()>`},
		{"such an address with entities", "[a](java&Tab;script&colon;go())", "a (java%09script:go())"},
		{"such an address for those who resolve twice", "[a](javascript\\&colon;go())", `a (javascript\&colon;go())`},
		{"such a definition", "[a][b] and [b]\n\n[b]: javascript:go() '<u>'", "a (javascript:go()) and b (javascript:go())\n\n"},
		{"the next definition", "[b]: x:y\n[b]: https://example.com\n\n[b]", "[b]: https://example.com\n\nb (x:y)"},
		{"a relative address", "[a](b.md#c) [d](//example.com/e)", "[a](b.md#c) [d](//example.com/e)"},
		{"a title", "[a](https://example.com '<u> `')", "[a](https://example.com \"\\<u> \\`\")"},
		{"a definition of several lines", "[a]:\nhttps://example.com\n'b\n<u>'\n\n[a]", "[a]: https://example.com \"b \\<u>\"\n\n[a]"},
		{"a label with HTML", "[a][<u>]\n\n[<u>]: https://example.com", "[a](https://example.com)\n\n"},
		{"text like a link", "[[a](b)](javascript:go())", `\[[a](b)\](javascript:go())`},
		{"text like a definition", "[a]: b c", `[a\]: b c`},
		{"a footnote", "a[^1]\n\n[^1]: <u> b", "a[\\^1]\n\n[\\^1\\]: \\<u> b"},
		{"a footnote that we take for a link", "a[^1]\n\n[^1]: https://example.com", "a[\\^1](https://example.com)\n\n"},
		{"a wiki link", "[[a]] and a^[b]", `\[\[a]] and a\^[b]`},
		{"attributes", "# a {onclick=go()}\n\nb {#c} {d} {: e}", "# a \\{onclick=go()}\n\nb \\{#c} {d} \\{: e}"},
		{"attributes with space", "# a { #b }\n\nc {\t.d}\n\n{ }", "# a \\{ #b }\n\nc \\{\t.d}\n\n{ }"},
		{"a backslash that goldmark carries over an address", `\ a@example.com\<u>`, `\\ a@example.com\<u>`},
		{"a backslash that goldmark carries over to the next line", "a\\  \n\\[b](javascript:go())", "a\\\\  \n\\b (javascript:go())"},
		{"the last of three backslashes", "a\\\\\\\n\\`<u>", "a\\\\\\\\\n\\`\\<u>"},
		{"backslashes that are not carried", "a\\\nC:\\ b\n\n\\<u> [c]", "a\\\nC:\\\\ b\n\n\\<u> [c]"},
		{"a definition whose label has two lines", "[a][b c]\n\n[b\nc]: https://example.com", "[a][b c]\n\n[b c]: https://example.com"},
		{"many braces", "{{{{=}{}{ a", "\\{\\{\\{\\{=}{}{ a"},
		{"a definition below a term", "a\n: > [b]: javascript:go()\n~ [c]: x y", "a\n: > [b\\]: javascript:go()\n~ [c\\]: x y"},
		{"an address like HTML", "<!a@example.com>", "[!a\\@example.com](mailto:!a@example.com)"},
		{"a command of TeX", "$\\href{javascript:go()}{a}$", `$\\href{javascript:go()}{a}$`},
		{"a backslash that an address swallows", `https://example.com<u>`, `https\://example.com\<u>`},
		{"code that an address swallows", "www.example.com/`<u>`", "www\\.example.com/`<u>`"},
		{"an address in brackets is no text", "<https://example.com/?a=b&c> <a@example.com>", "<https://example.com/?a=b&c> <a@example.com>"},
		{"marks of code without a partner", "`a <u> ``b", "\\`a \\<u> \\`\\`b"},
		{"code on two lines", "`<u>\nb`", "`<u> b`"},
		{"code with marks inside", "`` `<u>\n``", "`` `<u> ``"},
		{"code that has no end", "```\n<u>", "```\n<u>\n```"},
		{"code with the mark of an end for some", "```\n```~\n<u>\n```", "````\n```~\n<u>\n````"},
		{"code in an item", "- a\n\n      <u>\n\n  b", "- a\n\n  ```\n  <u>\n  ```\n\n  b"},
		{"code behind a tab", "\t<u>", "```\n<u>\n```"},
		{"harmless code stays", "    a\n\n`b`", "    a\n\n`b`"},
		{"what is said of code", "```x {onclick=go()}\na\n```", "```\na\n```"},
		{"cells that have no column", "|a|\n|-|\n|b|<u>|`", "|a|\n|-|\n|b|\\<u>|\\`"},
		{"a row that is no head for us", "`a|<u>`\n\n-|-", "`a|<u>`\n\n\\-|-"},
	} {
		if got := (Part{}.Source(tt.md)); got != tt.want {
			t.Errorf("%s: %q is written as\n%q, want\n%q", tt.name, tt.md, got, tt.want)
		}
	}
	for md, want := range map[string]string{
		"a <!-- b --> c\n\n<!-- d\ne -->": "a <!-- b --> c\n\n<!-- d\ne -->",
		"<!-- a -- b --!><u> -->":         "<!-- a - - b - -!&gt;&lt;u&gt; -->",
		"- <!-- a\n  <u> -->":             "- <!-- a &lt;u&gt; -->",
		"<!-->\n\n<!---->":                "\n\n",
	} {
		if got := (Part{Comments: true}.Source(md)); got != want {
			t.Errorf("with comments, %q is written as\n%q, want\n%q", md, got, want)
		}
	}
	if got, want := string(Part{}.AppendCell(nil, "a | `<u>|` <!-- --!><u> -->\n[b](x:y|z)")), "a \\| `<u>\\|` b (x:y\\|z)"; got != want {
		t.Errorf("the cell is %q, want %q", got, want)
	}
}

// loose is goldmark with its extensions and without its safe mode.
var loose = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

// TestSanitizeRandom renders random bodies with an engine that lets everything
// pass. The result must have none of their tags and no active address.
func TestSanitizeRandom(t *testing.T) {
	pieces := strings.Split("<u>|<u>|javascript:go()|[a](javascript:go())|[b]: javascript:go()|[b]|[^1]|[^1]: |`|``|```\n|~~~\n|\n|\n|\n\n|    |\t|- |1. |> |# |a|b c|\\|\\|*|<!--|-->|<!-- c -->|--!>|](|(|)|\"|https://example.com|www.example.com/|<https://example.com>|{|=|}", "|")
	pieces = append(pieces, "|", "\n|a|b|\n|-|-|\n|")
	r := rand.New(rand.NewPCG(5, 11))
	for range fixture.Rounds(3_000) {
		var md, doc []byte
		for range 3 { // the text of one body must not activate the text of the next
			var body strings.Builder
			for range 1 + r.IntN(12) {
				body.WriteString(pieces[r.IntN(len(pieces))])
			}
			md = append(append(md, body.String()...), "\n\f\n"...)
			doc = append(append(doc, Part{Shift: 1}.Source(body.String())...), "\n\n"...)
		}
		var out bytes.Buffer
		if err := loose.Convert(doc, &out); err != nil {
			t.Fatal(err)
		}
		for _, live := range []string{"<u>", "<!--", `="javascript:`, "footnote"} {
			if strings.Contains(out.String(), live) {
				t.Fatalf("%q is written as\n%q and becomes\n%q", md, doc, out.String())
			}
		}
	}
}

func TestGuardMatter(t *testing.T) {
	const c = "\u200c"
	for s, want := range map[string]string{
		"a: b\nlist: [c, d]\nurl: https://example.com/": "a: b\nlist: [c, d]\nurl: https://example.com/",
		"a: <u>":             "a: <" + c + "u>",
		"a: 1 < 2":           "a: 1 < 2",
		"a: |\n  ```\n  ~~~": "a: |\n  `" + c + "`" + c + "`\n  ~" + c + "~" + c + "~",
		"[a]: javascript:go": "[a]" + c + ": javascript:go",
		"a: '[b](x:y)'":      "a: '[b]" + c + "(x:y)'",
		"a: {b=<u>}":         "a: {" + c + "b=<" + c + "u>}",
		"a: b {onclick=go}":  "a: b {" + c + "onclick=go}",
		"# a {.b} { #c }":    "# a {" + c + ".b} {" + c + " #c }",
	} {
		got := GuardMatter(s)
		if got != want || GuardMatter(got) != got {
			t.Errorf("%q becomes %q, want %q; and then %q", s, got, want, GuardMatter(got))
		}
	}
}
