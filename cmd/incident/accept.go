package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// readsAs reports whether a document reads as wanted. Sections that were filled have
// the same instants and are written the same by our writer; all else is equal. But a
// timeline without any instant may get some, because the date that it lacked may have
// been filled in.
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
	g, err := json.Marshal(sections(got, filled, false))
	w, err2 := json.Marshal(sections(want, filled, false))
	return err == nil && err2 == nil && bytes.Equal(g, w) && bytes.Equal(
		render.Markdown{}.AppendPostmortem(nil, sections(got, filled, true)),
		render.Markdown{}.AppendPostmortem(nil, sections(want, filled, true)))
}

// sections returns an incident with those of its sections that were filled, or with
// the others.
func sections(inc *incident.Incident, filled []bool, which bool) *incident.Incident {
	some, pm := *inc, *inc.Postmortem
	some.Postmortem, pm.Sections = &pm, nil
	for i, s := range inc.Postmortem.Sections {
		if filled[i] == which {
			pm.Sections = append(pm.Sections, s)
		}
	}
	return &some
}

func hasInstant(e incident.Event) bool { return !e.At.IsZero() }

// sameInstants reports whether two events are at the same minute, or both on a day.
func sameInstants(a, b incident.Event) bool {
	if a.Precision == incident.PrecisionDay && b.Precision == a.Precision {
		return hasInstant(a) == hasInstant(b)
	}
	return a.At.Truncate(time.Minute).Equal(b.At.Truncate(time.Minute)) && a.Until.Truncate(time.Minute).Equal(b.Until.Truncate(time.Minute))
}

// undated returns a timeline without what depends on its instants.
func undated(tl *incident.Timeline) *incident.Timeline {
	bare := &incident.Timeline{}
	for _, e := range tl.Events {
		bare.Events = append(bare.Events, incident.Event{Milestone: e.Milestone, Text: e.Text, Extra: e.Extra})
	}
	return bare
}
