package main

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// TestSchemasAreUpToDate compares the schemas in docs with the types.
func TestSchemasAreUpToDate(t *testing.T) {
	all := schemas("../..")
	if len(all) != 3 {
		t.Errorf("%d schemas", len(all))
	}
	for name, want := range all {
		if !json.Valid(want) {
			t.Errorf("%s is no JSON", name)
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is out of date: go generate . (%v)", name, err)
		}
	}
}
