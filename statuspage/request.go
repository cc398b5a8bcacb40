package statuspage

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
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

// incidentBody is the "incident" object of a request. Statuspage leaves what a
// request does not have unchanged. See "Create an incident" and "Update an
// incident" at developer.statuspage.io.
type incidentBody struct {
	Name           string                              `json:"name,omitempty"`
	Status         incident.Status                     `json:"status,omitempty"`
	ImpactOverride incident.Impact                     `json:"impact_override,omitempty"`
	ScheduledFor   string                              `json:"scheduled_for,omitempty"`
	ScheduledUntil string                              `json:"scheduled_until,omitempty"`
	Notify         bool                                `json:"deliver_notifications"` // always sent: Statuspage notifies by default
	Body           string                              `json:"body,omitempty"`
	Components     map[string]incident.ComponentStatus `json:"components,omitempty"`
	ComponentIDs   []string                            `json:"component_ids,omitzero"` // empty, but not nil: none
}

// Create returns the request that creates an incident or a maintenance with its
// first update that was not retracted. The response has the ids of both, which
// other requests need.
//
// An incident without a title, or without an update that was not retracted, is
// a [*incident.FieldError] with [incident.CodeRequired], and so is a component
// that is to be sent and has no ID. A title or a body that is too long is one
// that wraps an [*incident.LimitError]. A status or an impact that Statuspage
// does not have is one with [incident.CodeUnknown], and
// [incident.StatusCancelled] is one with [incident.CodeUnsupported]; this is
// true of all requests.
func (w Writer) Create(inc *incident.Incident) (Request, error) {
	first := slices.IndexFunc(inc.Updates, func(u incident.Update) bool { return !u.Retracted() })
	switch {
	case first < 0:
		return Request{}, required("updates", "an incident needs a first update that is not retracted")
	case inc.Title == "":
		return Request{}, &incident.FieldError{Path: "title", Code: incident.CodeRequired}
	}
	b, err := w.head(inc)
	if err == nil {
		err = b.update(inc, first)
	}
	if err == nil {
		b.ComponentIDs, err = componentIDs(inc)
	}
	if err != nil {
		return Request{}, err
	}
	return w.request(inc.Page, "POST", "incidents", "incident", b)
}

// Update returns the request that posts inc.Updates[i], which must not be
// retracted, to an existing incident. It needs the incident's ID, and the IDs
// of its components if the update changes one.
func (w Writer) Update(inc *incident.Incident, i int) (Request, error) {
	b := incidentBody{Notify: w.Notify}
	err := b.update(inc, i)
	if err == nil && b.Components != nil {
		b.ComponentIDs, err = componentIDs(inc)
	}
	if err != nil {
		return Request{}, err
	}
	return w.ofIncident(inc, "PATCH", "", "incident", b)
}

// head returns the fields of an incident without its updates.
func (w Writer) head(inc *incident.Incident) (incidentBody, error) {
	err := limit("title", inc.Title, MaxTitle)
	if err == nil {
		err = known("impact", "impact", inc.Impact)
	}
	return incidentBody{
		Name: inc.Title, ImpactOverride: inc.Impact, Notify: w.Notify,
		ScheduledFor: timestamp(inc.Window.Start), ScheduledUntil: timestamp(inc.Window.End),
	}, err
}

// update sets the fields of an update.
func (b *incidentBody) update(inc *incident.Incident, i int) (err error) {
	u := &inc.Updates[i]
	path := fmt.Sprintf("updates[%d]", i)
	if u.Retracted() {
		return unsupported(path, "a retracted update cannot be posted")
	}
	if b.Body, err = sentBody(inc, i); err != nil {
		return err
	}
	if b.Status = u.Status; u.Status == incident.StatusCancelled {
		return unsupported(path+".status", "a maintenance cannot be cancelled; post the update as completed, or delete the maintenance")
	}
	if err := known(path+".status", "status", u.Status); err != nil {
		return err
	}
	for j, c := range u.Changes {
		change := fmt.Sprintf("%s.changes[%d]", path, j)
		switch {
		case c.To == "":
			continue
		case c.ID == "":
			return unidentified(change, c.Component())
		}
		if err := known(change+".to", "status of a component", c.To); err != nil {
			return err
		}
		if b.Components == nil {
			b.Components = make(map[string]incident.ComponentStatus)
		}
		b.Components[c.ID] = c.To
	}
	return nil
}

// sentBody returns the body of an update as it is sent.
func sentBody(inc *incident.Incident, i int) (string, error) {
	text := bodyText(inc.Updates[i].Body)
	return text, limit(fmt.Sprintf("updates[%d].body", i), text, MaxBody)
}

