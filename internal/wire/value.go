package wire

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// A Value is one value of the document, with its path.
type Value struct {
	Kind    Kind
	At, End int // of the data
	Path    *Path
}

// Kind is what a value is.
type Kind byte

const (
	Absent   Kind = 0
	IsObject Kind = '{'
	IsList   Kind = '['
	IsString Kind = '"'
	IsNumber Kind = '0'
	IsBool   Kind = 't'
	IsNull   Kind = 'n'
)

// String names the kind for a message.
func (k Kind) String() string {
	switch k {
	case IsObject:
		return "an object"
	case IsList:
		return "a list"
	case IsString:
		return "a string"
	case IsNumber:
		return "a number"
	case IsBool:
		return "a truth value"
	case IsNull:
		return "null"
	}
	return "nothing"
}

// Given reports whether the value is there and not null.
func (v Value) Given() bool { return v.Kind != Absent && v.Kind != IsNull }

// A Path is the place of a value. It is put into words only for a message.
type Path struct {
	outer *Path
	name  string
	index int
}

// String returns the path in JSON names: "incidents[2].name".
func (p *Path) String() string {
	var parts []string
	for ; p != nil; p = p.outer {
		switch {
		case p.name == "":
			parts = append(parts, "["+strconv.Itoa(p.index)+"]")
		case p.outer == nil:
			parts = append(parts, p.name)
		default:
			parts = append(parts, "."+p.name)
		}
	}
	slices.Reverse(parts)
	return strings.Join(parts, "")
}

// skipSpace returns the first offset from i on that is not white space.
func (d *Document) skipSpace(i int) int {
	for i < len(d.data) {
		switch d.data[i] {
		case ' ', '\t', '\r', '\n':
			i++
		default:
			return i
		}
	}
	return i
}

// Value returns the value that begins at i, where space is skipped, as that of
// the whole document.
func (d *Document) Value(i int) Value { return d.value(i, nil) }

// value returns the value that begins at i, where space is skipped.
func (d *Document) value(i int, p *Path) Value {
	i = d.skipSpace(i)
	if i >= len(d.data) {
		return Value{At: i, End: i}
	}
	v := Value{At: i, Path: p}
	switch c := d.data[i]; c {
	case '{', '[':
		v.Kind, v.End = Kind(c), d.closing(i)
	case '"':
		v.Kind, v.End = IsString, d.stringEnd(i)
		if v.End < 0 {
			return Value{At: i, End: len(d.data)}
		}
	default:
		for v.End = i; v.End < len(d.data) && !endsScalar(d.data[v.End]); v.End++ {
		}
		switch {
		case v.End == len(d.data) && d.cut:
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

// closing returns the offset behind the bracket that closes the one at i.
func (d *Document) closing(i int) int {
	depth := 0
	for i < len(d.data) {
		switch d.data[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"':
			end := d.stringEnd(i)
			if end < 0 {
				return len(d.data)
			}
			i = end
			continue
		}
		i++
	}
	return i
}

// stringEnd returns the offset behind the string that begins at i, or -1.
func (d *Document) stringEnd(i int) int {
	for i++; i < len(d.data); i++ {
		switch d.data[i] {
		case '"':
			return i + 1
		case '\\':
			i++
		}
	}
	return -1
}

// An Object is an object with its members, in their order.
type Object struct {
	Value   Value
	Members []Member
}

// A Member is a key and its value, which has no path yet.
type Member struct {
	Key   string
	Value Value
}

// Get returns the value of a key; of several the last, as encoding/json does.
func (o Object) Get(key string) Value {
	for i := len(o.Members) - 1; i >= 0; i-- {
		if o.Members[i].Key == key {
			return o.Member(i)
		}
	}
	return Value{}
}

// Member returns the value of the i-th member.
func (o Object) Member(i int) Value {
	v := o.Members[i].Value
	v.Path = &Path{outer: o.Value.Path, name: o.Members[i].Key}
	return v
}

// Has reports whether the object has the key, null or not.
func (o Object) Has(key string) bool { return o.Get(key).Kind != Absent }

// Object returns v with its members, if it is an object.
func (d *Document) Object(v Value) Object {
	o := Object{Value: v}
	if v.Kind != IsObject {
		return o
	}
	for i := v.At + 1; ; {
		key := d.value(i, nil)
		if key.Kind != IsString {
			return o
		}
		i = d.skipSpace(key.End)
		if i >= len(d.data) || d.data[i] != ':' {
			return o
		}
		m := Member{d.String(key), d.value(i+1, nil)}
		if m.Value.Kind == Absent {
			return o
		}
		o.Members = append(o.Members, m)
		i = d.skipSpace(m.Value.End)
		if i >= len(d.data) || d.data[i] != ',' {
			return o
		}
		i++
	}
}

// Elements returns the elements of v, if it is a list.
func (d *Document) Elements(v Value) []Value {
	if v.Kind != IsList {
		return nil
	}
	var list []Value
	for i := v.At + 1; ; {
		e := d.value(i, &Path{outer: v.Path, index: len(list)})
		if e.Kind == Absent || e.End == e.At {
			return list
		}
		list = append(list, e)
		i = d.skipSpace(e.End)
		if i >= len(d.data) || d.data[i] != ',' {
			return list
		}
		i++
	}
}

// String returns the text of a string, and of other scalars as they are
// written.
func (d *Document) String(v Value) string {
	raw := d.data[v.At:v.End]
	if v.Kind != IsString {
		return string(raw)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
