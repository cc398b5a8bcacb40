package incident

import (
	"strconv"
	"strings"
	"time"
)

// DeltaKind says what a [Delta] is about.
type DeltaKind string

// The kinds, grouped by what they are about, in the order of [Diff].
const (
	DeltaStatus   DeltaKind = "status"   // the status in force: Before, After
	DeltaTitle    DeltaKind = "title"    // Before, After
	DeltaImpact   DeltaKind = "impact"   // the effective one, or, where that is the same, the stated one: Before, After
	DeltaSeverity DeltaKind = "severity" // Before, After
	DeltaWindow   DeltaKind = "window"   // its start or end, see Path: WasAt, At
	DeltaPage     DeltaKind = "page"     // a field of the page, see Path: Before, After
	DeltaIdentity DeltaKind = "identity" // ID, URL or Aliases, see Path: Before, After

	DeltaUpdatePosted    DeltaKind = "update_posted"    // New, At
	DeltaUpdateMoved     DeltaKind = "update_moved"     // to another instant, WasAt and At, or among those of one: Old, New
	DeltaUpdateAmended   DeltaKind = "update_amended"   // in Fields, at At if that is known: Old, New
	DeltaUpdateRetracted DeltaKind = "update_retracted" // Old, New, At
	DeltaUpdateRestored  DeltaKind = "update_restored"  // it is not retracted any more: Old, New, WasAt
	DeltaUpdateRemoved   DeltaKind = "update_removed"   // without a trace: Old, WasAt

	DeltaComponentAdded   DeltaKind = "component_added"   // After is its status
	DeltaComponentStatus  DeltaKind = "component_status"  // Before, After
	DeltaComponentAmended DeltaKind = "component_amended" // in Fields: its name, group or ID
	DeltaComponentMoved   DeltaKind = "component_moved"   // in the list
	DeltaComponentRemoved DeltaKind = "component_removed" // Before was its status

	DeltaPostmortemDrafted   DeltaKind = "postmortem_drafted"   // there is one, and it is not published
	DeltaPostmortemPublished DeltaKind = "postmortem_published" // At
	DeltaPostmortemAmended   DeltaKind = "postmortem_amended"   // in Fields, those of the sections left out
	DeltaPostmortemWithdrawn DeltaKind = "postmortem_withdrawn" // it was published, and is not: WasAt
	DeltaPostmortemRemoved   DeltaKind = "postmortem_removed"   // a draft is gone

	DeltaSectionAdded   DeltaKind = "section_added"
	DeltaSectionAmended DeltaKind = "section_amended" // in Fields, those of its actions left out
	DeltaSectionMoved   DeltaKind = "section_moved"
	DeltaSectionRemoved DeltaKind = "section_removed"

	DeltaActionAdded   DeltaKind = "action_added"   // After is its state
	DeltaActionState   DeltaKind = "action_state"   // Before, After
	DeltaActionAmended DeltaKind = "action_amended" // in Fields
	DeltaActionMoved   DeltaKind = "action_moved"   // in the list, or to another section
	DeltaActionRemoved DeltaKind = "action_removed" // Before was its state

	DeltaEventAdded   DeltaKind = "event_added"   // private, as all of Events: At
	DeltaEventAmended DeltaKind = "event_amended" // in Fields
	DeltaEventMoved   DeltaKind = "event_moved"   // in the list
	DeltaEventRemoved DeltaKind = "event_removed" // WasAt

	DeltaLabel DeltaKind = "label" // private: Before, After
)

// Delta is one thing that differs between two states of an incident. Kind says
// which of the values are set; a value of Before or WasAt that is zero was not
// stated or not there, one of After or At is not.
type Delta struct {
	Kind DeltaKind `json:"kind"`
	// Path is the place in the later state, in the earlier one for what was
	// removed: "updates[3]", "window.start", "postmortem.sections[1].actions[0]".
	Path string `json:"path"`
	// Name is what a component ("Group: Name"), a section (its heading), an action
	// (its ticket, or its text) or a label (its key) is called.
	Name string `json:"name,omitempty"`
	// Fields are what differs inside of Path, by JSON names in document order:
	// "body", "changes[0].to", "timeline.events". A list of another length is named
	// as a whole.
	Fields []string  `json:"fields,omitempty"`
	Before string    `json:"before,omitempty"`
	After  string    `json:"after,omitempty"`
	WasAt  time.Time `json:"was_at,omitzero"`
	At     time.Time `json:"at,omitzero"`
	Old    *Update   `json:"old,omitempty"` // in the earlier state
	New    *Update   `json:"new,omitempty"` // in the later one
}

