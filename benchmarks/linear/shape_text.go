package main

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
)

// A shape makes inputs of about n bytes.
type shape struct {
	name string
	of   kind
	make func(n int) input
}

// shapes returns all shapes: files and texts, incidents with hostile texts, and
// incidents with many parts.
func shapes() []shape {
	var list []shape
	file := func(of kind, name, head, piece, tail string) {
		list = append(list, shape{name, of, func(n int) input {
			return input{text: []byte(head + repeat(piece, n) + tail)}
		}})
	}
	for _, t := range hostile {
		file(ofBody, "text: "+t.name, "", t.piece, "")
		file(ofPage, "page: "+t.name, pageHead+"Resolved\n", t.piece, pageTail)
		file(ofDocument, "document: "+t.name, "# A report\n\n## Summary\n\n", t.piece, "\n")
		file(ofHTML, "html: "+t.name, htmlHead, t.piece, htmlTail)
	}
	for _, f := range files {
		file(f.of, "file: "+f.name, f.head, f.piece, f.tail)
	}
	for _, t := range hostile {
		list = append(list,
			shape{"title: " + t.name, ofWord, func(n int) input {
				return input{inc: &incident.Incident{Title: repeat(t.piece, n), Updates: updates(1)}}
			}},
			shape{"body: " + t.name, ofWord, func(n int) input {
				list := updates(1)
				list[0].Body = repeat(t.piece, n)
				return input{inc: &incident.Incident{Title: "A", Updates: list}}
			}},
			shape{"bodies: " + t.name, ofWord, func(n int) input {
				list := updates(max(1, n/mostMarkdown))
				for i := range list {
					list[i].Body = repeat(t.piece, mostMarkdown)
				}
				return input{inc: &incident.Incident{Title: "A", Updates: list}}
			}},
			shape{"everywhere: " + t.name, ofWords, func(n int) input { return input{inc: everywhere(repeat(t.piece, n/24))} }},
		)
	}
	return append(list, incidents()...)
}

// mostMarkdown is slightly less than the limit for Markdown, in bytes.
const mostMarkdown = 24_000

// repeat repeats a piece up to n bytes. "%d" in the piece is replaced by a
// counter, so that pieces can differ.
func repeat(piece string, n int) string {
	if !strings.Contains(piece, "%d") {
		return strings.Repeat(piece, max(1, n/len(piece)))
	}
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString(strings.ReplaceAll(piece, "%d", fmt.Sprint(i)))
	}
	return b.String()
}

const (
	pageHead = "A title\nIncident Report for Example Shop\n"
	pageTail = "\nPosted Jan 27, 2022 - 11:10 CET\n"
	pmHead   = pageHead + "Postmortem\n\n"
	htmlHead = "<!doctype html><html><head><title>A title</title></head><body>"
	htmlTail = "</body></html>"
)

