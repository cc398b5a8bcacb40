package parse

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// Text reads the page of an incident as plain text, in any of the layouts that
// package render writes. The zero value is strict and concludes the zone from the
// abbreviations on the page.
type Text struct {
	// Zone is the zone of the page. nil: the one that explains every abbreviation;
	// the reader says which in a Note.
	Zone *time.Location
	// Known are the components of the page. They decide where the sentence that
	// names the affected ones can be read in several ways. nil: its commas do.
	Known []incident.Component
	// Lax reads on after an error and returns what could be read, with all Errors.
	Lax      bool
	MaxBytes int // of the input; 0: 16 MiB
	MaxDepth int // of brackets in the names of components; 0: 32
}

const (
	defaultMaxBytes = 16 << 20
	defaultMaxDepth = 32
)

// Parse reads data; name stands for it in errors. Without Lax it returns a
// Document, or the first error as an [*Error]. With Lax it returns both, the
// error being [Errors]; the Document is nil only where nothing could be read.
func (t Text) Parse(name string, data []byte) (*Document, error) {
	p := &textReader{Text: t, file: name, phrases: words.Of(data), doc: &Document{}}
	p.read(data)
	if len(p.errs) == 0 {
		return p.doc, nil
	}
	if !t.Lax {
		return nil, p.errs[0]
	}
	if len(p.doc.Incidents) == 0 {
		return nil, p.errs
	}
	return p.doc, p.errs
}

// textReader is the state of one call.
type textReader struct {
	Text
	file    string
	phrases *words.Language
	src     string
	data    []byte // src again
	lines   []line
	kinds   []words.Line // of lines
	whole   bool         // lines are as they stand in the source, with the space around them
	at      int          // next line of the header
	doc     *Document
	inc     *incident.Incident
	loc     *time.Location
	last    incident.Status // of the updates so far
	errs    Errors
	buf     []byte // for Markdown

	several bool // times stand there in several zones
}

// line is a line of the source without the space around it.
type line struct{ start, end int }

func (l line) blank() bool { return l.start == l.end }

func (p *textReader) maxDepth() int {
	if p.MaxDepth > 0 {
		return p.MaxDepth
	}
	return defaultMaxDepth
}

// fail keeps an error; reading goes on only with Lax.
func (p *textReader) fail(at int, code incident.Code, err error) {
	line, col := p.position(at)
	p.errs = append(p.errs, &Error{File: p.file, Line: line, Column: col, Code: code, Err: err})
}

// failed reports whether the reading ends here.
func (p *textReader) failed() bool { return len(p.errs) > 0 && !p.Lax }

func (p *textReader) note(code NoteCode, path string, at int, text string) {
	line, col := p.position(at)
	p.doc.Notes = append(p.doc.Notes, Note{Path: path, Code: code, Line: line, Column: col, Text: text})
}

// position is [position] without counting the lines anew.
func (p *textReader) position(at int) (line, col int) {
	if len(p.lines) == 0 {
		return position(p.src, at)
	}
	i := sort.Search(len(p.lines), func(i int) bool { return p.lines[i].start > at })
	if p.whole {
		return max(1, i), at - p.lines[max(0, i-1)].start + 1
	}
	start := strings.LastIndexByte(p.src[:min(at, len(p.src))], '\n') + 1
	for i > 0 && p.lines[i-1].start >= start {
		i--
	}
	return i + 1, at - start + 1
}

func (p *textReader) mark(kind markKind, i, j, start, end int) {
	p.doc.marks = append(p.doc.marks, mark{kind, int32(i), int32(j), int32(start), int32(end)})
}

