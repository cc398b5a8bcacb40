package civil

// meaning is one meaning of an abbreviation: an offset, and a zone that has it.
type meaning struct {
	name   string
	offset int    // seconds east of UTC
	zone   string // IANA name
	from   int64  // Unix time since which it is in force; 0: since before the years from which the table was made
	to     int64  // Unix time until which it was in force; 0: it still is
}

// meaningStarts holds, for each first letter, the index in meanings at which it
// begins, followed by the length of meanings.
var meaningStarts = startsOf(meanings[:])

func startsOf(ms []meaning) (starts ['Z' - 'A' + 2]int) {
	for i := range starts {
		for starts[i] < len(ms) && upper(ms[starts[i]].name[0]) < 'A'+byte(i) {
			starts[i]++
		}
	}
	return starts
}

// meaningsOf returns the meanings of an abbreviation in upper or lower case.
func meaningsOf(name string) []meaning {
	if len(name) < 3 || len(name) > 5 {
		return nil
	}
	c := upper(name[0])
	if c < 'A' || c > 'Z' {
		return nil
	}
	i, end := meaningStarts[c-'A'], meaningStarts[c-'A'+1]
	for i < end && foldCompare(meanings[i].name, name) < 0 {
		i++
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

// onlyLiving returns the only meaning that is in force today or, if none is,
// the only one that was. It returns false if there is not exactly one.
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

// inForce reports whether the meaning was in force around a local time, given
// as the Unix time that it would have in UTC.
func (m meaning) inForce(unix int64) bool {
	unix -= int64(m.offset)
	return (m.from == 0 || unix >= m.from) && (m.to == 0 || unix < m.to)
}

// candidatesOf returns the meanings in force today as candidates without times,
// or all meanings if none is in force.
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

// american returns the meaning that RFC 5322, section 4.3, gives to an
// abbreviation. It defines EST, EDT, CST, CDT, MST, MDT, PST and PDT as those
// of the United States.
func american(ms []meaning) (m *meaning, ok bool) {
	for i := range ms {
		for _, g := range shortZones {
			if len(g.Short) == 2 && ms[i].zone == g.Zone && (ms[i].name == g.Standard || ms[i].name == g.Daylight) {
				return &ms[i], true
			}
		}
	}
	return nil, false
}

// meaningIn returns the meaning of an abbreviation in a zone.
func meaningIn(ms []meaning, zone string) (m *meaning, ok bool) {
	for i := range ms {
		if ms[i].zone == zone {
			return &ms[i], true
		}
	}
	return nil, false
}

// nearest returns the known abbreviation for which a name is probably a
// misspelling, or "". It is one with two neighbouring letters exchanged, or
// else a common one with one letter changed, left out or added. For other names
// of UTC it is "UTC".
func nearest(name string) string {
	if len(name) < 3 || len(name) > 6 {
		return ""
	}
	for i := range len(name) {
		if c := upper(name[i]); c < 'A' || c > 'Z' {
			return ""
		}
	}
	if isUTC(name) {
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
			if len(m.name) > len(name) { // a missing letter is more likely than a wrong one
				r = 2
			}
		}
		if r > rank {
			best, rank = m.name, r
		}
	}
	return best
}

// isCommon reports whether many reports use an abbreviation. Only common ones
// are suggested for a changed, missing or extra letter, because with hundreds
// of abbreviations every acronym would be close to one.
func isCommon(name string) bool {
	switch name {
	case "UTC", "GMT", "BST", "CET", "CEST", "EET", "EEST", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "IST", "JST", "AEST", "AEDT", "SGT":
		return true
	}
	return false
}

// exchanged reports whether s is t with two neighbouring letters exchanged.
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

// oneOff reports whether s and t differ by one changed, missing or extra
// letter.
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