// componentIDs returns the components of an incident. A request that changes
// one of them has to list all, because Statuspage takes the list as the
// incident's and not as the update's.
func componentIDs(inc *incident.Incident) ([]string, error) {
	var ids []string
	for i, c := range inc.Affected() {
		if c.ID == "" {
			return nil, unidentified(fmt.Sprintf("components[%d]", i), c.Component)
		}
		ids = append(ids, c.ID)
	}
	return ids, nil
}

// Edit returns the request that changes the body and the time of a posted
// update. It needs the IDs of the incident and the update.
func (w Writer) Edit(inc *incident.Incident, i int) (Request, error) {
	text, err := sentBody(inc, i)
	if err != nil {
		return Request{}, err
	}
	u := &inc.Updates[i]
	if u.ID == "" {
		return Request{}, &incident.FieldError{Path: fmt.Sprintf("updates[%d].id", i), Code: incident.CodeRequired}
	}
	return w.ofIncident(inc, "PATCH", "/incident_updates/"+url.PathEscape(u.ID), "incident_update", struct {
		Body      string `json:"body,omitempty"`
		DisplayAt string `json:"display_at,omitempty"`
		Notify    bool   `json:"deliver_notifications"`
	}{text, timestamp(u.At), w.Notify})
}

// Rename returns the request that changes the title, the impact and the window
// of an incident. It needs the incident's ID.
func (w Writer) Rename(inc *incident.Incident) (Request, error) {
	b, err := w.head(inc)
	if err != nil {
		return Request{}, err
	}
	return w.ofIncident(inc, "PATCH", "", "incident", b)
}

// list returns the request that sets the components of an incident.
func (w Writer) list(inc *incident.Incident) (Request, error) {
	ids, err := componentIDs(inc)
	if err != nil {
		return Request{}, err
	}
	return w.ofIncident(inc, "PATCH", "", "incident", incidentBody{Notify: w.Notify, ComponentIDs: append([]string{}, ids...)})
}

// Component returns the request that sets the status of a component of the
// page. It needs the component's ID and Status.
func (w Writer) Component(page incident.Page, c incident.Component) (Request, error) {
	if c.ID == "" {
		return Request{}, unidentified("components", c)
	}
	if c.Status == "" {
		return Request{}, &incident.FieldError{Path: "components.status", Code: incident.CodeRequired}
	}
	if err := known("components.status", "status of a component", c.Status); err != nil {
		return Request{}, err
	}
	return w.request(page, "PATCH", "components/"+url.PathEscape(c.ID), "component", struct {
		Status incident.ComponentStatus `json:"status"`
	}{c.Status})
}

// Postmortem returns the request that writes the draft of the postmortem, as
// Markdown. Statuspage accepts one only for a resolved incident.
func (w Writer) Postmortem(inc *incident.Incident, body string) (Request, error) {
	return w.ofIncident(inc, "PUT", "/postmortem", "postmortem", struct {
		Body string `json:"body_draft"`
	}{body})
}

// PublishPostmortem returns the request that publishes the draft of the
// postmortem.
func (w Writer) PublishPostmortem(inc *incident.Incident) (Request, error) {
	return w.ofIncident(inc, "PUT", "/postmortem/publish", "postmortem", struct {
		Notify bool `json:"notify_subscribers"`
	}{w.Notify})
}

// ofIncident returns a request to a path relative to an incident, which needs
// an ID.
func (w Writer) ofIncident(inc *incident.Incident, method, path, key string, body any) (Request, error) {
	if inc.ID == "" {
		return Request{}, required("id", "set the id that Statuspage gave to the incident")
	}
	return w.request(inc.Page, method, "incidents/"+url.PathEscape(inc.ID)+path, key, body)
}

// request returns a request to a path relative to the page. The body is sent
// under the given key.
func (w Writer) request(page incident.Page, method, path, key string, body any) (Request, error) {
	id := cmp.Or(w.PageID, page.ID)
	if id == "" {
		return Request{}, required("page.id", "set the id of the page, or Writer.PageID")
	}
	b, err := encoded(map[string]any{key: body})
	return Request{method, "/v1/pages/" + url.PathEscape(id) + "/" + path, bytes.TrimSpace(b)}, err
}

// encoded returns a value as JSON in one line, without the escapes of HTML.
func encoded(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// required returns the error for a field that a request needs.
func required(path, what string) error {
	return &incident.FieldError{Path: path, Code: incident.CodeRequired, Err: errors.New(what)}
}

// unidentified returns the error for a component without an ID.
func unidentified(path string, c incident.Component) error {
	return required(path+".id", fmt.Sprintf("set the id that Statuspage has for the component %q", c.FullName()))
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
