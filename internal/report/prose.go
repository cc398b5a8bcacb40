package report

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Prose holds the times with a zone in the headings, texts and fields of a
// document, as in "from 10:05 to 10:40 CET".
type Prose struct {
	zone    string // their zone; "" if there are several
	several bool
	halves  [48]bool // half hours of the day in which one of them is
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
				p.halves[halfHour(w.Time)] = true
			}
		}
		i += max(n-1, 0)
	}
}

// ZoneOf returns the zone of the times if there is only one, and one of the
// rows is within about half an hour of one of the times: the text then tells of
// the same events as the rows. Otherwise, it returns "".
func (p *Prose) ZoneOf(rows []Row) string {
	if p.several || p.zone == "" {
		return ""
	}
	for i := range rows {
		if w := &rows[i].Read.From; w.HasTime {
			half := halfHour(w.Time)
			if p.halves[half] || p.halves[(half+1)%48] || p.halves[(half+47)%48] {
				return p.zone
			}
		}
	}
	return ""
}

func halfHour(t civil.Time) int { return t.Hour%24*2 + t.Minute/30 }
