package site_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// bannerOf returns the status and the words of the banner at noon.
func bannerOf(s *site.Service) string {
	home := s.Home(site.Options{Now: at("12:00")})
	return fmt.Sprintf("%s: %s", home.Status, home.Summary)
}

// fileNames returns the names of the files of a site that is made at noon.
func fileNames(t *testing.T, s *site.Service) (names []string) {
	t.Helper()
	files, err := s.Files(site.Options{Now: at("12:00")})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name)
	}
	return names
}

// TestIncidentAhead has an incident, a maintenance and a postmortem that are
// posted after the time of the page, which has none of them yet.
func TestIncidentAhead(t *testing.T) {
	ahead := outage("ahead", post("13:00", "investigating", up, down), silent("14:00", "identified"))
	plan := &incident.Incident{ID: "plan", Window: incident.Window{Start: at("15:00"), End: at("16:00")}, Updates: []incident.Update{silent("12:30", "scheduled")}}
	review := &incident.Incident{ID: "review", Components: []incident.Component{{Name: "API", Status: down}}, Postmortem: &incident.Postmortem{PublishedAt: at("13:00")}}
	past := outage("past", post("09:00", "investigating", up, down), post("10:00", "resolved", down, up))
	past.Postmortem = &incident.Postmortem{PublishedAt: at("13:00"), Sections: []incident.Section{{Body: "A belt stopped."}}}
	s := &site.Service{Components: []site.Component{{Name: "API"}}, Incidents: []*incident.Incident{ahead, plan, review, past}}
	home := s.Home(site.Options{Now: at("12:00")})
	if len(home.Open)+len(home.Planned) > 0 || home.Summary != "All systems operational" {
		t.Errorf("%d open, %d planned: %s", len(home.Open), len(home.Planned), home.Summary)
	}
	for _, day := range home.Past {
		for _, inc := range day.Incidents {
			if inc != past {
				t.Errorf("%s is past", inc.ID)
			}
		}
	}
	for _, name := range fileNames(t, s) {
		if strings.HasPrefix(name, "incidents/") && name != "incidents/past/index.html" {
			t.Error(name)
		}
	}
	files, _ := s.Files(site.Options{Now: at("12:00")})
	for _, f := range files {
		for _, text := range []string{"A belt stopped", "ahead", ">review", "incidents/plan"} {
			if strings.Contains(string(f.Append(nil)), text) {
				t.Errorf("%s has %q", f.Name, text)
			}
		}
	}
	for want, inc := range map[string]*incident.Incident{"13:00": ahead, "12:30": plan, "09:00": past} {
		if got := site.PostedSince(inc); !got.Equal(at(want)) {
			t.Errorf("%s is posted since %s", inc.ID, got)
		}
	}
	// Later, all of it is there.
	if later := s.Home(site.Options{Now: at("14:30")}); len(later.Open) != 1 || len(later.Planned) != 1 {
		t.Errorf("%d open, %d planned", len(later.Open), len(later.Planned))
	}
}

// TestAnnouncedByHistory has a maintenance of which a history tells the end
// alone. It is announced, although its only update has that instant.
func TestAnnouncedByHistory(t *testing.T) {
	plan := &incident.Incident{ID: "plan", Impact: incident.ImpactMaintenance, Window: incident.Window{Start: at("15:00"), End: at("16:00")}, Updates: []incident.Update{silent("16:00", "")}}
	if !slices.Contains(fileNames(t, &site.Service{Incidents: []*incident.Incident{plan}}), "incidents/plan/index.html") {
		t.Error("it has no page")
	}
}

// TestComponentAhead has a component that will be in use tomorrow. Until then it
// counts neither in the banner nor in a figure, and is not shown.
func TestComponentAhead(t *testing.T) {
	s := &site.Service{
		Since:      at("00:00"),
		Components: []site.Component{{Name: "API"}, {Group: "Web", Name: "Search", Since: at("13:00"), Status: down}},
		Incidents:  []*incident.Incident{outage("1", post("09:00", "investigating", up, down), post("10:00", "resolved", down, up))},
	}
	if got := bannerOf(s); got != "operational: All systems operational" {
		t.Error(got)
	}
	home := s.Home(site.Options{Now: at("12:00")})
	if len(home.Groups) != 1 {
		t.Errorf("%d groups", len(home.Groups))
	}
	if got := string(site.Text{}.AppendUptime(nil, s.Page, s.UptimeReport(site.Options{Now: at("12:00")}))); strings.Contains(got, "Search") {
		t.Error(got)
	}
	for _, name := range fileNames(t, s) {
		if strings.Contains(name, "search") {
			t.Error(name)
		}
	}
	for _, state := range site.Current(s.Components, s.Incidents, at("12:00")) {
		if state.Component.Name == "Search" && (state.Status != "" || state.Basis != "") {
			t.Errorf("%+v", state)
		}
	}
	if later := s.Home(site.Options{Now: at("13:00")}); later.Groups[1].Components[0].Status != down {
		t.Errorf("%+v", later.Groups)
	}
}

