package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
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

// parseWord parses a word of the model. The error for an unknown word names the
// known words, and the one that was probably meant.
func parseWord[T incident.Word](s string) (T, error) {
	word, err := incident.Parse[T](s)
	if err == nil {
		return word, nil
	}
	err = errors.Unwrap(err)
	if near := nearest(strings.TrimSpace(s), namesOf(incident.Words[T](), asString)); near != "" {
		err = fmt.Errorf("%w;%s", err, didYouMean(near))
	}
	return word, err
}

// namesOf returns the names of the elements of a list.
func namesOf[T any](list []T, name func(T) string) []string {
	var names []string
	for _, e := range list {
		names = append(names, name(e))
	}
	return names
}

func asString[T ~string](word T) string { return string(word) }

// joined lists words, separated by commas.
func joined[T ~string](words []T) string { return strings.Join(namesOf(words, asString), ", ") }

// didYouMean returns " did you mean ...?", or "" if name is empty.
func didYouMean(name string) string {
	if name == "" {
		return ""
	}
	return " did you mean " + name + "?"
}
