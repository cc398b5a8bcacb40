package benchmarks

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// The reader that one would write with regular expressions: it finds the updates
// with status, time and body, the rows of a timeline below its heading, and the
// components. It knows the zone, checks nothing and escapes nothing.
var (
	stampRE    = regexp.MustCompile(`(?m)^Posted (\w{3} \d{2}, \d{4} - \d{2}:\d{2}) (\w+)\s*$`)
	labelRE    = regexp.MustCompile(`^\s*(Investigating|Identified|Monitoring|Resolved|Update|Postmortem)\s*\n`)
	headingRE  = regexp.MustCompile(`(?mi)^(timeline.*)$`)
	rowRE      = regexp.MustCompile(`(?m)^\s*(?:•\s*)?(\w+ \d{1,2}, \d{4},? )?(\d{1,2}:\d{2})(?: (AM|PM))?(?: ([A-Z]{3,4}))?[.:]? (.*)$`)
	affectedRE = regexp.MustCompile(`(?m)^This incident affect(?:ed|s): (.*)\.$`)
	groupRE    = regexp.MustCompile(`([^(),]+?) \(((?:[^()]|\([^()]*\))*)\)`)
)

type regexReport struct {
	title      string
	updates    []incident.Update
	events     []incident.Event
	components []incident.Component
}

func parseWithRegexps(data []byte, loc *time.Location) (*regexReport, error) {
	text := string(data)
	r := &regexReport{title: text[:strings.IndexByte(text, '\n')]}
	if m := affectedRE.FindStringSubmatch(text); m != nil {
		for _, g := range groupRE.FindAllStringSubmatch(m[1], -1) {
			for name := range strings.SplitSeq(g[2], ", ") {
				r.components = append(r.components, incident.Component{Group: strings.TrimPrefix(g[1], " and "), Name: name})
			}
		}
	}
	stamps := stampRE.FindAllStringSubmatchIndex(text, -1)
	begin := strings.IndexByte(text[len(r.title)+2:], '\n') + len(r.title) + 2
	for _, m := range stamps {
		at, err := time.ParseInLocation("Jan 02, 2006 - 15:04", text[m[2]:m[3]], loc)
		if err != nil {
			return nil, err
		}
		body := text[begin:m[0]]
		begin = m[1]
		label := ""
		if l := labelRE.FindStringSubmatch(body); l != nil {
			label, body = l[1], body[len(l[0]):]
		}
		if label == "Postmortem" {
			if h := headingRE.FindStringIndex(body); h != nil {
				for _, row := range rowRE.FindAllStringSubmatch(body[h[1]:], -1) {
					layout, value := "15:04", row[2]
					if row[3] != "" {
						layout, value = "3:04 PM", value+" "+row[3]
					}
					if row[1] != "" {
						layout, value = "January 2, 2006 "+layout, strings.Replace(row[1], ",  ", ", ", 1)+value
					}
					t, err := time.ParseInLocation(layout, value, loc)
					if err != nil {
						return nil, err
					}
					r.events = append(r.events, incident.Event{At: t, Text: row[5]})
				}
			}
			continue
		}
		r.updates = append(r.updates, incident.Update{Status: incident.Status(strings.ToLower(label)), At: at, Body: strings.TrimSpace(body)})
	}
	return r, nil
}

func TestRegexpsReadTheSame(t *testing.T) {
	want := fixture.Search()
	data := render.Text{}.Append(nil, want)
	loc, err := want.Page.Location()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parse.Text{Zone: loc}.Parse("search", data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := parseWithRegexps(data, loc)
	if err != nil {
		t.Fatal(err)
	}
	inc := doc.Incidents[0]
	if len(got.updates) != len(inc.Updates) || len(got.components) != len(inc.Components) {
		t.Fatalf("%d updates and %d components, want %d and %d", len(got.updates), len(got.components), len(inc.Updates), len(inc.Components))
	}
	for i, u := range got.updates {
		if w := inc.Updates[len(inc.Updates)-1-i]; !u.At.Equal(w.At) || string(w.Status) != string(u.Status) || u.Body != w.Body {
			t.Errorf("update %d: %+v, want %+v", i, u, w)
		}
	}
	i := 0
	for e := range inc.Postmortem.Events() {
		if i >= len(got.events) || !got.events[i].At.Equal(e.At) || got.events[i].Text != e.Text {
			t.Fatalf("event %d: %+v of %+v", i, e, got.events)
		}
		i++
	}
}

func BenchmarkParse(b *testing.B) {
	inc := fixture.Search()
	data := render.Text{}.Append(nil, inc)
	loc, err := inc.Page.Location()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("parse.Text", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := (parse.Text{Zone: loc}).Parse("search", data); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("regexp", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := parseWithRegexps(data, loc); err != nil {
				b.Fatal(err)
			}
		}
	})
}
