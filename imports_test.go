package incident_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/incidentkit/incident"

// arrows lists the packages of this module that each package may import, except
// in tests. ARCHITECTURE.md draws them.
var arrows = map[string]string{
	"civil":                "internal/words",
	"internal/words":       "",
	".":                    "civil",
	"internal/fixture":     ". civil",
	"internal/source":      ".",
	"internal/wire":        ". civil internal/source internal/markdown internal/htmltext",
	"incidentio":           ". internal/wire",
	"instatus":             ". internal/wire",
	"betterstack":          ". internal/wire",
	"internal/schema":      ". civil site",
	"internal/pagezone":    ". civil internal/words",
	"internal/affected":    ". internal/words",
	"internal/htmltree":    ". internal/source internal/markdown",
	"internal/markdown":    "",
	"internal/spelling":    "",
	"internal/annotation":  "",
	"internal/frontmatter": "civil internal/markdown",
	"internal/row":         "civil internal/words internal/markdown",
	"internal/block":       ". civil internal/words internal/markdown internal/htmltree internal/htmltext internal/annotation internal/row",
	"internal/report":      ". civil internal/words internal/markdown internal/annotation internal/row internal/block",
	"internal/plan":        ". civil internal/words internal/markdown internal/report",
	"internal/htmlbuffer":  "internal/words internal/markdown",
	"render":               ". civil internal/htmlbuffer internal/words internal/markdown internal/annotation internal/block internal/report internal/row internal/plan internal/frontmatter",
	"parse":                ". civil internal/frontmatter internal/source internal/pagezone internal/affected internal/words internal/markdown internal/htmltree internal/htmltext internal/annotation internal/block internal/report internal/spelling",
	"claim":                ". civil internal/words",
	"feed":                 ". internal/markdown internal/plan",
	"notify":               ". internal/words internal/markdown internal/plan",
	"lint":                 ". civil claim internal/words",
	"site":                 ". civil claim render feed statuspage internal/htmlbuffer internal/words internal/annotation internal/markdown internal/plan internal/source internal/htmltree",
	"statuspage":           ". civil internal/wire internal/source internal/pagezone internal/affected internal/report internal/words internal/markdown internal/htmltext internal/htmltree",
	"internal/htmltext":    ". internal/source internal/markdown internal/htmltree",
	"incidenttest":         ". civil render parse claim",
	"cmd/incident":         "*",
	"examples":             "*",
}

// thirdParty lists the packages that may import other modules, except in tests.
var thirdParty = map[string]string{
	"github.com/yuin/goldmark": "internal/markdown",
	"golang.org/x/net":         "internal/htmltext internal/htmltree",
	"golang.org/x/text":        "render internal/markdown",
	"go.yaml.in/yaml":          "internal/frontmatter",

	"github.com/pelletier/go-toml": "internal/frontmatter",
	"github.com/google/go-cmp":     "incidenttest",
}

func TestImportArrows(t *testing.T) {
	seen := make(map[string]bool)
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "benchmarks" || d.Name() == "e2e" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != "."):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		for _, group := range file.Comments {
			if group.Pos() < file.Package && strings.Contains(group.Text(), "go:build ignore") {
				return nil
			}
		}
		pkg := path.Dir(filepath.ToSlash(name))
		rule := pkg
		if strings.HasPrefix(pkg, "examples/") {
			rule = "examples"
		}
		allowed, known := arrows[rule]
		if !known {
			t.Errorf("package %s has no arrows in this test", pkg)
		}
		seen[rule] = true
		for _, spec := range file.Imports {
			imp, _ := strconv.Unquote(spec.Path.Value)
			switch {
			case imp == module || strings.HasPrefix(imp, module+"/"):
				to := strings.TrimPrefix(strings.TrimPrefix(imp, module), "/")
				if to == "" {
					to = "."
				}
				if allowed != "*" && !contains(allowed, to) {
					t.Errorf("%s imports %s", name, to)
				}
				if to == "internal/fixture" {
					t.Errorf("%s imports the fixtures of tests", name)
				}
			case strings.Contains(strings.Split(imp, "/")[0], "."):
				if !allowsThirdParty(rule, imp) {
					t.Errorf("%s imports %s", name, imp)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range arrows {
		if !seen[pkg] {
			t.Errorf("there is no package %s", pkg)
		}
	}
}

func contains(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

func allowsThirdParty(pkg, imp string) bool {
	for mod, pkgs := range thirdParty {
		if (imp == mod || strings.HasPrefix(imp, mod+"/")) && contains(pkgs, pkg) {
			return true
		}
	}
	return false
}
