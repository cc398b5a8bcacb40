package parse

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/spelling"
)

// jsonReader reads JSON, from an offset of the input on, into the types of the
// model. Its methods return an error only if it ends the reading.
type jsonReader struct {
	in     *input
	at     int
	path   []byte         // of the value being read
	depth  int            // nesting of skipped values
	places map[string]int // offsets by path; nil if they are not recorded
}

func newJSONReader(in *input, at int, path string) *jsonReader {
	if at == 0 && strings.HasPrefix(in.src, byteOrderMark) {
		at = len(byteOrderMark)
	}
	return &jsonReader{in: in, at: at, path: []byte(path)}
}

const byteOrderMark = "\ufeff"

// maxJSONDepth limits the nesting of skipped values. The model is 8 levels
// deep.
const maxJSONDepth = 1000

// end adds the error that ended the reading, if any.
func (r *jsonReader) end(err *incident.SourceError) {
	if err != nil {
		r.in.errs = append(r.in.errs, err)
	}
}

// drop adds an error and returns nil if Lax is set; otherwise it returns the
// error.
func (r *jsonReader) drop(err *incident.SourceError) *incident.SourceError {
	if !r.in.lax {
		return err
	}
	r.end(err)
	return nil
}

func (r *jsonReader) fault(at int, code incident.Code, cause error) *incident.SourceError {
	e := r.in.source.Error(at, code, cause)
	e.Path = string(r.path)
	return e
}

// unexpected returns an error that says what was found and what is wanted.
func (r *jsonReader) unexpected(want string) *incident.SourceError {
	return r.fault(r.at, incident.CodeSyntax, fmt.Errorf("want %s, %s", want, r.found()))
}

// found describes the value that begins at r.at.
func (r *jsonReader) found() string {
	switch c := r.next(); {
	case c == 0:
		return "but the file ends"
	case c == '"':
		return "not a string"
	case c == '[':
		return "not an array"
	case c == '{':
		return "not an object"
	case c == '-', '0' <= c && c <= '9':
		return "not a number"
	}
	if quote, _ := utf8.DecodeRuneInString(r.in.src[r.at:]); strings.ContainsRune("“”„‘’«»'", quote) {
		return fmt.Sprintf("not %q; JSON has straight double quotes", quote)
	}
	word := r.in.src[r.at:]
	if n := strings.IndexFunc(word, func(c rune) bool { return c < 'a' || c > 'z' }); n > 0 {
		word = word[:n]
	}
	switch word {
	case "true", "false":
		return "not a boolean"
	case "null":
		return "not null"
	}
	for _, c := range word {
		return fmt.Sprintf("not %q", c)
	}
	return ""
}

// next skips white space and returns the byte after it, or 0 at the end of the
// input.
func (r *jsonReader) next() byte {
	for ; r.at < len(r.in.src); r.at++ {
		switch c := r.in.src[r.at]; c {
		case ' ', '\t', '\r', '\n':
		default:
			return c
		}
	}
	return 0
}

// within calls read for a part of the present value. name is a key, or an index
// in brackets.
func (r *jsonReader) within(name string, read func() *incident.SourceError) *incident.SourceError {
	n := len(r.path)
	if r.depth > 0 { // skipped values have no paths
		return read()
	}
	if n > 0 && !strings.HasPrefix(name, "[") {
		r.path = append(r.path, '.')
	}
	r.path = append(r.path, name...)
	err := read()
	r.path = r.path[:n]
	return err
}

