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

// The codes of errors and notes that all readers of answers have, beside those
// of package incident.
const (
	CodeType     incident.Code = "type"     // a value of a kind that is not expected there
	CodeUnmapped incident.Code = "unmapped" // the model has no place for it
	CodeInferred incident.Code = "inferred" // concluded, not stated
	CodeVendor   incident.Code = "vendor"   // an answer of another vendor
)

// An Input is the JSON of a source. It collects what is wrong with it, and what
// is to be noted.
type Input struct {
	Source *source.Source
	JSON   JSON // of the source, up to where it is well formed
	Errs   incident.SourceErrors
	Notes  []incident.Note

	// Location is that of times without an offset; nil: UTC.
	Location *time.Location

	noted   map[string]bool
	offset  string // the first offset that times carry, other than UTC's
	offsets int    // how many there are, up to 2
}

// New returns the input of a source that is known to be UTF-8.
func New(src *source.Source) *Input {
	return &Input{Source: src, JSON: JSON{data: []byte(src.Text)}, noted: make(map[string]bool)}
}

// Open returns the input of data and its value. The error is set where data
// is too long, or no text. What else is wrong stands in Errs of the input,
// which ends where its JSON does.
func Open(name string, data []byte, maxBytes int) (*Input, Value, *incident.SourceError) {
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

// Peek returns the input of data that nothing is to be reported of, and its
// value; one that is not there where data is no JSON.
func Peek(data []byte) (*Input, Value) {
	d := New(&source.Source{Text: string(source.Decode(data))})
	start := d.start()
	if i := d.JSON.skipSpace(start); i == len(d.JSON.data) || d.JSON.data[i] != '{' && d.JSON.data[i] != '[' {
		return d, Value{}
	}
	d.Check(start)
	return d, d.JSON.Value(start)
}

// start returns the offset behind a byte order mark.
func (d *Input) start() int {
	return len(d.Source.Text) - len(strings.TrimPrefix(d.Source.Text, "\ufeff"))
}

// Check finds out whether the input is well formed from start on, and cuts
// it off where it is not, with an error.
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
		err = fmt.Errorf("no valid JSON: %q cannot stand here", r)
	}
	d.JSON.data, d.JSON.cut = d.JSON.data[:end], true
	d.Errs = append(d.Errs, d.Source.Error(end, code, err))
}

// maxDepth is that of encoding/json.
const maxDepth = 10000

// IsCut reports whether the input ends before its JSON does.
func (d *Input) IsCut() bool { return d.JSON.cut }

// Fail reports an error about v.
func (d *Input) Fail(v Value, code incident.Code, err error) {
	e := d.Source.Error(v.At, code, err)
	e.Path = v.Path.String()
	d.Errs = append(d.Errs, e)
}

// Note notes something about v, once for each key.
func (d *Input) Note(v Value, key string, code incident.Code, message string) {
	if d.noted[key] {
		return
	}
	d.noted[key] = true
	d.Notes = append(d.Notes, d.Source.Note(v.At, code, v.Path.String(), message))
}

// Offsets returns the first offset other than UTC's that a time carried, and
// how many there were, up to 2.
func (d *Input) Offsets() (first string, n int) { return d.offset, d.offsets }
