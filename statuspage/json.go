package statuspage

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/incidentkit/incident/internal/source"
)

// A document is JSON that is known to be well formed up to its end, where it
// may have been cut off. Values are places in it: only those that are asked for
// are ever taken out, and no tree is built.
type document struct {
	source *source.Source
	data   []byte // of the source, up to where its JSON is well formed
	cut    bool   // data ends before its JSON does
}

// A value is one value of the document, with its path.
type value struct {
	kind    kind
	at, end int // data[at:end]
	path    *path
}

type kind byte

const (
	absent   kind = 0
	isObject kind = '{'
	isList   kind = '['
	isString kind = '"'
	isNumber kind = '0'
	isBool   kind = 't'
	isNull   kind = 'n'
)

// String names the kind for a message.
func (k kind) String() string {
	switch k {
	case isObject:
		return "an object"
	case isList:
		return "a list"
	case isString:
		return "a string"
	case isNumber:
		return "a number"
	case isBool:
		return "a truth value"
	case isNull:
		return "null"
	}
	return "nothing"
}

// given reports whether the value is there and not null.
func (v value) given() bool { return v.kind != absent && v.kind != isNull }

// A path is the place of a value. It is put into words only for a message.
type path struct {
	outer *path
	name  string
	index int
}

func (p *path) String() string {
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
func (d *document) skipSpace(i int) int {
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

// value returns the value that begins at i, where space is skipped.
func (d *document) value(i int, p *path) value {
	i = d.skipSpace(i)
	if i >= len(d.data) {
		return value{at: i, end: i}
	}
	v := value{at: i, path: p}
	switch c := d.data[i]; c {
	case '{', '[':
		v.kind, v.end = kind(c), d.closing(i)
	case '"':
		v.kind, v.end = isString, d.stringEnd(i)
		if v.end < 0 {
			return value{at: i, end: len(d.data)}
		}
	default:
		for v.end = i; v.end < len(d.data) && !endsScalar(d.data[v.end]); v.end++ {
		}
		switch {
		case v.end == len(d.data) && d.cut:
			return value{at: i, end: v.end}
		case c == 't' || c == 'f':
			v.kind = isBool
		case c == 'n':
			v.kind = isNull
		default:
			v.kind = isNumber
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
func (d *document) closing(i int) int {
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
func (d *document) stringEnd(i int) int {
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

// An object is the members of one, in their order.
type object struct {
	value
	members []member
}

type member struct {
	key string
	value
}

// get returns the value of a key; of several the last, as encoding/json does.
func (o object) get(key string) value {
	for i := len(o.members) - 1; i >= 0; i-- {
		if o.members[i].key == key {
			return o.at(i)
		}
	}
	return value{}
}

// at returns the value of the i-th member.
func (o object) at(i int) value {
	v := o.members[i].value
	v.path = &path{outer: o.path, name: o.members[i].key}
	return v
}

// has reports whether the object has the key, null or not.
func (o object) has(key string) bool { return o.get(key).kind != absent }

// object returns the members of v, if it is an object.
func (d *document) object(v value) object {
	o := object{value: v}
	if v.kind != isObject {
		return o
	}
	for i := v.at + 1; ; {
		key := d.value(i, nil)
		if key.kind != isString {
			return o
		}
		i = d.skipSpace(key.end)
		if i >= len(d.data) || d.data[i] != ':' {
			return o
		}
		m := member{d.string(key), d.value(i+1, nil)}
		if m.value.kind == absent {
			return o
		}
		o.members = append(o.members, m)
		i = d.skipSpace(m.end)
		if i >= len(d.data) || d.data[i] != ',' {
			return o
		}
		i++
	}
}

// elements returns the elements of v, if it is a list.
func (d *document) elements(v value) []value {
	if v.kind != isList {
		return nil
	}
	var list []value
	for i := v.at + 1; ; {
		e := d.value(i, &path{outer: v.path, index: len(list)})
		if e.kind == absent || e.end == e.at {
			return list
		}
		list = append(list, e)
		i = d.skipSpace(e.end)
		if i >= len(d.data) || d.data[i] != ',' {
			return list
		}
		i++
	}
}

// string returns the text of a string, and of other scalars as they are
// written.
func (d *document) string(v value) string {
	raw := d.data[v.at:v.end]
	if v.kind != isString {
		return string(raw)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}
