package render_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// Statuses for the tests in this file.
const (
	operational = incident.ComponentOperational
	degraded    = incident.ComponentDegradedPerformance
	major       = incident.ComponentMajorOutage
)

// minute returns a time on the day of the tests in this file.
func minute(n int) time.Time { return time.Date(2025, time.March, 4, 9, n, 0, 0, time.UTC) }

// posted returns an update.
func posted(at int, status incident.Status, changes ...incident.Change) incident.Update {
	return incident.Update{At: minute(at), Status: status, Body: "Text.", Changes: changes}
}

// moved returns a change of the component of the tests in this file.
func moved(from, to incident.ComponentStatus) incident.Change {
	return incident.Change{Name: "API", From: from, To: to}
}

// told returns a published postmortem with a timeline.
func told(events ...incident.Event) *incident.Postmortem {
	return &incident.Postmortem{PublishedAt: minute(3000), Sections: []incident.Section{{Heading: "Timeline", Timeline: &incident.Timeline{Events: events}}}}
}

// reached returns a row that reaches a milestone.
func reached(at int, m incident.Milestone) incident.Event {
	return incident.Event{At: minute(at), Milestone: m, Text: "A row."}
}

// markup matches the tags between texts.
var markup = regexp.MustCompile(`<[^>]*>`)

// shownIn returns the words of the element of a page that begins with open and
// ends with end, or "" if there is none.
func shownIn(page, open, end string) string {
	_, rest, ok := strings.Cut(page, open)
	if !ok {
		return ""
	}
	text, _, _ := strings.Cut(rest, end)
	_, text, _ = strings.Cut(text, ">")
	return strings.Join(strings.Fields(strings.ReplaceAll(markup.ReplaceAllString(text, " "), "\u00a0", " ")), " ")
}

// TestBannerFacts checks that the banner shows only what is known: no end or
// duration of something that goes on, and none that rests on a single post.
func TestBannerFacts(t *testing.T) {
	const inv, mon, res = incident.StatusInvestigating, incident.StatusMonitoring, incident.StatusResolved
	started, ended := reached(-5, incident.MilestoneImpactStarted), reached(20, incident.MilestoneImpactEnded)
	window := incident.Window{Start: minute(60), End: minute(120)}
	for name, test := range map[string]struct {
		inc  incident.Incident
		want string
	}{
		"over": {incident.Incident{Updates: []incident.Update{posted(0, inv), posted(40, res)}, Postmortem: told(started, ended)},
			"Resolved Mar 4, 2025, 09:40 UTC Impact began 08:55 UTC Impact ended 09:20 UTC Impact lasted 25 min Open for 40 min"},
		"told to have ended, and goes on": {incident.Incident{Updates: []incident.Update{posted(0, inv), posted(40, "")}, Postmortem: told(started, ended)},
			"Investigating since Mar 4, 2025, 09:00 UTC Impact began 08:55 UTC Open for at least 40 min"},
		"watched, and told to have ended": {incident.Incident{Updates: []incident.Update{posted(0, inv), posted(40, mon)}, Postmortem: told(started, ended)},
			"Monitoring since Mar 4, 2025, 09:40 UTC Impact began 08:55 UTC Impact ended 09:20 UTC Impact lasted 25 min Open for at least 40 min"},
		"watched, and still down": {incident.Incident{Updates: []incident.Update{posted(0, inv), posted(40, mon, moved(operational, degraded))}, Postmortem: told(started, ended)},
			"Monitoring since Mar 4, 2025, 09:40 UTC Minor impact Impact began 08:55 UTC Open for at least 40 min"},
		"reopened": {incident.Incident{Updates: []incident.Update{posted(0, inv, moved(operational, major)), posted(40, res, moved(major, operational)), posted(60, inv)}},
			"Investigating since Mar 4, 2025, 10:00 UTC Critical impact Impact began 09:00 UTC Open for at least 1 h"},
		"one post": {incident.Incident{Updates: []incident.Update{posted(0, res)}}, "Resolved Mar 4, 2025, 09:00 UTC"},
		"a maintenance of one post": {incident.Incident{Window: window, Impact: incident.ImpactMaintenance, Updates: []incident.Update{posted(-3000, incident.StatusScheduled), posted(100, incident.StatusCompleted)}},
			"Completed Mar 4, 2025, 10:40 UTC Planned 1 h"},
		"no impact, and a component that was down": {incident.Incident{Impact: incident.ImpactNone, Updates: []incident.Update{posted(0, inv, moved(operational, major)), posted(40, res, moved(major, operational))}},
			"Resolved Mar 4, 2025, 09:40 UTC No impact First post 09:00 UTC Open for 40 min"},
		"operational by now": {incident.Incident{Components: []incident.Component{{Name: "API", Status: operational}}, Updates: []incident.Update{posted(0, mon)}},
			"Monitoring since Mar 4, 2025, 09:00 UTC"},
	} {
		page := string(render.HTML{}.Append(nil, &test.inc))
		if got := shownIn(page, `<div class="now`, "</div>"); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, test.want)
		}
	}
}

