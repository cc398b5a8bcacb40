package incident_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A listing is a fenced code block of a documentation page. A block of Go has
// the name of a file after its language. It is written to that file of a fresh
// module, which uses a checkout by a replace directive. In a block of the
// language console, lines that begin with "$ " are commands and the others are
// their output, in which "..." stands for any number of lines. Commands run in
// the clone, or in the fresh module if "new" follows the language. A command
// may fail if its output ends with "exit status" and a number, as "go run"
// prints it. In a block of YAML, which is a workflow of continuous integration,
// the commands follow "run:". The listings of a page run in order.
type listing struct {
	line       int
	lang, name string
	text       string
}

func listings(t *testing.T, page string) (list []listing) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	inside := false
	for i, line := range strings.Split(string(data), "\n") {
		info, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && inside:
			inside = false
		case fence:
			lang, name, _ := strings.Cut(info, " ")
			list, inside = append(list, listing{line: i + 1, lang: lang, name: name}), true
		case inside:
			list[len(list)-1].text += line + "\n"
		}
	}
	return list
}

// TestListings follows the instructions of the documentation. It builds the
// module and several programs from scratch, so it only runs if
// INCIDENT_LISTINGS is set, as in continuous integration. TestListingsCompile
// always runs.
func TestListings(t *testing.T) {
	if os.Getenv("INCIDENT_LISTINGS") == "" {
		t.Skip("INCIDENT_LISTINGS is not set: the commands of the documentation are not run")
	}
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	commands, files := 0, 0
	dir := t.TempDir() // shared by all pages, so that nothing is built twice
	clone, fresh := filepath.Join(dir, "incident"), filepath.Join(dir, "bot")
	for _, page := range append(pages, "README.md") {
		t.Run(page, func(t *testing.T) {
			list := listings(t, page)
			if err := errors.Join(os.RemoveAll(clone), os.RemoveAll(fresh)); err != nil {
				t.Fatal(err)
			}
			if slices.ContainsFunc(list, func(l listing) bool { return l.lang == "go" || l.lang == "console" || l.lang == "yaml" }) {
				copyModule(t, clone)
			}
			for _, l := range list {
				at := fmt.Sprintf("%s:%d", page, l.line)
				switch {
				case l.lang == "go" && l.name == "":
					t.Errorf("%s: a listing of Go without the name of a file is not run", at)
				case l.lang == "go":
					files++
					if err := os.MkdirAll(fresh, 0o777); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(filepath.Join(fresh, l.name), []byte(l.text), 0o666); err != nil {
						t.Fatal(err)
					}
				case l.lang == "console":
					dir := clone
					if l.name == "new" {
						dir = fresh
					}
					commands += console(t, at, dir, l.text)
				case l.lang == "yaml":
					for _, m := range workflowStep.FindAllStringSubmatch(l.text, -1) {
						commands += console(t, at, clone, "$ "+m[1]+"\n...")
					}
				}
			}
		})
	}
	workflows, err := filepath.Glob("docs/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range workflows {
		t.Run(name, func(t *testing.T) {
			commands += workflow(t, name, clone)
		})
	}
	if commands == 0 || files == 0 {
		t.Errorf("%d commands ran, and %d files", commands, files)
	}
}

// TestListingsCompile vets the Go listings of all pages as packages of one
// module, which uses this checkout by a replace directive and shares its build
// cache.
func TestListingsCompile(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	checkout, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	dir, n := t.TempDir(), 0
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for i, page := range append(pages, "README.md") {
		for _, l := range listings(t, page) {
			if l.lang == "go" {
				n++
				write(fmt.Sprintf("page%d/%s", i, l.name), l.text)
			}
		}
	}
	if n == 0 {
		t.Fatal("no page has a listing of Go")
	}
	module, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	sums, err := os.ReadFile("go.sum")
	if err != nil {
		t.Fatal(err)
	}
	const path = "github.com/incidentkit/incident"
	write("go.mod", strings.Replace(string(module), "module "+path, "module listings", 1)+
		fmt.Sprintf("\nrequire %s v0.0.0\nreplace %s => %s\n", path, path, checkout))
	write("go.sum", string(sums))
	vet := exec.Command("go", "vet", "./...")
	vet.Dir = dir
	vet.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	if out, err := vet.CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

// workflowStep matches a step of a workflow that is a command.
var workflowStep = regexp.MustCompile(`(?m)^ +(?:- )?run: (.+)$`)

// workflow runs the commands of a workflow in a repository that has the folder
// of examples/site as status/. The command is installed from a clone, because
// the module may not be published yet.
func workflow(t *testing.T, name, clone string) (n int) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	copyModule(t, clone)
	repository := t.TempDir()
	if err := os.CopyFS(filepath.Join(repository, "status"), os.DirFS("examples/site")); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOBIN", filepath.Join(repository, "bin"))
	t.Setenv("PATH", os.Getenv("GOBIN")+string(os.PathListSeparator)+os.Getenv("PATH"))
	const install = "go install github.com/incidentkit/incident/cmd/incident@latest"
	for _, m := range workflowStep.FindAllStringSubmatch(string(text), -1) {
		dir := repository
		if m[1] == install {
			m[1], dir = "go install ./cmd/incident", clone
		}
		n += console(t, name, dir, "$ "+m[1]+"\n...")
	}
	if n == 0 {
		t.Errorf("%s has no command", name)
	}
	return n
}

