package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
)

// defaultEntries is the default maximum number of incidents in a feed.
const defaultEntries = 25

// An entry is an incident in a feed.
type entry struct {
	id, title, url     string
	published, updated time.Time
	html, text         string
	tags               []string
}

// entries returns the entries of a feed, at most limit: the incidents that have
// an update, most recently changed first.
func entries(page incident.Page, list []*incident.Incident, limit int) []entry {
	if limit <= 0 {
		limit = defaultEntries
	}
	type dated struct {
		inc     *incident.Incident
		updated time.Time
	}
	var shown []dated
	for _, inc := range list {
		if inc == nil {
			continue
		}
		if public := inc.Public(); !changed(public).IsZero() {
			shown = append(shown, dated{public, changed(public)})
		}
	}
	slices.SortStableFunc(shown, func(a, b dated) int { return b.updated.Compare(a.updated) })
	var all []entry
	for _, d := range shown[:min(len(shown), limit)] {
		all = append(all, newEntry(page, d.inc, d.updated))
	}
	return all
}

// changed returns the time of the last visible change, or the zero time if
// nothing is visible.
func changed(inc *incident.Incident) (last time.Time) {
	see := func(t time.Time) {
		if plan.IsInstant(t) && t.After(last) {
			last = t
		}
	}
	for i := range inc.Updates {
		u := &inc.Updates[i]
		see(u.At)
		see(u.EditedAt)
		see(u.RetractedAt)
		see(u.CreatedAt)
	}
	if pm := inc.Postmortem; pm != nil {
		see(pm.PublishedAt)
		see(pm.EditedAt)
	}
	return last
}

func newEntry(page incident.Page, inc *incident.Incident, updated time.Time) entry {
	r := plan.Page(inc, plan.Options{})
	defer r.Free()
	e := entry{id: entryID(page, inc), title: string(r.AppendTitle(nil)), url: webURL(inc.URL), updated: updated, published: updated}
	for i := range inc.Updates {
		if at := inc.Updates[i].At; plan.IsInstant(at) && at.Before(e.published) {
			e.published = at
		}
	}
	if e.title == "" {
		e.title, _ = r.Subtitle()
	}
	b := body{r: r}
	b.write(inc)
	e.html, e.text = string(b.html), string(b.text)
	if status := inc.Status(); status != "" {
		e.tags = append(e.tags, string(r.AppendStatus(nil, status)))
	}
	return e
}

// entryID returns the id of an entry.
func entryID(page incident.Page, inc *incident.Incident) string {
	for _, a := range inc.Aliases {
		if (strings.HasPrefix(a, "tag:") || strings.HasPrefix(a, "urn:")) && !strings.ContainsFunc(a, func(r rune) bool { return r <= ' ' || r == '<' || r == '>' || r == '"' || r >= 0x7f }) {
			return a
		}
	}
	host := host(page.URL)
	if inc.ID != "" && host != "" {
		return "tag:" + host + ",2005:Incident/" + url.PathEscape(inc.ID) // the form used in feeds of Statuspage
	}
	// Without an ID, the id is made from what does not change: the first
	// update, or else the address.
	key := cmp.Or(inc.ID, inc.URL)
	if len(inc.Updates) > 0 && inc.ID == "" {
		u := &inc.Updates[0]
		key = u.ID + "\x00" + u.At.UTC().Format(time.RFC3339Nano)
	}
	sum := sha256.Sum256([]byte(page.ID + "\x00" + page.Name + "\x00" + key))
	return "urn:incident:" + hex.EncodeToString(sum[:16])
}

// host returns the host of an address, or "".
func host(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	for _, c := range u.Hostname() {
		if c != '.' && c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return ""
		}
	}
	return strings.ToLower(u.Hostname())
}

// webURL returns url if feeds may link to it, or "".
func webURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.String()
}

// body writes the updates of an incident as HTML and as plain text.
type body struct {
	r          *plan.Report
	html, text []byte
}

