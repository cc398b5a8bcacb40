package wire

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/source"
)

// defaultMaxBytes is the default of Options.MaxBytes.
const defaultMaxBytes = 16 << 20

// Options are the options that the readers of all vendors share.
type Options struct {
	Lax      bool   // go on after an error
	MaxBytes int    // limit of the input in bytes; 0 means 16 MiB
	Zone     string // IANA name of the page's zone
}

// Read opens data and calls read with its value unless it is a response of
// another vendor. read reports whether it found a response. It returns the
// notes about data, and the results of [Options.Result].
func (o Options) Read(vendor, name string, data []byte, read func(Value) bool) (notes []incident.Note, ok bool, err error) {
	src, err := o.Open(name, data)
	if err != nil {
		return nil, false, err
	}
	d := New(src)
	d.Location, _ = civil.LoadLocation(o.Zone) // checked by Open
	found := false
	if len(d.Errs) == 0 || o.Lax {
		v := d.Root()
		found = !v.refuse(vendor) && read(v)
	}
	ok, err = o.Result(found, d.Errs)
	return d.Notes, ok, err
}

// Open returns the source of data. The error is an [*incident.SourceError] if
// data is too long or is not text, or if Zone is unknown.
func (o Options) Open(name string, data []byte) (*source.Source, error) {
	if o.MaxBytes <= 0 {
		o.MaxBytes = defaultMaxBytes
	}
	src, wrong := source.New(name, data, o.MaxBytes)
	if wrong != nil {
		return nil, wrong
	}
	if _, err := civil.LoadLocation(o.Zone); o.Zone != "" && err != nil {
		return nil, src.Error(0, incident.CodeZone, err)
	}
	return src, nil
}

// Result reports whether a reader should return an answer along with the error,
// which is the first of errs, or with Lax all of them. found reports whether
// anything was read.
func (o Options) Result(found bool, errs incident.SourceErrors) (ok bool, err error) {
	switch {
	case len(errs) == 0:
		return true, nil
	case !o.Lax:
		return false, errs[0]
	}
	return found, errs
}
