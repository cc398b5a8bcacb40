package instatus

import (
	"time"

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
	KindSummary            Kind = "summary"    // of the page, with what is going on
	KindComponents         Kind = "components" // of the page
	KindIncidents          Kind = "incidents"  // of the management API, a list or one
	KindIncidentWebhook    Kind = "incident_webhook"
	KindMaintenanceWebhook Kind = "maintenance_webhook"
	KindComponentWebhook   Kind = "component_webhook"
)

// Answer is what one answer says. What its kind does not have is zero.
type Answer struct {
	Kind Kind
	Page incident.Page

	// State is how the page as a whole does, in the words of Instatus:
	// "HASISSUES".
	State string

	Components []incident.Component // of the page
	Incidents  []*incident.Incident // maintenances behind all others

	// Change is what a component webhook tells, and ChangedAt when it happened.
	Change    incident.Change
	ChangedAt time.Time

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

// Read reads one answer or one webhook; it finds out by itself which. The name,
// usually of a file, is used in errors only.
//
// The error is an [*incident.SourceError], or for a lax reader
// [incident.SourceErrors] beside the Answer. A lax reader, too, has no Answer
// where nothing was found that it could read.
func (r Reader) Read(name string, data []byte) (*Answer, error) {
	answer := &Answer{Page: incident.Page{TimeZone: r.Zone}}
	ok, err := wire.Options{Lax: r.Lax, MaxBytes: r.MaxBytes, Zone: r.Zone}.Read(wire.Instatus, name, data,
		func(doc *wire.Input, v wire.Value) bool {
			d := decoder{doc: doc, answer: answer}
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
// of Instatus. It does not check that data can be read.
func Detect(data []byte) Kind {
	doc, v := wire.Peek(data)
	if vendor, _ := doc.JSON.Vendor(v); vendor != wire.Instatus {
		return ""
	}
	return kindOf(doc, v)
}

// kindOf tells the kinds apart by their keys.
func kindOf(doc *wire.Input, v wire.Value) Kind {
	o := doc.JSON.Object(v)
	switch {
	case v.Kind == wire.IsList, o.Has("updates"), o.Has("incidents"), o.Has("maintenances"):
		return KindIncidents
	case o.Has("component_update"):
		return KindComponentWebhook
	case o.Has("maintenance"):
		return KindMaintenanceWebhook
	case o.Has("incident"):
		return KindIncidentWebhook
	case o.Has("activeIncidents"), o.Has("activeMaintenances"):
		return KindSummary
	case o.Has("components"):
		return KindComponents
	case o.Has("page"):
		return KindSummary
	}
	return ""
}
