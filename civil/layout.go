package civil

import "strings"

// Layout describes the elements of a layout of package time.
type Layout struct {
	Date   bool // a year, month, day or weekday
	Hour   bool
	Twelve bool // the hour is that of a 12-hour clock
	Zone   bool // an abbreviation or an offset
	// The time of day is layout[Start:End], including the zone if that
	// follows.
	Start, End int
}

// ParseLayout parses a layout of package time.
func ParseLayout(layout string) Layout {
	var l Layout
	clock := false // whether i is between the first and the last element of the time of day
	for i := 0; i < len(layout); {
		n, kind := layoutElement(layout[i:])
		switch kind {
		case 'd':
			l.Date, clock = true, false
		case 'z':
			l.Zone = true
		case 'h', 'H':
			if !l.Hour {
				l.Hour, l.Twelve, l.Start, clock = true, kind == 'H', i, true
			}
		}
		i += n
		if clock && kind != 0 {
			l.End = i
		}
	}
	return l
}

// layoutElement returns the length and the kind of the element of package time
// with which s begins. The kinds are 'd' for a date, 'h' for an hour, 'H' for
// an hour of a 12-hour clock, 'm' for the other parts of a time and 'z' for a
// zone. If there is no element, it returns 1 and 0.
func layoutElement(s string) (n int, kind byte) {
	switch s[0] {
	case 'J':
		n, kind = element(s, 'd', "January", "Jan")
	case 'M':
		if n, kind = element(s, 'z', "MST"); kind == 0 {
			n, kind = element(s, 'd', "Monday", "Mon")
		}
	case '0':
		if len(s) > 1 {
			switch s[1] {
			case '1', '2', '6':
				return 2, 'd'
			case '3':
				return 2, 'H'
			case '4', '5':
				return 2, 'm'
			}
		}
		n, kind = element(s, 'd', "002")
	case '1':
		if strings.HasPrefix(s, "15") {
			return 2, 'h'
		}
		return 1, 'd'
	case '2':
		if strings.HasPrefix(s, "2006") {
			return 4, 'd'
		}
		return 1, 'd'
	case '_':
		n, kind = element(s, 'd', "__2", "_2")
	case '3':
		return 1, 'H'
	case '4', '5':
		return 1, 'm'
	case 'P', 'p':
		n, kind = element(s, 'm', "PM", "pm")
	case ' ', ',', ':':
		return 1, 0
	case '-':
		n, kind = element(s, 'z', "-07:00:00", "-07:00", "-070000", "-0700", "-07")
	case 'Z':
		n, kind = element(s, 'z', "Z07:00:00", "Z07:00", "Z070000", "Z0700", "Z07")
	}
	if kind == 0 || n == 3 && kind == 'd' && (s[0] == 'J' || s[0] == 'M') && len(s) > 3 && 'a' <= s[3] && s[3] <= 'z' {
		return 1, 0 // package time does not treat "Janet" as a month
	}
	return n, kind
}

// element returns the length of the first of the texts with which s begins.
func element(s string, kind byte, texts ...string) (int, byte) {
	for _, text := range texts {
		if strings.HasPrefix(s, text) {
			return len(text), kind
		}
	}
	return 1, 0
}
