package incident

import (
	"strconv"
	"strings"
)

// Code is the kind of an error or a note. Codes are stable; messages are not.
type Code string

const (
	CodeRequired    Code = "required"    // a value is missing
	CodeUnknown     Code = "unknown"     // a word is not one of the known ones
	CodeOrder       Code = "order"       // something is before what it should follow
	CodeTransition  Code = "transition"  // a status cannot follow the one before it
	CodeDuplicate   Code = "duplicate"   // an identifier is used twice
	CodeRange       Code = "range"       // a value is outside its range
	CodeZone        Code = "zone"        // a time zone cannot be loaded
	CodeControl     Code = "control"     // a one-line field holds a control character
	CodeConflict    Code = "conflict"    // two values contradict each other
	CodeSyntax      Code = "syntax"      // the input is not of its format
	CodeLimit       Code = "limit"       // the input is beyond a limit of its reader
	CodeUnsupported Code = "unsupported" // somebody else's format or service has no place for it
)

// FieldError is a broken rule and where it was broken. It is the shape of all
// errors of this package but those of readers, see [SourceError]; what a program
// may want to know beyond its Code is in a typed cause: a [LimitError], a
// [civil.ZoneError], a [SpecError], a [MessageError].
type FieldError struct {
	// Path is the path of the field in JSON names, such as
	// "postmortem.sections[3].timeline.events[2].at".
	Path string
	Code Code
	Err  error // the cause; nil if the code says it all
}

// Error returns the path, the code and the cause on one line.
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

// Errors are the broken rules of one document, in document order. As an error
// it is never empty: functions return nil instead.
type Errors []*FieldError

// Error returns a line for each broken rule.
func (e Errors) Error() string { return joinErrors(e) }

// Unwrap lets errors.Is and errors.As look at each broken rule.
func (e Errors) Unwrap() []error { return errorList(e) }

// SourceError is an error at a place of a file. Every reader of this module
// reports its errors as one.
type SourceError struct {
	File         string // as given to the reader
	Line, Column int    // from 1, the column in bytes; 0 where the error has no place
	Path         string // of the value, by its JSON names; "" where there is none
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

// SourceErrors are the errors of one file, in document order. As an error it is
// never empty: functions return nil instead.
type SourceErrors []*SourceError

// Error returns a line for each error.
func (e SourceErrors) Error() string { return joinErrors(e) }

// Unwrap lets errors.Is and errors.As look at each error.
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

// LimitError is the cause of a [SourceError] or a [FieldError] with
// [CodeLimit].
type LimitError struct {
	Limit string // what is limited: "bytes", "levels of elements"
	Max   int
}

// Error names the limit.
func (e *LimitError) Error() string {
	return "beyond the limit of " + strconv.Itoa(e.Max) + " " + e.Limit
}

// Note is a conclusion that a reader drew, or something that it could not keep.
type Note struct {
	Path         string // of the value, by its JSON names
	Code         Code   // the package of the reader lists its codes
	Line, Column int    // from 1, the column in bytes
	Text         string
}

// String returns "line:column: path: text".
func (n Note) String() string {
	return strconv.Itoa(n.Line) + ":" + strconv.Itoa(n.Column) + ": " + n.Path + ": " + n.Text
}