func (p *textReader) read(data []byte) {
	most := p.MaxBytes
	if most <= 0 {
		most = defaultMaxBytes
	}
	if len(data) > most || len(data) > math.MaxInt32 {
		p.fail(0, CodeLimit, &LimitError{"bytes", most})
		return
	}
	p.src, p.data = string(data), data
	if at := invalidUTF8(p.src); at >= 0 {
		p.fail(at, incident.CodeControl, errors.New("this is no text: not valid UTF-8"))
		if p.failed() {
			return
		}
		p.src = strings.ToValidUTF8(p.src, "\ufffd")
		p.data = []byte(p.src)
	}
	if at := strings.IndexByte(p.src, 0); at >= 0 {
		p.fail(at, incident.CodeControl, errors.New("this is no text: a NUL byte"))
		if p.failed() {
			return
		}
	}
	p.split()
	shown := p.classify()
	p.doc.source = p.src
	p.doc.marks = make([]mark, 0, 4+shown)
	p.inc = &incident.Incident{Page: incident.Page{Lang: p.phrases.PageLang()}}
	if !p.header() || p.failed() {
		return
	}
	blocks := p.blocks()
	if p.failed() {
		return
	}
	p.zone(blocks)
	if p.failed() {
		return
	}
	p.doc.Incidents = []*incident.Incident{p.inc}
	p.build(blocks)
}

// split finds the lines. A line of characters that show nothing is blank.
func (p *textReader) split() {
	p.lines = make([]line, 0, 1+strings.Count(p.src, "\n"))
	s := strings.TrimPrefix(p.src, "\ufeff")
	for start := len(p.src) - len(s); start < len(p.src); {
		end := strings.IndexByte(p.src[start:], '\n')
		if end < 0 {
			end = len(p.src)
		} else {
			end += start
		}
		from, to := trim(p.src, start, end)
		p.lines = append(p.lines, line{from, to})
		start = end + 1
	}
}

// trim cuts space off both ends of src[start:end], and all of it where nothing in
// it shows.
func trim(src string, start, end int) (int, int) {
	for start < end {
		if c := src[start]; c == ' ' || c == '\t' || c == '\r' {
			start++
		} else if c == 0xc2 && start+1 < end && src[start+1] == 0xa0 {
			start += 2
		} else {
			break
		}
	}
	for start < end {
		if c := src[end-1]; c == ' ' || c == '\t' || c == '\r' {
			end--
		} else if c == 0xa0 && end-2 >= start && src[end-2] == 0xc2 {
			end -= 2
		} else {
			break
		}
	}
	if start < end && src[start] >= 0xe2 && strings.Trim(src[start:end], "\u200b\u200c\u200d\u2060\ufeff \u00a0") == "" {
		return end, end
	}
	return start, end
}

func (p *textReader) text(l line) string { return p.src[l.start:l.end] }

// classify finds out what each line is, and returns how many are not blank.
func (p *textReader) classify() (shown int) {
	p.kinds = make([]words.Line, len(p.lines))
	for i, l := range p.lines {
		if !l.blank() {
			shown++
			p.kinds[i] = p.kindOf(l)
		}
	}
	return shown
}

func (p *textReader) kindOf(l line) words.Line { return p.phrases.Line(p.data[l.start:l.end:l.end]) }

// next returns the next line of the header that is not blank.
func (p *textReader) next() (l line, ok bool) {
	for p.at < len(p.lines) {
		if l = p.lines[p.at]; !l.blank() {
			return l, true
		}
		p.at++
	}
	return line{len(p.src), len(p.src)}, false
}

// header reads the title, the second line and the window of a maintenance.
func (p *textReader) header() bool {
	l, ok := p.next()
	if !ok {
		p.fail(0, incident.CodeRequired, errors.New("the file is empty"))
		return false
	}
	// The first line is the title whatever it says, if the second line follows.
	first := p.at
	p.at++
	if second, ok := p.next(); !ok || !p.subheader(second) {
		p.at = first
		if !p.subheader(l) {
			if !ok {
				second = l
			}
			p.fail(second.start, CodeSyntax, fmt.Errorf("want %q and the name of the page below the title", p.phrases.Word(words.IncidentReportOf)))
			p.at = first + 1
			p.inc.Title = p.line(l)
		}
	} else {
		p.inc.Title = p.line(l)
		p.mark(markTitle, 0, 0, l.start, l.end)
	}
	if l, ok := p.next(); ok && p.kinds[p.at] == words.LineWindow {
		p.at++
		p.mark(markWindow, 0, 0, l.start, l.end)
	}
	return true
}

