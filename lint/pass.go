package lint

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

// A Pass is the check of one incident, from the point of view of a rule. Rules
// must not modify its fields.
type Pass struct {
	// Incident is the incident as readers of the profile see it; see
	// [Options.Profile]. Its paths are those of the original incident.
	Incident *incident.Incident
	Options  *Options
	Location *time.Location // of the page

	Claims   []claim.Claim     // in all bodies
	Stated   []claim.Statement // statements about the impact
	Impact   []incident.Span   // the impact that the report states, see [claim.StatedImpact]
	Promises []claim.Promise   // with their outcomes
	Metrics  incident.Metrics

	rule     *Rule
	findings []Finding
	sections []shownSection
	bodies   []text            // the visible texts of the updates and the postmortem
	byPath   map[string]string // the same, made by the method text
	shifts   *shifts           // made by the method shift
	opens    []time.Time       // by update, made by the method open
	statuses []incident.Status // in force after each update
}

func newPass(inc *incident.Incident, o *Options) *Pass {
	p := &Pass{Incident: shown(inc, o.Profile), Options: o, Location: o.Location}
	if p.Location == nil {
		loc, err := inc.Page.Location()
		if err != nil {
			loc = time.UTC
		}
		p.Location = loc
	}
	reading := claim.Of(p.Incident)
	p.Claims, p.Stated, p.Impact = reading.Claims(), reading.Stated(), reading.StatedImpact()
	ledger := o.Promises
	ledger.Now, ledger.Obligations = o.Now, o.Obligations
	p.Promises = reading.Promises(ledger)
	p.Metrics = p.Incident.Metrics(p.Impact...)
	for i := range p.Incident.Updates {
		if t := p.body(i); t.md != "" {
			p.bodies = append(p.bodies, t)
		}
	}
	if pm := p.Incident.Postmortem; pm != nil {
		for i := range pm.Sections {
			if s := &pm.Sections[i]; !s.Internal || o.Profile == Internal {
				shown := shownSection{Section: s, path: fmt.Sprintf("postmortem.sections[%d]", i)}
				shown.findTexts()
				p.sections = append(p.sections, shown)
				p.bodies = append(p.bodies, shown.texts...)
			}
		}
	}
	return p
}

// statusAt returns the status in force after update i.
func (p *Pass) statusAt(i int) incident.Status {
	if p.statuses == nil {
		var now incident.Status
		for i := range p.Incident.Updates {
			if u := &p.Incident.Updates[i]; u.Status != "" && !u.Retracted() {
				now = u.Status
			}
			p.statuses = append(p.statuses, now)
		}
	}
	return p.statuses[i]
}

// open returns the latest time for which, at update i, a further update is
// promised, by update i or one before it. It returns the zero time if there is
// no such promise.
func (p *Pass) open(i int) time.Time {
	if p.opens == nil {
		p.opens = make([]time.Time, len(p.Incident.Updates))
		byUpdate := make(map[int][]*claim.Promise)
		for i := range p.Promises {
			if pr := &p.Promises[i]; pr.Subject == claim.Update && !pr.Due.IsZero() {
				byUpdate[pr.Update] = append(byUpdate[pr.Update], pr)
			}
		}
		// list has the open promises. A promise that is due no later
		// than another one, and was not kept before it, can no longer
		// decide the result and is removed, which keeps the list short.
		var list []*claim.Promise
		for i := range p.opens {
			list = slices.DeleteFunc(list, func(pr *claim.Promise) bool { return pr.By >= 0 && pr.By <= i })
			for _, pr := range byUpdate[i] {
				if pr.By >= 0 && pr.By <= i {
					continue
				}
				list = slices.DeleteFunc(list, func(q *claim.Promise) bool {
					return !q.Due.After(pr.Due) && (pr.By < 0 || q.By >= 0 && q.By <= pr.By)
				})
				list = append(list, pr)
			}
			for _, pr := range list {
				if pr.Due.After(p.opens[i]) {
					p.opens[i] = pr.Due
				}
			}
		}
	}
	return p.opens[i]
}

// text returns a range of bytes of a visible text, given its path.
func (p *Pass) text(path string, from, to int) string {
	if p.byPath == nil {
		p.byPath = make(map[string]string)
		for _, t := range p.bodies {
			p.byPath[t.path] = t.md
		}
	}
	md := p.byPath[path]
	if to > len(md) {
		return ""
	}
	return md[from:to]
}

// A text is a Markdown text with its path.
type text struct{ path, md string }

// body returns the text of update i.
func (p *Pass) body(i int) text {
	return text{updatePlace(i, "body").Path, p.Incident.Updates[i].Body}
}

// A shownSection is a visible section with its path and its texts that are not
// empty.
type shownSection struct {
	*incident.Section
	path  string
	texts []text
}

// Report adds a finding. Report sets its rule to the rule that is running. If
// it has no severity, it gets the severity of the rule.
func (p *Pass) Report(f Finding) {
	f.Rule = p.rule.Name
	if f.Severity == "" {
		f.Severity = p.rule.Severity
	}
	p.findings = append(p.findings, f)
}

