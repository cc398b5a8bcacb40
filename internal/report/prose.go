package report

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

const minutesOfDay = 24 * 60

// Prose holds the times with a zone in the headings, texts and fields of a
// document, as in "from 10:05 to 10:40 CET".
type Prose struct {
	zone    string // their zone; "" if there are several
	several bool
	minutes [minutesOfDay]bool // minutes of the day of the times
}

// ReadProse finds the times in sections.
func ReadProse(sections []incident.Section) *Prose {
	p := &Prose{}
	for i := range sections {
		s := &sections[i]
		p.add(s.Heading)
		p.add(s.Body)
		p.add(s.After)
		for _, f := range s.Fields {
			p.add(f.Value)
		}
	}
	return p
}

func (p *Prose) add(text string) {
	for i := 0; i < len(text) && !p.several; i++ {
		if i > 0 && isWordByte(text[i-1]) || !isWordByte(text[i]) {
			continue
		}
		w, to, n := civil.ReadSpan(text[i:])
		for _, w := range [...]civil.Written{w, to} {
			if w.HasTime && w.Zone != "" {
				p.several = p.zone != "" && w.Zone != p.zone
				p.zone = w.Zone
				p.minutes[minuteOfDay(w.Time)] = true
			}
		}
		i += max(n-1, 0)
	}
}

// nearby is the distance in minutes up to which a row and a time in the texts
// probably tell of the same event.
const nearby = 15

// ZoneOf returns the zone of the times if there is only one, and one of the
// rows is near one of the times: the texts then tell of the same events as the
// rows. Otherwise, it returns "".
func (p *Prose) ZoneOf(rows []Row) string {
	if p.several || p.zone == "" {
		return ""
	}
	for i := range rows {
		w := &rows[i].Read.From
		if !w.HasTime {
			continue
		}
		row := minuteOfDay(w.Time) + minutesOfDay
		for m := row - nearby; m <= row+nearby; m++ {
			if p.minutes[m%minutesOfDay] {
				return p.zone
			}
		}
	}
	return ""
}

// isCloser reports whether the first time of the rows is closer to an instant if
// it is in zone than if it is in page.
func isCloser(rows []Row, at time.Time, zone string, page *time.Location) bool {
	loc, err := civil.Zone(zone)
	first := slices.IndexFunc(rows, func(r Row) bool { return r.Read.From.HasTime })
	if err != nil || first < 0 {
		return true
	}
	row := minuteOfDay(rows[first].Read.From.Time)
	distance := func(loc *time.Location) int {
		d := (row - minuteOfDay(civil.TimeOf(at, loc)) + minutesOfDay) % minutesOfDay
		return min(d, minutesOfDay-d)
	}
	return distance(loc) < distance(page)
}

func minuteOfDay(t civil.Time) int { return t.Hour%24*60 + t.Minute }
