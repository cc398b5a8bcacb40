package words

import (
	"slices"
	"strings"
)

// IsTimelineHeading reports whether a line is the heading of a timeline:
// "Timeline", "Incident timeline:", "Timeline of Events (UTC)".
func (l *Language) IsTimelineHeading(line string) bool {
	if len(line) < len("timeline") || len(line) > 80 {
		return false
	}
	t := strings.TrimSuffix(line, ":")
	if strings.HasSuffix(t, ")") {
		open := strings.LastIndexByte(t, '(')
		if open < 0 {
			return false
		}
		t = strings.TrimRight(t[:open], " ")
	}
	for _, h := range l.TimelineHeadings {
		if strings.EqualFold(t, h) {
			return true
		}
	}
	return false
}

// IsLeadIn reports whether a line that ends in a colon is a heading and not the
// start of a sentence: at most seven words, none of them a verb or "following".
func (l *Language) IsLeadIn(line string) bool {
	n := 0
	for w := range strings.FieldsSeq(strings.TrimSuffix(line, ":")) {
		if n++; n > 7 || slices.Contains(l.NotInHeadings, strings.ToLower(strings.Trim(w, ",;"))) {
			return false
		}
	}
	return n > 0
}

// IsTimeColumn reports whether a column holds times, by its heading.
func (l *Language) IsTimeColumn(heading string) bool {
	heading = strings.ToLower(heading)
	for _, w := range l.TimeColumns {
		if rest, ok := strings.CutPrefix(heading, w); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return true
		}
	}
	return false
}

// DayFields returns the names of fields whose value is the day of the incident,
// the surest first.
func (l *Language) DayFields() []string { return l.DateFields }

// SpeaksOfZone reports whether a sentence, in lower case, speaks of the zone of
// times: "all times are in CET".
func (l *Language) SpeaksOfZone(sentence string) bool {
	if strings.HasPrefix(sentence, "time (") {
		return true
	}
	for _, cue := range l.ZoneCues {
		if strings.Contains(sentence, cue) {
			return true
		}
	}
	return false
}

// IsDayField reports whether a field has the day of the incident, by its name.
func (l *Language) IsDayField(name string) bool {
	for _, f := range l.DateFields {
		if strings.EqualFold(name, f) {
			return true
		}
	}
	return false
}

// LeadsDay reports whether a sentence begins as one that says when it happened:
// "On March 5, 2024 the site was down".
func (l *Language) LeadsDay(sentence string) bool {
	sentence = strings.TrimLeft(sentence, " \t*_>-")
	for _, lead := range l.DayLeads {
		if len(sentence) > len(lead) && strings.EqualFold(sentence[:len(lead)], lead) {
			return true
		}
	}
	return false
}

// TellsOtherDay reports whether the day that a sentence names is not that of
// the incident: of its report, of a plan, or of an earlier incident.
func (l *Language) TellsOtherDay(sentence string) bool {
	sentence = strings.ToLower(sentence)
	for _, cue := range l.OtherDayCues {
		if strings.Contains(sentence, cue) {
			return true
		}
	}
	return false
}

// TimelineColumn is the meaning of a column in a table of rows.
type TimelineColumn uint8

const (
	NoColumn    TimelineColumn = iota
	TimeColumn                 // times, perhaps with dates
	DateColumn                 // dates
	DayColumn                  // days of the week, or a count of days
	EventColumn                // the text
	ActorColumn                // who did it
	ZoneColumn                 // zones of the times
)

// TimelineColumn returns the meaning of a column in a table of rows, by its
// heading. What stands in brackets does not count.
func (l *Language) TimelineColumn(heading string) TimelineColumn {
	h := strings.ToLower(heading)
	if i := strings.IndexByte(h, '('); i > 0 {
		h = h[:i]
	}
	h = strings.TrimSpace(h)
	for _, c := range l.TimelineColumns {
		if slices.Contains(c.Names, h) {
			return c.Column
		}
	}
	if !l.IsTimeColumn(h) && h != "ts" || l.TimeTo != "" && strings.HasPrefix(h, l.TimeTo) {
		return NoColumn
	}
	if strings.HasPrefix(h, "date") && !strings.Contains(h, "time") {
		return DateColumn
	}
	return TimeColumn
}

// TimelineColumns lists the headings under which tables of rows have a column,
// in lower case.
type TimelineColumns struct {
	Column TimelineColumn
	Names  []string
}
