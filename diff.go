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

// Diff returns what has changed between two states of one incident: what a bot
// tells its channel, or an audit log keeps. The incident itself comes first, then
// its updates, its components, the postmortem with its sections and then their
// actions, events, and labels: each in the order of the document, removed things
// last. A nil state is an empty incident, so that everything in the other is new, or
// removed.
//
// What is one thing in both states is found so: an update by its ID, else by its
// At and place, else by its words; a component by its ID, else its name; a section
// by its heading, else its kind, else its content; an action by its ticket, else
// its text. What is part of something new or removed is not told by itself: an
// update that was posted says what it changes.
//
// Only content counts. Locations of times, and whether an empty list is nil, do
// not: a clone has no differences. Derived values are told where readers see them:
// the status, and the impact.
//
// All of the two states is compared. Events, Labels, internal parts, drafts and
// what retracted updates said are private: what readers may be told is
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

// word adds a value that has changed.
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
	sameAt := func(i, j int) bool { return a[i].At.Equal(b[j].At) }
	sameText := func(i, j int) bool { return a[i].Status == b[j].Status && a[i].Body == b[j].Body }
	unnamed := func(i, j int) bool { return a[i].ID == "" || b[j].ID == "" }
	p := pairElements(len(a), len(b),
		func(i, j int) bool { return a[i].ID != "" && a[i].ID == b[j].ID },
		func(i, j int) bool { return sameAt(i, j) && sameText(i, j) },
		func(i, j int) bool { return unnamed(i, j) && sameAt(i, j) },
		func(i, j int) bool { return unnamed(i, j) && sameText(i, j) && b[j].Body != "" },
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
		// Public copies of retracted updates say nothing; nobody took that away.
		x.Body, x.Changes, x.NextUpdate = y.Body, y.Changes, y.NextUpdate
	}
	if enteredAt(was).Equal(enteredAt(is)) {
		x.CreatedAt = y.CreatedAt // zero says the same
	}
	fields := changed(x, y, "at", "retracted_at")
	if !was.At.Equal(is.At) && len(fields) == 1 && fields[0] == "edited_at" {
		fields = nil // that was the move
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

// blank reports whether an update is retracted and says nothing.
func isBlank(u *Update) bool {
	return u.Retracted() && u.Body == "" && len(u.Changes) == 0 && u.NextUpdate.IsZero()
}

func (d *differ) components() {
	a, b := d.a.Components, d.b.Components
	sameName := func(i, j int) bool { return a[i].Group == b[j].Group && a[i].Name == b[j].Name }
	p := pairElements(len(a), len(b), func(i, j int) bool { return a[i].ID != "" && a[i].ID == b[j].ID }, sameName)
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

// changed adds what has changed in the thing that a delta is about.
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
	p := pairElements(len(a), len(b),
		func(i, j int) bool { return changed(a[i], b[j], "actions") == nil },
		func(i, j int) bool {
			return a[i].Heading != "" && a[i].Heading == b[j].Heading && a[i].Kind == b[j].Kind
		},
		func(i, j int) bool { return a[i].Heading != "" && a[i].Heading == b[j].Heading },
		func(i, j int) bool {
			return a[i].Kind == b[j].Kind && (a[i].Kind != "" || a[i].Heading == b[j].Heading)
		},
		func(i, j int) bool { return changed(a[i], b[j], "kind", "heading", "actions") == nil },
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

// placedAction is an action and where it stands.
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
	p := pairElements(len(a), len(b),
		func(i, j int) bool {
			return sections.before[b[j].section] == a[i].section && changed(*a[i].Action, *b[j].Action) == nil
		},
		func(i, j int) bool { return a[i].Ticket != "" && a[i].Ticket == b[j].Ticket },
		func(i, j int) bool { return a[i].Text != "" && a[i].Text == b[j].Text },
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
	sameAt := func(i, j int) bool { return a[i].At.Equal(b[j].At) }
	sameText := func(i, j int) bool { return a[i].Text == b[j].Text }
	p := pairElements(len(a), len(b),
		func(i, j int) bool { return sameAt(i, j) && sameText(i, j) },
		func(i, j int) bool { return sameAt(i, j) && !a[i].At.IsZero() },
		func(i, j int) bool { return sameText(i, j) && a[i].Text != "" },
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

// pairs says which elements of two lists are one.
type pairs struct {
	before []int  // for each of the later list, its place in the earlier, or -1
	moved  []bool // for each of the later list, whether it has changed places: the fewest that explain the order
	gone   []int  // of the earlier list, those that are not in the later
}

// pairElements finds the pairs in two lists of those lengths: by the first rule all that
// it finds, in order, then by the next among the rest.
func pairElements(n, m int, rules ...func(i, j int) bool) pairs {
	p := pairs{before: make([]int, m), moved: make([]bool, m)}
	for j := range p.before {
		p.before[j] = -1
	}
	used := make([]bool, n)
	for _, alike := range rules {
		first := 0 // all before it are used
		for j := range m {
			for first < n && used[first] {
				first++
			}
			if p.before[j] >= 0 {
				continue
			}
			for i := first; i < n; i++ {
				if !used[i] && alike(i, j) {
					used[i], p.before[j] = true, i
					break
				}
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

// longestIncreasing reports for each number of a list whether it belongs to the longest run,
// with gaps, in which each is greater than the one before: of several the one that
// comes first. Those below 0 belong to none.
func longestIncreasing(list []int) []bool {
	var starts []int // where the best run of each length from here on starts
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

// changed returns the JSON names of the fields in which a and b differ, but for
// those to skip.
func changed[T any](a, b T, skip ...string) (fields []string) {
	x, y := reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem()
	for i := range x.NumField() {
		if name := jsonName(x.Type().Field(i)); !slices.Contains(skip, name) {
			fields = appendChanged(fields, name, x.Field(i), y.Field(i))
		}
	}
	return fields
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
			list = appendChanged(list, path+"."+jsonName(a.Type().Field(i)), a.Field(i), b.Field(i))
		}
		return list
	case reflect.Slice:
		if a.Len() == b.Len() {
			for i := range a.Len() {
				list = appendChanged(list, fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i))
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
	// Name is what a component ("Group - Name"), a section (its heading), an action
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

// value appends a word of the model as it is, and all else in quotes.
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

// hasTold reports whether the times of the delta say all of what a field of it
// does.
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
