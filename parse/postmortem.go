package parse

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/words"
)

// postmortemBlock returns the block that is the postmortem, or -1. Without labels
// it is the first one, if it looks like one: it tells a timeline, or the update
// below speaks of a postmortem, or it is long and came much later than all else.
func (p *textReader) postmortemBlock(blocks []block) int {
	for i := range blocks {
		if l := blocks[i].label; l == words.LinePostmortem || l == words.LinePostmortemDraft {
			if i > 0 {
				p.note(NotePlace, "postmortem", p.lines[blocks[i].line].start, "the postmortem comes back at the top of the page")
			}
			return i
		}
	}
	if len(blocks) < 2 || blocks[0].label != words.LineText {
		return -1
	}
	first, second := &blocks[0], &blocks[1]
	found := false
	for i := first.from; i < first.to; i++ {
		found = found || isTimelineHeading(p.text(p.lines[i]))
	}
	below := ""
	if second.from < second.to {
		below = strings.ToLower(p.src[p.lines[second.from].start:max(p.lines[second.from].start, p.lines[second.to-1].end)])
	}
	for _, word := range p.phrases.PostmortemCues {
		found = found || strings.Contains(below, word)
	}
	long := first.to > first.from && p.lines[first.to-1].end-p.lines[first.from].start > 600
	found = found || long && first.when.at.Sub(second.when.at) >= 20*time.Hour
	if !found {
		return -1
	}
	p.note(NotePostmortem, "postmortem", p.lines[min(first.from, len(p.lines)-1)].start, "the first text was taken for the postmortem")
	return 0
}

// postmortem reads the block of the postmortem into sections.
func (p *textReader) postmortem(b *block, _ int) {
	pm := &incident.Postmortem{PublishedAt: b.when.at}
	p.inc.Postmortem = pm
	if b.stamp >= 0 {
		p.mark(markPublished, 0, 0, p.lines[b.stamp].start, p.lines[b.stamp].end)
	}
	pm.EditedAt = p.edited(b, markPMEdited, 0)
	s := sectionReader{textReader: p, pm: pm}
	s.read(b.from, b.to)
}

// sectionReader is the state of reading one postmortem.
type sectionReader struct {
	*textReader
	pm       *incident.Postmortem
	from, to int  // the lines of the block
	spaced   bool // blank lines stand between paragraphs
	rows     []row
	rowAt    []int32 // of each line, its place in rows; 0 is no row
}

// row returns what line i reads like as a row of a timeline.
func (s *sectionReader) row(i int) *row { return &s.rows[s.rowAt[i-s.from]] }

func (s *sectionReader) read(from, to int) {
	for from < to && s.lines[from].blank() {
		from++
	}
	for to > from && s.lines[to-1].blank() {
		to--
	}
	if s.from, s.to = from, to; from == to {
		return
	}
	s.rowAt = make([]int32, to-from)
	most := 1
	for i, l := range s.lines[from:to] {
		s.spaced = s.spaced || l.blank()
		if text, _ := cutBullet(s.text(l)); startsTime(text) {
			s.rowAt[i] = -1 // to be read
			most++
		}
	}
	s.rows = make([]row, 1, most)
	for i, l := range s.lines[from:to] {
		if s.rowAt[i] == 0 {
			continue
		}
		s.rowAt[i] = 0
		if r := append(s.rows, row{}); s.readRow(&r[len(s.rows)], l) {
			s.rowAt[i], s.rows = int32(len(s.rows)), r
		}
	}
	var buf [16]int
	ends := buf[:0] // of the sections: the next heading, or the end
	for i := from; i < to; i++ {
		if !s.lines[i].blank() && s.isHeading(i) {
			ends = append(ends, i)
		}
	}
	ends = append(ends, to)
	s.pm.Sections = make([]incident.Section, 0, len(ends))
	heading, start := -1, from
	for _, i := range ends {
		switch {
		case heading >= 0 && start == i:
		case heading >= 0 && s.empty(start, i) && heading == from && i < to:
			// A heading directly below the first one: that is the title.
			s.pm.Title = s.oneLine(s.unguarded(s.lines[heading]))
			s.mark(markPMTitle, 0, 0, s.lines[heading].start, s.lines[heading].end)
		default:
			s.section(heading, start, i)
		}
		heading, start = i, i+1
	}
}

// empty reports whether no line from from to to shows anything.
func (s *sectionReader) empty(from, to int) bool {
	for ; from < to; from++ {
		if !s.lines[from].blank() {
			return false
		}
	}
	return true
}

// isHeading reports whether line i is a heading. The rules found 25 of 25
// headings in 38 real postmortems, and nothing else.
func (s *sectionReader) isHeading(i int) bool {
	l := s.lines[i]
	text := s.text(l)
	if len(text) > 80 || s.row(i).ok || i+1 >= s.to {
		return false
	}
	switch c := text[0]; {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9' && isNumbered(text), strings.HasPrefix(text, "•"):
		return false
	}
	if isTimelineHeading(text) {
		return true
	}
	last := text[len(text)-1]
	if last == ':' {
		return isShortLeadIn(text)
	}
	if !s.spaced || i > s.from && !s.lines[i-1].blank() || !s.lines[i+1].blank() {
		return false
	}
	return strings.IndexByte(".!?;,", last) < 0 && !strings.Contains(text, ". ") && strings.Count(text, " ") < 12 && !isField(text)
}

