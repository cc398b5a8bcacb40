package words

import "strings"

// timelineHeadings are the headings of a timeline in plain text, in lower case.
var timelineHeadings = [...]string{
	"timeline", "timeline of events", "incident timeline", "detailed timeline", "incident timeline of events",
	"detailed timeline of events",
}

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
	for _, h := range timelineHeadings {
		if strings.EqualFold(t, h) {
			return true
		}
	}
	return false
}

// sentenceWords give away that a short line with a colon at its end is the start of
// a sentence which a list ends, and no heading.
var sentenceWords = map[string]bool{
	"following": true, "below": true, "include": true, "includes": true, "including": true, "are": true, "is": true, "was": true,
	"were": true, "we": true, "our": true, "will": true, "have": true, "has": true, "involved": true,
}

// IsLeadIn reports whether a line that ends in a colon is a heading and not the
// start of a sentence: at most seven words, none of them a verb or "following".
func (l *Language) IsLeadIn(line string) bool {
	words := 0
	for w := range strings.FieldsSeq(strings.TrimSuffix(line, ":")) {
		if words++; words > 7 || sentenceWords[strings.ToLower(strings.Trim(w, ",;"))] {
			return false
		}
	}
	return words > 0
}

// timeColumns are what the heading of a column of times begins with, in lower case.
var timeColumns = [...]string{"time", "date", "when", "timestamp", "clock"}

// IsTimeColumn reports whether a column holds times, by its heading.
func (l *Language) IsTimeColumn(heading string) bool {
	heading = strings.ToLower(heading)
	for _, w := range timeColumns {
		if rest, ok := strings.CutPrefix(heading, w); ok && (rest == "" || rest[0] < 'a' || rest[0] > 'z') {
			return true
		}
	}
	return false
}

// dayFields are the names of fields whose value is the day of the incident.
var dayFields = [...]string{"Date", "Incident Date", "Date of incident", "Start"}

// DayFields returns the names of fields whose value is the day of the incident, the
// surest first.
func (l *Language) DayFields() []string { return dayFields[:] }

// zoneCues are what a sentence says that names the zone of times, in lower case.
var zoneCues = [...]string{"times", "time zone", "timezone"}

// SpeaksOfZone reports whether a sentence, in lower case, speaks of the zone of
// times: "all times are in CET".
func (l *Language) SpeaksOfZone(sentence string) bool {
	if strings.HasPrefix(sentence, "time (") {
		return true
	}
	for _, cue := range zoneCues {
		if strings.Contains(sentence, cue) {
			return true
		}
	}
	return false
}

// IsDayField reports whether a field has the day of the incident, by its name.
func (l *Language) IsDayField(name string) bool {
	for _, f := range dayFields {
		if strings.EqualFold(name, f) {
			return true
		}
	}
	return false
}

// dayLeads stand before the day of the incident at the start of a sentence.
var dayLeads = [...]string{"on ", "between ", "from ", "starting ", "beginning ", "at "}

// LeadsDay reports whether a sentence begins as one that says when it happened: "On
// March 5, 2024 the site was down".
func (l *Language) LeadsDay(sentence string) bool {
	sentence = strings.TrimLeft(sentence, " \t*_>-")
	for _, lead := range dayLeads {
		if len(sentence) > len(lead) && strings.EqualFold(sentence[:len(lead)], lead) {
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
)

// timelineColumns are the headings of the columns of a timeline, in lower case.
var timelineColumns = map[string]TimelineColumn{
	"day": DayColumn, "weekday": DayColumn,
	"event": EventColumn, "events": EventColumn, "description": EventColumn, "what": EventColumn, "what happened": EventColumn,
	"summary": EventColumn, "details": EventColumn, "detail": EventColumn, "action": EventColumn, "activity": EventColumn,
	"update": EventColumn, "note": EventColumn, "notes": EventColumn, "message": EventColumn, "text": EventColumn, "comment": EventColumn,
	"who": ActorColumn, "actor": ActorColumn, "by": ActorColumn, "person": ActorColumn, "owner": ActorColumn, "team": ActorColumn,
	"author": ActorColumn, "responsible": ActorColumn, "user": ActorColumn,
}

// TimelineColumn returns the meaning of a column in a table of rows, by its heading.
// What stands in brackets does not count.
func (l *Language) TimelineColumn(heading string) TimelineColumn {
	h := strings.ToLower(heading)
	if i := strings.IndexByte(h, '('); i > 0 {
		h = h[:i]
	}
	h = strings.TrimSpace(h)
	if c, ok := timelineColumns[h]; ok {
		return c
	}
	if !l.IsTimeColumn(h) && h != "ts" {
		return NoColumn
	}
	if strings.HasPrefix(h, "date") && !strings.Contains(h, "time") {
		return DateColumn
	}
	return TimeColumn
}
