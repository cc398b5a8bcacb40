package wire

import (
	"slices"
	"strconv"
	"strings"
)

// A Value is a place in the JSON, with its path.
type Value struct {
	Kind    Kind
	At, End int // offsets in data
	Path    *Path
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

// String returns the name of the kind for a message.
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

// Given reports whether the value is present and not null.
func (v Value) Given() bool { return v.Kind != Absent && v.Kind != IsNull }

// A Path is the path to a value. It is formatted only for messages.
type Path struct {
	outer *Path
	name  string
	index int
}

// String returns the path as text: "incidents[2].name".
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

// An Object is an object with its members in order.
type Object struct {
	Value   Value
	Members []Member
}

// A Member is a key and its value, whose path is not set yet.
type Member struct {
	Key   string
	Value Value
}

// Get returns the value of a key. If the key is repeated, the last value is
// returned, as in encoding/json.
func (o Object) Get(key string) Value {
	for i := len(o.Members) - 1; i >= 0; i-- {
		if o.Members[i].Key == key {
			return o.Member(i)
		}
	}
	return Value{}
}

// Member returns the value of member i.
func (o Object) Member(i int) Value {
	v := o.Members[i].Value
	v.Path = &Path{outer: o.Value.Path, name: o.Members[i].Key}
	return v
}

// Has reports whether the object has the key, even if its value is null.
func (o Object) Has(key string) bool { return o.Get(key).Kind != Absent }
