// Command timeline reads a published report and prints its timeline in three
// zones.
package main

import (
	_ "embed"
	"fmt"
	"log"
	"time"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
)

//go:embed report.txt
var report []byte

func main() {
	doc, err := parse.Text{}.Parse("report.txt", report)
	if err != nil {
		log.Fatal(err)
	}
	var zones []*time.Location
	for _, name := range []string{"Europe/Copenhagen", "America/New_York", "Asia/Kolkata"} {
		loc, err := civil.LoadLocation(name)
		if err != nil {
			log.Fatal(err)
		}
		zones = append(zones, loc)
	}
	for e := range doc.Incidents[0].Postmortem.Events() {
		for _, loc := range zones {
			fmt.Printf("%-18s", e.At.In(loc).Format("Jan 2 15:04 MST"))
		}
		fmt.Println(e.Text)
	}
}
