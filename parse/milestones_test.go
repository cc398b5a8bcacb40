package parse_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
)

// TestConcludedMilestones reads timelines whose rows state no milestone or one.
// A milestone is concluded from words at most once, whatever the order of rows,
// and never next to a stated one, and is marked as concluded.
func TestConcludedMilestones(t *testing.T) {
	for _, test := range []struct {
		name string
		rows []string
		want string
	}{
		{
			"the usual", []string{
				"10:05: First alert: labels are blank.", "10:11: A second alert fires.", "10:12: Incident process triggered.",
				"10:20: Cause identified.", "10:28: Fix deployed.", "10:45: All users reconnected.", "11:10: Incident resolved.",
			},
			"10:05 detected~ 10:12 declared~ 10:20 identified~ 10:28 mitigated~ 10:45 impact_ended~ 11:10 resolved~",
		},
		{
			"a fix that did not hold", []string{
				"10:05: Alert.", "10:20: Fix deployed.", "10:30: The issue came back.", "10:50: Rolled back.", "11:00: Service recovered.",
				"13:00: Another fix is deployed to be on the safe side.", "14:00: A fix was deployed for good.",
			},
			"10:05 detected~ 10:50 mitigated~ 11:00 impact_ended~",
		},
		{
			"nothing held", []string{"10:05: Alert.", "10:20: Fix deployed.", "10:30: The issue came back."},
			"10:05 detected~",
		},
		{
			"one is stated", []string{
				"10:05: Alert.", "10:09: The night shift looks at it. <!-- milestone: detected -->", "10:20: Fix deployed.",
			},
			"10:09 detected 10:20 mitigated~",
		},
		{
			"two in one row", []string{"10:05: Alert.", "11:10: Incident resolved and closed."},
			"10:05 detected~ 11:10 resolved~",
		},
		{"none", []string{"10:05: The depot opens.", "11:10: The fix will be deployed."}, ""},
		{"no instant", []string{"10:05 Gotham Time: Alert.", "11:10 Gotham Time: Fix deployed."}, ""},
	} {
		for _, newestFirst := range []bool{false, true} {
			rows := slices.Clone(test.rows)
			if newestFirst {
				for i := range rows {
					rows[i] = "2024-03-05 " + rows[i]
				}
				slices.Reverse(rows)
			}
			doc, err := parse.Markdown{}.Parse("x", []byte("# Blank labels on 2024-03-05\n\n## Timeline (UTC)\n\n- "+strings.Join(rows, "\n- ")+"\n"))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			concluded, noted := 0, 0
			for _, e := range doc.Incidents[0].History() {
				if e.Milestone == "" {
					continue
				}
				s := fmt.Sprint(e.At.UTC().Format("15:04"), " ", e.Milestone)
				if e.Event.Inferred {
					s += "~"
					concluded++
				}
				got = append(got, s)
			}
			for _, n := range doc.Notes {
				if n.Code == parse.NoteMilestone {
					noted++
				}
			}
			if s := strings.Join(got, " "); s != test.want {
				t.Errorf("%s: %s\nwant %s", test.name, s, test.want)
			}
			if (concluded > 0) != (noted == 1) || noted > 1 {
				t.Errorf("%s: %d notes of %d milestones", test.name, noted, concluded)
			}
		}
	}
}

// TestConcludedMilestonesAreMeasured checks that a metric says when its end is
// a concluded milestone.
func TestConcludedMilestonesAreMeasured(t *testing.T) {
	const page = "Labels are blank\nIncident Report for Example Parcels\n\nPostmortem\n\nTimeline (CET)\n\n10:05. First alert.\n10:28. Fix implemented.\n\nPosted Feb 04, 2022 - 16:55 CET\n\nResolved\nOver.\nPosted Jan 27, 2022 - 11:10 CET\n"
	doc, err := parse.Text{}.Parse("x", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Incidents[0].Anchor(incident.MilestoneMitigated)
	if got := a.At.Format("15:04"); got != "10:28" || a.Basis() != incident.BasisConcluded || !a.Inferred {
		t.Errorf("mitigated at %s: %+v", got, a)
	}
}
