package civil

import (
	"slices"
	"strings"
	"time"
)

// Kind says how a local time was resolved.
type Kind uint8

// The kinds of a [Resolution]. The zero Kind is OK.
const (
	OK        Kind = iota // one instant, beyond doubt
	Overlap               // the clock showed it twice; Time is the first
	Gap                   // the clock skipped it; Time is as much later as it was put forward
	OffSeason             // the zone written is the location's, but of the other half of the year; Time is to the letter
	Foreign               // the zone written is known and is not the location's; Time is in that zone
	Assumed               // of several readings the likeliest, by a convention that [Resolve] and [Written.Resolve] name
	Ambiguous             // the zone written has several meanings; no Time
	Unknown               // the zone written is not known; no Time
	Invalid               // no such date or time of day (30 February), or none written; no Time
)

var kindNames = [...]string{"ok", "overlap", "gap", "off-season", "foreign", "assumed", "ambiguous", "unknown", "invalid"}

// String returns the kind in lower case: "ok", "off-season".
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "kind(" + string(appendPadded(nil, int(k), 1)) + ")"
}

// Resolution is what a local time turned out to be.
type Resolution struct {
	Kind Kind

	// Time is the instant; zero where Kind is Ambiguous, Unknown or Invalid.
	// Its Location is the location given to [Resolve], or the zone written
	// where that is another one.
	Time time.Time

	// Candidates are all readings where there is more than one, else nil.
	// Overlap: both, the earlier first. Gap, OffSeason and Assumed: Time, then
	// the other readings. Ambiguous: all, ascending.
	Candidates []Candidate

	// Nearest is a known abbreviation one slip of the pen away from an unknown
	// one, "" if there is none; and "UTC" where the zone was written UCT, which
	// is understood but seldom meant.
	Nearest string
}

// Candidate is one reading of a local time, or one meaning of a zone.
type Candidate struct {
	Time   time.Time // zero in a [ZoneError]
	Zone   string    // IANA name or name of a fixed zone that explains the reading
	Name   string    // abbreviation in force there
	Offset int       // seconds east of UTC
}

func candidate(t time.Time) Candidate {
	name, offset := t.Zone()
	return Candidate{Time: t, Zone: t.Location().String(), Name: name, Offset: offset}
}

// Resolve finds the instant of a local time with the zone that was written
// beside it ("" for none), on a page whose zone is loc (nil is UTC). The first
// rule that fits decides:
//
//  1. A dt that is not valid, such as 30 February or 25:00, is Invalid: it is
//     never moved to a date that exists.
//  2. No zone written: OK, Overlap or Gap, as there are one, two or no
//     [Instants].
//  3. An offset ("+03", "+0530", "UTC-3", "GMT+5:30"): OK. Time is in loc where
//     loc has that offset, else in a fixed zone.
//  4. The abbreviation in force in loc at one of the instants: OK. In an
//     overlap it says which of the two.
//  5. An abbreviation that loc has within a year before or after, but not then
//     (CET in July, IST for an Irish winter): OffSeason, read to the letter, at
//     that abbreviation's offset; what the clock on the wall said is the second
//     candidate. Where the clock skipped dt, Gap, also read to the letter. The
//     zone's older history is not searched: IST was Dublin's +00:34:39 in 1916.
//  6. A generic name ("ET", "Pacific Time", "Central European Time"), two
//     abbreviations for the halves of one zone's year ("CET/CEST"), an IANA
//     name, or a city with "time" ("Denver time"): as rule 2 in the location of
//     that name; OK becomes Foreign unless loc shows the same instant under the
//     same abbreviation. A city alone ("Denver") is Assumed then: the word may
//     have been about something else.
//  7. A written-out name with a season ("Japan Standard Time", "British Summer
//     Time"): as an abbreviation, with the meaning that it has in that place.
//     These names are those of the Unicode CLDR.
//  8. An abbreviation with one meaning at that time: Foreign, at that fixed
//     offset. UCT, Z and Zulu are UTC.
//  9. An abbreviation with several, one of which RFC 5322, section 4.3, defines
//     (EST, EDT, CST, CDT, MST, MDT, PST, PDT are American): Assumed, at that
//     offset.
//  10. An abbreviation with several otherwise (IST), or abbreviations of two
//     zones (ET/PT): Ambiguous.
//  11. Anything else: Unknown.
//
// Letters of abbreviations and names match in either case, those of cities do
// not. An OK without Candidates does not allocate.
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

// slip returns the nearest name for zone texts that are understood but probably
// misprints.
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
	if w.before == w.after || !inYears(t) || !inYears(u) { // outside the years that have instants
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

// nearbyName finds the offset that loc has under a name within a year of a
// local time, nearest to it in time.
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

// offSeason reads a local time at an offset that the location has at another
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

// resolveElsewhere resolves a local time in the location that a name stands
// for.
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

// here resolves a local time beside an abbreviation that the location has, then
// or at another time of the year.
func (w *wall) here(name string) (r Resolution, ok bool) {
	if len(name) > 6 || len(name) < 3 { // no abbreviation
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

// either resolves a local time beside the names of two zones.
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

// isIANA reports whether a name may be one of the IANA database. Of capitals
// alone, only the few that are no abbreviations may: it would be slow to look
// for every slip of the pen among the host's files.
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

// sameClock reports whether a clock in loc shows the same at t as a clock in
// t's own location, under the same name.
func sameClock(t time.Time, loc *time.Location) bool {
	name, offset := t.Zone()
	there, o := t.In(loc).Zone()
	return name == there && offset == o
}

// resolveAbbreviation resolves a local time beside an abbreviation: as the
// page's zone has it, else by the table.
func resolveAbbreviation(zone, name string, w *wall) Resolution {
	if name != zone { // else Resolve has tried it
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

// foreign reads a local time at the fixed offset of a meaning.
func (w *wall) foreign(m *meaning, nearest string) Resolution {
	t := time.Unix(w.unix-int64(m.offset), int64(w.nanos)).In(fixed(m.name, m.offset))
	if !inYears(t) {
		return Resolution{Kind: Invalid}
	}
	return Resolution{Kind: Foreign, Time: t, Nearest: nearest}
}
