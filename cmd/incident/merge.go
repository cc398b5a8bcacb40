package main

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// merge returns the lines that a person wrote with what changes from base to fresh:
// two states of the same part in the words of one writer, which may have other
// marks, spaces and comments than the person has. Lines are told by their letters
// and digits. The first of the lines, head many, are a heading, above which nothing
// is added. It is false where a change finds no place.
func merge(lines, base, fresh []string, eol string, head int) (string, bool) {
	m := merger{lines: slices.Clone(lines), fresh: fresh, eol: eol, head: head, added: make([][]string, len(lines)+1)}
	toBase, ok1 := align(base, fresh)
	toLines, ok2 := align(lines, base)
	if !ok1 || !ok2 {
		return "", false
	}
	if head > 0 && len(base) > 0 && strings.HasPrefix(base[0], "#") {
		toLines[0] = 0 // whatever marks and links it has
	}
	m.look(base, toLines)
	kept := make([]bool, len(base))
	for _, k := range toBase {
		if k >= 0 {
			kept[k] = true
		}
	}
	next, at, sure := 0, 0, true // in base; behind which line to add, and whether that is known
	for i, line := range fresh {
		if key(line) == "" {
			continue
		}
		k := toBase[i]
		if k < 0 { // a line of base has become this one, or it is new
			stale := false // a mark of the writer that the lines do not have
			for next < len(base) && (key(base[next]) == "" || isMark(base[next]) && toLines[next] < 0 && !kept[next]) {
				stale = stale || key(base[next]) != ""
				next++
			}
			if stale && isMark(line) {
				continue // nor does this one have to be there
			}
			if next < len(base) && !kept[next] {
				j := toLines[next]
				if j < 0 || !m.replace(j, base[next], line) {
					return "", false
				}
				m.like = append(m.like, likeness{base[next], j})
				next, at, sure = next+1, j+1, true
				continue
			}
			if !sure {
				return "", false
			}
			m.add(max(at, head), i)
			continue
		}
		for ; next < k; next++ {
			if key(base[next]) != "" && toLines[next] >= 0 {
				return "", false // it would be gone
			}
		}
		next = k + 1
		if j := toLines[k]; j >= 0 {
			at, sure = j+1, true
			if at < len(lines) && isUnder(lines[j], lines[at]) {
				at++
			}
			for n := k + 1; at < len(lines) && n < len(base) && isSign(base[n]) && isSign(lines[at]); n++ {
				at++ // the end of code, or of a comment
			}
			m.like = append(m.like, likeness{base[k], j})
		} else if !isMark(line) {
			sure = false
		}
	}
	return m.text(), true
}

type merger struct {
	lines, fresh []string
	eol          string
	head         int
	added        [][]string // behind lines[i-1]
	like         []likeness // the lines so far
	tight        bool       // the person has lines together that the writer keeps apart
}

// likeness is a line of the writer, and the place of the same line of the person.
type likeness struct {
	base string
	at   int
}

// look finds out whether the person keeps lines apart.
func (m *merger) look(base []string, toLines []int) {
	last := -1
	for k, line := range base {
		if key(line) == "" || toLines[k] < 0 {
			continue
		}
		if last >= 0 && last < k-1 && alike(base[last], line) && toLines[k] == toLines[last]+1 {
			m.tight = true
		}
		last = k
	}
}

