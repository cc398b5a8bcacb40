package claim

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/words"
)

// dayWord is a day that is named relative to the text, such as "yesterday
// evening" or "last Monday". The zero value means none.
type dayWord struct {
	date    civil.Date
	part    *words.PartOfDay // nil: the whole day
	weekday bool             // the words contain a weekday
	open    bool             // the words have two readings, such as "next Friday" on a Wednesday
}

// readDayWord reads a relative day at byte i of the text, and returns the index
// of the byte after it, or i if there is none.
func (p *prose) readDayWord(i int) (d dayWord, end int) {
	text := p.text
	if p.near.IsZero() {
		return d, i
	}
	for w := range days.Words {
		n := phrase(text[i:], days.Words[w].Phrase)
		if n == 0 || i+n <= end {
			continue
		}
		end = i + n
		d = dayWord{date: civil.DateOf(p.near, p.loc).AddDays(days.Words[w].Ahead), part: partOfDay(days.Words[w].Part)}
	}
	if end > i {
		if d.part == nil {
			d.part, end = readPartOfDay(text, end)
		}
		return d, end
	}
	if n := anyPhrase(text[i:], days.Unclear); n > 0 {
		return dayWord{date: civil.DateOf(p.near, p.loc).AddDays(-7), open: true}, i + n
	}
	return p.readWeekday(i)
}

func partOfDay(word string) *words.PartOfDay {
	for i := range days.Parts {
		if oneOf(word, days.Parts[i].Word) {
			return &days.Parts[i]
		}
	}
	return nil
}

// readWeekday reads "next Monday", "last Friday", "this coming Sunday". The
// first two are open if the nearest such day is not in the next or the previous
// week, respectively. Weeks begin on Monday.
func (p *prose) readWeekday(i int) (d dayWord, end int) {
	text := p.text
	n, step := 0, +1
	switch {
	case phrase(text[i:], days.Next) > 0:
		n = len(days.Next)
	case phrase(text[i:], days.Last) > 0:
		n, step = len(days.Last), -1
	default:
		if n = anyPhrase(text[i:], days.Coming); n == 0 {
			return d, i
		}
		step = 0
	}
	m := spaces(text[i+n:])
	w, k := civil.ReadDate(text[i+n+m:])
	if m == 0 || k == 0 || !w.HasWeekday || !w.Date.IsZero() {
		return d, i
	}
	today := civil.DateOf(p.near, p.loc)
	ahead := (int(w.Weekday)-int(today.Weekday())+6)%7 + 1 // 1 to 7
	if step < 0 {
		if ahead -= 7; ahead == 0 { // -7 to -1
			ahead = -7
		}
	}
	// The days since this week's Monday determine the week of the day.
	week := (int(today.Weekday())+6)%7 + ahead
	d.date, d.weekday = today.AddDays(ahead), true
	d.open = step > 0 && (week < 7 || week > 13) || step < 0 && (week < -7 || week > -1)
	return d, i + n + m + k
}

// apply sets the day of a time and, if the words say it, the half of the day:
// "tonight at 7:30" is in the evening.
func (d dayWord) apply(w *civil.Written) {
	w.Date = d.date
	if shift(w, d.part); d.part != nil && w.HasTime && w.Time.Hour < d.part.After {
		w.Date = w.Date.AddDays(1)
	}
}

// shift moves a time on the 24-hour clock into the given part of the day, if
// that is in the afternoon.
func shift(w *civil.Written, part *words.PartOfDay) {
	if h := w.Time.Hour; part != nil && w.HasTime && !w.Twelve && part.From <= h && h <= part.To && h > 0 {
		w.Time.Hour += 12
	}
}

// readJoint returns the index of the byte after the text that may join a day
// and its time at byte i, or i if there is none.
func readJoint(text string, i int) int {
	i += spaces(text[i:])
	if i == len(text) {
		return i
	}
	if r, n := utf8.DecodeRuneInString(text[i:]); strings.ContainsRune(days.Signs, r) {
		return i + n
	}
	return i + anyPhrase(text[i:], days.Joints)
}

// maxJoints is the maximum number of words and signs between a day and its
// time.
const maxJoints = 6

// direction returns +1 if the words around a time are about the future, -1 if
// they are about the past, and 0 if they do not say. The nearest verb before it
// in its sentence decides, or else the first one after it.
func (p *prose) direction(i, j int) int {
	before := p.text[max(0, i-maxSentence):i]
	if k := strings.LastIndexAny(before, ".!?;\n"); k >= 0 {
		before = before[k+1:]
	}
	words := strings.FieldsFunc(before, between)
	for k, word := range slices.Backward(words) {
		if step := tense(word); step != 0 {
			if step > 0 && k > 0 && oneOf(words[k-1], days.Doubtful...) {
				return 0
			}
			return step
		}
	}
	rest := p.text[j:min(len(p.text), j+maxSentence)]
	if k := strings.IndexAny(rest, ".!?;\n"); k >= 0 {
		rest = rest[:k]
	}
	for word := range strings.FieldsFuncSeq(rest, between) {
		if step := tense(word); step != 0 {
			return step
		}
	}
	return 0
}

// maxSentence is the maximum distance in bytes between a time and its verb.
const maxSentence = 96

func tense(word string) int {
	switch {
	case oneOf(word, days.Future...):
		return +1
	case oneOf(word, days.Past...):
		return -1
	}
	return 0
}

// between reports whether a character separates words.
func between(r rune) bool { return r < utf8.RuneSelf && !isLetter(byte(r)) && r != '\'' }

// lean moves a time without a written day into the future or the past if the
// words around it say so: "planned for Sunday" is not last Sunday. A time of
// day without a weekday is moved only if it is hours away, because "will" and
// "was" are often near it for another reason.
func (p *prose) lean(w civil.Written, r civil.Resolution, i, j int) civil.Resolution {
	if p.near.IsZero() || r.Time.IsZero() || !w.Date.IsZero() {
		return r
	}
	near, away := p.near, r.Time.Sub(p.near)
	switch {
	case w.HasWeekday && r.Time.Before(dayStart(near, p.loc)), !w.HasWeekday && away < -minLean:
		if p.direction(i, j) > 0 {
			return w.ResolveAfter(near, p.loc)
		}
	case w.HasWeekday && away > 0:
		if p.direction(i, j) < 0 {
			return w.Resolve(near.AddDate(0, 0, -4), p.loc)
		}
	case !w.HasWeekday && away > minLean && (cue(p.text, i, days.Since, nil) || oneOf(p.text[i:i+letters(p.text[i:])], days.Since...)):
		if p.direction(i, j) < 0 {
			return w.Resolve(near.Add(-12*time.Hour), p.loc)
		}
	}
	return r
}

// minLean is the distance from which a verb moves a time of day.
const minLean = 8 * time.Hour

func dayStart(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, loc)
}
