package statuspage

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/source"
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

// Read reads one answer of the API, one webhook, or one saved page; it finds
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
		d.errs = append(d.errs, wrong)
	}
	start := len(src.Text) - len(strings.TrimPrefix(src.Text, "\ufeff"))
	return r.result(d.answer, d.decode(start), d.errs)
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

// check finds out whether data is well formed from start on, and cuts it off
// where it is not.
func (d *document) check(start int) *incident.SourceError {
	if json.Valid(d.data[start:]) {
		return nil
	}
	var raw json.RawMessage
	err := json.Unmarshal(d.data[start:], &raw)
	if err == nil {
		return nil
	}
	end, code := len(d.data), incident.CodeSyntax
	var syntax *json.SyntaxError
	switch {
	case strings.Contains(err.Error(), "unexpected end") || !errors.As(err, &syntax):
		err = errors.New("unexpected end: the JSON is cut off")
	case strings.Contains(err.Error(), "max depth"):
		end = start + max(int(syntax.Offset)-1, 0)
		code, err = incident.CodeLimit, &incident.LimitError{Limit: "levels of JSON", Max: maxJSONDepth}
	default:
		end = start + max(int(syntax.Offset)-1, 0)
		r, _ := utf8.DecodeRune(d.data[end:])
		err = fmt.Errorf("no valid JSON: %q cannot stand here", r)
	}
	d.data, d.cut = d.data[:end], true
	return d.source.Error(end, code, err)
}

// maxJSONDepth is that of encoding/json.
const maxJSONDepth = 10000

// A decoder reads one answer.
type decoder struct {
	*document
	reader   Reader
	answer   *Answer
	errs     incident.SourceErrors
	noted    map[string]bool
	around   incident.Page  // what the page around the data of a history says
	location *time.Location // of the page
	named    bool           // the answer names the page's zone
	offset   string         // the first offset that times carry, other than UTC's
	offsets  int            // how many there are, up to 2
	registry registry
	markdown bool // bodies of updates are Markdown
	strange  bool // a key that Statuspage does not have says something
}

func newDecoder(r Reader, src *source.Source) *decoder {
	return &decoder{
		document: &document{source: src, data: []byte(src.Text)},
		reader:   r, answer: &Answer{}, noted: make(map[string]bool),
	}
}

// decode reads the answer that begins at start, and reports whether there is
// one.
func (d *decoder) decode(start int) bool {
	if err := d.check(start); err != nil {
		d.errs = append(d.errs, err)
		if !d.reader.Lax {
			return false
		}
	}
	return d.answerOf(d.document.value(start, nil))
}

func (d *decoder) error(v value, code incident.Code, err error) *incident.SourceError {
	e := d.source.Error(v.at, code, err)
	e.Path = v.path.String()
	return e
}

func (d *decoder) fail(v value, code incident.Code, err error) {
	d.errs = append(d.errs, d.error(v, code, err))
}

// note notes something about v, once for each key.
func (d *decoder) note(v value, key string, code incident.Code, message string) {
	if d.noted[key] {
		return
	}
	d.noted[key] = true
	d.answer.Notes = append(d.answer.Notes, d.source.Note(v.at, code, v.path.String(), message))
}

// answerOf reads the whole answer and reports whether it is one.
func (d *decoder) answerOf(v value) bool {
	if d.refuse(v) {
		return false
	}
	switch v.kind {
	case isObject:
		o := d.document.object(v)
		k := d.document.kindOf(o)
		if k == "" {
			d.fail(v, incident.CodeUnknown, d.none(o))
			return false
		}
		d.answer.Kind = k
		d.read(o)
		return d.hasAnswer(o)
	case isList:
		return d.bareList(v)
	}
	if len(d.errs) == 0 {
		d.fail(v, CodeType, fmt.Errorf("%s is no answer of a status page", v.kind))
	}
	return false
}

// hasAnswer reports whether an object that was read said something. One that
// says nothing but in keys that Statuspage does not have is no answer.
func (d *decoder) hasAnswer(o object) bool {
	if d.answer.Kind == KindHistory {
		return true
	}
	if !isBareIncident(o) && !isBareComponent(o) && !o.has("incident_updates") {
		d.unknown(o, "an answer", answerKeys)
		if d.strange && d.answer.isEmpty() && len(d.errs) == 0 {
			d.fail(o.value, incident.CodeUnknown, d.none(o))
			return false
		}
	}
	if k := d.answer.Kind; len(d.answer.Incidents) == 0 && (k == KindIncident || k == KindIncidentWebhook) && len(d.errs) == 0 {
		d.fail(o.value, incident.CodeRequired, errors.New("the incident is missing"))
		return false
	}
	return true
}

