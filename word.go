package incident

import (
	"fmt"
	"strings"
)

// fold reduces a word to what parsing compares: lower case, without spaces,
// "-" and "_".
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-' || r == '_' || r == '\t' || r == '\u00a0':
			return -1
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// parseWord finds s among the known words. The empty word is "not stated".
func parseWord[T ~string](field, s string, known []T) (T, error) {
	f := fold(s)
	if f == "" {
		return "", nil
	}
	for _, w := range known {
		if fold(string(w)) == f {
			return w, nil
		}
	}
	return "", &FieldError{Path: field, Code: CodeUnknown, Err: unknownWord(s, known)}
}

func unknownWord[T ~string](s string, known []T) error {
	names := make([]string, len(known))
	for i, w := range known {
		names[i] = string(w)
	}
	return fmt.Errorf("%q is none of %s", s, strings.Join(names, ", "))
}

// index returns the place of w in known, or -1.
func index[T comparable](w T, known []T) int {
	for i := range known {
		if known[i] == w {
			return i
		}
	}
	return -1
}