// String returns the delta as one line, with times in UTC: a line of an audit
// log. Text of bodies is not in it, and names are quoted. The words may change;
// programs look at Kind.
func (d Delta) String() string { return string(d.Append(nil, time.UTC)) }

// Append appends what [Delta.String] returns to dst, with times in a zone (nil is
// UTC).
func (d Delta) Append(dst []byte, loc *time.Location) []byte {
	if loc == nil {
		loc = time.UTC
	}
	p := deltaPrinter{dst: dst, loc: loc}
	p.delta(&d)
	return p.dst
}

type deltaPrinter struct {
	dst []byte
	loc *time.Location
}

func (p *deltaPrinter) text(words ...string) {
	for _, s := range words {
		p.dst = append(p.dst, s...)
	}
}

func (p *deltaPrinter) time(before string, t time.Time) {
	if !t.IsZero() {
		p.text(before)
		p.dst = t.In(p.loc).AppendFormat(p.dst, time.RFC3339)
	}
}

// value appends a word of the model as it is, and all else in quotes.
func (p *deltaPrinter) value(s string) {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && c != '_' {
			p.dst = strconv.AppendQuote(p.dst, s)
			return
		}
	}
	p.text(s)
}

func (p *deltaPrinter) delta(d *Delta) {
	subject, verb, _ := strings.Cut(string(d.Kind), "_")
	switch d.Kind {
	case DeltaWindow, DeltaPage, DeltaIdentity:
		p.text(d.Path)
	case DeltaUpdatePosted, DeltaUpdateMoved, DeltaUpdateAmended, DeltaUpdateRetracted, DeltaUpdateRestored, DeltaUpdateRemoved,
		DeltaEventAdded, DeltaEventAmended, DeltaEventMoved, DeltaEventRemoved:
		p.text(d.Path, " ", verb)
	case DeltaComponentStatus, DeltaActionState, DeltaLabel:
		p.text(subject, " ")
		p.dst = strconv.AppendQuote(p.dst, d.Name)
	case DeltaComponentAdded, DeltaComponentAmended, DeltaComponentMoved, DeltaComponentRemoved,
		DeltaSectionAdded, DeltaSectionAmended, DeltaSectionMoved, DeltaSectionRemoved,
		DeltaActionAdded, DeltaActionAmended, DeltaActionMoved, DeltaActionRemoved:
		p.text(subject, " ")
		p.dst = strconv.AppendQuote(p.dst, d.Name)
		p.text(" ", verb)
	default:
		p.text(subject)
		if verb != "" {
			p.text(" ", verb)
		}
	}
	switch {
	case !d.WasAt.IsZero() && !d.At.IsZero():
		p.time(" from ", d.WasAt)
		p.time(" to ", d.At)
	case !d.At.IsZero():
		p.time(" at ", d.At)
	default:
		p.time(", was at ", d.WasAt)
	}
	switch {
	case d.Before != "" && d.After != "":
		p.text(" from ")
		p.value(d.Before)
		p.text(" to ")
		p.value(d.After)
	case d.After != "":
		p.text(": ")
		p.value(d.After)
	case d.Before != "":
		p.text(", was ")
		p.value(d.Before)
	}
	before := ": "
	for _, f := range d.Fields {
		if !d.hasTold(f) {
			p.text(before, f)
			before = ", "
		}
	}
	switch u := d.New; {
	case d.Kind == DeltaUpdatePosted && u.Status != "":
		p.text(": ")
		p.value(string(u.Status))
	case d.Kind == DeltaUpdateRemoved && d.Old.Status != "":
		p.text(": ")
		p.value(string(d.Old.Status))
	}
}

// hasTold reports whether the times of the delta say all of what a field of it
// does.
func (d *Delta) hasTold(field string) bool {
	switch d.Kind {
	case DeltaUpdateMoved:
		return field == "at"
	case DeltaUpdateRetracted, DeltaUpdateRestored:
		return field == "retracted_at"
	case DeltaUpdateAmended:
		return field == "edited_at" && !d.At.IsZero()
	}
	return false
}
