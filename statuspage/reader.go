package statuspage

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
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
	src, tooLong := source.New(name, data, r.maxBytes())
	if tooLong != nil {
		return nil, tooLong
	}
	if r.Zone != "" {
		if _, err := civil.LoadLocation(r.Zone); err != nil {
			return nil, src.Error(0, incident.CodeZone, err)
		}
	}
	if mayBePage(src.Text) {
		p := newSavedPage(r, src)
		return r.result(p.answer, p.read(), p.errs)
	}
	wrong := src.CheckUTF8()
	if wrong != nil {
		if !r.Lax {
			return nil, wrong
		}
		src = src.Valid()
	}
	d := newDecoder(r, src)
	if wrong != nil {
		d.doc.Errs = append(d.doc.Errs, wrong)
	}
	start := len(src.Text) - len(strings.TrimPrefix(src.Text, "\ufeff"))
	return r.result(d.answer, d.decode(start), d.doc.Errs)
}

// result returns the results of Read. found reports whether anything was read.
func (r Reader) result(answer *Answer, found bool, errs incident.SourceErrors) (*Answer, error) {
	switch {
	case len(errs) == 0:
		return answer, nil
	case !r.Lax:
		return nil, errs[0]
	case !found:
		return nil, errs
	}
	return answer, errs
}

func (r Reader) maxBytes() int {
	if r.MaxBytes > 0 {
		return r.MaxBytes
	}
	return wire.DefaultMaxBytes
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
	return &decoder{doc: wire.New(src), reader: r, answer: &Answer{}}
}

// decode reads the response that begins at start. It reports whether there is
// one.
func (d *decoder) decode(start int) bool {
	d.doc.Check(start)
	if len(d.doc.Errs) > 0 && !d.reader.Lax {
		return false
	}
	found := d.answerOf(d.doc.JSON.Value(start))
	d.answer.Notes = d.doc.Notes
	return found
}

// answerOf reads a whole response. It reports whether v is one.
func (d *decoder) answerOf(v wire.Value) bool {
	if d.refuse(v) {
		return false
	}
	switch v.Kind {
	case wire.IsObject:
		o := d.doc.JSON.Object(v)
		k := kindOf(d.doc, o)
		if k == "" {
			d.doc.Fail(v, incident.CodeUnknown, d.doc.None(o))
			return false
		}
		d.answer.Kind = k
		d.read(o)
		return d.hasAnswer(o)
	case wire.IsList:
		return d.bareList(v)
	}
	if len(d.doc.Errs) == 0 {
		d.doc.Fail(v, CodeType, fmt.Errorf("%s is not a response of a status page", v.Kind))
	}
	return false
}

// hasAnswer reports whether anything was read from an object. An object with
// values only under keys that Statuspage does not have is not a response.
func (d *decoder) hasAnswer(o wire.Object) bool {
	if d.answer.Kind == KindHistory {
		return true
	}
	if !isBareIncident(o) && !isBareComponent(o) && !o.Has("incident_updates") {
		d.unknown(o, "an answer", answerKeys)
		if d.strange && d.answer.isEmpty() && len(d.doc.Errs) == 0 {
			d.doc.Fail(o.Value, incident.CodeUnknown, d.doc.None(o))
			return false
		}
	}
	if k := d.answer.Kind; len(d.answer.Incidents) == 0 && (k == KindIncident || k == KindIncidentWebhook) && len(d.doc.Errs) == 0 {
		d.doc.Fail(o.Value, incident.CodeRequired, errors.New("the response has no incident"))
		return false
	}
	return true
}

// kindOf returns the kind of a response, judging by its most telling key.
func kindOf(doc *wire.Input, o wire.Object) Kind {
	switch {
	case o.Has("title") && !o.Has("name") && !o.Has("page") && !o.Has("incidents"): // written by other programs
		return ""
	case o.Has("component_update"):
		return KindComponentWebhook
	case o.Has("months"):
		return KindHistory
	case o.Has("incident") && o.Has("meta"):
		return KindIncidentWebhook
	case o.Has("incident"):
		return KindIncident
	case o.Has("incident_updates"):
		return KindIncident
	case isBareIncident(o):
		return KindIncident
	case isBareComponent(o):
		return KindComponents
	}
	lists := 0
	for _, key := range []string{"components", "incidents", "scheduled_maintenances"} {
		if o.Has(key) {
			lists++
		}
	}
	switch {
	case lists > 1, lists == 1 && o.Get("status").Kind == wire.IsObject:
		return KindSummary
	case o.Has("components"):
		return KindComponents
	case o.Has("incidents"), len(otherLists(doc, o)) > 0:
		return KindIncidents
	case o.Has("scheduled_maintenances"):
		return KindScheduledMaintenances
	case o.Get("status").Kind == wire.IsObject, o.Has("page"):
		return KindStatus
	}
	return ""
}

