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

// waysOf returns the flags that set the values of names, each once.
func waysOf(names []string) string {
	var ways []string
	for _, name := range names {
		if way := givers[name]; !slices.Contains(ways, way) {
			ways = append(ways, way)
		}
	}
	return strings.Join(ways, ", ")
}

// fillMessage returns the text of a ready message. If values are missing, the
// error names the flags that set all of them.
func fillMessage(m incident.Message, values map[string]string) (string, error) {
	missing := slices.DeleteFunc(m.Names(), func(name string) bool { return values[name] != "" })
	if len(missing) > 0 {
		return "", fmt.Errorf("-message %s has no value for {{%s}}; add %s", m.Name, strings.Join(missing, "}} and {{"), waysOf(missing))
	}
	return m.Expand(values)
}

// listMessages lists the ready messages with their texts and the flags they
// need.
func listMessages(env environment) error {
	b := []byte("{{NAMES}} in braces are filled in from the file. Where the file lacks them, give the flags in brackets.\n")
	for _, m := range incident.Messages() {
		about := string(m.Status)
		if ways := waysOf(m.Names()); ways != "" {
			about += "; " + ways
		}
		b = fmt.Appendf(b, "\n%s (%s)\n    %s\n", m.Name, about, strings.ReplaceAll(m.Text, "\n", "\n    "))
	}
	return env.write("", b)
}
