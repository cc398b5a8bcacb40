package plan

import (
	"bytes"
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
	for i := range list {
		group := list[i].Group
		if group == "" || sharesGroup(list, i) {
			continue
		}
		if begun[group] {
			return false
		}
		begun[group] = true
	}
	return true
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
	for i := range list {
		if !sharesGroup(list, i) {
			n++
		}
	}
	for i, k := 0, 0; i < len(list); k++ {
		dst = r.Lang.Separators.Append(dst, k, n)
		if list[i].Group == "" {
			dst = appendName(dst, list[i].Name, r.Lang)
			i++
			continue
		}
		dst = append(appendName(dst, list[i].Group, r.Lang), " ("...)
		dst = appendName(dst, list[i].Name, r.Lang)
		for i++; i < len(list) && sharesGroup(list, i); i++ {
			dst = appendName(append(dst, ", "...), list[i].Name, r.Lang)
		}
		dst = append(dst, ')')
	}
	return append(dst, '.')
}

// sharesGroup reports whether component i is in the group of the one before it.
func sharesGroup(list []incident.Affected, i int) bool {
	return i > 0 && list[i].Group != "" && list[i].Group == list[i-1].Group
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
