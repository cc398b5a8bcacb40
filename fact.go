package incident

import (
	"slices"
	"strings"
	"time"
)

// Fact names something that an incident may know of itself, and that a field of
// a postmortem states; see [Incident.Fact].
type Fact string

const (
	FactTitle      Fact = "title"
	FactID         Fact = "id"
	FactPage       Fact = "page" // the name of the page
	FactLink       Fact = "link" // the URL of the incident
	FactStatus     Fact = "status"
	FactSeverity   Fact = "severity"   // the team's own scale
	FactImpact     Fact = "impact"     // the scale of the page
	FactComponents Fact = "components" // those affected, by their groups

	FactDate      Fact = "date"  // the day it began
	FactStart     Fact = "start" // of the impact
	FactEnd       Fact = "end"   // of the impact
	FactDetected  Fact = "detected"
	FactMitigated Fact = "mitigated"
	FactResolved  Fact = "resolved"

	FactDuration          Fact = "duration"            // Metrics.Impact
	FactTimeToDetect      Fact = "time_to_detect"      // Metrics.Detect
	FactTimeToAcknowledge Fact = "time_to_acknowledge" // Metrics.Acknowledge
	FactTimeToMitigate    Fact = "time_to_mitigate"    // Metrics.Mitigate
	FactTimeToRecover     Fact = "time_to_recover"     // Metrics.Recover
	FactTimeToResolve     Fact = "time_to_resolve"     // Metrics.Resolve, else Metrics.ResolvePost
)

var factWords = [...]Fact{
	FactTitle, FactID, FactPage, FactLink, FactStatus, FactSeverity, FactImpact, FactComponents,
	FactDate, FactStart, FactEnd, FactDetected, FactMitigated, FactResolved,
	FactDuration, FactTimeToDetect, FactTimeToAcknowledge, FactTimeToMitigate, FactTimeToRecover, FactTimeToResolve,
}

// Facts returns the known facts.
func Facts() []Fact { return append([]Fact(nil), factWords[:]...) }

// ParseFact returns the fact that s names, folding case, spaces, "-" and "_". The
// empty string is none; an unknown word is a [*FieldError].
func ParseFact(s string) (Fact, error) { return parseWord("fact", s, factWords[:]) }

// Valid reports whether f is a known fact or none.
func (f Fact) Valid() bool { return f == "" || slices.Contains(factWords[:], f) }

// Fact returns what the incident knows of f, as Markdown of one line, and false
// where it does not know. Nothing is put in the place of what is missing.
//
//   - Instants are shown in the page's zone, "2024-03-05 10:17 CET", and lengths as
//     [FormatDuration] writes them. One that was concluded, see [MetricInferred],
//     has "~" in front. Start, end and duration are those of the impact; where they
//     contradict one another, none is known.
//   - The date is the day of the start; else of the start of the window of a
//     maintenance; else of the first update that is not retracted.
//   - The status is known once it is final: until then it would soon be wrong.
//   - The impact is the stated one, or follows from a component status.
//   - Names and other plain text are escaped.
func (inc *Incident) Fact(f Fact) (string, bool) {
	if inc == nil {
		return "", false
	}
	value := newFacts(inc).value(f)
	return value, value != ""
}

// facts is what an incident knows of itself.
type facts struct {
	inc *Incident
	loc *time.Location
	m   Metrics
}

func newFacts(inc *Incident) *facts {
	if inc == nil {
		inc = &Incident{}
	}
	loc, err := inc.Page.Location()
	if err != nil {
		loc = time.UTC
	}
	return &facts{inc: inc, loc: loc, m: inc.Metrics()}
}

