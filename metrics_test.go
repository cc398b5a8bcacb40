package incident_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
)

// milestoneAt returns an event of the responders.
func milestoneAt(n int, m incident.Milestone) incident.Event {
	return incident.Event{At: minute(n), Milestone: m}
}

// values formats the metrics that are not missing, such as "detect=5m0s
// identify=reversed resolve~1h5m0s". A "~" marks inferred ones.
func values(m incident.Metrics) string {
	var list []string
	for name, v := range m.All() {
		switch v.State {
		case incident.MetricMissing:
		case incident.MetricMeasured:
			list = append(list, name+"="+v.Value.String())
		case incident.MetricInferred:
			list = append(list, name+"~"+v.Value.String())
		default:
			list = append(list, name+"="+string(v.State))
		}
	}
	return strings.Join(list, " ")
}

func change(name string, from, to incident.ComponentStatus) incident.Change {
	return incident.Change{Name: name, From: from, To: to}
}

func TestMetrics(t *testing.T) {
	const (
		ok       = incident.ComponentOperational
		degraded = incident.ComponentDegradedPerformance
		major    = incident.ComponentMajorOutage
	)
	post := func(n int, s incident.Status, changes ...incident.Change) incident.Update {
		return incident.Update{At: minute(n), Status: s, Changes: changes}
	}
	inferred := func(n int, m incident.Milestone) incident.Event {
		return incident.Event{At: minute(n), Milestone: m, Inferred: true}
	}
	about := func(e incident.Event, p incident.Precision) incident.Event { e.Precision = p; return e }
	for _, c := range []struct {
		name string
		inc  incident.Incident
		want string
	}{
		{"nothing", incident.Incident{}, ""},
		{"posts alone", incident.Incident{Updates: []incident.Update{
			post(12, incident.StatusInvestigating), post(30, incident.StatusIdentified), post(65, incident.StatusResolved),
		}}, "open=53m0s"},
		{"every milestone", incident.Incident{
			Events: []incident.Event{
				milestoneAt(0, incident.MilestoneTrigger), milestoneAt(5, incident.MilestoneImpactStarted), milestoneAt(5, incident.MilestoneDetected),
				milestoneAt(7, incident.MilestoneAcknowledged), milestoneAt(11, incident.MilestoneDeclared), milestoneAt(20, incident.MilestoneIdentified),
				milestoneAt(28, incident.MilestoneMitigated), milestoneAt(45, incident.MilestoneImpactEnded), milestoneAt(70, incident.MilestoneResolved),
				milestoneAt(90, incident.MilestoneClosed),
			},
			Updates: []incident.Update{
				post(17, incident.StatusInvestigating), post(28, incident.StatusIdentified), post(39, incident.StatusMonitoring), post(71, incident.StatusResolved),
			},
			Postmortem: &incident.Postmortem{PublishedAt: minute(1000)},
		}, "detect=0s acknowledge=2m0s declare=6m0s first_post=12m0s identify=15m0s identify_post=23m0s mitigate=23m0s mitigate_post=34m0s " +
			"impact=40m0s recover=40m0s resolve=1h5m0s resolve_post=1h6m0s open=54m0s publish=15h29m0s"},
		{"the start is missing", incident.Incident{Events: []incident.Event{
			milestoneAt(5, incident.MilestoneDetected), milestoneAt(7, incident.MilestoneAcknowledged), milestoneAt(45, incident.MilestoneImpactEnded),
		}}, "acknowledge=2m0s"},
		{"reversed", incident.Incident{
			Events:  []incident.Event{milestoneAt(50, incident.MilestoneImpactStarted), milestoneAt(20, incident.MilestoneDetected), milestoneAt(45, incident.MilestoneImpactEnded)},
			Updates: []incident.Update{post(40, incident.StatusInvestigating)},
		}, "detect=reversed first_post=reversed impact=reversed recover=reversed open~0s"},
		{"about", incident.Incident{Events: []incident.Event{
			about(milestoneAt(5, incident.MilestoneImpactStarted), incident.PrecisionAbout), milestoneAt(6, incident.MilestoneDetected),
			milestoneAt(7, incident.MilestoneAcknowledged), milestoneAt(9, incident.MilestoneImpactEnded),
		}}, "detect~1m0s acknowledge=1m0s impact~4m0s recover~4m0s"},
		{"to the day", incident.Incident{Events: []incident.Event{
			about(milestoneAt(0, incident.MilestoneImpactStarted), incident.PrecisionDay), milestoneAt(6, incident.MilestoneDetected), milestoneAt(9, incident.MilestoneImpactEnded),
		}}, ""},
		{"the end to the day", incident.Incident{Events: []incident.Event{
			milestoneAt(5, incident.MilestoneImpactStarted), about(milestoneAt(0, incident.MilestoneImpactEnded), incident.PrecisionDay),
		}}, ""},
		{"inferred statuses", incident.Incident{
			Events: []incident.Event{milestoneAt(5, incident.MilestoneImpactStarted)},
			Updates: []incident.Update{
				{At: minute(10), Status: incident.StatusInvestigating, Inferred: true}, {At: minute(12), Status: incident.StatusIdentified, Inferred: true},
				{At: minute(15), Status: incident.StatusMonitoring}, {At: minute(20), Status: incident.StatusResolved, Inferred: true},
			},
			Postmortem: &incident.Postmortem{PublishedAt: minute(30)},
		}, "first_post=5m0s identify_post~7m0s mitigate_post=10m0s resolve_post~15m0s open~10m0s publish~10m0s"},
		{"reopened", incident.Incident{
			Events: []incident.Event{milestoneAt(0, incident.MilestoneImpactStarted)},
			Updates: []incident.Update{
				post(10, incident.StatusResolved), post(20, incident.StatusInvestigating), post(40, incident.StatusResolved), post(50, incident.StatusResolved),
			},
		}, "first_post=10m0s resolve_post=40m0s open=30m0s"},
		{"two impacts, told out of order", incident.Incident{Events: []incident.Event{
			milestoneAt(0, incident.MilestoneImpactStarted), milestoneAt(10, incident.MilestoneImpactEnded),
			milestoneAt(90, incident.MilestoneImpactEnded), milestoneAt(30, incident.MilestoneImpactStarted), milestoneAt(95, incident.MilestoneResolved),
		}}, "impact=1h10m0s recover=1h30m0s resolve=1h35m0s"},
		{"impact after impact", incident.Incident{Events: []incident.Event{
			milestoneAt(0, incident.MilestoneImpactStarted), milestoneAt(10, incident.MilestoneImpactEnded),
			milestoneAt(10, incident.MilestoneImpactStarted), milestoneAt(15, incident.MilestoneImpactEnded),
		}}, "impact=15m0s recover=15m0s"},
		{"the second impact goes on", incident.Incident{Events: []incident.Event{
			milestoneAt(0, incident.MilestoneImpactStarted), milestoneAt(10, incident.MilestoneImpactEnded), milestoneAt(30, incident.MilestoneImpactStarted),
		}}, ""},
		{"impact of no length", incident.Incident{Events: []incident.Event{
			milestoneAt(7, incident.MilestoneImpactStarted), milestoneAt(7, incident.MilestoneImpactEnded),
		}}, "impact=0s recover=0s"},
		{"impacts with an end of their own", incident.Incident{Events: []incident.Event{
			{At: minute(5), Until: minute(20), Milestone: incident.MilestoneImpactStarted},
			{At: minute(10), Until: minute(15), Milestone: incident.MilestoneImpactStarted},
			{At: minute(30), Until: minute(40), Milestone: incident.MilestoneImpactStarted},
		}}, "impact=25m0s recover=35m0s"},
		{"Events before timelines", incident.Incident{
			Events: []incident.Event{milestoneAt(5, incident.MilestoneImpactStarted)},
			Postmortem: &incident.Postmortem{Sections: []incident.Section{{Timeline: &incident.Timeline{Events: []incident.Event{
				milestoneAt(6, incident.MilestoneImpactStarted), milestoneAt(9, incident.MilestoneDetected), milestoneAt(25, incident.MilestoneImpactEnded),
			}}}}},
		}, "detect=4m0s impact=20m0s recover=20m0s"},
		{"changes", incident.Incident{Updates: []incident.Update{
			post(10, incident.StatusInvestigating, change("API", ok, degraded)),
			post(20, incident.StatusIdentified, change("API", degraded, major), change("Web", ok, degraded)),
			post(30, incident.StatusMonitoring, change("API", major, ok)),
			post(60, incident.StatusResolved, change("Web", degraded, ok)),
		}}, "first_post~0s identify_post~10m0s mitigate_post~20m0s impact~50m0s shown=50m0s resolve_post~50m0s open=50m0s"},
		{"changes with a gap", incident.Incident{Updates: []incident.Update{
			post(10, incident.StatusInvestigating, change("API", "", degraded)), post(20, incident.StatusMonitoring, change("API", "", ok)),
			post(30, incident.StatusInvestigating, change("API", "", degraded)), post(60, incident.StatusResolved, change("API", "", ok)),
		}}, "first_post~0s mitigate_post~10m0s impact~40m0s shown=40m0s resolve_post~50m0s open=50m0s"},
		{"changes after milestones", incident.Incident{
			Events: []incident.Event{milestoneAt(5, incident.MilestoneImpactStarted), milestoneAt(40, incident.MilestoneImpactEnded)},
			Updates: []incident.Update{
				post(10, incident.StatusInvestigating, change("API", ok, degraded)), post(60, incident.StatusResolved, change("API", degraded, ok)),
			},
		}, "first_post=5m0s impact=35m0s shown=50m0s recover=35m0s resolve_post=55m0s open=50m0s"},
		{"a told start, and an end that the page showed", incident.Incident{
			Events: []incident.Event{milestoneAt(5, incident.MilestoneImpactStarted)},
			Updates: []incident.Update{
				post(10, incident.StatusInvestigating, change("API", ok, degraded)), post(60, incident.StatusResolved, change("API", degraded, ok)),
			},
		}, "first_post=5m0s impact~55m0s shown=50m0s resolve_post=55m0s open=50m0s"},
		{"a told start after the page showed it", incident.Incident{
			Events: []incident.Event{milestoneAt(25, incident.MilestoneImpactStarted)},
			Updates: []incident.Update{
				post(10, "", change("API", ok, degraded)), post(20, "", change("API", degraded, ok)),
				post(30, "", change("API", ok, degraded)), post(60, "", change("API", degraded, ok)),
			},
		}, "first_post=reversed impact~35m0s shown=40m0s open~50m0s"},
		{"the page spoke before it showed anything", incident.Incident{Updates: []incident.Update{
			post(5, incident.StatusInvestigating), post(10, incident.StatusIdentified, change("API", ok, degraded)), post(60, incident.StatusResolved, change("API", degraded, ok)),
		}}, "impact~50m0s shown=50m0s open=55m0s"},
		{"still down", incident.Incident{Updates: []incident.Update{
			post(10, incident.StatusInvestigating, change("API", ok, degraded), change("Web", ok, degraded)),
			post(60, incident.StatusResolved, change("API", degraded, ok)),
		}}, "first_post~0s resolve_post~50m0s open=50m0s"},
		{"down before", incident.Incident{Updates: []incident.Update{
			post(10, incident.StatusInvestigating, change("API", degraded, major)), post(60, incident.StatusResolved, change("API", major, ok)),
		}}, "open=50m0s"},
		{"changes back in time", incident.Incident{Updates: []incident.Update{
			post(60, incident.StatusInvestigating, change("API", ok, degraded)), post(10, incident.StatusResolved, change("API", degraded, ok)),
		}}, "first_post~0s impact=reversed shown=reversed resolve_post=reversed open=reversed"},
		{"one component by id and by name", incident.Incident{Updates: []incident.Update{
			post(10, "", incident.Change{ID: "x", Name: "API", To: degraded}), post(20, "", incident.Change{Name: "API", To: ok}),
			post(30, "", incident.Change{ID: "x", Name: "Interface", To: degraded}), post(35, "", incident.Change{ID: "x", Name: "Interface", To: ok}),
		}}, "first_post~0s impact~15m0s shown=15m0s open~25m0s"},
		{"unknown words are no change", incident.Incident{Updates: []incident.Update{
			post(10, "", change("API", "", "wobbly")), post(20, "", change("API", "", degraded)), post(25, "", change("API", "", "wobbly")), post(30, "", change("API", "", ok)),
		}}, "impact~10m0s shown=10m0s open~20m0s"},
		{"a change that was not posted: from degraded to worse", incident.Incident{Updates: []incident.Update{
			post(10, "", change("API", ok, degraded)), post(30, "", change("API", major, ok)),
		}}, "first_post~0s impact~20m0s shown~20m0s open~20m0s"},
		{"a change that was not posted: back to operational", incident.Incident{Updates: []incident.Update{
			post(10, "", change("API", ok, degraded)), post(20, "", change("API", ok, degraded)), post(30, "", change("API", degraded, ok)),
		}}, "first_post~0s open~20m0s"},
		{"a mitigation that did not hold", incident.Incident{Events: []incident.Event{
			milestoneAt(5, incident.MilestoneImpactStarted), milestoneAt(9, incident.MilestoneMitigated),
			milestoneAt(20, incident.MilestoneImpactStarted), milestoneAt(31, incident.MilestoneMitigated), milestoneAt(40, incident.MilestoneImpactEnded),
		}}, "mitigate=26m0s impact=35m0s recover=35m0s"},
		{"no mitigation that held", incident.Incident{Events: []incident.Event{
			milestoneAt(5, incident.MilestoneImpactStarted), milestoneAt(9, incident.MilestoneMitigated),
			milestoneAt(20, incident.MilestoneImpactStarted), milestoneAt(40, incident.MilestoneImpactEnded),
		}}, "impact=35m0s recover=35m0s"},
		{"stated before inferred", incident.Incident{Events: []incident.Event{
			inferred(2, incident.MilestoneDetected), milestoneAt(5, incident.MilestoneImpactStarted), milestoneAt(9, incident.MilestoneDetected),
			inferred(30, incident.MilestoneImpactEnded), inferred(20, incident.MilestoneIdentified),
		}}, "detect=4m0s identify~15m0s impact~25m0s recover~25m0s"},
		{"times that were not resolved", incident.Incident{
			Events: []incident.Event{
				{Milestone: incident.MilestoneImpactStarted, Written: "some time before ten"},
				milestoneAt(5, incident.MilestoneImpactStarted), milestoneAt(9, incident.MilestoneImpactEnded),
			},
			Updates: []incident.Update{
				{Status: incident.StatusInvestigating, Changes: []incident.Change{change("API", ok, degraded)}},
				post(30, incident.StatusResolved, change("API", degraded, ok)),
			},
		}, "first_post=25m0s impact=4m0s recover=4m0s resolve_post=25m0s open=0s"},
		{"a draft", incident.Incident{
			Updates: []incident.Update{post(10, incident.StatusResolved)}, Postmortem: &incident.Postmortem{},
		}, "open=0s"},
		{"a report without posts", incident.Incident{
			Events: []incident.Event{milestoneAt(10, incident.MilestoneResolved)}, Postmortem: &incident.Postmortem{PublishedAt: minute(70)},
		}, "publish=1h0m0s"},
		{"a maintenance", incident.Incident{
			Window: incident.Window{Start: minute(60), End: minute(90)},
			Events: []incident.Event{milestoneAt(61, incident.MilestoneImpactStarted), milestoneAt(75, incident.MilestoneImpactEnded)},
			Updates: []incident.Update{
				post(0, incident.StatusScheduled), post(62, incident.StatusInProgress), post(70, incident.StatusVerifying), post(80, incident.StatusCompleted),
			},
		}, "first_post=1m0s impact=14m0s recover=14m0s resolve_post=19m0s open=18m0s planned=30m0s"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := c.inc.Metrics()
			if got := values(m); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			sound(t, &c.inc, m)
		})
	}
}

