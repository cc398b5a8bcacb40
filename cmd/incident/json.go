package main

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/source"
)

// schema is the version of the JSON documents that the command writes.
const schema = 1

// document is an incident as the command writes it.
type document struct {
	Schema int `json:"schema"`
	*incident.Incident
}

func marshal(inc *incident.Incident, indent bool) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if indent {
		enc.SetIndent("", "  ")
	}
	err := enc.Encode(document{schema, inc})
	return b.Bytes(), err
}

// jsonReader reads incidents from JSON more strictly than encoding/json: names
// are exact, unknown and repeated ones are faults, and every fault has its
// place.
type jsonReader struct {
	source *source.Source
	data   []byte // of source
	lax    bool
	dec    *json.Decoder
	offset map[string]int        // of values, by path
	faults incident.SourceErrors // what reading went on after; with lax, all but broken JSON
}

func newJSONReader(src *source.Source) *jsonReader {
	data := []byte(src.Text)
	return &jsonReader{source: src, data: data, dec: json.NewDecoder(bytes.NewReader(data)), offset: make(map[string]int)}
}

// readJSON reads an incident, an array of them, or one after another. With lax,
// what does not fit is dropped and listed, and what stands before the end of a
// broken file is returned.
//
// The error is nil or incident.SourceErrors.
func readJSON(name string, data []byte, lax bool) ([]*incident.Incident, error) {
	src := &source.Source{File: name, Text: string(data)}
	wrong := src.CheckUTF8()
	if wrong != nil {
		if !lax {
			return nil, wrong
		}
		src = src.Valid()
	}
	r := newJSONReader(src)
	r.lax = lax
	if wrong != nil {
		r.faults = append(r.faults, wrong)
	}
	var list []*incident.Incident
	read := func(at string) error {
		var inc incident.Incident
		err := r.top(&inc, at)
		if err == nil || lax && !reflect.ValueOf(inc).IsZero() {
			list = append(list, &inc)
		}
		return err
	}
	for some := false; ; some = true {
		at := r.next()
		if at == len(r.data) && some {
			return list, r.err()
		}
		var err error
		if at < len(r.data) && r.data[at] == '[' {
			err = r.array("", func(i int) error { return read(fmt.Sprintf("[%d]", i)) })
		} else {
			err = read("")
		}
		if err != nil {
			r.faults = append(r.faults, r.asFault(err))
		}
		if len(r.faults) > 0 && !lax {
			return nil, r.err()
		}
		if err != nil {
			return list, r.err()
		}
	}
}

// err returns the faults as an error.
func (r *jsonReader) err() error {
	if len(r.faults) == 0 {
		return nil
	}
	return r.faults
}

