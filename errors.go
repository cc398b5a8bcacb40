package incident

import (
	"strconv"
	"strings"
)

// Code says which kind of rule was broken. Codes are stable; messages are not.
type Code string

const (
	CodeRequired   Code = "required"   // a value is missing
	CodeUnknown    Code = "unknown"    // a word is none of the known ones
	CodeOrder      Code = "order"      // something stands before what it follows
	CodeTransition Code = "transition" // a status cannot follow the one before it
	CodeDuplicate  Code = "duplicate"  // an identifier is used twice
	CodeRange      Code = "range"      // a value is outside its range
	CodeZone       Code = "zone"       // a time zone cannot be loaded
	CodeControl    Code = "control"    // a one-line field holds a control character
	CodeConflict   Code = "conflict"   // two values exclude each other
)

// FieldError is one broken rule.
type FieldError struct {
	// Path names the field by the JSON names of the fields around it:
	// "postmortem.sections[3].timeline.events[2].at".
	Path string
	Code Code
	Err  error // the cause; nil where the code says all
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
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, err := range e {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.Is and errors.As look at each broken rule.
func (e Errors) Unwrap() []error {
	errs := make([]error, len(e))
	for i, err := range e {
		errs[i] = err
	}
	return errs
}

// path is the place of a value in the document. It is put into words only when
// something is wrong there.
type path struct {
	parent *path
	name   string
	index  int // -1: a field, not an element
}

func (p *path) field(name string) *path { return &path{p, name, -1} }

func (p *path) at(name string, i int) *path { return &path{p, name, i} }

func (p *path) String() string {
	if p == nil {
		return ""
	}
	s := p.name
	if p.index >= 0 {
		s += "[" + strconv.Itoa(p.index) + "]"
	}
	if parent := p.parent.String(); parent != "" {
		return parent + "." + s
	}
	return s
}
