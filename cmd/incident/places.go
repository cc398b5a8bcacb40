package main

import (
	"fmt"
	"sort"
	"strings"

	"github.com/incidentkit/incident"
)

func (d *draft) section(i int) *incident.Section { return &d.inc.Postmortem.Sections[i] }

// find returns the line on which a part of section i begins, such as "heading"
// or "fields[2]".
func (d *draft) find(i int, part string) (line int, ok bool) {
	line, _, ok = d.doc.Position(fmt.Sprintf("postmortem.sections[%d].%s", i, part), 0)
	return line - 1, ok
}

// top returns the line below the front matter and the title.
func (d *draft) top() int {
	line := 0
	if matter := d.inc.Postmortem.FrontMatter; matter != "" {
		line = strings.Count(matter, "\n") + 3
		if strings.HasPrefix(matter, "+++") {
			line -= 2 // these lines are part of it
		}
	}
	if title, _, ok := d.doc.Position("title", 0); ok {
		line = max(line, title)
	}
	return line
}

// first returns the line on which section i begins. If there is no section i,
// it returns the end of the document.
func (d *draft) first(i int) int {
	for _, part := range [...]string{"heading", "body", "fields[0]", "timeline.events[0]", "actions[0]", "after"} {
		if line, ok := d.find(i, part); ok {
			return line
		}
	}
	return len(d.src.starts)
}

// end returns the line after section i, above the blank lines that follow it.
func (d *draft) end(i int) int {
	end := d.first(i + 1)
	if title, _, ok := d.doc.Position("title", 0); ok && title-1 > d.first(i) {
		end = min(end, title-1) // the section is above the title
	}
	return d.src.trim(end)
}

// entry returns the line on which entry k of a list in section i begins. If
// there is no entry k, it returns the end of the list. Fields on the lines of
// one paragraph all have the position of the paragraph.
func (d *draft) entry(i int, list string, k int) int {
	at := func(k int) int {
		line, ok := d.find(i, fmt.Sprintf("%s[%d]", list, k))
		if !ok {
			return -1
		}
		return line
	}
	if line := at(k); line >= 0 {
		return line + k - sort.Search(k, func(m int) bool { return at(m) == line })
	}
	if after, ok := d.find(i, "after"); ok {
		return d.src.trim(after)
	}
	return d.end(i)
}

// below returns the text from a line on.
func (d *draft) below(line int) string { return d.src.slice(line, len(d.src.starts)) }

// line returns a line without its line break and the spaces before it.
func (d *draft) line(i int) string { return strings.TrimRight(d.src.slice(i, i+1), " \t\r\n") }

// entries returns the text of the entries k to n-1 of a list in section i.
func (d *draft) entries(i int, list string, k, n int) string {
	return d.src.slice(d.entry(i, list, k), d.entry(i, list, n))
}
