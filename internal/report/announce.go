package report

import (
	"strings"
	"time"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// Announces reports whether the body of an update posted at at names itself
// that the next one is due then: a "next update" with a time behind it on the
// line that, read in the page's zone as the first one after the update, is that
// instant. Writers print no line of their own beneath it, and readers take none
// for one.
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

// indexFold is strings.Index for an ASCII phrase in lower case, case folded.
func indexFold(s, phrase string) int {
	for i := 0; i+len(phrase) <= len(s); i++ {
		if s[i]|0x20 == phrase[0] && strings.EqualFold(s[i:i+len(phrase)], phrase) {
			return i
		}
	}
	return -1
}
