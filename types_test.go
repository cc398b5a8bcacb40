package incident_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestTypesStaySmall holds the types that read and write reports to 25 methods,
// and keeps printers from inheriting: only structs of data embed another one.
func TestTypesStaySmall(t *testing.T) {
	files := 0
	for _, folder := range []string{"render", "parse", "internal/plan", "internal/block", "internal/report", "internal/row", "internal/words", "internal/markdown", "internal/htmltext", "internal/htmltree", "claim"} {
		methods := make(map[string]int)
		embeds := make(map[string]bool)
		list, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range list {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			files++
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncDecl:
					if n.Recv != nil {
						typ := n.Recv.List[0].Type
						if p, ok := typ.(*ast.StarExpr); ok {
							typ = p.X
						}
						methods[typ.(*ast.Ident).Name]++
					}
				case *ast.TypeSpec:
					if s, ok := n.Type.(*ast.StructType); ok {
						for _, f := range s.Fields.List {
							embeds[n.Name.Name] = embeds[n.Name.Name] || len(f.Names) == 0
						}
					}
				}
				return true
			})
		}
		for name, n := range methods {
			if n > 25 {
				t.Errorf("%s: %s has %d methods", folder, name, n)
			}
			if embeds[name] {
				t.Errorf("%s: %s has methods and embeds a type", folder, name)
			}
		}
	}
	if files < 20 {
		t.Errorf("%d files read", files)
	}
}
