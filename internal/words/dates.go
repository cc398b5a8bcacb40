package words

import "time"

// Dates holds the names in dates, and writes dates and times in the form of
// reports.
type Dates struct {
	Months      [12]string
	ShortMonths [12]string
	Weekdays    [7]string // from Sunday on, as in package time
	Ago         string    // end of the age that scripts put before a stamp: "1 year ago."
}

// The functions of this file write a time in its Location. Callers choose the
// zone with [time.Time.In].

// AppendStamp appends the time of an update: "Jan 07, 2022 - 11:10 CET".
func (d *Dates) AppendStamp(dst []byte, t time.Time) []byte {
	// Package time looks up the zone for every part of a local time.
	// Looking it up once, and using the parts of the time in UTC that shows
	// the same local time, takes two thirds of the time.
	zone, offset := t.Zone()
	t = time.Unix(t.Unix()+int64(offset), 0).UTC()
	year, month, day := t.Date()
	hour, minute, _ := t.Clock()
	dst = append(append(dst, d.ShortMonths[month-1]...), ' ')
	dst = append(append2(dst, day), ", "...)
	dst = append(appendYear(dst, year), " - "...)
	dst = append(append2(dst, hour), ':')
	dst = append(append2(dst, minute), ' ')
	return appendZone(dst, zone, offset)
}

// AppendDay appends the day without its year: "Jan 7".
func (d *Dates) AppendDay(dst []byte, t time.Time) []byte {
	_, month, day := t.Date()
	dst = append(append(dst, d.ShortMonths[month-1]...), ' ')
	if day >= 10 {
		dst = append(dst, byte('0'+day/10))
	}
	return append(dst, byte('0'+day%10))
}

// AppendDate appends the day with its year: "Jan 7, 2022".
func (d *Dates) AppendDate(dst []byte, t time.Time) []byte {
	dst = d.AppendDay(dst, t)
	dst = append(dst, ", "...)
	return appendYear(dst, t.Year())
}

// AppendClock appends the time of day: "11:10".
func (d *Dates) AppendClock(dst []byte, t time.Time) []byte {
	hour, minute, _ := t.Clock()
	dst = append2(dst, hour)
	dst = append(dst, ':')
	return append2(dst, minute)
}

// AppendZone appends the label of the zone in force: the abbreviation of the
// zone data ("CET", "+08"), or the offset ("UTC+5:30") for a Location whose
// name is not a label.
func AppendZone(dst []byte, t time.Time) []byte {
	name, offset := t.Zone()
	return appendZone(dst, name, offset)
}

func appendZone(dst []byte, name string, offset int) []byte {
	if isZoneLabel(name) {
		return append(dst, name...)
	}
	return appendOffset(dst, offset)
}

// ZoneLabel returns the label that [AppendZone] appends.
func ZoneLabel(t time.Time) string {
	name, offset := t.Zone()
	if isZoneLabel(name) {
		return name
	}
	return string(appendOffset(nil, offset))
}

func isZoneLabel(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '-', c == ':':
		default:
			return false
		}
	}
	return name != "" && len(name) <= 16
}

func appendOffset(dst []byte, seconds int) []byte {
	dst = append(dst, "UTC"...)
	switch {
	case seconds == 0:
		return dst
	case seconds < 0:
		dst, seconds = append(dst, '-'), -seconds
	default:
		dst = append(dst, '+')
	}
	if h := seconds / 3600; h >= 10 {
		dst = append2(dst, h%100)
	} else {
		dst = append(dst, byte('0'+h))
	}
	if m := seconds / 60 % 60; m != 0 {
		dst = append(dst, ':')
		dst = append2(dst, m)
	}
	return dst
}

func append2(dst []byte, n int) []byte {
	return append(dst, byte('0'+n/10), byte('0'+n%10))
}

func appendYear(dst []byte, year int) []byte {
	if year < 0 || year > 9999 {
		return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).AppendFormat(dst, "2006")
	}
	return append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10))
}

// AppendInstant appends t in UTC, to the second: "2024-03-05T09:17:00Z". It
// takes three quarters of the time of [time.Time.AppendFormat].
func AppendInstant(dst []byte, t time.Time) []byte {
	b := instant(t)
	return append(dst, b[:]...)
}

// AppendCompact appends t in UTC without punctuation: "20240305T091700Z". It
// takes a quarter of the time of [time.Time.AppendFormat].
func AppendCompact(dst []byte, t time.Time) []byte {
	b := instant(t)
	dst = append(append(dst, b[:4]...), b[5:7]...)
	dst = append(append(dst, b[8:13]...), b[14:16]...)
	return append(dst, b[17:]...)
}

func instant(t time.Time) [20]byte {
	b := [20]byte{4: '-', 7: '-', 10: 'T', 13: ':', 16: ':', 19: 'Z'}
	t = t.UTC()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	put2(&b, 0, year/100)
	put2(&b, 2, year%100)
	put2(&b, 5, int(month))
	put2(&b, 8, day)
	put2(&b, 11, hour)
	put2(&b, 14, minute)
	put2(&b, 17, second)
	return b
}

func put2(b *[20]byte, i, n int) { b[i], b[i+1] = byte('0'+n/10), byte('0'+n%10) }
