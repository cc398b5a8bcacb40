package render

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// title appends the title of the page: the title of the incident and the name
// of the status page.
func (p *htmlPrinter) title() {
	var title, name []byte
	title = markdown.AppendLine(title, p.plan.Incident.Title)
	name = markdown.AppendLine(name, p.plan.Incident.Page.Name)
	switch {
	case len(title) == 0 && len(name) == 0:
		title = append(title, p.plan.Lang.Word(words.IncidentReport)...)
	case len(title) > 0 && len(name) > 0:
		title = append(title, " – "...)
	}
	p.w.dst = markdown.EscapeHTML(append(append(p.w.dst, title...), name...), len(p.w.dst))
}

// meta appends the description that search engines and link previews show, and
// the address of the incident.
func (p *htmlPrinter) meta() {
	property := func(name, value string) {
		if value = markdown.Line(value); value != "" {
			p.w.texts(`<meta property="og:`, name, `" content="`)
			p.w.dst = markdown.EscapeHTML(append(p.w.dst, value...), len(p.w.dst))
			p.w.text("\">\n")
		}
	}
	description := p.description()
	if description != "" {
		p.w.text(`<meta name="description" content="`)
		p.w.dst = markdown.EscapeHTML(append(p.w.dst, description...), len(p.w.dst))
		p.w.text("\">\n")
	}
	property("type", "article")
	property("title", p.plan.Incident.Title)
	property("site_name", p.plan.Incident.Page.Name)
	property("description", description)
	if url := p.plan.Incident.URL; markdown.IsSafeURL(url) && !strings.EqualFold(url[:min(7, len(url))], "mailto:") {
		p.w.text(`<meta property="og:url" content="`)
		p.w.url(url)
		p.w.text("\">\n<link rel=\"canonical\" href=\"")
		p.w.url(url)
		p.w.text("\">\n")
	}
}

// description returns the beginning of the most telling text: the summary of
// the postmortem, or else the latest message with its status.
func (p *htmlPrinter) description() string {
	const most = 200 // characters; search engines show fewer
	if d, ok := p.plan.Document(); ok {
		for s := d.NextSource(); s != nil; s = d.NextSource() {
			if s.Body != "" && (s.Kind == incident.SectionSummary || s.Kind == "") {
				return firstWords(s.Body, most)
			}
		}
	}
	for i := range p.plan.Posts() {
		post := p.plan.Post(i)
		if post.Update.Retracted() || post.Body == "" {
			continue
		}
		text := firstWords(post.Body, most)
		if status := p.plan.Incident.Status(); status != "" {
			text = string(p.plan.AppendStatus(nil, status)) + ": " + text
		}
		return text
	}
	return ""
}

// firstWords returns the beginning of the text of a body as one line, at most
// most characters long.
func firstWords(md string, most int) string {
	text := markdown.Line(string(markdown.Text{}.Append(nil, md)))
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	end := 0
	for range most {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	if i := strings.LastIndexByte(text[:end], ' '); i > end/2 {
		end = i
	}
	return text[:end] + " …"
}

// direction returns the dir attribute of a report in a language that is written
// from right to left, " dir=\"rtl\"", and "" for any other.
func direction(r *plan.Report) string {
	tag := lang(r)
	if tag == r.Lang.Lang {
		return ""
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	switch script, _ := parsed.Script(); script.String() {
	case "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa":
		return ` dir="rtl"`
	}
	return ""
}
