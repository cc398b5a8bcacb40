package main

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident/statuspage"
)

// TestVendorsAreNamed says whose an answer is that no format reads, and says
// what is wrong with JSON of this module as ever.
func TestVendorsAreNamed(t *testing.T) {
	const sorry = `{"page":{"name":"Shop","state":"degraded"},"notices":[]}`
	for _, args := range [][]string{{"convert"}, {"convert", "-lax"}, {"convert", "-from", "statuspage"}, {"stats"}} {
		got := runWith(t, sorry, args...)
		if got.code != exitFailed || got.stdout != "" || !strings.Contains(got.stderr, "Sorry") {
			t.Errorf("%q: %+v", args, got)
		}
	}
	for _, own := range []string{
		`{"schema":1,"title":"Slow","colour":"red"}`,
		`{"title":"Slow","updates":[{"at":"2024-03-05T09:00:00Z","mood":"bad"}]}`,
		`{"error":"Too many requests"}`,
	} {
		if got := runWith(t, own, "convert"); got.code != exitFailed || !strings.Contains(got.stderr, "unknown key") {
			t.Errorf("%s: %+v", own, got)
		}
	}
	if got := runWith(t, sorry, "convert", "-from", "json"); got.code != exitFailed || !strings.Contains(got.stderr, "unknown key") {
		t.Errorf("-from json: %+v", got)
	}
}

// TestVendorsAreRead finds out which vendor answered, and reads it by name.
func TestVendorsAreRead(t *testing.T) {
	for format, data := range vendorAnswers {
		for _, args := range [][]string{{"convert", "-layout", "labels"}, {"convert", "-layout", "labels", "-from", format}} {
			got := runWith(t, data, args...)
			if got.code != 0 || !strings.HasPrefix(got.stdout, "Checkout is slow\n") || !strings.Contains(got.stdout, "Mar 05, 2026 - 09:00 UTC") {
				t.Errorf("%s %q: %+v", format, args, got)
			}
		}
		for other := range vendorAnswers {
			if got := runWith(t, data, "convert", "-from", other); (got.code == 0) != (other == format || other == "statuspage" && statuspage.Kind(format).IsFeed()) {
				t.Errorf("%s as %s: %+v", format, other, got)
			}
		}
	}
}

// vendorAnswers have an incident each, "Checkout is slow", with an update.
var vendorAnswers = map[string]string{
	"statuspage": `{"page":{"name":"Shop"},"incidents":[{"name":"Checkout is slow","incident_updates":[{"status":"resolved","created_at":"2026-03-05T09:00:00Z"}]}]}`,
	"betterstack": `{"data":{"id":"1","type":"status_page","attributes":{"company_name":"Shop"}},"included":[
		{"id":"2","type":"status_report","attributes":{"title":"Checkout is slow","starts_at":"2026-03-05T09:00:00Z","aggregate_state":"degraded"}}]}`,
	"atom": `<feed xmlns="http://www.w3.org/2005/Atom"><title>Shop Status - Incident History</title><entry><title>Checkout is slow</title><updated>2026-03-05T09:00:00Z</updated>
		<content type="html">&lt;p&gt;&lt;small&gt;Mar  5, 09:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Well.&lt;/p&gt;</content></entry></feed>`,
	"rss": `<rss version="2.0"><channel><title>Shop Status - Incident History</title><item><title>Checkout is slow</title><pubDate>Thu, 05 Mar 2026 09:00:00 +0000</pubDate>
		<description>&lt;p&gt;&lt;small&gt;Mar  5, 09:00 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Well.&lt;/p&gt;</description></item></channel></rss>`,
	"incidentio": `{"ongoing_incidents":[{"id":"01","name":"Checkout is slow","status":"identified","last_update_at":"2026-03-05T09:00:00Z"}]}`,
	"instatus":   `{"page":{"name":"Shop","status":"HASISSUES"},"activeIncidents":[{"name":"Checkout is slow","started":"2026-03-05T09:00:00Z","status":"INVESTIGATING"}]}`,
}

func TestAnswersWithoutIncidents(t *testing.T) {
	for _, data := range []string{
		`{"page":{"status_indicator":"degraded"},"component_update":{"new_status":"degraded"},"component":{"name":"API"}}`,
		`{"page":{"status_indicator":"UP"},"component_update":{"new_status":"OPERATIONAL"},"component":{"name":"API"}}`,
	} {
		got := runWith(t, data, "convert")
		if got.code != 0 || !strings.Contains(got.stderr, "component webhook holds no incident") {
			t.Errorf("%s: %+v", data, got)
		}
	}
}

// TestComponentsWithoutNames checks that a report does not name components of
// which an answer has only the ids.
func TestComponentsWithoutNames(t *testing.T) {
	const data = `{"status_page_incidents":[{"id":"01A","name":"Slow","incident_status":"investigating","updates":[{"id":"u1","incident_status":"investigating","message":"We look.",
		"published_at":"2026-03-05T09:00:00Z","component_statuses":[{"component_id":"c1","component_status":"full_outage"}]}]}]}`
	for _, format := range []string{"text", "markdown", "html"} {
		got := runWith(t, data, "convert", "-to", format)
		if got.code != 0 || strings.Contains(got.stdout, "affects") || !strings.Contains(got.stderr, "not their names") {
			t.Errorf("%s: %+v", format, got)
		}
	}
	if got := runWith(t, data, "convert", "-to", "json"); !strings.Contains(got.stdout, `"c1"`) {
		t.Errorf("json: %+v", got)
	}
}
