package site

import (
	"bytes"
	"slices"
	"strings"
	"time"

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
	// for the addresses of postmortems. nil: each is at the URL of its
	// incident.
	Paths *Paths
}

// AppendHome appends the home page: the name of the page, the banner, the
// description, the components with their status and uptime, and the incidents.
// A nil Home appends nothing.
func (t Text) AppendHome(dst []byte, h *Home) []byte {
	if h == nil {
		return dst
	}
	p := t.printer(dst, h.Page, h.Location)
	return p.say.home(p, h)
}

// AppendHistory appends the history: the incidents by month.
func (t Text) AppendHistory(dst []byte, page incident.Page, months []Month) []byte {
	p := t.printer(dst, page, nil)
	return p.say.history(p, months)
}

// AppendUptime appends the uptime of all components by period, and what the
// figures rest on. A nil report appends nothing.
func (t Text) AppendUptime(dst []byte, page incident.Page, u *UptimeReport) []byte {
	if u == nil {
		return dst
	}
	p := t.printer(dst, page, u.Location)
	return p.say.uptime(p, u)
}

// textPrinter spells a page as plain text.
type textPrinter struct {
	say      wording
	dst      []byte
	start    int  // of the page in dst
	reported bool // a report is above
}

func (t Text) printer(dst []byte, page incident.Page, loc *time.Location) *textPrinter {
	return &textPrinter{say: wordingOf(page, loc, t.Paths), dst: dst, start: len(dst)}
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

// paragraph appends a line with a blank one below it.
func (p *textPrinter) paragraph(s string) {
	start := len(p.dst)
	if p.line(markdown.Line(s)); len(p.dst) > start {
		p.dst = append(p.dst, '\n')
	}
}

func (p *textPrinter) lines(list []string) {
	for _, s := range list {
		p.line(markdown.Line(s))
	}
}

func (p *textPrinter) heading(level int, s string) {
	switch level {
	case 1:
		p.line(s)
	case 2:
		p.paragraph(strings.ToUpper(s))
	default:
		p.paragraph(s)
	}
}

// rule appends the line that stands above and below a report.
func (p *textPrinter) rule() {
	p.dst = append(p.dst, words.ReportRule+"\n"...)
	p.reported = false
}

// incidents appends the reports of incidents.
func (p *textPrinter) incidents(_ int, list []*incident.Incident) {
	for inc, postmortem := range p.say.reports(list) {
		p.rule()
		p.dst = append(render.Text{Zones: p.say.zones()}.Append(p.dst, inc), '\n')
		p.reported = true
		if postmortem != "" {
			p.paragraph(p.say.lang.Word(words.ReadPostmortem) + ": " + postmortem)
		}
	}
}

// widestCell is the width up to which cells are padded.
const widestCell = 60

// table appends rows of cells in columns. If there are groups, the components
// are indented.
func (p *textPrinter) table(rows []tableRow) {
	if len(rows) == 0 {
		return
	}
	if !bytes.HasSuffix(p.dst, []byte("\n\n")) {
		p.dst = append(p.dst, '\n')
	}
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
				line = markdown.AppendRepeated(line, ' ', max(widths[k]-markdown.Columns(cell), 0)+2)
			}
		}
		p.line(string(line))
	}
	p.dst = append(p.dst, '\n')
}

// end ends the page.
func (p *textPrinter) end() []byte {
	if p.reported {
		p.rule()
	}
	return endPage(p.dst, p.start)
}
