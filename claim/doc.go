// Package claim reads what the bodies of an incident state: times, dates,
// ranges, durations, counts, denials, and the promises that updates make. Each
// claim has the path of its field, the bytes it stands at, and its meaning: an
// instant resolved through package civil, a length of time, a number with its
// noun, the names denied.
//
//	for _, c := range claim.Claims(inc) {
//		fmt.Println(c.Path, c.Kind, c.Text)
//	}
//
// [Promises] is the ledger of what was promised and what became of it: the next
// update, the postmortem, the actions with a due date. Whether a promise was
// kept is a function of the incident, the time given as now, and three
// conventions that [Options] names: which posts count, how late is late, and
// how business days are counted.
//
// [Stated] is what a report says about its own impact, in sentences and in
// fields: when it was, how long it lasted, and how bad it was. [StatedImpact]
// gives it to [incident.Incident.Metrics]. Both sides of a contradiction are
// returned, each with its place.
//
// # What is read
//
// Bodies are English, Markdown or plain text. Code, addresses of links, and
// HTML are passed over; emphasis and escapes are looked through, so "**Next
// update:** 10\:45" is a promise; its span covers the marks inside of it, not
// those at its ends.
//
// The reading is by rule, and holds back where a rule could be wrong: a claim
// that is missed costs less than one that is not there. So 10.45 is a clock
// only after a word such as "at", 2023 before a noun is a year and 500 before
// "errors" a status code, and names before "not affected" are not guessed from
// pronouns.
//
// A promise is the page's own: "the vendor will post an update", "no further
// updates will follow" and what is quoted promise nothing.
//
// # Where times are
//
// A clock takes the date or the word for a day that stands beside it: "22:00
// UTC yesterday", "Aug 31 (02:00-04:00 UTC)". Where that has two readings
// ("next Friday", 03/04/2026) or is not read, there is no claim, and neither is
// there of a clock behind another day's time that may be of either day. A
// weekday is on the side that the verb tells: "planned for Sunday" is to come.
// The end of a working day ("EOD", "close of business") is 17:00, or midnight
// after that.
//
// Else a time in an update is the nearest to the update, a promised one the
// first at or after it; in an event, the nearest to the event; elsewhere in a
// postmortem, the nearest to the first update. The zone is the page's, UTC
// where that is unknown, or the one written. Zones, gaps and overlaps are told
// by the [civil.Resolution].
package claim
