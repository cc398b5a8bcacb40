package parse

import (
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// style finds the TimeFormat and the Mark that give the rows back as they are
// written. Rows that come out differently keep what is written.
func (s *sectionReader) style(tl *incident.Timeline, run rowRun) {
	own, err := tl.Location(s.loc)
	if err != nil {
		own = time.UTC
	}
	tl.Mark = s.row(run.lines[0]).mark
	if run.form == incident.FormTable {
		tl.Mark = ""
	}
	var buf [64]byte
	for j, k := range run.lines {
		layout := appendLayout(buf[:0], s.row(k))
		if tl.Events[j].At.IsZero() || string(layout) == tl.TimeFormat || !civil.ParseLayout(string(layout)).Hour {
			continue // a mere day has no layout
		}
		if tl.TimeFormat == "" || narrower(string(layout), tl.TimeFormat) {
			tl.TimeFormat = string(layout) // "02" where another row could be "2" as well
		}
	}
	if s.isDated(tl, run, own) {
		tl.TimeFormat = ""
		return
	}
	if tl.TimeFormat == "" {
		tl.TimeFormat = "15:04"
	}
	for j, k := range run.lines {
		e, r := &tl.Events[j], s.row(k)
		mark := r.mark
		if run.form == incident.FormTable && mark == " |" {
			mark = "" // between the cells
		}
		if got := appendTime(buf[:0], e, tl.TimeFormat, own, s.phrases); string(got) != r.prefix || mark != tl.Mark {
			e.Written = r.prefix + mark
		}
	}
}

// appendTime writes the time of an event as render does with a fixed layout.
func appendTime(dst []byte, e *incident.Event, layout string, own *time.Location, phrases *words.Language) []byte {
	if e.At.IsZero() {
		return dst
	}
	at := e.At.In(own)
	if e.Precision == incident.PrecisionDay {
		return phrases.AppendDate(dst, at)
	}
	if e.Precision == incident.PrecisionAbout {
		dst = append(dst, '~')
	}
	if e.Until.IsZero() {
		return at.AppendFormat(dst, layout)
	}
	until := e.Until.In(own)
	if civil.DateOf(at, own) != civil.DateOf(until, own) || words.ZoneLabel(at) != words.ZoneLabel(until) {
		return dst // written too differently to compare
	}
	parts := civil.ParseLayout(layout)
	start := layout
	if parts.Zone {
		start = strings.TrimSuffix(layout, " MST")
	}
	dst = at.AppendFormat(dst, start)
	return until.AppendFormat(append(dst, "–"...), layout[parts.Start:parts.End])
}

// isDated reports whether the rows are written as render writes them without a
// TimeFormat: "15:04", with the date where the day changes, unless all are of the
// day of the first update. A list of bare clocks is not; it has a layout of its own.
func (s *sectionReader) isDated(tl *incident.Timeline, run rowRun, own *time.Location) bool {
	if s.row(run.lines[0]).from.Date.IsZero() {
		return false
	}
	var above time.Time
	var buf [64]byte
	for j, k := range run.lines {
		e, r := &tl.Events[j], s.row(k)
		if e.At.IsZero() || e.Precision == incident.PrecisionDay || r.mark != tl.Mark || !e.Until.IsZero() {
			return false
		}
		at := e.At.In(own)
		dst := buf[:0]
		if e.Precision == incident.PrecisionAbout {
			dst = append(dst, '~')
		}
		switch {
		case above.IsZero() || at.Year() != above.Year():
			dst = append(s.phrases.AppendDate(dst, at), ", "...)
		case at.YearDay() != above.YearDay():
			dst = append(s.phrases.AppendDay(dst, at), ", "...)
		}
		if dst = s.phrases.AppendClock(dst, at); string(dst) != r.prefix {
			return false
		}
		above = at
	}
	return datesRows(tl.Events, own, s.oldest())
}

// datesRows reports whether a writer puts dates before the rows of a timeline
// without a TimeFormat: not where all are on the day of the first update, which
// the page tells.
func datesRows(events []incident.Event, own *time.Location, anchor time.Time) bool {
	if anchor.IsZero() {
		return true
	}
	day := civil.DateOf(anchor, own)
	for i := range events {
		if at := events[i].At; !at.IsZero() && civil.DateOf(at, own) != day {
			return true
		}
	}
	return false
}

// appendLayout appends the layout of package time that writes a time as the row
// does, or nothing where there is none.
func appendLayout(b []byte, r *row) []byte {
	text := r.prefix
	if r.about {
		text = strings.TrimLeft(text[1:], " ")
	}
	if r.to != nil {
		text = rangeEnd(text, r)
	}
	clock := false // the hour has been
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case '0' <= c && c <= '9':
			end := i
			for end < len(text) && '0' <= text[end] && text[end] <= '9' {
				end++
			}
			element := digits(text, i, end, &r.from, &clock)
			if element == "" {
				return nil
			}
			b = append(b, element...)
			i = end
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			end := i
			for end < len(text) && 'a' <= text[end]|0x20 && text[end]|0x20 <= 'z' {
				end++ // "T" in 2024-03-05T10:17
			}
			element := word(text[i:end], &r.from)
			if r.from.Zone != "" && strings.HasPrefix(text[i:], r.from.Zone) {
				element, end = zoneElement(r.from.Zone), i+len(r.from.Zone)
			}
			if element == "" {
				return nil
			}
			b = append(b, element...)
			i = end
		case c >= 0x80:
			return nil
		default:
			if r.from.Zone != "" && clock && strings.HasPrefix(text[i:], r.from.Zone) {
				b, i = append(b, zoneElement(r.from.Zone)...), i+len(r.from.Zone)
				continue
			}
			b, i = append(b, c), i+1
		}
	}
	return b
}

