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
		{`{"page":{"status":"UP"`, Instatus, "page.status"},
		{`"page"`, "", ""},
	} {
		v := Peek([]byte(test.data))
		if vendor, key := v.Vendor(); vendor != test.vendor || key != test.key {
			t.Errorf("%s: %q by %q, want %q by %q", test.data, vendor, key, test.vendor, test.key)
		}
	}
}
