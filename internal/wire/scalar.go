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

var errTime = errors.New("this is not a time")

// instant reads a time. It returns the zero time if v states none.
func (v Value) instant() (time.Time, incident.Code, error) {
	s := strings.TrimSpace(v.String())
	switch v.Kind {
	case Absent, IsNull:
		return time.Time{}, "", nil
	case IsString:
		if s == "" || s == "null" {
			return time.Time{}, "", nil
		}
		if len(s) >= unixDigits && strings.Trim(s, "0123456789") == "" {
			return unixTime(s)
		}
	case IsNumber:
		return unixTime(s)
	case IsBool:
		if s == "false" {
			return time.Time{}, "", nil
		}
		return time.Time{}, CodeType, errTime
	default:
		return time.Time{}, CodeType, fmt.Errorf("%s where a time is expected", v.Kind)
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			v.in.noteOffset(t)
			return inYears(t)
		}
	}
	w, n := civil.Read(s)
	if n != len(s) || w.Date.Year == 0 {
		return time.Time{}, CodeType, fmt.Errorf("%q: %w", s, errTime)
	}
	loc := v.in.Location
	if loc == nil {
		loc = time.UTC
	}
	found := w.Resolve(time.Time{}, loc)
	if !IsInstant(found) {
		return time.Time{}, CodeType, fmt.Errorf("%q is not an instant: %s", s, found.Kind)
	}
	if w.Zone == "" {
		v.Note("offset", CodeInferred, "the time has no offset; it was read in the page's zone")
	}
	return found.Time.UTC(), "", nil
}

// IsInstant reports whether a written time has a single meaning.
func IsInstant(r civil.Resolution) bool {
	return r.Kind == civil.OK || r.Kind == civil.Foreign || r.Kind == civil.OffSeason
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

// unixDigits is the least number of digits by which a text is recognised as a
// time in seconds since 1970. It is that of 1973, and no date has as many.
const unixDigits = 9

// unixTime reads seconds, or milliseconds, which are far larger, since 1970.
// Programs write 0 or -1 for a time that is not known.
func unixTime(s string) (time.Time, incident.Code, error) {
	n, err := strconv.ParseFloat(s, 64)
	switch {
	case errors.Is(err, strconv.ErrSyntax):
		return time.Time{}, CodeType, errTime
	case n == 0, n == -1:
		return time.Time{}, "", nil
	}
	const mostSeconds = 1 << 37 // the year 6325 in seconds, 1974 in milliseconds
	if n >= mostSeconds || n <= -mostSeconds {
		n /= 1000
	}
	if !(n > -62135596800 && n < 253402300800) {
		return time.Time{}, incident.CodeRange, errYear
	}
	return time.UnixMilli(int64(n * 1000)).UTC(), "", nil
}

var errYear = errors.New("the year is not between 1 and 9999")

// inYears returns an instant in UTC unless its year is not one of the model.
func inYears(t time.Time) (time.Time, incident.Code, error) {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		return time.Time{}, incident.CodeRange, errYear
	}
	return t, "", nil
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
