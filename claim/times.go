package claim

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// time reads a time, a date or a range. Named is when a pledge is due, which
// names that time.
func (s *scanner) time(i int, named *due) int {
	text := s.text
	if i > 0 && strings.IndexByte("$#/\\@=+<:_%&-", text[i-1]) >= 0 || after(text, i, "€", "£", "¥", "≈") {
		return i
	}
	if i > 1 && text[i-1] == '.' && isDigit(text[i-2]) {
		return i
	}
	if named == nil {
		if from, to, n := civil.ReadRange(text[i:]); n > 0 && s.ends(i, i+n) && s.clear(from, i, i+n) {
			s.inZone(&from)
			s.inZone(&to)
			a := s.resolve(from, false)
			b := civil.Resolution{Kind: civil.Invalid}
			switch {
			case !a.Time.IsZero():
				b = to.ResolveAfter(a.Time, s.loc)
			case !s.near.IsZero():
				b = s.resolve(to, false)
			}
			s.add(Claim{Kind: Range, Written: from, At: a, To: to, Until: b}, i, i+n)
			return i + n
		}
	}
	w, n := civil.Read(text[i:])
	if n == 0 || !s.ends(i, i+n) || named == nil && !s.clear(w, i, i+n) {
		return i
	}
	kind := Time
	if !w.HasTime {
		kind = Date
	}
	s.inZone(&w)
	c := Claim{Kind: kind, Written: w}
	if named != nil {
		c.At = named.at
	} else {
		c.At = s.resolve(w, false)
	}
	s.add(c, i, i+n)
	return i + n
}

// inZone gives a time without a zone that of the timeline.
func (s *scanner) inZone(w *civil.Written) {
	if s.zone != "" && w.HasTime && w.Zone == "" {
		w.Zone = s.zone
	}
}

// resolve finds the instant of a time: the nearest, or the first at or after
// the body's own.
func (s *scanner) resolve(w civil.Written, after bool) civil.Resolution {
	near := s.near
	if near.IsZero() {
		if w.Date.Year == 0 {
			return civil.Resolution{Kind: civil.Invalid}
		}
		near = time.Date(w.Date.Year, w.Date.Month, w.Date.Day, 0, 0, 0, 0, time.UTC)
	}
	if after {
		return w.ResolveAfter(near, s.loc)
	}
	return w.Resolve(near, s.loc)
}

// ends reports whether a time may end at byte j: not inside of a name or a
// number.
func (s *scanner) ends(i, j int) bool {
	if j == len(s.text) {
		return true
	}
	rest := s.text[j:]
	if wordAt(rest, 0) || strings.IndexByte("_/:%\\=@", rest[0]) >= 0 && (len(rest) > 1 && rest[1] > ' ' || rest[0] == '%') {
		return false
	}
	if (rest[0] == '.' || rest[0] == '-') && wordAt(rest, 1) && isDigit(s.text[j-1]) {
		return false
	}
	return true
}

// clear reports whether what was read is a time beyond doubt. A clock of a
// point, 10.45, is one only where something else says so; nor are a ratio, a
// place in a file and a port.
func (s *scanner) clear(w civil.Written, i, j int) bool {
	text := s.text
	if !w.HasTime {
		// "the 5th of May" is a date, "March" alone is not read by civil; a
		// price or a version in figures is.
		if w.Date.IsZero() {
			return text[i] >= 'A' && text[i] <= 'Z' // a weekday
		}
		if isDigit(text[i]) && !w.HasWeekday && cue(text, i, english.NotDates, nil) {
			return false
		}
		return true
	}
	if cue(text, i, english.NotTimes, english.NotTimeLinks) {
		return false
	}
	k := i
	for k < j && !isDigit(text[k]) {
		k++
	}
	pointed := !w.Twelve && w.Zone == "" && strings.IndexByte(text[k:j], ':') < 0 && strings.IndexByte(text[k:j], '.') >= 0 && w.Date.IsZero() && !w.HasWeekday
	if pointed && !strings.ContainsAny(text[k:j], "hH") {
		return k > i || cue(text, i, english.TimeCues, nil) && !money(text, j)
	}
	return true
}

// cue reports whether the word before byte i is one of words, perhaps with
// links between.
func cue(text string, i int, words, links []string) bool {
	from := max(0, i-24)
	s := strings.TrimRight(text[from:i], " \t\n:(")
	k := len(s)
	for k > 0 && isLetter(s[k-1]) {
		k--
	}
	if oneOf(s[k:], links...) {
		return cue(text, from+k, words, links)
	}
	return oneOf(s[k:], words...)
}

// money reports whether a unit follows byte j.
func money(text string, j int) bool {
	s := text[j+spaces(text[j:]):]
	return oneOf(s[:letters(s)], english.Quantities...) || strings.HasPrefix(s, "%") || strings.HasPrefix(s, "€")
}

func after(text string, i int, signs ...string) bool {
	for _, sign := range signs {
		if strings.HasSuffix(text[:i], sign) {
			return true
		}
	}
	return false
}
