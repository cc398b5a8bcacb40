package statuspage

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// VendorError is the cause of an error with [CodeVendor]: the input is an
// answer of another vendor. To read it as one of Statuspage would lose what it
// says, and often read as "all is well".
type VendorError struct {
	Vendor string // "Instatus"
	Key    string // by which it is known, with the keys around it: "page.status"
}

// VendorIncident is the Vendor of an incident of this module as JSON.
const VendorIncident = "package incident"

// Error names the vendor and the key.
func (e *VendorError) Error() string {
	return fmt.Sprintf("this is no answer of Statuspage: by its key %q it looks like one from %s", e.Key, e.Vendor)
}

// A sign is a key that answers of one vendor have, and those of Statuspage have
// not.
type sign struct {
	vendor string
	// key is the key with those around it. Lists in between are left out:
	// "incidents.openedAt" is a key of the elements of incidents.
	key string
	// is reports whether the text of the key is the vendor's. If nil, any
	// value is.
	is func(string) bool
}

// signs are the signs of all vendors, the most telling first.
var signs = []sign{
	{"Better Stack", "data.type", oneOf("status_page", "status_report", "status_update", "status_page_resource", "monitor", "incident")},
	{"Better Stack", "incident.organization_id", nil},
	{"Better Stack", "maintenance.organization_id", nil},
	{"Better Stack", "incident.incident_updates.status_report_id", nil},
	{"Better Stack", "page.status_indicator", oneOf("operational", "degraded", "downtime")},

	{"Instatus", "activeIncidents", nil},
	{"Instatus", "activeMaintenances", nil},
	{"Instatus", "page.status", isCapitals},
	{"Instatus", "page.status_indicator", isCapitals},
	{"Instatus", "incident.affected_components", nil},
	{"Instatus", "incident.incident_updates.markdown", nil},
	{"Instatus", "maintenance.maintenance_updates", nil},
	{"Instatus", "components.isParent", nil},
	{"Instatus", "updates.messageHtml", nil},

	{"incident.io", "ongoing_incidents", nil},
	{"incident.io", "in_progress_maintenances", nil},
	{"incident.io", "summary.ongoing_incidents", nil},
	{"incident.io", "incidents.incident_status", nil},
	{"incident.io", "incident.incident_status", nil},
	{"incident.io", "status_page_incident", nil},
	{"incident.io", "status_page_incidents", nil},

	{"Sorry", "notices", nil},
	{"Sorry", "notice.began_at", nil},
	{"Sorry", "page.state", nil},

	{"Checkly", "incidentUpdates", nil},
	{"Checkly", "incidents.incidentUpdates", nil},
	{"Checkly", "incidents.lastUpdateStatus", nil},

	{"OpenStatus", "status_report_updates", nil},
	{"OpenStatus", "statusReports", nil},

	{"Cachet", "data.human_status", nil},
	{"Cachet", "data.status_name", nil},
	{"Cachet", "data.type", oneOf("incidents", "components", "schedules")},

	{"Google Cloud", "external_desc", nil},
	{"Google Cloud", "most_recent_update", nil},
	{"Google Cloud", "affected_products", nil},

	{"AWS", "event_log", nil},
	{"AWS", "impacted_services", nil},
	{"AWS", "archive.service_name", nil},
	{"AWS", "current.service_name", nil},
	{"AWS", "events.eventTypeCode", nil},

	{"Heroku", "updates.update_type", nil},
	{"Heroku", "incidents.updates.update_type", nil},
	{"Heroku", "status.system", nil},
	{"Heroku", "status.Production", nil},

	{"Slack", "active_incidents.notes", nil},
	{"Slack", "notes.date_created", nil},
	{"Status.io", "result.status_overall", nil},
	{"PagerDuty", "incidents.incident_number", nil},
	{"PagerDuty", "incident.incident_number", nil},
	{"Prometheus Alertmanager", "groupKey", nil},

	{"Uptime Kuma", "publicGroupList", nil},
	{"Uptime Kuma", "heartbeatList", nil},
	{"UptimeRobot", "psp", nil},
	{"UptimeRobot", "monitors.friendly_name", nil},
	{"Upptime", "dailyMinutesDown", nil},
	{"Upptime", "uptimeDay", nil},
	{"Gatus", "results.conditionResults", nil},
	{"an uptime monitor", "incidents.openedAt", nil},
	{"an uptime monitor", "incidents.closedAt", nil},
	{"an uptime monitor", "incidents.monitor", nil},
	{"an uptime monitor", "incidents.monitor_id", nil},

	{VendorIncident, "updates.at", nil},
}

// oneOf returns a function that reports whether a text is one of list.
func oneOf(list ...string) func(string) bool {
	return func(s string) bool { return slices.Contains(list, s) }
}

