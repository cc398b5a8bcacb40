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

// A post is an update as the answer has it: one of status "postmortem" becomes
// none of the model.
type post struct {
	incident.Update
	status incident.Status
	body   string // as it stands
}

// posts reads updates and returns them oldest first. Answers have the newest
// first. The first and the last update decide the direction, and the list is
// never sorted: readers saw it in that order, equal times included.
func (d *decoder) posts(v wire.Value, own map[string]incident.Component) []post {
	var list []post
	for _, e := range d.doc.List(v) {
		o := d.doc.ObjectAt(e)
		if len(o.Members) > 0 { // an empty one says nothing
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

// created returns when the update was entered.
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

// body returns the Markdown of an update's body at v. That of incident.io,
// whose answers are known by their ids, is Markdown unless it begins with a
// tag.
func (d *decoder) body(v wire.Value, body string) string {
	if d.markdown {
		return d.doc.Markdown(v, body)
	}
	if htmltext.IsHTML(body) {
		d.doc.Beyond(v, htmltext.Markdown{PreWrap: true}.Check(body))
	}
	return bodyOf(body)
}

// bodyOf returns the Markdown of an update's body. Pages show it as text with
// its line breaks, and as HTML where it is that; marks of Markdown have no
// meaning.
func bodyOf(body string) string {
	if htmltext.IsHTML(body) {
		return htmltext.Markdown{PreWrap: true}.Convert(body)
	}
	return markdown.FromText(body)
}

// postmortemBody returns the Markdown of a postmortem's body, which is
// Markdown, unless it begins with a tag of HTML.
func postmortemBody(body string) string {
	body = wire.Lines(body)
	if strings.HasPrefix(strings.TrimSpace(body), "<") && htmltext.IsHTML(body) {
		return htmltext.Markdown{}.Convert(body)
	}
	return body
}

// postmortem reads the postmortem of an incident: that of version 1, which has
// drafts too, or the updates that publish it.
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
			d.doc.Note(v, "postmortem_published_at", CodeInferred, "the answer does not say when the postmortem was published; its last change is taken")
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
