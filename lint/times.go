package lint

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
)

var timeRules = []Rule{{
	Name:     "noon-meridiem",
	Severity: Warning,
	Doc:      "A time is written as 12:00 AM or 12:00 PM, which some people take for noon and some for midnight. If only one end of a range has am or pm, this is an info.",
	Source:   "NIST, Times of Day FAQs: 12 a.m. and 12 p.m. are ambiguous and should not be used.",
	Bad:      "Services recovered at 12:00 PM.",
	Good:     "Services recovered at noon. Services recovered at 12:10 PM.",
	Check:    (*Pass).noonMeridiem,
}, {
	Name:     "numeric-date",
	Severity: Info,
	Doc:      "A date is written in figures with the day or the month first. If both readings are possible, this is a warning: 03/04 is in March for some readers and in April for others.",
	Source:   "ISO 8601 exists for this reason.",
	Bad:      "03/04/2022",
	Good:     "3 April 2022; 2022-04-03",
	Check:    (*Pass).numericDate,
}, {
	Name:     "weekday-mismatch",
	Severity: Error,
	Doc:      "A day of the week does not belong to the date beside it. One of the two is wrong.",
	Source:   "The Gregorian calendar.",
	Bad:      "Monday, 25 August 2023",
	Good:     "Friday, 25 August 2023",
	Check:    (*Pass).weekdayMismatch,
}, {
	Name:     "clock-change",
	Severity: Warning,
	Doc:      "A time falls into the hour that clocks show twice, or not at all, because they were put back or forward. It does not say which moment is meant.",
	Source:   "IANA time zone database.",
	Bad:      "Oct 27, 2024, 02:30, on a page in Copenhagen.",
	Good:     "Oct 27, 2024, 02:30 CEST.",
	Check:    (*Pass).clockChange,
}}

// meridiem matches am and pm after a number.
var meridiem = regexp.MustCompile(`(?i)[0-9]\s*[ap]\.?m\b`)

// noonMeridiem checks claims, and rows whose layout has am and pm.
func (p *Pass) noonMeridiem() {
	atTwelve := func(w civil.Written) bool {
		return w.HasTime && w.Twelve && w.Time.Hour%12 == 0 && w.Time.Minute == 0
	}
	const message = "12 o’clock with am or pm is taken for noon by some and for midnight by others"
	for i := range p.Claims {
		c := &p.Claims[i]
		switch {
		case c.Kind == claim.Pledge: // the time in it is a claim of its own
		case atTwelve(c.Written) || atTwelve(c.To):
			p.Report(Finding{Place: placeOf(c), Message: message, Suggestion: "write noon, midnight, 12:00 or 00:00"})
		case c.Kind == claim.Range && c.To.HasTime && c.To.Twelve && len(meridiem.FindAllString(c.Text, -1)) == 1:
			p.Report(Finding{Severity: Info, Place: placeOf(c), Message: "only one end of “" + c.Text + "” has am or pm", Suggestion: "write it at both"})
		}
	}
	for _, s := range p.sections {
		loc, err := s.Timeline.Location(p.Location)
		if err != nil || s.Timeline == nil || !strings.Contains(strings.ToUpper(s.Timeline.TimeFormat), "PM") {
			continue
		}
		for place, e := range s.rows() {
			if at := e.At.In(loc); at.Hour()%12 == 0 && at.Minute() == 0 && e.Written == "" {
				p.Report(Finding{Place: place, Message: message, Suggestion: "write noon, midnight, 12:00 or 00:00"})
			}
		}
	}
}

func (p *Pass) numericDate() {
	for i := range p.Claims {
		c := &p.Claims[i]
		if c.Kind == claim.Pledge {
			continue
		}
		for _, w := range []civil.Written{c.Written, c.To} {
			switch {
			case w.NumericAmbiguous:
				p.Report(Finding{Severity: Warning, Place: placeOf(c), Message: "“" + c.Text + "” can be read with the day or with the month first", Suggestion: "write the month as a word"})
			case w.DayFirst || w.MonthFirst:
				p.Report(Finding{Place: placeOf(c), Message: "the date in “" + c.Text + "” is in figures", Suggestion: "write the month as a word"})
			default:
				continue
			}
			break
		}
	}
}

func (p *Pass) weekdayMismatch() {
	for i := range p.Claims {
		c := &p.Claims[i]
		if c.Kind == claim.Pledge {
			continue
		}
		for _, w := range []civil.Written{c.Written, c.To} {
			date := w.Date
			if date.Year == 0 && !c.At.Time.IsZero() {
				date.Year = c.At.Time.In(p.Location).Year()
			}
			if w.HasWeekday && date.Valid() && w.Date.Day != 0 && date.Weekday() != w.Weekday && !isNearYear(w, p.Incident) {
				p.report(placeOf(c), "%s is a %s, not a %s", time.Date(date.Year, date.Month, date.Day, 0, 0, 0, 0, time.UTC).Format("January 2, 2006"), date.Weekday(), w.Weekday)
				break
			}
		}
	}
}

// isNearYear reports whether a date without a year has its weekday in a year of
// one of the updates.
func isNearYear(w civil.Written, inc *incident.Incident) bool {
	if w.Date.Year != 0 {
		return false
	}
	return slices.ContainsFunc(inc.Updates, func(u incident.Update) bool {
		for year := u.At.Year() - 1; year <= u.At.Year()+1; year++ {
			d := civil.Date{Year: year, Month: w.Date.Month, Day: w.Date.Day}
			if d.Valid() && d.Weekday() == w.Weekday {
				return true
			}
		}
		return false
	})
}

func (p *Pass) clockChange() {
	for i := range p.Claims {
		c := &p.Claims[i]
		if c.Kind == claim.Pledge || !hasClock(c) {
			continue
		}
		for _, r := range []civil.Resolution{c.At, c.Until} {
			switch r.Kind {
			case civil.Overlap:
				p.advise(placeOf(c), "add the abbreviation of its zone", "clocks show “%s” twice; it may be %s or an hour later", c.Text, p.Time(r.Time))
			case civil.Gap:
				p.advise(placeOf(c), "write a time that exists", "clocks skip “%s”", c.Text)
			}
		}
	}
}
