package parse

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// stamp is the time of a block: as written, and resolved.
type stamp struct {
	written civil.DateTime
	zone    string
	at      time.Time
}

// zone reads the times of all blocks and finds the zone of the page.
func (p *textReader) zone(blocks []block) {
	for i := range blocks {
		if b := &blocks[i]; b.stamp >= 0 {
			b.when, _ = p.stampOf(p.lines[b.stamp])
			if p.failed() {
				return
			}
		}
	}
	if p.Zone != nil {
		p.loc, p.inc.Page.TimeZone = p.Zone, p.Zone.String()
	} else {
		p.infer(blocks)
	}
	for i := range blocks {
		if b := &blocks[i]; b.stamp >= 0 && b.when.zone != "" && !p.failed() {
			p.resolve(&b.when, p.lines[b.stamp])
		}
	}
}

// infer concludes the zone of the page from the labels of its times.
func (p *textReader) infer(blocks []block) {
	p.loc = time.UTC
	var buf [32]civil.Stamp
	stamps := buf[:0]
	var first line
	for i := range blocks {
		if b := &blocks[i]; b.stamp >= 0 && b.when.zone != "" {
			if len(stamps) == 0 {
				first = p.lines[b.stamp]
			}
			stamps = append(stamps, civil.Stamp{DateTime: b.when.written, Zone: b.when.zone})
		}
	}
	if len(stamps) == 0 {
		return
	}
	name, exact, err := civil.Infer(stamps)
	if err != nil {
		at := p.zoneAt(first, err)
		p.fail(at, incident.CodeZone, fmt.Errorf("%w; set the zone of the page (-zone)", err))
		return
	}
	loc, err := civil.LoadLocation(name)
	if err != nil {
		p.fail(first.start, incident.CodeZone, err)
		return
	}
	p.loc, p.inc.Page.TimeZone = loc, name
	switch {
	case name == "UTC":
	case !exact && offSeason(stamps[0]):
		label := stamps[0].Zone
		p.fail(p.zoneAt(first, &civil.ZoneError{Name: label}), incident.CodeZone, fmt.Errorf("%s is in force nowhere on that day; set the zone of the page (-zone)", label))
	case exact:
		p.note(NoteZone, "page.time_zone", first.start, name+" was concluded from the labels of the times")
	default:
		p.note(NoteOffset, "page.time_zone", first.start, fmt.Sprintf("no zone prints %s; its offset was taken, as %s", stamps[0].Zone, name))
	}
}

// offSeason reports whether a label that no zone prints at its time is that of
// the other half of the year: CEST in January. The likely slip is in the label, not
// in the clock, so that its offset is no answer.
func offSeason(s civil.Stamp) bool {
	s.DateTime.Date = s.DateTime.Date.AddDays(182)
	_, exact, err := civil.Infer([]civil.Stamp{s})
	return exact && err == nil
}

// zoneAt returns the place of the zone that an error is about, in the first line
// of a time that has it.
func (p *textReader) zoneAt(first line, err error) int {
	var zone *civil.ZoneError
	if !errors.As(err, &zone) || zone.Name == "" {
		return first.start
	}
	for _, l := range p.lines {
		if !l.blank() && p.kindOf(l) == words.LineStamp {
			if i := strings.LastIndex(p.text(l), " "+zone.Name); i >= 0 {
				return l.start + i + 1
			}
		}
	}
	return first.start
}

// stampOf reads the line of a time.
func (p *textReader) stampOf(l line) (stamp, bool) {
	s, err := p.phrases.ParseStamp(p.data[l.start:l.end])
	if err != nil {
		at := l.start
		var place *words.StampError
		if errors.As(err, &place) {
			at += place.Offset
		}
		p.fail(at, CodeSyntax, err)
		return stamp{}, false
	}
	w := stamp{zone: s.Zone, written: civil.DateTime{
		Date: civil.Date{Year: s.Year, Month: time.Month(s.Month), Day: s.Day},
		Time: civil.Time{Hour: s.Hour, Minute: s.Minute},
	}}
	if !w.written.Valid() {
		p.fail(l.start, incident.CodeRange, fmt.Errorf("%s is no date and time", w.written))
		return stamp{}, false
	}
	if s.Zone == "" {
		p.fail(l.end, incident.CodeZone, errors.New("the time names no zone"))
		return stamp{}, false
	}
	if s.Rest != "" && !strings.HasPrefix(s.Rest, " ·") && !strings.HasPrefix(s.Rest, "·") {
		p.fail(l.end-len(s.Rest), CodeSyntax, errors.New("text behind the time"))
		return stamp{}, false
	}
	if s.Rest != "" {
		p.otherZones(l)
	}
	w.zone = firstLabel(w.zone)
	return w, true
}

