package lint

import (
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

var wordingRules = []Rule{{
	Name:     "human-error",
	Severity: Info,
	Doc:      "A text gives human error as the reason. That explains nothing; the text has to say what allowed the error to take effect.",
	Source:   "PagerDuty's guide for postmortems; 8 of 243 published summaries have it.",
	Bad:      "The outage was due to human error.",
	Good:     "The tool accepted a wrong region without a question. It shows a user error.",
	Profiles: []Profile{Public, Internal},
	Check:    phraseRule(func(l *words.Lint) []string { return l.HumanErrors }, "“%s” explains nothing"),
}, {
	Name:     "person-blamed",
	Severity: Info,
	Doc:      "A text says that a person failed to do, forgot or neglected something. People who are blamed say less the next time.",
	Source:   "The SRE book: blameless postmortems. Software that failed to do something is not meant.",
	Bad:      "The engineer forgot to renew the certificate.",
	Good:     "The certificate was not renewed. The service failed to start.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).personBlamed,
}, {
	Name:     "counterfactual",
	Severity: Info,
	Doc:      "A timeline or a summary says what should or could have been done, instead of what was done.",
	Source:   "PagerDuty: keep hypotheticals out of the timeline.",
	Bad:      "10:20 The alarm should have gone off.",
	Good:     "10:20 No alarm goes off.",
	Profiles: []Profile{Public, Internal},
	Check:    (*Pass).counterfactual,
}, {
	Name:     "recovery-promised",
	Severity: Info,
	Doc:      "While the incident goes on, an update says when it will be resolved. Nobody can know, and customers plan by it.",
	Source:   "PagerDuty's guide for liaisons: never estimate the time of resolution.",
	Bad:      "This will be resolved in 20 minutes.",
	Good:     "The next update comes in 20 minutes.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).recoveryPromised,
}}

// phraseRule returns a check that finds the first of some phrases in each text.
func phraseRule(phrases func(*words.Lint) []string, message string) func(*Pass) {
	return func(p *Pass) {
		p.bodies(func(path, md string) {
			if from, to, ok := find(md, phrases(&words.English().Lint)); ok && !isQuoted(md, from) {
				p.advise(Place{Path: path, Start: from, End: to}, "say what allowed it to take effect", message, md[from:to])
			}
		})
	}
}

// isQuoted reports whether md[i] is between quotation marks on its line.
func isQuoted(md string, i int) bool {
	line := md[strings.LastIndexByte(md[:i], '\n')+1 : i]
	return strings.Count(line, `"`)%2 == 1 || strings.Count(line, "“") > strings.Count(line, "”") || strings.HasPrefix(strings.TrimSpace(line), ">")
}

func (p *Pass) personBlamed() {
	l := &words.English().Lint
	p.bodies(func(path, md string) {
		for sentence, at := range sentences(md) {
			from, to, ok := find(sentence, l.Persons)
			if !ok {
				continue
			}
			rest := sentence[to:]
			if verb, end, ok := find(rest, l.Failures); ok && verb <= 12 && !isQuoted(md, at+from) {
				p.advise(Place{Path: path, Start: at + from, End: at + to + end}, "say what the system allowed", "“%s” blames a person", sentence[from:to+end])
				return
			}
		}
	})
}

// sentences yields the sentences of a text with their offsets. A full stop
// inside a sentence splits it, which does no harm here.
func sentences(md string) func(yield func(string, int) bool) {
	return func(yield func(string, int) bool) {
		from := 0
		for i := range len(md) + 1 {
			if i == len(md) || strings.IndexByte(".!?\n", md[i]) >= 0 {
				if !yield(md[from:i], from) {
					return
				}
				from = i + 1
			}
		}
	}
}

func (p *Pass) counterfactual() {
	l := &words.English().Lint
	for _, s := range p.sections {
		if s.Timeline == nil && s.Kind != incident.SectionSummary {
			continue
		}
		s.texts(func(path, md string) {
			if from, to, ok := find(md, l.Hypotheticals); ok && !isQuoted(md, from) {
				p.advise(Place{Path: path, Start: from, End: to}, "say what was done", "“%s” says what was not done", md[from:to])
			}
		})
	}
}

func (p *Pass) recoveryPromised() {
	l := &words.English().Lint
	for i := range p.Incident.Updates {
		u := &p.Incident.Updates[i]
		if p.statusAt(i).IsFinal() || p.statusAt(i).IsMaintenance() {
			continue
		}
		if from, to, ok := find(u.Body, l.Recoveries); ok {
			at := updatePlace(i, "body")
			at.Start, at.End = from, to
			p.advise(at, "promise the next update", "“%s” promises a time of recovery", u.Body[from:to])
		}
	}
}
