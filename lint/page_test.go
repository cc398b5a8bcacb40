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

// TestRulesPage compares docs/rules.md with the documentation of the rules.
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

const pageHead = `# Lint rules

You want to know what a rule of ` + "`incident lint`" + ` finds. Each rule below has an example that it finds and one that it does not.
` + "`incident lint -explain RULE`" + ` prints the same. [lint.md](lint.md) shows how to choose and silence rules.

An error is a contradiction, or a meaning that readers lose. A warning is probably a mistake. An info is a matter of style.
The profile says what kind of report a rule is for: the updates of an incident that is not over (live), a page with its
postmortem (public), or a postmortem that only the team reads (internal).

` + "`go generate ./lint`" + ` writes this page.
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

// inProfiles describes the profiles in which a rule takes part.
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

// cell formats an example for a table cell. Text that HTML would hide is code.
func cell(s string) string {
	if strings.ContainsAny(s, "<|") {
		return "`" + s + "`"
	}
	return s
}
