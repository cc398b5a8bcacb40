package claim

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// prose is a plain text with the context by which its times are resolved.
type prose struct {
	text string
	near time.Time // time of the post
	loc  *time.Location
	zone string // zone of the timeline that contains the text; "" means loc

	zones     []zoneUse // in order
	zonesRead bool      // zones is complete
}

// scanner finds the claims of one body.
type scanner struct {
	in  *prose
	out []Claim
	// spans holds the range of each out[k] in the plain text.
	spans     [][2]int
	promised  []due     // due times of the pledges, in order
	sought    bool      // whether quotes has been computed
	quotes    [][2]int  // ranges of quotations
	dated     time.Time // last instant with a date; zero if there is none
	datedEnd  int       // end of its text
	mentioned bool      // the date is that of a word such as "yesterday", for the rest of its sentence
}

// appendClaims appends the claims in a body. Times without a zone are in the
// given zone, or in loc if that is "".
func appendClaims(dst []Claim, body string, near time.Time, loc *time.Location, zone string) []Claim {
	if body == "" {
		return dst
	}
	source := newPlain(body)
	s := scanner{in: &prose{text: source.text, near: near, loc: loc, zone: zone}}
	parts := s.in.sentences()
	for i := range parts {
		s.pledge(&parts[i])
		s.denial(&parts[i])
	}
	outer := len(s.out)
	s.scan()
	for k := range s.out {
		c := &s.out[k]
		c.Start, c.End = source.span(s.spans[k][0], s.spans[k][1])
		c.Text = body[c.Start:c.End]
	}
	if outer > 0 {
		slices.SortStableFunc(s.out, func(a, b Claim) int {
			if a.Start != b.Start {
				return cmp.Compare(a.Start, b.Start)
			}
			return cmp.Compare(b.End, a.End)
		})
	}
	return append(dst, s.out...)
}

func (s *scanner) add(c Claim, i, j int) {
	s.out = append(s.out, c)
	s.spans = append(s.spans, [2]int{i, j})
}

// scan reads times, lengths and numbers, each at the start of a word.
func (s *scanner) scan() {
	text := s.in.text
	pledge := 0
	for i := 0; i < len(text); {
		c := text[i]
		if !isDigit(c) && !isLetter(c) {
			i++
			continue
		}
		if i == 0 || !wordBefore(text, i) {
			for pledge < len(s.promised) && s.promised[pledge].end <= i {
				pledge++
			}
			var named *due
			if pledge < len(s.promised) && s.promised[pledge].start <= i {
				d := &s.promised[pledge]
				switch {
				case d.silent:
					i = d.end
					continue
				case d.clock == i:
					named = d
				}
			}
			if j := s.read(i, named); j > i {
				i = j
				continue
			}
		}
		for i < len(text) && (isDigit(text[i]) || isLetter(text[i])) {
			i++
		}
	}
}

// read reads the claim at byte i and returns the index of the byte after it, or
// i if there is none.
func (s *scanner) read(i int, named *due) int {
	c := s.in.text[i]
	if !isDigit(c) && !opens(s.in.text[i:]) {
		if _, j := s.in.readDayWord(i); j > i {
			return s.time(i, named)
		}
		return i
	}
	// In "1,5 million" and "09:05,09:20" only a time begins after the comma.
	comma := i > 1 && s.in.text[i-1] == ',' && isDigit(s.in.text[i-2])
	if !comma {
		if j := s.length(i); j > i {
			return j
		}
	}
	if j := s.time(i, named); j > i {
		return j
	}
	if comma {
		return i
	}
	if _, n := readAmount(s.in.text[i:]); n == 0 {
		return i
	}
	if j := readShare(s.in.text, i); j > i {
		return j // "3 of 4 regions" counts neither
	}
	num, j := readNumber(s.in.text, i)
	if j > i {
		s.add(Claim{Kind: Count, Number: num}, i, j)
	}
	return j
}

// opens reports whether a word may begin a time, a length or a number. Most
// words do not.
func opens(s string) bool {
	n := letters(s)
	return n <= maxOpener && strings.IndexByte(english.Initials, s[0]|0x20) >= 0 && !oneOf(s[:n], english.NotOpeners...)
}

// maxOpener is the length of the longest such word, "seventeen" or "Wednesday".
const maxOpener = 9

// length reads a length of time.
func (s *scanner) length(i int) int {
	text := s.in.text
	l, least, n := readLength(text[i:])
	if n == 0 && isDigit(text[i]) && !cue(text, i, english.TimeCues, nil) {
		cued := cue(text, i, lengths.Cues, lengths.CueLinks)
		l, n = readElapsed(text[i:], cued, cued && cue(text, i, lengths.Takes, lengths.CueLinks))
	}
	if n == 0 {
		return i
	}
	end := i + n
	if millions(text, end) {
		return i
	}
	if i > 0 && strings.IndexByte("$#/\\@=.:_-", text[i-1]) >= 0 {
		return i
	}
	if text[i:end] == "9s" && i > 1 && text[i-1] == ' ' && wordBefore(text, i-1) {
		return i // five 9s
	}
	// "20 minutes ago" is a time.
	if m := phrase(text[end+spaces(text[end:]):], lengths.Ago); m > 0 {
		end += spaces(text[end:]) + m
		r := civil.Resolution{Kind: civil.Invalid}
		if d, ok := l.Duration(); ok && !s.in.near.IsZero() {
			r = civil.Resolution{Time: s.in.near.Add(-d).In(s.in.loc)}
		}
		s.add(Claim{Kind: Time, At: r}, i, end)
		return end
	}
	later := anyPhrase(text[end+spaces(text[end:]):], lengths.Later) > 0
	switch {
	case !later && oneOf(text[i:end], lengths.Ordinals...):
		return i // a second outage
	case s.rate(i, end, later):
		return end
	}
	s.add(Claim{Kind: Duration, Length: l, Least: least}, i, end)
	return end
}

// millions reports whether a length that was read as minutes may be a number of
// millions: 1.5m events.
func millions(text string, end int) bool {
	if text[end-1] != 'm' || !isDigit(text[end-2]) {
		return false
	}
	_, n := readNoun(text[end:], false)
	return n > 0
}

// rate reports whether a length is a frequency: "every 5 minutes", "twice a
// day", "10 requests a second". A length that is later than something is not.
func (s *scanner) rate(i, end int, later bool) bool {
	text := s.in.text
	before := strings.TrimRight(text[max(0, i-16):i], " \t\n")
	if oneOf(lastWord(before), lengths.Rates...) {
		return true
	}
	// After a length or a count, "an hour" and "a day" are frequencies as
	// well: 24 hours a day, 300 requests a minute.
	if oneOf(text[i:i+letters(text[i:])], lengths.Articles...) {
		counted := len(s.out) > 0 && s.out[len(s.out)-1].Kind == Count && i-s.spans[len(s.out)-1][1] == 1
		return hasSuffixWord(before, lengths.PerHours) || counted && !later
	}
	after := text[end:]
	return anyPhrase(after[spaces(after):], lengths.RatesAfter) > 0
}