// firstLabel returns the first of several zones that show the same clock:
// "CEST/SAST". "Europe/Copenhagen" is one.
func firstLabel(zone string) string {
	if one, _, several := strings.Cut(zone, "/"); several && strings.ToUpper(one) == one {
		return one
	}
	return zone
}

// resolve finds the instant of a time in the zone of the page.
func (p *textReader) resolve(s *stamp, l line) {
	r := civil.Resolve(s.written, s.zone, p.loc)
	if r.Kind == civil.OK {
		s.at = r.Time
		if name, _ := r.Time.In(p.loc).Zone(); name == s.zone {
			return // as nearly all are
		}
	}
	at := l.start + max(0, strings.LastIndex(p.text(l), s.zone))
	switch r.Kind {
	case civil.OK:
		p.changed(s, r.Time, at)
	case civil.Foreign:
		// The offset may be the page's under another name: VET in America/Caracas.
		if _, offset := r.Time.In(p.loc).Zone(); sameInstant(s.written, offset, r.Time) {
			s.at = r.Time
			p.changed(s, r.Time, at)
			return
		}
		p.fail(at, incident.CodeZone, fmt.Errorf("%s is not a time of the page's zone %s", s.zone, p.loc))
	case civil.OffSeason:
		p.fail(at, incident.CodeZone, fmt.Errorf("%s is not in force in %s on that day", s.zone, p.loc))
	case civil.Gap:
		p.fail(at, incident.CodeZone, fmt.Errorf("clocks in %s skip this time", s.zone))
	case civil.Overlap:
		p.fail(at, incident.CodeZone, fmt.Errorf("clocks in %s show this time twice", s.zone))
	case civil.Ambiguous:
		p.fail(at, incident.CodeZone, fmt.Errorf("%s has several meanings, and is not a time of the page's zone %s", s.zone, p.loc))
	case civil.Invalid:
		p.fail(l.start, incident.CodeRange, fmt.Errorf("%s is no date and time", s.written))
	default:
		hint := ""
		if r.Nearest != "" {
			hint = "; did you mean " + r.Nearest + "?"
		}
		p.fail(at, incident.CodeZone, fmt.Errorf("zone %q is unknown%s", s.zone, hint))
	}
}

// sameInstant reports whether a local time at an offset is the instant.
func sameInstant(dt civil.DateTime, offset int, t time.Time) bool {
	return civil.DateTimeOf(t, time.FixedZone("", offset)) == dt
}

// changed notes that a label comes back as another one.
func (p *textReader) changed(s *stamp, t time.Time, at int) {
	for _, n := range p.doc.Notes {
		if n.Code == NoteOffset {
			return // said already
		}
	}
	p.note(NoteOffset, "page.time_zone", at, fmt.Sprintf("%s comes back as %s", s.zone, words.ZoneLabel(t.In(p.loc))))
}

// window reads the planned time of a maintenance.
func (p *textReader) window() {
	for _, m := range p.doc.marks {
		if m.kind != markWindow {
			continue
		}
		text := p.src[m.start:m.end]
		if until, ok := strings.CutPrefix(text, p.phrases.Word(words.ScheduledUntil)); ok {
			w, n := civil.Read(strings.TrimSpace(until))
			if r := w.Resolve(time.Time{}, p.loc); n > 0 && r.Kind == civil.OK {
				p.inc.Window.End = r.Time
				return
			}
		}
		text = strings.TrimSpace(strings.TrimPrefix(text, p.phrases.Word(words.ScheduledFor)))
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
		p.fail(int(m.start), CodeSyntax, errors.New("the planned time cannot be read"))
	}
}

// oldest returns the time of the first update, or zero.
func (p *textReader) oldest() time.Time {
	if len(p.inc.Updates) == 0 {
		return time.Time{}
	}
	return p.inc.Updates[0].At
}
