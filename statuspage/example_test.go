package statuspage_test

import (
	"errors"
	"fmt"
	"time"

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
	// hook.json:2:44: incident.scheduled_for: "soon": this is not a time
}

func ExampleVendorError() {
	_, err := statuspage.Reader{}.Read("summary.json", []byte(`{"page": {"name": "Example Shop", "status": "UP"}}`))
	var vendor *statuspage.VendorError
	if errors.As(err, &vendor) {
		fmt.Println(vendor.Vendor)
	}
	fmt.Println(err)
	// Output:
	// Instatus
	// summary.json:1:1: this is not a response of Statuspage; its key "page.status" belongs to Instatus
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
	// list.json:1:42: unexpected end: the JSON is cut off
	// list.json:1:22: [0].name: a list where a text is expected
}

func ExampleReader_Read_notes() {
	answer, err := statuspage.Reader{}.Read("hook.json", []byte(`{"page": {"time_zone": "Atlantis"}, "incident": {"id": "a", "name": "Slow", "status": "paused"}}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, note := range answer.Notes {
		fmt.Println(note)
	}
	// Output:
	// 1:24: page.time_zone: "Atlantis" is not a known zone
	// 1:87: incident.status: "paused" is not a known status
	// 1:87: incident.status: the model has no field for the status of an incident without updates: "paused"
}

func ExampleReader_Read_page() {
	page := `<!DOCTYPE html>
<h1 class="incident-name impact-minor">Checkout is slow</h1>
<div class="subheader">Incident Report for <a href="/">Example Shop</a></div>
<div class="row update-row">
<h2 class="update-title">Resolved</h2>
<div class="update-body">Over.<br><br>Thank you for <em>waiting</em>.</div>
<div class="update-timestamp">Posted <span class="ago" data-datetime-unix="1709633410000"></span>Mar <var>05</var>, <var>2024</var> - <var>11:10</var> CET</div>
</div>
<div class="row update-row">
<h2 class="update-title">Investigating</h2>
<div class="update-body">Payments take longer than usual.</div>
<div class="update-timestamp">Posted <span class="ago" data-datetime-unix="1709630220000"></span>Mar <var>05</var>, <var>2024</var> - <var>10:17</var> CET</div>
</div>
<div class="components-affected">This incident affected: Shop (Checkout, Search).</div>
`
	answer, err := statuspage.Reader{}.Read("page.html", []byte(page))
	if err != nil {
		fmt.Println(err)
		return
	}
	inc := answer.Incidents[0]
	fmt.Println(inc.Title, "/", inc.Page.Name, "/", inc.Impact)
	for _, u := range inc.Updates {
		fmt.Printf("%s %s %q\n", u.At.UTC().Format(time.RFC3339), u.Status, u.Body)
	}
	fmt.Println(inc.Components)
	fmt.Println(answer.Notes[0])
	// Output:
	// Checkout is slow / Example Shop / minor
	// 2024-03-05T09:17:00Z investigating "Payments take longer than usual."
	// 2024-03-05T10:10:10Z resolved "Over.\n\nThank you for *waiting*."
	// [{ Shop Checkout } { Shop Search }]
	// 7:1: page.time_zone: Europe/Brussels was concluded from the labels of the times
}

func ExampleDetect() {
	kind := statuspage.Detect([]byte(`<h1 class="incident-name">Checkout is slow</h1>`))
	fmt.Println(kind, kind.IsPage())
	fmt.Println(statuspage.Detect([]byte(`{"page": {}, "incidents": []}`)))
	fmt.Printf("%q\n", statuspage.Detect([]byte(`{"title": "Checkout is slow", "components": []}`)))
	// Output:
	// incident_page true
	// incidents
	// ""
}

func ExampleKind_IsPage() {
	fmt.Println(statuspage.KindHistory.IsPage(), statuspage.KindHistoryPage.IsPage())
	// Output: false true
}

func ExampleReader_Read_feed() {
	data := []byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Pay Status - Incident History</title>
		<entry><title>Webhooks are late</title><updated>2024-03-05T09:40:00Z</updated><link href="https://status.example.com/incidents/9x1"/>
		<content type="html">
			&lt;p&gt;&lt;small&gt;Mar  5, 09:40 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - All are sent.&lt;/p&gt;
			&lt;p&gt;&lt;small&gt;Mar  5, 09:02 UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Investigating&lt;/strong&gt; - We are looking.&lt;/p&gt;
		</content></entry></feed>`)
	answer, err := statuspage.Reader{}.Read("history.atom", data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Kind, answer.Page.Name)
	for _, u := range answer.Incidents[0].Updates {
		fmt.Println(u.At.Format("2006-01-02 15:04"), u.Status, u.Body)
	}
	// Output:
	// atom Example Pay
	// 2024-03-05 09:02 investigating We are looking.
	// 2024-03-05 09:40 resolved All are sent.
}