// sound checks properties that hold for the metrics of every incident.
func sound(t *testing.T, inc *incident.Incident, m incident.Metrics) {
	t.Helper()
	for name, v := range m.All() {
		value, ok := v.Get()
		var field *incident.FieldError
		wrong := errors.As(v.Err(), &field)
		switch {
		case v.Value < 0 || value != v.Value && ok || !ok && (v.Value != 0 || value != 0):
			t.Errorf("%s: %+v", name, v)
		case wrong != (v.State == incident.MetricReversed) || wrong && (field.Code != incident.CodeOrder || field.Path == "" || !v.To.At.Before(v.From.At)):
			t.Errorf("%s: %+v: %v", name, v, v.Err())
		case ok && (v.From.Path == "" || v.To.Path == "" || v.Value > v.To.At.Sub(v.From.At)):
			t.Errorf("%s: %+v", name, v)
		case ok && name != "impact" && name != "shown" && v.Value != v.To.At.Sub(v.From.At):
			t.Errorf("%s: %+v is not from end to end", name, v)
		case ok && (v.From.Inferred || v.To.Inferred) && v.State != incident.MetricInferred:
			t.Errorf("%s: %+v rests on something inferred", name, v)
		}
	}
	for _, c := range []struct {
		incident.Metric
		list incident.Intervals
	}{{m.Impact, m.ImpactIntervals}, {m.Shown, m.ShownIntervals}} {
		value, ok := c.Get()
		if ok != (c.list != nil) || c.list.Total() != value {
			t.Errorf("%+v has the intervals %v", c.Metric, c.list)
		}
		if ok && (!c.list[0].Start.Equal(c.From.At) || !c.list[len(c.list)-1].End.Equal(c.To.At)) {
			t.Errorf("%+v does not end where %v do", c.Metric, c.list)
		}
	}
	if c := m.Cadence; c.Median < 0 || c.Max < c.Median || c.Posts < 2 && c.State != incident.MetricMissing ||
		(c.State == incident.MetricMissing || c.State == incident.MetricReversed) && c.Max != 0 {
		t.Errorf("%+v", c)
	}
	// Both from milestones and from updates, the end is the instant that
	// Milestone returns.
	for _, c := range []struct {
		milestone    incident.Milestone
		told, posted incident.Metric
	}{{incident.MilestoneIdentified, m.Identify, m.IdentifyPost}, {incident.MilestoneResolved, m.Resolve, m.ResolvePost}} {
		at := c.told.To.At
		if c.told.To.Path == "" {
			at = c.posted.To.At
		}
		if want, _ := inc.Milestone(c.milestone); !at.Equal(want) && !at.IsZero() {
			t.Errorf("%s: %v, and Milestone says %v", c.milestone, at, want)
		}
	}
}

