package betterstack

import (
	"slices"
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
	KindIndex              Kind = "index"   // of the page, with its reports
	KindReports            Kind = "reports" // of the API, a list or one
	KindIncidentWebhook    Kind = "incident_webhook"
	KindMaintenanceWebhook Kind = "maintenance_webhook"
	KindComponentWebhook   Kind = "component_webhook"
)

// Answer is what one answer says. What its kind does not have is zero.
type Answer struct {
	Kind Kind
	Page incident.Page

	// State is how the page as a whole does, in the words of Better Stack:
	// "downtime".
	State string

	Components []incident.Component // of the page
	Incidents  []*incident.Incident // in the order of the answer

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

	// Zone is the IANA name of the page's zone where the answer names none, or
	// one that is unknown. If empty, such a page has none.
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
	ok, err := wire.Options{Lax: r.Lax, MaxBytes: r.MaxBytes, Zone: r.Zone}.Read(wire.BetterStack, name, data,
		func(doc *wire.Input, v wire.Value) bool {
			d := newDecoder(doc, answer)
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
// of Better Stack. It does not check that data can be read.
func Detect(data []byte) Kind {
	doc, v := wire.Peek(data)
	if vendor, _ := doc.JSON.Vendor(v); vendor != wire.BetterStack {
		return ""
	}
	return kindOf(doc, v)
}

// kindOf tells the kinds apart by their keys.
func kindOf(doc *wire.Input, v wire.Value) Kind {
	o := doc.JSON.Object(v)
	switch data := o.Get("data"); {
	case o.Has("component_update"):
		return KindComponentWebhook
	case o.Has("maintenance"):
		return KindMaintenanceWebhook
	case o.Has("incident"):
		return KindIncidentWebhook
	case data.Kind == wire.IsObject && doc.Line(doc.JSON.Object(data), "type") == typePage:
		return KindIndex
	case slices.Contains([]string{typeReport, typeUpdate}, firstType(doc, data)):
		return KindReports
	}
	return ""
}

// firstType returns the type of an object, or of the first of a list.
func firstType(doc *wire.Input, v wire.Value) string {
	if list := doc.JSON.Elements(v); len(list) > 0 {
		v = list[0]
	}
	return doc.Line(doc.JSON.Object(v), "type")
}
