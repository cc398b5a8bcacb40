package render_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// reportWords returns the words of a report in text, without the markers of
// lists, tasks and cells, and without guards.
func reportWords(report string) []string {
	var words []string
	for line := range strings.Lines(report) {
		fields := strings.Fields(strings.ReplaceAll(line, "\u200c", ""))
		for i, w := range fields {
			switch {
			case w == "•", w == "|", i == 0 && w == ">":
			case i == 0 && strings.HasPrefix(line, "  ") && strings.Trim(w, "0123456789") == "." && len(w) > 1:
			case i == 1 && fields[0] == "•" && w == "[x]", i == 1 && fields[0] == "•" && w == "[":
			case i == 2 && fields[0] == "•" && fields[1] == "[" && w == "]":
			default:
				words = append(words, w)
			}
		}
	}
	return words
}

// pageWords returns the words that readers see in an HTML report, without
// elements with data-extra.
func pageWords(t *testing.T, doc string) []string {
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode {
			if n.Data == "head" || n.Data == "script" || attr(n, "data-extra") != nil {
				return
			}
			if !slices.Contains([]string{"a", "b", "em", "strong", "code", "time", "span"}, n.Data) {
				b.WriteByte(' ') // after a block or a cell
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return strings.Fields(b.String())
}

func attr(n *html.Node, key string) *html.Attribute {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return &n.Attr[i]
		}
	}
	return nil
}

func TestHTMLHasTextWords(t *testing.T) {
	zones := []*time.Location{location(t, "Asia/Kolkata"), location(t, "America/New_York"), location(t, "UTC")}
	for _, f := range htmlCases() {
		draft := f.Incident.Clone()
		if draft.Postmortem != nil {
			draft.Postmortem.PublishedAt = time.Time{}
		}
		for _, test := range []struct {
			name string
			html string
			text string
		}{
			{"fragment", string(render.HTML{}.Append(nil, f.Incident)), string(render.Text{}.Append(nil, f.Incident))},
			{"page", string(render.HTML{}.AppendPage(nil, f.Incident)), string(render.Text{}.Append(nil, f.Incident))},
			{"script", string(render.HTML{ScriptNonce: "x"}.AppendPage(nil, f.Incident)), string(render.Text{}.Append(nil, f.Incident))},
			{"zones", string(render.HTML{Zones: zones}.Append(nil, f.Incident)), string(render.Text{Zones: zones}.Append(nil, f.Incident))},
			{"internal", string(render.HTML{Internal: true}.Append(nil, f.Incident)), string(render.Text{Internal: true}.Append(nil, f.Incident))},
			{"draft hidden", string(render.HTML{}.Append(nil, draft)), string(render.Text{}.Append(nil, draft))},
			{"draft", string(render.HTML{Drafts: true}.Append(nil, draft)), string(render.Text{Drafts: true}.Append(nil, draft))},
			{"postmortem", string(render.HTML{}.AppendPostmortem(nil, draft)), string(render.Text{}.AppendPostmortem(nil, draft))},
			{"postmortem page", string(render.HTML{}.AppendPostmortemPage(nil, draft)), string(render.Text{}.AppendPostmortem(nil, draft))},
		} {
			if f.Name == "flood" {
				// In text, a link shows its address.
				test.text = strings.ReplaceAll(test.text, " (https://example.com/plan?a=1&b=2)", "")
			}
			if diff := cmp.Diff(strings.Join(reportWords(test.text), "\n"), strings.Join(pageWords(t, test.html), "\n")); diff != "" {
				t.Errorf("%s, %s (-text +html):\n%s", f.Name, test.name, diff)
			}
		}
	}
}

