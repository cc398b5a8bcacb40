package pagezone

import (
	"strings"
	"time"

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
