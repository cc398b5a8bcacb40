package incident

import (
	"slices"
	"strings"
	"time"
)

// Fact names a fact about an incident that a field of a postmortem may state,
// see [Incident.Fact].
type Fact string

const (
	FactTitle      Fact = "title"
	FactID         Fact = "id"
	FactPage       Fact = "page" // name of the page
	FactLink       Fact = "link" // URL of the incident
	FactStatus     Fact = "status"
	FactSeverity   Fact = "severity"   // on the team's own scale
	FactImpact     Fact = "impact"     // on the public scale
	FactComponents Fact = "components" // affected components, by group

	FactDate      Fact = "date"  // day on which it started
	FactStart     Fact = "start" // start of the impact
	FactEnd       Fact = "end"   // end of the impact
	FactDetected  Fact = "detected"
	FactMitigated Fact = "mitigated"
	FactResolved  Fact = "resolved"

	FactDuration          Fact = "duration"            // Metrics.Impact
	FactTimeToDetect      Fact = "time_to_detect"      // Metrics.Detect
	FactTimeToAcknowledge Fact = "time_to_acknowledge" // Metrics.Acknowledge
	FactTimeToMitigate    Fact = "time_to_mitigate"    // Metrics.Mitigate
	FactTimeToRecover     Fact = "time_to_recover"     // Metrics.Recover
	FactTimeToResolve     Fact = "time_to_resolve"     // Metrics.Resolve or else Metrics.ResolvePost
)

var factWords = [...]Fact{
	FactTitle, FactID, FactPage, FactLink, FactStatus, FactSeverity, FactImpact, FactComponents,
	FactDate, FactStart, FactEnd, FactDetected, FactMitigated, FactResolved,
	FactDuration, FactTimeToDetect, FactTimeToAcknowledge, FactTimeToMitigate, FactTimeToRecover, FactTimeToResolve,
}

// Valid reports whether f is a known fact or "".
func (f Fact) Valid() bool { return f == "" || slices.Contains(factWords[:], f) }

// Fact returns the value of f as one line of Markdown, or false if it is not
// known.
//
//   - Instants are in the page's zone, such as "2024-03-05 10:17 CET", and
//     durations in the format of [FormatDuration]. Inferred ones, see
//     [MetricInferred], begin with "~". Start, end and duration are those of
//     the impact, and unknown if they contradict one another.
//   - The date is the day of the start of the impact, or else of the window of
//     a maintenance, or else of the first update that is not retracted.
//   - The status is unknown unless it is final, because it would soon be
//     outdated.
//   - The impact is that of [Incident.EffectiveImpact].
//   - Names and other plain text are escaped.
func (inc *Incident) Fact(f Fact) (string, bool) {
	if inc == nil {
		return "", false
	}
	value := newFacts(inc).value(f)
	return value, value != ""
}

// facts computes the facts of an incident.
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

// value returns the value of a fact as Markdown, or "".
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
			return Label(string(s))
		}
	case FactSeverity:
		return escapeLine(inc.Severity)
	case FactImpact:
		i, _ := inc.EffectiveImpact()
		return escapeLine(Label(string(i)))
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

// impactStart returns the start of the impact, if it is known.
func (f *facts) impactStart() Anchor {
	switch {
	case f.m.Impact.State == MetricReversed:
		return Anchor{}
	case f.m.Impact.From.known():
		return f.m.Impact.From
	}
	return f.m.Detect.From // the start of all metrics
}

func (f *facts) dateText() string {
	at := f.impactStart().At
	if stated := f.inc.milestoneEvents().anchor(MilestoneImpactStarted); stated.Path != "" && !stated.known() { // known to the day only
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

// isWritable reports whether t is an instant that can be formatted.
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
	if stated := f.inc.milestoneEvents().anchor(m); stated.Path != "" {
		return f.anchorText(stated)
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

// componentText returns the names of the affected components, grouped as in
// "API, Web (Login, Search)".
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

// link returns a URL as Markdown.
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
