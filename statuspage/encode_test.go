package statuspage_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/statuspage"
)

func ExampleAnswer_Append() {
	inc := slow()
	answer := statuspage.Answer{Kind: statuspage.KindStatus, Page: inc.Page, Incidents: []*incident.Incident{inc}}
	data, err := answer.Append(nil)
	if err != nil {
		panic(err)
	}
	fmt.Printf("%s", data)
	// Output:
	// {"page":{"id":"p1","name":"Example Shop","url":"","updated_at":"2024-03-05T09:17:00.000Z"},"status":{"indicator":"major","description":"Partial System Outage"}}
}

// TestAnswersComeBack reads real answers, writes them, and reads them again.
func TestAnswersComeBack(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(fixture.Corpus(t, "corpus", "json"), "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	back := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		first, err := statuspage.Reader{}.Read(file, data)
		if err != nil {
			continue // of another vendor
		}
		second := *first
		if second.Kind == statuspage.KindIncident {
			second.Kind = statuspage.KindIncidents
		}
		written, err := second.Append(nil)
		var field *incident.FieldError
		if errors.As(err, &field) && field.Code == incident.CodeUnsupported {
			continue // a webhook
		}
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		again, err := statuspage.Reader{}.Read(file, written)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		again.Kind = first.Kind
		if diff := cmp.Diff(first, again, cmpopts.IgnoreFields(statuspage.Answer{}, "Notes")); diff != "" {
			t.Errorf("%s (-read +written and read):\n%s", filepath.Base(file), diff)
		}
		back++
	}
	if back < 8 {
		t.Errorf("%d answers came back", back)
	}
}
