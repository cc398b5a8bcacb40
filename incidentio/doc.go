// Package incidentio reads responses of status pages at incident.io: the widget
// (/api/v1/summary), and the incidents and maintenances of the status-page API.
// Responses that imitate Statuspage (/api/v2/summary.json) are read by package
// statuspage.
//
// Start with [Reader.Read], which recognises the kind of its input:
//
//	answer, err := incidentio.Reader{}.Read("widget.json", data)
//	if err != nil {
//		return err
//	}
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// incident.io uses the same words as the model, except for "full_outage", which
// is a major outage, and for the statuses of maintenances, such as
// "maintenance_scheduled". Unknown words are kept. The widget has only the last
// update of each incident. The API has the ids of components but not their
// names. When an incident is resolved, incident.io makes its components
// operational; an update that does not say so gets these changes, with a note.
//
// A response of another vendor is an error with [CodeVendor] that names the
// vendor. A value of the wrong type is an [*incident.SourceError] with its
// file, line, column and path.
package incidentio
