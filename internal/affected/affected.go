// Package affected reads the sentence of a page that names the affected
// components.
package affected

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

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
	items, deep := splitTop(itemBuf[:0], s, r.Words.Separators, maxDepth)
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
	for _, name := range splitNames(buf, inside) {
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

// splitTop splits a list of components at the separators outside brackets, and
// appends its items. If brackets are nested deeper than most, it splits nothing
// and reports that.
func splitTop(items []string, s string, separators [3]string, most int) (_ []string, deep bool) {
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			if depth++; depth > most {
				return append(items[:0], s), true
			}
		case ')':
			depth = max(0, depth-1)
		case ',', ' ':
			if depth > 0 {
				continue
			}
			for _, sep := range separators {
				if strings.HasPrefix(s[i:], sep) {
					items = append(items, s[start:i])
					i += len(sep) - 1
					start = i + 1
					break
				}
			}
		}
	}
	return append(items, s[start:]), false
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

// splitNames splits the text between the brackets of a group at ", ", and
// appends the names.
func splitNames(names []string, s string) []string {
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '(':
			depth++
		case s[i] == ')':
			depth = max(0, depth-1)
		case depth == 0 && strings.HasPrefix(s[i:], ", "):
			names = append(names, s[start:i])
			start = i + 2
			i++
		}
	}
	return append(names, s[start:])
}

// appendList appends the sentence that package render writes for the
// components, with spaces folded.
func appendList(dst []byte, lang *words.Language, list []incident.Component) []byte {
	n := 0
	for i, c := range list {
		if c.Group == "" || i == 0 || list[i-1].Group != c.Group {
			n++
		}
	}
	if !isArranged(list) {
		return nil // writers move such components together
	}
	for i, k := 0, 0; i < len(list); k++ {
		dst = lang.Separators.Append(dst, k, n)
		if list[i].Group == "" {
			dst = append(dst, list[i].Name...)
			i++
			continue
		}
		group := list[i].Group
		dst = append(append(dst, group...), " ("...)
		for first := true; i < len(list) && list[i].Group == group; i++ {
			if !first {
				dst = append(dst, ", "...)
			}
			first = false
			dst = append(dst, list[i].Name...)
		}
		dst = append(dst, ')')
	}
	return dst
}

// isArranged reports whether each component is listed once, and each group in
// one place.
func isArranged(list []incident.Component) bool {
	if len(list) <= 16 {
		for i, c := range list {
			for j := range i {
				if list[j] == c || c.Group != "" && list[j].Group == c.Group && list[i-1].Group != c.Group {
					return false
				}
			}
		}
		return true
	}
	seen, groups := make(map[incident.Component]bool, len(list)), make(map[string]bool)
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
	if plainSpaces(s) {
		return s
	}
	var buf [64]byte
	return string(appendFolded(buf[:0], s))
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

// plainSpaces reports whether folding would change nothing.
func plainSpaces(s string) bool {
	space := true
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			if unicode.IsSpace(r) {
				return false
			}
			space = false
			i += n
			continue
		case c <= ' ' && (c != ' ' || space):
			return false
		}
		space = c == ' '
		i++
	}
	return !space || s == ""
}
