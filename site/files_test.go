package site_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/site"
)

var noon = time.Date(2024, 4, 2, 12, 0, 0, 0, time.UTC)

// smallService is a page with an outage, a maintenance, a former vendor and
// what readers may not see.
func smallService() *site.Service {
	page := incident.Page{ID: "p1", Name: "Example Pay", URL: "https://status.example.com/", TimeZone: "Europe/Copenhagen"}
	at := func(day, hour int) time.Time { return time.Date(2024, 3, day, hour, 0, 0, 0, time.UTC) }
	checkout := incident.Component{Group: "Shop", Name: "Checkout API"}
	return &site.Service{
		Page: page,
		Components: []site.Component{
			{Group: "Shop", Name: "Checkout API"},
			{Group: "Shop", Name: "Search"},
			{ID: "mail", Name: "Mail"},
		},
		Incidents: []*incident.Incident{
			{
				ID: "hg8wbl3dz84h", Title: "Checkout is slow", Page: page,
				URL:     "https://status.example.com/incidents/hg8wbl3dz84h",
				Aliases: []string{"https://status.example.com/i/42", "https://stspg.example/abc", "tag:status.example.com,2005:Incident/42", "https://status.example.com/show?id=42"},
				Updates: []incident.Update{
					{ID: "u1", Status: incident.StatusInvestigating, At: at(5, 10), Body: "See [the other one](https://status.example.com/i/43#top).", Changes: []incident.Change{{Group: "Shop", Name: "Checkout API", To: incident.ComponentDegradedPerformance}}},
					{ID: "u2", Status: incident.StatusResolved, At: at(5, 12), Body: "Mended, as [promised](https://status.example.com/history).", Changes: []incident.Change{{Group: "Shop", Name: "Checkout API", From: incident.ComponentDegradedPerformance, To: incident.ComponentOperational}}},
				},
				Components: []incident.Component{checkout},
			},
			{
				Title: "New database", Page: page, Window: incident.Window{Start: at(20, 22), End: at(20, 23)},
				URL:     "https://status.example.com/i/43",
				Updates: []incident.Update{{ID: "u3", Status: incident.StatusCompleted, At: at(20, 23)}},
			},
			{ID: "draft", Title: "Not published"},
			nil,
		},
	}
}

