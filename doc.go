// Package incident models an outage, or a scheduled maintenance, as the public
// sees it: the first "we are investigating", the updates, the resolved notice
// and the postmortem.
//
// An [Incident] is plain data. A literal is a valid value, [encoding/json]
// reads and writes it, and go-cmp compares it without options:
//
//	inc := incident.Incident{
//		Title: "Checkout is slow",
//		Page:  incident.Page{Name: "Example Shop", TimeZone: "Europe/Copenhagen"},
//	}
//	err := inc.Post(incident.Update{
//		Status: incident.StatusInvestigating,
//		At:     time.Date(2024, 3, 5, 9, 17, 0, 0, time.UTC),
//		Body:   "Payments take longer than usual. We are looking into it.",
//	})
//
// Package render writes incidents as reports, and package parse reads reports
// back; package civil resolves the local times that people write, package claim
// keeps the ledger of what updates promise, and package incidenttest helps to test
// the automation that leads incidents.
//
// # Words
//
// A status, an impact or a milestone is a typed string: "" is "not stated", an
// unknown word survives reading and writing, and [Incident.Validate] reports it.
// Every such type has a function that parses it (folding case, spaces, "-" and
// "_") and a method Valid.
//
// # Times
//
// A time.Time in the model is an instant; nothing looks at its Location, which
// does not survive JSON. Times are shown in the zone of the [Page], of the
// [Timeline], or of the caller's choice. Years outside 1 to 9999 are not
// instants. The package has no clock: whoever needs "now" passes it.
//
// Zones are loaded by name from the system's zone data. Programs for systems
// without it import time/tzdata; the library does not.
//
// # Text
//
// Titles, headings and names are plain text. Bodies, and the texts of events,
// actions and fields, are Markdown: CommonMark and GFM tables, with a single
// line break kept as a line break.
//
// # Templates
//
// A [Template] is a plan for postmortems, as data: [Templates] has those that
// others have published, and a team's own is a literal or a JSON file. It makes a
// draft from what an incident knows, fills in what becomes known later without
// touching what somebody wrote, and says by name what is still open.
//
// A [Message] is the same for the body of an update.
//
// # Times between
//
// [Incident.Metrics] measures an incident, from its milestones and its component
// changes; what cannot be measured is missing, and never 0. [Incident.History] is
// all that happened in one order, which a [View] filters.
//
// # Rules
//
// [Incident.Post], [Incident.Insert], [Incident.Amend], [Incident.Retract] and
// [Incident.Validate] enforce what must hold, and name the field in a
// [FieldError]; what is refused changes nothing, and what is delivered twice
// changes nothing the second time. Reading, converting and rendering do not demand
// it: odd histories are shown as they were.
//
// [Diff] tells what has changed between two states of an incident.
package incident
