package incidenttest

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// Codes of the errors of [Promises], [Cadence] and [Final], in addition to
// those of Validate.
const (
	CodeMissed  incident.Code = "missed"  // a promise was kept too late
	CodeOverdue incident.Code = "overdue" // a promise is due, but has not been kept
	CodePending incident.Code = "pending" // an incident is over, but an update is still promised
	CodeSilence incident.Code = "silence" // there was no update for too long
	CodeStatus  incident.Code = "status"  // a status is not the expected one
)

// Promises returns nil, or [incident.Errors] with each promise that was missed
// ([CodeMissed]) or is overdue ([CodeOverdue]). It considers updates, the
// postmortem and its actions, as [claim.Promises] returns and judges them with
// o. Set o.Now, because otherwise the ledger ends with the last update. By
// default an update may be late by [claim.DefaultGrace], and one that says
// nothing new keeps no promise (see [claim.Substantive]); o.Grace and o.Mode
// change that. The path of an error is that of the promise: "updates[2].body",
// "updates[2].next_update".
//
// After an update that promises no other, the page may be silent for any time;
// [Cadence] limits that.
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

// Cadence returns nil, or [incident.Errors] with each gap between updates that
// is longer than most ([CodeSilence]). It considers the same updates as
// [incident.Cadence], so those that only announce a maintenance do not count.
// If the incident is not over, the time since the last update is also a gap,
// unless now is zero. The path of an error is that of the update after the gap,
// which may be the one still missing.
func Cadence(inc *incident.Incident, most time.Duration, now time.Time) error {
	if inc == nil {
		return nil
	}
	var errs incident.Errors
	silent := func(from, to time.Time, path string) {
		if gap := to.Sub(from); gap > most {
			errs = append(errs, &incident.FieldError{Path: path, Code: CodeSilence,
				Err: fmt.Errorf("there was no update for %s since %s, longer than %s", incident.FormatDuration(gap), shown(inc, from), incident.FormatDuration(most))})
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

// live returns the updates that [incident.Cadence] counts, and reports whether
// the incident is over with the last of them.
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

// Final returns nil if the incident is over with the status want, usually
// [incident.StatusResolved] or [incident.StatusCompleted], and nothing is left
// to do: each component is operational or has no status, no further update is
// promised, and Validate returns no errors. Otherwise it returns
// [incident.Errors], with [CodeStatus] for the update or component with another
// status, with [CodePending] for a promise, and with the errors of Validate.
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

// orNil returns errs as an error, which is nil if there are none.
func orNil(errs incident.Errors) error {
	if len(errs) == 0 {
		return nil
	}
	return errs
}

// shown formats an instant in the zone of the page.
func shown(inc *incident.Incident, t time.Time) string {
	loc, err := inc.Page.Location()
	if err != nil {
		loc = time.UTC
	}
	return t.In(loc).Format("2006-01-02 15:04:05 MST")
}
