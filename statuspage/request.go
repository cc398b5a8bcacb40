package statuspage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
)

// Limits of Statuspage, in characters.
const (
	MaxTitle = 255
	MaxBody  = 25_000
)

// A Request is a request to the management API of Statuspage (version 1). This
// package sends nothing. The caller adds the host, api.statuspage.io, and the
// API key.
type Request struct {
	Method string // "POST", "PATCH" or "PUT"
	Path   string // "/v1/pages/…", escaped
	Body   []byte // JSON
}

// String returns the method and the path.
func (r Request) String() string { return r.Method + " " + r.Path }

// A Writer makes requests. The zero value uses the page of the incident and
// notifies nobody. Bodies are sent as plain text, because pages of Statuspage
// show Markdown syntax verbatim; postmortems are sent as Markdown.
type Writer struct {
	// PageID is the id of the page on Statuspage. If it is empty, the ID of
	// the incident's page is used.
	PageID string
	// Notify makes Statuspage notify its subscribers.
	Notify bool
	// Document returns a postmortem as Markdown, like render.Markdown. If
	// it is nil, [Writer.Plan] leaves postmortems out.
	Document func(*incident.Incident) string
}

// incidentBody is the "incident" object of a request. Empty and nil fields are
// left unchanged. See "Create an incident" and "Update an incident" at
// developer.statuspage.io.
type incidentBody struct {
	Name           string                              `json:"name,omitempty"`
	Status         incident.Status                     `json:"status,omitempty"`
	ImpactOverride incident.Impact                     `json:"impact_override,omitempty"`
	ScheduledFor   string                              `json:"scheduled_for,omitempty"`
	ScheduledUntil string                              `json:"scheduled_until,omitempty"`
	Notify         bool                                `json:"deliver_notifications"` // always sent: Statuspage notifies by default
	Body           string                              `json:"body,omitempty"`
	Components     map[string]incident.ComponentStatus `json:"components,omitempty"`
	ComponentIDs   []string                            `json:"component_ids,omitempty"`
}

// Create returns the request that creates an incident or a maintenance with its
// first update that was not retracted. The response has the ids of both, which
// other requests need.
//
// An incident without a title, or without an update that was not retracted, is
// a [*incident.FieldError] with [incident.CodeRequired]. A title or a body that
// is too long is one that wraps an [*incident.LimitError]. A status or an
// impact that Statuspage does not have is one with [incident.CodeUnknown], and
// [incident.StatusCancelled] one with [incident.CodeUnsupported]; this is true
// of all requests.
func (w Writer) Create(inc *incident.Incident) (Request, error) {
	first := slices.IndexFunc(inc.Updates, func(u incident.Update) bool { return !u.Retracted() })
	if first < 0 {
		return Request{}, &incident.FieldError{Path: "updates", Code: incident.CodeRequired, Err: fmt.Errorf("an incident needs a first update that is not retracted")}
	}
	if inc.Title == "" {
		return Request{}, &incident.FieldError{Path: "title", Code: incident.CodeRequired}
	}
	if err := limit("title", inc.Title, MaxTitle); err != nil {
		return Request{}, err
	}
	b, err := w.update(inc, first)
	if err != nil {
		return Request{}, err
	}
	if err := known("impact", "impact", inc.Impact); err != nil {
		return Request{}, err
	}
	b.Name, b.ImpactOverride = inc.Title, inc.Impact
	b.ScheduledFor, b.ScheduledUntil = timestamp(inc.Window.Start), timestamp(inc.Window.End)
	b.ComponentIDs = componentIDs(inc, &inc.Updates[first])
	return w.request(inc, "POST", "incidents", "incident", b)
}

// Update returns the request that posts inc.Updates[i], which must not be
// retracted, to an existing incident. It needs the incident's ID. Of the
// update's changes, only those with a component ID are sent.
func (w Writer) Update(inc *incident.Incident, i int) (Request, error) {
	b, err := w.update(inc, i)
	if err != nil {
		return Request{}, err
	}
	path, err := w.incident(inc)
	if err != nil {
		return Request{}, err
	}
	return w.request(inc, "PATCH", path, "incident", b)
}

// update returns the fields that all requests with an update have.
func (w Writer) update(inc *incident.Incident, i int) (incidentBody, error) {
	u := &inc.Updates[i]
	if u.Retracted() {
		return incidentBody{}, unsupported(fmt.Sprintf("updates[%d]", i), "a retracted update cannot be posted")
	}
	text := bodyText(u.Body)
	if err := limit(fmt.Sprintf("updates[%d].body", i), text, MaxBody); err != nil {
		return incidentBody{}, err
	}
	path := fmt.Sprintf("updates[%d].status", i)
	if u.Status == incident.StatusCancelled {
		return incidentBody{}, unsupported(path, "a maintenance cannot be cancelled; post the update as completed, or delete the maintenance")
	}
	if err := known(path, "status", u.Status); err != nil {
		return incidentBody{}, err
	}
	b := incidentBody{Status: u.Status, Body: text, Notify: w.Notify}
	for j, c := range u.Changes {
		if c.ID == "" || c.To == "" {
			continue
		}
		if err := known(fmt.Sprintf("updates[%d].changes[%d].to", i, j), "status of a component", c.To); err != nil {
			return incidentBody{}, err
		}
		if b.Components == nil {
			b.Components = make(map[string]incident.ComponentStatus)
		}
		b.Components[c.ID] = c.To
	}
	if b.Components != nil {
		b.ComponentIDs = componentIDs(inc, u)
	}
	return b, nil
}

