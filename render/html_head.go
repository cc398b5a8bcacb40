package render

import (
	"cmp"
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/plan"
	"github.com/incidentkit/incident/internal/words"
)

// title appends the title of the page: the title of the incident and the name
// of the status page.
func (p *htmlPrinter) title() {
	title, name := markdown.Line(p.plan.Incident.Title), markdown.Line(p.plan.Incident.Page.Name)
	if title != "" && name != "" {
		title += " – "
	}
	title = cmp.Or(title+name, p.plan.Lang.Word(words.IncidentReport))
	p.w.Dst = markdown.EscapeHTML(append(p.w.Dst, title...), len(p.w.Dst))
}

// meta appends the description that search engines and link previews show, and
// the address of the incident.
func (p *htmlPrinter) meta() {
	description := p.description()
	p.w.Meta("name", "description", description)
	p.w.Meta("property", "og:type", "article")
	p.w.Meta("property", "og:title", p.plan.Incident.Title)
	p.w.Meta("property", "og:site_name", p.plan.Incident.Page.Name)
	p.w.Meta("property", "og:description", description)
	if url := p.plan.Incident.URL; markdown.IsSafeURL(url) && !strings.EqualFold(url[:min(7, len(url))], "mailto:") {
		p.w.Canonical(url)
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
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	text = string(runes[:most])
	if i := strings.LastIndexByte(text, ' '); i > len(text)/2 {
		text = text[:i]
	}
	return text + " …"
}

// bodyLanguage returns the language of the bodies: the one that the page
// states, else the language of the report's own words. If it is written from
// right to left, dir is an attribute that says so.
func bodyLanguage(r *plan.Report) (lang, dir string) {
	lang = r.Incident.Page.Lang
	if lang == r.Lang.Lang || len(lang) > 35 || !langTag.MatchString(lang) {
		return r.Lang.Lang, ""
	}
	if tag, err := language.Parse(lang); err == nil {
		switch script, _ := tag.Script(); script.String() {
		case "Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa":
			return lang, ` dir="rtl"`
		}
	}
	return lang, ""
}

// langTag is the form of a BCP 47 tag: a language of two or three letters and
// subtags of up to eight letters and digits, of which the last has two at
// least.
var langTag = regexp.MustCompile(`^[A-Za-z]{2,3}((-[A-Za-z0-9]{1,8})*-[A-Za-z0-9]{2,8})?$`)
