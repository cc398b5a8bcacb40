package report

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/comment"
)

// day returns the day of rows without a date. Stated is set where an annotation says
// it. Else it is the one nearest above them: in the text above, the headings, the
// title, a field, a line "Date: ..." or the front matter.
func (r *reader) day(p *pending) (d civil.Date, stated bool) {
	if v, ok := comment.Value(p.items, comment.Day); ok {
		if v == comment.None {
			return civil.Date{}, true
		}
		if d, err := civil.ParseDate(v); err == nil {
			return d, true
		}
	}
	if d, ok := lastDay(r.out.Sections[p.section].Body); ok {
		return d, false
	}
	for i := len(p.headings) - 1; i >= 0; i-- {
		if d, ok := firstDay(p.headings[i]); ok {
			return d, false
		}
	}
	if d, ok := firstDay(r.ctx.Title); ok {
		return d, false
	}
	for _, name := range r.ctx.Phrases.DayFields() {
		if v, ok := (&incident.Postmortem{Sections: r.out.Sections}).Field(name); ok {
			if d, ok := firstDay(v); ok {
				return d, false
			}
		}
	}
	if d, ok := firstDay(r.ctx.Date); ok {
		return d, false
	}
	return r.dayLine(), false
}

// dayLine returns the day of a line "Date: ..." above all headings. One line alone
// is text and no field.
func (r *reader) dayLine() civil.Date {
	for i := range r.out.Sections {
		sec := &r.out.Sections[i]
		if sec.Heading != "" {
			break
		}
		for line := range strings.SplitSeq(sec.Body, "\n") {
			name, value, ok := strings.Cut(line, ":")
			if ok && len(line) <= 200 && strings.EqualFold(strings.Trim(name, "*_ "), r.ctx.Phrases.DayFields()[0]) {
				if d, ok := firstDay(value); ok {
					return d
				}
			}
		}
	}
	return civil.Date{}
}

// firstDay returns the first full date of a text.
func firstDay(text string) (civil.Date, bool) {
	for i := 0; i < len(text); i++ {
		if i > 0 && isWordByte(text[i-1]) || !isWordByte(text[i]) {
			continue
		}
		if w, n := civil.Read(text[i:]); n > 0 && w.Date.Year != 0 {
			return w.Date, true
		}
		if from, _, n := civil.ReadRange(text[i:]); n > 0 && from.Date.Year != 0 {
			return from.Date, true
		}
	}
	return civil.Date{}, false
}

// lastDay returns the date of the last line of a text that has one. Long lines are
// prose.
func lastDay(text string) (d civil.Date, ok bool) {
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > 200 {
			continue
		}
		if day, found := firstDay(line); found {
			d, ok = day, true
		}
	}
	return d, ok
}
