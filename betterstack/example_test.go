package betterstack_test

import (
	"fmt"

	"github.com/incidentkit/incident/betterstack"
)

func ExampleReader_Read() {
	data := []byte(`{
		"data": {"id": "1", "type": "status_page", "attributes": {"company_name": "Example Queue", "timezone": "Europe/Prague", "aggregate_state": "operational"}},
		"included": [
			{"id": "11", "type": "status_page_resource", "attributes": {"public_name": "Jobs", "status": "operational"}},
			{"id": "21", "type": "status_report", "attributes": {"title": "Jobs are late", "starts_at": "2026-05-04T10:00:00Z", "aggregate_state": "resolved"}},
			{"id": "32", "type": "status_update", "attributes": {"message": "In time again.", "published_at": "2026-05-04T10:40:00Z", "status_report_id": 21,
				"affected_resources": [{"status_page_resource_id": "11", "status": "resolved"}]}},
			{"id": "31", "type": "status_update", "attributes": {"message": "We are looking.", "published_at": "2026-05-04T10:00:00Z", "status_report_id": 21,
				"affected_resources": [{"status_page_resource_id": "11", "status": "degraded"}]}}
		]
	}`)
	answer, err := betterstack.Reader{}.Read("index.json", data)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, inc := range answer.Incidents {
		fmt.Println(inc.Title, inc.Page.TimeZone)
		for _, u := range inc.Updates {
			fmt.Println(u.At.Format("15:04"), u.Status, u.Inferred, u.Body, u.Changes)
		}
	}
	// Output:
	// Jobs are late Europe/Prague
	// 10:00  false We are looking. [{11  Jobs  degraded_performance}]
	// 10:40 resolved true In time again. [{11  Jobs  operational}]
}

func ExampleDetect() {
	fmt.Println(betterstack.Detect([]byte(`{"data":{"id":"1","type":"status_page","attributes":{}}}`)))
	// Output: index
}
