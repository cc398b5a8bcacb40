package claim

import (
	"cmp"
	"slices"
	"strings"

	"github.com/incidentkit/incident/civil"
)

// findZone finds the zone of a moment that has a time without one: after its
// day ("22:15 last night UTC"), at the end of its list, before it in its
// paragraph, or that of the timeline. If none is found, the zone of the page
// holds. If several other zones are before it, the moment is not known.
func (p *prose) findZone(m *moment) {
	if !m.from.HasTime || m.from.Zone != "" {
		return
	}
	zone, end := p.zoneAfterDay(m)
	if zone == "" {
		zone = p.zoneOfList(m.end)
	}
	if zone == "" {
		known := false
		zone, known = p.zoneBefore(m)
		m.open = m.open || !known
	}
	if zone == "" {
		zone = p.zone
	}
	m.from.Zone, m.end = zone, end
	if m.to.HasTime {
		m.to.Zone = zone
	}
}

// zoneAfterDay reads a zone after the text that follows the clock of a moment.
// It returns the end of the moment.
func (p *prose) zoneAfterDay(m *moment) (zone string, end int) {
	if m.end > m.clockEnd {
		sp := spaces(p.text[m.end:])
		if zone, n := civil.ReadZone(p.text[m.end+sp:]); n > 0 && sp > 0 {
			return zone, m.end + sp + n
		}
	}
	return "", m.end
}

// zoneOfList returns the zone of the first time that has one in the list which
// continues at byte end: "09:00, 09:20 and 09:40 UTC".
func (p *prose) zoneOfList(end int) string {
	for range maxJoints {
		from := end + spaces(p.text[end:])
		i := from
		if strings.HasPrefix(p.text[i:], ",") {
			i++
			i += spaces(p.text[i:])
		}
		i += anyPhrase(p.text[i:], days.ListJoints)
		next, ok := p.readWritten(i + spaces(p.text[i:]))
		if i == from || !ok || !next.from.HasTime {
			return ""
		}
		if next.from.Zone != "" {
			return next.from.Zone
		}
		end = next.end
	}
	return ""
}

// zoneUse is the use of zones in a paragraph up to a time that has one.
type zoneUse struct {
	at, end int    // the time, and the end of its paragraph
	zone    string // "" if a time is in the zone of the page
	several bool   // the times are in different zones, and none in that of the page
	last    civil.Written
}

// zoneBefore returns the zone of the times before a moment in its paragraph, or
// "" if there is none or the zone of the page holds. Known is false if it
// cannot be told which zone is meant. Times are told in their order: after
// "14:05 UTC" on a page in New York, 14:20 is in UTC and 10:20 is not.
func (p *prose) zoneBefore(m *moment) (zone string, known bool) {
	if !p.zonesRead {
		p.zones, p.zonesRead = p.readZones(), true
	}
	n, _ := slices.BinarySearchFunc(p.zones, m.clock, func(u zoneUse, i int) int { return cmp.Compare(u.at, i) })
	if n == 0 || p.zones[n-1].end < m.clock || p.zones[n-1].zone == "" {
		return "", true
	}
	use := &p.zones[n-1]
	if use.several || !m.from.Date.IsZero() || m.from.HasWeekday {
		return use.zone, !use.several
	}
	last := use.last.Resolve(p.near, p.loc).Time
	here, there := m.from, m.from
	there.Zone = use.zone
	inOrder := func(w civil.Written) bool { return !w.Resolve(p.near, p.loc).Time.Before(last) }
	switch {
	case inOrder(there):
		return use.zone, m.from.Twelve == use.last.Twelve || !inOrder(here)
	case inOrder(here):
		return "", true
	}
	return "", false
}

// readZones finds the times with a zone in the text.
func (p *prose) readZones() (all []zoneUse) {
	if p.near.IsZero() {
		return nil
	}
	end := -1
	own := false // a time of the paragraph is in the zone of the page
	for i := 0; i < len(p.text); i++ {
		if !isDigit(p.text[i]) || i > 0 && wordBefore(p.text, i) {
			continue
		}
		w, n := civil.ReadTime(p.text[i:])
		if w.Zone == "" {
			continue
		}
		use := zoneUse{at: i, zone: w.Zone, last: w}
		if i > end {
			end, own = len(p.text), false
			if n := strings.Index(p.text[i:], "\n\n"); n >= 0 {
				end = i + n
			}
		} else if last := all[len(all)-1]; last.zone != w.Zone {
			use.several = true
		} else {
			use.several = last.several
		}
		own = own || w.Resolve(p.near, p.loc).Kind != civil.Foreign
		if own {
			use.zone, use.several = "", false
		}
		use.end = end
		all = append(all, use)
		i += n - 1
	}
	return all
}
