package words

import (
	"bytes"
	"strings"
)

// languages lists the languages. English comes first and is used for languages
// that are missing.
var languages = []*Language{
	&english,
}

func init() {
	for _, l := range languages {
		l.open()
	}
}

// English returns the words of English, as Statuspage prints them.
func English() *Language { return &english }

// For returns the language of a BCP 47 tag, such as "en-GB", by its first
// subtag. It returns English if the tag is empty or the language is missing.
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

// PageLang returns the value of Page.Lang for a page whose labels are in l. It
// is empty for English, which a page need not state.
func (l *Language) PageLang() string {
	if l == &english {
		return ""
	}
	return l.Lang
}

// Of returns the language of a report in any format: the one with the most
// lines of structure in the text, or else the first in the list.
func Of(text []byte) *Language {
	best, most := languages[0], 0
	if len(languages) == 1 {
		return best
	}
	for _, l := range languages {
		n := 0
		for _, openings := range l.openings {
			for _, o := range openings {
				n += bytes.Count(text, []byte(o.text))
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}
