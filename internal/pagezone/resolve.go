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

// Resolve returns the instant of a stamp: the exact one where the page states
// it, else that of the written time in the zone of its label. With an error the
// instant is zero.
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
			return r.Time, Conclusion{} // as nearly all are
		}
		return r.Time, z.relabel(s, r.Time, s.LabelAt)
	case civil.Foreign:
		// The offset may be the page's under another name: VET in
		// America/Caracas.
		if civil.DateTimeOf(r.Time, z.Location) == s.Written {
			return r.Time, z.relabel(s, r.Time, s.LabelAt)
		}
		return fail(s.LabelAt, fmt.Errorf("%s is not a time of the page's zone %s", s.Label, z.Location))
	case civil.OffSeason:
		return fail(s.LabelAt, fmt.Errorf("%s is not in force in %s on that day", s.Label, z.Location))
	case civil.Gap:
		return fail(s.LabelAt, fmt.Errorf("clocks in %s skip this time", cmp.Or(s.Label, z.Name)))
	case civil.Overlap:
		return fail(s.LabelAt, fmt.Errorf("clocks in %s show this time twice", cmp.Or(s.Label, z.Name)))
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

// ErrNoZone says that a time names no zone, on a page whose zone nothing tells.
var ErrNoZone = errors.New("the time names no zone; set the zone of the page (-zone)")

func fail(at int, err error) (time.Time, Conclusion) {
	return time.Time{}, Conclusion{Code: incident.CodeZone, At: at, Err: err}
}

// compare holds the written time against the exact one. A time in another zone
// than the page's is no disagreement.
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
	return Conclusion{Code: CodeStamp, At: s.At, Text: fmt.Sprintf("the page shows %s %s, its data say %s, which was taken", s.Written, s.Label, s.Exact.Format(time.RFC3339))}
}

// relabel concludes, once, that a label comes back as another one.
func (z *Zone) relabel(s *Stamp, t time.Time, at int) Conclusion {
	if z.relabeled {
		return Conclusion{}
	}
	z.relabeled = true
	return Conclusion{Code: CodeOffset, At: at, Text: fmt.Sprintf("%s comes back as %s", s.Label, words.ZoneLabel(t.In(z.Location)))}
}
