package civil

import "github.com/incidentkit/incident/internal/words"

// meaning is one meaning of an abbreviation: an offset, and a zone that
// explains it.
type meaning struct {
	name   string
	offset int    // seconds east of UTC
	zone   string // IANA name
	from   int64  // Unix time since when it has been in force; 0: before the years that the table was made from
	to     int64  // Unix time until when it was in force; 0: a living meaning
}

// meaningsOf returns the meanings of an abbreviation, which may be written in
// lower case.
func meaningsOf(name string) []meaning {
	if len(name) < 3 || len(name) > 5 {
		return nil
	}
	i, end := 0, len(meanings)
	for i < end {
		if mid := (i + end) / 2; foldCompare(meanings[mid].name, name) < 0 {
			i = mid + 1
		} else {
			end = mid
		}
	}
	j := i
	for j < len(meanings) && foldEqual(meanings[j].name, name) {
		j++
	}
	if i == j {
		return nil
	}
	return meanings[i:j:j]
}

// onlyLiving returns the one meaning that is in force today, or that once was
// where none is.
func onlyLiving(ms []meaning) (m meaning, ok bool) {
	n := 0
	for _, c := range ms {
		if c.to == 0 {
			m = c
			n++
		}
	}
	if n == 0 && len(ms) == 1 {
		return ms[0], true
	}
	return m, n == 1
}

// inForce reports whether the meaning was in force around the local time given
// by its seconds in UTC.
func (m meaning) inForce(unix int64) bool {
	unix -= int64(m.offset)
	return (m.from == 0 || unix >= m.from) && (m.to == 0 || unix < m.to)
}

// candidatesOf lists the living meanings (all of them where none lives),
// without times.
func candidatesOf(ms []meaning) []Candidate {
	var cs []Candidate
	for _, m := range ms {
		if m.to == 0 {
			cs = append(cs, Candidate{Zone: m.zone, Name: m.name, Offset: m.offset})
		}
	}
	if cs == nil {
		for _, m := range ms {
			cs = append(cs, Candidate{Zone: m.zone, Name: m.name, Offset: m.offset})
		}
	}
	return cs
}

// abbreviation returns the name under which the table has a written name: the
// other names of UTC (UCT is what tzdata called it, and a common slip), and
// names that are written out ("Pacific Standard Time").
func abbreviation(name string) string {
	switch {
	case foldEqual(name, "UCT"), foldEqual(name, "Z"), foldEqual(name, "Zulu"):
		return "UTC"
	}
	if len(name) <= 5 {
		return name
	}
	g, rest := longGeneric(name)
	if g == nil {
		return name
	}
	season, rest := cutWord(rest)
	if foldEqual(rest, phrases.Time) {
		switch {
		case foldEqual(season, phrases.Standard):
			return g.Standard
		case foldEqual(season, phrases.Daylight):
			return g.Daylight
		}
	}
	return name
}

// generic finds a generic name: "ET", "Eastern" or "Eastern Time".
func generic(name string) (*words.ZoneName, bool) {
	if len(name) == 2 {
		for i := range phrases.Zones {
			if foldEqual(name, phrases.Zones[i].Short) {
				return &phrases.Zones[i], true
			}
		}
		return nil, false
	}
	g, rest := longGeneric(name)
	return g, g != nil && (rest == "" || foldEqual(rest, phrases.Time))
}

// longGeneric finds the long generic name that is the first word of s, and
// returns what follows it.
func longGeneric(s string) (g *words.ZoneName, rest string) {
	word, rest := cutWord(s)
	for i := range phrases.Zones {
		if foldEqual(word, phrases.Zones[i].Long) {
			return &phrases.Zones[i], rest
		}
	}
	return nil, ""
}

// cutWord returns the letters at the start of s, and what follows them and the
// white space behind them.
func cutWord(s string) (word, rest string) {
	n := 0
	for n < len(s) && upper(s[n]) >= 'A' && upper(s[n]) <= 'Z' {
		n++
	}
	rest = s[n:]
	return s[:n], rest[readSpaces(rest):]
}

// nearest returns the known abbreviation that a name was probably meant to be:
// one with two neighbouring letters exchanged, else a common one with a letter
// changed, left out or added; "" for none. The other names of UTC give "UTC".
func nearest(name string) string {
	if len(name) < 3 || len(name) > 6 {
		return ""
	}
	for i := range len(name) {
		if c := upper(name[i]); c < 'A' || c > 'Z' {
			return ""
		}
	}
	if abbreviation(name) == "UTC" {
		return "UTC"
	}
	best, rank := "", 0
	for _, m := range meanings {
		r := 0
		switch {
		case foldEqual(m.name, name):
			return m.name
		case exchanged(m.name, name):
			r = 3
		case isCommon(m.name) && oneOff(m.name, name):
			r = 1
			if len(m.name) > len(name) { // a letter left out is likelier than another one
				r = 2
			}
		}
		if r > rank {
			best, rank = m.name, r
		}
	}
	return best
}

// isCommon reports whether many reports use an abbreviation: only these are
// offered for a letter changed, left out or added, as with a hundred of them
// every acronym is near to one.
func isCommon(name string) bool {
	switch name {
	case "UTC", "GMT", "BST", "CET", "CEST", "EET", "EEST", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "IST", "JST", "AEST", "AEDT", "SGT":
		return true
	}
	return false
}

// exchanged reports whether exchanging two neighbouring letters of t gives s.
func exchanged(s, t string) bool {
	if len(s) != len(t) {
		return false
	}
	i := 0
	for i < len(s) && upper(s[i]) == upper(t[i]) {
		i++
	}
	return i+1 < len(s) && upper(s[i]) == upper(t[i+1]) && upper(s[i+1]) == upper(t[i]) && foldEqual(s[i+2:], t[i+2:])
}

// oneOff reports whether s and t differ by one letter changed, left out or
// added.
func oneOff(s, t string) bool {
	if len(s) < len(t) {
		s, t = t, s
	}
	if len(s)-len(t) > 1 {
		return false
	}
	i := 0
	for i < len(t) && upper(s[i]) == upper(t[i]) {
		i++
	}
	if len(s) == len(t) {
		return i < len(s) && foldEqual(s[i+1:], t[i+1:])
	}
	return foldEqual(s[i+1:], t[i:])
}
