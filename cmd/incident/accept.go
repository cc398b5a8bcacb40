package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// readsAs reports whether a document reads as wanted: each filled section has
// the same instants and looks the same in the words of our writer, and all else
// is equal. There is one exception. A timeline without any instant may get
// instants, since the date that its rows lack may be among the values that were
// filled in.
func readsAs(got, want *incident.Incident, filled []bool) bool {
	if len(got.Postmortem.Sections) != len(want.Postmortem.Sections) {
		return false
	}
	got, want = got.Clone(), want.Clone()
	for i := range filled {
		g, w := &got.Postmortem.Sections[i], &want.Postmortem.Sections[i]
		switch {
		case g.Timeline == nil || w.Timeline == nil:
		case filled[i]:
			if !slices.EqualFunc(g.Timeline.Events, w.Timeline.Events, sameInstants) {
				return false
			}
		case !slices.ContainsFunc(w.Timeline.Events, hasInstant):
			g.Timeline, w.Timeline = undated(g.Timeline), undated(w.Timeline)
		}
	}
	written := func(inc *incident.Incident) []byte {
		return render.Markdown{}.AppendPostmortem(nil, withSections(inc, chosen(inc, filled, true)))
	}
	g, err := json.Marshal(withSections(got, chosen(got, filled, false)))
	w, err2 := json.Marshal(withSections(want, chosen(want, filled, false)))
	return err == nil && err2 == nil && bytes.Equal(g, w) && bytes.Equal(written(got), written(want))
}

// chosen returns the sections whose flag has the given value.
func chosen(inc *incident.Incident, filled []bool, which bool) []incident.Section {
	var list []incident.Section
	for i, s := range inc.Postmortem.Sections {
		if filled[i] == which {
			list = append(list, s)
		}
	}
	return list
}

func hasInstant(e incident.Event) bool { return !e.At.IsZero() }

// sameInstants reports whether two events have the same times, to the minute.
func sameInstants(a, b incident.Event) bool {
	if a.Precision == incident.PrecisionDay && b.Precision == a.Precision {
		return hasInstant(a) == hasInstant(b)
	}
	return a.At.Truncate(time.Minute).Equal(b.At.Truncate(time.Minute)) && a.Until.Truncate(time.Minute).Equal(b.Until.Truncate(time.Minute))
}

// undated returns the parts of a timeline that do not depend on its instants.
func undated(tl *incident.Timeline) *incident.Timeline {
	bare := &incident.Timeline{}
	for _, e := range tl.Events {
		bare.Events = append(bare.Events, incident.Event{Milestone: e.Milestone, Text: e.Text, Extra: e.Extra})
	}
	return bare
}
