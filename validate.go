package incident

import (
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode"

	"github.com/incidentkit/incident/civil"
)

// path is the place of a value in a document, as a linked list from the inside
// out. It is formatted only if there is an error.
type path struct {
	parent *path
	name   string
	index  int // -1: a field rather than an element
}

func (p *path) field(name string) *path { return &path{p, name, -1} }

func (p *path) at(name string, i int) *path { return &path{p, name, i} }

func (p *path) String() string {
	if p == nil {
		return ""
	}
	s := p.name
	if p.index >= 0 {
		s += "[" + strconv.Itoa(p.index) + "]"
	}
	if parent := p.parent.String(); parent != "" {
		return parent + "." + s
	}
	return s
}

// Validate returns nil, or [Errors] with all broken rules in document order.
// Their codes are
//
//   - unknown: a word that its type does not know;
//   - required: an update without At, a component or change without a name and
//     ID, or a change without To;
//   - range: an instant outside the years 1 to 9999, a TimeFormat without an
//     hour, a negative Level, or a due date that does not exist;
//   - order: an update before the previous one; an update that is retracted, or
//     promises the next one, before it was posted; or a window, event or
//     postmortem that ends before it starts;
//   - transition: a status that cannot follow the previous one, disregarding
//     retracted updates;
//   - conflict: a status of an outage in a maintenance, or more than one kind
//     of content in a section;
//   - zone: a time zone that cannot be loaded, including "Local";
//   - duplicate: an ID that two updates or two components share;
//   - control: a control character or bidirectional override in a one-line
//     field.
func (inc *Incident) Validate() error {
	inc = inc.orEmpty()
	v := validator{inc: inc}
	v.incident()
	if len(v.errs) == 0 {
		return nil
	}
	return v.errs
}

type validator struct {
	inc  *Incident
	errs Errors
}

func (v *validator) add(at *path, code Code, err error) {
	v.errs = append(v.errs, fieldError(at, code, err))
}

func (v *validator) incident() {
	inc, top := v.inc, (*path)(nil)
	v.line(top.field("id"), inc.ID)
	v.line(top.field("title"), inc.Title)
	v.line(top.field("url"), inc.URL)
	for i, s := range inc.Aliases {
		v.line(top.at("aliases", i), s)
	}
	page := top.field("page")
	v.line(page.field("id"), inc.Page.ID)
	v.line(page.field("name"), inc.Page.Name)
	v.line(page.field("url"), inc.Page.URL)
	loc, err := inc.Page.Location()
	if err != nil {
		v.add(page.field("time_zone"), CodeZone, err)
		loc = time.UTC
	}
	v.line(page.field("lang"), inc.Page.Lang)
	if !inc.Impact.Valid() {
		v.add(top.field("impact"), CodeUnknown, unknownWord(string(inc.Impact), impacts[:]))
	}
	v.line(top.field("severity"), inc.Severity)
	v.span(top.field("window"), "start", inc.Window.Start, "end", inc.Window.End)
	v.components(top)
	v.updates(top)
	for i := range inc.Events {
		v.event(top.at("events", i), &inc.Events[i])
	}
	if pm := inc.Postmortem; pm != nil {
		v.postmortem(top.field("postmortem"), pm, loc)
	}
}

func (v *validator) components(top *path) {
	ids := make(map[string]int)
	for i, c := range v.inc.Components {
		at := top.at("components", i)
		v.line(at.field("id"), c.ID)
		v.line(at.field("group"), c.Group)
		v.line(at.field("name"), c.Name)
		if c.ID == "" && c.Name == "" {
			v.add(at.field("name"), CodeRequired, nil)
		}
		if !c.Status.Valid() {
			v.add(at.field("status"), CodeUnknown, unknownWord(string(c.Status), componentStatuses[:]))
		}
		v.unique(at, "components", ids, c.ID, i)
	}
}

