package report

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// zoneAbove returns the zone that the headings above, or the text below them, name
// for the times of all that follows: "Timeline (CET)" above a heading for each day.
func (r *reader) zoneAbove() string {
	for _, zone := range slices.Backward(r.zones) {
		if zone != "" {
			return zone
		}
	}
	return r.zone
}

// ZoneNamed returns the zone that a timeline names for its rows: in its heading, in
// the headings of its columns, or in a sentence above it that speaks of times. "" is
// none.
func ZoneNamed(heading string, columns []string, body string, phrases *words.Language) string {
	if z := ZoneIn(heading); z != "" {
		return z
	}
	for _, c := range columns {
		if z := ZoneIn(c); z != "" {
			return z
		}
	}
	return zoneOfSentence(body, phrases)
}

// zoneOfSentence returns the zone that a sentence of a text names for times.
func zoneOfSentence(body string, phrases *words.Language) string {
	if body == "" {
		return ""
	}
	for sentence := range strings.SplitSeq(body, "\n") {
		if phrases.SpeaksOfZone(strings.ToLower(sentence)) {
			if z := ZoneIn(sentence); z != "" {
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

// InForce reports whether a label is that of a location at all instants. At least
// one is needed.
func InForce(label string, loc *time.Location, at []time.Time) bool {
	found := false
	for _, t := range at {
		if t.IsZero() {
			continue
		}
		if name, _ := t.In(loc).Zone(); name != label {
			return false
		}
		found = true
	}
	return found
}

// names are the names of zones of two words, "Pacific Time", by their first.
var names = words.English().Times.Zones

// ZoneIn returns the first word of a text that is the name of a zone and does not
// belong to one time, as in "10:05 CET": an abbreviation in capitals, an offset
// ("UTC+2", or "(+0545)" in brackets), an IANA name, or "Pacific Time". "" is none.
func ZoneIn(text string) string {
	for i := 0; i < len(text); {
		c := text[i]
		if c == '(' {
			if zone := bracketedOffset(text[i:]); zone != "" && !AfterClock(text[:i]) {
				return zone
			}
		}
		if c < 'A' || c > 'Z' {
			i++
			continue
		}
		end := i
		for end < len(text) && (isWordByte(text[end]) || text[end] == '+' || text[end] == '/' || text[end] == ':' && end+1 < len(text) && '0' <= text[end+1] && text[end+1] <= '9') {
			end++
		}
		word := text[i:end]
		for _, name := range names {
			if word == name.Long && strings.HasPrefix(text[end:], " Time") && !AfterClock(text[:i]) {
				return text[i : end+len(" Time")]
			}
		}
		if isZoneName(word) && !AfterClock(text[:i]) {
			return word
		}
		i = end
	}
	return ""
}

// bracketedOffset returns the offset that a text begins with in brackets, as zones
// without a name are printed: "(+0545)", "(-03)". "" is none.
func bracketedOffset(text string) string {
	if len(text) < len("(+03)") || text[1] != '+' && text[1] != '-' {
		return ""
	}
	end := strings.IndexByte(text, ')')
	if end != len("(+03") && end != len("(+0545") && end != len("(+05:45") {
		return ""
	}
	if _, err := civil.Zone(text[1:end]); err != nil {
		return ""
	}
	return text[1:end]
}

// isZoneName reports whether a word names a zone.
func isZoneName(word string) bool {
	if len(word) < 2 || len(word) > 40 {
		return false
	}
	if !strings.Contains(word, "/") {
		for i := range len(word) {
			if c := word[i]; 'a' <= c && c <= 'z' {
				return false
			}
		}
	}
	_, err := civil.Zone(word)
	if err == nil {
		return true
	}
	zone, ok := err.(*civil.ZoneError)
	return ok && zone.Kind == civil.Ambiguous
}

// AfterClock reports whether a text ends in the digits or the "AM" of a time of day.
// A zone behind it is that of this time alone.
func AfterClock(text string) bool {
	text = strings.TrimRight(text, " \t\u00a0")
	start := len(text)
	for start > 0 && strings.IndexByte(" \t(\n", text[start-1]) < 0 && !strings.HasSuffix(text[:start], "\u00a0") {
		start--
	}
	word := text[start:]
	if n := len(word); n >= 2 && (strings.EqualFold(word[n-2:], "am") || strings.EqualFold(word[n-2:], "pm")) {
		return true
	}
	return word != "" && '0' <= word[len(word)-1] && word[len(word)-1] <= '9' && strings.ContainsAny(word, ":.")
}

// NamesZone reports whether a text or a field of some sections names a zone for times,
// which rows of any timeline of the document may be read in.
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