// report adds a finding at a place.
func (p *Pass) report(at Place, format string, args ...any) {
	p.Report(Finding{Place: at, Message: fmt.Sprintf(format, args...)})
}

// advise adds a finding at a place, with a suggestion.
func (p *Pass) advise(at Place, suggestion, format string, args ...any) {
	p.Report(Finding{Place: at, Message: fmt.Sprintf(format, args...), Suggestion: suggestion})
}

// Time formats an instant in the zone of the page and in UTC: "Oct 2, 2024,
// 20:20 CEST (18:20 UTC)".
func (p *Pass) Time(t time.Time) string {
	in := t.In(p.Location)
	text := in.Format("Jan 2, 2006, 15:04 MST")
	if _, offset := in.Zone(); offset == 0 {
		return text
	}
	utc := t.UTC()
	if utc.YearDay() != in.YearDay() {
		return text + utc.Format(" (Jan 2, 15:04 UTC)")
	}
	return text + utc.Format(" (15:04 UTC)")
}

// placeOf returns the place of a claim.
func placeOf(c *claim.Claim) Place { return Place{Path: c.Path, Start: c.Start, End: c.End} }

// over reports whether the incident is resolved or completed.
func (p *Pass) over() bool { return p.Incident.Status().IsFinal() }

// resolved returns the time and path of the update that said the incident was
// over. The time is zero if none did.
func (p *Pass) resolved() incident.Anchor {
	if !p.over() {
		return incident.Anchor{}
	}
	return p.Metrics.Open.To
}

// began returns the start of the impact according to the report's words, not
// according to its components. The time is zero if the words do not state it.
func (p *Pass) began() incident.Anchor {
	a := p.Metrics.FirstPost.From
	if from := p.Metrics.Impact.From; !from.At.IsZero() {
		a = from
	}
	if a.Basis() == incident.BasisChanges || a.At.IsZero() {
		return incident.Anchor{}
	}
	return a
}

// live returns the indexes of the updates that were posted while the incident
// went on, including the one that resolved it.
func (p *Pass) live() []int {
	end := len(p.Incident.Updates)
	if to := p.resolved(); to.Path != "" {
		fmt.Sscanf(to.Path, "updates[%d]", &end)
		end++
	}
	var list []int
	for i := range p.Incident.Updates[:end] {
		if u := &p.Incident.Updates[i]; !u.At.IsZero() && !u.Retracted() && u.Status != incident.StatusScheduled {
			list = append(list, i)
		}
	}
	return list
}

func updatePlace(i int, field string) Place {
	return Place{Path: fmt.Sprintf("updates[%d].%s", i, field)}
}

// isEmpty reports whether a section has nothing but a heading.
func (s *shownSection) isEmpty() bool {
	return s.Heading != "" && len(s.texts) == 0 && len(s.Actions) == 0 && s.Timeline == nil
}

// findTexts sets the texts of the section.
func (s *shownSection) findTexts() {
	add := func(path, md string) {
		if md != "" {
			s.texts = append(s.texts, text{path, md})
		}
	}
	add(s.path+".body", s.Body)
	for i := range s.Fields {
		add(s.fieldPath(i), s.Fields[i].Value)
	}
	if s.Timeline != nil {
		for i := range s.Timeline.Events {
			add(s.eventPlace(i).Path+".text", s.Timeline.Events[i].Text)
		}
	}
	for i := range s.Actions {
		add(s.actionPlace(i).Path+".text", s.Actions[i].Text)
	}
	add(s.path+".after", s.After)
}

// has reports whether the section has one of the phrases in its texts.
func (s *shownSection) has(phrases []string) bool {
	return slices.ContainsFunc(s.texts, func(t text) bool { return has(t.md, phrases) })
}

// rows yields the rows of the section's timeline whose instant is more exact
// than a day, with their places.
func (s *shownSection) rows() iter.Seq2[Place, *incident.Event] {
	return func(yield func(Place, *incident.Event) bool) {
		if s.Timeline == nil {
			return
		}
		for i := range s.Timeline.Events {
			e := &s.Timeline.Events[i]
			if !e.At.IsZero() && e.Precision != incident.PrecisionDay && !yield(s.eventPlace(i), e) {
				return
			}
		}
	}
}

// eventPlace returns the place of row i.
func (s *shownSection) eventPlace(i int) Place {
	return Place{Path: fmt.Sprintf("%s.timeline.events[%d]", s.path, i)}
}

// inPostmortem reports whether a path is in the postmortem.
func inPostmortem(path string) bool { return strings.HasPrefix(path, "postmortem") }

// hasKind reports whether the postmortem has a section of one of the kinds.
func (p *Pass) hasKind(kinds ...incident.SectionKind) bool {
	return slices.ContainsFunc(p.sections, func(s shownSection) bool { return slices.Contains(kinds, s.Kind) })
}

// actionPlace returns the place of action i.
func (s *shownSection) actionPlace(i int) Place {
	return Place{Path: fmt.Sprintf("%s.actions[%d]", s.path, i)}
}

func (s *shownSection) fieldPath(i int) string { return fmt.Sprintf("%s.fields[%d].value", s.path, i) }
