package wire

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"
)

// JSON is text that is known to be valid up to its end, where it may have been
// cut off. Values are offsets into it. Nothing is decoded until it is asked
// for, and no tree is built.
type JSON struct {
	data []byte
	cut  bool // data ends before its JSON does
}

// skipSpace returns the first offset from i on that is not white space.
func (j *JSON) skipSpace(i int) int {
	for i < len(j.data) {
		switch j.data[i] {
		case ' ', '\t', '\r', '\n':
			i++
		default:
			return i
		}
	}
	return i
}

// Value returns the value that begins at i, after white space, as the root of
// paths.
func (j *JSON) Value(i int) Value { return j.value(i, nil) }

// value returns the value that begins at i, after white space.
func (j *JSON) value(i int, p *Path) Value {
	i = j.skipSpace(i)
	if i >= len(j.data) {
		return Value{At: i, End: i}
	}
	v := Value{At: i, Path: p}
	switch c := j.data[i]; c {
	case '{', '[':
		v.Kind, v.End = Kind(c), j.closing(i)
	case '"':
		v.Kind, v.End = IsString, j.stringEnd(i)
		if v.End < 0 {
			return Value{At: i, End: len(j.data)}
		}
	default:
		for v.End = i; v.End < len(j.data) && !endsScalar(j.data[v.End]); v.End++ {
		}
		switch {
		case v.End == len(j.data) && j.cut:
			return Value{At: i, End: v.End}
		case c == 't' || c == 'f':
			v.Kind = IsBool
		case c == 'n':
			v.Kind = IsNull
		default:
			v.Kind = IsNumber
		}
	}
	return v
}

func endsScalar(c byte) bool {
	switch c {
	case ',', ']', '}', ':', ' ', '\t', '\r', '\n':
		return true
	}
	return false
}

// closing returns the offset after the bracket that closes the one at i.
func (j *JSON) closing(i int) int {
	depth := 0
	for i < len(j.data) {
		switch j.data[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"':
			end := j.stringEnd(i)
			if end < 0 {
				return len(j.data)
			}
			i = end
			continue
		}
		i++
	}
	return i
}

// stringEnd returns the offset after the string that begins at i, or -1.
func (j *JSON) stringEnd(i int) int {
	for i++; i < len(j.data); i++ {
		switch j.data[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
	}
	return -1
}

// Object returns v with its members if it is an object.
func (j *JSON) Object(v Value) Object {
	o := Object{Value: v}
	if v.Kind != IsObject {
		return o
	}
	for i := v.At + 1; ; {
		key := j.value(i, nil)
		if key.Kind != IsString {
			return o
		}
		i = j.skipSpace(key.End)
		if i >= len(j.data) || j.data[i] != ':' {
			return o
		}
		m := Member{j.String(key), j.value(i+1, nil)}
		if m.Value.Kind == Absent {
			return o
		}
		o.Members = append(o.Members, m)
		i = j.skipSpace(m.Value.End)
		if i >= len(j.data) || j.data[i] != ',' {
			return o
		}
		i++
	}
}

// Elements returns the elements of v if it is a list.
func (j *JSON) Elements(v Value) []Value {
	if v.Kind != IsList {
		return nil
	}
	var list []Value
	for i := v.At + 1; ; {
		e := j.value(i, &Path{outer: v.Path, index: len(list)})
		if e.Kind == Absent || e.End == e.At {
			return list
		}
		list = append(list, e)
		i = j.skipSpace(e.End)
		if i >= len(j.data) || j.data[i] != ',' {
			return list
		}
		i++
	}
}

// String returns the decoded text of a string, and any other scalar as it is
// written.
func (j *JSON) String(v Value) string {
	raw := j.data[v.At:v.End]
	if v.Kind != IsString {
		return string(raw)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// excerpt returns the JSON of v on one line, cut if it is long.
func (j *JSON) excerpt(v Value) string {
	const most = 80
	line := strings.Join(strings.Fields(string(j.data[v.At:v.End])), " ")
	text := []rune(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return utf8.RuneError
		}
		return r
	}, line))
	if len(text) > most {
		return string(text[:most]) + "..."
	}
	return string(text)
}

// Says reports whether a value has content, unlike null, "", [] and {}.
func (j *JSON) Says(v Value) bool {
	if !v.Given() {
		return false
	}
	switch strings.TrimSpace(j.String(v)) {
	case "", "[]", "{}", "false", "0":
		return false
	}
	return true
}
