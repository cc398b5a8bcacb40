package site

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/render"
)

// Markdown writes the pages of a service as Markdown: CommonMark with the
// tables of GitHub. The zero value works.
//
// Each incident is written as by [render.Markdown] without its postmortem.
// Comments stand where a report begins and where the page goes on, so that
// [parse.Markdown] reads the incidents back.
//
// [parse.Markdown]: https://pkg.go.dev/github.com/incidentkit/incident/parse#Markdown
type Markdown struct {
	// Paths are where the pages of incidents stand below the URL of the page,
	// for the links to postmortems. nil: each is at the URL of its incident.
	Paths *Paths
}

// AppendHome appends what [Text.AppendHome] appends, as Markdown.
func (m Markdown) AppendHome(dst []byte, h *Home) []byte {
	if h == nil {
		return dst
	}
	p := m.printer(dst, h.Page, h.Location)
	return p.say.home(p, h)
}

// AppendHistory appends what [Text.AppendHistory] appends, as Markdown.
func (m Markdown) AppendHistory(dst []byte, page incident.Page, months []Month) []byte {
	p := m.printer(dst, page, nil)
	return p.say.history(p, months)
}

// AppendUptime appends what [Text.AppendUptime] appends, as Markdown.
func (m Markdown) AppendUptime(dst []byte, page incident.Page, u *UptimeReport) []byte {
	if u == nil {
		return dst
	}
	p := m.printer(dst, page, u.Location)
	return p.say.uptime(p, u)
}

// markdownPrinter spells a page as Markdown.
type markdownPrinter struct {
	say      wording
	dst      []byte
	start    int  // of the page in dst
	reported bool // a report is above
}

func (m Markdown) printer(dst []byte, page incident.Page, loc *time.Location) *markdownPrinter {
	return &markdownPrinter{say: wordingOf(page, loc, m.Paths), dst: dst, start: len(dst)}
}

// annotate appends the comment that says that a report begins, or that the
// page goes on.
func (p *markdownPrinter) annotate(reported bool) {
	item := annotation.Item{Name: annotation.Report, Value: annotation.None, Bare: reported}
	p.dst = append(annotation.Append(p.dst, item), "\n\n"...)
	p.reported = reported
}

// block appends Markdown that belongs to the page as a block of its own.
func (p *markdownPrinter) block(md []byte) {
	if len(md) == 0 {
		return
	}
	if p.reported {
		p.annotate(false)
	}
	p.dst = append(append(p.dst, md...), "\n\n"...)
}

// heading appends a heading. Below the title, the page goes on.
func (p *markdownPrinter) heading(level int, text string) {
	p.block(markdown.AppendEscaped([]byte("######"[:level]+" "), text, markdown.Heading))
	if level == 1 {
		p.annotate(false)
	}
}

func (p *markdownPrinter) paragraph(text string) {
	p.block(markdown.AppendEscaped(nil, markdown.Line(text), markdown.Paragraph))
}

func (p *markdownPrinter) lines(list []string) {
	for _, text := range list {
		p.paragraph(text)
	}
}

// incidents appends the reports of incidents, with titles of a level.
func (p *markdownPrinter) incidents(level int, list []*incident.Incident) {
	for inc, postmortem := range p.say.reports(list) {
		p.annotate(true)
		inc.Updates = withoutDefinitions(inc.Updates)
		p.dst = append(render.Markdown{Level: level, Zones: p.say.zones()}.Append(p.dst, inc), '\n')
		if postmortem != "" {
			p.block(markdown.AppendLink(nil, p.say.lang.Word(words.ReadPostmortem), postmortem))
		}
	}
}

// withoutDefinitions returns updates whose bodies do not define the labels of
// links, which would be those of all reports on the page.
func withoutDefinitions(updates []incident.Update) []incident.Update {
	if !slices.ContainsFunc(updates, func(u incident.Update) bool { return strings.Contains(u.Body, "]:") }) {
		return updates
	}
	updates = slices.Clone(updates)
	bodies := make([]*string, len(updates))
	for i := range updates {
		bodies[i] = &updates[i].Body
		updates[i].Body = markdown.Part{}.Source(updates[i].Body) // a fence that is open would hold what follows
	}
	markdown.CarryDefinitions(bodies)
	for _, body := range bodies {
		*body = markdown.WithoutDefinitions(*body)
	}
	return updates
}

// table appends a table. The first cells of rows that sum up others are bold.
func (p *markdownPrinter) table(rows []tableRow) {
	if len(rows) == 0 {
		return
	}
	var cells []string
	var ends []int
	for _, row := range rows {
		for i, text := range row.cells {
			cell := string(markdown.AppendEscaped(nil, text, markdown.Cell))
			if row.whole && i == 0 && cell != "" {
				cell = "**" + cell + "**"
			}
			cells = append(cells, cell)
		}
		ends = append(ends, len(cells))
	}
	p.block(bytes.TrimRight(markdown.AppendTable(nil, cells, ends), "\n"))
}

func (p *markdownPrinter) end() []byte { return endPage(p.dst, p.start) }
