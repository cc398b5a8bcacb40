package parse

import (
	"errors"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
	"github.com/incidentkit/incident/internal/source"
)

// HTML reads the HTML that [render.HTML] writes, as a page, as a fragment, or
// as several fragments in any page, and the home page and the history of
// site.HTML. It also reads postmortems in HTML of any other origin.
//
// Elements are found by their class, wherever they stand, so a copy with text
// before the doctype or inside another page is read as well. Bodies become
// Markdown. Nothing in a page is run or loaded. For saved pages of Statuspage,
// use [statuspage.Reader].
//
// The zero value is strict, and concludes the zone from the abbreviations on
// the page. An HTML may be used by several goroutines at once.
//
// [render.HTML]: https://pkg.go.dev/github.com/incidentkit/incident/render#HTML
// [statuspage.Reader]:
// https://pkg.go.dev/github.com/incidentkit/incident/statuspage#Reader
type HTML struct {
	// Zone is the zone of the page. If it is nil, the reader concludes the
	// zone that explains every abbreviation beside a time, and says so in a
	// [NoteZone].
	Zone *time.Location
	// Known lists the components of the page. They decide how to separate
	// the names in the sentence of affected components; without them, its
	// commas do.
	Known []incident.Component
	// Lax makes Parse read on after an error and return everything that
	// could be read, along with all errors.
	Lax      bool
	MaxBytes int // limit of the input in bytes; 0 means 16 MiB
	MaxDepth int // limit of nested elements; 0 means 256
}

// NoteStamp is the code of a note about a time whose words differ from the
// instant in its element. The instant was used.
const NoteStamp = pagezone.CodeStamp

// Parse reads data; name is the file name that errors show. It returns a
// Document or, without Lax, the first error, an [*incident.SourceError]. With
// Lax it may return both; the error is then [incident.SourceErrors], and the
// Document is nil only if nothing could be read.
//
// If the page has several reports, the paths of notes begin with the incident,
// as in "incidents[2].updates[0].at", and incidents are in the order of the
// page.
func (h HTML) Parse(name string, data []byte) (*Document, error) {
	in := newInput(h.Lax)
	p := htmlReader{in: in, page: newPage(in, data, h.Zone, h.Known, 0)}
	return in.result(p.readPage(name, data, h.MaxBytes, h.MaxDepth))
}

// htmlReader is the state of reading one page.
type htmlReader struct {
	in    *input
	page  *page
	root  *htmltree.Node
	times []*pagezone.Time
	later []func() // run once the zone of the page is known

	inService *htmlService // nil: the page is not that of a service
}

// readPage reads a page. It reports whether the page is of a known kind.
func (p *htmlReader) readPage(name string, data []byte, maxBytes, maxDepth int) bool {
	if !p.in.open(name, data, maxBytes, defaultMaxBytes) {
		return false
	}
	var errs incident.SourceErrors
	p.root, errs = htmltree.Parse(p.in.source, maxDepth)
	p.in.errs = append(p.in.errs, errs...)
	if p.in.failed() {
		return false
	}
	reports := p.reports()
	p.inService = p.service()
	if len(reports) == 0 && (p.inService == nil || !p.inService.quiet) {
		if p.root.Find(isStatuspage) == nil && p.document() {
			return true
		}
		p.refuse()
		return false
	}
	p.in.doc.Many = len(reports) > 1 || p.inService != nil
	for _, n := range reports {
		p.page.begin()
		p.report(n)
	}
	p.finish()
	return true
}

// refuse fails because the page has no report. The error names the package that
// reads the page, if there is one.
func (p *htmlReader) refuse() {
	if n := p.root.Find(isStatuspage); n != nil {
		p.in.fail(n.Start, incident.CodeSyntax, errors.New("no report found: this looks like a page of Statuspage, which statuspage.Reader reads"))
		return
	}
	at := len(p.in.src) - len(strings.TrimLeft(p.in.src, "\ufeff \t\r\n"))
	p.in.fail(min(at, max(0, len(p.in.src)-1)), incident.CodeSyntax, errors.New("no report found: this is neither a report of package render nor a page of Statuspage"))
}

// isStatuspage reports whether an element belongs to a page of Statuspage, by
// the same rule as statuspage.Detect.
func isStatuspage(n *htmltree.Node) bool {
	for _, class := range [...]string{"incident-name", "update-row", "unresolved-incident", "status-day", "scheduled-maintenance", "incidents-list"} {
		if n.Is(class) {
			return true
		}
	}
	return strings.Contains(n.Value("data-react-props")+n.Value("data-props"), `"months"`)
}

// recordAt records the place of an element that a value was read from.
func (p *htmlReader) recordAt(kind placeKind, i int, n *htmltree.Node) {
	p.in.record(kind, i, 0, n.Start, n.Start)
}

// finish concludes the zone of the page, resolves everything that depends on
// it, and sorts the notes by their place.
func (p *htmlReader) finish() {
	if p.in.failed() {
		return
	}
	p.in.path = "" // the conclusions are about the page
	p.page.setZone(pagezone.Stamps(p.times))
	for _, t := range p.times {
		if !p.in.failed() {
			p.in.conclude(p.page.clock.Store(t))
		}
	}
	for _, inc := range p.in.doc.Incidents {
		inc.Page.TimeZone = p.page.clock.Name
	}
	for _, read := range p.later {
		if !p.in.failed() {
			read()
		}
	}
	for _, inc := range p.in.doc.Incidents {
		p.page.clock.Localize(inc)
	}
	source.SortNotes(p.in.doc.Notes)
}
