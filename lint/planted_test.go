package lint_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/lint"
)

// A story is a report without faults, and the facts from which it was made.
type story struct {
	inc   *incident.Incident
	loc   *time.Location
	start time.Time // of the impact
	end   time.Time
	r     *rand.Rand
}

var storyZones = []string{"Europe/Paris", "America/New_York", "Australia/Sydney", "America/Los_Angeles", "Europe/London"}

// newStory makes a report without a contradiction, on a random day and in a
// random zone, with up to ten updates, and with windows and promises in several
// spellings.
func newStory(t *testing.T, seed uint64) *story {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 14))
	zone := storyZones[r.IntN(len(storyZones))]
	loc, err := civil.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	s := &story{loc: loc, r: r}
	// Clocks do not change during the incident.
	s.start = time.Date(2019+r.IntN(6), time.Month(1+r.IntN(12)), 10+r.IntN(10), 5+r.IntN(12), r.IntN(60), 0, 0, loc)
	minute := time.Minute
	first := s.start.Add(time.Duration(3+r.IntN(7)) * minute)
	s.inc = &incident.Incident{
		Title: "Orders fail", Page: incident.Page{Name: "Example Orders", TimeZone: zone},
		Components: []incident.Component{{Group: "Shop", Name: "Checkout", Status: incident.ComponentOperational}, {Name: "Invoices", Status: incident.ComponentOperational}},
	}
	at, n := first, 3+r.IntN(8)
	for i := range n {
		u := incident.Update{At: at, Body: fmt.Sprintf("We know more: step %d is done.", i)}
		next := at.Add(time.Duration(12+r.IntN(28)) * minute)
		switch {
		case i == 0:
			u.Status = incident.StatusInvestigating
		case i == n-1:
			u.Status = incident.StatusResolved
		case i == n-2:
			u.Status = incident.StatusMonitoring
		case i == 1:
			u.Status = incident.StatusIdentified
		}
		if i < n-1 {
			due := next.Add(time.Duration(r.IntN(4)) * minute)
			u.Body += " " + s.promise(due)
		}
		s.inc.Updates = append(s.inc.Updates, u)
		at = next
	}
	over := s.inc.Updates[n-1].At
	s.end = over.Add(-time.Duration(2+r.IntN(8)) * minute)
	s.inc.Postmortem = &incident.Postmortem{PublishedAt: over.Add(time.Duration(24+r.IntN(100)) * time.Hour), Sections: []incident.Section{
		{Kind: incident.SectionSummary, Heading: "Summary", Body: "The checkout and invoices failed. We are sorry."},
		{Kind: incident.SectionImpact, Heading: "Impact"},
		{Kind: incident.SectionRootCause, Heading: "Root cause", Body: "A disk was full."},
		{Kind: incident.SectionTimeline, Heading: "Timeline", Timeline: &incident.Timeline{Events: []incident.Event{
			{At: s.start, Text: "The disk is full."}, {At: first, Text: "The page says so."}, {At: s.end, Text: "The disk is empty.", Milestone: incident.MilestoneImpactEnded},
		}}},
		{Kind: incident.SectionActions, Heading: "Actions", Actions: []incident.Action{{Text: "Alert before disks are full."}}},
	}}
	s.impact(s.start, s.end, "")
	return s
}

func (s *story) promise(due time.Time) string {
	in := due.In(s.loc)
	switch s.r.IntN(4) {
	case 0:
		return "Next update at " + in.Format("15:04 MST") + "."
	case 1:
		return "Next update: " + in.Format("Jan 2, 15:04 MST") + "."
	case 2:
		return "We will post another update by " + in.Format("3:04 PM MST") + "."
	}
	return "The next update will follow at " + due.UTC().Format("Jan 2, 2006 15:04 UTC") + "."
}

// impact writes the section about the impact.
func (s *story) impact(from, to time.Time, length string) {
	a, b := from.In(s.loc), to.In(s.loc)
	text := "Between " + a.Format("15:04") + " and " + b.Format("15:04 MST") + " on " + b.Format("January 2, 2006")
	if a.YearDay() != b.YearDay() || s.r.IntN(2) == 0 {
		text = "From " + a.Format("January 2, 2006, 15:04 MST") + " to " + b.Format("January 2, 2006, 15:04 MST")
	}
	if length != "" {
		text = "For " + length + ", " + "between " + a.Format("15:04") + " and " + b.Format("15:04 MST") + " on " + b.Format("January 2, 2006")
	}
	s.inc.Postmortem.Sections[1].Body = text + fmt.Sprintf(", customers were affected: %d orders failed.", 10+s.r.IntN(1000))
}

