package site_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

func TestFolders(t *testing.T) {
	named := func(names ...string) (list []*site.Service) {
		for _, name := range names {
			list = append(list, &site.Service{Page: incident.Page{Name: name}})
		}
		return list
	}
	if got := site.Folders(named("Example Pay")); len(got) != 1 || got[0] != "" {
		t.Errorf("%q", got)
	}
	got := site.Folders(named("../x", "X", "障害", "", "NUL"))
	seen := make(map[string]bool)
	for _, folder := range got {
		if len(folder) < 2 || seen[folder] || bytes.ContainsAny([]byte(folder), ".\\") {
			t.Errorf("%q in %q", folder, got)
		}
		seen[folder] = true
	}
}

func ExampleFolders() {
	pay := &site.Service{Page: incident.Page{Name: "Example Pay"}}
	shop := &site.Service{Page: incident.Page{Name: "Example Shop"}}
	fmt.Println(site.Folders([]*site.Service{pay, shop}))
	fmt.Printf("%q\n", site.Folders([]*site.Service{pay}))
	// Output:
	// [example-pay/ example-shop/]
	// [""]
}

func ExampleHTML_AppendOverview() {
	s := &site.Service{Page: incident.Page{Name: "Example Pay"}}
	homes := []*site.Home{s.Home(site.Options{Now: noon})}
	page := site.HTML{}.AppendOverview(nil, homes, []string{"example-pay/"})
	fmt.Println(bytes.Contains(page, []byte(`<a href="example-pay/">Example Pay</a>`)))
	// Output: true
}

func ExampleIsPublic() {
	fmt.Println(site.IsPublic(&incident.Incident{Title: "Checkout is slow", Postmortem: new(incident.Postmortem)}))
	fmt.Println(site.IsPublic(&incident.Incident{Updates: []incident.Update{{Body: "We are looking into it."}}}))
	// Output:
	// false
	// true
}

func ExampleService_Public() {
	s := &site.Service{Incidents: []*incident.Incident{
		{Title: "Checkout is slow", Components: []incident.Component{{Name: "Ledger"}}, Postmortem: new(incident.Postmortem)}, // a draft
	}}
	fmt.Println(s.Home(site.Options{Now: noon}).Summary)
	fmt.Println(s.Public().Home(site.Options{Now: noon}).Summary)
	// Output:
	// Status not known
	// No open incidents
}
