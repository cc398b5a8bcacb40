package site_test

import (
	"fmt"
	"os"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
	"github.com/incidentkit/incident/statuspage"
)

// Two sources tell the same incident: what the team keeps, without its last
// update, and what the API of Statuspage answered.
func exampleSources() []site.Source {
	at := time.Date(2024, time.March, 5, 10, 17, 0, 0, time.UTC)
	kept := &incident.Incident{
		ID: "k3v9", Title: "Labels are late", Severity: "SEV-2", Page: incident.Page{Name: "Example Freight"},
		Updates: []incident.Update{{Status: incident.StatusInvestigating, At: at, Body: "We look into it."}},
	}
	answered := &incident.Incident{
		ID: "k3v9", Title: "Labels are printed late", Page: incident.Page{ID: "p1", Name: "Example Freight"},
		Updates: []incident.Update{
			{ID: "u1", Status: incident.StatusInvestigating, At: at.Add(5 * time.Second), Body: "We look into it."},
			{ID: "u2", Status: incident.StatusResolved, At: at.Add(time.Hour), Body: "All labels are printed."},
		},
	}
	return []site.Source{
		{Name: "k3v9.json", Kind: site.SourceJSON, Incidents: []*incident.Incident{kept}},
		{Name: "incidents.json", Kind: site.SourceAPI, Incidents: []*incident.Incident{answered}},
	}
}

func ExampleMerge() {
	incidents, migration := site.Merge(exampleSources())
	for _, inc := range incidents {
		fmt.Println(inc.Title, inc.Severity)
		for _, u := range inc.Updates {
			fmt.Println(u.At.Format(time.TimeOnly), u.Status)
		}
	}
	for _, loss := range migration.Losses {
		fmt.Printf("%s: %s: %s is lost: %q\n", loss.Source, loss.ID, loss.Path, loss.Lost)
	}
	// Output:
	// Labels are late SEV-2
	// 10:17:05 investigating
	// 11:17:00 resolved
	// incidents.json: k3v9: title is lost: "Labels are printed late"
}

func ExampleMigration_Append() {
	_, migration := site.Merge(exampleSources())
	os.Stdout.Write(migration.Append(nil))
	// Output:
	//  incidents  updates  postmortems
	//           1        1            0  k3v9.json
	//           1        2            0  incidents.json
	//           2        3            0  in
	//           1        2            0  out
	//
	// losses: 1
	// incidents.json: k3v9: title: conflict: lost "Labels are printed late", kept "Labels are late" from k3v9.json
	//
	// doubts: 0
}

func ExampleStatuspageSource() {
	answer, err := statuspage.Reader{}.Read("incidents.json", []byte(`{"page": {"name": "Example Freight"}, "incidents": []}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	source := site.StatuspageSource("incidents.json", answer)
	fmt.Println(source.Kind, len(source.Incidents))
	// Output: api 0
}
