package parse

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// row is a line that reads like one of a timeline: a time, a mark, a text.
type row struct {
	ok     bool
	bullet bool
	number int // of a numbered list; 0: none
	about  bool
	prefix string // the time as it is written
	mark   string // ":" in "10:05: text", " -" in "10:05 - text"
	text   string
	textAt int // in the source
	from   civil.Written
	to     *civil.Written // end of a span; nil: none
}

// readRow reads a line that startsTime, behind its bullet, as a row into r, which
// is zero.
func (s *sectionReader) readRow(r *row, l line) bool {
	var text string
	if text, r.bullet = cutBullet(s.text(l)); !r.bullet {
		if n := leadingNumber(text); n > 0 {
			if rest, ok := number(text, n); ok && startsTime(rest) {
				r.number, text = n, rest
			}
		}
	}
	start := text
	if rest, ok := strings.CutPrefix(text, "~"); ok {
		r.about, text = true, strings.TrimLeft(rest, " ")
	}
	var n int
	r.from, n = civil.Read(text)
	if n == 0 {
		return false
	}
	if rest := text[n:]; r.from.HasTime && (strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, " –") || strings.HasPrefix(rest, " -")) {
		if from, to, m := civil.ReadRange(text); m > n && from.HasTime && to.HasTime {
			r.from, r.to, n = from, &to, m
		}
	}
	n += len(start) - len(text)
	r.prefix, r.text = start[:n], start[n:]
	if !r.cutMark() || !r.from.HasTime && (r.mark == "" || r.from.Date.IsZero()) {
		return false
	}
	r.textAt = l.end - len(r.text)
	r.ok = true
	return true
}

// startsTime is a quick look at how a text begins.
func startsTime(text string) bool {
	if text == "" {
		return false
	}
	switch c := text[0]; {
	case '0' <= c && c <= '9', c == '~':
		return true
	default:
		return strings.IndexByte("JFMASONDTW", c) >= 0 && len(text) > 8 && strings.ContainsAny(text[3:min(len(text), 24)], "0123456789")
	}
}

func leadingNumber(text string) int {
	n := 0
	for i := 0; i < len(text) && i < 4 && '0' <= text[i] && text[i] <= '9'; i++ {
		n = n*10 + int(text[i]-'0')
	}
	return n
}

// cutMark takes the mark and the space behind it off the text.
func (r *row) cutMark() bool {
	for _, mark := range [...]string{"", ":", ".", " -", " –", " —", " |", ",", ";"} {
		rest, ok := strings.CutPrefix(r.text, mark)
		if !ok || rest != "" && rest[0] != ' ' || mark == "" && startsMark(rest) {
			continue
		}
		if rest != "" {
			rest = trimLeft(rest[1:])
		}
		r.mark, r.text = mark, rest
		r.unguard()
		return true
	}
	return false
}

// startsMark reports whether a mark follows with a space on both sides, as in
// "10:05 - text".
func startsMark(text string) bool {
	for _, mark := range [...]string{" - ", " – ", " — ", " | "} {
		if strings.HasPrefix(text, mark) {
			return true
		}
	}
	return false
}

// unguard takes the guard off a text that would else be read as more of the time.
func (r *row) unguard() {
	rest, ok := strings.CutPrefix(r.text, guard)
	if !ok || r.mark != "" {
		return
	}
	time := strings.TrimPrefix(r.prefix, "~")
	if _, n := civil.Read(time + " " + rest); n > len(time) {
		r.text = rest
	}
}

// rowRun is the lines of a timeline.
type rowRun struct {
	header     int // line of the column headings, -1: none
	first, end int
	form       incident.Form
	lines      []int // of the rows
}

// findRows finds the rows of a timeline: two or more below its heading, three or
// more in a row elsewhere, or any below column headings.
func (s *sectionReader) findRows(from, to int, isTimeline bool) (rowRun, bool) {
	least := 3
	if isTimeline {
		least = 2
	}
	for i := from; i < to; i++ {
		if !s.row(i).ok {
			continue
		}
		run := s.run(i, to, isTimeline)
		run.header = s.tableHeader(from, i)
		if len(run.lines) >= least || run.header >= 0 || isTimeline && len(run.lines) == 1 && i == from {
			if run.header >= 0 {
				run.form = incident.FormTable
			}
			return run, true
		}
		i = run.end - 1
	}
	return rowRun{}, false
}

