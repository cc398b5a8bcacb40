package block_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/internal/words"
)

// show returns a tree with a line for each block: its kind and what it holds.
func show(t *testing.T, d *block.Document) string {
	t.Helper()
	names := map[block.Kind]string{
		block.Paragraph: "paragraph", block.Heading: "heading", block.List: "list", block.Table: "table",
		block.Annotation: "annotation", block.Definition: "definition", block.Other: "other",
	}
	var s strings.Builder
	at := 0
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Start < at || b.End < b.Start || b.End > len(d.Source) {
			t.Errorf("block %d stands at %d to %d, behind %d", i, b.Start, b.End, at)
		}
		at = b.Start
		s.WriteString(names[b.Kind])
		if b.Ordered {
			fmt.Fprintf(&s, " from %d", b.Number)
		}
		if b.Kind == block.Heading {
			fmt.Fprintf(&s, " %d: %s", b.Level, b.Text)
		}
		s.WriteString(showItems(b.Items))
		for _, e := range d.Entries(b) {
			if e.Start < b.Start || e.End > b.End || e.End < e.Start {
				t.Errorf("an entry of block %d, %d to %d, stands at %d to %d", i, b.Start, b.End, e.Start, e.End)
			}
			s.WriteString(" [" + e.Markdown)
			for k, c := range e.Cells {
				if k > 0 {
					s.WriteString("|")
				}
				s.WriteString(c.Markdown)
			}
			s.WriteString(showItems(e.Items) + "]")
		}
		if b.Kind == block.Other {
			fmt.Fprintf(&s, " %q", d.Body(b.Start, b.End, 0))
		}
		s.WriteString("\n")
	}
	return s.String()
}

func showItems(items []annotation.Item) (s string) {
	for _, item := range items {
		if s += " @" + item.Name; !item.Bare {
			s += "=" + item.Value
		}
	}
	return s
}

// lines returns the lines of a text as readers of pages cut them.
func lines(src string) (list []block.Line) {
	at := 0
	for line := range strings.SplitAfterSeq(src, "\n") {
		text := strings.TrimSpace(line)
		start := at + strings.Index(line, text)
		list = append(list, block.Line{Start: start, End: start + len(text)})
		at += len(line)
	}
	return list
}

