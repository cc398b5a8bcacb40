package statuspage

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestPageOfWords holds docs/from-statuspage.md to the keys that the reader
// knows: each stands in it.
func TestPageOfWords(t *testing.T) {
	page, err := os.ReadFile("../docs/from-statuspage.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range slices.Concat(answerKeys, statusKeys, pageKeys, incidentKeys, updateKeys, componentKeys, changeKeys) {
		if !strings.Contains(string(page), "`"+key+"`") {
			t.Errorf("the key %s is missing", key)
		}
	}
}
