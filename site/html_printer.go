package site

import (
	"cmp"
	"crypto/sha256"
	_ "embed" // the style sheet
	"encoding/base64"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/render"
)

// htmlPrinter spells one page.
type htmlPrinter struct {
	dst   []byte
	html  HTML
	page  incident.Page
	lang  *words.Language
	loc   *time.Location
	count int // of the incidents on the page
}

func (h HTML) printer(dst []byte, page incident.Page, loc *time.Location) *htmlPrinter {
	return &htmlPrinter{dst: dst, html: h, page: page, lang: words.For(page.Lang), loc: loc}
}

func (p *htmlPrinter) text(s string) { p.dst = append(p.dst, s...) }

func (p *htmlPrinter) texts(list ...string) {
	for _, s := range list {
		p.text(s)
	}
}

// plain appends a field that is one line of text.
func (p *htmlPrinter) plain(s string) { p.escaped(markdown.AppendLine(nil, s)) }

// insert appends a field of one line that stands beside other text.
func (p *htmlPrinter) insert(s string) { p.escaped(markdown.AppendInsert(nil, s)) }

func (p *htmlPrinter) escaped(b []byte) {
	p.dst = markdown.EscapeIsolated(append(p.dst, b...), len(p.dst))
}

// attribute appends a text as the value of an attribute.
func (p *htmlPrinter) attribute(name, value string) {
	p.texts(" ", name, `="`)
	p.dst = append(p.dst, markdown.EscapeHTML(markdown.AppendLine(nil, value), 0)...)
	p.text(`"`)
}

// class appends one more class, unless it is "".
func (p *htmlPrinter) class(word string) {
	if word != "" {
		p.texts(" ", word)
	}
}

// validWord returns a word of the model as a class; "" if it is not valid, for
// then it is somebody's text.
func validWord[T interface {
	~string
	Valid() bool
}](word T) string {
	if word.Valid() {
		return string(word)
	}
	return ""
}

// link appends a text as a link, if it leads to a page.
func (p *htmlPrinter) link(url, text string) {
	safe := markdown.IsSafeURL(url) || markdown.IsRelativeURL(url)
	if safe {
		p.text("<a")
		p.attribute("href", url)
		p.text(">")
	}
	p.insert(text)
	if safe {
		p.text("</a>")
	}
}

// status appends the word of a component's status.
func (p *htmlPrinter) status(s incident.ComponentStatus) {
	p.text(`<span class="is`)
	p.class(validWord(s))
	p.text(`">`)
	p.insert(statusName(s, p.lang))
	p.text("</span>")
}

// statusName returns the word of a status as people write it.
func statusName(s incident.ComponentStatus, lang *words.Language) string {
	switch {
	case s == "":
		return lang.Word(words.StatusUnknown)
	case !s.Valid():
		return string(s)
	}
	return string(lang.Terms.AppendReadable(nil, string(s)))
}

// none appends a text in place of a list that is empty.
func (p *htmlPrinter) none(w words.Word) {
	p.texts(`<p class="none">`, p.lang.Word(w), "</p>\n")
}

// section appends a part of a page with its heading, unless it is empty.
func (p *htmlPrinter) section(heading words.Word, n int, body func()) {
	if n == 0 {
		return
	}
	p.text("<section>\n<h2>")
	p.plain(capitalized(p.lang.Word(heading)))
	p.text("</h2>\n")
	body()
	p.text("</section>\n")
}