// add adds a line of fresh in the manner of those that the person wrote.
func (m *merger) add(at, i int) {
	line := strings.TrimRight(m.fresh[i], "\n")
	apart := i > 0 && key(m.fresh[i-1]) == "" && blankLine(m.fresh[i-1])
	mark := listMark.FindString(line)
	for k := len(m.like) - 1; k >= 0; k-- {
		like := m.like[k]
		if !alike(like.base, line) {
			continue
		}
		theirs := m.lines[like.at]
		if strings.HasPrefix(line, "|") {
			line = padded(line, theirs)
			break
		}
		line = line[len(mark):]
		own := listMark.FindString(theirs)
		if rest := strings.TrimLeft(theirs[len(own):], " \t"); isBold(like.base) && isBold(line) && !strings.HasPrefix(rest, "**") && !strings.HasPrefix(rest, "__") {
			line = strings.Replace(line, "**", "", 2)
		}
		if strings.Trim(own, "0123456789 \t") == strings.Trim(mark, "0123456789 \t") && mark != "" || own == "" {
			own = mark
		}
		line = own + line
		if apart && m.tight {
			apart = false
			content := strings.TrimRight(theirs, "\r\n")
			line += content[len(strings.TrimRight(content, ` \`)):] // how it breaks lines
		}
		break
	}
	if apart {
		m.added[at] = append(m.added[at], "")
	}
	if strings.HasPrefix(line, "|") && i > 1 && strings.HasPrefix(m.fresh[i-1], "|") && key(m.fresh[i-1]) == "" {
		m.added[at] = append(m.added[at], strings.TrimRight(m.fresh[i-1], "\n")) // between the heads of a table and its rows
	}
	m.added[at] = append(m.added[at], line)
}

// text returns the lines with those that were added.
func (m *merger) text() string {
	var b strings.Builder
	for i := 0; i <= len(m.lines); i++ {
		if added := m.added[i]; len(added) > 0 {
			if i > 0 && !endsLine(m.lines[i-1]) {
				b.WriteString(m.eol)
			}
			if i > 0 && i == m.head && added[0] != "" {
				b.WriteString(m.eol) // below the title
			}
			for _, line := range added {
				b.WriteString(line + m.eol)
			}
			if i < len(m.lines) && !blankLine(m.lines[i]) && !goesOn(added[len(added)-1], m.lines[i]) {
				b.WriteString(m.eol)
			}
		}
		if i < len(m.lines) {
			b.WriteString(m.lines[i])
		}
	}
	return b.String()
}

// goesOn reports whether a line may stand below another without a blank one.
func goesOn(above, line string) bool {
	return strings.HasPrefix(above, "|") && strings.HasPrefix(line, "|") || listMark.MatchString(above) && listMark.MatchString(line)
}

// replace puts into line j what a line of base has become in fresh.
func (m *merger) replace(j int, was, is string) bool {
	was, is = strings.Join(strings.Fields(was), " "), strings.Join(strings.Fields(is), " ")
	from := 0
	for from < len(was) && from < len(is) && was[from] == is[from] {
		from++
	}
	for from > 0 && from < len(was) && was[from-1] != ' ' {
		from--
	}
	end := 0
	for end < len(was)-from && end < len(is)-from && was[len(was)-1-end] == is[len(is)-1-end] {
		end++
	}
	for end > 0 && was[len(was)-end] != ' ' {
		end--
	}
	old, value := strings.TrimSpace(was[from:len(was)-end]), strings.TrimSpace(is[from:len(is)-end])
	line := m.lines[j]
	if old == "" {
		content := strings.TrimRight(line, " \t\r\n")
		tail := line[len(content):]
		if strings.HasSuffix(content, "|") {
			cell := strings.TrimRight(content[:len(content)-1], " \t")
			if !strings.HasSuffix(cell, "|") {
				return false
			}
			m.lines[j] = cell + " " + value + " |" + tail
			return true
		}
		m.lines[j] = content + " " + value + tail
		return true
	}
	at := strings.LastIndex(line, old)
	if at < 0 {
		return false
	}
	rest := line[at+len(old):]
	if strings.HasPrefix(strings.TrimSpace(line), "|") { // the cell grows into the space behind it
		for n := utf8.RuneCountInString(value) - utf8.RuneCountInString(old); n > 0 && strings.HasPrefix(rest, "  "); n-- {
			rest = rest[1:]
		}
	}
	m.lines[j] = line[:at] + value + rest
	return true
}

// padded brings a row of a table to the widths of another row.
func padded(row, like string) string {
	like = strings.TrimSpace(like)
	if !strings.HasPrefix(like, "|") || strings.Contains(row, `\|`) || strings.Contains(like, `\|`) {
		return row
	}
	cells, widths := strings.Split(strings.Trim(row, "|"), "|"), strings.Split(strings.Trim(like, "|"), "|")
	var b strings.Builder
	for i, c := range cells {
		c = " " + strings.TrimSpace(c) + " "
		if i < len(widths) {
			c += strings.Repeat(" ", max(0, utf8.RuneCountInString(widths[i])-utf8.RuneCountInString(c)))
		}
		b.WriteString("|" + c)
	}
	b.WriteString("|")
	return b.String()
}

// maxAlign bounds the work of align.
const maxAlign = 4 << 20

// align returns for each line of b the place of the same line in a, or -1, for as
// many as stand in the same order. It is false where that is too much work.
func align(a, b []string) ([]int, bool) {
	to := make([]int, len(b))
	for i := range to {
		to[i] = -1
	}
	x, y := said(a), said(b)
	for len(x) > 0 && len(y) > 0 && x[0].key == y[0].key {
		to[y[0].at] = x[0].at
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1].key == y[len(y)-1].key {
		to[y[len(y)-1].at] = x[len(x)-1].at
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	if len(x) == 0 || len(y) == 0 {
		return to, true
	}
	if len(x)*len(y) > maxAlign {
		return to, false
	}
	width := len(y) + 1
	long := make([]int32, (len(x)+1)*width) // the longest run from x[i] and y[j] on
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i].key == y[j].key {
				long[i*width+j] = long[(i+1)*width+j+1] + 1
			} else {
				long[i*width+j] = max(long[(i+1)*width+j], long[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i].key == y[j].key:
			to[y[j].at] = x[i].at
			i, j = i+1, j+1
		case long[(i+1)*width+j] >= long[i*width+j+1]:
			i++
		default:
			j++
		}
	}
	return to, true
}

// saying is a line that says something.
type saying struct {
	key string
	at  int
}

func said(lines []string) []saying {
	var list []saying
	for i, line := range lines {
		if k := key(line); k != "" {
			list = append(list, saying{k, i})
		}
	}
	return list
}

// key reduces a line to its letters and digits.
func key(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, line)
}

// listMark is what makes a line an item of a list.
var listMark = regexp.MustCompile(`^[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?`)

// isBold reports whether a line begins with bold text, behind the mark of a list.
func isBold(line string) bool {
	return strings.HasPrefix(line[len(listMark.FindString(line)):], "**")
}

// alike reports whether two lines of the writer are of one kind: rows of a table,
// items of a list, or neither.
func alike(a, b string) bool {
	return indent(a) == indent(b) && strings.HasPrefix(a, "|") == strings.HasPrefix(b, "|") && (listMark.FindString(a) == "") == (listMark.FindString(b) == "") &&
		strings.HasPrefix(a, "#") == strings.HasPrefix(b, "#")
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// isMark reports whether a line is a comment alone.
func isMark(line string) bool {
	line = strings.TrimSpace(line)
	return strings.HasPrefix(line, "<!--") && strings.HasSuffix(line, "-->")
}

// isUnder reports whether a line belongs to the one above it: under a heading, or
// between the heads of a table and its rows.
func isUnder(above, line string) bool {
	if strings.Contains(above, "|") {
		return strings.Contains(line, "-") && strings.Trim(line, "|:- \t\r\n") == ""
	}
	return !listMark.MatchString(above) && !strings.HasPrefix(strings.TrimSpace(above), "#") && (isRule(line, "=") || isRule(line, "-"))
}

// isSign reports whether a line has neither letters nor digits, and is not blank.
func isSign(line string) bool { return !blankLine(line) && key(line) == "" }

// isRule reports whether a line is one mark, repeated, and nothing else.
func isRule(line, mark string) bool {
	line = strings.TrimSpace(line)
	return line != "" && strings.Trim(line, mark) == ""
}

func blankLine(line string) bool { return strings.TrimSpace(line) == "" }

// splitLines cuts a text into lines with their ends, where package parse does.
func splitLines(s string) []string {
	var lines []string
	start := 0
	for i, r := range s {
		switch {
		case i < start:
			continue
		case r == '\r' && strings.HasPrefix(s[i:], "\r\n"):
			continue
		case r == '\n', r == '\r', r == '\u0085', r == '\u2028', r == '\u2029':
			end := i + utf8.RuneLen(r)
			lines = append(lines, s[start:end])
			start = end
		}
	}
	if start < len(s) {
		lines = append(lines, s[start:])
	}
	return lines
}

// endsLine reports whether a text ends with the end of a line.
func endsLine(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s == "" || strings.ContainsRune("\n\r\u0085\u2028\u2029", r)
}

// withEnds returns lines with that end instead of their own.
func withEnds(lines []string, eol string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight(line, "\r\n") + eol)
	}
	return b.String()
}
