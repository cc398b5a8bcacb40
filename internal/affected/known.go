package affected

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// known reads the sentence with the catalogue of the page. It splits the
// sentence such that as few parts as possible are unknown to the catalogue. For
// that it may split at a separator inside brackets, or not split at one
// outside. It returns nil if no part is known, or if a component would be named
// twice.
func (r Reader) known(s string) []incident.Component {
	if len(r.Known) == 0 {
		return nil
	}
	c := catalogue{reader: r, names: make(map[incident.Component]bool, len(r.Known)), groups: make(map[string]bool)}
	for _, k := range r.Known {
		c.names[incident.Component{Group: k.Group, Name: k.Name}] = true
		c.groups[k.Group] = true
	}
	list, known := c.cut(s, "")
	if known == 0 {
		return nil
	}
	seen := make(map[incident.Component]bool, len(list))
	for _, k := range list {
		if seen[k] {
			return nil
		}
		seen[k] = true
	}
	return list
}

// catalogue reads lists of components, some of which it knows.
type catalogue struct {
	reader Reader
	names  map[incident.Component]bool // with group and name only
	groups map[string]bool
}

// separator is a place at which a list may be split; text[start:end] belongs to
// no name. It is plain if a reader without the catalogue would split there.
type separator struct {
	start, end int
	plain      bool
}

// way is a way to split the list up to a separator.
type way struct {
	from           int                  // the separator before the last part; -1 if the list cannot be split here
	unknown, known int                  // number of parts that are unknown and known to the catalogue
	odd            int                  // number of decisions to split or not that only the catalogue explains
	list           []incident.Component // components of the last part, if it is a group
}

// better reports whether w is a better way than v.
func (w way) better(v way) bool {
	switch {
	case v.from < 0:
		return true
	case w.unknown != v.unknown:
		return w.unknown < v.unknown
	case w.odd != v.odd:
		return w.odd < v.odd
	}
	return w.known > v.known
}

// maxJoined is the maximum number of parts between separators that form one
// name.
const maxJoined = 16

// cut returns the components of a list and the number of its parts that are
// known. In a group, a reader without the catalogue splits only at ", ".
func (c *catalogue) cut(s, group string) (list []incident.Component, known int) {
	cuts, closing := c.separators(s, group != "")
	ways := make([]way, len(cuts))
	for j := range ways[1:] {
		ways[j+1].from = -1
	}
	reach := func(i, j int, w way) {
		w.from = i
		w.unknown, w.known, w.odd = w.unknown+ways[i].unknown, w.known+ways[i].known, w.odd+ways[i].odd
		if !cuts[j].plain {
			w.odd++
		}
		if w.better(ways[j]) {
			ways[j] = w
		}
	}
	for i := range cuts[:len(cuts)-1] {
		if ways[i].from < 0 {
			continue
		}
		odd := 0
		for j := i + 1; j < len(cuts) && j <= i+maxJoined; j++ {
			part := s[cuts[i].end:cuts[j].start]
			if c.names[incident.Component{Group: group, Name: fold(part)}] {
				reach(i, j, way{known: 1, odd: odd})
			}
			if cuts[j].plain {
				odd++
			}
		}
		if cuts[i].plain {
			next := i + 1
			for !cuts[next].plain {
				next++
			}
			reach(i, next, way{unknown: 1})
		}
		if group == "" {
			c.reachGroup(s, cuts, closing, i, reach)
		}
	}
	return c.parts(s, group, cuts, ways), ways[len(ways)-1].known
}

// reachGroup calls reach for each known group that begins after separator i.
func (c *catalogue) reachGroup(s string, cuts []separator, closing map[int]int, i int, reach func(i, j int, w way)) {
	from := cuts[i].end
	last := cuts[min(i+maxJoined, len(cuts)-1)].start
	for at, k := from, 0; k < maxJoined && at < last; k++ {
		n := strings.Index(s[at:last], " (")
		if n < 0 {
			return
		}
		open := at + n + 1
		at = open + 1
		end, ok := closing[open]
		name := fold(s[from : open-1])
		if !ok || name == "" || !c.groups[name] {
			continue
		}
		j, ok := slices.BinarySearchFunc(cuts, end+1, func(cut separator, at int) int { return cut.start - at })
		if !ok {
			continue
		}
		if list, known := c.cut(s[open+1:end], name); known > 0 {
			reach(i, j, way{known: known, unknown: len(list) - known, list: list})
		}
	}
}

// parts returns the components of the best way to split the whole list.
func (c *catalogue) parts(s, group string, cuts []separator, ways []way) []incident.Component {
	var at []int
	for j := len(ways) - 1; j > 0; j = ways[j].from {
		at = append(at, j)
	}
	var list []incident.Component
	for _, j := range slices.Backward(at) {
		w := ways[j]
		part := s[cuts[w.from].end:cuts[j].start]
		switch {
		case w.list != nil:
			list = append(list, w.list...)
		case group != "" || w.known > ways[w.from].known:
			list = append(list, incident.Component{Group: group, Name: fold(part)})
		default:
			list, _ = c.reader.appendItem(list, nil, part)
		}
	}
	return list
}

// separators returns the places at which a list may be split, including its
// start and end, and the closing bracket of each opening one.
func (c *catalogue) separators(s string, inGroup bool) (cuts []separator, closing map[int]int) {
	cuts = append(cuts, separator{0, 0, true})
	closing = make(map[int]int)
	var open []int
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			open = append(open, i)
		case ')':
			if n := len(open); n > 0 {
				closing[open[n-1]] = i
				open = open[:n-1]
			}
		case ',', ' ':
			for k, sep := range c.reader.Words.Separators {
				if strings.HasPrefix(s[i:], sep) {
					plain := len(open) == 0 && (!inGroup || k == 1)
					if inGroup && k == 0 {
						// The comma separates here, and
						// the name after it begins with
						// "and".
						sep, plain = c.reader.Words.Separators[1], len(open) == 0
					}
					cuts = append(cuts, separator{i, i + len(sep), plain})
					i += len(sep) - 1
					break
				}
			}
		}
	}
	return append(cuts, separator{len(s), len(s), true}), closing
}
