package render_test

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/render"
)

// vocabulary maps the elements that a page may have to their attributes, other
// than class and data-extra.
var vocabulary = map[string]string{
	"html": "lang dir", "head": "", "meta": "charset http-equiv content name property", "title": "", "link": "rel href", "style": "", "body": "", "main": "",
	"article": "lang dir", "header": "", "section": "id", "div": "tabindex dir role aria-label aria-describedby", "bdi": "", "figure": "", "figcaption": "",
	"h1": "id", "h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
	"p": "dir hidden id", "span": "role aria-label", "strong": "", "em": "", "del": "", "small": "", "time": "datetime", "a": "href rel title aria-label",
	"ul": "", "ol": "start", "li": "", "dl": "", "dt": "", "dd": "", "blockquote": "", "pre": "tabindex", "details": "", "summary": "", "code": "", "br": "", "hr": "",
	"table": "", "thead": "", "tbody": "", "tr": "", "th": "scope", "td": "",
	"svg": "aria-hidden width height font-size fill overflow x y color",
	"g":   "stroke stroke-opacity font-size transform", "line": "x1 x2 y1 y2 stroke stroke-opacity",
	"text": "x y text-anchor font-size font-weight fill", "rect": "x y width height fill fill-opacity",
	"path": "d fill fill-rule stroke stroke-width stroke-dasharray",
}

// classes lists the classes that are not words of the model.
const classes = " article incident document report window now state impact derived promise facts components chips chip group is was changes picture span rows grid ticks row track bar open m key legend milestones milestone event when updates update body next stamp edited retracted permalink affected postmortem draft label title part internal mark scroll timeline fields actions tick done left center right paragraphs bullets numbered tasks table" +
	" investigating identified monitoring resolved scheduled in_progress verifying completed none maintenance minor major critical operational under_maintenance degraded_performance partial_outage major_outage" +
	" summary background leadup trigger fault detection response mitigation resolution root_cause contributing_factors mitigators five_whys backlog_check recurrence metrics went_well went_wrong got_lucky lessons risks customer_guidance open_questions messaging supporting_info responders closing "

// checkTree checks that a page has only what this package writes, for any
// input: no other element, attribute or address, and no repeated id.
func checkTree(t *testing.T, name string, root *html.Node) {
	t.Helper()
	ids := make(map[string]bool)
	var targets []string
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s: a comment: %s", name, n.Data)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" && strings.Contains(name, "script") {
			continue
		}
		allowed, ok := vocabulary[n.Data]
		if !ok {
			t.Errorf("%s: an element %s", name, n.Data)
			continue
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "data-extra":
			case "data-milestone":
				if n.Data != "tr" && n.Data != "li" || a.Val == "" || !incident.Milestone(a.Val).Valid() {
					t.Errorf("%s: %s has an attribute %s=%q", name, n.Data, a.Key, a.Val)
				}
				continue
			case "class":
				for c := range strings.FieldsSeq(a.Val) {
					if !strings.Contains(classes, " "+c+" ") {
						t.Errorf("%s: class %q", name, c)
					}
				}
			case "id":
				if ids[a.Val] || strings.ContainsAny(a.Val, " \t\n\"'<>") || a.Val == "" {
					t.Errorf("%s: id %q is broken or there twice", name, a.Val)
				}
				ids[a.Val] = true
			case "href":
				if target, ok := strings.CutPrefix(a.Val, "#"); ok {
					targets = append(targets, target)
				} else if low := strings.ToLower(a.Val); !strings.HasPrefix(low, "https://") && !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "mailto:") && a.Val != "data:," {
					t.Errorf("%s: a link to %q", name, a.Val)
				}
			case "datetime":
				_, err1 := time.Parse("2006-01-02T15:04:05Z", a.Val)
				_, err2 := time.Parse(time.DateOnly, a.Val)
				if err1 != nil && err2 != nil {
					t.Errorf("%s: datetime %q", name, a.Val)
				}
			case "aria-describedby":
				targets = append(targets, strings.Fields(a.Val)...)
			}
			if allowed := allowed + " class data-extra"; !slices.Contains(strings.Fields(allowed), a.Key) {
				t.Errorf("%s: %s has an attribute %s=%q", name, n.Data, a.Key, a.Val)
			}
		}
	}
	for _, target := range targets {
		if !ids[target] {
			t.Errorf("%s: nothing has the id %q", name, target)
		}
	}
}

func TestHostileStringsInHTML(t *testing.T) {
	more := append(hostile,
		`"><script>alert(1)</script>`, `' onmouseover='alert(1)`, `" onload="alert(1)`, "</title><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>",
		"</svg><script>alert(1)</script>", "<svg onload=alert(1)>", "<![CDATA[<img src=x>]]>", "--><img src=x>", "]]>", "&lt;script&gt;", "&#60;script&#62;", "javascript:alert(1)",
		"https://example.com/\"onclick=\"alert(1)", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "<https://example.com/'>", "[x](<https://e.com/\" a=\"b>)",
		"![x](https://example.com/\"x)", "{{.}}", "${x}", "</desc></svg><p>", "</article></main></body></html><p>x", "<plaintext>", "<!--", "<xmp>", "<textarea>", "<select><option>", "<table><tr><td>", "<math><mi>", "# <img>", "| <b> |\n|---|\n| <i> |")
	reports := 0
	for _, f := range htmlCases() {
		if f.Name != "storm" && f.Name != "flood" && f.Name != "checkout" {
			continue
		}
		reports++
		for i, s := range more {
			if testing.Short() && i%3 != reports%3 { // each text in one of the reports
				continue
			}
			inc := everywhere(f.Incident, s)
			for _, page := range [][]byte{
				render.HTML{Drafts: true, Internal: true, IDPrefix: s}.AppendPage(nil, inc),
				render.HTML{Internal: true, ScriptNonce: `"` + s}.AppendPostmortemPage(nil, inc),
			} {
				checkReport(t, page)
				root, err := html.Parse(strings.NewReader(string(page)))
				if err != nil {
					t.Fatal(err)
				}
				checkTree(t, f.Name+" with "+s[:min(len(s), 40)], root)
			}
		}
	}
}

