package claim

import (
	"strconv"
	"time"

	"github.com/incidentkit/incident/civil"
)

// DefaultGrace is the default of [Options.Grace].
const DefaultGrace = 5 * time.Minute

// Mode determines which updates keep the promise of an update.
type Mode uint8

const (
	// Substantive counts only updates that change the status or say more
	// than a default text (see [DefaultTexts]). A tool posts such a text
	// when somebody edits the components, and it tells the reader nothing.
	// Substantive is the default.
	Substantive Mode = iota
	// AnyUpdate counts every later update.
	AnyUpdate
)

// String returns the mode in lower case: "substantive", "any".
func (m Mode) String() string {
	switch m {
	case Substantive:
		return "substantive"
	case AnyUpdate:
		return "any"
	}
	return "mode(" + strconv.Itoa(int(m)) + ")"
}

// Options are the conventions by which [Promises] judges. The zero value
// contains the defaults.
type Options struct {
	// Now is the time at which the ledger is made. Anything posted later is
	// ignored. If Now is zero, it is the time of the last update or of the
	// postmortem, whichever is later, and a promise that is due after that
	// is pending.
	Now time.Time
	// Mode determines which updates count; the default is [Substantive].
	Mode Mode
	// Grace is how much later than promised an update may be posted and
	// still keep its promise. Zero means [DefaultGrace], and a negative
	// value means none. It does not apply to postmortems and actions, whose
	// deadlines are days.
	Grace time.Duration
	// Calendar counts the days of deadlines.
	Calendar Calendar
	// Boilerplate are further texts that count as default texts.
	Boilerplate []string
	// Obligations are listed whether or not a body promises them, once
	// their milestones have been reached.
	Obligations []Obligation
}

func (o Options) grace() time.Duration {
	switch {
	case o.Grace < 0:
		return 0
	case o.Grace == 0:
		return DefaultGrace
	}
	return o.Grace
}

// State is the state of a promise. The zero State is that of a vague promise,
// which names no time.
type State string

// The states of a promise.
const (
	Pending    State = "pending"    // not due yet
	Overdue    State = "overdue"    // due, but not kept so far
	Kept       State = "kept"       // kept in time, or within the grace
	Missed     State = "missed"     // kept after the due time and the grace
	Superseded State = "superseded" // before it was due, a later update that did not keep it named another time
	Void       State = "void"       // its time does not exist or is not after the post, or the action was dropped
)

// Promise is an entry of the ledger, see [Promises].
type Promise struct {
	Subject Subject

	// Path, Start, End and Text are the place of the promise, as in a
	// [Claim]. Promises that are not in a body have no Text; their paths
	// are "updates[2].next_update" and
	// "postmortem.sections[3].actions[0].due". The path of an obligation is
	// that of its milestone, and its Text is its Name.
	Path       string
	Start, End int
	Text       string
	// Update is the index of the update that made the promise, and -1 for
	// actions and obligations.
	Update int
	// Stated is set if the update states the same time as NextUpdate, with
	// or without a promise in the body.
	Stated bool

	Made time.Time // time of the promise
	Due  time.Time // due time; zero if vague or void
	// At is the resolution of Due. Its Nearest is "UTC" if the zone was
	// written "UCT", and its Kind is civil.OffSeason if the written zone is
	// not in force at that time.
	At civil.Resolution
	// Length is the notice, such as "within 5 business days", and zero if a
	// time was named.
	Length Length

	State State
	// Met is the time at which the promise was kept or missed, or zero. By
	// is the index of the update that kept, missed or superseded it, or -1.
	Met time.Time
	By  int
	// Late is the time from Due to Met. It is positive for a missed promise
	// and for one kept within the grace, and negative for an early one. For
	// an overdue promise it is the time from Due until now. LateDays is the
	// same in business days, for postmortems and actions.
	Late     time.Duration
	LateDays int
}

// open reports whether somebody is still waiting for the promise to be kept.
func (p Promise) open() bool { return p.State == Pending || p.State == Overdue }

// Vague reports whether the promise names no time.
func (p Promise) Vague() bool { return p.State == "" }
