package plan

import (
	"bytes"
	"iter"
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// arrange moves the components of each group to the first of them.
func arrange(list []incident.Affected) {
	if isArranged(list) {
		return // nearly always
	}
	members := make(map[string][]incident.Affected)
	for _, c := range list {
		members[c.Group] = append(members[c.Group], c)
	}
	next := 0
	for _, c := range slices.Clone(list) {
		if c.Group == "" {
			list[next] = c
			next++
			continue
		}
		next += copy(list[next:], members[c.Group])
		delete(members, c.Group)
	}
}

// isArranged reports whether the components of each group follow one another.
func isArranged(list []incident.Affected) bool {
	begun := make(map[string]bool)
	for members := range Groups(list) {
		group := members[0].Group
		if begun[group] {
			return false
		}
		begun[group] = group != ""
	}
	return true
}

// Groups returns the components that follow one another in the same group, and
// each component without a group on its own.
func Groups(list []incident.Affected) iter.Seq[[]incident.Affected] {
	return func(yield func([]incident.Affected) bool) {
		for first := 0; first < len(list); {
			end := first + 1
			for list[first].Group != "" && end < len(list) && list[end].Group == list[first].Group {
				end++
			}
			if !yield(list[first:end]) {
				return
			}
			first = end
		}
	}
}

// AppendAffected appends the sentence with the affected components, "This
// incident affected: Group (A, B), C, and Other (D).". It appends nothing if
// there are none, or if the report is a document without the page.
func (r *Report) AppendAffected(dst []byte) []byte {
	list := r.Affected
	if len(list) == 0 || r.Alone {
		return dst
	}
	over := r.options.Past || r.Incident.Status().IsFinal()
	word := words.IncidentAffects
	switch maintenance := r.Incident.IsMaintenance(); {
	case maintenance && over:
		word = words.MaintenanceAffected
	case maintenance:
		word = words.MaintenanceAffects
	case over:
		word = words.IncidentAffected
	}
	dst = append(append(dst, r.Lang.Word(word)...), ' ')
	n := 0
	for range Groups(list) {
		n++
	}
	k := 0
	for members := range Groups(list) {
		dst = r.Lang.Separators.Append(dst, k, n)
		k++
		group := members[0].Group
		if group != "" {
			dst = append(appendName(dst, group, r.Lang), " ("...)
		}
		for i := range members {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = appendName(dst, members[i].Name, r.Lang)
		}
		if group != "" {
			dst = append(dst, ')')
		}
	}
	return append(dst, '.')
}

// appendName appends the name of a component or a group. Spaces that would be
// read as part of a separator are written as U+00A0, which readers fold.
func appendName(dst []byte, s string, lang *words.Language) []byte {
	i := len(dst)
	dst = markdown.AppendInsert(dst, s)
	for ; i < len(dst); i++ {
		if dst[i] != ' ' && dst[i] != ',' {
			continue
		}
		for _, separator := range [...]string{lang.Separators[1], lang.Separators[2], " ("} {
			if !bytes.HasPrefix(dst[i:], []byte(separator)) {
				continue
			}
			for _, c := range separator {
				if c == ' ' {
					dst = slices.Replace(dst, i, i+1, 0xc2, 0xa0)
					i++
				}
				i++
			}
			i--
			break
		}
	}
	return dst
}
