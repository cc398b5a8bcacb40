package benchmarks

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// The reader that one would write with regular expressions. It does what
// parse.Text does for an ordinary page, a line at a time: it finds out what each
// line is, resolves times in the page's zone, tells the sections of the postmortem
// apart, with their timeline, lists and fields, and escapes bodies. It knows no
// strange zones, tells no places and checks nothing that it read.
var (
	subheaderRE = regexp.MustCompile(`^(?:Incident|Scheduled Maintenance) Report for (.+)$`)
	labelRE     = regexp.MustCompile(`^(Investigating|Identified|Monitoring|Resolved|Scheduled|In progress|Verifying|Completed|Update|Postmortem)$`)
	stampRE     = regexp.MustCompile(`^Posted (?:.{1,40} ago\. )?(\w{3} \d{2}) ?, (\d{4} - \d{2}:\d{2}) (\S+)$`)
	editedRE    = regexp.MustCompile(`^Edited (\w{3} \d{2}, \d{4} - \d{2}:\d{2}) (\S+)$`)
	nextRE      = regexp.MustCompile(`^Next update by (?:(\w{3} \d{1,2})(?:, (\d{4}))?, )?(\d{2}:\d{2}) (\S+)$`)
	affectedRE  = regexp.MustCompile(`^This (?:incident|scheduled maintenance) affect(?:ed|s): (.*)\.$`)
	groupRE     = regexp.MustCompile(`([^(),]+?) \(((?:[^()]|\([^()]*\))*)\)`)
	timelineRE  = regexp.MustCompile(`(?i)^(?:incident |detailed )?timeline(?: of events)?(?: ?\(([^)]*)\))?:?$`)
	colonRE     = regexp.MustCompile(`^[A-Z](?:\S+ ){0,6}\S+:$`)
	aloneRE     = regexp.MustCompile(`^[A-Z][^.!?;,:]*$`)
	fieldRE     = regexp.MustCompile(`^([A-Z][A-Za-z -]{1,30}): (\S.*)$`)
	bulletRE    = regexp.MustCompile(`^•\s+(\S.*)$`)
	numberRE    = regexp.MustCompile(`^(\d{1,5})\. (\S.*)$`)
	rowREs      = []*regexp.Regexp{
		regexp.MustCompile(`^(?:•\s*)?((?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}),? (\d{1,2}:\d{2}) ?(AM|PM)? ?([A-Z]{3,4})?[.:]? (.*)$`),
		regexp.MustCompile(`^(?:•\s*)?(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})() ?([A-Z]{3,4})?[.:]? (.*)$`),
		regexp.MustCompile(`^(?:•\s*)?()(\d{1,2}:\d{2}) (AM|PM) ?([A-Z]{3,4})?[.:]? (.*)$`),
		regexp.MustCompile(`^(?:•\s*)?()(\d{1,2}:\d{2})() ?([A-Z]{3,4})?[.:]? (.*)$`),
	}
	zoneRE      = regexp.MustCompile(`\b([A-Z]{3,4})\b`)
	specialRE   = regexp.MustCompile("[\\\\`*_\\[\\]<~|]|&[A-Za-z0-9#]|://|@")
	lineStartRE = regexp.MustCompile(`(?m)^(?:[#>=:+-]|\d{1,9}[.)])`)
	spaceRE     = regexp.MustCompile(`[ \t\x{a0}]+`)
)

type regexReader struct {
	loc *time.Location
	inc incident.Incident
}

// escape makes Markdown of text.
func escape(text string) string {
	text = specialRE.ReplaceAllString(text, `\$0`)
	return lineStartRE.ReplaceAllString(text, `\$0`)
}

func (r *regexReader) time(layout, value, zone string) (time.Time, error) {
	t, err := time.ParseInLocation(layout, value, r.loc)
	if err != nil {
		return t, err
	}
	if name, _ := t.Zone(); zone != "" && name != zone {
		return t, fmt.Errorf("%s is not in force", zone)
	}
	return t, nil
}

