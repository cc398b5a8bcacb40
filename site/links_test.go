package site_test

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident/site"
)

func TestLinks(t *testing.T) {
	for _, test := range []struct {
		page, link string
		broken     bool
	}{
		{"index.html", "a/", false},
		{"index.html", "./", false},
		{"index.html", "a", false},
		{"index.html", "a/index.html#here", false},
		{"index.html", "a/#there", true},
		{"index.html", "#there", true},
		{"index.html", "#", false},
		{"index.html", "b/", true},
		{"index.html", "../a/", false}, // browsers stop at the root of the host
		{"a/index.html", "../data.json", false},
		{"a/index.html", "data.json", true},
		{"a/index.html", "https://example.com/status/a/", false},
		{"a/index.html", "https://EXAMPLE.com/status", false},
		{"a/index.html", "https://example.com/status/c/", true},
		{"a/index.html", "https://example.com/", false}, // not ours
		{"a/index.html", "https://example.org/status/c/", false},
		{"a/index.html", "/status/a/", false},
		{"a/index.html", "/a/", false},
		{"a/index.html", "mailto:a@example.com", false},
		{"a/index.html", "data:,", false},
		{"a/index.html", "%zz", false},
	} {
		for _, element := range []string{`<a href="%s">`, `<link href='%s'>`, `<img src="%s">`, `<meta http-equiv="refresh" content="0; url=%s">`, `<p><A REL="nofollow" HREF="%s">`} {
			l := site.Links{URL: "https://example.com/status", Files: []site.File{{Name: "data.json"}, {Name: "index.html"}, {Name: "a/index.html"}}}
			l.Add("data.json", []byte("{}"))
			pages := map[string]string{"index.html": "<html>", "a/index.html": `<h1 id="here">`}
			pages[test.page] += "<div id=part>" + fmt.Sprintf(element, test.link) + "</div>"
			for name, text := range pages {
				l.Add(name, []byte(text))
			}
			broken := l.Broken()
			want := test.broken && !strings.Contains(element, "REL")
			if (len(broken) > 0) != want {
				t.Errorf("%s in %s: %+v", fmt.Sprintf(element, test.link), test.page, broken)
			}
			if len(broken) > 0 && (broken[0].Part != "part" || broken[0].URL != test.link || broken[0].File != test.page) {
				t.Errorf("%s in %s: %+v", fmt.Sprintf(element, test.link), test.page, broken)
			}
		}
	}
}

// TestLinksOfTexts looks at links that the authors of incidents wrote.
func TestLinksOfTexts(t *testing.T) {
	l := site.Links{Files: []site.File{{Name: "index.html"}, {Name: "incidents/a/index.html"}}}
	l.Add("index.html", []byte(`<a href="x" rel="nofollow noopener">`))
	l.Add("incidents/a/index.html", []byte(`<a href="x" rel="nofollow noopener"></a><a href="x">`))
	if got := l.Broken(); len(got) != 2 || got[0].Stated == got[1].Stated || got[0].File != "incidents/a/index.html" {
		t.Errorf("%+v", got)
	}
}

// TestLinksOfFiles walks from the home page of a site through all links, with
// the tree of golang.org/x/net/html as an oracle, and finds nothing missing.
func TestLinksOfFiles(t *testing.T) {
	s := smallService()
	files, err := s.Files(site.Options{Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	l := site.Links{URL: s.Page.URL, Files: files}
	pages := make(map[string][]byte)
	for _, f := range files {
		pages[f.Name] = f.Append(nil)
		l.Add(f.Name, pages[f.Name])
	}
	for _, b := range l.Broken() {
		if !b.Stated || b.URL != "https://status.example.com/i/43#top" {
			t.Errorf("%+v", b)
		}
	}
	reached := map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if reached[name] {
			return
		}
		reached[name] = true
		base, _ := url.Parse("https://status.example.com/" + name)
		tree, err := html.Parse(bytes.NewReader(pages[name]))
		if err != nil {
			t.Fatal(err)
		}
		for n := range tree.Descendants() {
			for _, a := range n.Attr {
				u, err := base.Parse(a.Val)
				if a.Key != "href" && a.Key != "src" || err != nil || u.Host != base.Host {
					continue
				}
				target := strings.TrimPrefix(u.Path, "/")
				if pages[target] == nil {
					target = path.Join(target, "index.html")
				}
				if pages[target] == nil {
					t.Errorf("%s: %s leads nowhere", name, a.Val)
				} else if strings.HasSuffix(target, ".html") {
					visit(target)
				} else {
					reached[target] = true
				}
			}
		}
	}
	visit("index.html")
	for name := range pages {
		special := name == "404.html" || name == "_redirects" || name == "sitemap.xml" || strings.HasPrefix(name, "api/") || strings.HasPrefix(name, "i/")
		if !reached[name] && !special {
			t.Errorf("nothing leads to %s", name)
		}
	}
}

func ExampleLinks() {
	l := site.Links{URL: "https://status.example.com", Files: []site.File{{Name: "index.html"}, {Name: "incidents/a/index.html"}}}
	l.Add("index.html", []byte(`<a href="incidents/a/#u1">Checkout is slow</a>`))
	l.Add("incidents/a/index.html", []byte(`<h1>Checkout is slow</h1>`))
	for _, b := range l.Broken() {
		fmt.Println(b.File, b.URL)
	}
	// Output: index.html incidents/a/#u1
}
