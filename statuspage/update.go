package statuspage

import (
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
	for _, e := range d.doc.List(v) {
		o := d.doc.ObjectAt(e)
		if len(o.Members) > 0 { // an empty object says nothing
			list = append(list, d.post(o, own))
		}
	}
	if n := len(list); n > 1 {
		first, last := list[0], list[n-1]
		order := first.At.Compare(last.At)
		if order == 0 {
			order = first.created().Compare(last.created())
		}
		if order >= 0 {
			slices.Reverse(list)
		}
	}
	return list
}

// created returns the time at which the update was entered.
func (p *post) created() time.Time {
	if p.CreatedAt.IsZero() {
		return p.At
	}
	return p.CreatedAt
}

func (d *decoder) post(o wire.Object, own map[string]incident.Component) post {
	p := post{status: wire.Word(d.doc, o, "status", parseStatus), body: d.doc.Text(o, "body")}
	u := &p.Update
	u.ID, u.Status = d.doc.Line(o, "id"), p.status
	created := d.doc.Time(o, "created_at")
	if u.At = d.doc.Time(o, "display_at"); u.At.IsZero() {
		u.At = created
	}
	if !created.Equal(u.At) {
		u.CreatedAt = created
	}
	u.EditedAt = wire.Edited(d.doc.Time(o, "updated_at"), created, u.At)
	if p.status != statusPostmortem {
		u.Body = d.body(o.Get("body"), p.body)
		u.Changes = d.changes(o.Get("affected_components"), own)
	}
	d.doc.Unmapped(o, "an update", "custom_tweet")
	d.unknown(o, "an update", updateKeys)
	return p
}

// body returns the Markdown of an update's body at v. The bodies of
// incident.io, whose responses are recognised by their ids, are Markdown unless
// they begin with a tag.
func (d *decoder) body(v wire.Value, body string) string {
	if d.markdown {
		return d.doc.Markdown(v, body)
	}
	if htmltext.IsHTML(body) {
		d.doc.Beyond(v, htmltext.Markdown{PreWrap: true}.Check(body))
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
	if body := postmortemBody(d.doc.Text(o, "postmortem_body")); body != "" {
		pm.Sections = []incident.Section{{Body: body}}
	}
	for i := range pm.Sections {
		d.doc.Beyond(o.Value, markdown.Check(pm.Sections[i].Body))
	}
	changed := d.doc.Time(o, "postmortem_body_last_updated_at")
	if v := o.Get("postmortem_published_at"); pm.PublishedAt.IsZero() {
		if v.Kind == wire.IsBool && d.doc.JSON.String(v) == "true" {
			pm.PublishedAt = changed
			d.doc.Note(v, "postmortem_published_at", CodeInferred, "the response does not say when the postmortem was published; the time of its last change was used")
		} else {
			pm.PublishedAt = d.doc.Time(o, "postmortem_published_at")
		}
	}
	if len(pm.Sections) == 0 && pm.PublishedAt.IsZero() {
		return
	}
	if !pm.PublishedAt.IsZero() && changed.Sub(pm.PublishedAt) > time.Minute {
		pm.EditedAt = changed
	}
	inc.Postmortem = &pm
}
