package site_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// TestNames has incidents that call components by other names than the page.
func TestNames(t *testing.T) {
	components := []site.Component{
		{ID: "1", Group: "Web", Name: "Login"},
		{Group: "Web", Name: "Search"},
		{Name: "Apps - Mail"},
		{ID: "4", Group: "Europe", Name: "API"},
		{ID: "5", Group: "Asia", Name: "API"},
		{Name: "API"},
		{ID: "7", Name: "Files", Retired: at("00:00")},
		{ID: "8", Name: "Files"},
		{},
		{Group: "Europe", Name: "Chat"},
		{Group: "Asia", Name: "Chat"},
	}
	for _, c := range []struct {
		call incident.Component
		want int // -1: none
	}{
		{incident.Component{ID: "1", Group: "Old", Name: "Sign in"}, 0},
		{incident.Component{Group: "Web", Name: "Login"}, 0},
		{incident.Component{Name: "Web - Login"}, 0},
		{incident.Component{Name: "Login"}, 0},
		{incident.Component{ID: "2", Group: "Web", Name: "Login"}, -1}, // another with that name
		{incident.Component{ID: "2", Group: "Web", Name: "Search"}, 1},
		{incident.Component{Group: "Apps", Name: "Mail"}, 2},
		{incident.Component{Name: "Mail"}, -1},
		{incident.Component{Name: "Asia - API"}, 4},
		{incident.Component{Name: "API"}, 5},
		{incident.Component{ID: "7"}, 6},
		{incident.Component{Name: "Chat"}, -1}, // there are two
		{incident.Component{Name: "Asia - Chat"}, 10},
		{incident.Component{Name: "Files"}, 7},
		{incident.Component{ID: "9", Name: "Files"}, -1},
		{incident.Component{Group: "Africa", Name: "API"}, -1},
		{incident.Component{}, -1},
	} {
		inc := outage("1", incident.Update{At: at("10:00"), Status: "investigating", Changes: []incident.Change{{ID: c.call.ID, Group: c.call.Group, Name: c.call.Name, To: down}}})
		s := &site.Service{Since: at("00:00"), Components: components, Incidents: []*incident.Incident{inc}}
		for i := range components {
			u := s.Uptime(components[i:i+1], incident.Interval{Start: at("09:00"), End: at("12:00")}, at("12:00"), site.Policies()[0])
			// Nothing is known of one that is retired.
			if isDown := u.Down == 2*time.Hour; isDown != (i == c.want && i != 6) {
				t.Errorf("%+v: %+v is down for %v", c.call, components[i], u.Down)
			}
		}
	}
}

// TestUnlisted asks for components that are not in the list, or not as they are
// in the list.
func TestUnlisted(t *testing.T) {
	s := &site.Service{
		Since:      at("00:00"),
		Components: []site.Component{{ID: "1", Group: "Web", Name: "API"}},
		Incidents: []*incident.Incident{
			outage("1", incident.Update{At: at("10:00"), Changes: []incident.Change{{ID: "1", Group: "Web", Name: "API", To: down}}}),
			outage("2", incident.Update{At: at("11:00"), Changes: []incident.Change{{Name: "Mail", To: some}}}),
		},
	}
	for want, c := range map[incident.ComponentStatus]site.Component{down: {Name: "API"}, some: {Name: "Mail"}, "": {Name: "Phone"}} {
		var got incident.ComponentStatus
		for _, span := range s.Record(c, at("12:00")) {
			got = span.Status
		}
		if got != want {
			t.Errorf("%s has %q, want %q", c.Name, got, want)
		}
	}
}

// TestSpellings has incidents that name a component in another case than the
// list. Its outage is not lost, and not given to one of several.
func TestSpellings(t *testing.T) {
	components := []site.Component{{Group: "Web", Name: "API"}, {Name: "Mail"}, {Name: "MAIL"}}
	for name, want := range map[string]string{"api": "API", "WEB - api": "API", "Mail": "Mail", "MAIL": "MAIL", "mail": ""} {
		inc := outage("1", incident.Update{At: at("10:00"), Status: "investigating", Changes: []incident.Change{{Name: name, To: down}}})
		got := ""
		for _, state := range site.Current(components, []*incident.Incident{inc}, at("12:00")) {
			if state.Status == down {
				got += state.Component.Name
			}
		}
		if got != want {
			t.Errorf("%q is the component %q, want %q", name, got, want)
		}
	}
}

