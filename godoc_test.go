package incident_test

import (
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// publicPackages returns the folders of the public packages.
func publicPackages(t *testing.T) []string {
	var dirs []string
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		}
		switch d.Name() {
		case "internal", "cmd", "examples", "benchmarks", "e2e", "testdata":
			return fs.SkipDir
		}
		if files, _ := filepath.Glob(filepath.Join(name, "*.go")); files != nil {
			dirs = append(dirs, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

// TestDocumentation checks that every package, exported function, type and
// method has a comment, that every exported function has an Example, and that
// every type with methods has an Example of its own or of a method.
func TestDocumentation(t *testing.T) {
	dirs := publicPackages(t)
	if len(dirs) < 6 {
		t.Fatalf("found the packages %q alone", dirs)
	}
	for _, dir := range dirs {
		pkg, examples := documentation(t, dir)
		if pkg.Doc == "" {
			t.Errorf("%s has no comment", dir)
		}
		shown := make(map[string]bool)
		for _, e := range examples {
			if e.Output == "" && !e.EmptyOutput {
				t.Errorf("%s: the Example %s has no output, so it does not run", dir, e.Name)
			}
			name := e.Name
			if i := strings.LastIndexByte(name, '_'); i >= 0 && unicode.IsLower(rune(name[i+1])) {
				name = name[:i] // without its suffix
			}
			shown[name] = true
		}
		function := func(f *doc.Func) {
			if f.Doc == "" {
				t.Errorf("%s: %s has no comment", dir, f.Name)
			}
			if !shown[f.Name] {
				t.Errorf("%s: %s has no Example", dir, f.Name)
			}
		}
		for _, f := range pkg.Funcs {
			function(f)
		}
		for _, typ := range pkg.Types {
			if typ.Doc == "" {
				t.Errorf("%s: %s has no comment", dir, typ.Name)
			}
			some := shown[typ.Name] || len(typ.Methods) == 0
			for _, f := range typ.Funcs {
				function(f)
				some = some || shown[f.Name]
			}
			for _, m := range typ.Methods {
				if m.Doc == "" {
					t.Errorf("%s: %s.%s has no comment", dir, typ.Name, m.Name)
				}
				some = some || shown[typ.Name+"_"+m.Name] || m.Name == "Valid" && shown["Words"] // a type of words
			}
			if !some {
				t.Errorf("%s: %s has no Example", dir, typ.Name)
			}
		}
	}
}

// documentation returns the documentation of a package, as go doc shows it, and
// its Examples.
func documentation(t *testing.T, dir string) (*doc.Package, []*doc.Example) {
	p, err := build.ImportDir(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	read := func(names []string) (files []*ast.File) {
		for _, name := range names {
			f, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		return files
	}
	pkg, err := doc.NewFromFiles(fset, read(p.GoFiles), module+"/"+dir)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, doc.Examples(read(append(p.TestGoFiles, p.XTestGoFiles...))...)
}
