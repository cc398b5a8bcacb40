package words

import "strings"

// ReportRule is the line above and below each report on a page of a service in
// plain text.
const ReportRule = "----------------------------------------"

// IsServicePage reports whether these are the first two lines of the home page
// or the history of a service in plain text:
//
//	Status page: Example Shop
//	As of Mar 05, 2024 - 10:30 CET
//
//	Incident history: Example Shop
//	Incidents: 12
func (l *Language) IsServicePage(first, second string) bool {
	begins := func(line string, w Word) (rest string, ok bool) {
		rest, ok = l.Cut(line, w)
		named, colon := strings.CutPrefix(rest, ":")
		return strings.TrimSpace(named), ok && (colon || rest == "")
	}
	if _, home := begins(first, StatusPage); home {
		at, ok := l.Cut(second, AsOf)
		return ok && l.Dates.begins([]byte(at))
	}
	_, history := begins(first, IncidentHistory)
	number, ok := begins(second, Incidents)
	return history && ok && number != "" && strings.Trim(number, "0123456789") == ""
}
