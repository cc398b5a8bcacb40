package incidenttest_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/incidenttest"
)

func ExamplePromises() {
	inc := incidenttest.Outage()
	inc.Updates[0].NextUpdate = inc.Updates[0].At.Add(2 * time.Minute)
	fmt.Println(incidenttest.Promises(inc, claim.Options{}))
	// Output: updates[0].next_update: missed: update was promised for 2024-03-05 10:19:00 CET, 9 min late
}

func ExampleCadence() {
	inc := incidenttest.Outage()
	fmt.Println(incidenttest.Cadence(inc, 30*time.Minute, time.Time{}))
	fmt.Println(incidenttest.Cadence(inc, 20*time.Minute, time.Time{}))
	// Output:
	// <nil>
	// updates[2].at: silence: there was no update for 24 min since 2024-03-05 10:28:00 CET, longer than 20 min
}

func ExampleFinal() {
	inc := incidenttest.Outage()
	fmt.Println(incidenttest.Final(inc, incident.StatusResolved))
	inc.Components[0].Status = incident.ComponentPartialOutage
	fmt.Println(incidenttest.Final(inc, incident.StatusResolved))
	// Output:
	// <nil>
	// components[0].status: status: Shop - Checkout is "partial_outage"
}

// found returns the paths and codes of an error and checks that each has a
// cause.
func found(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	var errs incident.Errors
	if !errors.As(err, &errs) || len(errs) == 0 {
		t.Fatalf("%#v is no Errors", err)
	}
	var list []string
	for _, e := range errs {
		if e.Err == nil {
			t.Errorf("%s has no cause", e.Path)
		}
		list = append(list, e.Path+" "+string(e.Code))
	}
	return list
}

func minutes(inc *incident.Incident, n int) time.Time {
	return inc.Updates[0].At.Add(time.Duration(n) * time.Minute)
}

func TestPromises(t *testing.T) {
	open := func(change func(inc *incident.Incident)) *incident.Incident {
		inc := incidenttest.Outage()
		inc.Updates = inc.Updates[:2] // posted at 10:17, promising 10:45, and at 10:28, promising 11:00
		if change != nil {
			change(inc)
		}
		return inc
	}
	for _, test := range []struct {
		name string
		inc  *incident.Incident
		o    claim.Options
		want []string
	}{
		{"nil", nil, claim.Options{}, nil},
		{"kept", incidenttest.Outage(), claim.Options{}, nil},
		{"not due yet", open(nil), claim.Options{Now: minutes(incidenttest.Outage(), 43)}, nil},
		{"within the grace", open(nil), claim.Options{Now: minutes(incidenttest.Outage(), 47)}, nil},
		{"overdue", open(nil), claim.Options{Now: minutes(incidenttest.Outage(), 60)}, []string{"updates[1].next_update overdue"}},
		{"missed", open(func(inc *incident.Incident) { inc.Updates[0].NextUpdate = minutes(inc, 2) }), claim.Options{}, []string{"updates[0].next_update missed"}},
		{"missed without grace", open(func(inc *incident.Incident) { inc.Updates[0].NextUpdate = minutes(inc, 10) }), claim.Options{Grace: -1}, []string{"updates[0].next_update missed"}},
		{"in the words", open(func(inc *incident.Incident) {
			inc.Updates[1].NextUpdate, inc.Updates[1].Body = time.Time{}, "Next update at 10:30."
		}), claim.Options{Now: minutes(incidenttest.Outage(), 60)}, []string{"updates[1].body overdue"}},
	} {
		if diff := cmp.Diff(test.want, found(t, incidenttest.Promises(test.inc, test.o))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

func TestCadence(t *testing.T) {
	var none time.Time
	for _, test := range []struct {
		name string
		inc  *incident.Incident
		most time.Duration
		now  time.Time
		want []string
	}{
		{"nil", nil, 0, none, nil},
		{"no updates", shop(), 0, minutes(incidenttest.Outage(), 90), nil},
		{"as long as wanted", incidenttest.Outage(), 24 * time.Minute, none, nil},
		{"longer", incidenttest.Outage(), 17 * time.Minute, none, []string{"updates[2].at silence", "updates[3].at silence"}},
		{"over", incidenttest.Outage(), time.Hour, minutes(incidenttest.Outage(), 1000), nil},
		{"open", func() *incident.Incident {
			inc := incidenttest.Outage()
			inc.Updates = inc.Updates[:3]
			return inc
		}(), time.Hour, minutes(incidenttest.Outage(), 96), []string{"updates[3] silence"}},
		{"announced long before", incidenttest.Maintenance(), 90 * time.Minute, none, nil},
		{"an unknown zone", func() *incident.Incident {
			inc := incidenttest.Outage()
			inc.Page.TimeZone = "Nowhere/City"
			return inc
		}(), 20 * time.Minute, none, []string{"updates[2].at silence"}},
	} {
		if diff := cmp.Diff(test.want, found(t, incidenttest.Cadence(test.inc, test.most, test.now))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	// The posts that count are those of Metrics.
	for seed := range uint64(500) {
		inc := incidenttest.Random(seed)
		longest := inc.Metrics().Cadence.Max
		if err := incidenttest.Cadence(inc, longest, none); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		if err := incidenttest.Cadence(inc, longest-1, none); (err == nil) != (inc.Metrics().Cadence.Posts < 2) {
			t.Errorf("seed %d: the longest gap is %s, and a nanosecond less gives %v", seed, longest, err)
		}
	}
}

func TestFinal(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(inc *incident.Incident)
		want   []string
	}{
		{"over", func(*incident.Incident) {}, nil},
		{"open", func(inc *incident.Incident) { inc.Updates = inc.Updates[:3] }, []string{"updates[2].status status"}},
		{"no updates", func(inc *incident.Incident) { inc.Updates = nil }, []string{"updates[0].status status"}},
		{"a component is down", func(inc *incident.Incident) { inc.Components[1].Status = incident.ComponentUnderMaintenance }, []string{"components[1].status status"}},
		{"a component says nothing", func(inc *incident.Incident) { inc.Components[1].Status = "" }, nil},
		{"a promise", func(inc *incident.Incident) { inc.Updates[3].NextUpdate = minutes(inc, 100) }, []string{"updates[3].next_update pending"}},
		{"a promised postmortem", func(inc *incident.Incident) { inc.Updates[3].Body = "A postmortem follows within 3 business days." }, nil},
		{"not valid", func(inc *incident.Incident) { inc.Impact = "odd" }, []string{"impact unknown"}},
		{"all of them", func(inc *incident.Incident) {
			inc.Updates[3].Status, inc.Components[0].Status, inc.Updates[3].NextUpdate, inc.Title = incident.StatusMonitoring, incident.ComponentMajorOutage, minutes(inc, 100), "a\x07"
		}, []string{"updates[3].status status", "components[0].status status", "updates[3].next_update pending", "title control"}},
	} {
		inc := incidenttest.Outage()
		test.change(inc)
		if diff := cmp.Diff(test.want, found(t, incidenttest.Final(inc, incident.StatusResolved))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
	if err := incidenttest.Final(incidenttest.Maintenance(), incident.StatusCompleted); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"updates[0].status status"}, found(t, incidenttest.Final(nil, incident.StatusResolved))); diff != "" {
		t.Errorf("nil (-want +got):\n%s", diff)
	}
}
