package site_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// at returns a time of day on 5 March 2024 in UTC, which may be on another day:
// 27:00 is three in the morning of 6 March.
func at(clock string) time.Time {
	var hour, minute int
	if _, err := fmt.Sscanf(clock, "%d:%d", &hour, &minute); err != nil {
		panic(err)
	}
	return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC)
}

// post returns an update that changes the component API.
func post(clock string, status incident.Status, from, to incident.ComponentStatus) incident.Update {
	return incident.Update{At: at(clock), Status: status, Changes: []incident.Change{{Name: "API", From: from, To: to}}}
}

// silent returns an update without changes.
func silent(clock string, status incident.Status) incident.Update {
	return incident.Update{At: at(clock), Status: status}
}

func outage(id string, updates ...incident.Update) *incident.Incident {
	return &incident.Incident{ID: id, Updates: updates}
}

const (
	up, care, slow incident.ComponentStatus = "operational", "under_maintenance", "degraded_performance"
	some, down     incident.ComponentStatus = "partial_outage", "major_outage"
)

// TestHardCases has pages whose figures are worked out by hand in the comments.
// The period is 5 March 2024 from 00:00 to 20:00 UTC, which are 1,200 minutes,
// and now is 20:00.
func TestHardCases(t *testing.T) {
	retired := site.Component{Name: "API", Retired: at("10:00")}
	reopened := outage("1",
		post("10:00", "investigating", up, some), silent("11:00", "resolved"),
		silent("12:00", "investigating"), post("13:00", "resolved", some, up))
	window := func(from, to string, updates ...incident.Update) *incident.Incident {
		return &incident.Incident{ID: "m", Window: incident.Window{Start: at(from), End: at(to)}, Updates: updates}
	}
	for _, c := range []struct {
		name       string
		components []site.Component // nil: API alone
		since      string           // "": the day before
		incidents  []*incident.Incident

		record                []string // of API
		state                 string   // of API
		known, assumed        int      // in minutes
		statuspage, worstRule string   // figures
		notes                 []incident.Code
	}{
		{
			name:      "the end is open",
			incidents: []*incident.Incident{outage("1", post("19:00", "investigating", up, down))},
			// 60 of 1,200 minutes are down, so 5 % are.
			record: []string{"19:00-20:00 major_outage stated"}, state: "major_outage stated 1",
			known: 1200, statuspage: "95.00%", worstRule: "95.00%",
		}, {
			name: "each update repeats the status",
			incidents: []*incident.Incident{outage("1",
				post("18:00", "investigating", up, down), post("18:30", "identified", down, down), post("19:00", "monitoring", "", down))},
			// 120 of 1,200.
			record: []string{"18:00-20:00 major_outage stated"}, state: "major_outage stated 1",
			known: 1200, statuspage: "90.00%", worstRule: "90.00%",
		}, {
			name: "it is restored and down again in one incident",
			incidents: []*incident.Incident{outage("1",
				post("10:00", "investigating", up, down), post("11:00", "monitoring", down, up),
				post("12:00", "identified", up, down), post("13:00", "resolved", down, up))},
			// 120 of 1,200.
			record: []string{"10:00-11:00 major_outage stated", "12:00-13:00 major_outage stated"}, state: "operational stated",
			known: 1200, statuspage: "90.00%", worstRule: "90.00%",
		}, {
			name:      "the change comes at the very moment",
			incidents: []*incident.Incident{outage("1", post("20:00", "investigating", up, down))},
			state:     "major_outage stated 1", known: 1200, statuspage: "100.00%", worstRule: "100.00%",
		}, {
			name:      "the incident ends and nothing takes the status back",
			incidents: []*incident.Incident{outage("1", post("10:00", "investigating", up, down), silent("11:00", "resolved"))},
			// 60 minutes of 1,200 are down, and their end is assumed.
			record: []string{"10:00-11:00 major_outage assumed", "11:00-20:00 major_outage left"}, state: "major_outage left 1",
			known: 1200, assumed: 60, statuspage: "95.00%", worstRule: "95.00%", notes: []incident.Code{site.CodeLeft},
		}, {
			name: "the next incident takes the status back",
			incidents: []*incident.Incident{
				outage("1", post("10:00", "investigating", up, down), silent("11:00", "resolved")),
				outage("2", post("13:00", "investigating", down, some), post("14:00", "resolved", some, up)),
			},
			// 60 minutes by the first and, by the second, 30 % of 60: 78 of
			// 1,200 are 6.5 %. In full they are 120, 10 %.
			record: []string{"10:00-11:00 major_outage assumed", "11:00-13:00 major_outage left", "13:00-14:00 partial_outage stated"},
			state:  "operational stated", known: 1200, assumed: 60, statuspage: "93.50%", worstRule: "90.00%", notes: []incident.Code{site.CodeLeft},
		}, {
			name:      "the start is not known",
			incidents: []*incident.Incident{outage("1", silent("10:00", "investigating"), post("10:30", "resolved", down, up))},
			// The outage is assumed since the first post: 30 of 1,200.
			record: []string{"10:00-10:30 major_outage assumed"}, state: "operational stated",
			known: 1200, assumed: 30, statuspage: "97.50%", worstRule: "97.50%",
		}, {
			name:       "the component is retired",
			components: []site.Component{retired},
			incidents:  []*incident.Incident{outage("1", post("09:00", "investigating", up, down))},
			// It is in use until 10:00, and 60 of 600 minutes are down.
			record: []string{"09:00-10:00 major_outage stated"}, state: " ", known: 600, statuspage: "90.00%", worstRule: "90.00%",
		}, {
			name:       "the retired component has a successor of the same name",
			components: []site.Component{{ID: "old", Name: "API", Retired: at("10:00")}, {ID: "new", Name: "API", Since: at("10:00")}},
			incidents:  []*incident.Incident{outage("1", post("12:00", "investigating", up, down), post("14:00", "resolved", down, up))},
			// The incident has no ID, and means the one in use: 120 of 600 minutes
			// of it are down. Both together are known for 1,200, and one of them
			// is there at any time.
			state: " ", known: 1200, statuspage: "90.00%", worstRule: "90.00%",
		}, {
			name:       "an incident of a retired component, whose successor has its name",
			components: []site.Component{{Name: "API", Retired: at("10:00")}, {Name: "API", Since: at("10:00")}},
			incidents: []*incident.Incident{
				outage("1", post("07:00", "investigating", up, down), post("09:00", "resolved", down, up)),
				outage("2", post("11:00", "investigating", up, down), post("12:00", "resolved", down, up)),
			},
			// 120 and 60 minutes of 1,200 are 15 %.
			record: []string{"07:00-09:00 major_outage stated"}, state: " ", known: 1200, statuspage: "85.00%", worstRule: "85.00%",
		}, {
			name:       "the same, and the successor stands first in the list",
			components: []site.Component{{Name: "API", Since: at("10:00")}, {Name: "API", Retired: at("10:00")}},
			incidents: []*incident.Incident{
				outage("1", post("07:00", "investigating", up, down), post("09:00", "resolved", down, up)),
				outage("2", post("11:00", "investigating", up, down), post("12:00", "resolved", down, up)),
			},
			record: []string{"11:00-12:00 major_outage stated"}, state: "operational stated", known: 1200, statuspage: "85.00%", worstRule: "85.00%",
		}, {
			name: "two incidents overlap",
			incidents: []*incident.Incident{
				outage("1", post("10:00", "investigating", up, some), post("12:00", "resolved", some, up)),
				outage("2", post("11:00", "investigating", some, down), post("11:30", "resolved", down, some)),
			},
			// 30 minutes of a major outage count once, and 90 of 10:00 to 12:00
			// are left for 30 %: 57 of 1,200 are 4.75 %. In full they are 120. The
			// second incident leaves a partial outage, which it has had from the
			// first; the first takes it back.
			record: []string{"10:00-12:00 partial_outage stated", "11:00-11:30 major_outage stated", "11:30-12:00 partial_outage left"},
			state:  "operational stated", known: 1200, statuspage: "95.25%", worstRule: "90.00%", notes: []incident.Code{site.CodeLeft},
		}, {
			name: "two components are down at a time",
			components: []site.Component{
				{Name: "API"}, {Name: "Web"},
			},
			incidents: []*incident.Incident{
				outage("1", post("10:00", "investigating", up, down), post("12:00", "resolved", down, up)),
				outage("2",
					incident.Update{At: at("11:00"), Status: "investigating", Changes: []incident.Change{{Name: "Web", To: down}}},
					incident.Update{At: at("14:00"), Status: "resolved", Changes: []incident.Change{{Name: "Web", To: up}}}),
			},
			// The mean: 120 and 180 of 2,400 minutes are 12.5 %. The worst: 10:00
			// to 14:00 are 240 of 1,200.
			record: []string{"10:00-12:00 major_outage stated"}, state: "operational stated",
			known: 2400, statuspage: "87.50%", worstRule: "80.00%",
		}, {
			name: "a maintenance, with an outage of it, and longer than planned",
			incidents: []*incident.Incident{window("10:00", "12:00",
				silent("08:00", "scheduled"), post("10:00", "in_progress", up, care),
				post("11:00", "in_progress", care, down), post("12:30", "completed", down, up))},
			// The outage counts after 12:00: 30 of 1,200.
			record: []string{"10:00-12:00 under_maintenance stated", "12:00-12:30 major_outage stated"},
			state:  "operational stated", known: 1200, statuspage: "97.50%", worstRule: "97.50%",
		}, {
			name: "a maintenance begins early and ends late",
			incidents: []*incident.Incident{window("10:00", "12:00",
				post("09:30", "in_progress", up, care), post("13:00", "completed", care, up))},
			record: []string{"09:30-13:00 under_maintenance stated"}, state: "operational stated",
			known: 1200, statuspage: "100.00%", worstRule: "100.00%",
		}, {
			name: "an outage during a maintenance",
			incidents: []*incident.Incident{
				window("10:00", "12:00", post("10:00", "in_progress", up, care), post("12:00", "completed", care, up)),
				outage("1", post("11:00", "investigating", care, down), post("11:30", "resolved", down, care)),
			},
			// 30 of 1,200.
			record: []string{"10:00-12:00 under_maintenance stated", "11:00-11:30 major_outage stated", "11:30-12:00 under_maintenance left"},
			state:  "operational stated", known: 1200, statuspage: "97.50%", worstRule: "97.50%", notes: []incident.Code{site.CodeLeft},
		}, {
			name: "maintenances without changes: done, cancelled, ahead",
			incidents: []*incident.Incident{
				{ID: "m", Components: []incident.Component{{Name: "API", Status: up}}, Updates: []incident.Update{
					silent("08:00", "scheduled"), silent("10:00", "in_progress"), silent("11:00", "completed")}},
				{ID: "off", Components: []incident.Component{{Name: "API", Status: down}}, Updates: []incident.Update{
					silent("08:00", "scheduled"), silent("10:00", "cancelled")}},
				{ID: "ahead", Components: []incident.Component{{Name: "API"}}, Updates: []incident.Update{
					post("09:00", "scheduled", up, care)}},
			},
			record: []string{"10:00-11:00 under_maintenance assumed"}, state: "operational assumed",
			known: 1200, assumed: 60, statuspage: "100.00%", worstRule: "100.00%",
		}, {
			name:      "the incident is reopened",
			incidents: []*incident.Incident{reopened},
			// The page showed the outage from 10:00 to 13:00: 180 minutes, of which
			// 30 % are 54 of 1,200.
			record: []string{"10:00-13:00 partial_outage stated"}, state: "operational stated",
			known: 1200, statuspage: "95.50%", worstRule: "85.00%",
		}, {
			name:       "there are no components",
			components: []site.Component{},
			incidents:  []*incident.Incident{reopened},
		}, {
			name:      "the record begins at noon",
			since:     "12:00",
			incidents: []*incident.Incident{reopened},
			// 60 minutes of 480; 30 % of 60 are 18.
			record: []string{"12:00-13:00 partial_outage stated"}, state: "operational stated",
			known: 480, statuspage: "96.25%", worstRule: "87.50%",
		}, {
			name:      "the status is not stated",
			incidents: []*incident.Incident{{ID: "1", Components: []incident.Component{{Name: "API"}}, Updates: []incident.Update{silent("10:00", "investigating"), silent("12:00", "resolved")}}},
			record:    []string{"10:00-12:00  left_out"}, state: "operational assumed",
			known: 1080, statuspage: "100.00%", worstRule: "100.00%", notes: []incident.Code{site.CodeLeftOut},
		}, {
			name: "the status is not stated, and another incident knows of an outage",
			incidents: []*incident.Incident{
				{ID: "1", Components: []incident.Component{{Name: "API"}}, Updates: []incident.Update{silent("10:00", "investigating")}},
				outage("2", post("09:30", "investigating", up, some)),
			},
			// A partial outage counts to 30 %, and it may have been a major one:
			// the 600 minutes since 10:00 are left out, and 9 of 600 are down. By
			// the other rule it counts in full, which nothing makes worse: 630 of
			// 1,200.
			record: []string{"09:30-20:00 partial_outage stated", "10:00-20:00  left_out"}, state: "partial_outage stated 2",
			known: 600, statuspage: "98.50%", worstRule: "47.50%", notes: []incident.Code{site.CodeLeftOut},
		}, {
			name: "a change has no time, and nobody knows the word of another",
			incidents: []*incident.Incident{outage("1",
				post("10:00", "investigating", up, slow),
				incident.Update{Status: "identified", Changes: []incident.Change{{Name: "API", To: down}}},
				post("11:00", "identified", slow, "on_fire"), post("13:00", "resolved", "", up))},
			record: []string{"10:00-11:00 degraded_performance stated", "11:00-13:00 on_fire left_out"}, state: "operational stated",
			known: 1080, statuspage: "100.00%", worstRule: "100.00%", notes: []incident.Code{site.CodeUntimed, site.CodeLeftOut},
		}, {
			name:      "the component works while the incident goes on",
			incidents: []*incident.Incident{{ID: "1", Components: []incident.Component{{Name: "API", Status: up}}, Updates: []incident.Update{silent("10:00", "investigating")}}},
			state:     "operational assumed", known: 1200, statuspage: "100.00%", worstRule: "100.00%",
		}, {
			name:      "the status is that of Components",
			incidents: []*incident.Incident{{ID: "1", Components: []incident.Component{{Name: "API", Status: down}}, Updates: []incident.Update{silent("10:00", "investigating"), silent("11:00", "identified")}}},
			// 600 of 1,200.
			record: []string{"10:00-20:00 major_outage assumed"}, state: "major_outage assumed 1",
			known: 1200, assumed: 600, statuspage: "50.00%", worstRule: "50.00%",
		}, {
			name: "Components states a worse status than the last change",
			incidents: []*incident.Incident{{ID: "1", Components: []incident.Component{{Name: "API", Status: down}}, Updates: []incident.Update{
				post("10:00", "investigating", up, up), silent("11:00", "identified")}}},
			// 540 of 1,200.
			record: []string{"11:00-20:00 major_outage assumed"}, state: "major_outage assumed 1",
			known: 1200, assumed: 540, statuspage: "55.00%", worstRule: "55.00%",
		}, {
			name: "Components may state what an update ahead does",
			incidents: []*incident.Incident{{ID: "1", Components: []incident.Component{{Name: "API", Status: down}}, Updates: []incident.Update{
				post("10:00", "investigating", up, up), post("21:00", "identified", up, down)}}},
			state: "operational stated", known: 1200, statuspage: "100.00%", worstRule: "100.00%",
		}, {
			name: "two give the status, and one leaves it behind",
			incidents: []*incident.Incident{
				outage("1", post("10:00", "investigating", up, down)),
				{ID: "2", Components: []incident.Component{{Name: "API", Status: down}}, Updates: []incident.Update{silent("11:00", "investigating")}},
				outage("3", post("12:00", "investigating", "", down), silent("13:00", "resolved")),
				outage("4", post("09:00", "investigating", up, some)),
			},
			// 60 minutes at 30 % and 600 are 618 of 1,200.
			record: []string{"09:00-20:00 partial_outage stated", "10:00-20:00 major_outage stated", "11:00-20:00 major_outage assumed", "12:00-13:00 major_outage assumed", "13:00-20:00 major_outage left"},
			state:  "major_outage stated 1 2", known: 1200, statuspage: "48.50%", worstRule: "45.00%", notes: []incident.Code{site.CodeLeft},
		}, {
			name:      "the update was retracted",
			incidents: []*incident.Incident{outage("1", incident.Update{At: at("10:00"), RetractedAt: at("11:00"), Changes: []incident.Change{{Name: "API", To: down}}})},
			// Current does not know Since, and no other incident begins a record.
			state: " ", known: 1200, statuspage: "100.00%", worstRule: "100.00%",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &site.Service{Since: at("-24:00"), Components: c.components, Incidents: c.incidents}
			if c.since != "" {
				s.Since = at(c.since)
			}
			if c.components == nil {
				s.Components = []site.Component{{Name: "API"}}
			}
			now := at("20:00")
			if len(s.Components) > 0 {
				var record []string
				for _, span := range s.Record(s.Components[0], now) {
					record = append(record, fmt.Sprint(span.Start.Format("15:04-"), span.End.Format("15:04 "), span.Status, " ", span.Basis))
				}
				if !slices.Equal(record, c.record) {
					t.Errorf("record %q\nwant   %q", record, c.record)
				}
				if got := spellState(s, now); got != c.state {
					t.Errorf("state %q, want %q", got, c.state)
				}
			}
			period := incident.Interval{Start: at("00:00"), End: now}
			statuspage, _ := site.LookupPolicy("statuspage")
			worst, _ := site.LookupPolicy("worst-component")
			u := s.Uptime(nil, period, now, statuspage)
			var notes []incident.Code
			for _, note := range u.Notes {
				notes = append(notes, note.Code)
			}
			if known, assumed := u.Known.Minutes(), u.Assumed.Minutes(); int(known) != c.known || int(assumed) != c.assumed || !slices.Equal(notes, c.notes) {
				t.Errorf("%v minutes known, %v assumed, notes %v\nwant %d, %d, %v", known, assumed, u.Notes, c.known, c.assumed, c.notes)
			}
			if got := string(u.AppendPercent(nil)); got != c.statuspage {
				t.Errorf("statuspage: %s, want %s", got, c.statuspage)
			}
			if got := string(s.Uptime(nil, period, now, worst).AppendPercent(nil)); got != c.worstRule {
				t.Errorf("worst-component: %s, want %s", got, c.worstRule)
			}
		})
	}
}

