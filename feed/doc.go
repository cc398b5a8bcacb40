// Package feed writes the incidents of a page as a feed, in the formats Atom
// ([Atom]), RSS 2.0 ([RSS]) and JSON Feed 1.1 ([JSON]), and the maintenances of
// a page as a calendar in the iCalendar format ([Calendar]).
//
//	xml := feed.Atom{URL: "https://status.example.com/history.atom"}.Append(nil, page, incidents)
//
// An incident becomes one entry with all of its updates, newest first. The time
// of an entry is the time of its last visible change.
//
// The id of an entry survives a new title, a new address and edits, so that
// feed readers show an incident only once. If one of
// [incident.Incident.Aliases] is a "tag:" or "urn:" URI, which an earlier feed
// used, it is the id; otherwise the id is made from the ID of the incident.
//
// Feeds show only what the public may see: no draft postmortem and no internal
// parts, and of a retracted update only that it was retracted.
package feed
