package parse

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/incidentkit/incident"
)

// JSON reads incidents, and templates of postmortems, from JSON as
// encoding/json writes it.
//
// It is stricter than encoding/json. Keys must be spelled exactly, and unknown
// and repeated keys are errors, and so are a time zone that cannot be loaded
// and a control character in a one-line field. An incident may have the key
// "schema", which must be 1. Every error has a place.
//
// A known word in another spelling, such as "Resolved", is read as the known
// word and gets a [NoteWord]. An unknown word is kept.
type JSON struct {
	// Lax drops everything that does not fit, such as unknown keys, and
	// returns the rest along with all errors. If the syntax is broken, the
	// values before the break are returned.
	Lax      bool
	MaxBytes int // limit of the input in bytes; 0 means 1 GiB
}

const (
	maxJSONBytes = 1 << 30
	jsonSchema   = 1 // version of the documents
)

// Parse reads an incident, an array of incidents, or incidents one after
// another, as in JSON Lines; name is the file name that errors show. Paths in
// an array begin with the index of the incident: "[2].title". Parse returns a
// Document or, without Lax, the first error, an [*incident.SourceError]. With
// Lax it may return both; the error is then [incident.SourceErrors].
func (j JSON) Parse(name string, data []byte) (*Document, error) {
	in := newInput(j.Lax)
	if !j.open(in, name, data) || !in.noNUL() {
		return in.result(false)
	}
	r := newJSONReader(in, 0, "")
	r.incidents(func(inc *incident.Incident) { in.doc.Incidents = append(in.doc.Incidents, inc) })
	in.doc.offsets = jsonPlaces(in, 0, "", func(r *jsonReader) { r.incidents(func(*incident.Incident) {}) })
	return in.result(in.doc.Many || len(in.doc.Incidents) > 0)
}

// ParseTemplate reads a template and validates it with
// [incident.Template.Validate]; name is the file name that errors show. It
// returns a template or, without Lax, the first error, an
// [*incident.SourceError]. With Lax it may return both; the error is then
// [incident.SourceErrors].
func (j JSON) ParseTemplate(name string, data []byte) (incident.Template, error) {
	var t incident.Template
	err := j.decode(name, data, &t, false)
	return t, err
}

// Decode reads another document of this module, such as a site.Service, into
// the struct that v points to, and validates it with its method Validate; name
// is the file name that errors show. The document may have the key "schema",
// which must be 1. Without Lax, the error is the first one, an
// [*incident.SourceError], and the struct is zero. With Lax, the struct has
// everything that could be read, and the error is [incident.SourceErrors].
func (j JSON) Decode(name string, data []byte, v interface{ Validate() error }) error {
	return j.decode(name, data, v, true)
}

func (j JSON) decode(name string, data []byte, v interface{ Validate() error }, versioned bool) error {
	in := newInput(j.Lax)
	target := reflect.ValueOf(v).Elem()
	if j.open(in, name, data) && in.noNUL() {
		r := newJSONReader(in, 0, "")
		err := r.document(target, versioned)
		if err == nil && r.next() != 0 {
			err = r.fault(r.at, incident.CodeSyntax, errors.New("more than one document"))
		}
		if err == nil {
			err = r.check(v.Validate(), jsonPlaces(in, 0, "", func(r *jsonReader) { r.document(reflect.New(target.Type()).Elem(), versioned) }))
		}
		r.end(err)
	}
	if in.failed() {
		target.SetZero()
	}
	_, err := in.result(true)
	return err
}

// document reads an object into a struct.
func (r *jsonReader) document(v reflect.Value, versioned bool) *incident.SourceError {
	if r.next() != '{' {
		return r.value(v)
	}
	return r.object(v, versioned)
}

func (j JSON) open(in *input, name string, data []byte) bool {
	if !in.open(name, data, j.MaxBytes, maxJSONBytes) {
		return false
	}
	if strings.Trim(in.src, "\ufeff \t\r\n") == "" {
		in.failEmpty()
		return false
	}
	return true
}

// incidents reads incidents until the end or an error that ends the reading.
func (r *jsonReader) incidents(add func(*incident.Incident)) {
	doc := r.in.doc
	one := func() *incident.SourceError {
		var inc incident.Incident
		err := r.incident(&inc)
		if err == nil || r.in.lax && !reflect.ValueOf(inc).IsZero() {
			add(&inc)
		}
		return err
	}
	for n := 0; n == 0 || r.next() != 0; n++ {
		if doc.Many = doc.Many || n > 0; n > 0 && r.places != nil {
			clear(r.places) // the incidents have the same paths
			return
		}
		var err *incident.SourceError
		if r.next() == '[' {
			doc.Many = true
			err = r.array(func(int) *incident.SourceError { return one() })
		} else {
			err = one()
		}
		if err != nil {
			r.end(err)
			return
		}
	}
}

// incident reads an incident and rejects values that could not be shown:
// unknown zones, and control characters in one-line fields.
func (r *jsonReader) incident(inc *incident.Incident) *incident.SourceError {
	if r.next() != '{' {
		return r.unexpected("an incident, which is an object")
	}
	at, path := r.at, string(r.path)
	err := r.object(reflect.ValueOf(inc).Elem(), true)
	if err != nil || r.places != nil {
		return err
	}
	places := jsonPlaces(r.in, at, path, func(r *jsonReader) { r.incident(new(incident.Incident)) })
	return r.check(inc.Validate(), places, incident.CodeZone, incident.CodeControl)
}

// schema reads the version of the document.
func (r *jsonReader) schema() *incident.SourceError {
	r.next()
	n, at := 0, r.at
	if err := r.value(reflect.ValueOf(&n).Elem()); err != nil || n == jsonSchema {
		return err
	}
	return r.fault(at, incident.CodeRange, fmt.Errorf("%d is not a supported schema version; the only one is %d", n, jsonSchema))
}
