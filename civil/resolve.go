package civil

import (
	"slices"
	"strings"
	"time"
)

// Kind says how a local time was resolved.
type Kind uint8

// The kinds of a [Resolution]. The zero Kind is OK. Time is the zero time for
// Ambiguous, Unknown and Invalid.
const (
	OK        Kind = iota // the local time has exactly one instant
	Overlap               // the clock showed the local time twice; Time is the first
	Gap                   // the clock skipped the local time; Time is later by as much as the clock was put forward
	OffSeason             // the written zone is that of the location in the other half of the year; Time is at the written offset
	Foreign               // the written zone is known and not that of the location; Time is in the written zone
	Assumed               // Time is the most likely of several readings, by a convention that [Resolve] or [Written.Resolve] states
	Ambiguous             // the written zone has several meanings
	Unknown               // the written zone is not known
	Invalid               // the date or time of day is missing or does not exist (30 February)
)

var kindNames = [...]string{"ok", "overlap", "gap", "off-season", "foreign", "assumed", "ambiguous", "unknown", "invalid"}

// String returns the kind in lower case, such as "ok" or "off-season".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind(" + string(appendPadded(nil, int(k), 1)) + ")"
}

// Resolution is the result of resolving a local time.
type Resolution struct {
	Kind Kind

	// Time is the instant. It is zero if Kind is Ambiguous, Unknown or
	// Invalid. Its Location is the one given to [Resolve], or the written
	// zone if that differs.
	Time time.Time

	// Candidates are all readings if there are several, and nil otherwise.
	// For Overlap they are both instants, the earlier one first; for Gap,
	// OffSeason and Assumed, Time and then the other readings; for
	// Ambiguous, all readings in ascending order.
	Candidates []Candidate

	// Nearest is a known abbreviation for which the unknown zone is
	// probably a misspelling, or "". It is also "UTC" for the zone UCT,
	// which is resolved but seldom meant.
	Nearest string
}

// Candidate is one reading of a local time, or one meaning of a zone.
type Candidate struct {
	Time   time.Time // zero in a [ZoneError]
	Zone   string    // IANA name or name of a fixed zone that explains the reading
	Name   string    // abbreviation of the zone at that time
	Offset int       // seconds east of UTC
}

func candidate(t time.Time) Candidate {
	name, offset := t.Zone()
	return Candidate{Time: t, Zone: t.Location().String(), Name: name, Offset: offset}
}

// Resolve returns the instant of a local time with the zone that is written
// next to it ("" if none is), on a page whose zone is loc (nil means UTC). The
// first rule that applies decides:
//
//  1. A dt that is not valid, such as 30 February or 25:00, is Invalid. It is
//     never moved to a date that exists.
//  2. Without a zone, the result is OK, Overlap or Gap, if there are one, two
//     or no [Instants].
//  3. An offset ("+03", "+0530", "UTC-3", "GMT+5:30") is OK. Time is in loc if
//     loc has that offset, and otherwise in a fixed zone.
//  4. The abbreviation that loc uses at one of the instants is OK. In an
//     overlap it decides between the two.
//  5. An abbreviation that loc uses within a year before or after, but not at
//     that time (CET in July, IST for an Irish winter), is OffSeason. Time is
//     at the offset of that abbreviation; the time that a clock in loc would
//     have shown is the second candidate. If the clock skipped dt, the result
//     is Gap, also at the offset of the abbreviation. The older history of the
//     zone is not searched: IST was Dublin's +00:34:39 in 1916.
//  6. A generic name ("ET", "Pacific Time", "Central European Time"), two
//     abbreviations for the halves of one zone's year ("CET/CEST"), an IANA
//     name, or a city with "time" ("Denver time") is resolved as without a
//     zone, but in the location of that name. OK becomes Foreign unless loc
//     shows the same instant with the same abbreviation. A city alone
//     ("Denver") is Assumed, because the word may refer to something else.
//  7. A long name with a season ("Japan Standard Time", "British Summer Time")
//     is resolved like an abbreviation, with its meaning in that place. The
//     names are those of the Unicode CLDR.
//  8. An abbreviation with one meaning at that time is Foreign, at that fixed
//     offset. UCT, Z and Zulu mean UTC.
//  9. An abbreviation with several meanings, one of which RFC 5322, section
//     4.3, defines (EST, EDT, CST, CDT, MST, MDT, PST and PDT are American), is
//     Assumed, at that offset.
//  10. Any other abbreviation with several meanings (IST), and abbreviations of
//     two zones (ET/PT), are Ambiguous.
//  11. Anything else is Unknown.
//
// The case of abbreviations and names is ignored, except in those of cities. A
// result of kind OK without Candidates does not allocate.
func Resolve(dt DateTime, zone string, loc *time.Location) Resolution {
	loc = orUTC(loc)
	if !dt.Valid() {
		return Resolution{Kind: Invalid}
	}
	if zone == "" || strings.IndexByte(zone, '/') > 0 && zone == loc.String() {
		return resolvePlain(dt, loc)
	}
	if offset, ok := parseOffset(zone); ok {
		return resolveOffset(dt, offset, loc)
	}
	w := wallOf(dt, loc)
	if r, ok := w.here(zone); ok {
		return r
	}
	switch name := nameOf(zone); {
	case name.zone != "":
		return resolveElsewhere(dt, zone, name, &w)
	case name.twice:
		return w.either(dt, zone)
	case name.of != "":
		if m, ok := meaningIn(meaningsOf(name.abbr), name.of); ok {
			return w.resolveMeaning(m)
		}
		return Resolution{Kind: Unknown}
	default:
		return resolveAbbreviation(zone, name.abbr, &w)
	}
}

