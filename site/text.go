package site

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/render"
)

// Text writes the pages of a service as plain text. The zero value works.
//
// Incidents stand between lines of 40 hyphens, each written as by
// [render.Text] without its postmortem. [parse.Text] reads them back.
//
// [parse.Text]: https://pkg.go.dev/github.com/incidentkit/incident/parse#Text
type Text struct {
	// Paths are where the pages of incidents stand below the URL of the page,
	// for the addresses of postmortems. nil: each is at the URL of its incident.
	Paths *Paths
}

// AppendHome appends the home page: the name of the page, the banner, the
// description, the components with their status and uptime, and the incidents.
// A nil Home appends nothing.
func (t Text) AppendHome(dst []byte, h *Home) []byte {
	if h == nil {
		return dst
	}
	p := textPrinter{say: wordingOf(h.Page, h.Location, t.Paths), dst: dst, start: len(dst)}
	p.line(p.say.title(words.StatusPage))
	p.block(p.say.asOf(h.Now))
	p.block(h.Summary)
	p.block(markdown.Line(h.Description))
	p.table(p.say.components(h))
	p.section(words.OpenIncidents, h.Open)
	p.section(words.Maintenances, h.Planned)
	if len(h.Past) > 0 {
		p.heading(p.say.lang.Word(words.PastIncidents))
	}
	for days, list := range p.say.past(h) {
		p.block(days)
		p.incidents(list)
	}
	return p.end()
}

// AppendHistory appends the history: the incidents by month.
func (t Text) AppendHistory(dst []byte, page incident.Page, months []Month) []byte {
	p := textPrinter{say: wordingOf(page, nil, t.Paths), dst: dst, start: len(dst)}
	p.line(p.say.title(words.IncidentHistory))
	p.block(p.say.count(months))
	if len(months) == 0 {
		p.block(p.say.lang.Word(words.NoIncidentsEver))
	}
	for _, m := range months {
		p.heading(monthName(m, p.say.lang))
		p.incidents(m.Incidents)
	}
	return p.end()
}

// AppendUptime appends the uptime of all components by period, and what the
// figures rest on. A nil report appends nothing.
func (t Text) AppendUptime(dst []byte, page incident.Page, u *UptimeReport) []byte {
	if u == nil {
		return dst
	}
	p := textPrinter{say: wordingOf(page, u.Location, t.Paths), dst: dst, start: len(dst)}
	p.block(p.say.title(words.Uptime))
	p.table(p.say.uptimes(u))
	basis := u.basis(p.say.lang)
	if len(basis) > 0 {
		p.heading(p.say.lang.Word(words.UptimePolicy))
	}
	for _, line := range basis {
		p.line(markdown.Line(line))
	}
	return p.end()
}

// textPrinter spells a page as plain text.
type textPrinter struct {
	say      wording
	dst      []byte
	start    int  // of the page in dst
	reported bool // a report is above
}

// line appends a line, unless it is empty, which cannot be taken for one of a
// report.
func (p *textPrinter) line(s string) {
	if s == "" {
		return
	}
	if p.reported {
		p.rule()
		p.dst = append(p.dst, '\n')
	}
	start := len(p.dst)
	p.dst = append(markdown.GuardLines(append(p.dst, s...), start, p.say.lang.Forges()), '\n')
}

// block appends a line with a blank one below it.
func (p *textPrinter) block(s string) {
	start := len(p.dst)
	if p.line(s); len(p.dst) > start {
		p.dst = append(p.dst, '\n')
	}
}

func (p *textPrinter) heading(s string) { p.block(strings.ToUpper(s)) }

// rule appends the line that stands above and below a report.
func (p *textPrinter) rule() {
	p.dst = append(p.dst, words.ReportRule+"\n"...)
	p.reported = false
}

// section appends incidents below a heading, if there are any.
func (p *textPrinter) section(heading words.Word, list []*incident.Incident) {
	if len(list) > 0 {
		p.heading(p.say.lang.Word(heading))
		p.incidents(list)
	}
}

// incidents appends the reports of incidents.
func (p *textPrinter) incidents(list []*incident.Incident) {
	for inc, postmortem := range p.say.reports(list) {
		p.rule()
		p.dst = append(render.Text{Zones: p.say.zones()}.Append(p.dst, inc), '\n')
		p.reported = true
		if postmortem != "" {
			p.block(p.say.lang.Word(words.ReadPostmortem) + ": " + postmortem)
		}
	}
}

// widestCell is the width up to which cells are padded.
const widestCell = 60

// table appends rows of cells in columns. If there are groups, the components
// are indented.
func (p *textPrinter) table(rows []tableRow) {
	grouped := slices.ContainsFunc(rows, func(r tableRow) bool { return r.whole })
	var widths []int
	for i, row := range rows {
		if grouped && !row.whole && i > 0 {
			row.cells[0] = "  " + row.cells[0]
		}
		for k, cell := range row.cells {
			if k == len(widths) {
				widths = append(widths, 0)
			}
			widths[k] = max(widths[k], min(markdown.Columns(cell), widestCell))
		}
	}
	for _, row := range rows {
		var line []byte
		for k, cell := range row.cells {
			line = append(line, cell...)
			if k < len(row.cells)-1 {
				line = markdown.AppendRepeated(line, ' ', widths[k]+2-markdown.Columns(cell))
			}
		}
		p.line(string(line))
	}
	if len(rows) > 0 {
		p.dst = append(p.dst, '\n')
	}
}

// end ends the page.
func (p *textPrinter) end() []byte {
	if p.reported {
		p.rule()
	}
	for len(p.dst) > p.start && p.dst[len(p.dst)-1] == '\n' {
		p.dst = p.dst[:len(p.dst)-1]
	}
	return append(p.dst, '\n')
}