// spellState returns the status of API, its basis, and its incidents.
func spellState(s *site.Service, now time.Time) string {
	state := site.Current(s.Components, s.Incidents, now)[0]
	text := fmt.Sprint(state.Status, " ", state.Basis)
	for _, inc := range state.Incidents {
		text += " " + inc.ID
	}
	return text
}

// TestClockChange has an outage from noon to noon over the nights in which
// clocks change in Copenhagen. They are put forward on 31 March 2024 and back on
// 27 October.
func TestClockChange(t *testing.T) {
	loc, err := (incident.Page{TimeZone: "Europe/Copenhagen"}).Location()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		month               time.Month
		day                 int
		hours, down, sunday int
		figure              string
	}{
		// From Friday 00:00 to Monday 00:00 are 71 hours. The outage is from noon
		// on Saturday: 12 hours of it, and 11 hours of Sunday's 23. 23 of 71 hours
		// are 32.394 %.
		{time.March, 31, 71, 23, 23, "67.60%"},
		// In October they are 73 hours, and 25 of them are 34.247 %.
		{time.October, 27, 73, 25, 25, "65.75%"},
	} {
		local := func(day, hour int) time.Time { return time.Date(2024, c.month, c.day+day, hour, 0, 0, 0, loc).UTC() }
		s := &site.Service{
			Page:       incident.Page{TimeZone: "Europe/Copenhagen"},
			Since:      local(-30, 0),
			Components: []site.Component{{Name: "API"}},
			Incidents: []*incident.Incident{outage("1",
				incident.Update{At: local(-1, 12), Status: "investigating", Changes: []incident.Change{{Name: "API", To: down}}},
				incident.Update{At: local(0, 12), Status: "resolved", Changes: []incident.Change{{Name: "API", To: up}}})},
		}
		now := local(1, 0)
		days := s.Days(s.Components[0], now, 4)
		if len(days) != 4 || days[2].Duration() != time.Duration(c.sunday)*time.Hour || days[3].Duration() != 0 {
			t.Fatalf("days: %+v", days)
		}
		var hours, outage int
		for _, day := range days {
			hours += int(day.Duration().Hours())
			outage += int(day.Lengths.Major.Hours())
		}
		if hours != c.hours || outage != c.down {
			t.Errorf("%d hours, %d down", hours, outage)
		}
		statuspage, _ := site.LookupPolicy("")
		u := s.Uptime(nil, incident.Interval{Start: days[0].Start, End: now}, now, statuspage)
		if got := string(u.AppendPercent(nil)); got != c.figure || u.Known != time.Duration(c.hours)*time.Hour {
			t.Errorf("%s: %s of %v, want %s", c.month, got, u.Known, c.figure)
		}
	}
}

