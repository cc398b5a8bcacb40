package site

import (
	"cmp"
	"iter"
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
	var first time.Time
	for i := range inc.Updates {
		if u := &inc.Updates[i]; !u.At.IsZero() && !u.Retracted() && (first.IsZero() || u.At.Before(first)) {
			first = u.At
		}
	}
	if !first.IsZero() {
		return first
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

// midnight returns the beginning of the day in UTC, in which its date is written.
func (d *PastDay) midnight() time.Time {
	return time.Date(d.Date.Year, d.Date.Month, d.Date.Day, 0, 0, 0, 0, time.UTC)
}

// pastRuns yields each of the last days that has incidents, and the days without
// any that follow one another.
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

// summarize sets the status of the page and the words of the banner: the worst
// status and the components that have it, and the number of open incidents if
// the status does not tell how bad they are. That all works is said only where it
// is known of every component, nothing is open, and no maintenance has begun. An
// incident may be open if unsure is true.
func (h *Home) summarize(unsure, begun bool) {
	lang := words.For(h.Page.Lang)
	isListed := len(h.Groups) > 0
	h.Status = worstStatus(h.lines())
	if unsure && h.Status == incident.ComponentOperational {
		h.Status = ""
	}
	var b []byte
	switch {
	case h.Status.Compare(incident.ComponentUnderMaintenance) > 0, isDown(h.Status) && len(h.untold()) == 0:
		if h.Status.Valid() {
			b = lang.Terms.AppendReadable(b, string(h.Status))
		} else {
			b = markdown.AppendInsert(b, string(h.Status))
		}
		b = h.appendNames(append(b, ": "...), lang)
		if len(h.untold()) > 0 {
			b = h.appendOpen(append(b, "; "...), lang)
		}
	case len(h.Open) > 0:
		b = h.appendOpen(b, lang)
	case unsure, isListed && h.Status == "":
		b = append(b, lang.Word(words.StatusUnknown)...)
	case begun:
		h.Status = incident.ComponentUnderMaintenance
		b = lang.Terms.AppendReadable(b, string(h.Status))
	case !isListed:
		b = append(b, lang.Word(words.NoOpenIncidents)...)
	default:
		b = append(b, lang.Word(words.AllOperational)...)
	}
	h.Summary = string(b)
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

// untold returns the open incidents that may be worse than the status of the
// page tells: they give no component its status, and their impact is not known
// or worse. If all components work, it returns all that are open.
func (h *Home) untold() []*incident.Incident {
	if !isDown(h.Status) {
		return h.Open
	}
	told := make(map[*incident.Incident]bool)
	for line := range h.lines() {
		for _, inc := range line.Incidents {
			told[inc] = told[inc] || line.Status != ""
		}
	}
	return slices.DeleteFunc(slices.Clone(h.Open), func(inc *incident.Incident) bool {
		impact, _ := inc.EffectiveImpact()
		isKnown := impact != "" && impact.Valid()
		return told[inc] || h.Status == incident.ComponentMajorOutage || isKnown && impact.Compare(h.Status.Impact()) <= 0
	})
}

// appendOpen appends the number of open incidents.
func (h *Home) appendOpen(dst []byte, lang *words.Language) []byte {
	word := words.OpenIncidents
	if len(h.Open) == 1 {
		word = words.OpenIncident
	}
	return append(append(strconv.AppendInt(dst, int64(len(h.Open)), 10), ' '), lang.Word(word)...)
}

// appendNames appends the names of the components that have the status of the
// page, at most three.
func (h *Home) appendNames(dst []byte, lang *words.Language) []byte {
	const most = 3
	n := 0
	for line := range h.lines() {
		if line.Status != h.Status {
			continue
		}
		if n++; n > most {
			continue
		}
		if n > 1 {
			dst = append(dst, ", "...)
		}
		dst = markdown.AppendInsert(dst, line.Component.fullName())
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
