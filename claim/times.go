package claim

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// time reads a time, a date or a range. If the time is that of a pledge, named
// is the due time, and otherwise nil.
func (s *scanner) time(i int, named *due) int {
	text := s.in.text
	if i > 0 && strings.IndexByte("$#/\\@=+<:_%&-", text[i-1]) >= 0 && !apart(text, i) || after(text, i, "€", "£", "¥", "≈") {
		return i
	}
	if i > 1 && text[i-1] == '.' && isDigit(text[i-2]) {
		return i
	}
	m, ok := s.in.readMoment(i)
	switch {
	case !ok, (named == nil || m.span) && !s.clear(m):
		return i
	case m.named && !m.weekday && !m.from.HasTime:
		// "Today" alone is not a claim, but "yesterday" is the day of
		// the times in its sentence.
		if day := m.from.Date; day != civil.DateOf(s.in.near, s.in.loc) {
			s.dated, s.datedEnd, s.mentioned = dayEnd(day.AddDays(-1), s.in.loc), m.end, true
		}
		return i
	case m.open, m.from.HasWeekday && s.in.recurs(i, &m):
		return m.end // the day is not known
	}
	c := Claim{Kind: Time, Written: m.from}
	switch {
	case m.span:
		c.Kind = Range
	case !m.from.HasTime:
		c.Kind = Date
	}
	if named != nil {
		c.At = named.at
	} else {
		c.At = s.in.lean(m.from, s.in.resolve(m.from, false), i, m.end)
		if s.strayed(m.from, c.At, i) {
			return m.end
		}
	}
	if m.span {
		c.To, c.Until = m.to, civil.Resolution{Kind: civil.Invalid}
		switch {
		case !c.At.Time.IsZero():
			c.Until = m.to.ResolveAfter(c.At.Time, s.in.loc)
		case !s.in.near.IsZero():
			c.Until = s.in.resolve(m.to, false)
		}
	}
	if (!m.from.Date.IsZero() || m.from.HasWeekday) && !c.At.Time.IsZero() {
		s.dated, s.datedEnd, s.mentioned = c.At.Time, m.end, false
	}
	s.add(c, i, m.end)
	return m.end
}

// apart reports whether the sign before byte i is separate: "next update @
// 14:30".
func apart(text string, i int) bool {
	return text[i-1] == '@' && (i == 1 || text[i-2] == ' ')
}

// strayed reports whether a time without a day follows a date of another day,
// so that it may belong to either.
func (s *scanner) strayed(w civil.Written, r civil.Resolution, i int) bool {
	if !w.HasTime || !w.Date.IsZero() || w.HasWeekday || s.dated.IsZero() || r.Time.IsZero() {
		return false
	}
	between := s.in.text[s.datedEnd:i]
	if strings.Contains(between, "\n\n") || s.mentioned && strings.Contains(between, ". ") {
		s.dated = time.Time{}
		return false
	}
	s.datedEnd = i
	return civil.DateOf(r.Time, s.in.loc) != civil.DateOf(s.dated, s.in.loc) && !w.ResolveAfter(s.dated, s.in.loc).Time.Equal(r.Time)
}

// recurs reports whether the weekday of the moment at byte i is one of several:
// "every Monday", "Mon-Fri".
func (p *prose) recurs(i int, m *moment) bool {
	if !m.from.HasTime {
		j := m.end + readTo(p.text[m.end:])
		j += spaces(p.text[j:])
		j += anyPhrase(p.text[j:], days.ListJoints)
		j += spaces(p.text[j:])
		if isWeekday(p.text[j : j+letters(p.text[j:])]) {
			return true
		}
	}
	s := strings.TrimRight(p.text[max(0, i-24):i], " \t\n")
	if word := lastWord(s); word == "" {
		s = strings.TrimRight(s, "-\u2013\u2014&, ")
	} else if oneOf(word, days.Every...) {
		return true
	} else if oneOf(word, days.ListJoints...) || oneOf(word, english.Lengths.To...) {
		s = strings.TrimRight(s[:len(s)-len(word)], " ")
	} else {
		return false
	}
	return isWeekday(lastWord(s))
}

// resolve returns the instant of a time: the nearest one or, if after is set,
// the first one at or after the time of the body. A date is always resolved to
// the nearest one: a promise for yesterday's date is late, and not for next
// year.
func (p *prose) resolve(w civil.Written, after bool) civil.Resolution {
	near := p.near
	if near.IsZero() {
		if w.Date.Year == 0 {
			return civil.Resolution{Kind: civil.Invalid}
		}
		near = time.Date(w.Date.Year, w.Date.Month, w.Date.Day, 0, 0, 0, 0, time.UTC)
	}
	nearest := w.Resolve(near, p.loc)
	if !after || w.Date.Year == 0 && w.Date.Day != 0 && nearest.Time.Before(near) && !nearest.Time.IsZero() {
		return nearest // a date without a year is not a promise for next year
	}
	return w.ResolveAfter(near, p.loc)
}

// ends reports whether a time may end at byte j, rather than inside a name or a
// number.
func (p *prose) ends(j int) bool {
	if j == len(p.text) {
		return true
	}
	rest := p.text[j:]
	if wordAt(rest, 0) || strings.IndexByte("_/:%\\=@", rest[0]) >= 0 && (len(rest) > 1 && rest[1] > ' ' || rest[0] == '%') {
		return false
	}
	if (rest[0] == '.' || rest[0] == '-') && wordAt(rest, 1) && isDigit(p.text[j-1]) {
		return false
	}
	return true
}

// clear reports whether the text is certainly a time. A number with a point,
// 10.45, is a time only if the words around it say so. A ratio, a line of a
// file and a port are not.
func (s *scanner) clear(m moment) bool {
	text, w, i, j := s.in.text, m.from, m.clock, m.clockEnd
	if m.named {
		w.Date = civil.Date{} // "12.50 today" may be a price
	}
	if !w.HasTime {
		// "the 5th of May" is a date, and package civil does not read
		// "March" alone; a price or a version in digits is not a date.
		if w.Date.IsZero() {
			return m.named || text[i] >= 'A' && text[i] <= 'Z' // a weekday
		}
		if isDigit(text[i]) && !w.HasWeekday && cue(text, i, english.NotDates, nil) {
			return false
		}
		return true
	}
	if cue(text, i, english.NotTimes, english.NotTimeLinks) ||
		!m.span && !w.Twelve && w.Zone == "" && cue(text, i, lengths.Takes, lengths.CueLinks) {
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

// cue reports whether the word before byte i is one of words, possibly with
// links between them.
func cue(text string, i int, words, links []string) bool {
	from := max(0, i-24)
	s := strings.TrimRight(text[from:i], " \t\n:(")
	word := lastWord(s)
	if oneOf(word, links...) {
		return cue(text, from+len(s)-len(word), words, links)
	}
	return oneOf(word, words...)
}

// money reports whether a unit follows byte j.
func money(text string, j int) bool {
	s := text[j+spaces(text[j:]):]
	return oneOf(s[:letters(s)], english.Quantities...) || strings.HasPrefix(s, "%") || strings.HasPrefix(s, "€")
}

// after reports whether one of the signs ends at byte i.
func after(text string, i int, signs ...string) bool {
	return slices.ContainsFunc(signs, func(sign string) bool { return strings.HasSuffix(text[:i], sign) })
}
