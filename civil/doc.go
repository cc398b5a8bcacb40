// Package civil turns local times as people write them into instants.
//
// A status page says "11:10 CET", "Next update at 10:45hs" or "Friday 25th of
// August at 11:00 CEST". Such a text names a moment only together with a zone
// and, often, with a date that stands elsewhere. This package reads the text
// ([Read], [ReadTime], [ReadDate], [ReadRange], [ReadSpan]) and resolves it
// ([Resolve], [Written.Resolve]) with a typed answer, so that a time is never
// guessed:
//
//	w, n := civil.Read("Oct 2, 11:00AM UTC")   // n is the number of bytes read, 0 for none
//	r := w.Resolve(posted, loc)
//	if r.Kind == civil.Ambiguous { ... }        // r.Candidates holds every reading; r.Time is zero
//
// [Instants] is the base: a local date and time exists no, one or two times in
// a location. [time.Date] answers one instant in every case, the second one
// east of Greenwich and the first one west of it; [time.Parse] with an MST
// element answers offset 0 for each abbreviation that the host's own zone does
// not have (golang/go#12870, golang/go#56528, golang/go#63345). Nothing here
// depends on the host: not on TZ, not on [time.Local].
//
// [LoadLocation] and [Zone] find locations by name, [Infer] finds the zone of a
// page from the abbreviations on it.
//
// The package needs zone data, as [time.LoadLocation] does, and does not import
// time/tzdata: a program that may run where no zone data is installed imports
// it itself.
//
// # Values
//
// [Date], [Time] and [DateTime] are calendar and clock readings without a zone;
// they are not moments. Years run from 1 to 9999, the years that JSON can
// carry; local times in other years have no instants here.
//
// # Zones
//
// The table of abbreviations is generated from the IANA time zone database:
// every alphabetic abbreviation in force since 2000, with the span in which it
// was. Names that tzdata no longer prints but pages still do (SGT, VET, BRT)
// are added by hand, at the offsets that tzdata has for their places. Whether a
// zone is on "daylight time" is never asked: Ireland's winter time is the
// daylight time of tzdata.
//
// Of several meanings, that of the page's zone comes first. Then EST, EDT, CST,
// CDT, MST, MDT, PST and PDT are the American ones, as RFC 5322, section 4.3,
// has them, and the answer is [Assumed]; others, such as IST, stay [Ambiguous].
//
// Names that are written out (Central European Summer Time, Japan Standard
// Time) are those of the Unicode CLDR. Cities are those of the IANA database,
// and some that people name instead. Words with capitals before "Time" that are
// none of these are [Unknown]: a reader must not go on as if nothing stood
// there.
//
// # Order of day and month
//
// Dates in figures have the day first where both orders give a date, and say so
// in [Written.NumericAmbiguous], whatever separates the figures. Those with one
// reading alone say which, in DayFirst or MonthFirst, so that a caller can let
// the dates of a document decide, with [Written.Swap]. Where nobody does, the
// order that is nearer to the time near by is Assumed.
package civil

//go:generate go run gen.go
