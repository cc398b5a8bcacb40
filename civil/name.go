package civil

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/internal/words"
)

// naming is the meaning of the name of a zone: the location zone or, if that is
// empty, the abbreviation abbr.
type naming struct {
	zone  string // IANA name
	bare  bool   // a city or country without the word "time": "Denver"
	abbr  string // abbreviation, which may not be in the table
	of    string // zone whose meaning of abbr applies; "" for any
	twice bool   // two zones that are not the two halves of one year: "ET/PT"
}

// nameOf returns the meaning of a name that is not an offset.
func nameOf(name string) naming {
	if len(name) > 2*maxName { // "Central European Standard Time"
		return naming{abbr: name}
	}
	if isLetters(name) && len(name) <= 5 {
		return shortName(name)
	}
	if strings.IndexByte(name, '/') >= 0 {
		if a, b, ok := cutPair(name); ok {
			return pairOf(a, b)
		}
		if isIANA(name) {
			return naming{zone: name}
		}
		return naming{abbr: name}
	}
	if abbr := undotted(name); abbr != "" {
		return shortName(abbr)
	}
	if l, n := readLongName(name); n > 0 && n == len(name) {
		return l.meaning()
	}
	city, timed := name, false
	for i := range len(name) {
		if n := readTimeWord(name[i:]); n > 0 && i+n == len(name) {
			city, timed = name[:i], true
			break
		}
	}
	if zone := placeZone(city); zone != "" {
		return naming{zone: zone, bare: !timed}
	}
	if isIANA(name) {
		return naming{zone: name}
	}
	return naming{abbr: name}
}

// isUTC reports whether a name is another name for UTC. UCT is its former name
// in the zone data, and also a common misspelling.
func isUTC(name string) bool {
	return foldEqual(name, "UCT") || foldEqual(name, "Z") || foldEqual(name, "Zulu")
}

// shortName returns the meaning of an abbreviation, a short generic name
// ("ET"), or a short name of a place.
func shortName(name string) naming {
	if isUTC(name) {
		return naming{abbr: "UTC"}
	}
	if g := shortGeneric(name); g != nil {
		return naming{zone: g.Zone}
	}
	if len(name) > 2 && meaningsOf(name) != nil {
		return naming{abbr: name}
	}
	if zone := placeZone(name); zone != "" {
		return naming{zone: zone, bare: true}
	}
	if isIANA(name) {
		return naming{zone: name}
	}
	return naming{abbr: name}
}

// shortGeneric finds a short generic name: "ET", "AET".
func shortGeneric(name string) *words.ZoneName {
	if len(name) != 2 && len(name) != 3 {
		return nil
	}
	for _, g := range shortZones {
		if foldEqual(name, g.Short) {
			return g
		}
	}
	return nil
}

// generic finds a generic name: "ET", "Eastern" or "Eastern Time".
func generic(name string) (*words.ZoneName, bool) {
	if g := shortGeneric(name); g != nil {
		return g, true
	}
	if len(name) <= 5 {
		return nil, false
	}
	l, n := readLongName(name)
	return l.entry, n > 0 && n == len(name) && l.season == yearRound
}

// season is the half of the year to which a long name refers.
type season uint8

const (
	yearRound season = iota
	standard
	daylight
)

// longName is the long name of a zone, such as "US Pacific Daylight Time".
type longName struct {
	entry  *words.ZoneName
	season season
	timed  bool // it ends in the word "time"
}

// meaning returns the location of a long name without a season, or its
// abbreviation in its season.
func (l longName) meaning() naming {
	switch {
	case l.season == standard && l.entry.Standard != "":
		return naming{abbr: l.entry.Standard, of: l.entry.Zone}
	case l.season == daylight:
		return naming{abbr: l.entry.Daylight, of: l.entry.Zone}
	}
	return naming{zone: l.entry.Zone}
}

// readLongName reads the longest long name of a zone at the start of s.
func readLongName(s string) (l longName, n int) {
	american := false
	lead := 0
	for _, word := range phrases.American {
		if m := readPhrase(s, word); m > 0 && m < len(s) {
			if sp := readSpaces(s[m:]); sp > 0 {
				american, lead = true, m+sp
			}
		}
	}
	rest := s[lead:]
	if american && len(rest) >= 2 && !wordAt(rest, 2) && rest[0] < 'a' {
		if g := shortGeneric(rest[:2]); g != nil { // US ET
			return longName{entry: g}, lead + 2
		}
	}
	if rest == "" || !isLetters(rest[:1]) {
		return l, 0
	}
	best := 0
	for _, z := range longZones[upper(rest[0])-'A'] {
		if american && len(z.Short) != 2 {
			continue
		}
		if m := readPhrase(rest, z.Long); m > best {
			best, l.entry = m, z
		}
	}
	if best == 0 {
		return longName{}, 0
	}
	n = lead + best
	end := n
	if sp := readSpaces(s[end:]); sp > 0 {
		end += sp
		if m := readSeason(s[end:], phrases.Standard); m > 0 {
			l.season = standard
			end += m
		} else if m := readSeason(s[end:], phrases.Daylight); m > 0 {
			l.season = daylight
			end += m
		}
		if hasWord(s[end:], phrases.Time) {
			l.timed = true
			return l, end + len(phrases.Time)
		}
	}
	l.season = yearRound
	if len(l.entry.Short) != 2 {
		return longName{}, 0
	}
	return l, n
}

