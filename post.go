package incident

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Post appends u and applies its Changes to Components: a component takes the
// status that its change moves it to, and one that is not there yet is added. A
// retracted update is appended alone.
//
// It returns a [*FieldError], and changes nothing, where
//
//   - At is zero, or no instant between the years 1 and 9999 (required, range);
//   - At is before that of the last update (order);
//   - a word is unknown (unknown);
//   - the status cannot follow the one in force, see [Status.CanFollow]
//     (transition), or is of an outage where the incident has a Window or
//     [ImpactMaintenance] (conflict);
//   - an update with that ID but other content is there already (duplicate);
//   - a change names no component or no status (required).
//
// An automation may deliver a message twice. An update whose ID is there already
// with the same content changes nothing and is no error, and so is the original
// of one that was amended or retracted since: known by its ID and the instant it
// was entered at, with an EditedAt before that of the update which is there, or,
// where that was not edited, with its content. The path of the error is that of
// the update to be: "updates[3].at".
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
		for _, c := range u.Changes {
			inc.Components = applyChange(inc.Components, c)
		}
	}
	return nil
}

// admits reports whether an update that is to stand at place i is there already,
// and what is wrong with it alone.
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
	if len(v.errs) > 0 {
		return false, v.errs[0]
	}
	return false, nil
}

// find returns the place of the update with that ID, or -1.
func (inc *Incident) indexOfUpdate(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(inc.Updates, func(u Update) bool { return u.ID == id })
}

// redelivers reports whether u says nothing new of the update with its ID: it is
// that update, or what it was before it was amended or retracted.
func isRedelivery(u, there *Update) bool {
	now := *there
	if u.RetractedAt.IsZero() {
		now.RetractedAt = time.Time{}
	}
	return equalUpdates(now, *u) || enteredAt(u).Equal(enteredAt(there)) && u.EditedAt.Before(there.EditedAt)
}

// entered is when an update was entered.
func enteredAt(u *Update) time.Time {
	if u.CreatedAt.IsZero() {
		return u.At
	}
	return u.CreatedAt
}

// move returns why the status cannot follow the one before, or nil.
func (inc *Incident) checkTransition(at *path, before, status Status) error {
	if !status.CanFollow(before) {
		return fieldError(at.field("status"), CodeTransition, fmt.Errorf("%s cannot follow %s", status, before))
	}
	if planned := !inc.Window.IsZero() || inc.Impact == ImpactMaintenance; planned && status != "" && !status.IsMaintenance() {
		return fieldError(at.field("status"), CodeConflict, fmt.Errorf("%s is a status of an outage, and this is a maintenance", status))
	}
	return nil
}

// applied returns the components after a change.
func applyChange(list []Component, c Change) []Component {
	for i := range list {
		if list[i].is(c.Component()) {
			list[i].Status = c.To
			return list
		}
	}
	return append(list, c.Component())
}

// sameUpdate compares contents; times are compared as instants.
func equalUpdates(a, b Update) bool {
	return a.ID == b.ID && a.Status == b.Status && a.Inferred == b.Inferred && a.Body == b.Body &&
		a.At.Equal(b.At) && a.CreatedAt.Equal(b.CreatedAt) && a.EditedAt.Equal(b.EditedAt) && a.NextUpdate.Equal(b.NextUpdate) &&
		a.RetractedAt.Equal(b.RetractedAt) && slices.Equal(a.Changes, b.Changes)
}

func fieldError(at *path, code Code, err error) *FieldError {
	return &FieldError{Path: at.String(), Code: code, Err: err}
}

// instant writes a time for a message: as an instant, whatever its Location.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

var errYear = errors.New("the year is not between 1 and 9999")

// NextStatuses returns the statuses that the next update may have, in the order
// of [Statuses]: what a form offers. [Incident.Post] takes these and refuses the
// others. Before the first status it would take those of both families, and those
// of a maintenance are returned for one, see [Incident.IsMaintenance], else those
// of an outage. An update may also state none.
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

// Insert puts a late entry where its At belongs, behind those of the same
// instant. An update that no other is later than is posted. The rest is as for
// [Incident.Post], but that the order is no error, that the status has to fit
// between those around it, and that Components are derived anew: what the update
// changed may have changed again since. The path of an error is that in the
// incident to be; where the status after it can no longer follow, it is the path
// of that.
//
// Components are those that stood there by themselves, in their order, then those
// that changes added, in the order of the first change of each. What stands at
// the end of the list in just that order is taken for added, for nothing else tells
// them apart. So updates that come out of order give the incident that they give in
// order, but for the place of a component that stood there by itself and that they
// change.
func (inc *Incident) Insert(u Update) error {
	i := insertionIndex(inc.Updates, u.At)
	if known, err := inc.checkNew(&u, i); known || err != nil {
		return err
	}
	if i == len(inc.Updates) {
		return inc.Post(u)
	}
	u.Changes = slices.Clone(u.Changes)
	updates := slices.Insert(slices.Clone(inc.Updates), i, u)
	if err := inc.checkPlacement(updates, i); err != nil {
		return err
	}
	inc.setUpdates(updates, u.Changes)
	return nil
}