// line returns the text of a one-line field.
func (p *textReader) line(l line) string { return p.oneLine(p.text(l)) }

// oneLine guards a one-line field. What needs no change stays a part of the
// source, here and wherever text is read.
func (p *textReader) oneLine(text string) string {
	if markdown.IsLine(text) {
		return text
	}
	p.buf = markdown.AppendLine(p.buf[:0], text)
	return p.unchanged(text)
}

// unchanged returns p.buf as a string, or text where they are equal.
func (p *textReader) unchanged(text string) string {
	if string(p.buf) == text {
		return text
	}
	return string(p.buf)
}

// subheader reads the line that names the page, or the two lines that some
// copies make of it, and moves on behind it.
func (p *textReader) subheader(l line) bool {
	text, start, at := p.text(l), l.start, p.at
	if slices.Contains(p.phrases.SplitTitles, text) {
		if p.at++; p.at < len(p.lines) {
			text += " " + p.text(p.lines[p.at])
		}
	}
	p.at++
	for _, w := range [...]words.Word{words.IncidentReportOf, words.MaintenanceReportOf} {
		if name, ok := strings.CutPrefix(text, p.phrases.Word(w)+" "); ok && strings.TrimSpace(name) != "" {
			p.inc.Page.Name = p.oneLine(name)
			if w == words.MaintenanceReportOf {
				p.inc.Impact = incident.ImpactMaintenance
			}
			p.mark(markPage, 0, 0, start, l.end)
			return true
		}
	}
	switch text {
	case p.phrases.Word(words.IncidentReport):
		return true
	case p.phrases.Word(words.MaintenanceReport):
		p.inc.Impact = incident.ImpactMaintenance
		return true
	}
	p.at = at
	return false
}

// block is an update or the postmortem, by its lines.
type block struct {
	label  words.Line // LineText: none
	line   int        // of the label
	from   int        // first line of the body
	to     int        // behind the last one
	stamp  int        // -1: none
	edited int        // -1: none
	when   stamp
}

// blocks finds the updates, in the order of the page, and reads what stands
// below the last one.
func (p *textReader) blocks() []block {
	stamps := 0
	for _, kind := range p.kinds {
		if kind == words.LineStamp {
			stamps++
		}
	}
	p.unlabel()
	list := make([]block, 0, stamps)
	begin := p.at // the lines of the next block
	for i := p.at; i < len(p.lines); i++ {
		switch p.kinds[i] {
		case words.LineStamp:
			list = p.block(list, begin, i)
			begin = i + 1
			if k := p.after(begin); k >= 0 && p.kinds[k] == words.LineEdited {
				list[len(list)-1].edited = k
				begin, i = k+1, k
			}
		case words.LineStatus, words.LineUpdate:
			// A draft has no time behind it; the next label ends it.
			if first := p.after(begin); first >= 0 && first < i && p.kinds[first] == words.LinePostmortemDraft {
				list = append(list, block{label: words.LinePostmortemDraft, line: first, from: first + 1, to: i, stamp: -1, edited: -1})
				begin = i
			}
		}
	}
	return p.tail(list, begin)
}

