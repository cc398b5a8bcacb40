package incident

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
)

// Diff returns the differences between two states of an incident, for example
// to announce them in a channel or to keep an audit log. Differences of the
// incident itself come first, followed by those of its updates, components,
// postmortem, sections, actions, events and labels. Within each group they are
// in document order, with removed elements last. A nil incident is an empty
// one.
//
// Elements are matched as follows: updates by ID, else by At and place, else by
// status and body; components by ID, else by name; sections by heading, else by
// kind, else by content; actions by ticket, else by text. The contents of an
// element that was added or removed are not listed separately. For example, the
// changes of a posted update are found in the update.
//
// Only content counts: a clone has no differences, and neither have two times
// with different Locations or a nil and an empty slice. Of the derived values,
// the status and the impact are compared.
//
// Diff also compares private parts: Events, Labels, internal parts, drafts and
// the contents of retracted updates. To show differences to readers, use
// Diff(before.Public(), after.Public()).
func Diff(before, after *Incident) []Delta {
	if before == nil {
		before = new(Incident)
	}
	if after == nil {
		after = new(Incident)
	}
	d := differ{a: before, b: after}
	d.incident()
	d.updates()
	d.components()
	d.postmortem()
	d.events()
	d.labels()
	return d.list
}

type differ struct {
	a, b *Incident
	list []Delta
}

func (d *differ) add(delta Delta) { d.list = append(d.list, delta) }

// value adds a delta if before and after differ.
func (d *differ) value(kind DeltaKind, path, before, after string) {
	if before != after {
		d.add(Delta{Kind: kind, Path: path, Before: before, After: after})
	}
}

func (d *differ) incident() {
	a, b := d.a, d.b
	d.value(DeltaStatus, "updates", string(a.Status()), string(b.Status()))
	d.value(DeltaTitle, "title", a.Title, b.Title)
	was, _ := a.EffectiveImpact()
	is, _ := b.EffectiveImpact()
	if was == is {
		was, is = a.Impact, b.Impact
	}
	d.value(DeltaImpact, "impact", string(was), string(is))
	d.value(DeltaSeverity, "severity", a.Severity, b.Severity)
	d.instant("window.start", a.Window.Start, b.Window.Start)
	d.instant("window.end", a.Window.End, b.Window.End)
	d.value(DeltaPage, "page.id", a.Page.ID, b.Page.ID)
	d.value(DeltaPage, "page.name", a.Page.Name, b.Page.Name)
	d.value(DeltaPage, "page.url", a.Page.URL, b.Page.URL)
	d.value(DeltaPage, "page.time_zone", a.Page.TimeZone, b.Page.TimeZone)
	d.value(DeltaPage, "page.lang", a.Page.Lang, b.Page.Lang)
	d.value(DeltaIdentity, "id", a.ID, b.ID)
	d.value(DeltaIdentity, "url", a.URL, b.URL)
	if !slices.Equal(a.Aliases, b.Aliases) {
		d.add(Delta{Kind: DeltaIdentity, Path: "aliases", Before: strings.Join(a.Aliases, " "), After: strings.Join(b.Aliases, " ")})
	}
}

func (d *differ) instant(path string, was, is time.Time) {
	if !was.Equal(is) {
		d.add(Delta{Kind: DeltaWindow, Path: path, WasAt: was, At: is})
	}
}

