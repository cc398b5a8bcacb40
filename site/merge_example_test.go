package site_test

import (
	"fmt"
	"os"

	"github.com/incidentkit/incident/site"
	"github.com/incidentkit/incident/statuspage"
)

func ExampleMerge() {
	incidents, migration := site.Merge([]site.Source{{Name: "incidents.json", Kind: site.SourceJSON}})
	fmt.Println(len(incidents), migration.Out.Incidents)
	// Output: 0 0
}

func ExampleStatuspageSource() {
	answer, err := statuspage.Reader{}.Read("incidents.json", []byte(`{"page": {"name": "Example Pay"}, "incidents": []}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(site.StatuspageSource("incidents.json", answer).Incidents))
	// Output: 0
}

func ExampleMigration() {
	_, migration := site.Merge(nil)
	os.Stdout.Write(migration.Append(nil))
	// Output:
}
