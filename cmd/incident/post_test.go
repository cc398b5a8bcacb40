package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
)

// slow is an incident whose page is in Copenhagen.
func slow() *incident.Incident {
	at := func(minute int) time.Time { return time.Date(2024, time.March, 5, 9, minute, 0, 0, time.UTC) }
	return &incident.Incident{
		ID: "k3v9", Title: "Slow", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
		Components: []incident.Component{{Group: "Shop", Name: "Checkout", Status: incident.ComponentMajorOutage}, {Name: "Cards", Status: incident.ComponentOperational}},
		Updates: []incident.Update{
			{ID: "u1", Status: incident.StatusInvestigating, At: at(0), Body: "We look.", Changes: []incident.Change{
				{Group: "Shop", Name: "Checkout", From: incident.ComponentOperational, To: incident.ComponentDegradedPerformance}}},
			{Status: incident.StatusIdentified, At: at(10), Body: "Found.", NextUpdate: at(40), Changes: []incident.Change{
				{Group: "Shop", Name: "Checkout", From: incident.ComponentDegradedPerformance, To: incident.ComponentMajorOutage}}},
		},
	}
}

// TestPostSpellings checks that the intended component is changed, and that new
// names are reported.
func TestPostSpellings(t *testing.T) {
	name := file(t, "in.json", newDocument(t, slow()))
	for _, spelling := range []string{"Checkout", "checkout", "Shop - Checkout", "shop (checkout)", "SHOP › CHECKOUT", "Shop/Checkout", "Shop – Checkout"} {
		got := runWith(t, "Better.", "post", "-component", spelling+"=partial outage", name)
		if got.code != exitDone || strings.Contains(got.stderr, "new component") || !strings.Contains(got.stderr, "  component \"Shop - Checkout\" from major_outage to partial_outage\n") {
			t.Errorf("%s: exit %d, %s", spelling, got.code, got.stderr)
		}
	}
	got := runWith(t, "Worse.", "post", "-component", "Search=partial_outage", name)
	if want := name + ": \"Search\" is a new component; the incident had \"Shop - Checkout\", \"Cards\"; if one of them was meant: post with -component NAME=partial_outage\n"; got.code != exitDone || !strings.Contains(got.stderr, want) ||
		!strings.Contains(got.stderr, "  component \"Search\" added: partial_outage\n") {
		t.Errorf("%+v", got)
	}
	got = runWith(t, "Worse.", "post", "-component", "Chekout=partial_outage", "-w", name)
	if want := "; did you mean \"Checkout\"? if so: incident amend -w " + name + " -component Chekout=none -component Checkout=partial_outage u3\n"; got.code != exitDone || !strings.Contains(got.stderr, want) {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "", "retract", "-w", name, "u3"); got.code != exitDone || !strings.Contains(got.stderr, "component \"Chekout\" removed") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, "x", "post", "-component", "Cards=operational", "-component", "cards=major_outage", name); got.code != exitFailed || !strings.Contains(got.stderr, `"Cards" is named twice`) {
		t.Errorf("%+v", got)
	}
}

// TestPostFinal checks that components that are down are named when the
// incident is over.
func TestPostFinal(t *testing.T) {
	name := file(t, "in.json", newDocument(t, slow()))
	got := runWith(t, "Over.", "post", "-status", "resolved", name)
	if want := name + ": resolved, but Shop - Checkout is in major outage; if they work, post again with -component \"Shop - Checkout=operational\"\n"; got.code != exitDone || !strings.Contains(got.stderr, want) {
		t.Errorf("%+v", got)
	}
	got = runWith(t, "Over.", "post", "-status", "resolved", "-component", "Checkout=operational", name)
	if got.code != exitDone || strings.Contains(got.stderr, "but") {
		t.Errorf("%+v", got)
	}
}

// TestPostTwice checks that an update that repeats the last one is refused.
func TestPostTwice(t *testing.T) {
	post := func(name, body string, args ...string) result {
		return runWith(t, body, append([]string{"post", "-w", name}, args...)...)
	}
	name := file(t, "in.json", newDocument(t, slow()))
	first := []string{"-next", "30m", "-component", "Cards=partial_outage", "-at", "10:17"}
	if got := post(name, "Cards, too.", first...); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	before := content(t, name)
	for _, at := range []string{"10:17", "10:18"} {
		got := post(name, "Cards, too.\n", "-next", "30m", "-component", "Cards=partial_outage", "-at", at)
		if got.code != exitFailed || !strings.HasPrefix(got.stderr, name+": updates[2] at 10:17 says the same; add -again") {
			t.Errorf("%s: %+v", at, got)
		}
		wantFile(t, name, before)
	}
	for _, args := range [][]string{
		{"-again", "-at", "10:18"},
		{"-at", "10:40"},                          // later, it is an update
		{"-status", "monitoring", "-at", "10:41"}, // another status
		{"-status", "monitoring", "-at", "10:42", "-component", "Cards=operational"},
	} {
		if got := post(name, "Cards, too.", args...); got.code != exitDone {
			t.Errorf("%q: %+v", args, got)
		}
	}
	for i, at := range []string{"10:45", "10:46"} { // the text has another time
		if got := post(name, "", "-message", "still-monitoring", "-next", "30m", "-at", at); (got.code == exitDone) != (i == 0) {
			t.Errorf("%s: %+v", at, got)
		}
	}
}

