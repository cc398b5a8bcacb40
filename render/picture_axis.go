package render

import (
	"slices"
	"time"

	"github.com/incidentkit/incident/internal/plan"
)

// axis places instants between two ends. Places are in hundredths of a percent,
// so that the picture fits any width without being scaled, letters included.
type axis struct {
	start, end int64 // Unix seconds; start < end
	loc        *time.Location
	any        bool
}

const axisEnd = 10000 // the place of the end

// see widens the axis to t. A zero t is none.
func (a *axis) see(t time.Time) {
	if !isInstant(t) {
		return
	}
	s := t.Unix()
	if !a.any {
		a.start, a.end, a.any = s, s, true
	}
	a.start, a.end = min(a.start, s), max(a.end, s)
}

// near returns a function that widens b, which begins as a, to a time unless
// that is so far away that a would hardly be seen. What is beyond has its place
// at an end.
func (a axis) near(b *axis) (see func(time.Time)) {
	const times = 5 // as long as a, on each side
	room := times * max(a.end-a.start, 15*secsMinute)
	return func(t time.Time) {
		if s := t.Unix(); s >= a.start-room && s <= a.end+room {
			b.see(t)
		}
	}
}

// beyond returns -1 if t lies before the axis, 1 if behind it, and else 0.
func (a *axis) beyond(t time.Time) int {
	switch s := t.Unix(); {
	case s < a.start:
		return -1
	case s > a.end:
		return 1
	}
	return 0
}

// widen makes room where all happened in a moment, and behind the end of what
// goes on.
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
	ticksMost  = 6  // steps on the axis, so that their labels fit on a phone
	secsMinute = 60 // seconds
)

// steps are the distances of ticks, in minutes. Beyond a day they are doubled
// from a week on.
var steps = [...]int64{1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2 * 1440, 7 * 1440}

// step returns the distance of ticks in minutes.
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

// tick is a place on the axis with a label.
type tick struct {
	at    int
	t     time.Time // in the zone of the axis
	day   bool      // the first one of its day
	shift bool      // the zone's offset differs from the tick before
}

// ticks appends the ticks of the axis to dst: at round times of the local
// clock, or at midnights. A clock change leaves out or moves what the clock
// leaves out.
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
		dst = append(dst, tick{at: a.place(t), t: t, day: last.IsZero() || !plan.SameDay(t, last), shift: !last.IsZero() && !sameTimeOffset(last, t)})
		last = t
	}
	return dst
}

// sameTimeOffset reports whether two times, each in its Location, have one
// offset.
func sameTimeOffset(a, b time.Time) bool {
	_, x := a.Zone()
	_, y := b.Zone()
	return x == y
}

// mixed reports whether the offset of the zone changes at a tick.
func mixed(ticks []tick) bool {
	return slices.ContainsFunc(ticks, func(t tick) bool { return t.shift })
}
