package markdown

import (
	"errors"
	"strings"
	"testing"
)

func TestManyDefinitions(t *testing.T) {
	line := "[label]: https://shop.example\n"
	for name, tt := range map[string]struct {
		src  string
		fits bool
	}{
		"as many as allowed":             {"# A\n\n" + strings.Repeat(line, documentDefinitions), true},
		"too many":                       {"# A\n\n" + strings.Repeat(line, documentDefinitions+1), false},
		"a few above a long paragraph":   {"# A\n\n" + strings.Repeat(line, 10) + strings.Repeat("word\n", 100_000), true},
		"many above a longer paragraph":  {"# A\n\n" + strings.Repeat(line, 1000) + strings.Repeat("word\n", 20_000), false},
		"any number between blank lines": {"# A\n\n" + strings.Repeat(line+"\n", 3*documentDefinitions), true},
	} {
		_, err := Blocks(tt.src)
		var limit *LimitError
		if fits := err == nil; fits != tt.fits || !fits && (!errors.As(err, &limit) || limit.Limit != "definitions") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