// TestPostLate places an update where it belongs.
func TestPostLate(t *testing.T) {
	name := file(t, "in.json", newDocument(t, slow()))
	got := runWith(t, "The first alarm.", "post", "-late", "-at", "10:05", "-component", "Checkout=partial_outage", "-component", "Cards=partial_outage", "-w", name)
	if got.code != exitDone || !strings.HasPrefix(got.stderr, "Update\nThe first alarm.\nPosted Mar 05, 2024 - 10:05 CET\n") {
		t.Fatalf("%+v", got)
	}
	want := incident.Update{
		ID: "u3", At: time.Date(2024, time.March, 5, 9, 5, 0, 0, time.UTC), CreatedAt: time.Date(2024, time.March, 5, 9, 17, 42, 0, time.UTC), Body: "The first alarm.",
		Changes: []incident.Change{
			{Group: "Shop", Name: "Checkout", From: incident.ComponentDegradedPerformance, To: incident.ComponentPartialOutage},
			{Name: "Cards", From: incident.ComponentOperational, To: incident.ComponentPartialOutage},
		},
	}
	if diff := cmp.Diff(want, incidentIn(t, name).Updates[1]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{"-late"}, "-late: add -at TIME"},
		{[]string{"-at", "10:05"}, "; -late places it before later ones"},
		{[]string{"-late", "-at", "10:05", "-status", "scheduled"}, "transition"},
		{[]string{"-status", "completed"}, "; can follow: investigating, identified, monitoring, resolved"},
	} {
		got := runWith(t, "Another.", append(append([]string{"post", "-w"}, test.args...), name)...)
		if got.code != exitFailed || !strings.Contains(got.stderr, test.want) {
			t.Errorf("%q: %+v", test.args, got)
		}
	}
}

// TestPostBody refuses what is no text.
func TestPostBody(t *testing.T) {
	name := file(t, "in.json", newDocument(t, slow()))
	for _, body := range []string{"caf\xe9", "a\x00\x00\x00", "%PDF-1.7", "\xff\xfea\x00b"} {
		if got := runWith(t, body, "post", name); got.code != exitFailed || got.stdout != "" || !strings.HasPrefix(got.stderr, "<stdin>:") {
			t.Errorf("%q: %+v", body, got)
		}
	}
	if got := runWith(t, "\xff\xfeH\x00i\x00", "post", name); got.code != exitDone || !strings.HasPrefix(got.stderr, "Update\nHi\n") {
		t.Errorf("UTF-16: %+v", got)
	}
	if got := runWith(t, bom+"Café.\r\n\r\nOpen.\r\n", "post", "-w", name); got.code != exitDone || incidentIn(t, name).Updates[2].Body != "Café.\n\nOpen." {
		t.Errorf("%+v", got)
	}
}

// TestMessageNamesMissingFlags names every flag at once.
func TestMessageNamesMissingFlags(t *testing.T) {
	bare := newDocument(t, &incident.Incident{Title: "Slow"})
	for _, test := range []struct{ doc, message, want string }{
		{newDocument(t, slow()), "identified", "-message identified has no value for {{next_update}}; add -next 30m"},
		{bare, "identified", "-message identified has no value for {{component}} and {{next_update}}; add -component NAME=STATUS, -next 30m"},
		{bare, "scheduled", "-message scheduled has no value for {{component}} and {{window}}; add -component NAME=STATUS, incident begin -window FROM/TO"},
		{bare, "none", `unknown message "none"; -message list shows all messages`},
		{bare, "identifed", `unknown message "identifed"; did you mean identified? -message list shows all messages`},
	} {
		got := runWith(t, "", "post", "-message", test.message, file(t, "in.json", test.doc))
		if got.code != exitFailed || !strings.Contains(got.stderr, test.want) {
			t.Errorf("%s: %+v, want %q", test.message, got, test.want)
		}
	}
	for _, m := range incident.Messages() {
		for _, name := range m.Names() {
			if givers[name] == "" {
				t.Errorf("%s: nothing says what gives {{%s}}", m.Name, name)
			}
		}
	}
}

// TestMessageNamesAffectedComponents leaves out components that were fine all along.
func TestMessageNamesAffectedComponents(t *testing.T) {
	for _, test := range []struct{ moved, want string }{
		{"Cards=partial_outage", "with Checkout and Cards is"},
		{"Checkout=operational", "with Checkout is"},
		{"Search=partial_outage", "with Checkout and Search is"},
	} {
		got := runWith(t, "", "post", "-message", "resolved", "-component", test.moved, file(t, "in.json", newDocument(t, slow())))
		if got.code != exitDone || !strings.Contains(got.stderr, test.want) {
			t.Errorf("%s: %+v", test.moved, got)
		}
	}
	fine := newDocument(t, &incident.Incident{Title: "Slow", Components: []incident.Component{{Name: "API", Status: incident.ComponentOperational}}})
	if got := runWith(t, "", "post", "-message", "false-alarm", file(t, "in.json", fine)); got.code != exitDone || !strings.Contains(got.stderr, "checked API and") {
		t.Errorf("%+v", got)
	}
}
