package lint

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/words"
)

var contentRules = []Rule{{
	Name:     "placeholder",
	Severity: Warning,
	Doc:      "A part is still to be written: there is nothing below its heading, or TODO, a mask such as XX:XX, or the guidance of the template. With Options.Template, a part that the template requires and the document lacks is found as well.",
	Source:   "Published templates, see incident.IsPlaceholder.",
	Bad:      "Root cause: TBD",
	Good:     "Root cause: a full disk. TODO: ask the shop team.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).placeholder,
}, {
	Name:     "impact-vague",
	Severity: Warning,
	Doc:      "The impact is described without a number: some, several or many customers. Readers cannot tell whether it was ten or ten thousand.",
	Source:   "PagerDuty's writing guide: exact numbers.",
	Bad:      "Several customers could not log in.",
	Good:     "312 customers could not log in.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).impactVague,
}, {
	Name:     "cause-missing",
	Severity: Warning,
	Doc:      "The postmortem gives no reason for what happened. If it does, but has several headings and none for the cause or contributing factors, this is an info.",
	Source:   "Azure, Atlassian and customers ask for the cause; PagerDuty and Howie for contributing factors. Either will do.",
	Bad:      "Summary. Impact. Timeline.",
	Good:     "Summary. Contributing factors. Timeline.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).causeMissing,
}, {
	Name:     "actions-missing",
	Severity: Warning,
	Doc:      "The postmortem does not say what will be done so that it does not happen again. That is what its readers want to know most.",
	Source:   "The SRE book's review criteria: an appropriate action plan.",
	Bad:      "We have taken action to prevent this.",
	Good:     "We will alert on full disks. We will move the queue to a second disk.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).actionsMissing,
}, {
	Name:     "action-incomplete",
	Severity: Warning,
	Doc:      "An open action has no owner or no due date. A due date that names no year, such as “next Friday”, does not count. Nobody will ask for the action.",
	Source:   "GitLab: a corrective action has a link to an issue, a date and an owner.",
	Bad:      "Alert on full disks.",
	Good:     "Alert on full disks (owner: storage team, due: 2024-04-01)",
	Profiles: []Profile{Internal},
	Check:    (*Pass).actionIncomplete,
}, {
	Name:     "date-contradicts-stamp",
	Severity: Warning,
	Doc:      "The field “Date” holds a date that is neither a day of the incident nor the day of publication.",
	Source:   "Published reports; most have the one or the other.",
	Bad:      "Date: October 5, 2024. Posted Oct 04, 2024.",
	Good:     "Date: October 4, 2024. Posted Oct 04, 2024.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).dateContradictsStamp,
}, {
	Name:     "apology-missing",
	Severity: Info,
	Doc:      "The public postmortem contains no apology.",
	Source:   "Atlassian's tips for incident communication.",
	Bad:      "The service was down for an hour.",
	Good:     "The service was down for an hour. We apologise.",
	Profiles: []Profile{Public},
	Check:    (*Pass).apologyMissing,
}}

func (p *Pass) placeholder() {
	pm := p.Incident.Postmortem
	if pm == nil || len(p.sections) == 0 {
		return
	}
	if p.Options.Template.Sections == nil {
		p.emptySections()
	}
	var list incident.Errors
	if !errors.As(p.Options.Template.Check(pm), &list) {
		return
	}
	for _, e := range list {
		message := "this is still to be written"
		var spec *incident.SpecError
		if errors.As(e, &spec) {
			message = spec.Error()
		}
		p.Report(Finding{Place: Place{Path: e.Path}, Message: message})
	}
}

// emptySections reports known sections that have a heading only. A heading of
// its own text, such as a day of a timeline, may belong to the one above.
func (p *Pass) emptySections() {
	for i, s := range p.sections {
		last := i+1 == len(p.sections)
		if s.Kind == "" || !s.isEmpty() || !last && !incident.IsPlaceholder(p.sections[i+1].Heading) && (p.sections[i+1].Kind == "" || p.sections[i+1].Level > s.Level) {
			continue
		}
		p.report(Place{Path: s.path + ".heading"}, "there is nothing below “%s”", s.Heading)
	}
}

// impactVague checks the sections about the impact or, if there are none, the
// whole postmortem.
func (p *Pass) impactVague() {
	var about []shownSection
	for _, s := range p.sections {
		if s.Kind == incident.SectionImpact {
			about = append(about, s)
		}
	}
	if about == nil {
		about = p.sections
	}
	for i := range p.Claims {
		c := &p.Claims[i]
		if c.Kind != claim.Count {
			continue
		}
		for _, s := range about {
			if strings.HasPrefix(c.Path, s.path+".") {
				return
			}
		}
	}
	if slices.ContainsFunc(about, func(s shownSection) bool { return s.has(words.English().Lint.Shares) }) {
		return
	}
	for _, s := range about {
		for _, t := range s.texts {
			if p.adviseOn(t, words.English().Lint.Vague, "say how many", "the impact has no number, only “%s”") {
				return
			}
		}
	}
	for _, s := range about {
		if s.Kind == incident.SectionImpact && s.Body != "" && !incident.IsPlaceholder(s.Body) {
			p.advise(Place{Path: s.path + ".body"}, "say how many", "the impact does not say how many were affected")
			return
		}
	}
}

