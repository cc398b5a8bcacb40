package incident

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Placeholder is the text that a skeleton contains in place of an unknown field
// value or action.
const Placeholder = "TODO"

// IsPlaceholder reports whether Markdown has no content yet. That is the case
// if, apart from HTML comments, it is empty or consists only of text that the
// author of a template left for the writer to replace:
//
//   - a word such as TODO, TBD or "..." in any case, possibly in brackets, in
//     bold, as a list item or followed by punctuation;
//   - a mask such as XX:XX, "20xx-MM-DD HH:mm UTC", ZZZ or "??%";
//   - a name in brackets such as "<service>", "{{ title }}" or "[your name]",
//     or a stand-in such as "Jane Doe" or "Short description";
//   - guidance in italics such as "_Describe the impact._";
//   - an empty item or cell, or a table without rows.
//
// A line like "TODO: ask the shop team" is not a placeholder, because somebody
// has written it.
func IsPlaceholder(md string) bool { return eachUnit(md, isPlaceholder) }

// isUnwritten reports whether the text of a section of that kind has no content
// yet. In addition to placeholders, it takes for guidance: any text in italics,
// instructions, questions, and labels without values. In sections that consist
// of questions, a question is content.
func isUnwritten(md string, kind SectionKind) bool {
	asks := kind == SectionOpenQuestions || kind == SectionFiveWhys
	return eachUnit(md, func(unit string) bool {
		return isPlaceholder(unit) || isItalic(unit) || startsWithWord(unit, instructions[:]) ||
			strings.HasSuffix(unit, ":") || !asks && strings.HasSuffix(unit, "?") && startsWithWord(unit, questions[:])
	})
}

// hasPlaceholder reports whether some part of Markdown, outside of code, is a
// placeholder, begins with the mask of a time, or ends in a placeholder as in
// "- **Duration:** TODO".
func hasPlaceholder(md string) bool {
	for unit := range units(withoutComments(md)) {
		if isCode(unit) {
			continue
		}
		if isPlaceholder(unit) && !saysNothing(unit) && (!isItalic(unit) || instructs(unit)) {
			return true // a question in italics may have its answer below
		}
		for line := range strings.SplitSeq(unit, "\n") {
			if isPlaceholderWord(line) {
				return true
			}
			if first, _, _ := strings.Cut(line, " "); isMask(strings.Trim(first, marks+",;"), true) {
				return true
			}
			if i := strings.LastIndexByte(line, ':'); i >= 0 {
				switch value := strings.Trim(line[i+1:], "*_ \t"); value {
				case "TODO", "TBD", "FIXME":
					return true
				}
			}
		}
	}
	return false
}

// marks are the characters that mark up Markdown and have no meaning by
// themselves.
const marks = "*_`~[](){}<>|:-–—+=# \t\r\n"

// saysNothing reports whether Markdown consists of marks and comments only.
func saysNothing(md string) bool { return strings.Trim(withoutComments(md), marks) == "" }

// eachUnit reports whether has is true for every unit of Markdown. Comments are
// ignored, and code never qualifies.
func eachUnit(md string, has func(unit string) bool) bool {
	for unit := range units(withoutComments(md)) {
		if isCode(unit) || !has(unit) {
			return false
		}
	}
	return true
}

// units yields the paragraphs, items and table rows of Markdown without their
// marks, and fenced code with its marks. It skips the headings of tables.
func units(md string) iter.Seq[string] {
	return func(yield func(string) bool) {
		var lines []string
		flush := func() bool {
			unit := strings.Join(lines, "\n")
			lines = lines[:0]
			return unit == "" || yield(unit)
		}
		for line := range strings.SplitSeq(md, "\n") {
			text, item := cutItem(line)
			switch inside := len(lines) > 0 && isCode(lines[0]); {
			case inside && strings.HasPrefix(text, lines[0][:3]):
				if !flush() {
					return
				}
				continue
			case inside:
			case len(lines) == 1 && strings.Contains(lines[0], "|") && isDelimiterRow(text):
				lines = lines[:0]
				continue
			case (item || text == "" || isCode(text) || strings.Contains(text, "|")) && !flush():
				return
			}
			if text != "" {
				lines = append(lines, text)
			}
		}
		flush()
	}
}

