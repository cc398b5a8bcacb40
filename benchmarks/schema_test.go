package benchmarks

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/parse"
)

// TestSchemas checks the schemas in docs with an independent validator, and
// compares it with our reader: both must accept the same documents.
func TestSchemas(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compile := func(name string) *jsonschema.Schema {
		s, err := compiler.Compile(filepath.Join("..", "docs", name))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	incidents, templates := compile("incident.schema.json"), compile("template.schema.json")
	validate := func(s *jsonschema.Schema, data []byte) error {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(value)
	}
	marshal := func(v any) []byte {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}

	inputs := make(map[string][]byte)
	files, _ := filepath.Glob("../testdata/json/v1/*.json")
	for _, name := range append(files, "../examples/checkout.json") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		inputs[name] = data
	}
	valid := 0
	for seed := range uint64(50) {
		inputs["random"] = marshal(incidenttest.Random(seed))
		for name, data := range inputs {
			err := validate(incidents, data)
			switch unknown := hasUnknownWords(t, data); {
			case unknown && (err == nil || !onlyWords(err.(*jsonschema.ValidationError))), !unknown && err != nil:
				t.Errorf("%s, seed %d: %v", name, seed, err)
			case !unknown:
				valid++
			}
		}
		clear(inputs)
	}
	if len(files) < 10 || valid < 55 {
		t.Errorf("%d files, and %d documents are valid", len(files), valid)
	}

	for _, template := range incident.Templates() {
		if err := validate(templates, marshal(template)); err != nil {
			t.Errorf("%s: %v", template.Name, err)
		}
	}
	data, err := os.ReadFile("../examples/template/template.json")
	if err == nil {
		err = validate(templates, data)
	}
	if err != nil {
		t.Error(err)
	}

	for input, good := range map[string]bool{
		`{}`: true, `{"schema": 1, "labels": {"team": "x"}}`: true,
		`{"updates": [{"status": "resolved", "at": "2024-03-05T09:17:00+01:00"}]}`: true,
		`{"events": [{"milestone": "authority_notified"}]}`:                        true,
		`{"schema": 2}`:                             false,
		`{"titel": "x"}`:                            false,
		`{"title": 7}`:                              false,
		`{"labels": {"team": 7}}`:                   false,
		`{"updates": {}}`:                           false,
		`{"updates": [{"at": "yesterday"}]}`:        false,
		`{"updates": [{"body": "x", "schema": 1}]}`: false,
		`{"postmortem": {"sections": [{"actions": [{"due": "soon"}]}]}}`:             false,
		`{"postmortem": {"sections": [{"level": 1.5}]}}`:                             false,
		`{"postmortem": {"sections": [{"timeline": {"events": [{"extra": "x"}]}}]}}`: false,
	} {
		schemaErr := validate(incidents, []byte(input))
		_, readErr := parse.JSON{}.Parse("x", []byte(input))
		if (schemaErr == nil) != good || (readErr == nil) != good {
			t.Errorf("%s: the schema says %v, and the reader %v", input, schemaErr, readErr)
		}
	}
}

// onlyWords reports whether all faults are unknown words.
func onlyWords(err *jsonschema.ValidationError) bool {
	if len(err.Causes) > 0 {
		return !slices.ContainsFunc(err.Causes, func(cause *jsonschema.ValidationError) bool { return !onlyWords(cause) })
	}
	switch err.ErrorKind.(type) {
	case *kind.Enum, *kind.Pattern:
		return true
	}
	return false
}

// hasUnknownWords reports whether an incident has words that the model does not
// know, as some files of users do.
func hasUnknownWords(t *testing.T, data []byte) bool {
	doc, err := parse.JSON{Lax: true}.Parse("x", data)
	if doc == nil {
		t.Fatal(err)
	}
	broken, _ := doc.Incidents[0].Validate().(incident.Errors)
	return slices.ContainsFunc(broken, func(e *incident.FieldError) bool { return e.Code == incident.CodeUnknown })
}
