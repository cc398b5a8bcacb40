package incidenttest

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
)

// Check is what [TestRenderer] and [TestReader] hold a writer or a reader to.
type Check string

const (
	// Of both.
	CheckPanic         Check = "panic"         // it does not panic
	CheckDeterministic Check = "deterministic" // equal input gives equal output, whatever the Location of times
	CheckUnchanged     Check = "unchanged"     // what it is given stays as it is
	CheckConcurrent    Check = "concurrent"    // it serves several goroutines

	// Of writers.
	CheckAppend   Check = "append"   // it appends to dst, and what stands there stays
	CheckNil      Check = "nil"      // a nil incident appends nothing
	CheckPrivate  Check = "private"  // nothing that is not public appears
	CheckClean    Check = "clean"    // the output is UTF-8, without control characters and what reorders the text beside it
	CheckComplete Check = "complete" // each public text appears

	// Of readers.
	CheckResult    Check = "result"     // there is a document or an error, and no incident is nil
	CheckRoundTrip Check = "round_trip" // what is read, written again, is the same report
	CheckForged    Check = "forged"     // a text that looks like an update is read as text
	CheckRetained  Check = "retained"   // what is read does not share memory with the input
)

// Faults are what [TestRenderer] or [TestReader] found: one for each check that
// failed, the first that was found. As an error it is never empty: the two
// return nil instead.
type Faults []*Fault

// Error returns the faults one below the other.
func (f Faults) Error() string {
	var b strings.Builder
	for i, fault := range f {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(fault.Error())
	}
	return b.String()
}

// Unwrap lets errors.Is and errors.As look at each fault.
func (f Faults) Unwrap() []error {
	errs := make([]error, len(f))
	for i, fault := range f {
		errs[i] = fault
	}
	return errs
}

// Fault is something that a writer or a reader does wrong.
type Fault struct {
	Check Check
	// Input names what it was given: "nil", "outage", "random 7" for Random(7),
	// "hostile 3", "private draft".
	Input string
	Err   error
}

// Error returns the check, the input and what is wrong.
func (f *Fault) Error() string { return fmt.Sprintf("%s: given %s: %v", f.Check, f.Input, f.Err) }

// Unwrap returns what is wrong.
func (f *Fault) Unwrap() error { return f.Err }

// add adds the first fault of a check.
func (f *Faults) add(check Check, input, format string, args ...any) {
	if !slices.ContainsFunc(*f, func(fault *Fault) bool { return fault.Check == check }) {
		*f = append(*f, &Fault{check, input, fmt.Errorf(format, args...)})
	}
}

// orNil returns the faults as an error, which is nil where there are none.
func (f Faults) orNil() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// try calls do and reports a panic.
func (f *Faults) try(input string, do func()) (ok bool) {
	if err := recovered(do); err != nil {
		f.add(CheckPanic, input, "%w", err)
		return false
	}
	return true
}

// recovered calls do and returns its panic as an error, with the stack.
func recovered(do func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v\n%s", r, debug.Stack())
		}
	}()
	do()
	return nil
}