// TestPictureFacts checks that the lanes of the picture show only what is known
// of the course of a component.
func TestPictureFacts(t *testing.T) {
	const inv, mon, res = incident.StatusInvestigating, incident.StatusMonitoring, incident.StatusResolved
	day := func(n int, status incident.Status, changes ...incident.Change) incident.Update {
		u := posted(0, status, changes...)
		u.At = u.At.AddDate(0, 0, n)
		return u
	}
	short := day(100, "", moved(major, degraded))
	short.At = short.At.Add(5 * time.Minute)
	undated := posted(0, mon, moved(major, operational))
	undated.At = time.Time{}
	for name, test := range map[string]struct {
		inc  incident.Incident
		want string // of the component; "" if it has no lane
	}{
		"over": {incident.Incident{Updates: []incident.Update{posted(0, inv), posted(10, "", moved(operational, major)), posted(40, res, moved(major, operational))}},
			"API: Operational to Mar 4, 2025, 09:10 UTC; Major outage from 09:10 UTC to 09:40 UTC; Operational from 09:40 UTC."},
		"goes on": {incident.Incident{Updates: []incident.Update{posted(0, inv, moved(operational, major)), posted(40, "")}},
			"API: Major outage from Mar 4, 2025, 09:00 UTC (Not over yet)."},
		"over, and never restored": {incident.Incident{Updates: []incident.Update{posted(0, inv, moved(operational, major)), posted(40, res)}},
			"API: Major outage from Mar 4, 2025, 09:00 UTC."},
		"a short outage in a long year": {incident.Incident{Updates: []incident.Update{day(0, inv), day(100, "", moved(operational, major)), short, day(364, res, moved(degraded, operational))}},
			"API: Operational to Jun 12, 2025, 09:00 UTC; Major outage from 09:00 UTC to 09:05 UTC; Degraded performance from 09:05 UTC to Mar 3, 2026, 09:00 UTC; Operational from 09:00 UTC."},
		"a change without a time": {incident.Incident{Updates: []incident.Update{posted(0, inv, moved(operational, major)), undated, posted(60, mon)}}, ""},
		"changes out of order":    {incident.Incident{Updates: []incident.Update{posted(40, inv, moved(operational, major)), posted(20, mon, moved(major, operational))}}, ""},
		"never moved":             {incident.Incident{Updates: []incident.Update{posted(0, inv, moved(operational, operational)), posted(40, res)}}, ""},
		"restored, nobody knows when": {incident.Incident{Components: []incident.Component{{Name: "API", Status: operational}}, Updates: []incident.Update{
			posted(0, inv), posted(5, inv, moved(operational, degraded)), posted(10, "", moved(degraded, major)), posted(40, mon)}},
			"API: Operational to Mar 4, 2025, 09:05 UTC; Degraded performance from 09:05 UTC to 09:10 UTC."},
	} {
		page := string(render.HTML{}.Append(nil, &test.inc))
		got := shownIn(page, `<p hidden`, "</p>")
		got, _, _ = strings.Cut(got, " Updates:")
		if !strings.HasPrefix(got, "API") {
			got = ""
		}
		if got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, test.want)
		}
	}
}