func TestText(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "\n\n", ""},
		{"paragraphs", "The queue was\nfull.\n\nIt is empty.", "paragraph [The queue was] [full.]\nparagraph [It is empty.]\n"},
		{"a heading", "Intro text.\n\nRoot cause\n\nA full queue.", "paragraph [Intro text.]\nheading 1: Root cause\nparagraph [A full queue.]\n"},
		{"a heading of rows", "Timeline (CET):\n10:05 Alert", "heading 1: Timeline (CET):\nparagraph [10:05 Alert]\n"},
		{"a title", "Full queue\n\nRoot cause\n\nA pump.", "heading 1: Full queue\nannotation @title\nheading 1: Root cause\nparagraph [A pump.]\n"},
		{"no headings", "lower case\n\nAsks: a field\n\n1. Number\n\nEnds.\n\n---\n\nText",
			"paragraph [lower case]\nparagraph [Asks: a field]\nparagraph [1\\. Number]\nparagraph [Ends.]\nparagraph [\\---]\nparagraph [Text]\n"},
		{"bullets", "We had:\n• a pump\n• a queue\n\n• a bus", "paragraph [We had:]\nlist [a pump] [a queue] [a bus]\n"},
		{"numbers", "1. one\n2. two\n4. four", "list from 1 [one] [two]\nparagraph [4\\. four]\n"},
		{"one number", "1. one\ntwo", "paragraph [1\\. one]\nparagraph [two]\n"},
		{"a table", "Time (UTC) Event\n10:05 Alert\n10:10 Calm", "table [Time (UTC)|Event] [10:05|Alert] [10:10|Calm]\n"},
		{"three columns", "Time | Event | Who\n10:05 | Alert | Ops\n | Calm |", "table [Time|Event|Who] [10:05|Alert|Ops] [|Calm|]\n"},
		{"a sentence about time", "Time went by\nand by", "paragraph [Time went by]\nparagraph [and by]\n"},
		{"markup", "a *b* <c>", "paragraph [a \\*b\\* \\<c>]\n"},
		{"a guard", "\u200cResolved\n\u200cx", "paragraph [Resolved]\nparagraph [\u200cx]\n"},
		{"a sign-off", "All is well.\n\nThe team\nDate: May 4, 2024",
			"paragraph [All is well.]\nannotation @section @kind=closing\nparagraph [The team]\nannotation @fields\nparagraph [Date: May 4, 2024]\n"},
		{"runs of space", "a  b\u00a0c", "paragraph [a b c]\n"},
		{"another space", "a\u2003b", "paragraph [a\u2003b]\n"},
	} {
		d := block.Text(test.text, lines(test.text), words.English())
		if got := show(t, d); got != test.want {
			t.Errorf("%s:\n%swant:\n%s", test.name, got, test.want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"headings", "# A *full* queue\n\nText\n====\n\n### Three #\n", "heading 1: A full queue\nheading 1: Text\nheading 3: Three\n"},
		{"paragraphs", "one\ntwo\n\nthree", "paragraph [one] [two]\nparagraph [three]\n"},
		{"lists", "- a\n- b\n\n3. c\n", "list [a] [b]\nlist from 3 [c]\n"},
		{"a table", "| Time | Event |\n|-|-|\n| 10:05 | a \\| b |\n", "table [Time|Event] [10:05|a | b]\n"},
		{"annotations", "<!-- timeline, sign: \":\" -->\n\n<!-- of ours not -->\n", "annotation @timeline @sign=:\nother \"<!-- of ours not -->\"\n"},
		{"others", "> a\n\n---\n\n    code\n", "other \"> a\"\nother \"---\"\nother \"    code\"\n"},
		{"definitions", "See [a].\n\n[a]: https://example.com\n", "paragraph [See [a].]\ndefinition\n"},
	} {
		d, err := block.Markdown(test.text, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(t, d); got != test.want {
			t.Errorf("%s:\n%swant:\n%s", test.name, got, test.want)
		}
	}
}

// TestMarkdownParts asks for what stands between blocks.
func TestMarkdownParts(t *testing.T) {
	const src = "+++\n+++\n### Queue `q`\n\n\u200cResolved\n\nSee [a].\n\n##### Deep\n\n[a]: https://example.com/1\n"
	d, err := block.Markdown(src, len("+++\n+++\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := d.HeadingMarkdown(&d.Blocks[0]), "Queue `q`"; got != want {
		t.Errorf("the heading is %q, want %q", got, want)
	}
	if got := d.Part(1, 3); len(got.Blocks) != 2 || got.Source != src {
		t.Errorf("a part has %d blocks", len(got.Blocks))
	}
	if got, want := d.Link("See [a]."), "See [a](https://example.com/1)."; got != want {
		t.Errorf("a link is %q, want %q", got, want)
	}
	d.GuardedBy(func(line string) bool { return line == "Resolved" })
	if got, want := d.Body(d.Blocks[1].Start, d.Blocks[3].End, 2), "Resolved\n\nSee [a].\n\n### Deep"; got != want {
		t.Errorf("the body is %q, want %q", got, want)
	}
	if got := d.Body(5, 5, 0); got != "" {
		t.Errorf("an empty body is %q", got)
	}
	var limit *markdown.LimitError
	if _, err := block.Markdown(strings.Repeat("> ", 1000)+"a", 0); !errors.As(err, &limit) {
		t.Errorf("beyond the limits: %v", err)
	}
}

func TestUnnest(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"rows", "- Detection:\n  - 10:05 Alert\n  - 10:06 Page\n- Calm\n",
			"paragraph\nlist [10:05 Alert] [10:06 Page]\nother \"- Calm\"\n"},
		{"one row", "- Detection:\n  - 10:05 Alert\n", "list [Detection:\n- 10:05 Alert]\n"},
		{"no rows", "- Pumps:\n  - one\n  - two\n", "list [Pumps:\n- one\n- two]\n"},
		{"days", "- Days:\n  - 2024-05-06: one\n  - 2024-05-07: two\n", "list [Days:\n- 2024-05-06: one\n- 2024-05-07: two]\n"},
		{"no list", "text\n", "paragraph [text]\n"},
	} {
		d, err := block.Markdown(test.text, 0)
		if err != nil {
			t.Fatal(err)
		}
		apart := *d
		apart.Blocks = d.Unnest(&d.Blocks[0])
		var got strings.Builder
		for i := range apart.Blocks {
			b := apart.Part(i, i+1)
			if b.Blocks[0].Kind == block.Paragraph && len(apart.Blocks) > 1 {
				got.WriteString("paragraph\n") // of an item: it has no lines of its own
			} else {
				got.WriteString(show(t, b))
			}
		}
		if got.String() != test.want {
			t.Errorf("%s:\n%swant:\n%s", test.name, got.String(), test.want)
		}
	}
}

