// Package incidentio reads what status pages of incident.io answer: the widget
// (/api/v1/summary), and the incidents and maintenances of the status-page API.
// The answers that imitate those of Statuspage (/api/v2/summary.json) are read
// by package statuspage.
//
//	answer, err := incidentio.Reader{}.Read("widget.json", data)
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// [Reader.Read] finds out by itself what it has. The words of incident.io are
// those of the model, but for "full_outage", which is a major outage there, and
// those of a maintenance ("maintenance_scheduled"); unknown words are kept. The
// widget has the last update of each incident, and no other. The API has
// components by their ids, without names.
//
// An answer of another vendor is an error with [CodeVendor] that says what it
// looks like. What cannot be taken for what it should be is an
// [incident.SourceError] with its place: file, line, column and path.
package incidentio