// isCode reports whether a unit is fenced code.
func isCode(unit string) bool {
	return strings.HasPrefix(unit, "```") || strings.HasPrefix(unit, "~~~")
}

// isDelimiterRow reports whether a line separates the headings of a table from
// its rows.
func isDelimiterRow(line string) bool {
	return strings.Contains(line, "-") && strings.Trim(line, "|:- ") == ""
}

// cutItem returns a line without the marks of a quotation and of a list item,
// and reports whether it begins an item.
func cutItem(line string) (text string, item bool) {
	text = strings.TrimSpace(strings.TrimLeft(line, "> \t"))
	rest := strings.TrimLeft(text, "0123456789")
	if rest == text {
		rest = strings.TrimLeft(text, "-+*")
		item = len(rest) == len(text)-1
	} else {
		after := strings.TrimLeft(rest, ".)")
		item = len(after) == len(rest)-1
		rest = after
	}
	if !item || rest != "" && rest[0] != ' ' {
		return text, false
	}
	rest = strings.TrimSpace(rest)
	for _, box := range [...]string{"[ ] ", "[x] ", "[X] "} {
		rest = strings.TrimPrefix(rest, box)
	}
	return rest, true
}

// isPlaceholder reports whether a unit as a whole, or every line and cell of
// it, is a placeholder.
func isPlaceholder(unit string) bool {
	if isGuidance(unit) {
		return true
	}
	for part := range strings.FieldsFuncSeq(unit, func(r rune) bool { return r == '\n' || r == '|' }) {
		if part = strings.TrimSpace(part); !saysNothing(part) && !isPlaceholderWord(part) && !isGuidance(part) && !isMasked(part) {
			return false
		}
	}
	return true
}

// placeholders are the words that stand for missing text, in lower case.
var placeholders = [...]string{
	"todo", "tbd", "tba", "tbc", "fixme", "..", "...", "…", "?", "??", "???", "placeholder", "fill in", "fill me in", "lorem ipsum",
	"to be determined", "to be confirmed", "to be announced", "to be written", "to be added", "to be completed", "to be defined", "to be provided",
	"jane doe", "john doe", "first last", "firstname lastname", "your name", "your name here",
}

func isPlaceholderWord(text string) bool {
	word := strings.ToLower(strings.Trim(text, marks))
	return slices.Contains(placeholders[:], word) || slices.Contains(placeholders[:], strings.TrimRight(word, ".!"+marks)) ||
		isStandIn(strings.Trim(text, marks))
}

// isStandIn reports whether a text is the name of nobody in particular
// ("Someone Else") or names the text that belongs there ("Short description of
// the event"). Instructions in parentheses after it are ignored.
func isStandIn(text string) bool {
	text, _, _ = strings.Cut(text, " (")
	words := strings.Fields(strings.Trim(text, ".!"))
	if len(words) == 0 || len(words) > 8 {
		return false
	}
	first, last := strings.ToLower(words[0]), strings.ToLower(words[len(words)-1])
	named := func(word string) bool {
		return word == "description" || word == "summary" || word == "explanation" || word == "overview"
	}
	switch first {
	case "someone", "somebody":
		return len(words) <= 3 && !slices.ContainsFunc(words, func(w string) bool { return !startsUpper(w) })
	case "short", "brief", "concise", "quick", "one-line":
		return slices.ContainsFunc(words, func(w string) bool { return named(strings.ToLower(w)) })
	case "event", "incident":
		return len(words) == 2 && named(last)
	case "description", "explanation":
		return len(words) > 1 && words[1] == "of" || len(words) == 1
	}
	return false
}

func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// instructions are the words with which guidance begins, even if it is not in
// italics.
var instructions = [...]string{"describe", "explain", "summarize", "summarise", "briefly", "outline"}

// questions are the words with which guidance in the form of a question begins.
var questions = [...]string{"who", "what", "when", "where", "why", "how", "which", "did", "does", "was", "were", "is", "are", "could", "can"}

// imperatives are the words with which guidance in italics begins.
var imperatives = [...]string{
	"add", "answer", "ask", "attach", "be", "briefly", "capture", "copy", "delete", "describe", "detail", "document", "draft", "enter", "explain",
	"fill", "give", "identify", "include", "insert", "link", "list", "mention", "note", "outline", "paste", "provide", "put", "quantify", "record",
	"remove", "replace", "schedule", "specify", "state", "summarise", "summarize", "tell", "use", "write", "your",
}

