package wire

import "testing"

// TestVendor checks that the most telling key decides the vendor.
func TestVendor(t *testing.T) {
	for _, test := range []struct{ data, vendor, key string }{
		{`{"incidents":[{"incident_updates":[],"openedAt":1}]}`, Statuspage, "incidents.incident_updates"},
		{`{"page":{"status":"UP"}}`, Instatus, "page.status"},
		{`{"page":{"status_indicator":"downtime"}}`, BetterStack, "page.status_indicator"},
		{`{"status_page_maintenances":[]}`, IncidentIO, "status_page_maintenances"},
		{`{"status":{"indicator":"none"}}`, Statuspage, "status.indicator"},
		{`{"title":"x","updates":[{"at":"2026-03-05T09:00:00Z"}]}`, Incident, "updates.at"},
		{`{"a":1}`, "", ""},

		// Webhooks of Statuspage, Better Stack and Instatus differ little.
		{`{"incident":{"organization_id":"1","status":"resolved","incident_updates":[{"status":"resolved"}]}}`, Statuspage, "incident.incident_updates.status"},
		{`{"incident":{"organization_id":"1","impact":"none"}}`, Statuspage, "incident.impact"},
		{`{"incident":{"organization_id":"1","incident_updates":[{"body":"x"}]}}`, BetterStack, "incident.organization_id"},
		{`{"page":{"status_indicator":"UP"},"incident":{"status":"RESOLVED","incident_updates":[{"status":"RESOLVED"}]}}`, Instatus, "page.status_indicator"},

		{`{"components":[{"group":true,"group_id":null}]}`, Statuspage, "components.group_id"},
		{`{"page":{"updated_at":"2026-03-05T09:00:00Z"},"components":[]}`, Statuspage, "page.updated_at"},
		{`[{"name":"API","isParent":false}]`, Instatus, "isParent"},
		{`{"incident":{"affected_components":[],"updates":[{"to_status":"resolved"}]}}`, IncidentIO, "incident.updates.to_status"},
		{`{"data":{"type":"incident","attributes":{"cause":"Status 404"}}}`, BetterStack, "data.attributes.cause"},
		{`{"data":[{"type":"incident","attributes":{"title":"Slow"}}]}`, "", ""},
		{`{"data":[{"type":"incidents","attributes":{"slug":"slow"}}]}`, "Rootly", "data.attributes.slug"},
		{`{"data":[{"type":"incidents","attributes":{"name":"Slow"}}]}`, "Cachet", "data.type"},
		{`{"data":[{"type":"degradations","attributes":{"title":"Slow"}}]}`, "Datadog", "data.type"},
		{`{"status":"ok","date_created":"2026-03-05T09:00:00Z","active_incidents":[]}`, "Slack", "date_created"},
		{`{"title":"Slow","current_state":"Identified","infrastructure_affected":[]}`, "Status.io", "infrastructure_affected"},
		{`{"cStateVersion":"5","systems":[]}`, "cState", "cStateVersion"},
		{`{"posts":[{"title":"Slow","post_type":"incident"}]}`, "PagerDuty", "posts.post_type"},
		{`{"services":[{"name":"API","current_incident_type":"major"}],"incidents":[]}`, "Statuspal", "services.current_incident_type"},
		{`[{"title":"Slow","statusReportUpdateIds":[1]}]`, "OpenStatus", "statusReportUpdateIds"},

		{`{"page":{"status":"UP"`, Instatus, "page.status"},
		{`"page"`, "", ""},
	} {
		v := Peek([]byte(test.data))
		if vendor, key := v.Vendor(); vendor != test.vendor || key != test.key {
			t.Errorf("%s: %q by %q, want %q by %q", test.data, vendor, key, test.vendor, test.key)
		}
	}
}
