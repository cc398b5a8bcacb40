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

// Markdown returns the body at v, which is Markdown unless it begins with a tag
// of HTML.
func (d *Input) Markdown(v Value, body string) string {
	if strings.HasPrefix(strings.TrimSpace(body), "<") && htmltext.IsHTML(body) {
		d.Beyond(v, htmltext.Markdown{PreWrap: true}.Check(body))
		return htmltext.Markdown{PreWrap: true}.Convert(body)
	}
	body = Lines(body)
	d.Beyond(v, markdown.Check(body))
	return body
}

// Lines returns a text with line breaks of one kind, and none around it.
func Lines(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Trim(strings.ReplaceAll(s, "\r", "\n"), "\n")
}

// Beyond notes a body that does not come out as the Markdown it should be.
func (d *Input) Beyond(v Value, limit error) {
	if limit != nil {
		d.Note(v, v.Path.String(), incident.CodeLimit, fmt.Sprintf("%v: some of it shows as plain text", limit))
	}
}

// Edited returns when an update was edited: updated where it is more than a
// minute later than both the entry and the time shown, else zero. Vendors move
// the time of the last change by seconds when they send notifications; and of
// an update that was entered years later, as of imported ones, it is the time
// of the entry.
func Edited(updated, created, at time.Time) time.Time {
	if updated.IsZero() || created.IsZero() || updated.Sub(created) <= time.Minute || updated.Sub(at) <= time.Minute {
		return time.Time{}
	}
	return updated
}

// IsNear reports whether two instants are one to a reader, who sees minutes.
func IsNear(a, b time.Time) bool {
	return !a.IsZero() && !b.IsZero() && a.Sub(b).Abs() <= time.Minute
}

// Sort brings updates into the order of their times, those of the same time as
// they stand.
func Sort(list []incident.Update) {
	slices.SortStableFunc(list, func(a, b incident.Update) int { return a.At.Compare(b.At) })
}

// CheckStatus notes where the status that an incident states at v is not that
// of its last update.
func (d *Input) CheckStatus(v Value, stated incident.Status, inc *incident.Incident) {
	if stated != "" && stated != inc.Status() {
		d.Note(v, "an incident.status", incident.CodeConflict, fmt.Sprintf("the status is %s, and that of the last update %q", stated, inc.Status()))
	}
}
