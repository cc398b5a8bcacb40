package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/incidentkit/incident"
)

// valueEdit returns the edit that replaces the value of field k in section i.
// ok is false if the text of the field does not end with its present value.
func (d *draft) valueEdit(i, k int, value string) (edit, bool) {
	start := d.src.offset(d.entry(i, "fields", k))
	text := strings.TrimRight(d.entries(i, "fields", k, k+1), " \t\r\n")
	cell := strings.HasPrefix(strings.TrimLeft(text, " "), "|")
	if cell {
		text = strings.TrimRight(strings.TrimSuffix(text, "|"), " \t")
	}
	old := strings.TrimRight(d.section(i).Fields[k].Value, " \t")
	e := edit{start: start + len(text) - len(old), end: start + len(text), text: value}
	if old == "" {
		e.text = " " + value
	}
	for n := utf8.RuneCountInString(e.text) - utf8.RuneCountInString(old); cell && n > 0 && strings.HasPrefix(d.src.text[e.end:], "  "); n-- {
		e.end++ // the value replaces padding
	}
	return e, strings.HasSuffix(text, old)
}

// insertion returns the edit that inserts lines before a line, as a block of
// their own or directly below the line above.
func (d *draft) insertion(line int, text string, block bool) edit {
	at := d.src.offset(line)
	return edit{start: at, end: at, text: strings.Trim(text, "\n") + "\n", lines: true, above: block, below: true}
}

// boldEntry matches a list item of our writer up to the end of its bold time or
// name.
var boldEntry = regexp.MustCompile(`(?m)^([-*+] |[0-9]+[.)] )\*\*(.*?)\*\*`)

// entryInsertion returns the edit that inserts entries before entry k of a list
// of n entries in section i. They get the marker of the list, and a bold time
// or name only if one of its entries has one.
func (d *draft) entryInsertion(i int, list string, k, n int, text string) edit {
	paragraphs := d.section(i).Form == incident.FormParagraphs
	above := strings.TrimLeft(d.line(d.entry(i, list, max(k-1, 0))), " ")
	if !paragraphs && !boldEntry.MatchString(d.entries(i, list, 0, n)) {
		text = boldEntry.ReplaceAllString(text, "$1$2")
	}
	if strings.HasPrefix(above, "* ") || strings.HasPrefix(above, "+ ") {
		text = strings.ReplaceAll("\n"+text, "\n- ", "\n"+above[:2])[1:]
	}
	e := d.insertion(d.entry(i, list, k), text, paragraphs)
	e.below = e.above || k == n
	return e
}

// leveled returns a section of our writer, whose heading has level 2, with the
// heading level that the draft uses.
func (d *draft) leveled(text string) string {
	i := slices.IndexFunc(d.inc.Postmortem.Sections, func(s incident.Section) bool { return s.Heading != "" && s.Level == 0 })
	if line, ok := d.find(i, "heading"); ok {
		if below := d.line(line + 1); strings.HasPrefix(d.line(line), "# ") || below != "" && strings.Trim(below, "=") == "" {
			return strings.TrimPrefix(text, "#")
		}
	}
	return text
}
