package words

import (
	"slices"
	"strings"
)

// Evidence holds the words that indicate the day and the zone of the times in a
// report, in lower case except for the names of fields.
type Evidence struct {
	DayFields []string // names of fields with the day of the incident, the most reliable first
	DayLeads  []string // starts of a sentence with the day of the incident
	OtherDays []string // in sentences with a day other than that of the incident
	Zones     []string // in sentences with the zone of a timeline
	ZoneLeads []string // starts of such a sentence
}

// IsDayField reports whether a field contains the day of the incident by its
// name.
func (e *Evidence) IsDayField(name string) bool { return containsFold(e.DayFields, name) }

// LeadsDay reports whether a sentence begins with the day of the incident: "On
// March 5, 2024 the site was down".
func (e *Evidence) LeadsDay(sentence string) bool {
	return beginsFold(strings.TrimLeft(sentence, " \t*_>-"), e.DayLeads)
}

// NamesOtherDay reports whether the day in a sentence is not that of the
// incident, but of its report, of a plan, or of an earlier incident.
func (e *Evidence) NamesOtherDay(sentence string) bool {
	return containsAny(strings.ToLower(sentence), e.OtherDays)
}

// IsOtherDay reports whether the words before a day say that it is not that of
// the incident: "Published".
func (e *Evidence) IsOtherDay(name string) bool { return containsFold(e.OtherDays, name) }

// IsAboutZone reports whether a sentence is about the zone of times: "All times
// are in CET".
func (e *Evidence) IsAboutZone(sentence string) bool {
	return beginsFold(sentence, e.ZoneLeads) || containsAny(strings.ToLower(sentence), e.Zones)
}

func beginsFold(text string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool {
		return len(text) >= len(p) && strings.EqualFold(text[:len(p)], p)
	})
}