// slip returns the suggestion for a zone that is resolved but probably
// misspelt, or "".
func slip(zone string) string {
	if foldEqual(zone, "UCT") {
		return "UTC"
	}
	return ""
}

// resolvePlain resolves a local time without a zone.
func resolvePlain(dt DateTime, loc *time.Location) Resolution {
	w := wallOf(dt, loc)
	return w.resolve()
}

func (w *wall) resolve() Resolution {
	switch w.n {
	case 1:
		return Resolution{Time: w.at(0)}
	case 2:
		t := w.at(0)
		return Resolution{Kind: Overlap, Time: t, Candidates: []Candidate{candidate(t), candidate(w.at(1))}}
	}
	t, u := w.reading(w.unix-int64(w.before)), w.reading(w.unix-int64(w.after))
	if w.before == w.after || !inYears(t) || !inYears(u) { // an instant is outside the years 1 to 9999
		return Resolution{Kind: Invalid}
	}
	return Resolution{Kind: Gap, Time: t, Candidates: []Candidate{candidate(t), candidate(u)}}
}

// resolveOffset resolves a local time at an offset from UTC.
func resolveOffset(dt DateTime, offset int, loc *time.Location) Resolution {
	t := time.Unix(dt.unix()-int64(offset), int64(dt.Time.Nanosecond)).In(loc)
	if !inYears(t) {
		return Resolution{Kind: Invalid}
	}
	if _, o := t.Zone(); o != offset {
		t = t.In(fixed("", offset))
	}
	return Resolution{Time: t}
}

func inYears(t time.Time) bool { return t.Unix() >= firstSecond && t.Unix() < endSecond }

// nearbyName returns the offset that loc has under an abbreviation within a
// year of a local time, at the closest time if there are several.
func nearbyName(loc *time.Location, name string, unix int64) (offset int, ok bool) {
	const year = 366 * 86400
	best := int64(0)
	for at := unix - year; at < unix+year; {
		t := time.Unix(at, 0).In(loc)
		next := boundAfter(t)
		if has, o := t.Zone(); foldEqual(has, name) {
			away := max(at-unix, unix-next, 0)
			if !ok || away < best {
				offset, ok, best = o, true, away
			}
		}
		at = next
	}
	return offset, ok
}

// offSeason resolves a local time at an offset that the location has at another
// time of the year.
func (w *wall) offSeason(offset int) Resolution {
	t := w.reading(w.unix - int64(offset))
	if !inYears(t) {
		return Resolution{Kind: Invalid}
	}
	r := Resolution{Kind: OffSeason, Time: t, Candidates: []Candidate{candidate(t)}}
	switch w.n {
	case 0:
		r.Kind = Gap
		for _, o := range [2]int{w.before, w.after} {
			if o != offset {
				r.Candidates = append(r.Candidates, candidate(w.reading(w.unix-int64(o))))
			}
		}
	default:
		for i := range w.n {
			r.Candidates = append(r.Candidates, candidate(w.at(i)))
		}
	}
	return r
}

// resolveElsewhere resolves a local time in the location to which a name
// refers.
func resolveElsewhere(dt DateTime, zone string, name naming, here *wall) Resolution {
	there, err := LoadLocation(name.zone)
	if err != nil {
		return Resolution{Kind: Unknown, Nearest: nearest(zone)}
	}
	r := resolvePlain(dt, there)
	if r.Kind == OK && !sameClock(r.Time, here.loc) {
		r.Kind = Foreign
		if name.bare {
			r.Kind = Assumed
		}
		return r
	}
	if r.Kind == OK {
		r.Time = r.Time.In(here.loc)
		return r
	}
	for _, c := range r.Candidates {
		if !sameClock(c.Time, here.loc) {
			return r
		}
	}
	r.Time = r.Time.In(here.loc)
	for i := range r.Candidates {
		r.Candidates[i] = candidate(r.Candidates[i].Time.In(here.loc))
	}
	return r
}