// run follows the rows from line i on.
func (s *sectionReader) run(i, to int, isTimeline bool) rowRun {
	first := s.row(i)
	run := rowRun{header: -1, first: i, form: incident.FormParagraphs, lines: make([]int, 0, len(s.rows)-1)}
	switch {
	case first.bullet:
		run.form = incident.FormBullets
	case first.number == 1:
		run.form = incident.FormNumbered
	case first.number > 1: // no form has such numbers
		run.end = i + 1
		return run
	}
	for k := i; k < to; k++ {
		r := s.row(k)
		switch {
		case s.lines[k].blank():
			continue
		case r.ok && r.bullet == first.bullet && (r.number == 0 || r.number == len(run.lines)+1) && (r.number == 0) == (first.number == 0):
			run.lines = append(run.lines, k)
		case isTimeline && s.spaced && !s.lines[k-1].blank() && !isBullet(s.text(s.lines[k])) && !r.ok:
			// the text of the row above goes on
		default:
			return run
		}
		run.end = k + 1
	}
	return run
}

// tableHeader returns the line of column headings above line i, or -1: those of a
// table that writers write, which is flattened to "Time Event" or has three
// columns at least. Others stay text above rows.
func (s *sectionReader) tableHeader(from, i int) int {
	if i <= from || s.lines[i-1].blank() || s.row(i).bullet {
		return -1
	}
	text, word := s.text(s.lines[i-1]), s.phrases.Word(words.Time)
	if len(text) >= 60 || !strings.HasPrefix(text, word) || len(text) > len(word) && text[len(word)] != ' ' {
		return -1
	}
	// Writers put bars only where there are more than two columns.
	if list := columns(text, word); len(list) < 2 || len(list) == 2 && strings.Contains(text, " | ") {
		return -1
	}
	return i - 1
}

// timeline reads the rows of a run into the section.
func (s *sectionReader) timeline(sec *incident.Section, heading, from int, run rowRun) {
	sec.Form = run.form
	if sec.Kind == "" && heading < 0 {
		sec.Kind = incident.SectionTimeline
	}
	tl := &incident.Timeline{Events: make([]incident.Event, 0, len(run.lines))}
	sec.Timeline = tl
	if run.header >= 0 {
		sec.Columns = columns(s.text(s.lines[run.header]), s.phrases.Word(words.Time))
	}
	above := run.first
	if run.header >= 0 {
		above = run.header
	}
	body := ""
	if above > from {
		body = s.src[s.lines[from].start:s.lines[above-1].end]
	}
	tl.Zone = s.zoneNamed(sec, body, run)
	s.resolveRows(tl, run)
	s.style(tl, run)
	s.derive(sec, tl, body)
	for j, k := range run.lines {
		s.rowText(sec, &tl.Events[j], j, k, run)
	}
}

// columns splits column headings: at bars, or behind the time with its zone.
func columns(text, timeWord string) []string {
	if strings.Contains(text, " | ") {
		list := strings.Split(text, "|")
		for i := range list {
			list[i] = strings.TrimSpace(list[i])
		}
		return list
	}
	first := len(timeWord)
	if rest := text[first:]; strings.HasPrefix(rest, " (") {
		if end := strings.IndexByte(rest, ')'); end > 0 {
			first += end + 1
		}
	}
	if rest := strings.TrimSpace(text[first:]); rest != "" {
		return []string{text[:first], rest}
	}
	return []string{text}
}

