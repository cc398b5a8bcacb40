package site

import (
	"bytes"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// plainPrinter spells what pages contain as text or as Markdown.
type plainPrinter interface {
	heading(level int, text string) // level 1: the title of the page
	paragraph(text string)          // nothing if the text is empty
	lines(list []string)
	table(rows []tableRow)
	incidents(level int, list []*incident.Incident) // with titles of a level
	end() []byte
}

// home spells a home page.
func (w wording) home(p plainPrinter, h *Home) []byte {
	p.heading(1, w.title(words.StatusPage))
	p.paragraph(w.asOf(h.Now))
	p.paragraph(h.Summary)
	p.paragraph(h.Description)
	p.table(w.components(h))
	w.section(p, words.OpenIncidents, h.Open)
	w.section(p, words.Maintenances, h.Planned)
	if len(h.Past) > 0 {
		p.heading(2, w.lang.Word(words.PastIncidents))
	}
	for run := range h.pastRuns() {
		line := w.days(h, run)
		if len(run[0].Incidents) == 0 {
			p.paragraph(line)
			continue
		}
		p.heading(3, line)
		p.incidents(4, run[0].Incidents)
	}
	return p.end()
}

// section spells incidents below a heading, if there are any.
func (w wording) section(p plainPrinter, heading words.Word, list []*incident.Incident) {
	if len(list) > 0 {
		p.heading(2, capitalized(w.lang.Word(heading)))
		p.incidents(3, list)
	}
}

// history spells a history.
func (w wording) history(p plainPrinter, months []Month) []byte {
	p.heading(1, w.title(words.IncidentHistory))
	p.paragraph(w.count(months))
	if len(months) == 0 {
		p.paragraph(w.lang.Word(words.NoIncidentsEver))
	}
	for _, m := range months {
		p.heading(2, monthName(m, w.lang))
		p.incidents(3, m.Incidents)
	}
	return p.end()
}

// uptime spells the uptime of all components by period, and what the figures
// rest on.
func (w wording) uptime(p plainPrinter, u *UptimeReport) []byte {
	p.heading(1, w.title(words.Uptime))
	p.table(w.uptimes(u))
	if basis := u.basis(w.lang); len(basis) > 0 {
		p.heading(2, w.lang.Word(words.UptimePolicy))
		p.lines(basis)
	}
	return p.end()
}

// endPage ends a page that begins at start with one line break.
func endPage(dst []byte, start int) []byte {
	return append(dst[:start+len(bytes.TrimRight(dst[start:], "\n"))], '\n')
}
