package wire

import (
	"slices"
	"strings"
)

// A Sign has keys that tell what an input is: the vendor that sent it, or the
// kind of its answer.
type Sign[T ~string] struct {
	Of T

	// Keys are keys of which one is enough. Each is preceded by the keys
	// around it. Lists do not count: "incidents.openedAt" is a key of the
	// elements of incidents.
	Keys []string

	// Is reports whether the text of a key is telling. If it is nil, any
	// value is.
	Is func(string) bool
}

// Signs are tried in order, so the most telling come first.
type Signs[T ~string] []Sign[T]

// Kind returns the kind of an answer, or "".
func (list Signs[T]) Kind(v Value) T {
	kind, _ := list.find(v.keys())
	return kind
}

// Detect returns the kind of data, or "" if it is not from the vendor.
func (list Signs[T]) Detect(vendor string, data []byte) T {
	v := Peek(data)
	if found, _ := v.Vendor(); found != vendor {
		return ""
	}
	return list.Kind(v)
}

// find returns what the first sign that fits tells, and its key.
func (list Signs[T]) find(known map[string]Value) (of T, key string) {
	for _, s := range list {
		for _, key := range s.Keys {
			if v, ok := known[key]; ok && (s.Is == nil || v.Kind == IsString && s.Is(v.String())) {
				return s.Of, key
			}
		}
	}
	return "", ""
}

// OneOf returns a function that reports whether a text is in list.
func OneOf(list ...string) func(string) bool {
	return func(s string) bool { return slices.Contains(list, s) }
}

// keys returns the values below v by their keys in the form of a sign.
func (v Value) keys() map[string]Value {
	known := make(map[string]Value)
	v.addKeys("", known)
	return known
}

// addKeys adds the values below v: at most three keys deep, and only from the
// first elements of lists.
func (v Value) addKeys(prefix string, known map[string]Value) {
	const deepest, elements = 3, 3
	list := v.Elements()
	for _, e := range list[:min(len(list), elements)] {
		if e.Kind == IsObject {
			e.addKeys(prefix, known)
		}
	}
	for _, m := range v.members() {
		key := prefix + m.Key
		if _, ok := known[key]; !ok {
			known[key] = m.Value
		}
		if strings.Count(key, ".") < deepest-1 && (m.Value.Kind == IsObject || m.Value.Kind == IsList) {
			m.Value.addKeys(key+".", known)
		}
	}
}
