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
	answer := &Answer{Page: incident.Page{TimeZone: r.Zone}}
	ok, err := wire.Options{Lax: r.Lax, MaxBytes: r.MaxBytes, Zone: r.Zone}.Read(wire.IncidentIO, name, data,
		func(doc *wire.Input, v wire.Value) bool {
			d := decoder{doc: doc, answer: answer, named: make(map[string]bool)}
			found := d.read(v)
			answer.Notes = doc.Notes
			return found
		})
	if !ok {
		return nil, err
	}
	return answer, err
}

// Detect returns the kind of data, judging by its keys, and "" for anything
// that incident.io does not write. It does not check that data can be read.
func Detect(data []byte) Kind {
	doc, v := wire.Peek(data)
	if vendor, _ := doc.JSON.Vendor(v); vendor != wire.IncidentIO {
		return ""
	}
	return kindOf(doc, v)
}

// kindOf returns the kind of a response, judging by its keys.
func kindOf(doc *wire.Input, v wire.Value) Kind {
	if list := doc.JSON.Elements(v); len(list) > 0 {
		v = list[0]
	}
	o := doc.JSON.Object(v)
	switch {
	case o.Has("ongoing_incidents"), o.Has("in_progress_maintenances"):
		return KindWidget
	case o.Has("status_page_incident"), o.Has("status_page_incidents"), o.Has("incident_status"), o.Has("component_impacts"):
		return KindIncidents
	case o.Has("status_page_maintenance"), o.Has("status_page_maintenances"), o.Has("maintenance_status"):
		return KindMaintenances
	case o.Get("summary").Kind == wire.IsObject:
		return kindOf(doc, o.Get("summary"))
	}
	return ""
}
