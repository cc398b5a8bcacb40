package plan

import (
	"slices"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// arrange moves the components of each group to the first of them. Short lists
// are searched; in long ones the components of a group are indexed, so that the
// cost is linear.
func arrange(list []incident.Affected) {
	const long = 32
	if len(list) <= long {
		for i := 0; i < len(list); i++ {
			for j := i + 1; j < len(list) && list[i].Group != ""; j++ {
				if list[j].Group == list[i].Group {
					i++
					c := list[j]
					copy(list[i+1:j+1], list[i:j])
					list[i] = c
				}
			}
		}
		return
	}
	members := make(map[string][]int)
	for i := range list {
		members[list[i].Group] = append(members[list[i].Group], i)
	}
	sorted := make([]incident.Affected, 0, len(list))
	for i := range list {
		if list[i].Group == "" {
			sorted = append(sorted, list[i])
			continue
		}
		for _, k := range members[list[i].Group] {
			sorted = append(sorted, list[k])
		}
		delete(members, list[i].Group)
	}
	copy(list, sorted)
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
	between := lang.Separators
	start := len(dst)
	dst = markdown.AppendInsert(dst, s)
	for i := start; i < len(dst); i++ {
		if c := dst[i]; c != ' ' && c != ',' {
			continue
		}
		for _, sep := range [...]string{between[1], between[2], " ("} {
			if len(dst)-i < len(sep) || string(dst[i:i+len(sep)]) != sep {
				continue
			}
			for _, c := range sep {
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
