package incident_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
)

// at returns an instant on the day of these tests.
func at(hour, minute int) time.Time {
	return time.Date(2024, time.March, 5, hour, minute, 0, 0, time.UTC)
}

// fill sets every field below v to a value other than zero. Slices get two
// elements.
func fill(v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(at(9, 0)))
		return
	case civil.Date:
		v.Set(reflect.ValueOf(civil.Date{Year: 2024, Month: time.March, Day: 5}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 3))
		fill(v.Index(0))
		fill(v.Index(1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("key"), reflect.ValueOf("value"))
	default:
		panic(v.Kind())
	}
}

// spoil changes every value below v in place, including the spare capacity of
// slices.
func spoil(v reflect.Value) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(at(23, 59)))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("spoilt")
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Int:
		v.SetInt(v.Int() + 1)
	case reflect.Struct:
		for i := range v.NumField() {
			spoil(v.Field(i))
		}
	case reflect.Pointer:
		spoil(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i))
		}
		reflect.Append(v, reflect.Zero(v.Type().Elem()))
	case reflect.Map:
		if !v.IsNil() {
			v.SetMapIndex(reflect.ValueOf("key"), reflect.ValueOf("spoilt"))
		}
	}
}

func TestCloneSharesNothing(t *testing.T) {
	for name, copyOf := range map[string]func(*incident.Incident) *incident.Incident{
		"Clone": (*incident.Incident).Clone, "Public": (*incident.Incident).Public,
	} {
		var inc incident.Incident
		fill(reflect.ValueOf(&inc).Elem())
		for i := range inc.Postmortem.Sections {
			inc.Postmortem.Sections[i].Internal = false
			for j := range inc.Postmortem.Sections[i].Actions {
				inc.Postmortem.Sections[i].Actions[j].Internal = false
			}
		}
		var before incident.Incident
		data, _ := json.Marshal(inc)
		if err := json.Unmarshal(data, &before); err != nil {
			t.Fatal(err)
		}
		c := copyOf(&inc)
		if name == "Clone" {
			if diff := cmp.Diff(&inc, c); diff != "" {
				t.Errorf("Clone (-want +got):\n%s", diff)
			}
		}
		spoil(reflect.ValueOf(c).Elem())
		if diff := cmp.Diff(before, inc); diff != "" {
			t.Errorf("a change of what %s returns reached the original (-want +got):\n%s", name, diff)
		}
	}
	if (*incident.Incident)(nil).Clone() != nil || (*incident.Incident)(nil).Public() != nil || (*incident.Postmortem)(nil).Clone() != nil {
		t.Error("nil has a copy")
	}
}

