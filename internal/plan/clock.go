package plan

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// AlsoIn separates the same time in several zones.
const AlsoIn = " · "

// Around appends the text that a format writes around an instant, such as the
// tags of an element: once before the words of the instant and, with end set,
// once after them.
type Around func(dst []byte, t time.Time, end bool) []byte

// Clock writes instants in words, in every zone of a report.
type Clock struct {
	Lang   *words.Language
	Page   *time.Location   // zone of the page
	Zones  []*time.Location // zones to show, at least one; the first one leads
	Around Around           // nil: nothing is written around an instant
}

func (c *Clock) around(dst []byte, t time.Time, end bool) []byte {
	if c.Around == nil {
		return dst
	}
	return c.Around(dst, t, end)
}

// AppendStamp appends the time of an update in every zone shown:
// "Jan 27, 2022 - 22:10 CET · 16:10 EST · Jan 28, 02:40 IST".
func (c *Clock) AppendStamp(dst []byte, t time.Time) []byte {
	first := t.In(c.Zones[0])
	dst = c.around(dst, t, false)
	dst = c.Lang.Dates.AppendStamp(dst, first)
	dst = c.around(dst, t, true)
	return c.appendOthers(dst, t, first)
}

// AppendMoment appends an instant for readers on the day of ref: the time of
// day, and the date if it differs from that of ref.
func (c *Clock) AppendMoment(dst []byte, t, ref time.Time) []byte {
	first := t.In(c.Zones[0])
	dst = c.around(dst, t, false)
	dst = c.AppendDay(dst, first, ref.In(c.Zones[0]))
	dst = c.appendTime(dst, first)
	dst = c.around(dst, t, true)
	return c.appendOthers(dst, t, first)
}

// AppendTime appends the time of day in the leading zone: "11:10 CET".
func (c *Clock) AppendTime(dst []byte, t time.Time) []byte {
	return c.appendTime(dst, t.In(c.Zones[0]))
}

func (c *Clock) appendTime(dst []byte, in time.Time) []byte {
	dst = append(c.Lang.Dates.AppendClock(dst, in), ' ')
	return words.AppendZone(dst, in)
}

// AppendDay appends the date of t and a comma, unless ref is on the same day.
// It omits the year if that of ref is the same. Both dates are those in the
// Locations of the times.
func (c *Clock) AppendDay(dst []byte, t, ref time.Time) []byte {
	switch {
	case t.Year() != ref.Year():
		dst = c.Lang.Dates.AppendDate(dst, t)
	case t.YearDay() != ref.YearDay():
		dst = c.Lang.Dates.AppendDay(dst, t)
	default:
		return dst
	}
	return append(dst, ", "...)
}

// SameDay reports whether two times have the same date in their Locations.
func SameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// appendOthers appends the instant in the zones after the first. Zones with the
// same local time share it, and their labels are joined by a slash: "10:00
// UTC/GMT".
func (c *Clock) appendOthers(dst []byte, t, first time.Time) []byte {
	for i, loc := range c.Zones {
		if slices.ContainsFunc(c.Zones[:i], func(shown *time.Location) bool { return sameOffset(t, shown, loc) }) {
			continue
		}
		if i > 0 {
			in := t.In(loc)
			dst = c.appendTime(c.AppendDay(append(dst, AlsoIn...), in, first), in)
		}
		dst = c.appendAliases(dst, t, i)
	}
	return dst
}

// appendAliases appends the other labels of the zones after i that have its
// local time at t.
func (c *Clock) appendAliases(dst []byte, t time.Time, i int) []byte {
	for j := i + 1; j < len(c.Zones); j++ {
		if !sameOffset(t, c.Zones[i], c.Zones[j]) {
			continue
		}
		label, known := words.ZoneLabel(t.In(c.Zones[j])), false
		for k := i; k < j; k++ {
			known = known || sameOffset(t, c.Zones[k], c.Zones[j]) && words.ZoneLabel(t.In(c.Zones[k])) == label
		}
		if !known {
			dst = append(append(dst, '/'), label...)
		}
	}
	return dst
}

// sameOffset reports whether two zones have the same local time at t.
func sameOffset(t time.Time, a, b *time.Location) bool { return SameOffset(t.In(a), t.In(b)) }

// SameOffset reports whether two times have the same offset from UTC in their
// Locations.
func SameOffset(a, b time.Time) bool {
	_, x := a.Zone()
	_, y := b.Zone()
	return x == y
}

// IsInstant reports whether t is not the zero time and its year in UTC is
// between 1 and 9999.
func IsInstant(t time.Time) bool {
	const first, end = -62135596800, 253402300800 // first seconds of the years 1 and 10000
	s := t.Unix()
	return s > first && s < end
}

// AppendWindow appends a window with a start in every zone shown: "Jan 24,
// 2022, 00:00-03:00 UTC".
func (c *Clock) AppendWindow(dst []byte, w incident.Window) []byte {
	first := w.Start.In(c.Zones[0])
	dst = c.appendSpan(dst, w, time.Time{}, c.Zones[0])
	for i := 1; i < len(c.Zones); i++ {
		if sameOffset(w.Start, c.Zones[0], c.Zones[i]) && sameOffset(w.End, c.Zones[0], c.Zones[i]) {
			continue
		}
		dst = c.appendSpan(append(dst, AlsoIn...), w, first, c.Zones[i])
	}
	return dst
}

// appendSpan appends a window in one zone. The start is dated if its day
// differs from that of ref, and the end if its day differs from that of the
// start.
func (c *Clock) appendSpan(dst []byte, w incident.Window, ref time.Time, loc *time.Location) []byte {
	start, end := w.Start.In(loc), w.End.In(loc)
	dst = c.around(dst, start, false)
	dst = c.Lang.Dates.AppendClock(c.AppendDay(dst, start, ref), start)
	changes := words.ZoneLabel(start) != words.ZoneLabel(end)
	if changes || w.End.IsZero() {
		dst = words.AppendZone(append(dst, ' '), start)
	}
	dst = c.around(dst, start, true)
	switch {
	case w.End.IsZero():
		return dst
	case !changes && SameDay(start, end):
		dst = append(dst, '-')
	default:
		dst = append(dst, " - "...)
	}
	dst = c.around(dst, end, false)
	dst = c.appendTime(c.AppendDay(dst, end, start), end)
	return c.around(dst, end, true)
}