func (v *validator) updates(top *path) {
	ids := make(map[string]int)
	before := Status("")
	for i := range v.inc.Updates {
		u, at := &v.inc.Updates[i], top.at("updates", i)
		v.unique(at, "updates", ids, u.ID, i)
		v.update(at, u)
		if i > 0 {
			if last := v.inc.Updates[i-1].At; u.At.Before(last) && !u.At.IsZero() {
				v.add(at.field("at"), CodeOrder, fmt.Errorf("%s is before updates[%d] at %s", instant(u.At), i-1, instant(last)))
			}
		}
		if u.Status == "" || !u.Status.Valid() || u.Retracted() {
			continue
		}
		if err := v.inc.checkTransition(at, before, u.Status); err != nil {
			v.errs = append(v.errs, err.(*FieldError))
		}
		before = u.Status
	}
}

// update checks an update by itself.
func (v *validator) update(at *path, u *Update) {
	v.line(at.field("id"), u.ID)
	if !u.Status.Valid() {
		v.add(at.field("status"), CodeUnknown, unknownWord(string(u.Status), statuses[:]))
	}
	if u.At.IsZero() {
		v.add(at.field("at"), CodeRequired, nil)
	}
	v.instant(at.field("at"), u.At)
	v.instant(at.field("created_at"), u.CreatedAt)
	v.instant(at.field("edited_at"), u.EditedAt)
	v.instant(at.field("next_update"), u.NextUpdate)
	if !u.NextUpdate.IsZero() && u.NextUpdate.Before(u.At) {
		v.add(at.field("next_update"), CodeOrder, fmt.Errorf("%s is before the update at %s", instant(u.NextUpdate), instant(u.At)))
	}
	for i, c := range u.Changes {
		at := at.at("changes", i)
		v.line(at.field("id"), c.ID)
		v.line(at.field("group"), c.Group)
		v.line(at.field("name"), c.Name)
		if c.ID == "" && c.Name == "" {
			v.add(at.field("name"), CodeRequired, nil)
		}
		if !c.From.Valid() {
			v.add(at.field("from"), CodeUnknown, unknownWord(string(c.From), componentStatuses[:]))
		}
		switch {
		case c.To == "":
			v.add(at.field("to"), CodeRequired, nil)
		case !c.To.Valid():
			v.add(at.field("to"), CodeUnknown, unknownWord(string(c.To), componentStatuses[:]))
		}
	}
	v.instant(at.field("retracted_at"), u.RetractedAt)
	if u.Retracted() && u.RetractedAt.Before(u.At) {
		v.add(at.field("retracted_at"), CodeOrder, fmt.Errorf("%s is before at, %s", instant(u.RetractedAt), instant(u.At)))
	}
}

func (v *validator) event(at *path, e *Event) {
	v.span(at, "at", e.At, "until", e.Until)
	if !e.Precision.Valid() {
		v.add(at.field("precision"), CodeUnknown, unknownWord(string(e.Precision), precisions[:]))
	}
	if !e.Milestone.Valid() && !e.Milestone.IsCustom() {
		v.add(at.field("milestone"), CodeUnknown, unknownWord(string(e.Milestone), milestones[:]))
	}
	v.line(at.field("by"), e.By)
	v.line(at.field("written"), e.Written)
	for i, s := range e.Extra {
		v.line(at.at("extra", i), s)
	}
}

func (v *validator) postmortem(at *path, pm *Postmortem, page *time.Location) {
	v.line(at.field("title"), pm.Title)
	if !pm.State.Valid() {
		v.add(at.field("state"), CodeUnknown, unknownWord(string(pm.State), reviewStates[:]))
	}
	v.span(at, "published_at", pm.PublishedAt, "edited_at", pm.EditedAt)
	for i := range pm.Sections {
		v.section(at.at("sections", i), &pm.Sections[i], page)
	}
}

