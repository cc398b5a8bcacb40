package lint

import (
	"iter"
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
	Check:    (*Pass).humanError,
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

// isQuoted reports whether md[i] is between quotation marks on its line.
func isQuoted(md string, i int) bool {
	line := md[strings.LastIndexByte(md[:i], '\n')+1 : i]
	return strings.Count(line, `"`)%2 == 1 || strings.Count(line, "“") > strings.Count(line, "”") || strings.HasPrefix(strings.TrimSpace(line), ">")
}

// adviseOn adds a finding at the first of the phrases in a text, unless that is
// quoted. The phrase is the last argument of the message. It reports whether it
// added one.
func (p *Pass) adviseOn(t text, phrases []string, suggestion, format string, args ...any) bool {
	from, to, ok := find(t.md, phrases)
	if !ok || isQuoted(t.md, from) {
		return false
	}
	p.advise(Place{Path: t.path, Start: from, End: to}, suggestion, format, append(args, t.md[from:to])...)
	return true
}

func (p *Pass) humanError() {
	for _, t := range p.bodies {
		p.adviseOn(t, words.English().Lint.HumanErrors, "say what allowed it to take effect", "“%s” explains nothing")
	}
}

func (p *Pass) personBlamed() {
	l := &words.English().Lint
next:
	for _, t := range p.bodies {
		for sentence, at := range sentences(t.md) {
			from, to, ok := find(sentence, l.Persons)
			if !ok {
				continue
			}
			rest := sentence[to:]
			if verb, end, ok := find(rest, l.Failures); ok && verb <= 12 && !isQuoted(t.md, at+from) {
				p.advise(Place{Path: t.path, Start: at + from, End: at + to + end}, "say what the system allowed", "“%s” blames a person", sentence[from:to+end])
				continue next
			}
		}
	}
}

// sentences yields the sentences of a text with their offsets. A full stop
// inside a sentence splits it, which does no harm here.
func sentences(md string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		from := 0
		for sentence := range strings.FieldsFuncSeq(md, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
			from += strings.Index(md[from:], sentence)
			if !yield(sentence, from) {
				return
			}
			from += len(sentence)
		}
	}
}

func (p *Pass) counterfactual() {
	for _, s := range p.sections {
		if s.Timeline == nil && s.Kind != incident.SectionSummary {
			continue
		}
		for _, t := range s.texts {
			p.adviseOn(t, words.English().Lint.Hypotheticals, "say what was done", "“%s” says what was not done")
		}
	}
}

func (p *Pass) recoveryPromised() {
	for i := range p.Incident.Updates {
		if status := p.statusAt(i); !status.IsFinal() && !status.IsMaintenance() {
			p.adviseOn(p.body(i), words.English().Lint.Recoveries, "promise the next update", "“%s” promises a time of recovery")
		}
	}
}