// hostile lists texts that are hostile on their own.
var hostile = []struct{ name, piece string }{
	{"word", "w"},
	{"words", "word "},
	{"sentences", "We are looking into slow checkouts and will post an update within 30 minutes.\n"},
	{"paragraphs", "Checkout %d is slow.\n\n"},
	{"dashes", "-"},
	{"digits", "1"},
	{"brackets", "["},
	{"closing brackets", "]"},
	{"braces and spaces", "{ "},
	{"brackets in pairs", "[]"},
	{"images", "!["},
	{"links", "[a](b) "},
	{"links that do not close", "[a]("},
	{"links in angles", "[a](<b"},
	{"links with titles", `[a](b "`},
	{"references", "[a][b]"},
	{"stars", "*"},
	{"stars and letters", "*a "},
	{"stars and underscores", "*a_ "},
	{"strong", "**a"},
	{"underscores", "_"},
	{"tildes", "~"},
	{"tildes and letters", "a~~b "},
	{"backticks", "`"},
	{"backticks of many lengths", "`a``b```c````d`````e"},
	{"angles", "<"},
	{"closing angles", ">"},
	{"tags", "<a>"},
	{"closing tags", "</a>"},
	{"tags that do not end", "<a b='"},
	{"div", "<div>"},
	{"bold of HTML", "<b>x"},
	{"autolinks", "<http://a>"},
	{"addresses", "http://a.example/b "},
	{"mail", "a@b.example "},
	{"comments", "<!-- x -->"},
	{"comments on lines", "<!-- x -->\n"},
	{"comments that do not end", "<!--"},
	{"comments that do not end on lines", "<!-- \n\n"},
	{"annotations", "<!-- incident: internal -->\n"},
	{"instructions", "<?"},
	{"declarations", "<!A"},
	{"CDATA", "<![CDATA["},
	{"ampersands", "&"},
	{"entities", "&amp;"},
	{"entities without end", "&#"},
	{"backslashes", `\`},
	{"escapes", `\*\_`},
	{"pipes", "|"},
	{"tables", "|a|b|\n|-|-|\n|c|d|\n\n"},
	{"rows of a table", "|a\n|-\n"},
	{"columns of a table", "|-"},
	{"colons", ":"},
	{"a:", "a:\n"},
	{"commas", "a, "},
	{"and", "a and "},
	{"parentheses", "("},
	{"closing parentheses", ")"},
	{"groups", "g %d (a), "},
	{"quotes", "> "},
	{"quotes on lines", "> a\n"},
	{"deep quotes", ">"},
	{"list marks", "- "},
	{"numbers", "1. "},
	{"items", "- a\n"},
	{"loose items", "- a\n\n"},
	{"numbered items", "%d. a\n"},
	{"bullets", "• a\n"},
	{"nested items", "- a\n  - b\n    - c\n"},
	{"tasks", "- [ ] a\n"},
	{"headings", "# Heading %d\n"},
	{"headings and text", "## Heading %d\n\nText.\n\n"},
	{"known headings", "## Timeline\n\n10:05 Row.\n\n"},
	{"headings of HTML", "<h2>Heading %d</h2><p>Text.</p>"},
	{"underlined", "a\n=\n"},
	{"rules", "---\n"},
	{"fences", "```\n"},
	{"indented", "    a\n"},
	{"tabs", "\t"},
	{"spaces", " "},
	{"lines", "\n"},
	{"blank lines with spaces", " \n"},
	{"returns", "\r"},
	{"hard breaks", "a  \n"},
	{"definitions", "[a%d]: b\n"},
	{"definitions with titles", "[a%d]: b 'c\n"},
	{"the same definition", "[a]: b\n"},
	{"definitions and uses", "[a%d]: b\n\n[a%d]\n\n"},
	{"definitions of some lines", "[\na\n"},
	{"footnotes", "[^%d]: a\n"},
	{"guards", "\u200c"},
	{"guarded labels", "\u200cResolved\n"},
	{"labels", "Resolved\n"},
	{"labels of their own", "Label %d\n"},
	{"control characters", "\x1b[31m"},
	{"strings without end", "\x1b]0;"},
	{"strings of C1 without end", "\u009d"},
	{"bidirectional", "\u202e"},
	{"isolates", "\u2068"},
	{"Arabic", "خدمة "},
	{"combining", "e\u0301"},
	{"bad UTF-8", "\xff"},
	{"NUL", "\x00"},
	{"no-break spaces", "\u00a0"},
	{"stamps", "Posted Jan 27, 2022 - 11:10 CET\n"},
	{"stamps without zones", "Posted Jan 27, 2022 - 11:10\n"},
	{"affected", "This incident affected: A (b).\n"},
	{"promises", "Next update by 10:45 CET. "},
	{"promises on lines", "Next update by 10:45 CET\n"},
	{"dates", "Jan 1, 2024 "},
	{"dates of their own", "Jan 1, %d "},
	{"dates in figures", "03/04/2024 "},
	{"days", "yesterday "},
	{"weekdays", "next Friday "},
	{"clocks", "10:45 "},
	{"clocks with zones", "10:45 CET "},
	{"ranges", "10:45-11:45 "},
	{"ranges without end", "10:45 - "},
	{"rows", "10:05 Row.\n"},
	{"rows of their own", "10:05 Row %d.\n"},
	{"rows with dates", "Jan 27, 10:05 CET - Row.\n"},
	{"rows in zones", "10:05 CET Row.\n10:05 UTC Row.\n"},
	{"rows and text", "  • 10:05 Row.\n10:06 Row.\n\n"},
	{"fields", "Name: value\n"},
	{"fields of their own", "Name %d: value\n"},
	{"bold fields", "**Name %d:** value\n"},
	{"counts", "5 of 10 requests "},
	{"percent", "99.9% "},
	{"durations", "2 hours 5 minutes "},
	{"denials", "A and B were not affected. "},
	{"quoted", `"a `},
	{"quotations", "“a "},
	{"apostrophes", "'"},
	{"braces", "{{"},
	{"placeholders", "{{name}}"},
	{"placeholders that do not close", "{{a "},
	{"placeholders of their own", "{{a%d}}"},
	{"TODO", "TODO\n"},
	{"TODO fields", "Name: TODO\n"},
	{"dots", "."},
	{"equals", "="},
	{"plus", "+"},
	{"number signs", "#"},
	{"semicolons", ";"},
}

// files lists files with a hostile structure: a head, a repeated piece, and a
// tail.
var files = []struct {
	of                      kind
	name, head, piece, tail string
}{
	{ofPage, "updates", pageHead, "Update\nStill.\nPosted Jan 27, 2022 - 11:10 CET\n", ""},
	{ofPage, "updates with blank lines", pageHead, "Update\n\nStill.\n\nPosted Jan 27, 2022 - 11:10 CET\n\n", ""},
	{ofPage, "updates without labels", pageHead, "Still.\nPosted Jan 27, 2022 - 11:10 CET\n", ""},
	{ofPage, "updates in several zones", pageHead, "Update\nStill.\nPosted Jan 27, 2022 - 11:10 CET · 10:10 UTC · 05:10 EST\n", ""},
	{ofPage, "updates of two zones", pageHead, "Update\nA.\nPosted Jan 27, 2022 - 11:10 CET\nUpdate\nB.\nPosted Jan 27, 2022 - 11:10 EST\n", ""},
	{ofPage, "updates without zones", pageHead, "Update\nStill.\nPosted Jan 27, 2022 - 11:10\n", ""},
	{ofPage, "updates of unknown zones", pageHead, "Update\nStill.\nPosted Jan 27, 2022 - 11:10 ZZZ\n", ""},
	{ofPage, "updates that affect", pageHead, "Update\nStill.\nPosted Jan 27, 2022 - 11:10 CET\nThis incident affected: A %d (b).\n", ""},
	{ofPage, "labels of their own", pageHead, "Label %d\nStill.\nPosted Jan 27, 2022 - 11:10 CET\n", ""},
	{ofPage, "components", pageHead + "Resolved\nx" + pageTail + "This incident affected: A (", "b%d, ", "c)."},
	{ofPage, "groups", pageHead + "Resolved\nx" + pageTail + "This incident affected: ", "g%d (a), ", "and h (b)."},
	{ofPage, "and components", pageHead + "Resolved\nx" + pageTail + "This incident affected: ", "a and ", "b."},
	{ofPage, "brackets of components", pageHead + "Resolved\nx" + pageTail + "This incident affected: ", "(", ")."},
	{ofPage, "rows", pmHead + "Timeline\n\n", "  • 10:05 Row.\n", pageTail},
	{ofPage, "rows of two kinds", pmHead + "Timeline\n\n", "  • 10:05 Row.\n10:06 Row.\n\n", pageTail},
	{ofPage, "timelines", pmHead, "Timeline\n\n  • 10:05 Row.\n\n", pageTail},
	{ofPage, "timelines in zones", pmHead, "Timeline (CET)\n\n  • 10:05 Row.\n\nTimeline (UTC)\n\n  • 10:05 Row.\n\n", pageTail},
	{ofPage, "headings", pmHead, "Heading %d\n\nText.\n\n", pageTail},
	{ofPage, "fields", pmHead, "Name: value\n", pageTail},
	{ofPage, "actions", pmHead + "Actions\n\n", "• x\n", pageTail},
	{ofPage, "numbered actions", pmHead + "Actions\n\n", "1. x\n", pageTail},
	{ofDocument, "Markdown rows", "# A\n\n## Timeline\n\n", "- 10:05 Row %d.\n", ""},
	{ofDocument, "Markdown rows in zones", "# A\n\n## Timeline\n\n", "- 2024-03-05 10:05 CET Row.\n- 2024-03-05 10:05 EST Row.\n", ""},
	{ofDocument, "Markdown timelines", "# A\n\n", "## Timeline %d (CET)\n\n- 10:05 Row.\n\n", ""},
	{ofDocument, "Markdown dated headings", "# A\n\n", "## March 5, 2024\n\n- 10:05 Row.\n\n", ""},
	{ofDocument, "Markdown table of rows", "# A\n\n## Timeline\n\n| Time | Event |\n|---|---|\n", "| 10:05 | Row %d |\n", ""},
	{ofDocument, "Markdown table of actions", "# A\n\n## Actions\n\n| Action | Owner | Due |\n|---|---|---|\n", "| Fix %d | A | 2024-03-05 |\n", ""},
	{ofDocument, "Markdown table with many columns", "# A\n\n## Timeline\n\n", "| a ", "|\n"},
	{ofDocument, "Markdown fields", "# A\n\n## Summary\n\n", "**Name %d**: value\n", ""},
	{ofDocument, "Markdown timelines of no day", "# A\n\n", "## Timeline %d\n\n- 10:05 Row.\n\n", ""},
	{ofDocument, "Markdown lines in code", "# A\n\n## Timeline\n\n```\n10:05 A\n10:06 B\n", "Text.\n", "```\n"},
	{ofDocument, "Markdown lines below a bullet", "# A\n\n• a\n", "Text.\n", ""},
	{ofDocument, "Markdown tasks", "# A\n\n## Actions\n\n", "- [ ] Fix %d (@a, due 2024-03-05)\n", ""},
	{ofDocument, "Markdown updates", "# A\n\nIncident Report for Example Shop\n\n", "## Update\n\nStill.\n\nPosted Jan 27, 2022 - 11:10 CET\n\n", ""},
	{ofDocument, "Markdown sections of updates", "# A\n\nIncident Report for Example Shop\n\n## Postmortem\n\n", "### Heading %d\n\nText.\n\n", ""},
	{ofDocument, "Markdown deep headings", "# A\n\n", "## a\n\n### b\n\n#### c\n\n", ""},
	{ofDocument, "front matter keys", "---\n", "key%d: value\n", "---\n\n# A\n"},
	{ofDocument, "front matter lists", "---\nkey:\n", "  - value\n", "---\n\n# A\n"},
	{ofDocument, "front matter depth", "---\nkey: ", "[", "\n---\n\n# A\n"},
	{ofDocument, "front matter objects", "---\nkey: ", "{a: ", "\n---\n\n# A\n"},
	{ofDocument, "front matter comments", "---\n", "# a\n", "---\n\n# A\n"},
	{ofDocument, "front matter anchors", "---\n", "a%d: &a%d [b]\nb%d: *a%d\n", "---\n\n# A\n"},
	{ofDocument, "front matter that does not end", "---\n", "a%d: b\n", ""},
	{ofDocument, "front matter of TOML", "+++\n", "key%d = 'a'\n", "+++\n\n# A\n"},
	{ofDocument, "front matter of TOML, tables", "+++\n", "[a%d]\nb = 1\n", "+++\n\n# A\n"},
	{ofDocument, "front matter of TOML, depth", "+++\na = ", "[", "\n+++\n\n# A\n"},
	{ofHTML, "HTML articles", htmlHead, "<article><h1>A</h1><p>Incident Report for B</p></article>", htmlTail},
	{ofHTML, "HTML incidents", htmlHead, "<article class=\"incident\"><h1>A</h1><p class=\"report\">Incident Report for B</p><section class=\"update\"><h2>Resolved</h2><div class=\"body\"><p>x</p></div><p class=\"stamp\">Posted <time datetime=\"2022-01-27T10:10:00Z\">Jan 27, 2022 - 11:10 CET</time></p></section></article>", htmlTail},
	{ofHTML, "HTML articles in articles", htmlHead, "<article>", htmlTail},
	{ofHTML, "HTML updates", htmlHead + "<article class=\"incident\"><h1>A</h1><p class=\"report\">Incident Report for B</p>", "<section class=\"update\"><h2>Resolved</h2><div class=\"body\"><p>x</p></div><p class=\"stamp\">Posted <time datetime=\"2022-01-27T10:10:00Z\">Jan 27, 2022 - 11:10 CET</time></p></section>", "</article>" + htmlTail},
	{ofHTML, "HTML depth", htmlHead, "<div>", htmlTail},
	{ofHTML, "HTML formatting", htmlHead, "<b><i><p>", htmlTail},
	{ofHTML, "HTML tables in tables", htmlHead, "<table><tr><td>", htmlTail},
	{ofHTML, "HTML table of rows", htmlHead + "<h1>A</h1><h2>Timeline</h2><table><tr><th>Time<th>Event", "<tr><td>10:05<td>Row %d", "</table>" + htmlTail},
	{ofHTML, "HTML table of columns", htmlHead + "<h1>A</h1><h2>Timeline</h2><table><tr>", "<td>a", "</table>" + htmlTail},
	{ofHTML, "HTML colspan", htmlHead + "<h1>A</h1><table><tr>", "<td colspan=1000>a", "</table>" + htmlTail},
	{ofHTML, "HTML rowspan", htmlHead + "<h1>A</h1><table>", "<tr><td rowspan=65534>a", "</table>" + htmlTail},
	{ofHTML, "HTML lists", htmlHead + "<h1>A</h1><h2>Timeline</h2><ul>", "<li>10:05 Row %d", "</ul>" + htmlTail},
	{ofHTML, "HTML lists in lists", htmlHead, "<ul><li>a", htmlTail},
	{ofHTML, "HTML headings", htmlHead + "<h1>A</h1>", "<h2>Heading %d</h2><p>Text.", htmlTail},
	{ofHTML, "HTML attributes", htmlHead + "<p", " a%d=b", ">x" + htmlTail},
	{ofHTML, "HTML classes", htmlHead + "<p class='", "a ", "'>x" + htmlTail},
	{ofHTML, "HTML times", htmlHead + "<h1>A</h1>", "<time datetime='2022-01-27T10:10Z'>11:10</time> ", htmlTail},
	{ofHTML, "HTML data", htmlHead, "<i data-a='{}'>", htmlTail},
	{ofHTML, "HTML scripts", htmlHead, "<script>a", htmlTail},
	{ofHTML, "HTML links", htmlHead + "<h1>A</h1>", "<a href='http://a.example/'>b", htmlTail},
	{ofHTML, "HTML pre", htmlHead + "<h1>A</h1><pre>", "a\n", htmlTail},
	{ofHTML, "HTML br", htmlHead + "<h1>A</h1><p>", "a<br>", htmlTail},
	{ofHTML, "HTML spans", htmlHead + "<h1>A</h1><p>", "<span>a</span>", htmlTail},
	{ofHTML, "HTML definition lists", htmlHead + "<h1>A</h1><dl>", "<dt>Name %d<dd>value", "</dl>" + htmlTail},
	{ofHTML, "saved page: incident", "<html><body class='layout-content status status-incident'><div class='page-title'><h1 class='incident-name'>A</h1></div>", "<div class='row update-row'><div class='update-title span3'>Resolved</div><div class='update-container span9'><div class='update-body'><span class='whitespace-pre-wrap'>x</span></div><div class='update-timestamp'>Posted <span class='ago' data-datetime-unix='1643278200000'></span>Jan <var data-var='date'>27</var>, <var data-var='year'>2022</var> - <var data-var='time'>10:10</var> UTC</div></div></div>", "</body></html>"},
	{ofHTML, "saved page: home", "<html><body class='layout-content status status-index'><div class='incidents-list'>", "<div class='status-day'><div class='date'>Jan <var data-var='date'>27</var>, <var data-var='year'>2022</var></div><div class='incident-container'><div class='incident-title'><a href='/incidents/a%d'>A</a></div><div class='updates-container'><div class='update resolved'><strong>Resolved</strong> - <span class='whitespace-pre-wrap'>x</span><br><small>Jan <var data-var='date'>27</var>, <var data-var='time'>10:10</var> UTC</small></div></div></div></div>", "</div></body></html>"},
	{ofHTML, "saved page: components", "<html><body class='layout-content status status-index'><div class='components-container'>", "<div class='component-container'><div class='component-inner-container' data-component-id='a%d' data-component-status='operational'><span class='name'>A</span></div></div>", "</div></body></html>"},
	{ofJSON, "JSON unknown keys", `{"title":"A"`, `,"k%d":1`, "}"},
	{ofJSON, "JSON the same key", `{"title":"A"`, `,"title":"B"`, "}"},
	{ofJSON, "JSON unknown keys of objects", `{"title":"A","updates":[`, `{"a":1},`, `{}]}`},
	{ofJSON, "JSON wrong elements", `{"title":"A","updates":[`, `1,`, `{}]}`},
	{ofJSON, "JSON wrong values", `{"title":"A","updates":[`, `{"status":1},`, `{}]}`},
	{ofJSON, "JSON wrong times", `{"title":"A","updates":[`, `{"at":"x"},`, `{}]}`},
	{ofJSON, "JSON control characters", `{"title":"A","components":[`, `{"name":"a\u0001"},`, `{}]}`},
	{ofJSON, "JSON empty updates", `{"title":"A","updates":[`, `{},`, `{}]}`},
	{ofJSON, "JSON updates", `{"title":"A","updates":[`, `{"status":"resolved","at":"2024-03-05T10:00:00Z","body":"x"},`, `{}]}`},
	{ofJSON, "JSON many incidents", `[`, `{"title":"A %d"},`, `{"title":"B"}]`},
	{ofJSON, "JSON incidents on lines", ``, "{\"title\":\"A %d\"}\n", ""},
	{ofJSON, "JSON depth", `{"a":`, "[", ""},
	{ofJSON, "JSON depth of objects", ``, `{"a":`, ""},
	{ofJSON, "JSON numbers", `[`, `1,`, `1]`},
	{ofJSON, "JSON escapes", `{"title":"`, `\u0041`, `"}`},
	{ofJSON, "JSON labels", `{"title":"A","labels":{`, `"k%d":"v",`, `"k":"v"}}`},
	{ofJSON, "JSON labels of a kind", `{"title":"A","labels":{`, `"k%d":1,`, `"k":"v"}}`},
	{ofJSON, "JSON zones", `{"title":"A","postmortem":{"sections":[`, `{"timeline":{"zone":"X%d"}},`, `{}]}}`},
	{ofJSON, "Statuspage unknown keys", `{"page":{"id":"a","name":"B"},"incidents":[{"name":"A","impact":"minor","incident_updates":[]`, `,"k%d":1`, "}]}"},
	{ofJSON, "Statuspage incidents", `{"page":{"id":"a","name":"B"},"incidents":[`, `{"id":"a%d","name":"A","status":"resolved","incident_updates":[{"id":"u%d","status":"resolved","body":"x","created_at":"2024-03-05T10:00:00Z"}]},`, `{"name":"A","incident_updates":[]}]}`},
	{ofJSON, "Statuspage updates", `{"page":{"id":"a","name":"B"},"incidents":[{"id":"a","name":"A","status":"resolved","incident_updates":[`, `{"id":"u%d","status":"resolved","body":"x","created_at":"2024-03-05T10:00:00Z"},`, `{"id":"u","body":"x","status":"resolved"}]}]}`},
	{ofJSON, "Statuspage components", `{"page":{"id":"a","name":"B"},"components":[`, `{"id":"c%d","name":"C %d","status":"operational","group_id":"g%d"},`, `{"id":"c","name":"C","status":"operational"}]}`},
	{ofJSON, "Statuspage changes", `{"page":{"id":"a","name":"B"},"incidents":[{"id":"a","name":"A","status":"resolved","incident_updates":[{"id":"u","status":"resolved","body":"x","created_at":"2024-03-05T10:00:00Z","affected_components":[`, `{"code":"c%d","name":"C %d","old_status":"operational","new_status":"operational"},`, `{}]}]}]}`},
	{ofJSON, "Instatus incidents", `{"page":{"name":"B","status":"UP"},"activeIncidents":[`, `{"id":"a%d","name":"A","started":"2024-03-05T10:00:00Z","status":"RESOLVED","k%d":1},`, `{"name":"A"}]}`},
	{ofJSON, "Instatus updates", `{"page":{"status_indicator":"UP"},"incident":{"name":"A","affected_components":[],"incident_updates":[`, `{"id":"u%d","markdown":"x","status":"Resolved","created_at":"2024-03-05T10:00:00Z"},`, `{"id":"u"}]}}`},
	{ofJSON, "Better Stack reports", `{"data":{"id":"1","type":"status_page","attributes":{}},"included":[`, `{"id":"%d","type":"status_report","attributes":{"title":"A"},"relationships":{"status_updates":{"data":[{"id":"%d","type":"status_update"}]}}},{"id":"%d","type":"status_update","attributes":{"message":"x","published_at":"2024-03-05T10:00:00Z","status_report_id":%d}},`, `{"id":"x","type":"status_page_resource","attributes":{"public_name":"C"}}]}`},
	{ofJSON, "incident.io incidents", `{"ongoing_incidents":[`, `{"id":"a%d","name":"A","status":"identified","last_update_message":"x","last_update_at":"2024-03-05T10:00:00Z","affected_components":[{"id":"c%d","name":"C"}]},`, `{"name":"A"}],"in_progress_maintenances":[],"scheduled_maintenances":[]}`},
	{ofJSON, "Statuspage wrong types", `{"page":{"id":"a","name":"B"},"incidents":[`, `{"id":"a%d","name":[],"status":{},"incident_updates":1},`, `{"name":"A","incident_updates":[]}]}`},
}
