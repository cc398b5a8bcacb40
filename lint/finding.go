package lint

import (
	"cmp"
	"fmt"
	"strings"
)

// Place is a part of an incident, or some bytes of one.
type Place struct {
	Path       string // by its JSON names: "updates[3].body"
	Start, End int    // bytes of the value; both 0: all of it
	// Line and Column are the place in the file that the incident was read
	// from, from 1, the column in bytes; 0 where [Options.Position] does not
	// know it.
	Line, Column int
}

// compare orders places as they stand in a report.
func (a Place) compare(b Place) int {
	return cmp.Or(a.Line-b.Line, a.Column-b.Column, comparePaths(a.Path, b.Path), a.Start-b.Start)
}

// comparePaths compares two paths with their numbers by value.
func comparePaths(a, b string) int {
	for a != "" && b != "" {
		x, y := pathElement(a), pathElement(b)
		if x != y {
			if n := len(x) - len(y); n != 0 && isNumber(x) && isNumber(y) {
				return n
			}
			return strings.Compare(x, y)
		}
		a, b = a[len(x):], b[len(y):]
	}
	return len(a) - len(b)
}

func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// pathElement returns the digits that s begins with, or all up to the first
// digit.
func pathElement(s string) string {
	digits := isNumber(s)
	for i := range len(s) {
		if isNumber(s[i:]) != digits {
			return s[:i]
		}
	}
	return s
}

// Related is a further place that a finding is about.
type Related struct {
	Place
	Message string // what stands there
}

// Finding is one fault of a report.
type Finding struct {
	Rule     string // name of the rule
	Severity Severity
	Place
	Message    string    // what is wrong, with the instants in the page's zone and in UTC
	Related    []Related // the other sides of a contradiction
	Suggestion string    // what would mend it; "": the message says it
}

// String returns the finding as one line: "12:3: error: … (rule)", or with the
// path where the line is not known.
func (f Finding) String() string {
	place := f.Path
	if f.Line > 0 {
		place = fmt.Sprintf("%d:%d", f.Line, f.Column)
	}
	if place != "" {
		place += ": "
	}
	text := f.Message
	if f.Suggestion != "" {
		text += "; " + f.Suggestion
	}
	return fmt.Sprintf("%s%s: %s (%s)", place, f.Severity, text, f.Rule)
}
