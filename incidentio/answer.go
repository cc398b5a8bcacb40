package incidentio

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/wire"
)

// The codes of this package, beside those of package incident. Codes are
// stable; messages are not.
const (
	CodeType     = wire.CodeType     // a value of a kind that is not expected there
	CodeUnmapped = wire.CodeUnmapped // the model has no place for it
	CodeInferred = wire.CodeInferred // concluded, not stated
	CodeVendor   = wire.CodeVendor   // an answer of another vendor
)

// Kind says what an answer is.
type Kind string

const (
	KindWidget       Kind = "widget"       // of the page, with what is going on
	KindIncidents    Kind = "incidents"    // of the status-page API, a list or one
	KindMaintenances Kind = "maintenances" // of the status-page API, a list or one
)

// Answer is what one answer says. What its kind does not have is zero.
type Answer struct {
	Kind Kind
	Page incident.Page

	Components []incident.Component // those that the answer names
	Incidents  []*incident.Incident // maintenances behind all others

	// Notes are about what the values do not show: information that the model
	// has no place for, an unknown word, a conclusion.
	Notes []incident.Note
}

// Reader reads answers. The zero value works, and methods do not change it, so
// one Reader serves many goroutines.
type Reader struct {
	// Lax reads on behind what cannot be read, and up to where broken JSON
	// breaks. The errors beside the Answer tell what is missing then.
	Lax bool

	// MaxBytes is the size above which an input is not read. If zero, it is
	// 16 MiB.
	MaxBytes int

	// Zone is the IANA name of the page's zone, which no answer names. If
	// empty, the page has none.
	Zone string
}

// Read reads one answer; it finds out by itself which. The name,
// usually of a file, is used in errors only.
//
// The error is an [*incident.SourceError], or for a lax reader
// [incident.SourceErrors] beside the Answer. A lax reader, too, has no Answer
// where nothing was found that it could read.
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

// Detect tells what data is, by its keys. It returns "" for what is no answer
// of incident.io. It does not check that data can be read.
func Detect(data []byte) Kind {
	doc, v := wire.Peek(data)
	if vendor, _ := doc.JSON.Vendor(v); vendor != wire.IncidentIO {
		return ""
	}
	return kindOf(doc, v)
}

// kindOf tells the kinds apart by their keys.
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