// componentIDs returns the components of an incident. A request that changes
// one of them has to list all, because Statuspage takes the list as the
// incident's and not as the update's.
func componentIDs(inc *incident.Incident, u *incident.Update) []string {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, c := range inc.Affected() {
		add(c.ID)
	}
	for _, c := range u.Changes {
		add(c.ID)
	}
	return ids
}

// Edit returns the request that changes the body and the time of a posted
// update. It needs the IDs of the incident and the update.
func (w Writer) Edit(inc *incident.Incident, i int) (Request, error) {
	u := &inc.Updates[i]
	text := bodyText(u.Body)
	if err := limit(fmt.Sprintf("updates[%d].body", i), text, MaxBody); err != nil {
		return Request{}, err
	}
	path, err := w.incident(inc)
	if err != nil {
		return Request{}, err
	}
	if u.ID == "" {
		return Request{}, &incident.FieldError{Path: fmt.Sprintf("updates[%d].id", i), Code: incident.CodeRequired}
	}
	return w.request(inc, "PATCH", path+"/incident_updates/"+url.PathEscape(u.ID), "incident_update", struct {
		Body      string `json:"body,omitempty"`
		DisplayAt string `json:"display_at,omitempty"`
		Notify    bool   `json:"deliver_notifications"`
	}{text, timestamp(u.At), w.Notify})
}

// Rename returns the request that changes the title, the impact and the window
// of an incident. It needs the incident's ID.
func (w Writer) Rename(inc *incident.Incident) (Request, error) {
	if err := limit("title", inc.Title, MaxTitle); err != nil {
		return Request{}, err
	}
	path, err := w.incident(inc)
	if err != nil {
		return Request{}, err
	}
	if err := known("impact", "impact", inc.Impact); err != nil {
		return Request{}, err
	}
	return w.request(inc, "PATCH", path, "incident", incidentBody{
		Name: inc.Title, ImpactOverride: inc.Impact, ScheduledFor: timestamp(inc.Window.Start), ScheduledUntil: timestamp(inc.Window.End), Notify: w.Notify,
	})
}

// Component returns the request that sets the status of a component of the
// page. It needs the component's ID and Status.
func (w Writer) Component(page incident.Page, c incident.Component) (Request, error) {
	if c.ID == "" {
		return Request{}, &incident.FieldError{Path: "components.id", Code: incident.CodeRequired}
	}
	if c.Status == "" {
		return Request{}, &incident.FieldError{Path: "components.status", Code: incident.CodeRequired}
	}
	if err := known("components.status", "status of a component", c.Status); err != nil {
		return Request{}, err
	}
	return w.request(&incident.Incident{Page: page}, "PATCH", "components/"+url.PathEscape(c.ID), "component", struct {
		Status incident.ComponentStatus `json:"status"`
	}{c.Status})
}

// Postmortem returns the request that writes the draft of the postmortem, as
// Markdown. Statuspage accepts one only for a resolved incident.
func (w Writer) Postmortem(inc *incident.Incident, body string) (Request, error) {
	path, err := w.incident(inc)
	if err != nil {
		return Request{}, err
	}
	return w.request(inc, "PUT", path+"/postmortem", "postmortem", struct {
		Body string `json:"body_draft"`
	}{body})
}

// PublishPostmortem returns the request that publishes the draft of the
// postmortem.
func (w Writer) PublishPostmortem(inc *incident.Incident) (Request, error) {
	path, err := w.incident(inc)
	if err != nil {
		return Request{}, err
	}
	return w.request(inc, "PUT", path+"/postmortem/publish", "postmortem", struct {
		Notify bool `json:"notify_subscribers"`
	}{w.Notify})
}

// incident returns the path of an incident relative to its page.
func (w Writer) incident(inc *incident.Incident) (string, error) {
	if inc.ID == "" {
		return "", &incident.FieldError{Path: "id", Code: incident.CodeRequired, Err: fmt.Errorf("set the id that Statuspage gave to the incident")}
	}
	return "incidents/" + url.PathEscape(inc.ID), nil
}

// request returns a request to a path relative to the page. The body is sent
// under the given key.
func (w Writer) request(inc *incident.Incident, method, path, key string, body any) (Request, error) {
	page := w.PageID
	if page == "" {
		page = inc.Page.ID
	}
	if page == "" {
		return Request{}, &incident.FieldError{Path: "page.id", Code: incident.CodeRequired, Err: fmt.Errorf("set the id of the page, or Writer.PageID")}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(map[string]any{key: body}); err != nil {
		return Request{}, err
	}
	return Request{method, "/v1/pages/" + url.PathEscape(page) + "/" + path, bytes.TrimSpace(b.Bytes())}, nil
}

// bodyText returns a body as plain text, since pages of Statuspage show
// Markdown syntax verbatim.
func bodyText(md string) string { return string(markdown.Text{}.Append(nil, md)) }

// limit returns an error if a text is longer than Statuspage accepts.
func limit(path, text string, most int) error {
	if utf8.RuneCountInString(text) <= most {
		return nil
	}
	return &incident.FieldError{Path: path, Code: incident.CodeLimit, Err: &incident.LimitError{Limit: "characters", Max: most}}
}

// known returns an error if a word is not one of Statuspage's.
func known[W interface {
	~string
	Valid() bool
}](path, what string, word W) error {
	if word.Valid() {
		return nil
	}
	return &incident.FieldError{Path: path, Code: incident.CodeUnknown, Err: fmt.Errorf("%q is not a %s of Statuspage", word, what)}
}

func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
