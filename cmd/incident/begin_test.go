package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
)

func TestBegin(t *testing.T) {
	name := t.TempDir() + "/in.json"
	got := runWith(t, "never read", "begin", "-title", "Checkout is slow", "-page", "Example Shop", "-url", "https://status.example.com", "-zone", "Europe/Copenhagen", "-severity", "SEV-2",
		"-component", "Shop - Checkout=operational", "-component", "Cards", name)
	id := strings.TrimSuffix(got.stdout, "\n")
	if got.code != exitDone || !regexp.MustCompile(`^2024-03-05-[2-9b-z]{4}$`).MatchString(id) || !strings.HasPrefix(got.stderr, name+": begun; ") {
		t.Errorf("%+v", got)
	}
	want := &incident.Incident{
		ID: id, Title: "Checkout is slow", Page: incident.Page{Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Europe/Copenhagen"}, Severity: "SEV-2",
		Components: []incident.Component{{Group: "Shop", Name: "Checkout", Status: incident.ComponentOperational}, {Name: "Cards"}},
	}
	if diff := cmp.Diff(want, incidentIn(t, name)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	old := content(t, name)
	if again := runWith(t, "", "begin", "-title", "Another", name); again.code != exitFailed || !strings.HasPrefix(again.stderr, name+": a file with that name exists") {
		t.Errorf("%+v", again)
	}
	wantFile(t, name, old)

	empty := file(t, "in.json", "\n")
	if got := runWith(t, "", "begin", "-title", "Move", "-id", "m1", "-window", "22:00/90m", "-zone", "Europe/Copenhagen", empty); got.code != exitDone || got.stdout != "m1\n" ||
		!strings.HasPrefix(got.stderr, empty+": a maintenance of 1 h 30 min, from 2024-03-05 22:00 CET to 2024-03-05 23:30 CET\n") {
		t.Errorf("an empty file, a maintenance: %+v", got)
	}
	if got := runWith(t, "We will move.", "post", "-w", empty); got.code != exitDone || !strings.HasPrefix(got.stderr, "Scheduled\n") {
		t.Errorf("%+v", got)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "want one FILE"},
		{[]string{"-title", "x"}, "want one FILE"},
		{[]string{"-title", "x", "-"}, "want one FILE"},
		{[]string{"NAME"}, "add -title"},
		{[]string{"-title", "x", "-zone", "Copenhagen", "NAME"}, "-zone: "},
		{[]string{"-title", "x", "-zone", "Local", "NAME"}, "such as Europe/Copenhagen"},
		{[]string{"-title", "x", "-window", "22:00", "NAME"}, "-window: "},
		{[]string{"-title", "x", "-component", "API=burning", "NAME"}, "-component: "},
		{[]string{"-title", "x", "-component", "=operational", "NAME"}, "has no name"},
		{[]string{"-title", "x", "-component", "API=", "NAME"}, "no status"},
		{[]string{"-title", "x", "-component", "Web - API", "-component", "web/api", "NAME"}, "named twice"},
		{[]string{"-title", "a\nb", "NAME"}, "title: control"},
		{[]string{"-title", "x", "-url", "status.example.com", "NAME"}, "-url: "},
		{[]string{"-title", "x", "NAME/no/in.json"}, "make its folder first"},
	} {
		fresh := t.TempDir() + "/in.json"
		args := []string{"begin"}
		for _, a := range test.args {
			args = append(args, strings.Replace(a, "NAME", strings.TrimSuffix(fresh, "/in.json")+"/x", 1))
		}
		if got := runWith(t, "", args...); got.code != exitFailed || got.stdout != "" || !strings.Contains(got.stderr, test.want) || strings.Count(got.stderr, "\n") != 1 {
			t.Errorf("%q: %+v, want %q", test.args, got, test.want)
		}
		wantFiles(t, strings.TrimSuffix(fresh, "/in.json"))
	}
}