func TestHTML(t *testing.T) {
	for _, test := range []struct{ name, page, want string }{
		{"a heading and text", `<h3>Root cause</h3><div class="body"><p>A <b>full</b> queue.</p></div>`,
			"heading 3: Root cause @kind=none\nother \"A **full** queue.\"\n"},
		{"no heading", `<div class="body"><p>Text.</p></div>`, "annotation @section @kind=none\nother \"Text.\"\n"},
		{"nothing", ``, "annotation @section @kind=none\n"},
		{"a timeline", `<h3>Timeline (CET · EST)</h3><ul class="timeline bullets"><li data-milestone="detected"><time datetime="2024-03-05T10:05:00+01:00">10:05 · 04:05</time>: Alert</li>` +
			`<li><span class="when">later</span> Calm</li><li>Text</li></ul>`,
			"heading 3: Timeline (CET) @kind=none\nannotation @timeline\nlist @form=bullets [Alert @time=10:05 @at=2024-03-05T09:05:00Z @milestone=detected @sign=:]" +
				" [Calm @time=later @at=none @milestone=] [Text @time= @at=none @milestone=]\n"},
		{"a table of rows", `<div class="scroll"><table class="timeline"><thead><tr><th>Time</th><th>Event</th></tr></thead>` +
			`<tbody><tr><td><time datetime="2024-03-05T10:05:00Z">10:05</time></td><td>Alert</td></tr></tbody></table></div>`,
			"annotation @section @kind=none\nannotation @timeline\ntable @form=table [Time|Event] [10:05|Alert @time=10:05 @at=2024-03-05T10:05:00Z @milestone=]\n"},
		{"fields", `<dl class="fields"><dt>Region:</dt><dd>North</dd></dl>`,
			"annotation @section @kind=none\nannotation @fields\nlist @form= [North @field=Region]\n"},
		{"actions", `<ul class="actions tasks"><li class="done">Add a pump</li><li>Add a <i>queue</i></li></ul><div class="body"><p>More.</p></div>`,
			"annotation @section @kind=none\nannotation @actions\nlist @form=tasks [Add a pump @state=done] [Add a *queue*]\nother \"More.\"\n"},
		{"text above and below", `<div class="body"><p>One.</p></div><div class="body"><p>Two.</p></div>`,
			"annotation @section @kind=none\nother \"One.\"\nannotation @after\nother \"Two.\"\n"},
		{"another list", `<ul class="links"><li>a</li></ul>`, "annotation @section @kind=none\n"},
	} {
		page := `<section class="part">` + test.page + `</section>`
		root, errs := htmltree.Parse(&source.Source{Text: page}, 0)
		if errs != nil {
			t.Fatal(errs)
		}
		d := block.HTML(page, []*htmltree.Node{root.Class("part")}, 3)
		if got := show(t, d); got != test.want {
			t.Errorf("%s:\n%swant:\n%s", test.name, got, test.want)
		}
	}
	const page = `<section class="part internal root_cause"><h3>A</h3></section>`
	root, _ := htmltree.Parse(&source.Source{Text: page}, 0)
	if got, want := show(t, block.HTML(page, []*htmltree.Node{root.Class("part")}, 3)), "heading 3: A @internal @kind=root_cause\n"; got != want {
		t.Errorf("%swant:\n%s", got, want)
	}
}

func TestIsField(t *testing.T) {
	for line, want := range map[string]bool{
		"Region: North": true, "Start time: 10:05": true, "Follow-up: yes": true,
		"region: North": false, "A: b": false, "Region:": false, "Region: ": false, "Region:North": false, "Text, more: x": false,
		"A name that is much too long for one: x": false, "": false,
	} {
		if got := block.IsField(line); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}

func TestHeadingText(t *testing.T) {
	for md, want := range map[string]string{
		"Root  cause": "Root cause", "A *full* `queue`": "A full queue", `\#1`: "#1", "C#": "C#", "a &amp; b": "a & b", "": "",
	} {
		if got := block.HeadingText(md); got != want {
			t.Errorf("%q shows %q, want %q", md, got, want)
		}
	}
}

// TestUnquoteIsLinear counts the bytes that are allocated for a block of code
// with two rows, of which the second has many lines.
func TestUnquoteIsLinear(t *testing.T) {
	allocated := func(n int) uint64 {
		doc, err := block.Markdown("```\n10:05 Alert\n10:20 Trace:\n"+strings.Repeat("at line\n", n)+"```\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		rows := doc.Unquote(&doc.Blocks[0])
		runtime.ReadMemStats(&after)
		if n := len(doc.Entries(&rows)); n != 2 {
			t.Fatalf("%d rows", n)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := allocated(500), allocated(8000)
	if many > 40*few {
		t.Errorf("16 times the lines allocate %d times the bytes: %d instead of %d", many/few, many, few)
	}
}
