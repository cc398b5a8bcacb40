package benchmarks

import (
	"bytes"
	"strings"
	"testing"
	"text/template"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// page is the report as one would write it with text/template: no Markdown, no
// guard against hostile text, no second zone.
const page = `{{.Title}}

Incident Report for {{.Page.Name}}

Postmortem

{{range .Postmortem.Sections}}{{if .Heading}}{{.Heading}}

{{end}}{{if .Body}}{{.Body}}

{{end}}{{with .Timeline}}{{$tl := .}}{{range .Events}}  • {{row $tl .}} {{.Text}}
{{end}}
{{end}}{{end}}Posted {{stamp .Postmortem.PublishedAt}}

{{range $i := newest .}}{{with index $.Updates $i}}{{label $ $i}}

{{.Body}}
Posted {{stamp .At}}

{{end}}{{end}}{{affected .}}
`

func pageTemplate(loc *time.Location) *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"stamp": func(t time.Time) string { return t.In(loc).Format("Jan 02, 2006 - 15:04 MST") },
		"row":   func(tl *incident.Timeline, e incident.Event) string { return e.At.In(loc).Format(tl.TimeFormat) },
		"newest": func(inc *incident.Incident) []int {
			var order []int
			for i := range inc.Updates {
				order = append(order, len(inc.Updates)-1-i)
			}
			return order
		},
		"label": func(inc *incident.Incident, i int) string {
			if inc.Repeats(i) {
				return "Update"
			}
			s := string(inc.Updates[i].Status)
			return strings.ToUpper(s[:1]) + s[1:]
		},
		"affected": func(inc *incident.Incident) string {
			var groups, names []string
			byGroup := make(map[string][]string)
			for _, c := range inc.Components {
				if byGroup[c.Group] == nil {
					groups = append(groups, c.Group)
				}
				byGroup[c.Group] = append(byGroup[c.Group], c.Name)
			}
			for _, g := range groups {
				names = append(names, g+" ("+strings.Join(byGroup[g], ", ")+")")
			}
			return "This incident affected: " + strings.Join(names, " and ") + "."
		},
	}).Parse(page))
}

func TestTextTemplateMakesTheSamePage(t *testing.T) {
	inc := fixture.Webhooks()
	loc, err := inc.Page.Location()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := pageTemplate(loc).Execute(&b, inc); err != nil {
		t.Fatal(err)
	}
	got, want := b.String(), string(render.Text{}.Append(nil, inc))
	if strings.Join(fixture.Lines(got), "\n") != strings.Join(fixture.Lines(want), "\n") {
		t.Errorf("the template writes\n%s\nand render.Text\n%s", got, want)
	}
}

func BenchmarkText(b *testing.B) {
	inc := fixture.Webhooks()
	loc, err := inc.Page.Location()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("render.Text", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			buf = render.Text{}.Append(buf[:0], inc)
		}
	})
	b.Run("text/template", func(b *testing.B) {
		b.ReportAllocs()
		t := pageTemplate(loc)
		var buf bytes.Buffer
		for b.Loop() {
			buf.Reset()
			if err := t.Execute(&buf, inc); err != nil {
				b.Fatal(err)
			}
		}
	})
}
