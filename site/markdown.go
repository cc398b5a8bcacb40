package site

import (
	"bytes"
	"slices"
	"strings"

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
	p := markdownPrinter{say: wordingOf(h.Page, h.Location, m.Paths), dst: dst, start: len(dst)}
	p.title(words.StatusPage)
	p.paragraph(p.say.asOf(h.Now))
	p.paragraph(h.Summary)
	p.paragraph(h.Description)
	p.table(p.say.components(h))
	p.section(words.OpenIncidents, h.Open)
	p.section(words.Maintenances, h.Planned)
	if len(h.Past) > 0 {
		p.heading(2, p.say.lang.Word(words.PastIncidents))
	}
	for days, list := range p.say.past(h) {
		if len(list) == 0 {
			p.paragraph(days)
			continue
		}
		p.heading(3, days)
		p.incidents(4, list)
	}
	return p.end()
}

// AppendHistory appends what [Text.AppendHistory] appends, as Markdown.
func (m Markdown) AppendHistory(dst []byte, page incident.Page, months []Month) []byte {
	p := markdownPrinter{say: wordingOf(page, nil, m.Paths), dst: dst, start: len(dst)}
	p.title(words.IncidentHistory)
	p.paragraph(p.say.count(months))
	if len(months) == 0 {
		p.paragraph(p.say.lang.Word(words.NoIncidentsEver))
	}
	for _, month := range months {
		p.heading(2, monthName(month, p.say.lang))
		p.incidents(3, month.Incidents)
	}
	return p.end()
}

// AppendUptime appends what [Text.AppendUptime] appends, as Markdown.
func (m Markdown) AppendUptime(dst []byte, page incident.Page, u *UptimeReport) []byte {
	if u == nil {
		return dst
	}
	p := markdownPrinter{say: wordingOf(page, u.Location, m.Paths), dst: dst, start: len(dst)}
	p.title(words.Uptime)
	p.table(p.say.uptimes(u))
	basis := u.basis(p.say.lang)
	if len(basis) > 0 {
		p.heading(2, p.say.lang.Word(words.UptimePolicy))
	}
	for _, line := range basis {
		p.paragraph(line)
	}
	return p.end()
}

// markdownPrinter spells a page as Markdown.
type markdownPrinter struct {
	say      wording
	dst      []byte
	start    int  // of the page in dst
	reported bool // a report is above
}

// annotate appends the comment that says that a report begins, or that the
// page goes on.
func (p *markdownPrinter) annotate(reported bool) {
	item := annotation.Item{Name: annotation.Report, Value: annotation.None, Bare: reported}
	p.dst = append(annotation.Append(p.dst, item), "\n\n"...)
	p.reported = reported
}

// title appends the title of the page.
func (p *markdownPrinter) title(w words.Word) {
	p.heading(1, p.say.title(w))
	p.annotate(false)
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

func (p *markdownPrinter) heading(level int, text string) {
	p.block(markdown.AppendEscaped([]byte("######"[:level]+" "), text, markdown.Heading))
}

func (p *markdownPrinter) paragraph(text string) {
	p.block(markdown.AppendEscaped(nil, markdown.Line(text), markdown.Paragraph))
}

// section appends incidents below a heading, if there are any.
func (p *markdownPrinter) section(heading words.Word, list []*incident.Incident) {
	if len(list) > 0 {
		p.heading(2, capitalized(p.say.lang.Word(heading)))
		p.incidents(3, list)
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

// end ends the page.
func (p *markdownPrinter) end() []byte {
	for len(p.dst) > p.start && p.dst[len(p.dst)-1] == '\n' {
		p.dst = p.dst[:len(p.dst)-1]
	}
	return append(p.dst, '\n')
}
