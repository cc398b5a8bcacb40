package claim

import (
	"strconv"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Kind is the kind of a [Claim].
type Kind uint8

// The kinds of a claim. The zero Kind means none.
const (
	_        Kind = iota
	Time          // a time of day, with or without a date; also "20 minutes ago"
	Date          // a day
	Range         // the period between two times or dates
	Duration      // a length of time
	Count         // a number of things, or a percentage
	Pledge        // a promise: a further update or a postmortem, with or without a time
	Denial        // a statement that something was not affected
)

var kinds = [...]string{"", "time", "date", "range", "duration", "count", "promise", "denial"}

// String returns the kind in lower case, such as "time". For [Pledge] it is
// "promise".
func (k Kind) String() string {
	return nameOf(kinds[:], "kind", int(k))
}

// nameOf returns the name with that index, or the index if there is none.
func nameOf(names []string, what string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return what + "(" + strconv.Itoa(i) + ")"
}

// Claim is one statement in a body. The zero value states nothing.
type Claim struct {
	Kind Kind

	// Path is the path of the field, as in an [incident.FieldError]:
	// "updates[3].body", "postmortem.sections[1].after",
	// "postmortem.sections[2].timeline.events[0].text". [Read] leaves it
	// empty.
	Path string

	// Text is the part of the field from byte Start up to, but not
	// including, byte End.
	Start, End int
	Text       string

	// Written is the time as it was written, for a Time, a Date, the start
	// of a Range, and a Pledge that names a time. It is zero if the time
	// was relative.
	Written civil.Written
	// At is the instant of a Time, the first instant of a Date, the start
	// of a Range, or the instant at which a Pledge is due. Its Kind is
	// [civil.Invalid] if there is none. For other kinds it is zero. The
	// days of a Pledge are counted with the zero [Calendar]; [Promises]
	// counts them with that of its Options.
	At civil.Resolution

	// To and Until are the end of a Range, as Written and At are the start.
	To    civil.Written
	Until civil.Resolution

	// Length is the length of a Duration, or the notice of a Pledge
	// ("within 5 business days"). Least is the shorter end of "5-10
	// minutes", and zero if there is only one length.
	Length Length
	Least  Length

	// Number is the number and noun of a Count.
	Number Number

	// Subject is the subject of a Pledge, and zero for other kinds.
	Subject Subject

	// Names are the names in a Denial, in the order written, without texts
	// in brackets.
	Names []string
}

// Number is a number with its noun, such as "32 conversations" or "about 5% of
// requests". The zero value means none.
type Number struct {
	Value   float64
	Noun    string // in lower case, with the words before it: "failed requests"; "" for a percentage without a noun
	Percent bool
	About   bool // preceded by "about", "more than", "up to" or the like
}

// Subject is the subject of a promise.
type Subject uint8

// The subjects of a promise. The zero Subject means none.
const (
	_          Subject = iota
	Update             // a further update
	Postmortem         // the postmortem
	Action             // an action of the postmortem
	Notice             // a notice that an [Obligation] requires
)

var subjects = [...]string{"", "update", "postmortem", "action", "notice"}

// String returns the subject in lower case.
func (s Subject) String() string {
	return nameOf(subjects[:], "subject", int(s))
}

// Claims returns the claims in the bodies of inc in document order: updates,
// events, then the sections of the postmortem. Within a body, claims are in the
// order of their first byte, and the longer of two that begin there comes
// first. Claims do not overlap, except that a promise contains the claim of the
// time that it names. A nil incident has no claims.
//
// Claims skips retracted updates. It includes private parts; use the claims of
// [incident.Incident.Public] for those that readers see.
func Claims(inc *incident.Incident) []Claim { return Of(inc).claims }

// A bodyReader collects the claims of several bodies, and the statements about
// the impact among them.
type bodyReader struct {
	loc    *time.Location
	out    []Claim
	stated []Statement
}

// read adds the claims of a body. It calls path only if there are any. The
// aspect of a claim says whether it is a statement about the impact; aspect is
// nil for a body without such statements.
func (r *bodyReader) read(path func() string, md string, near time.Time, zone string, aspect func(*Claim) Aspect) {
	from := len(r.out)
	r.out = appendClaims(r.out, md, near, r.loc, zone)
	if len(r.out) == from {
		return
	}
	p := path()
	for i := from; i < len(r.out); i++ {
		c := &r.out[i]
		c.Path = p
		if aspect == nil {
			continue
		}
		if a := aspect(c); a != 0 {
			r.stated = append(r.stated, c.statement(a))
		}
	}
}

func (r *bodyReader) updates(inc *incident.Incident) {
	for i := range inc.Updates {
		if u := &inc.Updates[i]; !u.Retracted() {
			r.read(func() string { return at("updates", i) + ".body" }, u.Body, u.At, "", aspectIn(u.Body))
		}
	}
}

func (r *bodyReader) postmortem(pm *incident.Postmortem, first time.Time) {
	for i := range pm.Sections {
		s := &pm.Sections[i]
		prefix := "postmortem." + at("sections", i) + "."
		prose := func(name, md string) {
			aspect := aspectIn(md)
			if !isAboutImpact(s) {
				aspect = nil
			}
			r.read(func() string { return prefix + name }, md, first, "", aspect)
		}
		prose("body", s.Body)
		for j := range s.Fields {
			f := &s.Fields[j]
			r.read(func() string { return prefix + at("fields", j) + ".value" }, f.Value, first, "", func(c *Claim) Aspect { return fieldAspect(f.Name, c) })
		}
		if s.Timeline != nil {
			r.events(prefix+"timeline.", s.Timeline.Events, first, s.Timeline.Zone)
		}
		for j := range s.Actions {
			r.read(func() string { return prefix + at("actions", j) + ".text" }, s.Actions[j].Text, first, "", nil)
		}
		prose("after", s.After)
	}
}

func (r *bodyReader) events(prefix string, events []incident.Event, first time.Time, zone string) {
	for i := range events {
		near := events[i].At
		if near.IsZero() {
			near = first
		}
		r.read(func() string { return prefix + at("events", i) + ".text" }, events[i].Text, near, zone, nil)
	}
}

// Read returns the claims in one body, which was posted at the instant near on
// a page whose zone is loc (nil means UTC). If near is zero, only times with a
// full date have an instant.
func Read(body string, near time.Time, loc *time.Location) []Claim {
	if loc == nil {
		loc = time.UTC
	}
	return appendClaims(nil, body, near, loc, "")
}

func at(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }

// location returns the zone of a page, or UTC if that is unknown.
func location(p incident.Page) *time.Location {
	loc, err := p.Location()
	if err != nil {
		return time.UTC
	}
	return loc
}

// start returns the instant to which the times of a postmortem are near: that
// of the first update that has one, or else the start of the window, or else
// the publication of the postmortem.
func start(inc *incident.Incident) time.Time {
	for i := range inc.Updates {
		if at := inc.Updates[i].At; !at.IsZero() {
			return at
		}
	}
	if !inc.Window.Start.IsZero() {
		return inc.Window.Start
	}
	if inc.Postmortem != nil {
		return inc.Postmortem.PublishedAt
	}
	return time.Time{}
}
