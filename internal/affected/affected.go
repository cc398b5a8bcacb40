// Package affected reads the sentence of a page that names the affected
// components.
package affected

import (
	"fmt"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// Codes of notes.
const (
	CodeAmbiguous incident.Code = "ambiguous" // a name may be that of one component or of several
	CodeSentence  incident.Code = "sentence"  // the names cannot be separated, so the sentence is one name
)

const defaultDepth = 32

// Reader reads such a sentence.
type Reader struct {
	Words *words.Language
	// Known are the components of the page. They decide if the sentence can
	// be read in several ways. If Known is nil, the commas decide.
	Known    []incident.Component
	MaxDepth int // maximum depth of nested brackets; 0 means 32
}

// Read reads a sentence from after its colon: "Web (Search, Login), API, and
// Other (x)." Inside brackets, only ", " separates. If writing the components
// would not give the same sentence, the whole sentence is one name. The error
// wraps an [incident.LimitError]; the components are valid even then. Notes
// have no position.
func (r Reader) Read(s string) (list []incident.Component, notes []incident.Note, err error) {
	s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "."))
	if s == "" {
		return nil, nil, nil
	}
	maxDepth := r.MaxDepth
	if maxDepth <= 0 {
		maxDepth = defaultDepth
	}
	var itemBuf, nameBuf [8]string
	items, deep := split(itemBuf[:0], s, r.Words.Separators[:], maxDepth)
	if deep {
		err = &incident.LimitError{Limit: "levels of brackets", Max: maxDepth}
	} else if known := r.known(s); known != nil {
		return known, nil, nil
	}
	list = make([]incident.Component, 0, 4)
	for _, item := range items {
		var doubts []incident.Note
		list, doubts = r.appendItem(list, nameBuf[:0], item)
		notes = append(notes, doubts...)
	}
	if !r.Writes(list, s) {
		notes = append(notes, note(CodeSentence, "the names of the components cannot be separated; the sentence was kept as one name"))
		list = []incident.Component{{Name: fold(s)}}
	}
	return list, notes, err
}

// appendItem appends the components of one item of the sentence: "API", or "Web
// (Search, Login)".
func (r Reader) appendItem(list []incident.Component, buf []string, item string) (_ []incident.Component, notes []incident.Note) {
	group, inside, ok := cutGroup(item)
	if !ok {
		return append(list, incident.Component{Name: fold(item)}), nil
	}
	folded := fold(group)
	names, _ := split(buf, inside, r.Words.Separators[1:2], len(inside))
	for _, name := range names {
		list = append(list, incident.Component{Group: folded, Name: fold(name)})
		if strings.Contains(name, r.Words.Separators[2]) && len(r.Known) == 0 { // writers put U+00A0 into a name
			notes = append(notes, note(CodeAmbiguous, fmt.Sprintf("this may be one component or several: %q in %q", fold(name), folded)))
		}
	}
	return list, notes
}

func note(code incident.Code, text string) incident.Note {
	return incident.Note{Path: "components", Code: code, Text: text}
}

// Writes reports whether the sentence is the one that writers use for the
// components.
func (r Reader) Writes(list []incident.Component, s string) bool {
	var again, folded [256]byte
	return string(appendList(again[:0], r.Words, list)) == string(appendFolded(folded[:0], s))
}

// split splits a list at the separators outside brackets, and appends its
// parts. If brackets are nested deeper than most, it splits nothing and reports
// that.
func split(parts []string, s string, separators []string, most int) (_ []string, deep bool) {
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			if depth++; depth > most {
				return append(parts[:0], s), true
			}
		case ')':
			depth = max(0, depth-1)
		case ',', ' ':
			if depth > 0 {
				continue
			}
			for _, sep := range separators {
				if strings.HasPrefix(s[i:], sep) {
					parts = append(parts, s[start:i])
					i += len(sep) - 1
					start = i + 1
					break
				}
			}
		}
	}
	return append(parts, s[start:]), false
}

// cutGroup splits "Group (a, b)" at the bracket that the last one closes.
func cutGroup(item string) (group, inside string, ok bool) {
	if !strings.HasSuffix(item, ")") {
		return "", "", false
	}
	depth := 0
	for i := len(item) - 1; i > 0; i-- {
		switch item[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				group, ok = strings.CutSuffix(item[:i], " ")
				return group, item[i+1 : len(item)-1], ok && group != "" && i+1 < len(item)-1
			}
		}
	}
	return "", "", false
}

// appendList appends the sentence that package render writes for the
// components, with spaces folded.
func appendList(dst []byte, lang *words.Language, list []incident.Component) []byte {
	if !isArranged(list) {
		return nil // writers move such components together
	}
	continues := func(i int) bool { // component i is in the group of the one before it
		return i > 0 && i < len(list) && list[i].Group != "" && list[i].Group == list[i-1].Group
	}
	n := 0
	for i := range list {
		if !continues(i) {
			n++
		}
	}
	k := 0
	for i, c := range list {
		if continues(i) {
			dst = append(dst, ", "...)
		} else {
			dst = lang.Separators.Append(dst, k, n)
			k++
			if c.Group != "" {
				dst = append(append(dst, c.Group...), " ("...)
			}
		}
		dst = append(dst, c.Name...)
		if c.Group != "" && !continues(i+1) {
			dst = append(dst, ')')
		}
	}
	return dst
}

// isArranged reports whether each component is listed once, and each group in
// one place.
func isArranged(list []incident.Component) bool {
	seen, groups := make(map[incident.Component]bool), make(map[string]bool)
	for i, c := range list {
		if seen[c] || c.Group != "" && groups[c.Group] && list[i-1].Group != c.Group {
			return false
		}
		seen[c], groups[c.Group] = true, true
	}
	return true
}

// fold trims a text and replaces each run of space in it by one space. U+00A0
// is space.
func fold(s string) string {
	var buf [64]byte
	folded := appendFolded(buf[:0], s)
	if string(folded) == s {
		return s
	}
	return string(folded)
}

// appendFolded appends s as fold returns it.
func appendFolded(dst []byte, s string) []byte {
	start := len(dst)
	for word := range strings.FieldsSeq(s) {
		if len(dst) > start {
			dst = append(dst, ' ')
		}
		dst = append(dst, word...)
	}
	return dst
}
