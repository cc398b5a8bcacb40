package claim

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a run of letters, digits and apostrophes, or a single other character
// that is not white space.
type word struct {
	i, j int
	mark bool // a single other character
}

// sentence is the part of a plain text from which a promise or a denial is
// read.
type sentence struct {
	in    *prose
	words []word
}

// sentences splits the text. A sentence ends at a full stop, question mark or
// exclamation mark before white space, at a blank line, and at a line break
// unless the next line begins with a lower-case letter or a digit.
func (p *prose) sentences() []sentence {
	text := p.text
	var all []sentence
	words := make([]word, 0, len(text)/5+1)
	from := 0
	end := func() {
		if len(words) > from {
			all = append(all, sentence{p, words[from:len(words):len(words)]})
		}
		from = len(words)
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n':
			if !carriesOn(text[i+1:]) {
				end()
			}
			i++
		case unicode.IsSpace(r):
			i += n
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			j := i + n
			for j < len(text) {
				r, n := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (r != '\'' || !wordAt(text, j+1)) {
					break
				}
				j += n
			}
			words = append(words, word{i, j, false})
			i = j
		default:
			if r == '.' && abbreviates(text, words[from:], i) {
				i += n // the full stop belongs to the word
				continue
			}
			words = append(words, word{i, i + n, true})
			i += n
			if (r == '.' || r == '!' || r == '?') && (i == len(text) || text[i] == ' ' || text[i] == '\n' || text[i] == '\r') &&
				!(r == '.' && abbreviated(text, words[from:])) {
				end()
			}
		}
	}
	end()
	return all
}

// carriesOn reports whether a sentence continues in the line.
func carriesOn(line string) bool {
	line = strings.TrimLeft(line, " \t\r")
	if line == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line)
	if unicode.IsDigit(r) {
		// "1. Item" and "1) Item" begin a list.
		n := figures(line)
		return !(n+1 < len(line) && (line[n] == '.' || line[n] == ')') && line[n+1] == ' ')
	}
	return unicode.IsLower(r)
}

// abbreviated reports whether the full stop at the end of words is the second
// one of an abbreviation such as "p.m.".
func abbreviated(text string, words []word) bool {
	if len(words) < 2 {
		return false
	}
	w := words[len(words)-2]
	if w.mark {
		return false
	}
	s := text[w.i:w.j]
	if len(s) == 1 && isLetter(s[0]) && len(words) > 3 && text[words[len(words)-3].i] == '.' {
		// A capital after "p.m." begins a new sentence.
		rest := strings.TrimLeft(text[w.j+1:min(len(text), w.j+8)], " ")
		r, _ := utf8.DecodeRuneInString(rest)
		return rest != "" && !unicode.IsUpper(r) && r != '\n'
	}
	return false
}

// abbreviates reports whether the last of words, directly before the full stop
// at byte i, is an abbreviation such as "approx.".
func abbreviates(text string, words []word, i int) bool {
	if len(words) == 0 {
		return false
	}
	w := words[len(words)-1]
	return !w.mark && w.j == i && text[w.i:w.j] != "EST" && oneOf(text[w.i:w.j], english.Abbreviations...) // EST is a zone
}

// is reports whether word k is one of words, ignoring case.
func (t *sentence) is(k int, words ...string) bool {
	return k >= 0 && k < len(t.words) && oneOf(t.word(k), words...)
}

// word returns word k, or "" if there is none.
func (t *sentence) word(k int) string {
	if k < 0 || k >= len(t.words) {
		return ""
	}
	return t.in.text[t.words[k].i:t.words[k].j]
}

// begins returns the number of words from word k on that form the first
// matching phrase, or 0. A hyphen in a phrase matches a hyphen or nothing
// between two words.
func (t *sentence) begins(k int, phrases []string) int {
	w := t.word(k)
	for _, p := range phrases {
		if len(w) == 0 || len(w) > len(p) || w[0]|0x20 != p[0]|0x20 {
			continue
		}
		if n := t.phrase(k, p); n > 0 {
			return n
		}
	}
	return 0
}

// phrase returns the number of words from word k on that form the phrase, or 0.
func (t *sentence) phrase(k int, phrase string) int {
	for from := k; ; k++ {
		w := t.word(k)
		n := len(w)
		if n == 0 || len(phrase) < n || len(phrase) > n && phrase[n] != ' ' && phrase[n] != '-' || !strings.EqualFold(phrase[:n], w) {
			return 0
		}
		if len(phrase) == n {
			return k + 1 - from
		}
		if phrase[n] == '-' && t.is(k+1, "-") {
			k++
		}
		phrase = phrase[n+1:]
	}
}

// has reports whether one of words is among the words from up to end.
func (t *sentence) has(from, end int, words []string) bool {
	return slices.ContainsFunc(t.words[from:end], func(w word) bool { return oneOf(t.in.text[w.i:w.j], words...) })
}

// isAnywhere reports whether one of the phrases is in the sentence.
func (t *sentence) isAnywhere(phrases []string) bool {
	for k := range t.words {
		if t.begins(k, phrases) > 0 {
			return true
		}
	}
	return false
}

// skip returns the index of the first word from k on that is not one of words.
func (t *sentence) skip(k int, words ...string) int {
	for t.is(k, words...) {
		k++
	}
	return k
}

func oneOf(s string, words ...string) bool {
	for _, w := range words {
		if len(w) == len(s) && strings.EqualFold(w, s) {
			return true
		}
	}
	return false
}

// isLower reports whether s consists of lower-case ASCII letters with hyphens
// between them.
func isLower(s string) bool {
	for i := 0; i < len(s); i++ {
		if (s[i] < 'a' || s[i] > 'z') && (s[i] != '-' || i == 0 || i == len(s)-1) {
			return false
		}
	}
	return s != ""
}

// spaces returns the length of the blanks at the start of s, including a single
// line break.
func spaces(s string) int {
	n, lines := 0, 0
	for n < len(s) && (s[n] == ' ' || s[n] == '\t' || s[n] == '\n' && lines == 0) {
		if s[n] == '\n' {
			lines++
		}
		n++
	}
	return n
}

// gap returns the length of the blanks, or of the hyphen, at the start of s.
func gap(s string) int {
	if strings.HasPrefix(s, "-") {
		return 1
	}
	return spaces(s)
}

// letters returns the length of the run of ASCII letters at the start of s.
func letters(s string) int {
	n := 0
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	return n
}

// figures returns the length of the run of digits at the start of s.
func figures(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

// lastWord returns the run of ASCII letters at the end of s.
func lastWord(s string) string {
	k := len(s)
	for k > 0 && isLetter(s[k-1]) {
		k--
	}
	return s[k:]
}

// hasSuffixWord reports whether s ends in the word w, ignoring case.
func hasSuffixWord(s, w string) bool {
	return len(s) >= len(w) && strings.EqualFold(s[len(s)-len(w):], w) && !wordBefore(s, len(s)-len(w))
}
