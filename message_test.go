package incident_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

func TestMessageExpand(t *testing.T) {
	values := map[string]string{"a": "one", "b": "{{a}}", "empty": "", "a b": "two words"}
	known := []string{"a", "a b", "b"}
	for _, test := range []struct {
		text, want string
		names      []string
		err        *incident.MessageError
	}{
		{text: ""},
		{text: "plain } }} text {a}", want: "plain } }} text {a}"},
		{text: "{{a}}", want: "one", names: []string{"a"}},
		{text: "x{{ a }}y{{b}}{{a}}z", want: "xoney{{a}}onez", names: []string{"a", "b"}},
		{text: "{{a}}}}", want: "one}}", names: []string{"a"}},
		{text: "{{a b}}", want: "two words", names: []string{"a b"}},
		{text: "é {{c}}", names: []string{"c"}, err: &incident.MessageError{Name: "c", Offset: 3}},
		{text: "{{a}} {{A}}", names: []string{"a", "A"}, err: &incident.MessageError{Name: "A", Offset: 6}},
		{text: "{{a}} {{empty}}", names: []string{"a", "empty"}, err: &incident.MessageError{Name: "empty", Offset: 6}},
		{text: "{{a}} {{ }} {{b}}", names: []string{"a"}, err: &incident.MessageError{Offset: 6}},
		{text: "{{a}} {{b", names: []string{"a"}, err: &incident.MessageError{Offset: 6, Unclosed: true}},
		{text: "{{a {{b}}", err: &incident.MessageError{Unclosed: true}},
		{text: "{{{a}}}", names: []string{"{a"}, err: &incident.MessageError{Name: "{a"}},
	} {
		m := incident.Message{Name: "own", Text: test.text}
		if got := m.Names(); !cmp.Equal(got, test.names) {
			t.Errorf("%q asks for %q, want %q", test.text, got, test.names)
		}
		got, err := m.Expand(values)
		var e *incident.MessageError
		if errors.As(err, &e); test.err != nil {
			test.err.Template, test.err.Known = "own", known
		}
		if diff := cmp.Diff(test.err, e); got != test.want || diff != "" {
			t.Errorf("%q gives %q, %v; (-want +got):\n%s", test.text, got, err, diff)
		}
	}
	_, err := incident.Message{Text: "{{a\nb\x1b}}"}.Expand(nil)
	if err == nil || strings.ContainsAny(err.Error(), "\n\x1b") {
		t.Errorf("message %q", err)
	}
}

func TestMessagesAreDistinctAndCoverEachStatus(t *testing.T) {
	seen := make(map[string]bool)
	for _, m := range incident.Messages() {
		if seen[m.Name] || m.Status == "" || !m.Status.Valid() {
			t.Errorf("%q, for %q", m.Name, m.Status)
		}
		seen[m.Name] = true
		if got, ok := incident.LookupMessage(" " + strings.ToUpper(strings.ReplaceAll(m.Name, "-", " "))); !ok || got != m {
			t.Errorf("%s is found as %+v", m.Name, got)
		}
	}
	for _, s := range incident.Words[incident.Status]() {
		if m, ok := incident.LookupMessage(string(s)); !ok || m.Status != s {
			t.Errorf("%s has %+v", s, m)
		}
	}
	for _, name := range []string{"", "-", "nobody"} {
		if m, ok := incident.LookupMessage(name); ok {
			t.Errorf("%q is %+v", name, m)
		}
	}
	incident.Messages()[0].Text = "changed"
	if m := incident.Messages()[0]; m.Text == "changed" {
		t.Error("Messages returns the list itself")
	}
}

// composed expands m for the next update of a fixture in the middle of its
// life, posts it to a copy and returns that.
func composed(t *testing.T, m incident.Message, f fixture.Fixture, zone string) *incident.Incident {
	t.Helper()
	inc := f.Incident
	if zone != "" {
		inc.Page.TimeZone = zone
	}
	inc.Updates = inc.Updates[:1]
	first := &inc.Updates[0]
	first.Changes = []incident.Change{{Group: inc.Components[0].Group, Name: inc.Components[0].Name, To: incident.ComponentPartialOutage}}
	u := incident.Update{Status: m.Status, At: first.At.Add(25 * time.Minute)}
	u.Changes = []incident.Change{first.Changes[0]}
	u.Changes[0].To = incident.ComponentOperational
	if slices.Contains(m.Names(), "next_update") {
		u.NextUpdate = u.At.Add(40 * time.Minute)
	}
	var err error
	if u.Body, err = m.Expand(inc.MessageValues(u)); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	inc.Postmortem = nil
	if err := inc.Post(u); err != nil {
		t.Fatalf("%s: %s: %v", f.Name, m.Name, err)
	}
	return inc
}

