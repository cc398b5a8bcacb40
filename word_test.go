package incident_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

func ExampleWords() {
	fmt.Println(incident.Words[incident.Impact]())
	fmt.Println(incident.Words[incident.ReviewState]())
	// Output:
	// [none maintenance minor major critical]
	// [draft in_review approved]
}

func ExampleParse() {
	status, err := incident.Parse[incident.Status]("In Progress")
	fmt.Println(status, err)
	_, err = incident.Parse[incident.ActionType]("avoid")
	fmt.Println(err)
	// Output:
	// in_progress <nil>
	// type: unknown: "avoid" is not one of prevent, detect, mitigate, process, other
}

func ExampleLabel() {
	fmt.Println(incident.Label(incident.StatusInProgress))
	for _, s := range incident.Words[incident.ComponentStatus]() {
		fmt.Println(incident.Label(s))
	}
	// Output:
	// In progress
	// Operational
	// Under maintenance
	// Degraded performance
	// Partial outage
	// Major outage
}

// TestLabelIsPrinted compares labels with the texts of reports.
func TestLabelIsPrinted(t *testing.T) {
	terms := words.English().Terms
	for _, s := range incident.Words[incident.Status]() {
		if got, want := incident.Label(s), string(terms.AppendStatus(nil, string(s))); got != want {
			t.Errorf("%s: %q, and reports print %q", s, got, want)
		}
	}
	labelled[incident.ComponentStatus](t)
	labelled[incident.Impact](t)
	labelled[incident.Milestone](t)
	labelled[incident.ActionState](t)
	labelled[incident.ActionType](t)
	if got := incident.Label(incident.Status("")) + incident.Label(incident.Status("Éteint_e")); got != "Éteint e" {
		t.Errorf("%q", got)
	}
}

func labelled[T incident.Word](t *testing.T) {
	for _, w := range incident.Words[T]() {
		if got, want := incident.Label(w), string(words.English().Terms.AppendReadable(nil, string(w))); got != want {
			t.Errorf("%s: %q, and reports print %q", w, got, want)
		}
	}
}

// TestWordsAreCopies checks that a caller cannot change the known words.
func TestWordsAreCopies(t *testing.T) {
	incident.Words[incident.Status]()[0] = "x"
	if _, err := incident.Parse[incident.Status]("investigating"); err != nil {
		t.Error(err)
	}
	var field *incident.FieldError
	if _, err := incident.Parse[incident.Form]("circle"); !errors.As(err, &field) || field.Path != "form" || field.Code != incident.CodeUnknown {
		t.Error(err)
	}
}
