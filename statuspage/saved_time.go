package statuspage

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
)

// time reads the time that an element shows. It is stored in *to once the zone
// of the page is known. If there is no time, time adds an error and returns
// nil.
func (s *savedIncident) time(n *htmltree.Node, to *time.Time, path string) *pagezone.Time {
	p := s.page
	exact := exactTime(n)
	text := n.Text(n.Class("ago")) // a script adds an age: "8 days ago. "
	stamp, others, ok := pagezone.ReadStamp(p.lang, text)
	switch {
	case !ok && exact.IsZero() && text == "":
		p.fail(n.Start, incident.CodeRequired, errors.New("an update has no time"))
		return nil
	case !ok && exact.IsZero():
		p.fail(n.Start, incident.CodeSyntax, fmt.Errorf("%q is not the time of an update", text))
		return nil
	case ok && stamp.Written.Date.Year != 0 && !stamp.Written.Valid():
		p.invalid(n.Start, stamp.Written)
		return nil
	}
	if others && !p.others {
		p.others = true
		p.note(n.Start, CodeOtherZones, "page.time_zone", "the same times in other zones were not kept; a writer derives them")
	}
	stamp.Exact, stamp.At = exact, n.Start
	stamp.LabelAt = n.Start + max(0, strings.LastIndex(p.source.Text[n.Start:n.End], stamp.Label))
	t := &pagezone.Time{Stamp: stamp, To: to, Path: s.path + path}
	p.times = append(p.times, t)
	return t
}

func (p *savedPage) invalid(at int, written civil.DateTime) {
	p.fail(at, incident.CodeRange, fmt.Errorf("%s is not a valid date and time", written))
}

// exactTime returns the instant in the attributes of n or of an element below
// it.
func exactTime(n *htmltree.Node) time.Time {
	t := unixOf(n)
	if t.IsZero() {
		n.Find(func(k *htmltree.Node) bool {
			t = unixOf(k)
			return !t.IsZero()
		})
	}
	return t
}

// unixOf returns the instant in the attributes of n, in milliseconds or seconds
// since 1970.
func unixOf(n *htmltree.Node) time.Time {
	const end = 253402300800 // first second of the year 10000
	if s, ok := n.Attr("data-datetime-unix"); ok {
		if ms, err := strconv.ParseInt(s, 10, 64); err == nil && ms > 0 && ms < end*1000 {
			return time.UnixMilli(ms).UTC()
		}
	}
	if s, ok := n.Attr("data-unix-time"); ok {
		if sec, err := strconv.ParseInt(s, 10, 64); err == nil && sec > 0 && sec < end {
			return time.Unix(sec, 0).UTC()
		}
	}
	return n.Time()
}
