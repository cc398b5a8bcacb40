package htmltext

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident/internal/markdown"
)

// An inliner writes the runs of a line as Markdown at one position.
type inliner struct {
	chars string // text of the line
	plain bool   // plain text is written instead of Markdown
	pos   markdown.Position
	out   []byte
	begin int // start of the present line in out
	moved int // how far later escapes have moved the text written before
}

// markdown returns the Markdown of runs of the line. It is valid until the next
// call.
func (l *line) markdown(runs []run, pos markdown.Position, plain bool) []byte {
	in := inliner{chars: l.chars.String(), plain: plain, pos: pos, out: slices.Grow(l.out[:0], l.chars.Len())}
	for len(runs) > 0 {
		n := same(runs, func(a, b style) bool { return a.link == b.link })
		in.link(runs[:n], runs[n:])
		runs = runs[n:]
	}
	l.out = in.out
	return in.out
}

// same returns the number of runs, from the first one on, for which like
// reports true.
func same(runs []run, like func(a, b style) bool) int {
	n := 1
	for n < len(runs) && like(runs[0].style, runs[n].style) {
		n++
	}
	return n
}

// link writes runs that are all in the same link, or all in none.
func (in *inliner) link(runs, after []run) {
	if runs[0].style.link == nil {
		in.spans(runs, after)
		return
	}
	url := target(runs[0].style.link)
	label := strings.TrimSpace(markdown.Line(in.text(runs)))
	switch {
	case url == "" || url[0] == '#' || label == "" && !isTarget(url):
		in.spans(runs, after)
	case in.plain || !isTarget(url):
		in.spans(runs, after)
		if url != label && strings.TrimPrefix(url, "mailto:") != label {
			in.escape(" (" + url + ")")
		}
	case label == "":
		// Nothing is visible: an image as a link, without alternative
		// text.
	default:
		if n := len(in.out); n > 0 && in.out[n-1] == '!' {
			in.out = append(in.out[:n-1], `\!`...) // "![" would begin an image
		}
		in.out = append(in.out, '[')
		in.spans(runs, nil)
		in.out = append(in.out, "]("...)
		in.out = markdown.AppendEscaped(in.out, url, markdown.LinkTarget)
		in.out = append(in.out, ')')
	}
}

// text returns the text of runs without markup.
func (in *inliner) text(runs []run) string {
	var b []byte
	for _, r := range runs {
		if r.kind != text {
			b = append(b, ' ')
		}
		b = append(b, in.chars[r.from:r.to]...)
	}
	return string(b)
}

// spans writes the runs of one link, with emphasis.
func (in *inliner) spans(runs, after []run) {
	for len(runs) > 0 {
		n := same(runs, func(a, b style) bool {
			return a.strong == b.strong && a.emphasis == b.emphasis && a.struck == b.struck
		})
		rest := runs[n:]
		if len(rest) == 0 {
			rest = after
		}
		in.span(runs[:n], rest)
		runs = runs[n:]
	}
}

// span writes runs with the same emphasis or all struck through. Delimiters
// that Markdown would not recognise, because of the characters next to them,
// are left out. For struck text they are written as text instead, since without
// them the text would read as still valid.
func (in *inliner) span(runs, after []run) {
	at := len(in.out) - in.moved
	for _, r := range runs {
		switch words := in.chars[r.from:r.to]; {
		case r.kind != text:
			in.out = append(in.out, '\n')
			in.begin = len(in.out)
		case r.style.code != nil && !in.plain:
			in.codeSpan(words)
		default:
			in.escape(words)
		}
	}
	at += in.moved
	if len(bytes.TrimSpace(in.out[at:])) == 0 {
		return
	}
	switch s := runs[0].style; {
	case s.struck && (in.plain || in.takesMarks('~', at, after)):
		in.surround(at, "~~")
	case s.struck:
		in.surround(at, `\~\~`)
	case in.plain:
	case s.strong && in.takesMarks('*', at, after):
		in.surround(at, "**")
	case s.emphasis && in.takesMarks('*', at, after):
		in.surround(at, "*")
	}
}

// surround inserts mark at offset at and appends it at the end.
func (in *inliner) surround(at int, mark string) {
	in.out = slices.Insert(in.out, at, []byte(mark)...)
	in.out = append(in.out, mark...)
}

// takesMarks reports whether delimiters of the character c around out[at:], and
// before the runs after it, would be recognised by Markdown.
func (in *inliner) takesMarks(c rune, at int, after []run) bool {
	before, _ := utf8.DecodeLastRune(in.out[:at])
	first, _ := utf8.DecodeRune(in.out[at:])
	last, _ := utf8.DecodeLastRune(in.out[at:])
	next := ' '
	if len(after) > 0 && after[0].kind == text {
		next, _ = utf8.DecodeRuneInString(in.chars[after[0].from:])
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

// escape writes text that Markdown reads back unchanged.
func (in *inliner) escape(s string) {
	words := strings.TrimSpace(s)
	before, behind, _ := strings.Cut(s, words)
	in.out = append(in.out, before...)
	switch {
	case words == "":
	case in.plain:
		in.out = markdown.AppendLine(in.out, words)
	default:
		in.out = markdown.AppendEscaped(in.out, in.join(words), in.position())
	}
	in.out = append(in.out, behind...)
}

// position returns the position of the next words.
func (in *inliner) position() markdown.Position {
	switch {
	case in.pos != markdown.Paragraph:
		return in.pos
	case in.begin == len(in.out):
		return markdown.ListItem
	}
	return markdown.LinkText
}

// join escapes characters that would form markup together with the text before
// them. It returns the words that are left.
func (in *inliner) join(words string) string {
	n := len(in.out)
	if n == 0 {
		return words
	}
	digits := len(words) - len(strings.TrimLeft(words, "0123456789"))
	switch c := words[0]; {
	case in.out[n-1] == '&' && (n == 1 || in.out[n-2] != '\\') && (c == '#' || markdown.IsAlnum(c)):
		in.out = append(in.out[:n-1], `\&`...)
		in.moved++
	case digits < len(words) && (words[digits] == '.' || words[digits] == ')') && isDigits(in.out[in.begin:]):
		in.out = append(in.out, words[:digits]...)
		in.out = append(in.out, '\\')
		return words[digits:]
	}
	return words
}

func isDigits(b []byte) bool { return len(b) > 0 && len(bytes.Trim(b, "0123456789")) == 0 }

// codeSpan writes a code span, or plain text if a code span cannot hold the
// text.
func (in *inliner) codeSpan(s string) {
	code := markdown.Line(s)
	n := len(in.out)
	if code == "" || n > 0 && in.out[n-1] == '`' || in.pos == markdown.Cell && strings.ContainsAny(code, "|\\") {
		in.escape(s)
		return
	}
	fence := strings.Repeat("`", markdown.LongestRun(code, '`')+1)
	if code[0] == '`' || code[len(code)-1] == '`' {
		code = " " + code + " "
	}
	in.out = append(in.out, fence+code+fence...)
}