// TestPictureOfDocumentAlone checks that the impact is not shown as going on if
// no update says so.
func TestPictureOfDocumentAlone(t *testing.T) {
	pm := told(reached(0, incident.MilestoneImpactStarted), reached(20, incident.MilestoneDetected))
	for status, want := range map[incident.Status]bool{"": false, "stabilised": false, incident.StatusMonitoring: true, incident.StatusResolved: false} {
		inc := &incident.Incident{Postmortem: pm, Updates: []incident.Update{posted(30, status)}}
		if page := string(render.HTML{}.Append(nil, inc)); strings.Contains(page, "Not over yet") != want {
			t.Errorf("status %q: not over: %v", status, !want)
		}
	}
}

// TestPictureAhead checks that the future is not drawn as if it had happened:
// the rest of a maintenance, or a promise for next year.
func TestPictureAhead(t *testing.T) {
	window := incident.Window{Start: minute(60), End: minute(160)}
	maintenance := &incident.Incident{Window: window, Impact: incident.ImpactMaintenance, Updates: []incident.Update{
		posted(70, incident.StatusInProgress, moved(operational, incident.ComponentUnderMaintenance)), posted(80, "")}}
	page := string(render.HTML{}.Append(nil, maintenance))
	lane := page[strings.Index(page, `<p class="row">API</p>`):]
	if want := `<rect class="bar under_maintenance" x="9.23%" width="9.23%"`; !strings.Contains(lane, want) {
		t.Errorf("no %s in\n%.1500s", want, lane)
	}
	promise := posted(20, incident.StatusIdentified)
	promise.NextUpdate = minute(0).AddDate(1, 0, 0)
	page = string(render.HTML{}.Append(nil, &incident.Incident{Updates: []incident.Update{posted(0, incident.StatusInvestigating), promise}}))
	if want := `<svg class="m identified" x="92.30%"`; !strings.Contains(page, want) {
		t.Errorf("no %s in\n%s", want, page)
	}
}

// TestMilestonesApart checks that milestones in the same minute do not overlap,
// because their numbers have to be readable.
func TestMilestonesApart(t *testing.T) {
	var events []incident.Event
	for i := range 40 {
		events = append(events, incident.Event{At: minute(10).Add(time.Duration(i) * time.Second), Milestone: incident.MilestoneDetected, Text: fmt.Sprint("Row ", i)})
	}
	inc := &incident.Incident{Updates: []incident.Update{posted(0, incident.StatusInvestigating), posted(40, incident.StatusResolved)}, Postmortem: told(events...)}
	page := string(render.HTML{}.Append(nil, inc))
	places := make(map[string]bool)
	for _, m := range regexp.MustCompile(`<svg class="m milestone" x="[0-9.]+%" (y="[0-9]+")`).FindAllStringSubmatch(page, -1) {
		places[m[1]] = true
	}
	if len(places) != 10 {
		t.Errorf("%d levels: %v", len(places), places)
	}
}

// TestPictureIsBounded checks that a component that changes thousands of times
// is drawn with no more bars than can be seen.
func TestPictureIsBounded(t *testing.T) {
	inc := &incident.Incident{Updates: []incident.Update{posted(0, incident.StatusInvestigating)}}
	for i := range 8000 {
		c := moved(operational, major)
		if i%2 == 1 {
			c = moved(major, operational)
		}
		inc.Updates = append(inc.Updates, posted(i, "", c))
	}
	page := string(render.HTML{}.Append(nil, inc))
	lane := page[strings.Index(page, `<p class="row">API</p>`):]
	lane = lane[:strings.Index(lane, `<p class="row">Updates</p>`)]
	if n := strings.Count(lane, "<rect"); n < 100 || n > 1001 {
		t.Errorf("%d bars", n)
	}
}
