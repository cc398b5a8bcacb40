package statuspage

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
)

// Append appends the answer as a JSON response of the public API (version 2),
// for existing clients of Statuspage. Its kind must be [KindSummary],
// [KindStatus], [KindComponents], [KindIncidents] or
// [KindScheduledMaintenances]; for any other kind the error is a
// [*incident.FieldError] with [incident.CodeUnsupported].
//
// A response of [KindIncidents] has all incidents of the answer. Statuspage
// itself leaves maintenances out of it, and clients may not know their
// statuses.
//
// The response shows only what the public may see. Bodies are plain text, or
// HTML if plain text would lose a style or a link. The newest update comes
// first; retracted updates are left out, because Statuspage cannot represent
// them. Clients expect keys that the model may have no value for: the status of
// the page is then derived from its incidents and components, of which unknown
// ones count as minor, an unknown impact becomes [incident.ImpactNone], and
// components get the times of updates.
//
// [Reader.Read] reads the response back.
func (a *Answer) Append(dst []byte) ([]byte, error) {
	e := newEncoder(a)
	all := func(*incident.Incident) bool { return true }
	unplanned := func(inc *incident.Incident) bool { return !inc.IsMaintenance() }
	response := jsonResponse{Page: e.page()}
	switch a.Kind {
	case KindSummary:
		response.Components, response.Incidents, response.Maintenances = e.components(), e.incidents(unplanned), e.incidents((*incident.Incident).IsMaintenance)
		response.Status = e.status()
	case KindStatus:
		response.Status = e.status()
	case KindComponents:
		response.Components = e.components()
	case KindIncidents:
		response.Incidents = e.incidents(all)
	case KindScheduledMaintenances:
		response.Maintenances = e.incidents((*incident.Incident).IsMaintenance)
	default:
		return dst, &incident.FieldError{Path: "kind", Code: incident.CodeUnsupported, Err: fmt.Errorf("%q cannot be written; the kinds are summary, status, components, incidents and scheduled_maintenances", a.Kind)}
	}
	b, err := encoded(response)
	if err != nil {
		return dst, err
	}
	return append(dst, b...), nil
}

// A response, with the keys that pages of Statuspage send. A list that its kind
// does not have is nil.
type (
	jsonResponse struct {
		Page         jsonPage        `json:"page"`
		Components   []jsonComponent `json:"components,omitzero"`
		Incidents    []jsonIncident  `json:"incidents,omitzero"`
		Maintenances []jsonIncident  `json:"scheduled_maintenances,omitzero"`
		Status       *jsonStatus     `json:"status,omitzero"`
	}
	jsonPage struct {
		ID        string  `json:"id"`
		Name      string  `json:"name"`
		URL       string  `json:"url"`
		TimeZone  string  `json:"time_zone,omitempty"`
		UpdatedAt *string `json:"updated_at"`
	}
	jsonStatus struct {
		Indicator   incident.Impact `json:"indicator"`
		Description string          `json:"description"`
	}
	jsonComponent struct {
		ID           string                   `json:"id"`
		Name         string                   `json:"name"`
		Status       incident.ComponentStatus `json:"status"`
		CreatedAt    *string                  `json:"created_at"`
		UpdatedAt    *string                  `json:"updated_at"`
		Position     int                      `json:"position"`
		Description  *string                  `json:"description"` // never set, like the next two fields
		Showcase     bool                     `json:"showcase"`
		StartDate    *string                  `json:"start_date"`
		GroupID      *string                  `json:"group_id"`
		PageID       string                   `json:"page_id"`
		Group        bool                     `json:"group"`
		OnlyDegraded bool                     `json:"only_show_if_degraded"` // never set
		Components   []string                 `json:"components,omitempty"`  // of a group
	}
	jsonIncident struct {
		ID             string          `json:"id"`
		Name           string          `json:"name"`
		Status         incident.Status `json:"status"`
		CreatedAt      *string         `json:"created_at"`
		UpdatedAt      *string         `json:"updated_at"`
		MonitoringAt   *string         `json:"monitoring_at"`
		ResolvedAt     *string         `json:"resolved_at"`
		Impact         incident.Impact `json:"impact"`
		Shortlink      string          `json:"shortlink"`
		StartedAt      *string         `json:"started_at"`
		PageID         string          `json:"page_id"`
		Updates        []jsonUpdate    `json:"incident_updates"`
		Components     []jsonComponent `json:"components"`
		ScheduledFor   *string         `json:"scheduled_for,omitempty"`
		ScheduledUntil *string         `json:"scheduled_until,omitempty"`
	}
	jsonUpdate struct {
		ID         string          `json:"id"`
		Status     incident.Status `json:"status"`
		Body       string          `json:"body"`
		IncidentID string          `json:"incident_id"`
		CreatedAt  *string         `json:"created_at"`
		UpdatedAt  *string         `json:"updated_at"`
		DisplayAt  *string         `json:"display_at"`
		Affected   []jsonChange    `json:"affected_components"`
	}
	jsonChange struct {
		Code string                   `json:"code"`
		Name string                   `json:"name"`
		Old  incident.ComponentStatus `json:"old_status"`
		New  incident.ComponentStatus `json:"new_status"`
	}
)

