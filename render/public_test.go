package render_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/render"
)

// public says for every string of the model whether a public report may show
// it. A field that is missing here fails the test until somebody decides.
var public = map[string]bool{
	"ID":                                false,
	"Title":                             true,
	"URL":                               false,
	"Aliases":                           false,
	"Page.ID":                           false,
	"Page.Name":                         true,
	"Page.URL":                          false,
	"Page.TimeZone":                     false, // except for its effect
	"Page.Lang":                         false,
	"Impact":                            false,
	"Severity":                          false,
	"Components.ID":                     false,
	"Components.Group":                  true,
	"Components.Name":                   true,
	"Components.Status":                 false,
	"Updates.ID":                        false,
	"Updates.Status":                    true,
	"Updates.Body":                      true,
	"Updates.Changes.ID":                false,
	"Updates.Changes.Group":             true,
	"Updates.Changes.Name":              true,
	"Updates.Changes.From":              false,
	"Updates.Changes.To":                false,
	"Events.Precision":                  false,
	"Events.Milestone":                  false,
	"Events.Text":                       false,
	"Events.Written":                    false,
	"Events.By":                         false,
	"Events.Extra":                      false,
	"Postmortem.Title":                  true,
	"Postmortem.State":                  false,
	"Postmortem.FrontMatter":            false,
	"Postmortem.Sections.Kind":          false,
	"Postmortem.Sections.Heading":       true,
	"Postmortem.Sections.Body":          true,
	"Postmortem.Sections.Form":          false,
	"Postmortem.Sections.Columns":       true,
	"Postmortem.Sections.Fields.Name":   true,
	"Postmortem.Sections.Fields.Value":  true,
	"Postmortem.Sections.Timeline.Zone": false, // an unknown zone is shown as UTC
	"Postmortem.Sections.Timeline.TimeFormat":       true,
	"Postmortem.Sections.Timeline.Mark":             true,
	"Postmortem.Sections.Timeline.Events.Text":      true,
	"Postmortem.Sections.Timeline.Events.By":        true,
	"Postmortem.Sections.Timeline.Events.Extra":     true,
	"Postmortem.Sections.Timeline.Events.Written":   true,
	"Postmortem.Sections.Timeline.Events.Precision": false,
	"Postmortem.Sections.Timeline.Events.Milestone": false,
	"Postmortem.Sections.Actions.Text":              true,
	"Postmortem.Sections.Actions.Type":              true, // in a table, whose columns its author chose
	"Postmortem.Sections.Actions.State":             true,
	"Postmortem.Sections.Actions.Owner":             true,
	"Postmortem.Sections.Actions.Priority":          true,
	"Postmortem.Sections.Actions.Ticket":            true,
	"Postmortem.Sections.Actions.TicketURL":         false, // a single word is not an address
	"Postmortem.Sections.Actions.DueWritten":        false, // it is another date than Due
	"Postmortem.Sections.Actions.Extra":             true,
	"Postmortem.Sections.After":                     true,
	"Labels":                                        false,
}

// marker returns the text for the field with a path. It is one word, so that it
// passes every guard unchanged.
func marker(path string) string {
	return "mark" + strings.ReplaceAll(strings.ToLower(path), ".", "") + "kram"
}

// mark sets v and everything below it to markers, and collects the paths of
// strings.
func mark(v reflect.Value, path string, paths map[string]bool) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)))
		return
	case civil.Date:
		return
	}
	switch v.Kind() {
	case reflect.String:
		paths[path] = true
		v.SetString(marker(path))
	case reflect.Struct:
		for i := range v.NumField() {
			mark(v.Field(i), strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), paths)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		mark(v.Elem(), path, paths)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		mark(v.Index(0), path, paths)
	case reflect.Map:
		paths[path] = true
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(marker(path)), reflect.ValueOf(marker(path)))
	case reflect.Bool, reflect.Int:
	default:
		panic(fmt.Sprintf("%s is a %s", path, v.Kind()))
	}
}

// marked returns an incident with markers everywhere, with each typed content
// in a section of its own, and the paths with markers.
func marked() (*incident.Incident, map[string]bool) {
	var inc incident.Incident
	paths := make(map[string]bool)
	mark(reflect.ValueOf(&inc).Elem(), "", paths)
	inc.Updates[0].RetractedAt = time.Time{}
	s := inc.Postmortem.Sections[0]
	s.Form = incident.FormTable
	fields, timeline, actions := s, s, s
	fields.Timeline, fields.Actions = nil, nil
	timeline.Fields, timeline.Actions = nil, nil
	actions.Fields, actions.Timeline = nil, nil
	inc.Postmortem.Sections = []incident.Section{fields, timeline, actions}
	// Rows without Written show the layout and the sign.
	list := timeline
	tl := *s.Timeline
	tl.Events = []incident.Event{{At: tl.Events[0].At, Text: tl.Events[0].Text}}
	list.Form, list.Timeline = incident.FormBullets, &tl
	inc.Postmortem.Sections = append(inc.Postmortem.Sections, list)
	// The headings of a table decide its columns.
	inc.Postmortem.Sections[2].Columns = []string{"Action", "Type", "Owner", "Priority", "Ticket", "State", s.Columns[0]}
	return &inc, paths
}

func TestNothingPrivateShows(t *testing.T) {
	inc, paths := marked()
	for path := range paths {
		if _, ok := public[path]; !ok {
			t.Errorf("%s is not classified: may readers see it?", path)
		}
	}
	for path := range public {
		if !paths[path] {
			t.Errorf("%s is classified, but the model has no such string", path)
		}
	}

	internal := inc.Clone()
	for i := range internal.Postmortem.Sections {
		internal.Postmortem.Sections[i].Internal = true
	}
	hidden := inc.Clone()
	for i := range hidden.Postmortem.Sections {
		for j := range hidden.Postmortem.Sections[i].Actions {
			hidden.Postmortem.Sections[i].Actions[j].Internal = true
		}
	}
	draft := inc.Clone()
	draft.Postmortem.PublishedAt = time.Time{}
	retracted := inc.Clone()
	retracted.Updates[0].RetractedAt = retracted.Updates[0].At
	all := func(string) bool { return true }
	for _, test := range []struct {
		name string
		inc  *incident.Incident
		show func(path string) bool // of the public paths
	}{
		{"published", inc, all},
		{"internal sections", internal, func(path string) bool {
			return !strings.HasPrefix(path, "Postmortem.Sections")
		}},
		{"internal actions", hidden, func(path string) bool { return !strings.HasPrefix(path, "Postmortem.Sections.Actions") }},
		{"draft", draft, func(path string) bool { return !strings.HasPrefix(path, "Postmortem") }},
		{"retracted", retracted, func(path string) bool {
			return path == "Updates.Status" || !strings.HasPrefix(path, "Updates.")
		}},
		{"public copy", inc.Public(), all},
	} {
		for _, layout := range render.Layouts() {
			got := strings.ToLower(string(render.Text{Layout: layout}.Append(nil, test.inc)))
			for path := range public {
				shows := strings.Contains(got, marker(path))
				if shows && (!public[path] || !test.show(path)) {
					t.Errorf("%s, %s: %s shows", test.name, layout, path)
				}
				if must := public[path] && test.show(path) && !(layout == render.LayoutPlain && path == "Updates.Status"); must && !shows {
					t.Errorf("%s, %s: %s does not show", test.name, layout, path)
				}
			}
		}
	}
}
