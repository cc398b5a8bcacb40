package pagezone

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// Resolve returns the instant of a stamp: the exact one if the page states it,
// and otherwise that of the written time in the zone of its label. If there is
// an error, the instant is zero.
func (z *Zone) Resolve(s *Stamp) (time.Time, Conclusion) {
	if !s.Exact.IsZero() {
		return s.Exact, z.compare(s)
	}
	if s.Label == "" && !z.given {
		return fail(s.At, ErrNoZone)
	}
	r := civil.Resolve(s.Written, s.Label, z.Location)
	switch r.Kind {
	case civil.OK:
		if name, _ := r.Time.In(z.Location).Zone(); name == s.Label || s.Label == "" {
			return r.Time, Conclusion{} // the usual case
		}
		return r.Time, z.relabel(s, r.Time, s.LabelAt)
	case civil.Foreign:
		// The offset may be that of the page under another name: VET in
		// America/Caracas.
		if civil.DateTimeOf(r.Time, z.Location) == s.Written {
			return r.Time, z.relabel(s, r.Time, s.LabelAt)
		}
		return fail(s.LabelAt, fmt.Errorf("%s is not a time of the page's zone %s", s.Label, z.Location))
	case civil.OffSeason:
		return fail(s.LabelAt, fmt.Errorf("%s is not in force in %s on that day", s.Label, z.Location))
	case civil.Gap:
		return fail(s.LabelAt, fmt.Errorf("clocks in %s skipped this time", cmp.Or(s.Label, z.Name)))
	case civil.Overlap:
		return fail(s.LabelAt, fmt.Errorf("clocks in %s showed this time twice", cmp.Or(s.Label, z.Name)))
	case civil.Ambiguous, civil.Assumed:
		return fail(s.LabelAt, fmt.Errorf("%s has several meanings, and is not a time of the page's zone %s", s.Label, z.Location))
	case civil.Invalid:
		return time.Time{}, Conclusion{Code: incident.CodeRange, At: s.At, Err: fmt.Errorf("%s is not a valid date and time", s.Written)}
	}
	hint := ""
	if r.Nearest != "" {
		hint = "; did you mean " + r.Nearest + "?"
	}
	return fail(s.LabelAt, fmt.Errorf("zone %q is unknown%s", s.Label, hint))
}

// ErrNoZone is the error for a time without a zone on a page whose zone is not
// known.
var ErrNoZone = errors.New("the time names no zone; set the zone of the page with Zone")

func fail(at int, err error) (time.Time, Conclusion) {
	return time.Time{}, Conclusion{Code: incident.CodeZone, At: at, Err: err}
}

// compare compares the written time with the exact one. A time in another zone
// than that of the page is not a contradiction.
func (z *Zone) compare(s *Stamp) Conclusion {
	if s.Written.IsZero() {
		return Conclusion{}
	}
	if sameMinute(civil.DateTimeOf(s.Exact, z.Location), s.Written) {
		if s.Label == "" || z.given || words.ZoneLabel(s.Exact.In(z.Location)) == s.Label {
			return Conclusion{}
		}
		return z.relabel(s, s.Exact, s.At)
	}
	r := civil.Resolve(s.Written, s.Label, z.Location)
	known := r.Kind == civil.Foreign || r.Kind == civil.OffSeason || r.Kind == civil.Overlap
	if known && r.Time.Equal(s.Exact.Truncate(time.Minute)) {
		return Conclusion{}
	}
	return Conclusion{Code: CodeStamp, At: s.At, Text: fmt.Sprintf("the page shows %s %s, but its data state %s, which was used", s.Written, s.Label, s.Exact.Format(time.RFC3339))}
}

// relabel concludes, once for a page, that a label will be printed as another
// one.
func (z *Zone) relabel(s *Stamp, t time.Time, at int) Conclusion {
	if z.relabeled {
		return Conclusion{}
	}
	z.relabeled = true
	return Conclusion{Code: CodeOffset, At: at, Text: fmt.Sprintf("%s will be written as %s", s.Label, words.ZoneLabel(t.In(z.Location)))}
}
