package render_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	nethtml "golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// awake are texts that become active in an engine that lets everything pass,
// or, in front matter, in one that does not know front matter.
var awake = []string{
	"Fine. <!-- --!><u title=x>a</u> -->", "<!----!><u title=x>-->", "<!--><u title=x> -->", "<!-- a\n\n--!><u title=x>b</u> -->", "<u\ntitle=x>", "<u\u00a0title=x>",
	"[a](javascript:go())", "[a](javascript:go() \"<u title=x>\")", "![a](data:text/html,<u/title=x>)", "[a]: vbscript:go() '<u title=x>'\n\n[a]", "<javascript:go()>",
	"a[^1]\n\n[^1]: <u title=x>", "https://example.com<u title=x>", "`<u title=x>", "```\n<u title=x>", "# a {title=x}", "-- <u title=x> --", "a|b\n-|-\n<u title=x>|`|<u title=x>`",
}

// allTexts returns a copy of an incident with a text in every string, including
// the words of the model.
func allTexts(inc *incident.Incident, s string) *incident.Incident {
	c := inc.Clone()
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Interface().(type) {
		case time.Time, civil.Date, incident.Form:
			return
		}
		switch v.Kind() {
		case reflect.String:
			v.SetString(s)
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		}
	}
	walk(reflect.ValueOf(c).Elem())
	return c
}

// TestMarkdownInLooseEngine renders our Markdown, with a hostile text in every
// string, in an engine that lets HTML and all addresses pass. Module e2e does
// the same with other engines.
func TestMarkdownInLooseEngine(t *testing.T) {
	loose := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(html.WithUnsafe()))
	m := render.Markdown{Drafts: true, Internal: true}
	for _, f := range fixture.All() {
		for _, s := range awake {
			inc := allTexts(f.Incident, s)
			for name, md := range map[string][]byte{"page": m.Append(nil, inc), "document": m.AppendPostmortem(nil, inc)} {
				var out bytes.Buffer
				if err := loose.Convert(md, &out); err != nil {
					t.Fatal(err)
				}
				root, err := nethtml.Parse(&out)
				if err != nil {
					t.Fatal(err)
				}
				for n := range root.Descendants() {
					if n.Type == nethtml.CommentNode {
						if _, ok := annotation.Parse("<!--" + n.Data + "-->"); !ok && name == "page" {
							t.Errorf("%s of %s with %q: comment %q", name, f.Name, s, n.Data)
						}
					}
					for _, a := range n.Attr {
						if a.Key == "title" && a.Val == "x" || strings.Contains(a.Val, "go()") || strings.Contains(a.Val, "data:") {
							t.Errorf("%s of %s with %q: %s %s=%q in\n%s", name, f.Name, s, n.Data, a.Key, a.Val, md)
						}
					}
				}
			}
		}
	}
}

// TestMarkdownComments distinguishes authors' comments from ours. A page must
// have none of theirs, whatever they look like. A document must have all of
// them, and none may be read as ours.
func TestMarkdownComments(t *testing.T) {
	inc := &incident.Incident{
		Title: "Orders wait", Updates: []incident.Update{{Status: incident.StatusResolved, At: time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC), Body: "Done. <!-- ask Ops -->\n\n<!-- internal -->\n\nMore."}},
		Postmortem: &incident.Postmortem{PublishedAt: time.Date(2024, time.March, 6, 9, 0, 0, 0, time.UTC), Sections: []incident.Section{
			{Heading: "Causes", Body: "<!-- what broke? -->\n\nA disk."},
			{Heading: "Tasks", Kind: incident.SectionActions, Actions: []incident.Action{{Text: "Order disks <!-- milestone: detected -->"}}},
		}},
	}
	if page := string(render.Markdown{}.Append(nil, inc)); strings.Contains(strings.Replace(page, "<!-- actions -->", "", 1), "<!--") {
		t.Errorf("comments in the page:\n%s", page)
	}
	document := string(render.Markdown{}.AppendPostmortem(nil, inc))
	for _, want := range []string{"<!-- what broke? -->", "<!-- \u200cmilestone: detected -->"} {
		if !strings.Contains(document, want) {
			t.Errorf("no %q in the document:\n%s", want, document)
		}
	}
}
