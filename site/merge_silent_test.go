package site_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/betterstack"
	"github.com/incidentkit/incident/incidentio"
	"github.com/incidentkit/incident/instatus"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/site"
)

// A statement is a word or an instant that an incident states.
type statement struct {
	path, word string
	at         time.Time
}

// statements returns all words of all texts of an incident, and all instants,
// by reflection.
func statements(inc *incident.Incident) (list []statement) {
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		if at, ok := v.Interface().(time.Time); ok {
			if !at.IsZero() {
				list = append(list, statement{path: path, at: at})
			}
			return
		}
		switch v.Kind() {
		case reflect.String:
			for _, w := range split(v.String()) {
				list = append(list, statement{path: path, word: w})
			}
		case reflect.Struct:
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
			}
		case reflect.Pointer:
			if !v.IsNil() {
				walk(path, v.Elem())
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(path+"."+key.String(), v.MapIndex(key))
			}
		}
	}
	walk("", reflect.ValueOf(*inc))
	return list
}

// split returns the words of a text, in lower case.
func split(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// stated returns an incident without what its reader concluded, and without the
// words for forms: the kind of a section, the format of a time.
func stated(kind site.SourceKind, inc *incident.Incident) *incident.Incident {
	inc = inc.Clone()
	for i := range inc.Updates {
		if u := &inc.Updates[i]; u.Inferred {
			u.Status = ""
		}
	}
	if kind != site.SourceJSON && kind != site.SourceAPI {
		inc.Page.TimeZone = ""
	}
	if kind == site.SourceHistory {
		for i := range inc.Events {
			inc.Events[i].Written = ""
		}
	}
	if inc.Postmortem == nil {
		return inc
	}
	for i := range inc.Postmortem.Sections {
		s := &inc.Postmortem.Sections[i]
		s.Kind, s.Form, s.Columns = "", "", nil
		if s.Timeline != nil {
			s.Timeline.Zone, s.Timeline.TimeFormat, s.Timeline.Mark = "", "", ""
			for k := range s.Timeline.Events {
				if s.Timeline.Events[k].Inferred {
					s.Timeline.Events[k].Milestone = ""
				}
			}
		}
	}
	return inc
}

// unlisted returns what the sources state, and what neither the merged incidents
// nor the losses have.
func unlisted(sources []site.Source, merged []*incident.Incident, migration *site.Migration) (list []string) {
	for _, s := range sources {
		for _, inc := range s.Incidents {
			missing := []string{"the incident"}
			for n, m := range namesakes(inc, merged) {
				if rest := unaccounted(s, inc, m, migration.Losses); n == 0 || len(rest) < len(missing) {
					missing = rest
				}
			}
			for _, text := range missing {
				list = append(list, fmt.Sprintf("%s: %s%q: %s", s.Name, inc.ID, inc.Title, text))
			}
		}
	}
	return list
}

// namesakes returns the merged incidents that may be the one of a source: those
// with its ID; any, if it has none.
func namesakes(inc *incident.Incident, merged []*incident.Incident) (list []*incident.Incident) {
	for _, m := range merged {
		if inc.ID != "" && (m.ID == inc.ID || slices.Contains(m.Aliases, inc.ID)) || inc.ID == "" {
			list = append(list, m)
		}
	}
	return list
}

// unaccounted returns what an incident of a source states and neither the merged
// incident nor a loss of the source has.
func unaccounted(s site.Source, inc, merged *incident.Incident, losses []site.Loss) (list []string) {
	words := make(map[string]bool)
	var instants []time.Time
	for _, st := range statements(merged) {
		words[st.word] = true
		instants = append(instants, st.at)
	}
	for _, l := range losses {
		if l.Source != s.Name && !slices.Contains(l.Also, s.Name) || l.ID != merged.ID && l.ID != "" {
			continue
		}
		for _, w := range split(l.Lost) {
			words[w] = true
		}
		if at, err := time.Parse(time.RFC3339Nano, l.Lost); err == nil {
			instants = append(instants, at)
		}
	}
	zone, err := merged.Page.Location()
	if err != nil {
		zone = time.UTC
	}
	for _, st := range statements(stated(s.Kind, inc)) {
		switch {
		case st.at.IsZero() && words[st.word]:
		case st.at.IsZero():
			list = append(list, fmt.Sprintf("%s: the word %q", st.path, st.word))
		case slices.ContainsFunc(instants, func(t time.Time) bool { return isSameInstant(t, st.at) }):
		case strings.HasPrefix(st.path, ".Postmortem.Sections") && words[st.at.In(zone).Format("15")] && words[st.at.In(zone).Format("04")]: // a row of a text
		default:
			list = append(list, fmt.Sprintf("%s: the instant %s", st.path, st.at.UTC().Format(time.RFC3339Nano)))
		}
	}
	return list
}

// isSameInstant reports whether an instant is another one, which may be rounded
// down to a second or a minute.
func isSameInstant(t, rounded time.Time) bool {
	return t.Equal(rounded) || t.Truncate(time.Second).Equal(rounded) || t.Truncate(time.Minute).Equal(rounded)
}

func TestMergeIsNotSilent(t *testing.T) {
	sources := freight(t)
	for range 2 {
		for n := range sources { // without one of them, so that others come first
			some := slices.Delete(slices.Clone(sources), n, n+1)
			merged, migration := site.Merge(some)
			for _, text := range unlisted(some, merged, migration) {
				t.Errorf("without %s: %s", sources[n].Name, text)
			}
		}
		for i := range sources { // and with another precedence
			sources[i].Kind = sources[len(sources)-1-i].Kind
		}
	}
}

// corpusSources returns all real files that hold incidents.
func corpusSources(t *testing.T) (sources []site.Source) {
	for _, pattern := range []string{
		"corpus/json/*.json", "corpus/html/*.html", "corpus/copied/*.txt", "corpus/feeds/*.atom", "corpus/text/*.txt", "corpus/vendors/*.json",
		"corpus/markdown/dfds-*.md", "cases/vendors/*", "cases/pages/*", "seeds/*.txt",
	} {
		files, err := filepath.Glob(fixture.Corpus(t, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := filepath.Base(filepath.Dir(file)) + "/" + filepath.Base(file)
			if s, ok := readVendor(name, data); ok {
				sources = append(sources, s)
			} else if s, err := readSource(name, data); err == nil {
				sources = append(sources, s)
			}
		}
	}
	return sources
}

// readVendor reads the answer of another vendor than Statuspage.
func readVendor(name string, data []byte) (site.Source, bool) {
	s := site.Source{Name: name, Kind: site.SourceAPI}
	if a, err := (instatus.Reader{}).Read(name, data); err == nil {
		s.Incidents, s.Notes = a.Incidents, a.Notes
	} else if a, err := (betterstack.Reader{}).Read(name, data); err == nil {
		s.Incidents, s.Notes = a.Incidents, a.Notes
	} else if a, err := (incidentio.Reader{}).Read(name, data); err == nil {
		s.Incidents, s.Notes = a.Incidents, a.Notes
	} else {
		return s, false
	}
	return s, true
}

// TestMergeCorpus merges all real material at once.
func TestMergeCorpus(t *testing.T) {
	sources := corpusSources(t)
	merged, migration := site.Merge(sources)
	for _, text := range unlisted(sources, merged, migration) {
		t.Error(text)
	}
	t.Logf("%d files, in %+v, out %+v, %d losses, %d doubts", len(sources), migration.In, migration.Out, len(migration.Losses), len(migration.Doubts))
	for _, inc := range merged {
		if inc.ID == "2wryjrq3v9mt" && (len(inc.Updates) != 3 || inc.Updates[0].At.Second() == 0) {
			t.Errorf("the saved page and its copied text are %+v", inc.Updates)
		}
	}
	if testing.Verbose() {
		t.Logf("%s", migration.Append(nil))
	}
}
