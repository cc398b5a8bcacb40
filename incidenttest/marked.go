package incidenttest

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// privateInputs returns incidents with a distinct marker in every string. The
// first one is published as a whole; the others have private parts. A part is
// private if [incident.Incident.Public] removes it, so fields that are added to
// the model later are covered.
func privateInputs() []input {
	published := marked()
	draft := published.Clone()
	draft.Postmortem.PublishedAt = time.Time{}
	internal := published.Clone()
	for i := range internal.Postmortem.Sections {
		internal.Postmortem.Sections[i].Internal = true
	}
	actions := published.Clone()
	for a := range actions.Postmortem.Actions() {
		a.Internal = true
	}
	return []input{{"private log and labels", published}, {"private draft", draft}, {"private sections", internal}, {"private actions", actions}}
}

// marked returns an incident with a marker in every string and with a published
// postmortem without internal parts. A marker is one word of lower-case
// letters, so that no writer has to escape it.
func marked() *incident.Incident {
	inc := &incident.Incident{
		Aliases: make([]string, 1), Components: make([]incident.Component, 1), Events: make([]incident.Event, 1), Labels: map[string]string{"": ""},
		Updates: []incident.Update{{Changes: make([]incident.Change, 1)}, {}, {Changes: make([]incident.Change, 1)}},
		Postmortem: &incident.Postmortem{Sections: []incident.Section{
			{}, {Fields: make([]incident.Field, 1)}, {Timeline: &incident.Timeline{Events: make([]incident.Event, 1)}}, {Actions: make([]incident.Action, 1)},
		}},
	}
	inc.Events[0].Extra = make([]string, 1)
	for i := range inc.Postmortem.Sections {
		s := &inc.Postmortem.Sections[i]
		if s.Timeline != nil {
			s.Timeline.Events[0].Extra = make([]string, 1)
		}
		if s.Actions != nil {
			s.Actions[0].Extra = make([]string, 1)
		}
	}
	number := 0
	next := func() string {
		number++
		return marker(number)
	}
	at := time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)
	eachValue(reflect.ValueOf(inc), "", func(v reflect.Value, path string) {
		switch {
		case v.Type() == reflect.TypeFor[time.Time]():
			at = at.Add(time.Minute)
			v.Set(reflect.ValueOf(at))
		case v.Type() == reflect.TypeFor[civil.Date]():
			v.Set(reflect.ValueOf(civil.Date{Year: 2024, Month: time.April, Day: 1}))
		case v.Kind() == reflect.String:
			v.SetString(next())
		case v.Kind() == reflect.Map:
			v.Set(reflect.ValueOf(map[string]string{next(): next()}))
		}
	})
	// Only the last update is retracted.
	for i := range inc.Updates[:2] {
		inc.Updates[i].RetractedAt = time.Time{}
	}
	return inc
}

// marker returns the nth marker. No marker is the prefix of another one.
func marker(n int) string {
	return "zq" + string(rune('a'+n/676%26)) + string(rune('a'+n/26%26)) + string(rune('a'+n%26)) + "mark"
}

var markerPattern = regexp.MustCompile(`zq[a-z]{3}mark`)

// eachMarker calls yield with each marker in the incident and its path.
func eachMarker(inc *incident.Incident, yield func(marker, path string)) {
	eachValue(reflect.ValueOf(inc), "", func(v reflect.Value, path string) {
		switch v.Kind() {
		case reflect.String:
			for _, m := range markerPattern.FindAllString(v.String(), -1) {
				yield(m, path)
			}
		case reflect.Map:
			for it := v.MapRange(); it.Next(); {
				yield(it.Key().String(), path)
				yield(it.Value().String(), path)
			}
		}
	})
}

// isText reports whether a field is a text for readers, rather than an ID, a
// word or a detail that a writer may leave out.
func isText(path string) bool {
	switch index.ReplaceAllString(path, "") {
	case "title", "updates.body", "components.name", "postmortem.sections.heading", "postmortem.sections.body", "postmortem.sections.after",
		"postmortem.sections.fields.name", "postmortem.sections.fields.value", "postmortem.sections.timeline.events.text", "postmortem.sections.actions.text":
		return true
	}
	return false
}

var index = regexp.MustCompile(`\[[0-9]+\]`)

// eachValue calls yield with each string, time, date and map within v, in
// document order, and with its path in JSON names.
func eachValue(v reflect.Value, path string, yield func(v reflect.Value, path string)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			eachValue(v.Elem(), path, yield)
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachValue(v.Index(i), path+"["+strconv.Itoa(i)+"]", yield)
		}
	case reflect.Struct:
		switch v.Interface().(type) {
		case time.Time, civil.Date:
			yield(v, path)
			return
		}
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			eachValue(v.Field(i), strings.TrimPrefix(path+"."+name, "."), yield)
		}
	case reflect.String, reflect.Map:
		yield(v, path)
	}
}