func (d *differ) updates() {
	a, b := d.a.Updates, d.b.Updates
	type text struct {
		status Status
		body   string
	}
	type place struct {
		at time.Time
		text
	}
	textOf := func(u *Update) text { return text{u.Status, u.Body} }
	anyAt := func(u *Update) any { return instantKey(u.At) }
	anyText := func(u *Update) any { return orNoKey(textOf(u), u.Body != "") }
	unnamedAt := func(u *Update) any { return orNoKey(instantKey(u.At), u.ID == "") }
	unnamedText := func(u *Update) any { return orNoKey(textOf(u), u.ID == "" && u.Body != "") }
	p := pairElements(a, b,
		sameKey(func(u *Update) any { return orNoKey(u.ID, u.ID != "") }),
		sameKey(func(u *Update) any { return place{instantKey(u.At), textOf(u)} }),
		keyRule[Update]{unnamedAt, anyAt},
		keyRule[Update]{anyAt, unnamedAt},
		keyRule[Update]{unnamedText, anyText},
		keyRule[Update]{anyText, unnamedText},
	)
	for j := range b {
		path := fmt.Sprintf("updates[%d]", j)
		if i := p.before[j]; i >= 0 {
			d.update(path, &a[i], &b[j], p.moved[j])
		} else {
			d.add(Delta{Kind: DeltaUpdatePosted, Path: path, At: b[j].At, New: &b[j]})
		}
	}
	for _, i := range p.gone {
		d.add(Delta{Kind: DeltaUpdateRemoved, Path: fmt.Sprintf("updates[%d]", i), WasAt: a[i].At, Old: &a[i]})
	}
}

func (d *differ) update(path string, was, is *Update, moved bool) {
	x, y := *was, *is
	if !was.At.Equal(is.At) {
		d.add(Delta{Kind: DeltaUpdateMoved, Path: path, WasAt: was.At, At: is.At, Old: was, New: is, Fields: []string{"at"}})
	} else if moved {
		d.add(Delta{Kind: DeltaUpdateMoved, Path: path, Old: was, New: is})
	}
	if was.Retracted() != is.Retracted() && (isBlank(was) || isBlank(is)) {
		// A public copy of a retracted update has no content. That is
		// not an edit.
		x.Body, x.Changes, x.NextUpdate = y.Body, y.Changes, y.NextUpdate
	}
	if enteredAt(was).Equal(enteredAt(is)) {
		x.CreatedAt = y.CreatedAt // a zero CreatedAt means the same
	}
	fields := changed(x, y, "at", "retracted_at")
	if !was.At.Equal(is.At) && len(fields) == 1 && fields[0] == "edited_at" {
		fields = nil // the edit was the move
	}
	if fields != nil {
		delta := Delta{Kind: DeltaUpdateAmended, Path: path, Fields: fields, Old: was, New: is}
		if !was.EditedAt.Equal(is.EditedAt) {
			delta.At = is.EditedAt
		}
		d.add(delta)
	}
	switch delta := (Delta{Path: path, WasAt: was.RetractedAt, At: is.RetractedAt, Old: was, New: is, Fields: []string{"retracted_at"}}); {
	case was.RetractedAt.Equal(is.RetractedAt):
	case is.Retracted():
		delta.Kind = DeltaUpdateRetracted
		d.add(delta)
	default:
		delta.Kind = DeltaUpdateRestored
		d.add(delta)
	}
}

// isBlank reports whether an update is retracted and has no content.
func isBlank(u *Update) bool {
	return u.Retracted() && u.Body == "" && len(u.Changes) == 0 && u.NextUpdate.IsZero()
}

func (d *differ) components() {
	a, b := presentComponents(d.a), presentComponents(d.b)
	p := pairElements(a, b,
		sameKey(func(c *Component) any { return orNoKey(c.ID, c.ID != "") }),
		sameKey(func(c *Component) any { return [2]string{c.Group, c.Name} }),
	)
	for j := range b {
		delta := Delta{Kind: DeltaComponentAdded, Path: fmt.Sprintf("components[%d]", j), Name: b[j].FullName()}
		i := p.before[j]
		if i < 0 {
			delta.After = string(b[j].Status)
			d.add(delta)
			continue
		}
		if a[i].Status != b[j].Status {
			delta.Kind, delta.Before, delta.After = DeltaComponentStatus, string(a[i].Status), string(b[j].Status)
			d.add(delta)
			delta.Before, delta.After = "", ""
		}
		d.changed(delta, DeltaComponentAmended, DeltaComponentMoved, changed(a[i], b[j], "status"), p.moved[j])
	}
	for _, i := range p.gone {
		d.add(Delta{Kind: DeltaComponentRemoved, Path: fmt.Sprintf("components[%d]", i), Name: a[i].FullName(), Before: string(a[i].Status)})
	}
}

