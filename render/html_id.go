package render

import (
	"bytes"
	"hash/fnv"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// ids are the ids of one fragment, each of them once. A short list is searched;
// a long one is indexed, so that cost stays linear.
//
// They are permalinks: readers share them. That of an update comes from its ID,
// else from its instant, and never from its place or from words.
//
// It has no slice of its own arrays, so that it can stay on the stack.
type ids struct {
	n     int
	ends  [searchedIDs]int // of the first ids, in bytes or, once that is full, in long
	bytes [1024]byte
	long  []byte
	more  []int // ends of the others
	index map[string]int
}

const searchedIDs = 48 // ids above which an index pays

func (s *ids) end(i int) int {
	switch {
	case i < 0:
		return 0
	case i < searchedIDs:
		return s.ends[i]
	}
	return s.more[i-searchedIDs]
}

// at returns id i.
func (s *ids) at(i int) []byte {
	if s.long != nil {
		return s.long[s.end(i-1):s.end(i)]
	}
	return s.bytes[s.end(i-1):s.end(i)]
}

// add adds an id, with "-2" and so on behind it where it is taken, and returns
// its number.
func (s *ids) add(id []byte) int {
	stem, n := len(id), 2
	if s.index != nil {
		// The last number given behind this stem: else many equal ones would try
		// them all.
		n = max(n, s.index[string(id)]+1)
	}
	first := n
	for ; s.has(id); n++ {
		id = appendInt(append(id[:stem], '-'), n)
	}
	if s.index == nil && s.n == searchedIDs {
		s.index = make(map[string]int)
		for i := range s.n {
			s.index[string(s.at(i))] = 1
		}
	}
	if s.index != nil {
		if n > first {
			s.index[string(id[:stem])] = n - 1
		}
		s.index[string(id)] = max(1, s.index[string(id)])
	}
	end := s.end(s.n-1) + len(id)
	if s.long == nil && end > len(s.bytes) {
		s.long = append(make([]byte, 0, 2*end), s.bytes[:s.end(s.n-1)]...)
	}
	if s.long != nil {
		s.long = append(s.long, id...)
	} else {
		copy(s.bytes[end-len(id):], id)
	}
	if s.n < searchedIDs {
		s.ends[s.n] = end
	} else {
		s.more = append(s.more, end)
	}
	s.n++
	return s.n - 1
}

func (s *ids) has(id []byte) bool {
	if s.index != nil {
		_, ok := s.index[string(id)]
		return ok
	}
	for i := range s.n {
		if bytes.Equal(s.at(i), id) {
			return true
		}
	}
	return false
}

// addUpdate adds the id of an update: "u-" and its ID, or its hash where it has
// characters that do not fit into a URL; without one, the instant in UTC:
// "u-20240305T091700Z".
func (s *ids) addUpdate(prefix string, u *incident.Update) {
	var buf [128]byte
	id := append(appendIDText(buf[:0], prefix), "u-"...)
	switch {
	case u.ID != "" && isIDText(u.ID) && len(u.ID) <= 64:
		id = append(id, u.ID...)
	case u.ID != "":
		h := fnv.New64a()
		h.Write([]byte(u.ID))
		const hex = "0123456789abcdef"
		for i, sum := 0, h.Sum64(); i < 16; i++ {
			id = append(id, hex[sum>>(60-4*i)&15])
		}
	case isInstant(u.At):
		id = words.AppendCompact(id, u.At)
	default:
		id = append(id, "undated"...)
	}
	s.add(id)
}

// addHeading adds the id of a heading: its words in lower case.
func (s *ids) addHeading(prefix, heading string) int {
	var buf [256]byte
	id := appendIDText(buf[:0], prefix)
	start, gap := len(id), false
	for _, r := range heading {
		if r < utf8.RuneSelf && isAlnum(byte(r)) && !gap && len(id)-start <= 80 {
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			id = append(id, byte(r))
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && len(id) > start {
			id = append(id, '-')
		}
		gap = false
		if len(id)-start > 80 {
			break
		}
		id = utf8.AppendRune(id, unicode.ToLower(r))
	}
	if len(id) == start {
		id = append(id, "section"...)
	}
	return s.add(id)
}

// appendIDText appends what of s fits into an id.
func appendIDText(dst []byte, s string) []byte {
	for i := range len(s) {
		if isIDByte(s[i]) {
			dst = append(dst, s[i])
		}
	}
	return dst
}

func isIDText(s string) bool {
	for i := range len(s) {
		if !isIDByte(s[i]) {
			return false
		}
	}
	return true
}

func isIDByte(c byte) bool { return isAlnum(c) || c == '-' || c == '_' || c == '.' }