// An encoder makes the parts of a response.
type encoder struct {
	answer      *Answer
	first, last time.Time            // times of updates
	changed     map[string]time.Time // time of the last change by component
}

func newEncoder(a *Answer) *encoder {
	e := &encoder{answer: a, first: a.Since, last: a.UpdatedAt, changed: make(map[string]time.Time)}
	for _, inc := range a.Incidents {
		for i := range inc.Updates {
			u := &inc.Updates[i]
			if !u.At.IsZero() && (e.first.IsZero() || u.At.Before(e.first)) {
				e.first = u.At
			}
			if u.At.After(e.last) {
				e.last = u.At
			}
			if u.Retracted() {
				continue
			}
			for _, c := range u.Changes {
				if key := componentKey(c.Component()); u.At.After(e.changed[key]) {
					e.changed[key] = u.At
				}
			}
		}
	}
	return e
}

// componentKey returns a key that identifies a component.
func componentKey(c incident.Component) string { return cmp.Or(c.ID, c.FullName()) }

// moment returns an instant in the format of the API: UTC with milliseconds.
func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format("2006-01-02T15:04:05.000Z")
	return &s
}

func (e *encoder) page() jsonPage {
	p := e.answer.Page
	return jsonPage{p.ID, p.Name, p.URL, p.TimeZone, moment(e.last)}
}

// status returns the status of the page, which is derived from the worst
// incident or component unless the answer states it. Statuspage has no word for
// what is not known: it counts as minor, because programs take none for good.
func (e *encoder) status() *jsonStatus {
	s := e.answer.Status
	if s.Indicator == "" {
		s.Indicator = incident.ImpactNone
		add := func(impact incident.Impact) {
			if impact = cmp.Or(impact, incident.ImpactMinor); impact.Compare(s.Indicator) > 0 {
				s.Indicator = impact
			}
		}
		for _, inc := range e.answer.Incidents {
			if !inc.Status().IsFinal() && inc.Status() != incident.StatusScheduled {
				impact, _ := inc.EffectiveImpact()
				add(impact)
			}
		}
		for _, c := range e.answer.Components {
			add(c.Status.Impact())
		}
	}
	if s.Description == "" {
		s.Description = descriptions[s.Indicator]
	}
	shown := jsonStatus(s)
	return &shown
}

// descriptions has the text that pages of Statuspage show for each status.
var descriptions = map[incident.Impact]string{
	incident.ImpactNone:        "All Systems Operational",
	incident.ImpactMinor:       "Minor Service Outage",
	incident.ImpactMajor:       "Partial System Outage",
	incident.ImpactCritical:    "Major Service Outage",
	incident.ImpactMaintenance: "Service Under Maintenance",
}

// components returns the components of the page, with each group before its
// members.
func (e *encoder) components() []jsonComponent {
	list := []jsonComponent{}
	groups := make(map[string]int)
	for _, c := range e.answer.Components {
		if c.Group != "" {
			i, ok := groups[c.Group]
			if !ok {
				i = len(list)
				groups[c.Group] = i
				group := e.component(incident.Component{ID: groupID(c.Group), Name: c.Group, Status: incident.ComponentOperational}, i+1)
				group.Group = true
				list = append(list, group)
			}
			list[i].Components = append(list[i].Components, c.ID)
			const works = incident.ComponentOperational
			worst := &list[i].Status // "" if a member is not known, and the others work
			if *worst == works && c.Status == "" || c.Status != works && c.Status.Compare(*worst) > 0 {
				*worst = c.Status
			}
		}
		list = append(list, e.component(c, len(list)+1))
	}
	return list
}

func (e *encoder) component(c incident.Component, position int) jsonComponent {
	j := jsonComponent{
		ID: c.ID, Name: c.Name, Status: c.Status, Position: position, PageID: e.answer.Page.ID,
		CreatedAt: moment(e.first), UpdatedAt: moment(cmp.Or(e.changed[componentKey(c)], e.first)),
	}
	if c.Group != "" {
		id := groupID(c.Group)
		j.GroupID = &id
	}
	return j
}