// TestBuiltInMessagesExpand checks that every built-in message expands, that
// its promise of an update is read back as that promise, and that no line of it
// resembles a line of a report or a default text.
func TestBuiltInMessagesExpand(t *testing.T) {
	for _, m := range incident.Messages() {
		for _, zone := range []string{"", "Asia/Singapore", "America/New_York", "UTC+5:30"} {
			for _, f := range fixture.All() {
				if f.Incident.IsMaintenance() != m.Status.IsMaintenance() {
					continue
				}
				inc := composed(t, m, f, zone)
				u := &inc.Updates[1]
				if _, ok := claim.Boilerplate(u.Body); ok {
					t.Errorf("%s is a default text", m.Name)
				}
				var due []time.Time
				for _, p := range claim.Promises(inc, claim.Options{}) {
					if p.Update != 1 {
						continue
					}
					switch {
					case p.Subject == claim.Update && p.Stated && p.Path == "updates[1].body":
						due = append(due, p.Due)
					case p.Subject == claim.Postmortem && m.Name == "postmortem-promise" && p.Length == (claim.Length{Days: 5, Business: true}):
					default:
						t.Errorf("%s in %s: promises %+v", m.Name, zone, p)
					}
				}
				var want []time.Time
				if !u.NextUpdate.IsZero() {
					want = []time.Time{u.NextUpdate}
				}
				if !slices.EqualFunc(want, due, time.Time.Equal) {
					t.Errorf("%s in %s: due %v, want %v of %q", m.Name, zone, due, want, u.Body)
				}
				report := string(render.Text{}.Append(nil, inc))
				if !strings.Contains(report, u.Body) || strings.ContainsRune(report, '\u200c') || strings.Contains(report, "Next update by") {
					t.Errorf("%s is told as\n%s", m.Name, report)
				}
			}
		}
	}
}