// console runs the commands of a listing and compares their output. It returns
// the number of commands.
func console(t *testing.T, at, dir, text string) (n int) {
	for _, part := range strings.Split("\n"+text, "\n$ ")[1:] {
		command, want, _ := strings.Cut(part, "\n")
		for strings.HasSuffix(command, "\\") {
			line, rest, _ := strings.Cut(want, "\n")
			command, want = command+"\n"+line, rest
		}
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		want = strings.TrimSpace(want)
		if err := cmd.Run(); err != nil && !failure.MatchString(want) {
			t.Fatalf("%s: $ %s: %v\n%s", at, command, err, &out)
		}
		n++
		if !alike(strings.TrimSpace(out.String()), want) {
			t.Errorf("%s: $ %s\nprints\n%s\nwant\n%s", at, command, &out, want)
		}
	}
	return n
}

// failure matches an output of "go run" for a program that fails.
var failure = regexp.MustCompile(`(?m)^exit status \d+\z`)

var took = regexp.MustCompile(`\b\d+\.\d+s\b`)

// alike reports whether got matches want, in which a line "..." stands for any
// number of lines. Elapsed times are ignored.
func alike(got, want string) bool {
	got, want = took.ReplaceAllString(got, "0.01s"), took.ReplaceAllString(want, "0.01s")
	parts := strings.Split("\n"+want+"\n", "\n...\n")
	got = "\n" + got + "\n"
	if !strings.HasPrefix(got, parts[0]) {
		return false
	}
	for i, part := range parts {
		at := strings.Index(got, part)
		if at < 0 {
			return false
		}
		got = got[at+len(part):]
		if i < len(parts)-1 {
			got = "\n" + got
		}
	}
	return got == "" || strings.HasSuffix(want, "...") || got == "\n"
}

func TestAlike(t *testing.T) {
	for _, test := range []struct {
		got, want string
		is        bool
	}{
		{"a\nb\nc", "a\nb\nc", true},
		{"a\nb\nc", "a\n...\nc", true},
		{"a\nb\nc", "a\n...", true},
		{"a\nb\nc", "...\nc", true},
		{"a\nb\nc", "a\nb", false},
		{"", "", true},
		{"a", "", false},
		{"", "...", true},
		{"a\nb\nc", "b\nc", false},
		{"a\nb\nc", "a\n...\nb", false},
		{"a\nb\nc", "a\n...\nx\n...", false},
		{"ok a 0.123s", "ok a 1.5s", true},
	} {
		if is := alike(test.got, test.want); is != test.is {
			t.Errorf("alike(%q, %q) = %v", test.got, test.want, is)
		}
	}
}

// copyModule copies the files of a clone, so that commands may write to it. It
// skips what a reader's own commands have written to the checkout.
func copyModule(t *testing.T, to string) {
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == "e2e" || name == "try"):
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, name), 0o777)
		case !d.Type().IsRegular():
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, name), data, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestListingsAreShort checks the numbers of lines that the README promises.
func TestListingsAreShort(t *testing.T) {
	found := 0
	for _, l := range listings(t, "README.md") {
		if l.lang != "go" {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, l.name, l.text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			found++
			lines, most := fset.Position(f.End()).Line-fset.Position(f.Pos()).Line+1, 20
			if f.Name.Name == "main" {
				lines, most = lines-2, 12 // without the first and the last line
			}
			if lines > most {
				t.Errorf("%s: %s has %d lines, at most %d are promised", l.name, f.Name.Name, lines, most)
			}
		}
	}
	if found != 2 {
		t.Errorf("%d functions, want main and the test of a bot", found)
	}
}
