package parse

import (
	"errors"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/htmltree"
	"github.com/incidentkit/incident/internal/pagezone"
)

// HTML reads what [render.HTML] writes, as a page or a fragment, or several
// fragments in a page of any kind, and postmortems in HTML of any other origin.
//
// Elements are found by their class wherever they stand, so that copies with
// text before the doctype, or inside another page, are read as well. Bodies
// become Markdown; nothing in a page runs or is loaded. Saved pages of
// Statuspage are read by [statuspage.Reader].
//
// The zero value is strict and concludes the zone from the abbreviations on the
// page. An HTML may be used by several goroutines.
//
// [render.HTML]: https://pkg.go.dev/github.com/incidentkit/incident/render#HTML
// [statuspage.Reader]: https://pkg.go.dev/github.com/incidentkit/incident/statuspage#Reader
type HTML struct {
	// Zone is the zone of the page. nil: the one that explains every
	// abbreviation beside a time; the reader says which in a Note.
	Zone *time.Location
	// Known are the components of the page. They decide where the sentence that
	// names the affected ones can be read in several ways. nil: its commas do.
	Known []incident.Component
	// Lax reads on after an error and returns what could be read, with all
	// Errors.
	Lax      bool
	MaxBytes int // of the input; 0: 16 MiB
	MaxDepth int // of elements inside one another; 0: 256
}

// NoteStamp is the code of a note about a time that is shown and is not the one
// in the data beside it, which was taken.
const NoteStamp = pagezone.CodeStamp

// Parse reads data; name stands for it in errors. Without Lax it returns a
// Document, or the first error as an [*incident.SourceError]. With Lax it
// returns both, the error being [incident.SourceErrors]; the Document is nil
// only where nothing could be read.
//
// In a Document with several incidents, in the order of the page, paths of
// notes begin with the incident: "incidents[2].updates[0].at".
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
	later []func() // what is read once the zone of the page is known
}

// readPage reports whether the page is one of those that are known.
func (p *htmlReader) readPage(name string, data []byte, maxBytes, maxDepth int) bool {
	if maxBytes <= 0 {
		maxBytes = defaultMaxBytes
	}
	if !p.in.open(name, data, maxBytes) {
		return false
	}
	var errs incident.SourceErrors
	p.root, errs = htmltree.Parse(p.in.source, maxDepth)
	p.in.errs = append(p.in.errs, errs...)
	if p.in.failed() {
		return false
	}
	reports := p.reports()
	if len(reports) == 0 {
		if p.root.Find(isStatuspage) == nil && p.document() {
			return true
		}
		p.refuse()
		return false
	}
	p.in.doc.Many = len(reports) > 1
	for _, n := range reports {
		p.begin()
		p.report(n)
	}
	p.finish()
	return true
}

// refuse fails for a page without a report. The error names the reader of the
// page if another package of this module has one.
func (p *htmlReader) refuse() {
	if n := p.root.Find(isStatuspage); n != nil {
		p.in.fail(n.Start, incident.CodeSyntax, errors.New("no report found: this looks like a page of Statuspage, which statuspage.Reader reads"))
		return
	}
	at := len(p.in.src) - len(strings.TrimLeft(p.in.src, "\ufeff \t\r\n"))
	p.in.fail(min(at, max(0, len(p.in.src)-1)), incident.CodeSyntax, errors.New("no report found: neither one of incidentkit nor a page of Statuspage"))
}

// isStatuspage reports whether an element belongs to a page of Statuspage, as
// statuspage.Detect does.
func isStatuspage(n *htmltree.Node) bool {
	for _, class := range [...]string{"incident-name", "update-row", "unresolved-incident", "status-day", "scheduled-maintenance", "incidents-list"} {
		if n.Is(class) {
			return true
		}
	}
	return strings.Contains(n.Value("data-react-props")+n.Value("data-props"), `"months"`)
}

// begin makes a new incident the one that is read.
func (p *htmlReader) begin() {
	p.page.inc = &incident.Incident{}
	p.page.last = ""
	if p.in.doc.Many {
		p.in.path = incidentPath(len(p.in.doc.Incidents))
	}
	p.in.doc.Incidents = append(p.in.doc.Incidents, p.page.inc)
}

// markAt marks the element that a value was read from.
func (p *htmlReader) markAt(kind markKind, i, j, at int) { p.in.mark(kind, i, j, at, at) }

// finish finds the zone of the page and what depends on it, and puts the notes
// in the order of the page.
func (p *htmlReader) finish() {
	if p.in.failed() {
		return
	}
	p.in.path = "" // what is concluded is about the page
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
	sortNotes(p.in.doc.Notes)
}
