package words

import "strings"

// SectionKind returns the kind of section that a heading stands for:
// "root_cause" for "Root Causes:". It ignores case, numbers in front, marks at
// the end and what stands in brackets, and returns "" for an unknown heading.
func (l *Language) SectionKind(heading string) string {
	h := strings.ToLower(strings.TrimSpace(heading))
	h = strings.ReplaceAll(h, "’", "'")
	h = strings.TrimLeft(h, "0123456789.) \t#*")
	if i := strings.IndexByte(h, '('); i > 0 {
		h = h[:i]
	}
	h = strings.TrimRight(h, " :?!.*")
	if kind, ok := l.index.headings[h]; ok {
		return kind
	}
	if l.Article != "" {
		h = strings.TrimPrefix(h, l.Article)
		if kind, ok := l.index.headings[h]; ok {
			return kind
		}
	}
	if strings.Count(h, " ") >= 8 {
		return ""
	}
	for _, cue := range l.HeadingCues {
		for _, phrase := range cue.Phrases {
			if strings.Contains(h, phrase) {
				return cue.Word
			}
		}
	}
	return ""
}