func TestMessageValues(t *testing.T) {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2024, time.March, day, hour, minute, 30, 0, time.UTC)
	}
	outage := &incident.Incident{
		Title: "Checkout *fails*\nagain", URL: "https://status.example.com/a b(c)", Severity: "SEV-1",
		Page: incident.Page{Name: "Example_Shop_", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{
			{Group: "Web", Name: "API"}, {Group: "Apps", Name: "API"}, {Name: "#1 [beta]"},
		},
		Events: []incident.Event{{At: at(5, 9, 5), Milestone: incident.MilestoneImpactStarted}},
	}
	about := outage.Clone()
	about.Events[0].Precision = incident.PrecisionAbout
	maintenance := &incident.Incident{
		Page: incident.Page{TimeZone: "Europe/London"}, Components: []incident.Component{{Name: "Inbox"}},
		Window: incident.Window{Start: at(30, 22, 0), End: at(31, 2, 30)}, // clocks go forward at 01:00
	}
	down := []incident.Change{{Name: "Search", To: incident.ComponentMajorOutage}}
	common := map[string]string{
		"component": "Web - API, Apps - API and \\#1 \\[beta\\]", "title": "Checkout \\*fails\\* again", "page": "Example_Shop\\_",
		"url": "https://status.example.com/a%20b%28c%29", "started": "10:05 CET",
	}
	with := func(more map[string]string) map[string]string {
		for k, v := range common {
			if _, ok := more[k]; !ok {
				more[k] = v
			}
		}
		return more
	}
	for _, test := range []struct {
		name string
		inc  *incident.Incident
		u    incident.Update
		want map[string]string
	}{
		{"nothing known", &incident.Incident{}, incident.Update{}, map[string]string{}},
		{"an outage", outage, incident.Update{At: at(5, 9, 17), NextUpdate: at(5, 9, 45)},
			with(map[string]string{"next_update": "10:45 CET", "duration": "12 min"})},
		{"next update on another day", outage, incident.Update{At: at(5, 22, 59), NextUpdate: at(5, 23, 45)},
			with(map[string]string{"next_update": "Mar 6, 00:45 CET", "duration": "13 h 54 min"})},
		{"in another year", outage, incident.Update{At: at(5, 9, 17), NextUpdate: at(366, 9, 45)},
			with(map[string]string{"next_update": "Mar 1, 2025, 10:45 CET", "duration": "12 min"})},
		{"over, and no end of the impact known", outage, incident.Update{At: at(5, 9, 17), Status: incident.StatusResolved}, with(map[string]string{})},
		{"started about then", about, incident.Update{At: at(5, 9, 17)},
			with(map[string]string{"started": "about 10:05 CET", "duration": "about 12 min"})},
		{"a component named by the update alone", outage, incident.Update{At: at(5, 9, 17), Changes: down},
			with(map[string]string{"component": "Web - API, Apps - API, \\#1 \\[beta\\] and Search", "impact": "critical", "duration": "12 min"})},
		{"started with a change", &incident.Incident{Impact: incident.ImpactNone}, incident.Update{At: at(5, 9, 17), Changes: down},
			map[string]string{"component": "Search", "impact": "none", "started": "about 09:17 UTC"}},
		{"a maintenance", maintenance, incident.Update{At: at(30, 9, 0)}, map[string]string{
			"component": "Inbox", "impact": "maintenance", "window_start": "22:00 GMT", "window_end": "Mar 31, 03:30 BST", "window": "22:00 GMT to Mar 31, 03:30 BST"}},
		{"a maintenance of that day", &incident.Incident{Window: incident.Window{Start: at(5, 22, 0), End: at(5, 23, 0)}}, incident.Update{At: at(4, 9, 0)},
			map[string]string{"impact": "maintenance", "window_start": "Mar 5, 22:00 UTC", "window_end": "Mar 5, 23:00 UTC", "window": "Mar 5, 22:00 to 23:00 UTC"}},
		{"an unknown zone", &incident.Incident{Page: incident.Page{TimeZone: "Mars/Olympus"}}, incident.Update{At: at(5, 9, 17), NextUpdate: at(5, 9, 45)},
			map[string]string{"next_update": "09:45 UTC"}},
	} {
		before := test.inc.Clone()
		if diff := cmp.Diff(test.want, test.inc.MessageValues(test.u)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
		if diff := cmp.Diff(before, test.inc); diff != "" {
			t.Errorf("%s changed the incident:\n%s", test.name, diff)
		}
	}
}

// TestMessageNamesAreEscaped checks that names are shown literally wherever a
// message contains them.
func TestMessageNamesAreEscaped(t *testing.T) {
	names := []string{
		"a*b*", "_x_", "user_id", "Stock & Prices", "&amp;", "a&lt;", "<b>", "`code`", "~~old~~", "[x](y)", "\\", "a\\*", "# one", "> q", "- x", "+ x",
		"1. one", "12) x", "1.5", "-", "=", "===", "a | b", "| a |", "***", ": x", "!", "![x]", "{{component}}",
	}
	for _, name := range names {
		for _, text := range []string{"{{component}}", "The {{component}} is slow.", "a\n{{component}}\nb", "- {{component}}"} {
			inc := &incident.Incident{Components: []incident.Component{{Name: name}}}
			u := incident.Update{At: time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)}
			var err error
			if u.Body, err = (incident.Message{Text: text}).Expand(inc.MessageValues(u)); err != nil {
				t.Fatal(err)
			}
			want := strings.Replace(strings.Replace(text, "- ", "• ", 1), "{{component}}", name, 1)
			inc.Components = nil
			inc.Updates = []incident.Update{u}
			if report := string(render.Text{Layout: render.LayoutPlain}.Append(nil, inc)); !strings.Contains(report, want) {
				t.Errorf("%q in %q is shown as\n%s", name, text, report)
			}
		}
	}
}

