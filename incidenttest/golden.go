package incidenttest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// updateVariable makes Golden write its files.
const updateVariable = "INCIDENT_UPDATE"

// Golden compares got with the file, "testdata/outage.txt" for one, and fails
// the test with a diff of lines where they are not equal, byte for byte.
//
// With the environment variable INCIDENT_UPDATE=1 it writes got to the file
// instead, with the folders above; look at the change before you commit it. Any
// other value of the variable stops the test, and so does 1 where the variable
// CI is set, as services for continuous integration do: a run there must not
// agree with itself. There is no flag, since a library has no business
// registering one.
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
		t.Errorf("%s has its line ends as CR LF: a checkout changed them; say \"* -text\" in .gitattributes", file)
		return
	}
	t.Errorf("%s (-want +got), %s=1 writes it anew:\n%s", file, updateVariable, diffLines(want, got))
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
