package render_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

var update = flag.Bool("update", false, "rewrite the archives of testdata")

// goldenFiles is the number of files in all archives of testdata. -update
// refuses to write when the count differs, so that no file is lost unnoticed.
// To add a rendering, add a line "-- NAME --" to an archive, and one to the
// count.
const goldenFiles = 62

// golden is a file of an archive in testdata: an incident as JSON, or one of
// its renderings.
type golden struct {
	archive   string // path of the archive
	name      string // name of the file in the archive
	want, got string
}

// renderings returns the writers of golden files by name. A name consists of
// the format and the options: "text-plain-3zones".
func renderings(t testing.TB) map[string]func(dst []byte, inc *incident.Incident) []byte {
	three := []*time.Location{location(t, "Europe/Copenhagen"), location(t, "America/New_York"), location(t, "Asia/Kolkata")}
	return map[string]func(dst []byte, inc *incident.Incident) []byte{
		"incident.json": func(dst []byte, inc *incident.Incident) []byte {
			b := bytes.NewBuffer(dst)
			enc := json.NewEncoder(b)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			if err := enc.Encode(inc); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		},

		"text":                    render.Text{}.Append,
		"text-3zones":             render.Text{Zones: three}.Append,
		"text-plain":              render.Text{Layout: render.LayoutPlain}.Append,
		"text-plain-3zones":       render.Text{Layout: render.LayoutPlain, Zones: three}.Append,
		"text-labels":             render.Text{Layout: render.LayoutLabels}.Append,
		"text-labels-3zones":      render.Text{Layout: render.LayoutLabels, Zones: three}.Append,
		"postmortem.txt":          render.Text{}.AppendPostmortem,
		"postmortem-internal.txt": render.Text{Internal: true}.AppendPostmortem,

		"markdown":               render.Markdown{}.Append,
		"markdown-internal":      render.Markdown{Internal: true, Drafts: true}.Append,
		"markdown-level2-3zones": render.Markdown{Level: 2, Zones: three}.Append,
		"postmortem.md":          render.Markdown{}.AppendPostmortem,

		"html":                     render.HTML{}.Append,
		"html-3zones":              render.HTML{Zones: three}.Append,
		"postmortem.html":          render.HTML{}.AppendPostmortem,
		"postmortem-internal.html": render.HTML{Internal: true}.AppendPostmortem,
		"page.html":                render.HTML{}.AppendPage,
		"page-script.html":         render.HTML{ScriptNonce: "bm9uY2U="}.AppendPage,
		"postmortem-page.html":     render.HTML{}.AppendPostmortemPage,
	}
}

// goldens renders the files of all archives. The incident of an archive is the
// fixture of that name or, if there is none, its incident.json.
func goldens(t testing.TB) []golden {
	t.Helper()
	fixtures := make(map[string]*incident.Incident)
	for _, f := range fixture.All() {
		fixtures[f.Name] = f.Incident
	}
	write := renderings(t)
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var list []golden
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		inc := fixtures[name]
		if inc == nil {
			inc = archived(name)
		}
		_, files := readArchive(path)
		for _, f := range files {
			if write[f.Name] == nil {
				t.Fatalf("%s: unknown file %q", path, f.Name)
			}
			list = append(list, golden{path, f.Name, f.Text + "\n", string(write[f.Name](nil, inc))})
		}
	}
	return list
}

// readArchive returns the comment and files of the archive at path.
func readArchive(path string) (comment string, files []fixture.File) {
	data, err := os.ReadFile(path)
	if err != nil {
		panic(err)
	}
	return fixture.Archive(string(data))
}

// archived returns the incident of an archive in testdata.
func archived(name string) *incident.Incident {
	_, files := readArchive("testdata/" + name + ".txtar")
	inc := new(incident.Incident)
	if err := json.Unmarshal([]byte(files[0].Text), inc); err != nil {
		panic(err)
	}
	return inc
}

func storm() *incident.Incident { return archived("storm") }

func flood() *incident.Incident { return archived("flood") }

// htmlCases returns the fixtures, storm, and flood.
func htmlCases() []fixture.Fixture {
	return append(fixture.All(), fixture.Fixture{Name: "storm", Incident: storm()}, fixture.Fixture{Name: "flood", Incident: flood()})
}

// TestGolden compares every file of the archives with the output of its writer.
// Archives hold pages without their style sheet, which is html.css.
func TestGolden(t *testing.T) {
	list := goldens(t)
	if len(list) != goldenFiles {
		t.Fatalf("%d golden files, want %d", len(list), goldenFiles)
	}
	style, err := os.ReadFile("html.css")
	if err != nil {
		t.Fatal(err)
	}
	archives := make(map[string][]fixture.File)
	for _, g := range list {
		got := strings.Replace(g.got, "<style>"+string(style)+"</style>", "<style></style>", 1)
		if diff := cmp.Diff(g.want, got); diff != "" && !*update {
			t.Errorf("%s, %s (-want +got):\n%s", g.archive, g.name, diff)
		}
		archives[g.archive] = append(archives[g.archive], fixture.File{Name: g.name, Text: strings.TrimSuffix(got, "\n")})
	}
	if !*update {
		return
	}
	for path, files := range archives {
		comment, _ := readArchive(path)
		if err := os.WriteFile(path, []byte(fixture.FormatArchive(comment, files)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
