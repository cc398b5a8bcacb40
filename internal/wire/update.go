package wire

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/markdown"
)

// Markdown returns the body under the first key that has one, as Markdown. It
// is Markdown already unless it begins with an HTML tag.
func (o Object) Markdown(keys ...string) string {
	v, body := o.first(keys), o.Text(keys...)
	if strings.HasPrefix(strings.TrimSpace(body), "<") && htmltext.IsHTML(body) {
		v.Beyond(htmltext.Markdown{PreWrap: true}.Check(body))
		return htmltext.Markdown{PreWrap: true}.Convert(body)
	}
	body = Lines(body)
	v.Beyond(markdown.Check(body))
	return body
}

// Lines returns a text with "\n" as its line breaks and without white space
// around it.
func Lines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Trim(strings.ReplaceAll(s, "\r", "\n"), "\n")
}

// Beyond adds a note for a body that exceeds the limits for Markdown.
func (v Value) Beyond(limit error) {
	if limit != nil {
		v.Note(v.Path(), incident.CodeLimit, fmt.Sprintf("%v; some of it was kept as plain text", limit))
	}
}

// Edited returns the time at which an update was edited: updated, if it is more
// than a minute later than both created and at, and zero otherwise. Vendors
// change the time of the last change by seconds when they send notifications.
// For an update that was entered long after its time, such as an imported one,
// it is the time of entry.
func Edited(updated, created, at time.Time) time.Time {
	if updated.IsZero() || created.IsZero() || updated.Sub(created) <= time.Minute || updated.Sub(at) <= time.Minute {
		return time.Time{}
	}
	return updated
}

// IsNear reports whether two instants look the same to readers, who see
// minutes.
func IsNear(a, b time.Time) bool {
	return !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() <= time.Minute
}

// Sort sorts updates by time, keeping the order of equal times.
func Sort(list []incident.Update) {
	slices.SortStableFunc(list, func(a, b incident.Update) int { return a.At.Compare(b.At) })
}

// CheckStatus adds a note if the status that an incident states under a key
// differs from the status of its last update.
func (o Object) CheckStatus(key string, stated incident.Status, inc *incident.Incident) {
	if stated != "" && stated != inc.Status() {
		o.Get(key).Note("an incident.status", incident.CodeConflict, fmt.Sprintf("the status is %s, but the last update has %q", stated, inc.Status()))
	}
}

// CheckStart adds a note if an incident states another start under a key than
// its first update shows.
func (o Object) CheckStart(key string, start time.Time, inc *incident.Incident) {
	if !start.IsZero() && (len(inc.Updates) == 0 || !IsNear(start, inc.Updates[0].At)) {
		o.Get(key).Note(key, CodeUnmapped, "the model has no field for a start that differs from the first update")
	}
}

// CheckContent fails for an incident that says nothing, which another vendor
// wrote.
func (o Object) CheckContent(vendor string, inc *incident.Incident) {
	if inc.Title == "" && len(inc.Updates) == 0 && inc.Postmortem == nil && !o.Value.in.cut {
		o.Value.Fail(incident.CodeRequired, fmt.Errorf("the incident has neither a name nor updates, so it is not from %s", vendor))
	}
}

// ComponentChange reads the change of a webhook about a component, and its
// time. known has the component of the webhook, if it states one.
func (o Object) ComponentChange(known []incident.Component, parse func(string) (incident.ComponentStatus, error)) (incident.Change, time.Time) {
	u := o.Get("component_update").Object()
	change := incident.Change{ID: u.Line("component_id"), From: Word(u, "old_status", parse), To: Word(u, "new_status", parse)}
	if len(known) > 0 && (change.ID == "" || change.ID == known[0].ID) {
		change.ID, change.Group, change.Name = known[0].ID, known[0].Group, known[0].Name
	}
	return change, u.Time("created_at")
}
