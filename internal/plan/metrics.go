package plan

import (
	"slices"

	"github.com/incidentkit/incident"
)

// Metrics returns the metrics of the incident as the report shows it, see
// [incident.Incident.Metrics]. A draft, internal parts and private events count
// only if they are part of the report. The argument stated holds the spans of
// the impact that its texts state.
func (r *Report) Metrics(stated []incident.Span) incident.Metrics {
	shown := incident.Incident{
		Page: r.Incident.Page, Impact: r.Incident.Impact, Window: r.Incident.Window,
		Components: r.Incident.Components, Updates: r.Incident.Updates,
	}
	if r.ShowsPostmortem() {
		shown.Postmortem = r.Incident.Postmortem
		internal := func(s incident.Section) bool { return s.Internal }
		if !r.options.Internal && slices.ContainsFunc(shown.Postmortem.Sections, internal) {
			pm := *shown.Postmortem
			pm.Sections = slices.DeleteFunc(slices.Clone(pm.Sections), internal)
			shown.Postmortem = &pm
		}
	}
	return shown.Metrics(stated...)
}