// isGuidance reports whether a text is in italics and either asks its writer a
// question or instructs them.
func isGuidance(text string) bool {
	return isItalic(text) && (instructs(text) || strings.HasSuffix(strings.TrimRight(text, marks), "?"))
}

// instructs reports whether a text in italics tells its writer what to do.
func instructs(text string) bool {
	return startsWithWord(text, imperatives[:]) || strings.Contains(text, "goes here") || strings.Contains(text, "should be") ||
		strings.Contains(text, "to include") || strings.Contains(text, "will be included")
}

func startsWithWord(text string, words []string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(text, marks), " ")
	return slices.Contains(words, strings.ToLower(strings.TrimRight(first, ",.:")))
}

// isItalic reports whether a whole text is emphasised once. It may contain bold
// text.
func isItalic(text string) bool {
	if len(text) < 3 {
		return false
	}
	mark := text[:1]
	if mark != "*" && mark != "_" || !strings.HasSuffix(text, mark) {
		return false
	}
	inner := text[1 : len(text)-1]
	if strings.HasPrefix(inner, mark) || strings.HasSuffix(inner, mark) {
		return false // bold
	}
	inner = strings.ReplaceAll(inner, mark+mark, "")
	for i := 0; i < len(inner); i++ {
		if inner[i] == mark[0] && (mark == "*" || i == 0 || i == len(inner)-1 || !isWordByte(inner[i-1]) || !isWordByte(inner[i+1])) {
			return false // another emphasis
		}
	}
	return true
}

func isWordByte(c byte) bool {
	return c >= utf8.RuneSelf || c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// isMasked reports whether a text consists of masks and bracketed names,
// possibly with units or zones beside them and followed by guidance in italics.
// A date or any other number is content, as in "2024-03-05 10:??".
func isMasked(text string) bool {
	if len(text) > longestMask {
		return false
	}
	if i := strings.Index(text, " _"); i > 0 && isItalic(text[i+1:]) {
		text = text[:i]
	}
	rest, masks := withoutStandIns(text)
	for word := range strings.FieldsSeq(rest) {
		word = strings.TrimRight(strings.Trim(word, marks+",;%$€£"), ".!")
		switch {
		case isMask(word, false):
			masks++
		case word != "" && !slices.Contains(besideMasks[:], strings.ToLower(word)):
			return false
		}
	}
	return masks > 0 || strings.Contains(rest, "__") && saysNothing(rest)
}

// longestMask is the length in bytes beyond which a text is not examined for
// masks.
const longestMask = 256

// besideMasks are words that may accompany masks.
var besideMasks = [...]string{
	"utc", "gmt", "cet", "cest", "est", "edt", "pst", "pdt", "am", "pm", "z", "of", "to", "from", "until", "at", "and", "or", "approx", "about",
	"h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes", "s", "sec", "secs", "second", "seconds", "d", "day", "days", "users", "customers", "requests",
}

// isMask reports whether a word is a mask: letters or question marks in place
// of digits. If timed is set, it must be the mask of a date or a clock time.
func isMask(word string, timed bool) bool {
	word = strings.ToLower(word)
	if !timed {
		word = strings.TrimRight(word, "0123456789")
		for _, unit := range [...]string{"minutes", "mins", "min", "hours", "hrs", "h", "m", "s"} {
			if number, ok := strings.CutSuffix(word, unit); ok && number != "" && strings.Trim(number, "?x") == "" {
				word = number
				break
			}
		}
	}
	if strings.Contains(word, ":") {
		word = strings.TrimSuffix(strings.Replace(word, "ddt", "dd-", 1), "z")
	}
	figures, weak, strong := 0, 0, 0
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return strings.ContainsRune("-/:.", r) }) {
		switch {
		case strings.Trim(part, "0123456789") == "":
			figures++
		case isStrongMask(part):
			strong++
		case len(part) <= 3 && len(part) >= 2 && strings.Trim(part, part[:1]) == "" && strings.Contains("ymdhs", part[:1]):
			weak++
		default:
			return false
		}
	}
	if timed {
		return weak+strong > 0 && figures+weak+strong > 1 && strings.ContainsAny(word, ":-/")
	}
	return strong > 0 || weak > 1 || weak > 0 && figures > 0
}

