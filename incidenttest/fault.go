package incidenttest

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
)

// Check is a property that [TestRenderer] or [TestReader] checks.
type Check string

const (
	// Of writers and readers.
	CheckPanic         Check = "panic"         // no call panics
	CheckDeterministic Check = "deterministic" // equal input gives equal output, whatever the Location of times
	CheckUnchanged     Check = "unchanged"     // arguments are not changed
	CheckConcurrent    Check = "concurrent"    // several goroutines may use it

	// Of writers.
	CheckAppend   Check = "append"   // it appends to dst and keeps its content
	CheckNil      Check = "nil"      // a nil incident appends nothing
	CheckPrivate  Check = "private"  // nothing appears that is not public
	CheckClean    Check = "clean"    // the output is UTF-8, without control characters and without characters that reorder the text around it
	CheckComplete Check = "complete" // each public text appears

	// Of readers.
	CheckResult    Check = "result"     // it returns a document or an error, and no nil incidents
	CheckRoundTrip Check = "round_trip" // an incident that is read and written gives the same report
	CheckForged    Check = "forged"     // a text that looks like an update is read as text
	CheckRetained  Check = "retained"   // the result does not share memory with the input
)

// Faults are the results of [TestRenderer] or [TestReader]: the first fault of
// each check that failed. An error of type Faults is never empty: the functions
// return nil instead.
type Faults []*Fault

// Error returns a line or more for each fault.
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

// Unwrap returns the faults, so that errors.Is and errors.As examine each of
// them.
func (f Faults) Unwrap() []error {
	errs := make([]error, len(f))
	for i, fault := range f {
		errs[i] = fault
	}
	return errs
}

// Fault is a failed check of a writer or a reader.
type Fault struct {
	Check Check
	// Input names the input: "nil", "outage", "random 7" for Random(7),
	// "hostile 3", "private draft".
	Input string
	Err   error
}

// Error returns the check, the input and the problem.
func (f *Fault) Error() string { return fmt.Sprintf("%s: given %s: %v", f.Check, f.Input, f.Err) }

// Unwrap returns the problem.
func (f *Fault) Unwrap() error { return f.Err }

// add adds the first fault of a check.
func (f *Faults) add(check Check, input, format string, args ...any) {
	if !slices.ContainsFunc(*f, func(fault *Fault) bool { return fault.Check == check }) {
		*f = append(*f, &Fault{check, input, fmt.Errorf(format, args...)})
	}
}

// orNil returns f as an error, which is nil if there are none.
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

// recovered calls do and returns a panic as an error with its stack.
func recovered(do func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v\n%s", r, debug.Stack())
		}
	}()
	do()
	return nil
}
