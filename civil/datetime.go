package civil

import (
	"errors"
	"fmt"
	"time"
)

// DateTime is a day with a time of day, without a zone. In a location it may
// exist once, twice or not at all, see [Instants]. The zero value means that
// there is no date.
type DateTime struct {
	Date Date
	Time Time
}

// DateTimeOf returns the day and the time of day of t in loc. A nil loc means
// UTC.
func DateTimeOf(t time.Time, loc *time.Location) DateTime {
	t = t.In(orUTC(loc))
	return DateTime{DateOf(t, t.Location()), TimeOf(t, t.Location())}
}

// ParseDateTime parses a date and a time in the forms of [ParseDate] and
// [ParseTime], joined by T: 2006-01-02T15:04:05.
func ParseDateTime(s string) (DateTime, error) {
	if len(s) > 11 && s[10] == 'T' {
		d, err := ParseDate(s[:10])
		t, ok := parseTime(s[11:])
		if err == nil && ok {
			return DateTime{d, t}, nil
		}
	}
	return DateTime{}, fmt.Errorf("civil: %s is not a date and time of the form 2006-01-02T15:04:05", quote(s))
}

// IsZero reports whether dt is the zero DateTime.
func (dt DateTime) IsZero() bool { return dt == DateTime{} }

// Valid reports whether both the date and the time are valid.
func (dt DateTime) Valid() bool { return dt.Date.Valid() && dt.Time.Valid() }

// Compare returns -1 if dt is before e in date and time of day, +1 if it is
// after e, and 0 if they are equal. When clocks are put back, the order of the
// instants may differ.
func (dt DateTime) Compare(e DateTime) int {
	if c := dt.Date.Compare(e.Date); c != 0 {
		return c
	}
	return dt.Time.Compare(e.Time)
}

// String returns dt in the form 2006-01-02T15:04:05, with a fraction of a
// second if there is one.
func (dt DateTime) String() string { return string(dt.append(make([]byte, 0, 32))) }

func (dt DateTime) append(b []byte) []byte {
	return dt.Time.append(append(dt.Date.append(b), 'T'))
}

var errDateTime = errors.New("civil: the date and time do not exist")

// AppendText appends dt in the form of [DateTime.String], and nothing for the
// zero DateTime. It returns an error if dt is not valid.
func (dt DateTime) AppendText(b []byte) ([]byte, error) {
	switch {
	case dt.IsZero():
		return b, nil
	case !dt.Valid():
		return b, errDateTime
	}
	return dt.append(b), nil
}

// MarshalText returns dt in the form of [DateTime.AppendText]. Package
// encoding/json uses it.
func (dt DateTime) MarshalText() ([]byte, error) { return dt.AppendText(nil) }

// UnmarshalText parses dt as [ParseDateTime] does, or the empty text as the
// zero DateTime.
func (dt *DateTime) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*dt = DateTime{}
		return nil
	}
	v, err := ParseDateTime(string(text))
	if err != nil {
		return err
	}
	*dt = v
	return nil
}

// unix returns the Unix time that dt has in UTC.
func (dt DateTime) unix() int64 { return dt.Date.days()*86400 + dt.Time.seconds() }

// orUTC returns loc, or UTC if loc is nil.
func orUTC(loc *time.Location) *time.Location {
	if loc == nil {
		return time.UTC
	}
	return loc
}
