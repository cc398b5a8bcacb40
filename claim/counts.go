package claim

import (
	"slices"
	"strings"

	"github.com/incidentkit/incident/civil"
)

// readNumber reads a number with its noun at byte i of a text: 32
// conversations, twelve failed requests, 1.2 million events, 5% of requests. It
// returns the index of the byte after it, or i if there is none.
//
// The noun must be a plural in lower case, at most two words away ("three
// different measures"), unless the number is one. Numbers that count nothing
// are skipped: prices, versions, years, status codes, labels ("phase 2 users",
// "Windows 11 clients") and numbers with units ("12 ms").
func readNumber(text string, i int) (num Number, end int) {
	s := text[i:]
	v, n := readAmount(s)
	if n == 0 {
		return num, i
	}
	plain := isDigit(s[0]) && !strings.ContainsAny(s[:n], ",.")
	num.Value = v
	if m := readPercent(s[n:]); m > 0 {
		return readPercentage(text, i, n+m, num)
	}
	if n < len(s) && (s[n] == '-' || s[n] == '/' || s[n] == ':') || n > 1 && s[0] == '0' && isDigit(s[1]) {
		return num, i
	}
	if isDigit(s[0]) {
		if scale, m := readScale(s[n:]); m > 0 && (s[n] != 'm' || !plain) { // 5m may be minutes
			num.Value *= scale
			n += m
			plain = false
		} else if wordAt(s, n) || thousands(s[:n]) {
			return num, i
		}
		if strings.HasPrefix(s[n:], "+") {
			n++
			num.About = true
		}
	}
	noun, m := readNoun(s[n:], num.Value == 1)
	if m == 0 {
		return num, i
	}
	about, label := before(text, i)
	if label {
		return num, i
	}
	num.Noun, num.About = strings.ToLower(noun), num.About || about
	if plain && n == 4 && v >= 1900 && v < 2200 && !about && !total(text, i) {
		return num, i // a year
	}
	if plain && v >= 100 && v < 600 && isStatusNoun(noun) {
		return num, i // an HTTP status
	}
	return num, i + n + m
}

// readShare reads a share at byte i, such as "3 of 4 regions" or "one in five
// users", whose numbers are not counts by themselves. It returns the index of
// the byte after it, or i if there is none.
func readShare(text string, i int) (end int) {
	_, n := readAmount(text[i:])
	if n == 0 || i > 0 && strings.IndexByte("$#/\\@=+<^.", text[i-1]) >= 0 {
		return i
	}
	sp := spaces(text[i+n:])
	m := anyPhrase(text[i+n+sp:], numbers.Shares)
	if sp == 0 || m == 0 {
		return i
	}
	j := i + n + sp + m
	gap := spaces(text[j:])
	if gap == 0 {
		return i
	}
	j += gap
	if m := anyPhrase(text[j:], numbers.Determiners); m > 0 {
		j += m + spaces(text[j+m:])
	}
	v, k := readAmount(text[j:])
	if k == 0 || v < 1 || strings.HasPrefix(text[j+k:], "%") {
		return i
	}
	if _, m := readNoun(text[j+k:], false); m > 0 {
		return j + k + m
	}
	return i
}

// thousands reports whether a number with a point may have a thousands
// separator instead: 1.000.
func thousands(number string) bool {
	_, decimals, ok := strings.Cut(number, ".")
	return ok && len(decimals) == 3 && number[0] != '0'
}

// readPercent returns the length of a percent sign or a word for it, with the
// blanks before it.
func readPercent(s string) int {
	sp := spaces(s)
	if strings.HasPrefix(s[sp:], "%") && !wordAt(s, sp+1) {
		return sp + 1
	}
	if n := anyPhrase(s[sp:], numbers.Percents); n > 0 {
		return sp + n
	}
	return 0
}

// readPercentage reads the noun after a percentage whose sign ends at byte n of
// text[i:].
func readPercentage(text string, i, n int, num Number) (Number, int) {
	s := text[i:]
	about, label := before(text, i)
	if label {
		return num, i
	}
	num.Percent, num.About = true, about
	sp := spaces(s[n:])
	k := n + sp
	if m := phrase(s[k:], numbers.Of); m > 0 && sp > 0 {
		k += m
		for _, w := range numbers.Determiners {
			if m := phrase(s[k+spaces(s[k:]):], w); m > 0 {
				k += spaces(s[k:]) + m
			}
		}
		if noun, m := readNoun(s[k:], false); m > 0 {
			num.Noun = strings.ToLower(noun)
			return num, i + k + m
		}
	}
	return num, i + n
}

