package incidentio

import (
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
	KindWidget       Kind = "widget"       // the current incidents and maintenances of the page
	KindIncidents    Kind = "incidents"    // a list of incidents, or a single one, from the status-page API
	KindMaintenances Kind = "maintenances" // a list of maintenances, or a single one, from the status-page API
)

// kinds has the keys of each kind.
var kinds = wire.Signs[Kind]{
	{Of: KindWidget, Keys: []string{"ongoing_incidents", "in_progress_maintenances", "summary.ongoing_incidents", "summary.in_progress_maintenances"}},
	{Of: KindIncidents, Keys: []string{"status_page_incident", "status_page_incidents", "incident_status", "component_impacts"}},
	{Of: KindMaintenances, Keys: []string{"status_page_maintenance", "status_page_maintenances", "maintenance_status"}},
}

// An Answer is the content of a response. Fields that its kind does not have
// are zero.
type Answer struct {
	Kind Kind
	Page incident.Page

	Components []incident.Component // those that the response names
	Incidents  []*incident.Incident // maintenances after all others

	// Notes tell what the values do not: information that the model has no
	// field for, unknown words, conclusions.
	Notes []incident.Note
}

// A Reader reads responses. Its zero value is ready to use. Read does not
// change it, so a Reader may be used by several goroutines at once.
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

// Read reads a response, and recognises its kind as [Detect] does. The name,
// usually of a file, appears only in errors.
//
// Without Lax, the error is the first one, an [*incident.SourceError], and the
// Answer is nil. With Lax, the error is [incident.SourceErrors], and the Answer
// is nil only if nothing could be read.
func (r Reader) Read(name string, data []byte) (*Answer, error) {
	d := decoder{answer: &Answer{Page: incident.Page{TimeZone: r.Zone}}, named: make(map[string]bool)}
	notes, ok, err := wire.Options(r).Read(wire.IncidentIO, name, data, d.read)
	if !ok {
		return nil, err
	}
	d.answer.Notes = notes
	return d.answer, err
}

// Detect returns the kind of data, judging by its keys, and "" for anything
// that incident.io does not write. It does not check that data can be read.
func Detect(data []byte) Kind { return kinds.Detect(wire.IncidentIO, data) }
