// Package pagezone infers the zone of a page from the times that it shows, and
// resolves those times in that zone.
package pagezone

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// Codes of conclusions that are not errors.
const (
	CodeZone   incident.Code = "zone"   // the zone was concluded from the labels of the times
	CodeOffset incident.Code = "offset" // no zone has the label, so its offset was used and will be printed
	CodeStamp  incident.Code = "stamp"  // the shown time differs from the exact one, which was used
)

// Stamp is a time as a page shows it.
type Stamp struct {
	Written civil.DateTime // zero if the page shows no time that can be read
	Label   string         // label of the zone, such as "CET"; "" if there is none
	Exact   time.Time      // the instant that the page states for it; zero if there is none
	At      int            // offset in the source
	LabelAt int            // offset of the label
}

// Conclusion is a conclusion from a time, or an error in it. The zero value
// means that there is none.
type Conclusion struct {
	Code incident.Code
	At   int    // offset in the source
	Text string // text of a note
	Err  error  // set for an error, which has no Text
}

// Zone is the zone of a page. It belongs to one reading of the page, because it
// stores which conclusions have been drawn.
type Zone struct {
	Location *time.Location // UTC if the zone is not known
	Name     string         // IANA name, or an offset; "" if the zone is not known

	given     bool // the caller gave the zone
	relabeled bool // the conclusion that labels change has been drawn
}

// Given returns the zone that the caller of a reader has set.
func Given(loc *time.Location) *Zone {
	return &Zone{Location: loc, Name: loc.String(), given: true}
}

// Conclude returns the zone that explains the labels of all stamps. If labels
// have several meanings, the exact instants of the stamps decide. The stamps
// must be in the order of the page; those without a label are ignored. If there
// is an error, or no stamp has a label, the zone is not known.
func Conclude(stamps []Stamp) (*Zone, Conclusion) {
	unknown := &Zone{Location: time.UTC}
	labelled := make([]Stamp, 0, len(stamps))
	shown := make([]civil.Stamp, 0, len(stamps))
	for _, s := range stamps {
		if s.Label != "" && s.Written.Valid() {
			labelled = append(labelled, s)
			shown = append(shown, civil.Stamp{DateTime: s.Written, Zone: s.Label})
		}
	}
	if len(labelled) == 0 {
		return unknown, Conclusion{}
	}
	first := &labelled[0]
	fail := func(at int, err error) (*Zone, Conclusion) {
		return unknown, Conclusion{Code: incident.CodeZone, At: at, Err: err}
	}
	name, exact, err := civil.Infer(shown)
	if err != nil {
		if name = zoneOfInstants(labelled); name == "" {
			return fail(placeOf(err, labelled), fmt.Errorf("%w; set the zone of the page with Zone", err))
		}
		exact = !strings.HasPrefix(name, "UTC")
	}
	loc, err := civil.LoadLocation(name)
	if err != nil {
		return fail(first.At, err)
	}
	z := &Zone{Location: loc, Name: name}
	switch {
	case name == "UTC":
		return z, Conclusion{}
	case exact:
		return z, Conclusion{Code: CodeZone, At: first.At, Text: name + " was concluded from the labels of the times"}
	case first.Exact.IsZero() && offSeason(shown[0]):
		return fail(first.LabelAt, fmt.Errorf("%s is not in force anywhere on that day; set the zone of the page with Zone", first.Label))
	}
	z.relabeled = true
	return z, Conclusion{Code: CodeOffset, At: first.At, Text: fmt.Sprintf("%s is not the label of a zone at that time; its offset, %s, was used", first.Label, name)}
}

// placeOf returns the offset of the label to which an error refers.
func placeOf(err error, stamps []Stamp) int {
	var zone *civil.ZoneError
	if errors.As(err, &zone) && zone.Name != "" {
		for i := range stamps {
			if stamps[i].Label == zone.Name {
				return stamps[i].LabelAt
			}
		}
	}
	return stamps[0].At
}

// offSeason reports whether a label that no zone has at its time belongs to the
// other half of the year, like CEST in January. The mistake is then more likely
// in the label than in the time, so the offset of the label must not be used.
func offSeason(s civil.Stamp) bool {
	s.DateTime.Date = s.DateTime.Date.AddDays(182)
	_, exact, err := civil.Infer([]civil.Stamp{s})
	return exact && err == nil
}

// meanings are the zones of labels with several meanings, the best known first.
var meanings = map[string][]string{
	"IST": {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"},
	"CST": {"America/Chicago", "Asia/Shanghai", "America/Havana"},
	"CDT": {"America/Chicago", "America/Havana"},
	"PST": {"America/Los_Angeles", "Asia/Manila"},
	"GMT": {"Europe/London", "Europe/Dublin"},
}

// zoneOfInstants returns a zone that shows each exact instant as the page does,
// or else the offset if it is the same for all, or else "".
func zoneOfInstants(stamps []Stamp) string {
	offset, same := 0, true
	for i := range stamps {
		s := &stamps[i]
		if s.Exact.IsZero() {
			return ""
		}
		utc := civil.DateTimeOf(s.Exact, time.UTC)
		off := s.Written.Date.Sub(utc.Date)*86400 + seconds(s.Written.Time) - utc.Time.Hour*3600 - utc.Time.Minute*60
		same = same && (i == 0 || off == offset)
		offset = off
	}
	for i := range stamps {
		for _, name := range meanings[stamps[i].Label] {
			loc, err := civil.LoadLocation(name)
			if err == nil && !slices.ContainsFunc(stamps, func(s Stamp) bool { return !s.shownIn(loc) }) {
				return name
			}
		}
	}
	if !same || offset%60 != 0 || offset < -14*3600 || offset > 14*3600 {
		return ""
	}
	return words.ZoneLabel(time.Time{}.In(time.FixedZone("", offset)))
}

// shownIn reports whether a page in loc shows the exact instant as the stamp
// does.
func (s *Stamp) shownIn(loc *time.Location) bool {
	return words.ZoneLabel(s.Exact.In(loc)) == s.Label && sameMinute(civil.DateTimeOf(s.Exact, loc), s.Written)
}

func seconds(t civil.Time) int { return t.Hour*3600 + t.Minute*60 + t.Second }

func sameMinute(a, b civil.DateTime) bool {
	return a.Date == b.Date && a.Time.Hour == b.Time.Hour && a.Time.Minute == b.Time.Minute
}
