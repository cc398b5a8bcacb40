package wire

import (
	"fmt"
	"slices"
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

// A sign is a key that responses of one vendor have and responses of Statuspage
// do not.
type sign struct {
	vendor string
	// key is the key, preceded by the keys around it. Lists do not count:
	// "incidents.openedAt" is a key of the elements of incidents.
	key string
	// is reports whether the text of the key is the vendor's. If it is nil,
	// any value is.
	is func(string) bool
}

// signs has the signs of all vendors, the most telling first.
var signs = []sign{
	{BetterStack, "data.type", oneOf("status_page", "status_report", "status_update", "status_page_resource", "status_page_section", "monitor", "incident")},
	{BetterStack, "incident.organization_id", nil},
	{BetterStack, "maintenance.organization_id", nil},
	{BetterStack, "incident.incident_updates.status_report_id", nil},
	{BetterStack, "page.status_indicator", oneOf("operational", "degraded", "downtime")},

	{Instatus, "activeIncidents", nil},
	{Instatus, "activeMaintenances", nil},
	{Instatus, "page.status", isCapitals},
	{Instatus, "page.status_indicator", isCapitals},
	{Instatus, "incident.affected_components", nil},
	{Instatus, "incident.incident_updates.markdown", nil},
	{Instatus, "maintenance.maintenance_updates", nil},
	{Instatus, "components.isParent", nil},
	{Instatus, "updates.messageHtml", nil},

	{IncidentIO, "ongoing_incidents", nil},
	{IncidentIO, "in_progress_maintenances", nil},
	{IncidentIO, "summary.ongoing_incidents", nil},
	{IncidentIO, "incidents.incident_status", nil},
	{IncidentIO, "incident.incident_status", nil},
	{IncidentIO, "status_page_incident", nil},
	{IncidentIO, "status_page_incidents", nil},
	{IncidentIO, "status_page_maintenance", nil},
	{IncidentIO, "status_page_maintenances", nil},
	{IncidentIO, "incident_status", nil},
	{IncidentIO, "maintenance_status", nil},
	{IncidentIO, "component_impacts", nil},
	{IncidentIO, "component_maintenance_periods", nil},

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

	{BetterStack, "event_type", oneOf("component_update")},

	{Incident, "updates.at", nil},

	{Statuspage, "incident_updates", nil},
	{Statuspage, "incident.incident_updates", nil},
	{Statuspage, "status.indicator", nil},
	{Statuspage, "component_update", nil},
	{Statuspage, "components.group_id", nil},
	{Statuspage, "incidents.shortlink", nil},
}

// oneOf returns a function that reports whether a text is in list.
func oneOf(list ...string) func(string) bool {
	return func(s string) bool { return slices.Contains(list, s) }
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
var own = []string{"incident_updates", "incidents.incident_updates", "scheduled_maintenances.incident_updates"}

// Vendor returns the vendor that v is from and the key that shows it, or "".
func (j *JSON) Vendor(v Value) (vendor, key string) {
	known := make(map[string]Value)
	j.keys(v, "", known)
	for _, key := range own {
		if _, ok := known[key]; ok {
			return Statuspage, key
		}
	}
	for _, s := range signs {
		if v, ok := known[s.key]; ok && (s.is == nil || v.Kind == IsString && s.is(j.String(v))) {
			return s.vendor, s.key
		}
	}
	return "", ""
}

// Refuse reports whether v is not a response of the vendor. If so, it adds an
// error that names the likely vendor.
func (d *Input) Refuse(v Value, vendor string) bool {
	found, key := d.JSON.Vendor(v)
	switch {
	case found == vendor:
		return false
	case found != "":
		d.Fail(v, CodeVendor, fmt.Errorf("this is not a response of %s; its key %q belongs to %s", vendor, key, found))
	case v.Kind == IsObject:
		d.Fail(v, incident.CodeUnknown, d.None(d.JSON.Object(v)))
	case len(d.Errs) == 0:
		d.Fail(v, incident.CodeUnknown, fmt.Errorf("%s has no key of %s, so it is not one of its responses", v.Kind, vendor))
	}
	return true
}

// keys collects the values of v by their keys in the form of a sign: at most
// three keys deep, and only from the first elements of lists.
func (j *JSON) keys(v Value, prefix string, known map[string]Value) {
	const deepest, elements = 3, 3
	list := j.Elements(v)
	for _, e := range list[:min(len(list), elements)] {
		if e.Kind == IsObject {
			j.keys(e, prefix, known)
		}
	}
	for _, m := range j.Object(v).Members {
		key := prefix + m.Key
		if _, ok := known[key]; !ok {
			known[key] = m.Value
		}
		if strings.Count(key, ".") < deepest-1 && (m.Value.Kind == IsObject || m.Value.Kind == IsList) {
			j.keys(m.Value, key+".", known)
		}
	}
}

// Unknown adds notes for the keys of an object that have a value and that the
// vendor is not known to use. It reports whether there were any.
func (d *Input) Unknown(o Object, vendor, where string, known []string) (found bool) {
	for i, m := range o.Members {
		if slices.Contains(known, m.Key) || !d.JSON.Says(m.Value) {
			continue
		}
		found = true
		d.Note(o.Member(i), where+"."+m.Key, CodeUnmapped, fmt.Sprintf("%s has no key %q in %s; it was not read", vendor, m.Key, where))
	}
	return found
}

// None returns the error for an object that is not a response: the message that
// it contains, or else its keys.
func (d *Input) None(o Object) error {
	for _, key := range []string{"error", "message", "errors"} {
		if v := o.Get(key); v.Kind == IsString {
			return fmt.Errorf("this is not a response of a status page; it says %s", d.JSON.data[v.At:v.End])
		}
	}
	const most = 8
	var keys []string
	for i, m := range o.Members {
		if i == most {
			keys = append(keys, "...")
			break
		}
		keys = append(keys, fmt.Sprintf("%q", m.Key))
	}
	if len(keys) == 0 {
		return fmt.Errorf("this is not a response of a status page; it is empty")
	}
	return fmt.Errorf("this is not a response of a status page; its keys are %s", strings.Join(keys, ", "))
}
