// Package instatus reads what status pages of Instatus answer and send: the
// summary (/summary.json) and the components of a page, its webhooks as they
// really come, and the incidents of the management API.
//
//	answer, err := instatus.Reader{}.Read("summary.json", data)
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// [Reader.Read] finds out by itself what it has. Words in capitals
// ("MAJOROUTAGE") and written out ("Major outage") are the same, and unknown
// ones are kept. The impact of Instatus is the status of a component; it is
// taken for the impact that the model derives from such a status.
//
// A summary has no updates. Where an incident began, and which status it has
// now, become updates without a body, and a note says so; an instant that is
// not stated stays zero.
//
// An answer of another vendor is an error with [CodeVendor] that says what it
// looks like. What cannot be taken for what it should be is an
// [incident.SourceError] with its place: file, line, column and path.
package instatus
