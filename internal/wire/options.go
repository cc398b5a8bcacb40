package wire

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// DefaultMaxBytes is the default of Options.MaxBytes.
const DefaultMaxBytes = 16 << 20

// Options are the options that the readers of all vendors share.
type Options struct {
	Lax      bool   // go on after an error
	MaxBytes int    // limit of the input in bytes; 0 means DefaultMaxBytes
	Zone     string // IANA name of the page's zone
}

// Read opens data and calls read with its value unless it is a response of
// another vendor. read reports whether it found a response. ok reports whether
// the caller should return an answer along with the error, which is a
// [*incident.SourceError], or with Lax [incident.SourceErrors].
func (o Options) Read(vendor, name string, data []byte, read func(*Input, Value) bool) (ok bool, err error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	d, v, wrong := open(name, data, o.MaxBytes)
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
