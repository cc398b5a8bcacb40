package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
)

// Codes of errors and notes that the packages of all vendors share, in addition
// to those of package incident.
const (
	CodeType     incident.Code = "type"     // a value of an unexpected type
	CodeUnmapped incident.Code = "unmapped" // the model has no field for a value
	CodeInferred incident.Code = "inferred" // a value was concluded, not stated
	CodeVendor   incident.Code = "vendor"   // a response of another vendor
)

// An Input is the JSON of a source, with the errors and notes about it.
type Input struct {
	Source *source.Source
	JSON   JSON // of the source, up to the first syntax error
	Errs   incident.SourceErrors
	Notes  []incident.Note

	// Location is the location of times without an offset; nil means UTC.
	Location *time.Location

	noted   map[string]bool
	offset  string // the first offset in a time, other than UTC's
	offsets int    // how many different ones there are, at most 2
}

// New returns the input of a source that is known to be UTF-8.
func New(src *source.Source) *Input {
	return &Input{Source: src, JSON: JSON{data: []byte(src.Text)}, noted: make(map[string]bool)}
}

// open returns the input of data and its value. The error is set if data is too
// long or is not text. Syntax errors are in the Errs of the input, which then
// ends where its valid JSON ends.
func open(name string, data []byte, maxBytes int) (*Input, Value, *incident.SourceError) {
	src, wrong := source.New(name, data, maxBytes)
	if wrong != nil {
		return nil, Value{}, wrong
	}
	if wrong = src.CheckUTF8(); wrong != nil {
		src = src.Valid()
	}
	d := New(src)
	if wrong != nil {
		d.Errs = append(d.Errs, wrong)
	}
	start := d.start()
	d.Check(start)
	return d, d.JSON.Value(start), nil
}

// Peek returns the input of data and its value without reporting errors. If
// data is not JSON, the value is absent.
func Peek(data []byte) (*Input, Value) {
	d := New(&source.Source{Text: string(source.Decode(data))})
	start := d.start()
	if i := d.JSON.skipSpace(start); i == len(d.JSON.data) || d.JSON.data[i] != '{' && d.JSON.data[i] != '[' {
		return d, Value{}
	}
	d.Check(start)
	return d, d.JSON.Value(start)
}

// start returns the offset after a byte order mark.
func (d *Input) start() int {
	return len(d.Source.Text) - len(strings.TrimPrefix(d.Source.Text, "\ufeff"))
}

// Check checks the syntax of the input from start on. At an error it adds the
// error and cuts the input off.
func (d *Input) Check(start int) {
	if json.Valid(d.JSON.data[start:]) {
		return
	}
	var raw json.RawMessage
	err := json.Unmarshal(d.JSON.data[start:], &raw)
	if err == nil {
		return
	}
	end, code := len(d.JSON.data), incident.CodeSyntax
	var syntax *json.SyntaxError
	switch {
	case strings.Contains(err.Error(), "unexpected end") || !errors.As(err, &syntax):
		err = errors.New("unexpected end: the JSON is cut off")
	case strings.Contains(err.Error(), "max depth"):
		end = start + max(int(syntax.Offset)-1, 0)
		code, err = incident.CodeLimit, &incident.LimitError{Limit: "levels of JSON", Max: maxDepth}
	default:
		end = start + max(int(syntax.Offset)-1, 0)
		r, _ := utf8.DecodeRune(d.JSON.data[end:])
		err = fmt.Errorf("invalid JSON: unexpected %q", r)
	}
	d.JSON.data, d.JSON.cut = d.JSON.data[:end], true
	d.Errs = append(d.Errs, d.Source.Error(end, code, err))
}

// maxDepth is the limit of nesting, the same as in encoding/json.
const maxDepth = 10000

// IsCut reports whether the input ends before its JSON does.
func (d *Input) IsCut() bool { return d.JSON.cut }

// Fail adds an error about v.
func (d *Input) Fail(v Value, code incident.Code, err error) {
	e := d.Source.Error(v.At, code, err)
	e.Path = v.Path.String()
	d.Errs = append(d.Errs, e)
}

// Note adds a note about v, once for each key. A note about a value that is not
// kept shows the value.
func (d *Input) Note(v Value, key string, code incident.Code, message string) {
	if d.noted[key] {
		return
	}
	if code == CodeUnmapped {
		message += ": " + d.JSON.excerpt(v)
	}
	d.noted[key] = true
	d.Notes = append(d.Notes, d.Source.Note(v.At, code, v.Path.String(), message))
}

// Offsets returns the first offset in a time, other than UTC's, and the number
// of different offsets, at most 2.
func (d *Input) Offsets() (first string, n int) { return d.offset, d.offsets }
