package benchmarks

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
)

// The regular expressions of a reader of plain text. For an ordinary page whose
// zone is given, it does the same as parse.Text, one line at a time:
//
//   - it classifies each line and records the position of each value;
//   - it resolves times and checks that the written zone is in force;
//   - it finds the kinds of the sections of the postmortem, with their timeline,
//     actions and fields;
//   - it dates rows without a date by the first update and by the row above;
//   - it finds the layout and the sign of the rows, and keeps the words of a time
//     that would be written differently;
//   - it escapes bodies as Markdown;
//   - it checks that the sentence of the components is the one it would write.
//
// It knows only the zone of the page, UTC, and a few forms of times, and does
// not look for lines that imitate structure.
var (
	subheaderRE = regexp.MustCompile(`^(?:Incident|Scheduled Maintenance) Report for (.+)$`)
	labelRE     = regexp.MustCompile(`^(Investigating|Identified|Monitoring|Resolved|Scheduled|In progress|Verifying|Completed|Update|Postmortem)$`)
	stampRE     = regexp.MustCompile(`^Posted (?:.{1,40} ago\. )?(\w{3} \d{2}) ?, (\d{4} - \d{2}:\d{2}) (\S+)$`)
	editedRE    = regexp.MustCompile(`^Edited (\w{3} \d{2}, \d{4} - \d{2}:\d{2}) (\S+)$`)
	nextRE      = regexp.MustCompile(`^Next update by (?:(\w{3} \d{1,2})(?:, (\d{4}))?, )?(\d{2}:\d{2}) (\S+)$`)
	affectedRE  = regexp.MustCompile(`^This (?:incident|scheduled maintenance) affect(?:ed|s): (.*)\.$`)
	groupRE     = regexp.MustCompile(`([^(),]+?) \(((?:[^()]|\([^()]*\))*)\)`)
	timelineRE  = regexp.MustCompile(`(?i)^(?:incident |detailed )?timeline(?: of events)?(?: ?\(([^)]*)\))?:?$`)
	columnsRE   = regexp.MustCompile(`^Time(?: \(([^)]*)\))? Event$`)
	titleRE     = regexp.MustCompile(`^[A-Z].*\([A-Z][a-z]+ \d{1,2}, \d{4}`)
	colonRE     = regexp.MustCompile(`^[A-Z](?:\S+ ){0,6}\S+:$`)
	aloneRE     = regexp.MustCompile(`^[A-Z][^.!?;,:]*$`)
	fieldRE     = regexp.MustCompile(`^([A-Z][A-Za-z -]{1,30}): (\S.*)$`)
	bulletRE    = regexp.MustCompile(`^•\s+(\S.*)$`)
	numberRE    = regexp.MustCompile(`^(\d{1,5})\. (\S.*)$`)
	rowREs      = []*regexp.Regexp{ // bullet, date, clock, AM or PM, zone, sign, text
		regexp.MustCompile(`^(•\s*)?((?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4},?) (\d{1,2}:\d{2}) ?(AM|PM)? ?([A-Z]{3,4})?([.:]?) (.*)$`),
		regexp.MustCompile(`^(•\s*)?(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})() ?([A-Z]{3,4})?([.:]?) (.*)$`),
		regexp.MustCompile(`^(•\s*)?()(\d{1,2}:\d{2}) (AM|PM) ?([A-Z]{3,4})?([.:]?) (.*)$`),
		regexp.MustCompile(`^(•\s*)?()(\d{1,2}:\d{2})() ?([A-Z]{3,4})?([.:]?) (.*)$`),
	}
	rowDates = []string{"January 2, 2006", "2006-01-02", "", ""} // one for each of rowREs
	kinds    = []struct {
		re   *regexp.Regexp
		kind incident.SectionKind
	}{
		{timelineRE, incident.SectionTimeline},
		{regexp.MustCompile(`(?i)^immediate|mitigation`), incident.SectionMitigation},
		{regexp.MustCompile(`(?i)^clos|conclusion`), incident.SectionClosing},
		{regexp.MustCompile(`(?i)summary|overview|what happened`), incident.SectionSummary},
		{regexp.MustCompile(`(?i)root cause|^causes?\b`), incident.SectionRootCause},
		{regexp.MustCompile(`(?i)impact`), incident.SectionImpact},
		{regexp.MustCompile(`(?i)action|next steps|prevent|follow-up`), incident.SectionActions},
		{regexp.MustCompile(`(?i)resolution|recovery`), incident.SectionResolution},
	}
	zoneRE      = regexp.MustCompile(`\b([A-Z]{3,4})\b`)
	specialRE   = regexp.MustCompile("[\\\\`*_\\[\\]<~|]|&[A-Za-z0-9#]|://|@")
	lineStartRE = regexp.MustCompile(`(?m)^(?:[#>=:+-]|\d{1,9}[.)])`)
	spaceRE     = regexp.MustCompile(`[ \t\x{a0}]+`)
	listRE      = regexp.MustCompile(`(?m)^•\s+`)
)

