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
	Errs   incident.SourceErrors
	Notes  []incident.Note

	// Location is the location of times without an offset; nil means UTC.
	Location *time.Location

	data    []byte // text of the source, up to the first syntax error
	cut     bool   // data ends before its JSON does
	noted   map[string]bool
	offset  string // the first offset in a time, other than UTC's
	offsets int    // how many different ones there are, at most 2
}

// New returns the input of a source. Errors in its encoding and its syntax are
// in the Errs of the input, which ends where its valid JSON ends.
func New(src *source.Source) *Input {
	d := &Input{Source: src, noted: make(map[string]bool)}
	if wrong := src.CheckUTF8(); wrong != nil {
		d.Errs = append(d.Errs, wrong)
		d.Source = src.Valid()
	}
	d.data = []byte(d.Source.Text)
	d.check()
	return d
}

// Peek returns the value of data without reporting errors. If data is not JSON,
// the value is absent.
func Peek(data []byte) Value {
	text := string(source.Decode(data))
	if !IsJSON(text) {
		return Value{}
	}
	return New(&source.Source{Text: text}).Root()
}

// IsJSON reports whether a text begins like an object or a list.
func IsJSON(text string) bool {
	text = strings.TrimLeft(strings.TrimPrefix(text, "\ufeff"), space)
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}

// Root returns the value of the whole input.
func (d *Input) Root() Value { return d.value(d.start(), nil) }

// start returns the offset after a byte order mark.
func (d *Input) start() int {
	return len(d.Source.Text) - len(strings.TrimPrefix(d.Source.Text, "\ufeff"))
}

// check checks the syntax of the input. At an error it adds the error and cuts
// the input off.
func (d *Input) check() {
	start := d.start()
	if json.Valid(d.data[start:]) {
		return
	}
	var raw json.RawMessage
	err := json.Unmarshal(d.data[start:], &raw)
	if err == nil {
		return
	}
	end, code := len(d.data), incident.CodeSyntax
	var syntax *json.SyntaxError
	switch {
	case strings.Contains(err.Error(), "unexpected end") || !errors.As(err, &syntax):
		err = errors.New("unexpected end: the JSON is cut off")
	case strings.Contains(err.Error(), "max depth"):
		end = start + max(int(syntax.Offset)-1, 0)
		code, err = incident.CodeLimit, &incident.LimitError{Limit: "levels of JSON", Max: maxDepth}
	default:
		end = start + max(int(syntax.Offset)-1, 0)
		r, _ := utf8.DecodeRune(d.data[end:])
		err = fmt.Errorf("invalid JSON: unexpected %q", r)
	}
	d.data, d.cut = d.data[:end], true
	d.Errs = append(d.Errs, d.Source.Error(end, code, err))
}

// maxDepth is the limit of nesting, the same as in encoding/json.
const maxDepth = 10000

// IsCut reports whether the input ends before its JSON does.
func (d *Input) IsCut() bool { return d.cut }

// Offsets returns the first offset in a time, other than UTC's, and the number
// of different offsets, at most 2.
func (d *Input) Offsets() (first string, n int) { return d.offset, d.offsets }