// TestMetricsOfRandomIncidents measures random incidents and compares what the
// page showed with an oracle that examines every minute.
func TestMetricsOfRandomIncidents(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	pick := func(n int) int { return random.IntN(n) }
	statuses, states, milestones := append(incident.Words[incident.Status](), ""), incident.Words[incident.ComponentStatus](), append(incident.Words[incident.Milestone](), "")
	precisions := []incident.Precision{"", "", "", incident.PrecisionAbout, incident.PrecisionDay}
	events := func() []incident.Event {
		var list []incident.Event
		for range pick(8) {
			e := incident.Event{At: minute(pick(100)), Milestone: milestones[pick(len(milestones))], Precision: precisions[pick(len(precisions))]}
			if pick(6) == 0 {
				e.Until = minute(pick(120))
			}
			list = append(list, e)
		}
		return list
	}
	measured := 0
	rounds := fixture.Rounds(1_000)
	for range rounds {
		inc := new(incident.Incident)
		inc.Events = events()
		now, is := 0, make(map[string]incident.ComponentStatus)
		var down [200]bool
		moved := false
		for range pick(8) {
			before := now
			now += pick(20)
			for n := before; n < now; n++ {
				for _, s := range is {
					down[n] = down[n] || s != incident.ComponentOperational
				}
			}
			u := incident.Update{At: minute(now), Status: statuses[pick(len(statuses))], Inferred: pick(4) == 0}
			for _, name := range []string{"API", "Web", "Mail"} {
				if pick(2) == 0 {
					continue
				}
				from, to := is[name], states[pick(len(states))]
				if pick(2) == 0 {
					to = incident.ComponentOperational
				}
				if from == "" && pick(2) == 0 {
					from = incident.ComponentOperational
				}
				is[name] = to
				moved = moved || to != incident.ComponentOperational
				u.Changes = append(u.Changes, incident.Change{Name: name, From: from, To: to})
			}
			inc.Updates = append(inc.Updates, u)
		}
		if pick(2) == 0 {
			inc.Postmortem = &incident.Postmortem{
				PublishedAt: minute(pick(300)),
				Sections:    []incident.Section{{Body: "What it was like."}, {Timeline: &incident.Timeline{Events: events()}, Internal: pick(3) == 0}},
			}
		}
		clone := inc.Clone()
		m := inc.Metrics()
		sound(t, inc, m)
		if diff := cmp.Diff(clone, inc); diff != "" {
			t.Fatalf("measuring has changed the incident: %s", diff)
		}
		// Neither the order of the events nor that of the rows matters.
		slices.Reverse(clone.Events)
		if clone.Postmortem != nil {
			slices.Reverse(clone.Postmortem.Sections[1].Timeline.Events)
		}
		if got, want := values(clone.Metrics()), values(m); got != want {
			t.Fatalf("newest first: %s\noldest first: %s\n%+v", got, want, inc.Events)
		}

		open := false
		for _, s := range is {
			open = open || s != incident.ComponentOperational
		}
		if value, ok := m.Shown.Get(); ok != (moved && !open) {
			t.Fatalf("shown: %+v of %+v", m.Shown, inc.Updates)
		} else if ok {
			measured++
			want := 0
			for _, d := range down {
				if d {
					want++
				}
			}
			if value != time.Duration(want)*time.Minute {
				t.Fatalf("shown for %v, want %d minutes: %+v", value, want, inc.Updates)
			}
		}

		public := inc.Public()
		if len(inc.Events) == 0 && (inc.Postmortem == nil || !inc.Postmortem.Sections[1].Internal) {
			if diff := cmp.Diff(m, public.Metrics()); diff != "" {
				t.Fatalf("nothing is private, and the public metrics differ: %s", diff)
			}
		}
		for name, v := range collect(public.Metrics()) {
			if v.From.Source == incident.SourceEvent || v.To.Source == incident.SourceEvent {
				t.Fatalf("public %s rests on Events: %+v", name, v)
			}
		}

		// The zone has no influence on durations.
		inc.Page.TimeZone = "Asia/Tokyo"
		for i := range inc.Updates {
			inc.Updates[i].At = inc.Updates[i].At.In(time.FixedZone("", 3600))
		}
		if got, want := values(inc.Metrics()), values(m); got != want {
			t.Fatalf("in another zone: %s, want %s", got, want)
		}
	}
	if measured < rounds/20 {
		t.Errorf("only %d of %d incidents had components that came back", measured, rounds)
	}
}

