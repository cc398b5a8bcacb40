package statuspage

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
)

// The codes of this package, beside those of package incident. Codes are stable;
// messages are not.
const (
	CodeSyntax   incident.Code = "syntax"   // not JSON
	CodeSize     incident.Code = "size"     // larger, or nested deeper, than is read
	CodeType     incident.Code = "type"     // a value of a kind that is not expected there
	CodeUnmapped incident.Code = "unmapped" // the model has no place for it
	CodeInferred incident.Code = "inferred" // concluded, not stated
)

// Error is one thing that could not be read.
type Error struct {
	File         string // as given to Read
	Path         string // of the value, by the names of the answer: "incidents[0].incident_updates[2].display_at"
	Line, Column int    // of the value, from 1; the column in bytes
	Code         incident.Code
	Err          error
}

// Error returns the place, the path and the cause on one line.
func (e *Error) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File)
		b.WriteByte(':')
	}
	fmt.Fprintf(&b, "%d:%d: ", e.Line, e.Column)
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	b.WriteString(e.Err.Error())
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Errors is what a lax reader could not read, in the order it was met. As an
// error it is never empty.
type Errors []*Error

// Error returns a line for each of them.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.Is and errors.As look at each of them.
func (e Errors) Unwrap() []error {
	errs := make([]error, len(e))
	for i, err := range e {
		errs[i] = err
	}
	return errs
}

// Note is something about an answer that its values do not show: information
// that the model has no place for, a word that is unknown, a conclusion. The
// same thing is noted once, where it is met first.
type Note struct {
	Path         string // as in Error
	Line, Column int
	Code         incident.Code
	Message      string
}

// String returns the place, the path and the message on one line.
func (n Note) String() string {
	return fmt.Sprintf("%d:%d: %s: %s", n.Line, n.Column, n.Path, n.Message)
}