// TestBannerHidesNothing has a component with a status, and an open incident of
// which it is not known how bad it is, or which is worse.
func TestBannerHidesNothing(t *testing.T) {
	mail := func(to incident.ComponentStatus) *incident.Incident {
		return &incident.Incident{ID: "mail", Updates: []incident.Update{{At: at("10:00"), Status: "investigating", Changes: []incident.Change{{Name: "Mail", To: to}}}}}
	}
	maintenance := mail(incident.ComponentUnderMaintenance)
	maintenance.Window.Start, maintenance.Updates[0].Status = at("10:00"), "in_progress"
	unknown := func(impact incident.Impact) *incident.Incident {
		return &incident.Incident{ID: "open", Impact: impact, Updates: []incident.Update{silent("11:00", "investigating")}}
	}
	for _, test := range []struct {
		first     *incident.Incident
		impact    incident.Impact
		want      string
		class     string
		indicator string
	}{
		{maintenance, "", "under_maintenance: 1 open incident", "now", "minor"},
		{maintenance, "critical", "under_maintenance: 1 open incident", "now critical", "critical"},
		{maintenance, "none", "under_maintenance: Under maintenance: Mail", "now under_maintenance", "maintenance"},
		{maintenance, "dire", "under_maintenance: 1 open incident", "now", "dire"},
		{mail("degraded_performance"), "", "degraded_performance: Degraded performance: Mail; 2 open incidents", "now degraded_performance", "minor"},
		{mail("degraded_performance"), "minor", "degraded_performance: Degraded performance: Mail", "now degraded_performance", "minor"},
		{mail("degraded_performance"), "critical", "degraded_performance: Degraded performance: Mail; 2 open incidents", "now critical", "critical"},
		{mail("on_fire"), "none", "on_fire: on_fire: Mail; 2 open incidents", "now", "minor"},
		{mail(down), "", "major_outage: Major outage: Mail", "now major_outage", "critical"},
	} {
		s := &site.Service{Components: []site.Component{{Name: "Mail"}, {Name: "API"}}, Incidents: []*incident.Incident{test.first, unknown(test.impact)}}
		if got := bannerOf(s); got != test.want {
			t.Errorf("%s, want %s", got, test.want)
		}
		files, err := s.Files(site.Options{Now: at("12:00")})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			text := string(f.Append(nil))
			if f.Name == "index.html" && !strings.Contains(text, `<div class="`+test.class+`">`) {
				t.Errorf("%s: no class %q", test.want, test.class)
			}
			if f.Name == "api/v2/status.json" && !strings.Contains(text, `"indicator": "`+test.indicator+`"`) && !strings.Contains(text, `"indicator":"`+test.indicator+`"`) {
				t.Errorf("%s: %s", test.want, text)
			}
		}
	}
}

// TestNewestFirst has the updates of an incident from the newest, as some APIs
// list them, two of them in one minute and one without a time. All pages say the
// same as if they stood the other way round.
func TestNewestFirst(t *testing.T) {
	updates := []incident.Update{
		post("09:00", "investigating", up, some), post("09:30", "identified", some, down), silent("09:30", "monitoring"),
		{Status: "monitoring", Body: "We are watching it."}, post("10:00", "resolved", down, up),
	}
	service := func(list []incident.Update) *site.Service {
		return &site.Service{Components: []site.Component{{Name: "API"}}, Incidents: []*incident.Incident{outage("1", list...), outage("2", silent("09:15", "resolved"))}}
	}
	newest := slices.Clone(updates)
	slices.Reverse(newest)
	for _, now := range []string{"09:10", "09:45", "12:00"} {
		o := site.Options{Now: at(now), Days: 1}
		made := func(list []incident.Update) map[string]string {
			s := service(list)
			files, err := s.Files(o)
			if err != nil {
				t.Fatal(err)
			}
			pages := map[string]string{"the home page alone": fmt.Sprintln(s.Home(o).Status, s.Home(o).Summary, len(s.Home(o).Open), s.Uptime(nil, incident.Interval{Start: at("00:00"), End: at(now)}, at(now), site.Policies()[0]).Lengths)}
			for _, f := range files {
				pages[f.Name] = string(f.Append(nil))
			}
			return pages
		}
		want, got := made(updates), made(newest)
		for name := range want {
			if got[name] != want[name] && !strings.HasPrefix(name, "incidents/") {
				t.Errorf("at %s, %s differs", now, name)
			}
		}
	}
}

// TestRetiredInNoFigure has the same figures on the home page and on the page of
// the uptime, neither with a retired component, whose own page has its own.
func TestRetiredInNoFigure(t *testing.T) {
	s := &site.Service{
		Since:      at("00:00"),
		Components: []site.Component{{Group: "Web", Name: "API"}, {Group: "Web", Name: "Search"}, {Group: "Web", Name: "Fax", Retired: at("11:00")}},
		Incidents:  []*incident.Incident{{ID: "1", Updates: []incident.Update{{At: at("09:00"), Status: "investigating", Changes: []incident.Change{{Group: "Web", Name: "Fax", To: down}}}}}},
	}
	o := site.Options{Now: at("12:00"), Days: 1}
	report, home := s.UptimeReport(o), s.Home(o)
	var names []string
	for _, row := range report.Rows {
		names = append(names, row.Name)
	}
	if got := strings.Join(names, ", "); got != "Status, Web, Web - API, Web - Search" {
		t.Error(got)
	}
	if got, want := report.Rows[0].Uptimes[0].Down, home.Uptime.Down; got != want || got != 0 {
		t.Errorf("down %v, on the home page %v", got, want)
	}
	if fax := report.Of(s.Components[2]); len(fax.Rows) != 1 || fax.Rows[0].Uptimes[0].Down == 0 {
		t.Errorf("%+v", fax)
	}
}

func ExamplePostedSince() {
	inc := &incident.Incident{Updates: []incident.Update{{Status: incident.StatusInvestigating, At: noon}}}
	fmt.Println(site.PostedSince(inc).Format("15:04"))
	// Output: 12:00
}
