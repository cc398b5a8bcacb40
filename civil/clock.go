package civil

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// Time is the reading of a wall clock, without a date and a zone. The zero
// value is midnight at the start of the day.
type Time struct {
	Hour       int // 0 to 23
	Minute     int // 0 to 59
	Second     int // 0 to 59; leap seconds cannot be represented
	Nanosecond int // 0 to 999999999
}

// TimeOf returns the time of day of t in loc. A nil loc means UTC.
func TimeOf(t time.Time, loc *time.Location) Time {
	t = t.In(orUTC(loc))
	h, m, s := t.Clock()
	return Time{h, m, s, t.Nanosecond()}
}

// ParseTime parses a time of the form 15:04, 15:04:05 or 15:04:05.999999999.
// Use [ReadTime] for times as people write them.
func ParseTime(s string) (Time, error) {
	if t, ok := parseTime(s); ok {
		return t, nil
	}
	return Time{}, fmt.Errorf("civil: %s is not a time of the form 15:04:05", quote(s))
}

func parseTime(s string) (t Time, ok bool) {
	if len(s) < 5 || s[2] != ':' {
		return t, false
	}
	var ok1, ok2, ok3 bool
	t.Hour, ok1 = digits(s[:2])
	t.Minute, ok2 = digits(s[3:5])
	ok3 = true
	if s = s[5:]; s != "" {
		if len(s) < 3 || s[0] != ':' {
			return t, false
		}
		t.Second, ok3 = digits(s[1:3])
		if s = s[3:]; s != "" {
			n := 0
			if t.Nanosecond, n = fraction(s); n != len(s) {
				return t, false
			}
		}
	}
	return t, ok1 && ok2 && ok3 && t.Valid()
}

// IsZero reports whether t is midnight, the zero Time.
func (t Time) IsZero() bool { return t == Time{} }

// Valid reports whether t is a time of day. Neither 24:00 nor a leap second is
// valid.
func (t Time) Valid() bool {
	return t.Hour >= 0 && t.Hour < 24 && t.Minute >= 0 && t.Minute < 60 && t.Second >= 0 && t.Second < 60 &&
		t.Nanosecond >= 0 && t.Nanosecond < 1e9
}

// Compare returns -1 if t is before u on the same day, +1 if it is after u, and
// 0 if they are equal.
func (t Time) Compare(u Time) int {
	if c := cmp.Compare(t.seconds(), u.seconds()); c != 0 {
		return c
	}
	return cmp.Compare(t.Nanosecond, u.Nanosecond)
}

// seconds returns the number of whole seconds since midnight.
func (t Time) seconds() int64 { return int64(t.Hour)*3600 + int64(t.Minute)*60 + int64(t.Second) }

// String returns t in the form 15:04:05, with as many digits of the fraction as
// needed.
func (t Time) String() string { return string(t.append(make([]byte, 0, len("15:04:05.999999999")))) }

func (t Time) append(b []byte) []byte {
	b = appendPadded(b, t.Hour, 2)
	b = append(b, ':')
	b = appendPadded(b, t.Minute, 2)
	b = append(b, ':')
	b = appendPadded(b, t.Second, 2)
	return appendFraction(b, t.Nanosecond)
}

// appendFraction appends nanoseconds as the shortest fraction of a second, and
// nothing for 0.
func appendFraction(b []byte, ns int) []byte {
	if ns <= 0 || ns > 999999999 {
		return b
	}
	b = append(b, '.')
	b = appendPadded(b, ns, 9)
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	return b
}

var errTime = errors.New("civil: the time of day does not exist")

// AppendText appends t in the form of [Time.String]. It returns an error if t
// is not valid.
func (t Time) AppendText(b []byte) ([]byte, error) {
	if !t.Valid() {
		return b, errTime
	}
	return t.append(b), nil
}

// MarshalText returns t in the form of [Time.AppendText]. Package encoding/json
// uses it.
func (t Time) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText parses t as [ParseTime] does.
func (t *Time) UnmarshalText(text []byte) error {
	u, err := ParseTime(string(text))
	if err != nil {
		return err
	}
	*t = u
	return nil
}

// digits parses a string of one to nine decimal digits.
func digits(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// fraction reads a point and one to nine digits as nanoseconds. It returns the
// number of bytes read, or 0.
func fraction(s string) (ns, n int) {
	if len(s) < 2 || s[0] != '.' || !isDigit(s[1]) {
		return 0, 0
	}
	scale := 100000000
	for n = 1; n < len(s) && n < 10 && isDigit(s[n]); n++ {
		ns += int(s[n]-'0') * scale
		scale /= 10
	}
	return ns, n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// appendPadded appends n with leading zeros to the given width. Negative and
// longer numbers are appended as they are.
func appendPadded(b []byte, n, width int) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	for limit := 10; width > 1; width-- {
		if n < limit {
			for ; width > 1; width-- {
				b = append(b, '0')
			}
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// quote returns text from outside in quotes and shortened, so that an error
// message stays on one line.
func quote(s string) string {
	const most = 40
	if len(s) > most {
		s = s[:most] + "..."
	}
	return strconv.QuoteToASCII(s)
}
