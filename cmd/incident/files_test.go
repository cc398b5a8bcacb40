package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
)

// tree makes a folder with files, by their paths in it.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for path, text := range files {
		path = filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// filesBelow returns the paths of the files below a folder.
func filesBelow(t *testing.T, root string) (list []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			path, err = filepath.Rel(root, path)
			list = append(list, filepath.ToSlash(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestFoldersInFolders reads the files of subfolders, and writes files in the
// same subfolders. The output is not read again.
func TestFoldersInFolders(t *testing.T) {
	doc := newDocument(t, fixture.Login())
	root := tree(t, map[string]string{
		"b.json": doc, "2024/a.json": doc, "2024/05/a.json": doc, "2023/a.json": doc, "2023/a.txt": runWith(t, doc, "convert").stdout,
		".git/config": "x", "2024/.cache.json": "x",
	})
	if err := os.Mkdir(filepath.Join(root, "empty"), 0o700); err != nil {
		t.Fatal(err)
	}
	link := os.Symlink(filepath.Join(root, "b.json"), filepath.Join(root, "link.json"))
	want := []string{"2023/a-2.html", "2023/a.html", "2024/05/a.html", "2024/a.html", "b.html", "link.html"}
	if link != nil { // links may be forbidden
		want = want[:len(want)-1]
	}
	out := filepath.Join(root, "out")
	for range 2 {
		if got := runWith(t, "", "convert", "-to", "html", "-o", out+"/", root); got.code != 0 || got.stdout != "" {
			t.Fatalf("%+v", got)
		}
		if diff := cmp.Diff(want, filesBelow(t, out)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if got := runWith(t, "", "stats", filepath.Join(root, "2024")); got.code != 0 || !strings.HasPrefix(got.stdout, "2 incidents;") {
		t.Errorf("%+v", got)
	}
	empty := filepath.Join(root, "empty")
	for _, command := range []string{"convert", "stats"} {
		if got := runWith(t, "", command, empty); got.code != 0 || got.stderr != empty+": the folder has no files\n" {
			t.Errorf("%s: %+v", command, got)
		}
	}
}

// TestRunsGoOn checks that each file of a folder that cannot be read is
// reported, and the others are used.
func TestRunsGoOn(t *testing.T) {
	doc := newDocument(t, fixture.Login())
	root := tree(t, map[string]string{"1.json": "{", "2.json": doc, "3.txt": "caf\xe9", "4.json": doc, "5.html": "\x00\x01", "6.md": ""})
	bad := []string{"1.json", "3.txt", "5.html", "6.md"}
	check := func(name string, got result, last string) {
		t.Helper()
		lines := strings.Split(strings.TrimSpace(got.stderr), "\n")
		if got.code != exitFailed || len(lines) != len(bad)+1 || lines[len(bad)] != last {
			t.Errorf("%s: %+v", name, got)
			return
		}
		for i, file := range bad {
			if !strings.HasPrefix(lines[i], filepath.Join(root, file)+":") {
				t.Errorf("%s: %s", name, lines[i])
			}
		}
	}
	out := t.TempDir()
	check("to a folder", runWith(t, "", "convert", "-to", "html", "-o", out, root), "2 read, 2 written, 4 failed; -lax writes what can be read of all")
	if got := filesBelow(t, out); !slices.Equal(got, []string{"2.html", "4.html"}) {
		t.Errorf("written: %q", got)
	}
	all := filepath.Join(t.TempDir(), "all.json")
	if err := os.WriteFile(all, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	check("to a file", runWith(t, "", "convert", "-o", all, root), "2 read, 0 written, 4 failed; "+all+" was left as it was; -lax writes what can be read of all")
	if data, err := os.ReadFile(all); err != nil || string(data) != "old" {
		t.Errorf("%q, %v", data, err)
	}
	got := runWith(t, "", "stats", root)
	check("stats", got, "2 measured, 4 failed")
	if !strings.HasPrefix(got.stdout, "2 incidents;") {
		t.Errorf("stats: %s", got.stdout)
	}
	check("stats -json", runWith(t, "", "stats", "-json", root), "2 measured, 4 failed")
	// A single file is read as a whole or not at all.
	if got := runWith(t, "", "convert", filepath.Join(root, "1.json")); got.code != exitFailed || got.stdout != "" || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("%+v", got)
	}
}

// TestOrderOfManyFiles checks that the order of files is kept, however many are
// read at a time.
func TestOrderOfManyFiles(t *testing.T) {
	files := make(map[string]string)
	var want []string
	for i := range 60 {
		inc := fixture.Login()
		inc.Title = fmt.Sprintf("Outage %d", i)
		if i%9 == 0 { // takes longer
			inc.Updates[0].Body = strings.Repeat("We look at it.\n\n", 500)
		}
		files[fmt.Sprintf("%02d.json", i)] = newDocument(t, inc)
		want = append(want, inc.Title)
	}
	root := tree(t, files)
	list, err := incidentsOf(t, runWith(t, "", "convert", "-to", "json", root).stdout)
	var got []string
	for _, inc := range list {
		got = append(got, inc.Title)
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestEndingOfOutput checks that the extension of the output decides the
// format, and that an unknown extension is refused.
func TestEndingOfOutput(t *testing.T) {
	doc := newDocument(t, fixture.Login())
	dir := t.TempDir()
	for _, f := range formats {
		for _, ending := range f.endings {
			name := filepath.Join(dir, "x"+strings.ToUpper(ending))
			want := runWith(t, doc, "convert", "-to", f.name).stdout
			if got := runWith(t, doc, "convert", "-o", name); got.code != 0 || (got.stderr != "") != (f.name == "ics") { // without a maintenance
				t.Errorf("%s: %+v", name, got)
			}
			if data, err := os.ReadFile(name); err != nil || string(data) != want {
				t.Errorf("%s is not written as %s: %v", name, f.name, err)
			}
		}
	}
	for _, name := range []string{"x.pdf", "x.html.bak", "x.xml", "report.2024"} {
		name = filepath.Join(dir, name)
		got := runWith(t, doc, "convert", "-o", name)
		if _, err := os.Stat(name); err == nil || got.code != exitFailed || !strings.Contains(got.stderr, "is not of a format; add -to FORMAT, or use one of .txt, ") {
			t.Errorf("%s: %+v", name, got)
		}
		if got := runWith(t, doc, "convert", "-to", "json", "-o", name); got.code != 0 {
			t.Errorf("%s with -to: %+v", name, got)
		}
	}
	for _, name := range []string{"report", ".report"} {
		if got := runWith(t, doc, "convert", "-o", filepath.Join(dir, name)); got.code != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestOnePageOfMany writes the page of the incident that -id selects in a file
// with many.
func TestOnePageOfMany(t *testing.T) {
	one, two := fixture.Login(), fixture.Search()
	one.ID, two.ID = "i1", "i2"
	list := "[" + newDocument(t, one) + "," + newDocument(t, two) + "]"
	name := filepath.Join(t.TempDir(), "page.html")
	if got := runWith(t, list, "convert", "-id", "i1", "-o", name); got.code != 0 {
		t.Errorf("%+v", got)
	}
	want := runWith(t, newDocument(t, one), "convert", "-to", "html").stdout
	if data, err := os.ReadFile(name); err != nil || string(data) != want {
		t.Errorf("%v, %d bytes, want %d", err, len(data), len(want))
	}
	if got := runWith(t, list, "convert", "-o", name); got.code != exitFailed || !strings.Contains(got.stderr, "-id") || !strings.HasPrefix(got.stderr, name+": ") {
		t.Errorf("%+v", got)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != want {
		t.Errorf("the page is gone: %v", err)
	}
}

// TestSeveralReportsInAFile converts a file with two reports, also to a JSON
// array.
func TestSeveralReportsInAFile(t *testing.T) {
	for _, to := range []string{"text", "markdown"} {
		text := runWith(t, "["+newDocument(t, fixture.Login())+","+newDocument(t, fixture.Search())+"]", "convert", "-to", to).stdout
		list, err := incidentsOf(t, runWith(t, text, "convert", "-to", "json").stdout)
		if err != nil || len(list) != 2 || list[0].Title != fixture.Login().Title || list[1].Title != fixture.Search().Title {
			t.Errorf("%s: %d incidents, %v", to, len(list), err)
		}
	}
}

// TestZoneOfTimesWithoutOne checks that -zone is used for a page that names no
// zone, with a note.
func TestZoneOfTimesWithoutOne(t *testing.T) {
	text := strings.ReplaceAll(runWith(t, newDocument(t, fixture.Login()), "convert").stdout, " CET\n", "\n")
	if got := runWith(t, text, "convert"); got.code != exitFailed || !strings.Contains(got.stderr, "-zone") || strings.Contains(got.stderr, "-lax") {
		t.Errorf("%+v", got)
	}
	if got := runWith(t, text, "convert", "-zone", "Europe/Zurich"); got.code != 0 || !strings.Contains(got.stdout, " CET\n") {
		t.Errorf("%+v", got)
	}
}

func incidentsOf(t *testing.T, stdout string) (list []*incident.Incident, err error) {
	t.Helper()
	err = json.Unmarshal([]byte(stdout), &list)
	return list, err
}