// A regexReader holds the parts of a page read so far.
type regexReader struct {
	loc    *time.Location
	inc    incident.Incident
	places []regexPlace
}

// A regexPlace is the position of a value.
type regexPlace struct {
	path       string
	i, j       int
	start, end int
}

// A regexLine is a line of the page with its spaces folded, and its position.
type regexLine struct {
	text       string
	start, end int
}

func (r *regexReader) place(path string, i, j int, first, last regexLine) {
	r.places = append(r.places, regexPlace{path, i, j, first.start, last.end})
}

// escape converts text to Markdown.
func escape(text string) string {
	text = specialRE.ReplaceAllString(text, `\$0`)
	text = lineStartRE.ReplaceAllString(text, `\$0`)
	return listRE.ReplaceAllString(text, "- ")
}

// body converts lines to Markdown.
func (r *regexReader) body(path string, i int, lines []regexLine) string {
	for len(lines) > 0 && lines[0].text == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].text == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return ""
	}
	r.place(path, i, 0, lines[0], lines[len(lines)-1])
	text := make([]string, len(lines))
	for k, l := range lines {
		text[k] = l.text
	}
	return escape(strings.Join(text, "\n"))
}

// inZone parses a time in loc, and checks that zone is in force then.
func inZone(layout, value, zone string, loc *time.Location) (time.Time, error) {
	t, err := time.ParseInLocation(layout, value, loc)
	if err != nil {
		return t, err
	}
	if name, _ := t.Zone(); zone != "" && name != zone {
		return t, fmt.Errorf("%s is not in force", zone)
	}
	return t, nil
}

