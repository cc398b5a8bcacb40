package main

import "fmt"

// appendLintText appends a line for each finding and, below it, one for each
// related place.
func appendLintText(b []byte, list []lintFinding) []byte {
	for i := range list {
		f := &list[i]
		line := fmt.Sprintf("%s: %s: %s (%s)", f.lintPlace, f.Severity, f.text(), f.Rule)
		b = append(append(b, oneLine(line)...), '\n')
		for _, r := range f.Related {
			b = append(append(b, "    "+oneLine(fmt.Sprintf("%s: %s", r.lintPlace, r.Message))...), '\n')
		}
	}
	return b
}
