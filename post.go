package incident

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// MaxUpdates is how many updates [Incident.Post] and [Incident.Insert] give an
// incident at most. Both look through all of them, for one with the same ID, so
// that many more would take long. Nothing else has this limit.
const MaxUpdates = 5000

// Post appends u to the updates and applies its Changes to Components: a
// component in the list gets its new status, and one that is missing is added.
// If u is retracted, its changes are not applied.
//
// Post changes nothing and returns a [*FieldError] if
//
//   - At is zero (required) or not between the years 1 and 9999 (range);
//   - At is before that of the last update (order);
//   - a word is unknown (unknown);
//   - the status cannot follow the current one, see [Status.CanFollow]
//     (transition);
//   - the status is one of an outage, but the incident has a Window or
//     [ImpactMaintenance] (conflict);
//   - another update has the same ID and different content (duplicate);
//   - a change has no component or no status (required);
//   - there are [MaxUpdates] already (limit, with a [*LimitError], at
//     "updates").
//
// The path of the error is that of the new update, such as "updates[3].at".
//
// Deliveries may be repeated. If an update with the same ID and content exists,
// Post does nothing and returns nil. The same holds for the original of an
// update that has since been amended or retracted. It is recognised by its ID
// and either its content or the instant when it was entered, with an EditedAt
// before that of the existing update.
func (inc *Incident) Post(u Update) error {
	n := len(inc.Updates)
	if known, err := inc.checkNew(&u, n); known || err != nil {
		return err
	}
	at := (*path)(nil).at("updates", n)
	if n > 0 && u.At.Before(inc.Updates[n-1].At) {
		return fieldError(at.field("at"), CodeOrder, fmt.Errorf("%s is before updates[%d] at %s", instant(u.At), n-1, instant(inc.Updates[n-1].At)))
	}
	if !u.Retracted() {
		if err := inc.checkTransition(at, inc.Status(), u.Status); err != nil {
			return err
		}
	}
	u.Changes = slices.Clone(u.Changes)
	inc.Updates = append(inc.Updates, u)
	if !u.Retracted() {
		inc.Components = applyChanges(inc.Components, u.Changes)
	}
	return nil
}

// checkNew reports whether u, which is to become updates[i], is already known,
// and returns an error if u is invalid by itself.
func (inc *Incident) checkNew(u *Update, i int) (known bool, err error) {
	at := (*path)(nil).at("updates", i)
	if k := inc.indexOfUpdate(u.ID); k >= 0 {
		if isRedelivery(u, &inc.Updates[k]) {
			return true, nil
		}
		return false, fieldError(at.field("id"), CodeDuplicate, fmt.Errorf("updates[%d] has the id %q and other content", k, u.ID))
	}
	var v validator
	v.update(at, u)
	switch {
	case len(v.errs) > 0:
		return false, v.errs[0]
	case len(inc.Updates) >= MaxUpdates:
		return false, &FieldError{Path: "updates", Code: CodeLimit, Err: &LimitError{Limit: "updates", Max: MaxUpdates}}
	}
	return false, nil
}

// indexOfUpdate returns the index of the update with that ID, or -1.
func (inc *Incident) indexOfUpdate(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(inc.Updates, func(u Update) bool { return u.ID == id })
}

// isRedelivery reports whether u is the existing update there with the same ID,
// or an earlier version of it, from before it was amended or retracted.
func isRedelivery(u, there *Update) bool {
	now := *there
	if u.RetractedAt.IsZero() {
		now.RetractedAt = time.Time{}
	}
	return equalUpdates(now, *u) || enteredAt(u).Equal(enteredAt(there)) && u.EditedAt.Before(there.EditedAt)
}

// enteredAt returns the instant when an update was entered.
func enteredAt(u *Update) time.Time {
	if u.CreatedAt.IsZero() {
		return u.At
	}
	return u.CreatedAt
}

// checkTransition returns an error if status cannot follow before in this
// incident.
func (inc *Incident) checkTransition(at *path, before, status Status) error {
	if !status.CanFollow(before) {
		return fieldError(at.field("status"), CodeTransition, fmt.Errorf("%s cannot follow %s", status, before))
	}
	if planned := !inc.Window.IsZero() || inc.Impact == ImpactMaintenance; planned && status != "" && !status.IsMaintenance() {
		return fieldError(at.field("status"), CodeConflict, fmt.Errorf("%s is a status of an outage, and this is a maintenance", status))
	}
	return nil
}

