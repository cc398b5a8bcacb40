package parse_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

// TestRetracted reads updates that were retracted, and others that only begin
// like that.
func TestRetracted(t *testing.T) {
	at := func(hour, minute int) time.Time {
		return time.Date(2022, time.January, 27, hour, minute, 0, 0, time.UTC)
	}
	const head = "Login fails\n\nIncident Report for Example Shop\n\n"
	for _, test := range []struct {
		name string
		page string
		want []incident.Update // oldest first
	}{
		{"in place of the body", `Update

Still so.
Posted Jan 27, 2022 - 10:50 UTC

Identified

Retracted Jan 27, 2022 - 10:40 UTC
Posted Jan 27, 2022 - 10:10 UTC
Edited Jan 27, 2022 - 10:20 UTC

Investigating

We look.
Posted Jan 27, 2022 - 10:00 UTC
`, []incident.Update{
			{Status: "investigating", At: at(10, 0), Body: "We look."},
			{Status: "identified", At: at(10, 10), EditedAt: at(10, 20), RetractedAt: at(10, 40)},
			{Status: "investigating", At: at(10, 50), Body: "Still so."}, // the retracted status is no longer in force
		}},
		{"in several zones", `Identified

Retracted Jan 27, 2022 - 10:40 UTC · 11:40 CET
Posted Jan 27, 2022 - 10:10 UTC · 11:10 CET
`, []incident.Update{{Status: "identified", At: at(10, 10), RetractedAt: at(10, 40)}}},
		{"without labels", `It has been resolved.
Posted Jan 27, 2022 - 10:50 UTC

Retracted Jan 27, 2022 - 10:40 UTC
Posted Jan 27, 2022 - 10:10 UTC

We are investigating.
Posted Jan 27, 2022 - 10:00 UTC
`, []incident.Update{
			{Status: "investigating", Inferred: true, At: at(10, 0), Body: "We are investigating."},
			{At: at(10, 10), RetractedAt: at(10, 40)},
			{Status: "resolved", Inferred: true, At: at(10, 50), Body: "It has been resolved."},
		}},
		{"a sentence", `Identified

Retracted Jan 4, the change is the cause.
Posted Jan 27, 2022 - 10:10 UTC
`, []incident.Update{{Status: "identified", At: at(10, 10), Body: "Retracted Jan 4, the change is the cause."}}},
		{"a part of a body", `Identified

Retracted Jan 27, 2022 - 10:40 UTC
It is the cause.
Posted Jan 27, 2022 - 10:10 UTC
`, []incident.Update{{Status: "identified", At: at(10, 10), Body: "Retracted Jan 27, 2022 - 10:40 UTC\nIt is the cause."}}},
		{"a guarded line", "Identified\n\n\u200cRetracted Jan 27, 2022 - 10:40 UTC\nPosted Jan 27, 2022 - 10:10 UTC\n",
			[]incident.Update{{Status: "identified", At: at(10, 10), Body: "Retracted Jan 27, 2022 - 10:40 UTC"}}},
	} {
		doc, err := parse.Text{Zone: time.UTC}.Parse("x", []byte(head+test.page))
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if diff := cmp.Diff(test.want, doc.Incidents[0].Updates); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		for i, u := range test.want {
			if _, _, ok := doc.Position("updates["+string(rune('0'+i))+"].retracted_at", 0); ok != u.Retracted() {
				t.Errorf("%s: updates[%d].retracted_at has a place: %v", test.name, i, ok)
			}
		}
	}
}

// TestRetractedElsewhere reads a retracted update in every format.
func TestRetractedElsewhere(t *testing.T) {
	data, err := os.ReadFile("testdata/retracted.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, files := fixture.Archive(string(data))
	var want incident.Incident
	if err := json.Unmarshal([]byte(files[0].Text), &want); err != nil {
		t.Fatal(err)
	}
	read := map[string]func(name string, data []byte) (*parse.Document, error){
		"text": parse.Text{Zone: time.UTC}.Parse, "markdown": parse.Markdown{Zone: time.UTC}.Parse, "html": parse.HTML{Zone: time.UTC}.Parse,
	}
	for _, f := range files[1:] {
		got, err := only(read[f.Name](f.Name, []byte(f.Text)))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}
