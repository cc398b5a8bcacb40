package incident

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// MaxUpdates is the maximum number of updates that [Incident.Post] and
// [Incident.Insert] accept for one incident. Both search all updates for one
// with the same ID, which would be slow for many more. Nothing else has this
// limit.
const MaxUpdates = 5000

// Post appends u to the updates and applies its Changes to Components: a
// component in the list gets its new status, and a missing one is added. If u
// is retracted, its changes are not applied. A change without a From gets the
// current status of its component.
//
// Post changes nothing and returns a [*FieldError] if
//
//   - At is zero (required) or not between the years 1 and 9999 (range);
//   - At is before that of the last update, or after NextUpdate (order);
//   - u has no status, body, change or promise and is not retracted (required,
//     at the body);
//   - a word is unknown (unknown);
//   - the status cannot follow the current one, see [Status.CanFollow]
//     (transition);
//   - the status is one of an outage, but the incident has a Window or
//     [ImpactMaintenance] (conflict);
//   - another update has the same ID and different content (duplicate);
//   - a change has no component or no status (required), or its From is not the
//     current status of its component (conflict);
//   - there are [MaxUpdates] already (limit, with a [*LimitError], at
//     "updates").
//
// The path of the error is that of the new update, such as "updates[3].at".
//
// Deliveries may be repeated. If an update with the same ID and content exists,
// Post does nothing and returns nil. The same holds for the original version of
// an update that has since been amended or retracted. An update is recognised
// as that version if it has the same ID and either the same content or the same
// time of entry with an earlier EditedAt.
//
// Post copies the lists that it changes, so a copy of *inc made earlier keeps
// its content. Goroutines that post to copies of the same incident at the same
// time must make them with [Incident.Clone].
func (inc *Incident) Post(u Update) error { return inc.post(u, true) }

// post implements Post. If checksFrom is false, it does not check the From of
// changes: among updates that arrive out of order, an earlier change may still
// be missing.
func (inc *Incident) post(u Update, checksFrom bool) error {
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
	if len(u.Changes) > 0 {
		u.Changes = slices.Clone(u.Changes)
		list, err := inc.applyChanges(at, u.Changes, checksFrom)
		if err != nil {
			return err
		}
		if !u.Retracted() {
			inc.Components = list
		}
	}
	inc.Updates = appendUpdate(inc.Updates, u)
	return nil
}

// appendUpdate appends to a list whose array other copies of the incident may
// share. It uses the spare capacity only if no other copy has done so.
func appendUpdate(list []Update, u Update) []Update {
	if n := len(list); n < cap(list) {
		if spare := &list[:n+1][n]; !spare.At.IsZero() || spare.ID != "" || spare.Body != "" {
			list = slices.Clip(list)
		}
	}
	return append(list, u)
}

// checkNew reports whether u, which is about to become updates[i], is already
// known, and returns an error if u is invalid by itself.
func (inc *Incident) checkNew(u *Update, i int) (known bool, err error) {
	at := (*path)(nil).at("updates", i)
	if k := inc.indexOfUpdate(u.ID); k >= 0 {
		if isRedelivery(u, &inc.Updates[k]) {
			return true, nil
		}
		there := inc.Updates[k]
		there.Changes = withFrom(there.Changes, u.Changes)
		return false, fieldError(at.field("id"), CodeDuplicate, fmt.Errorf("updates[%d] has the id %q and another %s", k, u.ID, strings.Join(changed(there, *u), ", ")))
	}
	var v validator
	v.update(at, u)
	switch {
	case len(v.errs) > 0:
		return false, v.errs[0]
	case !u.Retracted() && u.Status == "" && strings.TrimSpace(u.Body) == "" && len(u.Changes) == 0 && u.NextUpdate.IsZero():
		return false, fieldError(at.field("body"), CodeRequired, errSaysNothing)
	case len(inc.Updates) >= MaxUpdates:
		return false, &FieldError{Path: "updates", Code: CodeLimit, Err: &LimitError{Limit: "updates", Max: MaxUpdates}}
	}
	return false, nil
}

