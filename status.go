package incident

// Status is the phase that an update announces. The words are Statuspage's, one
// family for outages and one for maintenances.
type Status string

const (
	StatusInvestigating Status = "investigating"
	StatusIdentified    Status = "identified"
	StatusMonitoring    Status = "monitoring"
	StatusResolved      Status = "resolved"

	StatusScheduled  Status = "scheduled"
	StatusInProgress Status = "in_progress"
	StatusVerifying  Status = "verifying"
	StatusCompleted  Status = "completed"
)

// Statuses returns the known statuses: those of an outage, then those of a
// maintenance, each in the usual order of a life.
func Statuses() []Status { return append([]Status(nil), statuses[:]...) }

var statuses = [...]Status{
	StatusInvestigating, StatusIdentified, StatusMonitoring, StatusResolved,
	StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted,
}

// followers is the table that [Status.CanFollow] reads. It is strict where a
// move has no meaning (a maintenance is not scheduled again once it has begun)
// and free where history is not: diagnoses are withdrawn and incidents reopened,
// in 18 of 547 real pages.
var followers = [...]struct {
	before Status
	after  []Status
}{
	{StatusInvestigating, statuses[:4]},
	{StatusIdentified, statuses[:4]},
	{StatusMonitoring, statuses[:4]},
	{StatusResolved, statuses[:4]}, // a reopening, or an amendment
	{StatusScheduled, []Status{StatusScheduled, StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusInProgress, []Status{StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusVerifying, []Status{StatusInProgress, StatusVerifying, StatusCompleted}},
	{StatusCompleted, []Status{StatusInProgress, StatusCompleted}},
}

// ParseStatus returns the status that s names, folding case, spaces, "-" and
// "_". The empty string is "not stated". An unknown word is a [*FieldError] with
// [CodeUnknown] that lists the known ones.
func ParseStatus(s string) (Status, error) { return parseWord("status", s, statuses[:]) }

// Valid reports whether s is a known status or not stated.
func (s Status) Valid() bool { return s == "" || index(s, statuses[:]) >= 0 }

// Compare orders statuses as [Statuses] does; "" and unknown words come first.
func (s Status) Compare(t Status) int {
	return index(s, statuses[:]) - index(t, statuses[:])
}

// CanFollow reports whether an update with status s may be posted after one with
// status before:
//
//   - investigating, identified, monitoring and resolved follow one another freely;
//   - scheduled is followed by itself, in_progress, verifying and completed;
//   - in_progress and verifying by each other, themselves and completed;
//   - completed by itself and in_progress;
//   - the two families never mix;
//   - "" follows anything known and is followed by it.
//
// An unknown word neither follows nor is followed.
func (s Status) CanFollow(before Status) bool {
	if !s.Valid() || !before.Valid() {
		return false
	}
	if s == "" || before == "" {
		return true
	}
	for _, row := range followers {
		if row.before == before {
			return index(s, row.after) >= 0
		}
	}
	return false
}

// IsMaintenance reports whether s is one of the statuses of a maintenance.
func (s Status) IsMaintenance() bool { return index(s, statuses[4:]) >= 0 }

// IsFinal reports whether s ends an incident: resolved or completed.
func (s Status) IsFinal() bool { return s == StatusResolved || s == StatusCompleted }