func presentComponents(inc *Incident) []Component {
	affected := inc.Affected()
	list := make([]Component, len(affected))
	for i := range affected {
		list[i] = affected[i].Component
	}
	return list
}

// changed adds a delta for the changed fields of an element, and one if it has
// moved.
func (d *differ) changed(delta Delta, amended, moved DeltaKind, fields []string, isMoved bool) {
	if fields != nil {
		delta.Kind, delta.Fields = amended, fields
		d.add(delta)
		delta.Fields = nil
	}
	if isMoved {
		delta.Kind = moved
		d.add(delta)
	}
}

func (d *differ) postmortem() {
	a, b := d.a.Postmortem, d.b.Postmortem
	delta := Delta{Path: "postmortem"}
	switch {
	case a == nil && b == nil:
		return
	case !a.Published() && b.Published():
		delta.Kind, delta.At = DeltaPostmortemPublished, b.PublishedAt
	case a.Published() && !b.Published():
		delta.Kind, delta.WasAt = DeltaPostmortemWithdrawn, a.PublishedAt
	case a == nil:
		delta.Kind = DeltaPostmortemDrafted
	case b == nil:
		delta.Kind = DeltaPostmortemRemoved
	}
	if delta.Kind != "" {
		if a != nil && b != nil {
			delta.Fields = []string{"published_at"}
		}
		d.add(delta)
	}
	if a == nil || b == nil {
		return
	}
	skip := []string{"sections"}
	if delta.Kind != "" {
		skip = append(skip, "published_at")
	}
	d.changed(Delta{Path: "postmortem"}, DeltaPostmortemAmended, "", changed(*a, *b, skip...), false)
	d.sections(a.Sections, b.Sections)
}

func (d *differ) sections(a, b []Section) {
	type name struct {
		kind    SectionKind
		heading string
	}
	p := pairElements(a, b,
		sameKey(func(s *Section) any { return contentKey(*s, "actions") }),
		sameKey(func(s *Section) any { return orNoKey(name{s.Kind, s.Heading}, s.Heading != "") }),
		sameKey(func(s *Section) any { return orNoKey(s.Heading, s.Heading != "") }),
		sameKey(func(s *Section) any {
			if s.Kind != "" {
				return name{kind: s.Kind}
			}
			return name{heading: s.Heading}
		}),
		sameKey(func(s *Section) any { return contentKey(*s, "kind", "heading", "actions") }),
	)
	path := func(i int) string { return fmt.Sprintf("postmortem.sections[%d]", i) }
	for j := range b {
		delta := Delta{Kind: DeltaSectionAdded, Path: path(j), Name: b[j].Heading}
		if i := p.before[j]; i >= 0 {
			d.changed(delta, DeltaSectionAmended, DeltaSectionMoved, changed(a[i], b[j], "actions"), p.moved[j])
		} else {
			d.add(delta)
		}
	}
	for _, i := range p.gone {
		d.add(Delta{Kind: DeltaSectionRemoved, Path: path(i), Name: a[i].Heading})
	}
	d.actions(locateActions(a), locateActions(b), p)
}

// locatedAction is an action with its place in the postmortem.
type locatedAction struct {
	*Action
	section int
	path    string
}

func locateActions(sections []Section) (list []locatedAction) {
	for i := range sections {
		for j := range sections[i].Actions {
			list = append(list, locatedAction{&sections[i].Actions[j], i, fmt.Sprintf("postmortem.sections[%d].actions[%d]", i, j)})
		}
	}
	return list
}

func (a locatedAction) name() string {
	if a.Ticket != "" {
		return a.Ticket
	}
	return a.Text
}

