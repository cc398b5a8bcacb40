package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// scope is a heading, or the top of the document, with the text directly below
// it. Both may name the zone of times further down.
type scope struct {
	heading, text string // not looked at yet
	zone          string // that what was looked at names
}

// add adds a text.
func (s *scope) add(text string, phrases *words.Language) {
	if s.text != "" {
		s.find(phrases)
	}
	s.text = text
}

// find returns the zone that the scope names, the text rather than its heading.
// "" is none.
func (s *scope) find(phrases *words.Language) string {
	for _, zone := range [...]string{zoneOfHeading(s.heading), zoneOfSentence(s.text, phrases)} {
		if zone != "" {
			s.zone = zone
		}
	}
	s.heading, s.text = "", ""
	return s.zone
}

// zoneAbove returns the zone that the headings above, or the text below them,
// name for the times of all that follows: "Timeline (CET)" above a heading for
// each day.
func (r *reader) zoneAbove() string {
	for i := len(r.scopes) - 1; i > 0; i-- {
		if zone := r.scopes[i].find(r.ctx.Phrases); zone != "" {
			return zone
		}
	}
	if r.under.inside {
		if zone := r.above.find(r.ctx.Phrases); zone != "" {
			return zone
		}
	}
	return r.scopes[0].find(r.ctx.Phrases)
}

// ZoneNamed returns the zone that a timeline names for its rows: in its
// heading, in the headings of its columns, or in a sentence above it that
// speaks of times. "" is none.
func ZoneNamed(heading string, columns []string, body string, phrases *words.Language) string {
	if z := zoneOfHeading(heading); z != "" {
		return z
	}
	for _, c := range columns {
		if z := ZoneIn(c); z != "" {
			return z
		}
	}
	return zoneOfSentence(body, phrases)
}

// zoneOfHeading returns the zone that a heading names for the times below it,
// if only behind a time of its own: "22:04-23:00 UTC: Errors".
func zoneOfHeading(heading string) string {
	if z := ZoneIn(heading); z != "" {
		return z
	}
	cut, _ := row.Cut(heading)
	return cut.Read.From.Zone
}

// zoneOfSentence returns the zone that a sentence of a text names for times.
func zoneOfSentence(body string, phrases *words.Language) string {
	if body == "" {
		return ""
	}
	for sentence := range strings.SplitSeq(body, "\n") {
		if phrases.Evidence.SpeaksOfZone(sentence) {
			if z := ZoneIn(strings.Trim(sentence, " \t*_>")); z != "" {
				return z
			}
		}
	}
	return ""
}

// ZoneOfRows returns the zone that stands in every row. "" is none.
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

// InForce reports whether a label is that of a location at the instants of all
// events. At least one is needed.
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

// ZoneIn returns the first zone that a text names and that does not belong to
// one time, as in "10:05 CET": see [civil.ReadZone]. Words that only look like
// a zone count where they stand in brackets or the text speaks of times; for
// them, [civil.Zone] says Unknown. "" is none.
func ZoneIn(text string) string {
	for i := 0; i < len(text); i++ {
		if !isWordByte(text[i]) && text[i] != '(' && text[i] != '+' || i > 0 && isWordByte(text[i-1]) {
			continue
		}
		zone, n := civil.ReadZone(text[i:])
		if n == 0 {
			continue
		}
		if !AfterClock(text[:i]) && (isKnown(zone) || i > 0 && text[i-1] == '(' || text[i] == '(' || indexFold(text, words.English().Columns.Time) >= 0) {
			return zone
		}
		i += n - 1
	}
	return ""
}

// isKnown reports whether a zone can be resolved, or has several meanings.
func isKnown(zone string) bool {
	_, err := civil.Zone(zone)
	if err == nil {
		return true
	}
	named, ok := err.(*civil.ZoneError)
	return ok && named.Kind != civil.Unknown
}

// AfterClock reports whether a text ends in the digits or the "AM" of a time of
// day. A zone behind it is that of this time alone.
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
// times, which rows of any timeline of the document may be read in.
func NamesZone(sections []incident.Section, phrases *words.Language) bool {
	ev := evidence{ctx: Context{Phrases: phrases}, sections: sections}
	if ev.documentZone() != "" {
		return true
	}
	for i := range sections {
		if ZoneIn(sections[i].Heading) != "" {
			return true
		}
	}
	return false
}
