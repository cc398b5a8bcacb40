// Package betterstack reads what status pages of Better Stack answer and send:
// the page with its reports (/index.json), the reports of the API, and
// webhooks.
//
//	answer, err := betterstack.Reader{}.Read("index.json", data)
//	for _, inc := range answer.Incidents {
//		...
//	}
//
// [Reader.Read] finds out by itself what it has. The updates of Better Stack
// have no status: each says how resources are. Where a report as a whole is
// resolved, the updates from the one on that finds all resources resolved are
// taken for resolved, or completed, and are marked as [incident.Update.Inferred];
// any other status is left open. The words of resources are those of components
// in the model: "downtime" is a major outage, "degraded" is degraded
// performance, "resolved" is operational. Unknown words are kept.
//
// An answer of another vendor is an error with [CodeVendor] that says what it
// looks like. What cannot be taken for what it should be is an
// [incident.SourceError] with its place: file, line, column and path.
package betterstack
