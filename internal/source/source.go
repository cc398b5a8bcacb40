// Package source holds the text of a reader, checks that it is text, and
// converts offsets to lines and columns.
package source

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/incidentkit/incident"
)

// Source is the text of one file. It must not be copied. Several goroutines may
// use it; its fields must not change after the first call of a method.
type Source struct {
	File string // name of the text in errors
	Text string

	index sync.Once
	lines []int32 // offset of each line; made when a position is first needed
}

// New returns the source of data, decoded by [Decode]. The error wraps an
// [incident.LimitError] if data is longer than maxBytes, or names the kind of a
// file that is not text. It has no position.
func New(file string, data []byte, maxBytes int) (*Source, *incident.SourceError) {
	if maxBytes = min(maxBytes, math.MaxInt32); len(data) > maxBytes {
		return &Source{File: file}, &incident.SourceError{File: file, Code: incident.CodeLimit, Err: &incident.LimitError{Limit: "bytes", Max: maxBytes}}
	}
	err := kindError(data)
	if err == nil {
		data, err = decode(data)
	}
	if err != nil {
		return &Source{File: file}, &incident.SourceError{File: file, Code: incident.CodeSyntax, Err: err}
	}
	return &Source{File: file, Text: string(data)}, nil
}

// Of returns a source for a text that was extracted from the same file. Its
// offsets are those in the text.
func (s *Source) Of(text string) *Source { return &Source{File: s.File, Text: text} }

// Position returns the line and the column of an offset, both 1-based and the
// column in bytes. It takes logarithmic time. An offset outside the text is
// replaced by the nearer end.
func (s *Source) Position(offset int) (line, column int) {
	s.index.Do(s.findLines)
	offset = max(0, min(offset, len(s.Text)))
	i, found := slices.BinarySearch(s.lines, int32(offset))
	if !found {
		i--
	}
	return i + 1, offset - int(s.lines[i]) + 1
}

// findLines finds the lines, which end at LF, CR LF or CR.
func (s *Source) findLines() {
	s.lines = make([]int32, 1, 1+strings.Count(s.Text, "\n"))
	breaks := "\n\r"
	if !strings.Contains(s.Text, "\r") {
		breaks = "\n"
	}
	for at := 0; ; {
		end := strings.IndexAny(s.Text[at:], breaks)
		if end < 0 {
			return
		}
		at += end + 1
		if strings.HasPrefix(s.Text[at-1:], "\r\n") {
			at++
		}
		s.lines = append(s.lines, int32(at))
	}
}

// Error returns an error at an offset.
func (s *Source) Error(offset int, code incident.Code, cause error) *incident.SourceError {
	e := &incident.SourceError{File: s.File, Code: code, Err: cause}
	e.Line, e.Column = s.Position(offset)
	return e
}

// Note returns a note at an offset about the value at path.
func (s *Source) Note(offset int, code incident.Code, path, text string) incident.Note {
	n := incident.Note{Path: path, Code: code, Text: text}
	n.Line, n.Column = s.Position(offset)
	return n
}

// SortNotes sorts notes by their place.
func SortNotes(notes []incident.Note) {
	slices.SortStableFunc(notes, func(a, b incident.Note) int { return cmp.Or(a.Line-b.Line, a.Column-b.Column) })
}

// CheckUTF8 returns an error at the first byte that is not UTF-8, or nil.
func (s *Source) CheckUTF8() *incident.SourceError {
	if utf8.ValidString(s.Text) {
		return nil
	}
	at := 0
	for {
		r, n := utf8.DecodeRuneInString(s.Text[at:])
		if r == utf8.RuneError && n == 1 {
			return s.Error(at, incident.CodeControl, s.notUTF8(at))
		}
		at += n
	}
}

// CheckNUL returns an error at the first NUL byte, or nil.
func (s *Source) CheckNUL() *incident.SourceError {
	at := strings.IndexByte(s.Text, 0)
	if at < 0 {
		return nil
	}
	return s.Error(at, incident.CodeControl, errors.New("a NUL byte: the file is not text"))
}

// Valid returns the source with each byte that is not UTF-8 replaced by U+FFFD.
func (s *Source) Valid() *Source {
	return &Source{File: s.File, Text: strings.ToValidUTF8(s.Text, "\ufffd")}
}
