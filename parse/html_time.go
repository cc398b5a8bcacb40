package parse

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
)

// addTime reads the time that an element shows, and records its place. The time
// is stored in *to once the zone of the page is known. If there is no time,
// addTime adds an error and returns nil.
func (p *htmlReader) addTime(n *htmltree.Node, to *time.Time, kind placeKind, i int) *pagezone.Time {
	exact, text := exactTime(n), n.Text()
	s, others, ok := pagezone.ReadStamp(p.page.phrases, text)
	switch {
	case !ok && exact.IsZero() && text == "":
		p.in.fail(n.Start, incident.CodeRequired, errors.New("an update has no time"))
		return nil
	case !ok && exact.IsZero():
		p.in.fail(n.Start, incident.CodeSyntax, fmt.Errorf("%s is not the time of an update", quote(text)))
		return nil
	case ok && !s.Written.Valid():
		p.in.fail(n.Start, incident.CodeRange, fmt.Errorf("%s is not a valid date and time", s.Written))
		return nil
	}
	if others {
		p.in.otherZones(n.Start)
	}
	s.Exact, s.At = exact, n.Start
	s.LabelAt = n.Start + max(0, strings.LastIndex(p.in.src[n.Start:n.End], s.Label))
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