// value reads one value into v.
func (r *jsonReader) value(v reflect.Value) *incident.SourceError {
	c := r.next()
	if r.places != nil {
		r.places[string(r.path)] = r.at
	}
	if c == 'n' {
		return r.skip() // null means the zero value
	}
	text, isText := v.Addr().Interface().(encoding.TextUnmarshaler)
	kind := v.Kind()
	if isText {
		kind = reflect.String
	}
	switch kind {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.value(v.Elem())
	case reflect.Struct:
		if c == '{' {
			return r.object(v, false)
		}
		return r.mismatch("an object")
	case reflect.Map:
		if c == '{' {
			return r.stringMap(v)
		}
		return r.mismatch("an object")
	case reflect.Slice:
		if c == '[' {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0)) // empty, not nil, as in encoding/json
			return r.array(func(i int) *incident.SourceError {
				v.Grow(1)
				v.SetLen(i + 1)
				return r.value(v.Index(i))
			})
		}
		return r.mismatch("an array")
	case reflect.Bool:
		if c != 't' && c != 'f' {
			return r.mismatch("a boolean")
		}
		v.SetBool(c == 't')
		return r.skip()
	case reflect.Int:
		return r.integer(v, c)
	}
	if c != '"' {
		return r.mismatch("a string")
	}
	at := r.at
	s, err := r.string()
	switch {
	case err != nil:
		return err
	case !isText:
		r.word(v, s, at)
		return nil
	}
	if text.UnmarshalText([]byte(s)) == nil {
		return nil
	}
	example := "date such as 2024-03-05"
	if v.Type() == reflect.TypeFor[time.Time]() {
		example = "time such as 2024-03-05T09:17:00Z"
	}
	return r.drop(r.fault(at, incident.CodeSyntax, fmt.Errorf("%q is not a %s", s, example)))
}

// word sets v to a string, or to the known word that the string spells.
func (r *jsonReader) word(v reflect.Value, s string, at int) {
	if parse := jsonWords()[v.Type()]; parse != nil {
		if known, err := parse(s); err == nil && known != s {
			r.in.note(NoteWord, string(r.path), at, fmt.Sprintf("%q was read as %q", s, known))
			s = known
		}
	}
	v.SetString(s)
}

func (r *jsonReader) integer(v reflect.Value, c byte) *incident.SourceError {
	if c != '-' && (c < '0' || c > '9') {
		return r.mismatch("a whole number")
	}
	at := r.at
	if err := r.skip(); err != nil {
		return err
	}
	n, err := strconv.Atoi(r.in.src[at:r.at])
	if err != nil {
		return r.drop(r.fault(at, incident.CodeSyntax, fmt.Errorf("want a whole number, not %s", r.in.src[at:r.at])))
	}
	v.SetInt(int64(n))
	return nil
}

// mismatch skips a value of the wrong type and adds an error.
func (r *jsonReader) mismatch(want string) *incident.SourceError {
	fault := r.unexpected(want)
	if err := r.skip(); err != nil {
		return fault // broken JSON
	}
	return r.drop(fault)
}

// object reads the members of an object into the fields of a struct. If
// isDocument is set, the key "schema" is allowed too.
func (r *jsonReader) object(v reflect.Value, isDocument bool) *incident.SourceError {
	fields := fieldsOf(v.Type())
	seen := make([]bool, len(fields)+1) // the last element is for the schema
	return r.members(func(name string, key int) *incident.SourceError {
		i := slices.Index(fields, name)
		if isDocument && name == "schema" {
			i = len(fields)
		}
		switch {
		case i < 0 || name == "":
			cause := errors.New("unknown key")
			if near := spelling.Nearest(name, fields); near != "" {
				cause = fmt.Errorf("unknown key; did you mean %q?", near)
			}
			if err := r.drop(r.fault(key, incident.CodeUnknown, cause)); err != nil {
				return err
			}
			return r.skip()
		case seen[i]:
			return r.again(key)
		}
		seen[i] = true
		if i == len(fields) {
			return r.schema()
		}
		return r.value(v.Field(i))
	})
}

// stringMap reads the members of an object into a map of strings.
func (r *jsonReader) stringMap(v reflect.Value) *incident.SourceError {
	m := make(map[string]string)
	v.Set(reflect.ValueOf(m))
	return r.members(func(name string, key int) *incident.SourceError {
		if _, ok := m[name]; ok {
			return r.again(key)
		}
		var s string
		err := r.value(reflect.ValueOf(&s).Elem())
		m[name] = s
		return err
	})
}

