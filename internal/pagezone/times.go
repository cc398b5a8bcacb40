package pagezone

import (
	"slices"
	"time"

	"github.com/incidentkit/incident"
)

// Time is a time of a page. It is stored once the zone of the page is known.
type Time struct {
	Stamp Stamp
	To    *time.Time
	Path  string // path of the value
}

// Stamps returns the stamps of times in the order of the page.
func Stamps(times []*Time) []Stamp {
	list := make([]Stamp, len(times))
	for i, t := range times {
		list[i] = t.Stamp
	}
	slices.SortStableFunc(list, func(a, b Stamp) int { return a.At - b.At })
	return list
}

// Store stores the instant of a time, in UTC. It returns a conclusion and the
// path of the value to which it refers.
func (z *Zone) Store(t *Time) (c Conclusion, path string) {
	at, c := z.Resolve(&t.Stamp)
	if !at.IsZero() {
		*t.To = at.UTC()
	}
	if c.Code == CodeStamp {
		return c, t.Path
	}
	return c, "page.time_zone"
}

// Localize changes the Location of the times of an incident to the zone of the
// page, and of those of a timeline to its own zone.
func (z *Zone) Localize(inc *incident.Incident) {
	in := func(loc *time.Location, times ...*time.Time) {
		for _, t := range times {
			if !t.IsZero() {
				*t = t.In(loc)
			}
		}
	}
	in(z.Location, &inc.Window.Start, &inc.Window.End)
	for i := range inc.Updates {
		u := &inc.Updates[i]
		in(z.Location, &u.At, &u.EditedAt, &u.NextUpdate, &u.RetractedAt)
	}
	for i := range inc.Events {
		in(z.Location, &inc.Events[i].At, &inc.Events[i].Until)
	}
	pm := inc.Postmortem
	if pm == nil {
		return
	}
	in(z.Location, &pm.PublishedAt, &pm.EditedAt)
	for i := range pm.Sections {
		tl := pm.Sections[i].Timeline
		if tl == nil {
			continue
		}
		own, err := tl.Location(z.Location)
		if err != nil {
			own = z.Location
		}
		for j := range tl.Events {
			in(own, &tl.Events[j].At, &tl.Events[j].Until)
		}
	}
}