// isNumbered reports whether a line begins like an item of a numbered list.
func isNumbered(text string) bool {
	i := 0
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		i++
	}
	return i > 0 && i < len(text) && (text[i] == '.' || text[i] == ')')
}

// isTimelineHeading reports whether a line is the heading of a timeline:
// "Timeline", "Incident timeline:", "Timeline of Events (UTC)".
func isTimelineHeading(text string) bool {
	if len(text) < len("timeline") || len(text) > 80 {
		return false
	}
	t := strings.TrimSuffix(text, ":")
	if strings.HasSuffix(t, ")") {
		open := strings.LastIndexByte(t, '(')
		if open < 0 {
			return false
		}
		t = strings.TrimRight(t[:open], " ")
	}
	for _, h := range words.English().TimelineHeadings {
		if strings.EqualFold(t, h) {
			return true
		}
	}
	return false
}

// isShortLeadIn reports whether a line with a colon at its end is a heading and
// not the beginning of a sentence that a list ends.
func isShortLeadIn(text string) bool {
	n := 0
	for w := range strings.FieldsSeq(strings.TrimSuffix(text, ":")) {
		if n++; n > 7 || slices.Contains(words.English().NotInHeadings, strings.ToLower(strings.Trim(w, ",;"))) {
			return false
		}
	}
	return n > 0
}

