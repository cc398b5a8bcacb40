package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/fixture"
)

// siteNow is the time that sites of tests are made for.
const siteNow = "2024-04-02T12:00:00Z"

const (
	payService = `{"schema": 1, "page": {"id": "p1", "name": "Example Pay", "url": "https://status.example.com"}, "components": [{"group": "Shop", "name": "Checkout API"}, {"name": "Mail"}]}`
	slowJSON   = `{"schema": 1, "id": "slow", "title": "Checkout is slow", "url": "https://status.example.com/i/7", "aliases": ["https://short.example/x"], "updates": [
		{"id": "u1", "status": "investigating", "at": "2024-03-05T09:00:00Z", "body": "See [it](https://status.example.com/nowhere) and [the history](https://status.example.com/history).", "changes": [{"group": "Shop", "name": "Checkout API", "to": "major_outage"}]},
		{"id": "u2", "status": "resolved", "at": "2024-03-05T10:00:00Z", "body": "It is over.", "changes": [{"group": "Shop", "name": "Checkout API", "from": "major_outage", "to": "operational"}]}]}`
	slowReview = "---\nincident: slow\npublished_at: 2024-03-08 10:00\n---\n\n# Checkout is slow\n\n## Summary\n\nA belt stopped.\n"
)

// folderOf writes files to a new folder and returns its name.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// filesOf returns the files below a folder with their times.
func filesOf(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	files := make(map[string]time.Time)
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		name, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(name)] = info.ModTime()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// age sets the times of all files of a folder back.
func age(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	old := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for name := range filesOf(t, dir) {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	return filesOf(t, dir)
}

// makeSite runs the command, and wants the exit code.
func makeSite(t *testing.T, want int, args ...string) result {
	t.Helper()
	got := runWith(t, "", append([]string{"site", "-now", siteNow}, args...)...)
	if got.code != want {
		t.Fatalf("site %q: exit %d, %s%s", args, got.code, got.stdout, got.stderr)
	}
	return got
}

func TestSite(t *testing.T) {
	in := folderOf(t, map[string]string{"service.json": payService, "2024/slow.json": slowJSON, "2024/slow.md": slowReview, "README.md": "# Our incidents\n"})
	out := filepath.Join(t.TempDir(), "public")
	got := makeSite(t, exitDone, "-o", out, in)
	for _, want := range []string{"incident Our incidents has no update", "https://status.example.com/nowhere", "https://short.example/x"} {
		if !strings.Contains(got.stderr, want) {
			t.Errorf("standard error has no %q: %s", want, got.stderr)
		}
	}
	if strings.Contains(got.stderr, "/history") {
		t.Error(got.stderr)
	}
	page := content(t, filepath.Join(out, "incidents", "slow", "index.html"))
	for _, want := range []string{"Checkout is slow", "It is over.", "A belt stopped."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page of the incident has no %q", want)
		}
	}
	if moved := content(t, filepath.Join(out, "i", "7", "index.html")); !strings.Contains(moved, `content="0; url=../../incidents/slow/"`) {
		t.Errorf("the former address leads elsewhere: %.800s", moved)
	}

	before := age(t, out)
	var listed []string
	for name := range before {
		if name != manifestName {
			listed = append(listed, name)
		}
	}
	slices.Sort(listed)
	if diff := cmp.Diff(string(manifest(listed).append(nil)), content(t, filepath.Join(out, manifestName))); diff != "" {
		t.Error(diff)
	}

	// A second run touches nothing, a change only what shows it.
	if again := makeSite(t, exitDone, "-o", out, in); !strings.Contains(again.stdout, "0 written, 0 removed") {
		t.Error(again.stdout)
	}
	if diff := cmp.Diff(before, filesOf(t, out)); diff != "" {
		t.Error(diff)
	}
	if err := os.WriteFile(filepath.Join(in, "2024", "slow.md"), []byte(strings.Replace(slowReview, "stopped", "broke", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	makeSite(t, exitDone, "-o", out, in)
	var changed []string
	for name, at := range filesOf(t, out) {
		if !at.Equal(before[name]) {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	want := []string{"api/v2/incidents.json", "feed.json", "history.atom", "history.rss", "incidents/slow/index.html"}
	if diff := cmp.Diff(want, changed); diff != "" {
		t.Errorf("another word in a postmortem changes these files:\n%s", diff)
	}
}

// TestSiteRemoves removes what is no longer made, and nothing else.
func TestSiteRemoves(t *testing.T) {
	in := folderOf(t, map[string]string{"service.json": payService, "a.json": slowJSON, "b.json": strings.ReplaceAll(slowJSON, `"slow"`, `"other"`)})
	out := t.TempDir()
	if err := os.WriteFile(filepath.Join(out, "CNAME"), []byte("status.example.com"), 0o666); err != nil {
		t.Fatal(err)
	}
	makeSite(t, exitDone, "-o", out, in)
	own := filepath.Join(out, "incidents", "slow", "own.txt")
	if err := os.WriteFile(own, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.json", "b.json"} {
		if err := os.Remove(filepath.Join(in, name)); err != nil {
			t.Fatal(err)
		}
	}
	makeSite(t, exitDone, "-o", out, in)
	files := filesOf(t, out)
	for _, name := range []string{"CNAME", "incidents/slow/own.txt", "index.html"} {
		if _, ok := files[name]; !ok {
			t.Errorf("%s was removed", name)
		}
	}
	for _, name := range []string{"incidents/slow/index.html", "i/7/index.html", "_redirects", "history/2024-03/index.html"} {
		if _, ok := files[name]; ok {
			t.Errorf("%s was not removed", name)
		}
	}
	if _, err := os.Stat(filepath.Join(out, "incidents", "other")); err == nil {
		t.Error("an empty folder was left")
	}
}

// TestSiteOfNothing leaves a site as it is if there is nothing to make one of.
func TestSiteOfNothing(t *testing.T) {
	in, out := folderOf(t, map[string]string{"a.json": slowJSON}), t.TempDir()
	makeSite(t, exitDone, "-o", out, in)
	before := filesOf(t, out)
	broken := folderOf(t, map[string]string{"a.json": "{"})
	for _, args := range [][]string{{"-o", out, t.TempDir()}, {"-o", out, "-lax", broken}} {
		if got := makeSite(t, exitFailed, args...); !strings.Contains(got.stderr, "neither an incident nor service.json") {
			t.Errorf("%q: %s", args, got.stderr)
		}
		if diff := cmp.Diff(before, filesOf(t, out)); diff != "" {
			t.Errorf("%q: %s", args, diff)
		}
	}
}

// TestSiteUnlisted says that incidents name a component which is not listed.
func TestSiteUnlisted(t *testing.T) {
	in := folderOf(t, map[string]string{"service.json": payService, "a.json": strings.ReplaceAll(slowJSON, "Checkout API", "Chekout API")})
	report := filepath.Join(t.TempDir(), "report.txt")
	const want = `the component "Shop - Chekout API"`
	if got := makeSite(t, exitDone, "-o", t.TempDir(), "-report", report, in); !strings.Contains(got.stderr, want) {
		t.Error(got.stderr)
	}
	if data, err := os.ReadFile(report); err != nil || !strings.Contains(string(data), "\nComponents that are not listed\nincidents name "+want) {
		t.Errorf("%v, %s", err, data)
	}
}

// TestSiteGoesOn removes what a run left behind that failed.
func TestSiteGoesOn(t *testing.T) {
	in := folderOf(t, map[string]string{"service.json": payService, "a.json": slowJSON})
	out := folderOf(t, map[string]string{"a/own.txt": "", "old.html": "", manifestName: manifestHeader + "\na\nold.html\n"})
	if got := makeSite(t, exitFailed, "-o", out, in); !strings.Contains(got.stderr, filepath.Join(out, "a")+": ") {
		t.Error(got.stderr)
	}
	if err := os.RemoveAll(filepath.Join(out, "a")); err != nil {
		t.Fatal(err)
	}
	makeSite(t, exitDone, "-o", out, in)
	if _, err := os.Stat(filepath.Join(out, "old.html")); err == nil {
		t.Error("old.html was not removed")
	}
}

// TestSiteForeignFiles neither replaces nor removes files of others.
func TestSiteForeignFiles(t *testing.T) {
	in := folderOf(t, map[string]string{"service.json": payService, "a.json": slowJSON})
	for name, text := range map[string]string{
		"index.html":                    "<h1>Mine</h1>",
		"incidents/slow/index.html":     "",
		"incidents":                     "a file",
		manifestName:                    "my list\n",
		manifestName + "/x":             "",
		"./" + manifestName:             manifestHeader + "\n../../outside\n",
		"uptime/../" + manifestName:     manifestHeader + "\n/etc/passwd\n",
		"history/../" + manifestName:    manifestHeader + "\nindex.html\n\n",
		"components/../" + manifestName: "",
	} {
		out := folderOf(t, map[string]string{name: text})
		before := filesOf(t, out)
		got := makeSite(t, exitFailed, "-o", out, in)
		if diff := cmp.Diff(before, filesOf(t, out)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if !strings.HasPrefix(got.stderr[strings.LastIndex(strings.TrimSuffix(got.stderr, "\n"), "\n")+1:], out) {
			t.Errorf("%s: %s", name, got.stderr)
		}
	}
	// What a manifest names is ours, also after a run that did not come to its end.
	out := folderOf(t, map[string]string{"index.html": "half", "old/page.html": "", manifestName: manifestHeader + "\nindex.html\nnever/written.html\nold/page.html\n"})
	makeSite(t, exitDone, "-o", out, in)
	if files := filesOf(t, out); !files["old/page.html"].IsZero() || !strings.Contains(content(t, filepath.Join(out, "index.html")), "Example Pay") {
		t.Error(files)
	}
}

func TestSiteReport(t *testing.T) {
	in := folderOf(t, map[string]string{"service.json": payService, "a.json": slowJSON, "b.json": strings.Replace(slowJSON, "Checkout is slow", "Checkout is down", 1)})
	report := filepath.Join(t.TempDir(), "report.json")
	makeSite(t, exitDone, "-o", t.TempDir(), "-report", report, in)
	var got struct {
		Schema   int
		In, Out  struct{ Incidents, Updates int }
		Losses   []struct{ ID, Path, Lost string }
		Unserved []struct{ ID, Address, Code string }
		Broken   []struct{ Page, Part, URL string } `json:"broken_links"`
	}
	if err := json.Unmarshal([]byte(content(t, report)), &got); err != nil {
		t.Fatal(err)
	}
	if got.Schema != 1 || got.In.Incidents != 2 || got.Out.Incidents != 1 || got.In.Updates != 4 || got.Out.Updates != 2 || len(got.Losses) != 1 || got.Losses[0].ID != "slow" {
		t.Errorf("%+v", got)
	}
	if len(got.Unserved) != 1 || got.Unserved[0].Code != "elsewhere" || len(got.Broken) != 1 || got.Broken[0].Page != "incidents/slow/index.html" || !strings.HasSuffix(got.Broken[0].Part, "u1") {
		t.Errorf("%+v", got)
	}
	text := filepath.Join(t.TempDir(), "report.txt")
	makeSite(t, exitDone, "-o", t.TempDir(), "-report", text, in)
	for _, want := range []string{"out\n", "losses: 1", "short.example", "/nowhere"} {
		if !strings.Contains(content(t, text), want) {
			t.Errorf("no %q in %s", want, content(t, text))
		}
	}
}

// TestPlaceOfBrokenLink has links that a page writes in another way than the
// text of an update.
func TestPlaceOfBrokenLink(t *testing.T) {
	const at = "https://status.example.com"
	for link, want := range map[string]string{
		"[it](<" + at + "/no where>)":          `the update of 2024-03-05T09:00:00Z of incident "slow" links to ` + at + "/no%20where,",
		"[it](" + at + "/nowhere?a=1&amp;b=2)": `the update of 2024-03-05T09:00:00Z of incident "slow" links to ` + at + "/nowhere?a=1&b=2,",
	} {
		text := strings.Replace(slowJSON, "[it]("+at+"/nowhere)", link, 1)
		in := folderOf(t, map[string]string{"service.json": payService, "a.json": text, "a.md": slowReview})
		if got := makeSite(t, exitDone, "-o", t.TempDir(), in); !strings.Contains(got.stderr, "a.json: "+want) {
			t.Errorf("%s: no %q in %s", link, want, got.stderr)
		}
	}
}

// TestSiteOfSeveralPages makes a site for each page.
func TestSiteOfSeveralPages(t *testing.T) {
	on := func(page, id string) string {
		return strings.NewReplacer(`"slow"`, `"`+id+`"`, `"url": "https://status.example.com/i/7", `, `"page": `+page+`, `).Replace(slowJSON)
	}
	in := folderOf(t, map[string]string{
		"a.json":         on(`{"name": "Example Pay", "url": "https://pay.example.com", "time_zone": "Europe/Copenhagen"}`, "a"),
		"b.json":         on(`{"name": "Example Shop", "time_zone": "Asia/Tokyo"}`, "b"),
		"c.json":         on(`{"name": "Example Shop"}`, "c"),
		"d/e/f.json":     strings.ReplaceAll(slowJSON, `"slow"`, `"d"`),
		"d/service.json": `{"page": {"name": "Example Mail", "url": "https://mail.example.com"}}`,
		"x/service.json": `{"page": {"name": "Other"}, "description": "It has no incident."}`,
	})
	out := t.TempDir()
	makeSite(t, exitDone, "-o", out, in)
	files := filesOf(t, out)
	for _, want := range []string{"index.html", "example-pay/incidents/a/index.html", "example-shop/incidents/b/index.html", "example-shop/incidents/c/index.html", "example-mail/incidents/d/index.html", "other/index.html"} {
		if _, ok := files[want]; !ok {
			t.Errorf("there is no %s", want)
		}
	}
	home := content(t, filepath.Join(out, "index.html"))
	for _, name := range []string{"example-pay/", "example-shop/", "example-mail/", "other/"} {
		if !strings.Contains(home, `href="`+name+`"`) {
			t.Errorf("nothing leads to %s", name)
		}
	}
	if n := strings.Count(home, "<h2>"); n != 4 {
		t.Errorf("%d pages", n)
	}
	if page := content(t, filepath.Join(out, "example-shop", "incidents", "c", "index.html")); !strings.Contains(page, "JST") {
		t.Error("two incidents of one page have two zones")
	}
}

// TestOverviewIsPublic checks that the page above several services says of each
// what its home page says, which knows nothing of a draft.
func TestOverviewIsPublic(t *testing.T) {
	page := func(name, more string) string {
		return `{"schema": 1, "page": {"name": "` + name + `"}` + more + `}`
	}
	in := folderOf(t, map[string]string{
		"a/service.json": page("A", ""), "b/service.json": page("B", ""),
		"a/draft.json": page("A", `, "id": "draft", "title": "Slow", "components": [{"name": "Ledger"}], "postmortem": {"sections": [{"body": "A draft."}]}`),
	})
	out := t.TempDir()
	makeSite(t, exitDone, "-o", out, in)
	data, err := os.ReadFile(filepath.Join(out, "index.html"))
	if err != nil || strings.Count(string(data), "<strong>No open incidents</strong>") != 2 {
		t.Errorf("%v, %s", err, data)
	}
}

// TestSiteSaysThatPagesAreSeveral names the sites that nobody may have asked for.
func TestSiteSaysThatPagesAreSeveral(t *testing.T) {
	on := func(page, id string) string {
		return strings.NewReplacer(`"slow"`, `"`+id+`"`, `"url": "https://status.example.com/i/7", `, `"page": {"name": "`+page+`"}, `, "short.example/x", "short.example/"+id).Replace(slowJSON)
	}
	files := map[string]string{"a.json": on("New", "a"), "b.json": on("Old", "b")}
	const message = "the incidents are of 2 pages"
	if said := makeSite(t, exitDone, "-o", t.TempDir(), folderOf(t, files)).stderr; !strings.Contains(said, message) {
		t.Errorf("said %q", said)
	}
	files["README.md"] = "# Our incidents\n\nHow we keep them.\n"
	if said := makeSite(t, exitDone, "-o", t.TempDir(), folderOf(t, files)).stderr; !strings.Contains(said, message) || !strings.Contains(said, "incident Our incidents has no update") {
		t.Errorf("with a README: said %q", said)
	}
	files["service.json"] = `{"page": {"name": "New"}}`
	if said := makeSite(t, exitDone, "-o", t.TempDir(), folderOf(t, files)).stderr; strings.Contains(said, message) {
		t.Errorf("said %q", said)
	}
}

// TestSiteOfOneService puts all incidents on the page of the only service, which
// may have moved to another host.
func TestSiteOfOneService(t *testing.T) {
	answer := `{"page": {"id": "p1", "name": "Old", "url": "https://old.example.com", "time_zone": "Etc/UTC"}, "components": [{"id": "c1", "name": "API", "status": "operational", "group": false}], "status": {"indicator": "none", "description": "Good"}, "incidents": [{"id": "k2", "name": "API is down", "status": "resolved", "impact": "major", "created_at": "2024-03-01T08:00:00Z", "updated_at": "2024-03-01T09:00:00Z", "shortlink": "https://short.example/y", "page_id": "p1", "incident_updates": [{"id": "v1", "status": "resolved", "body": "Done.", "created_at": "2024-03-01T09:00:00Z", "display_at": "2024-03-01T09:00:00Z", "incident_id": "k2"}]}], "scheduled_maintenances": []}`
	in := folderOf(t, map[string]string{"service.json": `{"page": {"name": "New", "url": "https://new.example.com"}}`, "summary.json": answer, "a.json": slowJSON})
	out := t.TempDir()
	makeSite(t, exitDone, "-o", out, in)
	files := filesOf(t, out)
	for _, want := range []string{"incidents/k2/index.html", "incidents/slow/index.html", "components/c1/index.html"} {
		if _, ok := files[want]; !ok {
			t.Errorf("there is no %s", want)
		}
	}
	if page := content(t, filepath.Join(out, "incidents", "k2", "index.html")); !strings.Contains(page, ">New<") || !strings.Contains(page, "https://new.example.com/incidents/k2/") || strings.Contains(page, "old.example.com") {
		t.Errorf("%s", page[strings.Index(page, "</style>"):])
	}
}

// TestSiteOfBetterStack has a component that is down without a report, and one
// whose maintenance is over.
func TestSiteOfBetterStack(t *testing.T) {
	in := folderOf(t, map[string]string{"index.json": `{"data": {"id": "1", "type": "status_page", "attributes": {"company_name": "Shop", "timezone": "Prague"}}, "included": [
		{"id": "11", "type": "status_page_resource", "attributes": {"public_name": "API", "status": "operational"}},
		{"id": "12", "type": "status_page_resource", "attributes": {"public_name": "Mail", "status": "downtime"}},
		{"id": "9", "type": "status_update", "attributes": {"message": "Done.", "published_at": "2026-03-09T21:00:00Z", "status_report_id": 8}},
		{"id": "8", "type": "status_report", "attributes": {"title": "Disks", "report_type": "maintenance", "starts_at": "2026-03-09T20:00:00Z", "ends_at": "2026-03-09T21:00:00Z",
			"aggregate_state": "resolved", "affected_resources": [{"status_page_resource_id": "11", "status": "maintenance"}]}}]}`})
	out := t.TempDir()
	makeSite(t, exitDone, "-now", "2026-03-12T12:00:00Z", "-o", out, in)
	home := content(t, filepath.Join(out, "index.txt"))
	for _, want := range []string{"\nMajor outage: Mail\n", "\nAPI        Operational   100.00%", "\nMail       Major outage  "} {
		if !strings.Contains(home, want) {
			t.Errorf("no %q in\n%s", want, home)
		}
	}
}

func TestSiteFaults(t *testing.T) {
	in := folderOf(t, map[string]string{"a.json": slowJSON, "b.json": `{"titel": "x"}`, "c.png": "\x89PNG\x00"})
	out := filepath.Join(t.TempDir(), "public")
	got := makeSite(t, exitFailed, "-o", out, in)
	if _, err := os.Stat(out); err == nil || !strings.Contains(got.stderr, "b.json:1:2") || !strings.Contains(got.stderr, "c.png") || !strings.Contains(got.stderr, "-lax") {
		t.Errorf("%v, %s", err, got.stderr)
	}
	got = makeSite(t, exitFound, "-lax", "-o", out, in)
	if _, ok := filesOf(t, out)["incidents/slow/index.html"]; !ok || !strings.Contains(got.stderr, "b.json:1:2") {
		t.Error(got.stderr)
	}
	dangling := folderOf(t, map[string]string{"a.json": slowJSON})
	if err := os.Symlink("missing.json", filepath.Join(dangling, "b.json")); err == nil {
		if got := makeSite(t, exitFailed, "-o", out, dangling); !strings.Contains(got.stderr, "b.json") {
			t.Error(got.stderr)
		}
	}
	service := folderOf(t, map[string]string{"service.json": `{"page": {"nmae": "x"}}`, "a.json": slowJSON})
	if got := makeSite(t, exitFailed, "-o", out, service); !strings.Contains(got.stderr, "service.json:1:11: page.nmae") {
		t.Error(got.stderr)
	}
	for _, args := range [][]string{
		{in}, {"-o", out}, {"-o", out, "-now", "soon", in}, {"-o", out, "-zone", "Mars", in}, {"-o", out, "-from", "x", in},
		{"-o", in, in}, {"-o", in, filepath.Join(in, "a.json")}, {"-o", filepath.Join(in, ".."), in},
	} {
		if got := makeSite(t, exitFailed, args...); strings.Count(got.stderr, "\n") != 1 || !strings.HasPrefix(got.stderr, "incident site: ") {
			t.Errorf("%q: %s", args, got.stderr)
		}
	}
	// A folder inside the sources is written to, and not read.
	inside := filepath.Join(in, "public")
	os.Remove(filepath.Join(in, "b.json"))
	os.Remove(filepath.Join(in, "c.png"))
	for range 2 {
		makeSite(t, exitDone, "-o", inside, in)
	}
}

// TestSiteOfCorpus makes a site of real reports, without a broken link of ours.
func TestSiteOfCorpus(t *testing.T) {
	for _, folder := range []string{"seeds", "corpus", "cases"} {
		t.Run(folder, func(t *testing.T) {
			out := t.TempDir()
			got := runWith(t, "", "site", "-lax", "-now", siteNow, "-o", out, fixture.Corpus(t, folder))
			if got.code == exitFailed {
				t.Fatal(got.stderr)
			}
			t.Log(got.stdout)
			if again := runWith(t, "", "site", "-lax", "-now", siteNow, "-o", out, fixture.Corpus(t, folder)); !strings.Contains(again.stdout, " 0 written, 0 removed") {
				t.Error(again.stdout)
			}
		})
	}
}

// TestSiteStrays makes a site from a folder that has more than reports. Whatever
// reads a folder leaves out what cannot be a report, and says so.
func TestSiteStrays(t *testing.T) {
	const text = "Mail is late\n\nIncident Report for Example Pay\n\nResolved\nIt is over.\nPosted Mar 05, 2024 - 10:00 UTC\n"
	in := folderOf(t, map[string]string{
		"service.json": payService, "a.json": slowJSON, "README.md": "# Our incidents\n\nHow we keep them.\n",
		"LICENSE": "MIT License\n\nPermission is granted.\n", "logo.png": "\x89PNG\r\n\x1a\n\x00", ".gitkeep": "", ".DS_Store": "\x00\x01",
		"style.css": "body {}\n", "sub/deploy.yml": "on: push\n", "a-report-without-an-extension": text,
	})
	const said = "LICENSE: the file is no report, and was left out"
	for _, args := range [][]string{{"site", "-now", siteNow, "-o", t.TempDir(), in}, {"site", "-lax", "-now", siteNow, "-o", t.TempDir(), in}, {"convert", "-to", "json", in}, {"stats", in}} {
		got := runWith(t, "", args...)
		if got.code != exitDone || !strings.Contains(got.stderr, said) || !strings.Contains(got.stderr, "(and 3 more like it; ") {
			t.Errorf("%q: exit %d, %s", args, got.code, got.stderr)
		}
	}
	out := t.TempDir()
	makeSite(t, exitDone, "-o", out, in)
	if home := content(t, filepath.Join(out, "history", "index.txt")); !strings.Contains(home, "Incidents: 2") {
		t.Errorf("a report without an extension is missing: %s", home)
	}
	// A file that was named has to be a report.
	if got := makeSite(t, exitFailed, "-o", out, in, filepath.Join(in, "LICENSE")); strings.Contains(got.stderr, said) {
		t.Error(got.stderr)
	}
	// So has one in a folder that looks like one.
	if err := os.WriteFile(filepath.Join(in, "b.txt"), []byte("MIT License\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	makeSite(t, exitFailed, "-o", out, in)
}

// TestSiteAhead says which incidents and postmortems are not on the site yet.
func TestSiteAhead(t *testing.T) {
	in := folderOf(t, map[string]string{
		"service.json": payService, "a.json": slowJSON, "slow.md": strings.Replace(slowReview, "2024-03-08", "2024-05-08", 1),
		"next.json": `{"schema": 1, "id": "next", "title": "Mail is down", "updates": [{"status": "investigating", "at": "2024-05-05T09:00:00Z", "body": "Soon."}]}`,
	})
	out, report := t.TempDir(), filepath.Join(t.TempDir(), "report.txt")
	got := makeSite(t, exitDone, "-o", out, "-report", report, in)
	const next, review = `incident "next" (Mail is down) is posted at 2024-05-05T09:00:00Z`, `the postmortem of incident "slow" (Checkout is slow) is published at 2024-05-08T10:00:00Z`
	if !strings.Contains(got.stderr, "and is not on it yet") {
		t.Error(got.stderr)
	}
	for _, want := range []string{"\nNot on the site yet\n", next, review} {
		if text := content(t, report); !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	for name := range filesOf(t, out) {
		if text := content(t, filepath.Join(out, name)); strings.Contains(text, "Mail is down") || strings.Contains(text, "A belt stopped") {
			t.Errorf("%s has what lies ahead", name)
		}
	}
}

// TestSiteSaysWhereLinksStand names the file and the place of a link in a text
// that leads nowhere, and what to do.
func TestSiteSaysWhereLinksStand(t *testing.T) {
	review := strings.Replace(slowReview, "A belt", "A [belt](https://status.example.com/belt)", 1)
	in := folderOf(t, map[string]string{"service.json": payService, "sub/a.json": slowJSON, "sub/a.md": review})
	report := filepath.Join(t.TempDir(), "report.txt")
	makeSite(t, exitDone, "-o", t.TempDir(), "-report", report, in)
	for _, want := range []string{
		filepath.Join(in, "sub", "a.json") + `: the update of 2024-03-05T09:00:00Z of incident "slow" links to https://status.example.com/nowhere, which is not on the site; correct the address`,
		filepath.Join(in, "sub", "a.md") + `: the postmortem of incident "slow" links to https://status.example.com/belt, which is not on the site; correct the address`,
	} {
		if text := content(t, report); !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}
