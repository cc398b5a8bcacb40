package parse

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
)

// cues are words that give away the status of an update without a label, the
// surest first. They were found in the default texts of Statuspage and in how
// people write without them.
var cues = [...]struct {
	status incident.Status
	words  []string
}{
	{incident.StatusCompleted, []string{"maintenance has been completed", "maintenance is complete", "maintenance has completed"}},
	{incident.StatusVerifying, []string{"verification is currently underway", "verification is underway"}},
	{incident.StatusInProgress, []string{"maintenance is currently in progress", "maintenance is in progress", "maintenance has begun", "maintenance has started"}},
	{incident.StatusScheduled, []string{"will be undergoing scheduled maintenance", "have scheduled maintenance", "is scheduled for"}},
	{incident.StatusMonitoring, []string{
		"are monitoring", "monitoring the result", "continue to monitor", "continuing to monitor", "will continue monitoring", "will continuing monitoring",
		"fix has been implemented", "deployed a fix for", "fix has been deployed", "keep an eye on",
	}},
	{incident.StatusResolved, []string{
		"has been resolved", "have been resolved", "is now resolved", "is resolved", "are resolved", "no further issues", "back to normal",
		"fully recovered", "fully operational", "has recovered", "fully restored",
	}},
	{incident.StatusIdentified, []string{
		"issue has been identified", "identified the", "have identified", "has identified", "working on a fix", "fix is being implemented", "found the cause",
		"cause has been found", "is caused by", "was caused by",
	}},
	{incident.StatusInvestigating, []string{"investigat", "received reports", "receiving reports", "looking into", "looking at"}},
}

// inferStatuses concludes the statuses of updates that have no labels. A last
// update that speaks of the end is the end; an update without a cue keeps the
// status before it.
func (p *textReader) inferStatuses() {
	updates := p.inc.Updates
	planned := p.inc.Impact == incident.ImpactMaintenance
	concluded := 0
	before, last := incident.Status(""), len(updates)-1
	for last > 0 && updates[last].Retracted() {
		last--
	}
	for i := range updates {
		u := &updates[i]
		if u.Retracted() {
			continue // without a word
		}
		text := strings.ToLower(u.Body)
		s := incident.Status("")
		for _, cue := range cues {
			if planned != cue.status.IsMaintenance() {
				continue
			}
			for _, w := range cue.words {
				if s == "" && strings.Contains(text, w) {
					s = cue.status
				}
			}
		}
		if i == last && s == incident.StatusMonitoring && speaksOfTheEnd(text) {
			s = incident.StatusResolved
		}
		if s == "" || !s.CanFollow(before) {
			s = before
		}
		if s == "" && i == 0 {
			continue
		}
		u.Status, u.Inferred, before = s, s != "", s
		concluded++
	}
	if concluded > 0 && len(p.doc.marks) > 0 {
		p.note(NoteStatus, "updates[0].status", p.bodyAt(0), fmt.Sprintf("the page has no labels: the statuses of %d updates were concluded from their words", concluded))
	}
}

// speaksOfTheEnd reports whether a text has a cue of being resolved.
func speaksOfTheEnd(text string) bool {
	for _, cue := range cues {
		if cue.status == incident.StatusResolved {
			for _, w := range cue.words {
				if strings.Contains(text, w) {
					return true
				}
			}
		}
	}
	return false
}

// bodyAt returns where the body of an update stands.
func (p *textReader) bodyAt(i int) int {
	for _, m := range p.doc.marks {
		if m.kind == markBody && int(m.i) == i {
			return int(m.start)
		}
	}
	return 0
}
