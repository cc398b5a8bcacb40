package instatus_test

import (
	"fmt"

	"github.com/incidentkit/incident/instatus"
)

func ExampleReader_Read() {
	data := []byte(`{
		"page": {"name": "Example Queue", "url": "https://status.example.com", "status": "HASISSUES"},
		"activeIncidents": [{"name": "Jobs are late", "started": "2026-05-04T10:00:00Z", "status": "INVESTIGATING",
			"impact": "PARTIALOUTAGE", "url": "https://status.example.com/i1"}]
	}`)
	answer, err := instatus.Reader{}.Read("summary.json", data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Kind, answer.State)
	for _, inc := range answer.Incidents {
		fmt.Println(inc.Title, inc.Status(), inc.Impact, inc.Updates[0].At.Format("15:04"))
	}
	for _, n := range answer.Notes {
		fmt.Println(n.Path, n.Text)
	}
	// Output:
	// summary HASISSUES
	// Jobs are late investigating major 10:00
	// activeIncidents[0].impact the impact PARTIALOUTAGE is a status of components; it became the impact major
	// activeIncidents[0] the response has no updates; its beginning and its status became updates without a body
}

func ExampleDetect() {
	fmt.Println(instatus.Detect([]byte(`{"page":{"name":"Example Queue","status":"UP"}}`)))
	fmt.Printf("%q\n", instatus.Detect([]byte(`{"page":{"name":"Example Queue"},"status":{"indicator":"none"}}`)))
	// Output:
	// summary
	// ""
}
