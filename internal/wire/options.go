package wire

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// DefaultMaxBytes is the size up to which answers are read unless a reader says
// otherwise.
const DefaultMaxBytes = 16 << 20

// Options are what the reader of every vendor lets its caller choose.
type Options struct {
	Lax      bool   // read on behind what cannot be read
	MaxBytes int    // if zero, DefaultMaxBytes
	Zone     string // of the page, by its IANA name
}

// Read opens data and has read read it, if it is an answer of the vendor. read
// reports whether it found an answer. ok reports whether that is to be returned
// beside the error, which is a [*incident.SourceError], or for a lax reading
// [incident.SourceErrors].
func (o Options) Read(vendor, name string, data []byte, read func(*Input, Value) bool) (ok bool, err error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	d, v, wrong := Open(name, data, o.MaxBytes)
	if wrong != nil {
		return false, wrong
	}
	if d.Location, err = civil.LoadLocation(o.Zone); o.Zone != "" && err != nil {
		return false, d.Source.Error(0, incident.CodeZone, err)
	}
	found := false
	if len(d.Errs) == 0 || o.Lax {
		found = !d.Refuse(v, vendor) && read(d, v)
	}
	switch {
	case len(d.Errs) == 0:
		return true, nil
	case !o.Lax:
		return false, d.Errs[0]
	}
	return found, d.Errs
}
