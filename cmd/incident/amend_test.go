package main

import (
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
)

func TestAmend(t *testing.T) {
	for _, named := range []string{"u1", "1"} {
		name := file(t, "in.json", newDocument(t, slow()))
		got := runWith(t, "We look closely.\n", "amend", "-w", name, named, "-at", "10:30")
		if got.code != exitDone || got.stdout != "" || got.stderr != "Investigating\nWe look closely.\nPosted Mar 05, 2024 - 10:00 CET\nEdited Mar 05, 2024 - 10:30 CET\n" {
			t.Errorf("%s: %+v", named, got)
		}
		u := incidentIn(t, name).Updates[0]
		if u.Body != "We look closely." || !u.EditedAt.Equal(time.Date(2024, 3, 5, 9, 30, 0, 0, time.UTC)) || u.Status != incident.StatusInvestigating || len(u.Changes) != 1 {
			t.Errorf("%+v", u)
		}
		again := runWith(t, "We look closely.\n", "amend", "-w", name, named, "-at", "10:30")
		if again.code != exitDone || !strings.HasSuffix(again.stderr, name+": updates[0] is so already; nothing has changed\n") {
			t.Errorf("again: %+v", again)
		}
	}
	// Two corrections within a second count as two. A correction that
	// nobody sees says so.
	within := file(t, "in.json", newDocument(t, slow()))
	for _, body := range []string{"One.", "Two."} {
		if got := runWith(t, body, "amend", "-w", within, "last"); got.code != exitDone || strings.Contains(got.stderr, "is so already") {
			t.Errorf("%s: %+v", body, got)
		}
	}
	runWith(t, "", "retract", "-w", within, "last")
	if got := runWith(t, "Three.", "amend", "-w", within, "last"); got.code != exitDone || !strings.Contains(got.stderr, "updates[1] is retracted, so readers do not see the correction; ") {
		t.Errorf("%+v", got)
	}
	// Parts that are not given stay unchanged. An update without an id gets
	// one.
	name := file(t, "in.json", newDocument(t, slow()))
	got := runWith(t, "", "amend", "-status", "investigating", "-next", "20min", "-w", name, "last")
	u := incidentIn(t, name).Updates[1]
	if got.code != exitDone || u.ID == "" || u.Body != "Found." || u.Status != incident.StatusInvestigating || !u.NextUpdate.Equal(u.At.Add(20*time.Minute)) {
		t.Errorf("%+v, %+v", got, u)
	}
	if got := runWith(t, "", "amend", "-next", "none", "-w", name, "2"); got.code != exitDone || !incidentIn(t, name).Updates[1].NextUpdate.IsZero() {
		t.Errorf("%+v", got)
	}
	before := content(t, name)
	if got := runWith(t, "Other.", "amend", name, "u1"); got.code != exitDone || !strings.Contains(got.stdout, "Other.") || !strings.HasSuffix(got.stderr, "not written; -w writes it\n") {
		t.Errorf("a preview: %+v", got)
	}
	for _, test := range []struct {
		args []string
		body string
		want string
	}{
		{[]string{name}, "x", "want a FILE and the ID or number"},
		{[]string{name, "3"}, "x", `no update has the id or number "3"; "incident show" lists all 2`},
		{[]string{name, "0"}, "x", "no update"},
		{[]string{name, "u1"}, "", "none of -status, -next and -component is given"},
		{[]string{"-status", "fixed", name, "u1"}, "", "-status: "},
		{[]string{"-next", "09:00", name, "u1"}, "", "-next: "},
		{[]string{"-at", "soon", name, "u1"}, "x", "-at: "},
		{[]string{"-at", "09:30", name, "u1"}, "x", name + ": updates[0].edited_at: order: "},
		{[]string{"-status", "completed", name, "u1"}, "", name + ": updates[1].status: transition: "},
		{[]string{"/no/such/file", "u1"}, "x", "/no/such/file: no such file"},
	} {
		got := runWith(t, test.body, append([]string{"amend", "-w"}, test.args...)...)
		if got.code != exitFailed || !strings.Contains(got.stderr, test.want) || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%q: %+v, want %q", test.args, got, test.want)
		}
	}
	wantFile(t, name, before)
	bare := file(t, "bare.json", `{"title": "Slow"}`)
	if got := runWith(t, "x", "amend", "-w", bare, "1"); got.code != exitFailed || !strings.Contains(got.stderr, "no updates yet") {
		t.Errorf("%+v", got)
	}
}

