package claim

import "strings"

// denial reads a statement that something was not affected: "Exports and
// webhooks are not affected", "Search remained unaffected", "This does not
// impact the Import API", "There was no impact on billing".
func (s *scanner) denial(t *sentence) {
	if t.is(len(t.words)-1, "?") || t.is(0, denials.Questions...) {
		return
	}
	for k := range t.words {
		switch {
		case t.is(k, denials.Affected...):
			if verb := notBefore(t, k); verb > 0 {
				s.deny(t, subjectStart(t, verb), verb, k+1)
				return
			}
		case t.is(k, denials.Unaffected):
			verb := backTo(t, k-1, denials.Adverbs)
			if t.is(verb, denials.BeVerbs...) {
				verb = backTo(t, verb-1, denials.Auxiliary) + 1
				s.deny(t, subjectStart(t, verb), verb, k+1)
				return
			}
		case t.is(k, denials.Affect...):
			if t.is(k-1, denials.NotDo...) || t.is(k-1, denials.Not) && t.is(k-2, denials.DoVerbs...) ||
				t.is(k, denials.Impact) && t.is(k-1, denials.No) && t.is(k+1, denials.ImpactOn...) {
				from := k + 1
				if t.is(k-1, denials.No) {
					from++
				}
				s.denyObject(t, k, from)
				return
			}
		}
	}
}

// notBefore returns the index of the verb in "are not affected", where the
// negation ends at word k, or -1 if there is none.
func notBefore(t *sentence, k int) int {
	verb := backTo(t, k-1, denials.Adverbs)
	switch {
	case t.is(verb, denials.NotBe...):
		return verb
	case !t.is(verb, denials.Not):
		return -1
	}
	verb = backTo(t, verb-1, denials.Adverbs)
	if !t.is(verb, denials.NotVerbs...) {
		return -1
	}
	return verb
}

// subjectStart returns the index of the first word of the subject that ends
// before the verb.
func subjectStart(t *sentence, verb int) int {
	k := verb
	depth := 0
	for k > 0 {
		switch t.word(k - 1) {
		case ")":
			depth++
		case "(":
			depth--
		}
		if depth == 0 && t.is(k-1, denials.Breaks...) {
			break
		}
		k--
	}
	for {
		switch {
		case t.is(k, denials.Openers...), t.is(k, ",", "-", "\u2022", "*", "#"):
			k++
		case t.begins(k, denials.AtThisTime) > 0:
			k += t.begins(k, denials.AtThisTime)
		default:
			return k
		}
	}
}

// deny adds a claim for the names before the verb.
func (s *scanner) deny(t *sentence, from, verb, end int) {
	if from >= verb || verb-from > maxNameWords {
		return
	}
	// With a limit in time it is another statement: "not affected until
	// 10:45".
	if t.has(from, verb, denials.Relatives) || t.begins(end, denials.Limits) > 0 {
		return
	}
	if names := s.names(t, from, verb); len(names) > 0 {
		s.add(Claim{Kind: Denial, Names: names}, t.words[from].i, t.words[end-1].j)
	}
}

// denyObject adds a claim for the names after the verb at k.
func (s *scanner) denyObject(t *sentence, k, from int) {
	end := from
	for end < len(t.words) && end-from < maxNameWords && !t.is(end, denials.Stops...) {
		end++
	}
	// After "and", only another name belongs to it.
	for t.is(end, denials.And) && end+1 < len(t.words) && !t.is(end+1, denials.NotObjects...) {
		end += 2
		for end < len(t.words) && end-from < maxNameWords && !t.words[end].mark && !t.is(end, denials.AndStops...) {
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

// maxNameWords is the maximum number of words in a list of names.
const maxNameWords = 60

// names splits the words from up to end into names, at commas and at "and",
// "or" and "&" between names.
func (s *scanner) names(t *sentence, from, end int) []string {
	var names []string
	i, j := -1, -1
	depth := 0
	flush := func() {
		if i < 0 {
			return
		}
		name := strings.Join(strings.Fields(strings.TrimRight(s.in.text[i:j], " ")), " ")
		i = -1
		for _, w := range denials.Articles {
			if hasPrefixFold(name, w) {
				name = name[len(w):]
			}
		}
		if name != "" && !oneOf(name, denials.NotNames...) {
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
		case w == "," || t.is(k, denials.Joins...) || w == "\x00":
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