func (d *differ) actions(a, b []locatedAction, sections pairs) {
	type content struct {
		section int // of the earlier postmortem
		key     string
	}
	p := pairElements(a, b,
		keyRule[locatedAction]{
			func(a *locatedAction) any { return content{a.section, contentKey(*a.Action)} },
			func(a *locatedAction) any { return content{sections.before[a.section], contentKey(*a.Action)} },
		},
		sameKey(func(a *locatedAction) any { return orNoKey(a.Ticket, a.Ticket != "") }),
		sameKey(func(a *locatedAction) any { return orNoKey(a.Text, a.Text != "") }),
	)
	for j := range b {
		delta := Delta{Kind: DeltaActionAdded, Path: b[j].path, Name: b[j].name()}
		i := p.before[j]
		if i < 0 {
			delta.After = string(b[j].State)
			d.add(delta)
			continue
		}
		if a[i].State != b[j].State {
			delta.Kind, delta.Before, delta.After = DeltaActionState, string(a[i].State), string(b[j].State)
			d.add(delta)
			delta.Before, delta.After = "", ""
		}
		moved := p.moved[j] || sections.before[b[j].section] != a[i].section
		d.changed(delta, DeltaActionAmended, DeltaActionMoved, changed(*a[i].Action, *b[j].Action, "state"), moved)
	}
	for _, i := range p.gone {
		d.add(Delta{Kind: DeltaActionRemoved, Path: a[i].path, Name: a[i].name(), Before: string(a[i].State)})
	}
}

func (d *differ) events() {
	a, b := d.a.Events, d.b.Events
	type content struct {
		at   time.Time
		text string
	}
	p := pairElements(a, b,
		sameKey(func(e *Event) any { return content{instantKey(e.At), e.Text} }),
		sameKey(func(e *Event) any { return orNoKey(instantKey(e.At), !e.At.IsZero()) }),
		sameKey(func(e *Event) any { return orNoKey(e.Text, e.Text != "") }),
	)
	for j := range b {
		delta := Delta{Kind: DeltaEventAdded, Path: fmt.Sprintf("events[%d]", j)}
		if i := p.before[j]; i >= 0 {
			d.changed(delta, DeltaEventAmended, DeltaEventMoved, changed(a[i], b[j]), p.moved[j])
		} else {
			delta.At = b[j].At
			d.add(delta)
		}
	}
	for _, i := range p.gone {
		d.add(Delta{Kind: DeltaEventRemoved, Path: fmt.Sprintf("events[%d]", i), WasAt: a[i].At})
	}
}

func (d *differ) labels() {
	keys := slices.AppendSeq(slices.Collect(maps.Keys(d.a.Labels)), maps.Keys(d.b.Labels))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		was, had := d.a.Labels[key]
		is, has := d.b.Labels[key]
		if was != is || had != has {
			d.add(Delta{Kind: DeltaLabel, Path: "labels." + key, Name: key, Before: was, After: is})
		}
	}
}

// pairs is a matching of the elements of two lists.
type pairs struct {
	before []int  // by index in the later list: the index in the earlier one, or -1
	moved  []bool // by index in the later list: whether the element has moved, for a minimal number of moves
	gone   []int  // indices of unmatched elements of the earlier list
}

// A keyRule matches an element of the earlier list with one of the later list
// that has the same key. An element without a key, nil, matches none.
type keyRule[T any] struct {
	before, after func(*T) any
}

func sameKey[T any](key func(*T) any) keyRule[T] { return keyRule[T]{key, key} }

// orNoKey returns the key if ok, and else none.
func orNoKey(key any, ok bool) any {
	if !ok {
		return nil
	}
	return key
}

// instantKey returns a time that is == to that of any equal instant.
func instantKey(t time.Time) time.Time { return t.Round(0).UTC() }

