package words

import "strings"

// languages lists the languages. English comes first: it stands in for those
// that are missing.
var languages = [...]*Language{
	&english,
}

func init() {
	for _, l := range languages {
		l.index = newIndex(l)
	}
}

// English returns the words of English, as Statuspage prints them.
func English() *Language { return &english }

// For returns the language of a BCP 47 tag, such as "en-GB", by its first
// subtag. It is English where the tag is empty or no other language has it.
func For(tag string) *Language {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	for _, l := range languages {
		if strings.EqualFold(l.Lang, tag) {
			return l
		}
	}
	return &english
}