// value returns a fact as Markdown, or "".
func (f *facts) value(fact Fact) string {
	inc := f.inc
	switch fact {
	case FactTitle:
		return escapeLine(inc.Title)
	case FactID:
		return escapeLine(inc.ID)
	case FactPage:
		return escapeLine(inc.Page.Name)
	case FactLink:
		return link(inc.URL)
	case FactStatus:
		if s := inc.Status(); s.IsFinal() {
			return sentenceCase(string(s))
		}
	case FactSeverity:
		return escapeLine(inc.Severity)
	case FactImpact:
		if i, reason := inc.EffectiveImpact(); reason.Stated || reason.Component != (Component{}) {
			return escapeLine(sentenceCase(string(i)))
		}
	case FactComponents:
		return f.componentText()
	case FactDate:
		return f.dateText()
	case FactStart:
		return f.anchorText(f.impactStart())
	case FactEnd:
		if f.m.Impact.State != MetricReversed {
			return f.anchorText(f.m.Impact.To)
		}
	case FactDetected:
		return f.milestoneText(MilestoneDetected)
	case FactMitigated:
		return f.milestoneText(MilestoneMitigated)
	case FactResolved:
		return f.milestoneText(MilestoneResolved)
	case FactDuration:
		return metricText(f.m.Impact)
	case FactTimeToDetect:
		return metricText(f.m.Detect)
	case FactTimeToAcknowledge:
		return metricText(f.m.Acknowledge)
	case FactTimeToMitigate:
		return metricText(f.m.Mitigate)
	case FactTimeToRecover:
		return metricText(f.m.Recover)
	case FactTimeToResolve:
		if f.m.Resolve.To.Path == "" {
			return metricText(f.m.ResolvePost)
		}
		return metricText(f.m.Resolve)
	}
	return ""
}

// start returns where the impact began, if that is known.
func (f *facts) impactStart() Anchor {
	switch {
	case f.m.Impact.State == MetricReversed:
		return Anchor{}
	case f.m.Impact.From.known():
		return f.m.Impact.From
	}
	return f.m.Detect.From // where all metrics begin
}

func (f *facts) dateText() string {
	at := f.impactStart().At
	if told := f.inc.milestoneEvent(MilestoneImpactStarted); told.Path != "" && !told.known() { // to the day only
		at, _ = f.inc.Milestone(MilestoneImpactStarted)
	}
	if at.IsZero() {
		at = f.inc.Window.Start
	}
	if i := slices.IndexFunc(f.inc.Updates, func(u Update) bool { return !u.Retracted() }); at.IsZero() && i >= 0 {
		at = f.inc.Updates[i].At
	}
	if !f.isWritable(at) {
		return ""
	}
	return at.In(f.loc).Format("2006-01-02")
}

// tellable reports whether t is an instant that can be written.
func (f *facts) isWritable(t time.Time) bool {
	y := t.In(f.loc).Year()
	return !t.IsZero() && 1 <= y && y <= 9999
}

func (f *facts) anchorText(a Anchor) string {
	if !f.isWritable(a.At) {
		return ""
	}
	s := a.At.In(f.loc).Format("2006-01-02 15:04 MST")
	if a.Inferred {
		return "~" + s
	}
	return s
}

func (f *facts) milestoneText(m Milestone) string {
	if told := f.inc.milestoneEvent(m); told.Path != "" {
		return f.anchorText(told)
	}
	at, _ := f.inc.Milestone(m)
	return f.anchorText(Anchor{At: at})
}

func metricText(m Metric) string {
	d, ok := m.Get()
	switch {
	case !ok:
		return ""
	case m.State == MetricInferred:
		return "~" + FormatDuration(d)
	}
	return FormatDuration(d)
}

// components returns the names of what was affected, a group with its components
// in brackets.
func (f *facts) componentText() string {
	var b strings.Builder
	group := ""
	for _, c := range f.inc.Affected() {
		name := c.Name
		if name == "" {
			name = c.ID
		}
		if name = oneLine(name); name == "" {
			continue
		}
		if group != "" && c.Group != group {
			b.WriteByte(')')
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		if c.Group != "" && c.Group != group {
			b.WriteString(oneLine(c.Group))
			b.WriteString(" (")
		}
		group = c.Group
		b.WriteString(name)
	}
	if group != "" {
		b.WriteByte(')')
	}
	return escapeLine(b.String())
}

// readable writes a word of the model as a person would: "In progress".
func sentenceCase(word string) string {
	word = strings.ReplaceAll(word, "_", " ")
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// link returns the Markdown of an address.
func link(url string) string {
	plain := strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c >= 0x7f || c == '<' || c == '>' {
			plain = false
		}
	}
	if plain {
		return "<" + url + ">"
	}
	return escapeLine(url)
}
