package statuspage

import (
	"strconv"
	"time"

	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
)

// time reads the time that an element shows. It is stored in *to once the zone
// of the page is known. If there is no time, time adds an error and returns
// nil.
func (s *savedIncident) time(n *htmltree.Node, to *time.Time, path string) *pagezone.Time {
	p := s.page
	text := n.Text(n.Class("ago")) // a script adds an age: "8 days ago. "
	stamp, others, c := pagezone.Shown(p.lang, text, p.source.Text[n.Start:n.End], n.Start, exactTime(n))
	if c.Err != nil {
		p.fail(c.At, c.Code, c.Err)
		return nil
	}
	if others && !p.others {
		p.others = true
		p.note(n.Start, CodeOtherZones, "page.time_zone", "the same times in other zones were not kept; a writer derives them")
	}
	t := &pagezone.Time{Stamp: stamp, To: to, Path: s.path + path}
	p.times = append(p.times, t)
	return t
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
