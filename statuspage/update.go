package statuspage

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltext"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/wire"
)

// A post is an update as the response has it. A post with the status
// "postmortem" does not become an update of the model.
type post struct {
	incident.Update
	status incident.Status
	body   string // unchanged
}

// posts reads updates and returns them from oldest to newest. Most responses
// have them the other way round. The first and last update decide the
// direction; the list is never sorted, because readers saw it in this order,
// equal times included.
func (d *decoder) posts(v wire.Value, own map[string]incident.Component) []post {
	var list []post
	for _, o := range v.Objects() {
		list = append(list, d.post(o, own))
	}
	if n := len(list); n > 1 {
		first, last := list[0], list[n-1]
		order := cmp.Or(first.At.Compare(last.At), cmp.Or(first.CreatedAt, first.At).Compare(cmp.Or(last.CreatedAt, last.At)))
		if order >= 0 {
			slices.Reverse(list)
		}
	}
	return list
}

func (d *decoder) post(o wire.Object, own map[string]incident.Component) post {
	p := post{status: wire.Word(o, "status", parseStatus), body: o.Text("body")}
	u := &p.Update
	u.ID, u.Status = o.Line("id"), p.status
	created := o.Time("created_at")
	if u.At = cmp.Or(o.Time("display_at"), created); !created.Equal(u.At) {
		u.CreatedAt = created
	}
	u.EditedAt = wire.Edited(o.Time("updated_at"), created, u.At)
	if p.status != statusPostmortem {
		u.Body = d.body(o, p.body)
		u.Changes = d.changes(o.Get("affected_components"), own)
	}
	o.Unmapped("an update", "custom_tweet")
	d.unknown(o, "an update", updateKeys)
	return p
}

// body returns the Markdown of an update's body. The bodies of incident.io,
// whose responses are recognised by their ids, are Markdown unless they begin
// with a tag.
func (d *decoder) body(o wire.Object, body string) string {
	if d.markdown {
		return o.Markdown("body")
	}
	if htmltext.IsHTML(body) {
		o.Get("body").Beyond(htmltext.Markdown{PreWrap: true}.Check(body))
	}
	return bodyOf(body)
}

// bodyOf returns the Markdown of an update's body. Pages show a body as text
// with its line breaks, or as HTML if it is HTML; Markdown syntax has no
// meaning in it.
func bodyOf(body string) string {
	if htmltext.IsHTML(body) {
		return htmltext.Markdown{PreWrap: true}.Convert(body)
	}
	return markdown.FromText(body)
}

// postmortemBody returns the Markdown of a postmortem's body, which is Markdown
// unless it begins with an HTML tag.
func postmortemBody(body string) string {
	body = wire.Lines(body)
	if strings.HasPrefix(strings.TrimSpace(body), "<") && htmltext.IsHTML(body) {
		return htmltext.Markdown{}.Convert(body)
	}
	return body
}

// postmortem reads the postmortem of an incident: the object of version 1,
// which may be a draft, or the updates that publish it.
func (d *decoder) postmortem(o wire.Object, inc *incident.Incident, posts []post) {
	pm := incident.Postmortem{}
	for _, p := range posts {
		if p.status != statusPostmortem {
			continue
		}
		pm.PublishedAt = p.At
		pm.EditedAt = p.EditedAt
		if body := postmortemBody(p.body); body != "" {
			pm.Sections = append(pm.Sections, incident.Section{Body: body})
		}
	}
	if body := postmortemBody(o.Text("postmortem_body")); body != "" {
		pm.Sections = []incident.Section{{Body: body}}
	}
	for i := range pm.Sections {
		o.Value.Beyond(markdown.Check(pm.Sections[i].Body))
	}
	changed := o.Time("postmortem_body_last_updated_at")
	v := o.Get("postmortem_published_at")
	isPublished := v.Kind == wire.IsBool && v.String() == "true"
	if pm.PublishedAt.IsZero() && !isPublished {
		pm.PublishedAt = o.Time("postmortem_published_at")
		isPublished = o.Line("status") == string(statusPostmortem)
	}
	if isPublished && pm.PublishedAt.IsZero() && !changed.IsZero() {
		pm.PublishedAt = changed
		if v.Kind == wire.Absent {
			v = o.Get("status")
		}
		v.Note("postmortem_published_at", CodeInferred, "the response does not say when the postmortem was published; the time of its last change was used")
	}
	if len(pm.Sections) == 0 && pm.PublishedAt.IsZero() {
		return
	}
	if !pm.PublishedAt.IsZero() && changed.Sub(pm.PublishedAt) > time.Minute {
		pm.EditedAt = changed
	}
	inc.Postmortem = &pm
}
