package lint

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write docs/rules.md anew")

// TestRulesPage holds docs/rules.md to the documentation of the rules.
func TestRulesPage(t *testing.T) {
	const name = "../docs/rules.md"
	got := rulesPage()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s is not up to date, \"go generate ./lint\" writes it (-file +rules):\n%s", name, diff)
	}
}

const pageHead = `# Rules

What ` + "`incident lint` and package [lint](../lint/doc.go) find. The page is written by `go generate ./lint`" + ` from the rules
themselves; ` + "`incident lint -explain RULE`" + ` prints one of them. [lint.md](lint.md) says how to run them, choose them and
silence them.

An error is a contradiction, or a loss of meaning; a warning is probably a fault; an info is a matter of style. The profile
is what a report is for: the updates of an incident that goes on (live), a page with its postmortem for customers (public),
a postmortem for the team (internal).
`

func rulesPage() string {
	var b strings.Builder
	b.WriteString(pageHead)
	b.WriteString("\n| family | rules |\n|---|---|\n")
	for _, f := range families() {
		var links []string
		for i := range f.rules {
			links = append(links, fmt.Sprintf("[%[1]s](#%[1]s)", f.rules[i].Name))
		}
		fmt.Fprintf(&b, "| %s | %s |\n", f.name, strings.Join(links, ", "))
	}
	n := 0
	for _, f := range families() {
		fmt.Fprintf(&b, "\n## %s\n", f.name)
		for i := range f.rules {
			r := &f.rules[i]
			n++
			fmt.Fprintf(&b, "\n### %s\n\n*%s; %s*\n\n%s\n\n| found | not found |\n|---|---|\n| %s | %s |\n\nSource: %s\n",
				r.Name, r.Severity, inProfiles(r), r.Doc, cell(r.Bad), cell(r.Good), r.Source)
		}
	}
	fmt.Fprintf(&b, "\n%d rules.\n", n)
	return b.String()
}

// inProfiles says in which profiles a rule judges.
func inProfiles(r *Rule) string {
	text := "all profiles"
	if r.Profiles != nil {
		var names []string
		for _, p := range r.Profiles {
			names = append(names, string(p))
		}
		text = strings.Join(names, ", ")
	}
	if r.Optional {
		text += "; only if it is named"
	}
	return text
}

// cell returns an example for a cell of a table. What HTML would hide is code.
func cell(s string) string {
	if strings.ContainsAny(s, "<|") {
		return "`" + s + "`"
	}
	return s
}
