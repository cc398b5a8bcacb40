package incidenttest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// ParseScript reads a script that begins on a day, on the page of base:
//
//	# a comment
//	10:17 investigating Checkout=partial_outage next=30m: We are looking into it.
//	10:28 identified: The cache is full.
//	  It has more room in a minute.
//	10:40 component "Partner API"=degraded_performance
//	10:45 update next=11:15: Still on it.
//	10:50 amend 2: The cache was full.
//	11:00 identified at=10:20: One team knew it before.
//	11:05 retract 3
//	11:10 title: Payments fail
//	11:15 refused=transition completed: The work is done.
//	2024-03-06 09:00 resolved: All is well.
//
// Each line has the form
//
//	[DATE] TIME [ZONE] [refused[=CODE]] VERB [ID] [NAME=VALUE]... [: TEXT]
//
// DATE is 2006-01-02 and holds for the lines below. TIME is 15:04 or 15:04:05
// in the zone of the page; a ZONE beside it, such as CEST, decides where the
// clock shows a time twice. Times must not go back.
//
// VERB is a status, which posts a message; update, which posts one in the
// status that is in force; post, which posts one without a status; component,
// which moves components without a word; amend and retract, which take the ID of
// an update before it; title and severity, whose text the incident gets; tick,
// when nothing happens but that time has passed. With refused in front, the step
// must be refused, with an error of that code if there is one; it may then have
// an ID that is not known, or is taken.
//
// NAME is id (of the update; by default updates are numbered from 1, those of
// base included), next (the promised next update: a length of time such as 30m,
// or a TIME at or after this one), at (the time that readers see, where the
// message comes late), status (with amend), or else the name of a component,
// quoted where it has spaces or is one of these words: "Live map",
// "Shop/Checkout" with its group. Its VALUE is the status that it moves to.
//
// TEXT is the body, Markdown. Lines that begin with a space carry it on.
//
// base may be nil, for an empty incident in UTC; it is not changed, but must
// not change either while the script is in use. An error is a
// [*incident.SourceError] with line and column, without them where the zone of
// the page is unknown. Whether one status may follow another is not looked at,
// for scripts also test what automation refuses.
func ParseScript(base *incident.Incident, day civil.Date, text string) (*Script, error) {
	p := scriptParser{script: &Script{Base: base}, day: day, loc: time.UTC}
	if base != nil {
		loc, err := base.Page.Location()
		if err != nil {
			return nil, &incident.SourceError{File: "script", Path: "page.time_zone", Code: incident.CodeZone, Err: err}
		}
		p.loc = loc
	}
	blank := 0
	for line := range strings.Lines(text) {
		p.number++
		line = strings.TrimRight(line, " \t\r\n")
		switch rest := strings.TrimLeft(line, " \t"); {
		case rest == "":
			blank++
			continue
		case rest[0] == '#' && len(rest) == len(line):
		case len(rest) < len(line):
			if !p.hasText {
				return nil, p.fail(len(line)-len(rest), incident.CodeSyntax, "there is no text to carry on")
			}
			p.text = strings.TrimPrefix(p.text+strings.Repeat("\n", min(blank, 1)+1)+rest, "\n")
			p.script.Steps[len(p.script.Steps)-1].Update.Body = p.text
		default:
			if err := p.line(line); err != nil {
				return nil, err
			}
		}
		blank = 0
	}
	return p.script, nil
}

// scriptParser reads a script line by line.
type scriptParser struct {
	script  *Script
	day     civil.Date
	loc     *time.Location
	number  int    // of the line
	hasText bool   // the last line has a text
	text    string // so far

	src string             // the line
	pos int                // in it
	inc *incident.Incident // as the lines above leave it
}

func (p *scriptParser) fail(offset int, code incident.Code, format string, args ...any) error {
	return &incident.SourceError{File: "script", Line: p.number, Column: offset + 1, Code: code, Err: fmt.Errorf(format, args...)}
}

// word returns the next word and where it begins. A quoted one may hold
// anything up to its quote; a colon ends a word where a space or nothing
// follows.
func (p *scriptParser) word() (word string, at int) {
	for p.pos < len(p.src) && p.src[p.pos] == ' ' {
		p.pos++
	}
	at = p.pos
	quoted := false
	for ; p.pos < len(p.src); p.pos++ {
		switch c := p.src[p.pos]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ' ', c == ':' && (p.pos+1 == len(p.src) || p.src[p.pos+1] == ' '):
			return p.src[at:p.pos], at
		}
	}
	return p.src[at:], at
}

