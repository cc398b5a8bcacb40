package incidenttest_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
)

// FuzzParseScript checks that the steps of a script are in order and its
// amendments complete. If each step leaves a valid incident, a bot that
// executes the steps ends with the same incident as Script.Incident.
func FuzzParseScript(f *testing.F) {
	f.Add("10:17 investigating Checkout=partial_outage next=30m: One.\n10:18 identified: Two.\n10:20 amend 2 next=10:40\n10:21 retract 1\n10:22 component Checkout=operational\n10:23 update: Three.")
	f.Add("10:00 investigating API=major_outage: A.\n10:01 update at=09:50 API=operational Web=partial_outage: B.\n10:02 amend 1 API=partial_outage\n10:03 retract 2\n10:04 component Web=operational\n10:05 amend 1: C.\n10:06 resolved")
	f.Add("10:00 investigating: A.\n10:02 amend 1: B.\n10:05 amend 1:\n10:06 amend 1: B.")
	f.Add("10:00 title: A\n10:01 severity: SEV-1\n10:02 post: B.\n10:03 tick\n10:04 post API=major_outage\n10:05 title: C")
	f.Add("# x\n2024-03-05 10:17 CET scheduled id=a:\n  text\n\n  more\n2024-03-06 00:10:05 in_progress at=00:09 \"Live map\"=under_maintenance\n00:11 amend a status=scheduled: x")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "\n") > 30 {
			return
		}
		script, err := incidenttest.ParseScript(nil, march5, text)
		if err != nil || slices.ContainsFunc(script.Steps, func(st incidenttest.Step) bool { return st.Refused }) {
			return
		}
		for i := range script.Steps {
			if (&incidenttest.Script{Steps: script.Steps[:i+1]}).Incident().Validate() != nil {
				return // the model rejects this step
			}
		}
		got := new(incident.Incident)
		last := time.Time{}
		err = script.Twice().Run(new(incidenttest.Clock), func(st incidenttest.Step) error {
			if st.At.Before(last) {
				t.Errorf("line %d is before the line above", st.Line)
			}
			last = st.At
			switch u := st.Update; st.Kind {
			case incidenttest.StepAmend:
				return got.Amend(u.ID, u.EditedAt, func(was *incident.Update) { *was = u })
			case incidenttest.StepRetract:
				return got.Retract(u.ID, u.RetractedAt)
			case incidenttest.StepTitle:
				got.Title = st.Text
				return nil
			case incidenttest.StepSeverity:
				got.Severity = st.Text
				return nil
			case incidenttest.StepTick:
				return nil
			default:
				return got.Insert(u)
			}
		})
		if err != nil && strings.Contains(err.Error(), ".body: required") {
			return // an update that says nothing
		}
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if diff := incidenttest.Diff(script.Incident(), got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	})
}
