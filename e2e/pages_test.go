package e2e

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// axe is the accessibility checker, from npm.
func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal("run npm ci first: ", err)
	}
	return string(source)
}

// TestPages looks at the page of each fixture on every screen: it loads without
// a complaint or a request, does not scroll sideways, and axe finds no
// violation.
func TestPages(t *testing.T) {
	b := start(t)
	checker := axe(t)
	zones := map[string][]*time.Location{"": nil}
	for _, name := range []string{"Europe/Copenhagen", "America/New_York", "Asia/Kolkata"} {
		loc, err := civil.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones["-3zones"] = append(zones["-3zones"], loc)
	}
	for _, f := range fixture.All() {
		for suffix, list := range zones {
			html := render.HTML{Zones: list}.AppendPage(nil, f.Incident)
			for _, s := range screens {
				var wide bool
				var violations string
				var png []byte
				trouble := b.open(t, html, s.apply(),
					chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &wide),
					chromedp.FullScreenshot(&png, 100),
					chromedp.Evaluate(checker+`; 0`, nil),
					chromedp.Evaluate(`axe.run().then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(", "))))`, &violations, chromedp.EvalAsValue, awaitPromise),
				)
				name := f.Name + suffix + "-" + s.name
				keep(t, name, png)
				if len(trouble) > 0 {
					t.Errorf("%s: %q", name, trouble)
				}
				if wide && s.media == "screen" {
					t.Errorf("%s scrolls sideways", name)
				}
				var list []string
				if err := json.Unmarshal([]byte(violations), &list); err != nil {
					t.Fatal(err)
				}
				for _, v := range list {
					t.Errorf("%s: %s", name, v)
				}
			}
		}
	}
}

// TestPostmortemPage looks at the document alone, as a draft.
func TestPostmortemPage(t *testing.T) {
	b := start(t)
	inc := fixture.Checkout()
	inc.Postmortem.PublishedAt = time.Time{}
	var text string
	if trouble := b.open(t, render.HTML{}.AppendPostmortemPage(nil, inc), chromedp.Text("body", &text)); len(trouble) > 0 {
		t.Error(trouble)
	}
	if !strings.Contains(strings.ToLower(text), "draft") {
		t.Errorf("a draft is not marked:\n%s", text)
	}
}

// TestNoncePage holds that the one script there is runs only by its nonce and
// complains of nothing.
func TestNoncePage(t *testing.T) {
	b := start(t)
	html := render.HTML{ScriptNonce: "c2VjcmV0"}.AppendPage(nil, fixture.Checkout())
	if trouble := b.open(t, html); len(trouble) > 0 {
		t.Error(trouble)
	}
	var scripts int
	b.open(t, render.HTML{}.AppendPage(nil, fixture.Checkout()), chromedp.Evaluate(`document.scripts.length`, &scripts))
	if scripts != 0 {
		t.Errorf("%d scripts in a page without a nonce", scripts)
	}
}

// TestHostilePages loads pages with a payload in every text field, as a page
// with its own policy and as a fragment in a page without any. Nothing may run,
// be asked for, or be complained of.
func TestHostilePages(t *testing.T) {
	b := start(t)
	list := attacks(t)
	if len(list) < 800 {
		t.Fatalf("%d attacks, want 800", len(list))
	}
	base := fixture.Checkout()
	base.Postmortem.Sections[0].Form = incident.FormTable
	for i := 0; i < len(list); i += 20 {
		group := list[i:min(i+20, len(list))]
		var fragments []byte
		for _, p := range group {
			fragments = render.HTML{Internal: true, Drafts: true}.Append(fragments, everywhere(base, p))
		}
		plain := append([]byte("<!doctype html><meta charset=utf-8><title>t</title><body>"), fragments...)
		var hit bool
		if trouble := b.open(t, plain, chromedp.Evaluate(`window.hit === 1 || document.title === "hit" || !!document.querySelector("script, iframe, object, embed, link, base, form, img, foreignObject, [onerror], [onload], [onclick], [href^=javascript], [href^=data]")`, &hit)); len(trouble) > 0 || hit {
			t.Errorf("payloads %d to %d: %q, hit: %v", i, i+len(group), trouble, hit)
		}
	}
	for i, p := range list {
		var hit bool
		html := render.HTML{Internal: true, Drafts: true}.AppendPage(nil, everywhere(base, p))
		if i%40 != 0 {
			continue // the page is the fragment, the policy and a title
		}
		if trouble := b.open(t, html, chromedp.Evaluate(`window.hit === 1`, &hit)); len(trouble) > 0 || hit {
			t.Errorf("page with %q: %q, hit: %v", p, trouble, hit)
		}
	}
}

// TestFragmentStyle looks at a fragment in a page of somebody's own: the style
// sheet of fragments applies to it, and to nothing else.
func TestFragmentStyle(t *testing.T) {
	b := start(t)
	page := append([]byte("<!doctype html><meta charset=utf-8><title>t</title><style>"), render.HTML{}.AppendStyle(nil)...)
	page = append(page, `</style><body><p id="host">Ours.</p>`...)
	inc := fixture.Checkout()
	page = render.HTML{}.Append(page, inc)
	page = render.HTML{IDPrefix: "b-"}.AppendPostmortem(page, inc)
	page = append(page, "</body>"...)
	var got []string
	const look = `[getComputedStyle(document.body).marginTop, getComputedStyle(document.getElementById("host")).marginTop,` +
		`getComputedStyle(document.querySelector(".chips")).listStyleType, getComputedStyle(document.querySelector(".incident")).getPropertyValue("--bg"),` +
		`getComputedStyle(document.querySelector(".document .postmortem")).borderTopWidth, getComputedStyle(document.querySelector(".now + * ~ .postmortem")).borderTopWidth,` +
		`getComputedStyle(document.documentElement).getPropertyValue("--bg")]`
	if trouble := b.open(t, page, chromedp.Evaluate(look, &got)); len(trouble) > 0 {
		t.Errorf("trouble: %q", trouble)
	}
	if want := []string{"8px", "16px", "none", "#fff", "0px", "1px", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