func (p *scriptParser) line(src string) error {
	p.src, p.pos, p.hasText, p.inc = src, 0, false, p.script.applied()
	st := Step{Line: p.number}
	word, at := p.word()
	if day, err := civil.ParseDate(word); err == nil {
		p.day = day
		word, at = p.word()
	}
	clock, err := civil.ParseTime(word)
	if err != nil {
		return p.fail(at, incident.CodeSyntax, "%q is no time; a line is TIME VERB: TEXT", word)
	}
	start := at
	verb, at := p.word()
	zone := ""
	if verb != "" && strings.ToUpper(verb) == verb {
		zone = verb
		verb, at = p.word()
	}
	if word, code, _ := strings.Cut(verb, "="); word == "refused" {
		st.Refused, st.Code = true, incident.Code(code)
		verb, at = p.word()
	}
	if st.At, err = p.instant(start, clock, zone); err != nil {
		return err
	}
	if n := len(p.script.Steps); n > 0 && st.At.Before(p.script.Steps[n-1].At) {
		return p.fail(start, incident.CodeOrder, "it is before the line above; say the date where a day begins")
	}

	u := &st.Update
	switch verb {
	case "update":
		st.Kind, u.Status = StepPost, p.inc.Status()
	case "post":
		st.Kind = StepPost
	case "title", "severity", "tick":
		st.Kind = Kind(verb)
	case "component":
		st.Kind, u.Status = StepComponent, p.inc.Status()
	case "amend", "retract":
		st.Kind = Kind(verb)
		id, idAt := p.word()
		if id == "" {
			return p.fail(idAt, incident.CodeRequired, "%s takes the ID of an update", verb)
		}
		if u.ID = id; p.update(id) < 0 && !st.Refused {
			return p.fail(idAt, incident.CodeUnknown, "there is no update %q before this line", u.ID)
		}
	default:
		st.Kind = StepPost
		if verb == "" {
			return p.fail(at, incident.CodeRequired, "what happens is missing; a line is TIME VERB: TEXT")
		}
		if u.Status, err = incident.Parse[incident.Status](verb); err != nil {
			return p.fail(at, incident.CodeUnknown, "%q is neither a status nor update, post, component, amend, retract, title, severity or tick", verb)
		}
	}
	if st.Kind != StepAmend && st.Kind != StepRetract {
		u.At = st.At
	}
	for {
		word, at := p.word()
		if word == "" {
			break
		}
		if err := p.argument(&st, word, at); err != nil {
			return err
		}
	}
	if text, ok := strings.CutPrefix(p.src[p.pos:], ":"); ok {
		p.hasText = true
		p.text = strings.TrimSpace(text)
		u.Body = p.text
	}
	return p.step(st, verb, at)
}

// update finds an update of the lines above, or of the base; -1: there is none.
func (p *scriptParser) update(id string) int {
	return slices.IndexFunc(p.inc.Updates, func(u incident.Update) bool { return u.ID == id })
}

// step adds a step that is read.
func (p *scriptParser) step(st Step, verb string, verbAt int) error {
	u := &st.Update
	switch st.Kind {
	case StepPost, StepComponent:
		if u.ID == "" {
			u.ID = fmt.Sprint(len(p.inc.Updates) + 1)
		}
		if p.update(u.ID) >= 0 && !st.Refused {
			return p.fail(verbAt, incident.CodeDuplicate, "there is an update %q already", u.ID)
		}
		if u.At.Before(st.At) {
			u.CreatedAt = st.At
		}
		if verb == "post" && !st.Refused && !p.hasText && u.Changes == nil && u.NextUpdate.IsZero() {
			return p.fail(verbAt, incident.CodeRequired, "post takes a text behind a colon")
		}
		if st.Kind == StepComponent && (p.hasText || u.Changes == nil) {
			return p.fail(verbAt, incident.CodeSyntax, "component takes NAME=STATUS and no text; update has both")
		}
	case StepAmend:
		u.EditedAt = st.At
		if !p.hasText && u.Status == "" && u.NextUpdate.IsZero() && u.Changes == nil {
			return p.fail(verbAt, incident.CodeSyntax, "amend changes nothing")
		}
		if i := p.update(u.ID); i >= 0 { // an edit is delivered whole
			apply(p.inc, st)
			*u = p.inc.Updates[i]
		}
		u.EditedAt, u.RetractedAt = st.At, time.Time{}
	case StepRetract:
		if p.hasText || u.Status != "" || !u.NextUpdate.IsZero() || u.Changes != nil {
			return p.fail(verbAt, incident.CodeSyntax, "retract takes an ID and nothing else")
		}
		if i := p.update(u.ID); i >= 0 {
			u.At = p.inc.Updates[i].At
		}
		u.RetractedAt = st.At
	case StepTitle, StepSeverity:
		if !p.hasText || u.Body == "" || u.NextUpdate != (time.Time{}) || u.Changes != nil || u.ID != "" {
			return p.fail(verbAt, incident.CodeRequired, "%s takes a text behind a colon and nothing else", st.Kind)
		}
		st.Text, u.Body, p.hasText = u.Body, "", false // it has one line
	case StepTick:
		if p.hasText || !u.NextUpdate.IsZero() || u.Changes != nil || u.ID != "" {
			return p.fail(verbAt, incident.CodeSyntax, "tick takes nothing")
		}
	}
	p.script.Steps = append(p.script.Steps, st)
	return nil
}

