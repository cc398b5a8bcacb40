// Package statuspage reads what the API of Statuspage, and the services that
// imitate it, answer: the objects of its public API (version 2), those of its
// management API (version 1), webhooks, and the data of a history page. It
// reads saved pages, too: the page of an incident; a home page, with the
// incidents that are open, the maintenances ahead and the incidents of the last
// days; a history, with a summary of each incident. And its feeds, Atom and RSS,
// which have the updates of the last incidents as HTML, without their years.
//
//	answer, err := statuspage.Reader{}.Read("summary.json", data)
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// [Reader.Read] finds out by itself what it has, and [Answer] is the same for
// all of them. Nothing of the wire format reaches the model: a time is an
// instant, whatever offset it carried; updates stand oldest first; "Group -
// Name" is split where the answer shows where; bodies, which pages show as text
// or HTML, are Markdown.
//
// # What is tolerated
//
// The answers of real pages keep to no schema. A key that is missing, null or
// empty is a value not stated. A number or a truth value where a text is
// expected is taken as it is written; a list may be "[]" in quotes; a time may
// be in the forms of RFC 3339, with a space for the "T", without an offset
// (then it is in the page's zone), or seconds since 1970. Words that are
// unknown are kept. For each key that says something, and that is unknown or
// has no place in the model, [Answer.Notes] has one note.
//
// # What is refused
//
// Answers of other vendors often have keys of the same names, and read as
// answers of Statuspage they say that all is well. They are known by keys that
// Statuspage does not have, and are an error whose cause is a [*VendorError].
// An object of which nothing but unknown keys says anything is an error, too,
// and so is an incident with neither a name nor updates.
//
// The answers of incident.io that imitate those of Statuspage are known by
// their ids. The bodies of their updates are Markdown, and are kept as that.
//
// Elements of a saved page are found by their class wherever they stand, so
// that copies with text before the doctype, or inside another page, are read as
// well. A time is the instant in the data of the page where there is one; else
// it is read as it is written, and the latest year is taken that is possible
// where a home page writes none. Nothing in a page runs or is loaded.
//
// What cannot be taken for what it should be, such as a name that is a list, is
// an [incident.SourceError] with its place: file, line, column and path. With
// [Reader.Lax] the rest is read all the same.
package statuspage
