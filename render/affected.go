package render

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
)

// components appends "Group (A, B), C, and Other (D)". Only ", " separates
// inside brackets, as on real pages.
func (p *textPrinter) components(list []incident.Affected) {
	groups := groupsOf(list)
	n := 0
	for i := range list {
		if groups.first(i) {
			n++
		}
	}
	for i, k := 0, 0; i < len(list); i++ {
		if !groups.first(i) {
			continue
		}
		p.dst = p.phrases.AppendSeparator(p.dst, k, n)
		k++
		if list[i].Group == "" {
			p.name(list[i].Name)
			continue
		}
		p.name(list[i].Group)
		p.text(" (")
		for j := i; j >= 0; j = groups.next(j) {
			if j > i {
				p.text(", ")
			}
			p.name(list[j].Name)
		}
		p.text(")")
	}
}

// groups finds the components of a list that share a group. Short lists are
// searched; long ones are indexed, so that cost stays linear.
type groups struct {
	list []incident.Affected
	head map[string]int // first of a group
	link []int          // the next of the same group, or -1
}

func groupsOf(list []incident.Affected) groups {
	g := groups{list: list}
	if len(list) <= 16 {
		return g
	}
	g.head, g.link = make(map[string]int), make([]int, len(list))
	last := make(map[string]int)
	for i := range list {
		g.link[i] = -1
		name := list[i].Group
		if before, ok := last[name]; ok {
			g.link[before] = i
		} else {
			g.head[name] = i
		}
		last[name] = i
	}
	return g
}

// first reports whether component i leads its group, or has none.
func (g groups) first(i int) bool {
	name := g.list[i].Group
	if name == "" {
		return true
	}
	if g.link != nil {
		return g.head[name] == i
	}
	for j := range i {
		if g.list[j].Group == name {
			return false
		}
	}
	return true
}

// next returns the component after i in its group, or -1.
func (g groups) next(i int) int {
	if g.link != nil {
		return g.link[i]
	}
	for j := i + 1; j < len(g.list); j++ {
		if g.list[j].Group == g.list[i].Group {
			return j
		}
	}
	return -1
}

// name appends the name of a component or group. The spaces of a separator
// inside it are written as U+00A0, which readers fold, so that the name comes
// back whole.
func (p *textPrinter) name(s string) {
	separators := p.phrases.Separators()
	if isPlainName(s, separators[2][1]) {
		p.dst = append(p.dst, s...)
		return
	}
	start := len(p.dst)
	p.dst = markdown.AppendLine(p.dst, s)
	if string(p.dst[start:]) != s {
		s = string(p.dst[start:])
	}
	p.dst = p.dst[:start]
	for {
		i, n := separator(s, &separators)
		p.text(s[:i])
		for j := range n {
			if c := s[i+j]; c == ' ' {
				p.text("\u00a0")
			} else {
				p.dst = append(p.dst, c)
			}
		}
		if s = s[i+n:]; s == "" {
			break
		}
	}
	if p.html {
		p.dst = markdown.EscapeHTML(p.dst, start)
	}
}

// isPlainName reports whether a name is letters, digits and single spaces, none
// of them before the first byte of "and". Most names are, and stand as they are.
func isPlainName(s string, and byte) bool {
	for i := range len(s) {
		c := s[i]
		if isAlnum(c) || c == '-' && i > 0 {
			continue
		}
		if c != ' ' || i == 0 || i+1 == len(s) || !isAlnum(s[i+1]) || s[i+1] == and {
			return false
		}
	}
	return true
}

// separator finds the first separator in a name; it returns the length of the
// name and 0 where there is none.
func separator(name string, separators *[3]string) (at, n int) {
	for i := range len(name) {
		if c := name[i]; c != ',' && c != ' ' {
			continue
		}
		for _, sep := range [...]string{separators[1], separators[2], " ("} {
			if strings.HasPrefix(name[i:], sep) {
				return i, len(sep)
			}
		}
	}
	return len(name), 0
}