// TestNameless has a component that has an ID alone. It is not taken for
// whatever is not in the list.
func TestNameless(t *testing.T) {
	components := []site.Component{{ID: "k7"}, {Name: "Mail"}}
	for name, want := range map[incident.Component]string{{Name: "Database"}: "operational assumed", {ID: "k7"}: "major_outage stated", {Name: "k7"}: "major_outage stated"} {
		inc := outage("1", incident.Update{At: at("10:00"), Status: "investigating", Changes: []incident.Change{{ID: name.ID, Name: name.Name, To: down}}})
		state := site.Current(components, []*incident.Incident{inc}, at("12:00"))[0]
		if got := fmt.Sprintf("%s %s", state.Status, state.Basis); got != want {
			t.Errorf("an outage of %+v: %s, want %s", name, got, want)
		}
	}
}

func TestListed(t *testing.T) {
	names := func(list ...incident.Component) []incident.Component { return list }
	s := &site.Service{Incidents: []*incident.Incident{
		nil,
		{ID: "2", Updates: []incident.Update{post("12:00", "investigating", up, down), {At: at("12:00"), Changes: []incident.Change{{ID: "5", Name: "Web - Login", To: some}}}}},
		{ID: "1", Components: names(incident.Component{ID: "3", Name: "Mail"}, incident.Component{Group: "Web", Name: "Login"}, incident.Component{}), Updates: []incident.Update{
			silent("10:00", "investigating"),
			{At: at("10:30"), RetractedAt: at("11:00"), Changes: []incident.Change{{Name: "Phone", To: down}}},
		}},
		{ID: "3", Components: names(incident.Component{ID: "3", Name: "Post"}, incident.Component{ID: "4", Name: "Mail"}), Updates: []incident.Update{silent("13:00", "investigating")}},
	}}
	want := []site.Component{{ID: "3", Name: "Mail"}, {ID: "5", Group: "Web", Name: "Login"}, {Name: "API"}, {ID: "4", Name: "Mail"}}
	if got := s.Listed(); !slices.Equal(got, want) {
		t.Errorf("listed %+v\nwant   %+v", got, want)
	}
	var states []string
	for _, state := range site.Current(nil, s.Incidents, at("14:00")) {
		states = append(states, fmt.Sprintf("%s %s %s", state.Component.Name, state.Status, state.Basis))
	}
	if got := strings.Join(states, ", "); got != "Mail  left_out, Login partial_outage stated, API major_outage stated, Mail  left_out" {
		t.Error(got)
	}
	if got := (&site.Service{Components: []site.Component{}, Incidents: s.Incidents}).Listed(); len(got) != 0 {
		t.Errorf("a page without components lists %+v", got)
	}
	var zero site.Service
	if got := zero.Listed(); got != nil {
		t.Errorf("the zero value lists %+v", got)
	}
	if u := zero.Uptime(nil, incident.Interval{Start: at("00:00"), End: at("10:00")}, at("10:00"), site.Policies()[0]); u.Known != 0 {
		t.Errorf("the zero value: %+v", u)
	}
}

// TestStatusOfList has components whose list states a status.
func TestStatusOfList(t *testing.T) {
	components := []site.Component{{Name: "API", Status: down}, {Name: "Web", Status: some}, {Name: "Mail"}}
	for want, incidents := range map[string][]*incident.Incident{
		"major_outage stated, partial_outage stated,  ":                  nil,
		"operational stated, partial_outage stated, operational assumed": {outage("1", post("10:00", "investigating", up, some), post("11:00", "resolved", some, up))},
		"major_outage stated, partial_outage stated, operational assumed": {outage("1", silent("10:00", "investigating"),
			incident.Update{At: at("23:00"), Changes: []incident.Change{{Name: "API", To: some}}})}, // after now
		"operational assumed, partial_outage stated, operational assumed": {
			outage("1", post("10:00", "investigating", up, some), post("11:00", "resolved", some, up)),
			{ID: "2", Components: []incident.Component{{Name: "API"}}, Updates: []incident.Update{silent("12:00", "investigating"), silent("13:00", "resolved")}}},
		" , partial_outage stated,  ": {{ID: "1", Components: []incident.Component{{Name: "API"}}}}, // no time at all
	} {
		var states []string
		for _, state := range site.Current(components, incidents, at("20:00")) {
			states = append(states, fmt.Sprintf("%s %s", state.Status, state.Basis))
		}
		if got := strings.Join(states, ", "); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func ExampleService_Unlisted() {
	s := &site.Service{
		Components: []site.Component{{Name: "Checkout"}},
		Incidents: []*incident.Incident{{
			Components: []incident.Component{{Name: "checkout"}, {Name: "Check-out"}},
			Updates:    []incident.Update{{Body: "We are looking into it."}},
		}},
	}
	for _, c := range s.Unlisted() {
		fmt.Println(c.FullName())
	}
	// Output: Check-out
}
