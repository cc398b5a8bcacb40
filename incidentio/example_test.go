package incidentio_test

import (
	"fmt"

	"github.com/incidentkit/incident/incidentio"
)

func ExampleReader_Read() {
	data := []byte(`{
		"page_title": "Example Queue", "page_url": "https://status.example.com",
		"ongoing_incidents": [{"id": "01K0", "name": "Jobs are late", "status": "identified", "last_update_at": "2026-05-04T10:00:00Z",
			"last_update_message": "A disk is **full**.", "current_worst_impact": "full_outage",
			"affected_components": [{"id": "01K1", "name": "Jobs", "group_name": "Queue", "current_status": "full_outage"}]}],
		"in_progress_maintenances": [], "scheduled_maintenances": []
	}`)
	answer, err := incidentio.Reader{}.Read("widget.json", data)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, inc := range answer.Incidents {
		impact, _ := inc.EffectiveImpact()
		fmt.Println(inc.Title, inc.Status(), impact, inc.Components[0].Group, inc.Components[0].Name)
		fmt.Println(inc.Updates[0].At.Format("15:04"), inc.Updates[0].Body)
	}
	// Output:
	// Jobs are late identified critical Queue Jobs
	// 10:00 A disk is **full**.
}

func ExampleDetect() {
	fmt.Println(incidentio.Detect([]byte(`{"status_page_incidents":[]}`)))
	// Output: incidents
}
