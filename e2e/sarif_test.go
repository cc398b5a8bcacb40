package e2e

import (
	"bytes"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // includes the schema, see sarifSchema
	"github.com/xeipuuv/gojsonschema"
)

// sarifSchema returns the SARIF 2.1.0 schema by OASIS from the source of a
// package that uses it for validation. The package exports no function to
// validate bytes, and its own types write more than they have read.
func sarifSchema(t *testing.T) string {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "pkg/report/v210/sarif/schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	schema := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && len(lit.Value) > len(schema) {
			schema = lit.Value
		}
		return true
	})
	if schema, err = strconv.Unquote(schema); err != nil || !strings.Contains(schema, "sarif-schema-2.1.0.json") {
		t.Fatalf("%v: no schema in %s", err, dir)
	}
	return schema
}

// TestSARIF validates the output of the command against the schema.
func TestSARIF(t *testing.T) {
	schema, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(sarifSchema(t)))
	if err != nil {
		t.Fatal(err)
	}
	faults := func(log []byte) []gojsonschema.ResultError {
		result, err := schema.Validate(gojsonschema.NewBytesLoader(log))
		if err != nil {
			t.Fatal(err)
		}
		return result.Errors()
	}
	for _, args := range [][]string{
		{"../examples/lint/report.txt"},
		{"-rules", "zone-season", "../examples/lint/report.txt"}, // no findings
		{"../examples/lint/report.txt", "../examples/lint/postmortems"},
		{"-profile", "internal", "../examples/checkout.json"},
	} {
		cmd := exec.Command("go", append([]string{"run", "github.com/incidentkit/incident/cmd/incident", "lint", "-format", "sarif"}, args...)...)
		var said bytes.Buffer
		cmd.Stderr = &said
		out, err := cmd.Output()
		var failed *exec.ExitError
		if err != nil && (!errors.As(err, &failed) || len(out) == 0) {
			t.Fatalf("%q: %v\n%s", args, err, &said)
		}
		for _, fault := range faults(out) {
			t.Errorf("%q: %v", args, fault)
		}
		// Check that the test can fail: an unknown key, and an unknown
		// level.
		for _, change := range [][2]string{{`"columnKind"`, `"columnsKind"`}, {`"level": "error"`, `"level": "fatal"`}} {
			if bad := bytes.ReplaceAll(out, []byte(change[0]), []byte(change[1])); !bytes.Equal(bad, out) && len(faults(bad)) == 0 {
				t.Errorf("%q: %s is accepted", args, change[1])
			}
		}
	}
}