// unlabel takes words for text that look like labels in a page that has none:
// where no label has a body, and some bodies have no label, a lone "Resolved" is
// what an update says.
func (p *textReader) unlabel() {
	begin, bare, bodies := p.at, 0, 0
	for i := p.at; i < len(p.lines); i++ {
		if p.kinds[i] == words.LineEdited && p.after(begin) == i {
			begin = i + 1
		}
		if p.kinds[i] != words.LineStamp {
			continue
		}
		switch first := p.after(begin); p.kinds[first] {
		case words.LinePostmortem, words.LinePostmortemDraft:
			return
		case words.LineStatus, words.LineUpdate:
			if p.after(first+1) < i {
				return
			}
			bare++
		case words.LineStamp: // nothing at all
		default:
			bodies++
		}
		begin = i + 1
	}
	if bare == 0 || bodies == 0 {
		return
	}
	for i, kind := range p.kinds {
		if kind == words.LineStatus || kind == words.LineUpdate {
			p.kinds[i] = words.LineText
		}
	}
}

// after returns the first line from i on that is not blank, or -1.
func (p *textReader) after(i int) int {
	for ; i < len(p.lines); i++ {
		if !p.lines[i].blank() {
			return i
		}
	}
	return -1
}

// block adds what stands between two times. In a page with labels a block without
// one is none: the time above it was text of the body.
func (p *textReader) block(list []block, begin, stamp int) []block {
	b := block{from: begin, to: stamp, stamp: stamp, edited: -1}
	if first := p.after(begin); first < stamp {
		switch kind := p.kinds[first]; kind {
		case words.LineStatus, words.LineUpdate, words.LinePostmortem, words.LinePostmortemDraft:
			b.label, b.line, b.from = kind, first, first+1
		}
	}
	if n := len(list); n > 0 && b.label == words.LineText && list[0].label != words.LineText {
		last := &list[n-1]
		last.to, last.stamp, last.edited = stamp, stamp, -1
		return list
	}
	if n := len(list); n == 1 && b.label != words.LineText && list[0].label == words.LineText {
		p.fail(p.lines[p.after(list[0].from)].start, CodeSyntax, errors.New("text before the first label"))
	}
	return append(list, b)
}

// tail reads what stands below the last time: the sentence that names the
// components, and nothing else.
func (p *textReader) tail(list []block, begin int) []block {
	i := p.after(begin)
	if i >= 0 && p.kinds[i] == words.LinePostmortemDraft {
		end := len(p.lines)
		for k := i + 1; k < end; k++ {
			if p.kinds[k] == words.LineAffected {
				end = k
			}
		}
		list = append(list, block{label: words.LinePostmortemDraft, line: i, from: i + 1, to: end, stamp: -1, edited: -1})
		i = p.after(end)
	}
	if len(list) == 0 && i >= 0 && p.kinds[i] != words.LineAffected {
		p.fail(len(p.src), incident.CodeRequired, fmt.Errorf("no line %q with the time of an update", p.phrases.Word(words.Posted)))
		return append(list, block{from: i, to: len(p.lines), stamp: -1, edited: -1})
	}
	if i < 0 {
		return list
	}
	l := p.lines[i]
	if p.kinds[i] != words.LineAffected {
		p.fail(l.start, CodeSyntax, errors.New("text behind the last update"))
		return list
	}
	p.affected(l)
	if k := p.after(i + 1); k >= 0 {
		p.fail(p.lines[k].start, CodeSyntax, errors.New("text behind the components"))
	}
	return list
}

// affected reads the sentence that names the components.
func (p *textReader) affected(l line) {
	text := p.text(l)
	colon := strings.IndexByte(text, ':') + 1
	p.inc.Components = p.components(text[colon:], l.start+colon)
	p.mark(markComponents, 0, 0, l.start, l.end)
}

func (p *textReader) build(blocks []block) {
	p.doc.Layout = p.layout(blocks)
	pm := p.postmortemBlock(blocks)
	n := len(blocks)
	if pm >= 0 {
		n--
	}
	p.inc.Updates = make([]incident.Update, 0, n)
	for i := len(blocks) - 1; i >= 0; i-- {
		if i != pm {
			p.update(&blocks[i])
		}
	}
	if p.doc.Layout == "plain" {
		p.inferStatuses()
	}
	p.window()
	if pm >= 0 {
		p.postmortem(&blocks[pm], pm)
	}
	p.tense()
}

