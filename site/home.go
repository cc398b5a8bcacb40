package site

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// Home returns the plan of the home page. Times are in the zone of the page, or
// in UTC if that is unknown.
func (s *Service) Home(o Options) *Home {
	o = o.withDefaults()
	h := &Home{
		Page: s.Page, Description: s.Description, Location: s.location(),
		Now: o.Now, Policy: s.policy(), Days: o.Days,
	}
	h.Groups, h.Uptime = s.groups(o)
	var past []*incident.Incident
	unsure, begun := false, false
	for _, inc := range s.newestFirst() {
		c, _ := follow(inc, o.Now)
		switch {
		case !isPosted(inc, o.Now):
		case c.isOpen():
			h.Open = append(h.Open, inc)
		case c.isPlanned(o.Now):
			h.Planned = append(h.Planned, inc)
			begun = begun || c.hasBegun()
		default:
			past = append(past, inc)
			unsure = unsure || c.mayGoOn(o)
		}
	}
	slices.SortStableFunc(h.Planned, func(a, b *incident.Incident) int { return a.Window.Start.Compare(b.Window.Start) })
	h.Past = pastDays(past, civil.DateOf(o.Now, h.Location), o.Past, h.Location)
	h.summarize(unsure, begun)
	return h
}

func (o Options) withDefaults() Options {
	o.Days = min(cmp.Or(max(o.Days, 0), 90), 366)
	o.Past = min(cmp.Or(max(o.Past, 0), 15), 366)
	return o
}

// location returns the zone in which pages show times.
func (s *Service) location() *time.Location {
	loc, err := s.Page.Location()
	if err != nil {
		return time.UTC
	}
	return loc
}

// newestFirst returns the incidents from the one that began last. Those without
// a time stand at the end.
func (s *Service) newestFirst() []*incident.Incident {
	list := slices.DeleteFunc(slices.Clone(s.Incidents), func(inc *incident.Incident) bool { return inc == nil })
	began := make(map[*incident.Incident]time.Time, len(list))
	for _, inc := range list {
		began[inc] = beginning(inc)
	}
	slices.SortStableFunc(list, func(a, b *incident.Incident) int {
		return cmp.Or(began[b].Compare(began[a]), compareNames(a, b))
	})
	return list
}

// compareNames orders incidents that began at the same time.
func compareNames(a, b *incident.Incident) int {
	return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.URL, b.URL), strings.Compare(a.Title, b.Title))
}

// beginning returns when an incident began as its page showed it: the start of
// the window of a maintenance, or else the first update; without updates, the
// start of the impact or the publication of the postmortem. It is zero if
// nothing tells it.
func beginning(inc *incident.Incident) time.Time {
	if inc.IsMaintenance() && !inc.Window.Start.IsZero() {
		return inc.Window.Start
	}
	var oldest time.Time
	for i := range inc.Updates {
		if u := &inc.Updates[i]; !u.Retracted() {
			oldest = earlierKnown(oldest, u.At)
		}
	}
	if !oldest.IsZero() {
		return oldest
	}
	if began := inc.Metrics().FirstPost.From.At; !began.IsZero() {
		return began
	}
	if inc.Postmortem.Published() {
		return inc.Postmortem.PublishedAt
	}
	return time.Time{}
}

// pastDays returns n days that end with today, each with its incidents. The
// incidents are in order, from the newest.
func pastDays(list []*incident.Incident, today civil.Date, n int, loc *time.Location) []PastDay {
	days := make([]PastDay, n)
	index := make(map[civil.Date]int, n)
	for i := range days {
		days[i].Date = today.AddDays(-i)
		index[days[i].Date] = i
	}
	for _, inc := range list {
		if at := beginning(inc); !at.IsZero() {
			if i, ok := index[civil.DateOf(at, loc)]; ok {
				days[i].Incidents = append(days[i].Incidents, inc)
			}
		}
	}
	return days
}

// midnight returns the beginning of the day in UTC, in which its date is
// written.
func (d *PastDay) midnight() time.Time {
	return time.Date(d.Date.Year, d.Date.Month, d.Date.Day, 0, 0, 0, 0, time.UTC)
}

// pastRuns yields each of the last days that has incidents, and the days
// without any that follow one another.
func (h *Home) pastRuns() iter.Seq[[]PastDay] {
	return func(yield func([]PastDay) bool) {
		for first := 0; first < len(h.Past); {
			end := first + 1
			for end < len(h.Past) && len(h.Past[end-1].Incidents)+len(h.Past[end].Incidents) == 0 {
				end++
			}
			if !yield(h.Past[first:end]) {
				return
			}
			first = end
		}
	}
}

// noIncidents returns what is said of a day without past incidents. An incident
// that goes on may have begun on it.
func (h *Home) noIncidents() words.Word {
	if len(h.Open)+len(h.Planned) > 0 {
		return words.NoOtherIncidents
	}
	return words.NoIncidents
}

// lines yields the components in the order shown.
func (h *Home) lines() iter.Seq[*Line] {
	return func(yield func(*Line) bool) {
		for i := range h.Groups {
			for line := range h.Groups[i].lines() {
				if !yield(line) {
					return
				}
			}
		}
	}
}

func (g *Group) lines() iter.Seq[*Line] {
	return func(yield func(*Line) bool) {
		for i := range g.Components {
			if !yield(&g.Components[i]) {
				return
			}
		}
	}
}

// called returns the component as incidents call it, without a status.
func (c *Component) called() incident.Component {
	return incident.Component{ID: c.ID, Group: c.Group, Name: c.Name}
}

// fullName returns the name as [incident.Component.FullName] has it.
func (c *Component) fullName() string { return c.called().FullName() }