func TestRetract(t *testing.T) {
	name := file(t, "in.json", newDocument(t, slow()))
	got := runWith(t, "", "retract", "-at", "10:12", "-w", name, "2")
	want := "Identified\nRetracted Mar 05, 2024 - 10:12 CET\nPosted Mar 05, 2024 - 10:10 CET\n" +
		"  status from identified to investigating\n  impact from critical to minor\n  component \"Shop - Checkout\" from major_outage to degraded_performance\n"
	if got.code != exitDone || got.stdout != "" || got.stderr != want {
		t.Errorf("%+v, want %s", got, want)
	}
	if u := incidentIn(t, name).Updates[1]; !u.Retracted() || u.Body != "Found." {
		t.Errorf("%+v", u)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{[]string{name, "9"}, "no update has the id or number"},
		{[]string{"-at", "09:00", name, "u1"}, name + ": updates[0].retracted_at: order: "},
		{[]string{name}, "want a FILE"},
	} {
		if got := runWith(t, "", append([]string{"retract", "-w"}, test.args...)...); got.code != exitFailed || !strings.Contains(got.stderr, test.want) {
			t.Errorf("%q: %+v", test.args, got)
		}
	}
	if got := runWith(t, "", "retract", "-w", name, "2"); got.code != exitDone || !strings.Contains(got.stderr, "is so already") {
		t.Errorf("again: %+v", got)
	}
}

// TestAmendComponents corrects the components of an update.
func TestAmendComponents(t *testing.T) {
	name := file(t, "in.json", newDocument(t, slow()))
	if got := runWith(t, "Worse.", "post", "-component", "Chekout=partial_outage", "-w", name); got.code != exitDone {
		t.Fatalf("%+v", got)
	}
	for _, test := range []struct{ args, want string }{
		// A name that was misspelt is replaced by the one that was meant.
		{"-component Chekout=none -component checkout=partial_outage u3", `component "Chekout" removed`},
		// The status of a change is corrected; later updates stay as they are.
		{"-component Checkout=major_outage u1", "Investigating\n"},
		{"-component Checkout=operational last", `component "Shop - Checkout" from partial_outage to operational`},
		{"-component Search=major_outage last", `"Search" is a new component; the incident had "Shop - Checkout", "Cards"; if one of them was meant: incident amend -w `},
	} {
		got := runWith(t, "", append([]string{"amend", "-w", name}, strings.Fields(test.args)...)...)
		if got.code != exitDone || !strings.Contains(got.stderr, test.want) {
			t.Errorf("%s: %+v, want %s", test.args, got, test.want)
		}
	}
	inc := incidentIn(t, name)
	if err := inc.Validate(); err != nil {
		t.Error(err)
	}
	checkout := []incident.Change{
		{Group: "Shop", Name: "Checkout", From: incident.ComponentOperational, To: incident.ComponentMajorOutage},
		{Group: "Shop", Name: "Checkout", From: incident.ComponentMajorOutage, To: incident.ComponentMajorOutage},
		{Group: "Shop", Name: "Checkout", From: incident.ComponentMajorOutage, To: incident.ComponentOperational},
	}
	for i, want := range checkout {
		if got := inc.Updates[i].Changes[0]; got != want {
			t.Errorf("updates[%d]: %+v, want %+v", i, got, want)
		}
	}
	before := content(t, name)
	for args, want := range map[string]string{
		"-component Cards=none u1":                             `-component: "Cards" is not a component that the update changes; these are "Shop - Checkout"`,
		"-component Checkout=majr_outage u1":                   `"majr_outage" is not one of operational, under_maintenance, degraded_performance, partial_outage, major_outage; did you mean major_outage?`,
		"-component Cards u1":                                  "is not NAME=STATUS",
		"-component Cards=operational -component cards=down 1": `"down" is not one of`,
	} {
		got := runWith(t, "", append([]string{"amend", "-w", name}, strings.Fields(args)...)...)
		if got.code != exitFailed || !strings.Contains(got.stderr, want) || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%s: %+v, want %s", args, got, want)
		}
	}
	wantFile(t, name, before)
}