func (v *validator) section(at *path, s *Section, page *time.Location) {
	if !s.Kind.Valid() {
		v.add(at.field("kind"), CodeUnknown, unknownWord(string(s.Kind), sectionKinds[:]))
	}
	if s.Level < 0 {
		v.add(at.field("level"), CodeRange, fmt.Errorf("%d is below 0", s.Level))
	}
	v.line(at.field("heading"), s.Heading)
	if !s.Form.Valid() {
		v.add(at.field("form"), CodeUnknown, unknownWord(string(s.Form), forms[:]))
	}
	for i, c := range s.Columns {
		v.line(at.at("columns", i), c)
	}
	contents := ""
	for _, c := range [...]struct {
		name string
		set  bool
	}{{"fields", len(s.Fields) > 0}, {"timeline", s.Timeline != nil}, {"actions", len(s.Actions) > 0}} {
		switch {
		case !c.set:
		case contents == "":
			contents = c.name
		default:
			v.add(at.field(c.name), CodeConflict, fmt.Errorf("the section has %s already", contents))
		}
	}
	for i, f := range s.Fields {
		v.line(at.at("fields", i).field("name"), f.Name)
	}
	if s.Timeline != nil {
		v.timeline(at.field("timeline"), s.Timeline, page)
	}
	for i := range s.Actions {
		v.action(at.at("actions", i), &s.Actions[i])
	}
}

func (v *validator) timeline(at *path, tl *Timeline, page *time.Location) {
	if _, err := tl.Location(page); err != nil {
		v.add(at.field("zone"), CodeZone, err)
	}
	v.line(at.field("time_format"), tl.TimeFormat)
	if tl.TimeFormat != "" && !civil.ParseLayout(tl.TimeFormat).Hour {
		v.add(at.field("time_format"), CodeRange, fmt.Errorf("%q has no hour", tl.TimeFormat))
	}
	v.line(at.field("mark"), tl.Mark)
	for i := range tl.Events {
		v.event(at.at("events", i), &tl.Events[i])
	}
}

func (v *validator) action(at *path, a *Action) {
	if !a.Type.Valid() {
		v.add(at.field("type"), CodeUnknown, unknownWord(string(a.Type), actionTypes[:]))
	}
	if !a.State.Valid() {
		v.add(at.field("state"), CodeUnknown, unknownWord(string(a.State), actionStates[:]))
	}
	v.line(at.field("owner"), a.Owner)
	v.line(at.field("priority"), a.Priority)
	v.line(at.field("ticket"), a.Ticket)
	v.line(at.field("ticket_url"), a.TicketURL)
	v.line(at.field("due_written"), a.DueWritten)
	if !a.Due.IsZero() && !a.Due.Valid() {
		v.add(at.field("due"), CodeRange, fmt.Errorf("%s is not a date", a.Due))
	}
	for i, s := range a.Extra {
		v.line(at.at("extra", i), s)
	}
}

// span checks two instants and, if the second one is set, that it is not before
// the first.
func (v *validator) span(at *path, startName string, start time.Time, endName string, end time.Time) {
	v.instant(at.field(startName), start)
	v.instant(at.field(endName), end)
	if !end.IsZero() && end.Before(start) {
		v.add(at.field(endName), CodeOrder, fmt.Errorf("%s is before %s at %s", instant(end), startName, instant(start)))
	}
}

func (v *validator) instant(at *path, t time.Time) {
	if y := t.UTC().Year(); !t.IsZero() && (y < 1 || y > 9999) {
		v.add(at, CodeRange, errYear)
	}
}

func (v *validator) unique(at *path, list string, seen map[string]int, id string, i int) {
	if id == "" {
		return
	}
	if first, ok := seen[id]; ok {
		v.add(at.field("id"), CodeDuplicate, fmt.Errorf("%s[%d] has the id %q too", list, first, id))
		return
	}
	seen[id] = i
}

var errNotText = errors.New("not valid UTF-8")

// line checks a one-line field for the characters that writers make harmless,
// see internal/markdown.
func (v *validator) line(at *path, s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f {
			v.runes(at, s)
			return
		}
	}
}

func (v *validator) runes(at *path, s string) {
	for i, r := range s {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			v.add(at, CodeControl, fmt.Errorf("the character %U at byte %d is not permitted in a one-line text", r, i))
			return
		case r == unicode.ReplacementChar && !validAt(s, i):
			v.add(at, CodeControl, fmt.Errorf("byte %d: %w", i, errNotText))
			return
		}
	}
}

// validAt reports whether s has a valid U+FFFD at i. A range loop yields the
// same rune for an invalid byte.
func validAt(s string, i int) bool {
	const replacement = string(unicode.ReplacementChar)
	return len(s)-i >= len(replacement) && s[i:i+len(replacement)] == replacement
}
