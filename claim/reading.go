package claim

import "github.com/incidentkit/incident"

// Reading holds the statements of an incident. Its methods return the same as
// the functions with their names, but read the bodies only once for all of
// them. The incident must not change in the meantime. [Of] returns a Reading.
type Reading struct {
	inc    *incident.Incident
	claims []Claim
	stated []Statement
}

// Of reads the bodies of an incident. A nil incident states nothing.
func Of(inc *incident.Incident) *Reading {
	if inc == nil {
		return &Reading{}
	}
	r := bodyReader{loc: location(inc.Page)}
	r.updates(inc)
	first := start(inc)
	r.events("", inc.Events, first, "")
	if inc.Postmortem != nil {
		r.postmortem(inc.Postmortem, first)
	}
	return &Reading{inc, r.out, appendSeverities(r.stated, inc)}
}

// Claims returns the claims of the incident, see [Claims].
func (r *Reading) Claims() []Claim { return r.claims }

// Stated returns the statements about the impact, see [Stated].
func (r *Reading) Stated() []Statement { return r.stated }

// StatedImpact returns the stated spans of the impact, see [StatedImpact].
func (r *Reading) StatedImpact() []incident.Span { return statedImpact(r.stated) }

// Promises returns the ledger of promises, see [Promises].
func (r *Reading) Promises(o Options) []Promise { return promises(r.inc, r.claims, o) }