// readSeason reads one of the words for a half of the year and the spaces after
// it.
func readSeason(s string, names []string) int {
	for _, word := range names {
		if hasWord(s, word) {
			if sp := readSpaces(s[len(word):]); sp > 0 {
				return len(word) + sp
			}
		}
	}
	return 0
}

// readPhrase reads the words of a phrase, ignoring case and with any spaces
// between them. It rules out most texts by their first byte, which avoids a
// call.
func readPhrase(s, phrase string) int {
	if s == "" || s[0]|0x20 != phrase[0]|0x20 {
		return 0
	}
	return readWords(s, phrase)
}

func readWords(s, phrase string) int {
	n := 0
	for i := 0; i < len(phrase); i++ {
		if phrase[i] == ' ' {
			sp := readSpaces(s[n:])
			if sp == 0 {
				return 0
			}
			n += sp
			continue
		}
		if n == len(s) || upper(s[n]) != upper(phrase[i]) {
			return 0
		}
		n++
	}
	if wordAt(s, n) || n < len(s) && s[n] == '-' && wordAt(s, n+1) {
		return 0
	}
	return n
}

// cutPair cuts a name at its slash, with or without spaces around it.
func cutPair(name string) (a, b string, ok bool) {
	a, b, ok = strings.Cut(name, "/")
	a, b = strings.TrimRight(a, spaces), strings.TrimLeft(b, spaces)
	return a, b, ok && isAbbreviation(a) && isAbbreviation(b)
}

// isAbbreviation reports whether a word is a known abbreviation or a short
// generic name.
func isAbbreviation(name string) bool {
	return isLetters(name) && (meaningsOf(name) != nil || shortGeneric(name) != nil || foldEqual(name, "UCT"))
}

// pairOf returns the meaning of two abbreviations with a slash between them:
// the zone that uses one in each half of the year, or the abbreviation if both
// have the same offset (UTC/GMT).
func pairOf(a, b string) naming {
	for i := range inferred {
		if inferred[i].mayPrint([]string{a, b}) {
			return naming{zone: inferred[i].name}
		}
	}
	x, ok := onlyLiving(meaningsOf(shortName(a).abbr))
	y, too := onlyLiving(meaningsOf(shortName(b).abbr))
	if ok && too && x.offset == y.offset {
		return naming{abbr: x.name}
	}
	return naming{twice: true}
}

// undotted returns an abbreviation that is written with a point after each
// letter ("E.T.", "U.T.C.") without the points, or "".
func undotted(name string) string {
	if len(name) < 4 || len(name) > 10 || len(name)%2 != 0 {
		return ""
	}
	var b [5]byte
	for i := 0; i < len(name); i += 2 {
		if c := name[i]; c < 'A' || c > 'Z' || name[i+1] != '.' {
			return ""
		}
		b[i/2] = name[i]
	}
	word := string(b[:len(name)/2])
	if g := shortGeneric(word); g != nil {
		return g.Short
	}
	if ms := meaningsOf(word); ms != nil {
		return ms[0].name
	}
	return ""
}

// placeZone returns the zone of a city or country, or "". The names are those
// of the IANA database, which names one city for each zone, and a few others.
func placeZone(name string) string {
	if name == "" {
		return ""
	}
	for i := range phrases.Places { // there are few, and most differ in length
		if phrases.Places[i].Name == name {
			return phrases.Places[i].Zone
		}
	}
	if len(name) > 1 && name[1] >= 'A' && name[1] <= 'Z' {
		return "" // no city begins with two capitals
	}
	i, end := 0, len(cities)
	for i < end {
		if mid := (i + end) / 2; placeCompare(cities[mid], name) < 0 {
			i = mid + 1
		} else {
			end = mid
		}
	}
	if i < len(cities) && isPlace(cities[i], name) && !slices.Contains(phrases.NotPlaces, name) {
		return cities[i]
	}
	return ""
}

// placeCompare compares the last part of an IANA name with a name in its
// written form.
func placeCompare(iana, name string) int {
	iana = iana[strings.LastIndexByte(iana, '/')+1:]
	for i := range min(len(iana), len(name)) {
		a, b := upper(iana[i]), upper(name[i])
		if a == '_' {
			a = ' '
		}
		if a != b {
			return int(a) - int(b)
		}
	}
	return len(iana) - len(name)
}

// isPlace reports whether a name is the last part of an IANA name, with the
// same case.
func isPlace(iana, name string) bool {
	if placeCompare(iana, name) != 0 {
		return false
	}
	iana = iana[len(iana)-len(name):]
	for i := range len(name) {
		if iana[i] != name[i] && iana[i] != '_' {
			return false
		}
	}
	return true
}

// readTimeWord reads the words that turn the name of a place into that of its
// time: " time", " local time" or " local".
func readTimeWord(s string) int {
	n := readSpaces(s)
	if n == 0 {
		return 0
	}
	end := 0
	if hasWord(s[n:], phrases.Local) {
		n += len(phrases.Local)
		end = n
		sp := readSpaces(s[n:])
		if sp == 0 {
			return end
		}
		n += sp
	}
	if hasWord(s[n:], phrases.Time) {
		return n + len(phrases.Time)
	}
	return end
}

// isLetters reports whether s consists of ASCII letters.
func isLetters(s string) bool {
	for i := range len(s) {
		if c := upper(s[i]); c < 'A' || c > 'Z' {
			return false
		}
	}
	return s != ""
}