// isCapitals reports whether s is a word in capitals, as Instatus writes them,
// "HASISSUES", and none of Statuspage's.
func isCapitals(s string) bool {
	if _, err := incident.Parse[incident.Impact](s); s == "" || err == nil {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// own are the keys that answers of Statuspage have, and imitations of them. A
// sign beside one is a key that an imitation adds. The webhooks of other
// vendors have the key, too, below "incident".
var own = []string{"incident_updates", "incidents.incident_updates", "scheduled_maintenances.incident_updates"}

// foreign returns the vendor that an answer is of by its signs, or nil.
func (d *document) foreign(v value) *VendorError {
	known := make(map[string]value)
	d.keys(v, "", known)
	for _, key := range own {
		if _, ok := known[key]; ok {
			return nil
		}
	}
	for _, s := range signs {
		if v, ok := known[s.key]; ok && (s.is == nil || v.kind == isString && s.is(d.string(v))) {
			return &VendorError{Vendor: s.vendor, Key: s.key}
		}
	}
	return nil
}

// keys collects the values of v by their keys, as a sign has them: up to three
// keys deep, and of lists those of the first elements.
func (d *document) keys(v value, prefix string, known map[string]value) {
	const deepest, elements = 3, 3
	list := d.elements(v)
	for _, e := range list[:min(len(list), elements)] {
		if e.kind == isObject {
			d.keys(e, prefix, known)
		}
	}
	for _, m := range d.object(v).members {
		key := prefix + m.key
		if _, ok := known[key]; !ok {
			known[key] = m.value
		}
		if strings.Count(key, ".") < deepest-1 && (m.kind == isObject || m.kind == isList) {
			d.keys(m.value, key+".", known)
		}
	}
}

// isULID reports whether an id is a ULID: 26 digits and letters of Crockford's
// base 32. Ids of incident.io are, and those of Statuspage are twelve letters
// and digits.
func isULID(id string) bool {
	if len(id) != 26 || id[0] > '7' {
		return false
	}
	return !strings.ContainsFunc(id, func(r rune) bool {
		return !strings.ContainsRune("0123456789ABCDEFGHJKMNPQRSTVWXYZ", r)
	})
}

// The keys of Statuspage's objects, in version 1 and 2 of its API and in
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
		"page_id", "components", "component_ids", "incident_updates", "metadata", "reminder_intervals", "backfilled", "backfill_date",
		"scheduled_for", "scheduled_until", "scheduled_remind_prior", "scheduled_reminded_at", "scheduled_auto_in_progress",
		"scheduled_auto_completed", "scheduled_auto_transition", "auto_transition_to_maintenance_state", "auto_transition_to_operational_state",
		"auto_transition_deliver_notifications_at_start", "auto_transition_deliver_notifications_at_end", "auto_tweet_at_beginning",
		"auto_tweet_on_completion", "auto_tweet_on_creation", "auto_tweet_one_hour_before", "deliver_notifications",
		"postmortem_body", "postmortem_body_last_updated_at", "postmortem_ignored", "postmortem_notified_subscribers",
		"postmortem_notified_twitter", "postmortem_published_at",
		"page", "incident", // around a bare one
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

// unknown notes the keys of an object that Statuspage does not have and that
// say something.
func (d *decoder) unknown(o object, where string, known []string) {
	for i, m := range o.members {
		if slices.Contains(known, m.key) || !d.says(m.value) {
			continue
		}
		d.strange = true
		d.note(o.at(i), where+"."+m.key, CodeUnmapped, fmt.Sprintf("Statuspage has no key %q in %s; it was not read", m.key, where))
	}
}

// says reports whether a value is more than an empty one.
func (d *decoder) says(v value) bool {
	if !v.given() {
		return false
	}
	switch strings.TrimSpace(d.document.string(v)) {
	case "", "[]", "{}", "false", "0":
		return false
	}
	return true
}

// none returns the error for an object that is none of the answers: what it
// says went wrong, or else its keys.
func (d *decoder) none(o object) error {
	for _, key := range []string{"error", "message", "errors"} {
		if v := o.get(key); v.kind == isString {
			return fmt.Errorf("this is none of the answers of a status page: it says %s", d.document.data[v.at:v.end])
		}
	}
	const most = 8
	var keys []string
	for i, m := range o.members {
		if i == most {
			keys = append(keys, "...")
			break
		}
		keys = append(keys, fmt.Sprintf("%q", m.key))
	}
	if len(keys) == 0 {
		return fmt.Errorf("this is none of the answers of a status page: it is empty")
	}
	return fmt.Errorf("this is none of the answers of a status page: its keys are %s", strings.Join(keys, ", "))
}

// refuse keeps the error for an answer that another vendor gives.
func (d *decoder) refuse(v value) bool {
	foreign := d.document.foreign(v)
	if foreign != nil {
		d.fail(v, CodeVendor, foreign)
	}
	return foreign != nil
}

// isEmpty reports whether nothing was read.
func (a *Answer) isEmpty() bool {
	return len(a.Incidents) == 0 && len(a.Components) == 0 && a.Status == Status{} && a.Change == ComponentChange{}
}
