package incidenttest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/render"
)

// recorder is a testing.TB that records failures and messages.
type recorder struct {
	testing.TB
	failed, fatal bool
	log           strings.Builder
}

func (r *recorder) Helper()                      {}
func (r *recorder) Logf(format string, a ...any) { fmt.Fprintf(&r.log, format, a...) }
func (r *recorder) Errorf(format string, a ...any) {
	r.failed = true
	fmt.Fprintf(&r.log, format, a...)
}

func (r *recorder) Fatalf(format string, a ...any) {
	r.Errorf(format, a...)
	r.fatal = true
	runtime.Goexit()
}

func (r *recorder) Fatal(a ...any) { r.Fatalf("%s", fmt.Sprint(a...)) }

// golden calls Golden with a recorder.
func golden(t *testing.T, update, ci, file, got string) *recorder {
	t.Helper()
	t.Setenv("INCIDENT_UPDATE", update)
	t.Setenv("CI", ci)
	r := &recorder{TB: t}
	done := make(chan bool)
	go func() {
		defer close(done)
		incidenttest.Golden(r, file, []byte(got))
	}()
	<-done
	return r
}

func ExampleGolden() {
	t := new(recorder) // the recorder in place of a *testing.T
	report := render.Text{}.Append(nil, incidenttest.Outage())
	incidenttest.Golden(t, "testdata/outage.txt", report)
	fmt.Println("failed:", t.failed)
	// Output: failed: false
}

func TestGolden(t *testing.T) {
	incidenttest.Golden(t, "testdata/outage.txt", render.Text{}.Append(nil, incidenttest.Outage()))
}

func TestGoldenFails(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "deep", "er", "report.txt")

	r := golden(t, "", "", file, "a\n")
	if !r.fatal || !strings.Contains(r.log.String(), "INCIDENT_UPDATE=1") {
		t.Errorf("no file: %q", r.log.String())
	}
	for _, value := range []string{"0", "true", "yes", " 1"} {
		if r := golden(t, value, "", file, "a\n"); !r.fatal {
			t.Errorf("INCIDENT_UPDATE=%s passes", value)
		}
	}
	if r := golden(t, "1", "true", file, "a\n"); !r.fatal {
		t.Error("CI updates")
	}
	if _, err := os.Stat(file); err == nil {
		t.Fatal("the file is there")
	}

	if r := golden(t, "1", "", file, "one\ntwo\nthree\n"); r.failed || !strings.Contains(r.log.String(), "report.txt") {
		t.Errorf("an update: %q", r.log.String())
	}
	if r := golden(t, "1", "", file, "one\ntwo\nthree\n"); r.failed || r.log.Len() > 0 {
		t.Errorf("an update of nothing: %q", r.log.String())
	}
	if r := golden(t, "", "true", file, "one\ntwo\nthree\n"); r.failed || r.log.Len() > 0 {
		t.Errorf("the same: %q", r.log.String())
	}
	r = golden(t, "", "", file, "one\nzwei\nthree\n")
	if log := r.log.String(); !r.failed || r.fatal || !strings.Contains(log, "two") || !strings.Contains(log, "zwei") || !strings.Contains(log, "-want +got") {
		t.Errorf("another line: %q", log)
	}
	if r := golden(t, "", "", file, "one\ntwo\nthree"); !r.failed {
		t.Error("the last line end is not compared")
	}

	if err := os.WriteFile(file, []byte("one\r\ntwo\r\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if r := golden(t, "", "", file, "one\ntwo\n"); !r.failed || !strings.Contains(r.log.String(), ".gitattributes") {
		t.Errorf("CR LF: %q", r.log.String())
	}

	// A folder can be neither read nor written as a file.
	if r := golden(t, "", "", dir, "a"); !r.fatal {
		t.Error("a folder is read")
	}
	if r := golden(t, "1", "", dir, "a"); !r.fatal {
		t.Error("a folder is written over")
	}
	if r := golden(t, "1", "", filepath.Join(file, "below"), "a"); !r.fatal {
		t.Error("a file holds files")
	}
}