func TestCustomMessagesAsJSON(t *testing.T) {
	var m incident.Message
	if err := json.Unmarshal([]byte(`{"name": "queue", "status": "identified", "text": "{{queue}} mails wait for {{component}}."}`), &m); err != nil {
		t.Fatal(err)
	}
	inc := fixture.Maintenance()
	values := inc.MessageValues(incident.Update{})
	values["queue"] = "1,204"
	got, err := m.Expand(values)
	if want := "1,204 mails wait for Inbox, Outbox and Calendar."; err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzMessageExpand checks that a text without braces expands to itself, that
// an expanded text keeps everything around its placeholders, and that only
// names with a value are replaced.
func FuzzMessageExpand(f *testing.F) {
	for _, s := range []string{"", "a", "{{", "}}", "{{a}}", "{{ a }}{{b}}", "{{{a}}}", "{{a}}{{", "{{}}", "{{a {{b}} }}", "\xff{{\xff}}"} {
		f.Add(s, "x")
	}
	f.Add("{{a}}{{b}}", "{{b}}")
	f.Fuzz(func(t *testing.T, text, value string) {
		m := incident.Message{Name: "f", Text: text}
		names := m.Names()
		values := make(map[string]string)
		for _, name := range names {
			values[name] = value
		}
		got, err := m.Expand(values)
		var e *incident.MessageError
		switch {
		case err != nil:
			if !errors.As(err, &e) || !strings.HasPrefix(text[e.Offset:], "{{") || value != "" && !e.Unclosed && e.Name != "" {
				t.Fatalf("%q: %+v", text, err)
			}
		case !strings.Contains(text, "{{"):
			if got != text || names != nil {
				t.Fatalf("%q gives %q, %q", text, got, names)
			}
		case len(names) == 0:
			t.Fatalf("%q gives %q without a name", text, got)
		default:
			// The text before the first and after the last
			// placeholder is kept.
			if !strings.HasPrefix(got, text[:strings.Index(text, "{{")]+value) || !strings.HasSuffix(got, text[strings.LastIndex(text, "}}")+2:]) {
				t.Fatalf("%q gives %q", text, got)
			}
		}
	})
}

// TestMessagesSurviveText checks that a built-in message survives a report
// in plain text, with its label.
func TestMessagesSurviveText(t *testing.T) {
	for _, m := range incident.Messages() {
		for _, f := range fixture.All() {
			if f.Incident.IsMaintenance() != m.Status.IsMaintenance() {
				continue
			}
			inc := composed(t, m, f, "")
			loc, err := inc.Page.Location()
			if err != nil {
				t.Fatal(err)
			}
			doc, err := parse.Text{Zone: loc}.Parse(m.Name, render.Text{}.Append(nil, inc))
			if err != nil {
				t.Fatalf("%s: %v", m.Name, err)
			}
			got := doc.Incidents[0].Updates
			if len(got) != 2 || got[1].Body != inc.Updates[1].Body || got[1].Status != m.Status {
				t.Errorf("%s comes back as %+v", m.Name, got)
			}
		}
	}
}

func ExampleLookupMessage() {
	message, ok := incident.LookupMessage("Investigating")
	fmt.Println(ok, message.Status, message.Names())
	// Output:
	// true investigating [component next_update]
}

func ExampleMessage_Expand() {
	inc := &incident.Incident{
		Title:      "Checkout does not load",
		Page:       incident.Page{Name: "Example Tickets", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Checkout"}, {Group: "Shop", Name: "Seat Map"}},
	}
	now := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	m, _ := incident.LookupMessage("investigating")
	u := incident.Update{Status: m.Status, At: now, NextUpdate: now.Add(30 * time.Minute)}

	var err error
	if u.Body, err = m.Expand(inc.MessageValues(u)); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(u.Body)
	// Output:
	// There is a problem with Checkout and Seat Map, and we are investigating it.
	//
	// Next update: 10:47 CET
}

func ExampleMessageError() {
	m := incident.Message{Name: "queue", Text: "{{count}} mails wait. Next update: {{next_update}}"}
	inc := &incident.Incident{Title: "Mail is late"}
	values := inc.MessageValues(incident.Update{})
	values["count"] = "1,204"

	_, err := m.Expand(values)
	fmt.Println(err)
	var missing *incident.MessageError
	fmt.Println(errors.As(err, &missing), missing.Name, missing.Known)
	// Output:
	// text: required: message "queue", byte 35: {{next_update}} has no value; known: count, title
	// true next_update [count title]
}

func ExampleMessages() {
	for _, m := range incident.Messages() {
		if m.Status == incident.StatusInProgress {
			fmt.Printf("%s asks for %s\n", m.Name, strings.Join(m.Names(), ", "))
		}
	}
	// Output:
	// in_progress asks for component, window_end
	// maintenance-extended asks for component, window_end, next_update
}
