package incident_test

import (
	"errors"
	"fmt"

	"github.com/incidentkit/incident"
)

func ExampleStatuses() {
	for _, s := range incident.Statuses() {
		if s.IsFinal() {
			fmt.Println(s, s.IsMaintenance())
		}
	}
	// Output:
	// resolved false
	// completed true
}

func ExampleImpacts() {
	impacts := incident.Impacts()
	fmt.Println(impacts[0], impacts[len(impacts)-1])
	// Output: none critical
}

func ExampleParseImpact() {
	impact, err := incident.ParseImpact("Major")
	fmt.Println(impact, err)
	_, err = incident.ParseImpact("huge")
	var fault *incident.FieldError
	fmt.Println(errors.As(err, &fault) && fault.Code == incident.CodeUnknown)
	// Output:
	// major <nil>
	// true
}

func ExampleComponentStatuses() {
	for _, s := range incident.ComponentStatuses() {
		fmt.Println(s, s.Impact())
	}
	// Output:
	// operational none
	// under_maintenance maintenance
	// degraded_performance minor
	// partial_outage major
	// major_outage critical
}

func ExampleParseComponentStatus() {
	status, err := incident.ParseComponentStatus("Partial Outage")
	fmt.Println(status, err)
	// Output: partial_outage <nil>
}

func ExampleMilestones() {
	for _, m := range incident.Milestones()[:3] {
		fmt.Println(m)
	}
	// Output:
	// trigger
	// impact_started
	// detected
}

func ExampleParseMilestone() {
	m, err := incident.ParseMilestone("Impact started")
	fmt.Println(m, m.Compare(incident.MilestoneDetected) < 0, err)
	// Output: impact_started true <nil>
}

func ExamplePrecisions() {
	fmt.Println(incident.Precisions())
	// Output: [day about]
}

func ExampleParsePrecision() {
	p, err := incident.ParsePrecision("About")
	fmt.Println(p, err)
	// Output: about <nil>
}

func ExampleSectionKinds() {
	fmt.Println(incident.SectionKinds()[0], len(incident.SectionKinds()))
	// Output: summary 30
}

func ExampleParseSectionKind() {
	k, err := incident.ParseSectionKind("root-cause")
	fmt.Println(k, err)
	// Output: root_cause <nil>
}

func ExampleForms() {
	fmt.Println(incident.Forms())
	// Output: [paragraphs bullets numbered tasks table]
}

func ExampleParseForm() {
	f, err := incident.ParseForm("Table")
	fmt.Println(f, err)
	// Output: table <nil>
}

func ExampleActionTypes() {
	fmt.Println(incident.ActionTypes())
	// Output: [prevent detect mitigate process other]
}

func ExampleParseActionType() {
	t, err := incident.ParseActionType("Prevent")
	fmt.Println(t, err)
	// Output: prevent <nil>
}

func ExampleActionStates() {
	fmt.Println(incident.ActionStates())
	// Output: [open in_progress done dropped]
}

func ExampleParseActionState() {
	s, err := incident.ParseActionState("In progress")
	fmt.Println(s, s.Compare(incident.ActionDone) < 0, err)
	// Output: in_progress true <nil>
}

func ExampleReviewStates() {
	fmt.Println(incident.ReviewStates())
	// Output: [draft in_review approved]
}

func ExampleParseReviewState() {
	s, err := incident.ParseReviewState("In review")
	fmt.Println(s, s.Compare("") > 0, err)
	// Output: in_review true <nil>
}

func ExampleFacts() {
	fmt.Println(incident.Facts()[:3])
	// Output:
	// [title id page]
}

func ExampleParseFact() {
	f, err := incident.ParseFact("Time to detect")
	fmt.Println(f, err)
	// Output:
	// time_to_detect <nil>
}
