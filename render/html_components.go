package render

import (
	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// components appends the components by group, in the order of the affected
// sentence: each with its present status, and with the worst one it had if that
// was worse. If there are many, most are folded; those beyond the limit appear
// in the affected sentence only. If hidden is set, they are there for programs
// alone.
func (w *htmlBuffer) components(list []incident.Affected, hidden bool) {
	const shown, most = 12, 500
	if len(list) == 0 {
		return
	}
	w.text(`<div class="components" data-extra`)
	if hidden {
		w.text(" hidden")
	}
	w.text(">\n")
	w.chips(list[:min(len(list), shown)])
	if n := len(list) - shown; n > 0 {
		w.more("<details><summary>+ ", n)
		w.text("</summary>\n")
		w.chips(list[shown:min(len(list), most)])
		w.text("</details>\n")
	}
	w.text("</div>\n")
}

// chips appends a list of components.
func (w *htmlBuffer) chips(list []incident.Affected) {
	w.text("<ul class=\"chips\">\n")
	group := ""
	for i := range list {
		c := &list[i]
		if c.Group != group {
			if group != "" {
				w.text("</ul></li>\n")
			}
			if group = c.Group; group != "" {
				w.text(`<li><span class="group">`)
				w.insert(group)
				w.text("</span>\n<ul>\n")
			}
		}
		w.chip(c)
	}
	if group != "" {
		w.text("</ul></li>\n")
	}
	w.text("</ul>\n")
}

// chip appends a component.
func (w *htmlBuffer) chip(c *incident.Affected) {
	w.text(`<li class="chip`)
	w.class(validWord(c.Status))
	w.text(`">`)
	w.insert(c.Name)
	if c.Status != "" {
		w.text(` <span class="is">`)
		w.word(string(c.Status), c.Status.Valid())
		w.text("</span>")
	}
	if c.Worst.Compare(c.Status) > 0 && c.Worst != incident.ComponentOperational {
		if c.Status != "" {
			w.text(`<span class="was">, `)
		} else {
			w.text(` <span class="was">`)
		}
		w.texts(w.lang.Word(words.Was), " ")
		w.word(string(c.Worst), c.Worst.Valid())
		w.text("</span>")
	}
	w.text("</li>\n")
}

// changes appends the component changes of an update that has no text.
func (w *htmlBuffer) changes(list []incident.Change) {
	const most = 60
	if len(list) == 0 {
		return
	}
	w.text("<ul class=\"changes\" data-extra>\n")
	for i := range list[:min(len(list), most)] {
		c := &list[i]
		w.text("<li>")
		if c.Group != "" {
			w.insert(c.Group)
			w.text(" › ")
		}
		w.insert(c.Name)
		w.text(": ")
		if c.From != "" {
			w.word(string(c.From), c.From.Valid())
			w.texts(" ", w.lang.Word(words.Changed), " ")
		}
		w.word(string(c.To), c.To.Valid())
		w.text("</li>\n")
	}
	if n := len(list) - most; n > 0 {
		w.more("<li>+ ", n)
		w.text("</li>\n")
	}
	w.text("</ul>\n")
}
