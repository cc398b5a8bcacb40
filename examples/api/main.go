// Command api reads an answer of the Statuspage API and prints the reports of
// its incidents.
package main

import (
	_ "embed"
	"log"
	"os"
	_ "time/tzdata" // for systems without zone data

	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/statuspage"
)

//go:embed summary.json
var summary []byte

func main() {
	answer, err := statuspage.Reader{}.Read("summary.json", summary)
	if err != nil {
		log.Fatal(err)
	}
	for _, inc := range answer.Incidents {
		if err := (render.Text{}).Write(os.Stdout, inc); err != nil {
			log.Fatal(err)
		}
	}
}