func (b *body) write(inc *incident.Incident) {
	b.line("p", string(b.r.AppendWindow(nil)))
	if pm := inc.Postmortem; pm != nil {
		d, _ := b.r.Document()
		b.line("h3", b.r.Lang.Word(d.Label))
		b.line("h4", markdown.Line(d.Title))
		for s := (plan.Section{}); d.Next(&s); {
			b.line("h4", string(s.AppendHeading(nil)))
			b.markdown(s.Body, 4)
			b.content(&s.Content)
			b.markdown(s.After, 4)
		}
		b.line("p", string(b.r.AppendLine(nil, d.Posted)))
	}
	for i := range b.r.Posts() {
		post := b.r.Post(i)
		b.line("h3", string(post.AppendLabel(nil)))
		b.line("p", string(b.r.AppendLine(nil, post.Retracted)))
		b.markdown(post.Body, 3)
		for _, l := range [...]plan.Line{post.Next, post.Posted, post.Edited} {
			b.line("p", string(b.r.AppendLine(nil, l)))
		}
	}
	b.line("p", string(b.r.AppendAffected(nil)))
}

// line writes a line of plain text in an element.
func (b *body) line(element, text string) {
	if text == "" {
		return
	}
	b.html = append(append(append(b.html, '<'), element...), '>')
	b.html = markdown.EscapeHTML(append(b.html, text...), len(b.html))
	b.html = append(append(append(b.html, "</"...), element...), ">\n"...)
	b.text = append(append(b.text, text...), '\n')
}

func (b *body) markdown(md string, level int) {
	if md == "" {
		return
	}
	b.html = append(markdown.HTML{Shift: level}.Append(b.html, md), '\n')
	b.text = append(markdown.Text{}.Append(b.text, md), '\n')
}

// content writes the rows of a timeline, of fields or of actions as a list or a
// table.
func (b *body) content(c *plan.Content) {
	switch {
	case c.Len == 0:
		return
	case c.Form == incident.FormTable:
		b.table(c)
		return
	}
	b.html = append(b.html, "<ul>\n"...)
	for row := (plan.Row{}); c.Next(&row); {
		lead := ""
		switch {
		case row.Event != nil:
			lead = string(c.AppendTime(nil, &row))
		case row.Field != nil:
			lead = markdown.Line(row.Field.Name) + ":"
		}
		if lead != "" {
			lead += " "
		}
		b.html = append(b.html, "<li>"...)
		b.html = markdown.EscapeHTML(append(b.html, lead...), len(b.html))
		b.html = markdown.HTML{Shift: 6}.Append(b.html, row.Text)
		b.html = append(b.html, "</li>\n"...)
		b.text = append(append(b.text, "- "...), lead...)
		b.text = append(markdown.Text{Indent: "  "}.Append(b.text, row.Text), '\n')
	}
	b.html = append(b.html, "</ul>\n"...)
}

// table writes the rows of a content below the headings of its columns, which
// may name the zone of its times. In plain text, each row is a line.
func (b *body) table(c *plan.Content) {
	b.html = append(b.html, "<table>\n<tr>"...)
	for i := range c.Headings {
		heading := string(c.AppendHeading(nil, i))
		b.cell("th", i, markdown.EscapeHTML([]byte(heading), 0), heading)
	}
	b.endRow()
	for row := (plan.Row{}); c.Next(&row); {
		b.html = append(b.html, "<tr>"...)
		for i := range c.Cells(&row) {
			if c.Cell(i) == plan.TextCell {
				b.cell("td", i, markdown.HTML{Shift: 6}.Append(nil, row.Text), string(markdown.Text{Indent: "  "}.Append(nil, row.Text)))
				continue
			}
			cell := string(c.AppendCell(nil, &row, i))
			b.cell("td", i, markdown.EscapeHTML([]byte(cell), 0), cell)
		}
		b.endRow()
	}
	b.html = append(b.html, "</table>\n"...)
}

// cell writes cell i of a row.
func (b *body) cell(element string, i int, html []byte, text string) {
	b.html = append(append(append(b.html, '<'), element...), '>')
	b.html = append(append(append(append(b.html, html...), "</"...), element...), '>')
	if i > 0 {
		b.text = append(b.text, " | "...)
	}
	b.text = append(b.text, text...)
}

func (b *body) endRow() {
	b.html = append(b.html, "</tr>\n"...)
	b.text = append(b.text, '\n')
}
