package parse_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// extras matches the elements that package render marks as derived.
var extras = regexp.MustCompile(`(?s)<div class="(?:now|components).*?</div>\n|<ul class="changes" data-extra>.*?</ul>\n|<figure class="picture" data-extra>.*?</figure>\n`)

// spaces matches white space that is shown as one space.
var spaces = regexp.MustCompile(`[ \x{a0}]+`)

// loose removes the paragraphs of loose list items, because lists in HTML
// bodies become tight lists.
var loose = strings.NewReplacer("<li><p>", "<li>", "</p></li>", "</li>")

// reportOf returns a report as readers see it, without derived parts.
func reportOf(html []byte) string {
	return loose.Replace(spaces.ReplaceAllString(extras.ReplaceAllString(string(html), ""), " "))
}

// TestHTMLFixturesComeBack reads the fixtures as pages and fragments, and
// writes them again.
func TestHTMLFixturesComeBack(t *testing.T) {
	for _, f := range fixture.All() {
		loc, err := f.Incident.Page.Location()
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range []render.HTML{{}, {Drafts: true, Internal: true}, {HeadingLevel: 3, IDPrefix: "menu-"}} {
			for name, write := range map[string]func([]byte, *fixtureIncident) []byte{"fragment": h.Append, "page": h.AppendPage} {
				want := write(nil, f.Incident)
				doc, err := parse.HTML{Zone: loc}.Parse(f.Name, want)
				if err != nil {
					t.Errorf("%s, %s: %v", f.Name, name, err)
					continue
				}
				got := write(nil, doc.Incidents[0])
				if diff := cmp.Diff(reportOf(want), reportOf(got)); diff != "" {
					t.Errorf("%s, %s of %+v (-want +got):\n%s", f.Name, name, h, diff)
				}
			}
		}
	}
}

func checkHTMLRoundTrip(t *testing.T, seed uint64, nasty bool) {
	t.Helper()
	inc := generated(seed, nasty)
	loc, err := inc.Page.Location()
	if err != nil {
		t.Fatal(err)
	}
	want := render.HTML{}.Append(nil, inc)
	doc, err := parse.HTML{Zone: loc}.Parse("generated", want)
	if err != nil {
		t.Fatalf("seed %d: %v\n%s", seed, err, want)
	}
	got := render.HTML{}.Append(nil, doc.Incidents[0])
	if diff := cmp.Diff(reportOf(want), reportOf(got)); diff != "" {
		t.Fatalf("seed %d, written again (-want +got):\n%s", seed, diff)
	}
	if nasty {
		return
	}
	have := doc.Incidents[0]
	inc, have = carriedByHTML(inc), carriedByHTML(have)
	same(inc)
	same(have)
	if diff := cmp.Diff(inc, have); diff != "" {
		t.Fatalf("seed %d (-want +got):\n%s", seed, diff)
	}
}

// carriedByHTML returns the parts of an incident that HTML keeps. It keeps
// neither a derived impact nor the earlier statuses of components from which it
// was derived.
func carriedByHTML(inc *incident.Incident) *incident.Incident {
	c := inc.Public()
	if impact, _ := inc.EffectiveImpact(); impact != incident.ImpactNone {
		c.Impact = impact
	}
	c.ID, c.URL, c.Aliases, c.Severity, c.Page.ID, c.Page.Lang = "", "", nil, "", "", ""
	for i := range c.Components {
		c.Components[i].ID, c.Components[i].Status = "", ""
	}
	for i := range c.Updates {
		c.Updates[i].CreatedAt, c.Updates[i].Changes = time.Time{}, nil
	}
	return c
}

// same removes differences that HTML does not show: the layout of times if rows
// are the same, loose and tight lists, and the order of components that the
// sentence brings together.
func same(inc *incident.Incident) {
	plainTimeline(inc)
	withdrawn(inc)
	tight := func(body *string) { *body = strings.ReplaceAll(*body, "\n\n- ", "\n- ") }
	for i := range inc.Updates {
		tight(&inc.Updates[i].Body)
	}
	if pm := inc.Postmortem; pm != nil {
		for i := range pm.Sections {
			tight(&pm.Sections[i].Body)
		}
	}
	list := inc.Components[:0:0]
	for i, c := range inc.Components {
		if slices.Contains(list, c) {
			continue
		}
		list = append(list, c)
		for _, other := range inc.Components[i+1:] {
			if c.Group != "" && other.Group == c.Group {
				list = append(list, other)
			}
		}
	}
	inc.Components = list
	if inc.IsMaintenance() {
		inc.Impact = incident.ImpactMaintenance
	}
}

func TestHTMLRoundTrip(t *testing.T) {
	for seed := range uint64(fixture.Rounds(375)) {
		checkHTMLRoundTrip(t, seed, false)
		checkHTMLRoundTrip(t, seed, true)
	}
}

func FuzzHTMLRoundTrip(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, seed%2 == 0)
	}
	f.Fuzz(checkHTMLRoundTrip)
}
