package incidenttest

import (
	"errors"
	"fmt"
	"runtime/debug"
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
	CheckClean    Check = "clean"    // the output is UTF-8, without control characters and bidirectional overrides
	CheckComplete Check = "complete" // each public text appears

	// Of readers.
	CheckResult    Check = "result"     // there is a document or an error, and no incident is nil
	CheckRoundTrip Check = "round_trip" // what is read, written again, is the same report
	CheckForged    Check = "forged"     // a text that looks like an update is read as text
	CheckRetained  Check = "retained"   // what is read does not share memory with the input
)

// Fault is something that a writer or a reader does wrong. The errors of
// [TestRenderer] and [TestReader] wrap one for each check that fails, the first
// that was found.
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

// faults collects the first fault of each check.
type faults struct {
	errs []error
	seen map[Check]bool
}

func (f *faults) add(check Check, input, format string, args ...any) {
	if f.seen[check] {
		return
	}
	if f.seen == nil {
		f.seen = make(map[Check]bool)
	}
	f.seen[check] = true
	f.errs = append(f.errs, &Fault{check, input, fmt.Errorf(format, args...)})
}

func (f *faults) join() error { return errors.Join(f.errs...) }

// try calls do and reports a panic.
func (f *faults) try(input string, do func()) (ok bool) {
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
