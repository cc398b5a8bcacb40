package wire

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

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
	return Value{in: o.Value.in}
}

// first returns the value of the first key that has one.
func (o Object) first(keys []string) (v Value) {
	for _, key := range keys {
		if v = o.Get(key); v.Given() && (v.Kind != IsString || v.String() != "") {
			break
		}
	}
	return v
}

// Member returns the value of member i.
func (o Object) Member(i int) Value {
	v := o.Members[i].Value
	v.path = &path{outer: o.Value.path, name: o.Members[i].Key}
	return v
}

// Has reports whether the object has the key, even if its value is null.
func (o Object) Has(key string) bool { return o.Get(key).Kind != Absent }

// HasAny reports whether the object has one of the keys.
func (o Object) HasAny(keys ...string) bool { return slices.ContainsFunc(keys, o.Has) }

// Text returns the text of the first key that has one, or "".
func (o Object) Text(keys ...string) string {
	v := o.first(keys)
	switch v.Kind {
	case Absent, IsNull:
		return ""
	case IsObject, IsList:
		v.expected("a text")
		return ""
	}
	return v.String()
}

// Line returns the text of the first key that has one, trimmed for a field of
// one line.
func (o Object) Line(keys ...string) string { return strings.TrimSpace(o.Text(keys...)) }

// Flag returns the boolean value of a key.
func (o Object) Flag(key string) bool { return o.Line(key) == "true" }

// Time returns the instant of the first key that has one, or the zero time.
func (o Object) Time(keys ...string) time.Time {
	for _, key := range keys {
		v := o.Get(key)
		t, code, err := v.instant()
		if err != nil {
			v.Fail(code, err)
		}
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// Word returns the known word for the text of a key, or the text itself, with a
// note.
func Word[T ~string](o Object, key string, parse func(string) (T, error)) T {
	s := o.Line(key)
	w, err := parse(s)
	if err != nil {
		o.Get(key).Note("word "+key+" "+s, incident.CodeUnknown, fmt.Sprintf("%q is not a known %s", s, key))
		return T(s)
	}
	return w
}

// Unmapped adds notes for keys with a value that the model has no field for.
func (o Object) Unmapped(where string, keys ...string) {
	for _, key := range keys {
		if v := o.Get(key); v.Says() {
			v.Note(where+"."+key, CodeUnmapped, fmt.Sprintf("the model has no field for %s of %s", key, where))
		}
	}
}

// Unknown adds notes for the keys that have a value and that the vendor is not
// known to use. It reports whether there were any.
func (o Object) Unknown(vendor, where string, known []string) (found bool) {
	for i, m := range o.Members {
		if slices.Contains(known, m.Key) || !m.Value.Says() {
			continue
		}
		found = true
		o.Member(i).Note(where+"."+m.Key, CodeUnmapped, fmt.Sprintf("%s has no key %q in %s; it was not read", vendor, m.Key, where))
	}
	return found
}

// CheckLast adds a note if the response is not the last of a list: if an object
// under a key says where the next one is.
func (o Object) CheckLast(key, next string) {
	if v := o.Get(key).MaybeObject().Get(next); v.Says() {
		v.Note(key, CodeUnmapped, "the list goes on in another response, which was not read")
	}
}

// None returns the error for an object that is not a response: the message that
// it contains, or else its keys.
func (o Object) None() error {
	for _, key := range []string{"error", "message", "errors"} {
		if v := o.Get(key); v.Kind == IsString {
			return fmt.Errorf("this is not a response of a status page; it says %s", v.in.data[v.At:v.end])
		}
	}
	const most = 8
	var keys []string
	for i, m := range o.Members {
		if i == most {
			keys = append(keys, "...")
			break
		}
		keys = append(keys, fmt.Sprintf("%q", m.Key))
	}
	if len(keys) == 0 {
		return fmt.Errorf("this is not a response of a status page; it is empty")
	}
	return fmt.Errorf("this is not a response of a status page; its keys are %s", strings.Join(keys, ", "))
}
