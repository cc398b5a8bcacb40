package civil

import (
	"cmp"
	"strings"
	"sync"
	"time"
)

// cache holds the locations that were loaded. It is the only state of the
// package: loading a location anew costs several microseconds and fifteen
// allocations, and gives another pointer each time.
var cache = struct {
	sync.RWMutex
	named map[string]*time.Location
	fixed map[fixedZone]*time.Location
}{
	named: map[string]*time.Location{},
	fixed: map[fixedZone]*time.Location{},
}

// fixedZone is a zone with one offset. An empty name stands for the offset's
// own.
type fixedZone struct {
	name   string
	offset int
}

// mostCached bounds the cache. tzdata has about 600 names and there are about
// as many offsets; a file system that ignores case knows more spellings.
const mostCached = 4096

// LoadLocation returns the location of that name. The name is "" or "UTC" for
// UTC, a name of the IANA database ("Europe/Copenhagen"), or a fixed offset
// written "UTC+8", "UTC-4" or "UTC+5:30"; the location keeps the name as it is
// given. Everything else is a [*ZoneError] of kind Unknown: "Local" (which is
// another zone on each host), a path, an abbreviation that tzdata has no file
// for. For those, see [Zone].
//
// Locations are cached, so the same name gives the same pointer.
func LoadLocation(name string) (*time.Location, error) {
	if name == "" || name == "UTC" {
		return time.UTC, nil
	}
	cache.RLock()
	loc := cache.named[name]
	cache.RUnlock()
	if loc != nil {
		return loc, nil
	}
	if offset, ok := fixedName(name); ok {
		loc = time.FixedZone(name, offset)
	} else {
		if !plainName(name) {
			return nil, &ZoneError{Name: name, Kind: Unknown, Nearest: nearestLocation(name)}
		}
		var err error
		if loc, err = time.LoadLocation(name); err != nil {
			return nil, &ZoneError{Name: name, Kind: Unknown, Nearest: nearestLocation(name)}
		}
	}
	cache.Lock()
	defer cache.Unlock()
	if had := cache.named[name]; had != nil {
		return had, nil
	}
	if len(cache.named) < mostCached {
		cache.named[strings.Clone(name)] = loc
	}
	return loc, nil
}

// nearestLocation returns a name that LoadLocation knows for one that it does
// not: that of an offset (+02:00), the IANA name of a place or an abbreviation
// (berlin, CEST), or the name as the database spells it (europe/berlin); "" for
// none.
func nearestLocation(name string) string {
	if len(name) > maxName {
		return ""
	}
	proper := capitalized(name)
	zone := strings.ReplaceAll(proper, " ", "_")
	m := nameOf(proper)
	ms := meaningsOf(m.abbr)
	if len(ms) == 0 {
		ms = meaningsOf(nearest(name))
	}
	if one, ok := onlyLiving(ms); ok {
		zone = one.zone
	}
	if offset, ok := parseOffset(name); ok {
		zone = offsetName(offset)
	}
	if zone = cmp.Or(m.zone, zone); zone == name {
		return ""
	}
	if _, err := LoadLocation(zone); err != nil {
		return ""
	}
	return zone
}

// capitalized returns a name with a capital where each word begins.
func capitalized(name string) string {
	b, begins := []byte(name), true
	for i, c := range b {
		switch {
		case begins:
			b[i] = upper(c)
		case 'A' <= c && c <= 'Z':
			b[i] = c + 'a' - 'A'
		}
		begins = strings.IndexByte("/_- ", c) >= 0
	}
	return string(b)
}

// fixedName reads the name of a fixed offset: UTC, an ASCII sign, hours and
// perhaps minutes.
func fixedName(name string) (offset int, ok bool) {
	if len(name) < 5 || name[:3] != "UTC" || name[3] != '+' && name[3] != '-' {
		return 0, false
	}
	if hours := strings.IndexByte(name, ':') - 4; hours < 0 && len(name) > 6 || hours == 0 {
		return 0, false // UTC+0530
	}
	offset, n := readOffset(name[3:])
	return offset, n == len(name)-3
}

// maxName is longer than any name of a zone or a place. It keeps readers from
// going over a long word again and again.
const maxName = 64

// plainName reports whether a name can be one of the IANA database: parts that
// begin with a capital, without dots. Case matters to the database that Go
// embeds and to most file systems, not to all; "posix/", "right/" (which counts
// leap seconds) and "localtime" are found on hosts beside the database.
func plainName(name string) bool {
	if len(name) > maxName || name == "Local" || name == "Factory" {
		return false
	}
	first := true
	for i := range len(name) {
		switch c := name[i]; {
		case c == '/':
			if first {
				return false
			}
			first = true
			continue
		case c >= 'A' && c <= 'Z':
		case !first && (c >= 'a' && c <= 'z' || isDigit(c) || c == '_' || c == '-' || c == '+'):
		default:
			return false
		}
		first = false
	}
	return !first
}

