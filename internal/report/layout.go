package report

import (
	"strings"

	"github.com/incidentkit/incident/civil"
)

// appendLayout appends the layout of package time with which the time of the
// row is written, or nothing if there is none.
func appendLayout(b []byte, r *Row) []byte {
	text := r.Time
	if r.Read.About {
		text = strings.TrimLeft(text[1:], " ")
	}
	if !r.Read.To.IsZero() {
		text = rangeEnd(text, r)
	}
	clock := false // the hour has been passed
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case '0' <= c && c <= '9':
			end := len(text) - len(strings.TrimLeft(text[i:], "0123456789"))
			element := digits(text, i, end, &r.Read.From, &clock)
			if element == "" {
				return nil
			}
			b = append(b, element...)
			i = end
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			end := i
			for end < len(text) && 'a' <= text[end]|0x20 && text[end]|0x20 <= 'z' {
				end++ // "T" in 2024-03-05T10:17
			}
			element := word(text[i:end], &r.Read.From)
			if r.Read.From.Zone != "" && strings.HasPrefix(text[i:], r.Read.From.Zone) {
				element, end = zoneElement(r.Read.From.Zone), i+len(r.Read.From.Zone)
			}
			if element == "" {
				return nil
			}
			b = append(b, element...)
			i = end
		case c >= 0x80:
			return nil
		default:
			if r.Read.From.Zone != "" && clock && strings.HasPrefix(text[i:], r.Read.From.Zone) {
				b, i = append(b, zoneElement(r.Read.From.Zone)...), i+len(r.Read.From.Zone)
				continue
			}
			b, i = append(b, c), i+1
		}
	}
	return b
}

// rangeEnd returns the time of a row with a range without the first time of
// day, because only the second one may have a meridiem or a zone: "2024-03-05
// 10:49 AM" for "2024-03-05 10:05-10:49 AM". If the end has a date, too, it
// returns the start.
func rangeEnd(text string, r *Row) string {
	from := 0 // start of the first time of day
	if !r.Read.From.Date.IsZero() {
		clock := text[:max(strings.IndexByte(text, ':'), 0)]
		from = len(strings.TrimRight(clock, "0123456789"))
	}
	i := strings.IndexAny(text[from:], "–-")
	if i <= 0 {
		return text
	}
	end := strings.TrimLeft(text[from+i:], "–- ")
	if _, n := civil.ReadDate(end); n > 0 {
		return strings.TrimRight(text[:from+i], " ")
	}
	return text[:from] + end
}

// digits returns the layout element for the number text[i:end].
func digits(text string, i, end int, from *civil.Written, clock *bool) string {
	// The neighbours of the number and the parts that were written before
	// it determine its element.
	n, zero, twelve := end-i, text[i] == '0', from.Twelve
	before, after := byte(0), byte(0)
	if i > 0 {
		before = text[i-1]
	}
	if end < len(text) {
		after = text[end]
	}
	switch {
	case n == 4:
		return "2006"
	case n > 2:
		return ""
	case *clock && before == ':' && n == 2: // minute or second
		if strings.Count(text[:i], ":") > 1 {
			return "05"
		}
		return "04"
	case !*clock && (after == ':' || twelve && (after == ' ' || after == 'A' || after == 'P' || after == 'a' || after == 'p') && isHour(text[end:])): // hour
		*clock = true
		switch {
		case twelve && zero:
			return "03"
		case twelve:
			return "3"
		case n == 2:
			return "15"
		}
		return "" // package time has no "9:00" on a 24-hour clock
	case before == '-' && i > 4 || after == '-' && i > 4: // 2006-01-02
		if n != 2 {
			return ""
		}
		if after == '-' {
			return "01"
		}
		return "02"
	case before == '/' || after == '/', (before == '.' || after == '.') && from.DayFirst && !*clock:
		// 22/08/2024, 22.08.2024, or with the month first.
		first := before != '/' && before != '.'
		switch {
		case first == from.DayFirst && zero:
			return "02"
		case first == from.DayFirst:
			return "2"
		case zero:
			return "01"
		}
		return "1"
	case after == '.' || before == '.':
		return ""
	case zero: // day next to the name of a month
		return "02"
	}
	return "2"
}

// zoneElement returns the layout element for a zone: its abbreviation, which
// may be an offset as the zone data has it ("+0545"), or the offset of RFC
// 3339.
func zoneElement(zone string) string {
	switch {
	case zone == "Z":
		return "Z07:00"
	case len(zone) == len("-07:00") && zone[3] == ':':
		return "-07:00"
	}
	return "MST"
}

// isHour reports whether a meridiem follows, at the start of rest.
func isHour(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return len(rest) >= 2 && (strings.EqualFold(rest[:2], "am") || strings.EqualFold(rest[:2], "pm"))
}

// word returns the layout element for a word.
func word(w string, from *civil.Written) string {
	switch w {
	case "AM", "PM":
		return "PM"
	case "am", "pm":
		return "pm"
	case "T":
		return "T"
	}
	month := from.Date.Month
	switch {
	case month == 0:
	case w == month.String() && len(w) > 3:
		return "January"
	case w == month.String()[:3]:
		return "Jan"
	}
	if from.HasWeekday {
		switch day := from.Weekday.String(); w {
		case day:
			return "Monday"
		case day[:3]:
			return "Mon"
		}
	}
	return ""
}

// isPadded reports whether a layout differs from another one only in that it
// prints leading zeros.
func isPadded(layout, other string) bool {
	if len(layout) <= len(other) {
		return false
	}
	return unpadded.Replace(layout) == unpadded.Replace(other)
}

// unpadded removes the leading zeros from a layout.
var unpadded = strings.NewReplacer("01", "1", "02", "2", "03", "3")
