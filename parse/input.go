package parse

import (
	"errors"

	"github.com/incidentkit/incident"
	tree "github.com/incidentkit/incident/internal/block"
	"github.com/incidentkit/incident/internal/source"
)

// input is the source that a reader reads from, and the document, notes and
// errors that it makes.
type input struct {
	lax     bool
	source  *source.Source
	src     string // text of the source
	data    []byte // src as bytes
	doc     *Document
	errs    incident.SourceErrors
	several bool   // the page shows times in several zones
	path    string // of the present incident if there are several
}

func newInput(lax bool) *input { return &input{lax: lax, doc: &Document{}} }

// result returns the results of Parse. read is set if anything could be read.
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

// fail adds an error at an offset. Reading goes on only if Lax is set.
func (p *input) fail(at int, code incident.Code, err error) {
	p.errs = append(p.errs, p.source.Error(at, code, err))
}

// failEmpty adds the error for a file without text, which has no place.
func (p *input) failEmpty() {
	p.errs = append(p.errs, &incident.SourceError{File: p.source.File, Code: incident.CodeRequired, Err: errors.New("the file is empty")})
}

// failed reports whether reading has to stop.
func (p *input) failed() bool { return len(p.errs) > 0 && !p.lax }

func (p *input) note(code incident.Code, path string, at int, text string) {
	p.doc.Notes = append(p.doc.Notes, p.source.Note(at, code, p.path+path, text))
}

// record records the place of a value. If there are several incidents, nothing
// is recorded.
func (p *input) record(kind placeKind, i, j, start, end int) {
	if p.doc.Many {
		return
	}
	p.doc.recorded = append(p.doc.recorded, place{kind, int32(i), int32(j), int32(start), int32(end)})
}

func (p *input) recordLine(kind placeKind, i int, l tree.Line) { p.record(kind, i, 0, l.Start, l.End) }

// open makes data the source if it is text. If maxBytes is not positive, the
// usual limit applies. It reports whether reading can go on.
func (p *input) open(name string, data []byte, maxBytes, usual int) bool {
	if maxBytes <= 0 {
		maxBytes = usual
	}
	src, err := source.New(name, data, maxBytes)
	p.data = data
	p.use(src)
	if err != nil {
		p.errs = append(p.errs, err)
		return false
	}
	if err := src.CheckUTF8(); err != nil {
		p.errs = append(p.errs, err)
		p.use(src.Valid())
	}
	return !p.failed()
}

// use makes a text the source.
func (p *input) use(s *source.Source) {
	p.source, p.src, p.doc.source = s, s.Text, s
	if string(p.data) != s.Text {
		p.data = []byte(s.Text)
	}
}

// noNUL fails if the source has a NUL byte. It reports whether reading can go
// on.
func (p *input) noNUL() bool {
	if err := p.source.CheckNUL(); err != nil {
		p.errs = append(p.errs, err)
	}
	return !p.failed()
}

// otherZones notes, once for each document, that times are shown in several
// zones.
func (p *input) otherZones(at int) {
	if !p.several {
		p.several = true
		p.note(NoteOtherZones, "page.time_zone", at, "the same times in other zones were not kept; a writer derives them")
	}
}