var errSaysNothing = errors.New("the update has no status, body, change or promise")

// indexOfUpdate returns the index of the update with that ID, or -1.
func (inc *Incident) indexOfUpdate(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(inc.Updates, func(u Update) bool { return u.ID == id })
}

// isRedelivery reports whether u is the existing update with the same ID, or
// its version before an amendment or retraction.
func isRedelivery(u, there *Update) bool {
	now := *there
	if u.RetractedAt.IsZero() {
		now.RetractedAt = time.Time{}
	}
	now.Changes = withFrom(now.Changes, u.Changes)
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

// applyChanges returns Components with the changes applied, and fills in the
// From of changes that have none. If checksFrom is set, a From that differs
// from the current status is an error.
func (inc *Incident) applyChanges(at *path, changes []Change, checksFrom bool) ([]Component, error) {
	list := slices.Clone(inc.Components)
	index := indexComponents(list)
	var earlier *chain
	for j := range changes {
		c := &changes[j]
		i := index.find(c.Component())
		if i < 0 {
			i = len(list)
			list = append(list, Component{ID: c.ID, Group: c.Group, Name: c.Name})
			index.add(list[i])
		}
		k := &list[i]
		now := k.Status
		if now == "" && len(inc.Updates) > 0 { // Components need not list every component
			if earlier == nil {
				earlier = newChain(changes)
				earlier.pass(inc.Updates...)
			}
			now = earlier.of(*k)
		}
		switch {
		case c.From == "":
			c.From = now
		case checksFrom && now != "" && c.From != now:
			return nil, fieldError(at.at("changes", j).field("from"), CodeConflict, fmt.Errorf("%s, but %s is %s; leave it out to have it filled in", c.From, c.Component().FullName(), now))
		}
		k.Status = c.To
	}
	return list, nil
}

// withFrom returns list with the From of each change replaced by that of other,
// if both have the same length. Two versions of an update are compared this way
// because From may have been filled in.
func withFrom(list, other []Change) []Change {
	if len(list) != len(other) {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		list[i].From = other[i].From
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
// update, in the order of [Words], for example to offer them in a form. Before
// the first status, Post accepts those of an outage and of a maintenance;
// NextStatuses then returns those of a maintenance if [Incident.IsMaintenance]
// is true, and those of an outage otherwise. An update may also state no
// status.
func (inc *Incident) NextStatuses() []Status {
	inc = inc.orEmpty()
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

// Insert adds an update that arrives late. Its place is given by its At, after
// other updates of the same instant; at the end of the list Insert does the
// same as [Incident.Post]. The rules are those of Post with these differences:
//
//   - At may be before that of the last update.
//   - The status must fit between its neighbours.
//   - A change may state any From, because the change before it may not have
//     arrived yet.
//   - A later change that moved the component from the status before u now
//     moves it from the status after u.
//   - Components are derived again, because a later update may have changed the
//     same component.
//
// The path of an error is that in the resulting incident: of the inserted
// update, or of the next one if that can no longer follow.
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
		return inc.post(u, false)
	}
	updates := slices.Concat(inc.Updates[:i], []Update{u}, inc.Updates[i:])
	if err := inc.checkPlacement(updates, i); err != nil {
		return err
	}
	inc.replace(replacement{inc.Updates, updates, -1, i}, u.Changes)
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
	u.Changes = slices.Clone(u.Changes)
	keepFrom(u.Changes, was.Changes)
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
	if u.CreatedAt.IsZero() { // even if the update does not move now: a later edit may move it
		u.CreatedAt = was.At
	}
	u.EditedAt = at

	updates := slices.Delete(slices.Clone(inc.Updates), i, i+1)
	k, gap := i, i+1 // k is the new index of the update, gap that of the update after its old place
	if moved {
		if k = insertionIndex(updates, u.At); k >= i {
			gap = i
		}
	}
	touched := slices.Concat(was.Changes, u.Changes)
	inc.reopen(u.Changes, i)
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
	inc.replace(replacement{inc.Updates, updates, i, k}, touched)
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
	inc.replace(replacement{inc.Updates, updates, i, i}, u.Changes)
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
