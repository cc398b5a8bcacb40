package claim

import "github.com/incidentkit/incident"

// Reading is what the bodies of an incident state. Its methods return what the
// functions of the same name do; the bodies are read once for all of them. The
// incident is not to be changed meanwhile. Get one from [Of].
type Reading struct {
	inc    *incident.Incident
	claims []Claim
	stated []Statement
}

// Of reads the bodies of an incident. A nil incident states nothing.
func Of(inc *incident.Incident) *Reading {
	r := &Reading{inc: inc, claims: readAll(inc)}
	if inc != nil {
		r.stated = statements(inc, r.claims)
	}
	return r
}

// Claims returns the claims, see [Claims].
func (r *Reading) Claims() []Claim { return r.claims }

// Stated returns what the incident states about its impact, see [Stated].
func (r *Reading) Stated() []Statement { return r.stated }

// StatedImpact returns the spans of the impact, see [StatedImpact].
func (r *Reading) StatedImpact() []incident.Span { return statedImpact(r.stated) }

// Promises returns the ledger of promises, see [Promises].
func (r *Reading) Promises(o Options) []Promise { return promises(r.inc, r.claims, o) }
