package main

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/lint"
)

// lintPlaces finds the files and lines of one report.
type lintPlaces struct {
	located
	draft *draftUpdate // nil if there is none
	index string       // prefix of paths, if the file has several incidents
}

// position returns the place of a byte of a value in its file, or else of the
// value around it, as [lint.Options] requires.
func (p *lintPlaces) position(path string, offset int) (line, column int, ok bool) {
	if p.draft.has(path) {
		return p.draft.position(path, offset)
	}
	return p.origin(path).position(path, offset)
}

// notes returns the notes of the readers of the report.
func (p *lintPlaces) notes() (list []incident.Note) {
	for _, o := range []origin{p.own, p.postmortem} {
		all := o.notes
		if o.doc != nil {
			all = o.doc.Notes
		}
		for _, n := range all {
			if path, ok := strings.CutPrefix(n.Path, o.prefix); ok {
				n.Path = path
				list = append(list, n)
			}
		}
	}
	return list
}

// lintPlace is a place with its file, as written in JSON.
type lintPlace struct {
	File   string    `json:"file"`
	Path   string    `json:"path"`
	Span   *lintSpan `json:"span,omitempty"` // omitted for the whole value
	Line   int       `json:"line,omitempty"` // from 1
	Column int       `json:"column,omitempty"`

	endLine, endColumn int // of the byte after the span; 0 if not known
}

// lintSpan is a range of bytes in a value.
type lintSpan struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// place returns a place with its file.
func (p *lintPlaces) place(at lint.Place) lintPlace {
	o := p.origin(at.Path)
	to := lintPlace{File: shownName(o.name), Path: p.index + o.prefix + at.Path, Line: at.Line, Column: at.Column}
	if p.draft.has(at.Path) {
		to.File, to.Path = shownName(p.draft.name), at.Path
	}
	if at.End > 0 {
		to.Span = &lintSpan{at.Start, at.End}
		if line, column, ok := p.position(at.Path, at.End); ok && at.Line > 0 && (line > at.Line || line == at.Line && column > at.Column) {
			to.endLine, to.endColumn = line, column
		}
	}
	return to
}

// String returns FILE:LINE:COL, or FILE:PATH if the line is not known.
func (p lintPlace) String() string {
	switch {
	case p.Line > 0:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	case p.Path != "":
		return p.File + ":" + p.Path
	}
	return p.File
}

// lintFinding is a finding with the files of its places, as written in JSON.
type lintFinding struct {
	Rule     string        `json:"rule"`
	Severity lint.Severity `json:"severity"`
	lintPlace
	Message    string        `json:"message"`
	Related    []lintRelated `json:"related,omitempty"`
	Suggestion string        `json:"suggestion,omitempty"`
}

// lintRelated is another place that a finding refers to.
type lintRelated struct {
	lintPlace
	Message string `json:"message"`
}

// finding returns a finding with the files of its places.
func (p *lintPlaces) finding(f lint.Finding) lintFinding {
	to := lintFinding{Rule: f.Rule, Severity: f.Severity, lintPlace: p.place(f.Place), Message: f.Message, Suggestion: f.Suggestion}
	for _, r := range f.Related {
		to.Related = append(to.Related, lintRelated{p.place(r.Place), r.Message})
	}
	return to
}

// text returns the message and the suggestion of a finding.
func (f *lintFinding) text() string {
	if f.Suggestion == "" {
		return f.Message
	}
	return f.Message + "; " + f.Suggestion
}