// fixed returns a cached location with one offset, named as given or, where
// name is empty, by its offset.
func fixed(name string, offset int) *time.Location {
	if offset == 0 && (name == "" || name == "UTC") {
		return time.UTC
	}
	key := fixedZone{name, offset}
	cache.RLock()
	loc := cache.fixed[key]
	cache.RUnlock()
	if loc != nil {
		return loc
	}
	if name == "" {
		name = offsetName(offset)
	}
	loc = time.FixedZone(name, offset)
	cache.Lock()
	defer cache.Unlock()
	if had := cache.fixed[key]; had != nil {
		return had
	}
	cache.fixed[key] = loc // names come from the table, so there are few
	return loc
}

// Zone returns the location that a document means by the name of a zone, as
// [ReadZone] reads it:
//
//   - an offset ("+08", "GMT+08:00"): the location "UTC+8";
//   - an abbreviation with one living meaning ("CEST"): a location with that
//     name and that fixed offset, not the zone of a city; "UTC" is [time.UTC].
//     EST, EDT, CST, CDT, MST, MDT, PST and PDT are the American ones, as RFC
//     5322, section 4.3, has them;
//   - a generic name ("ET", "Pacific Time", "Central European Time"), two
//     abbreviations of one zone ("CET/CEST") or the name of a city ("Denver
//     time"): its IANA location. With a season ("Japan Standard Time") it is an
//     abbreviation;
//   - an IANA name.
//
// ASCII letters of abbreviations and generic names match in either case.
//
// An abbreviation comes before an IANA name: "CET" is the fixed offset +01:00
// here, while LoadLocation("CET") is a location that has CEST in summer and
// that some systems no longer have. An abbreviation with several living
// meanings (IST) is a [*ZoneError] of kind Ambiguous with all of them, as are
// two of different zones ("ET/PT"); anything else is one of kind Unknown.
func Zone(name string) (*time.Location, error) {
	if offset, ok := parseOffset(name); ok {
		return fixed("", offset), nil
	}
	if _, ok := fixedName(name); ok {
		return nil, &ZoneError{Name: name, Kind: Unknown}
	}
	m := nameOf(name)
	if m.zone != "" {
		loc, err := LoadLocation(m.zone)
		if err != nil {
			return nil, &ZoneError{Name: name, Kind: Unknown, Nearest: nearest(name)}
		}
		return loc, nil
	}
	if m.twice {
		e := &ZoneError{Name: name, Kind: Ambiguous}
		a, b, _ := cutPair(name)
		e.Candidates = append(candidatesOf(meaningsOf(a)), candidatesOf(meaningsOf(b))...)
		return nil, e
	}
	ms := meaningsOf(m.abbr)
	if one, ok := meaningIn(ms, m.of); ok {
		return fixed(one.name, one.offset), nil
	}
	if len(ms) == 0 || m.of != "" {
		return nil, &ZoneError{Name: name, Kind: Unknown, Nearest: nearest(name)}
	}
	if one, ok := onlyLiving(ms); ok {
		return fixed(one.name, one.offset), nil
	}
	if one, ok := american(ms); ok {
		return fixed(one.name, one.offset), nil
	}
	return nil, &ZoneError{Name: name, Kind: Ambiguous, Candidates: candidatesOf(ms)}
}

// ZoneError says that the name of a zone has no one meaning.
type ZoneError struct {
	Name       string      // as given
	Kind       Kind        // Unknown, Ambiguous or Foreign
	Candidates []Candidate // Ambiguous: every living meaning, without times
	Nearest    string      // Unknown: the known name that was probably meant; Foreign: the zone it is foreign to; "": none
}

// Error returns one line: the name, what is wrong, and the meanings to choose
// from.
func (e *ZoneError) Error() string {
	b := append(make([]byte, 0, 128), "zone "...)
	b = append(b, quote(e.Name)...)
	switch e.Kind {
	case Ambiguous:
		b = append(b, " has several meanings"...)
		for i, c := range e.Candidates {
			b = append(b, separator(i)...)
			if c.Zone != "" {
				b = append(b, c.Zone...)
				b = append(b, ' ')
			}
			b = append(b, '(')
			b = append(b, offsetName(c.Offset)...)
			b = append(b, ')')
		}
	case Foreign:
		b = append(b, " does not belong to "...)
		b = append(b, e.Nearest...)
		b = append(b, " at its time, the zone of the others"...)
	default:
		b = append(b, " is unknown"...)
		if e.Nearest != "" {
			b = append(b, "; did you mean "...)
			b = append(b, e.Nearest...)
			b = append(b, '?')
		}
	}
	return string(b)
}

func separator(i int) string {
	if i == 0 {
		return ": "
	}
	return ", "
}
