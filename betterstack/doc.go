// Package betterstack reads responses and webhooks of status pages at Better
// Stack: the page with its reports (/index.json), the reports of the API, and
// webhooks.
//
// Start with [Reader.Read], which recognises the kind of its input:
//
//	answer, err := betterstack.Reader{}.Read("index.json", data)
//	if err != nil {
//		return err
//	}
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// Updates at Better Stack have no status; each states the condition of
// resources. If a report as a whole is resolved, the updates from the first one
// on after which all resources stay resolved get the status resolved, or
// completed for a maintenance, and are marked as [incident.Update.Inferred].
// All other statuses remain unknown.
//
// The words for resources become component statuses of the model: "downtime" is
// a major outage, "degraded" is degraded performance, and "resolved" is
// operational. Unknown words are kept.
//
// A response of another vendor is an error with [CodeVendor] that names the
// vendor. A value of the wrong type is an [*incident.SourceError] with its
// file, line, column and path.
package betterstack
