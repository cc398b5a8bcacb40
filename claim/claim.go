package claim

import (
	"strconv"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

// Kind says what a [Claim] states.
type Kind uint8

// The kinds of a claim. The zero Kind is none.
const (
	_        Kind = iota
	Time          // a time of day, with or without its date; "20 minutes ago"
	Date          // a day
	Range         // a span between two times or dates
	Duration      // a length of time
	Count         // a number of things, or a percentage
	Pledge        // a promise: a further update or a postmortem, with or without a time
	Denial        // that something was not affected
)

var kinds = [...]string{"", "time", "date", "range", "duration", "count", "promise", "denial"}

// String returns the kind in lower case: "time"; "promise" for [Pledge].
func (k Kind) String() string {
	if int(k) < len(kinds) {
		return kinds[k]
	}
	return "kind(" + strconv.Itoa(int(k)) + ")"
}

// Claim is one statement of a body. The zero value states nothing.
type Claim struct {
	Kind Kind

	// Path is that of the field, as in a [incident.FieldError]:
	// "updates[3].body", "postmortem.sections[1].after",
	// "postmortem.sections[2].timeline.events[0].text". [Read] leaves it empty.
	Path string

	// Text is the field from byte Start up to byte End, as it stands there.
	Start, End int
	Text       string

	// Written is the time as it was written: of a Time, a Date, the first end
	// of a Range, and of a Pledge that names one. Zero where it was relative.
	Written civil.Written
	// At is the moment: of a Time or a Date (its first moment), the first end
	// of a Range, and when a Pledge is due. Its Kind is [civil.Invalid] where
	// there is none. Zero for the other kinds. A Pledge of days is counted by
	// the zero [Calendar]; [Promises] counts by another one.
	At civil.Resolution

	// To and Until are the second end of a Range, as Written and At are the
	// first.
	To    civil.Written
	Until civil.Resolution

	// Length is how long a Duration is, and the notice that a Pledge gives
	// ("within 5 business days"). Least is the shorter end of "5-10 minutes",
	// zero where one length was written.
	Length Length
	Least  Length

	// Number is what a Count counts.
	Number Number

	// Subject is what a Pledge promises; zero for other kinds.
	Subject Subject

	// Names are the names that a Denial denies, in the order written, without
	// what stands in brackets.
	Names []string
}

// Number is a number with its noun: "32 conversations", "about 5% of requests".
// The zero value is none.
type Number struct {
	Value   float64
	Noun    string // lower case, with the words before it: "failed requests"; "" for a bare percentage
	Percent bool
	About   bool // "about", "more than", "up to" or the like stood before it
}

// Subject is what was promised.
type Subject uint8

// The subjects of a promise. The zero Subject is none.
const (
	_          Subject = iota
	Update             // a further update
	Postmortem         // the postmortem
	Action             // an action of the postmortem
	Notice             // what an [Obligation] wants
)

var subjects = [...]string{"", "update", "postmortem", "action", "notice"}

// String returns the subject in lower case.
func (s Subject) String() string {
	if int(s) < len(subjects) {
		return subjects[s]
	}
	return "subject(" + strconv.Itoa(int(s)) + ")"
}

// Claims returns what the bodies of inc state, in document order: updates,
// events, then the sections of the postmortem. Within a body claims are in the
// order of their first byte, the longer of two first. A promise that names a
// time holds the claim of that time; else claims do not overlap. A nil incident
// states nothing.
//
// What a retracted update states is stated no more. It reads private parts,
// too: give it [incident.Incident.Public] for what readers see.
func Claims(inc *incident.Incident) []Claim { return readAll(inc) }

func readAll(inc *incident.Incident) []Claim {
	if inc == nil {
		return nil
	}
	r := bodyReader{loc: location(inc.Page)}
	r.updates(inc)
	first := start(inc)
	r.events("", inc.Events, first, "")
	if inc.Postmortem == nil {
		return r.out
	}
	for i := range inc.Postmortem.Sections {
		s := &inc.Postmortem.Sections[i]
		prefix := "postmortem." + at("sections", i) + "."
		r.read(func() string { return prefix + "body" }, s.Body, first, "")
		for j := range s.Fields {
			r.read(func() string { return prefix + at("fields", j) + ".value" }, s.Fields[j].Value, first, "")
		}
		if s.Timeline != nil {
			r.events(prefix+"timeline.", s.Timeline.Events, first, s.Timeline.Zone)
		}
		for j := range s.Actions {
			r.read(func() string { return prefix + at("actions", j) + ".text" }, s.Actions[j].Text, first, "")
		}
		r.read(func() string { return prefix + "after" }, s.After, first, "")
	}
	return r.out
}

// readUpdates returns the claims of the updates alone.
func readUpdates(inc *incident.Incident) []Claim {
	if inc == nil {
		return nil
	}
	r := bodyReader{loc: location(inc.Page)}
	r.updates(inc)
	return r.out
}

// A bodyReader collects the claims of several bodies.
type bodyReader struct {
	loc *time.Location
	out []Claim
}

// read adds the claims of a body. Its path is made only if there are any.
func (r *bodyReader) read(path func() string, md string, near time.Time, zone string) {
	from := len(r.out)
	r.out = appendClaims(r.out, md, near, r.loc, zone)
	if len(r.out) == from {
		return
	}
	p := path()
	for i := from; i < len(r.out); i++ {
		r.out[i].Path = p
	}
}

func (r *bodyReader) updates(inc *incident.Incident) {
	for i := range inc.Updates {
		if u := &inc.Updates[i]; !u.Retracted() {
			r.read(func() string { return at("updates", i) + ".body" }, u.Body, u.At, "")
		}
	}
}

func (r *bodyReader) events(prefix string, events []incident.Event, first time.Time, zone string) {
	for i := range events {
		near := events[i].At
		if near.IsZero() {
			near = first
		}
		r.read(func() string { return prefix + at("events", i) + ".text" }, events[i].Text, near, zone)
	}
}

// Read returns what one body states, which was posted at the instant near on a
// page whose zone is loc (nil is UTC). Where near is zero, only what names its
// full date has an instant.
func Read(body string, near time.Time, loc *time.Location) []Claim {
	if loc == nil {
		loc = time.UTC
	}
	return appendClaims(nil, body, near, loc, "")
}

func at(name string, i int) string { return name + "[" + strconv.Itoa(i) + "]" }

// location returns the zone of a page, UTC where it is not known.
func location(p incident.Page) *time.Location {
	loc, err := p.Location()
	if err != nil {
		return time.UTC
	}
	return loc
}

// start returns the instant that a postmortem's times are near to: that of the
// first update which has one, else of the window, else of the postmortem.
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