func (s *story) events() []incident.Event { return s.inc.Postmortem.Sections[3].Timeline.Events }

func (s *story) last() *incident.Update { return &s.inc.Updates[len(s.inc.Updates)-1] }

// faults has a function for each error rule, which plants a fault that the rule
// finds.
var faults = map[string]func(*story, *lint.Options){
	"zone-season": func(s *story, _ *lint.Options) {
		in := s.end.In(s.loc)
		label := in.Format("MST")
		for month := 1; label == in.Format("MST"); month++ {
			label = in.AddDate(0, month, 0).Format("MST")
		}
		s.inc.Postmortem.Sections[1].Body = "Between " + s.start.In(s.loc).Format("15:04") + " and " + in.Format("15:04 ") + label + " on " + in.Format("January 2, 2006") + ", 40 orders failed."
	},
	"zone-shifted": func(s *story, _ *lint.Options) {
		// The clock times of the page are labelled with a zone behind
		// it.
		_, offset := s.start.In(s.loc).Zone()
		label, behind := "UTC", time.Duration(offset)*time.Second
		if behind <= 0 {
			label = "UTC-11"
			behind += 11 * time.Hour
		}
		tl := s.inc.Postmortem.Sections[3].Timeline
		tl.Zone = label
		tl.Events = nil
		for _, u := range s.inc.Updates {
			tl.Events = append(tl.Events, incident.Event{At: u.At.Add(behind), Text: "The page says so."})
		}
		a, b := s.start.In(s.loc), s.end.In(s.loc)
		s.inc.Postmortem.Sections[1].Body = "From " + a.Format("January 2, 2006, 15:04 ") + label + " to " + b.Format("January 2, 2006, 15:04 ") + label + ", customers were affected: 40 orders failed."
	},
	"weekday-mismatch": func(s *story, _ *lint.Options) {
		in := s.start.In(s.loc)
		wrong := time.Weekday((int(in.Weekday()) + 1 + s.r.IntN(6)) % 7)
		s.inc.Postmortem.Sections[0].Body = "On " + wrong.String() + ", " + in.Format("January 2, 2006") + ", the checkout and invoices failed. We are sorry."
	},
	"timeline-after-publication": func(s *story, _ *lint.Options) {
		s.events()[1].At = s.inc.Postmortem.PublishedAt.Add(time.Duration(10+s.r.IntN(5000)) * time.Minute)
	},
	"timeline-after-resolved": func(s *story, _ *lint.Options) {
		e := &s.events()[2]
		e.At = s.last().At.Add(time.Duration(20+s.r.IntN(300)) * time.Minute)
	},
	"duration-arithmetic": func(s *story, _ *lint.Options) {
		d := s.end.Sub(s.start)
		wrong := d + time.Duration(2+s.r.IntN(20))*time.Minute
		s.impact(s.start, s.end, fmt.Sprintf("%d minutes", int(wrong.Minutes())))
	},
	"day-shifted": func(s *story, _ *lint.Options) {
		s.impact(s.start, s.last().At.AddDate(0, 0, 1+s.r.IntN(2)), "")
		s.events()[2].At = s.last().At
	},
	"updates-before-start": func(s *story, _ *lint.Options) {
		late := s.inc.Updates[0].At.Add(20 * time.Minute)
		s.impact(late, late.Add(time.Hour), "")
		s.events()[0].At, s.events()[1].At, s.events()[2].At = late, late, late.Add(time.Hour)
		s.last().At = late.Add(2 * time.Hour)
	},
	"update-missed": func(s *story, _ *lint.Options) {
		i := s.r.IntN(len(s.inc.Updates) - 1)
		for j := range s.inc.Updates {
			if j > i {
				s.inc.Updates[j].At = s.inc.Updates[j].At.Add(90 * time.Minute)
				s.inc.Updates[j].Body = fmt.Sprintf("We know more: step %d is done.", j)
			}
		}
	},
	"promise-in-past": func(s *story, _ *lint.Options) {
		u := &s.inc.Updates[s.r.IntN(len(s.inc.Updates)-1)]
		past := u.At.In(s.loc).Add(-time.Duration(20+s.r.IntN(300)) * time.Minute)
		u.Body = "We know more. Next update: " + past.Format("January 2, 2006, 15:04 MST") + "."
	},
	"promises-differ": func(s *story, _ *lint.Options) {
		u := &s.inc.Updates[s.r.IntN(len(s.inc.Updates)-1)]
		next := u.At.In(s.loc).Add(time.Duration(20+s.r.IntN(60)) * time.Minute)
		u.Body = "We know more. Next update: " + next.Format("January 2, 2006, 15:04 MST") + "."
		u.NextUpdate = next.Add(time.Duration(6+s.r.IntN(90)) * time.Minute)
	},
	"status-order": func(s *story, _ *lint.Options) {
		s.inc.Updates[1].Status = []incident.Status{incident.StatusCompleted, incident.StatusInProgress, "unknown_to_all"}[s.r.IntN(3)]
	},
	"component-denied": func(s *story, _ *lint.Options) {
		name := []string{"Invoices", "Checkout"}[s.r.IntN(2)]
		form := []string{"%s is not affected.", "%s was not impacted by this incident.", "This does not affect %s."}[s.r.IntN(3)]
		s.inc.Updates[0].Body += " " + fmt.Sprintf(form, name)
	},
	"obligation-missed": func(s *story, o *lint.Options) {
		o.Profile = lint.Internal
		o.Obligations = []claim.Obligation{{Name: "notice", From: incident.MilestoneDetected, Within: claim.Length{Time: 4 * time.Hour}}}
		s.inc.Events = []incident.Event{{At: s.start, Milestone: incident.MilestoneDetected}, {At: s.start.Add(5 * time.Hour), Milestone: incident.MilestoneNotified}}
	},
}

