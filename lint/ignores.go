package lint

import (
	"regexp"
	"slices"
	"strings"
)

// Names of the rules about comments that silence rules.
const (
	ignoreUnreasoned = "ignore-unreasoned" // a comment gives no reason
	ignoreUnused     = "ignore-unused"     // a comment silences nothing
)

// ignoreRules have no Check. After all other rules have run, applyIgnores
// reports their findings.
var ignoreRules = []Rule{{
	Name:     ignoreUnreasoned,
	Severity: Warning,
	Doc:      "A comment silences a rule but does not say why. Nobody can tell later whether the reason still holds, so the comment has no effect.",
	Source:   "Staticcheck's linter directives require a reason, too.",
	Bad:      "<!-- lint:ignore update-missed -->",
	Good:     "<!-- lint:ignore update-missed: the page itself was down -->",
	Check:    func(*Pass) {},
}, {
	Name:     ignoreUnused,
	Severity: Warning,
	Doc:      "A comment silences a rule that finds nothing in its update or section, or that does not exist. The fault was corrected, or the name is misspelt.",
	Source:   "Staticcheck reports such directives, too.",
	Bad:      "Next update at 11:00 CET. <!-- lint:ignore zone-missing: all readers are in Paris -->",
	Good:     "Next update at 11:00. <!-- lint:ignore zone-missing: all readers are in Paris -->",
	Check:    func(*Pass) {},
}}

// ignoring matches a comment that silences a rule.
var ignoring = regexp.MustCompile(`<!--\s*lint:ignore\b([^>]*?)-->`)

// An ignore is a comment that silences a rule in its update or section.
type ignore struct {
	at           Place
	scope        string // path of the update or section
	rule, reason string
	used         bool
}

func (p *Pass) ignores() (list []ignore) {
	for _, t := range p.bodies {
		for _, m := range ignoring.FindAllStringSubmatchIndex(t.md, -1) {
			rule, reason, _ := strings.Cut(strings.TrimSpace(t.md[m[2]:m[3]]), ":")
			list = append(list, ignore{
				at:    Place{Path: t.path, Start: m[0], End: m[1]},
				scope: t.path[:strings.IndexByte(t.path, ']')+1],
				rule:  strings.TrimSpace(rule), reason: strings.TrimSpace(reason),
			})
		}
	}
	return list
}

// silences reports whether the comment silences a finding of its rule: one that
// is in its scope or refers to a place there.
func (g *ignore) silences(f *Finding) bool {
	if g.rule != f.Rule || g.reason == "" {
		return false
	}
	in := func(path string) bool { return path == g.scope || strings.HasPrefix(path, g.scope+".") }
	return in(f.Path) || f.Path == "postmortem" && inPostmortem(g.scope) ||
		slices.ContainsFunc(f.Related, func(r Related) bool { return in(r.Path) })
}

// applyIgnores returns the findings that no comment silences, and adds those
// about the comments themselves.
func (p *Pass) applyIgnores(rules []Rule) (kept []Finding) {
	list := p.ignores()
	for _, f := range p.findings {
		silent := false
		for i := range list {
			if g := &list[i]; g.silences(&f) {
				g.used, silent = true, true
			}
		}
		if !silent {
			kept = append(kept, f)
		}
	}
	named := func(name string) (r Rule, known bool) {
		i := slices.IndexFunc(rules, func(r Rule) bool { return r.Name == name })
		if i < 0 {
			return Rule{}, false
		}
		return rules[i], true
	}
	add := func(name string, f Finding) {
		if r, _ := named(name); r.judges(p.Options) {
			f.Rule, f.Severity = name, r.Severity
			kept = append(kept, f)
		}
	}
	for _, g := range list {
		r, known := named(g.rule)
		switch {
		case g.reason == "":
			add(ignoreUnreasoned, Finding{Place: g.at, Message: "the comment does not say why it silences " + g.rule, Suggestion: "write <!-- lint:ignore RULE: why -->"})
		case !g.used && (!known || r.judges(p.Options)):
			add(ignoreUnused, Finding{Place: g.at, Message: "the comment silences nothing: " + g.rule + " finds nothing here", Suggestion: "remove it"})
		}
	}
	return kept
}
