package claim

import "strings"

// denial reads that something was not affected: "Exports and webhooks are not affected", "Search remained
// unaffected", "This does not impact the Import API", "There was no impact on billing".
func (s *scanner) denial(t *sentence) {
	for k := range t.words {
		switch {
		case t.is(k, "affected", "impacted"):
			if verb := notBefore(t, k); verb > 0 {
				s.deny(t, subjectStart(t, verb), verb, k+1)
				return
			}
		case t.is(k, "unaffected"):
			verb := backOver(t, k)
			if t.is(verb, "is", "are", "was", "were", "has", "have", "had", "will", "remain", "remains", "remained", "stayed") {
				for t.is(verb-1, "has", "have", "had", "will") {
					verb--
				}
				s.deny(t, subjectStart(t, verb), verb, k+1)
				return
			}
		case t.is(k, "affect", "impact"):
			if t.is(k-1, "not", "doesn't", "didn't", "don't") && (!t.is(k-1, "not") || t.is(k-2, "does", "did", "do", "has", "should", "will")) ||
				t.is(k, "impact") && t.is(k-1, "no") && t.is(k+1, "on", "to", "for") {
				from := k + 1
				if t.is(k-1, "no") {
					from++
				}
				s.denyObject(t, k, from)
				return
			}
		}
	}
}

// backOver returns the word before k and the adverbs in front of it.
func backOver(t *sentence, k int) int {
	for k--; t.is(k, "currently", "directly", "otherwise", "completely", "entirely", "fully", "being", "been", "be", "largely"); k-- {
	}
	return k
}

// notBefore returns the verb of "are not affected" that ends at word k, -1 where there is none.
func notBefore(t *sentence, k int) int {
	verb := backOver(t, k)
	switch {
	case t.is(verb, "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't"):
		return verb
	case !t.is(verb, "not"):
		return -1
	}
	verb = backOver(t, verb)
	if !t.is(verb, "is", "are", "was", "were", "has", "have", "should", "will") {
		return -1
	}
	return verb
}

// subjectStart returns the first word of the subject that ends before the verb.
func subjectStart(t *sentence, verb int) int {
	k := verb
	depth := 0
	for k > 0 {
		w := t.word(k - 1)
		switch w {
		case ")":
			depth++
		case "(":
			depth--
		}
		if depth == 0 && (w == ";" || w == ":" || w == "\u2014" || w == "\u2013" || w == "." || t.is(k-1, "but", "that", "however", "while", "although", "though", "whereas", "because")) {
			break
		}
		k--
	}
	for {
		switch {
		case t.is(k, "however", "currently", "also", "fortunately", "meanwhile", "note", "please", "that", "additionally", "so", "far", "and"):
			k++
		case t.is(k, "at") && t.is(k+1, "this", "the") && t.is(k+2, "time", "moment", "point"):
			k += 3
		case t.is(k, ",", "-", "\u2022", "*", "#"):
			k++
		default:
			return k
		}
	}
}

// deny adds the claim that names the words before the verb.
func (s *scanner) deny(t *sentence, from, verb, end int) {
	if from >= verb || verb-from > maxNameWords {
		return
	}
	if t.is(len(t.words)-1, "?") || t.is(0, "if", "whether", "unless") {
		return
	}
	for k := from; k < verb; k++ {
		if t.is(k, "who", "which", "whose", "if", "whether", "unless", "when") {
			return
		}
	}
	names := s.names(t, from, verb)
	if len(names) == 0 {
		return
	}
	// A limit in time makes it another statement: "not affected until 10:45".
	if t.is(end, "until", "before", "unless", "if", "anymore") || t.is(end, "any") && t.is(end+1, "more", "longer") {
		return
	}
	s.add(Claim{Kind: Denial, Names: names}, t.words[from].i, t.words[end-1].j)
}

// denyObject adds the claim that names the words after the verb at k.
func (s *scanner) denyObject(t *sentence, k, from int) {
	end := from
	for end < len(t.words) && end-from < maxNameWords && !t.is(end, ".", ";", ":", "!", "but", "however", "because", "while", "during", "as", "at", "in", "since", "and") {
		end++
	}
	if t.is(len(t.words)-1, "?") || t.is(0, "if", "whether") {
		return
	}
	// "and" goes on only to a name.
	for t.is(end, "and") && end+1 < len(t.words) && !t.is(end+1, "we", "they", "it", "is", "are", "was", "the") {
		end += 2
		for end < len(t.words) && end-from < maxNameWords && !t.words[end].mark && !t.is(end, "and", "during", "at", "in") {
			end++
		}
	}
	end = min(end, len(t.words))
	names := s.names(t, from, end)
	if len(names) == 0 {
		return
	}
	for t.is(end-1, ",") {
		end--
	}
	s.add(Claim{Kind: Denial, Names: names}, t.words[k-1].i, t.words[end-1].j)
}

// maxNameWords is how long the list of names may be.
const maxNameWords = 60

// names cuts the words from up to end into names, at commas, "and", "or" and "&" between names.
func (s *scanner) names(t *sentence, from, end int) []string {
	var names []string
	i, j := -1, -1
	depth := 0
	flush := func() {
		if i < 0 {
			return
		}
		name := strings.Join(strings.Fields(strings.TrimRight(s.text[i:j], " ")), " ")
		i = -1
		for _, w := range [...]string{"the ", "our ", "both ", "all ", "any ", "other ", "either ", "neither "} {
			if hasPrefixFold(name, w) {
				name = name[len(w):]
			}
		}
		if name != "" && !oneOf(name, "you", "they", "it", "this", "that", "these", "those", "we", "he", "she", "there", "i", "some", "others", "everyone", "everything", "anyone") {
			names = append(names, name)
		}
	}
	for k := from; k < end; k++ {
		w := t.word(k)
		switch {
		case w == "(":
			flush()
			depth++
		case w == ")":
			depth = max(0, depth-1)
		case depth > 0:
		case w == "," || t.is(k, "and", "or", "nor") || w == "\x00":
			flush()
		default:
			if i < 0 {
				i = t.words[k].i
			}
			j = t.words[k].j
		}
	}
	flush()
	return names
}
