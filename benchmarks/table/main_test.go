package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestRun checks that a run replaces the text between the comments and nothing
// else.
func TestRun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(file, []byte("above\n"+begin+"old\n"+end+"below\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := run(file, quick); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := string(page)
	if !strings.HasPrefix(got, "above\n"+begin) || !strings.HasSuffix(got, end+"below\n") || strings.Contains(got, "old\n") {
		t.Errorf("the page is\n%s", got)
	}
	for _, heading := range []string{
		"Goals", "Writing HTML", "Writing text", "Writing Markdown", "Reading HTML", "Reading text", "Reading Markdown", "Growth",
	} {
		if !strings.Contains(got, "\n### "+heading+"\n\n| ") {
			t.Errorf("no table %s", heading)
		}
	}
}

func TestRunRefusesAFileWithoutMarks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(file, []byte("above\nbelow\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := run(file, quick); err == nil {
		t.Error("no error")
	}
}

func TestExponent(t *testing.T) {
	sizes := []int{100, 1_000, 10_000}
	for _, test := range []struct {
		name  string
		times []time.Duration
		want  float64
	}{
		{"linear", []time.Duration{5e3, 5e4, 5e5}, 1},
		{"square", []time.Duration{5e3, 5e5, 5e7}, 2},
	} {
		var l line
		for _, ns := range test.times {
			l.timings = append(l.timings, timing{rounds: []time.Duration{ns}})
		}
		if got := l.exponent(sizes); got < test.want-1e-6 || got > test.want+1e-6 {
			t.Errorf("%s: exponent %v, want %v", test.name, got, test.want)
		}
	}
}

// TestMedianOfRatios checks that a round on a slow machine does not change a
// ratio.
func TestMedianOfRatios(t *testing.T) {
	ours, theirs := timing{rounds: []time.Duration{100, 900, 110}}, timing{rounds: []time.Duration{200, 1800, 220}}
	if got := theirs.over(ours); got != 2 {
		t.Errorf("the ratio is %v, want 2", got)
	}
}
