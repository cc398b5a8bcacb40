package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Announces reports whether the body of an update that was posted at at
// contains its promise of the next update at due. That is the case if a time
// follows "next update" on a line and, read in the page's zone as the first
// such time after the update, is that instant. Writers then add no line for the
// promise, and readers do not take the text for one.
func Announces(body string, at, due time.Time, page *time.Location) bool {
	phrase := words.English().Updates.Next
	due = due.Truncate(time.Minute)
	for {
		i := indexFold(body, phrase)
		if i < 0 {
			return false
		}
		body = body[i+len(phrase):]
		line, _, _ := strings.Cut(body, "\n")
		for j := 0; j < len(line); j++ {
			if j > 0 && markdown.IsAlnum(line[j-1]) || !markdown.IsAlnum(line[j]) {
				continue
			}
			if w, n := civil.Read(line[j:]); n > 0 && w.HasTime {
				if w.ResolveAfter(at, page).Time.Equal(due) {
					return true
				}
				break
			}
		}
	}
}

// indexFold returns the index of a lower-case ASCII phrase in s, ignoring case,
// or -1.
func indexFold(s, phrase string) int {
	for i := 0; i+len(phrase) <= len(s); i++ {
		if s[i]|0x20 == phrase[0] && strings.EqualFold(s[i:i+len(phrase)], phrase) {
			return i
		}
	}
	return -1
}
