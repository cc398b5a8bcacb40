package e2e

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/fixture"
)

// attacks returns texts that try to become active in the output of some
// Markdown engine. They are independent of how the writer escapes: each active
// piece is combined with each way past an escaper (with some of them in a quick
// run). Some known attacks are added, and the corpus, if it is available.
func attacks(t testing.TB) []string {
	list := append(payloads(), classics...)
	combine := func(carriers, actors []string, some int) {
		for i, carrier := range carriers {
			for j, act := range actors {
				if fixture.Thorough() || (i+j)%(len(actors)/some) == 0 {
					list = append(list, strings.ReplaceAll(carrier, "@", act))
				}
			}
		}
	}
	combine(carriers, actors, 2)
	combine(links, addresses, 8)
	if os.Getenv("INCIDENT_CORPUS") == "" {
		return list
	}
	file, err := os.Open(fixture.Corpus(t, "cases", "safety", "payloads.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	all := ""
	for lines := bufio.NewScanner(file); lines.Scan(); {
		list = append(list, lines.Text())
		all += lines.Text() + "\n"
	}
	return append(list, all)
}

// actors are pieces of HTML that are active.
var actors = []string{
	"<script>hit()</script>", "<img src=x onerror=hit()>", "<svg/onload=hit()>", "<iframe src=//example.invalid>", "</p><form action=//example.invalid><button>",
	"<a\u00a0href=x onclick=hit()>", "<input autofocus onfocus=hit()//", "<style>*{display:none}</style>", "<base href=//example.invalid>",
}

// carriers are ways past an escaper. "@" stands for the active piece.
var carriers = []string{
	// Comments, about whose end engines disagree.
	"<!-- --!>@ -->", "<!---->@-->", "<!-->@-->", "<!--->@-->", "<!----!>@-->", "<!-- -- >@-->", "<!-- a\n\n--!>@ -->", "x <!-- --!>@ --> y", "<!--@", "<!- @ ->", "<!--\n@\n-->",
	"<!-- internal -->@", "<!-- internal, note: \"@\" -->", "<!-- timeline, format: \"--!>@\" -->", "- a\n  <!-- --!>@ -->", "> <!-- b\n@ -->", "|a|\n|-|\n|<!-- --!>@ -->|",
	// Code, about whose end engines disagree too.
	"`a` ` @ `", "``a` @", "\\`@`", "`\\`@`", "`@", "`` ` @", "```@", "```\n@", "``` x `y\n@\n```", "~~~\n```\n~~~\n@\n```\n", "    @", "\t@", "  \t@", "- a\n\n      @", "-\t@", "1.  a\n\n    @",
	"`a\n@`", "`a\n\n@`", "`a\n- @`", "`a\n> @`", "> `a\n@`", "> ```\n@\n> ```", "- ```\n@\n```", "- ```\n @\n  ```", "10) ```\n    @\n```", "`a|@`", "|a|b|\n|-|-|\n|`x|@`|", "a|b\n-|-\n`x|@`|y", "```a`b\n@\n```",
	"[^1]: a\n\n    @\n\n[^1]", "- a\n-\n\n  ```\n  @\n  ```", "```\n @\n  ````", "````\n```\n@\n````", "* * *\n    @", "# a `\n@ `", "`<` @ `>`", "<`@`>", "[a`](`@`)", "![`a](x \"`@`\")",
	// Links, their labels, addresses and titles.
	"[@](https://example.com)", "[a](https://example.com '@')", "[a](https://example.com \"@\")", "[a](<https://example.com/@>)", "[a](@)", "[a](https://example.com\n\"b\n@\")", "![@](https://example.com/x.png)",
	"[a]: https://example.com '@'\n\n[a]", "[a]:\nhttps://example.com\n'\n@\n'\n\n[a]", "[@]: https://example.com\n\n[@]", "[a]: <https://example.com/@>\n\n[a]", "[a]: x \"b\n\n@\"", "<https://example.com/@>", "<a@example.com@>", "https://example.com/@",
	// Structure.
	"# @", "a @\n===", "- @", "> @", "1. @", "- [ ] @", "|@|\n|-|", "|a|\n|-|\n|\\@|", "a\n: @", ": @", "**@**", "~~@~~", "*[@](x)*", "\\\\@", "\\@", "a\\\n@", "a  \n@", "\\ a@example.com\\@", "a\\  \n\\@", "a\\\\\\\n\\@", "&#60;@", "&lt;@", "&@",
	"[^1]: @\n\na[^1]", "[^1]\n\n[^1]:\n    @", "^[@]", "[[@]]", ":::@\n@\n:::", "$$@$$", "$`@`$", "==@==", "a {#b}\n@", "# a {onclick=@}", "{% raw %}@", "***@***", "*[HTML]: @\n\nHTML",
	// Other kinds of markup in angle brackets.
	"<?php @ ?>", "<!DOCTYPE @>", "<!x @>", "<![CDATA[@]]>", "<div>\n\n@\n\n</div>", "<pre>\n@\n</pre>", "<textarea>@", "<x-y>@</x-y>", "<b\nc>@", "< @", "<<@", "<\u200b@", "<\u00ad@", "\u00a0@", "\ufeff@", "\x00@", "\x0b@",
	"---\na: @\n---\n", "---\n@", "+++\na = '@'\n+++\n", "a: |\n  @\n", "a: '@'", "\n\n@", "a\n\n@\n\nb", "a\r@", "a\u2028@",
}

// addresses are active addresses.
var addresses = []string{
	"javascript:hit()", "JaVaScRiPt:hit()", "data:text/html,hit", "DATA:image/svg+xml;base64,PHN2Zz4=", "vbscript:hit", "file:///etc/passwd", "view-source:x", "blob:x", "x-y:z",
	"java&Tab;script:hit()", "java&NewLine;script:hit()", "javascript&colon;hit()", "javascript&#58;hit()", "javascript&#x3a;hit()", "&#106;avascript:hit()", "&#x6a;&#97;vascript:hit()", "&#1;javascript:hit()", "\u0001javascript:hit()", "java\tscript:hit()",
	"javascript\\:hit()", "\\javascript:hit()", "javascript\\&colon;hit()", "javascript&amp;colon;hit()", "&amp;#106;avascript:hit()", "\\&#106;avascript:hit()", "java&#173;script:hit()", "\u00a0javascript:hit()", "&nbsp;javascript:hit()", "java\\script:hit()",
	"javascript://example.com/%0ahit()", "javascript:https://example.com/", "https:javascript:hit()",
}

// links are links to an address, for which "@" stands.
var links = []string{
	"[a](@)", "[a](<@>)", "[a]( @ )", "[a](@ 'b')", "[a](\n@\n\"b\")", "![a](@)", "[![a](@)](@)", "[![a](https://example.com/x.png)](@)", "[]( @)", "<@>", "[a]: @\n\n[a]", "[a]:\n@\n\n[b][a]", "[a]: <@> (b)\n\n![c][a]",
	"[a]: @\n[a]: https://example.com\n\n[a][]", "> [a]: @\n\n[a]", "- [a]: @\n\n[a]", "[a\nb]: @\n\n[A B]", "[^a]: @\n\n[^a]", "a\n: > [b]: @\n\n[b]", "[`a`]: @\n\n[`a`]", "[a[b](@)", "[a\\](@)](@)", "[[a]](@)", "[a][b](@)", "[a]<!-- -->(@)", "[a](<!-- -->@)", "*[*a](@)", "|[a](@)|\n|-|", "# [a](@)", "@", "[[@]]", "[a]{href=@}",
	"`[a](@)`", "    [a](@)", "```\n[a](@)\n```", "- ```\n  [a](@)\n  ```", "```\n[a]: @\n```\n[a]",
}

// classics are attacks that are known to have worked somewhere.
var classics = []string{
	"<a onmouseover=hit()>x</a>", "<b><i><a href=javascript:hit()>", "<img src='x' onerror='hit()'", "<img/src/onerror=hit()>", "<img\nsrc=x\nonerror=hit()\n>", "<IMG SRC=\"jav&#x0A;ascript:hit();\">", "<svg><style><img src=x onerror=hit()></style>",
	"<math><mi//xlink:href=\"data:x,<script>hit()</script>\">", "<noscript><p title=\"</noscript><img src=x onerror=hit()>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit()>", "<template><img src=x onerror=hit()></template>",
	"[x](https://example.com\" onclick=\"hit())", "[x](https://example.com 'x' onclick='hit()')", "![x\" onerror=\"hit()](https://example.com/x.png)", "![x](https://example.com/x.png\"onerror=\"hit())", "[x](https://example.com){onclick=hit()}", "![x](x){onerror=hit()}", "# x {onclick=hit()}", "x {: onclick=hit()}", "# x { #root }", "x { .a }\n===", "- # x {\t#root}", "{: onclick=hit()}\nx", "a\n===\n{onclick=hit()}", "a {onclick=hit()}\n===",
	"```x onclick=hit()\n```", "```\"><img src=x onerror=hit()>\n```", "```{onclick=hit()}\nx\n```", "~~~ <script>hit()</script>\nx\n~~~", "<http://example.com/<script>hit()</script>>", "<https://example.com/?\"onclick=hit()>", "http://example.com/<script>hit()</script>", "www.example.com/<img src=x onerror=hit()>", "a@example.com<script>hit()</script>",
	"[a](b \"\\\"><script>hit()</script>\")", "[\\](javascript:hit())", "[a]\\(javascript:hit())", "[a]\n(javascript:hit())", "[a] (javascript:hit())", "[a][\n]\n\n[a]: javascript:hit()", "[a]: javascript:hit()\n===\n[a]", "[a]:javascript:hit()\n\n[a]",
	"$\\href{javascript:hit()}{x}$", "$$\\require{html}\\cssId{x}{y}$$", "[[javascript:hit()|x]]", ":a[x]{href=javascript:hit()}", "::: x {onclick=hit()}\n:::", "+++\n<script>hit()</script>\n+++", "Term\n: <script>hit()</script>", "*[x]: <img src=x onerror=hit()>", "~~~~~~~~~\n<script>\n~~~~~~~~\nhit()</script>", "a\n***\n    <script>hit()</script>", "- a\n\n   - b\n\n          <script>hit()</script>",
	"1. a\n   ```\n<script>hit()</script>\n   ```", "> a\n> ~~~\nb <script>hit()</script>\n> ~~~", "|a|`b|c`|\n|-|-|-|\n|<script>hit()</script>|", "| a \\| `<script>hit()</script>` |\n|---|", "`` `<script>hit()</script>`", "``` ``<script>hit()</script>```", "\\``<script>hit()</script>`", "`<script>`hit()`</script>`", "a``b`<script>hit()</script>`c``", "*`*<script>hit()</script>`*`",
	"<!a@example.com>", "&lt;script>hit()&lt;/script>", "&#x3c;script>hit()&#x3c;/script>", "\\<script>hit()</script>", "\\\\<script>hit()</script>", "<\\script>hit()</script>", "<script\\>hit()</script>", "<ſcript>hit()</ſcript>", "<scrıpt>hit()</scrıpt>", "＜script＞hit()＜/script＞", "%3Cimg src=x onerror=hit()%3E", "<img src=x onerror=hit()\u3000>", "<\u00a0img src=x onerror=hit()>", "<img\u00a0src=x onerror=hit()>", "<img src=x\fonerror=hit()>", "<a href=x\u0085onclick=hit()>",
}
