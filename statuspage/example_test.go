package statuspage_test

import (
	"errors"
	"fmt"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/statuspage"
)

func ExampleReader_Read() {
	data := []byte(`{
		"page": {"name": "Example Pay", "url": "https://status.example.com", "time_zone": "Copenhagen"},
		"incidents": [{
			"id": "9x1", "name": "Webhooks are late", "impact": "minor",
			"incident_updates": [
				{"status": "monitoring", "body": "The queue is <b>empty</b>.", "display_at": "2024-03-05T10:40:00.000+01:00"},
				{"status": "monitoring", "body": "A fix is in place.", "display_at": "2024-03-05T10:15:00.000+01:00"},
				{"status": "investigating", "body": "We are looking.", "display_at": "2024-03-05T10:02:00.000+01:00",
				 "affected_components": [{"name": "Webhooks", "old_status": "operational", "new_status": "partial_outage"}]}
			]
		}]
	}`)
	answer, err := statuspage.Reader{}.Read("incidents.json", data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Kind, answer.Page.TimeZone)
	for _, inc := range answer.Incidents {
		fmt.Println(inc.Title, inc.URL)
		for i, u := range inc.Updates {
			fmt.Println(u.At.Format("15:04"), u.Status, inc.Repeats(i), u.Body, u.Changes)
		}
	}
	// Output:
	// incidents Europe/Copenhagen
	// Webhooks are late https://status.example.com/incidents/9x1
	// 09:02 investigating false We are looking. [{  Webhooks operational partial_outage}]
	// 09:15 monitoring false A fix is in place. []
	// 09:40 monitoring true The queue is **empty**. []
}

func ExampleReader_Read_error() {
	_, err := statuspage.Reader{}.Read("hook.json", []byte(`{"incident":
	{"name": "Mail is late", "scheduled_for": "soon"}}`))
	var e *incident.SourceError
	if errors.As(err, &e) {
		fmt.Println(e.Line, e.Column, e.Path, e.Code)
	}
	fmt.Println(err)
	// Output:
	// 2 44 incident.scheduled_for type
	// hook.json:2:44: incident.scheduled_for: "soon": this is no time
}

func ExampleReader_Read_lax() {
	answer, err := statuspage.Reader{Lax: true}.Read("list.json", []byte(`[{"id": "a", "name": []}, {"id": "b", "na`))
	for _, inc := range answer.Incidents {
		fmt.Println(inc.ID)
	}
	fmt.Println(err)
	// Output:
	// a
	// b
	// list.json:1:42: unexpected end of JSON input
	// list.json:1:22: [0].name: a list where a text is expected
}

func ExampleReader_Read_notes() {
	answer, err := statuspage.Reader{}.Read("hook.json", []byte(`{"page": {"time_zone": "Atlantis"}, "incident": {"id": "a", "status": "paused"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, note := range answer.Notes {
		fmt.Println(note)
	}
	// Output:
	// 1:24: page.time_zone: "Atlantis" is not a known zone
	// 1:71: incident.status: "paused" is not a known status
	// 1:71: incident.status: the model has no place for the status of an incident without updates
}
