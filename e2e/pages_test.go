package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// axe returns the source of the accessibility checker axe, from npm.
func axe(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Fatal("run npm ci first: ", err)
	}
	return string(source)
}

// covered returns the texts of a page that cover each other, or that leave the
// screen outside a box that scrolls. It considers the words of the picture and
// those around it.
const covered = `(() => {
	const out = [], width = document.documentElement.clientWidth
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), list = []
	while (walker.nextNode() && list.length < 1500) {
		const n = walker.currentNode, range = document.createRange()
		if (!n.textContent.trim() || n.parentElement.closest("title, [hidden], details:not([open]), thead, .scroll, pre")) continue
		range.selectNodeContents(n)
		for (const r of range.getClientRects()) if (r.width > 2 && r.height > 2) list.push({n, r})
	}
	list.forEach((a, i) => {
		if (a.r.left < -1 || a.r.right > width + 1) out.push("leaves the screen: " + a.n.textContent.slice(0, 60))
		const room = a.n.parentElement.closest("svg") ? 2 : 7 // letters do not fill their lines
		for (const b of list.slice(i + 1, i + 60))
			if (a.n !== b.n && a.r.left < b.r.right - 2 && b.r.left < a.r.right - 2 && a.r.top < b.r.bottom - room && b.r.top < a.r.bottom - room)
				out.push("covered: " + a.n.textContent.slice(0, 60) + " by " + b.n.textContent.slice(0, 60))
	})
	return out.slice(0, 5)
})()`

// look loads a page on a screen and checks that it loads without complaints and
// requests, does not scroll sideways, no text covers another one, and axe finds
// no violation.
func look(t *testing.T, b *browser, checker, name string, html []byte, s screen, actions ...chromedp.Action) {
	t.Helper()
	var wide bool
	var violations string
	var png []byte
	var unread []string
	trouble := b.open(t, html, append([]chromedp.Action{s.apply(),
		chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &wide),
		chromedp.Evaluate(covered, &unread),
		chromedp.FullScreenshot(&png, 100),
		chromedp.Evaluate(checker+`; 0`, nil),
		chromedp.Evaluate(`axe.run().then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.target.join(" ")).slice(0, 3).join(", "))))`, &violations, chromedp.EvalAsValue, awaitPromise),
	}, actions...)...)
	name += "-" + s.name
	keep(t, name, png)
	if len(trouble) > 0 {
		t.Errorf("%s: %q", name, trouble)
	}
	if len(unread) > 0 {
		t.Errorf("%s: %q", name, unread)
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

// TestPages checks the page of each fixture on every screen, in one zone and in
// three.
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
				look(t, b, checker, f.Name+suffix, html, s)
			}
		}
	}
	for name, inc := range more() {
		html := render.HTML{}.AppendPage(nil, inc)
		for _, s := range screens {
			look(t, b, checker, name, html, s)
		}
	}
}

