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

// ParseScript parses a script that begins on a day, on the page of base:
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
// DATE has the form 2006-01-02 and applies to the lines below it, too. TIME has
// the form 15:04 or 15:04:05, in the zone of the page. A ZONE after it, such as
// CEST, decides between the two instants of a time when clocks are put back.
// Times must be in ascending order.
//
// VERB is one of
//
//   - a status, which posts an update with that status;
//   - update, which posts an update with the current status;
//   - post, which posts an update without a status;
//   - component, which changes components without a message;
//   - amend or retract, followed by the ID of an earlier update;
//   - title or severity, whose text the incident gets;
//   - tick, if only time passes.
//
// With refused before the VERB, the automation must refuse the step, with an
// error of that CODE if one is given. The ID may then be unknown or already in
// use.
//
// NAME is one of
//
//   - id: the ID of the update. By default updates are numbered from 1,
//     including those of base.
//   - next: the time of the promised next update, as a duration such as 30m or
//     as a TIME at or after that of the line;
//   - at: the time that readers see, for an update that arrives late;
//   - status: the new status, for amend;
//   - the name of a component, whose VALUE is its new status. It is quoted if
//     it contains spaces or is one of the words above, and may include its
//     group: "Live map", "Shop/Checkout".
//
// TEXT is the body in Markdown. Lines that begin with a space continue it.
//
// The incident base may be nil, which means an empty incident in UTC.
// ParseScript does not change it, and callers must not change it while the
// script is in use. The error is a [*incident.SourceError] with line and
// column, or without them if the zone of the page is unknown. ParseScript does
// not check whether one status may follow another, because scripts also test
// that automation refuses such updates.
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
				return nil, p.fail(len(line)-len(rest), incident.CodeSyntax, "there is no text to continue")
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

// scriptParser parses a script line by line.
type scriptParser struct {
	script  *Script
	day     civil.Date
	loc     *time.Location
	number  int    // number of the line
	hasText bool   // the last line has a text
	text    string // text of the step so far

	src string             // the line
	pos int                // position in the line
	inc *incident.Incident // the incident after the lines above
}

func (p *scriptParser) fail(offset int, code incident.Code, format string, args ...any) error {
	return &incident.SourceError{File: "script", Line: p.number, Column: offset + 1, Code: code, Err: fmt.Errorf(format, args...)}
}

