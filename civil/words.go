package civil

import "github.com/incidentkit/incident/internal/words"

// The words of dates and times are English, whatever the language of the page.
var (
	english = words.English()
	phrases = &english.Times

	monthKeys   = keysOf(english.Dates.Months[:])
	weekdayKeys = keysOf(english.Dates.Weekdays[:])

	shortZones   = shortOf(phrases.Zones)
	longZones    = longOf(phrases.Zones)
	signInitials = initialsOf(phrases.HourSigns)
)

// shortOf returns the names of zones that have a short form.
func shortOf(names []words.ZoneName) (short []*words.ZoneName) {
	for i := range names {
		if names[i].Short != "" {
			short = append(short, &names[i])
		}
	}
	return short
}

// longOf returns the long names of zones by their first letters.
func longOf(names []words.ZoneName) (long ['Z' - 'A' + 1][]*words.ZoneName) {
	for i := range names {
		c := upper(names[i].Long[0]) - 'A'
		long[c] = append(long[c], &names[i])
	}
	return long
}

// initials is the set of the first letters of words, one bit for each letter.
type initials uint32

func initialsOf(list []string) (i initials) {
	for _, word := range list {
		i |= 1 << (upper(word[0]) - 'A')
	}
	return i
}

// has reports whether one of the words begins with c.
func (i initials) has(c byte) bool {
	c = upper(c)
	return c >= 'A' && c <= 'Z' && i&(1<<(c-'A')) != 0
}

// keys are the first three letters of names, each packed into one number. No
// two months and no two weekdays share them. Most words are ruled out by their
// first letter.
type keys struct {
	packed   []uint32
	initials uint32
}

func keysOf(names []string) (k keys) {
	for _, name := range names {
		k.packed = append(k.packed, threeLetters(name))
		k.initials |= 1 << (upper(name[0]) - 'A')
	}
	return k
}

// find returns the index of the name whose first three letters are those of s,
// or -1.
func (k *keys) find(s string) int {
	if k.initials&(1<<(upper(s[0])-'A')) == 0 {
		return -1
	}
	key := threeLetters(s)
	for i, p := range k.packed {
		if p == key {
			return i
		}
	}
	return -1
}

// threeLetters packs the first three letters of s in upper case into one
// number, the first letter highest.
func threeLetters(s string) uint32 {
	return uint32(upper(s[0]))<<16 | uint32(upper(s[1]))<<8 | uint32(upper(s[2]))
}

// spelled reports whether s is another spelling of the name with index n.
func spelled(list []words.Spelling, s string, n int) bool {
	for _, sp := range list {
		if sp.N == n && foldEqual(s, sp.Text) {
			return true
		}
	}
	return false
}