// causeKinds lists the kinds of sections that explain the cause.
var causeKinds = []incident.SectionKind{
	incident.SectionRootCause, incident.SectionContributingFactors, incident.SectionTrigger, incident.SectionFault, incident.SectionFiveWhys,
}

func (p *Pass) causeMissing() {
	headings := 0
	for _, s := range p.sections {
		if s.Heading != "" {
			headings++
		}
	}
	if len(p.sections) == 0 || p.hasKind(causeKinds...) {
		return
	}
	reasons := words.English().Lint.Reasons
	told := false
	for _, s := range p.sections {
		if has(s.Heading, reasons) {
			return
		}
		told = told || s.has(reasons)
	}
	switch {
	case !told:
		p.report(Place{Path: "postmortem"}, "the postmortem does not say why it happened")
	case headings >= 3:
		p.Report(Finding{Severity: Info, Place: Place{Path: "postmortem"}, Message: "no section has the cause or contributing factors in its heading"})
	}
}

// actionsMissing also accepts two sentences about measures as a plan.
func (p *Pass) actionsMissing() {
	if len(p.sections) == 0 {
		return
	}
	plans := 0
	for _, s := range p.sections {
		if len(s.Actions) > 0 || s.Kind == incident.SectionActions || has(s.Heading, words.English().Lint.PlanHeadings) {
			return
		}
		for _, t := range s.texts {
			for sentence := range sentences(t.md) {
				if has(sentence, words.English().Lint.Plans) {
					plans++
				}
			}
		}
	}
	if plans < 2 {
		p.report(Place{Path: "postmortem"}, "the postmortem does not say what will be done so that it does not happen again")
	}
}

// year matches a year. A due date without one, such as "next Friday" or "soon",
// depends on the day on which it is read.
var year = regexp.MustCompile(`\b20[0-9]{2}\b`)

func (p *Pass) actionIncomplete() {
	for _, s := range p.sections {
		for i := range s.Actions {
			a := &s.Actions[i]
			if a.State == incident.ActionDone || a.State == incident.ActionDropped {
				continue
			}
			var missing []string
			if a.Owner == "" {
				missing = append(missing, "owner")
			}
			if a.Due.IsZero() && !year.MatchString(a.DueWritten) {
				missing = append(missing, "due date")
			}
			if missing != nil {
				p.report(s.actionPlace(i), "the action has no %s", strings.Join(missing, " and no "))
			}
		}
	}
}

// dateContradictsStamp checks fields whose value begins with a date.
func (p *Pass) dateContradictsStamp() {
	pm := p.Incident.Postmortem
	if pm == nil {
		return
	}
	var days []civil.Date // of the incident
	see := func(t time.Time) {
		if !t.IsZero() {
			days = append(days, civil.DateOf(t, p.Location))
		}
	}
	for i := range p.Incident.Updates {
		see(p.Incident.Updates[i].At)
	}
	for _, span := range p.Impact {
		see(span.From.At)
		see(span.To.At)
	}
	for e := range pm.Events() {
		see(e.At)
	}
	published := civil.DateOf(pm.PublishedAt, p.Location)
	if days == nil {
		if pm.PublishedAt.IsZero() {
			return
		}
		days = append(days, published)
	}
	first, last := slices.MinFunc(days, civil.Date.Compare), slices.MaxFunc(days, civil.Date.Compare)
	for _, s := range p.sections {
		for i := range s.Fields {
			f := &s.Fields[i]
			if !words.IsAny(f.Name, words.English().Lint.DateFields) {
				continue
			}
			w, n := civil.ReadDate(f.Value)
			if n == 0 || !w.Date.Valid() || w.NumericAmbiguous || w.Date.Year == 0 {
				continue
			}
			if w.Date.Compare(first) >= 0 && w.Date.Compare(last) <= 0 || w.Date == published {
				continue
			}
			p.report(Place{Path: s.fieldPath(i)}, "%s is %s, which is neither a day of the incident, from %s to %s, nor the day of publication", f.Name, w.Date, first, last)
		}
	}
}

func (p *Pass) apologyMissing() {
	sorry := func(s shownSection) bool { return s.has(words.English().Lint.Apologies) }
	if len(p.sections) > 0 && !slices.ContainsFunc(p.sections, sorry) {
		p.report(Place{Path: "postmortem"}, "the postmortem contains no apology")
	}
}