// isField reports whether a line is "Name: value".
func isField(text string) bool {
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

// section reads the section below a heading, -1 for none, in lines from from to
// to.
func (s *sectionReader) section(heading, from, to int) {
	for from < to && s.lines[from].blank() {
		from++
	}
	for to > from && s.lines[to-1].blank() {
		to--
	}
	sec := incident.Section{}
	if heading >= 0 {
		sec.Heading = s.oneLine(s.unguarded(s.lines[heading]))
		sec.Kind = incident.SectionKind(s.phrases.SectionKind(sec.Heading))
		s.mark(markHeading, len(s.pm.Sections), 0, s.lines[heading].start, s.lines[heading].end)
	}
	signOff := s.signOff(from, to)
	s.content(&sec, heading, from, signOff)
	if heading >= 0 || signOff > from {
		s.pm.Sections = append(s.pm.Sections, sec)
	}
	if signOff < to {
		end := incident.Section{Kind: incident.SectionClosing}
		first := signOff
		for first < to && !isField(s.text(s.lines[first])) {
			first++
		}
		end.Body = s.body(signOff, first)
		s.markLines(markSectionBody, len(s.pm.Sections), 0, signOff, first)
		s.fields(&end, first, to)
		s.pm.Sections = append(s.pm.Sections, end)
	}
}

// signOff returns where the sign-off begins at the end of the postmortem: a last
// paragraph of a line and one field, as "The team" over "Date: May 4, 2024". It
// is to where there is none.
func (s *sectionReader) signOff(from, to int) int {
	if to != s.to || to-from < 2 || !isField(s.text(s.lines[to-1])) || s.lines[to-2].blank() || isField(s.text(s.lines[to-2])) {
		return to
	}
	if to-3 >= s.from && !s.lines[to-3].blank() || !s.spaced || s.row(to-2).ok || isBullet(s.text(s.lines[to-2])) {
		return to
	}
	return to - 2
}

// content reads what stands below a heading: a timeline, actions or fields with
// text above and below, or text alone.
func (s *sectionReader) content(sec *incident.Section, heading, from, to int) {
	if from >= to {
		return
	}
	n := len(s.pm.Sections)
	isTimeline := heading >= 0 && (sec.Kind == incident.SectionTimeline || isTimelineHeading(s.text(s.lines[heading])))
	if run, ok := s.findRows(from, to, isTimeline); ok {
		s.timeline(sec, heading, from, run)
		above := run.first
		if run.header >= 0 {
			above = run.header
		}
		sec.Body = s.body(from, above)
		s.markLines(markSectionBody, n, 0, from, above)
		sec.After = s.body(run.end, to)
		s.markLines(markAfter, n, 0, run.end, to)
		return
	}
	if sec.Kind == incident.SectionActions {
		if first, end, form := s.findList(from, to); first >= 0 {
			sec.Form = form
			s.actions(sec, first, end)
			sec.Body, sec.After = s.body(from, first), s.body(end, to)
			s.markLines(markSectionBody, n, 0, from, first)
			s.markLines(markAfter, n, 0, end, to)
			return
		}
	}
	if first, end := s.findFields(from, to); first >= 0 {
		s.fields(sec, first, end)
		sec.Body, sec.After = s.body(from, first), s.body(end, to)
		s.markLines(markSectionBody, n, 0, from, first)
		s.markLines(markAfter, n, 0, end, to)
		return
	}
	sec.Body = s.body(from, to)
	s.markLines(markSectionBody, n, 0, from, to)
}

// findFields returns the first lines that are fields, two or more, up to the end
// of their paragraph; first is -1 where there are none.
func (s *sectionReader) findFields(from, to int) (first, end int) {
	first = -1
	for i := from; i <= to; i++ {
		switch {
		case i == to || s.lines[i].blank():
			if first >= 0 && i-first >= 2 {
				return first, i
			}
			first = -1
		case !isField(s.text(s.lines[i])) || s.row(i).ok:
			if !s.spaced && first == from && i-first >= 2 {
				return first, i // without blank lines, fields may begin the text
			}
			first = -1
		case first < 0:
			first = i
		}
	}
	return -1, -1
}

func (s *sectionReader) fields(sec *incident.Section, from, to int) {
	sec.Fields = make([]incident.Field, 0, to-from)
	for i := from; i < to; i++ {
		if s.lines[i].blank() {
			continue
		}
		name, value, _ := strings.Cut(s.text(s.lines[i]), ": ")
		s.mark(markField, len(s.pm.Sections), len(sec.Fields), s.lines[i].end-len(value), s.lines[i].end)
		sec.Fields = append(sec.Fields, incident.Field{Name: name, Value: s.inline(value)})
	}
}

// inline returns a piece of a line as Markdown.
func (s *sectionReader) inline(text string) string {
	if text = foldSpace(text); markdown.IsVerbatim(text) {
		return text
	}
	s.buf = markdown.AppendEscaped(s.buf[:0], text, markdown.Paragraph)
	return s.unchanged(text)
}

func isBullet(text string) bool {
	_, ok := cutBullet(text)
	return ok
}

// cutBullet returns the text of the item "• text", or the whole text where it is
// none.
func cutBullet(text string) (string, bool) {
	rest, ok := strings.CutPrefix(text, "•")
	if !ok {
		return text, false
	}
	item := trimLeft(rest)
	if len(item) == len(rest) || strings.TrimSpace(item) == "" {
		return text, false
	}
	return item, true
}

// trimLeft cuts spaces and U+00A0 off the start of a text.
func trimLeft(text string) string {
	for {
		switch {
		case strings.HasPrefix(text, " "):
			text = text[1:]
		case strings.HasPrefix(text, "\u00a0"):
			text = text[len("\u00a0"):]
		default:
			return text
		}
	}
}

// number returns the text of the item "n. text".
func number(text string, n int) (string, bool) {
	i, have := 0, 0
	for i < len(text) && '0' <= text[i] && text[i] <= '9' && i < 6 {
		have = have*10 + int(text[i]-'0')
		i++
	}
	if i == 0 || have != n || text[0] == '0' || !strings.HasPrefix(text[i:], ". ") {
		return "", false
	}
	return strings.TrimSpace(text[i+2:]), true
}

// findList returns the first list: lines with bullets, or at least two numbered
// ones that count from 1 on. first is -1 where there is none.
func (s *sectionReader) findList(from, to int) (first, end int, form incident.Form) {
	for i := from; i < to; i++ {
		text := s.text(s.lines[i])
		switch {
		case isBullet(text):
			form = incident.FormBullets
		case strings.HasPrefix(text, "1. "):
			form = incident.FormNumbered
		default:
			continue
		}
		end, items := i, 0
		for k := i; k < to; k++ {
			text := s.text(s.lines[k])
			if s.lines[k].blank() {
				continue
			}
			_, numbered := number(text, items+1)
			if form == incident.FormBullets && !isBullet(text) || form == incident.FormNumbered && !numbered {
				break
			}
			items++
			end = k + 1
		}
		if items >= 2 || form == incident.FormBullets {
			return i, end, form
		}
	}
	return -1, -1, ""
}

func (s *sectionReader) actions(sec *incident.Section, from, to int) {
	tasks := s.tasks(sec, from, to)
	for i := from; i < to; i++ {
		l := s.lines[i]
		if l.blank() {
			continue
		}
		text := strings.TrimSpace(strings.TrimPrefix(s.text(l), "•"))
		if sec.Form == incident.FormNumbered {
			text, _ = number(s.text(l), len(sec.Actions)+1)
		}
		text = strings.Trim(text, " \u00a0")
		s.mark(markAction, len(s.pm.Sections), len(sec.Actions), l.end-len(text), l.end)
		a := incident.Action{}
		if tasks {
			a.State = incident.ActionOpen
			if strings.HasPrefix(text, "[x]") {
				a.State = incident.ActionDone
			}
			text = text[len("[x] "):]
		}
		a.Text = s.inline(text)
		sec.Actions = append(sec.Actions, a)
	}
	if tasks {
		sec.Form = incident.FormTasks
	}
}

// tasks reports whether every item of a list of actions has a box.
func (s *sectionReader) tasks(sec *incident.Section, from, to int) bool {
	if sec.Form == incident.FormNumbered {
		return false
	}
	for i := from; i < to; i++ {
		text := strings.Trim(strings.TrimPrefix(s.text(s.lines[i]), "•"), " \u00a0")
		if !s.lines[i].blank() && !strings.HasPrefix(text, "[x] ") && !strings.HasPrefix(text, "[ ] ") {
			return false
		}
	}
	return true
}