// zoneNamed finds the zone that a timeline is told in: in its heading, its column
// headings, a sentence above it that speaks of times, or the same in every row. ""
// is none, or none that matters.
func (s *sectionReader) zoneNamed(sec *incident.Section, body string, run rowRun) string {
	if z := typed.ZoneIn(sec.Heading); z != "" {
		return z
	}
	for _, c := range sec.Columns {
		if z := typed.ZoneIn(c); z != "" {
			return z
		}
	}
	if strings.Contains(body, "time") || strings.Contains(body, "Time") {
		for sentence := range strings.SplitSeq(body, "\n") {
			if lower := strings.ToLower(sentence); strings.Contains(lower, "times") || strings.Contains(lower, "time zone") || strings.HasPrefix(lower, "time (") {
				if z := typed.ZoneIn(sentence); z != "" {
					return z
				}
			}
		}
	}
	same := ""
	for j, k := range run.lines {
		z := s.row(k).from.Zone
		if z == "" || j > 0 && z != same {
			return ""
		}
		same = z
	}
	// A zone of the page's own needs no name.
	for _, k := range run.lines {
		w := s.row(k).from
		if r := w.Resolve(s.near(), s.loc); r.Kind != civil.OK || !r.Time.IsZero() && words.ZoneLabel(r.Time.In(s.loc)) != same {
			return same
		}
	}
	return ""
}

// near is an instant that undated rows are close to.
func (s *sectionReader) near() time.Time {
	if t := s.oldest(); !t.IsZero() {
		return t
	}
	return s.pm.PublishedAt
}

// resolveRows finds the instants of the rows.
func (s *sectionReader) resolveRows(tl *incident.Timeline, run rowRun) {
	near, loc := s.near(), s.loc
	var last civil.DateTime // of the row above, in its zone
	undated, figures, foreign := -1, -1, -1
	var order typed.Figures
	for _, k := range run.lines {
		order.Look(s.row(k).from)
	}
	for j, k := range run.lines {
		r := s.row(k)
		if !order.Settle(&r.from) && figures < 0 {
			figures = j
		}
		w := r.from
		if w.Zone == "" {
			w.Zone = tl.Zone
		}
		assumed := w.Date.IsZero() || w.Date.Year == 0
		if w.Date.IsZero() && !w.HasWeekday && !last.Date.IsZero() {
			w.Date = last.Date
			if back := seconds(last.Time) - seconds(w.Time); back > 12*3600 {
				w.Date = w.Date.AddDays(1)
			}
		}
		res := civil.Resolution{Kind: civil.Invalid} // no day is near to nothing
		if w.Date.Year != 0 || !near.IsZero() {
			res = w.Resolve(near, loc)
		}
		e := incident.Event{}
		switch res.Kind {
		case civil.OK, civil.Overlap, civil.Gap:
			e.At = res.Time
		case civil.OffSeason, civil.Foreign:
			e.At = res.Time
			if res.Kind == civil.OffSeason && foreign < 0 {
				foreign = j
			}
		default:
			s.note(NoteUnresolved, s.eventPath(j), s.lines[k].start, fmt.Sprintf("%s is no instant (%s)", quote(r.prefix), res.Kind))
		}
		if !e.At.IsZero() {
			near, last = e.At, civil.DateTimeOf(e.At, e.At.Location())
			if r.to != nil {
				s.until(&e, *r.to, w.Zone)
			}
		}
		if !w.HasTime {
			e.Precision = incident.PrecisionDay
		} else if r.about {
			e.Precision = incident.PrecisionAbout
		}
		if assumed && undated < 0 && !e.At.IsZero() {
			undated = j
		}
		tl.Events = append(tl.Events, e)
	}
	if undated >= 0 {
		s.note(NoteDate, s.eventPath(undated), s.lines[run.lines[undated]].start, "rows without a date were read as near to the first update")
	}
	if figures >= 0 {
		s.note(NoteDayFirst, s.eventPath(figures), s.lines[run.lines[figures]].start, dayFirst)
	}
	if foreign >= 0 {
		s.note(NoteRowZone, s.eventPath(foreign), s.lines[run.lines[foreign]].start, "the zone is not in force on that day in the page's zone, and was taken to the letter")
	}
}

const dayFirst = "dates in figures were read with the day first"

func (s *sectionReader) eventPath(j int) string {
	return "postmortem.sections[" + strconv.Itoa(len(s.pm.Sections)) + "].timeline.events[" + strconv.Itoa(j) + "]"
}

func (s *sectionReader) until(e *incident.Event, w civil.Written, zone string) {
	if w.Zone == "" {
		w.Zone = zone
	}
	if r := w.ResolveAfter(e.At, s.loc); !r.Time.IsZero() {
		e.Until = r.Time
	}
}

func seconds(t civil.Time) int { return t.Hour*3600 + t.Minute*60 + t.Second }
