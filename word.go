package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Word is a type constraint that permits the types whose known values [Words]
// lists.
type Word interface {
	Status | ComponentStatus | Impact | Precision | Milestone | Fact |
		ReviewState | SectionKind | Form | ActionType | ActionState
}

// Words returns the known words of type T, in the order of their constants.
func Words[T Word]() []T {
	_, known := wordsOf[T]()
	return slices.Clone(known)
}

// Parse returns the known word that s names, ignoring case, spaces, hyphens and
// underscores. For the empty string it returns "", which means "not stated".
// For an unknown word the error is a [*FieldError] with [CodeUnknown] that
// lists the known words.
func Parse[T Word](s string) (T, error) {
	field, known := wordsOf[T]()
	f := fold(s)
	if f == "" {
		return "", nil
	}
	if f == "canceled" { // the American spelling
		f = string(StatusCancelled)
	}
	for _, w := range known {
		if fold(string(w)) == f {
			return w, nil
		}
	}
	return "", &FieldError{Path: field, Code: CodeUnknown, Err: unknownWord(s, known)}
}

// Label returns a word as reports print it, such as "In progress" for
// [StatusInProgress] or "Partial outage" for [ComponentPartialOutage]. For the
// empty string it returns "".
func Label[T ~string](word T) string {
	label := strings.ReplaceAll(string(word), "_", " ")
	if label != "" && 'a' <= label[0] && label[0] <= 'z' {
		label = string(label[0]-'a'+'A') + label[1:]
	}
	return label
}

// wordsOf returns the known words of a type, and the name of a field that holds
// such a word.
func wordsOf[T Word]() (field string, known []T) {
	var list any
	switch any(T("")).(type) {
	case Status:
		field, list = "status", statuses[:]
	case ComponentStatus:
		field, list = "status", componentStatuses[:]
	case Impact:
		field, list = "impact", impacts[:]
	case Precision:
		field, list = "precision", precisions[:]
	case Milestone:
		field, list = "milestone", milestones[:]
	case Fact:
		field, list = "fact", factWords[:]
	case ReviewState:
		field, list = "state", reviewStates[:]
	case SectionKind:
		field, list = "kind", sectionKinds[:]
	case Form:
		field, list = "form", forms[:]
	case ActionType:
		field, list = "type", actionTypes[:]
	case ActionState:
		field, list = "state", actionStates[:]
	}
	return field, list.([]T)
}

// fold returns s in lower case and without spaces, hyphens and underscores, the
// form in which words are compared.
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

// rank returns the position of a word in a list from best to worst. It is 0 for
// the empty string, and an unknown word ranks just before the worst.
func rank[T ~string](word T, known []T) int {
	worst := 2 * len(known)
	switch i := slices.Index(known, word); {
	case word == "":
		return 0
	case i < 0:
		return worst - 1
	default:
		return 2 * (i + 1)
	}
}

func unknownWord[T ~string](s string, known []T) error {
	names := make([]string, len(known))
	for i, w := range known {
		if names[i] = string(w); fold(s) == fold(names[i]) {
			return fmt.Errorf("%q must be written %q", s, w)
		}
	}
	return fmt.Errorf("%q is not one of %s", s, strings.Join(names, ", "))
}