// pairElements matches the elements of two lists. It applies one rule after the
// other to the elements that are not yet matched. Of several with the same key,
// the first ones are matched.
func pairElements[T any](a, b []T, rules ...keyRule[T]) pairs {
	p := pairs{before: make([]int, len(b)), moved: make([]bool, len(b))}
	for j := range p.before {
		p.before[j] = -1
	}
	used := make([]bool, len(a))
	left := min(len(a), len(b))
	for _, rule := range rules {
		if left == 0 {
			break
		}
		byKey := make(map[any][]int)
		for i := range a {
			if used[i] {
				continue
			}
			if key := rule.before(&a[i]); key != nil {
				byKey[key] = append(byKey[key], i)
			}
		}
		for j := range b {
			if p.before[j] >= 0 {
				continue
			}
			key := rule.after(&b[j])
			if list := byKey[key]; key != nil && len(list) > 0 {
				used[list[0]], p.before[j] = true, list[0]
				byKey[key] = list[1:]
				left--
			}
		}
	}
	stays := longestIncreasing(p.before)
	for j, i := range p.before {
		p.moved[j] = i >= 0 && !stays[j]
	}
	for i := range used {
		if !used[i] {
			p.gone = append(p.gone, i)
		}
	}
	return p
}

// longestIncreasing marks a longest increasing subsequence of list, the first
// one if there are several. Negative elements are never part of it.
func longestIncreasing(list []int) []bool {
	var starts []int // by length: the start of the best subsequence from here on
	after := make([]int, len(list))
	for j, i := range slices.Backward(list) {
		if i < 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(starts, i, func(start, i int) int { return i - list[start] })
		if after[j] = -1; k > 0 {
			after[j] = starts[k-1]
		}
		if k == len(starts) {
			starts = append(starts, j)
		} else {
			starts[k] = j
		}
	}
	in := make([]bool, len(list))
	if n := len(starts); n > 0 {
		for j := starts[n-1]; j >= 0; j = after[j] {
			in[j] = true
		}
	}
	return in
}

// changed returns the JSON names of the fields in which a and b differ, except
// those in skip.
func changed[T any](a, b T, skip ...string) (fields []string) {
	x, y := reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem()
	for i := range x.NumField() {
		if name := jsonName(x.Type().Field(i)); !slices.Contains(skip, name) {
			fields = appendChanged(fields, name, x.Field(i), y.Field(i))
		}
	}
	return fields
}

// contentKey returns a string that is the same for two values if changed finds
// no field in which they differ.
func contentKey(value any, skip ...string) string {
	v := reflect.ValueOf(value)
	var key []byte
	for i := range v.NumField() {
		if !slices.Contains(skip, jsonName(v.Type().Field(i))) {
			key = appendContent(key, v.Field(i))
		}
	}
	return string(key)
}