func collect(m incident.Metrics) map[string]incident.Metric {
	list := make(map[string]incident.Metric)
	for name, v := range m.All() {
		list[name] = v
	}
	return list
}

func TestCadence(t *testing.T) {
	for _, c := range []struct {
		name        string
		posts       []int
		status      []incident.Status
		want        incident.MetricState
		n           int
		max, median int // in minutes
	}{
		{"none", nil, nil, incident.MetricMissing, 0, 0, 0},
		{"one", []int{5}, []incident.Status{incident.StatusInvestigating}, incident.MetricMissing, 1, 0, 0},
		{"in one minute", []int{5, 5}, []incident.Status{"", ""}, incident.MetricMeasured, 2, 0, 0},
		{"even", []int{0, 10, 40}, []incident.Status{"", "", ""}, incident.MetricMeasured, 3, 30, 20},
		{"odd", []int{0, 10, 40, 41}, []incident.Status{"", "", "", ""}, incident.MetricMeasured, 4, 30, 10},
		{"out of order", []int{10, 0}, []incident.Status{"", ""}, incident.MetricReversed, 2, 0, 0},
		{"after the end", []int{0, 10, 500}, []incident.Status{"", incident.StatusResolved, incident.StatusResolved}, incident.MetricMeasured, 2, 10, 10},
		{"announced", []int{0, 500, 510}, []incident.Status{incident.StatusScheduled, incident.StatusInProgress, incident.StatusCompleted}, incident.MetricMeasured, 2, 10, 10},
		{"announced only", []int{0, 500}, []incident.Status{incident.StatusScheduled, incident.StatusScheduled}, incident.MetricMissing, 0, 0, 0},
	} {
		inc := new(incident.Incident)
		for i, n := range c.posts {
			inc.Updates = append(inc.Updates, incident.Update{At: minute(n), Status: c.status[i]})
		}
		want := incident.Cadence{Posts: c.n, Max: time.Duration(c.max) * time.Minute, Median: time.Duration(c.median) * time.Minute, State: c.want}
		if got := inc.Metrics().Cadence; got != want {
			t.Errorf("%s: %+v, want %+v", c.name, got, want)
		}
	}
}

