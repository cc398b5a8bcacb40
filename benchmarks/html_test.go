package benchmarks

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// article is the fragment as one would write it with html/template: no Markdown,
// no guard against hostile text, no second zone, no ids for equal instants.
const article = `<article class="incident" lang="en">
<header>
<h1>{{.Title}}</h1>
<p class="report">Incident Report for {{.Page.Name}}</p>
</header>
<div class="now {{.Status}}" data-extra>
<p class="state"><strong>{{.Status | readable}}</strong> since {{moment (since .)}}</p>
<ul class="chips">
{{range .Components}}<li class="chip">{{if .Group}}<span class="group">{{.Group}}</span> {{end}}{{.Name}}</li>
{{end}}</ul>
</div>
{{with .Postmortem}}<section class="postmortem" id="postmortem">
<h2 class="label">Postmortem</h2>
{{range .Sections}}<section class="part{{with .Kind}} {{.}}{{end}}">
{{if .Heading}}<h3 id="{{slug .Heading}}">{{.Heading}} <a class="permalink" href="#{{slug .Heading}}" aria-label="Permalink" data-extra>#</a></h3>
{{end}}{{with .Body}}<div class="body">
{{range $i, $p := paragraphs .}}{{if $i}}
{{end}}<p>{{$p}}</p>{{end}}
</div>
{{end}}{{with .Timeline}}{{$tl := .}}<ul class="timeline bullets">
{{range .Events}}<li><time datetime="{{iso .At}}">{{row $tl .}}</time>{{$tl.Mark}} {{.Text}}</li>
{{end}}</ul>
{{end}}</section>
{{end}}<p class="stamp">Posted <time datetime="{{iso .PublishedAt}}">{{stamp .PublishedAt}}</time> <a class="permalink" href="#postmortem" aria-label="Permalink" data-extra>#</a></p>
</section>
{{end}}<div class="updates">
{{range $i := newest .}}{{with index $.Updates $i}}<section class="update {{.Status}}" id="{{id $ $i}}">
<h2>{{label $ $i}}</h2>
<div class="body">
{{range $i, $p := paragraphs .Body}}{{if $i}}
{{end}}<p>{{$p}}</p>{{end}}
</div>
<p class="stamp">Posted <time datetime="{{iso .At}}">{{stamp .At}}</time> <a class="permalink" href="#{{id $ $i}}" aria-label="Permalink" data-extra>#</a></p>
</section>
{{end}}{{end}}</div>
<p class="affected">{{affected .}}</p>
</article>
`

func articleTemplate(loc *time.Location) *template.Template {
	return template.Must(template.New("article").Funcs(template.FuncMap{
		"stamp": func(t time.Time) string { return t.In(loc).Format("Jan 02, 2006 - 15:04 MST") },
		"moment": func(t time.Time) template.HTML {
			return template.HTML(`<time datetime="` + t.UTC().Format(time.RFC3339) + `">` + t.In(loc).Format("Jan 2, 2006, 15:04 MST") + "</time>")
		},
		"iso": func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"row": func(tl *incident.Timeline, e incident.Event) string { return e.At.In(loc).Format(tl.TimeFormat) },
		"id": func(inc *incident.Incident, i int) string {
			id, n := "u-"+inc.Updates[i].At.UTC().Format("20060102T150405Z"), 1
			for _, before := range inc.Updates[:i] {
				if before.At.Equal(inc.Updates[i].At) {
					n++
				}
			}
			if n > 1 {
				id += "-" + strconv.Itoa(n)
			}
			return id
		},
		"slug": func(s string) string {
			return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "-")
		},
		"paragraphs": func(s string) []string { return strings.Split(s, "\n\n") },
		"readable":   func(s incident.Status) string { return strings.ToUpper(string(s[:1])) + string(s[1:]) },
		"since": func(inc *incident.Incident) (at time.Time) {
			for i := len(inc.Updates) - 1; i >= 0 && inc.Updates[i].Status == inc.Status(); i-- {
				at = inc.Updates[i].At
			}
			return at
		},
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
				byGroup[c.Group] = append(byGroup[c.Group], strings.ReplaceAll(c.Name, " and ", "\u00a0and\u00a0"))
			}
			for _, g := range groups {
				names = append(names, g+" ("+strings.Join(byGroup[g], ", ")+")")
			}
			return "This incident affected: " + strings.Join(names, " and ") + "."
		},
	}).Parse(article))
}

// TestHTMLTemplateMakesTheSameFragment compares the sources, but for the names of
// entities: the template does all the work that it is timed for.
func TestHTMLTemplateMakesTheSameFragment(t *testing.T) {
	inc := fixture.Webhooks()
	loc, err := inc.Page.Location()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := articleTemplate(loc).Execute(&b, inc); err != nil {
		t.Fatal(err)
	}
	plain := strings.NewReplacer("&#39;", "'", "&#43;", "+", "&#34;", `"`)
	got, want := plain.Replace(b.String()), plain.Replace(string(render.HTML{NoPicture: true}.Append(nil, inc)))
	if got != want {
		t.Errorf("the template writes\n%s\nand render.HTML\n%s", got, want)
	}
}

func BenchmarkHTML(b *testing.B) {
	inc := fixture.Webhooks()
	loc, err := inc.Page.Location()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("render.HTML", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			buf = render.HTML{NoPicture: true}.Append(buf[:0], inc)
		}
	})
	b.Run("render.HTML with picture", func(b *testing.B) {
		b.ReportAllocs()
		var buf []byte
		for b.Loop() {
			buf = render.HTML{}.Append(buf[:0], inc)
		}
	})
	b.Run("html/template", func(b *testing.B) {
		b.ReportAllocs()
		t := articleTemplate(loc)
		var buf bytes.Buffer
		for b.Loop() {
			buf.Reset()
			if err := t.Execute(&buf, inc); err != nil {
				b.Fatal(err)
			}
		}
	})
}