func parseWithRegexps(data []byte, loc *time.Location) (*incident.Incident, error) {
	r := &regexReader{loc: loc}
	var block []string
	label, title := "", ""
	var updates []incident.Update
	for line := range strings.SplitSeq(string(data), "\n") {
		line = strings.TrimSpace(spaceRE.ReplaceAllString(line, " "))
		if title == "" {
			title = line
			continue
		}
		if m := subheaderRE.FindStringSubmatch(line); m != nil && r.inc.Page.Name == "" {
			r.inc.Page.Name = m[1]
			continue
		}
		if m := labelRE.FindStringSubmatch(line); m != nil {
			label, block = m[1], nil
			continue
		}
		if m := stampRE.FindStringSubmatch(line); m != nil {
			at, err := r.time("Jan 02, 2006 - 15:04", m[1]+", "+m[2], m[3])
			if err != nil {
				return nil, err
			}
			if label == "Postmortem" {
				r.inc.Postmortem = &incident.Postmortem{PublishedAt: at}
				if err := r.sections(block, at); err != nil {
					return nil, err
				}
			} else {
				u := incident.Update{Status: incident.Status(strings.ReplaceAll(strings.ToLower(label), " ", "_")), At: at}
				if n := len(block); n > 0 {
					if m := nextRE.FindStringSubmatch(block[n-1]); m != nil {
						block = block[:n-1]
					}
				}
				u.Body = escape(strings.TrimSpace(strings.Join(block, "\n")))
				updates = append(updates, u)
			}
			label, block = "", nil
			continue
		}
		if editedRE.MatchString(line) {
			continue
		}
		if m := affectedRE.FindStringSubmatch(line); m != nil {
			for _, g := range groupRE.FindAllStringSubmatch(m[1], -1) {
				for name := range strings.SplitSeq(g[2], ", ") {
					r.inc.Components = append(r.inc.Components, incident.Component{Group: strings.TrimPrefix(g[1], " and "), Name: name})
				}
			}
			continue
		}
		block = append(block, line)
	}
	status := incident.Status("")
	for i := len(updates) - 1; i >= 0; i-- {
		u := updates[i]
		if u.Status == "update" {
			u.Status = status
		}
		status = u.Status
		r.inc.Updates = append(r.inc.Updates, u)
	}
	r.inc.Title = title
	return &r.inc, nil
}

func (r *regexReader) sections(lines []string, near time.Time) error {
	cur := incident.Section{}
	var body []string
	flush := func() {
		cur.Body = escape(strings.TrimSpace(strings.Join(body, "\n")))
		if cur.Heading != "" || cur.Body != "" || cur.Timeline != nil {
			r.inc.Postmortem.Sections = append(r.inc.Postmortem.Sections, cur)
		}
		cur, body = incident.Section{}, nil
	}
	for i, line := range lines {
		if line == "" {
			body = append(body, line)
			continue
		}
		if m := r.row(line); m != nil {
			layout, value := "15:04", m[2]
			if m[3] != "" {
				layout, value = "3:04 PM", value+" "+m[3]
			}
			day := m[1]
			if day == "" {
				day = near.In(r.loc).AddDate(0, 0, -11).Format("January 2, 2006")
			}
			at, err := r.time("January 2, 2006 "+layout, day+" "+value, m[4])
			if err != nil {
				return err
			}
			if cur.Timeline == nil {
				cur.Timeline = &incident.Timeline{}
				if z := zoneRE.FindString(cur.Heading); z != "" {
					cur.Timeline.Zone = z
				}
			}
			cur.Timeline.Events = append(cur.Timeline.Events, incident.Event{At: at, Text: escape(m[5])})
			continue
		}
		alone := (i == 0 || lines[i-1] == "") && i+1 < len(lines) && lines[i+1] == ""
		switch {
		case bulletRE.MatchString(line), numberRE.MatchString(line):
			body = append(body, line)
		case timelineRE.MatchString(line), colonRE.MatchString(line), alone && aloneRE.MatchString(line):
			flush()
			cur.Heading = line
		case fieldRE.MatchString(line):
			m := fieldRE.FindStringSubmatch(line)
			cur.Fields = append(cur.Fields, incident.Field{Name: m[1], Value: escape(m[2])})
		default:
			body = append(body, line)
		}
	}
	flush()
	return nil
}

func (r *regexReader) row(line string) []string {
	for _, re := range rowREs {
		if m := re.FindStringSubmatch(line); m != nil {
			return m
		}
	}
	return nil
}

// page is what both read.
func parsePage(tb testing.TB) (data []byte, loc *time.Location) {
	inc := fixture.Webhooks()
	loc, err := inc.Page.Location()
	if err != nil {
		tb.Fatal(err)
	}
	return render.Text{}.Append(nil, inc), loc
}

func TestRegexpsReadTheSame(t *testing.T) {
	data, loc := parsePage(t)
	doc, err := parse.Text{Zone: loc}.Parse("page", data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := parseWithRegexps(data, loc)
	if err != nil {
		t.Fatal(err)
	}
	want := doc.Incidents[0]
	if len(got.Updates) != len(want.Updates) || len(got.Components) != len(want.Components) || got.Title != want.Title || got.Page.Name != want.Page.Name {
		t.Fatalf("%+v\n%+v", got, want)
	}
	for i, u := range got.Updates {
		if w := want.Updates[i]; !u.At.Equal(w.At) || w.Status != u.Status || u.Body != w.Body {
			t.Errorf("update %d: %+v, want %+v", i, u, w)
		}
	}
	for i, s := range want.Postmortem.Sections {
		g := got.Postmortem.Sections[i]
		if g.Heading != s.Heading || g.Body != s.Body {
			t.Errorf("section %d: %+v, want %+v", i, g, s)
		}
		if s.Timeline == nil {
			continue
		}
		for j, e := range s.Timeline.Events {
			if ge := g.Timeline.Events[j]; !ge.At.Equal(e.At) || ge.Text != e.Text {
				t.Errorf("event %d: %+v, want %+v", j, ge, e)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	data, loc := parsePage(b)
	b.Run("parse.Text", func(b *testing.B) {
		b.ReportAllocs()
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := (parse.Text{Zone: loc}).Parse("page", data); err != nil {
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