func parseWithRegexps(data []byte, loc *time.Location) (*regexReader, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8")
	}
	r := &regexReader{loc: loc}
	r.inc.Page.TimeZone = loc.String()
	var block, report []regexLine
	var label regexLine
	var updates []incident.Update // from newest to oldest
	source := string(data)
	for start := 0; start < len(source); {
		end := strings.IndexByte(source[start:], '\n')
		if end < 0 {
			end = len(source) - start
		}
		l := regexLine{strings.TrimSpace(spaceRE.ReplaceAllString(source[start:start+end], " ")), start, start + end}
		start += end + 1
		if r.inc.Title == "" {
			r.inc.Title = l.text
			r.place("title", 0, 0, l, l)
			continue
		}
		if m := subheaderRE.FindStringSubmatch(l.text); m != nil && r.inc.Page.Name == "" {
			r.inc.Page.Name = m[1]
			r.place("page.name", 0, 0, l, l)
			continue
		}
		if m := labelRE.FindStringSubmatch(l.text); m != nil {
			label, block = l, nil
			continue
		}
		if m := stampRE.FindStringSubmatch(l.text); m != nil {
			at, err := inZone("Jan 02, 2006 - 15:04", m[1]+", "+m[2], m[3], loc)
			if err != nil {
				return nil, err
			}
			if label.text == "Postmortem" {
				r.inc.Postmortem, report = &incident.Postmortem{PublishedAt: at}, block
				r.place("postmortem.published_at", 0, 0, l, l)
			} else {
				u := incident.Update{Status: incident.Status(strings.ReplaceAll(strings.ToLower(label.text), " ", "_")), At: at}
				if n := len(block); n > 0 {
					if m := nextRE.FindStringSubmatch(block[n-1].text); m != nil {
						block = block[:n-1]
					}
				}
				r.place("updates.status", len(updates), 0, label, label)
				r.place("updates.at", len(updates), 0, l, l)
				u.Body = r.body("updates.body", len(updates), block)
				updates = append(updates, u)
			}
			label, block = regexLine{}, nil
			continue
		}
		if editedRE.MatchString(l.text) {
			continue
		}
		if m := affectedRE.FindStringSubmatch(l.text); m != nil {
			if err := r.components(m[1]); err != nil {
				return nil, err
			}
			r.place("components", 0, 0, l, l)
			continue
		}
		block = append(block, l)
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
	if r.inc.Postmortem != nil && len(r.inc.Updates) > 0 {
		if err := r.sections(report, r.inc.Updates[0].At); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// components reads the sentence of the components, and writes it again to check
// that nothing is lost.
func (r *regexReader) components(sentence string) error {
	var again strings.Builder
	for i, g := range groupRE.FindAllStringSubmatch(sentence, -1) {
		group := strings.TrimPrefix(g[1], " and ")
		if i > 0 {
			again.WriteString(" and ")
		}
		again.WriteString(group + " (" + g[2] + ")")
		for name := range strings.SplitSeq(g[2], ", ") {
			r.inc.Components = append(r.inc.Components, incident.Component{Group: group, Name: name})
		}
	}
	if again.String() != sentence {
		return fmt.Errorf("%q comes back as %q", sentence, again.String())
	}
	return nil
}

// sections reads the postmortem. Rows without a date are near the given time.
func (r *regexReader) sections(lines []regexLine, near time.Time) error {
	pm := r.inc.Postmortem
	cur := incident.Section{}
	var body []regexLine
	flush := func() {
		if cur.Actions != nil {
			cur.After = r.body("postmortem.sections.after", len(pm.Sections), body)
		} else {
			cur.Body = r.body("postmortem.sections.body", len(pm.Sections), body)
		}
		if cur.Heading == "" && cur.Fields != nil && cur.Body != "" {
			cur.Kind = incident.SectionClosing
		}
		if cur.Heading != "" || cur.Body != "" || cur.Timeline != nil || cur.Fields != nil {
			pm.Sections = append(pm.Sections, cur)
		}
		cur, body = incident.Section{}, nil
	}
	for i, l := range lines {
		line := l.text
		if line == "" {
			if len(body) > 0 {
				body = append(body, l)
			}
			continue
		}
		if m := columnsRE.FindStringSubmatch(line); m != nil {
			cur.Form, cur.Timeline = incident.FormTable, &incident.Timeline{Zone: m[1]}
			continue
		}
		if m, date := r.row(line); m != nil {
			if cur.Timeline == nil {
				cur.Timeline = &incident.Timeline{Zone: zoneRE.FindString(cur.Heading), Mark: m[6]}
				if cur.Form = incident.FormParagraphs; m[1] != "" {
					cur.Form = incident.FormBullets
				}
			}
			e, err := r.event(cur.Timeline, m, date, near)
			if err != nil {
				return err
			}
			near = e.At
			r.place("postmortem.sections.timeline.events", len(pm.Sections), len(cur.Timeline.Events), l, l)
			cur.Timeline.Events = append(cur.Timeline.Events, e)
			continue
		}
		alone := (i == 0 || lines[i-1].text == "") && i+1 < len(lines) && lines[i+1].text == ""
		item, form := bulletRE.FindStringSubmatch(line), incident.FormBullets
		if item == nil {
			item, form = numberRE.FindStringSubmatch(line), incident.FormNumbered
		}
		switch {
		case item != nil && cur.Kind == incident.SectionActions:
			if cur.Actions == nil {
				cur.Body, cur.Form, body = r.body("postmortem.sections.body", len(pm.Sections), body), form, nil
			}
			r.place("postmortem.sections.actions", len(pm.Sections), len(cur.Actions), l, l)
			cur.Actions = append(cur.Actions, incident.Action{Text: escape(item[len(item)-1])})
		case item != nil:
			body = append(body, l)
		case len(pm.Sections) == 0 && cur.Heading == "" && len(body) == 0 && alone && titleRE.MatchString(line):
			pm.Title = line
			r.place("postmortem.title", 0, 0, l, l)
		case timelineRE.MatchString(line), colonRE.MatchString(line), alone && aloneRE.MatchString(line):
			flush()
			cur.Heading = line
			for _, k := range kinds {
				if k.re.MatchString(line) {
					cur.Kind = k.kind
					break
				}
			}
			r.place("postmortem.sections.heading", len(pm.Sections), 0, l, l)
		case fieldRE.MatchString(line):
			if n := len(body); n > 1 && body[n-2].text == "" && body[n-1].text != "" && cur.Fields == nil {
				signature := body[n-1:] // a separate line above the fields is a section of its own
				body = body[:n-1]
				flush()
				body = signature
			}
			m := fieldRE.FindStringSubmatch(line)
			r.place("postmortem.sections.fields", len(pm.Sections), len(cur.Fields), l, l)
			cur.Fields = append(cur.Fields, incident.Field{Name: m[1], Value: escape(m[2])})
		default:
			body = append(body, l)
		}
	}
	flush()
	return nil
}

// event makes an event from the parts of a row. A row without a date is on the
// day of the row above or on the next day.
func (r *regexReader) event(tl *incident.Timeline, m []string, date string, near time.Time) (incident.Event, error) {
	loc, zone := r.loc, m[5]
	if zone == "" {
		zone = tl.Zone
	}
	if zone == "UTC" {
		loc = time.UTC
	}
	clock, written := "15:04", m[3]
	if m[4] != "" {
		clock, written = "3:04 PM", written+" "+m[4]
	}
	near = near.In(loc)
	day := near.Format("2006-01-02")
	if date != "" {
		if strings.HasSuffix(m[2], ",") {
			date += ","
		}
		t, err := time.Parse(date, m[2])
		if err != nil {
			return incident.Event{}, err
		}
		day = t.Format("2006-01-02")
	}
	at, err := inZone("2006-01-02 "+clock, day+" "+written, zone, loc)
	if err == nil && date == "" && near.Sub(at) > 12*time.Hour {
		at, err = inZone("2006-01-02 "+clock, near.AddDate(0, 0, 1).Format("2006-01-02")+" "+written, zone, loc)
	}
	if err != nil {
		return incident.Event{}, err
	}
	layout := clock
	if date != "" {
		layout, written = date+" "+clock, m[2]+" "+written
	}
	if m[5] != "" {
		layout, written = layout+" MST", written+" "+m[5]
	}
	if tl.TimeFormat == "" {
		tl.TimeFormat = layout
	}
	e := incident.Event{At: at, Text: escape(m[7])}
	if at.Format(tl.TimeFormat) != written || m[6] != tl.Mark {
		e.Written = written + m[6]
	}
	return e, nil
}

// row returns the parts of a row and the layout of its date.
func (r *regexReader) row(line string) (m []string, date string) {
	for i, re := range rowREs {
		if m := re.FindStringSubmatch(line); m != nil {
			return m, rowDates[i]
		}
	}
	return nil, ""
}