func appendContent(dst []byte, v reflect.Value) []byte {
	switch v := v.Interface().(type) {
	case time.Time:
		return fmt.Appendf(dst, "%d.%d ", v.Unix(), v.Nanosecond())
	case civil.Date:
		return fmt.Appendf(dst, "%d ", v)
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			dst = appendContent(dst, v.Field(i))
		}
	case reflect.Slice:
		dst = fmt.Appendf(dst, "%d ", v.Len())
		for i := range v.Len() {
			dst = appendContent(dst, v.Index(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			return append(dst, '-')
		}
		return appendContent(append(dst, '+'), v.Elem())
	case reflect.String:
		dst = fmt.Appendf(dst, "%d ", v.Len())
		return append(dst, v.String()...)
	default:
		return fmt.Appendf(dst, "%v ", v)
	}
	return dst
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

func appendChanged(list []string, path string, a, b reflect.Value) []string {
	switch was := a.Interface().(type) {
	case time.Time:
		if !was.Equal(b.Interface().(time.Time)) {
			list = append(list, path)
		}
		return list
	case civil.Date:
		if was != b.Interface().(civil.Date) {
			list = append(list, path)
		}
		return list
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			for _, below := range appendChanged(nil, "", a.Field(i), b.Field(i)) {
				list = append(list, path+"."+jsonName(a.Type().Field(i))+below)
			}
		}
		return list
	case reflect.Slice:
		if a.Len() == b.Len() {
			for i := range a.Len() {
				for _, below := range appendChanged(nil, "", a.Index(i), b.Index(i)) {
					list = append(list, fmt.Sprintf("%s[%d]%s", path, i, below))
				}
			}
			return list
		}
	case reflect.Pointer:
		if !a.IsNil() && !b.IsNil() {
			return appendChanged(list, path, a.Elem(), b.Elem())
		}
		if a.IsNil() && b.IsNil() {
			return list
		}
	default:
		if a.Equal(b) {
			return list
		}
	}
	return append(list, path)
}

// DeltaKind is the kind of a [Delta].
type DeltaKind string

// The kinds in the order of [Diff]. The comments name the fields of [Delta]
// that are set in addition to Kind, Path and Name.
const (
	DeltaStatus   DeltaKind = "status"   // the current status: Before, After
	DeltaTitle    DeltaKind = "title"    // Before, After
	DeltaImpact   DeltaKind = "impact"   // the effective impact or, if that is equal, the stated one: Before, After
	DeltaSeverity DeltaKind = "severity" // Before, After
	DeltaWindow   DeltaKind = "window"   // start or end, see Path: WasAt, At
	DeltaPage     DeltaKind = "page"     // a field of the page, see Path: Before, After
	DeltaIdentity DeltaKind = "identity" // ID, URL or Aliases, see Path: Before, After

	DeltaUpdatePosted    DeltaKind = "update_posted"    // New, At
	DeltaUpdateMoved     DeltaKind = "update_moved"     // moved to another instant (WasAt, At) or among updates of the same instant: Old, New
	DeltaUpdateAmended   DeltaKind = "update_amended"   // Fields, Old, New, and At if EditedAt has changed
	DeltaUpdateRetracted DeltaKind = "update_retracted" // Old, New, At
	DeltaUpdateRestored  DeltaKind = "update_restored"  // no longer retracted: Old, New, WasAt
	DeltaUpdateRemoved   DeltaKind = "update_removed"   // Old, WasAt

	DeltaComponentAdded   DeltaKind = "component_added"   // After is its status
	DeltaComponentStatus  DeltaKind = "component_status"  // Before, After
	DeltaComponentAmended DeltaKind = "component_amended" // its name, group or ID: Fields
	DeltaComponentMoved   DeltaKind = "component_moved"   // in the list of components
	DeltaComponentRemoved DeltaKind = "component_removed" // Before was its status

	DeltaPostmortemDrafted   DeltaKind = "postmortem_drafted"   // there is a new draft
	DeltaPostmortemPublished DeltaKind = "postmortem_published" // At
	DeltaPostmortemAmended   DeltaKind = "postmortem_amended"   // Fields, except those of sections
	DeltaPostmortemWithdrawn DeltaKind = "postmortem_withdrawn" // it is no longer published: WasAt
	DeltaPostmortemRemoved   DeltaKind = "postmortem_removed"   // a draft was removed

	DeltaSectionAdded   DeltaKind = "section_added"
	DeltaSectionAmended DeltaKind = "section_amended" // Fields, except those of actions
	DeltaSectionMoved   DeltaKind = "section_moved"
	DeltaSectionRemoved DeltaKind = "section_removed"

	DeltaActionAdded   DeltaKind = "action_added"   // After is its state
	DeltaActionState   DeltaKind = "action_state"   // Before, After
	DeltaActionAmended DeltaKind = "action_amended" // Fields
	DeltaActionMoved   DeltaKind = "action_moved"   // in the list or to another section
	DeltaActionRemoved DeltaKind = "action_removed" // Before was its state

	DeltaEventAdded   DeltaKind = "event_added"   // At; events are private
	DeltaEventAmended DeltaKind = "event_amended" // Fields
	DeltaEventMoved   DeltaKind = "event_moved"   // in the list of events
	DeltaEventRemoved DeltaKind = "event_removed" // WasAt

	DeltaLabel DeltaKind = "label" // Before, After; labels are private
)

// Delta is one difference between two states of an incident. Kind determines
// which of the other fields are set. In such a field, a zero Before or WasAt
// means that there was no value, and a zero After or At that there no longer is
// one.
type Delta struct {
	Kind DeltaKind `json:"kind"`
	// Path is the place of the difference in the later state, such as
	// "updates[3]", "window.start" or "postmortem.sections[1].actions[0]".
	// For a removed element it is the place in the earlier state.
	// Components count as in [Incident.Affected].
	Path string `json:"path"`
	// Name is the full name of a component, the heading of a section, the
	// ticket or else the text of an action, or the key of a label.
	Name string `json:"name,omitempty"`
	// Fields are the paths of the differences within Path, in JSON names
	// and document order: "body", "changes[0].to", "timeline.events". If
	// the length of a list has changed, only the list itself is named.
	Fields []string  `json:"fields,omitempty"`
	Before string    `json:"before,omitempty"`
	After  string    `json:"after,omitempty"`
	WasAt  time.Time `json:"was_at,omitzero"`
	At     time.Time `json:"at,omitzero"`
	Old    *Update   `json:"old,omitempty"` // the update in the earlier state
	New    *Update   `json:"new,omitempty"` // the update in the later state
}

// String formats the delta as one line of an audit log, with times in UTC. It
// quotes names and omits the texts of bodies. The wording may change; programs
// should use Kind.
func (d Delta) String() string { return string(d.Append(nil, time.UTC)) }

// Append appends the delta to dst in the format of [Delta.String], with times
// in loc. If loc is nil, it uses UTC.
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

func (p *deltaPrinter) words(words ...string) {
	for _, s := range words {
		p.dst = append(p.dst, s...)
	}
}

func (p *deltaPrinter) time(before string, t time.Time) {
	if !t.IsZero() {
		p.words(before)
		p.dst = t.In(p.loc).AppendFormat(p.dst, time.RFC3339)
	}
}

// value appends a word of the model as it is and any other text in quotes.
func (p *deltaPrinter) value(s string) {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && c != '_' {
			p.dst = strconv.AppendQuote(p.dst, s)
			return
		}
	}
	p.words(s)
}

