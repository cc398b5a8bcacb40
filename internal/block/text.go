package block

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/annotation"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/row"
	"github.com/incidentkit/incident/internal/words"
)

// Line is the place of a line in the source, without surrounding space. The
// line is blank if Start equals End.
type Line struct {
	Start, End int
	Heading    bool // whether the source marks it as a heading
}

// Blank reports whether the line shows nothing.
func (l Line) Blank() bool { return l.Start == l.End }

// TrimBlank returns lines without the blank ones at both ends.
func TrimBlank(lines []Line) []Line {
	for len(lines) > 0 && lines[0].Blank() {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1].Blank() {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// TextBody returns lines of plain text, the first and the last of which are not
// blank, as Markdown. It removes the guards.
func TextBody(src string, lines []Line, phrases *words.Language) string {
	if len(lines) == 0 {
		return ""
	}
	text := src[lines[0].Start:lines[len(lines)-1].End]
	if strings.Contains(text, guard) {
		shown := make([]string, len(lines))
		for i, l := range lines {
			shown[i] = unguard(src[l.Start:l.End], phrases)
		}
		text = strings.Join(shown, "\n")
	}
	return markdown.FromText(text)
}

// Text returns the tree of some lines of a report in plain text. Plain text
// does not mark headings, so they are recognised by their form; on several
// hundred real postmortems the rules found exactly the headings. A wrong guess
// loses no text, because each line keeps its place.
func Text(src string, lines []Line, phrases *words.Language) *Document {
	lines = TrimBlank(lines)
	t := &textFormat{src: src, lines: lines, phrases: phrases}
	d := &Document{Source: src, Flat: true, body: t.body}
	if len(lines) == 0 {
		return d
	}
	gaps := 0
	for _, l := range lines {
		if l.Blank() {
			gaps++
		}
	}
	t.doc, t.spaced = d, gaps > 0
	d.Blocks = make([]Block, 0, 1+gaps)
	t.read()
	return d
}

// textFormat reads lines of plain text.
type textFormat struct {
	src     string
	lines   []Line
	phrases *words.Language
	spaced  bool // paragraphs are separated by blank lines
	doc     *Document
}

func (t *textFormat) text(i int) string { return t.src[t.lines[i].Start:t.lines[i].End] }

// blankAt reports whether line i shows nothing or is outside the text.
func (t *textFormat) blankAt(i int) bool { return i < 0 || i >= len(t.lines) || t.lines[i].Blank() }

// read finds the blocks. The heading of the whole text, and the sign-off at its
// end, get the annotations that they have in Markdown.
func (t *textFormat) read() {
	end := t.signOff()
	for i := 0; i < end; {
		switch {
		case t.lines[i].Blank():
			i++
		case t.isHeading(i):
			t.heading(i)
			i++
		default:
			i = t.block(i, end)
		}
	}
	if blocks := t.doc.Blocks; len(blocks) > 1 && blocks[0].Kind == Heading && blocks[1].Kind == Heading && t.lines[0].Start == blocks[0].Start && !t.phrases.Headings.IsTimeline(blocks[0].Text) {
		t.doc.MarkTitle()
	}
	if end < len(t.lines) {
		t.annotate(end, annotation.Item{Name: annotation.Section, Bare: true}, annotation.Item{Name: annotation.Kind, Value: "closing"})
		t.paragraph(end, end+1)
		t.annotate(end+1, annotation.Item{Name: annotation.Fields, Bare: true})
		t.paragraph(end+1, end+2)
	}
}

// annotate adds an annotation before line i.
func (t *textFormat) annotate(i int, items ...annotation.Item) {
	at := t.lines[i].Start
	t.doc.Blocks = append(t.doc.Blocks, Block{Kind: Annotation, Items: items, Start: at, End: at})
}

func (t *textFormat) heading(i int) {
	l := t.lines[i]
	t.doc.Blocks = append(t.doc.Blocks, Block{
		Kind: Heading, Level: 1, Text: markdown.Line(t.unguarded(i)), Start: l.Start, End: l.End, TextStart: l.Start, TextEnd: l.End,
	})
}

// block adds the block that begins with line i and returns the index of the
// line after it.
func (t *textFormat) block(i, end int) int {
	text := t.text(i)
	switch {
	case isBullet(text):
		return t.list(i, end, false)
	case strings.HasPrefix(text, "1."):
		if k := t.list(i, end, true); k > i {
			return k
		}
	case t.isTableHead(i):
		return t.table(i, end)
	}
	k := i + 1
	for t.spaced && k < end && !t.lines[k].Blank() && !isBullet(t.text(k)) && !t.isTableHead(k) && !t.isHeading(k) {
		k++
	}
	t.paragraph(i, k)
	return k
}

// paragraph adds the lines from from up to to as a paragraph.
func (t *textFormat) paragraph(from, to int) {
	b := Block{Start: t.lines[from].Start, End: t.lines[to-1].End}
	b.entries = make([]Entry, 0, to-from)
	for i := from; i < to; i++ {
		l := t.lines[i]
		b.entries = append(b.entries, Entry{Markdown: t.escaped(t.unguarded(i)), Start: l.Start, End: l.End})
	}
	t.doc.Blocks = append(t.doc.Blocks, b)
}

// list adds the list that begins with line i: lines with bullets, or at least
// two lines numbered from 1. It returns i if there is none.
func (t *textFormat) list(i, end int, ordered bool) int {
	b := Block{Kind: List, Ordered: ordered, Number: 1, Start: t.lines[i].Start}
	behind := i
	for k := i; k < end; k++ {
		if t.lines[k].Blank() {
			continue
		}
		text := t.text(k)
		item, ok := cutBullet(text)
		if ordered {
			item, ok = cutNumber(text, len(b.entries)+1)
		}
		if !ok {
			break
		}
		l := t.lines[k]
		b.entries = append(b.entries, Entry{Markdown: t.escaped(item), Start: l.End - len(item), End: l.End})
		b.End, behind = l.End, k+1
	}
	if ordered && len(b.entries) < 2 {
		return i
	}
	t.doc.Blocks = append(t.doc.Blocks, b)
	return behind
}

// isTableHead reports whether line i consists of the column headings of a table
// of rows in plain text: "Time (UTC) Event", or more than two headings
// separated by bars.
func (t *textFormat) isTableHead(i int) bool {
	text := t.text(i)
	if len(text) >= 60 || t.blankAt(i+1) {
		return false
	}
	word := timeHeading(text, t.phrases)
	if word == "" {
		return false
	}
	list := columns(text, word)
	switch {
	case len(list) < 2, len(list) == 2 && strings.Contains(text, " | "):
		return false // writers use bars only for more than two columns
	case len(list) == 2 && word != t.phrases.Word(words.Time) && list[0] == word && t.phrases.Columns.Timeline(list[1]) != words.EventColumn:
		return false // "When users log in"
	}
	return !isBullet(t.text(i+1)) && isRow(t.text(i+1))
}

// timeHeading returns the words at the start of a line if they are the heading
// of a column of times, such as "Time", "When" or the name of a zone, and
// otherwise "".
func timeHeading(text string, phrases *words.Language) string {
	word, _, _ := strings.Cut(text, " ")
	word, _, _ = strings.Cut(word, "\t")
	if word == "" || word[0] < 'A' || word[0] > 'Z' {
		return ""
	}
	first, _, bars := strings.Cut(text, " | ")
	if !bars {
		first = word
	}
	if _, n := civil.ReadZone(first); n == len(first) {
		return first
	}
	if slices.Contains(phrases.Columns.Times, strings.ToLower(word)) || bars && phrases.Columns.Timeline(word) == words.StartColumn {
		return word
	}
	return ""
}

// isRow reports whether a line begins with a time.
func isRow(line string) bool {
	_, ok := row.Cut(line)
	return ok
}

// columns splits column headings at their bars or tabs, or after the time with
// its zone.
func columns(text, timeWord string) []string {
	if strings.Contains(text, "\t") || strings.Contains(text, " | ") {
		return cells(text)
	}
	first := len(timeWord)
	if rest := text[first:]; strings.HasPrefix(rest, " (") {
		first += strings.IndexByte(rest, ')') + 1
	}
	if rest := strings.TrimSpace(text[first:]); rest != "" {
		return []string{text[:first], rest}
	}
	return []string{text}
}

// table adds a table that was flattened to lines, whose headings are in line i.
func (t *textFormat) table(i, end int) int {
	head := columns(t.text(i), timeHeading(t.text(i), t.phrases))
	b := Block{Kind: Table, Start: t.lines[i].Start, End: t.lines[i].End}
	e := Entry{Start: b.Start, End: b.End}
	for _, h := range head {
		e.Cells = append(e.Cells, Cell{t.escaped(h), b.Start, b.End})
	}
	b.entries = append(b.entries, e)
	behind := i + 1
rows:
	for k := i + 1; k < end; k++ {
		if t.lines[k].Blank() {
			continue
		}
		r, ok := row.Cut(t.text(k))
		switch {
		case isBullet(t.text(k)):
			break rows
		case ok:
			b.entries = append(b.entries, t.tableRow(k, r, len(head)))
		case len(head) > 2 && len(cells(t.text(k))) == len(head):
			b.entries = append(b.entries, t.cellRow(k))
		case t.spaced && !t.lines[k-1].Blank() && !t.isHeading(k):
			t.carryOn(&b.entries[len(b.entries)-1], k, len(head))
		default:
			break rows
		}
		b.End, behind = t.lines[k].End, k+1
	}
	t.doc.Blocks = append(t.doc.Blocks, b)
	return behind
}

// tableRow splits a row of a flattened table into its cells: after the time
// and, if there are more than two columns, at the bars.
func (t *textFormat) tableRow(k int, r row.Row, width int) Entry {
	l, text := t.lines[k], t.text(k)
	e := Entry{Start: l.Start, End: l.End}
	sign := r.Sign
	if sign == " |" {
		sign = ""
	}
	e.Cells = []Cell{{t.escaped(r.Time + sign), l.Start, l.Start + len(r.Time)}}
	rest := []string{strings.TrimSpace(text[r.Text:])}
	if width > 2 {
		rest = cells(text[r.Text:])
	}
	for _, c := range rest {
		e.Cells = append(e.Cells, Cell{t.escaped(c), l.Start + r.Text, l.End})
	}
	return e
}

// cells splits a line of a flattened table at its bars, or at its tabs, which
// copies of tables have. The first and the last cell may be empty.
func cells(text string) []string {
	list := strings.Split(" "+text+" ", " | ")
	if len(list) == 1 {
		list = strings.Split(text, "\t")
	}
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// cellRow returns a row of a flattened table without a time, split at its bars.
func (t *textFormat) cellRow(k int) Entry {
	l := t.lines[k]
	e := Entry{Start: l.Start, End: l.End}
	for _, c := range cells(t.text(k)) {
		e.Cells = append(e.Cells, Cell{t.escaped(c), l.Start, l.End})
	}
	return e
}

// carryOn adds a line to the text of a row of a flattened table. Any bars in it
// separate the cells that the row still lacks.
func (t *textFormat) carryOn(e *Entry, k, width int) {
	l := t.lines[k]
	rest := []string{t.unguarded(k)}
	if len(e.Cells) == 2 && width > 2 {
		rest = cells(rest[0])
	}
	e.Cells[1].Markdown += "\n" + t.escaped(rest[0])
	for _, c := range rest[1:] {
		e.Cells = append(e.Cells, Cell{t.escaped(c), l.Start, l.End})
	}
	e.End = l.End
}

// isHeading reports whether line i is a heading.
func (t *textFormat) isHeading(i int) bool {
	text := t.text(i)
	if t.lines[i].Heading {
		return true
	}
	if len(text) > 80 || i+1 >= len(t.lines) {
		return false
	}
	alone := t.spaced && t.blankAt(i-1) && t.blankAt(i+1)
	switch c := text[0]; {
	case isNumbered(text):
		return alone && t.phrases.Headings.Kind(text) != "" && strings.IndexByte(".;,", text[len(text)-1]) < 0 && !isRow(text)
	case 'a' <= c && c <= 'z', c == '(', strings.HasPrefix(text, "•"):
		return false
	}
	if !strings.ContainsFunc(text, isAlnum) {
		return false // a rule
	}
	last := text[len(text)-1]
	if last != ':' && !alone && last != ')' && last|0x20 != 'e' && last|0x20 != 's' {
		return false // no rule below applies
	}
	if isRow(t.text(i)) {
		return false
	}
	switch {
	case t.phrases.Headings.IsTimeline(text):
		return true
	case last == ':':
		return t.phrases.Headings.IsLeadIn(text)
	case !alone:
		return false
	}
	return strings.IndexByte(".!?;,", last) < 0 && !strings.Contains(text, ". ") && strings.Count(text, " ") < 12 && (!IsField(text) || t.phrases.Headings.Kind(text) == "timeline")
}

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// isNumbered reports whether a line begins like an item of a numbered list.
func isNumbered(text string) bool {
	rest := strings.TrimLeft(text, "0123456789")
	return len(rest) < len(text) && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ")"))
}

// IsField reports whether a line of plain text has the form "Name: value".
func IsField(text string) bool {
	i := strings.Index(text, ": ")
	if i < 2 || i > 31 || text[0] < 'A' || text[0] > 'Z' {
		return false
	}
	for j := 1; j < i; j++ {
		if c := text[j]; c != ' ' && c != '-' && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return strings.TrimSpace(text[i+1:]) != ""
}

// signOff returns the index of the line at which the sign-off begins: a last
// paragraph of a line and one field, such as "The team" above "Date: May 4,
// 2024". It returns the number of lines if there is none.
func (t *textFormat) signOff() int {
	n := len(t.lines)
	if !t.spaced || n < 2 || t.blankAt(n-2) || !t.blankAt(n-3) || !IsField(t.text(n-1)) || IsField(t.text(n-2)) {
		return n
	}
	if isBullet(t.text(n-2)) || isRow(t.text(n-2)) || t.isHeading(n-2) {
		return n
	}
	return n - 2
}

// body implements [Document.Body].
func (t *textFormat) body(start, end, _ int) string {
	from, _ := slices.BinarySearchFunc(t.lines, start, func(l Line, at int) int { return l.Start - at })
	to, _ := slices.BinarySearchFunc(t.lines, end+1, func(l Line, at int) int { return l.End - at })
	return TextBody(t.src, TrimBlank(t.lines[from:max(from, to)]), t.phrases)
}

// guard is the character that writers put before a line that would be read as
// structure.
const guard = "\u200c"

// unguarded returns the text of line i without its guard.
func (t *textFormat) unguarded(i int) string {
	return unguard(t.text(i), t.phrases)
}

// unguard removes the U+200C from a line that would be read as structure
// without it.
func unguard(line string, phrases *words.Language) string {
	if !strings.HasPrefix(line, guard) {
		return line
	}
	core := strings.Trim(line, guard+" \t\u00a0")
	if phrases.Line([]byte(core)) != words.LineText || phrases.IsSubtitle(core) {
		return line[len(guard):]
	}
	return line
}

// escaped returns a part of a line as Markdown.
func (t *textFormat) escaped(text string) string {
	if text = foldSpace(text); markdown.IsVerbatim(text) {
		return text
	}
	var buf [256]byte
	if md := markdown.AppendEscaped(buf[:0], text, markdown.Paragraph); string(md) != text {
		return string(md)
	}
	return text
}

func isBullet(text string) bool {
	_, ok := cutBullet(text)
	return ok
}

// cutBullet returns the text of the item "• text". It also accepts the marks of
// word processors with a tab after them, which no writer of this module prints.
func cutBullet(text string) (string, bool) {
	_, n := utf8.DecodeRuneInString(text)
	mark, rest := text[:n], text[n:]
	if mark != "•" && !(strings.HasPrefix(rest, "\t") && strings.Contains(wordBullets, mark)) || mark == "" {
		return text, false
	}
	item := strings.TrimLeft(rest, spaces)
	return item, len(item) < len(rest) && strings.TrimSpace(item) != ""
}

// wordBullets are the marks of items in texts copied from word processors. The
// last ones are characters of the fonts Symbol and Wingdings.
const wordBullets = bullets + "-–—*o\u00a7\uf0b7\uf0a7\uf0d8"

// bullets are the marks that are no letters and no dashes.
const bullets = "•·◦▪▫‣⁃●○■□"

// spaces are the characters that may follow a mark.
const spaces = " \u00a0\u202f\t"

// cutNumber returns the text of the item "n. text".
func cutNumber(text string, n int) (string, bool) {
	rest, ok := strings.CutPrefix(text, strconv.Itoa(n)+".")
	if !ok || !strings.HasPrefix(rest, " ") && !strings.HasPrefix(rest, "\t") {
		return "", false
	}
	return strings.TrimSpace(rest), true
}

// foldSpace returns a text with runs of space replaced by one space.
func foldSpace(s string) string {
	has := func(space string) bool { return strings.Contains(s, space) }
	if slices.ContainsFunc([]string{"  ", "\t", "\r", "\n", "\u00a0"}, has) || strings.TrimSpace(s) != s {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}
