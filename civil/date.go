package civil

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// Years between which local times have instants. RFC 3339, and with it JSON,
// ends at 9999. Year 0 marks a date without a year.
const (
	minYear = 1
	maxYear = 9999
)

// Date is a day of the proleptic Gregorian calendar, without a zone. The zero
// value means that there is no date.
//
// A Date in a [Written] may have year 0, if no year was written. Such a date is
// not valid.
type Date struct {
	Year  int        // 1 to 9999
	Month time.Month // January is 1
	Day   int        // 1 to 31
}

// DateOf returns the day of t in loc. A nil loc means UTC.
func DateOf(t time.Time, loc *time.Location) Date {
	y, m, d := t.In(orUTC(loc)).Date()
	return Date{y, m, d}
}

// ParseDate parses a date of the form 2006-01-02, which must exist. Use
// [ReadDate] for dates as people write them.
func ParseDate(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		y, ok1 := digits(s[:4])
		m, ok2 := digits(s[5:7])
		d, ok3 := digits(s[8:])
		date := Date{y, time.Month(m), d}
		if ok1 && ok2 && ok3 && date.Valid() {
			return date, nil
		}
	}
	return Date{}, fmt.Errorf("civil: %s is not a date of the form 2006-01-02", quote(s))
}

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// Valid reports whether d exists and its year is between 1 and 9999.
func (d Date) Valid() bool {
	return d.Year >= minYear && d.Year <= maxYear && d.Month >= time.January && d.Month <= time.December &&
		d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

// Compare returns -1 if d is before e, +1 if it is after e, and 0 if they are
// equal.
func (d Date) Compare(e Date) int {
	if c := cmp.Compare(d.Year, e.Year); c != 0 {
		return c
	}
	if c := cmp.Compare(d.Month, e.Month); c != 0 {
		return c
	}
	return cmp.Compare(d.Day, e.Day)
}

// AddDays returns the day n days after d, or before d if n is negative. It
// returns the zero Date if d is not valid or the result is not between the
// years 1 and 9999.
func (d Date) AddDays(n int) Date {
	const span = 366 * maxYear // no valid result is farther away
	if !d.Valid() || n > span || n < -span {
		return Date{}
	}
	y, m, day := time.Date(d.Year, d.Month, d.Day+n, 0, 0, 0, 0, time.UTC).Date()
	if e := (Date{y, m, day}); e.Valid() {
		return e
	}
	return Date{}
}

// Sub returns the number of days from e to d, which is negative if d is before
// e. Both must be valid.
func (d Date) Sub(e Date) int { return int(d.days() - e.days()) }

// Weekday returns the day of the week of d, which must be valid.
func (d Date) Weekday() time.Weekday {
	w := (d.days() + 4) % 7 // 1 January 1970 was a Thursday
	if w < 0 {
		w += 7
	}
	return time.Weekday(w)
}

// days returns the number of days from 1 January 1970 to d.
func (d Date) days() int64 {
	// The year starts in March, so that the leap day is its last.
	y, m := int64(d.Year), int64(d.Month)
	if m <= 2 {
		y--
		m += 12
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	yearOfEra := y - era*400
	dayOfYear := (153*(m-3)+2)/5 + int64(d.Day) - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*146097 + dayOfEra - 719468
}

// String returns d in the form 2006-01-02, even if it is not valid: a date
// without a year is 0000-08-25.
func (d Date) String() string { return string(d.append(make([]byte, 0, len("2006-01-02")))) }

func (d Date) append(b []byte) []byte {
	b = appendPadded(b, d.Year, 4)
	b = append(b, '-')
	b = appendPadded(b, int(d.Month), 2)
	b = append(b, '-')
	return appendPadded(b, d.Day, 2)
}

var errDate = errors.New("civil: the date does not exist or its year is outside 1 to 9999")

// AppendText appends d in the form 2006-01-02, and nothing for the zero Date.
// It returns an error if d is not valid.
func (d Date) AppendText(b []byte) ([]byte, error) {
	switch {
	case d.IsZero():
		return b, nil
	case !d.Valid():
		return b, errDate
	}
	return d.append(b), nil
}

// MarshalText returns d in the form of [Date.AppendText]. Package encoding/json
// uses it.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(make([]byte, 0, len("2006-01-02"))) }

// UnmarshalText parses the form of [Date.MarshalText]: 2006-01-02, or nothing
// for the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	date, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = date
	return nil
}

// daysIn returns the number of days of a month.
func daysIn(year int, m time.Month) int {
	switch m {
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case time.April, time.June, time.September, time.November:
		return 30
	}
	return 31
}
