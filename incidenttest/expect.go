package incidenttest

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// The codes of what [Promises], [Cadence] and [Final] find, beside those of
// Validate.
const (
	CodeMissed  incident.Code = "missed"  // a promise was kept too late
	CodeOverdue incident.Code = "overdue" // a promise is due and not kept
	CodePending incident.Code = "pending" // an incident is over, and an update is still promised
	CodeSilence incident.Code = "silence" // the page said nothing for too long
	CodeStatus  incident.Code = "status"  // a status is not the one that is wanted
)

// Promises returns nil, or [incident.Errors] with each promise that was missed
// ([CodeMissed]) or is overdue ([CodeOverdue]): further updates, the postmortem
// and its actions, as [claim.Promises] finds and judges them by o. Set its Now,
// or else the ledger ends with the last update. The path is that of the
// promise: "updates[2].body", "updates[2].next_update".
func Promises(inc *incident.Incident, o claim.Options) error {
	var errs incident.Errors
	for _, p := range claim.Promises(inc, o) {
		code := CodeMissed
		switch p.State {
		case claim.Missed:
		case claim.Overdue:
			code = CodeOverdue
		default:
			continue
		}
		errs = append(errs, &incident.FieldError{Path: p.Path, Code: code,
			Err: fmt.Errorf("%s was promised for %s, %s late", p.Subject, shown(inc, p.Due), incident.FormatDuration(p.Late))})
	}
	return orNil(errs)
}

// Cadence returns nil, or [incident.Errors] with each time at which the page
// said nothing for longer than most while the incident lasted ([CodeSilence]).
// Posts are counted as by [incident.Cadence]: those that announce a maintenance
// are none. An incident that is not over is silent until now; where now is
// zero, that is not looked at. The path is that of the update that came late,
// or would be the next.
func Cadence(inc *incident.Incident, most time.Duration, now time.Time) error {
	if inc == nil {
		return nil
	}
	var errs incident.Errors
	silent := func(from, to time.Time, path string) {
		if gap := to.Sub(from); gap > most {
			errs = append(errs, &incident.FieldError{Path: path, Code: CodeSilence,
				Err: fmt.Errorf("nothing was said for %s since %s, at most %s are wanted", incident.FormatDuration(gap), shown(inc, from), incident.FormatDuration(most))})
		}
	}
	list, over := live(inc)
	for k := 1; k < len(list); k++ {
		silent(inc.Updates[list[k-1]].At, inc.Updates[list[k]].At, fmt.Sprintf("updates[%d].at", list[k]))
	}
	if !over && len(list) > 0 && !now.IsZero() {
		silent(inc.Updates[list[len(list)-1]].At, now, fmt.Sprintf("updates[%d]", len(inc.Updates)))
	}
	return orNil(errs)
}

// live returns the updates that [incident.Cadence] counts, and whether the
// incident is over with the last of them.
func live(inc *incident.Incident) (list []int, over bool) {
	end := inc.Metrics().ResolvePost.To.Path
	for i, u := range inc.Updates {
		if !u.At.IsZero() && u.Status != incident.StatusScheduled && !u.Retracted() {
			list = append(list, i)
		}
		if fmt.Sprintf("updates[%d]", i) == end {
			return list, true
		}
	}
	return list, false
}

// Final returns nil where the incident is over in the status that is wanted,
// [incident.StatusResolved] or [incident.StatusCompleted] as a rule, and
// nothing is left to do: each component is operational or has no status, no
// further update is promised, and Validate finds nothing. Else it returns
// [incident.Errors]: with [CodeStatus] for the update or the component that is
// in another status, with [CodePending] for a promise, and as Validate has
// them.
func Final(inc *incident.Incident, want incident.Status) error {
	if inc == nil {
		inc = &incident.Incident{}
	}
	var errs incident.Errors
	add := func(path string, code incident.Code, format string, args ...any) {
		errs = append(errs, &incident.FieldError{Path: path, Code: code, Err: fmt.Errorf(format, args...)})
	}
	if got := inc.Status(); got != want {
		add(fmt.Sprintf("updates[%d].status", max(0, len(inc.Updates)-1)), CodeStatus, "the incident is %q, want %q", got, want)
	}
	for i, c := range inc.Affected() {
		if c.Status != "" && c.Status != incident.ComponentOperational {
			add(fmt.Sprintf("components[%d].status", i), CodeStatus, "%s is %q", c.FullName(), c.Status)
		}
	}
	for _, p := range claim.Promises(inc, claim.Options{}) {
		if p.Subject == claim.Update && (p.State == claim.Pending || p.State == claim.Overdue) {
			add(p.Path, CodePending, "an update is still promised for %s", shown(inc, p.Due))
		}
	}
	if invalid, ok := inc.Validate().(incident.Errors); ok {
		errs = append(errs, invalid...)
	}
	return orNil(errs)
}

// orNil returns the errors as an error, which is nil where there are none.
func orNil(errs incident.Errors) error {
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// shown writes an instant in the zone of the page.
func shown(inc *incident.Incident, t time.Time) string {
	loc, err := inc.Page.Location()
	if err != nil {
		loc = time.UTC
	}
	return t.In(loc).Format("2006-01-02 15:04:05 MST")
}