// parsed returns the tree of a fragment or page. It checks that the parser
// accepts the source as it is, tag by tag, with none left open, closed twice or
// moved.
func parsed(t *testing.T, doc string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	top := root
	if !strings.HasPrefix(doc, "<!DOCTYPE") {
		top = root.LastChild.LastChild // inside html and body
	}
	var tree []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.ElementNode:
				tree = append(tree, tag(c.Data, c.Attr))
				walk(c)
				tree = append(tree, "/"+c.Data)
			case html.TextNode:
				tree = append(tree, strings.TrimSpace(c.Data))
			}
		}
	}
	walk(top)
	var source []string
	for z := html.NewTokenizer(strings.NewReader(doc)); z.Next() != html.ErrorToken; {
		switch tok := z.Token(); tok.Type {
		case html.StartTagToken, html.SelfClosingTagToken:
			source = append(source, tag(tok.Data, tok.Attr))
			if tok.Type == html.SelfClosingTagToken || slices.Contains([]string{"br", "hr", "meta", "link"}, tok.Data) {
				source = append(source, "/"+tok.Data)
			}
		case html.EndTagToken:
			source = append(source, "/"+tok.Data)
		case html.TextToken:
			source = append(source, strings.TrimSpace(tok.Data))
		}
	}
	space := func(s string) bool { return s == "" }
	if diff := cmp.Diff(slices.DeleteFunc(source, space), slices.DeleteFunc(tree, space)); diff != "" {
		t.Errorf("the tree is not what the source says (-source +tree):\n%s", diff)
	}
	return root
}

// tag returns the name and the sorted attributes of an element.
func tag(name string, attrs []html.Attribute) string {
	var list []string
	for _, a := range attrs {
		list = append(list, a.Key+"="+a.Val)
	}
	slices.Sort(list)
	return "<" + name + " " + strings.Join(list, " ")
}

func TestHTMLIsWellFormed(t *testing.T) {
	for _, g := range goldens(t) {
		if strings.Contains(g.name, "html") {
			checkTree(t, g.archive+", "+g.name, parsed(t, g.got))
		}
	}
}

func TestHTMLAppends(t *testing.T) {
	inc := fixture.Checkout()
	want := string(render.HTML{}.Append(nil, inc))
	if got := string(render.HTML{}.Append([]byte("<p>before</p>"), inc)); got != "<p>before</p>"+want {
		t.Errorf("got %q", got[:40])
	}
	for _, got := range []string{
		string(render.HTML{}.Append([]byte("x"), nil)), string(render.HTML{}.AppendPage([]byte("x"), nil)),
		string(render.HTML{}.AppendPostmortem([]byte("x"), nil)), string(render.HTML{}.AppendPostmortemPage([]byte("x"), &incident.Incident{})),
	} {
		if got != "x" {
			t.Errorf("nothing gives %q", got)
		}
	}
	var b strings.Builder
	if err := (render.HTML{}).Write(&b, inc); err != nil || b.String() != want {
		t.Errorf("Write: %v, %d bytes", err, b.Len())
	}
	b.Reset()
	if err := (render.HTML{}).WritePage(&b, inc); err != nil || b.String() != string(render.HTML{}.AppendPage(nil, inc)) {
		t.Errorf("WritePage: %v, %d bytes", err, b.Len())
	}
	if got := string(render.HTML{}.Append(nil, &incident.Incident{})); !strings.Contains(got, "Incident Report</p>") {
		t.Errorf("an empty incident gives %s", got)
	}
	inc.Page.TimeZone = "Nowhere/Land"
	if got := string(render.HTML{}.Append(nil, inc)); !strings.Contains(got, "May 06, 2025 - 08:40 UTC") {
		t.Errorf("an unknown zone is not UTC:\n%s", got)
	}
}

