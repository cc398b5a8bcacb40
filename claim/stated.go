package claim

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// Aspect is what a [Statement] is about.
type Aspect uint8

// The aspects of a statement. The zero Aspect is none.
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

// String returns the aspect in lower case: "impact"; "duration" for [Lasted],
// "start" for [Began] and "end" for [Ended].
func (a Aspect) String() string {
	if int(a) < len(aspects) {
		return aspects[a]
	}
	return "aspect(" + strconv.Itoa(int(a)) + ")"
}

// Statement is one thing that a report states about when it happened, how long
// it lasted or how bad it was. The zero value states nothing.
type Statement struct {
	Aspect Aspect

	// Path is that of the field, as in a [Claim]; the statement stands there
	// from byte Start up to byte End.
	Path       string
	Start, End int
	Text       string

	From, To time.Time // of Impact and Span; Began has From alone, and Ended To
	Length   Length    // of Lasted
	Value    string    // of Severity, as Markdown
}

// Stated returns what the reports of inc state about their impact, in document
// order: the windows and the lengths of sentences that say what users had to
// bear ("Between 10:05 and 10:40 CET users could not log in"), and the fields
// Start, End, Duration and Severity by the names that they usually have. It
// reads the updates, and of a postmortem the sections that tell of the impact.
// Where a report contradicts itself, both statements are returned.
//
// Sentences about plans, about other incidents and about what was not affected
// state nothing, and neither does a time that is not resolved. A nil incident
// states nothing.
func Stated(inc *incident.Incident) []Statement { return Of(telling(inc)).Stated() }

func statements(inc *incident.Incident, claims []Claim) []Statement {
	var all []Statement
	for _, c := range claims {
		s := Statement{Path: c.Path, Start: c.Start, End: c.End, Text: c.Text}
		body, name := fieldAt(inc, c.Path)
		switch {
		case name != "":
			s.Aspect = fieldAspect(name, &c)
		case body != "":
			s.Aspect = sentenceAspect(body, &c)
		}
		switch s.Aspect {
		case Impact, Span:
			s.From, s.To = c.At.Time, c.Until.Time
		case Began:
			s.From = c.At.Time
		case Ended:
			s.To = c.At.Time
		case Lasted:
			s.Length = c.Length
		default:
			continue
		}
		all = append(all, s)
	}
	return appendSeverities(all, inc)
}

// telling returns an incident with only the texts that may state something about
// the impact, since reading the claims of all others takes most of the time.
func telling(inc *incident.Incident) *incident.Incident {
	if inc == nil {
		return nil
	}
	only := *inc
	only.Events = nil
	only.Updates = slices.Clone(inc.Updates)
	for i := range only.Updates {
		if u := &only.Updates[i]; !bears(u.Body) {
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
		if !tellsImpact(s.Kind) || !bears(s.Body) {
			s.Body = ""
		}
		if !tellsImpact(s.Kind) || !bears(s.After) {
			s.After = ""
		}
	}
	only.Postmortem = &pm
	return &only
}

// bears reports whether a text says what users had to bear.
func bears(text string) bool {
	if text == "" {
		return false
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc(english.Impacts.Bears, func(phrase string) bool { return strings.Contains(text, phrase) })
}

// tellsImpact reports whether a section of that kind tells of the impact.
func tellsImpact(kind incident.SectionKind) bool {
	switch kind {
	case "", incident.SectionSummary, incident.SectionImpact, incident.SectionMetrics:
		return true
	}
	return false
}

// StatedImpact returns the spans of the impact that a report states, as
// [incident.Incident.Metrics] takes them: those of the sentences of the
// postmortem; if there are none, the fields Start and End, or else a field with
// both; and if there are none, those of the updates.
func StatedImpact(inc *incident.Incident) []incident.Span { return Of(telling(inc)).StatedImpact() }

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

// fieldAspect returns what a claim in a field states, by the name of the field.
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

// sentenceAspect returns what a claim in a sentence states: of the impact if
// the sentence says what users had to bear.
func sentenceAspect(body string, c *Claim) Aspect {
	window := c.Kind == Range && isWindow(c)
	length := c.Kind == Duration
	if !window && !length {
		return 0
	}
	before, behind := sentenceAround(body, c.Start, c.End)
	w := &english.Impacts
	sentence := strings.ToLower(before + " " + behind)
	contains := func(phrase string) bool { return strings.Contains(sentence, phrase) }
	if !slices.ContainsFunc(w.Bears, contains) || slices.ContainsFunc(w.Not, contains) {
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

// isWindow reports whether both ends of a range are known, in order, with
// clocks.
func isWindow(c *Claim) bool {
	return c.Written.HasTime && c.To.HasTime && !c.At.Time.IsZero() && c.Until.Time.After(c.At.Time)
}

// longestSentence is how far a sentence is read to either side of a claim, in
// bytes.
const longestSentence = 400

// sentenceAround returns the sentence that stands around a claim, up to the
// claim and behind it.
func sentenceAround(body string, start, end int) (before, behind string) {
	before, behind = body[max(0, start-longestSentence):start], body[end:min(len(body), end+longestSentence)]
	for _, stop := range [...]string{". ", "! ", "? ", "\n"} {
		if i := strings.LastIndex(before, stop); i >= 0 {
			before = before[i+len(stop):]
		}
		if i := strings.Index(behind, stop); i >= 0 {
			behind = behind[:i]
		}
	}
	return before, behind
}

// fieldAt returns the text at the path of a claim, if it may tell of the
// impact, and the name of the field if it is one.
func fieldAt(inc *incident.Incident, path string) (body, name string) {
	if i, _, ok := indexed(path, "updates["); ok {
		return inc.Updates[i].Body, ""
	}
	i, rest, ok := indexed(path, "postmortem.sections[")
	if !ok {
		return "", ""
	}
	s := &inc.Postmortem.Sections[i]
	if j, _, ok := indexed(rest, ".fields["); ok {
		return "", s.Fields[j].Name
	}
	if !tellsImpact(s.Kind) {
		return "", ""
	}
	switch rest {
	case ".body":
		return s.Body, ""
	case ".after":
		return s.After, ""
	}
	return "", ""
}

// indexed cuts the index behind a prefix from a path.
func indexed(path, prefix string) (i int, rest string, ok bool) {
	path, ok = strings.CutPrefix(path, prefix)
	if !ok {
		return 0, "", false
	}
	number, rest, _ := strings.Cut(path, "]")
	i, err := strconv.Atoi(number)
	return i, rest, err == nil
}

// appendSeverities appends the fields that state a severity.
func appendSeverities(all []Statement, inc *incident.Incident) []Statement {
	if inc == nil || inc.Postmortem == nil {
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
