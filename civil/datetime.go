package civil

import (
	"errors"
	"fmt"
	"time"
)

// DateTime is a day and the reading of a wall clock on it, without a zone: it
// exists no, one or two times in a location, see [Instants]. The zero value is
// no date.
type DateTime struct {
	Date Date
	Time Time
}

// DateTimeOf returns the day and the clock's reading in loc at t. A nil loc is
// UTC.
func DateTimeOf(t time.Time, loc *time.Location) DateTime {
	t = t.In(orUTC(loc))
	return DateTime{DateOf(t, t.Location()), TimeOf(t, t.Location())}
}

// ParseDateTime reads a date and a time as [ParseDate] and [ParseTime] do,
// joined by T: 2006-01-02T15:04:05.
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

// Compare returns -1, 0 or +1 as the calendar and clock of dt are before, equal
// to or after those of e. Where clocks are put back, the order of instants is
// another one.
func (dt DateTime) Compare(e DateTime) int {
	if c := dt.Date.Compare(e.Date); c != 0 {
		return c
	}
	return dt.Time.Compare(e.Time)
}

// String returns dt as 2006-01-02T15:04:05, with a fraction where there is one.
func (dt DateTime) String() string { return string(dt.append(make([]byte, 0, 32))) }

func (dt DateTime) append(b []byte) []byte {
	return dt.Time.append(append(dt.Date.append(b), 'T'))
}

var errDateTime = errors.New("civil: the date and time do not exist")

// AppendText appends dt in the form of [DateTime.String], and nothing for the
// zero DateTime. A date or time that is not valid is an error.
func (dt DateTime) AppendText(b []byte) ([]byte, error) {
	switch {
	case dt.IsZero():
		return b, nil
	case !dt.Valid():
		return b, errDateTime
	}
	return dt.append(b), nil
}

// MarshalText is [DateTime.AppendText] on a new slice. encoding/json uses it.
func (dt DateTime) MarshalText() ([]byte, error) { return dt.AppendText(nil) }

// UnmarshalText reads what [ParseDateTime] reads, or nothing for the zero
// DateTime.
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

// unix returns the seconds since 1970 that a clock in UTC has when it shows dt.
func (dt DateTime) unix() int64 { return dt.Date.days()*86400 + dt.Time.seconds() }

// orUTC returns loc, or UTC for nil.
func orUTC(loc *time.Location) *time.Location {
	if loc == nil {
		return time.UTC
	}
	return loc
}
