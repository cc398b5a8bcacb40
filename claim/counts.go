package claim

import "strings"

// readNumber reads a number with its noun at byte i of a text: 32 conversations, twelve failed requests, 1.2 million
// events, 5% of requests. It returns the byte after it, i where there is none.
//
// The noun must be a plural in small letters, up to two words away ("three different measures"), unless the number is
// one. What only looks like a number of things is passed over: prices, versions, years, status codes, labels ("phase 2
// users", "Windows 11 clients"), units ("12 ms").
func readNumber(text string, i int) (num Number, end int) {
	s := text[i:]
	v, n := readAmount(s)
	if n == 0 {
		return num, i
	}
	plain := isDigit(s[0]) && !strings.ContainsAny(s[:n], ",.")
	num.Value = v
	if n < len(s) && s[n] == '%' || phrase(s[n+spaces(s[n:]):], "percent") > 0 {
		return readPercent(text, i, n, num)
	}
	if n < len(s) && (s[n] == '-' || s[n] == '/' || s[n] == ':') {
		return num, i
	}
	if isDigit(s[0]) {
		if scale, m := readScale(s[n:]); m > 0 {
			num.Value *= scale
			n += m
			plain = false
		} else if wordAt(s, n) {
			return num, i
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
	num.Noun, num.About = strings.ToLower(noun), about
	if plain && n == 4 && v >= 1900 && v < 2200 && !about && !total(text, i) {
		return num, i // a year
	}
	if plain && v >= 100 && v < 600 && isStatusNoun(noun) {
		return num, i // an HTTP status
	}
	return num, i + n + m
}

// readPercent reads the end of a percentage, with the noun that it is of.
func readPercent(text string, i, n int, num Number) (Number, int) {
	s := text[i:]
	if s[n] == '%' {
		n++
		if wordAt(s, n) {
			return num, i
		}
	} else {
		n += spaces(s[n:])
		n += len("percent")
	}
	about, label := before(text, i)
	if label {
		return num, i
	}
	num.Percent, num.About = true, about
	sp := spaces(s[n:])
	k := n + sp
	if m := phrase(s[k:], "of"); m > 0 && sp > 0 {
		k += m
		for _, w := range [...]string{"all", "the", "our", "your", "their", "these", "those"} {
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

// readScale reads what multiplies the figures before it.
func readScale(s string) (scale float64, n int) {
	for _, w := range [...]struct {
		words string
		scale float64
	}{{"k", 1e3}, {"K", 1e3}, {"M", 1e6}} {
		if strings.HasPrefix(s, w.words) && !wordAt(s, 1) {
			return w.scale, 1
		}
	}
	sp := spaces(s)
	if sp == 0 {
		return 0, 0
	}
	for _, w := range [...]struct {
		word  string
		scale float64
	}{{"hundred", 100}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}} {
		if m := phrase(s[sp:], w.word); m > 0 {
			return w.scale, sp + m
		}
	}
	return 0, 0
}

// readNoun reads a plural noun and up to two words that belong to it, after blanks. A single thing may be in the
// singular.
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
		if m < 2 || !isSmall(w) && !(k > 0 && isCapital(w)) || n+m < len(s) && (isDigit(s[n+m]) || s[n+m] == '_' || wordAt(s, n+m)) {
			return "", 0
		}
		n += m
		if notNoun(w) {
			return "", 0
		}
		if isPlural(w) || single && k == 0 && isSingular(w) {
			if n+1 < len(s) && s[n] == '\'' && isLetter(s[n+1]) {
				return "", 0
			}
			return s[from:n], n
		}
	}
	return "", 0
}

// isCapital reports whether w is an abbreviation in the plural: APIs.
func isCapital(w string) bool {
	n := len(w)
	return n > 2 && w[n-1] == 's' && strings.ToUpper(w[:n-1]) == w[:n-1]
}

// isPlural reports whether a word in small letters is a plural.
func isPlural(w string) bool {
	switch w {
	case "people", "children", "men", "women", "data", "criteria", "indices", "queries":
		return true
	case "series", "always", "perhaps", "besides", "sometimes", "alas", "plus", "yes", "gas", "pes", "cents":
		return false
	}
	n := len(w)
	return n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i' && !strings.HasSuffix(w, "ous")
}

// isSingular reports whether a word may be what one of is counted. One is more often a pronoun ("one of", "one may"),
// so only the nouns of outages are.
func isSingular(w string) bool {
	return oneOf(w, "customer", "user", "request", "server", "service", "node", "instance", "region", "cluster",
		"database", "host", "component", "system", "shard", "replica", "account", "tenant", "organization", "datacenter")
}

// notNoun reports whether a word can neither be what is counted nor belong to it.
func notNoun(w string) bool {
	if _, ok := findUnit(w); ok || strings.HasPrefix(w, "business") || strings.HasPrefix(w, "working-") {
		return true
	}
	return oneOf(w, "ms", "gbs", "mbs", "kbs", "tbs", "gbps", "mbps", "kbps", "rps", "qps", "tps", "ips", "times",
		"was", "is", "has", "does", "as", "this", "its", "his", "us", "vs", "to", "of", "the", "and", "or", "but",
		"for", "in", "on", "at", "by", "from", "with", "were", "are", "have", "had", "did", "do", "we", "our", "they",
		"their", "it", "that", "which", "who", "whose", "will", "would", "could", "can", "may", "not", "no", "a", "an",
		"than", "then", "so", "if", "when", "while", "until", "after", "before", "am", "pm", "be", "been", "thus",
		"across", "per", "less", "towards", "happens", "occurs", "causes", "affects", "millis", "msecs", "usecs",
		"milliseconds", "microseconds", "nanoseconds", "bytes", "bits", "dollars", "euros", "pounds", "cents",
		"degrees", "hundreds", "thousands", "millions", "others", "years", "decades", "nines")
}

func isStatusNoun(noun string) bool {
	last := noun[strings.LastIndexByte(noun, ' ')+1:]
	return oneOf(last, "errors", "responses", "codes", "statuses", "replies", "failures", "pages", "redirects")
}

// before looks at the word in front of byte i: about says that it makes the number a rough one, label that the number
// belongs to it and counts nothing.
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
	for _, sign := range [...]string{"€", "£", "¥"} {
		if strings.HasSuffix(s, sign) {
			return false, true
		}
	}
	k := len(s)
	for k > 0 && isLetter(s[k-1]) {
		k--
	}
	w := s[k:]
	switch {
	case oneOf(w, "about", "approximately", "around", "roughly", "nearly", "almost", "over", "some", "circa", "under",
		"than", "estimated"):
		return true, false
	case oneOf(w, "to"):
		return hasSuffixWord(s[:k+2], "up to") || strings.EqualFold(s, "up to"), false
	case oneOf(w, "least", "most"):
		return strings.HasSuffix(strings.ToLower(strings.TrimRight(s[:k], " ")), "at"), false
	case oneOf(w, "version", "release", "phase", "step", "sev", "severity", "level", "tier", "priority", "port",
		"build", "page", "line", "chapter", "section", "error", "code", "status", "http", "ticket", "issue", "room",
		"zone", "shard", "node", "part", "day", "week", "round", "attempt", "stage", "number", "usd", "eur", "gbp",
		"rfc", "iso", "article", "id", "v", "no"):
		return false, true
	case w != "" && w[0] <= 'Z' && !leads(w):
		return false, true // Windows 11, Chrome 120, July 4
	}
	return false, false
}

// leads reports whether a word with a capital is one that a sentence begins with.
func leads(w string) bool {
	return oneOf(w, "for", "in", "the", "at", "of", "all", "only", "these", "those", "our", "we", "with", "by", "from",
		"and", "first", "last", "top", "total", "another", "other", "affected", "impacted", "initially", "these",
		"a", "an", "there", "they", "while", "when", "after", "between", "both", "just", "fewer", "more", "less",
		"finally", "however", "also", "additionally", "currently", "i", "remaining", "received", "lost", "impact",
		"nearly", "exactly", "additional", "any", "your", "their", "as", "on", "it", "this", "that", "users",
		"customers", "within", "during", "through", "added", "restarted", "fixed", "rolled", "replaced")
}

// total reports whether the words before byte i say that a number follows.
func total(text string, i int) bool {
	s := strings.ToLower(strings.TrimRight(text[max(0, i-32):i], " \t\n"))
	return strings.HasSuffix(s, "total of") || strings.HasSuffix(s, "affected") || strings.HasSuffix(s, "received")
}
