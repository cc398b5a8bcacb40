package site

import (
	"cmp"
	"iter"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// wording has the words that the pages of a service have in common as text and
// as Markdown. What it returns is plain text of one line.
type wording struct {
	page  incident.Page
	lang  *words.Language
	loc   *time.Location
	paths *Paths
}

// wordingOf returns the wording of a page. A nil loc stands for the zone of the
// page.
func wordingOf(page incident.Page, loc *time.Location, paths *Paths) wording {
	if loc == nil {
		loc = (&Service{Page: page}).location()
	}
	return wording{page, words.For(page.Lang), loc, paths}
}

// title returns "Status page: Example Shop", with one word in place of "Status
// page".
func (w wording) title(word words.Word) string {
	title := w.lang.Word(word)
	if name := markdown.AppendInsert(nil, w.page.Name); len(name) > 0 {
		title += ": " + string(name)
	}
	return title
}

// asOf returns the time for which a page is written.
func (w wording) asOf(now time.Time) string {
	return string(w.lang.Dates.AppendStamp([]byte(w.lang.Word(words.AsOf)+" "), now.In(w.loc)))
}

// count returns the number of the incidents of a history.
func (w wording) count(months []Month) string {
	n := 0
	for _, m := range months {
		n += len(m.Incidents)
	}
	return w.lang.Word(words.Incidents) + ": " + strconv.Itoa(n)
}

// tableRow is a row of a table of components.
type tableRow struct {
	whole bool // of a group or the page
	cells []string
}

// components returns the table of the components with its head: name, status
// and uptime. Groups stand above theirs.
func (w wording) components(h *Home) (rows []tableRow) {
	row := func(whole bool, name string, status incident.ComponentStatus, u Uptime, lines ...Line) {
		figure := w.lang.Word(words.NoFigure)
		if _, ok := u.Percent(); ok {
			figure = string(u.AppendPercent(nil)) + since(w.lang, lines...)
		}
		rows = append(rows, tableRow{whole, []string{insert(name), insert(statusName(status, w.lang)), figure}})
	}
	for i := range h.Groups {
		g := &h.Groups[i]
		switch {
		case g.Name != "":
			row(true, g.Name, g.Status, g.Uptime, g.Components...)
		case len(h.Groups) > 1:
			row(true, w.lang.Word(words.OtherComponents), g.Status, g.Uptime, g.Components...)
		}
		for k := range g.Components {
			c := &g.Components[k]
			row(false, cmp.Or(c.Component.Name, c.Component.ID), c.Status, c.Uptime, *c)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	uptime := w.lang.Word(words.Uptime) + ", " + strconv.Itoa(h.Days) + " " + w.lang.Word(words.DayCount)
	return append([]tableRow{{cells: []string{w.lang.Word(words.Component), w.lang.Word(words.Status), uptime}}}, rows...)
}

// uptimes returns a table of uptimes with its head.
func (w wording) uptimes(u *UptimeReport) []tableRow {
	if len(u.Rows) == 0 || !u.Policy.counts() {
		return nil
	}
	head := tableRow{cells: []string{w.lang.Word(words.Component)}}
	for _, period := range u.Periods {
		head.cells = append(head.cells, insert(period.Name))
	}
	rows := []tableRow{head}
	for _, r := range u.Rows {
		row := tableRow{r.Component == nil, []string{insert(r.Name)}}
		for _, figure := range r.Uptimes {
			row.cells = append(row.cells, cmp.Or(string(figure.AppendPercent(nil)), "–"))
		}
		rows = append(rows, row)
	}
	return rows
}

// days returns a day with its name, or a run of days without incidents as one
// line that says so.
func (w wording) days(h *Home, run []PastDay) string {
	line := w.day(run[len(run)-1])
	if len(run) > 1 {
		line += " – " + w.day(run[0])
	}
	if len(run[0].Incidents) == 0 {
		line += ": " + w.lang.Word(h.noIncidents())
	}
	return line
}

func (w wording) day(d PastDay) string { return string(w.lang.Dates.AppendDate(nil, d.midnight())) }

// reports yields incidents without their postmortems, and the address at which
// a published postmortem is read, if that is known.
func (w wording) reports(list []*incident.Incident) iter.Seq2[*incident.Incident, string] {
	return func(yield func(*incident.Incident, string) bool) {
		for _, inc := range list {
			if inc == nil {
				continue
			}
			address := ""
			if inc.Postmortem.Published() {
				address = w.address(inc)
			}
			report := *inc
			report.Postmortem = nil
			if !yield(&report, address) {
				return
			}
		}
	}
}

// address returns the address of the page of an incident, or "" if it is not
// known.
func (w wording) address(inc *incident.Incident) string {
	address := inc.URL
	if path := w.paths.Incident(inc); path != "" {
		address = strings.TrimSuffix(w.page.URL, "/") + "/" + path
	}
	if !markdown.IsSafeURL(address) {
		return ""
	}
	return markdown.Line(address)
}

// zones are the zones in which reports show times.
func (w wording) zones() []*time.Location { return []*time.Location{w.loc} }

// insert returns a name as it stands beside other text.
func insert(s string) string { return string(markdown.AppendInsert(nil, s)) }
