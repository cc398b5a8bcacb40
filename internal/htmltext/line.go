package htmltext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line collects the text of one block: a paragraph, a heading, a cell.
type line struct {
	runs    []run
	chars   strings.Builder // of all runs
	gap     gap
	oneLine bool // without line breaks
	out     []byte
}

// A run is a piece of text in one style, or a line break or paragraph break.
type run struct {
	style    style
	from, to int // offsets in chars
	kind     runKind
}

type runKind uint8

const (
	text runKind = iota
	lineEnd
	paragraphEnd
)

// A gap is the white space to be written before the next word.
type gap struct {
	space    rune // 0 if there is none
	breaks   int  // number of br elements
	newlines int  // number of line breaks in the source, where these are significant
	line     bool // a block of lines began or ended
}

// count returns the number of line breaks of the gap.
func (g gap) count() int {
	n := max(g.breaks, g.newlines)
	if g.line {
		n = max(n, 1)
	}
	return n
}

// words adds text. Line breaks in it are significant if wrap is set.
func (l *line) words(s string, style style, wrap bool) {
	for s != "" {
		n := wordsLen(s)
		if n > 0 {
			l.closeGap(style)
			l.add(style, s[:n])
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		switch {
		case r == '\r' && strings.HasPrefix(s, "\n"):
		case wrap && (r == '\n' || r == '\r'):
			l.gap.newlines++
		case r == '\u00a0':
			l.space(r)
		default:
			l.space(' ')
		}
	}
}

// wordsLen returns the length of the words at the beginning of s that are
// separated by single spaces.
func wordsLen(s string) int {
	end := 0
	for i := 0; i < len(s); {
		if c := s[i]; c == ' ' && i > 0 && end == i || c > ' ' && c < utf8.RuneSelf {
			if i++; c != ' ' {
				end = i
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			break
		}
		i += n
		end = i
	}
	return end
}

// space adds white space to the gap. A plain space takes precedence over a
// non-breaking one.
func (l *line) space(r rune) {
	if l.gap.space != ' ' {
		l.gap.space = r
	}
}

// closeGap writes the gap before a word in style next. White space gets only
// the formatting that both its neighbours have, so that no markup begins or
// ends with a space.
func (l *line) closeGap(next style) {
	g := l.gap
	l.gap = gap{}
	if len(l.runs) == 0 {
		return
	}
	last := l.runs[len(l.runs)-1].style
	common := style{strong: last.strong && next.strong, emphasis: last.emphasis && next.emphasis}
	if last.link == next.link {
		common.link, common.struck = next.link, last.struck && next.struck
	}
	if last.code == next.code {
		common.code = next.code
	}
	n := g.count()
	if l.oneLine && n > 0 {
		g.space, n = ' ', 0
	}
	switch {
	case n > 1:
		l.runs = append(l.runs, run{kind: paragraphEnd})
	case n == 1:
		l.runs = append(l.runs, run{kind: lineEnd, style: style{link: common.link}})
	case g.space != 0:
		l.add(common, string(g.space))
	}
}

// add adds text without space around it, or a space.
func (l *line) add(s style, words string) {
	from := l.chars.Len()
	l.chars.WriteString(words)
	if n := len(l.runs); n > 0 {
		if last := &l.runs[n-1]; last.kind == text && last.style == s {
			last.to = l.chars.Len()
			return
		}
	}
	l.runs = append(l.runs, run{style: s, from: from, to: l.chars.Len()})
}

// reset empties the line.
func (l *line) reset() { *l = line{runs: l.runs[:0], out: l.out} }