func TestPublic(t *testing.T) {
	var inc incident.Incident
	fill(reflect.ValueOf(&inc).Elem())
	inc.Postmortem.Sections[1].Internal = false
	inc.Postmortem.Sections[1].Actions[1].Internal = false
	inc.Updates[1].RetractedAt = time.Time{}

	want := inc.Clone()
	want.Events, want.Labels, want.Postmortem.FrontMatter = nil, nil, ""
	want.Updates[0].Body, want.Updates[0].Changes, want.Updates[0].NextUpdate = "", nil, time.Time{}
	want.Postmortem.Sections = want.Postmortem.Sections[1:]
	want.Postmortem.Sections[0].Actions = want.Postmortem.Sections[0].Actions[1:]
	if diff := cmp.Diff(want, inc.Public()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	inc.Postmortem.PublishedAt = time.Time{}
	want.Postmortem = nil
	if diff := cmp.Diff(want, inc.Public()); diff != "" {
		t.Errorf("draft (-want +got):\n%s", diff)
	}
}

func TestNormalize(t *testing.T) {
	zone := time.FixedZone("somewhere", 3*3600)
	inc := &incident.Incident{
		Page:       incident.Page{TimeZone: "Europe/Copenhagen"},
		Aliases:    []string{},
		Components: []incident.Component{},
		Labels:     map[string]string{},
		Events:     []incident.Event{},
		Updates: []incident.Update{
			{ID: "late", At: at(10, 0).In(zone), RetractedAt: at(11, 0).In(zone)}, {ID: "first of two", At: at(9, 0)}, {ID: "second of two", At: at(9, 0).In(zone), Changes: []incident.Change{}},
		},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{{
			Timeline: &incident.Timeline{Events: []incident.Event{{At: at(9, 0).In(zone), Extra: []string{}}}}, Fields: []incident.Field{},
			Actions: []incident.Action{{Extra: []string{}}},
		}}},
	}
	inc.Normalize()
	loc, _ := inc.Page.Location()
	want := &incident.Incident{
		Page: incident.Page{TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{
			{ID: "first of two", At: at(9, 0).In(loc)}, {ID: "second of two", At: at(9, 0).In(loc)}, {ID: "late", At: at(10, 0).In(loc), RetractedAt: at(11, 0).In(loc)},
		},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{{
			Timeline: &incident.Timeline{Events: []incident.Event{{At: at(9, 0).In(loc)}}},
			Actions:  []incident.Action{{}},
		}}},
	}
	if !reflect.DeepEqual(want, inc) { // unlike cmp.Diff, it compares Locations and nil slices
		t.Errorf("(-want +got):\n%s", cmp.Diff(want, inc))
	}
	again := inc.Clone()
	again.Normalize()
	if !reflect.DeepEqual(again, inc) {
		t.Error("the second time changes something")
	}
	for _, f := range fixture.All() {
		n := f.Incident.Clone()
		n.Normalize()
		if diff := cmp.Diff(f.Incident, n); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

func TestStatusAndRepeats(t *testing.T) {
	for _, test := range []struct {
		statuses string
		status   incident.Status
		repeats  string
	}{
		{"", "", ""},
		{"investigating", "investigating", "-"},
		{"investigating investigating resolved", "resolved", "-r-"},
		{"identified monitoring identified", "identified", "---"},
		{"? investigating ? investigating", "investigating", "---r"},
		{"resolved resolved", "resolved", "-r"},
		{"? ?", "", "--"},
	} {
		var inc incident.Incident
		var s string
		for rest := test.statuses; rest != ""; {
			n, _ := fmt.Sscan(rest, &s)
			if n == 0 {
				break
			}
			rest = rest[min(len(rest), len(s)+1):]
			if s == "?" {
				s = ""
			}
			inc.Updates = append(inc.Updates, incident.Update{Status: incident.Status(s), At: at(9, 0)})
			s = ""
		}
		if got := inc.Status(); got != test.status {
			t.Errorf("%q: Status = %q, want %q", test.statuses, got, test.status)
		}
		got := ""
		for i := range inc.Updates {
			if inc.Repeats(i) {
				got += "r"
			} else {
				got += "-"
			}
		}
		if got != test.repeats {
			t.Errorf("%q: Repeats = %q, want %q", test.statuses, got, test.repeats)
		}
	}
}

func TestIsMaintenance(t *testing.T) {
	for _, test := range []struct {
		name string
		inc  incident.Incident
		want bool
	}{
		{"zero", incident.Incident{}, false},
		{"outage", incident.Incident{Updates: []incident.Update{{Status: "resolved"}}}, false},
		{"window", incident.Incident{Window: incident.Window{End: at(1, 0)}}, true},
		{"impact", incident.Incident{Impact: incident.ImpactMaintenance}, true},
		{"status", incident.Incident{Updates: []incident.Update{{Status: "scheduled"}}}, true},
	} {
		if got := test.inc.IsMaintenance(); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

var update = flag.Bool("update", false, "write the missing files of testdata/json")

const corpusFiles = 13

// corpus returns the documents of testdata/json/v1 by name. Existing files are
// never rewritten, because they stand for documents that users have stored.
func corpus() map[string]*incident.Incident {
	docs := make(map[string]*incident.Incident)
	for _, f := range fixture.All() {
		docs[f.Name] = f.Incident
	}
	docs["zero"] = new(incident.Incident)
	docs["every-field"] = new(incident.Incident)
	fill(reflect.ValueOf(docs["every-field"]).Elem())
	for i := range docs["every-field"].Updates {
		docs["every-field"].Updates[i].RetractedAt = time.Time{} // added to the model later
	}
	withoutLaterFields(docs["every-field"])
	docs["actors"] = new(incident.Incident)
	fill(reflect.ValueOf(&docs["actors"].Events).Elem())
	for i := range docs["actors"].Events {
		docs["actors"].Events[i].Inferred = false // added to the model later
	}
	docs["inferred"] = &incident.Incident{Events: []incident.Event{{At: at(9, 0), Milestone: incident.MilestoneDetected, Inferred: true, Text: "An alert fired."}}}
	docs["actions"] = &incident.Incident{Postmortem: &incident.Postmortem{Sections: make([]incident.Section, 1)}}
	fill(reflect.ValueOf(&docs["actions"].Postmortem.Sections[0].Actions).Elem())
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

// withoutLaterFields clears the fields that were added to the model later.
func withoutLaterFields(inc *incident.Incident) {
	for i := range inc.Events {
		inc.Events[i].By, inc.Events[i].Inferred = "", false
	}
	for e := range inc.Postmortem.Events() {
		e.By, e.Inferred = "", false
	}
	for a := range inc.Postmortem.Actions() {
		a.TicketURL, a.DueWritten = "", ""
	}
}

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

// TestJSONNames checks that the JSON name of a field is its Go name in snake
// case, and that zero values are omitted.
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

func ExamplePage_Location() {
	loc, err := incident.Page{TimeZone: "Europe/Copenhagen"}.Location()
	fmt.Println(at(9, 17).In(loc).Format("15:04"), err)
	_, err = incident.Page{TimeZone: "Europe/Kopenhagen"}.Location()
	var fault *civil.ZoneError
	fmt.Println(errors.As(err, &fault))
	// Output:
	// 10:17 <nil>
	// true
}

func ExampleWindow() {
	window := incident.Window{Start: at(22, 0)}
	fmt.Println(window.IsZero(), window.End.IsZero())
	// Output: false true
}

func ExampleUpdate_Retracted() {
	inc := &incident.Incident{Updates: []incident.Update{{ID: "u1", At: at(9, 17), Status: incident.StatusIdentified, Body: "It was the cache."}}}
	if err := inc.Retract("u1", at(9, 20)); err != nil {
		panic(err)
	}
	u := &inc.Updates[0]
	fmt.Printf("%v %q %q\n", u.Retracted(), u.Body, inc.Status())
	// Output: true "It was the cache." ""
}

func ExampleIncident_Public() {
	inc := &incident.Incident{
		Title:      "Checkout is slow",
		Events:     []incident.Event{{Text: "paged the database team"}},
		Labels:     map[string]string{"channel": "#inc-42"},
		Postmortem: &incident.Postmortem{Title: "a draft"},
	}
	public := inc.Public()
	fmt.Println(public.Title, public.Events == nil, public.Labels == nil, public.Postmortem == nil)
	// Output: Checkout is slow true true true
}

func ExampleIncident_Normalize() {
	inc := &incident.Incident{
		Page: incident.Page{TimeZone: "Asia/Tokyo"},
		Updates: []incident.Update{
			{Body: "second", At: time.Date(2024, time.March, 5, 10, 0, 0, 0, time.UTC)},
			{Body: "first", At: time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)},
		},
	}
	inc.Normalize()
	fmt.Println(inc.Updates[0].Body, inc.Updates[0].At)
	// Output: first 2024-03-05 18:00:00 +0900 JST
}

func ExampleIncident_Repeats() {
	inc := &incident.Incident{Updates: []incident.Update{{Status: "investigating"}, {Status: "investigating"}, {Status: "resolved"}}}
	fmt.Println(inc.Repeats(0), inc.Repeats(1), inc.Repeats(2))
	// Output: false true false
}

func ExampleIncident_Clone() {
	inc := &incident.Incident{Updates: []incident.Update{{Body: "as posted"}}}
	c := inc.Clone()
	c.Updates[0].Body = "changed"
	fmt.Println(inc.Updates[0].Body)
	// Output: as posted
}
