package site

import (
	"slices"
	"strconv"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// summarize sets the status of the page and the words of the banner: the worst
// status and the components that have it, and the number of open incidents if
// the status does not tell how bad they are. That all works is said only where
// it is known of every component, nothing is open, and no maintenance has
// begun. An incident may be open if unsure is true.
func (h *Home) summarize(unsure, begun bool) {
	lang := words.For(h.Page.Lang)
	isListed := len(h.Groups) > 0
	h.Status = worstStatus(h.lines())
	if unsure && h.Status == incident.ComponentOperational {
		h.Status = ""
	}
	var b []byte
	switch {
	case h.Status.Compare(incident.ComponentUnderMaintenance) > 0, isDown(h.Status) && len(h.untold()) == 0:
		if h.Status.Valid() {
			b = lang.Terms.AppendReadable(b, string(h.Status))
		} else {
			b = markdown.AppendInsert(b, string(h.Status))
		}
		b = h.appendNames(append(b, ": "...), lang)
		if len(h.untold()) > 0 {
			b = h.appendOpen(append(b, "; "...), lang)
		}
	case len(h.Open) > 0:
		b = h.appendOpen(b, lang)
	case unsure, isListed && h.Status == "":
		b = append(b, lang.Word(words.StatusUnknown)...)
	case begun:
		h.Status = incident.ComponentUnderMaintenance
		b = lang.Terms.AppendReadable(b, string(h.Status))
	case !isListed:
		b = append(b, lang.Word(words.NoOpenIncidents)...)
	default:
		b = append(b, lang.Word(words.AllOperational)...)
	}
	h.Summary = string(b)
}

// untold returns the open incidents that may be worse than the status of the
// page tells: they give no component its status, and their impact is not known
// or worse. If all components work, it returns all that are open.
func (h *Home) untold() []*incident.Incident {
	if !isDown(h.Status) {
		return h.Open
	}
	told := make(map[*incident.Incident]bool)
	for line := range h.lines() {
		for _, inc := range line.Incidents {
			told[inc] = told[inc] || line.Status != ""
		}
	}
	return slices.DeleteFunc(slices.Clone(h.Open), func(inc *incident.Incident) bool {
		impact, _ := inc.EffectiveImpact()
		isKnown := impact != "" && impact.Valid()
		return told[inc] || h.Status == incident.ComponentMajorOutage || isKnown && impact.Compare(h.Status.Impact()) <= 0
	})
}

// appendOpen appends the number of open incidents.
func (h *Home) appendOpen(dst []byte, lang *words.Language) []byte {
	word := words.OpenIncidents
	if len(h.Open) == 1 {
		word = words.OpenIncident
	}
	return append(append(strconv.AppendInt(dst, int64(len(h.Open)), 10), ' '), lang.Word(word)...)
}

// appendNames appends the names of the components that have the status of the
// page, at most three.
func (h *Home) appendNames(dst []byte, lang *words.Language) []byte {
	const most = 3
	n := 0
	for line := range h.lines() {
		if line.Status != h.Status {
			continue
		}
		if n++; n > most {
			continue
		}
		if n > 1 {
			dst = append(dst, ", "...)
		}
		dst = markdown.AppendInsert(dst, line.Component.fullName())
	}
	if n > most {
		dst = append(append(append(dst, ' '), lang.Word(words.AndOthers)...), ' ')
		dst = append(append(strconv.AppendInt(dst, int64(n-most), 10), ' '), lang.Word(words.More)...)
	}
	return dst
}

// severity returns the class of the banner: that of the status of the page, or
// that of the impact of open incidents which the status does not tell.
func (h *Home) severity() string {
	list := h.untold()
	worst := incident.Impact("")
	for _, inc := range list {
		if impact, _ := inc.EffectiveImpact(); impact.Compare(worst) > 0 {
			worst = impact
		}
	}
	switch {
	case len(list) == 0, h.Status.Compare(incident.ComponentUnderMaintenance) > 0 && worst.Compare(h.Status.Impact()) <= 0:
		return htmlbuffer.ValidWord(h.Status)
	case worst == incident.ImpactNone:
		return ""
	}
	return htmlbuffer.ValidWord(worst)
}
