// Package incident models an outage or a scheduled maintenance as the public
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
// # Start here
//
// Seven types are enough to begin with. The others are parts of these, or
// answer questions about them.
//
//   - [Incident] is the whole: a title, updates, components, a postmortem.
//   - [Page] says where it is published, and in which time zone.
//   - [Update] is one message to the public. [Incident.Post] adds one.
//   - [Status] is the phase that an update announces, such as resolved.
//   - [Component] is a part of the service with its health.
//   - [Change] is the move of a component to another status in an update.
//   - [Postmortem] is the document written afterwards. [Template.Skeleton]
//     begins one.
//
// The other packages of this module each have one task:
//
//   - render writes an incident as text, Markdown or HTML.
//   - parse reads such reports, postmortem documents and JSON.
//   - statuspage reads and writes the data of Atlassian Statuspage;
//     incidentio, instatus and betterstack read that of other vendors.
//   - notify writes messages for chats and e-mail, feed writes feeds and
//     calendars, and site writes the pages of a service.
//   - claim extracts the times, durations and promises from updates.
//   - lint finds contradictions and omissions in a report.
//   - civil resolves written local times to instants.
//   - incidenttest helps to test incident automation.
//
// # Words
//
// Statuses, impacts, milestones and the like are typed strings. The empty
// string means "not stated". An unknown word survives reading and writing, and
// [Incident.Validate] reports it. [Words] lists the known words of a type,
// [Parse] finds one by its name, and [Label] prints it.
//
// # Times
//
// A time.Time in the model is an instant. Its Location is ignored, because it
// does not survive JSON; times are shown in the zone of the [Page], of the
// [Timeline], or of the caller's choice. Years outside 1 to 9999 are invalid.
// The package has no clock: callers pass the current time where it is needed.
//
// Time zones are loaded by name from the system's zone data. A program for
// systems without it imports time/tzdata; the library does not.
//
// # Text
//
// Titles, headings and names are plain text. Bodies, and the texts of events,
// actions and fields, are Markdown: CommonMark and GFM tables, with single line
// breaks preserved.
//
// # Templates
//
// A [Template] describes a postmortem as data. [Templates] returns the built-in
// ones, which follow published templates; a team's own template is a literal or
// a JSON file. A template drafts a postmortem from what the incident knows
// ([Template.Skeleton]), fills in what becomes known later without changing
// what somebody wrote ([Template.Fill]), and lists what is still missing
// ([Template.Check]).
//
// A [Message] is a template for the body of an update.
//
// # Metrics and history
//
// [Incident.Metrics] measures an incident by its milestones and component
// changes. A metric that cannot be measured is missing, not zero.
// [Incident.History] lists everything that happened in chronological order, and
// a [View] filters that list.
//
// # Rules
//
// [Incident.Post], [Incident.Insert], [Incident.Amend], [Incident.Retract] and
// [Incident.Validate] enforce the rules of the model and name the offending
// field in a [FieldError]. A rejected call changes nothing, and neither does
// repeating a call that succeeded. Reading, converting and rendering do not
// require a valid incident: odd histories are shown as they were.
//
// [Diff] lists the differences between two states of an incident.
package incident

//go:generate go run ./internal/schema
