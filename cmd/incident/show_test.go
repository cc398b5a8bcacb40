package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
)

func TestShow(t *testing.T) {
	inc := slow()
	inc.Severity = "SEV-2"
	inc.Updates = append(inc.Updates,
		incident.Update{ID: "u3", At: time.Date(2024, 3, 5, 9, 12, 0, 0, time.UTC), RetractedAt: time.Date(2024, 3, 5, 9, 13, 0, 0, time.UTC), Body: "The disk of A."},
		incident.Update{ID: "u4", At: time.Date(2024, 3, 5, 9, 14, 0, 0, time.UTC), CreatedAt: time.Date(2024, 3, 5, 9, 20, 0, 0, time.UTC), NextUpdate: time.Date(2024, 3, 5, 9, 40, 0, 0, time.UTC), Body: strings.Repeat("Long. ", 20)})
	name := file(t, "in.json", newDocument(t, inc))
	pm := file(t, "PM.md", "---\nincident: k3v9\nstate: draft\n---\n\n# Slow\n\n## Summary\n\nIt was slow.\n")
	const head = `Slow
k3v9, Example Shop, SEV-2, times in Europe/Copenhagen
Status: identified since 2024-03-05 10:10 CET, for `
	const middle = `
Impact: critical (Shop - Checkout: major_outage in updates[1])
  Shop - Checkout: major outage
  Cards: operational

n  id  status         at                    text
1  u1  investigating  2024-03-05 10:00 CET  We look.
2  -   identified     2024-03-05 10:10 CET  Found.
3  u3  -              2024-03-05 10:12 CET  (retracted)
4  u4  -              2024-03-05 10:14 CET  (entered late) Long. Long. Long. Long. Long. Long. Long. Lo…

`
	const tail = `
Can follow: investigating, identified, monitoring, resolved
Postmortem: draft
`
	for _, test := range []struct{ now, lasts, due string }{
		{"", "7 min 42 s", "Due: update by 2024-03-05 10:40 CET, in 22 min 18 s (updates[3].next_update)"}, // the clock's
		{"10:40", "30 min", "Due: update by 2024-03-05 10:40 CET, now (updates[3].next_update)"},
		{"10:50", "40 min", "Due: update by 2024-03-05 10:40 CET, overdue for 10 min (updates[3].next_update)"},
	} {
		args := []string{"show", pm, name}
		if test.now != "" {
			args = append(args, "-now", test.now)
		}
		got := runWith(t, "", args...)
		if want := head + test.lasts + middle + test.due + tail; got.code != exitDone || got.stdout != want || got.stderr != "" {
			t.Errorf("%s: exit %d, %s\n%s\nwant\n%s", test.now, got.code, got.stderr, got.stdout, want)
		}
	}

	var one state
	got := runWith(t, "", "show", "-json", "-now", "10:50", name)
	if err := json.Unmarshal([]byte(got.stdout), &one); err != nil || !strings.HasPrefix(got.stdout, "{\n  \"schema\": 1,\n") {
		t.Fatalf("%v, %+v", err, got)
	}
	if one.Status != "identified" || len(one.Updates) != 4 || one.Updates[2].Body != "" || len(one.Due) != 1 || one.Due[0].State != "overdue" || len(one.CanFollow) != 4 || one.Postmortem != "" {
		t.Errorf("%+v", one)
	}
	var several struct{ Incidents []state }
	got = runWith(t, "["+newDocument(t, inc)+"]", "show", "-json")
	if err := json.Unmarshal([]byte(got.stdout), &several); err != nil || len(several.Incidents) != 1 {
		t.Errorf("%v, %+v", err, got)
	}
	if got := runWith(t, "[]", "show", "-json"); got.code != exitDone || !strings.Contains(got.stdout, `"incidents": []`) {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, `{"title": "New", "window": {"start": "2024-03-10T21:00:00Z", "end": "2024-03-11T00:00:00Z"}}`, "show"); got.code != exitDone || got.stdout != `New
times in UTC
Status: no updates yet
Impact: maintenance (a scheduled maintenance)
Window: 2024-03-10 21:00 UTC to 2024-03-11 00:00 UTC
Due: nothing
Can follow: scheduled, in_progress, verifying, completed, cancelled
Postmortem: none
` {
		t.Errorf("%+v", got)
	}
	for _, args := range [][]string{{"-now", "soon", name}, {"-zone", "Mars/Olympus", name}, {"/no/such/file"}} {
		if got := runWith(t, "", append([]string{"show"}, args...)...); got.code != exitFailed || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%q: %+v", args, got)
		}
	}
}