// applyChanges returns list with the changes applied to it.
func applyChanges(list []Component, changes []Change) []Component {
	if len(changes) == 0 {
		return list
	}
	index := indexComponents(list)
	for _, c := range changes {
		if i := index.find(c.Component()); i >= 0 {
			list[i].Status = c.To
			continue
		}
		list = append(list, c.Component())
		index.add(c.Component())
	}
	return list
}

// equalUpdates reports whether a and b have the same content. Times are
// compared as instants.
func equalUpdates(a, b Update) bool {
	return a.ID == b.ID && a.Status == b.Status && a.Inferred == b.Inferred && a.Body == b.Body &&
		a.At.Equal(b.At) && a.CreatedAt.Equal(b.CreatedAt) && a.EditedAt.Equal(b.EditedAt) && a.NextUpdate.Equal(b.NextUpdate) &&
		a.RetractedAt.Equal(b.RetractedAt) && slices.Equal(a.Changes, b.Changes)
}

func fieldError(at *path, code Code, err error) *FieldError {
	return &FieldError{Path: at.String(), Code: code, Err: err}
}

// instant formats a time for an error message, in UTC.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

var errYear = errors.New("the year is not between 1 and 9999")

// NextStatuses returns the statuses that [Incident.Post] accepts for the next
// update, in the order of [Statuses], for example to offer them in a form.
// Before the first status, when Post accepts both families, it returns those of
// a maintenance if [Incident.IsMaintenance] holds and those of an outage
// otherwise. An update may also state no status.
func (inc *Incident) NextStatuses() []Status {
	now := inc.Status()
	var list []Status
	for _, s := range statuses {
		if now == "" && s.IsMaintenance() != inc.IsMaintenance() {
			continue
		}
		if inc.checkTransition(nil, now, s) == nil {
			list = append(list, s)
		}
	}
	return list
}

// Insert adds an update that arrives late at the place given by its At, after
// the updates of the same instant. An update that belongs at the end is posted.
// Otherwise the rules are those of [Incident.Post], except that At may be
// before that of the last update, that the status must fit between its
// neighbours, and that Components are derived again, since a later update may
// have changed the same component. The path of an error is that in the
// resulting incident: of the inserted update, or of the next one if that can no
// longer follow.
//
// Components keeps the components that were stated in the first place, in their
// order, followed by those that changes have added, in the order of their first
// change. Insert cannot tell the two apart, so it treats the longest suffix in
// first-change order as added. Updates that arrive out of order therefore lead
// to the same incident as in order, except for the place of a stated component
// that they also change.
func (inc *Incident) Insert(u Update) error {
	i := insertionIndex(inc.Updates, u.At)
	if known, err := inc.checkNew(&u, i); known || err != nil {
		return err
	}
	if i == len(inc.Updates) {
		return inc.Post(u)
	}
	u.Changes = slices.Clone(u.Changes)
	updates := slices.Concat(inc.Updates[:i], []Update{u}, inc.Updates[i:])
	if err := inc.checkPlacement(updates, i); err != nil {
		return err
	}
	inc.setUpdates(updates, u.Changes)
	return nil
}