// here resolves a local time with an abbreviation that the location uses at
// that time or at another time of the year.
func (w *wall) here(name string) (r Resolution, ok bool) {
	if len(name) > 6 || len(name) < 3 { // not an abbreviation
		return r, false
	}
	for i := range w.n {
		t := w.at(i)
		has := w.name
		if has == "" {
			has, _ = t.Zone()
		}
		if foldEqual(has, name) {
			return Resolution{Time: t}, true
		}
	}
	if offset, ok := nearbyName(w.loc, name, w.unix); ok {
		return w.offSeason(offset), true
	}
	return r, false
}

// either resolves a local time with the names of two zones.
func (w *wall) either(dt DateTime, pair string) Resolution {
	r := Resolution{Kind: Ambiguous}
	a, b, _ := cutPair(pair)
	for _, zone := range [...]string{a, b} {
		if s := Resolve(dt, zone, w.loc); !s.Time.IsZero() {
			r.Candidates = append(r.Candidates, candidate(s.Time))
		}
	}
	if len(r.Candidates) < 2 {
		return Resolution{Kind: Unknown}
	}
	sortByTime(r.Candidates)
	return r
}

func sortByTime(cs []Candidate) {
	slices.SortFunc(cs, func(a, b Candidate) int { return a.Time.Compare(b.Time) })
}

// isIANA reports whether a name may be in the IANA database. Of names in
// capitals, it accepts only the few that are not abbreviations, because looking
// up every misspelling among the files of the host would be slow.
func isIANA(name string) bool {
	switch name {
	case "GB", "MET", "NZ", "PRC", "ROC", "ROK":
		return true
	}
	if !plainName(name) {
		return false
	}
	for i := range len(name) {
		if name[i] < 'A' || name[i] > 'Z' {
			return true
		}
	}
	return false
}

// sameClock reports whether a clock in loc shows the same time at t as a clock
// in t's own location, with the same abbreviation.
func sameClock(t time.Time, loc *time.Location) bool {
	name, offset := t.Zone()
	there, o := t.In(loc).Zone()
	return name == there && offset == o
}

// resolveAbbreviation resolves a local time with an abbreviation: in its
// meaning in the page's zone or, if it has none there, by the table.
func resolveAbbreviation(zone, name string, w *wall) Resolution {
	if name != zone { // otherwise Resolve has tried it
		if r, ok := w.here(name); ok {
			r.Nearest = slip(zone)
			return r
		}
	}
	ms := meaningsOf(name)
	if len(ms) == 0 {
		return Resolution{Kind: Unknown, Nearest: nearest(zone)}
	}
	n, only := 0, 0
	for i, m := range ms {
		if m.inForce(w.unix) {
			n++
			only = i
		}
	}
	if n == 1 || len(ms) == 1 {
		return w.foreign(&ms[only], slip(zone))
	}
	r := Resolution{Kind: Ambiguous}
	for _, m := range ms {
		if n > 0 && !m.inForce(w.unix) {
			continue
		}
		c := Candidate{Zone: m.zone, Name: m.name, Offset: m.offset}
		c.Time = time.Unix(w.unix-int64(m.offset), int64(w.nanos)).In(fixed(m.name, m.offset))
		if inYears(c.Time) {
			r.Candidates = append(r.Candidates, c)
		}
	}
	sortByTime(r.Candidates)
	if m, ok := american(ms); ok && len(r.Candidates) > 0 {
		i := slices.IndexFunc(r.Candidates, func(c Candidate) bool { return c.Zone == m.zone })
		if i >= 0 {
			c := r.Candidates[i]
			copy(r.Candidates[1:i+1], r.Candidates[:i])
			r.Candidates[0] = c
			r.Kind, r.Time = Assumed, c.Time
		}
	}
	return r
}

// resolveMeaning resolves a local time by one meaning of an abbreviation.
func (w *wall) resolveMeaning(m *meaning) Resolution {
	for i := range w.n {
		t := w.at(i)
		if name, offset := t.Zone(); name == m.name && offset == m.offset {
			return Resolution{Time: t}
		}
	}
	if offset, ok := nearbyName(w.loc, m.name, w.unix); ok && offset == m.offset {
		return w.offSeason(offset)
	}
	return w.foreign(m, "")
}

// foreign resolves a local time at the fixed offset of a meaning.
func (w *wall) foreign(m *meaning, nearest string) Resolution {
	t := time.Unix(w.unix-int64(m.offset), int64(w.nanos)).In(fixed(m.name, m.offset))
	if !inYears(t) {
		return Resolution{Kind: Invalid}
	}
	return Resolution{Kind: Foreign, Time: t, Nearest: nearest}
}
