package markdown

import (
	"regexp"
	"strings"
)

// matterMarks match what an engine that knows no front matter would take for
// Markdown there, and what nobody escapes in YAML and TOML: the start of a tag,
// a fence, the middle of a link or a definition; and attributes.
var matterMarks = [...]*regexp.Regexp{
	regexp.MustCompile("<[A-Za-z/!?]|``+|~~+|\\]\\s*[(:]|\\[\\^|\\{\\s*[#.:]"),
	regexp.MustCompile("\\{[^}\n\u200c][^}\n]*="),
}

// GuardMatter puts a U+200C behind the first character of everything in the
// front matter of a document that an engine without front matter could bring to
// life. For a reader of YAML or TOML the value is the same but for that.
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
