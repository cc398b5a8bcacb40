package wire

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident"
)

// A Value is a value in the JSON of an input, with its path. Nothing of it is
// decoded until it is asked for. The zero Value is absent.
type Value struct {
	Kind Kind
	At   int // offset in the source

	in   *Input
	end  int // offset after it
	path *path
}

// A Kind is the type of a value.
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

var kindNames = map[Kind]string{
	Absent: "nothing", IsObject: "an object", IsList: "a list", IsString: "a string", IsNumber: "a number", IsBool: "a truth value", IsNull: "null",
}

// String returns the name of the kind for a message.
func (k Kind) String() string { return kindNames[k] }

// A path is the path to a value. It is formatted only for messages.
type path struct {
	outer *path
	name  string
	index int
}

// Input returns the input that the value is from.
func (v Value) Input() *Input { return v.in }

// Path returns the path to the value: "incidents[2].name".
func (v Value) Path() string {
	var parts []string
	for p := v.path; p != nil; p = p.outer {
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

// Given reports whether the value is present and not null.
func (v Value) Given() bool { return v.Kind != Absent && v.Kind != IsNull }

// Says reports whether the value has content, unlike null, "", [], {} and
// false.
func (v Value) Says() bool {
	if !v.Given() {
		return false
	}
	switch strings.TrimSpace(v.String()) {
	case "", "[]", "{}", "false", "0":
		return false
	}
	return true
}

// String returns the decoded text of a string, and any other value as it is
// written.
func (v Value) String() string {
	if v.in == nil {
		return ""
	}
	raw := v.in.data[v.At:v.end]
	if v.Kind != IsString {
		return string(raw)
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// Fail adds an error about the value.
func (v Value) Fail(code incident.Code, err error) {
	e := v.in.Source.Error(v.At, code, err)
	e.Path = v.Path()
	v.in.Errs = append(v.in.Errs, e)
}

// Note adds a note about the value, once for each key. A note about a value
// that is not kept shows the value.
func (v Value) Note(key string, code incident.Code, message string) {
	if v.in.noted[key] {
		return
	}
	if code == CodeUnmapped {
		message += ": " + v.excerpt()
	}
	v.in.noted[key] = true
	v.in.Notes = append(v.in.Notes, v.in.Source.Note(v.At, code, v.Path(), message))
}

// excerpt returns the JSON of the value on one line, cut if it is long.
func (v Value) excerpt() string {
	const most = 80
	line := strings.Join(strings.Fields(string(v.in.data[v.At:v.end])), " ")
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

// expected adds an error about a value of another kind than what is expected.
func (v Value) expected(what string) {
	v.Fail(CodeType, fmt.Errorf("%s where %s is expected", v.Kind, what))
}

// Elements returns the elements of the value if it is a list.
func (v Value) Elements() []Value {
	if v.Kind != IsList {
		return nil
	}
	var list []Value
	for i := v.At + 1; i >= 0; {
		e := v.in.value(i, &path{outer: v.path, index: len(list)})
		if e.Kind == Absent || e.end == e.At {
			break
		}
		list = append(list, e)
		i = v.in.next(e)
	}
	return list
}

// List returns the elements of the value, which must be a list. Programs that
// store lists as text, or have no empty lists, write "[]", "", {} or false for
// an empty one.
func (v Value) List() []Value {
	switch {
	case v.Kind == IsList:
		return v.Elements()
	case !v.Given():
	case v.Kind == IsObject && len(v.members()) == 0:
	case v.Kind != IsObject && slices.Contains([]string{"", "[]", "{}", "false", "null"}, v.String()):
	default:
		v.expected("a list")
	}
	return nil
}

// Objects returns the elements of the value, which must be a list of objects.
// It leaves out objects that say nothing.
func (v Value) Objects() []Object {
	var list []Object
	for _, e := range v.List() {
		if o := e.Object(); len(o.Members) > 0 {
			list = append(list, o)
		}
	}
	return list
}

// Object returns the value as an object, which it must be. If the value is
// absent or null, the object has no members.
func (v Value) Object() Object {
	if v.Given() && v.Kind != IsObject {
		v.expected("an object")
	}
	return v.MaybeObject()
}

// MaybeObject returns the value as an object. If the value is anything else,
// the object has no members.
func (v Value) MaybeObject() Object { return Object{v, v.members()} }

// members returns the members of the value if it is an object.
func (v Value) members() []Member {
	if v.Kind != IsObject {
		return nil
	}
	d := v.in
	var list []Member
	for i := v.At + 1; i >= 0; {
		key := d.value(i, nil)
		if key.Kind != IsString {
			break
		}
		i = d.skipSpace(key.end)
		if i >= len(d.data) || d.data[i] != ':' {
			break
		}
		m := Member{key.String(), d.value(i+1, nil)}
		if m.Value.Kind == Absent {
			break
		}
		list = append(list, m)
		i = d.next(m.Value)
	}
	return list
}
