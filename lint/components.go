package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/words"
)

var componentRules = []Rule{{
	Name:     "component-denied",
	Severity: Error,
	Doc:      "A text says that a component is not affected, but the report lists it as affected. Readers cannot tell which of the two to believe.",
	Source:   "A published report denies an API that its list names.",
	Bad:      "The export API is not affected. This incident affected: Export API.",
	Good:     "The export API is not affected so far. An hour later it goes down.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).componentDenied,
}, {
	Name:     "component-unmentioned",
	Severity: Warning,
	Doc:      "A component is listed as affected, but the postmortem uses no word of its name. Readers who came because of that component do not learn what happened to it. If no other component is listed, this is an info.",
	Source:   "Five of five published reports. Readers look for what they use.",
	Bad:      "Affected: Analytics. The postmortem mentions only queues.",
	Good:     "Affected: Analytics. The postmortem: analytics were delayed.",
	Profiles: []Profile{Public},
	Check:    (*Pass).componentUnmentioned,
}, {
	Name:     "component-left-down",
	Severity: Warning,
	Doc:      "The incident is over, but the page still shows a component as not operational. Either the page is wrong, or the incident is not over.",
	Source:   "Status pages show it on their first screen.",
	Bad:      "Resolved, and Checkout: major outage.",
	Good:     "Resolved, and Checkout: operational.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).componentLeftDown,
}, {
	Name:     "component-unknown",
	Severity: Warning,
	Doc:      "The report names a component that the page does not have, often because its name is misspelt. Subscribers of the component that was meant hear nothing. The rule needs Options.Components.",
	Source:   "A name that differs by a letter is another component.",
	Bad:      "Check-out, on a page that has Checkout.",
	Good:     "Checkout, on a page that has it.",
	Profiles: []Profile{Live, Public},
	Check:    (*Pass).componentUnknown,
}}

// significant returns the words that distinguish a name from others, in lower
// case and in the singular.
func significant(name string, page string) (list []string) {
	common := words.English().Lint.CommonNames
	for _, w := range nameWords(name) {
		if !slices.Contains(common, w) && !slices.Contains(nameWords(page), w) {
			list = append(list, w)
		}
	}
	return list
}

// nameWords returns the words of a name in lower case and in the singular.
func nameWords(name string) []string {
	list := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range list {
		list[i] = singular(w)
	}
	return list
}

func singular(w string) string {
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}

// folded returns a name in a form for comparison.
func folded(name string) string { return strings.Join(nameWords(name), " ") }

func (p *Pass) componentDenied() {
	affected := make(map[string]incident.Affected)
	for _, c := range p.Incident.Affected() {
		for _, name := range p.names(c) {
			affected[folded(name)] = c
		}
	}
	delete(affected, "")
	down := make(map[string]int) // the last update at which each component went down
	for i := range p.Incident.Updates {
		for _, change := range p.Incident.Updates[i].Changes {
			if change.To != incident.ComponentOperational {
				down[change.Component().FullName()] = i
			}
		}
	}
	said := make(map[string]bool)
	for i := range p.Claims {
		c := &p.Claims[i]
		if c.Kind != claim.Denial {
			continue
		}
		update := -1
		fmt.Sscanf(c.Path, "updates[%d]", &update)
		for _, name := range c.Names {
			a, ok := affected[folded(name)]
			full := a.FullName()
			if !ok || said[full] {
				continue
			}
			if at, changed := down[full]; changed && update >= 0 && at > update {
				continue // it was affected later
			}
			said[full] = true
			p.Report(Finding{Place: placeOf(c), Message: "the text says “" + c.Text + "”, but " + full + " is listed as affected",
				Related: []Related{{Place{Path: "components"}, "lists " + full}}})
		}
	}
}

// names returns the names by which texts may refer to a component. If a name
// joins several ("A and B"), its parts are included, since a reader could not
// tell whether it is one component or several.
func (p *Pass) names(c incident.Affected) []string {
	list := []string{c.Name, c.FullName()}
	if slices.ContainsFunc(p.Options.Notes, func(n incident.Note) bool { return n.Path == "components" || strings.HasPrefix(n.Path, "components[") }) {
		list = append(list, strings.Split(strings.ReplaceAll(c.Name, " and ", ", "), ", ")...)
	}
	return list
}

// componentUnmentioned adds one finding for all components that are not
// mentioned.
func (p *Pass) componentUnmentioned() {
	affected := p.Incident.Affected()
	if len(p.sections) == 0 || len(affected) == 0 {
		return
	}
	used := make(map[string]bool)
	use := func(md string) {
		for _, w := range nameWords(md) {
			used[w] = true
		}
	}
	use(p.Incident.Postmortem.Title)
	for _, s := range p.sections {
		use(s.Heading)
		for _, t := range s.texts {
			use(t.md)
		}
	}
	var missing []string
	for _, c := range affected {
		list := significant(c.Name, p.Incident.Page.Name)
		if len(list) > 0 && !slices.ContainsFunc(list, func(w string) bool { return used[w] }) {
			missing = append(missing, c.FullName())
		}
	}
	if missing == nil {
		return
	}
	f := Finding{Place: Place{Path: "components"}, Message: "the postmortem does not mention " + list(missing) + ", listed as affected"}
	if len(affected) == 1 {
		f.Severity = Info
	}
	p.Report(f)
}

// list joins names with commas. If there are many, it lists only the first
// ones.
func list(names []string) string {
	const most = 5
	if n := len(names); n > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", n-most)
	}
	return strings.Join(names, ", ")
}

func (p *Pass) componentLeftDown() {
	if !p.over() {
		return
	}
	var down []string
	for _, c := range p.Incident.Affected() {
		if c.Status != "" && c.Status != incident.ComponentOperational && c.Status.Valid() {
			down = append(down, c.FullName()+" ("+word(c.Status)+")")
		}
	}
	if down != nil {
		p.advise(Place{Path: p.resolved().Path}, "update their status", "the incident is over, but the page still shows %s", list(down))
	}
}

func (p *Pass) componentUnknown() {
	if p.Options.Components == nil {
		return
	}
	known := make(map[string]bool)
	near := make(map[string]string)
	for _, c := range p.Options.Components {
		known[c.FullName()], known[c.Name] = true, true
		near[folded(c.Name)] = c.FullName()
	}
	for i, c := range p.Incident.Affected() {
		if known[c.FullName()] || c.Group == "" && known[c.Name] {
			continue
		}
		f := Finding{Place: Place{Path: "components"}, Message: "the page has no component " + c.FullName()}
		if i < len(p.Incident.Components) {
			f.Place.Path = fmt.Sprintf("components[%d]", i)
		}
		if other, ok := near[folded(c.Name)]; ok {
			f.Suggestion = "it has " + other
		}
		p.Report(f)
	}
}
