package e2e

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

// clientPage returns a page of the public API: the incidents of the fixtures,
// of which two are open, and a maintenance that has begun.
func clientPage() statuspage.Answer {
	page := incident.Page{ID: "p1", Name: "Example Shop", URL: "https://status.example.com", TimeZone: "Etc/UTC"}
	a := statuspage.Answer{Page: page, Components: []incident.Component{
		{ID: "c1", Name: "Website", Status: incident.ComponentOperational},
		{ID: "c2", Group: "API", Name: "Orders", Status: incident.ComponentPartialOutage},
		{ID: "c3", Group: "API", Name: "Search & <find>", Status: incident.ComponentDegradedPerformance},
	}}
	for i, f := range fixture.All() {
		inc := f.Incident
		inc.ID, inc.Page, inc.URL, inc.Components = f.Name, page, "https://status.example.com/"+f.Name, a.Components[i%3:i%3+1]
		if f.Name == "search" || f.Name == "checkout" || f.Name == "maintenance" {
			inc.Updates, inc.Postmortem = inc.Updates[:2], nil
		}
		for j := range inc.Updates {
			inc.Updates[j].ID = fmt.Sprint(f.Name, j)
		}
		switch {
		case f.Name == "export":
			inc.Components = nil // so that its impact is unknown
		case !inc.IsMaintenance():
			c := a.Components[i%3]
			inc.Updates[0].Changes = []incident.Change{{ID: c.ID, Group: c.Group, Name: c.Name, From: incident.ComponentOperational, To: incident.ComponentMajorOutage}}
		}
		a.Incidents = append(a.Incidents, inc)
	}
	return a
}

// serveAnswers serves a page as Statuspage does. Scripts of other origins may
// use it.
func serveAnswers(t *testing.T, a statuspage.Answer) *httptest.Server {
	t.Helper()
	open := a
	open.Incidents = slices.DeleteFunc(slices.Clone(a.Incidents), func(inc *incident.Incident) bool { return inc.Status().IsFinal() })
	mux := http.NewServeMux()
	for path, kind := range map[string]statuspage.Kind{
		"summary": statuspage.KindSummary, "status": statuspage.KindStatus, "components": statuspage.KindComponents,
		"incidents": statuspage.KindIncidents, "incidents/unresolved": statuspage.KindIncidents,
		"scheduled-maintenances/upcoming": statuspage.KindScheduledMaintenances,
	} {
		answer := open
		if path == "incidents" {
			answer = a
		}
		if kind == statuspage.KindIncidents { // Statuspage lists maintenances elsewhere
			answer.Incidents = slices.DeleteFunc(slices.Clone(answer.Incidents), (*incident.Incident).IsMaintenance)
		}
		answer.Kind = kind
		data, err := answer.Append(nil)
		if err != nil {
			t.Fatal(err)
		}
		mux.HandleFunc("GET /api/v2/"+path+".json", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			w.Header().Set("Access-Control-Allow-Origin", "*")
			w.Write(data)
		})
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// installed skips the test if an npm package is missing.
func installed(t *testing.T, packages ...string) {
	t.Helper()
	_, err := exec.LookPath("node")
	for _, name := range packages {
		if err == nil {
			_, err = os.Stat("node_modules/" + name)
		}
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("no clients, and CI wants them: ", err)
		}
		t.Skip("clients of Statuspage are missing, which .ci/run installs, and fails without: ", err)
	}
}

// read is an incident as a client read it.
type read struct {
	Name, Status, Impact string
	Updates              [][2]string // status and body, newest first
}

// clientItem is an incident as the client statuspage.io returns it.
type clientItem struct {
	Name, Status, Impact string
	Updates              []struct{ Status, Body string } `json:"incident_updates"`
}

// clientAnswer is an answer as the client returns it.
type clientAnswer struct {
	Page       struct{ Name string }
	Status     struct{ Indicator, Description string }
	Components []struct {
		ID, Name, Status string
		Group            bool
	}
	Incidents    []clientItem
	Maintenances []clientItem `json:"scheduled_maintenances"`
}

