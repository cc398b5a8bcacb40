package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
)

// givers has, for each name in ready messages, the flag that sets its value.
var givers = map[string]string{
	"component":    "-component NAME=STATUS",
	"impact":       "-component NAME=STATUS",
	"next_update":  "-next 30m",
	"started":      "an earlier update with -component NAME=STATUS",
	"duration":     "an earlier update with -component NAME=STATUS",
	"window":       "incident begin -window FROM/TO",
	"window_start": "incident begin -window FROM/TO",
	"window_end":   "incident begin -window FROM/TO",
	"title":        `"title" in the file`,
	"page":         `"page" in the file`,
	"url":          `"url" in the file`,
}

// fillMessage returns the text of a ready message. If values are missing, the
// error names the flags that set all of them.
func fillMessage(m incident.Message, values map[string]string) (string, error) {
	var names, ways []string
	for _, name := range m.Names() {
		if values[name] != "" {
			continue
		}
		names = append(names, "{{"+name+"}}")
		if way := givers[name]; !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
	}
	if len(names) > 0 {
		return "", fmt.Errorf("-message %s has no value for %s; add %s", m.Name, strings.Join(names, " and "), strings.Join(ways, ", "))
	}
	return m.Expand(values)
}

// messageNames returns the names of the ready messages.
func messageNames() (names []string) {
	for _, m := range incident.Messages() {
		names = append(names, m.Name)
	}
	return names
}

// listMessages lists the ready messages with their texts and the flags they
// need.
func listMessages(env environment) error {
	b := []byte("{{NAMES}} in braces are filled in from the file. Where the file lacks them, give the flags in brackets.\n\n")
	for _, m := range incident.Messages() {
		b = fmt.Appendf(b, "%s (%s", m.Name, m.Status)
		sign := "; "
		var ways []string
		for _, name := range m.Names() {
			if way := givers[name]; !slices.Contains(ways, way) {
				ways = append(ways, way)
				b = fmt.Appendf(b, "%s%s", sign, way)
				sign = ", "
			}
		}
		b = append(b, ")\n"...)
		for line := range strings.Lines(m.Text) {
			b = append(append(b, "    "...), line...)
		}
		b = append(b, "\n\n"...)
	}
	return env.write("", b)
}
