// Package claim extracts the statements in the bodies of an incident: times,
// dates, ranges, durations, counts, denials, and the promises that updates
// make.
//
// Start with [Claims], which returns all of them. Each [Claim] has the path of
// its field, its position there in bytes, and its meaning: an instant resolved
// by package civil, a length of time, a number with its noun, or the names that
// were not affected.
//
//	for _, c := range claim.Claims(inc) {
//		fmt.Println(c.Path, c.Kind, c.Text)
//	}
//
// [Promises] returns the ledger of promises: what was promised (the next
// update, the postmortem, actions with a due date) and whether each promise was
// kept. The result depends on the incident, the current time and the
// conventions in [Options]: which updates count, how late is too late, and how
// business days are counted. [Due] returns the open promises, and [Next] the
// first of them.
//
// [Stated] returns what a report states about its own impact, in sentences and
// in fields: when it was, how long it lasted, and how bad it was. If a report
// contradicts itself, both statements are returned, each with its path.
// [StatedImpact] returns the same for [incident.Incident.Metrics].
//
// [Of] reads an incident once for all of these.
//
// # Texts
//
// Bodies are in English, as Markdown or plain text. Code, addresses of links
// and HTML are skipped. Emphasis and escapes are ignored, so "**Next update:**
// 10\:45" is a promise. Its position includes the marks inside it, but not
// those at its ends.
//
// The reader follows rules and is cautious, because a missing claim does less
// harm than a wrong one. For example, 10.45 is a time only after a word such as
// "at", 2023 before a noun is a year, 500 before "errors" is a status code, and
// a pronoun before "not affected" names nothing.
//
// Only promises of the page count: "the vendor will post an update", "no
// further updates will follow" and quotations promise nothing.
//
// # Times
//
// A time of day belongs to the date, or the word for a day, next to it: "22:00
// UTC yesterday", "Aug 31 (02:00-04:00 UTC)". If that has two readings ("next
// Friday", 03/04/2026) or cannot be read, there is no claim. There is none
// either for a time of day that follows a time of another day and may belong to
// either, or a day that cannot be known ("last week's outage", "every Sunday").
// The verb decides on which side a weekday is: "planned for Sunday" is in the
// future. The end of a working day ("EOD", "close of business") is 17:00, or
// midnight if the text is later than that.
//
// A time without a day is the one nearest to its context: in an update, to the
// time of the update, or the first one at or after it if it was promised; in an
// event, to the time of the event; and elsewhere in a postmortem, to the first
// update. The zone is the written one, or else that of the other times in the
// list ("09:00 and 09:20 UTC") or before it in the paragraph, or that of the
// page, or UTC if that is unknown. There is no claim if times in several other
// zones are before it, or if both the other zone and that of the page would put
// it before those times. The [civil.Resolution] of a claim says whether its
// zone was clear and whether clocks were changed at that time.
package claim
