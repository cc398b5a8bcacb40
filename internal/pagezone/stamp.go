package pagezone

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// ReadStamp reads a time as pages show it: "Mar 05, 2024 - 10:17 CET" or "Mar
// 5, 10:17 CET", possibly after "Posted", "Posted on", "Edited", "Retracted" or
// a text that scripts insert ("Posted 8 days ago."). The date has no year if
// none is written. The result others reports whether the same time follows in
// other zones.
func ReadStamp(lang *words.Language, text string) (s Stamp, others, ok bool) {
	for _, w := range [...]words.Word{words.Posted, words.Edited, words.Retracted} {
		if rest, found := strings.CutPrefix(text, lang.Word(w)+" "); found {
			text = rest
			break
		}
	}
	if _, rest, found := strings.Cut(text, lang.Dates.Ago); found {
		text = strings.TrimSpace(rest)
	}
	text, rest, _ := strings.Cut(text, " · ")
	if full, err := lang.ParseStamp([]byte(text)); err == nil && full.Rest == "" {
		return StampOf(full), rest != "", true
	}
	w, n := civil.Read(text)
	if n != len(text) || !w.HasTime || w.Date.IsZero() {
		return Stamp{}, false, false
	}
	s.Label, s.Written = firstLabel(w.Zone), civil.DateTime{Date: w.Date, Time: w.Time}
	return s, rest != "", true
}

// Shown returns the time of an element that begins at an offset: text is what
// it shows, markup its source, and exact the instant in its data, or zero. The
// conclusion is an error if there is no time, or none that exists.
func Shown(lang *words.Language, text, markup string, at int, exact time.Time) (s Stamp, others bool, c Conclusion) {
	s, others, ok := ReadStamp(lang, text)
	s.Exact, s.At = exact, at
	s.LabelAt = at + max(0, strings.LastIndex(markup, s.Label))
	c.At = at
	switch {
	case ok:
		if s.Written.Date.Year != 0 && !s.Written.Valid() {
			c.Code, c.Err = incident.CodeRange, fmt.Errorf("%s is not a valid date and time", s.Written)
		}
	case !exact.IsZero():
	case text == "":
		c.Code, c.Err = incident.CodeRequired, errors.New("an update has no time")
	default:
		c.Code, c.Err = incident.CodeSyntax, fmt.Errorf("%q is not the time of an update", text)
	}
	return s, others, c
}

// StampOf returns the local time and the first label of a line with a time.
func StampOf(s words.Stamp) Stamp {
	return Stamp{
		Written: civil.DateTime{
			Date: civil.Date{Year: s.Year, Month: time.Month(s.Month), Day: s.Day},
			Time: civil.Time{Hour: s.Hour, Minute: s.Minute},
		},
		Label: firstLabel(s.Zone),
	}
}

// firstLabel returns the first of several labels with the same local time, such
// as "CEST" for "CEST/SAST". "Europe/Copenhagen" is a single label.
func firstLabel(label string) string {
	if one, _, several := strings.Cut(label, "/"); several && strings.ToUpper(one) == one {
		return one
	}
	return label
}
