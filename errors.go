package incident

import (
	"strconv"
	"strings"
)

// Code is the kind of an error or a note. Codes are stable; messages are not.
type Code string

const (
	CodeRequired    Code = "required"    // a value is missing
	CodeUnknown     Code = "unknown"     // a word, or the ID of an update, is not known
	CodeOrder       Code = "order"       // a value is earlier than one that it must follow
	CodeTransition  Code = "transition"  // a status cannot follow the one before it
	CodeDuplicate   Code = "duplicate"   // an identifier or a name is used twice
	CodeRange       Code = "range"       // a value is outside its range
	CodeZone        Code = "zone"        // a time zone cannot be loaded
	CodeControl     Code = "control"     // a one-line field holds a control character
	CodeConflict    Code = "conflict"    // two values contradict each other
	CodeSyntax      Code = "syntax"      // the input does not have the expected format
	CodeLimit       Code = "limit"       // the input exceeds a limit
	CodeUnsupported Code = "unsupported" // the target format or service cannot express a value
)

// FieldError is an error in one field of a value. The functions of this package
// return all their errors in this form, and readers return [SourceError]. If a
// Code needs details that programs may want, they are in Err: a [*LimitError],
// [*civil.ZoneError], [*SpecError] or [*MessageError].
type FieldError struct {
	// Path is the path of the field in JSON names, such as
	// "postmortem.sections[3].timeline.events[2].at".
	Path string
	Code Code
	Err  error // the cause; nil if the code says it all
}

// Error returns "path: code: cause" on one line, without the parts that are not
// set.
func (e *FieldError) Error() string {
	var b strings.Builder
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	b.WriteString(string(e.Code))
	if e.Err != nil {
		b.WriteString(": ")
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *FieldError) Unwrap() error { return e.Err }

// Errors are the broken rules of one document, in document order. An error of
// type Errors is never empty: functions return nil instead.
type Errors []*FieldError

// Error returns a line for each broken rule.
func (e Errors) Error() string { return joinErrors(e) }

// Unwrap returns the broken rules, so that errors.Is and errors.As examine each
// of them.
func (e Errors) Unwrap() []error { return errorList(e) }

// SourceError is an error at a position in a file. All readers of this module
// return their errors in this form.
type SourceError struct {
	File         string // as given to the reader
	Line, Column int    // 1-based, Column in bytes; 0 if the error has no position
	Path         string // path of the value in JSON names; "" if there is none
	Code         Code
	Err          error // the cause; nil if the code says it all
}

// Error returns "file:line:column: path: cause", without the parts that are not
// set.
func (e *SourceError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		if e.File != "" {
			b.WriteByte(':')
		}
		b.WriteString(strconv.Itoa(e.Line))
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(e.Column))
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	if e.Err == nil {
		b.WriteString(string(e.Code))
	} else {
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *SourceError) Unwrap() error { return e.Err }

// SourceErrors are the errors of one file, in document order. An error of type
// SourceErrors is never empty: functions return nil instead.
type SourceErrors []*SourceError

// Error returns a line for each error.
func (e SourceErrors) Error() string { return joinErrors(e) }

// Unwrap returns the errors, so that errors.Is and errors.As examine each of
// them.
func (e SourceErrors) Unwrap() []error { return errorList(e) }

// joinErrors returns a line for each error.
func joinErrors[E error](list []E) string {
	lines := make([]string, len(list))
	for i, err := range list {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// errorList returns the errors as values of type error.
func errorList[E error](list []E) []error {
	errs := make([]error, len(list))
	for i, err := range list {
		errs[i] = err
	}
	return errs
}

// LimitError is the cause of a [SourceError] or [FieldError] with [CodeLimit].
type LimitError struct {
	Limit string // the unit that is limited: "bytes", "levels of elements"
	Max   int
}

// Error names the limit.
func (e *LimitError) Error() string {
	return "beyond the limit of " + strconv.Itoa(e.Max) + " " + e.Limit
}

// Note reports a conclusion that a reader drew, or something that it could not
// keep.
type Note struct {
	Path         string // path of the value in JSON names
	Code         Code   // the package of the reader lists its codes
	Line, Column int    // 1-based, Column in bytes
	Text         string
}

// String returns "line:column: path: text".
func (n Note) String() string {
	return strconv.Itoa(n.Line) + ":" + strconv.Itoa(n.Column) + ": " + n.Path + ": " + n.Text
}
