package statuspage

import (
	"time"

	"github.com/incidentkit/incident"
)

// A Kind is the kind of an input: which response, webhook, page or feed it is.
type Kind string

const (
	KindSummary               Kind = "summary"                // components, incidents and status of the page
	KindStatus                Kind = "status"                 // status of the page
	KindComponents            Kind = "components"             // a list of components, or a single one
	KindIncidents             Kind = "incidents"              // a list of incidents, with or without an object around it
	KindIncident              Kind = "incident"               // a single incident, with or without its page
	KindScheduledMaintenances Kind = "scheduled_maintenances" // a list of maintenances
	KindIncidentWebhook       Kind = "incident_webhook"
	KindComponentWebhook      Kind = "component_webhook"
	KindHistory               Kind = "history" // summaries by month, the data of a history page
	KindHomePage              Kind = "home_page"
	KindHistoryPage           Kind = "history_page"
	KindIncidentPage          Kind = "incident_page"
	KindAtom                  Kind = "atom" // Atom feed of the latest incidents
	KindRSS                   Kind = "rss"  // RSS feed of the latest incidents
)

// IsPage reports whether k is a kind of saved page.
func (k Kind) IsPage() bool {
	return k == KindHomePage || k == KindHistoryPage || k == KindIncidentPage
}

// IsFeed reports whether k is a kind of feed.
func (k Kind) IsFeed() bool { return k == KindAtom || k == KindRSS }

// An Answer is the content of a response, a webhook, a saved page or a feed.
// Fields that its kind does not have are zero.
type Answer struct {
	Kind   Kind
	Page   incident.Page
	Status Status // of the page as a whole

	// Components are the components of the page, each with its group.
	// Groups themselves are not in the list. Readers of reports may use it
	// as their Known components.
	Components []incident.Component

	// Incidents are in the order of the input, with scheduled maintenances
	// after all others.
	Incidents []*incident.Incident

	Change ComponentChange // of a component webhook

	// Since and UpdatedAt are when the page began and when it last changed.
	// Append writes them, where its Incidents do not tell more; readers
	// leave them zero, since the model has no place for them.
	Since, UpdatedAt time.Time

	// Notes tell what the values do not: information that the model has no
	// field for, unknown words, conclusions. Each is noted once, at its
	// first occurrence.
	Notes []incident.Note
}

// Status is the overall status of a page.
type Status struct {
	Indicator   incident.Impact // the worst impact at present
	Description string          // such as "All Systems Operational"
}

// A ComponentChange is a status change of a component that was sent on its own
// and not as part of an incident.
type ComponentChange struct {
	At time.Time
	incident.Change
}
