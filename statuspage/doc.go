// Package statuspage reads everything that Statuspage, and services that
// imitate it, send and show: responses of the public API (version 2) and of the
// management API (version 1), webhooks, saved pages, and Atom and RSS feeds. It
// also writes responses of the public API ([Answer.Append]) and requests to the
// management API ([Writer]).
//
// Start with [Reader.Read], which recognises the kind of its input and returns
// an [Answer] for all of them:
//
//	answer, err := statuspage.Reader{}.Read("summary.json", data)
//	if err != nil {
//		return err
//	}
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// Saved pages are the page of an incident; the home page, with its open
// incidents, its scheduled maintenances, and the incidents of the last days;
// and the history page, with a summary of each incident.
//
// Nothing of the wire format reaches the model. Times are instants, whatever
// their offset was. Updates are ordered from oldest to newest. A name "Group -
// Name" is split if the input shows where. Bodies are converted to Markdown.
//
// # What is tolerated
//
// Real responses follow no schema. A key that is missing, null or empty means
// that its value is not stated. A number or boolean is accepted where a string
// is expected, and "[]" in quotes for an empty list. Times may be in RFC 3339,
// with a space instead of the "T", without an offset, or in seconds since 1970;
// without an offset they are in the page's zone. Unknown words are kept. For
// each key with a value that is unknown or has no field in the model,
// [Answer.Notes] has one note.
//
// # What is refused
//
// Responses of other vendors often use the same keys; read as Statuspage, they
// would say that all is well. They are recognised by keys that Statuspage does
// not have, and are an error whose cause is a [*VendorError]. An object with a
// value only under unknown keys is an error too, and so is an incident with
// neither a name nor updates.
//
// Responses of incident.io that imitate Statuspage are accepted. They are
// recognised by their ids, and the bodies of their updates are kept, since they
// are Markdown already.
//
// A value of the wrong type, such as a list for a name, is an
// [*incident.SourceError] with its file, line, column and path. If [Reader.Lax]
// is set, everything else is read nevertheless.
//
// # Saved pages
//
// Elements are found by their class, wherever they stand, so a copy with text
// before the doctype or inside another page is read as well. A time is the
// instant in the data of the page, if it has one, and is read from its words
// otherwise. Home pages show times without a year; the latest possible year is
// used. Nothing in a page is run or loaded.
package statuspage