// top reads an incident and checks what cannot be shown as it stands: unknown
// zones, and control characters in one-line fields.
func (r *jsonReader) top(inc *incident.Incident, at string) error {
	start := r.next()
	if start >= len(r.data) || r.data[start] != '{' {
		return r.mismatch(start, at, "an incident, which is an object")
	}
	r.offset[at] = start
	seenSchema := false
	err := r.object(reflect.ValueOf(inc).Elem(), at, func(name string, key int) (bool, error) {
		if name != "schema" || seenSchema {
			return false, nil
		}
		seenSchema = true
		var n int
		valueAt := r.next()
		if err := r.dec.Decode(&n); err != nil {
			return true, r.fault(valueAt, join(at, name), errors.New("want a number"))
		}
		if n != schema {
			return true, r.fault(valueAt, join(at, name), fmt.Errorf("%d is not the version %d that this command knows", n, schema))
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	var broken incident.Errors
	if !errors.As(inc.Validate(), &broken) {
		return nil
	}
	for _, e := range broken {
		if e.Code == incident.CodeZone || e.Code == incident.CodeControl {
			path := join(at, e.Path)
			r.faults = append(r.faults, r.fault(r.offset[path], path, fmt.Errorf("%s: %w", e.Code, cause(e))))
		}
	}
	return nil
}

func cause(e *incident.FieldError) error {
	if e.Err == nil {
		return errors.New(string(e.Code))
	}
	return e.Err
}

// value reads one value into v.
func (r *jsonReader) value(v reflect.Value, at string) error {
	start := r.next()
	r.offset[at] = start
	if start < len(r.data) && r.data[start] == 'n' {
		return r.leaf(v, at, start) // null leaves the zero value
	}
	if _, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return r.leaf(v, at, start)
	}
	switch kind := v.Kind(); {
	case start == len(r.data):
	case kind == reflect.Slice && r.data[start] != '[':
		return r.skip(start, at, "an array")
	case (kind == reflect.Struct || kind == reflect.Map) && r.data[start] != '{':
		return r.skip(start, at, "an object")
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.value(v.Elem(), at)
	case reflect.Struct:
		return r.object(v, at, nil)
	case reflect.Slice:
		return r.array(at, func(i int) error {
			v.Grow(1)
			v.SetLen(i + 1)
			return r.value(v.Index(i), fmt.Sprintf("%s[%d]", at, i))
		})
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		return r.members(at, func(name string, _ int) error {
			value := reflect.New(v.Type().Elem()).Elem()
			if err := r.value(value, join(at, name)); err != nil {
				return err
			}
			v.SetMapIndex(reflect.ValueOf(name), value)
			return nil
		})
	}
	return r.leaf(v, at, start)
}

// leaf reads a value that has nothing inside.
func (r *jsonReader) leaf(v reflect.Value, at string, start int) error {
	var raw json.RawMessage
	if err := r.dec.Decode(&raw); err != nil {
		return err
	}
	if err := json.Unmarshal(raw, v.Addr().Interface()); err != nil {
		var mismatch *json.UnmarshalTypeError
		if errors.As(err, &mismatch) {
			want := "a string"
			switch mismatch.Type.Kind() {
			case reflect.Bool:
				want = "a boolean"
			case reflect.Int:
				want = "a whole number"
			}
			err = fmt.Errorf("want %s, not %s", want, r.kind(start))
		}
		return r.drop(r.fault(start, at, err))
	}
	return nil
}

// drop goes on after a fault with lax, and else ends the reading.
func (r *jsonReader) drop(f *incident.SourceError) error {
	if !r.lax {
		return f
	}
	r.faults = append(r.faults, f)
	return nil
}

// skip drops a value of another kind than the one wanted.
func (r *jsonReader) skip(start int, at, want string) error {
	f := r.fault(start, at, fmt.Errorf("want %s, not %s", want, r.kind(start)))
	var raw json.RawMessage
	if err := r.dec.Decode(&raw); err != nil {
		return err
	}
	return r.drop(f)
}

// object reads the members of an object into the fields of a struct. special,
// where given, takes members that are no fields.
func (r *jsonReader) object(v reflect.Value, at string, special func(name string, key int) (bool, error)) error {
	return r.members(at, func(name string, key int) error {
		if i, ok := field(v.Type(), name); ok {
			return r.value(v.Field(i), join(at, name))
		}
		if special != nil {
			if done, err := special(name, key); done {
				return err
			}
		}
		r.faults = append(r.faults, r.fault(key, join(at, name), errors.New("unknown key")))
		var skipped json.RawMessage
		return r.dec.Decode(&skipped)
	})
}

func (r *jsonReader) members(at string, each func(name string, key int) error) error {
	start := r.next()
	if start >= len(r.data) || r.data[start] != '{' {
		return r.mismatch(start, at, "an object")
	}
	if _, err := r.dec.Token(); err != nil {
		return err
	}
	seen := make(map[string]bool)
	for r.dec.More() {
		key := r.next()
		token, err := r.dec.Token()
		if err != nil {
			return err
		}
		name := token.(string)
		if seen[name] {
			var again json.RawMessage
			if err := r.dec.Decode(&again); err != nil {
				return err
			}
			if err := r.drop(r.fault(key, join(at, name), errors.New("the key stands there twice"))); err != nil {
				return err
			}
			continue
		}
		seen[name] = true
		if err := each(name, key); err != nil {
			return err
		}
	}
	_, err := r.dec.Token()
	return err
}

func (r *jsonReader) array(at string, each func(i int) error) error {
	start := r.next()
	if start >= len(r.data) || r.data[start] != '[' {
		return r.mismatch(start, at, "an array")
	}
	if _, err := r.dec.Token(); err != nil {
		return err
	}
	for i := 0; r.dec.More(); i++ {
		if err := each(i); err != nil {
			return err
		}
	}
	_, err := r.dec.Token()
	return err
}

// field finds the field of a JSON name, which is exact.
func field(t reflect.Type, name string) (int, bool) {
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name {
			return i, true
		}
	}
	return 0, false
}

// next returns where the next token begins.
func (r *jsonReader) next() int {
	at := int(r.dec.InputOffset())
	for at < len(r.data) {
		switch r.data[at] {
		case ' ', '\t', '\r', '\n', ',', ':':
			at++
		default:
			return at
		}
	}
	return at
}

// mismatch says what stands where something else is wanted.
func (r *jsonReader) mismatch(start int, at, want string) error {
	if start >= len(r.data) {
		return r.fault(start, at, fmt.Errorf("want %s, but the file ends", want))
	}
	return r.fault(start, at, fmt.Errorf("want %s, not %s", want, r.kind(start)))
}

// kind names the kind of the value at start.
func (r *jsonReader) kind(start int) string {
	switch c := r.data[start]; {
	case c == '"':
		return "a string"
	case c == '[':
		return "an array"
	case c == '{':
		return "an object"
	case c == 't', c == 'f':
		return "a boolean"
	case c == 'n':
		return "null"
	case c == '-', '0' <= c && c <= '9':
		return "a number"
	}
	return fmt.Sprintf("%q", r.data[start])
}

// asFault gives an error of encoding/json its place.
func (r *jsonReader) asFault(err error) *incident.SourceError {
	var f *incident.SourceError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return r.fault(len(r.data), "", errors.New("the file ends in the middle of the JSON"))
	case errors.As(err, &syntax):
		// The offset is that of the character, or the one behind it.
		at := int(syntax.Offset)
		if at >= len(r.data) || at > 0 && !strings.Contains(syntax.Error(), fmt.Sprintf("%q", rune(r.data[at]))) {
			at--
		}
		return r.fault(at, "", fmt.Errorf("no valid JSON: %w", syntax))
	}
	return r.fault(int(r.dec.InputOffset()), "", err)
}

func (r *jsonReader) fault(offset int, path string, err error) *incident.SourceError {
	f := r.source.Error(offset, incident.CodeSyntax, err)
	f.Path = path
	return f
}

func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "." + name
}
