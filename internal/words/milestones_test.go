package words

import (
	"math/rand/v2"
	"slices"
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
					if _, s := sentencesOf(nil, w); len(s) != 1 || strings.TrimSpace(s[0]) != w {
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

// TestMilestonesIndex compares the milestones of random rows with those that a
// search for one phrase after the other finds.
func TestMilestonesIndex(t *testing.T) {
	m := &English().Milestones
	phrases := slices.Concat(m.Doubts, []string{"the", "depot", "in turku", "at noon", "labels", "-", "ok"})
	var rules [][]string // each with the phrases of one rule, which seldom meet by chance
	for _, r := range slices.Concat(m.Rules, m.Relapses) {
		rules = append(rules, slices.Concat(r.Whole, r.Phrases, r.Subjects, r.Verbs, r.Subjects, r.Verbs))
		phrases = append(phrases, r.Not...)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string) string { return list[rng.IntN(len(list))] }
	told, rounds := 0, 20_000
	if testing.Short() {
		rounds = 4_000
	}
	for range rounds {
		rule := rules[rng.IntN(len(rules))]
		var row strings.Builder
		for range 1 + rng.IntN(8) {
			if rng.IntN(2) == 0 {
				row.WriteString(pick(rule))
			} else if rng.IntN(3) == 0 {
				row.WriteString(pick(phrases))
			}
			row.WriteString(pick([]string{" ", " ", " ", " ", ", ", ". ", ": ", "-", " x "}))
		}
		got, relapse := m.Reached(row.String())
		want, wantRelapse := m.reachedBySearch(row.String())
		if !slices.Equal(got, want) || relapse != wantRelapse {
			t.Fatalf("%q reaches %q and a relapse: %t; a search finds %q, %t", row.String(), got, relapse, want, wantRelapse)
		}
		if got != nil || relapse {
			told++
		}
	}
	if told < rounds/4 {
		t.Errorf("only %d of %d rows reach anything", told, rounds)
	}
}

// reachedBySearch is Reached without the index.
func (m *Milestones) reachedBySearch(text string) (reached []string, relapse bool) {
	label, sentences := sentencesOf(nil, text)
	var found []foundMilestone
	for _, r := range m.Rules {
		if at := m.search(r, label, sentences); at >= 0 {
			found = append(found, foundMilestone{r.Milestone, at})
		}
	}
	slices.SortStableFunc(found, func(a, b foundMilestone) int { return a.at - b.at })
	for _, f := range found {
		if !slices.Contains(reached, f.milestone) {
			reached = append(reached, f.milestone)
		}
	}
	for _, r := range m.Relapses {
		relapse = relapse || m.search(r, label, sentences) >= 0
	}
	return reached, relapse
}

func (m *Milestones) search(r MilestoneRule, label string, sentences []string) int {
	if slices.Contains(r.Whole, label) {
		return 0
	}
	offset := 0
	hasAny := func(s string, words []string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, " "+w+" ") })
	}
	for _, s := range sentences {
		best := -1
		take := func(at int) {
			clause := s[:at+1]
			clause = clause[strings.LastIndexByte(clause, ',')+1:]
			if (best < 0 || at < best) && !hasAny(clause, m.Doubts) {
				best = at
			}
		}
		for _, p := range r.Phrases {
			if at := strings.Index(s, " "+p+" "); at >= 0 {
				take(at)
			}
		}
		for at := range s {
			for _, subject := range r.Subjects {
				if !strings.HasPrefix(s[at:], " "+subject+" ") {
					continue
				}
				end := at + 1 + len(subject)
				for _, verb := range r.Verbs {
					if n := strings.Index(s[end:], " "+verb+" "); n >= 0 && isNear(s[end:end+n+1]) {
						take(at)
					}
					if n := strings.LastIndex(s[:at+1], " "+verb+" "); n >= 0 && isNear(s[n+1+len(verb):at+1]) {
						take(n)
					}
				}
			}
		}
		if best >= 0 && !hasAny(s, r.Not) {
			return offset + best
		}
		offset += len(s)
	}
	return -1
}
