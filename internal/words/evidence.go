package words

import (
	"slices"
	"strings"
)

// Evidence holds the words that say of which day and in which zone a report
// speaks, in lower case but for the fields.
type Evidence struct {
	DayFields []string // names of the field with the day of the incident, the surest first
	DayLeads  []string // start of a sentence that says the day of the incident
	OtherDays []string // in sentences that name another day than that of the incident
	Zones     []string // in sentences that name the zone of a timeline
	ZoneLeads []string // start of such a sentence
}

// IsDayField reports whether a field has the day of the incident, by its name.
func (e *Evidence) IsDayField(name string) bool { return containsFold(e.DayFields, name) }

// LeadsDay reports whether a sentence begins as one that says when it happened:
// "On March 5, 2024 the site was down".
func (e *Evidence) LeadsDay(sentence string) bool {
	return beginsFold(strings.TrimLeft(sentence, " \t*_>-"), e.DayLeads)
}

// TellsOtherDay reports whether the day that a sentence names is not that of
// the incident: of its report, of a plan, or of an earlier incident.
func (e *Evidence) TellsOtherDay(sentence string) bool {
	return containsAny(strings.ToLower(sentence), e.OtherDays)
}

// SpeaksOfZone reports whether a sentence speaks of the zone of times: "All
// times are in CET".
func (e *Evidence) SpeaksOfZone(sentence string) bool {
	return beginsFold(sentence, e.ZoneLeads) || containsAny(strings.ToLower(sentence), e.Zones)
}

func beginsFold(text string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool {
		return len(text) >= len(p) && strings.EqualFold(text[:len(p)], p)
	})
}