// TestFiles compares the files of a small service with a listing of them.
func TestFiles(t *testing.T) {
	files, err := smallService().Files(site.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range files {
		if data := f.Append([]byte("x")); len(data) < 2 || data[0] != 'x' {
			t.Errorf("%s: %q", f.Name, data)
		}
		if first, second := f.Append(nil), f.Append(nil); first == nil || !bytes.Equal(first, second) {
			t.Errorf("%s is made in two ways", f.Name)
		}
		fmt.Fprintln(&b, f.Name)
	}
	for _, name := range []string{"_redirects", "sitemap.xml"} {
		i := slices.IndexFunc(files, func(f site.File) bool { return f.Name == name })
		fmt.Fprintf(&b, "\n%s:\n%s", name, files[i].Append(nil))
	}
	incidenttest.Golden(t, "testdata/files.txt", []byte(b.String()))
}

// TestNewAddresses looks for the addresses of the site in feeds and answers, and
// for former ones, which are only where they lead on.
func TestNewAddresses(t *testing.T) {
	files, err := smallService().Files(site.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"history.atom": "https://status.example.com/incidents/hg8wbl3dz84h/", "history.rss": "https://status.example.com/incidents/43/",
		"feed.json": "https://status.example.com/incidents/43/", "maintenances.ics": "https://status.example.com/incidents/43/",
		"api/v2/incidents.json": "https://status.example.com/incidents/hg8wbl3dz84h/", "api/v2/scheduled-maintenances.json": "https://status.example.com/incidents/43/",
	} {
		i := slices.IndexFunc(files, func(f site.File) bool { return f.Name == name })
		text := string(files[i].Append(nil))
		// The text of an update links to a former address of the other incident.
		text = strings.ReplaceAll(text, "https://status.example.com/i/43#top", "")
		if !strings.Contains(text, want) || strings.Contains(text, "stspg.example") || strings.Contains(text, "status.example.com/i/") {
			t.Errorf("%s has not only %s: %s", name, want, text)
		}
	}
}

func TestFilesOfNothing(t *testing.T) {
	files, err := new(site.Service).Files(site.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Name == "sitemap.xml" || f.Name == "_redirects" || len(f.Append(nil)) == 0 {
			t.Errorf("%s: %q", f.Name, f.Append(nil))
		}
	}
	if got := (site.File{}).Append([]byte("a")); string(got) != "a" {
		t.Errorf("the zero File has %q", got)
	}
}

func TestFilesFail(t *testing.T) {
	for want, try := range map[string]func() error{
		"now required":   func() error { _, err := new(site.Service).Files(site.Options{}); return err },
		"policy unknown": func() error { _, err := (&site.Service{Policy: "x"}).Files(site.Options{Now: noon}); return err },
	} {
		var field *incident.FieldError
		if err := try(); !errors.As(err, &field) || field.Path+" "+string(field.Code) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestRedirects(t *testing.T) {
	codes := make(map[string]incident.Code)
	for _, r := range smallService().Redirects() {
		codes[r.From+" to "+r.To] = r.Code
	}
	for _, want := range []struct {
		from, to string
		code     incident.Code
	}{
		{"https://status.example.com/i/42", "incidents/hg8wbl3dz84h/", ""},
		{"https://stspg.example/abc", "incidents/hg8wbl3dz84h/", site.CodeElsewhere},
		{"https://status.example.com/show?id=42", "incidents/hg8wbl3dz84h/", incident.CodeUnsupported},
		{"https://status.example.com/i/43", "incidents/43/", ""},
	} {
		if code, ok := codes[want.from+" to "+want.to]; !ok || code != want.code {
			t.Errorf("%s: code %q, %t", want.from, code, ok)
		}
	}
	if len(codes) != 4 {
		t.Error(codes)
	}
}

// No former address replaces a page, or leaves the folder.
func TestHostileRedirects(t *testing.T) {
	update := []incident.Update{{Status: incident.StatusResolved, At: noon}}
	s := &site.Service{Page: incident.Page{URL: "http://example.com/status"}}
	for i, below := range []string{
		"status", "status/", "status/history", "status/HISTORY/", "status/index.html", "status/404.html", "status/api/v2/summary.json",
		"status/history.atom", "status/a/../../../etc", "status/%2e%2e/%2e%2e/x", "status/a//b", "status/a%00b", "status/.git/config", "status/aux",
		"status/incidents/other", "other/a", "status/a b", "status/" + strings.Repeat("a", 200), "status/history.rss/a",
	} {
		s.Incidents = append(s.Incidents, &incident.Incident{ID: fmt.Sprint("i", i), Aliases: []string{"http://example.com/" + below}, Updates: update})
	}
	s.Incidents = append(s.Incidents, &incident.Incident{ID: "other", Updates: update})
	before := len(s.Redirects())
	for _, r := range s.Redirects() {
		if r.Code == "" {
			t.Errorf("%s leads to %s", r.From, r.To)
		}
	}
	if before != 19 {
		t.Errorf("%d redirects", before)
	}
	s.Incidents = append(s.Incidents,
		&incident.Incident{ID: "x", Aliases: []string{"http://EXAMPLE.com/status/old/x.html", "https://example.com/status/old/X.html/"}, Updates: update},
		&incident.Incident{ID: "y", Aliases: []string{"http://example.com/status/old/x.html", "http://example.com/status/old/x.html/y", "http://example.com/status/old"}, Updates: update})
	files, err := s.Files(site.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for _, f := range files {
		if key := strings.ToLower(f.Name); seen[key] || seen[strings.ToLower(f.Name[:max(0, strings.LastIndexByte(f.Name, '/'))])] {
			t.Errorf("%s stands where another file does", f.Name)
		} else {
			seen[key] = true
		}
	}
	if !seen["old/x.html"] || !seen["old/index.html"] {
		t.Error("two redirects are missing")
	}
}

func ExampleService_Files() {
	s := &site.Service{
		Page:       incident.Page{Name: "Example Pay", URL: "https://status.example.com"},
		Components: []site.Component{{Name: "Checkout API"}},
		Incidents: []*incident.Incident{{
			ID: "hg8wbl3dz84h", Title: "Checkout is slow",
			Updates: []incident.Update{{Status: incident.StatusInvestigating, At: noon, Body: "We are looking into it."}},
		}},
	}
	files, err := s.Files(site.Options{Now: noon})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range files {
		data := f.Append(nil) // to be written to a disk or a bucket
		if strings.HasSuffix(f.Name, ".html") && len(data) > 0 {
			fmt.Println(f.Name)
		}
	}
	// Output:
	// 404.html
	// components/checkout-api/index.html
	// history/2024-04/index.html
	// history/index.html
	// incidents/hg8wbl3dz84h/index.html
	// index.html
	// uptime/index.html
}

func ExampleFile_Append() {
	files, err := new(site.Service).Files(site.Options{Now: noon})
	if err != nil {
		fmt.Println(err)
		return
	}
	i := slices.IndexFunc(files, func(f site.File) bool { return f.Name == "api/v2/incidents/unresolved.json" })
	fmt.Printf("%s", files[i].Append(nil))
	// Output: {"page":{"id":"","name":"","url":"","updated_at":null},"incidents":[]}
}

func ExampleService_Redirects() {
	s := smallService()
	for _, r := range s.Redirects() {
		if r.Code == "" {
			fmt.Println(r.From, "leads to", r.To)
		} else {
			fmt.Println(r.From, "is not served:", r.Code)
		}
	}
	// Output:
	// https://status.example.com/i/42 leads to incidents/hg8wbl3dz84h/
	// https://stspg.example/abc is not served: elsewhere
	// https://status.example.com/show?id=42 is not served: unsupported
	// https://status.example.com/i/43 leads to incidents/43/
}

// TestFilesOfHostileIncidents makes the site of incidents that nobody would
// write: no file leaves the folder, and no link of ours leads nowhere.
func TestFilesOfHostileIncidents(t *testing.T) {
	s := &site.Service{Page: incident.Page{Name: "</title>../x", URL: "https://status.example.com/a b/"}}
	for i := range fixture.Rounds(100) {
		s.Incidents = append(s.Incidents, incidenttest.Hostile(uint64(i)), incidenttest.Random(uint64(i)))
	}
	for _, id := range []string{"..", "../../etc/passwd", "/etc/passwd", "a/b", `a\b`, "a\x00b", "CON", "nul.txt", ".git", "-rf", "a:b", "index.html", strings.Repeat("x", 300), "<script>", "\u202e", "🙂"} {
		hostile := incidenttest.Outage()
		hostile.ID, hostile.URL, hostile.Title = id, "https://status.example.com/a b/"+id, id
		hostile.Aliases = []string{"https://status.example.com/a%20b/" + url.PathEscape(id), "http://[::1", "https://status.example.com/a b/old/" + id}
		s.Incidents = append(s.Incidents, hostile)
		s.Components = append(s.Components, site.Component{ID: id, Group: id, Name: id})
	}
	s.Components = append(s.Components, s.Listed()...)
	files, err := s.Files(site.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	l := site.Links{URL: s.Page.URL, Files: files}
	safe := regexp.MustCompile(`^([A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*$`)
	seen := make(map[string]bool)
	for _, f := range files {
		if key := strings.ToLower(f.Name); !safe.MatchString(f.Name) || !fs.ValidPath(f.Name) || strings.Contains(f.Name, "..") || len(f.Name) > 150 || seen[key] {
			t.Errorf("a file is %q", f.Name)
		} else {
			seen[key] = true
		}
		l.Add(f.Name, f.Append(nil))
	}
	for _, b := range l.Broken() {
		if !b.Stated {
			t.Errorf("%+v", b)
		}
	}
}