// TestUnknownWordsInHTML checks unknown words of the model, which everywhere
// does not change.
func TestUnknownWordsInHTML(t *testing.T) {
	inc := storm()
	const word = `x" onclick="y <b>`
	inc.Impact = word
	for i := range inc.Components {
		inc.Components[i].Status = word
	}
	for i := range inc.Updates {
		inc.Updates[i].Status = word
		for j := range inc.Updates[i].Changes {
			inc.Updates[i].Changes[j].From, inc.Updates[i].Changes[j].To = word, word
		}
	}
	inc.Postmortem = flood().Postmortem
	for i := range inc.Postmortem.Sections {
		s := &inc.Postmortem.Sections[i]
		s.Kind, s.Form = word, word
		for j := range s.Actions {
			s.Actions[j].State, s.Actions[j].Type = word, word
		}
		if s.Timeline != nil {
			for j := range s.Timeline.Events {
				s.Timeline.Events[j].Milestone, s.Timeline.Events[j].Precision = word, word
			}
		}
	}
	page := render.HTML{}.AppendPage(nil, inc)
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	checkReport(t, page)
	checkTree(t, "unknown words", root)
}

func TestNothingPrivateShowsInHTML(t *testing.T) {
	inc, _ := marked()
	inc.URL = "https://example.com/" + inc.URL
	// The page also shows words, unknown ones included, that the report in
	// text does not have.
	also := map[string]bool{
		"URL": true, "Updates.ID": true, "Impact": true, "Components.Status": true, "Updates.Changes.From": true, "Updates.Changes.To": true,
	}
	draft := inc.Clone()
	draft.Postmortem.PublishedAt = time.Time{}
	retracted := inc.Clone()
	retracted.Updates[0].RetractedAt = retracted.Updates[0].At
	for _, test := range []struct {
		name   string
		page   string
		hidden []string // prefixes of the paths that are not shown
	}{
		{"page", string(render.HTML{}.AppendPage(nil, inc)), nil},
		{"public copy", string(render.HTML{}.AppendPage(nil, inc.Public())), nil},
		{"draft", string(render.HTML{}.AppendPage(nil, draft)), []string{"Postmortem"}},
		{"retracted", string(render.HTML{}.AppendPage(nil, retracted)), []string{"Updates.Body", "Updates.Changes"}},
	} {
		got := strings.ToLower(test.page)
		for path, isPublic := range public {
			hidden := slices.ContainsFunc(test.hidden, func(p string) bool { return strings.HasPrefix(path, p) })
			shows := strings.Contains(got, marker(path))
			if shows && (hidden || !isPublic && !also[path]) {
				t.Errorf("%s: %s shows", test.name, path)
			}
			if isPublic && !hidden && !shows {
				t.Errorf("%s: %s does not show", test.name, path)
			}
		}
	}
}

// FuzzHTML checks that no text breaks a page.
func FuzzHTML(f *testing.F) {
	for _, s := range hostile {
		f.Add(s, s)
	}
	base := fixture.Checkout()
	base.Updates[0].Changes = storm().Updates[0].Changes
	f.Fuzz(func(t *testing.T, one, other string) {
		inc := everywhere(base, one)
		for i := range inc.Updates {
			inc.Updates[i].Body = other
		}
		inc.Postmortem.Sections[1].Body, inc.Postmortem.Sections[2].After = other, one+other
		page := render.HTML{Drafts: true, Internal: true}.AppendPage(nil, inc)
		checkReport(t, page)
		root, err := html.Parse(strings.NewReader(string(page)))
		if err != nil {
			t.Fatal(err)
		}
		checkTree(t, "fuzz", root)
	})
}

// TestHTMLHostileWords puts a hostile text in every word of the model. The
// impact of an incident was once written, unescaped, as a class of the picture;
// the browser tests found it.
func TestHTMLHostileWords(t *testing.T) {
	for _, f := range fixture.All() {
		for _, s := range []string{`"><script>alert(1)</script>`, `x" onload="alert(1)`, "<b>", "\x1b[31m\n"} {
			c := f.Incident.Clone()
			var walk func(v reflect.Value)
			walk = func(v reflect.Value) {
				switch v.Kind() {
				case reflect.String:
					if v.Type() != reflect.TypeFor[string]() && v.Type() != reflect.TypeFor[incident.Form]() {
						v.SetString(s)
					}
				case reflect.Struct:
					if v.Type() != reflect.TypeFor[time.Time]() {
						for i := range v.NumField() {
							walk(v.Field(i))
						}
					}
				case reflect.Pointer:
					if !v.IsNil() {
						walk(v.Elem())
					}
				case reflect.Slice:
					for i := range v.Len() {
						walk(v.Index(i))
					}
				}
			}
			walk(reflect.ValueOf(c).Elem())
			page := render.HTML{Internal: true, Drafts: true}.AppendPage(nil, c)
			root, err := html.Parse(bytes.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			checkTree(t, f.Name, root)
		}
	}
}
