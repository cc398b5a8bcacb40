package render

import (
	"slices"
	"time"

	"github.com/incidentkit/incident/internal/plan"
)

// axis maps instants to places between two ends. A place is a hundredth of a
// percent of the width, so that the picture fits any width without being
// scaled, which would scale its letters as well.
type axis struct {
	start, end int64 // Unix seconds; start < end
	loc        *time.Location
	any        bool
}

const axisEnd = 10000 // place of the end

// see widens the axis to include t, unless t is zero.
func (a *axis) see(t time.Time) {
	if !plan.IsInstant(t) {
		return
	}
	s := t.Unix()
	if !a.any {
		a.start, a.end, a.any = s, s, true
	}
	a.start, a.end = min(a.start, s), max(a.end, s)
}

// near returns a function that widens b, a copy of a, to include a time unless
// a would then become hard to see. Times outside the axis are shown at the
// nearer end.
func (a axis) near(b *axis) (see func(time.Time)) {
	const times = 5 // how many lengths of a may be added on each side
	room := times * max(a.end-a.start, 15*secsMinute)
	return func(t time.Time) {
		if s := t.Unix(); s >= a.start-room && s <= a.end+room {
			b.see(t)
		}
	}
}

// beyond returns -1 if t is before the axis, 1 if it is after it, and 0
// otherwise.
func (a *axis) beyond(t time.Time) int {
	switch s := t.Unix(); {
	case s < a.start:
		return -1
	case s > a.end:
		return 1
	}
	return 0
}

// widen adds room if everything happened in one moment, and, if open is set,
// after the end.
func (a *axis) widen(open bool) {
	const room = 15 * secsMinute
	if a.end-a.start < 2*secsMinute {
		a.start, a.end = a.start-room, a.end+room
	}
	if open {
		a.end += (a.end - a.start) / 12
	}
}

func (a *axis) place(t time.Time) int {
	s := min(max(t.Unix(), a.start), a.end)
	return int((s - a.start) * axisEnd / (a.end - a.start))
}

const (
	ticksMost  = 6  // steps on the axis; more labels would not fit on a phone
	secsMinute = 60 // seconds
)

// steps are the possible distances between ticks, in minutes. Beyond a week
// they double.
var steps = [...]int64{1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2 * 1440, 7 * 1440}

// step returns the distance between ticks in minutes.
func (a *axis) step() int64 {
	minutes := (a.end - a.start) / secsMinute
	for _, s := range steps {
		if minutes <= s*ticksMost {
			return s
		}
	}
	s := steps[len(steps)-1]
	for minutes > s*ticksMost {
		s *= 2
	}
	return s
}

// tick is a labelled place on the axis.
type tick struct {
	at    int
	t     time.Time // in the zone of the axis
	day   bool      // the first one of its day
	shift bool      // its offset from UTC differs from that of the tick before
}

// ticks appends the ticks of the axis to dst: round times of the local clock,
// or midnights. Times that a clock change skips have no tick.
func (a *axis) ticks(dst []tick) []tick {
	step := a.step()
	first := time.Unix(a.start, 0).In(a.loc)
	year, month, day := first.Date()
	var last time.Time
	minute := int64(0)
	if step < 1440 {
		minute = int64(first.Hour()*60+first.Minute()) / step * step
	}
	for ; len(dst) < 2*ticksMost+2; minute += step {
		var t time.Time
		if step < 1440 {
			t = time.Date(year, month, day, 0, int(minute), 0, 0, a.loc)
		} else {
			t = time.Date(year, month, day+int(minute/1440), 0, 0, 0, 0, a.loc)
		}
		switch {
		case t.Unix() > a.end:
			return dst
		case t.Unix() < a.start, !last.IsZero() && !t.After(last):
			continue
		}
		dst = append(dst, tick{at: a.place(t), t: t, day: last.IsZero() || !plan.SameDay(t, last), shift: !last.IsZero() && !plan.SameOffset(last, t)})
		last = t
	}
	return dst
}

// mixed reports whether the offset from UTC differs among the ticks.
func mixed(ticks []tick) bool {
	return slices.ContainsFunc(ticks, func(t tick) bool { return t.shift })
}
