package main

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/incidentkit/incident"
)

// find returns the line on which a part of section i begins: "heading",
// "fields[2]".
func (d *draft) find(i int, part string) (line int, ok bool) {
	line, _, ok = d.doc.Position(fmt.Sprintf("postmortem.sections[%d].%s", i, part), 0)
	return line - 1, ok
}

// first returns the line on which section i begins; behind the last section, the
// line behind the last one.
func (d *draft) first(i int) int {
	for _, part := range [...]string{"heading", "body", "fields[0]", "timeline.events[0]", "actions[0]", "after"} {
		if line, ok := d.find(i, part); ok {
			if part == "heading" {
				return line
			}
			return d.lead(line)
		}
	}
	return len(d.src.starts)
}

// lead returns the first line of typed content or text whose first value is on the
// given line: above it may stand the head of a table, and annotations of ours.
func (d *draft) lead(line int) int {
	for line > 0 {
		above := d.src.trim(0, line) - 1
		text := strings.TrimSpace(d.src.line(above))
		isTable := above == line-1 && strings.HasPrefix(text, "|")
		isAnnotation := strings.HasPrefix(text, "<!--") && strings.HasSuffix(text, "-->")
		if !isTable && !isAnnotation {
			break
		}
		line = above
	}
	return line
}

// end returns the line behind the last one of section i that is not blank.
func (d *draft) end(i int) int {
	first, end := d.first(i), d.first(i+1)
	for _, path := range [...]string{"title", "postmortem.title"} {
		if line, _, ok := d.doc.Position(path, 0); ok && line-1 > first {
			end = min(end, line-1)
		}
	}
	return d.src.trim(first, end)
}

// entry returns the line on which entry k of a list in section i begins; for the
// number of entries, the line behind the last one. Fields may be lines of one
// paragraph, and share its position.
func (d *draft) entry(i int, list string, k int) int {
	at := func(k int) int {
		line, ok := d.find(i, fmt.Sprintf("%s[%d]", list, k))
		if !ok {
			line = -1
		}
		return line
	}
	line := at(k)
	if line >= 0 {
		return line + k - sort.Search(k, func(m int) bool { return at(m) == line })
	}
	if after, ok := d.find(i, "after"); ok {
		return d.src.trim(0, d.lead(after))
	}
	return d.end(i)
}

// entries returns the text of entries k to n of a list in section i.
func (d *draft) entries(i int, list string, k, n int) string {
	return d.src.slice(d.entry(i, list, k), d.entry(i, list, n))
}

// content returns the line on which begins what our writer puts below the heading of
// section i, or below its body.
func (d *draft) content(i int, belowBody bool) int {
	if line, ok := d.find(i, "body"); ok && belowBody {
		return line + 1 + strings.Count(d.section(i).Body, "\n")
	}
	if line, ok := d.find(i, "heading"); ok {
		return line + 1
	}
	return d.first(i)
}

// sectionsAreTitles reports whether the sections have headings of level 1.
func (d *draft) sectionsAreTitles() bool {
	i := slices.IndexFunc(d.inc.Postmortem.Sections, func(s incident.Section) bool { return s.Heading != "" && s.Level == 0 })
	line, ok := d.find(i, "heading")
	below := strings.TrimRight(d.src.line(line+1), " \t\r\n")
	return ok && (strings.HasPrefix(strings.TrimLeft(d.src.line(line), bom+" "), "# ") || below != "" && strings.Trim(below, "=") == "")
}

func (d *draft) section(i int) *incident.Section { return &d.inc.Postmortem.Sections[i] }
