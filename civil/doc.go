// Package civil resolves local times as people write them to instants.
//
// A status page says "11:10 CET", "Next update at 10:45hs" or "Friday 25th of
// August at 11:00 CEST". Such a text denotes an instant only together with a
// zone and, often, with a date that is written elsewhere. Start with [Read] and
// [Written.Resolve]:
//
//	w, n := civil.Read("Oct 2, 11:00AM UTC")   // n is the number of bytes read, or 0
//	r := w.Resolve(posted, loc)
//	if r.Kind == civil.Ambiguous { ... }        // r.Candidates holds every reading; r.Time is zero
//
// The [Kind] of the result says whether the text has one reading, so that a
// time is never guessed silently.
//
//   - [Read] reads a date, a time or both; [ReadDate], [ReadTime], [ReadRange]
//     and [ReadSpan] read one of them or a range.
//   - [Resolve] resolves a [DateTime] with the name of a zone, and [Instants] a
//     DateTime in a location.
//   - [LoadLocation] and [Zone] find locations by name, and [ReadZone] reads
//     such a name.
//   - [Infer] finds the zone of a page from the abbreviations on it.
//
// In a location, a local time may exist once, twice or not at all. The
// functions of package time do not tell these cases apart: [time.Date] always
// returns one instant, the second one east of Greenwich and the first one west
// of it, and [time.Parse] with an MST element returns offset 0 for each
// abbreviation that the zone of the host does not use (golang/go#12870,
// golang/go#56528, golang/go#63345). Nothing in this package depends on the
// host, neither on TZ nor on [time.Local].
//
// Like [time.LoadLocation], the package needs zone data. It does not import
// time/tzdata; a program for systems without zone data does.
//
// # Values
//
// [Date], [Time] and [DateTime] are readings of a calendar and a clock without
// a zone. They are not instants. Years run from 1 to 9999, the years that JSON
// can represent; local times in other years have no instants.
//
// # Zones
//
// The table of abbreviations is generated from the IANA time zone database. It
// has every alphabetic abbreviation used since 2000, with the period in which
// it was in force. Names that the database has given up but pages still print
// (SGT, VET, BRT) are added by hand, at the offsets that the database has for
// their places. The package never asks whether a zone is on daylight saving
// time, because the database describes Ireland's winter time as such.
//
// If an abbreviation has several meanings, that of the page's zone comes first.
// Otherwise EST, EDT, CST, CDT, MST, MDT, PST and PDT have their American
// meanings, as in RFC 5322, section 4.3, and the result is [Assumed]. Others,
// such as IST, are [Ambiguous].
//
// Long names of zones (Central European Summer Time, Japan Standard Time) are
// those of the Unicode CLDR. Cities are those of the IANA database and some
// others in common use. Other capitalised words before "Time" are read as an
// [Unknown] zone, because a caller must not ignore them.
//
// # Order of day and month
//
// If a numeric date is valid in both orders, it is read with the day first,
// whatever separates the numbers, and [Written.NumericAmbiguous] is set. A date
// that is valid in one order only sets DayFirst or MonthFirst without it. A
// caller can thus let the other dates of a document decide, and apply
// [Written.Swap]. If nothing decides, [Written.Resolve] takes the order whose
// instant is closer to the given one, and the result is Assumed.
package civil

//go:generate go run gen.go
