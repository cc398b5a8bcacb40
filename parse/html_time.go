package parse

import (
	"time"

	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
)

// addTime reads the time that an element shows, and records its place. The time
// is stored in *to once the zone of the page is known. If there is no time,
// addTime adds an error and returns nil.
func (p *htmlReader) addTime(n *htmltree.Node, to *time.Time, kind placeKind, i int) *pagezone.Time {
	s, others, c := pagezone.Shown(p.page.phrases, n.Text(), p.in.src[n.Start:n.End], n.Start, exactTime(n))
	if c.Err != nil {
		p.in.fail(c.At, c.Code, c.Err)
		return nil
	}
	if others {
		p.in.otherZones(n.Start)
	}
	t := &pagezone.Time{Stamp: s, To: to, Path: p.in.path + place{kind: kind, i: int32(i)}.path()}
	p.times = append(p.times, t)
	p.recordAt(kind, i, n)
	return t
}

// exactTime returns the instant of n or of the first time element inside it.
func exactTime(n *htmltree.Node) time.Time {
	t := n.Time()
	if t.IsZero() {
		n.Find(func(k *htmltree.Node) bool {
			if !k.Extra() {
				t = k.Time()
			}
			return !t.IsZero()
		})
	}
	return t
}
