package render_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// isModelWord reports whether a class is a word of the model.
func isModelWord(class string) bool {
	return incident.Status(class).Valid() || incident.ComponentStatus(class).Valid() || incident.Impact(class).Valid() ||
		incident.SectionKind(class).Valid() || incident.Form(class).Valid()
}

// writtenClasses returns the classes of all elements that the writer writes.
func writtenClasses(t *testing.T) map[string]bool {
	written := make(map[string]bool)
	add := func(page []byte) {
		root, err := html.Parse(strings.NewReader(string(page)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if c := attr(n, "class"); c != nil {
				for class := range strings.FieldsSeq(c.Val) {
					written[class] = true
				}
			}
			if n.Parent.Data == "script" {
				for _, m := range regexp.MustCompile(`className="([a-z]+)"`).FindAllStringSubmatch(n.Data, -1) {
					written[m[1]] = true
				}
			}
		}
	}
	h := render.HTML{Internal: true, Drafts: true, ScriptNonce: "c2VjcmV0"}
	for _, f := range htmlCases() {
		inc := f.Incident.Clone()
		if len(inc.Updates) > 1 {
			inc.Updates[0].RetractedAt, inc.Updates[1].EditedAt = inc.Updates[1].At, inc.Updates[1].At
			inc.Updates = slices.Insert(inc.Updates, 0, incident.Update{At: inc.Updates[0].At, Changes: []incident.Change{{Name: "API", To: incident.ComponentOperational}}})
			inc.Updates[2].Body += "\n\n| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |"
		}
		add(h.AppendPage(nil, inc))
		add(h.AppendPostmortem(nil, inc))
		add(h.AppendHistory(nil, inc, incident.View{}))
		add(h.AppendSummary(nil, inc, "/incidents/1/"))
		if pm := inc.Postmortem; pm != nil {
			pm.PublishedAt = incident.Postmortem{}.PublishedAt
			for i := range pm.Sections {
				pm.Sections[i].Form, pm.Sections[i].Internal = incident.FormTasks, true
				if tl := pm.Sections[i].Timeline; tl != nil {
					tl.Events = append(tl.Events, incident.Event{Written: "later", Text: "x"})
				}
			}
			add(h.Append(nil, inc))
		}
	}
	return written
}

// documentedClasses returns the classes that the comment of [render.HTML]
// lists.
func documentedClasses(t *testing.T) (list []string) {
	file, err := parser.ParseFile(token.NewFileSet(), "html.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Doc != nil && strings.HasPrefix(d.Doc.Text(), "HTML writes") {
			for _, m := range regexp.MustCompile(`(?m)^  - ([a-z, ]+):`).FindAllStringSubmatch(d.Doc.Text(), -1) {
				list = append(list, strings.Split(m[1], ", ")...)
			}
		}
	}
	slices.Sort(list)
	return list
}

// TestClasses compares the list of classes in the documentation with those that
// are written and those that the style sheet has rules for.
func TestClasses(t *testing.T) {
	written, documented := writtenClasses(t), documentedClasses(t)
	for class := range written {
		if !slices.Contains(documented, class) && !isModelWord(class) {
			t.Errorf("the class %s is not documented", class)
		}
	}
	for _, class := range documented {
		if !written[class] {
			t.Errorf("the class %s is documented and not written", class)
		}
	}
	style := string(render.HTML{}.AppendStyle(nil))
	for _, m := range regexp.MustCompile(`\.([a-z_]+)[^{};]*\{`).FindAllStringSubmatch(style, -1) {
		if !written[m[1]] && !isModelWord(m[1]) {
			t.Errorf("the style sheet has a rule for %s, which is not written", m[1])
		}
	}
}

// TestStyleIsConfined checks that the style sheet for fragments is a single
// rule for our articles, without rules for the page around them.
func TestStyleIsConfined(t *testing.T) {
	style := string(render.HTML{}.AppendStyle([]byte("x")))
	inner, ok := strings.CutPrefix(style, "x.incident{\n")
	if !ok || strings.Contains(style, ":root") {
		t.Fatalf("it begins with %.40q", style)
	}
	depth := 1
	for i, c := range inner {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 && strings.TrimSpace(inner[i+1:]) != "" {
			t.Fatalf("%.80q stands outside", inner[i+1:])
		}
	}
	if depth != 0 {
		t.Errorf("%d braces are open", depth)
	}
}
