package statuspage

import (
	"errors"
	"fmt"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/internal/wire"
)

// A Reader reads responses, webhooks, saved pages and feeds. Its zero value is
// ready to use. Read does not change it, so a Reader may be used by several
// goroutines at once.
type Reader struct {
	// Lax makes Read go on after an error and return everything that could
	// be read, along with all errors. If the syntax of JSON is broken, the
	// values before the break are returned.
	Lax bool

	// MaxBytes is the limit of the input in bytes. If it is zero, the limit
	// is 16 MiB. The largest responses seen, with fifty long incidents, are
	// 1 MB.
	MaxBytes int

	// Zone is the IANA name of the page's zone, for an input that names
	// none or an unknown one. If it is empty, the zone of a saved page is
	// concluded from the labels of its times, with a note. For other
	// inputs, times without an offset are then taken as UTC, and the page
	// has no zone.
	Zone string

	// Known lists the components of the page. On a saved page they decide
	// how to separate the names in the sentence of affected components;
	// without them, its commas do.
	Known []incident.Component
}

// Read reads a response of the API, a webhook, a saved page or a feed. It
// recognises the kind as [Detect] does. The name, usually of a file, appears
// only in errors.
//
// Without Lax, the error is the first one, an [*incident.SourceError], and the
// Answer is nil. With Lax, the error is [incident.SourceErrors], and the Answer
// is nil only if nothing could be read.
func (r Reader) Read(name string, data []byte) (*Answer, error) {
	options := wire.Options{Lax: r.Lax, MaxBytes: r.MaxBytes, Zone: r.Zone}
	src, err := options.Open(name, data)
	if err != nil {
		return nil, err
	}
	var answer *Answer
	var found bool
	var errs incident.SourceErrors
	if mayBePage(src.Text) {
		p := newSavedPage(r, src)
		found = p.read()
		answer, errs = p.answer, p.errs
	} else {
		d := newDecoder(r, src)
		found = d.decode()
		answer, errs = d.answer, d.doc.Errs
	}
	ok, err := options.Result(found, errs)
	if !ok {
		return nil, err
	}
	return answer, err
}

// A decoder reads one response.
type decoder struct {
	doc      *wire.Input
	reader   Reader
	answer   *Answer
	around   incident.Page // settings of the page around the data of a history
	named    bool          // the response names the page's zone
	registry registry
	markdown bool // bodies of updates are Markdown
	strange  bool // a key that Statuspage does not have has a value
}

func newDecoder(r Reader, src *source.Source) *decoder {
	return &decoder{doc: wire.New(src), reader: r, answer: &Answer{}, registry: newRegistry()}
}

// decode reads the response. It reports whether there is one.
func (d *decoder) decode() bool {
	if len(d.doc.Errs) > 0 && !d.reader.Lax {
		return false
	}
	v := d.doc.Root()
	found := !d.refuse(v)
	if found {
		d.answer.Kind = kindOf(v)
		d.read(v)
		d.zones(v)
		found = d.isAnswer(v.MaybeObject())
	}
	d.answer.Notes = d.doc.Notes
	return found
}

// refuse reports whether v is not a response of Statuspage. If so, it adds an
// error.
func (d *decoder) refuse(v wire.Value) bool {
	o := first(v)
	switch foreign := foreign(v); {
	case foreign != nil:
		v.Fail(CodeVendor, foreign)
	case v.Kind != wire.IsObject && v.Kind != wire.IsList:
		if len(d.doc.Errs) == 0 {
			v.Fail(CodeType, fmt.Errorf("%s is not a response of a status page", v.Kind))
		}
	case kindOf(v) == "":
		o.Value.Fail(incident.CodeUnknown, o.None())
	default:
		return false
	}
	return true
}

// isAnswer reports whether anything was read from an object. An object with
// values only under keys that Statuspage does not have is not a response.
func (d *decoder) isAnswer(o wire.Object) bool {
	if len(d.doc.Errs) > 0 || o.Value.Kind != wire.IsObject {
		return true
	}
	switch d.answer.Kind {
	case KindHistory:
	case KindIncident, KindIncidentWebhook:
		if len(d.answer.Incidents) == 0 {
			o.Value.Fail(incident.CodeRequired, errors.New("the response has no incident"))
			return false
		}
	default:
		if d.strange && d.answer.isEmpty() {
			o.Value.Fail(incident.CodeUnknown, o.None())
			return false
		}
	}
	return true
}

// read reads a response of the kind that was found. The page and its components
// are read first, whatever the order of keys, because incidents refer to them.
func (d *decoder) read(v wire.Value) {
	o := v.MaybeObject()
	if d.answer.Kind == KindHistory {
		d.history(o)
		return
	}
	d.pageOf(o, o.Get("page"))
	isIncident := d.answer.Kind == KindIncident || d.answer.Kind == KindIncidentWebhook
	switch {
	case v.Kind == wire.IsList && d.answer.Kind == KindComponents:
		d.components(v)
		return
	case v.Kind == wire.IsList:
		d.incidents(v)
		return
	case isIncident && !o.Has("incident"):
		d.incident(v)
		return
	case isBareComponent(o):
		d.component(o)
		return
	}
	if !isIncident {
		d.status(o.Get("status"))
	}
	d.components(o.Get("components"))
	d.incident(o.Get("incident"))
	d.incidents(o.Get("incidents"))
	d.maintenances(o.Get("scheduled_maintenances"))
	for _, m := range otherLists(o) {
		m.Value.Note("an answer."+m.Key, CodeInferred, fmt.Sprintf("Statuspage has no list %q; its elements were read as incidents because they have the keys of one", m.Key))
		d.incidents(m.Value)
	}
	if d.answer.Kind == KindComponentWebhook {
		if c := o.Get("component").Object(); len(c.Members) > 0 {
			d.component(c)
		}
		change := &d.answer.Change
		change.Change, change.At = o.ComponentChange(d.answer.Components, incident.Parse[incident.ComponentStatus])
	}
	d.unknown(o, "an answer", answerKeys)
}

// zones adds a note if the response does not name the page's zone.
func (d *decoder) zones(v wire.Value) {
	offset, n := d.doc.Offsets()
	switch {
	case d.named:
	case d.reader.Zone != "":
		v.Note("zone", CodeInferred, fmt.Sprintf("the response names no known zone; the given one was used, %s", d.reader.Zone))
	case n == 1:
		v.Note("zone", incident.CodeZone, fmt.Sprintf("the response names no known zone, and its times are at %s; set the zone of the page with Zone", offset))
	case n > 1:
		v.Note("zone", incident.CodeZone, "the response names no known zone, and its times are not in UTC; set the zone of the page with Zone")
	}
}
