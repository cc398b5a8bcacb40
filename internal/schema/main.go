// Command schema writes the JSON Schemas of incidents, templates and services,
// made from the types of the model and their comments:
//
//	go generate .
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/site"
)

func main() {
	for name, text := range schemas(".") {
		if err := os.WriteFile(name, text, 0o666); err != nil {
			log.Fatal(err)
		}
	}
}

// schemas returns the schemas by the names of their files. The argument root is
// the folder of the module.
func schemas(root string) map[string][]byte {
	comments, err := readComments(root)
	if err != nil {
		log.Fatal(err)
	}
	ofSite, err := readComments(filepath.Join(root, "site"))
	if err != nil {
		log.Fatal(err)
	}
	ofService := maps.Clone(comments) // a page is that of the model, a component is not
	maps.Copy(ofService, ofSite)
	const about = " The order of keys does not matter, and none is required: what the model has no value for is left out. See https://pkg.go.dev/github.com/incidentkit/incident."
	return map[string][]byte{
		filepath.Join(root, "docs", "incident.schema.json"): generate[incident.Incident](comments, "An incident", "An outage or a scheduled maintenance as the public saw it."+about, true),
		filepath.Join(root, "docs", "template.schema.json"): generate[incident.Template](comments, "A template of postmortems", "What a postmortem has, section by section."+about, false),
		filepath.Join(root, "docs", "service.schema.json"):  generate[site.Service](ofService, "A service", "A status page: its components, in the order shown. Its incidents are documents of their own."+about, true),
	}
}

// node is a schema. Its keys are written in the order of the fields.
type node struct {
	Schema      string   `json:"$schema,omitempty"`
	Title       string   `json:"title,omitempty"`
	Description string   `json:"description,omitempty"`
	Ref         string   `json:"$ref,omitempty"`
	Type        string   `json:"type,omitempty"`
	Format      string   `json:"format,omitempty"`
	Const       int      `json:"const,omitempty"`
	Minimum     *int     `json:"minimum,omitempty"`
	Enum        []string `json:"enum,omitempty"`
	AnyOf       []*node  `json:"anyOf,omitempty"`
	Pattern     string   `json:"pattern,omitempty"`
	Items       *node    `json:"items,omitempty"`
	Properties  *members `json:"properties,omitempty"`
	Additional  any      `json:"additionalProperties,omitempty"` // a node, or closed
	Defs        *members `json:"$defs,omitempty"`
}

// closed is the value of Additional for an object that permits no other keys.
type closed struct{}

func (closed) MarshalJSON() ([]byte, error) { return []byte("false"), nil }

// members are the members of an object, in order.
type members struct {
	names []string
	nodes []*node
}

func (m *members) add(name string, n *node) {
	m.names, m.nodes = append(m.names, name), append(m.nodes, n)
}

func (m *members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range m.names {
		text, err := encode(m.nodes[i])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:%s", name, text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return b.Bytes(), err
}

type generator struct {
	comments map[string]string // by type and field
	defs     members
}

func generate[T any](comments map[string]string, title, description string, versioned bool) []byte {
	g := generator{comments: comments}
	root := g.object(reflect.TypeFor[T]())
	root.Schema, root.Title, root.Description = "https://json-schema.org/draft/2020-12/schema", title, description
	if versioned {
		version := &node{Const: 1, Description: "The version of the format. Documents of the command have it; it may be left out."}
		root.Properties.names = slices.Insert(root.Properties.names, 0, "schema")
		root.Properties.nodes = slices.Insert(root.Properties.nodes, 0, version)
	}
	root.Defs = &g.defs
	text, err := encode(root)
	if err != nil {
		log.Fatal(err)
	}
	return text
}

func (g *generator) object(t reflect.Type) *node {
	n := &node{Type: "object", Properties: new(members), Additional: closed{}, Description: g.comments[t.Name()]}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		value := *g.value(f.Type)
		value.Description = g.comments[t.Name()+"."+f.Name]
		n.Properties.add(name, &value)
	}
	return n
}

