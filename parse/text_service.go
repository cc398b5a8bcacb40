package parse

import (
	"github.com/incidentkit/incident/internal/words"
)

// isService reports whether the lines are a page of a service, such as its home
// page.
func (f frame) isService() bool {
	first := f.after(0)
	second := f.after(first + 1)
	return first >= 0 && second >= 0 &&
		f.page.phrases.IsServicePage(f.text(first), f.text(second))
}

// serviceReports returns, for each report on a page of a service, its first
// line and the line after its last one. A rule begins a report if the second
// line of a report follows it, perhaps after a title; other lines like that are
// guarded. A rule after the stamp of an update, or after anything else that can
// end a report, ends it.
func (f frame) serviceReports() (list [][2]int) {
	last, open := -1, false // the last non-blank line above; whether a report is open
	for i := 0; i < len(f.kinds); i++ {
		if f.page.lines[i].Blank() {
			continue
		}
		above := last
		last = i
		if f.text(i) != words.ReportRule {
			continue
		}
		first := f.after(i + 1) // the title, or the second line
		begins := first >= 0 && (f.isSubtitle(first, false) || f.isSubtitle(f.after(first+1), false))
		if open && (begins || f.endsReport(above)) {
			list[len(list)-1][1] = i
			open = false
		}
		if begins {
			list = append(list, [2]int{i + 1, len(f.kinds)})
			last, i, open = first, first, true
		}
	}
	return list
}

// endsReport reports whether line i may be the last line of a report.
func (f frame) endsReport(i int) bool {
	switch f.kinds[i] {
	case words.LineStamp, words.LineEdited, words.LineAffected, words.LineSubtitle, words.LineWindow:
		return true
	}
	return false
}
