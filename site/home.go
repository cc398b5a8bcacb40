package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
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
	unsure := false
	for _, inc := range s.newestFirst() {
		switch {
		case !goesOn(inc, o.Now):
			past = append(past, inc)
			unsure = unsure || mayGoOn(inc, o)
		case !inc.IsMaintenance():
			h.Open = append(h.Open, inc)
		case isAhead(inc, o.Now):
			h.Planned = append(h.Planned, inc)
		default:
			past = append(past, inc)
		}
	}
	slices.SortStableFunc(h.Planned, func(a, b *incident.Incident) int { return a.Window.Start.Compare(b.Window.Start) })
	h.Past = pastDays(past, civil.DateOf(o.Now, h.Location), o.Past, h.Location)
	h.summarize(unsure)
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

// statusAt returns the status of an incident at an instant. Before its first
// status, it is the last one.
func statusAt(inc *incident.Incident, now time.Time) incident.Status {
	for _, u := range slices.Backward(inc.Updates) {
		if u.Status != "" && !u.Retracted() && !u.At.After(now) {
			return u.Status
		}
	}
	return inc.Status()
}

// goesOn reports whether the status at an instant says that the incident is not
// over. A status that is not known says nothing.
func goesOn(inc *incident.Incident, now time.Time) bool {
	status := statusAt(inc, now)
	return status != "" && status.Valid() && !status.IsFinal()
}

// mayGoOn reports whether an incident that does not go on by its status may do
// so, because its status is not known. Histories of vendors have many incidents
// without a status, so that one counts only while it is among the past
// incidents of the page.
func mayGoOn(inc *incident.Incident, o Options) bool {
	status, end := statusAt(inc, o.Now), inc.Window.End
	switch {
	case !end.IsZero() && !end.After(o.Now), !slices.ContainsFunc(inc.Updates, func(u incident.Update) bool { return !u.Retracted() }):
		return false
	case status == "":
		return beginning(inc).After(o.Now.AddDate(0, 0, -o.Past))
	}
	return !status.Valid()
}

// isAhead reports whether a maintenance that is not over goes on or lies ahead.
// One that was planned for a time that has passed, and of which nothing has been
// heard since, does neither.
func isAhead(inc *incident.Incident, now time.Time) bool {
	w := inc.Window
	last := w.End
	if last.IsZero() {
		last = w.Start
	}
	return hasBegun(inc, now) || last.IsZero() || last.After(now)
}

// hasBegun reports whether the status of a maintenance that is not over says
// that it has begun.
func hasBegun(inc *incident.Incident, now time.Time) bool {
	return statusAt(inc, now) != incident.StatusScheduled
}

// newestFirst returns the incidents from the one that began last. Those without
// a time stand at the end.
func (s *Service) newestFirst() []*incident.Incident {
	type begun struct {
		at  time.Time
		inc *incident.Incident
	}
	list := make([]begun, 0, len(s.Incidents))
	for _, inc := range s.Incidents {
		if inc != nil {
			list = append(list, begun{beginning(inc), inc})
		}
	}
	slices.SortStableFunc(list, func(a, b begun) int {
		return cmp.Or(b.at.Compare(a.at), strings.Compare(a.inc.ID, b.inc.ID), strings.Compare(a.inc.URL, b.inc.URL), strings.Compare(a.inc.Title, b.inc.Title))
	})
	sorted := make([]*incident.Incident, len(list))
	for i := range list {
		sorted[i] = list[i].inc
	}
	return sorted
}

// beginning returns when an incident began as its page showed it: the start of
// the window of a maintenance, or else the first update; without updates, the
// start of the impact or the publication of the postmortem. It is zero if
// nothing tells it.
func beginning(inc *incident.Incident) time.Time {
	if inc.IsMaintenance() && !inc.Window.Start.IsZero() {
		return inc.Window.Start
	}
	for i := range inc.Updates {
		if u := &inc.Updates[i]; !u.At.IsZero() && !u.Retracted() {
			return u.At
		}
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

// noIncidents returns what is said of a day without past incidents. An incident
// that goes on may have begun on it.
func (h *Home) noIncidents() words.Word {
	if len(h.Open)+len(h.Planned) > 0 {
		return words.NoOtherIncidents
	}
	return words.NoIncidents
}

// summarize sets the words of the banner: the worst status and the components
// that have it. That all works is said only where it is known of every
// component, nothing is open, and no maintenance has begun. An incident may be
// open if unsure is true.
func (h *Home) summarize(unsure bool) {
	lang := words.For(h.Page.Lang)
	h.Status = incident.ComponentOperational
	listed, unknown := 0, unsure
	for i := range h.Groups {
		listed += len(h.Groups[i].Components)
		for k := range h.Groups[i].Components {
			status := h.Groups[i].Components[k].Status
			unknown = unknown || status == "" || !status.Valid()
			if status.Compare(h.Status) > 0 {
				h.Status = status
			}
		}
	}
	var b []byte
	switch {
	case h.Status != incident.ComponentOperational:
		if h.Status.Valid() {
			b = lang.Terms.AppendReadable(b, string(h.Status))
		} else {
			b = markdown.AppendInsert(b, string(h.Status))
		}
		b = h.appendNames(append(b, ": "...), lang)
	case len(h.Open) == 1:
		b = append(append(b, "1 "...), lang.Word(words.OpenIncident)...)
	case len(h.Open) > 1:
		b = append(append(strconv.AppendInt(b, int64(len(h.Open)), 10), ' '), lang.Word(words.OpenIncidents)...)
	case unknown:
		b = append(b, lang.Word(words.StatusUnknown)...)
	case slices.ContainsFunc(h.Planned, func(inc *incident.Incident) bool { return hasBegun(inc, h.Now) }):
		h.Status = incident.ComponentUnderMaintenance
		b = lang.Terms.AppendReadable(b, string(h.Status))
	case listed == 0:
		b = append(b, lang.Word(words.NoOpenIncidents)...)
	default:
		b = append(b, lang.Word(words.AllOperational)...)
	}
	if (unknown || listed == 0) && h.Status == incident.ComponentOperational {
		h.Status = ""
	}
	h.Summary = string(b)
}

// appendNames appends the names of the components that have the status of the
// page, at most three.
func (h *Home) appendNames(dst []byte, lang *words.Language) []byte {
	const most = 3
	n := 0
	for i := range h.Groups {
		for k := range h.Groups[i].Components {
			c := &h.Groups[i].Components[k]
			if c.Status != h.Status {
				continue
			}
			if n++; n > most {
				continue
			}
			if n > 1 {
				dst = append(dst, ", "...)
			}
			dst = markdown.AppendInsert(dst, c.Component.fullName())
		}
	}
	if n > most {
		dst = append(append(append(dst, ' '), lang.Word(words.AndOthers)...), ' ')
		dst = append(append(strconv.AppendInt(dst, int64(n-most), 10), ' '), lang.Word(words.More)...)
	}
	return dst
}

// fullName returns the name as [incident.Component.FullName] has it.
func (c *Component) fullName() string {
	return incident.Component{ID: c.ID, Group: c.Group, Name: c.Name}.FullName()
}