// TestLeftBehind has a status that is left behind at 11:00 on 5 March and taken
// back at 01:00 on the next day.
func TestLeftBehind(t *testing.T) {
	s := &site.Service{
		Components: []site.Component{{Name: "API"}},
		Incidents: []*incident.Incident{
			outage("1", post("10:00", "investigating", up, some), silent("11:00", "resolved")),
			outage("2", post("25:00", "investigating", some, up), silent("26:00", "resolved")),
		},
	}
	for i, want := range []struct {
		status   incident.ComponentStatus
		basis    site.Basis
		lengths  site.Lengths
		incident string
	}{
		{some, site.BasisAssumed, site.Lengths{Partial: time.Hour}, "1"},
		{some, site.BasisLeft, site.Lengths{}, "1"},
		{up, "", site.Lengths{}, ""},
	} {
		day := s.Days(s.Components[0], at("62:00"), 3)[i]
		incidents := ""
		for _, inc := range day.Incidents {
			incidents += inc.ID
		}
		if day.Status != want.status || day.Basis != want.basis || day.Lengths != want.lengths || incidents != want.incident {
			t.Errorf("day %d: %+v", i, day)
		}
	}
	// The notes are those of the period.
	for _, c := range []struct {
		from, to string
		notes    int
	}{{"09:00", "11:00", 0}, {"09:00", "12:00", 1}, {"25:00", "30:00", 0}, {"80:00", "90:00", 0}} {
		u := s.Uptime(nil, incident.Interval{Start: at(c.from), End: at(c.to)}, at("62:00"), site.Policies()[0])
		if len(u.Notes) != c.notes {
			t.Errorf("%s to %s: %v", c.from, c.to, u.Notes)
		}
		for _, note := range u.Notes {
			if note.Path != "incidents[0]" || note.Code != site.CodeLeft {
				t.Errorf("%s to %s: %v", c.from, c.to, note)
			}
		}
	}
	// A moment after the end there is nothing left to note.
	if u := s.Uptime(nil, incident.Interval{Start: at("00:00"), End: at("30:00")}, at("11:00"), site.Policies()[0]); len(u.Notes) != 0 {
		t.Errorf("at 11:00: %v", u.Notes)
	}
}

// TestShortestAndLongest has an outage of a nanosecond, and five components
// whose times add up to 621 years, more than two times what fits.
func TestShortestAndLongest(t *testing.T) {
	begin := time.Date(1900, time.January, 1, 0, 0, 0, 0, time.UTC)
	s := &site.Service{
		Since:      begin,
		Components: []site.Component{{Name: "API"}, {Name: "Web"}, {Name: "Mail"}, {Name: "Files"}, {Name: "Search"}},
		Incidents: []*incident.Incident{outage("1", post("10:00", "investigating", up, some),
			incident.Update{At: at("10:00").Add(1), Status: "resolved", Changes: []incident.Change{{Name: "API", To: up}}})},
	}
	period := incident.Interval{Start: begin, End: at("20:00")}
	u := s.Uptime(s.Components[:1], period, at("20:00"), site.Policies()[0])
	if u.Down != 1 || string(u.AppendPercent(nil)) != "99.99%" {
		t.Errorf("a nanosecond: %+v", u)
	}
	if u = s.Uptime(nil, period, at("20:00"), site.Policies()[0]); u.AppendPercent(nil) != nil {
		t.Errorf("621 years: %+v", u)
	}
}
