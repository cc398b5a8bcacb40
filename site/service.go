package site

import (
	"time"

	"github.com/incidentkit/incident"
)

// Service is a status page: its components and all of its incidents. The zero
// value is a page without components and incidents.
type Service struct {
	Page        incident.Page `json:"page,omitzero"`
	Description string        `json:"description,omitempty"` // plain text, a sentence or two
	// Since is when the record of incidents begins. Before it, nothing is
	// known. Zero: with the first incident.
	Since      time.Time            `json:"since,omitzero"`
	Policy     string               `json:"policy,omitempty"`     // name of a [Policy]; "": "statuspage"
	Components []Component          `json:"components,omitempty"` // in the order shown; nil: those that incidents name
	Incidents  []*incident.Incident `json:"-"`                    // in any order
}

// Component is a part of the service as its page lists it.
type Component struct {
	ID          string `json:"id,omitempty"`
	Group       string `json:"group,omitempty"` // "": not in a group
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"` // plain text
	// Status is the present status as a list of components states it. It
	// counts only where no incident says anything about the component.
	Status  incident.ComponentStatus `json:"status,omitempty"`
	Since   time.Time                `json:"since,omitzero"`   // zero: as long as the service
	Retired time.Time                `json:"retired,omitzero"` // zero: it is still in use
}
