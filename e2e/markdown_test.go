package e2e

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// TestHostileMarkdown puts each attack into every text of an incident,
// including the words of the model, and renders our Markdown with other
// engines. The result must not have anything that no document of ours contains.
// The document that a team works on keeps its comments, but they must end at
// the same place.
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

// TestRandomMarkdown renders documents of random bodies, in which the text of
// one may activate the text of the next.
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

// markdownBases returns incidents that together have every part of the model,
// in all forms of a document.
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

// documentsOf returns all documents written about an incident.
func documentsOf(inc *incident.Incident) map[string][]byte {
	open := render.Markdown{Drafts: true, Internal: true}
	return map[string][]byte{
		"page":     open.Append(nil, inc),
		"document": open.AppendPostmortem(nil, inc),
	}
}
