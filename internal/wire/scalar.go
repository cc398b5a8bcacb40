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

// Text returns the text of a key, "" where it states none.
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

// Line is text for a field of one line.
func (d *Input) Line(o Object, key string) string { return strings.TrimSpace(d.Text(o, key)) }

// ObjectAt returns the object of a key; one that is not there has no members.
func (d *Input) ObjectAt(v Value) Object {
	if v.Given() && v.Kind != IsObject {
		d.Fail(v, CodeType, fmt.Errorf("%s where an object is expected", v.Kind))
	}
	return d.JSON.Object(v)
}

// List returns the elements of a list. Programs that keep lists as text, or
// know no empty ones, write "[]", "", {} or false for none.
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

// Time returns the instant of a key, zero where it states none.
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

// instant reads a time. The zero time is none.
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
		d.Note(v, "offset", CodeInferred, "the time carries no offset and is taken for one in the page's zone")
	}
	return found.Time.UTC(), nil
}

// layouts are the forms of a time that carry their offset. Names of zones are
// left to package civil: time.Parse would take most of them for UTC.
var layouts = [...]string{
	time.RFC3339, // fractions of seconds are read anyway
	"2006-01-02T15:04:05Z0700",
	"2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05Z07:00",
	"2006-01-02 15:04:05 UTC",
	"2006-01-02T15:04Z07:00",
}

// unixTime reads seconds since 1970, or milliseconds, which are far larger.
func unixTime(s string) (time.Time, error) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return time.Time{}, errTime
	}
	const mostSeconds = 1 << 37 // the year 6325; as milliseconds, 1974
	if n >= mostSeconds || n <= -mostSeconds {
		n /= 1000
	}
	if !(n > -62135596800 && n < 253402300800) {
		return time.Time{}, errYear
	}
	return time.UnixMilli(int64(n * 1000)).UTC(), nil
}

// noteOffset keeps the offsets that times carry, for [Input.Offsets].
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

// Word returns the known word that s names, or s as it is, with a note.
func Word[T ~string](d *Input, o Object, key string, parse func(string) (T, error)) T {
	s := d.Line(o, key)
	w, err := parse(s)
	if err != nil {
		d.Note(o.Get(key), "word "+key+" "+s, incident.CodeUnknown, fmt.Sprintf("%q is not a known %s", s, key))
		return T(s)
	}
	return w
}

// Unmapped notes keys that say something the model has no place for.
func (d *Input) Unmapped(o Object, where string, keys ...string) {
	for _, key := range keys {
		v := o.Get(key)
		if !d.JSON.Says(v) {
			continue
		}
		d.Note(v, where+"."+key, CodeUnmapped, fmt.Sprintf("the model has no place for %s of %s", key, where))
	}
}

// Flag returns the truth value of a key.
func (d *Input) Flag(o Object, key string) bool { return d.Line(o, key) == "true" }