// groupID makes the id of a group from its name, because the model keeps no ids
// of groups.
func groupID(name string) string {
	h := fnv.New64a()
	h.Write([]byte(name))
	return "g" + strconv.FormatUint(h.Sum64(), 36)
}

// incidents returns the incidents for which fits reports true.
func (e *encoder) incidents(fits func(*incident.Incident) bool) []jsonIncident {
	list := []jsonIncident{}
	for _, inc := range e.answer.Incidents {
		if fits(inc) {
			list = append(list, e.incident(inc.Public()))
		}
	}
	return list
}

func (e *encoder) incident(inc *incident.Incident) jsonIncident {
	impact, _ := inc.EffectiveImpact()
	j := jsonIncident{
		ID: inc.ID, Name: inc.Title, Status: inc.Status(), Impact: cmp.Or(impact, incident.ImpactNone), PageID: e.answer.Page.ID,
		ScheduledFor: moment(inc.Window.Start), ScheduledUntil: moment(inc.Window.End),
		Updates: []jsonUpdate{}, Components: []jsonComponent{},
	}
	j.Shortlink = inc.URL
	if len(inc.Aliases) > 0 && strings.HasPrefix(inc.Aliases[0], "http") {
		j.Shortlink = inc.Aliases[0]
	}
	var first, last, monitoring, over time.Time
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.Retracted() {
			continue
		}
		status := u.Status
		if status == "" {
			status = statusUntil(inc, i)
		}
		created := cmp.Or(u.CreatedAt, u.At)
		edited := cmp.Or(u.EditedAt, created)
		if first.IsZero() {
			first = created
		}
		if edited.After(last) {
			last = edited
		}
		switch {
		case status == incident.StatusMonitoring && monitoring.IsZero():
			monitoring = u.At
		case status.IsFinal() && over.IsZero():
			over = u.At
		case !status.IsFinal():
			over = time.Time{}
		}
		update := jsonUpdate{ID: u.ID, Status: status, Body: answerBody(u.Body), IncidentID: inc.ID, CreatedAt: moment(created), UpdatedAt: moment(edited), DisplayAt: moment(u.At)}
		for _, c := range u.Changes {
			update.Affected = append(update.Affected, jsonChange{c.ID, c.Component().FullName(), c.From, c.To})
		}
		j.Updates = append(j.Updates, update)
	}
	j.CreatedAt, j.StartedAt, j.UpdatedAt, j.MonitoringAt, j.ResolvedAt = moment(first), moment(first), moment(last), moment(monitoring), moment(over)
	if pm := inc.Postmortem; pm != nil {
		update := jsonUpdate{Status: statusPostmortem, Body: postmortemText(pm), IncidentID: inc.ID, CreatedAt: moment(pm.PublishedAt), UpdatedAt: moment(cmp.Or(pm.EditedAt, pm.PublishedAt)), DisplayAt: moment(pm.PublishedAt)}
		j.Status = statusPostmortem
		j.Updates = append(j.Updates, update)
	}
	slices.Reverse(j.Updates)
	for i, c := range inc.Affected() {
		j.Components = append(j.Components, e.component(c.Component, i+1))
	}
	return j
}

// answerBody returns a body in the form of a response: plain text, or HTML if
// that would lose a style or a link.
func answerBody(md string) string {
	text := bodyText(md)
	if bodyOf(text) == md {
		return text
	}
	html := strings.ReplaceAll(string(markdown.HTML{}.Append(nil, md)), "\n", "")
	if bodyOf(html) == md {
		return html
	}
	return text
}

// statusUntil returns the last status before update i.
func statusUntil(inc *incident.Incident, i int) incident.Status {
	for i--; i >= 0; i-- {
		if u := &inc.Updates[i]; u.Status != "" && !u.Retracted() {
			return u.Status
		}
	}
	return ""
}

// postmortemText returns the texts of a postmortem as Markdown. Typed content,
// such as a timeline, is left out; render.Markdown writes it.
func postmortemText(pm *incident.Postmortem) string {
	var parts []string
	for i := range pm.Sections {
		s := &pm.Sections[i]
		if s.Heading != "" {
			parts = append(parts, strings.Repeat("#", min(2+s.Level, 6))+" "+s.Heading)
		}
		for _, text := range [...]string{s.Body, s.After} {
			if text != "" {
				parts = append(parts, text)
			}
		}
	}
	return strings.Join(parts, "\n\n")
}
