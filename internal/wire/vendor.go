package wire

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
)

// The vendors that are recognised, and this module.
const (
	BetterStack = "Better Stack"
	Incident    = "package incident"
	IncidentIO  = "incident.io"
	Instatus    = "Instatus"
	Statuspage  = "Statuspage"
)

// vendors has the keys that responses of one vendor have and responses of
// Statuspage do not.
var vendors = Signs[string]{
	{BetterStack, []string{"data.type"}, OneOf("status_page", "status_report", "status_update", "status_page_resource", "status_page_section", "monitor")},
	{BetterStack, []string{"data.attributes.cause", "maintenance.organization_id", "incident.incident_updates.status_report_id"}, nil},
	{BetterStack, []string{"page.status_indicator"}, OneOf("operational", "degraded", "downtime")},

	{IncidentIO, []string{"incident.updates.to_status", "incidents.updates.to_status"}, nil},

	{Instatus, []string{"activeIncidents", "activeMaintenances"}, nil},
	{Instatus, []string{"page.status", "page.status_indicator"}, isCapitals},
	{Instatus, []string{"incident.affected_components", "incident.incident_updates.markdown", "maintenance.maintenance_updates"}, nil},
	{Instatus, []string{"components.isParent", "isParent", "updates.messageHtml"}, nil},

	{IncidentIO, []string{"ongoing_incidents", "in_progress_maintenances", "summary.ongoing_incidents"}, nil},
	{IncidentIO, []string{"incident_status", "incidents.incident_status", "incident.incident_status", "maintenance_status"}, nil},
	{IncidentIO, []string{"status_page_incident", "status_page_incidents", "status_page_maintenance", "status_page_maintenances"}, nil},
	{IncidentIO, []string{"component_impacts", "component_maintenance_periods", "status_page_incident_updates"}, nil},

	{"Datadog", []string{"data.type"}, OneOf("degradations", "maintenances", "status_pages")},
	{"Rootly", []string{"data.attributes.slug", "data.attributes.sequential_id"}, nil},
	{"Cachet", []string{"data.human_status", "data.status_name"}, nil},
	{"Cachet", []string{"data.type"}, OneOf("incidents", "components", "schedules")},

	{"Sorry", []string{"notices", "notice.began_at", "page.state"}, nil},
	{"Checkly", []string{"incidentUpdates", "incidents.incidentUpdates", "incidents.lastUpdateStatus"}, nil},
	{"OpenStatus", []string{"status_report_updates", "statusReports", "statusReportUpdateIds"}, nil},
	{"Google Cloud", []string{"external_desc", "most_recent_update", "affected_products"}, nil},
	{"AWS", []string{"event_log", "impacted_services", "archive.service_name", "current.service_name", "events.eventTypeCode"}, nil},
	{"Heroku", []string{"updates.update_type", "incidents.updates.update_type", "status.system", "status.Production"}, nil},
	{"Slack", []string{"active_incidents.notes", "notes.date_created", "date_created"}, nil},
	{"Status.io", []string{"result.status_overall", "infrastructure_affected"}, nil},
	{"Statuspal", []string{"services.current_incident_type"}, nil},
	{"cState", []string{"cStateVersion"}, nil},
	{"PagerDuty", []string{"incidents.incident_number", "incident.incident_number", "posts.post_type"}, nil},
	{"Prometheus Alertmanager", []string{"groupKey"}, nil},

	{"Uptime Kuma", []string{"publicGroupList", "heartbeatList"}, nil},
	{"UptimeRobot", []string{"psp", "monitors.friendly_name"}, nil},
	{"Upptime", []string{"dailyMinutesDown", "uptimeDay"}, nil},
	{"Gatus", []string{"results.conditionResults"}, nil},
	{"an uptime monitor", []string{"incidents.openedAt", "incidents.closedAt", "incidents.monitor", "incidents.monitor_id"}, nil},

	{BetterStack, []string{"event_type"}, OneOf("component_update")},
	{Incident, []string{"updates.at"}, nil},

	// Webhooks of Better Stack are like those of Statuspage, but have no
	// statuses.
	{Statuspage, []string{"incident_updates", "incident.incident_updates.status", "incident.status", "incident.impact"}, nil},
	{BetterStack, []string{"incident.organization_id"}, nil},
	{Statuspage, []string{"incident.incident_updates", "status.indicator", "component_update", "incidents.shortlink"}, nil},
	{Statuspage, []string{"components.group_id", "components.created_at", "page.updated_at"}, nil},
}

// isCapitals reports whether s is a word in capitals, as Instatus writes them
// ("HASISSUES"), and not a word of Statuspage's.
func isCapitals(s string) bool {
	if _, err := incident.Parse[incident.Impact](s); s == "" || err == nil {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// own are keys of Statuspage that imitations of it have too. If one is present,
// a sign is merely a key that the imitation adds. The webhooks of other vendors
// have such a key, but below "incident".
var own = Signs[string]{{Statuspage, []string{"incident_updates", "incidents.incident_updates", "scheduled_maintenances.incident_updates"}, nil}}

// Vendor returns the vendor that the value is from and the key that shows it,
// or "".
func (v Value) Vendor() (vendor, key string) {
	known := v.keys()
	if vendor, key = own.find(known); vendor != "" {
		return vendor, key
	}
	return vendors.find(known)
}

// refuse reports whether the value is not a response of the vendor. If so, it
// adds an error that names the likely vendor.
func (v Value) refuse(vendor string) bool {
	found, key := v.Vendor()
	switch {
	case found == vendor:
		return false
	case found != "":
		v.Fail(CodeVendor, fmt.Errorf("this is not a response of %s; its key %q belongs to %s", vendor, key, found))
	case v.Kind == IsObject:
		v.Fail(incident.CodeUnknown, v.Object().None())
	case len(v.in.Errs) == 0:
		v.Fail(incident.CodeUnknown, fmt.Errorf("%s has no key of %s, so it is not one of its responses", v.Kind, vendor))
	}
	return true
}
