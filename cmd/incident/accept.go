package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// readsAs reports whether a document reads as wanted: filled sections have the
// same instants and look the same in the words of our writer, and everything
// else is equal. There is one exception: a timeline without any instant may get
// instants, because the date that its rows lack may be among the values that
// were filled in.
func readsAs(got, want *incident.Incident, filled []bool) bool {
	if len(got.Postmortem.Sections) != len(want.Postmortem.Sections) {
		return false
	}
	got, want = got.Clone(), want.Clone()
	var gotFilled, wantFilled []incident.Section
	for i := range filled {
		g, w := &got.Postmortem.Sections[i], &want.Postmortem.Sections[i]
		timelines := g.Timeline != nil && w.Timeline != nil
		if filled[i] {
			if timelines && !slices.EqualFunc(g.Timeline.Events, w.Timeline.Events, sameInstants) {
				return false
			}
			gotFilled, wantFilled = append(gotFilled, *g), append(wantFilled, *w)
			*g, *w = incident.Section{}, incident.Section{}
		} else if timelines && !slices.ContainsFunc(w.Timeline.Events, hasInstant) {
			g.Timeline, w.Timeline = undated(g.Timeline), undated(w.Timeline)
		}
	}
	g, err := json.Marshal(got)
	w, err2 := json.Marshal(want)
	return err == nil && err2 == nil && bytes.Equal(g, w) && bytes.Equal(
		render.Markdown{}.AppendPostmortem(nil, withSections(got, gotFilled)),
		render.Markdown{}.AppendPostmortem(nil, withSections(want, wantFilled)))
}

func hasInstant(e incident.Event) bool { return !e.At.IsZero() }

// sameInstants reports whether two events have the same times, to the minute.
func sameInstants(a, b incident.Event) bool {
	if a.Precision == incident.PrecisionDay && b.Precision == a.Precision {
		return hasInstant(a) == hasInstant(b)
	}
	return a.At.Truncate(time.Minute).Equal(b.At.Truncate(time.Minute)) && a.Until.Truncate(time.Minute).Equal(b.Until.Truncate(time.Minute))
}

// undated returns a copy of a timeline without everything that depends on its
// instants.
func undated(tl *incident.Timeline) *incident.Timeline {
	bare := &incident.Timeline{}
	for _, e := range tl.Events {
		row := incident.Event{Text: e.Text, Extra: e.Extra}
		if !e.Inferred {
			row.Milestone = e.Milestone
		}
		bare.Events = append(bare.Events, row)
	}
	return bare
}
