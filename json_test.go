package incident_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
)

var update = flag.Bool("update", false, "write the missing files of testdata/json")

// corpus returns the documents of testdata/json/v1 by name. A file that is there
// is never rewritten: it stands for what somebody has stored.
func corpus() map[string]*incident.Incident {
	docs := make(map[string]*incident.Incident)
	for _, f := range fixture.All() {
		docs[f.Name] = f.Incident
	}
	docs["zero"] = new(incident.Incident)
	docs["every-field"] = new(incident.Incident)
	fill(reflect.ValueOf(docs["every-field"]).Elem())
	for i := range docs["every-field"].Updates {
		docs["every-field"].Updates[i].RetractedAt = time.Time{} // came later
	}
	docs["retracted"] = new(incident.Incident)
	fill(reflect.ValueOf(&docs["retracted"].Updates).Elem())
	docs["odd"] = &incident.Incident{
		Title: "Line\nbreak <b>&amp;</b> \u2028 日本語",
		Page:  incident.Page{TimeZone: "Nowhere/Land"},
		Updates: []incident.Update{
			{Status: "on_fire", At: at(9, 0)},
			{Status: incident.StatusCompleted, At: at(8, 0), Body: "# A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"},
			{},
		},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{{Kind: "gossip"}, {}}},
	}
	return docs
}

const corpusFiles = 10

func TestJSONCorpus(t *testing.T) {
	docs := corpus()
	for name, inc := range docs {
		file := filepath.Join("testdata", "json", "v1", name+".json")
		data, err := os.ReadFile(file)
		if *update && os.IsNotExist(err) && len(docs) == corpusFiles {
			data = encode(t, inc)
			err = os.WriteFile(file, data, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		var got incident.Incident
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&got); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if diff := cmp.Diff(inc, &got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
		if again := encode(t, &got); !bytes.Equal(again, data) {
			t.Errorf("%s is written differently now:\n%s", file, cmp.Diff(string(data), string(again)))
		}
	}
	if files, _ := filepath.Glob("testdata/json/v1/*.json"); len(files) != corpusFiles {
		t.Errorf("%d files, want %d", len(files), corpusFiles)
	}
}

func encode(t *testing.T, inc *incident.Incident) []byte {
	t.Helper()
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(inc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestJSONNames checks the rule for names: snake_case of the Go name, and nothing
// written for a zero value.
func TestJSONNames(t *testing.T) {
	seen := make(map[reflect.Type]bool)
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			walk(typ.Elem())
			return
		case reflect.Struct:
		default:
			return
		}
		if seen[typ] || typ.PkgPath() != reflect.TypeFor[incident.Incident]().PkgPath() {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
			if want := snake(f.Name); name != want {
				t.Errorf("%s.%s is called %q, want %q", typ.Name(), f.Name, name, want)
			}
			want := "omitempty"
			if f.Type.Kind() == reflect.Struct {
				want = "omitzero"
			}
			if option != want {
				t.Errorf("%s.%s has %q, want %q", typ.Name(), f.Name, option, want)
			}
			walk(f.Type)
		}
	}
	walk(reflect.TypeFor[incident.Incident]())
	if len(seen) != 12 {
		t.Errorf("%d types", len(seen))
	}
}

func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		upper := 'A' <= r && r <= 'Z'
		if upper && i > 0 && (name[i-1] < 'A' || name[i-1] > 'Z') {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}
