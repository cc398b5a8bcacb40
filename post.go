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
	if known, err := inc.admits(&u, n); known || err != nil {
		return err
	}
	at := (*path)(nil).at("updates", n)
	if n > 0 && u.At.Before(inc.Updates[n-1].At) {
		return fieldError(at.field("at"), CodeOrder, fmt.Errorf("%s is before updates[%d] at %s", instant(u.At), n-1, instant(inc.Updates[n-1].At)))
	}
	if !u.Retracted() {
		if err := inc.move(at, inc.Status(), u.Status); err != nil {
			return err
		}
	}
	u.Changes = slices.Clone(u.Changes)
	inc.Updates = append(inc.Updates, u)
	if !u.Retracted() {
		for _, c := range u.Changes {
			inc.Components = applied(inc.Components, c)
		}
	}
	return nil
}

// admits reports whether an update that is to stand at place i is there already,
// and what is wrong with it alone.
func (inc *Incident) admits(u *Update, i int) (known bool, err error) {
	at := (*path)(nil).at("updates", i)
	if k := inc.find(u.ID); k >= 0 {
		if redelivers(u, &inc.Updates[k]) {
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
func (inc *Incident) find(id string) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(inc.Updates, func(u Update) bool { return u.ID == id })
}

// redelivers reports whether u says nothing new of the update with its ID: it is
// that update, or what it was before it was amended or retracted.
func redelivers(u, there *Update) bool {
	now := *there
	if u.RetractedAt.IsZero() {
		now.RetractedAt = time.Time{}
	}
	return sameUpdate(now, *u) || entered(u).Equal(entered(there)) && u.EditedAt.Before(there.EditedAt)
}

// entered is when an update was entered.
func entered(u *Update) time.Time {
	if u.CreatedAt.IsZero() {
		return u.At
	}
	return u.CreatedAt
}

// move returns why the status cannot follow the one before, or nil.
func (inc *Incident) move(at *path, before, status Status) error {
	if !status.CanFollow(before) {
		return fieldError(at.field("status"), CodeTransition, fmt.Errorf("%s cannot follow %s", status, before))
	}
	if planned := !inc.Window.IsZero() || inc.Impact == ImpactMaintenance; planned && status != "" && !status.IsMaintenance() {
		return fieldError(at.field("status"), CodeConflict, fmt.Errorf("%s is a status of an outage, and this is a maintenance", status))
	}
	return nil
}

// applied returns the components after a change.
func applied(list []Component, c Change) []Component {
	for i := range list {
		if k := &list[i]; c.of(k) {
			k.Status = c.To
			return list
		}
	}
	return append(list, Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.To})
}

// of reports whether the change is one of the component.
func (c *Change) of(k *Component) bool { return same(k.ID, k.Group, k.Name, c.ID, c.Group, c.Name) }

// sameUpdate compares contents; times are compared as instants.
func sameUpdate(a, b Update) bool {
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
