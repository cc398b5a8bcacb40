package claim_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident/claim"
)

var update = flag.Bool("update", false, "write testdata/sentences.txt")

// TestSentences reads the sentences of testdata/sentences.txt, which says what
// each of them claims.
func TestSentences(t *testing.T) {
	file := filepath.Join("testdata", "sentences.txt")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		if line == "" || line[0] == '#' {
			continue
		}
		sentence, want, _ := strings.Cut(line, " => ")
		zone, body, ok := strings.Cut(strings.TrimPrefix(sentence, "@"), " ")
		if !ok || sentence[0] != '@' {
			zone, body = "UTC", sentence
		}
		near := time.Date(2024, time.August, 28, 12, 0, 0, 0, time.UTC)
		if at, rest, ok := strings.Cut(strings.TrimPrefix(body, "{"), "} "); ok {
			if near, err = time.Parse("2006-01-02T15:04", at); err != nil {
				t.Fatal(err)
			}
			body = rest
		}
		got := said(claim.Read(strings.ReplaceAll(body, `\n`, "\n"), near, location(t, zone)))
		if got = strings.ReplaceAll(got, "\n", `\n`); got != want {
			t.Errorf("%s\n got  %s\n want %s", sentence, got, want)
		}
		lines[i] = sentence + " => " + got
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