// more returns incidents with a more difficult layout than the fixtures.
func more() map[string]*incident.Incident {
	at := func(minute int) time.Time { return time.Date(2025, time.March, 4, 9, minute, 0, 0, time.UTC) }
	const table = "| Region | Service | Before | Now |\n|---|---|--:|--:|\n| eu-central-1 | authorisation of payments | 0.01 % | 12 % |\n| us-east-1 | authorisation of payments | 0.02 % | 3 % |"
	page := incident.Page{Name: "Example Tickets", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen"}
	ongoing := &incident.Incident{Title: "Tickets cannot be paid for with cards of some banks", Page: page, Updates: []incident.Update{
		{At: at(5), Status: incident.StatusInvestigating, Body: "Some payments fail.\n\n" + table, NextUpdate: at(35), Changes: []incident.Change{
			{Group: "Shop", Name: "Checkout", From: incident.ComponentOperational, To: incident.ComponentPartialOutage}}},
		{At: at(20), Changes: []incident.Change{{Group: "Shop", Name: "Checkout", From: incident.ComponentPartialOutage, To: incident.ComponentMajorOutage}}},
		{At: at(31), Status: incident.StatusIdentified, Body: "A bank rejects what we send. See `payments.authorisation.rejected`:\n\n    POST /v1/payments/authorisations/with-a-name-that-is-long-enough-to-scroll HTTP/1.1", NextUpdate: at(61)},
	}}
	long := &incident.Incident{Title: "Many things are slow in every region", Page: page}
	for i := range 60 {
		u := incident.Update{At: at(7 * i), Body: "We are still working on it, and it gets better."}
		if i == 0 {
			u.Status = incident.StatusInvestigating
		}
		if i < 40 {
			u.Changes = []incident.Change{{Group: []string{"Europe, the Middle East and Africa", "Americas", "Asia and Oceania"}[i/15], Name: "Service " + string(rune('A'+i%26)) + " with a long name", From: incident.ComponentOperational, To: incident.Words[incident.ComponentStatus]()[1+i%4]}}
		}
		long.Updates = append(long.Updates, u)
	}
	fromRight := &incident.Incident{Title: "تعطل الدفع", Page: incident.Page{Name: "متجر", TimeZone: "Asia/Riyadh", Lang: "ar"}, Updates: []incident.Update{
		{At: at(5), Status: incident.StatusInvestigating, Body: "نحن نحقق في المشكلة.\n\nWe are looking into it.", Changes: []incident.Change{{Group: "متجر", Name: "الدفع", To: incident.ComponentMajorOutage}}},
	}}
	crowded := &incident.Incident{Title: strings.Repeat("unbroken", 25), Page: page, Postmortem: &incident.Postmortem{PublishedAt: at(3000)}, Updates: []incident.Update{
		{At: at(0), Status: incident.StatusInvestigating, Body: "We look into it.", Changes: []incident.Change{
			{Group: strings.Repeat("group", 40), Name: strings.Repeat("name", 50), To: incident.ComponentMajorOutage},
			{Group: "Alone", Name: strings.Repeat("a long name ", 16), To: incident.ComponentPartialOutage}}},
		{At: at(200), Status: incident.StatusResolved, Body: "It works."},
	}}
	rows := new(incident.Timeline)
	for i := range 40 {
		e := incident.Event{At: at(10).Add(time.Duration(i) * time.Second), Text: "Something happened."}
		if i%4 == 0 {
			e.Milestone = incident.Words[incident.Milestone]()[i/4]
		}
		rows.Events = append(rows.Events, e)
	}
	crowded.Postmortem.Sections = []incident.Section{{Heading: "Timeline", Timeline: rows}}
	return map[string]*incident.Incident{"ongoing": ongoing, "long": long, "from-right": fromRight, "crowded": crowded}
}

// TestLatestMessageOnPhone checks that the latest message of an open incident
// is visible without scrolling.
func TestLatestMessageOnPhone(t *testing.T) {
	b := start(t)
	phone := screens[slices.IndexFunc(screens, func(s screen) bool { return s.name == "phone" })]
	for name, inc := range more() {
		if inc.Status().IsFinal() {
			continue
		}
		var top float64
		b.open(t, render.HTML{}.AppendPage(nil, inc), phone.apply(), chromedp.Evaluate(`document.querySelector(".update .body").getBoundingClientRect().top`, &top))
		if top > 700 {
			t.Errorf("%s: the latest message begins %.0f px down", name, top)
		}
	}
}

// TestGroupsAreFramed checks that a page shows which components belong to a
// group: each member is inside the frame of the group, and a component without
// a group, which follows it, is outside.
func TestGroupsAreFramed(t *testing.T) {
	b := start(t)
	html := render.HTML{}.AppendPage(nil, &incident.Incident{Title: "t", Components: []incident.Component{
		{Group: "Tracking", Name: "Map"}, {Group: "Tracking", Name: "Text messages"}, {Name: "Partner API"},
	}})
	const inside = `(() => {
		const group = document.querySelector(".chips .group").parentElement, frame = group.getBoundingClientRect()
		const seen = parseFloat(getComputedStyle(group).borderTopWidth) > 0
		return [...document.querySelectorAll(".chip")].filter(chip => {
			const r = chip.getBoundingClientRect()
			return seen && r.left > frame.left && r.right < frame.right && r.top > frame.top && r.bottom < frame.bottom
		}).map(chip => chip.textContent).join(", ")
	})()`
	for _, s := range screens {
		var got string
		if trouble := b.open(t, html, s.apply(), chromedp.Evaluate(inside, &got)); len(trouble) > 0 {
			t.Error(trouble)
		}
		if want := "Map, Text messages"; got != want {
			t.Errorf("%s: in the frame of the group are %q, want %q", s.name, got, want)
		}
	}
}

// TestRealPages checks the pages of real reports and of cases that were
// difficult before.
func TestRealPages(t *testing.T) {
	var files []string
	for _, folder := range []string{"seeds", "cases/pages"} {
		list, err := filepath.Glob(filepath.Join(fixture.Corpus(t, folder), "*"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, list...)
	}
	b := start(t)
	checker := axe(t)
	looked := 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, inc := range incidents(file, source) {
			html := render.HTML{Drafts: true, Impact: claim.StatedImpact(inc)}.AppendPage(nil, inc)
			for _, s := range screens {
				if s.name == "light" || s.name == "phone" {
					look(t, b, checker, fmt.Sprintf("%s-%d", filepath.Base(file), i), html, s)
					looked++
				}
			}
		}
	}
	if looked < 40 {
		t.Errorf("%d pages", looked)
	}
}

// incidents returns the incidents of a file, or none if it cannot be read.
func incidents(name string, source []byte) []*incident.Incident {
	var doc *parse.Document
	switch filepath.Ext(name) {
	case ".json":
		inc := new(incident.Incident)
		if json.Unmarshal(source, inc) != nil {
			return nil
		}
		return []*incident.Incident{inc}
	case ".md":
		doc, _ = parse.Markdown{}.Parse(name, source)
	default:
		doc, _ = parse.Text{}.Parse(name, source)
	}
	if doc == nil {
		return nil
	}
	return doc.Incidents
}

// TestPostmortemPage checks the document alone, as a draft.
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

// TestNoncePage checks that the only script runs with its nonce and without
// complaints.
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
// with its own policy and as a fragment in a page without one. Nothing may run,
// be requested or cause a complaint.
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
			continue // the page is the fragment with a policy and a title
		}
		if trouble := b.open(t, html, chromedp.Evaluate(`window.hit === 1`, &hit)); len(trouble) > 0 || hit {
			t.Errorf("page with %q: %q, hit: %v", p, trouble, hit)
		}
	}
}

// TestFragmentStyle checks that the style sheet for fragments applies to a
// fragment in another page, and to nothing else.
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
