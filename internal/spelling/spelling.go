// Package spelling finds the known name that a misspelt one was meant to be.
package spelling

import "strings"

var fold = strings.NewReplacer("_", "", "-", "", " ", "")

// Nearest returns the name with the smallest edit distance from word, ignoring
// case and separators. It returns "" if the distance is more than two, or more
// than half the length of word.
func Nearest(word string, names []string) string {
	word = strings.ToLower(fold.Replace(word))
	best, least := "", min(3, len(word)/2+1)
	for _, name := range names {
		if len(word) > 2*len(name) {
			continue
		}
		if d := distance(word, fold.Replace(name)); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance returns the Levenshtein distance of two words, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			d := diagonal
			if a[i] != b[j] {
				d = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}
