package statuspage

import (
	"cmp"
	"errors"
	"net/url"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/internal/words"
)

// savedPage is the state of reading a saved page. Times are resolved, and
// everything that depends on the page's zone is read, after all else.
type savedPage struct {
	reader Reader
	lang   *words.Language
	source *source.Source
	root   *htmltree.Node
	answer *Answer
	errs   incident.SourceErrors

	zone   *pagezone.Zone // nil before [savedPage.finish]
	times  []*pagezone.Time
	later  []func()
	others bool // times in other zones have been noted
}

func newSavedPage(r Reader, src *source.Source) *savedPage {
	return &savedPage{reader: r, lang: words.English(), source: src, answer: &Answer{}}
}

// read reads the page. It reports whether it is a page of Statuspage.
func (p *savedPage) read() bool {
	if err := p.source.CheckUTF8(); err != nil {
		p.errs = append(p.errs, err)
		p.source = p.source.Valid()
	}
	if p.answer.Kind = feedKind(p.source.Text); p.answer.Kind != "" {
		if p.failed() {
			return false
		}
		p.feed()
		p.finish()
		return true
	}
	root, errs := htmltree.Parse(p.source, 0)
	p.root, p.errs = root, append(p.errs, errs...)
	if p.failed() {
		return false
	}
	p.answer.Kind = pageKind(root)
	switch p.answer.Kind {
	case KindIncidentPage:
		p.incidentPage()
	case KindHistoryPage:
		p.historyPage(historyData(root))
	case KindHomePage:
		p.homePage()
	default:
		text := strings.TrimLeft(p.source.Text, "\ufeff \t\r\n")
		err := errors.New("this is not a page of Statuspage")
		if strings.HasPrefix(text, "<?xml") || strings.HasPrefix(text, "<feed") || strings.HasPrefix(text, "<rss") {
			err = errors.New("this is a feed that is not from Statuspage")
		}
		p.fail(len(p.source.Text)-len(text), incident.CodeUnknown, err)
		return false
	}
	p.finish()
	return true
}

func (p *savedPage) fail(at int, code incident.Code, err error) {
	p.errs = append(p.errs, p.source.Error(at, code, err))
}

// failed reports whether reading has to stop.
func (p *savedPage) failed() bool { return len(p.errs) > 0 && !p.reader.Lax }

func (p *savedPage) note(at int, code incident.Code, path, text string) {
	p.answer.Notes = append(p.answer.Notes, p.source.Note(at, code, path, text))
}

// conclude adds a conclusion about a time as a note or as an error.
func (p *savedPage) conclude(c pagezone.Conclusion, path string) {
	switch {
	case c.Err != nil:
		p.fail(c.At, c.Code, c.Err)
	case c.Code != "":
		p.note(c.At, c.Code, path, c.Text)
	}
}

// finish concludes the zone of the page and reads everything that depends on
// it.
func (p *savedPage) finish() {
	if p.failed() {
		return
	}
	if p.zone == nil {
		p.findZone()
	}
	for _, t := range p.times {
		if !p.failed() {
			p.conclude(p.zone.Store(t))
		}
	}
	for _, read := range p.later {
		if !p.failed() {
			read()
		}
	}
	p.answer.Page.TimeZone = p.zone.Name
	for _, inc := range p.answer.Incidents {
		inc.Page.TimeZone = p.zone.Name
		p.zone.Localize(inc)
	}
	source.SortNotes(p.answer.Notes)
}

// findZone uses the zone from the caller or concludes one.
func (p *savedPage) findZone() {
	if p.reader.Zone != "" {
		if loc, err := civil.LoadLocation(p.reader.Zone); err == nil { // checked by Read
			p.zone = pagezone.Given(loc)
			return
		}
	}
	zone, c := pagezone.Conclude(pagezone.Stamps(p.times))
	p.zone = zone
	p.conclude(c, "page.time_zone")
}

// meta returns the content of a meta element with the given name or property.
func (p *savedPage) meta(name string) string {
	n := p.root.Find(func(n *htmltree.Node) bool {
		return n.Name == "meta" && (n.Value("name") == name || n.Value("property") == name)
	})
	if n == nil {
		return ""
	}
	return n.Value("content")
}

// canonical returns the canonical address that the page states, or nil.
func (p *savedPage) canonical() *url.URL {
	address := cmp.Or(p.root.Canonical(), p.meta("og:url"))
	if address == "" {
		if n := p.root.Find(func(n *htmltree.Node) bool { return n.Name == "base" && n.Value("href") != "" }); n != nil {
			address = n.Value("href")
		}
	}
	return htmltree.WebAddress(address)
}

// about returns the page of a home or history page, from its title and address.
func (p *savedPage) about() incident.Page {
	page := incident.Page{Name: p.titleName("")}
	if u := p.canonical(); u != nil {
		page.URL = u.Scheme + "://" + u.Host
	}
	return page
}

// titleName returns the name of the page from the title of the document, which
// may also have the title of an incident: "Example Pay Status - Webhooks are
// late".
func (p *savedPage) titleName(incidentTitle string) string {
	n := p.root.Named("title")
	if n == nil {
		return ""
	}
	text := n.Line()
	if incidentTitle != "" {
		name, ok := strings.CutSuffix(text, " - "+incidentTitle)
		if !ok {
			return ""
		}
		text = name
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, " History"), " Status")
}
