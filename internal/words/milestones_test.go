package words

import (
	"strings"
	"testing"
)

// TestMilestonesReached reads rows as people write them. The want is the
// milestones in the order of their words, and "relapse".
func TestMilestonesReached(t *testing.T) {
	for _, test := range []struct{ row, want string }{
		{"Alert.", "detected"},
		{"**First alert** of slow uploads.", "detected"},
		{"The alarm for the queue goes off", "detected"},
		{"Customers report that labels are blank.", "detected"},
		{"We noticed that the depot map was empty.", "detected"},
		{"On-call acknowledged the page.", "acknowledged"},
		{"The incident process was triggered.", "declared"},
		{"Declared a major incident.", "declared"},
		{"We declared an incident and opened a war room.", "declared"},
		{"Root cause found: a full disk.", "identified"},
		{"The issue was identified as a lost route.", "identified"},
		{"We’ve identified the faulty change.", "identified"},
		{"Fix deployed to all depots.", "mitigated"},
		{"We rolled out a fix", "mitigated"},
		{"Rolled back to the previous release.", "mitigated"},
		{"Rollback completed.", "mitigated"},
		{"Fixed: the disk is emptied", "mitigated"},
		{"All users reconnected.", "impact_ended"},
		{"Service is fully restored.", "impact_ended"},
		{"Error rates returned to normal.", "impact_ended"},
		{"Labels print again; the platform is back to normal", "impact_ended"},
		{"Incident resolved and closed.", "resolved closed"},
		{"The incident was marked as resolved", "resolved"},
		{"Resolved: All parcels move.", "resolved"},
		{"**OUTAGE BEGINS**: no label prints", "impact_started"},
		{"Cause identified, and the change was rolled back", "identified mitigated"},

		{"", ""},
		{"The depot in Turku opens.", ""},
		{"The fix will be deployed at noon.", ""},
		{"A fix was deployed, but it had no effect.", "relapse"},
		{"The fix that was deployed failed.", ""},
		{"Attempted a fix; deployed to staging.", ""},
		{"A fix was deployed to the staging depot.", ""},
		{"Decided that the release is rolled back.", ""},
		{"Rollback started.", ""},
		{"A second alert fired.", ""},
		{"The alert cleared.", ""},
		{"No alert fired.", ""},
		{"The cause is not yet identified.", ""},
		{"A possible cause was found.", ""},
		{"The service partially recovered.", ""},
		{"Some services are restored.", ""},
		{"Traffic starts to be restored.", ""},
		{"Once the incident is resolved, we write.", ""},
		{"The ticket for the incident was resolved.", ""},
		{"The incident call was closed.", ""},
		{"An incident was raised with the vendor.", ""},
		{"~~Fix deployed.~~", ""},
		{"Labels are blank again: the issue came back.", "relapse"},
		{"It is still failing for parcels to Oulu.", "relapse"},
		{"Restarted the printers.\n\nA fix was deployed a week later.", ""},
		{"A parcel was sent. " + strings.Repeat("It took its time. ", 40) + "Fix deployed.", ""},
	} {
		reached, relapse := English().Milestones.Reached(test.row)
		if relapse {
			reached = append(reached, "relapse")
		}
		if got := strings.Join(reached, " "); got != test.want {
			t.Errorf("%q reaches %q, want %q", test.row, got, test.want)
		}
	}
}

// A rule without a milestone or without words would do nothing.
func TestMilestoneRules(t *testing.T) {
	for _, l := range languages {
		for _, r := range append(l.Milestones.Rules, l.Milestones.Relapses...) {
			for _, list := range [][]string{r.Whole, r.Phrases, r.Subjects, r.Verbs, r.Not} {
				for _, w := range list {
					if _, s := sentencesOf(w); len(s) != 1 || strings.TrimSpace(s[0].text) != w {
						t.Errorf("%s: no row has the words %q", l.Lang, w)
					}
				}
			}
			if (r.Subjects == nil) != (r.Verbs == nil) || r.Whole == nil && r.Phrases == nil && r.Subjects == nil {
				t.Errorf("%s: %s: %+v", l.Lang, r.Milestone, r)
			}
		}
	}
}