func TestMetricErr(t *testing.T) {
	inc := &incident.Incident{
		Events:  []incident.Event{{Text: "The shop is slow."}, milestoneAt(50, incident.MilestoneImpactStarted)},
		Updates: []incident.Update{{At: minute(40), Status: incident.StatusInvestigating}},
	}
	const want = "updates[0]: order: 2024-03-05T00:40:00Z is before events[1] at 2024-03-05T00:50:00Z"
	if err := inc.Metrics().FirstPost.Err(); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	if err := inc.Metrics().Detect.Err(); err != nil {
		t.Errorf("a missing metric is in error: %v", err)
	}
}

// TestMetricsOfShakespeare uses the instants of the example in appendix D of
// Google's SRE book, in which the outage is shorter than the incident. The book
// states 66 minutes of outage; its rows span 99.
func TestMetricsOfShakespeare(t *testing.T) {
	at := func(hour, minute int) time.Time {
		return time.Date(2015, time.October, 21, hour, minute, 0, 0, time.UTC)
	}
	inc := &incident.Incident{Postmortem: &incident.Postmortem{Sections: []incident.Section{{Timeline: &incident.Timeline{Events: []incident.Event{
		{At: at(14, 51), Text: "The first row."},
		{At: at(14, 54), Milestone: incident.MilestoneImpactStarted},
		{At: at(16, 0), Milestone: incident.MilestoneImpactEnded},
		{At: at(16, 30), Milestone: incident.MilestoneClosed},
	}}}}}}
	if got, want := values(inc.Metrics()), "impact=1h6m0s recover=1h6m0s"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestMetricsOfSeeds adds the milestones of real reports that only their prose
// states, and compares the metrics with those measured by hand
// (templates-and-metrics.md, table 2.2). Without them, it checks what updates
// give. What readers conclude from rows is left out.
func TestMetricsOfSeeds(t *testing.T) {
	const (
		started, ended       = incident.MilestoneImpactStarted, incident.MilestoneImpactEnded
		detected, declared   = incident.MilestoneDetected, incident.MilestoneDeclared
		identified, resolved = incident.MilestoneIdentified, incident.MilestoneResolved
		mitigated            = incident.MilestoneMitigated
	)
	for _, c := range []struct {
		file    string
		raw     string
		cadence string // posts, longest and median gap in minutes
		rows    map[int]incident.Milestone
		prose   func(inc *incident.Incident) // sets what only the prose states
		want    string
	}{
		{
			"000_100a860a031c690d.txt", "open~53m0s publish~197h45m0s", "6 31 9",
			map[int]incident.Milestone{0: started, 1: declared, 3: mitigated, 4: ended},
			func(inc *incident.Incident) { // the first row is also the first alert
				inc.Events = []incident.Event{{At: rows(inc)[0].At, Milestone: detected}}
			},
			"detect=0s declare=6m0s first_post=12m0s identify_post~23m0s mitigate=23m0s mitigate_post~34m0s impact=40m0s recover=40m0s resolve_post~1h5m0s open~53m0s publish~197h45m0s",
		},
		{
			"001_cc027c3d5ca5839c.txt", "open~2h43m0s publish~163h9m0s", "6 117 15",
			map[int]incident.Milestone{0: started, 1: detected, 3: declared, 4: identified, 6: mitigated},
			func(inc *incident.Incident) { // one row says identified, fixed and monitoring, of which the reader takes the last
				inc.Updates[3].Status = incident.StatusIdentified
			},
			"detect=8m0s declare=34m0s first_post=34m0s identify=38m0s identify_post~59m0s mitigate=1h8m0s mitigate_post~1h20m0s resolve_post~3h17m0s open~2h43m0s publish~163h9m0s",
		},
		{
			"002_97f55120c17af754.txt", "open=30h8m0s publish=42h49m0s", "8 1089 47",
			map[int]incident.Milestone{0: started, 1: mitigated, 4: resolved},
			nil,
			"first_post=1h5m0s identify_post=1h5m0s mitigate=1h23m0s resolve=55h13m0s resolve_post=31h13m0s open=30h8m0s publish=42h49m0s",
		},
		{
			"002_97f55120c17af754.txt", "open=30h8m0s publish=42h49m0s", "8 1089 47",
			map[int]incident.Milestone{1: ended, 2: started, 3: mitigated, 4: resolved},
			func(inc *incident.Incident) { // mitigated for good; the impact has a gap
				list := rows(inc)
				inc.Events = []incident.Event{
					{At: list[0].At, Milestone: started}, {At: list[1].At, Milestone: ended},
					{At: list[2].At, Milestone: started}, {At: list[4].At, Milestone: ended},
				}
			},
			"first_post=1h5m0s identify_post=1h5m0s mitigate=28h53m0s impact=54h43m0s recover=55h13m0s resolve=55h13m0s resolve_post=31h13m0s open=30h8m0s publish=42h49m0s",
		},
		{
			"003_7f76700c49c32482.txt", "open=1h36m0s publish=270h59m0s", "7 34 15",
			map[int]incident.Milestone{0: detected, 1: declared, 2: identified, 3: mitigated, 5: resolved},
			func(inc *incident.Incident) { // 06:54 is in the summary
				inc.Events = []incident.Event{{At: rows(inc)[0].At.Add(-5 * time.Minute), Milestone: started}}
			},
			"detect=5m0s declare=54m0s first_post=1h2m0s identify=1h31m0s identify_post=1h46m0s mitigate=2h1m0s mitigate_post=2h7m0s resolve=2h38m0s resolve_post=2h38m0s open=1h36m0s publish=270h59m0s",
		},
		{ // As written, all posts are before the start.
			"004_cdbbac4a51d6a4fc.txt", "open=14m0s publish=105h54m0s", "3 11 7",
			map[int]incident.Milestone{0: started, 1: detected, 3: identified, 4: mitigated, 5: resolved},
			nil,
			"detect=4m0s first_post=reversed identify=7m0s mitigate=12m0s mitigate_post=reversed resolve=26m0s resolve_post=reversed open=14m0s publish=105h54m0s",
		},
		{ // The table was computed as if all clock times were in one zone.
			"004_cdbbac4a51d6a4fc.txt", "open=14m0s publish=105h54m0s", "3 11 7",
			map[int]incident.Milestone{0: started, 1: detected, 3: identified, 4: mitigated, 5: resolved},
			func(inc *incident.Incident) {
				for i := range inc.Updates {
					inc.Updates[i].At = inc.Updates[i].At.Add(2 * time.Hour)
				}
			},
			"detect=4m0s first_post=12m0s identify=7m0s mitigate=12m0s mitigate_post=15m0s resolve=26m0s resolve_post=26m0s open=14m0s publish=103h54m0s",
		},
	} {
		data, err := os.ReadFile(fixture.Corpus(t, "seeds", c.file))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := parse.Text{}.Parse(filepath.Base(c.file), data)
		if err != nil {
			t.Fatal(err)
		}
		inc := doc.Incidents[0]
		fixture.Stated(inc.Postmortem)
		m := inc.Metrics()
		if got := values(m); got != c.raw {
			t.Errorf("%s as it is: %s, want %s", c.file, got, c.raw)
		}
		if got := fmt.Sprint(m.Cadence.Posts, m.Cadence.Max.Minutes(), m.Cadence.Median.Minutes()); got != c.cadence {
			t.Errorf("%s: cadence %s, want %s", c.file, got, c.cadence)
		}
		for row, m := range c.rows {
			rows(inc)[row].Milestone = m
		}
		if c.prose != nil {
			c.prose(inc)
		}
		m = inc.Metrics()
		if got := values(m); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.file, got, c.want)
		}
		sound(t, inc, m)
	}
}

