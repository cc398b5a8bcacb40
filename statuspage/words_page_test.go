package statuspage

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestPageOfWords checks that docs/from-statuspage.md mentions every key that
// the reader knows.
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
