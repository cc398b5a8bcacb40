package statuspage

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident/internal/wire"
)

// A VendorError is the cause of an error with [CodeVendor]: the input is a
// response of another vendor. Reading it as a response of Statuspage would lose
// information and often report that all is well.
type VendorError struct {
	Vendor string // such as "Instatus"
	Key    string // path of the key that identifies it, such as "page.status"
}

// VendorIncident is the value of VendorError.Vendor for an incident of this
// module as JSON.
const VendorIncident = wire.Incident

// Error names the vendor and the key.
func (e *VendorError) Error() string {
	return fmt.Sprintf("this is not a response of Statuspage; its key %q belongs to %s", e.Key, e.Vendor)
}

// foreign returns an error if a response is of another vendor, and nil
// otherwise.
func foreign(v wire.Value) *VendorError {
	vendor, key := v.Vendor()
	if vendor == "" || vendor == wire.Statuspage {
		return nil
	}
	return &VendorError{Vendor: vendor, Key: key}
}

// isULID reports whether an id is a ULID: 26 characters of Crockford's base 32.
// incident.io has such ids; Statuspage has ids of twelve letters and digits.
func isULID(id string) bool {
	if len(id) != 26 || id[0] > '7' {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return !strings.ContainsRune("0123456789ABCDEFGHJKMNPQRSTVWXYZ", r)
	})
}

// The keys of Statuspage's objects, in versions 1 and 2 of its API and in
// webhooks.
var (
	answerKeys = []string{
		"page", "status", "components", "incidents", "scheduled_maintenances", "incident", "meta", "component", "component_update",
	}
	statusKeys = []string{"indicator", "description"}
	pageKeys   = []string{
		"id", "name", "url", "domain", "subdomain", "time_zone", "created_at", "updated_at", "status_indicator", "status_description",
	}
	incidentKeys = []string{
		"id", "name", "status", "impact", "impact_override", "created_at", "updated_at", "monitoring_at", "resolved_at", "started_at", "shortlink",
		"page_id", "organization_id", "components", "component_ids", "incident_updates", "metadata", "reminder_intervals", "backfilled", "backfill_date",
		"scheduled_for", "scheduled_until", "scheduled_remind_prior", "scheduled_reminded_at", "scheduled_auto_in_progress",
		"scheduled_auto_completed", "scheduled_auto_transition", "auto_transition_to_maintenance_state", "auto_transition_to_operational_state",
		"auto_transition_deliver_notifications_at_start", "auto_transition_deliver_notifications_at_end", "auto_tweet_at_beginning",
		"auto_tweet_on_completion", "auto_tweet_on_creation", "auto_tweet_one_hour_before", "deliver_notifications",
		"postmortem_body", "postmortem_body_last_updated_at", "postmortem_ignored", "postmortem_notified_subscribers",
		"postmortem_notified_twitter", "postmortem_published_at",
		"page", "incident", // around a single incident
	}
	updateKeys = []string{
		"id", "incident_id", "status", "body", "created_at", "updated_at", "display_at", "affected_components", "deliver_notifications",
		"custom_tweet", "tweet_id", "wants_twitter_update", "twitter_updated_at",
	}
	componentKeys = []string{
		"id", "name", "status", "description", "created_at", "updated_at", "position", "showcase", "start_date", "group", "group_id", "page_id",
		"only_show_if_degraded", "automation_email", "components", "page",
	}
	changeKeys = []string{"code", "id", "name", "status", "old_status", "new_status"}
)

// unknown adds notes for the keys of an object that have a value and that
// Statuspage does not have.
func (d *decoder) unknown(o wire.Object, where string, known []string) {
	d.strange = o.Unknown(wire.Statuspage, where, known) || d.strange
}

// isEmpty reports whether nothing was read.
func (a *Answer) isEmpty() bool {
	return len(a.Incidents) == 0 && len(a.Components) == 0 && a.Status == Status{} && a.Change == ComponentChange{}
}