// capitalized returns a word as it begins a heading.
func capitalized(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// shell is what the head of a page says.
type shell struct {
	title, description string
	kind               string // of Open Graph; "": website
	path               string // of the page below the root of the site
	plain              bool   // it stands there as text and Markdown, too
	moved              string // path of the page that this one leads on to
	hidden             bool   // search engines should not list it
}

//go:embed site.css
var siteStyle string

// style is the style sheet of the pages, and its hash for their policy.
var style = sync.OnceValues(func() (sheet, hash string) {
	sheet = string(render.HTML{}.AppendPageStyle(nil)) + siteStyle
	sum := sha256.Sum256([]byte(sheet))
	return sheet, "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
})

// open begins a page up to its main element.
func (p *htmlPrinter) open(s shell) {
	sheet, hash := style()
	p.texts("<!DOCTYPE html>\n<html lang=\"", p.lang.Lang, "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src ", hash, "\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
	name := pageName(p.page, p.lang)
	p.plain(s.title)
	if s.title != name {
		p.text(" – ")
		p.plain(name)
	}
	p.text("</title>\n")
	if s.moved != "" {
		p.text(`<meta http-equiv="refresh"`)
		p.attribute("content", "0; url="+p.html.Base+s.moved)
		p.text(">\n")
	}
	if s.hidden {
		p.text("<meta name=\"robots\" content=\"noindex\">\n")
	}
	p.meta("description", "name", s.description)
	p.meta("og:title", "property", s.title)
	p.meta("og:site_name", "property", name)
	p.meta("og:type", "property", cmp.Or(s.kind, "website"))
	if url := p.absolute(s.path); url != "" && (!s.hidden || s.moved != "") {
		p.meta("og:url", "property", url)
		p.text(`<link rel="canonical"`)
		p.attribute("href", url)
		p.text(">\n")
	}
	if p.html.Paths != nil {
		alternates := [][3]string{{"application/atom+xml", "history.atom", "Atom"}, {"application/rss+xml", "history.rss", "RSS"}, {"application/feed+json", "feed.json", "JSON Feed"}}
		if s.plain {
			alternates = append(alternates, [3]string{"text/plain", s.path + "index.txt", "Text"}, [3]string{"text/markdown", s.path + "index.md", "Markdown"})
		}
		for _, a := range alternates {
			p.texts(`<link rel="alternate" type="`, a[0], `" title="`, a[2], `"`)
			p.attribute("href", p.html.Base+a[1])
			p.text(">\n")
		}
	}
	p.texts("<link rel=\"icon\" href=\"data:,\">\n<style>", sheet, "</style>\n</head>\n<body>\n<main>\n")
}

func (p *htmlPrinter) meta(name, key, value string) {
	if value != "" {
		p.texts("<meta ", key, `="`, name, `"`)
		p.attribute("content", value)
		p.text(">\n")
	}
}

// absolute returns the address of a page, or "" if that of the site is not
// known.
func (p *htmlPrinter) absolute(path string) string {
	if p.html.Paths == nil && path != "" || !markdown.IsSafeURL(p.page.URL) {
		return ""
	}
	return strings.TrimSuffix(p.page.URL, "/") + "/" + path
}

// close ends a page.
func (p *htmlPrinter) close() {
	p.text("</main>\n")
	if p.html.Paths != nil {
		p.text("<footer>\n<p>")
		for i, l := range [...]struct{ path, name string }{
			{"history.atom", "Atom"}, {"history.rss", "RSS"}, {"feed.json", "JSON Feed"},
			{"maintenances.ics", p.lang.Word(words.Calendar)}, {"api/v2/summary.json", "API"},
		} {
			if i > 0 {
				p.text(" · ")
			}
			p.link(p.html.Base+l.path, l.name)
		}
		p.text("</p>\n</footer>\n")
	}
	p.text("</body>\n</html>\n")
}

// header appends the name of the page, a text below it, and the links to the
// other pages.
func (p *htmlPrinter) header(title, description string) {
	name := pageName(p.page, p.lang)
	if title != name {
		p.places(name)
	}
	p.text(`<header class="service"`)
	if p.page.Name != "" {
		p.attribute("data-name", p.page.Name)
	}
	if markdown.IsSafeURL(p.page.URL) {
		p.attribute("data-url", p.page.URL)
	}
	p.text(">\n<h1>")
	p.plain(title)
	p.text("</h1>\n")
	if line := markdown.Line(description); line != "" {
		p.text(`<p class="description">`)
		p.plain(line)
		p.text("</p>\n")
	}
	p.text("</header>\n")
	if title == name {
		p.places("")
	}
}

// places appends the links to the home page, unless its name is "", the history
// and the uptime.
func (p *htmlPrinter) places(home string) {
	if p.html.Paths == nil {
		return
	}
	p.text("<nav class=\"places\">\n")
	if home != "" {
		p.link(p.html.Base+"./", home)
		p.text("\n")
	}
	p.link(p.html.Base+"history/", p.lang.Word(words.IncidentHistory))
	p.text("\n")
	p.link(p.html.Base+"uptime/", p.lang.Word(words.Uptime))
	p.text("\n</nav>\n")
}

// banner appends what a reader wants to know first.
func (p *htmlPrinter) banner(h *Home) {
	p.text(`<div class="now`)
	p.class(h.severity())
	p.text("\">\n<p class=\"state\"><strong>")
	p.escaped([]byte(h.Summary))
	p.text("</strong></p>\n</div>\n")
}

// severity returns the class of the banner: that of the worst component or, if
// all components work and an incident is open, that of its impact.
func (h *Home) severity() string {
	if h.Status.Compare(incident.ComponentOperational) > 0 || len(h.Open) == 0 {
		return validWord(h.Status)
	}
	worst := incident.Impact("")
	for _, inc := range h.Open {
		if impact, _ := inc.EffectiveImpact(); impact.Compare(worst) > 0 {
			worst = impact
		}
	}
	if worst == incident.ImpactNone {
		return ""
	}
	return validWord(worst)
}

// monthName returns the name of a month with its year.
func (p *htmlPrinter) monthName(m Month) string { return monthName(m, p.lang) }

func monthName(m Month, lang *words.Language) string {
	if m.Year == 0 {
		return lang.Word(words.Undated)
	}
	return lang.Dates.Months[m.Month-1] + " " + strconv.Itoa(m.Year)
}

// pageName returns the name of a page, or a word in place of it.
func pageName(page incident.Page, lang *words.Language) string {
	if name := markdown.Line(page.Name); name != "" {
		return name
	}
	return lang.Word(words.BackHome)
}

// titleOf returns the title of an incident, or a word in place of it.
func titleOf(inc *incident.Incident, lang *words.Language) string {
	if title := markdown.Line(inc.Title); title != "" {
		return title
	}
	return lang.Word(words.IncidentReport)
}

func itoa(n int) string { return strconv.Itoa(n) }
