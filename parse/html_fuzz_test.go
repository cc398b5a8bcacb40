package parse_test

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// FuzzHTML checks that no input makes the reader panic, that all errors and
// notes have a place, and that the result comes back after it is written.
func FuzzHTML(f *testing.F) {
	for _, fix := range fixture.All() {
		f.Add(render.HTML{Internal: true, NoPicture: true}.Append(nil, fix.Incident))
	}
	f.Add([]byte(`<article class="incident"><header><p class="window">x<time datetime="2024-05-01T10:00:00Z"></p></header><section class="postmortem"><h2></h2><section class="part"><ul class="timeline tasks"><li><time datetime="2024-05-01">May</time> x<table class="actions"><tr><td>`))
	f.Add([]byte(`<base href="https://example.com/"><meta property="og:url" content="https://example.com/"><article class="incident"><header><h1>x</h1></header>`))
	f.Add([]byte(`<svg><p><table><tr><li><td></div></table><b><i></b></i><p class="update-row"><a><a></h2></h1>`))
	f.Add([]byte(`<link rel="canonical" href="https://example.com/a/"><header class="service" data-name="x" data-url="y"><article class="incident summary planned"><header><h3><a href="../b#%">c</a></h3></header><details class="older"><details class="older"><div class="updates"><section class="update"><p class="none">`))
	loc, err := civil.LoadLocation("Europe/Copenhagen")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, p := range []parse.HTML{{}, {Zone: loc, Lax: true, MaxDepth: 24}} {
			doc, err := p.Parse("fuzz", data)
			if doc == nil {
				if err == nil {
					t.Fatal("neither document nor error")
				}
				continue
			}
			for _, n := range doc.Notes {
				if n.Line < 1 || n.Column < 1 || n.Code == "" || n.Text == "" {
					t.Errorf("%+v", n)
				}
			}
			for _, inc := range doc.Incidents {
				page := render.HTML{Drafts: true, Internal: true}.AppendPage(nil, inc)
				if _, err := (parse.HTML{Zone: loc, Lax: true}).Parse("again", page); err != nil && strings.Contains(err.Error(), "no report") {
					t.Fatalf("%v\n%s", err, page)
				}
			}
		}
	})
}