// TestPlantedFaults plants each fault in reports without faults.
func TestPlantedFaults(t *testing.T) {
	rounds := fixture.Rounds(20)
	planted, found, clean := 0, 0, 0
	for _, rule := range lint.Rules() {
		plant := faults[rule.Name]
		if rule.Severity != lint.Error {
			continue
		}
		if plant == nil {
			t.Errorf("no fault for %s", rule.Name)
			continue
		}
		missed := 0
		for seed := range rounds {
			s := newStory(t, uint64(seed))
			for _, f := range lint.Check(s.inc, lint.Options{}) {
				if f.Severity == lint.Error {
					clean++
					t.Logf("seed %d, clean: %v", seed, f)
				}
			}
			var o lint.Options
			plant(s, &o)
			planted++
			if len(of(lint.Check(s.inc, o), rule.Name)) > 0 {
				found++
			} else if missed++; missed <= 2 {
				t.Logf("seed %d: %s is not found: %v", seed, rule.Name, lint.Check(s.inc, o))
			}
		}
		if missed*10 > rounds {
			t.Errorf("%s: %d of %d are missed", rule.Name, missed, rounds)
		}
	}
	t.Logf("%d of %d faults found, %d errors on %d clean reports", found, planted, clean, planted)
	if found*100 < planted*95 {
		t.Errorf("%d of %d faults found, want 95 %%", found, planted)
	}
	if clean*100 > planted {
		t.Errorf("%d errors on %d clean reports", clean, planted)
	}
}

// TestHostile checks that hostile incidents do not panic, and that findings are
// in order.
func TestHostile(t *testing.T) {
	for seed := range fixture.Rounds(200) {
		inc := incidenttest.Hostile(uint64(seed))
		for _, profile := range lint.Profiles() {
			found := lint.Check(inc, lint.Options{Profile: profile, Enable: names(), Now: time.Unix(2e9, 0), Obligations: claim.Obligations()})
			for i := 1; i < len(found); i++ {
				if found[i-1].Severity.Compare(found[i].Severity) > 0 {
					t.Fatalf("seed %d: %v before %v", seed, found[i-1], found[i])
				}
			}
		}
	}
	if lint.Check(nil, lint.Options{}) != nil {
		t.Error("a nil incident has findings")
	}
}

func names() (list []string) {
	for _, r := range lint.Rules() {
		list = append(list, r.Name)
	}
	return list
}

// BenchmarkCheck shows that cost is linear: ns/update must not grow.
func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		inc := &incident.Incident{Title: "long", Page: incident.Page{TimeZone: "Europe/Paris"}}
		for i := range n {
			at := time.Unix(int64(1.7e9+1200*i), 0)
			inc.Updates = append(inc.Updates, incident.Update{At: at, Body: fmt.Sprintf("Step %d of the work is done, and the queue of orders shrinks. Next update in 20 minutes.", i),
				Changes: []incident.Change{{Name: fmt.Sprint("C", i%100), To: incident.ComponentDegradedPerformance}}})
		}
		inc.Updates[0].Status = incident.StatusInvestigating
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				lint.Check(inc, lint.Options{})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/update")
		})
	}
}