// rows returns the events of a report's timelines.
func rows(inc *incident.Incident) []*incident.Event {
	return slices.Collect(inc.Postmortem.Events())
}

// TestMetricsOfFixtures checks the metrics of the invented incidents, which
// have milestones.
func TestMetricsOfFixtures(t *testing.T) {
	want := map[string]string{
		"login":       "detect=2m0s first_post=7m0s identify_post~26m0s mitigate_post~38m0s impact=36m0s recover=36m0s resolve_post~1h16m0s open~1h9m0s publish~52h35m0s",
		"export":      "detect=7h50m0s first_post=8h15m0s identify_post=8h15m0s impact=34h31m0s recover=34h31m0s resolve_post=34h40m0s open=26h25m0s publish=54h50m0s",
		"search":      "open~1h7m0s publish~165h32m0s",
		"webhooks":    "open=1h37m0s publish=268h37m0s",
		"checkout":    "open=28m0s publish=70h50m0s",
		"maintenance": "open=4h20m0s planned=4h30m0s",
	}
	for _, f := range fixture.All() {
		m := f.Incident.Metrics()
		if got := values(m); got != want[f.Name] {
			t.Errorf("%s: %s, want %s", f.Name, got, want[f.Name])
		}
		sound(t, f.Incident, m)
		if diff := cmp.Diff(m, f.Incident.Public().Metrics()); diff != "" {
			t.Errorf("%s: nothing that is measured is private: %s", f.Name, diff)
		}
	}
}

