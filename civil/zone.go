package civil

import (
	"cmp"
	"strings"
	"sync"
	"time"
)

// cache holds the loaded locations. It is the only state of the package.
// Loading a location again would cost several microseconds and fifteen
// allocations, and return another pointer each time.
var cache = struct {
	sync.RWMutex
	named map[string]*time.Location
	fixed map[fixedZone]*time.Location
}{
	named: map[string]*time.Location{},
	fixed: map[fixedZone]*time.Location{},
}

// fixedZone is a zone with a fixed offset. If its name is empty, it is named
// after its offset.
type fixedZone struct {
	name   string
	offset int
}

// mostCached limits the size of the cache. The IANA database has about 600
// names, and there are about as many offsets; on a file system that ignores
// case there are more spellings.
const mostCached = 4096

// LoadLocation returns the location with that name: "" or "UTC" for UTC, a name
// of the IANA database ("Europe/Copenhagen"), or a fixed offset such as
// "UTC+8", "UTC-4" or "UTC+5:30". The location has the name as given. For any
// other name the error is a [*ZoneError] of kind Unknown. Examples are "Local",
// which is another zone on each host, a path, and an abbreviation that is not a
// name of the database; use [Zone] for abbreviations.
//
// Locations are cached, so the same name always gives the same pointer.
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

// nearestLocation returns a name that LoadLocation accepts for one that it does
// not, or "". It understands an offset (+02:00), a place or an abbreviation
// (berlin, CEST), and an IANA name in the wrong case (europe/berlin).
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

// capitalized returns a name with the first letter of each word in upper case.
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

// fixedName parses the name of a fixed offset: UTC, an ASCII sign, hours and
// optionally minutes.
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

// maxName is longer than the name of any zone or place. It keeps readers from
// scanning a long word repeatedly.
const maxName = 64

// plainName reports whether a name can be in the IANA database: whether its
// parts begin with capitals and contain no dots. The check is needed because
// case matters to the database that Go embeds and to most file systems, but not
// to all, and because hosts also have the directories "posix/" and "right/"
// (which counts leap seconds) and the file "localtime".
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

// fixed returns a cached location with a fixed offset. If name is empty, the
// location is named after the offset.
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
	cache.fixed[key] = loc // names come from the table, so they are few
	return loc
}

// Zone returns the location that a document means by the name of a zone, as
// [ReadZone] reads it:
//
//   - an offset ("+08", "GMT+08:00"): a location such as "UTC+8";
//   - an abbreviation with one current meaning ("CEST"): a location with that
//     name and a fixed offset, not the zone of a city. "UTC" is [time.UTC].
//     EST, EDT, CST, CDT, MST, MDT, PST and PDT have their American meanings,
//     as in RFC 5322, section 4.3;
//   - a generic name ("ET", "Pacific Time", "Central European Time"), two
//     abbreviations of one zone ("CET/CEST") or the name of a city ("Denver
//     time"): the IANA location. A name with a season ("Japan Standard Time")
//     is treated as an abbreviation;
//   - an IANA name.
//
// The case of ASCII letters in abbreviations and generic names is ignored.
//
// Abbreviations take precedence over IANA names: "CET" is the fixed offset
// +01:00 here, while LoadLocation("CET") is a location that uses CEST in summer
// and that some systems no longer have.
//
// The error is a [*ZoneError]. Its kind is Ambiguous, with all meanings, for an
// abbreviation with several current meanings (IST) and for abbreviations of two
// zones ("ET/PT"), and Unknown for anything else.
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

// ZoneError reports that the name of a zone does not have exactly one meaning.
type ZoneError struct {
	Name       string      // the name as given
	Kind       Kind        // Unknown, Ambiguous or Foreign
	Candidates []Candidate // if Ambiguous: every current meaning, without times
	Nearest    string      // if Unknown: the name that was probably meant, or ""; if Foreign: the zone that does not print Name
}

// Error returns the name, the problem and the possible meanings on one line.
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
		b = append(b, " was not in force in "...)
		b = append(b, e.Nearest...)
		b = append(b, ", the zone of the other times"...)
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
