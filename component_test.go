package incident_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
)

func TestFullName(t *testing.T) {
	for want, c := range map[string]incident.Component{
		"":            {},
		"Login":       {ID: "7", Name: "Login"},
		"Web - Login": {ID: "7", Group: "Web", Name: "Login"},
		"7":           {ID: "7"},
		"Web - 7":     {ID: "7", Group: "Web"},
	} {
		if got := c.FullName(); got != want {
			t.Errorf("%+v is called %q, want %q", c, got, want)
		}
	}
}

func TestAffected(t *testing.T) {
	inc := incident.Incident{
		Components: []incident.Component{{ID: "1", Name: "API", Status: "operational"}, {Group: "Web", Name: "Login"}, {ID: "1", Name: "API (old name)"}},
		Updates: []incident.Update{
			{Changes: []incident.Change{{ID: "1", Name: "API", To: "major_outage"}, {Name: "Login", To: "partial_outage"}}},
			{Changes: []incident.Change{{Group: "Web", Name: "Login", To: "degraded_performance"}, {Name: "Login", To: "operational"}}},
		},
	}
	want := []incident.Affected{
		{Component: incident.Component{ID: "1", Name: "API", Status: "operational"}, Worst: "major_outage"},
		{Component: incident.Component{Group: "Web", Name: "Login", Status: "degraded_performance"}, Worst: "degraded_performance"},
		{Component: incident.Component{Name: "Login", Status: "operational"}, Worst: "partial_outage"},
	}
	if diff := cmp.Diff(want, inc.Affected()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// More components than fit a map's first group.
	var many incident.Incident
	var u incident.Update
	for i := range 100 {
		c := incident.Component{Group: fmt.Sprint(i % 7), Name: fmt.Sprint(i), Status: "operational"}
		if i%3 == 0 {
			c.ID = fmt.Sprint("id", i)
		}
		many.Components = append(many.Components, c)
		u.Changes = append(u.Changes, incident.Change{ID: c.ID, Group: c.Group, Name: c.Name, To: "major_outage"})
	}
	many.Updates = []incident.Update{u, u}
	got := many.Affected()
	if len(got) != 100 {
		t.Fatalf("%d affected, want 100", len(got))
	}
	for i, a := range got {
		if a.Component != many.Components[i] || a.Worst != "major_outage" {
			t.Errorf("component %d: %+v", i, a)
		}
	}
}

func ExampleIncident_Affected() {
	inc := &incident.Incident{
		Components: []incident.Component{{Name: "API", Status: incident.ComponentOperational}},
		Updates:    []incident.Update{{Changes: []incident.Change{{Name: "API", To: incident.ComponentMajorOutage}, {Name: "Web", To: incident.ComponentPartialOutage}}}},
	}
	for _, a := range inc.Affected() {
		fmt.Println(a.Name, a.Worst)
	}
	// Output:
	// API major_outage
	// Web partial_outage
}

func ExampleComponent() {
	c := incident.Component{Group: "Web", Name: "Login", Status: incident.ComponentOperational}
	fmt.Println(c.FullName())
	// Output: Web - Login
}

func ExampleChange() {
	c := incident.Change{Name: "API", From: incident.ComponentOperational, To: incident.ComponentMajorOutage}
	fmt.Println(c.Component().FullName(), c.Component().Status)
	// Output: API major_outage
}
