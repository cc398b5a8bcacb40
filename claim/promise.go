package claim

import (
	"strconv"
	"time"

	"github.com/incidentkit/incident/civil"
)

// DefaultGrace is how much later than promised an update may be by default.
const DefaultGrace = 5 * time.Minute

// Mode says which updates keep the promise of one.
type Mode uint8

const (
	// Substantive wants an update that changes the status or says more than a
	// default text ([DefaultTexts]). Those are posted when somebody edits the
	// components, and tell the reader nothing. It is the default.
	Substantive Mode = iota
	// AnyUpdate takes any later update.
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

// Options are the conventions that [Promises] judges by. The zero value has the
// defaults.
type Options struct {
	// Now is when the ledger is drawn up. What was posted after it is not
	// looked at. Zero: now is the last update, or the postmortem; what then is
	// not due yet is pending.
	Now time.Time
	// Mode says which updates count; the default is [Substantive].
	Mode Mode
	// Grace is how late an update may be and yet keep its promise. 0 is
	// [DefaultGrace], a negative one is none. It is not given to postmortems
	// and actions, whose deadlines are days.
	Grace time.Duration
	// Calendar counts the days of deadlines.
	Calendar Calendar
	// Boilerplate are further texts that tell nothing, beside [DefaultTexts].
	Boilerplate []string
	// Obligations are what is owed whether a body promises it or not. One
	// whose milestone was not reached is no promise yet.
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

// State is what became of a promise. The zero State is that of a vague one,
// which names no time to judge it by.
type State string

// The states of a promise.
const (
	Pending    State = "pending"    // not due yet
	Overdue    State = "overdue"    // due, and not kept so far
	Kept       State = "kept"       // in time, or within the grace
	Missed     State = "missed"     // kept too late
	Superseded State = "superseded" // a later update gave another time before it was due, and was not itself what was promised
	Void       State = "void"       // it names no moment, or one not after its own post; or the action was dropped
)

// Promise is an entry of the ledger.
type Promise struct {
	Subject Subject

	// Path, Start, End and Text say where it stands, as those of a [Claim]: in
	// a body, or "updates[2].next_update" and
	// "postmortem.sections[3].actions[0].due", where there is no Text. An
	// obligation stands where its milestone is, and its Text is its Name.
	Path       string
	Start, End int
	Text       string
	// Update is the index of the update that made it; -1 for an action and an
	// obligation.
	Update int
	// Stated is set where NextUpdate of the update says the same, or it alone
	// does.
	Stated bool

	Made time.Time // when it was made
	Due  time.Time // when it is due; zero where it is vague or void
	// At is how Due was resolved. Its Nearest is "UTC" for the "UCT" that some
	// write, its Kind civil.OffSeason where the zone written is not in force.
	At civil.Resolution
	// Length is the notice given, zero where a time was named.
	Length Length

	State State
	// Met is when it was kept or missed, zero if neither; By is the update that
	// did so, -1 if none did.
	Met time.Time
	By  int
	// Late is how long after Due that was: above 0 where missed, and where kept
	// within the grace; below where early. For an overdue one it is up to now.
	// LateDays is the same in business days, for postmortems and actions.
	Late     time.Duration
	LateDays int
}

// open reports whether somebody still waits for what was promised at a time.
func (p Promise) open() bool { return p.State == Pending || p.State == Overdue }

// Vague reports whether the promise names no time.
func (p Promise) Vague() bool { return p.State == "" }
