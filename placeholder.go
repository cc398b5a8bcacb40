package incident

import "strings"

// Placeholder is what a skeleton has as the value of a field that is not known,
// and as the text of an action that somebody has still to find.
const Placeholder = "TODO"

// placeholders are the words that stand for something still to be written, in
// lower case.
var placeholders = [...]string{"todo", "tbd", "tba", "tbc", "fixme", "xx", "xxx", "xx:xx", "hh:mm", "yyyy-mm-dd", "..", "...", "…", "?", "??", "???"}

// IsPlaceholder reports whether Markdown says nothing yet: it is empty but for
// HTML comments, or every line of it is a word like TODO, TBD, "..." or XX:XX
// alone, whatever its case, perhaps as an item of a list, in brackets, in bold,
// or with a mark at its end. "TODO: ask the shop team" is no placeholder; somebody
// wrote it.
func IsPlaceholder(md string) bool {
	for line := range strings.SplitSeq(withoutComments(md), "\n") {
		if line = strings.TrimSpace(line); line != "" && !isPlaceholderWord(line) {
			return false
		}
	}
	return true
}

func isPlaceholderWord(line string) bool {
	if number := strings.TrimLeft(line, "0123456789"); number != line && (strings.HasPrefix(number, ". ") || strings.HasPrefix(number, ") ")) {
		line = number[2:]
	}
	const around = "*_`~[](){}<>|:-+ \t"
	word := strings.ToLower(strings.Trim(line, around))
	return index(word, placeholders[:]) >= 0 || index(strings.TrimRight(word, ".!"+around), placeholders[:]) >= 0
}

// hasPlaceholder reports whether a line of a text would print a placeholder: one
// that is nothing else, or "- **Duration:** TODO". Code is passed over.
func hasPlaceholder(md string) bool {
	fence := ""
	for line := range strings.SplitSeq(withoutComments(md), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case fence != "":
			if strings.HasPrefix(line, fence) {
				fence = ""
			}
			continue
		case strings.HasPrefix(line, "```"), strings.HasPrefix(line, "~~~"):
			fence = line[:3]
			continue
		}
		if line != "" && isPlaceholderWord(line) {
			return true
		}
		if i := strings.LastIndexByte(line, ':'); i >= 0 {
			switch value := strings.Trim(line[i+1:], "*_ \t"); value {
			case "TODO", "TBD", "FIXME":
				return true
			}
		}
	}
	return false
}

// withoutComments takes the HTML comments out of Markdown. One that does not end
// is text.
func withoutComments(md string) string {
	for {
		start := strings.Index(md, "<!--")
		if start < 0 {
			return md
		}
		n := strings.Index(md[start:], "-->")
		if n < 0 {
			return md
		}
		md = md[:start] + md[start+n+len("-->"):]
	}
}

// isComment reports whether Markdown is comments and nothing else.
func isComment(md string) bool {
	return strings.TrimSpace(md) != "" && strings.TrimSpace(withoutComments(md)) == ""
}

// comment returns a guidance as a comment.
func comment(guidance string) string {
	guidance = strings.TrimLeft(oneLine(guidance), "> ")
	for strings.Contains(guidance, "--") {
		guidance = strings.ReplaceAll(guidance, "--", "-")
	}
	if guidance == "" {
		return ""
	}
	return "<!-- " + guidance + " -->"
}
