// Package instatus reads responses and webhooks of status pages at Instatus:
// the summary (/summary.json) and the components of a page, webhooks in the
// form in which they are really sent, and the incidents of the management API.
//
// Start with [Reader.Read], which recognises the kind of its input:
//
//	answer, err := instatus.Reader{}.Read("summary.json", data)
//	if err != nil {
//		return err
//	}
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// Words in capitals ("MAJOROUTAGE") and ordinary words ("Major outage") are
// equivalent; unknown words are kept. Instatus states an impact as the status
// of a component, which becomes the impact that the model derives from that
// status.
//
// A summary has no updates. The beginning of an incident and its present status
// become updates without a body, with a note. An instant that is not stated
// stays zero.
//
// A response of another vendor is an error with [CodeVendor] that names the
// vendor. A value of the wrong type is an [*incident.SourceError] with its
// file, line, column and path.
package instatus
