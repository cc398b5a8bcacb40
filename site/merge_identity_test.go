package site_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// told returns an incident with one update.
func told(id, title, at string, page incident.Page, aliases ...string) *incident.Incident {
	when, err := time.Parse(time.RFC3339, at)
	if err != nil {
		panic(err)
	}
	return &incident.Incident{
		ID: id, Title: title, Page: page, Aliases: aliases,
		Updates: []incident.Update{{Status: incident.StatusResolved, At: when, Body: "All is well."}},
	}
}

func TestMergeIdentity(t *testing.T) {
	const noon, later = "2024-03-05T12:00:00Z", "2024-03-05T18:30:00Z"
	shop := incident.Page{ID: "p1", Name: "Shop", URL: "https://status.shop.example"}
	onlyID, onlyHost, onlyName := incident.Page{ID: "p1"}, incident.Page{URL: "http://STATUS.shop.example/"}, incident.Page{Name: "shop "}
	other := incident.Page{ID: "p2", Name: "Shop Europe", URL: "https://eu.shop.example"}
	none := incident.Page{}
	document := &incident.Incident{ID: "a", Title: "Why it was slow", Postmortem: &incident.Postmortem{Sections: []incident.Section{{Body: "A disk."}}}}
	nameless := &incident.Incident{Title: "Slow", Postmortem: document.Postmortem}
	for name, test := range map[string]struct {
		list    []*incident.Incident // one of each kind
		want    int
		doubts  []incident.Code
		doubted string // a part of the text of the first doubt
	}{
		"page and ID":                      {[]*incident.Incident{told("a", "Slow", noon, shop), told("a", "Slower", later, shop)}, 1, nil, ""},
		"page by host":                     {[]*incident.Incident{told("a", "Slow", noon, shop), told("a", "Slower", later, onlyHost)}, 1, nil, ""},
		"page by name":                     {[]*incident.Incident{told("a", "Slow", noon, shop), told("a", "Slower", later, onlyName)}, 1, nil, ""},
		"two pages":                        {[]*incident.Incident{told("a", "Slow", noon, shop), told("a", "Slow", noon, other)}, 2, nil, ""},
		"a name of two pages":              {[]*incident.Incident{told("b", "Slow", noon, shop), told("b", "Slow", noon, incident.Page{ID: "p2", Name: "Shop"}), told("b", "Fast", later, onlyName)}, 3, []incident.Code{site.CodeSimilar, site.CodeSimilar}, ""},
		"pages that share an incident":     {[]*incident.Incident{told("a", "Slow", noon, onlyID), told("a", "Slow", noon, onlyHost)}, 1, nil, ""},
		"and another one":                  {[]*incident.Incident{told("a", "Slow", noon, onlyID), told("b", "Old", noon, onlyID), told("a", "Slow", noon, onlyHost), told("b", "New", later, onlyHost)}, 2, nil, ""},
		"pages that may be one":            {[]*incident.Incident{told("a", "Slow", noon, onlyID), told("a", "Slower", later, onlyHost)}, 2, []incident.Code{site.CodeSimilar}, "a of 0.json and a of 1.api"},
		"a former host":                    {[]*incident.Incident{told("a", "Slow", noon, onlyHost), told("a", "Slow", noon, incident.Page{URL: "https://shop.statuspage.example"})}, 2, []incident.Code{site.CodeSimilar}, "may be the same"},
		"a page of two that is not known":  {[]*incident.Incident{told("a", "Slow", noon, shop), told("b", "Fast", noon, other), told("a", "Slow", later, none)}, 2, nil, ""},
		"an ID of two pages":               {[]*incident.Incident{told("a", "Slow", noon, shop), told("a", "Slow", noon, other), told("a", "Slow", noon, none)}, 3, []incident.Code{site.CodeSimilar, site.CodeSimilar}, ""},
		"no page at all":                   {[]*incident.Incident{told("a", "Slow", noon, none), told("a", "Slower", later, none)}, 1, nil, ""},
		"a document":                       {[]*incident.Incident{told("a", "Slow", noon, shop), document, told("b", "Slow", later, other)}, 2, nil, ""},
		"a document without ID":            {[]*incident.Incident{told("a", "Slow", noon, shop), nameless}, 2, []incident.Code{site.CodeSimilar}, "give them the same id"},
		"an alias":                         {[]*incident.Incident{told("own", "Slow", noon, shop, "https://s.example/x"), nil, told("a", "Slower", later, shop, "http://s.example/x/")}, 1, nil, ""},
		"a former ID":                      {[]*incident.Incident{told("own", "Slow", noon, shop, "a"), nil, told("a", "Slower", later, shop)}, 1, nil, ""},
		"an address":                       {[]*incident.Incident{told("own", "Slow", noon, shop, "https://status.shop.example/incidents/a"), nil, told("a", "Slower", later, shop)}, 1, nil, ""},
		"the id of a feed":                 {[]*incident.Incident{told("a", "Slow", noon, shop), told("", "Slower", later, onlyHost, "tag:status.shop.example,2005:Incident/a")}, 1, nil, ""},
		"an alias of two":                  {[]*incident.Incident{nil, nil, told("a", "Slow", noon, shop, "https://s.example/x"), told("b", "Slow", noon, shop, "https://s.example/x")}, 2, []incident.Code{site.CodeContested}, `"s.example/x"`},
		"title, minute and words":          {[]*incident.Incident{told("a", "Slow", noon, shop), told("", " slow", "2024-03-05T12:00:47Z", onlyName)}, 1, nil, ""},
		"title, minute and words of two":   {[]*incident.Incident{nil, nil, told("a", "Slow", noon, shop), told("b", "Slow", noon, shop), told("", "Slow", noon, shop)}, 3, []incident.Code{site.CodeSimilar}, "a of 2.webhook and b of 3.page"},
		"title and day":                    {[]*incident.Incident{told("a", "Slow", noon, shop), told("", "Slow", later, shop)}, 2, []incident.Code{site.CodeSimilar}, ""},
		"title and day of another page":    {[]*incident.Incident{told("a", "Slow", noon, shop), told("", "Slow", later, other)}, 2, nil, ""},
		"title and day with ids of vendor": {[]*incident.Incident{nil, nil, told("a", "Slow", noon, shop), told("b", "Slow", later, shop)}, 2, nil, ""},
		"an ID used twice":                 {[]*incident.Incident{told("a", "Slow", noon, shop), nil, nil, nil, told("a", "Fast", later, shop)}, 2, []incident.Code{site.CodeContested}, `0.json and a of 4.markdown state "a"`},
		"an ID and a new title":            {[]*incident.Incident{told("a", "Slow", noon, shop), nil, nil, nil, told("a", "Fast", noon, shop)}, 1, nil, ""},
		"title of another day":             {[]*incident.Incident{told("a", "Slow", noon, shop), told("", "Slow", "2024-03-07T12:00:00Z", shop)}, 2, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			kinds := []site.SourceKind{site.SourceJSON, site.SourceAPI, site.SourceWebhook, site.SourcePage, site.SourceMarkdown}
			var sources []site.Source
			for i, inc := range test.list {
				sources = append(sources, sourceOf(fmt.Sprint(i, ".", kinds[i]), kinds[i], inc))
			}
			list, migration := site.Merge(sources)
			var codes []incident.Code
			for _, d := range migration.Doubts {
				codes = append(codes, d.Code)
			}
			if len(list) != test.want || !slices.Equal(codes, test.doubts) || len(codes) > 0 && !strings.Contains(migration.Doubts[0].Text, test.doubted) {
				t.Errorf("%d incidents, want %d; doubts %+v", len(list), test.want, migration.Doubts)
			}
		})
	}
}