// layout names the layout of the page.
func (p *textReader) layout(blocks []block) string {
	labels, spaced := 0, 0
	for i := range blocks {
		if b := &blocks[i]; b.label != words.LineText {
			labels++
			if b.from < len(p.lines) && p.lines[b.from].blank() && (b.label == words.LineStatus || b.label == words.LineUpdate) {
				spaced++
			}
		}
	}
	switch {
	case labels == 0:
		return "plain"
	case spaced > 0:
		return "labels-spaced"
	}
	return "labels"
}

// update adds the update of a block, which is newer than those before it.
func (p *textReader) update(b *block) {
	i := len(p.inc.Updates)
	u := incident.Update{At: b.when.at}
	switch b.label {
	case words.LineStatus:
		l := p.lines[b.line]
		word, _ := p.phrases.Status(p.text(l))
		u.Status = incident.Status(word)
		p.mark(markStatus, i, 0, l.start, l.end)
		if u.Status == p.last {
			p.note(NoteRepeated, fmt.Sprintf("updates[%d].status", i), l.start, "the label repeats the one before it and comes back as "+quote(p.phrases.Word(words.Update)))
		}
	case words.LineUpdate:
		u.Status = p.last
		p.mark(markStatus, i, 0, p.lines[b.line].start, p.lines[b.line].end)
	case words.LinePostmortem, words.LinePostmortemDraft:
		p.fail(p.lines[b.line].start, incident.CodeDuplicate, errors.New("a second postmortem"))
	}
	to := b.to
	if l, ok := p.retracted(b); ok {
		u.RetractedAt = p.markedTime(l, markRetracted, i)
		to = b.from
	}
	if next := p.nextUpdate(b); next >= 0 {
		said := p.src[p.lines[b.from].start:p.lines[next].start]
		if at, ok := p.moment(p.lines[next], b.when.at); ok && !typed.Announces(said, b.when.at, at, p.loc) {
			u.NextUpdate = at
			p.mark(markNext, i, 0, p.lines[next].start, p.lines[next].end)
			to = next
		}
	}
	u.Body = p.body(b.from, to)
	p.markLines(markBody, i, 0, b.from, to)
	if b.stamp >= 0 {
		p.mark(markAt, i, 0, p.lines[b.stamp].start, p.lines[b.stamp].end)
	}
	u.EditedAt = p.edited(b, markEdited, i)
	if !u.Retracted() {
		p.last = u.Status
	}
	p.inc.Updates = append(p.inc.Updates, u)
}

// retracted returns the line that says when an update was withdrawn, where that
// stands in place of its body.
func (p *textReader) retracted(b *block) (line, bool) {
	k := p.after(b.from)
	if k < 0 || k >= b.to || p.kinds[k] != words.LineRetracted || !p.isRetracted(p.lines[k]) {
		return line{}, false
	}
	next := p.after(k + 1)
	return p.lines[k], next < 0 || next >= b.to
}

// isRetracted reports whether a line says, with a whole time, that an update was
// withdrawn. A sentence that only begins like it is text.
func (p *textReader) isRetracted(l line) bool {
	if p.kindOf(l) != words.LineRetracted {
		return false
	}
	_, err := p.phrases.ParseStamp(p.data[l.start:l.end])
	return err == nil
}

// edited reads the line below a time that says when the text was last changed.
func (p *textReader) edited(b *block, kind markKind, i int) time.Time {
	if b.edited < 0 {
		return time.Time{}
	}
	l := p.lines[b.edited]
	return p.markedTime(l, kind, i)
}

// markedTime reads the line of a time.
func (p *textReader) markedTime(l line, kind markKind, i int) time.Time {
	s, ok := p.stampOf(l)
	if !ok {
		return time.Time{}
	}
	p.resolve(&s, l)
	p.mark(kind, i, 0, l.start, l.end)
	return s.at
}