// kindOf tells the kinds apart by their keys, the most telling first.
func (d *document) kindOf(o object) Kind {
	switch {
	case o.has("title") && !o.has("name") && !o.has("page") && !o.has("incidents"): // of other programs
		return ""
	case o.has("component_update"):
		return KindComponentWebhook
	case o.has("months"):
		return KindHistory
	case o.has("incident") && o.has("meta"):
		return KindIncidentWebhook
	case o.has("incident"):
		return KindIncident
	case o.has("incident_updates"):
		return KindIncident
	case isBareIncident(o):
		return KindIncident
	case isBareComponent(o):
		return KindComponents
	}
	lists := 0
	for _, key := range []string{"components", "incidents", "scheduled_maintenances"} {
		if o.has(key) {
			lists++
		}
	}
	switch {
	case lists > 1, lists == 1 && o.get("status").kind == isObject:
		return KindSummary
	case o.has("components"):
		return KindComponents
	case o.has("incidents"), len(d.otherLists(o)) > 0:
		return KindIncidents
	case o.has("scheduled_maintenances"):
		return KindScheduledMaintenances
	case o.get("status").kind == isObject, o.has("page"):
		return KindStatus
	}
	return ""
}

func isBareIncident(o object) bool {
	return o.has("name") && (o.has("impact") || o.has("shortlink") || o.has("postmortem_body") || o.has("scheduled_for"))
}

func isBareComponent(o object) bool {
	return o.has("name") && (o.has("group_id") || o.has("position") || o.has("showcase") || o.has("status") && o.has("id"))
}

// listKind tells the kind of a list without an object around it by its first
// element.
func (d *document) listKind(v value) Kind {
	if list := d.elements(v); len(list) > 0 {
		if first := d.object(list[0]); !first.has("incident_updates") && !isBareIncident(first) && isBareComponent(first) {
			return KindComponents
		}
	}
	return KindIncidents
}

// otherLists returns the lists of incidents under keys that Statuspage does not
// have, as answers of services that imitate it may have them. Incidents are
// known by their updates.
func (d *document) otherLists(o object) (list []member) {
	for i, m := range o.members {
		if slices.Contains(answerKeys, m.key) {
			continue
		}
		if elements := d.elements(m.value); len(elements) > 0 && d.object(elements[0]).has("incident_updates") {
			list = append(list, member{m.key, o.at(i)})
		}
	}
	return list
}

// bareList reads a list of incidents or of components without an object around.
func (d *decoder) bareList(v value) bool {
	if list := d.document.elements(v); len(list) > 0 {
		first := d.document.object(list[0])
		foreign := func(m member) bool { return !slices.Contains(incidentKeys, m.key) }
		if slices.ContainsFunc(first.members, foreign) && !first.has("incident_updates") && !isBareIncident(first) && !isBareComponent(first) {
			d.fail(list[0], incident.CodeUnknown, d.none(first))
			return false
		}
	}
	d.answer.Kind = d.document.listKind(v)
	d.pageOf(object{}, value{})
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
func (d *decoder) read(o object) {
	switch d.answer.Kind {
	case KindHistory:
		d.history(o)
	case KindComponentWebhook:
		d.pageOf(o, o.get("page"))
		d.componentWebhook(o)
	case KindIncident, KindIncidentWebhook:
		d.pageOf(o, o.get("page"))
		v := o.value
		if o.has("incident") {
			d.components(o.get("components"))
			v = o.get("incident")
		}
		if inc := d.incident(v); inc != nil {
			d.answer.Incidents = append(d.answer.Incidents, inc)
		}
	default:
		d.pageOf(o, o.get("page"))
		if isBareComponent(o) {
			d.component(o)
			break
		}
		d.status(o.get("status"))
		d.components(o.get("components"))
		d.incidents(o.get("incidents"))
		d.incidents(o.get("scheduled_maintenances"))
		for _, m := range d.document.otherLists(o) {
			d.note(m.value, "an answer."+m.key, CodeInferred, fmt.Sprintf("Statuspage has no list %q; its elements were read as incidents, for they have their keys", m.key))
			d.incidents(m.value)
		}
	}
	d.zones(o.value)
}

// zones notes what is known of the page's zone where the answer names none.
func (d *decoder) zones(v value) {
	switch {
	case d.named:
	case d.reader.Zone != "":
		d.note(v, "zone", CodeInferred, fmt.Sprintf("the answer names no zone that is known; %s is given", d.reader.Zone))
	case d.offsets == 1:
		d.note(v, "zone", incident.CodeZone, fmt.Sprintf("the answer names no zone that is known, and its times are at %s: it has to be said", d.offset))
	case d.offsets > 1:
		d.note(v, "zone", incident.CodeZone, "the answer names no zone that is known, and its times are not in UTC: it has to be said")
	}
}