// value returns the schema of a value. Structs are references to definitions.
func (g *generator) value(t reflect.Type) *node {
	switch t {
	case reflect.TypeFor[time.Time]():
		return &node{Type: "string", Format: "date-time"}
	case reflect.TypeFor[civil.Date]():
		return &node{Type: "string", Format: "date"}
	case reflect.TypeFor[incident.Milestone]():
		own := &node{Pattern: "^[a-z][a-z0-9_]{0,63}$"}
		return &node{Type: "string", AnyOf: []*node{{Enum: words[incident.Milestone]()}, own}}
	}
	if list, ok := enums[t]; ok {
		return &node{Type: "string", Enum: list}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return g.value(t.Elem())
	case reflect.Slice:
		return &node{Type: "array", Items: g.value(t.Elem())}
	case reflect.Map:
		return &node{Type: "object", Additional: g.value(t.Elem())}
	case reflect.Bool:
		return &node{Type: "boolean"}
	case reflect.Int:
		return &node{Type: "integer", Minimum: new(int)}
	case reflect.Struct:
		if !slices.Contains(g.defs.names, t.Name()) {
			i := len(g.defs.names)
			g.defs.add(t.Name(), nil)
			g.defs.nodes[i] = g.object(t)
		}
		return &node{Ref: "#/$defs/" + t.Name()}
	}
	return &node{Type: "string"}
}

// enums are the known words of each type of words. The empty string means "not
// stated".
var enums = map[reflect.Type][]string{
	reflect.TypeFor[incident.Status]():          words[incident.Status](),
	reflect.TypeFor[incident.ComponentStatus](): words[incident.ComponentStatus](),
	reflect.TypeFor[incident.Impact]():          words[incident.Impact](),
	reflect.TypeFor[incident.Precision]():       words[incident.Precision](),
	reflect.TypeFor[incident.ReviewState]():     words[incident.ReviewState](),
	reflect.TypeFor[incident.SectionKind]():     words[incident.SectionKind](),
	reflect.TypeFor[incident.Form]():            words[incident.Form](),
	reflect.TypeFor[incident.ActionType]():      words[incident.ActionType](),
	reflect.TypeFor[incident.ActionState]():     words[incident.ActionState](),
	reflect.TypeFor[incident.Fact]():            words[incident.Fact](),
}

func words[T incident.Word]() []string {
	list := []string{""}
	for _, w := range incident.Words[T]() {
		list = append(list, string(w))
	}
	return list
}

var docLink = regexp.MustCompile(`\[\*?([A-Za-z.]+)\]`)

// readComments returns the comments of the types of a package and of their
// fields.
func readComments(folder string) (map[string]string, error) {
	comments := make(map[string]string)
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err == nil && len(files) == 0 {
		err = fs.ErrNotExist
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, parseErr := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err = errors.Join(err, parseErr); err != nil {
			break
		}
		for _, decl := range file.Decls {
			d, ok := decl.(*ast.GenDecl)
			if !ok || d.Tok != token.TYPE {
				continue
			}
			for _, spec := range d.Specs {
				typ := spec.(*ast.TypeSpec)
				s, ok := typ.Type.(*ast.StructType)
				if !ok {
					continue
				}
				comments[typ.Name.Name] = sentence(d.Doc)
				for _, f := range s.Fields.List {
					for _, name := range f.Names {
						comments[typ.Name.Name+"."+name.Name] = sentence(f.Doc, f.Comment)
					}
				}
			}
		}
	}
	return comments, err
}

// sentence returns the first paragraph of the first comment that is not empty.
func sentence(groups ...*ast.CommentGroup) string {
	for _, group := range groups {
		text, _, _ := strings.Cut(group.Text(), "\n\n")
		if text = strings.Join(strings.Fields(text), " "); text != "" {
			return docLink.ReplaceAllString(text, "$1")
		}
	}
	return ""
}
