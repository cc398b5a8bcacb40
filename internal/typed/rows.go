// Package typed finds the typed content of a postmortem in Markdown - timelines,
// fields, actions - and reads the times of rows, each in the light of the
// ones above. Package parse reads with it; package render asks it what will be
// read, and says in a mark what would come out otherwise.
package typed

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// Reader reads the times of one timeline, from the top. Its fields are set before
// the first row.
type Reader struct {
	Page *time.Location // of the page; nil: UTC
	Zone string         // that the document names for all rows; "": none
	Day  civil.Date     // of rows above the first one that has a date; zero: not known

	last civil.DateTime // of the row above, in its zone
}

// Time is the time of a row.
type Time struct {
	At, Until time.Time  // zero: no instant, no span
	About     bool       // written with a "~" or a word for it
	Day       bool       // a date alone
	Kind      civil.Kind // how At was found
	Written   civil.Written
	To        civil.Written // end of a span
	Assumed   bool          // the date was concluded from something that is not a row
}

// abouts are what stands before or behind a time that is not exact.
var abouts = words.English().Times.Abouts

// Read reads the time that s begins with and returns its length; 0 where there is
// none. It does not resolve it, and so does not change the reader.
func Read(s string) (t Time, n int) {
	text := s
	for _, word := range abouts {
		if len(text) >= len(word) && strings.EqualFold(text[:len(word)], word) {
			t.About = true
			text = strings.TrimLeft(text[len(word):], " ")
			break
		}
	}
	lead := len(s) - len(text)
	t.Written, n = civil.Read(text)
	if from, to, m := civil.ReadRange(text); m > n && from.HasTime && to.HasTime {
		t.Written, t.To, n = from, to, m
	}
	if n == 0 {
		return Time{}, 0
	}
	if rest := strings.TrimLeft(text[n:], " "); strings.HasPrefix(rest, "~") && t.Written.HasTime {
		t.About = true
		n = len(text) - len(rest) + 1
	}
	return t, lead + n
}

// Resolve finds the instants of a time that [Read] has read.
func (r *Reader) Resolve(t Time) Time {
	w := t.Written
	if w.Zone == "" {
		w.Zone = r.Zone
	}
	if w.Date.IsZero() && !w.HasWeekday {
		switch {
		case !r.last.Date.IsZero():
			w.Date = r.last.Date
			if seconds(r.last.Time)-seconds(w.Time) > 12*3600 {
				w.Date = w.Date.AddDays(1)
			}
		default:
			w.Date = r.Day
			t.Assumed = true
		}
	}
	var near time.Time
	if w.Date.Year == 0 && !w.Date.IsZero() {
		switch {
		case !r.last.Date.IsZero():
			near = time.Date(r.last.Date.Year, r.last.Date.Month, r.last.Date.Day, 12, 0, 0, 0, time.UTC)
		case r.Day.Year != 0:
			near = time.Date(r.Day.Year, r.Day.Month, r.Day.Day, 12, 0, 0, 0, time.UTC)
		}
		t.Assumed = true
	}
	if w.Date.Year == 0 && near.IsZero() {
		t.Kind = civil.Invalid // no day, or no year, is known
		return t
	}
	res := w.Resolve(near, r.Page)
	t.Kind, t.At = res.Kind, res.Time
	if t.At.IsZero() {
		return t
	}
	t.Day = !w.HasTime
	r.last = civil.DateTimeOf(t.At, t.At.Location())
	if !t.To.IsZero() {
		to := t.To
		if to.Zone == "" {
			to.Zone = w.Zone
		}
		t.Until = to.ResolveAfter(t.At, r.Page).Time
	}
	return t
}

// Set tells the reader the instant of a row that it need not resolve.
func (r *Reader) Set(at time.Time) {
	loc, err := civil.Zone(r.Zone)
	if err != nil {
		loc = r.Page
	}
	r.last = civil.DateTimeOf(at, loc)
}

func seconds(t civil.Time) int { return t.Hour*3600 + t.Minute*60 + t.Second }

// ZoneNamed returns the zone that a timeline is told in, as it is named: in its
// heading, its column headings, a sentence above it that speaks of times, or alike
// in every row. "" is none.
func ZoneNamed(heading string, columns []string, body string, rows []string) string {
	if z := ZoneIn(heading); z != "" {
		return z
	}
	for _, c := range columns {
		if z := ZoneIn(c); z != "" {
			return z
		}
	}
	for sentence := range strings.SplitSeq(body, "\n") {
		lower := strings.ToLower(sentence)
		if slices.ContainsFunc(words.English().ZoneCues, func(cue string) bool { return strings.Contains(lower, cue) }) {
			if z := ZoneIn(sentence); z != "" {
				return z
			}
		}
	}
	same := ""
	for i, z := range rows {
		if z == "" || i > 0 && z != same {
			return ""
		}
		same = z
	}
	return same
}

// InForce reports whether a label is that of a location at all instants; at least
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

// named are the words of zones that documents write out: "Pacific Time".
var named = &words.English().Times

// ZoneIn returns the first word of a text that is the name of a zone and does not
// belong to one time, as in "10:05 CET": an abbreviation in capitals, an offset
// ("UTC+2", or "(+0545)" in brackets), an IANA name, or "Pacific Time". "" is none.
func ZoneIn(text string) string {
	for i := 0; i < len(text); {
		if zone := bracketed(text[i:]); zone != "" && !AfterClock(text[:i]) {
			return zone
		}
		if c := text[i]; c < 'A' || c > 'Z' {
			i++
			continue
		}
		end := i
		for end < len(text) && (isWordByte(text[end]) || text[end] == '+' || text[end] == '/' || text[end] == ':' && end+1 < len(text) && '0' <= text[end+1] && text[end+1] <= '9') {
			end++
		}
		word := text[i:end]
		for j := range named.Zones {
			if word != named.Zones[j].Long {
				continue
			}
			if rest, ok := strings.CutPrefix(text[end:], " "+named.Time); ok && !AfterClock(text[:i]) {
				return text[i : len(text)-len(rest)]
			}
		}
		if isZoneName(word) && !AfterClock(text[:i]) {
			return word
		}
		i = end
	}
	return ""
}

// bracketed returns the offset that a text begins with in brackets, as zones without
// a name are printed: "(+0545)", "(-03)". "" is none.
func bracketed(text string) string {
	if len(text) < len("(+03)") || text[0] != '(' || text[1] != '+' && text[1] != '-' {
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

func isWordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '-'
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

// AfterClock reports whether a text ends in the digits or the "AM" of a time of
// day. What a zone behind it names is that time alone.
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
