package parse

import (
	"fmt"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/source"
)

// input is what every reader reads from and reports to: the source, and the
// document with its notes, places and errors.
type input struct {
	lax     bool
	source  *source.Source
	src     string // text of the source
	data    []byte // src again
	doc     *Document
	errs    incident.SourceErrors
	several bool   // times stand there in several zones
	path    string // of the incident that is read, where there are several
}

func newInput(lax bool) *input { return &input{lax: lax, doc: &Document{}} }

// result returns the results of Parse. Read is set where anything could be
// read.
func (p *input) result(read bool) (*Document, error) {
	switch {
	case len(p.errs) == 0:
		return p.doc, nil
	case !p.lax:
		return nil, p.errs[0]
	case !read:
		return nil, p.errs
	}
	return p.doc, p.errs
}

// fail keeps an error; reading goes on only with Lax.
func (p *input) fail(at int, code incident.Code, err error) {
	p.errs = append(p.errs, p.source.Error(at, code, err))
}

// failWhole keeps an error about the file as a whole, which has no place.
func (p *input) failWhole(code incident.Code, err error) {
	p.errs = append(p.errs, &incident.SourceError{File: p.source.File, Code: code, Err: err})
}

// failed reports whether the reading ends here.
func (p *input) failed() bool { return len(p.errs) > 0 && !p.lax }

func (p *input) note(code incident.Code, path string, at int, text string) {
	p.doc.Notes = append(p.doc.Notes, p.source.Note(at, code, p.path+path, text))
}

// mark records where a value stands. With several incidents there are no paths
// for it.
func (p *input) mark(kind markKind, i, j, start, end int) {
	if p.doc.Many {
		return
	}
	p.doc.marks = append(p.doc.marks, mark{kind, int32(i), int32(j), int32(start), int32(end)})
}

func (p *input) markLine(kind markKind, i int, l tree.Line) { p.mark(kind, i, 0, l.Start, l.End) }

// incidentPath begins the paths of one of several incidents.
func incidentPath(i int) string { return fmt.Sprintf("incidents[%d].", i) }

// open takes data as the source if it is text, and reports whether the reading
// goes on.
func (p *input) open(name string, data []byte, maxBytes int) bool {
	src, err := source.New(name, data, maxBytes)
	p.source, p.data = src, data
	if err != nil {
		p.errs = append(p.errs, err)
		return false
	}
	if len(src.Text) != len(data) {
		p.data = []byte(src.Text) // it was decoded
	}
	if err := src.CheckUTF8(); err != nil {
		p.errs = append(p.errs, err)
		p.source = src.Valid()
		p.data = []byte(p.source.Text)
	}
	p.src, p.doc.source = p.source.Text, p.source
	return !p.failed()
}

// noNUL fails where the source has a NUL byte, and reports whether the reading
// goes on.
func (p *input) noNUL() bool {
	if err := p.source.CheckNUL(); err != nil {
		p.errs = append(p.errs, err)
	}
	return !p.failed()
}

// otherZones notes, once, that times stand there in several zones.
func (p *input) otherZones(at int) {
	if !p.several {
		p.several = true
		p.note(NoteOtherZones, "page.time_zone", at, "the same times in other zones are derived, not kept")
	}
}
