package report

import (
	"cmp"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// scope is a heading, or the top of the document, with the text directly below
// it. Both may name the zone of times in the sections within.
type scope struct {
	heading, text string // not examined yet
	zone          string // zone in the texts that were examined
}

// add adds a text.
func (s *scope) add(text string, phrases *words.Language) {
	if s.text != "" {
		s.find(phrases)
	}
	s.text = text
}

// find returns the zone that the scope names, or "". The text takes precedence
// over the heading.
func (s *scope) find(phrases *words.Language) string {
	s.zone = cmp.Or(zoneOfSentence(s.text, phrases), zoneOfHeading(s.heading), s.zone)
	s.heading, s.text = "", ""
	return s.zone
}

// zoneAbove returns the zone that an enclosing heading, or the text below it,
// names for all times within: "Timeline (CET)" above a heading for each day.
func (r *reader) zoneAbove() string {
	for i := len(r.scopes) - 1; i > 0; i-- {
		if zone := r.scopes[i].find(r.ctx.Phrases); zone != "" {
			return zone
		}
	}
	if r.enclosing.inside {
		if zone := r.above.find(r.ctx.Phrases); zone != "" {
			return zone
		}
	}
	return r.scopes[0].find(r.ctx.Phrases)
}

// ZoneNamed returns the zone that a timeline names for its rows, in its
// heading, in the headings of its columns, or in a sentence about times above
// it, or "".
func ZoneNamed(heading string, columns []string, body string, phrases *words.Language) string {
	if z := zoneOfHeading(heading); z != "" {
		return z
	}
	for _, c := range columns {
		if z := zoneIn(c); z != "" {
			return z
		}
	}
	return zoneOfSentence(body, phrases)
}

// zoneOfHeading returns the zone that a heading names for the times below it,
// even if that is the zone of a time in the heading: "22:04-23:00 UTC: Errors".
func zoneOfHeading(heading string) string {
	if z := zoneIn(heading); z != "" {
		return z
	}
	cut, _ := row.Cut(heading)
	return cut.Read.From.Zone
}

// zoneOfSentence returns the zone that a sentence in a text names for times, or
// "".
func zoneOfSentence(body string, phrases *words.Language) string {
	for sentence := range strings.SplitSeq(body, "\n") {
		sentence = strings.Trim(sentence, " \t*_>")
		if phrases.Evidence.IsAboutZone(sentence) || phrases.Headings.IsTimeline(strings.TrimRight(sentence, ":*_")) {
			if z := zoneIn(sentence); z != "" {
				return z
			}
		}
	}
	return ""
}

// ZoneOfRows returns the zone that is written in every row, or "".
func ZoneOfRows(rows []Row) string {
	same, found := "", false
	for i := range rows {
		if rows[i].Read.IsZero() {
			continue
		}
		z := rows[i].Read.From.Zone
		if z == "" || found && z != same {
			return ""
		}
		same, found = z, true
	}
	return same
}

// InForce reports whether a location has a label at the instants of all events.
// It returns false if there is no instant.
func InForce(label string, loc *time.Location, events []incident.Event) bool {
	found := false
	for i := range events {
		at := events[i].At
		if at.IsZero() {
			continue
		}
		if name, _ := at.In(loc).Zone(); name != label {
			return false
		}
		found = true
	}
	return found
}

// zoneIn returns the first zone in a text that does not belong to a single
// time, as in "10:05 CET", or "". See [civil.ReadZone]. A zone that
// [civil.Zone] does not know counts only if it is in brackets or the text is
// about times. If the text is about times, brackets may contain the name of a
// place, as after a time of day: "Timeline (Tokyo)".
func zoneIn(text string) string {
	timed := indexFold(text, words.English().Columns.Time) >= 0
	for i := 0; i < len(text); i++ {
		if !isWordByte(text[i]) && text[i] != '(' && text[i] != '+' || i > 0 && isWordByte(text[i-1]) {
			continue
		}
		zone, n := civil.ReadZone(text[i:])
		if n == 0 && timed && text[i] == '(' {
			w, m := civil.ReadTime(anyClock + text[i:])
			zone, n = w.Zone, m-len(anyClock)
		}
		if n <= 0 {
			continue
		}
		if !AfterClock(text[:i]) && (timed || isKnown(zone) || i > 0 && text[i-1] == '(' || text[i] == '(') {
			return zone
		}
		i += n - 1
	}
	return ""
}

// anyClock is a time of day after which a zone is read.
const anyClock = "00:00 "

// isKnown reports whether a zone has a meaning, or several.
func isKnown(zone string) bool {
	_, err := civil.Zone(zone)
	if err == nil {
		return true
	}
	named, ok := err.(*civil.ZoneError)
	return ok && named.Kind != civil.Unknown
}

// AfterClock reports whether a text ends in the digits or the "AM" of a time of
// day. A zone after it belongs to that time only.
func AfterClock(text string) bool {
	text = strings.TrimRight(text, " \t\u00a0")
	start := len(text)
	for start > 0 && strings.IndexByte(" \t(\n", text[start-1]) < 0 && !strings.HasSuffix(text[:start], "\u00a0") {
		start--
	}
	word := text[start:]
	if n := len(word); n >= 2 && (strings.EqualFold(word[n-2:], "am") || strings.EqualFold(word[n-2:], "pm")) && (n == 2 || '0' <= word[n-3] && word[n-3] <= '9') {
		return true
	}
	return word != "" && '0' <= word[len(word)-1] && word[len(word)-1] <= '9' && strings.ContainsAny(word, ":.")
}

// NamesZone reports whether a text or a field of some sections names a zone for
// times, in which rows of any timeline of the document may be read.
func NamesZone(sections []incident.Section, phrases *words.Language) bool {
	ev := evidence{ctx: Context{Phrases: phrases}, sections: sections}
	if ev.documentZone() != "" {
		return true
	}
	for i := range sections {
		if zoneIn(sections[i].Heading) != "" {
			return true
		}
	}
	return false
}
