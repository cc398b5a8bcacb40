// Package feed writes the incidents of a page as feeds and its maintenances as a
// calendar: Atom ([Atom]), RSS 2.0 ([RSS]), JSON Feed 1.1 ([JSON]) and iCalendar
// ([Calendar]).
//
//	xml := feed.Atom{URL: "https://status.example.com/history.atom"}.Append(nil, page, incidents)
//
// An incident is one entry with all of its updates, the newest first. The id of
// an entry survives a new title, a new address and edits, so that a reader shows
// it once: it is one of [incident.Incident.Aliases] that a feed had before, a
// "tag:" or "urn:" URI, or else made of the ID of the incident. The time of an
// entry is that of its last change that readers see.
//
// Feeds show what readers may see: no draft, no private part, and of a retracted
// update that it was retracted.
package feed