func TestHTMLJSONTrip(t *testing.T) {
	for _, f := range htmlCases() {
		var back incident.Incident
		roundTrip(t, f.Incident, &back)
		if diff := cmp.Diff(string(render.HTML{}.AppendPage(nil, f.Incident)), string(render.HTML{}.AppendPage(nil, &back))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

// updateIDs returns the ids of the sections of updates, from top to bottom.
func updateIDs(t *testing.T, doc string) (ids []string) {
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data == "section" {
			if c := attr(n, "class"); c != nil && strings.HasPrefix(c.Val, "update") {
				ids = append(ids, attr(n, "id").Val)
			}
		}
	}
	return ids
}

func TestPermalinks(t *testing.T) {
	inc := fixture.Webhooks()
	want := []string{"incident-u-20230323T072500Z", "incident-u-20230323T065900Z", "incident-u-20230323T063100Z", "incident-u-20230323T061600Z", "incident-u-20230323T054800Z-2", "incident-u-20230323T054800Z"}
	if diff := cmp.Diff(want, updateIDs(t, string(render.HTML{}.Append(nil, inc)))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// Ids do not depend on title, zone, order or postmortem.
	inc.Title, inc.Page.TimeZone, inc.Postmortem = "u-20230323T072500Z", "Asia/Tokyo", nil
	slices.Reverse(inc.Updates[2:])
	got := updateIDs(t, string(render.HTML{HeadingLevel: 3}.Append(nil, inc)))
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := updateIDs(t, string(render.HTML{IDPrefix: `a1-"<`}.Append(nil, storm()))); !slices.Equal(got, []string{"a1-u-k3x0", "a1-u-k3w2", "a1-u-k3v9"}) {
		t.Errorf("ids: %q", got)
	}
}

// TestManyIDs checks that ids are unique in long reports as well, at linear
// cost.
func TestManyIDs(t *testing.T) {
	many := 20_000
	if testing.Short() {
		many = 4_000
	}
	inc := &incident.Incident{}
	for i := range many {
		u := incident.Update{At: time.Unix(1e9, 0)}
		if i%3 == 0 {
			u.ID = "20010909T014640Z"
		} else if i%3 == 1 {
			u.ID = "20010909T014640Z-7"
		}
		inc.Updates = append(inc.Updates, u)
	}
	ids := updateIDs(t, string(render.HTML{}.Append(nil, inc)))
	slices.Sort(ids)
	if n := len(slices.Compact(ids)); n != many {
		t.Errorf("%d different ids of %d", n, many)
	}
}

func TestHTMLHeadingLevels(t *testing.T) {
	got := string(render.HTML{HeadingLevel: 5}.Append(nil, flood()))
	for _, want := range []string{"<h5>Archive", "<h6>Resolved", `<h6 class="label">Postmortem`, `<h6 id="incident-summary">Summary`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s", want)
		}
	}
	inc := &incident.Incident{Updates: []incident.Update{{At: time.Unix(1e9, 0), Body: "# One\n\ntext"}}}
	if got := string(render.HTML{HeadingLevel: 2}.Append(nil, inc)); !strings.Contains(got, "<h3>Update</h3>") || !strings.Contains(got, "<h4>One</h4>") {
		t.Errorf("headings:\n%s", got)
	}
}

// TestHTMLLang checks that a malformed language tag is not written. Klingon
// stands for a language whose words we do not have.
func TestHTMLLang(t *testing.T) {
	for lang, want := range map[string]string{"": "en", "da": "da", "pt-BR": "pt-BR", "zh-Hant-TW": "zh-Hant-TW", "english": "en", "d": "en",
		`da" onload="x`: "en", "tlh_AQ": "en", "tlh-": "en", "tlh-u": "en", "12": "en", "tlh-AQ-toolongsubtag": "en"} {
		inc := &incident.Incident{Page: incident.Page{Lang: lang}}
		if got := string(render.HTML{}.Append(nil, inc)); !strings.HasPrefix(got, `<article class="incident" lang="`+want+`">`) {
			t.Errorf("%q: %.60s", lang, got)
		}
	}
}

func TestHTMLLinks(t *testing.T) {
	for url, want := range map[string]string{
		"https://status.example.com/a?b=1&c='2'": `<a href="https://status.example.com/a?b=1&amp;c='2'">Name</a>`,
		"HTTP://example.com":                     `<a href="HTTP://example.com">Name</a>`,
		"mailto:a@example.com":                   `<a href="mailto:a@example.com">Name</a>`,
		"https://example.com/\" onclick=\"é\xff": `<a href="https://example.com/%22%20onclick=%22%C3%A9%FF">Name</a>`,
		"javascript:alert(1)":                    "for Name</p>",
		" https://example.com":                   "for Name</p>",
		"//example.com":                          "for Name</p>",
		"data:text/html,x":                       "for Name</p>",
		"https://":                               "for Name</p>",
	} {
		inc := &incident.Incident{URL: url, Page: incident.Page{Name: "Name", URL: url}}
		got := string(render.HTML{}.AppendPage(nil, inc))
		if !strings.Contains(got, want) {
			t.Errorf("%q: no %s", url, want)
		}
		if strings.Contains(got, "canonical") != strings.HasPrefix(strings.ToLower(url), "http") || strings.Contains(got, "canonical") != strings.Contains(want, "<a") && !strings.Contains(got, "mailto") {
			if url != "https://" {
				t.Errorf("%q: canonical link", url)
			}
		}
	}
}

func TestNonce(t *testing.T) {
	page := func(nonce string) string { return string(render.HTML{ScriptNonce: nonce}.AppendPage(nil, storm())) }
	if got := page("q83v+/-_Eg=="); !strings.Contains(got, `script-src 'nonce-q83v+/-_Eg=='"`) || !strings.Contains(got, `<script nonce="q83v+/-_Eg==">`) {
		t.Error("a nonce gives no script")
	}
	for _, nonce := range []string{"", "=", `a"b`, "a b", "a'; script-src *"} {
		if strings.Contains(page(nonce), "<script") || strings.Contains(page(nonce), "script-src") {
			t.Errorf("%q gives a script", nonce)
		}
	}
}

// TestChipsInOrderOfTheSentence checks that the components of a group are shown
// together, as in the sentence that names them, from which readers take the
// order.
func TestChipsInOrderOfTheSentence(t *testing.T) {
	inc := &incident.Incident{Title: "Slow", Components: []incident.Component{
		{Group: "EU", Name: "API"}, {Name: "Web"}, {Group: "EU", Name: "Mail"}, {Name: "Push"},
	}}
	page := string(render.HTML{}.Append(nil, inc))
	var got []string
	for _, m := range regexp.MustCompile(`<span class="group">(.*)</span>|<li class="chip">(.*)</li>|(</ul></li>)`).FindAllStringSubmatch(page, -1) {
		got = append(got, m[1]+m[2]+m[3])
	}
	if diff := cmp.Diff([]string{"EU", "API", "Mail", "</ul></li>", "Web", "Push"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestBannerImpact checks that the impact is shown as stated, derived, or not
// at all. "None" must be stated.
func TestBannerImpact(t *testing.T) {
	changed := func(to incident.ComponentStatus) []incident.Update {
		return []incident.Update{{Status: incident.StatusInvestigating, At: time.Unix(1e9, 0), Changes: []incident.Change{{Name: "API", To: to}}}}
	}
	for _, test := range []struct {
		inc  incident.Incident
		want string // "" if no impact is shown
	}{
		{incident.Incident{Updates: changed("")}, ""},
		{incident.Incident{Impact: "major", Updates: changed("")}, `impact major">Major impact`},
		{incident.Incident{Impact: "none", Updates: changed("major_outage")}, `impact none">No impact`},
		{incident.Incident{Impact: "severe & more", Updates: changed("")}, `impact">severe &amp; more impact`},
		{incident.Incident{Updates: changed("partial_outage")}, `impact derived major">Major impact`},
		{incident.Incident{Updates: changed("operational")}, ""},
		{incident.Incident{Updates: changed("full_outage")}, ""},
		{incident.Incident{Impact: "maintenance", Updates: changed("")}, ""},
	} {
		page := string(render.HTML{}.Append(nil, &test.inc))
		got := ""
		if _, rest, ok := strings.Cut(page, `<span class="`); ok && strings.HasPrefix(rest, "impact") {
			got, _, _ = strings.Cut(rest, "<")
		}
		if got != test.want {
			t.Errorf("impact %q, %q: %q, want %q", test.inc.Impact, test.inc.Updates[0].Changes[0].To, got, test.want)
		}
	}
}

// TestUnknownComponentStatus checks that an unknown status is shown unchanged
// and without a colour, even next to a known one.
func TestUnknownComponentStatus(t *testing.T) {
	at := time.Unix(1e9, 0)
	inc := &incident.Incident{Title: "Down", Updates: []incident.Update{
		{Status: incident.StatusInvestigating, At: at, Changes: []incident.Change{{Name: "API", From: "operational", To: "full_outage"}}},
		{Status: incident.StatusResolved, At: at.Add(time.Hour), Changes: []incident.Change{{Name: "API", From: "full_outage", To: "operational"}}},
	}}
	page := string(render.HTML{}.Append(nil, inc))
	for _, want := range []string{`<li class="chip operational">API <span class="is">Operational</span><span class="was">, was full_outage</span></li>`, `<li>API: full_outage → Operational</li>`, "API: full_outage from"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if strings.Contains(page, "not stated") {
		t.Errorf("the unknown word is lost:\n%s", page)
	}
}