// readScale reads a word or letter that multiplies the number before it, such
// as "million" or "k".
func readScale(s string) (scale float64, n int) {
	for _, w := range numbers.ScaleSigns {
		if strings.HasPrefix(s, w.Word) && !wordAt(s, len(w.Word)) {
			return w.By, len(w.Word)
		}
	}
	sp := spaces(s)
	if sp == 0 {
		return 0, 0
	}
	for _, w := range numbers.Scales {
		if m := phrase(s[sp:], w.Word); m > 0 {
			return w.By, sp + m
		}
	}
	return 0, 0
}

// readNoun reads a plural noun and up to two words that belong to it, after
// blanks. If single is set, it also reads the singular of a noun that is common
// in reports on outages, but no others, because "one" is more often a pronoun
// ("one of", "one may").
func readNoun(s string, single bool) (noun string, n int) {
	from := 0
	for k := range 3 {
		sp := spaces(s[n:])
		if sp == 0 || strings.IndexByte(s[n:n+sp], '\n') >= 0 {
			return "", 0
		}
		n += sp
		if k == 0 {
			from = n
		}
		m := letters(s[n:])
		for n+m+1 < len(s) && m > 0 && s[n+m] == '-' && isLetter(s[n+m+1]) {
			m += 1 + letters(s[n+m+1:])
		}
		w := s[n : n+m]
		if m < 2 || !isLower(w) && !(k > 0 && isCapital(w)) && !isModifier(w) ||
			n+m < len(s) && (isDigit(s[n+m]) || s[n+m] == '_' || wordAt(s, n+m)) {
			return "", 0
		}
		n += m
		if notNoun(w) {
			return "", 0
		}
		if isPlural(w) || single && k == 0 && oneOf(w, numbers.Singulars...) {
			if n+1 < len(s) && s[n] == '\'' && isLetter(s[n+1]) {
				return "", 0
			}
			return s[from:n], n
		}
	}
	return "", 0
}

// isCapital reports whether w is an abbreviation in the plural, such as APIs.
func isCapital(w string) bool {
	n := len(w)
	return n > 2 && w[n-1] == 's' && strings.ToUpper(w[:n-1]) == w[:n-1]
}

// isModifier reports whether w is an abbreviation that may precede a noun, as
// in "5 API keys", rather than a unit or a zone.
func isModifier(w string) bool {
	_, zone := civil.ReadZone(w)
	return strings.ToUpper(w) == w && zone == 0 && !oneOf(w, english.Quantities...)
}

// isPlural reports whether a word in lower case is a plural.
func isPlural(w string) bool {
	if slices.Contains(numbers.Plurals, w) {
		return true
	}
	if slices.Contains(numbers.NotPlurals, w) {
		return false
	}
	n := len(w)
	return n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i'
}

// notNoun reports whether a word can be neither the noun that is counted nor
// part of it.
func notNoun(w string) bool {
	if _, ok := findUnit(w); ok {
		return true
	}
	return oneOf(w, numbers.NotNouns...) ||
		slices.ContainsFunc(numbers.NotPrefixes, func(p string) bool { return strings.HasPrefix(w, p) })
}

func isStatusNoun(noun string) bool {
	last := noun[strings.LastIndexByte(noun, ' ')+1:]
	return oneOf(last, numbers.StatusNouns...)
}

// before examines the word before byte i. About is true if it makes the number
// approximate, and label if the number belongs to it and counts nothing.
func before(text string, i int) (about, label bool) {
	s := strings.TrimRight(text[max(0, i-64):i], " \t\n")
	if s == "" {
		return false, false
	}
	if c := s[len(s)-1]; c == '~' || c == '>' && i > 0 {
		return true, false
	} else if strings.IndexByte("$#/\\@=+<^.", c) >= 0 && !(c == '.' && len(s) < i && text[i-1] <= ' ') {
		return false, true
	} else if (c == '-' || c == ':') && text[i-1] == c {
		return false, true
	}
	if after(s, len(s), "€", "£", "¥") {
		return false, true
	}
	w := lastWord(s)
	switch {
	case oneOf(w, numbers.Abouts...), hasSuffixWord(s, numbers.UpTo):
		return true, false
	case oneOf(w, numbers.Least...):
		return strings.HasSuffix(strings.ToLower(strings.TrimRight(s[:len(s)-len(w)], " ")), numbers.At), false
	case oneOf(w, numbers.Labels...):
		return false, true
	case w != strings.ToLower(w) && !oneOf(w, numbers.SentenceLeds...):
		return false, true // Windows 11, iOS 17, July 4
	case oneOf(w, numbers.Parts...) && isLetter(text[i]):
		return false, true // half a million
	}
	return false, false
}

// total reports whether the words before byte i introduce a number.
func total(text string, i int) bool {
	s := strings.ToLower(strings.TrimRight(text[max(0, i-32):i], " \t\n"))
	return slices.ContainsFunc(numbers.Totals, func(w string) bool { return strings.HasSuffix(s, w) })
}
