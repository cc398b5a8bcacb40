package claim

import (
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// Aspect is the subject of a [Statement].
type Aspect uint8

// The aspects of a statement. The zero Aspect means none.
const (
	_        Aspect = iota
	Impact          // when users were affected, in a sentence
	Lasted          // how long it lasted
	Span            // when it began and ended, in a field such as Duration
	Began           // when it began, in a field
	Ended           // when it ended, in a field
	Severity        // how bad it was, in a field
)

var aspects = [...]string{"", "impact", "duration", "span", "start", "end", "severity"}

// String returns the aspect in lower case, such as "impact". It is "duration"
// for [Lasted], "start" for [Began] and "end" for [Ended].
func (a Aspect) String() string {
	return nameOf(aspects[:], "aspect", int(a))
}

// Statement is a statement of a report about when it happened, how long it
// lasted or how bad it was. The zero value states nothing.
type Statement struct {
	Aspect Aspect

	// Path is the path of the field, as in a [Claim]. Start and End are the
	// range of the statement there, in bytes.
	Path       string
	Start, End int
	Text       string

	From, To time.Time // for Impact and Span; Began has only From, and Ended only To
	Length   Length    // for Lasted
	Value    string    // for Severity, as Markdown
}

// Stated returns the statements of inc about its impact, in document order: the
// periods and lengths in sentences about effects on users ("Between 10:05 and
// 10:40 CET users could not log in"), and fields with the usual names for
// start, end, duration and severity. It reads the updates and the sections of
// the postmortem that are about the impact. If a report contradicts itself,
// both statements are returned.
//
// Sentences about plans, other incidents, or things that were not affected are
// not statements, and neither are times that cannot be resolved. A nil incident
// states nothing.
func Stated(inc *incident.Incident) []Statement { return Of(impactTexts(inc)).Stated() }

// statement returns the claim as a statement.
func (c *Claim) statement(a Aspect) Statement {
	s := Statement{Aspect: a, Path: c.Path, Start: c.Start, End: c.End, Text: c.Text}
	switch a {
	case Impact, Span:
		s.From, s.To = c.At.Time, c.Until.Time
	case Began:
		s.From = c.At.Time
	case Ended:
		s.To = c.At.Time
	case Lasted:
		s.Length = c.Length
	}
	return s
}

// impactTexts returns an incident with only those texts that may contain
// statements about the impact, because reading the others would take most of
// the time.
func impactTexts(inc *incident.Incident) *incident.Incident {
	if inc == nil {
		return nil
	}
	only := *inc
	only.Events = nil
	only.Updates = slices.Clone(inc.Updates)
	for i := range only.Updates {
		if u := &only.Updates[i]; !showsEffect(u.Body) {
			u.Body = ""
		}
	}
	if inc.Postmortem == nil {
		return &only
	}
	pm := *inc.Postmortem
	pm.Sections = slices.Clone(pm.Sections)
	for i := range pm.Sections {
		s := &pm.Sections[i]
		s.Timeline, s.Actions = nil, nil
		if !isAboutImpact(s) || !showsEffect(s.Body) {
			s.Body = ""
		}
		if !isAboutImpact(s) || !showsEffect(s.After) {
			s.After = ""
		}
	}
	only.Postmortem = &pm
	return &only
}

// showsEffect reports whether a text is about effects on users.
func showsEffect(text string) bool {
	if text == "" {
		return false
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc(english.Impacts.Effects, func(phrase string) bool { return strings.Contains(text, phrase) })
}

// isAboutImpact reports whether a section is about the impact. A timeline
// without a heading may be all of a postmortem, with the text above its rows.
func isAboutImpact(s *incident.Section) bool {
	switch s.Kind {
	case incident.SectionTimeline:
		return s.Heading == ""
	case "", incident.SectionSummary, incident.SectionImpact, incident.SectionMetrics:
		return true
	}
	return false
}

// StatedImpact returns the stated spans of the impact, as arguments for
// [incident.Incident.Metrics]. They come from the first of these sources that
// has any: the sentences of the postmortem; the fields Start and End, or else a
// field with both; and the updates.
func StatedImpact(inc *incident.Incident) []incident.Span { return Of(impactTexts(inc)).StatedImpact() }

func statedImpact(stated []Statement) []incident.Span {
	anchor := func(s *Statement, at time.Time) incident.Anchor {
		if at.IsZero() {
			return incident.Anchor{}
		}
		return incident.Anchor{At: at.Round(0), Path: s.Path}
	}
	spans := func(selects func(*Statement) bool) (list []incident.Span) {
		for i := range stated {
			if s := &stated[i]; selects(s) {
				list = append(list, incident.Span{From: anchor(s, s.From), To: anchor(s, s.To)})
			}
		}
		return list
	}
	inUpdate := func(s *Statement) bool { return strings.HasPrefix(s.Path, "updates") }
	if list := spans(func(s *Statement) bool { return s.Aspect == Impact && !inUpdate(s) }); list != nil {
		return list
	}
	began := spans(func(s *Statement) bool { return s.Aspect == Began })
	ended := spans(func(s *Statement) bool { return s.Aspect == Ended })
	switch {
	case len(began) == 1 && len(ended) == 1 && !ended[0].To.At.Before(began[0].From.At):
		return []incident.Span{{From: began[0].From, To: ended[0].To}}
	case len(began) == 1 && len(ended) == 0:
		return began
	}
	if list := spans(func(s *Statement) bool { return s.Aspect == Span }); list != nil {
		return list
	}
	return spans(func(s *Statement) bool { return s.Aspect == Impact })
}

// fieldAspect returns the aspect of a claim in a field with that name.
func fieldAspect(name string, c *Claim) Aspect {
	w := &english.Impacts
	switch {
	case c.Kind == Time && !c.At.Time.IsZero() && words.IsAny(name, w.Starts):
		return Began
	case c.Kind == Time && !c.At.Time.IsZero() && words.IsAny(name, w.Ends):
		return Ended
	case c.Kind == Range && isWindow(c) && words.IsAny(name, w.Durations):
		return Span
	case c.Kind == Duration && words.IsAny(name, w.Durations):
		return Lasted
	}
	return 0
}

// aspectIn returns the function that tells the aspects of the claims in a body.
func aspectIn(body string) func(*Claim) Aspect {
	return func(c *Claim) Aspect { return sentenceAspect(body, c) }
}

// sentenceAspect returns the aspect of a claim in a sentence, which is about
// the impact if the sentence is about effects on users.
func sentenceAspect(body string, c *Claim) Aspect {
	window := c.Kind == Range && isWindow(c)
	length := c.Kind == Duration
	if !window && !length {
		return 0
	}
	before, after := sentenceAround(body, c.Start, c.End)
	w := &english.Impacts
	sentence := strings.ToLower(before + " " + after)
	contains := func(phrase string) bool { return strings.Contains(sentence, phrase) }
	if !slices.ContainsFunc(w.Effects, contains) || slices.ContainsFunc(w.Not, contains) {
		return 0
	}
	if window {
		return Impact
	}
	before = strings.ToLower(strings.TrimRight(before, " "))
	if slices.ContainsFunc(w.Lengths, func(lead string) bool {
		return before == lead || strings.HasSuffix(before, " "+lead)
	}) {
		return Lasted
	}
	return 0
}

// isWindow reports whether both ends of a range are known, in order and with
// times.
func isWindow(c *Claim) bool {
	return c.Written.HasTime && c.To.HasTime && !c.At.Time.IsZero() && c.Until.Time.After(c.At.Time)
}

// longestSentence is the number of bytes on either side of a claim that are
// read as its sentence.
const longestSentence = 400

// sentenceAround returns the sentence of a claim, as the parts before and after
// the claim.
func sentenceAround(body string, start, end int) (before, after string) {
	before, after = body[max(0, start-longestSentence):start], body[end:min(len(body), end+longestSentence)]
	for _, stop := range [...]string{". ", "! ", "? ", "\n"} {
		if i := strings.LastIndex(before, stop); i >= 0 {
			before = before[i+len(stop):]
		}
		if i := strings.Index(after, stop); i >= 0 {
			after = after[:i]
		}
	}
	return before, after
}

// appendSeverities appends the fields that state a severity.
func appendSeverities(all []Statement, inc *incident.Incident) []Statement {
	if inc.Postmortem == nil {
		return all
	}
	for i := range inc.Postmortem.Sections {
		for j, f := range inc.Postmortem.Sections[i].Fields {
			value := strings.TrimSpace(f.Value)
			if !words.IsAny(f.Name, english.Impacts.Severities) || value == "" || incident.IsPlaceholder(value) {
				continue
			}
			path := "postmortem." + at("sections", i) + "." + at("fields", j) + ".value"
			all = append(all, Statement{Aspect: Severity, Path: path, End: len(f.Value), Text: f.Value, Value: value})
		}
	}
	return all
}
