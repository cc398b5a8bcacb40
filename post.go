package incident

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

// Post appends u and applies its Changes to Components: a component takes the
// status that its change moves it to, and one that is not there yet is added.
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
// An update whose ID is there already with the same content changes nothing and
// is no error, so an automation may deliver a message twice. The path of the
// error is that of the update to be: "updates[3].at".
func (inc *Incident) Post(u Update) error {
	at := (*path)(nil).at("updates", len(inc.Updates))
	if u.ID != "" {
		for i := range inc.Updates {
			if inc.Updates[i].ID != u.ID {
				continue
			}
			if sameUpdate(inc.Updates[i], u) {
				return nil
			}
			return fieldError(at.field("id"), CodeDuplicate, fmt.Errorf("updates[%d] has the id %q and other content", i, u.ID))
		}
	}
	var v validator
	v.update(at, &u)
	if len(v.errs) > 0 {
		return v.errs[0]
	}
	if n := len(inc.Updates); n > 0 && u.At.Before(inc.Updates[n-1].At) {
		return fieldError(at.field("at"), CodeOrder, fmt.Errorf("%s is before updates[%d] at %s", instant(u.At), n-1, instant(inc.Updates[n-1].At)))
	}
	if err := inc.move(at, inc.Status(), u.Status); err != nil {
		return err
	}

	u.Changes = slices.Clone(u.Changes)
	inc.Updates = append(inc.Updates, u)
	for _, c := range u.Changes {
		inc.apply(c)
	}
	return nil
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

func (inc *Incident) apply(c Change) {
	for i := range inc.Components {
		if k := &inc.Components[i]; same(k.ID, k.Group, k.Name, c.ID, c.Group, c.Name) {
			k.Status = c.To
			return
		}
	}
	inc.Components = append(inc.Components, Component{ID: c.ID, Group: c.Group, Name: c.Name, Status: c.To})
}

// sameUpdate compares contents; times are compared as instants.
func sameUpdate(a, b Update) bool {
	return a.ID == b.ID && a.Status == b.Status && a.Inferred == b.Inferred && a.Body == b.Body &&
		a.At.Equal(b.At) && a.CreatedAt.Equal(b.CreatedAt) && a.EditedAt.Equal(b.EditedAt) && a.NextUpdate.Equal(b.NextUpdate) &&
		slices.Equal(a.Changes, b.Changes)
}

func fieldError(at *path, code Code, err error) *FieldError {
	return &FieldError{Path: at.String(), Code: code, Err: err}
}

// instant writes a time for a message: as an instant, whatever its Location.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339) }

var errYear = errors.New("the year is not between 1 and 9999")
