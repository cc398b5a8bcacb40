package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident/internal/fixture"
)

// TestProgress shows on a terminal how far a long run is, and takes that away
// before a message.
func TestProgress(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.json", "b.json", "c.json", "d.json"} {
		text := newDocument(t, fixture.Login())
		if name == "c.json" {
			text = "{"
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		interactive bool
		step        time.Duration
		want        string
	}{
		{true, 600 * time.Millisecond, "\r2 of 4 files\x1b[K"}, {true, time.Millisecond, ""}, {false, time.Minute, ""},
	} {
		now := time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)
		var stderr bytes.Buffer
		env := environment{stdin: strings.NewReader(""), stdout: io.Discard, stderr: &stderr, interactive: test.interactive, now: func() time.Time {
			now = now.Add(test.step)
			return now
		}}
		run(env, []string{"convert", "-to", "jsonl", dir})
		if got := stderr.String(); !strings.HasPrefix(got, test.want) || strings.Contains(got, "\r") != (test.want != "") {
			t.Errorf("%v, %v: %q", test.interactive, test.step, got)
		}
		screen := stderr.String()
		for line := range strings.SplitSeq(screen, "\n") {
			if i := strings.Index(line, " of 4 files"); i >= 0 && strings.LastIndex(line, "\r\x1b[K") < strings.LastIndex(line, "files") && line != "" {
				t.Errorf("the progress stays before a message: %q", line)
			}
		}
	}
}

// TestProgressOfOneFile counts the incidents of a file with many.
func TestProgressOfOneFile(t *testing.T) {
	doc := newDocument(t, fixture.Login())
	for _, args := range [][]string{{"convert", "-to", "jsonl"}, {"stats"}} {
		now := time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)
		var stderr bytes.Buffer
		env := environment{stdin: strings.NewReader("[" + doc + "," + doc + "," + doc + "]"), stdout: io.Discard, stderr: &stderr, interactive: true, now: func() time.Time {
			now = now.Add(600 * time.Millisecond)
			return now
		}}
		code := run(env, args)
		if got := stderr.String(); code != exitDone || !strings.Contains(got, "\r2 of 3 incidents\x1b[K") || !strings.HasSuffix(got, "\r\x1b[K") {
			t.Errorf("%q: exit %d, %q", args, code, got)
		}
	}
}

// TestWaitingIsSaid says that a report is waited for if it is typed.
func TestWaitingIsSaid(t *testing.T) {
	for _, args := range [][]string{{"convert"}, {"stats", "-"}, {"show", "-"}} {
		for _, typed := range []bool{true, false} {
			var stderr bytes.Buffer
			run(environment{stdin: strings.NewReader(newDocument(t, fixture.Login())), typed: typed, stdout: io.Discard, stderr: &stderr, now: time.Now}, args)
			if got := stderr.String(); (got == waiting) != typed || !typed && got != "" {
				t.Errorf("%q, typed %v: %q", args, typed, got)
			}
		}
	}
}

func TestIsTerminal(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	closed, err := os.Open(os.DevNull)
	if err := errors.Join(err, closed.Close()); err != nil {
		t.Fatal(err)
	}
	for _, f := range []*os.File{null, r, closed} {
		if isTerminal(f) {
			t.Errorf("%s is no terminal", f.Name())
		}
	}
}