// rangeEnd returns what a row with a range would be without its first clock, for a
// meridiem or a zone may stand behind the second one alone: "2024-03-05 10:49 AM"
// for "2024-03-05 10:05-10:49 AM". Where the end has a date, too, the start is all.
func rangeEnd(text string, r *row) string {
	from := 0 // of the first clock
	if !r.from.Date.IsZero() {
		colon := strings.IndexByte(text, ':')
		for from = max(colon, 0); from > 0 && '0' <= text[from-1] && text[from-1] <= '9'; {
			from--
		}
	}
	i := strings.IndexAny(text[from:], "–-")
	if i <= 0 {
		return text
	}
	end := strings.TrimLeft(text[from+i:], "–- ")
	if _, n := civil.ReadDate(end); n > 0 {
		return strings.TrimRight(text[:from+i], " ")
	}
	return text[:from] + end
}

// digits returns the element for text[i:end], which is a number.
func digits(text string, i, end int, from *civil.Written, clock *bool) string {
	n, zero, twelve := end-i, text[i] == '0', from.Twelve
	before, after := byte(0), byte(0)
	if i > 0 {
		before = text[i-1]
	}
	if end < len(text) {
		after = text[end]
	}
	switch {
	case n == 4:
		return "2006"
	case n > 2:
		return ""
	case *clock && before == ':' && n == 2:
		if strings.Count(text[:i], ":") > 1 {
			return "05"
		}
		return "04"
	case !*clock && (after == ':' || twelve && (after == ' ' || after == 'A' || after == 'P' || after == 'a' || after == 'p') && isHour(text[end:])):
		*clock = true
		switch {
		case twelve && zero:
			return "03"
		case twelve:
			return "3"
		case n == 2:
			return "15"
		}
		return "" // package time has no "9:00" on a 24-hour clock
	case before == '-' && i > 4 || after == '-' && i > 4: // 2006-01-02
		if n != 2 {
			return ""
		}
		if after == '-' {
			return "01"
		}
		return "02"
	case before == '/' || after == '/', (before == '.' || after == '.') && from.DayFirst && !*clock:
		// 22/08/2024, 22.08.2024, or with the month first.
		first := before != '/' && before != '.'
		switch {
		case first == from.DayFirst && zero:
			return "02"
		case first == from.DayFirst:
			return "2"
		case zero:
			return "01"
		}
		return "1"
	case after == '.' || before == '.':
		return ""
	case zero:
		return "02"
	}
	return "2"
}