// word returns the next word and its position. A quoted word may contain
// anything but quotes. A colon ends a word if a space or nothing follows.
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
		return p.fail(at, incident.CodeSyntax, "%q is not a time; the form of a line is TIME VERB: TEXT", word)
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
		return p.fail(start, incident.CodeOrder, "the time is before that of the line above; write the date at the first line of a day")
	}

	u := &st.Update
	switch verb {
	case "update":
		st.Kind, u.Status = StepPost, p.inc.Status()
	case "post":
		st.Kind = StepPost
	case "title", "severity", "tick":
		st.Kind = StepKind(verb)
	case "component":
		st.Kind, u.Status = StepComponent, p.inc.Status()
	case "amend", "retract":
		st.Kind = StepKind(verb)
		id, idAt := p.word()
		if id == "" {
			return p.fail(idAt, incident.CodeRequired, "%s needs the ID of an update", verb)
		}
		if u.ID = id; p.update(id) < 0 && !st.Refused {
			return p.fail(idAt, incident.CodeUnknown, "there is no update %q before this line", u.ID)
		}
	default:
		st.Kind = StepPost
		if verb == "" {
			return p.fail(at, incident.CodeRequired, "the verb is missing; the form of a line is TIME VERB: TEXT")
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

// update returns the index of an update of the base or of the lines above, or
// -1.
func (p *scriptParser) update(id string) int {
	return slices.IndexFunc(p.inc.Updates, func(u incident.Update) bool { return u.ID == id })
}

// step adds a step that has been parsed.
func (p *scriptParser) step(st Step, verb string, verbAt int) error {
	u := &st.Update
	switch st.Kind {
	case StepPost, StepComponent:
		if u.ID == "" {
			u.ID = fmt.Sprint(len(p.inc.Updates) + 1)
		}
		if p.update(u.ID) >= 0 && !st.Refused {
			return p.fail(verbAt, incident.CodeDuplicate, "an update before this line has the ID %q", u.ID)
		}
		if u.At.Before(st.At) {
			u.CreatedAt = st.At
		}
		if verb == "post" && !st.Refused && !p.hasText && u.Changes == nil && u.NextUpdate.IsZero() {
			return p.fail(verbAt, incident.CodeRequired, "post needs a text after a colon")
		}
		if st.Kind == StepComponent && (p.hasText || u.Changes == nil) {
			return p.fail(verbAt, incident.CodeSyntax, "component takes NAME=STATUS and no text; use update for both")
		}
	case StepAmend:
		u.EditedAt = st.At
		if !p.hasText && u.Status == "" && u.NextUpdate.IsZero() && u.Changes == nil {
			return p.fail(verbAt, incident.CodeSyntax, "amend changes nothing")
		}
		if i := p.update(u.ID); i >= 0 { // an edit delivers the whole update
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
			return p.fail(verbAt, incident.CodeRequired, "%s needs a text after a colon and nothing else", st.Kind)
		}
		st.Text, u.Body, p.hasText = u.Body, "", false // the text is a single line
	case StepTick:
		if p.hasText || !u.NextUpdate.IsZero() || u.Changes != nil || u.ID != "" {
			return p.fail(verbAt, incident.CodeSyntax, "tick takes no arguments")
		}
	}
	p.script.Steps = append(p.script.Steps, st)
	return nil
}

// argument parses NAME=VALUE.
func (p *scriptParser) argument(st *Step, word string, at int) error {
	name, value, ok := strings.Cut(word, "=")
	quoted := strings.HasPrefix(word, `"`)
	if quoted {
		name, value, ok = strings.Cut(word[1:], `"=`)
	}
	if !ok || name == "" || value == "" {
		return p.fail(at, incident.CodeSyntax, "%q is not NAME=VALUE; write the text after a colon and a space", word)
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
			return p.fail(valueAt, incident.CodeUnknown, "%q is not a status", value)
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
		return p.fail(at, incident.CodeSyntax, "%s cannot be used with %s", name, st.Kind)
	}
	status, err := incident.Parse[incident.ComponentStatus](value)
	if err != nil {
		return p.fail(valueAt, incident.CodeUnknown, "%q is not a status of a component", value)
	}
	change, err := p.component(name)
	if err != nil {
		return p.fail(at, incident.CodeSyntax, "%w", err)
	}
	change.To = status
	u.Changes = append(u.Changes, change)
	return nil
}

// component returns a change of the component with that name, or with that
// group and name.
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
		return c, fmt.Errorf("several groups have a component %q; write GROUP/NAME", name)
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

var errTwice = errors.New("this time exists twice, because clocks are put back; write the zone after it")

// instant resolves a time on the day of the line.
func (p *scriptParser) instant(at int, clock civil.Time, zone string) (time.Time, error) {
	r := civil.Resolve(civil.DateTime{Date: p.day, Time: clock}, zone, p.loc)
	switch r.Kind {
	case civil.OK, civil.Foreign, civil.OffSeason:
		return r.Time, nil
	case civil.Overlap:
		return time.Time{}, p.fail(at, incident.CodeConflict, "%w", errTwice)
	case civil.Unknown, civil.Ambiguous:
		return time.Time{}, p.fail(at, incident.CodeZone, "the zone %s is %s", zone, r.Kind)
	}
	return time.Time{}, p.fail(at, incident.CodeRange, "the time does not exist: %s %s %s", p.day, clock, r.Kind)
}
