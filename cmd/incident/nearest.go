package main

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/internal/spelling"
)

// nearest returns the known name most similar to name, ignoring case, or else
// the first one that contains it. It returns "" if there is none.
func nearest(name string, known []string) string {
	lower := make([]string, len(known))
	for i, k := range known {
		lower[i] = strings.ToLower(k)
	}
	name = strings.ToLower(name)
	i := slices.Index(lower, spelling.Nearest(name, lower))
	if i < 0 && name != "" {
		i = slices.IndexFunc(lower, func(k string) bool { return strings.Contains(k, name) })
	}
	if i < 0 {
		return ""
	}
	return known[i]
}

// didYouMean returns " did you mean ...?", or "" if name is empty.
func didYouMean(name string) string {
	if name == "" {
		return ""
	}
	return " did you mean " + name + "?"
}