// again skips the value of a repeated key and adds an error.
func (r *jsonReader) again(key int) *incident.SourceError {
	if err := r.drop(r.fault(key, incident.CodeDuplicate, errors.New("repeated key"))); err != nil {
		return err
	}
	return r.skip()
}

// members reads an object, calling each after each key.
func (r *jsonReader) members(each func(name string, key int) *incident.SourceError) *incident.SourceError {
	return r.list('}', func(int) *incident.SourceError {
		if r.next() != '"' {
			return r.unexpected("a key in double quotes")
		}
		key := r.at
		name, err := r.string()
		if err != nil {
			return err
		}
		if r.next() != ':' {
			return r.unexpected(`":" behind the key`)
		}
		r.at++
		return r.within(name, func() *incident.SourceError { return each(name, key) })
	})
}

// array reads an array, calling each at each element.
func (r *jsonReader) array(each func(i int) *incident.SourceError) *incident.SourceError {
	return r.list(']', func(i int) *incident.SourceError {
		return r.within("["+strconv.Itoa(i)+"]", func() *incident.SourceError { return each(i) })
	})
}

// list reads elements between commas up to a bracket, calling one for each.
func (r *jsonReader) list(bracket byte, one func(i int) *incident.SourceError) *incident.SourceError {
	r.at++
	if r.next() == bracket {
		r.at++
		return nil
	}
	for i := 0; ; i++ {
		if err := one(i); err != nil {
			return err
		}
		switch r.next() {
		case ',':
			r.at++
		case bracket:
			r.at++
			return nil
		default:
			return r.unexpected(fmt.Sprintf(`"," or "%c"`, bracket))
		}
	}
}

// string reads a string.
func (r *jsonReader) string() (string, *incident.SourceError) {
	start := r.at
	escaped := false
	for r.at++; r.at < len(r.in.src); r.at++ {
		switch c := r.in.src[r.at]; {
		case c == '"':
			r.at++
			if !escaped {
				return r.in.src[start+1 : r.at-1], nil
			}
			var s string
			if json.Unmarshal([]byte(r.in.src[start:r.at]), &s) != nil {
				return "", r.fault(start, incident.CodeSyntax, errors.New(`the string has a "\" that begins no escape; write "\\"`))
			}
			return s, nil
		case c == '\\':
			escaped = true
			r.at++
		case c < ' ':
			return "", r.fault(r.at, incident.CodeSyntax, fmt.Errorf("%U in a string must be escaped; is the closing quote missing?", c))
		}
	}
	r.at = len(r.in.src)
	return "", r.fault(r.at, incident.CodeSyntax, errors.New("the file ends in the middle of a string"))
}

// skip skips a value.
func (r *jsonReader) skip() *incident.SourceError {
	switch c := r.next(); c {
	case '"':
		_, err := r.string()
		return err
	case '{', '[':
		if r.depth++; r.depth > maxJSONDepth {
			return r.fault(r.at, incident.CodeLimit, &incident.LimitError{Limit: "levels of values", Max: maxJSONDepth})
		}
		defer func() { r.depth-- }()
		if c == '[' {
			return r.array(func(int) *incident.SourceError { return r.skip() })
		}
		return r.members(func(string, int) *incident.SourceError { return r.skip() })
	}
	end := r.at
	for end < len(r.in.src) && !strings.ContainsRune(" \t\r\n,:]}", rune(r.in.src[end])) {
		end++
	}
	switch word := r.in.src[r.at:end]; {
	case word == "":
		return r.unexpected("a value")
	case !json.Valid([]byte(word)):
		return r.fault(r.at, incident.CodeSyntax, fmt.Errorf("%.20q is not a JSON value", word))
	}
	r.at = end
	return nil
}
