package incident_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
)

// fill gives every field below v a value that is not zero, two to each slice.
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

// spoil changes every value below v in place, and what spare capacity holds.
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
	if !reflect.DeepEqual(want, inc) { // Locations and nil slices count
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
