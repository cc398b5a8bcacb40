package incidenttest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// updateVariable is the environment variable that makes Golden write its files.
const updateVariable = "INCIDENT_UPDATE"

// Golden compares got with a file, such as "testdata/outage.txt", and fails the
// test with a diff of lines if they are not equal, byte for byte.
//
// If the environment variable INCIDENT_UPDATE is 1, it writes got to the file
// instead and creates missing folders; review the change before you commit it.
// Any other value stops the test. So does 1 if the variable CI is set, as it is
// in continuous integration, because there a test must not update its own
// expectations. There is no flag, because a library should not register flags.
//
//	INCIDENT_UPDATE=1 go test ./...
func Golden(t testing.TB, file string, got []byte) {
	t.Helper()
	switch value := os.Getenv(updateVariable); value {
	case "", "1":
		if value == "1" {
			writeGolden(t, file, got)
			return
		}
	default:
		t.Fatalf("%s=%s: the only value it takes is 1", updateVariable, value)
	}
	want, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("there is no %s; run the test with %s=1 to write it", file, updateVariable)
	}
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(want, got) {
		return
	}
	if bytes.Equal(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")), got) {
		t.Errorf("%s has CR LF line endings, which a checkout may have changed; add \"* -text\" to .gitattributes", file)
		return
	}
	t.Errorf("%s (-want +got); set %s=1 to update the file:\n%s", file, updateVariable, diffLines(want, got))
}

func writeGolden(t testing.TB, file string, got []byte) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf("%s=1 where CI is set: nobody would look at what it writes to %s", updateVariable, file)
	}
	if want, err := os.ReadFile(file); err == nil && bytes.Equal(want, got) {
		return
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, got, 0o666); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s is written", file)
}
