package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
)

// TestService begins an incident, moves it on, and reads its pages.
func TestService(t *testing.T) {
	clock := incidenttest.NewClock(time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC))
	s := &Service{Dir: t.TempDir(), Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"}, Now: clock.Now}
	server := httptest.NewServer(s.Handler())
	defer server.Close()
	for _, step := range []struct {
		request, body string
		code          int
		want          string // part of the answer
	}{
		{"POST /k3", `{"title": "Checkout is slow", "updates": [{"id": "1", "status": "Investigating", "body": "Payments take **long**.",
			"changes": [{"name": "Checkout", "to": "partial outage"}]}]}`, 200, `"to":"partial_outage"`},
		{"POST /k3", `{"updates": [{"id": "2", "status": "identified", "bdy": "x"}]}`, 400, `1:50: updates[0].bdy: unknown key; did you mean "body"?`},
		{"POST /k3", `{"updates": [{"id": "2", "status": "completed", "body": "x"}]}`, 409, `updates[1].status: transition: completed cannot follow investigating`},
		{"POST /k3", `{"updates": [{"id": "2", "status": "identified", "body": "A cash is full.", "changes": [{"name": "Checkout", "to": "operational"}]}]}`, 200, `"from":"partial_outage"`},
		{"PATCH /k3/2", `A cache is full.`, 200, `"body":"A cache is full."`},
		{"PATCH /k3/9", `x`, 409, `no update has the id "9"`},
		{"POST /k3", `{"updates": [{"id": "3", "status": "resolved", "body": "Wrong window."}]}`, 200, `"resolved"`},
		{"DELETE /k3/3", ``, 200, `"retracted_at"`},
		{"GET /", ``, 200, `<a href="/k3">Checkout is slow</a>: Identified`},
		{"GET /k3", ``, 200, `<strong>long</strong>`},
		{"GET /k3.md", ``, 200, "Payments take **long**."},
		{"GET /k3.txt", ``, 200, "A cache is full.\nPosted Mar 05, 2024 - 10:20 CET\nEdited Mar 05, 2024 - 10:21 CET"},
		{"GET /k3.json", ``, 200, `"title":"Checkout is slow"`},
		{"GET /k4", ``, 404, ``},
		{"GET /..%2Fk3", ``, 404, ``},
	} {
		method, path, _ := strings.Cut(step.request, " ")
		request, err := http.NewRequest(method, server.URL+path, strings.NewReader(step.body))
		if err != nil {
			t.Fatal(err)
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if text := strings.ReplaceAll(string(got), "\n\n", "\n"); err != nil || answer.StatusCode != step.code || !strings.Contains(text, step.want) {
			t.Errorf("%s: %s, %v\n%s\nwant %s", step.request, fmt.Sprint(answer.StatusCode), err, got, step.want)
		}
		clock.Advance(time.Minute)
	}
}
