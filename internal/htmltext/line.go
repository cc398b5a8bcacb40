package htmltext

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/markdown"
)

// A line gathers the text of one block: a paragraph, a heading, a cell.
type line struct {
	runs  []run
	chars []byte // of all runs
	links []string

	style style // of what comes next, but for the counts
	gap   gap

	strong, emphasis, struck int // open elements of that kind
	codes, code              int // open code elements, and the number of the last one
}

// A style is what markup says of a run.
type style struct {
	strong, emphasis bool // not both: emphasis inside strong emphasis is left out
	struck           bool // and no emphasis
	code             int  // number of the code element; 0: none
	link             int  // place in links, from 1; 0: none
}

// A run is a piece of text of one style, or what is between two lines or
// paragraphs.
type run struct {
	style
	from, to int // in chars
	kind     runKind
}

type runKind uint8

const (
	runText runKind = iota
	runBreak
	runParagraph
)

// A gap is the white space that the next word has to write before itself.
type gap struct {
	space    rune // 0: none
	breaks   int  // br
	newlines int  // of the source, where they count
	line     bool // a block of lines began or ended
}

// count returns how many line breaks the gap is.
func (g gap) count() int {
	n := max(g.breaks, g.newlines)
	if g.line {
		n = max(n, 1)
	}
	return n
}

// words takes text. Line breaks count if wrap is set.
func (w *writer) words(s string, wrap bool) {
	cur := style{struck: w.struck > 0, link: w.style.link}
	if !cur.struck {
		cur.strong, cur.emphasis = w.strong > 0, w.emphasis > 0 && w.strong == 0
	}
	if w.codes > 0 {
		cur.code = w.code
	}
	for i := 0; i < len(s); {
		// White space.
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			switch {
			case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
			case wrap && (r == '\n' || r == '\r'):
				w.gap.newlines++
			case r == '\u00a0':
				w.space(r)
			default:
				w.space(' ')
			}
			i += n
			continue
		}
		end := i
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if unicode.IsSpace(r) {
				break
			}
			end += n
		}
		w.closeGap(cur)
		w.add(cur, s[i:end])
		i = end
	}
}

// space notes white space. A plain space wins over one that does not break.
func (w *writer) space(r rune) {
	if w.gap.space != ' ' {
		w.gap.space = r
	}
}

// endLine notes that what follows stands on a line of its own.
func (w *writer) endLine() { w.gap.line = true }

// closeGap writes the gap before a word of that style. The white space has the
// style only where both sides share it, so that no markup ever begins or ends
// with space.
func (w *writer) closeGap(next style) {
	g := w.gap
	w.gap = gap{}
	if len(w.runs) == 0 {
		return
	}
	last := w.runs[len(w.runs)-1].style
	common := style{strong: last.strong && next.strong, emphasis: last.emphasis && next.emphasis}
	if last.link == next.link {
		common.link, common.struck = next.link, last.struck && next.struck
	}
	if last.code == next.code {
		common.code = next.code
	}
	n := g.count()
	if w.inCell() || w.heading > 0 {
		if n > 0 {
			g.space = ' '
		}
		n = 0
	}
	switch {
	case n > 1:
		w.runs = append(w.runs, run{kind: runParagraph})
	case n == 1:
		w.runs = append(w.runs, run{kind: runBreak, style: style{link: common.link}})
	case g.space != 0:
		w.add(common, string(g.space))
	}
}

// add adds text without space around it, or a space.
func (w *writer) add(s style, text string) {
	if n := len(w.runs); n > 0 {
		if last := &w.runs[n-1]; last.kind == runText && last.style == s {
			w.chars = append(w.chars, text...)
			last.to = len(w.chars)
			return
		}
	}
	from := len(w.chars)
	w.chars = append(w.chars, text...)
	w.runs = append(w.runs, run{style: s, from: from, to: len(w.chars)})
}

// reset forgets what was gathered.
func (w *writer) reset() {
	w.runs, w.chars, w.gap = w.runs[:0], w.chars[:0], gap{}
	if w.style.link == 0 {
		w.links = w.links[:0]
	}
}

// An inliner writes runs as Markdown that stands at one position.
type inliner struct {
	*writer
	out   []byte
	pos   markdown.Position
	begin int // of the line at hand in out
	moved int // how far later escapes have moved what was written
}

// inline returns the Markdown of runs. A line starts where the result does and
// behind each line break.
func (w *writer) inline(runs []run, pos markdown.Position) []byte {
	l := inliner{writer: w, pos: pos}
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].link == runs[0].link {
			n++
		}
		l.link(runs[:n], runs[n:])
		runs = runs[n:]
	}
	return l.out
}

// link writes runs that stand in one link, or in none.
func (l *inliner) link(runs, after []run) {
	if runs[0].link == 0 {
		l.spans(runs, after)
		return
	}
	url := l.links[runs[0].link-1]
	label := strings.TrimSpace(string(markdown.AppendLine(nil, l.plainText(runs))))
	switch {
	case url == "" || url[0] == '#' || label == "" && !isTarget(url):
		l.spans(runs, after)
	case l.writer.plain || !isTarget(url):
		l.spans(runs, after)
		if url != label && strings.TrimPrefix(url, "mailto:") != label {
			l.escape(" (" + url + ")")
		}
	case label == "":
		// Nothing that shows: the image of a link without words for it.
	default:
		if n := len(l.out); n > 0 && l.out[n-1] == '!' {
			l.out = append(l.out[:n-1], `\!`...) // "![" begins an image
		}
		l.out = append(l.out, '[')
		l.spans(runs, nil)
		l.out = append(l.out, "]("...)
		l.out = markdown.AppendEscaped(l.out, url, markdown.LinkTarget)
		l.out = append(l.out, ')')
	}
}

