package instatus

import (
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// Error codes of this package, in addition to those of package incident. Codes
// are stable; messages are not.
const (
	CodeType     = wire.CodeType     // a value of an unexpected type
	CodeUnmapped = wire.CodeUnmapped // the model has no field for a value
	CodeInferred = wire.CodeInferred // a value was concluded, not stated
	CodeVendor   = wire.CodeVendor   // a response of another vendor
)

// A Kind is the kind of an input.
type Kind string

const (
	KindSummary            Kind = "summary"    // the page, with its current incidents
	KindComponents         Kind = "components" // the components of the page
	KindIncidents          Kind = "incidents"  // a list of incidents, or a single one, from the management API
	KindIncidentWebhook    Kind = "incident_webhook"
	KindMaintenanceWebhook Kind = "maintenance_webhook"
	KindComponentWebhook   Kind = "component_webhook"
)

// kinds has the keys of each kind.
var kinds = wire.Signs[Kind]{
	{Of: KindIncidents, Keys: []string{"updates", "incidents", "maintenances"}},
	{Of: KindComponentWebhook, Keys: []string{"component_update"}},
	{Of: KindMaintenanceWebhook, Keys: []string{"maintenance"}},
	{Of: KindIncidentWebhook, Keys: []string{"incident"}},
	{Of: KindSummary, Keys: []string{"activeIncidents", "activeMaintenances"}},
	{Of: KindComponents, Keys: []string{"components", "isParent"}},
	{Of: KindSummary, Keys: []string{"page"}},
}

// An Answer is the content of a response or a webhook. Fields that its kind
// does not have are zero.
type Answer struct {
	Kind Kind
	Page incident.Page

	// State is the overall state of the page in the words of Instatus, such
	// as "HASISSUES".
	State string

	Components []incident.Component // of the page
	Incidents  []*incident.Incident // maintenances after all others

	// Change is the change of a component webhook, and ChangedAt its time.
	Change    incident.Change
	ChangedAt time.Time

	// Notes tell what the values do not: information that the model has no
	// field for, unknown words, conclusions.
	Notes []incident.Note
}

// A Reader reads responses and webhooks. Its zero value is ready to use. Read
// does not change it, so a Reader may be used by several goroutines at once.
type Reader struct {
	// Lax makes Read go on after an error and return everything that could
	// be read, along with all errors. If the syntax of JSON is broken, the
	// values before the break are returned.
	Lax bool

	// MaxBytes is the limit of the input in bytes. If it is zero, the limit
	// is 16 MiB.
	MaxBytes int

	// Zone is the IANA name of the page's zone, which responses do not
	// state. If it is empty, the page has no zone.
	Zone string
}

// Read reads a response or a webhook, and recognises its kind as [Detect] does.
// The name, usually of a file, appears only in errors.
//
// Without Lax, the error is the first one, an [*incident.SourceError], and the
// Answer is nil. With Lax, the error is [incident.SourceErrors], and the Answer
// is nil only if nothing could be read.
func (r Reader) Read(name string, data []byte) (*Answer, error) {
	d := decoder{answer: &Answer{Page: incident.Page{TimeZone: r.Zone}}}
	notes, ok, err := wire.Options(r).Read(wire.Instatus, name, data, d.read)
	if !ok {
		return nil, err
	}
	d.answer.Notes = notes
	return d.answer, err
}

// Detect returns the kind of data, judging by its keys, and "" for anything
// that Instatus does not write. It does not check that data can be read.
func Detect(data []byte) Kind { return kinds.Detect(wire.Instatus, data) }
