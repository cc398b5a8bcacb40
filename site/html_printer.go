package site

import (
	"cmp"
	_ "embed" // the style sheet
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmlbuffer"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
	"github.com/incidentkit/incident/render"
)

// htmlPrinter spells one page.
type htmlPrinter struct {
	w     htmlbuffer.Buffer
	html  HTML
	page  incident.Page
	lang  *words.Language
	loc   *time.Location
	count int // of the incidents on the page
}

// printer returns a printer. A nil loc stands for the zone of the page.
func (h HTML) printer(dst []byte, page incident.Page, loc *time.Location) *htmlPrinter {
	lang := words.For(page.Lang)
	loc = cmp.Or(loc, (&Service{Page: page}).location())
	return &htmlPrinter{w: htmlbuffer.Buffer{Dst: dst, Lang: lang}, html: h, page: page, lang: lang, loc: loc}
}

// link appends a text as a link, if it leads to a page.
func (p *htmlPrinter) link(url, text string) {
	safe := markdown.IsSafeURL(url) || markdown.IsRelativeURL(url)
	if safe {
		p.w.Text("<a")
		p.w.Attribute("href", url)
		p.w.Text(">")
	}
	p.w.Insert(text)
	if safe {
		p.w.Text("</a>")
	}
}

// status appends the word of a component's status.
func (p *htmlPrinter) status(s incident.ComponentStatus) {
	p.is(htmlbuffer.ValidWord(s), statusName(s, p.lang))
}

// is appends the name of a status, with a class unless that is "".
func (p *htmlPrinter) is(class, name string) {
	p.w.Text(`<span class="is`)
	p.w.Class(class)
	p.w.Text(`">`)
	p.w.Insert(name)
	p.w.Text("</span>")
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
	p.w.Texts(`<p class="none">`, p.lang.Word(w), "</p>\n")
}

// section appends a part of a page with its heading, unless it is empty.
func (p *htmlPrinter) section(heading words.Word, n int, body func()) {
	if n == 0 {
		return
	}
	p.w.Text("<section>\n<h2>")
	p.w.Plain(capitalized(p.lang.Word(heading)))
	p.w.Text("</h2>\n")
	body()
	p.w.Text("</section>\n")
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

// style is the style sheet of the pages.
var style = sync.OnceValue(func() htmlbuffer.Style {
	return htmlbuffer.NewStyle(string(render.HTML{}.AppendPageStyle(nil)) + siteStyle)
})

// whole appends a page with its header, which may have a description, and
// returns it.
func (p *htmlPrinter) whole(s shell, description string, body func()) []byte {
	p.open(s)
	p.header(s.title, description)
	body()
	p.close()
	return p.w.Dst
}

// open begins a page up to its main element.
func (p *htmlPrinter) open(s shell) {
	p.w.OpenPage(p.lang.Lang, "", style(), "")
	name := pageName(p.page, p.lang)
	p.w.Plain(s.title)
	if s.title != name {
		p.w.Text(" – ")
		p.w.Plain(name)
	}
	p.w.Text("</title>\n")
	if s.moved != "" {
		p.w.Text(`<meta http-equiv="refresh"`)
		p.w.Attribute("content", "0; url="+p.html.Base+s.moved)
		p.w.Text(">\n")
	}
	if s.hidden {
		p.w.Text("<meta name=\"robots\" content=\"noindex\">\n")
	}
	p.w.Meta("name", "description", s.description)
	p.w.Meta("property", "og:title", s.title)
	p.w.Meta("property", "og:site_name", name)
	p.w.Meta("property", "og:type", cmp.Or(s.kind, "website"))
	if url := p.absolute(s.path); url != "" && (!s.hidden || s.moved != "") {
		p.w.Canonical(url)
	}
	if p.html.Paths != nil {
		alternates := [][3]string{{"application/atom+xml", "history.atom", "Atom"}, {"application/rss+xml", "history.rss", "RSS"}, {"application/feed+json", "feed.json", "JSON Feed"}}
		if s.plain {
			alternates = append(alternates, [3]string{"text/plain", s.path + "index.txt", "Text"}, [3]string{"text/markdown", s.path + "index.md", "Markdown"})
		}
		for _, a := range alternates {
			p.w.Texts(`<link rel="alternate" type="`, a[0], `" title="`, a[2], `"`)
			p.w.Attribute("href", p.html.Base+a[1])
			p.w.Text(">\n")
		}
	}
	p.w.OpenMain(style())
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
	p.w.Text("</main>\n")
	if p.html.Paths != nil {
		p.w.Text("<footer>\n<p>")
		for i, l := range [...]struct{ path, name string }{
			{"history.atom", "Atom"}, {"history.rss", "RSS"}, {"feed.json", "JSON Feed"},
			{"maintenances.ics", p.lang.Word(words.Calendar)}, {"api/v2/summary.json", "API"},
		} {
			if i > 0 {
				p.w.Text(" · ")
			}
			p.link(p.html.Base+l.path, l.name)
		}
		p.w.Text("</p>\n</footer>\n")
	}
	p.w.Text("</body>\n</html>\n")
}

// header appends the name of the page, a text below it, and the links to the
// other pages.
func (p *htmlPrinter) header(title, description string) {
	name := pageName(p.page, p.lang)
	if title != name {
		p.places(name)
	}
	p.w.Text(`<header class="service"`)
	if p.page.Name != "" {
		p.w.Attribute("data-name", p.page.Name)
	}
	if markdown.IsSafeURL(p.page.URL) {
		p.w.Attribute("data-url", p.page.URL)
	}
	p.w.Text(">\n<h1>")
	p.w.Plain(title)
	p.w.Text("</h1>\n")
	if line := markdown.Line(description); line != "" {
		p.w.Text(`<p class="description">`)
		p.w.Plain(line)
		p.w.Text("</p>\n")
	}
	p.w.Text("</header>\n")
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
	p.w.Text("<nav class=\"places\">\n")
	if home != "" {
		p.link(p.html.Base+"./", home)
		p.w.Text("\n")
	}
	p.link(p.html.Base+"history/", p.lang.Word(words.IncidentHistory))
	p.w.Text("\n")
	p.link(p.html.Base+"uptime/", p.lang.Word(words.Uptime))
	p.w.Text("\n</nav>\n")
}

// banner appends what a reader wants to know first.
func (p *htmlPrinter) banner(h *Home) {
	p.w.Text(`<div class="now`)
	p.w.Class(h.severity())
	p.w.Text("\">\n<p class=\"state\"><strong>")
	p.w.Escaped(append(p.w.Dst, h.Summary...))
	p.w.Text("</strong></p>\n</div>\n")
}

// monthName returns the name of a month with its year.
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