// Amend edits the published update with that ID. The instant at becomes its
// EditedAt. The function edit receives a copy, which it may change or replace
// as a whole; ID, EditedAt and RetractedAt are then restored, and so is
// CreatedAt if it is zero. If edit changes At, the update moves to the place
// where that belongs. Components are derived again, as in [Incident.Insert].
//
// An edit without an effect changes nothing, not even EditedAt, so that an edit
// may be delivered twice. An edit older than EditedAt is ignored, because a
// newer one has superseded it; an edit should therefore set everything that its
// source states, not only what has changed. Amend takes a function rather than
// an [Update] so that correcting the body cannot clear the other fields.
//
// Amend changes nothing and returns a [*FieldError] if
//
//   - no update has that ID (unknown, at "updates");
//   - at is zero, not between the years 1 and 9999, or before At (required,
//     range, order);
//   - the edited update is invalid, see [Incident.Validate], or its At is after
//     its RetractedAt;
//   - the status, or the one after it, can no longer follow (transition,
//     conflict). This is checked only if the edit changes the status or the
//     place.
//
// A retracted update may be amended; it stays retracted.
func (inc *Incident) Amend(id string, at time.Time, edit func(*Update)) error {
	i, err := inc.lookUpdate(id)
	if err != nil {
		return err
	}
	was := inc.Updates[i]
	field := (*path)(nil).at("updates", i).field("edited_at")
	if err := checkInstant(field, at); err != nil {
		return err
	}
	if at.Before(was.EditedAt) {
		return nil
	}
	if at.Before(was.At) {
		return errTooEarly(field, at, was.At)
	}
	u := was
	u.Changes = slices.Clone(was.Changes)
	edit(&u)
	u.ID, u.EditedAt, u.RetractedAt = was.ID, was.EditedAt, was.RetractedAt
	if u.CreatedAt.IsZero() {
		u.CreatedAt = was.CreatedAt
	}
	if equalUpdates(u, was) {
		return nil
	}
	if at.Before(u.At) {
		return errTooEarly(field, at, u.At)
	}
	moved := !u.At.Equal(was.At)
	if u.CreatedAt.IsZero() { // even if it does not move: an edit that arrives later may move it
		u.CreatedAt = was.At
	}
	u.EditedAt = at
	u.Changes = slices.Clone(u.Changes)

	updates := slices.Delete(slices.Clone(inc.Updates), i, i+1)
	k, gap := i, i+1 // index of the update, and of what follows its old place
	if moved {
		if k = insertionIndex(updates, u.At); k >= i {
			gap = i
		}
	}
	updates = slices.Insert(updates, k, u)
	var v validator
	v.update((*path)(nil).at("updates", k), &u)
	if len(v.errs) > 0 {
		return v.errs[0]
	}
	if !u.Retracted() && (moved || u.Status != was.Status) {
		if err := inc.checkPlacement(updates, k); err != nil {
			return err
		}
		if was.Status != "" {
			if err := inc.checkFollower(updates, gap); err != nil {
				return err
			}
		}
	}
	inc.setUpdates(updates, slices.Concat(was.Changes, u.Changes))
	return nil
}

// Retract withdraws the update with that ID as of the instant at. The update
// keeps its place and content for the record, but derived values ignore it, see
// [Update.RetractedAt]. Components are derived again, as in [Incident.Insert]:
// a stated component that no change affects any more gets the From status of
// its first change, which may be "", and a component that only the retracted
// update added is removed. Retracting an update twice has no effect.
//
// Retract changes nothing and returns a [*FieldError] if no update has that ID
// (unknown, at "updates"), if at is zero, out of range or before At (required,
// range, order), or if the status after the update cannot follow the one before
// it (transition, at the later update).
func (inc *Incident) Retract(id string, at time.Time) error {
	i, err := inc.lookUpdate(id)
	if err != nil {
		return err
	}
	u := &inc.Updates[i]
	if u.Retracted() {
		return nil
	}
	field := (*path)(nil).at("updates", i).field("retracted_at")
	if err := checkInstant(field, at); err != nil {
		return err
	}
	if at.Before(u.At) {
		return errTooEarly(field, at, u.At)
	}
	updates := slices.Clone(inc.Updates)
	updates[i].RetractedAt = at
	if u.Status != "" {
		if err := inc.checkFollower(updates, i); err != nil {
			return err
		}
	}
	inc.setUpdates(updates, u.Changes)
	return nil
}

// lookUpdate returns the index of the update with that ID, or an error if there
// is none.
func (inc *Incident) lookUpdate(id string) (int, error) {
	i := inc.indexOfUpdate(id)
	if i < 0 {
		return i, &FieldError{Path: "updates", Code: CodeUnknown, Err: fmt.Errorf("no update has the id %q", id)}
	}
	return i, nil
}

// checkInstant returns an error if t is zero or out of range.
func checkInstant(at *path, t time.Time) error {
	if t.IsZero() {
		return fieldError(at, CodeRequired, nil)
	}
	var v validator
	if v.instant(at, t); len(v.errs) > 0 {
		return v.errs[0]
	}
	return nil
}

