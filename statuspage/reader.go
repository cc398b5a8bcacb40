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

// DefaultMaxBytes is the size up to which answers and pages are read unless a
// Reader says otherwise. The largest real answers, of fifty long incidents,
// have 1 MB.
const DefaultMaxBytes = 16 << 20

// Reader reads answers and saved pages. The zero value works, and methods do
// not change it, so one Reader serves many goroutines.
type Reader struct {
	// Lax reads on behind what cannot be read, and up to where broken JSON
	// breaks. The errors beside the Answer tell what is missing then.
	Lax bool

	// MaxBytes is the size above which an input is not read. If zero, it is
	// DefaultMaxBytes.
	MaxBytes int

	// Zone is the IANA name of the page's zone where the input names none, or
	// one that is unknown. If empty, the zone of a saved page is the one that
	// explains the labels of its times, with a note; any other page has no
	// zone then, and a time that carries no offset is taken for UTC.
	Zone string

	// Known are the components of the page. They decide where the sentence of a
	// saved page that names the affected ones can be read in several ways. If
	// nil, its commas do.
	Known []incident.Component
}

// Read reads one answer of the API, one webhook, saved page or feed; it finds
// out by itself which, as [Detect] does. The name, usually of a file, is used
// in errors only.
//
// The error is an [*incident.SourceError], or for a lax reader
// [incident.SourceErrors] beside the Answer. A lax reader, too, has no Answer
// where nothing was found that it could read.
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

// result returns what Read does, by whether anything was found.
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
	return DefaultMaxBytes
}

// A decoder reads one answer.
type decoder struct {
	doc      *wire.Input
	reader   Reader
	answer   *Answer
	around   incident.Page // what the page around the data of a history says
	named    bool          // the answer names the page's zone
	registry registry
	markdown bool // bodies of updates are Markdown
	strange  bool // a key that Statuspage does not have says something
}

func newDecoder(r Reader, src *source.Source) *decoder {
	return &decoder{doc: wire.New(src), reader: r, answer: &Answer{}}
}

// decode reads the answer that begins at start, and reports whether there is
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

// answerOf reads the whole answer and reports whether it is one.
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
		d.doc.Fail(v, CodeType, fmt.Errorf("%s is no answer of a status page", v.Kind))
	}
	return false
}

// hasAnswer reports whether an object that was read said something. One that
// says nothing but in keys that Statuspage does not have is no answer.
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
		d.doc.Fail(o.Value, incident.CodeRequired, errors.New("the incident is missing"))
		return false
	}
	return true
}

// kindOf tells the kinds apart by their keys, the most telling first.
func kindOf(doc *wire.Input, o wire.Object) Kind {
	switch {
	case o.Has("title") && !o.Has("name") && !o.Has("page") && !o.Has("incidents"): // of other programs
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

// listKind tells the kind of a list without an object around it by its first
// element.
func listKind(doc *wire.Input, v wire.Value) Kind {
	if list := doc.JSON.Elements(v); len(list) > 0 {
		if first := doc.JSON.Object(list[0]); !first.Has("incident_updates") && !isBareIncident(first) && isBareComponent(first) {
			return KindComponents
		}
	}
	return KindIncidents
}

// otherLists returns the lists of incidents under keys that Statuspage does not
// have, as answers of services that imitate it may have them. Incidents are
// known by their updates.
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

// bareList reads a list of incidents or of components without an object around.
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

// read reads an answer of the kind that was found. The page and its components
// come first, whatever the order of the keys: incidents refer to them.
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
			d.doc.Note(m.Value, "an answer."+m.Key, CodeInferred, fmt.Sprintf("Statuspage has no list %q; its elements were read as incidents, for they have their keys", m.Key))
			d.incidents(m.Value)
		}
	}
	d.zones(o.Value)
}

// zones notes what is known of the page's zone where the answer names none.
func (d *decoder) zones(v wire.Value) {
	offset, n := d.doc.Offsets()
	switch {
	case d.named:
	case d.reader.Zone != "":
		d.doc.Note(v, "zone", CodeInferred, fmt.Sprintf("the answer names no zone that is known; %s is given", d.reader.Zone))
	case n == 1:
		d.doc.Note(v, "zone", incident.CodeZone, fmt.Sprintf("the answer names no zone that is known, and its times are at %s: it has to be said", offset))
	case n > 1:
		d.doc.Note(v, "zone", incident.CodeZone, "the answer names no zone that is known, and its times are not in UTC: it has to be said")
	}
}
