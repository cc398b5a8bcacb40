package incident_test

import (
	"cmp"
	"errors"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
)

// testWords checks one type of words: parsing folds, unknown words are refused
// with a code, Valid agrees, and Compare, where there is one, is the order of the
// list.
func testWords[T ~string](t *testing.T, known []T, parse func(string) (T, error), valid func(T) bool, compare func(T, T) int) {
	t.Helper()
	if len(known) == 0 {
		t.Fatal("no words")
	}
	for _, w := range known {
		for _, s := range []string{
			string(w), strings.ToUpper(string(w)), strings.ReplaceAll(string(w), "_", " "),
			strings.ReplaceAll(string(w), "_", "-"), strings.ReplaceAll(string(w), "_", ""), " " + string(w) + " ",
		} {
			if got, err := parse(s); got != w || err != nil {
				t.Errorf("parse(%q) = %q, %v; want %q", s, got, err, w)
			}
		}
		if !valid(w) {
			t.Errorf("%q is not valid", w)
		}
	}
	if got, err := parse(""); got != "" || err != nil || !valid("") {
		t.Errorf(`parse("") = %q, %v; valid %v`, got, err, valid(""))
	}
	for _, s := range []string{"unheard_of", string(known[0]) + "s", "\x00"} {
		_, err := parse(s)
		var field *incident.FieldError
		if !errors.As(err, &field) || field.Code != incident.CodeUnknown || field.Path == "" || valid(T(s)) {
			t.Errorf("parse(%q): %v; valid %v", s, err, valid(T(s)))
		}
	}
	if compare == nil {
		return
	}
	for i, a := range known {
		for j, b := range known {
			if got := compare(a, b); cmp.Compare(got, 0) != cmp.Compare(i, j) {
				t.Errorf("compare(%q, %q) = %d", a, b, got)
			}
		}
		if compare("unheard_of", a) >= 0 {
			t.Errorf("an unknown word is not before %q", a)
		}
	}
}

func TestWords(t *testing.T) {
	testWords(t, incident.Statuses(), incident.ParseStatus, incident.Status.Valid, incident.Status.Compare)
	testWords(t, incident.Impacts(), incident.ParseImpact, incident.Impact.Valid, incident.Impact.Compare)
	testWords(t, incident.ComponentStatuses(), incident.ParseComponentStatus, incident.ComponentStatus.Valid, incident.ComponentStatus.Compare)
	testWords(t, incident.Milestones(), incident.ParseMilestone, incident.Milestone.Valid, incident.Milestone.Compare)
	testWords(t, incident.Precisions(), incident.ParsePrecision, incident.Precision.Valid, nil)
	testWords(t, incident.SectionKinds(), incident.ParseSectionKind, incident.SectionKind.Valid, nil)
	testWords(t, incident.Forms(), incident.ParseForm, incident.Form.Valid, nil)
	testWords(t, incident.ActionTypes(), incident.ParseActionType, incident.ActionType.Valid, nil)
	testWords(t, incident.ActionStates(), incident.ParseActionState, incident.ActionState.Valid, incident.ActionState.Compare)
	testWords(t, incident.Facts(), incident.ParseFact, incident.Fact.Valid, nil)
	testWords(t, incident.ReviewStates(), incident.ParseReviewState, incident.ReviewState.Valid, incident.ReviewState.Compare)
	if incident.ReviewState("").Compare(incident.ReviewDraft) != 0 {
		t.Error(`"" is not a draft`)
	}
}