// zoneElement returns the element for a zone: its abbreviation, which may be an
// offset as tzdata prints them ("+0545"), or the offset of RFC 3339.
func zoneElement(zone string) string {
	switch {
	case zone == "Z":
		return "Z07:00"
	case len(zone) == len("-07:00") && zone[3] == ':':
		return "-07:00"
	}
	return "MST"
}

// isHour reports whether a meridiem follows.
func isHour(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return len(rest) >= 2 && (strings.EqualFold(rest[:2], "am") || strings.EqualFold(rest[:2], "pm"))
}

func isWordByte(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c == '-'
}

// word returns the element for a word.
func word(w string, from *civil.Written) string {
	switch w {
	case "AM", "PM":
		return "PM"
	case "am", "pm":
		return "pm"
	case "T":
		return "T"
	}
	month := from.Date.Month
	switch {
	case month == 0:
	case w == month.String() && len(w) > 3:
		return "January"
	case w == month.String()[:3]:
		return "Jan"
	}
	if from.HasWeekday {
		switch day := from.Weekday.String(); w {
		case day:
			return "Monday"
		case day[:3]:
			return "Mon"
		}
	}
	return ""
}

// narrower reports whether a layout prints leading zeros where the other, which
// is the same but for that, does not.
func narrower(layout, other string) bool {
	if len(layout) <= len(other) {
		return false
	}
	return unpadded.Replace(layout) == unpadded.Replace(other)
}

// unpadded takes the leading zeros out of a layout.
var unpadded = strings.NewReplacer("01", "1", "02", "2", "03", "3")

// derive takes out of heading and columns what writers add by themselves: the
// label of the zone behind the heading, and the usual column headings.
func (s *sectionReader) derive(sec *incident.Section, tl *incident.Timeline, body string) {
	if civil.ParseLayout(tl.TimeFormat).Zone {
		return
	}
	if tl.Zone == "" {
		tl.HideZone = true
		return
	}
	suffix := " (" + tl.Zone + ")"
	if strings.Contains(body, tl.Zone) {
		return // it may stand there as a word; then nothing is added
	}
	if len(sec.Columns) > 0 {
		if sec.Columns[0] == s.phrases.Word(words.Time)+suffix && len(sec.Columns) == 2 && sec.Columns[1] == s.phrases.Word(words.Event) && !strings.Contains(sec.Heading, tl.Zone) {
			sec.Columns = nil
		}
		return
	}
	colon := strings.HasSuffix(sec.Heading, ":")
	if rest, ok := strings.CutSuffix(strings.TrimSuffix(sec.Heading, ":"), suffix); ok && rest != "" && !strings.Contains(rest, tl.Zone) && !strings.HasSuffix(rest, ":") {
		sec.Heading = rest
		if colon {
			sec.Heading += ":"
		}
	}
}

// rowText reads the text of a row, the cells of a table behind it, and the lines
// that carry it on.
func (s *sectionReader) rowText(sec *incident.Section, e *incident.Event, j, k int, run rowRun) {
	r := s.row(k)
	text, end := r.text, run.end
	if j+1 < len(run.lines) {
		end = run.lines[j+1]
	}
	if run.form == incident.FormTable && len(sec.Columns) > 2 {
		cells := strings.Split(" "+r.text+" ", " | ") // the first and the last may be empty
		text = strings.TrimSpace(cells[0])
		for _, c := range cells[1:] {
			e.Extra = append(e.Extra, s.oneLine(c))
		}
	}
	s.mark(markEvent, len(s.pm.Sections), j, r.textAt, s.lines[k].end)
	e.Text = s.inline(text)
	for i := k + 1; i < end; i++ {
		if !s.lines[i].blank() {
			e.Text += "\n" + s.inline(s.unguarded(s.lines[i]))
		}
	}
}
