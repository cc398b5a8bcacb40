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
}

func ExampleStatuspageSource() {
	data, err := os.ReadFile("incidents.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := statuspage.Reader{}.Read("incidents.json", data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(site.StatuspageSource("incidents.json", answer).Kind)
}

func ExampleMigration() {
	_, migration := site.Merge(nil)
	os.Stdout.Write(migration.Append(nil))
}