// plainText returns the text of runs without any markup.
func (l *inliner) plainText(runs []run) string {
	var b []byte
	for _, r := range runs {
		if r.kind != runText {
			b = append(b, ' ')
		}
		b = append(b, l.chars[r.from:r.to]...)
	}
	return string(b)
}

// spans writes runs of one link, with emphasis.
func (l *inliner) spans(runs, after []run) {
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[n].strong == runs[0].strong && runs[n].emphasis == runs[0].emphasis && runs[n].struck == runs[0].struck {
			n++
		}
		rest := runs[n:]
		if len(rest) == 0 {
			rest = after
		}
		l.span(runs[:n], rest)
		runs = runs[n:]
	}
}

// span writes runs of one emphasis, or struck ones. Where Markdown would not
// take the marks for what they are, because of what stands beside them, there
// are none, but around struck text, which they tell from what holds: those are
// text then.
func (l *inliner) span(runs, after []run) {
	at := len(l.out) - l.moved
	for _, r := range runs {
		switch {
		case r.kind != runText:
			l.out = append(l.out, '\n')
			l.begin = len(l.out)
		case r.code > 0 && !l.writer.plain:
			l.codeSpan(string(l.chars[r.from:r.to]))
		default:
			l.escape(string(l.chars[r.from:r.to]))
		}
	}
	at += l.moved
	if len(bytes.TrimSpace(l.out[at:])) == 0 {
		return
	}
	switch s := runs[0].style; {
	case s.struck && (l.writer.plain || l.takesMarks('~', at, after)):
		l.surround(at, "~~")
	case s.struck:
		l.surround(at, `\~\~`)
	case l.writer.plain:
	case s.strong && l.takesMarks('*', at, after):
		l.surround(at, "**")
	case s.emphasis && l.takesMarks('*', at, after):
		l.surround(at, "*")
	}
}

// surround puts a mark before and behind what was written from at on.
func (l *inliner) surround(at int, mark string) {
	l.out = slices.Insert(l.out, at, []byte(mark)...)
	l.out = append(l.out, mark...)
}

// takesMarks reports whether marks of the character c around what was written
// from at on, and before what comes after, are marks to Markdown.
func (l *inliner) takesMarks(c rune, at int, after []run) bool {
	before, _ := utf8.DecodeLastRune(l.out[:at])
	first, _ := utf8.DecodeRune(l.out[at:])
	last, _ := utf8.DecodeLastRune(l.out[at:])
	next := ' '
	if len(after) > 0 && after[0].kind == runText {
		next, _ = utf8.DecodeRune(l.chars[after[0].from:after[0].to])
	}
	if at == 0 {
		before = ' '
	}
	switch {
	case before == c, c == '~' && last == c, unicode.IsSpace(first), unicode.IsSpace(last):
		return false
	case isPunct(first) && !unicode.IsSpace(before) && !isPunct(before):
		return false
	case isPunct(last) && !unicode.IsSpace(next) && !isPunct(next):
		return false
	}
	return true
}

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// escape writes text that comes back as itself.
func (l *inliner) escape(text string) {
	word := strings.TrimFunc(text, unicode.IsSpace)
	if word == "" {
		l.out = append(l.out, text...)
		return
	}
	lead := strings.Index(text, word)
	l.out = append(l.out, text[:lead]...)
	defer func() { l.out = append(l.out, text[lead+len(word):]...) }()
	if l.writer.plain {
		l.out = markdown.AppendLine(l.out, word)
		return
	}
	pos := l.pos
	switch {
	case pos != markdown.Paragraph:
	case l.begin == len(l.out):
		pos = markdown.ListItem
	default:
		pos = markdown.LinkText
	}
	// What was written in another run is joined with what is written here.
	if n := len(l.out); n > 0 && lead == 0 {
		digits := len(word) - len(strings.TrimLeft(word, "0123456789"))
		switch c := word[0]; {
		case l.out[n-1] == '&' && (n == 1 || l.out[n-2] != '\\') && (c == '#' || isNameByte(c)):
			l.out = append(l.out[:n-1], `\&`...)
			l.moved++
		case digits < len(word) && (word[digits] == '.' || word[digits] == ')') && isDigits(l.out[l.begin:]):
			l.out = append(l.out, word[:digits]...)
			l.out = append(l.out, '\\')
			word = word[digits:]
		}
	}
	l.out = markdown.AppendEscaped(l.out, word, pos)
}

func isDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(b) > 0
}

// codeSpan writes text as code, or as text where code would not stay code.
func (l *inliner) codeSpan(text string) {
	content := string(markdown.AppendLine(nil, text))
	n := len(l.out)
	if content == "" || n > 0 && l.out[n-1] == '`' || l.pos == markdown.Cell && strings.ContainsAny(content, "|\\") {
		l.escape(text)
		return
	}
	fence := longestRun(content, '`') + 1
	for range fence {
		l.out = append(l.out, '`')
	}
	pad := content[0] == '`' || content[len(content)-1] == '`'
	if pad {
		l.out = append(l.out, ' ')
	}
	l.out = append(l.out, content...)
	if pad {
		l.out = append(l.out, ' ')
	}
	for range fence {
		l.out = append(l.out, '`')
	}
}

// longestRun returns the length of the longest run of c in s.
func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}

// isTarget reports whether a link may lead to url.
func isTarget(url string) bool {
	scheme, rest, ok := strings.Cut(url, ":")
	if !ok || rest == "" {
		return false
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		return strings.HasPrefix(rest, "//") && len(rest) > 2
	case "mailto":
		return true
	}
	return false
}
