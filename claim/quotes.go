package claim

import (
	"strings"
	"unicode/utf8"
)

// quoted reports whether byte i of the text is in a block quote or between
// quotation marks. Successive calls must have ascending i.
func (s *scanner) quoted(i int) bool {
	if !s.sought {
		s.sought = true
		s.quotes = quotations(s.in.text)
	}
	for len(s.quotes) > 0 && s.quotes[0][1] <= i {
		s.quotes = s.quotes[1:]
	}
	return len(s.quotes) > 0 && s.quotes[0][0] <= i
}

// quotations returns the ranges of the quotations in a text, in order. A block
// quote ends with its paragraph. An opening mark that is not closed in its
// paragraph does not begin a quotation.
func quotations(text string) [][2]int {
	if strings.IndexByte(text, '"') < 0 && strings.IndexByte(text, '>') < 0 &&
		!strings.Contains(text, "\u201c") && !strings.Contains(text, "\u201e") && !strings.Contains(text, "\u00ab") {
		return nil
	}
	var all [][2]int
	for from := 0; from < len(text); {
		end := len(text)
		if n := strings.Index(text[from:], "\n\n"); n >= 0 {
			end = from + n
		}
		all = quotationsIn(all, text, from, end)
		from = end + len("\n\n")
	}
	return all
}

// quotationsIn appends the quotations in the paragraph text[from:end].
func quotationsIn(all [][2]int, text string, from, end int) [][2]int {
	for i := from; i < end; {
		line := strings.TrimLeft(text[i:end], " ")
		if strings.HasPrefix(line, ">") {
			return append(all, [2]int{i, end})
		}
		n := strings.IndexByte(text[i:end], '\n')
		if n < 0 {
			break
		}
		i += n + 1
	}
	for i := from; i < end; {
		n := strings.IndexAny(text[i:end], "\"\u201c\u201e\u00ab")
		if n < 0 {
			break
		}
		i += n
		closing := "\""
		width := 1
		for _, pair := range quotePairs {
			if strings.HasPrefix(text[i:end], pair[0]) {
				closing, width = pair[1], len(pair[0])
			}
		}
		n = strings.IndexAny(text[i+width:end], closing)
		if n < 0 {
			i += width
			continue
		}
		all = append(all, [2]int{i, i + width + n})
		i += width + n
		_, n = utf8.DecodeRuneInString(text[i:end])
		i += n
	}
	return all
}

// quotePairs are the opening quotation marks, each with those that close it.
var quotePairs = [...][2]string{{"\u201c", "\u201d\u201c"}, {"\u201e", "\u201c\u201d"}, {"\u00ab", "\u00bb"}}