// Amend edits the published update with that ID, as of the instant at, which
// becomes its EditedAt. The edit is given a copy, and may put a whole new update
// in its place. ID, EditedAt and RetractedAt keep their values whatever it does,
// and CreatedAt stays when the update was entered unless it says otherwise. With
// another At the update moves to where that belongs. Components are derived anew,
// as for [Incident.Insert].
//
// An edit that alters nothing changes nothing, EditedAt included, so one may be
// delivered twice. So does one older than EditedAt: it comes late, and the newer
// one stands. An edit should therefore set all that its source tells, not only
// what has changed since the one before. A function, and not an [Update], is what
// is given so that an edit of the body cannot empty the rest.
//
// It returns a [*FieldError], and changes nothing, where
//
//   - no update has that ID (unknown, at "updates");
//   - at is zero, no instant between the years 1 and 9999, or before At (required,
//     range, order);
//   - the update would not be valid, or would stand after it was retracted, as for
//     [Incident.Validate];
//   - the status, or the one after it, cannot follow any more (transition,
//     conflict). A status and place that do not change are not looked at.
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
	if u.CreatedAt.IsZero() { // whether it moves or not: it may be moved, or have been, by an edit that comes late
		u.CreatedAt = was.At
	}
	u.EditedAt = at
	u.Changes = slices.Clone(u.Changes)

	updates := slices.Delete(slices.Clone(inc.Updates), i, i+1)
	k, gap := i, i+1 // where it stands, and what follows where it stood
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

// Retract withdraws the update with that ID, as of the instant at. It keeps its
// place and its content, for the record, and counts for nothing that is derived:
// see [Update.RetractedAt]. Components are derived anew, as for [Incident.Insert];
// one that stood there by itself and that no change moves any more goes back to
// the From of the first change of it, which may be "". One that is taken for added
// goes with the last update that changes it. An update that is retracted already is
// left as it is.
//
// It returns a [*FieldError], and changes nothing, where no update has that ID
// (unknown, at "updates"), at is zero, no instant, or before At (required, range,
// order), or the status after the update cannot follow the one before it
// (transition, at that of the later).
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

// published returns the place of an update, which has to be there.
func (inc *Incident) lookUpdate(id string) (int, error) {
	i := inc.indexOfUpdate(id)
	if i < 0 {
		return i, &FieldError{Path: "updates", Code: CodeUnknown, Err: fmt.Errorf("no update has the id %q", id)}
	}
	return i, nil
}

// checkInstant returns why t is no instant that something happens at, or nil.
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

// place returns where an update of that instant belongs: behind the last one that
// is not later.
func insertionIndex(list []Update, at time.Time) int {
	i := len(list)
	for i > 0 && list[i-1].At.After(at) {
		i--
	}
	return i
}

// fits returns why the status of list[i] cannot stand between those around it, or
// nil.
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

// followsOn returns why the first status from list[i] on cannot follow the one
// before it, or nil.
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

// replace takes a new list of updates, which differs from the one at hand by
// those changes, and derives Components anew.
func (inc *Incident) setUpdates(updates []Update, differ []Change) {
	inc.Components = rederive(inc.Components, inc.Updates, updates, differ)
	inc.Updates = updates
}

// rederived returns the components after the updates have become others, which
// differ by those changes. No component that they do not name gets another status:
// it may be that of a snapshot.
func rederive(list []Component, before, after []Update, differ []Change) []Component {
	if len(differ) == 0 {
		return list
	}
	own := statedCount(list, before)
	changed := changedComponents(after)
	out := slices.Clone(list[:own])
	for _, c := range changed {
		if c.indexIn(list[:own]) < 0 {
			out = append(out, c)
		}
	}
	for i := range out {
		k := &out[i]
		if !slices.ContainsFunc(differ, func(c Change) bool { return k.is(c.Component()) }) {
			if j := k.indexIn(list); j >= 0 {
				k.Status = list[j].Status
			}
		} else if j := k.indexIn(changed); j >= 0 {
			k.Status = changed[j].Status
		} else {
			k.Status = initialStatus(k, after, differ)
		}
	}
	return orNil(out)
}

// standing returns how many components of the list did not come from changes, as
// far as can be told: all before the end that stands in the order of their first
// changes.
func statedCount(list []Component, updates []Update) int {
	changed := changedComponents(updates)
	own, next := len(list), len(changed)
	for own > 0 {
		c := list[own-1]
		j := c.indexIn(changed)
		if j < 0 || j >= next || changed[j].ID != c.ID || changed[j].Group != c.Group || changed[j].Name != c.Name {
			break
		}
		own, next = own-1, j
	}
	return own
}

// changedBy returns the components that the changes of updates name, in the order
// of the first of each, with the status that the last one moves them to.
func changedComponents(updates []Update) []Component {
	affected := (&Incident{Updates: updates}).Affected()
	list := make([]Component, len(affected))
	for i := range affected {
		list[i] = affected[i].Component
	}
	return list
}

// in returns the place of the component in the list, or -1.
func (k *Component) indexIn(list []Component) int {
	return slices.IndexFunc(list, k.is)
}

// initialStatus returns the status that the first change of a component moves it from,
// retracted ones included, else the first of those that are no more.
func initialStatus(k *Component, updates []Update, gone []Change) ComponentStatus {
	for i := range updates {
		for _, c := range updates[i].Changes {
			if k.is(c.Component()) {
				return c.From
			}
		}
	}
	for _, c := range gone {
		if k.is(c.Component()) {
			return c.From
		}
	}
	return ""
}