func ExampleMetrics_All() {
	inc := &incident.Incident{Events: []incident.Event{
		{At: at(9, 0), Milestone: incident.MilestoneImpactStarted},
		{At: at(9, 4), Milestone: incident.MilestoneDetected},
	}}
	metrics := inc.Metrics()
	for name, m := range metrics.All() {
		if d, ok := m.Get(); ok {
			fmt.Println(name, incident.FormatDuration(d))
		}
	}
	// Output: detect 4 min
}

func ExampleAnchor_Basis() {
	at := time.Date(2024, 3, 5, 10, 11, 0, 0, time.UTC)
	inc := &incident.Incident{
		Events: []incident.Event{{At: at, Milestone: incident.MilestoneDeclared, Inferred: true, Text: "We declared an incident."}},
		Updates: []incident.Update{
			{At: at.Add(6 * time.Minute), Status: incident.StatusInvestigating},
			{At: at.Add(59 * time.Minute), Status: incident.StatusResolved},
		},
	}
	for _, m := range []incident.Milestone{incident.MilestoneDeclared, incident.MilestoneResolved} {
		a := inc.Anchor(m)
		fmt.Println(m, a.At.Format("15:04"), a.Basis(), a.Path)
	}
	// Output:
	// declared 10:11 concluded events[0]
	// resolved 11:10 posts updates[1]
}