func (p *deltaPrinter) delta(d *Delta) {
	subject, verb, _ := strings.Cut(string(d.Kind), "_")
	switch d.Kind {
	case DeltaWindow, DeltaPage, DeltaIdentity:
		p.words(d.Path)
	case DeltaUpdatePosted, DeltaUpdateMoved, DeltaUpdateAmended, DeltaUpdateRetracted, DeltaUpdateRestored, DeltaUpdateRemoved,
		DeltaEventAdded, DeltaEventAmended, DeltaEventMoved, DeltaEventRemoved:
		p.words(d.Path, " ", verb)
	case DeltaComponentStatus, DeltaActionState, DeltaLabel:
		p.words(subject, " ")
		p.dst = strconv.AppendQuote(p.dst, d.Name)
	case DeltaComponentAdded, DeltaComponentAmended, DeltaComponentMoved, DeltaComponentRemoved,
		DeltaSectionAdded, DeltaSectionAmended, DeltaSectionMoved, DeltaSectionRemoved,
		DeltaActionAdded, DeltaActionAmended, DeltaActionMoved, DeltaActionRemoved:
		p.words(subject, " ")
		p.dst = strconv.AppendQuote(p.dst, d.Name)
		p.words(" ", verb)
	default:
		p.words(subject)
		if verb != "" {
			p.words(" ", verb)
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
		p.words(" from ")
		p.value(d.Before)
		p.words(" to ")
		p.value(d.After)
	case d.After != "":
		p.words(": ")
		p.value(d.After)
	case d.Before != "":
		p.words(", was ")
		p.value(d.Before)
	}
	before := ": "
	for _, f := range d.Fields {
		if !d.impliesField(f) {
			p.words(before, f)
			before = ", "
		}
	}
	switch u := d.New; {
	case d.Kind == DeltaUpdatePosted && u.Status != "":
		p.words(": ")
		p.value(string(u.Status))
	case d.Kind == DeltaUpdateRemoved && d.Old.Status != "":
		p.words(": ")
		p.value(string(d.Old.Status))
	}
}

// impliesField reports whether the times of the delta already say everything
// about the change of a field.
func (d *Delta) impliesField(field string) bool {
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
