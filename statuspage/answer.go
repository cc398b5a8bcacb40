package statuspage

import (
	"time"

	"github.com/incidentkit/incident"
)

// Kind says what an answer or a page is.
type Kind string

const (
	KindSummary               Kind = "summary"                // of the page: components, incidents, status
	KindStatus                Kind = "status"                 // of the page
	KindComponents            Kind = "components"             // or a single one
	KindIncidents             Kind = "incidents"              // a list of them, also where it is bare
	KindIncident              Kind = "incident"               // a single one, with or without its page
	KindScheduledMaintenances Kind = "scheduled_maintenances" // a list of them
	KindIncidentWebhook       Kind = "incident_webhook"
	KindComponentWebhook      Kind = "component_webhook"
	KindHistory               Kind = "history" // months of summaries, as a history page has them
	KindHomePage              Kind = "home_page"
	KindHistoryPage           Kind = "history_page"
	KindIncidentPage          Kind = "incident_page"
	KindAtom                  Kind = "atom" // a feed of the last incidents
	KindRSS                   Kind = "rss"  // the same
)

// IsPage reports whether k is a saved page.
func (k Kind) IsPage() bool {
	return k == KindHomePage || k == KindHistoryPage || k == KindIncidentPage
}

// IsFeed reports whether k is a feed.
func (k Kind) IsFeed() bool { return k == KindAtom || k == KindRSS }

// Answer is what one answer or one saved page says. What its kind does not have
// is zero.
type Answer struct {
	Kind   Kind
	Page   incident.Page
	Status Status // of the whole page

	// Components are those of the page, each with the group it stands in; the
	// groups themselves are not among them. A reader of reports that knows
	// them can tell where a name ends.
	Components []incident.Component

	// Incidents are in the order of the answer, scheduled maintenances behind
	// all others.
	Incidents []*incident.Incident

	Change ComponentChange // what a component webhook tells

	// Notes are about what the values do not show: information that the model
	// has no place for, an unknown word, a conclusion. The same thing is noted
	// once, where it is met first.
	Notes []incident.Note
}

// Status is how the page as a whole does.
type Status struct {
	Indicator   incident.Impact // the worst that is going on
	Description string          // "All Systems Operational"
}

// ComponentChange is the change of a component, told as it happened and not as
// part of an incident.
type ComponentChange struct {
	At time.Time
	incident.Change
}
