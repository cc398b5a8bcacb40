package render

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// appendComponents appends the components by group, in the order of the
// affected sentence: each with its present status, and with the worst one it
// had if that was worse. If there are many, most are folded; those beyond the
// limit appear in the affected sentence only. If hidden is set, they are there
// for programs alone.
func appendComponents(w *htmlbuffer.Buffer, list []incident.Affected, hidden bool) {
	const shown, most = 12, 500
	if len(list) == 0 {
		return
	}
	w.Text(`<div class="components" data-extra`)
	if hidden {
		w.Text(" hidden")
	}
	w.Text(">\n")
	appendChips(w, list[:min(len(list), shown)])
	if n := len(list) - shown; n > 0 {
		w.More("<details><summary>+ ", n)
		w.Text("</summary>\n")
		appendChips(w, list[shown:min(len(list), most)])
		w.Text("</details>\n")
	}
	w.Text("</div>\n")
}

// appendChips appends a list of components.
func appendChips(w *htmlbuffer.Buffer, list []incident.Affected) {
	w.Text("<ul class=\"chips\">\n")
	for members := range plan.Groups(list) {
		group := members[0].Group
		if group != "" {
			w.Text(`<li><span class="group">`)
			w.Insert(group)
			w.Text("</span>\n<ul>\n")
		}
		for i := range members {
			appendChip(w, &members[i])
		}
		if group != "" {
			w.Text("</ul></li>\n")
		}
	}
	w.Text("</ul>\n")
}

// appendChip appends a component.
func appendChip(w *htmlbuffer.Buffer, c *incident.Affected) {
	w.Text(`<li class="chip`)
	w.Class(htmlbuffer.ValidWord(c.Status))
	w.Text(`">`)
	w.Insert(c.Name)
	if c.Status != "" {
		w.Text(` <span class="is">`)
		w.Word(string(c.Status), c.Status.Valid())
		w.Text("</span>")
	}
	if c.Worst.Compare(c.Status) > 0 && c.Worst != incident.ComponentOperational {
		if c.Status != "" {
			w.Text(`<span class="was">, `)
		} else {
			w.Text(` <span class="was">`)
		}
		w.Texts(w.Lang.Word(words.Was), " ")
		w.Word(string(c.Worst), c.Worst.Valid())
		w.Text("</span>")
	}
	w.Text("</li>\n")
}

// appendChanges appends the component changes of an update that has no text.
func appendChanges(w *htmlbuffer.Buffer, list []incident.Change) {
	const most = 60
	if len(list) == 0 {
		return
	}
	w.Text("<ul class=\"changes\" data-extra>\n")
	for i := range list[:min(len(list), most)] {
		c := &list[i]
		w.Text("<li>")
		if c.Group != "" {
			w.Insert(c.Group)
			w.Text(" › ")
		}
		w.Insert(c.Name)
		w.Text(": ")
		if c.From != "" {
			w.Word(string(c.From), c.From.Valid())
			w.Texts(" ", w.Lang.Word(words.Changed), " ")
		}
		w.Word(string(c.To), c.To.Valid())
		w.Text("</li>\n")
	}
	if n := len(list) - most; n > 0 {
		w.More("<li>+ ", n)
		w.Text("</li>\n")
	}
	w.Text("</ul>\n")
}
