package render

import (
	"encoding/hex"
	"hash/fnv"
	"hash/maphash"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// ids are the ids of one fragment, which are all different. They are
// permalinks, which readers share: the id of an update is made from its ID, or
// else from its instant, and never from its index or its text.
type ids struct {
	prefix string
	bytes  []byte // of all ids
	ends   []int  // of each id in bytes
	// given counts ids by their hash: it has the last number that was put
	// behind an id, since many equal ids would otherwise try all numbers in
	// turn. Two ids with the same hash merely skip a number.
	given map[uint64]int
}

var idSeed = maphash.MakeSeed()

// defaultPrefix is the prefix of ids if the writer names none. Without a
// prefix, the heading "Config" would become window.config for the scripts of
// the page around it.
const defaultPrefix = "incident-"

// reset empties s and sets the prefix of its ids.
func (s *ids) reset(prefix string) {
	if s.bytes = appendIDText(s.bytes[:0], prefix); len(s.bytes) == 0 {
		prefix = defaultPrefix
	}
	s.prefix, s.bytes, s.ends = prefix, s.bytes[:0], s.ends[:0]
	if s.given == nil {
		s.given = make(map[uint64]int)
	}
	clear(s.given)
}

func (s *ids) count() int { return len(s.ends) }

// start returns the offset of id i in s.bytes.
func (s *ids) start(i int) int {
	if i == 0 {
		return 0
	}
	return s.ends[i-1]
}

// at returns id i.
func (s *ids) at(i int) []byte { return s.bytes[s.start(i):s.ends[i]] }

// add adds the text appended to s.bytes as an id and returns its number. If the
// id is taken already, "-2" or a higher number is put behind it.
func (s *ids) add() int {
	start, stem := s.start(len(s.ends)), len(s.bytes)
	first := maphash.Bytes(idSeed, s.bytes[start:])
	key := first
	for n, given := s.given[key]; given; _, given = s.given[key] {
		n++
		s.given[first] = n
		s.bytes = appendInt(append(s.bytes[:stem], '-'), n)
		key = maphash.Bytes(idSeed, s.bytes[start:])
	}
	s.given[key] = 1
	s.ends = append(s.ends, len(s.bytes))
	return len(s.ends) - 1
}

// addUpdate adds the id of an update: "u-" and the update's ID, or a hash of
// the ID if it has characters that do not belong in a URL. An update without an
// ID gets its instant in UTC: "incident-u-20240305T091700Z".
func (s *ids) addUpdate(u *incident.Update) {
	s.bytes = append(appendIDText(s.bytes, s.prefix), "u-"...)
	switch start := len(s.bytes); {
	case u.ID != "":
		s.bytes = appendIDText(s.bytes, u.ID)
		if len(s.bytes)-start != len(u.ID) || len(u.ID) > 64 {
			h := fnv.New64a()
			h.Write([]byte(u.ID))
			s.bytes = hex.AppendEncode(s.bytes[:start], h.Sum(nil))
		}
	case plan.IsInstant(u.At):
		s.bytes = words.AppendCompact(s.bytes, u.At)
	default:
		s.bytes = append(s.bytes, "undated"...)
	}
	s.add()
}

// addHeading adds the id of a heading, made from its words in lower case, and
// returns its number.
func (s *ids) addHeading(heading string) int {
	s.bytes = appendIDText(s.bytes, s.prefix)
	start, gap := len(s.bytes), false
	for _, r := range heading {
		if !markdown.IsAlnum(byte(min(r, utf8.RuneSelf))) && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && len(s.bytes) > start {
			s.bytes = append(s.bytes, '-')
		}
		gap = false
		if len(s.bytes)-start > 80 {
			break
		}
		s.bytes = utf8.AppendRune(s.bytes, unicode.ToLower(r))
	}
	if len(s.bytes) == start {
		s.bytes = append(s.bytes, "section"...)
	}
	return s.add()
}

// appendIDText appends the characters of s that are allowed in an id.
func appendIDText(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; markdown.IsAlnum(c) || c == '-' || c == '_' || c == '.' {
			dst = append(dst, c)
		}
	}
	return dst
}
