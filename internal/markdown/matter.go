package markdown

import (
	"regexp"
	"strings"
)

// matterMarks match what a tool that does not know front matter would read as
// Markdown there, and nobody needs to escape in YAML or TOML: the start of a
// tag, a fence, the middle of a link or definition, and attributes.
var matterMarks = [...]*regexp.Regexp{
	regexp.MustCompile("<[A-Za-z/!?]|``+|~~+|\\]\\s*[(:]|\\[\\^|\\{\\s*[#.:]"),
	regexp.MustCompile("\\{[^}\n\u200c][^}\n]*="),
}

// GuardMatter puts a U+200C after the first character of everything in front
// matter that a tool which does not know front matter would turn into markup.
// Readers of YAML or TOML get the same values apart from that character.
func GuardMatter(s string) string {
	for _, marks := range matterMarks {
		s = marks.ReplaceAllStringFunc(s, func(mark string) string {
			if run := mark[0]; run == '`' || run == '~' {
				return strings.Join(strings.Split(mark, ""), zwnj)
			}
			return mark[:1] + zwnj + mark[1:]
		})
	}
	return s
}