// clientReads reads all answers of a server with the client statuspage.io. At
// run time, the client only decodes JSON, but it declares its expectations as
// types, so its compiler checks these.
func clientReads(t *testing.T, url string) map[string]clientAnswer {
	t.Helper()
	installed(t, "statuspage.io", "typescript")
	cmd := exec.Command("node", "clients.mjs", url)
	cmd.Env, cmd.Stderr = append(os.Environ(), "NO_PROXY=127.0.0.1"), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("clients.mjs: ", err)
	}
	var got struct {
		Answers map[string]clientAnswer
		Faults  []string
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	for _, fault := range got.Faults {
		t.Error("the types of the client: ", fault)
	}
	if names := slices.Sorted(maps.Keys(got.Answers)); !slices.Equal(names, []string{"components", "incidents", "maintenances", "status", "summary", "unresolved"}) {
		t.Errorf("the client reads %q", names)
	}
	return got.Answers
}

// TestClientsReadServer reads the answers of examples/server, which are those of
// "incident site".
func TestClientsReadServer(t *testing.T) {
	server := filepath.Join(t.TempDir(), "server")
	build := exec.Command("go", "build", "-o", server, "./examples/server")
	build.Dir, build.Stderr = "..", os.Stderr
	if err := build.Run(); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	listener.Close()
	cmd := exec.CommandContext(t.Context(), server, "-addr", addr, "../examples/site")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	for range 100 {
		if conn, err := net.Dial("tcp", addr); err == nil {
			conn.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	answers := clientReads(t, "http://"+addr)
	titles := func(items []clientItem) (list []string) {
		for _, it := range items {
			list = append(list, it.Name+": "+it.Status)
		}
		return list
	}
	summary := answers["summary"]
	var components []string
	for _, c := range summary.Components {
		if !c.Group {
			components = append(components, c.Name+": "+c.Status)
		}
	}
	for what, lists := range map[string][2][]string{
		"components": {components, {"Labels: operational", "Tracking: operational", "API: operational", "Webhooks: degraded_performance"}},
		"open":       {titles(summary.Incidents), {"Webhooks are late: investigating"}},
		"unresolved": {titles(answers["unresolved"].Incidents), {"Webhooks are late: investigating"}},
		"incidents":  {titles(answers["incidents"].Incidents), {"Webhooks are late: investigating", "Labels are not printed: postmortem"}},
		"status":     {{summary.Page.Name, summary.Status.Indicator}, {"Example Freight", "minor"}},
	} {
		if !slices.Equal(lists[0], lists[1]) {
			t.Errorf("%s: the client reads %q, want %q", what, lists[0], lists[1])
		}
	}
}

// TestClientsReadAnswers reads our answers with a client, and compares them with
// the incidents.
func TestClientsReadAnswers(t *testing.T) {
	page := clientPage()
	answers := clientReads(t, serveAnswers(t, page).URL)
	incidents := make(map[bool][]read) // by whether they are over
	var maintenances []read
	for _, inc := range page.Incidents {
		impact, _ := inc.EffectiveImpact()
		want := read{inc.Title, string(inc.Status()), string(cmp.Or(impact, incident.ImpactNone)), nil}
		for _, u := range slices.Backward(inc.Updates) {
			want.Updates = append(want.Updates, [2]string{string(u.Status), u.Body})
		}
		if inc.IsMaintenance() {
			maintenances = append(maintenances, want)
			continue
		}
		if inc.Postmortem != nil {
			want.Status = "postmortem"
		}
		over := inc.Status().IsFinal()
		incidents[over] = append(incidents[over], want)
	}
	reads := func(items []clientItem) (list []read) {
		for _, it := range items {
			r := read{it.Name, it.Status, it.Impact, nil}
			for _, u := range it.Updates {
				if u.Status != "postmortem" {
					r.Updates = append(r.Updates, [2]string{u.Status, u.Body})
				}
			}
			list = append(list, r)
		}
		return list
	}
	same := func(what string, got, want any) {
		t.Helper()
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the client reads\n%+v\nwant\n%+v", what, got, want)
		}
	}
	for name, a := range answers {
		same(name+": page", a.Page.Name, page.Page.Name)
		if name == "summary" || name == "status" {
			same(name, [2]string{a.Status.Indicator, a.Status.Description}, [2]string{"critical", "Major Service Outage"})
		}
		if name == "summary" || name == "components" {
			var components []incident.Component
			group := ""
			for _, c := range a.Components {
				if c.Group {
					group = c.Name
					continue
				}
				components = append(components, incident.Component{ID: c.ID, Group: group, Name: c.Name, Status: incident.ComponentStatus(c.Status)})
			}
			same(name+": components", components, page.Components)
		}
		switch name {
		case "summary", "unresolved":
			same(name, reads(a.Incidents), incidents[false])
		case "incidents":
			all := reads(a.Incidents)
			same(name+": how many", len(all), len(incidents[false])+len(incidents[true]))
			for _, want := range slices.Concat(incidents[false], incidents[true]) {
				if !slices.ContainsFunc(all, func(r read) bool { return reflect.DeepEqual(r, want) }) {
					t.Errorf("%s: the client does not read %+v in\n%+v", name, want, all)
				}
			}
		}
		if name == "summary" || name == "maintenances" {
			same(name+": maintenances", reads(a.Maintenances), maintenances)
		}
	}
}

// TestClientsShowStatus has Statuspage's own widget show pages in a browser. It
// has a colour for each indicator, and grey for a word that it does not know.
func TestClientsShowStatus(t *testing.T) {
	installed(t, "@statuspage/status-widget")
	widget, err := os.ReadFile("node_modules/@statuspage/status-widget/dist/index.js")
	if err != nil {
		t.Fatal(err)
	}
	b := start(t)
	for status, want := range map[incident.ComponentStatus]string{
		incident.ComponentOperational:         "none|All Systems Operational",
		incident.ComponentDegradedPerformance: "minor|Minor Service Outage",
		incident.ComponentPartialOutage:       "major|Partial System Outage",
		incident.ComponentMajorOutage:         "critical|Major Service Outage",
		incident.ComponentUnderMaintenance:    "maintenance|Service Under Maintenance",
	} {
		page := clientPage()
		page.Incidents, page.Components = nil, []incident.Component{{ID: "c1", Name: "Website", Status: status}}
		server := serveAnswers(t, page)
		var shown, colour string
		trouble := b.open(t, []byte(`<!doctype html><title>x</title><statuspage-widget src="`+server.URL+`"></statuspage-widget>`),
			chromedp.Evaluate(`var parcelRequire; 0`, nil), // which the package forgets, and is strict
			chromedp.Evaluate(string(widget)+"; 0", nil),
			chromedp.Evaluate(`(async () => {
				for (;;) {
					const root = document.querySelector("statuspage-widget").shadowRoot
					const mark = root && root.querySelector(".status-indicator")
					if (mark) return [mark.classList[1], root.querySelector(".status-text").textContent.trim()].join("|")
					await new Promise(f => setTimeout(f, 20))
				}
			})()`, &shown, awaitPromise),
			chromedp.Evaluate(`getComputedStyle(document.querySelector("statuspage-widget").shadowRoot.querySelector(".status-indicator")).backgroundColor`, &colour))
		if shown != want {
			t.Errorf("%s: the widget shows %q, want %q", status, shown, want)
		}
		if colour == "rgb(170, 170, 170)" || !strings.HasPrefix(colour, "rgb(") {
			t.Errorf("%s: the widget has the colour %q, that of an unknown indicator", status, colour)
		}
		if request := "request: " + server.URL + "/api/v2/summary.json"; !slices.Equal(trouble, []string{request}) {
			t.Errorf("%s: %q, want %q alone", status, trouble, request)
		}
	}
}
