package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

// readsAs reports whether a document reads as wanted. A timeline without any instant
// may get its instants: the date that it lacked may just have been filled in.
func readsAs(got, want *incident.Incident) bool {
	if len(got.Postmortem.Sections) != len(want.Postmortem.Sections) {
		return false
	}
	got, want = got.Clone(), want.Clone()
	for i := range want.Postmortem.Sections {
		g, w := &got.Postmortem.Sections[i], &want.Postmortem.Sections[i]
		if g.Timeline != nil && w.Timeline != nil && !hasInstant(w.Timeline) {
			g.Timeline, w.Timeline = undated(g.Timeline), undated(w.Timeline)
		}
	}
	a, err := json.Marshal(got)
	b, err2 := json.Marshal(want)
	return err == nil && err2 == nil && bytes.Equal(a, b)
}

func hasInstant(tl *incident.Timeline) bool {
	for i := range tl.Events {
		if !tl.Events[i].At.IsZero() {
			return true
		}
	}
	return false
}

// undated returns a timeline without what depends on its instants.
func undated(tl *incident.Timeline) *incident.Timeline {
	bare := &incident.Timeline{}
	for _, e := range tl.Events {
		bare.Events = append(bare.Events, incident.Event{Milestone: e.Milestone, Text: e.Text, Extra: e.Extra})
	}
	return bare
}

// sameInstants reports whether events are read with the instants, to the minute,
// with which they were written.
func sameInstants(read, written []incident.Event) bool {
	return slices.EqualFunc(read, written, func(r, w incident.Event) bool {
		if w.Precision == incident.PrecisionDay {
			return !r.At.IsZero()
		}
		return sameMinute(r.At, w.At) && sameMinute(r.Until, w.Until)
	})
}

func sameMinute(a, b time.Time) bool {
	return a.IsZero() == b.IsZero() && a.Truncate(time.Minute).Equal(b.Truncate(time.Minute))
}

// keeps reports whether the old lines stand among the new ones, in their order. The
// padding of tables does not count, nor does a zone behind the first line, which is a
// heading. Blank lines count only if exact.
func keeps(old, fresh []string, exact bool) bool {
	for i, line := range old {
		if !exact && isBlank(line) {
			continue
		}
		line = unpadded(line)
		n := slices.IndexFunc(fresh, func(f string) bool {
			f = unpadded(f)
			zone, ok := strings.CutPrefix(f, line)
			return ok && (zone == "" || i == 0 && strings.HasPrefix(zone, " (") && strings.HasSuffix(zone, ")"))
		})
		if n < 0 {
			return false
		}
		fresh = fresh[n+1:]
	}
	return true
}

// unpadded returns a line without its end, and a line of a table without the spaces
// and dashes that bring its columns to one width.
func unpadded(line string) string {
	line = strings.TrimRight(line, "\r\n")
	if !strings.HasPrefix(strings.TrimSpace(line), "|") {
		return line
	}
	return tableRule.ReplaceAllString(strings.Join(strings.Fields(line), " "), "---")
}

var tableRule = regexp.MustCompile(`-{3,}`)
