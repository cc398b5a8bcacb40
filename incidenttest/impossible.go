package incidenttest

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// texts are hostile texts that every writer must handle.
var texts = []string{
	"", " ", "\x00\x07\x08\x1b[31mred\x7f", "\xff\xfe\xe2\x80", "\u202eabc\u2066def\u2069", "\u2067abc", "a\u2028b\u2029c\u0085d", "\r\n\r", "<script>alert(1)</script>", "]]>", "--><img src=x>", "\"'`\\", "{{.}}", "%s%d%!",
	"&#x202e;&#27;[31m", "[x](javascript:alert(1))", strings.Repeat("- ", 500) + "x", strings.Repeat("(", 500), strings.Repeat("word ", 1000), strings.Repeat("> ", 500) + "*", "|a|\n|-|\n" + strings.Repeat("|b", 200),
	"15:04", "2006", "Local", "\ufeff\u200b\u200d",
}

// impossible returns incidents with hostile values in every field: texts,
// words, zones, levels and times outside the valid range.
func impossible() []input {
	var list []input
	everywhere := func(name string, set func(v reflect.Value)) {
		inc := Outage()
		inc.Postmortem = Postmortem()
		inc.Aliases, inc.Labels, inc.Window = []string{"a"}, map[string]string{"a": "b"}, incident.Window{Start: inc.Updates[0].At}
		eachValue(reflect.ValueOf(inc), "", func(v reflect.Value, _ string) { set(v) })
		list = append(list, input{name, inc})
	}
	for _, s := range texts {
		everywhere(fmt.Sprintf("every text as %.20q", s), func(v reflect.Value) {
			if v.Type() == reflect.TypeFor[string]() {
				v.SetString(s)
			}
		})
		if len(s) < 100 {
			everywhere(fmt.Sprintf("every text and word as %.20q", s), func(v reflect.Value) {
				if v.Kind() == reflect.String {
					v.SetString(s)
				}
			})
		}
	}
	for _, t := range []time.Time{
		{}, time.Unix(0, 0), time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(1<<62, 0), time.Unix(-1<<62, 0),
	} {
		everywhere(fmt.Sprint("every time as ", t.Unix(), " s"), func(v reflect.Value) {
			if v.Type() == reflect.TypeFor[time.Time]() {
				v.Set(reflect.ValueOf(t))
			}
		})
	}
	everywhere("dates that do not exist", func(v reflect.Value) {
		if v.Type() == reflect.TypeFor[civil.Date]() {
			v.Set(reflect.ValueOf(civil.Date{Year: -5, Month: 13, Day: 99}))
		}
	})

	huge := Outage()
	huge.Updates[0].Body = strings.Repeat("- a list of many items\n", 10000)
	list = append(list, input{"a huge body", huge})

	lists := Outage()
	lists.Postmortem = &incident.Postmortem{PublishedAt: lists.Updates[0].At, Sections: []incident.Section{
		{Level: -1 << 20}, {Level: 1 << 20, Heading: "Deep"}, {Form: incident.FormTable}, {Timeline: &incident.Timeline{}}, {Fields: []incident.Field{{}}, Timeline: &incident.Timeline{Events: make([]incident.Event, 2)}, Actions: make([]incident.Action, 2)},
	}}
	lists.Updates = append(lists.Updates, incident.Update{Changes: make([]incident.Change, 2)})
	return append(list, input{"empty parts", lists})
}
