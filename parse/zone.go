package parse

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/words"
)

// zone reads the times of all posts and concludes the zone of the page.
func (p *page) zone(posts []post) {
	var stamps []pagezone.Stamp
	for i := range posts {
		if b := &posts[i]; b.stamp >= 0 {
			b.shown, _ = p.stampOf(p.lines[b.stamp])
			if p.in.failed() {
				return
			}
			stamps = append(stamps, b.shown)
		}
	}
	if !p.shared {
		p.setZone(stamps)
	}
	if p.clock.Name != "" {
		p.inc.Page.TimeZone = p.clock.Name
	}
	for i := range posts {
		if b := &posts[i]; b.stamp >= 0 && b.shown.Written.Valid() && !p.in.failed() {
			b.when = p.resolve(&b.shown)
		}
	}
}

// shareZone sets the zone of a page with several reports, each in the lines
// from one up to another, from the times of all updates.
func shareZone(p *page, reports [][2]int) {
	var stamps []pagezone.Stamp
	for _, r := range reports {
		for _, l := range p.lines[r[0]:r[1]] {
			if l.Blank() || p.kindOf(l) != words.LineStamp {
				continue
			}
			if s, err := p.phrases.ParseStamp(p.in.data[l.Start:l.End]); err == nil {
				stamps = append(stamps, placed(s, p.lineText(l), l.Start))
			}
		}
	}
	p.setZone(stamps)
	p.shared = true
}

// setZone sets the zone of the page: the zone from the caller, or else the one
// that the times tell.
func (p *page) setZone(stamps []pagezone.Stamp) {
	if p.given != nil {
		p.clock = pagezone.Given(p.given)
	} else {
		var c pagezone.Conclusion
		p.clock, c = pagezone.Conclude(stamps)
		p.in.conclude(c, "page.time_zone")
	}
	p.loc = p.clock.Location
}

// resolve returns the instant of a time in the zone of the page.
func (p *page) resolve(s *pagezone.Stamp) time.Time {
	t, c := p.clock.Resolve(s)
	p.in.conclude(c, "page.time_zone")
	return t
}

// conclude adds a conclusion about a time as a note or as an error.
func (p *input) conclude(c pagezone.Conclusion, path string) {
	switch {
	case c.Err != nil:
		p.fail(c.At, c.Code, c.Err)
	case c.Code != "":
		p.note(c.Code, path, c.At, c.Text)
	}
}

// stampOf reads the time of a line.
func (p *page) stampOf(l tree.Line) (pagezone.Stamp, bool) {
	s, err := p.phrases.ParseStamp(p.in.data[l.Start:l.End])
	if err != nil {
		at := l.Start
		var place *words.StampError
		if errors.As(err, &place) {
			at += place.Offset
		}
		p.in.fail(at, incident.CodeSyntax, err)
		return pagezone.Stamp{}, false
	}
	w := placed(s, p.lineText(l), l.Start)
	switch {
	case !w.Written.Valid():
		p.in.fail(l.Start, incident.CodeRange, fmt.Errorf("%s is not a valid date and time", w.Written))
	case s.Zone == "" && p.given == nil:
		p.in.fail(l.End, incident.CodeZone, pagezone.ErrNoZone)
	case s.Rest != "" && !strings.HasPrefix(strings.TrimSpace(s.Rest), "·"):
		p.in.fail(l.End-len(s.Rest), incident.CodeSyntax, errors.New("text after the time"))
	default:
		if s.Rest != "" {
			p.in.otherZones(l.Start)
		}
		return w, true
	}
	return pagezone.Stamp{}, false
}

// placed returns the stamp of a line that begins at a place.
func placed(s words.Stamp, line string, at int) pagezone.Stamp {
	w := pagezone.StampOf(s)
	w.At, w.LabelAt = at, at+max(0, strings.LastIndex(line, w.Label))
	return w
}

// window reads the planned window of a maintenance.
func (p *page) window() {
	if p.planned.Blank() {
		return
	}
	text := p.lineText(p.planned)
	if until, ok := p.phrases.Cut(text, words.ScheduledUntil); ok {
		w, n := civil.Read(until)
		if r := w.Resolve(time.Time{}, p.loc); n > 0 && r.Kind == civil.OK {
			p.inc.Window.End = r.Time
			return
		}
	}
	text, _ = p.phrases.Cut(text, words.ScheduledFor)
	text, _, _ = strings.Cut(text, " · ")
	if from, to, n := civil.ReadRange(text); n == len(text) {
		start := from.Resolve(p.oldest(), p.loc)
		end := to.ResolveAfter(start.Time, p.loc)
		if start.Kind == civil.OK && end.Kind == civil.OK {
			p.inc.Window = incident.Window{Start: start.Time, End: end.Time}
			return
		}
	} else if w, n := civil.Read(text); n == len(text) {
		if r := w.Resolve(p.oldest(), p.loc); r.Kind == civil.OK {
			p.inc.Window.Start = r.Time
			return
		}
	}
	p.in.fail(p.planned.Start, incident.CodeSyntax, errors.New("the planned time of the maintenance cannot be read"))
}

// oldest returns the time of the first update, or the zero time.
func (p *page) oldest() time.Time {
	if len(p.inc.Updates) == 0 {
		return time.Time{}
	}
	return p.inc.Updates[0].At
}
