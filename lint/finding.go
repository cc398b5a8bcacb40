package lint

import (
	"cmp"
	"fmt"
	"strings"
)

// A Place is a part of an incident, or a range of bytes in a value.
type Place struct {
	Path       string // in JSON names, such as "updates[3].body"
	Start, End int    // byte offsets in the value; the whole value if both are 0
	// Line and Column are the place in the file that the incident was read
	// from. Both count from 1, the column in bytes. They are 0 if
	// [Options.Position] does not know the place.
	Line, Column int
}

// compare orders places as they appear in a report.
func (a Place) compare(b Place) int {
	return cmp.Or(a.Line-b.Line, a.Column-b.Column, comparePaths(a.Path, b.Path), a.Start-b.Start)
}

// comparePaths compares two paths, and the numbers in them by value.
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

// pathElement returns the digits at the beginning of s or, if there are none,
// everything before the first digit.
func pathElement(s string) string {
	digits := isNumber(s)
	for i := range len(s) {
		if isNumber(s[i:]) != digits {
			return s[:i]
		}
	}
	return s
}

// A Related is another place that a finding refers to.
type Related struct {
	Place
	Message string // describes the place
}

// A Finding is one fault of a report.
type Finding struct {
	Rule     string // name of the rule
	Severity Severity
	Place
	Message    string    // says what is wrong, with times in the page's zone and in UTC
	Related    []Related // the other sides of a contradiction
	Suggestion string    // how to correct it; "" if the message makes that clear
}

// String returns the finding as one line: "12:3: error: … (rule)", with the
// path instead of line and column if they are not known.
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