// isStrongMask reports whether a lower-case word is a mask by itself.
func isStrongMask(word string) bool {
	for _, century := range [...]string{"20", "202", "19"} {
		if year, ok := strings.CutPrefix(word, century); ok && len(word) == 4 && strings.Trim(year, year[:1]) == "" && strings.Contains("xy?_", year[:1]) {
			return true
		}
	}
	if strings.Trim(word, word[:1]) != "" {
		return false
	}
	switch word[0] {
	case '?':
		return true
	case 'x', '_':
		return len(word) > 1
	}
	return len(word) > 2 && strings.Contains("yzn#", word[:1])
}

// withoutStandIns removes the bracketed names that stand for values from a
// text, and returns their number.
func withoutStandIns(text string) (rest string, n int) {
	var b strings.Builder
	for text != "" {
		start := strings.IndexAny(text, "{<[(")
		if start < 0 {
			break
		}
		end := start + strings.IndexByte(text[start:], "}>])"[strings.IndexByte("{<[(", text[start])])
		if end < start {
			break
		}
		inner := text[start+1 : end]
		b.WriteString(text[:start])
		switch behind := strings.TrimLeft(text[end+1:], "}"); {
		case isStandInBracket(text[start], inner, behind):
			n++
			b.WriteByte(' ')
			text = behind
		case text[start] == '(':
			b.WriteByte(' ')
			text = inner + " " + text[end+1:]
		default:
			b.WriteString(text[start : end+1])
			text = text[end+1:]
		}
	}
	b.WriteString(text)
	return b.String(), n
}

// isStandInBracket reports whether the bracketed text inner stands for a value.
// The text after follows the closing bracket.
func isStandInBracket(open byte, inner, behind string) bool {
	if strings.HasPrefix(inner, "{") {
		return true
	}
	inner = strings.TrimSpace(inner)
	if inner == "" || !unicode.IsLetter([]rune(inner)[0]) && inner[0] != '$' {
		return false
	}
	words := strings.Fields(strings.ToLower(inner))
	switch open {
	case '{':
		return !strings.ContainsAny(inner, `:",;=`)
	case '<':
		return !strings.ContainsAny(inner, `="@`) && !strings.Contains(inner, "://") && !strings.HasPrefix(inner, "mailto:") &&
			!slices.Contains(elements[:], strings.TrimRight(words[0], "/"))
	case '[':
		if behind != "" && strings.IndexByte("([:", behind[0]) >= 0 {
			return false // a link
		}
		return len(words) > 1 && !strings.ContainsAny(inner, "0123456789") || slices.Contains(standIns[:], words[0]) || isMasked(inner)
	}
	return len(words) <= 4 && slices.Contains(standIns[:], words[0])
}

// standIns are the words with which a bracketed text that stands for a value
// begins.
var standIns = [...]string{
	"add", "author", "authors", "date", "describe", "description", "duration", "e.g.", "enter", "how", "id", "incident", "insert", "link", "list", "name", "names", "number",
	"optional", "owner", "person", "service", "summary", "team", "ticket", "time", "title", "url", "what", "when", "where", "who", "why", "your",
}

// elements are the HTML elements that occur in texts. A name in angle brackets
// that is one of them is a tag, not a stand-in.
var elements = [...]string{
	"a", "b", "i", "u", "s", "p", "br", "hr", "em", "strong", "code", "pre", "kbd", "sub", "sup", "small", "big", "img", "div", "span", "table", "tr", "td", "th", "ul", "ol", "li",
	"dl", "dt", "dd", "details", "summary", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "del", "ins", "mark", "center", "font", "section", "script", "style", "video", "iframe",
}

// withoutComments removes the HTML comments from Markdown. An unclosed comment
// is text.
func withoutComments(md string) string {
	var b strings.Builder
	for {
		start := strings.Index(md, "<!--")
		if start < 0 {
			break
		}
		n := strings.Index(md[start:], "-->")
		if n < 0 {
			break
		}
		b.WriteString(md[:start])
		md = md[start+n+len("-->"):]
	}
	if b.Len() == 0 {
		return md
	}
	b.WriteString(md)
	return b.String()
}

// comment returns guidance as an HTML comment.
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
