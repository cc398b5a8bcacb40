package e2e

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// TestHostileMarkdown puts each attack into every text of an incident, the
// words of the model included, and renders our Markdown with the engines of
// readers. Nothing may come out that no document of ours contains. The document
// that a team works on keeps its comments, in a form that ends nowhere else.
func TestHostileMarkdown(t *testing.T) {
	e := startEngines(t)
	list := attacks(t)
	if len(list) < 800 {
		t.Fatalf("%d attacks, want 800", len(list))
	}
	bases := markdownBases()
	faults := make(map[string]int)
	documents := 0
	for i, attack := range list {
		base := bases[i%len(bases)]
		for name, md := range documentsOf(everywhere(base, attack)) {
			documents++
			for engine, html := range e.render(t, md) {
				if found := live(html, name == "document"); len(found) > 0 {
					if faults[engine]++; faults[engine] <= 20 {
						t.Errorf("%q as %s in %s: %q", attack, name, engine, found[:min(len(found), 3)])
					}
				}
			}
		}
	}
	t.Logf("%d attacks, %d documents, faults by engine: %v", len(list), documents, faults)
}

// TestRandomMarkdown renders documents of random bodies, so that what stands in
// one may wake what stands in the next.
func TestRandomMarkdown(t *testing.T) {
	e := startEngines(t)
	pieces := append(strings.Split("<script>x</script>|<img src=x onerror=y>|`|``|```|~~~|\n|\n|\n\n|    |\t|  |- |* |1. |2) |> |# |---|===|a|foo bar|[|]|](|](javascript:x)|[a](javascript:x)|[a](https://example.com)|![|(|)|[r]: javascript:x|[r]: https://example.com|[r]|[^1]|[^1]: |\\|\\|*|**|_|~~|<!--|-->|<!-- c -->|--!>|<|>|\"|{|}|=|&lt;|&#96;|<https://example.com>|<javascript:x>|https://example.com/|www.example.com|:|- [ ] |\u00a0|+++|<div>|<pre>", "|"), "|", "|-|", "\n|a|b|\n|-|-|\n")
	r := rand.New(rand.NewPCG(3, 17))
	for range fixture.Rounds(200) {
		inc := fixture.Checkout()
		for i := range inc.Updates {
			var body strings.Builder
			for range 1 + r.IntN(14) {
				body.WriteString(pieces[r.IntN(len(pieces))])
			}
			inc.Updates[i].Body = body.String()
			inc.Postmortem.Sections[i+1].Body = body.String()
			inc.Postmortem.Sections[3].Timeline.Events[i].Text = body.String()
			inc.Postmortem.Sections[4].Actions[i].Text = body.String()
		}
		for name, md := range documentsOf(inc) {
			for engine, html := range e.render(t, md) {
				if found := live(html, name == "document"); len(found) > 0 {
					t.Errorf("%s in %s: %q in\n%s", name, engine, found, md)
				}
			}
		}
	}
}

// markdownBases are incidents that together have every part of the model, in
// the forms that a document can have.
func markdownBases() (list []*incident.Incident) {
	for _, form := range []incident.Form{incident.FormTable, incident.FormBullets, incident.FormNumbered, incident.FormTasks, incident.FormParagraphs} {
		inc := fixture.Checkout()
		for i := range inc.Postmortem.Sections {
			inc.Postmortem.Sections[i].Form = form
		}
		list = append(list, inc)
	}
	return list
}

// documentsOf returns what is written of an incident.
func documentsOf(inc *incident.Incident) map[string][]byte {
	open := render.Markdown{Drafts: true, Internal: true}
	return map[string][]byte{
		"page":     open.Append(nil, inc),
		"document": open.AppendPostmortem(nil, inc),
	}
}