// markLines marks lines from from to to, the blank ones at both ends left out.
func (p *textReader) markLines(kind markKind, i, j, from, to int) {
	for from < to && p.lines[from].blank() {
		from++
	}
	for to > from && p.lines[to-1].blank() {
		to--
	}
	if from < to {
		p.mark(kind, i, j, p.lines[from].start, p.lines[to-1].end)
	}
}

// nextUpdate returns the line that promises the next update, where it is the last
// one of the body, or -1.
func (p *textReader) nextUpdate(b *block) int {
	last := b.to - 1
	for last >= b.from && p.lines[last].blank() {
		last--
	}
	if last < b.from || p.kinds[last] != words.LineNextUpdate {
		return -1
	}
	return last
}

// moment reads the time of a promise: a clock on the day of ref, unless a date
// stands with it, and its zone.
func (p *textReader) moment(l line, ref time.Time) (time.Time, bool) {
	text := strings.TrimSpace(strings.TrimPrefix(p.text(l), p.phrases.Word(words.NextUpdate)))
	text, others, _ := strings.Cut(text, " · ")
	w, n := civil.Read(text)
	if n == 0 || !w.HasTime || ref.IsZero() || strings.TrimLeft(text[n:], "/ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return time.Time{}, false
	}
	day := civil.DateOf(ref, p.loc)
	if w.Date.IsZero() {
		w.Date = day
	} else if w.Date.Year == 0 {
		w.Date.Year = day.Year
	}
	r := civil.Resolve(civil.DateTime{Date: w.Date, Time: w.Time}, w.Zone, p.loc)
	if others != "" {
		p.otherZones(l)
	}
	return r.Time, r.Kind == civil.OK
}

// otherZones notes, once, that times stand there in several zones.
func (p *textReader) otherZones(l line) {
	if !p.several {
		p.several = true
		p.note(NoteOtherZones, "page.time_zone", l.start, "the same times in other zones are derived, not kept")
	}
}

// body returns lines as Markdown. The guard of a line that would be read as
// structure is taken off, once.
func (p *textReader) body(from, to int) string {
	for from < to && p.lines[from].blank() {
		from++
	}
	for to > from && p.lines[to-1].blank() {
		to--
	}
	if from == to {
		return ""
	}
	text := p.src[p.lines[from].start:p.lines[to-1].end]
	if strings.Contains(text, guard) {
		var b strings.Builder
		for i := from; i < to; i++ {
			if i > from {
				b.WriteByte('\n')
			}
			b.WriteString(p.unguarded(p.lines[i]))
		}
		text = b.String()
	}
	if markdown.IsVerbatim(text) {
		return text
	}
	p.buf = markdown.AppendFromText(p.buf[:0], text)
	return p.unchanged(text)
}

// guard is what writers put before a line that is not what it reads like.
const guard = "\u200c"

// unguarded returns the text of a line without its guard.
func (p *textReader) unguarded(l line) string {
	text := p.text(l)
	if !strings.HasPrefix(text, guard) {
		return text
	}
	start, end := trim(text, 0, len(text))
	core := strings.TrimLeft(text[start:end], guard+" \t\u00a0")
	if p.phrases.Line([]byte(core)) != words.LineText {
		return text[len(guard):]
	}
	return text
}

// tense notes where the sentence of the components does not come back.
func (p *textReader) tense() {
	if len(p.inc.Components) == 0 || p.doc.Layout == "plain" {
		return
	}
	for _, m := range p.doc.marks {
		if m.kind != markComponents {
			continue
		}
		text := p.src[m.start:m.end]
		over := strings.HasPrefix(text, p.phrases.Word(words.IncidentAffected)) || strings.HasPrefix(text, p.phrases.Word(words.MaintenanceAffected))
		if over != p.inc.Status().IsFinal() {
			p.note(NoteTense, "components", int(m.start), "the tense does not go with the status, which decides when it is written")
		}
	}
}

func quote(s string) string { return fmt.Sprintf("%q", s) }
