package lint_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/lint"
	"github.com/incidentkit/incident/parse"
)

// TestSeeds checks the findings in the five reference reports: the errors
// exactly, and the number of findings of each other rule.
func TestSeeds(t *testing.T) {
	want := map[string]struct{ errors, others string }{
		"000": {"", "apology-missing component-unmentioned first-update-late next-update-missing numeric-date phase-contradicts-updates postmortem-late update-boilerplate*3 update-burst update-gap update-repeated window-unmatched zone-missing*2"},
		"001": {"", "actions-missing component-unmentioned duration-missing impact-vague next-update-missing*2 noon-meridiem phase-contradicts-updates update-boilerplate update-burst update-gap"},
		"002": {"day-shifted update-missed", "apology-missing component-unmentioned first-update-late impact-vague next-update-missing status-contradicts-text*2 status-skipped status-starts-late update-boilerplate*4 update-burst*3 update-gap*3 update-missed update-repeated*2 zone-mixed zone-unknown"},
		"003": {"component-denied", "actions-missing apology-missing first-update-late numeric-date phase-contradicts-updates postmortem-late update-boilerplate*2 update-burst*2 update-repeated updates-same-minute zone-missing*4"},
		"004": {"zone-shifted", "cause-missing component-unmentioned duration-is-range impact-vague next-update-missing*2 noon-meridiem status-skipped update-boilerplate*2 zone-mixed"},
	}
	files, err := filepath.Glob(filepath.Join(fixture.Corpus(t, "seeds"), "*.txt"))
	if err != nil || len(files) != len(want) {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := parse.Text{}.Parse(file, data)
		if err != nil {
			t.Fatal(err)
		}
		var errors, others []string
		for _, f := range lint.Check(doc.Incidents[0], lint.Options{Position: doc.Position, Notes: doc.Notes}) {
			if f.Severity == lint.Error {
				errors = append(errors, f.Rule)
			} else {
				others = append(others, f.Rule)
			}
			if f.Line == 0 {
				t.Errorf("%s: no line for %s of %s", filepath.Base(file), f.Path, f.Rule)
			}
		}
		got := struct{ errors, others string }{counted(errors), counted(others)}
		if diff := cmp.Diff(want[filepath.Base(file)[:3]], got, cmp.AllowUnexported(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", filepath.Base(file), diff)
		}
	}
}

// counted returns the names in a list, sorted, each with its number.
func counted(names []string) string {
	slices.Sort(names)
	var out []string
	for i, n := 0, 0; i < len(names); i += n {
		for n = 1; i+n < len(names) && names[i+n] == names[i]; n++ {
		}
		if n > 1 {
			out = append(out, names[i]+"*"+string(rune('0'+n)))
		} else {
			out = append(out, names[i])
		}
	}
	return strings.Join(out, " ")
}