// argument reads NAME=VALUE.
func (p *scriptParser) argument(st *Step, word string, at int) error {
	name, value, ok := strings.Cut(word, "=")
	quoted := strings.HasPrefix(word, `"`)
	if quoted {
		name, value, ok = strings.Cut(word[1:], `"=`)
	}
	if !ok || name == "" || value == "" {
		return p.fail(at, incident.CodeSyntax, "%q is not NAME=VALUE; a text stands behind a colon and a space", word)
	}
	valueAt := at + len(word) - len(value)
	u := &st.Update
	switch posts := st.Kind == StepPost || st.Kind == StepComponent; {
	case quoted:
	case name == "id" && posts:
		u.ID = value
		return nil
	case name == "status" && st.Kind == StepAmend:
		status, err := incident.Parse[incident.Status](value)
		if err != nil {
			return p.fail(valueAt, incident.CodeUnknown, "%q is no status", value)
		}
		u.Status = status
		return nil
	case name == "at" && posts:
		when, err := p.clock(valueAt, value)
		if err != nil {
			return err
		}
		if when.After(st.At) {
			return p.fail(valueAt, incident.CodeOrder, "at=%s is after the time of the line", value)
		}
		u.At = when
		return nil
	case name == "next":
		if d, err := time.ParseDuration(value); err == nil {
			u.NextUpdate = st.At.Add(d)
			return nil
		}
		next, err := p.clock(valueAt, value)
		if err != nil {
			return err
		}
		if next.Before(st.At) {
			p.day = p.day.AddDays(1)
			next, err = p.clock(valueAt, value)
			p.day = p.day.AddDays(-1)
		}
		u.NextUpdate = next
		return err
	case name == "id", name == "status", name == "at":
		return p.fail(at, incident.CodeSyntax, "%s does not go with %s", name, st.Kind)
	}
	status, err := incident.Parse[incident.ComponentStatus](value)
	if err != nil {
		return p.fail(valueAt, incident.CodeUnknown, "%q is no status of a component", value)
	}
	change, err := p.component(name)
	if err != nil {
		return p.fail(at, incident.CodeSyntax, "%w", err)
	}
	change.To = status
	u.Changes = append(u.Changes, change)
	return nil
}

// component finds the component of a name, or of a group and a name.
func (p *scriptParser) component(name string) (c incident.Change, err error) {
	found := 0
	if p.script.Base != nil {
		for _, k := range p.script.Base.Components {
			if k.Name == name || k.Group != "" && k.Group+"/"+k.Name == name {
				c = incident.Change{ID: k.ID, Group: k.Group, Name: k.Name}
				found++
			}
		}
	}
	switch {
	case found > 1:
		return c, fmt.Errorf("%q is a component of several groups; write GROUP/NAME", name)
	case found == 1:
		return c, nil
	}
	if group, rest, ok := strings.Cut(name, "/"); ok && group != "" && rest != "" {
		return incident.Change{Group: group, Name: rest}, nil
	}
	return incident.Change{Name: name}, nil
}

func (p *scriptParser) clock(at int, s string) (time.Time, error) {
	clock, err := civil.ParseTime(s)
	if err != nil {
		return time.Time{}, p.fail(at, incident.CodeSyntax, "%q is not a time", s)
	}
	return p.instant(at, clock, "")
}

var errTwice = errors.New("the clock shows this time twice; write the zone beside it")

// instant resolves a time of the day that the line is about.
func (p *scriptParser) instant(at int, clock civil.Time, zone string) (time.Time, error) {
	r := civil.Resolve(civil.DateTime{Date: p.day, Time: clock}, zone, p.loc)
	switch r.Kind {
	case civil.OK, civil.Foreign, civil.OffSeason:
		return r.Time, nil
	case civil.Overlap:
		return time.Time{}, p.fail(at, incident.CodeConflict, "%w", errTwice)
	case civil.Unknown, civil.Ambiguous:
		return time.Time{}, p.fail(at, incident.CodeZone, "%s is %s as a zone", zone, r.Kind)
	}
	return time.Time{}, p.fail(at, incident.CodeRange, "there is no such time: %s %s %s", p.day, clock, r.Kind)
}