func errTooEarly(field *path, at, posted time.Time) error {
	return fieldError(field, CodeOrder, fmt.Errorf("%s is before the update at %s", instant(at), instant(posted)))
}

// insertionIndex returns the index at which an update of that instant belongs:
// after all updates that are not later.
func insertionIndex(list []Update, at time.Time) int {
	i := len(list)
	for i > 0 && list[i-1].At.After(at) {
		i--
	}
	return i
}

// checkPlacement returns an error if the status of list[i] does not fit between
// its neighbours.
func (inc *Incident) checkPlacement(list []Update, i int) error {
	u := &list[i]
	if u.Retracted() || u.Status == "" {
		return nil
	}
	if err := inc.checkTransition((*path)(nil).at("updates", i), statusBefore(list, i), u.Status); err != nil {
		return err
	}
	return inc.checkFollower(list, i+1)
}

// checkFollower returns an error if the first status in list[i:] cannot follow
// the one before it.
func (inc *Incident) checkFollower(list []Update, i int) error {
	for ; i < len(list); i++ {
		if u := &list[i]; !u.Retracted() && u.Status != "" {
			before := statusBefore(list, i)
			if u.Status.CanFollow(before) {
				return nil
			}
			return inc.checkTransition((*path)(nil).at("updates", i), before, u.Status)
		}
	}
	return nil
}

// setUpdates replaces the updates and derives Components again. Touched are the
// changes in which the old and the new updates differ.
func (inc *Incident) setUpdates(updates []Update, touched []Change) {
	inc.Components = rederive(inc.Components, inc.Updates, updates, touched)
	inc.Updates = updates
}

// rederive returns the components after the updates have been replaced. Only
// the components of touched changes get another status, because the status of
// the others may come from a snapshot.
func rederive(list []Component, before, after []Update, touched []Change) []Component {
	if len(touched) == 0 {
		return list
	}
	own := statedCount(list, before)
	changed := changedComponents(after)
	inList, inChanged, inTouched := indexComponents(list), indexComponents(changed), indexComponents(componentsOf(nil, touched))
	out := slices.Clone(list[:own])
	for _, c := range changed {
		if i := inList.find(c); i < 0 || i >= own {
			out = append(out, c)
		}
	}
	var initial func(Component) ComponentStatus
	for i := range out {
		k := &out[i]
		if inTouched.find(*k) < 0 {
			if j := inList.find(*k); j >= 0 {
				k.Status = list[j].Status
			}
		} else if j := inChanged.find(*k); j >= 0 {
			k.Status = changed[j].Status
		} else {
			if initial == nil {
				initial = initialStatuses(after, touched)
			}
			k.Status = initial(*k)
		}
	}
	return orNil(out)
}

// statedCount returns how many components at the start of list were stated
// rather than added by changes: all but the longest suffix that is in the order
// of first changes.
func statedCount(list []Component, updates []Update) int {
	changed := changedComponents(updates)
	index := indexComponents(changed)
	own, next := len(list), len(changed)
	for own > 0 {
		c := list[own-1]
		j := index.find(c)
		if j < 0 || j >= next || changed[j].ID != c.ID || changed[j].Group != c.Group || changed[j].Name != c.Name {
			break
		}
		own, next = own-1, j
	}
	return own
}

// componentsOf appends the components of changes to list.
func componentsOf(list []Component, changes []Change) []Component {
	for _, c := range changes {
		list = append(list, c.Component())
	}
	return list
}

// changedComponents returns the components that the updates change, in the
// order of their first change, with their latest status.
func changedComponents(updates []Update) []Component {
	affected := (&Incident{Updates: updates}).Affected()
	list := make([]Component, len(affected))
	for i := range affected {
		list[i] = affected[i].Component
	}
	return list
}

// initialStatuses returns a function that returns the From status of the first
// change of a component in updates, retracted ones included, or else in gone,
// the changes that are no longer among them.
func initialStatuses(updates []Update, gone []Change) func(Component) ComponentStatus {
	var changes []Change
	for i := range updates {
		changes = append(changes, updates[i].Changes...)
	}
	changes = append(changes, gone...)
	index := indexComponents(componentsOf(nil, changes))
	return func(c Component) ComponentStatus {
		if i := index.find(c); i >= 0 {
			return changes[i].From
		}
		return ""
	}
}