func isBareIncident(o wire.Object) bool {
	return o.Has("name") && (o.Has("impact") || o.Has("shortlink") || o.Has("postmortem_body") || o.Has("scheduled_for"))
}

func isBareComponent(o wire.Object) bool {
	return o.Has("name") && (o.Has("group_id") || o.Has("position") || o.Has("showcase") || o.Has("status") && o.Has("id"))
}

// listKind returns the kind of a bare list, judging by its first element.
func listKind(doc *wire.Input, v wire.Value) Kind {
	if list := doc.JSON.Elements(v); len(list) > 0 {
		if first := doc.JSON.Object(list[0]); !first.Has("incident_updates") && !isBareIncident(first) && isBareComponent(first) {
			return KindComponents
		}
	}
	return KindIncidents
}

// otherLists returns lists of incidents under keys that Statuspage does not
// have but services that imitate it may have. Incidents are recognised by their
// updates.
func otherLists(doc *wire.Input, o wire.Object) (list []wire.Member) {
	for i, m := range o.Members {
		if slices.Contains(answerKeys, m.Key) {
			continue
		}
		if elements := doc.JSON.Elements(m.Value); len(elements) > 0 && doc.JSON.Object(elements[0]).Has("incident_updates") {
			list = append(list, wire.Member{Key: m.Key, Value: o.Member(i)})
		}
	}
	return list
}

// bareList reads a list of incidents or components without an object around it.
func (d *decoder) bareList(v wire.Value) bool {
	if list := d.doc.JSON.Elements(v); len(list) > 0 {
		first := d.doc.JSON.Object(list[0])
		foreign := func(m wire.Member) bool { return !slices.Contains(incidentKeys, m.Key) }
		if slices.ContainsFunc(first.Members, foreign) && !first.Has("incident_updates") && !isBareIncident(first) && !isBareComponent(first) {
			d.doc.Fail(list[0], incident.CodeUnknown, d.doc.None(first))
			return false
		}
	}
	d.answer.Kind = listKind(d.doc, v)
	d.pageOf(wire.Object{}, wire.Value{})
	if d.answer.Kind == KindComponents {
		d.components(v)
	} else {
		d.incidents(v)
	}
	d.zones(v)
	return true
}

// read reads a response of the kind that was found. The page and its components
// are read first, whatever the order of keys, because incidents refer to them.
func (d *decoder) read(o wire.Object) {
	switch d.answer.Kind {
	case KindHistory:
		d.history(o)
	case KindComponentWebhook:
		d.pageOf(o, o.Get("page"))
		d.componentWebhook(o)
	case KindIncident, KindIncidentWebhook:
		d.pageOf(o, o.Get("page"))
		v := o.Value
		if o.Has("incident") {
			d.components(o.Get("components"))
			v = o.Get("incident")
		}
		if inc := d.incident(v); inc != nil {
			d.answer.Incidents = append(d.answer.Incidents, inc)
		}
	default:
		d.pageOf(o, o.Get("page"))
		if isBareComponent(o) {
			d.component(o)
			break
		}
		d.status(o.Get("status"))
		d.components(o.Get("components"))
		d.incidents(o.Get("incidents"))
		d.incidents(o.Get("scheduled_maintenances"))
		for _, m := range otherLists(d.doc, o) {
			d.doc.Note(m.Value, "an answer."+m.Key, CodeInferred, fmt.Sprintf("Statuspage has no list %q; its elements were read as incidents because they have the keys of one", m.Key))
			d.incidents(m.Value)
		}
	}
	d.zones(o.Value)
}

// zones adds a note if the response does not name the page's zone.
func (d *decoder) zones(v wire.Value) {
	offset, n := d.doc.Offsets()
	switch {
	case d.named:
	case d.reader.Zone != "":
		d.doc.Note(v, "zone", CodeInferred, fmt.Sprintf("the response names no known zone; the given one was used, %s", d.reader.Zone))
	case n == 1:
		d.doc.Note(v, "zone", incident.CodeZone, fmt.Sprintf("the response names no known zone, and its times are at %s; set the zone of the page", offset))
	case n > 1:
		d.doc.Note(v, "zone", incident.CodeZone, "the response names no known zone, and its times are not in UTC; set the zone of the page")
	}
}