func ExampleIncident_Metrics() {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{
		Events: []incident.Event{
			{At: at(9, 5), Milestone: incident.MilestoneImpactStarted, Text: "Payments are refused."},
			{At: at(9, 5), Milestone: incident.MilestoneDetected, Text: "The alarm rings."},
			{At: at(9, 50), Milestone: incident.MilestoneImpactEnded, Text: "Payments go through."},
		},
		Updates: []incident.Update{
			{At: at(9, 17), Status: incident.StatusInvestigating, Body: "We are looking into it."},
			{At: at(10, 10), Status: incident.StatusResolved, Body: "All payments go through again."},
		},
	}
	m := inc.Metrics()
	for name, v := range m.All() {
		if value, ok := v.Get(); ok {
			fmt.Println(name, incident.FormatDuration(value), "from", v.From.Path, "to", v.To.Path)
		}
	}
	_, known := m.Mitigate.Get()
	fmt.Println("mitigated:", known)
	fmt.Println("longest silence:", incident.FormatDuration(m.Cadence.Max))
	// Output:
	// detect 0 s from events[0] to events[1]
	// first_post 12 min from events[0] to updates[0]
	// impact 45 min from events[0] to events[2]
	// recover 45 min from events[0] to events[2]
	// resolve_post 1 h 5 min from events[0] to updates[1]
	// open 53 min from updates[0] to updates[1]
	// mitigated: false
	// longest silence: 53 min
}

func ExampleMetric_Err() {
	at := func(hour, minute int) time.Time { return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC) }
	inc := &incident.Incident{
		Events: []incident.Event{
			{At: at(9, 5), Milestone: incident.MilestoneImpactStarted},
			{At: at(8, 5), Milestone: incident.MilestoneDetected},
		},
	}
	m := inc.Metrics()
	_, known := m.Detect.Get()
	fmt.Println(known, m.Detect.Err())
	// Output: false events[1]: order: 2024-03-05T08:05:00Z is before events[0] at 2024-03-05T09:05:00Z
}
