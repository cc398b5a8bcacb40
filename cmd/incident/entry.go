package main

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// itemSign matches the beginning of an item of a list: its indentation, and the bullet
// or what stands behind the number.
var itemSign = regexp.MustCompile(`^( {0,3})(?:[0-9]{1,9}([.)])|([-*+]))[ \t]`)

// likeItem gives items of our writer the indentation and the sign of another item of
// their list. Text that is no list stays as it is.
func likeItem(text, other string) string {
	theirs := itemSign.FindStringSubmatch(other)
	if theirs == nil {
		return text
	}
	sign := theirs[2] + theirs[3]
	var b strings.Builder
	for line := range strings.Lines(text) {
		if !isBlank(line) {
			b.WriteString(theirs[1])
		}
		if ours := itemSign.FindStringSubmatchIndex(line); ours != nil && ours[3] == 0 && (ours[6] < 0) == (theirs[3] == "") {
			at := max(ours[4], ours[6])
			line = line[:at] + sign + line[at+1:]
		}
		b.WriteString(line)
	}
	return b.String()
}

// value returns the edit that gives field k of section i another value. It reports
// false where the entry does not end with the value that it has.
func (d *draft) value(i, k int, value string) (edit, bool) {
	start, end := d.src.offset(d.entry(i, "fields", k)), d.src.offset(d.entry(i, "fields", k+1))
	if start >= end {
		return edit{}, false
	}
	entry := strings.TrimRight(d.src.text[start:end], " \t\r\n")
	cell := strings.HasPrefix(strings.TrimLeft(entry, " "), "|")
	if cell {
		entry = strings.TrimRight(strings.TrimSuffix(entry, "|"), " \t")
	}
	old := d.section(i).Fields[k].Value
	if !strings.HasSuffix(entry, old) {
		return edit{}, false
	}
	e := edit{start: start + len(entry) - len(old), end: start + len(entry), text: value}
	grown := utf8.RuneCountInString(value) - utf8.RuneCountInString(old)
	if old == "" {
		e.text = " " + value
		grown++
	}
	for ; cell && grown > 0 && strings.HasPrefix(d.src.text[e.end:], "  "); grown-- {
		e.end++ // the cell grows into its padding
	}
	return e, true
}
