package wire

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Text returns the text of a key, or "" if it has none.
func (d *Input) Text(o Object, key string) string {
	v := o.Get(key)
	switch v.Kind {
	case Absent, IsNull:
		return ""
	case IsObject, IsList:
		d.Fail(v, CodeType, fmt.Errorf("%s where a text is expected", v.Kind))
		return ""
	}
	return d.JSON.String(v)
}

// Line returns the text of a key, trimmed for a field of one line.
func (d *Input) Line(o Object, key string) string { return strings.TrimSpace(d.Text(o, key)) }

// ObjectAt returns v as an object. If it is absent or null, the object has no
// members.
func (d *Input) ObjectAt(v Value) Object {
	if v.Given() && v.Kind != IsObject {
		d.Fail(v, CodeType, fmt.Errorf("%s where an object is expected", v.Kind))
	}
	return d.JSON.Object(v)
}

// List returns the elements of a list. Programs that store lists as text, or
// have no empty lists, write "[]", "", {} or false for an empty one.
func (d *Input) List(v Value) []Value {
	switch v.Kind {
	case Absent, IsNull:
		return nil
	case IsList:
		return d.JSON.Elements(v)
	case IsObject:
		if len(d.JSON.Object(v).Members) == 0 {
			return nil
		}
	default:
		switch d.JSON.String(v) {
		case "", "[]", "{}", "false", "null":
			return nil
		}
	}
	d.Fail(v, CodeType, fmt.Errorf("%s where a list is expected", v.Kind))
	return nil
}

// Time returns the instant of a key, or the zero time if it has none.
func (d *Input) Time(o Object, key string) time.Time {
	v := o.Get(key)
	if !v.Given() {
		return time.Time{}
	}
	t, err := d.instant(v)
	if err != nil {
		code := CodeType
		if errors.Is(err, errYear) {
			code = incident.CodeRange
		}
		d.Fail(v, code, err)
	}
	return t
}

func (d *Input) location() *time.Location {
	if d.Location == nil {
		return time.UTC
	}
	return d.Location
}

var (
	errTime = errors.New("this is not a time")
	errYear = errors.New("the year is not between 1 and 9999")
)

// instant reads a time. It returns the zero time if v states none.
func (d *Input) instant(v Value) (time.Time, error) {
	s := strings.TrimSpace(d.JSON.String(v))
	switch v.Kind {
	case IsString:
		if s == "" || s == "null" {
			return time.Time{}, nil
		}
	case IsNumber:
		return unixTime(s)
	case IsBool:
		if s == "false" {
			return time.Time{}, nil
		}
		return time.Time{}, errTime
	default:
		return time.Time{}, fmt.Errorf("%s where a time is expected", v.Kind)
	}
	for _, layout := range layouts {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		d.noteOffset(t)
		t = t.UTC()
		if y := t.Year(); y < 1 || y > 9999 {
			return time.Time{}, errYear
		}
		return t, nil
	}
	w, n := civil.Read(s)
	if n != len(s) || w.Date.Year == 0 {
		return time.Time{}, fmt.Errorf("%q: %w", s, errTime)
	}
	found := w.Resolve(time.Time{}, d.location())
	if found.Time.IsZero() || found.Kind == civil.Assumed {
		return time.Time{}, fmt.Errorf("%q is not an instant: %s", s, found.Kind)
	}
	if w.Zone == "" {
		d.Note(v, "offset", CodeInferred, "the time has no offset; it was read in the page's zone")
	}
	return found.Time.UTC(), nil
}

// layouts are the layouts of times with an offset. Times with names of zones
// are left to package civil, because time.Parse would read most of them as UTC.
var layouts = [...]string{
	time.RFC3339, // also accepts fractions of seconds
	"2006-01-02T15:04:05Z0700",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 UTC",
	"2006-01-02T15:04Z07:00",
}

// unixTime reads seconds, or milliseconds, which are far larger, since 1970.
func unixTime(s string) (time.Time, error) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return time.Time{}, errTime
	}
	const mostSeconds = 1 << 37 // the year 6325 in seconds, 1974 in milliseconds
	if n >= mostSeconds || n <= -mostSeconds {
		n /= 1000
	}
	if !(n > -62135596800 && n < 253402300800) {
		return time.Time{}, errYear
	}
	return time.UnixMilli(int64(n * 1000)).UTC(), nil
}

// noteOffset records the offset of a time for [Input.Offsets].
func (d *Input) noteOffset(t time.Time) {
	if _, seconds := t.Zone(); seconds == 0 {
		return
	}
	offset := t.Format("-07:00")
	switch {
	case d.offsets == 0:
		d.offset, d.offsets = offset, 1
	case offset != d.offset:
		d.offsets = 2
	}
}

// Word returns the known word for the text of a key, or the text itself, with a
// note.
func Word[T ~string](d *Input, o Object, key string, parse func(string) (T, error)) T {
	s := d.Line(o, key)
	w, err := parse(s)
	if err != nil {
		d.Note(o.Get(key), "word "+key+" "+s, incident.CodeUnknown, fmt.Sprintf("%q is not a known %s", s, key))
		return T(s)
	}
	return w
}

// Unmapped adds notes for keys with a value that the model has no field for.
func (d *Input) Unmapped(o Object, where string, keys ...string) {
	for _, key := range keys {
		v := o.Get(key)
		if !d.JSON.Says(v) {
			continue
		}
		d.Note(v, where+"."+key, CodeUnmapped, fmt.Sprintf("the model has no field for %s of %s", key, where))
	}
}

// Flag returns the boolean value of a key.
func (d *Input) Flag(o Object, key string) bool { return d.Line(o, key) == "true" }
