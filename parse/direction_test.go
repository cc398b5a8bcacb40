package parse_test

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// turned are texts that reorder their neighbours in a line.
var turned = []string{
	"אבג", "אבג 10", "\u200f", "\u200f10, 20", "ملف (x)", "10:05 דהו", "- אבג", "אבג, דהו and זחט", "שורה\nשנייה",
	"\u2067unbalanced", "\u2068a\u2069 b\u2069 אבג", "\u2068אבג\u2069", "\u2068\u2068abc\u2069\u2069", "\u2069\u2069אבג", "\u2067אבג\u2069 10",
}

// latin replaces them by texts that are written from left to right.
var latin = strings.NewReplacer("אבג", "abc", "דהו", "def", "זחט", "ghi", "ملف", "mlf", "שורה", "one", "שנייה", "two",
	"\u200f", "~", "\u2066", "", "\u2067", "", "\u2068", "", "\u2069", "")

// showing returns the visible lines of a report.
func showing(report string) []string {
	return slices.DeleteFunc(fixture.Lines(report), func(line string) bool { return line == "\u200f" })
}

// TestDirectionComesBack writes such texts in every string of an incident,
// reads them back and writes them again. They must come back wherever a text
// from left to right does.
func TestDirectionComesBack(t *testing.T) {
	// The stride over the pairs of field and text has no factor in common with
	// the number of texts, so that each is tried.
	stride := 11
	switch {
	case fixture.Thorough():
		stride = 1
	case testing.Short():
		stride = 53
	}
	turn := 0
	for i, field := range stringFields("", reflect.ValueOf(forgeable())) {
		for _, text := range turned {
			own := strings.ContainsAny(text, "\u2067\u2068\u2069") && (strings.HasSuffix(field.path, "Body") || strings.HasSuffix(field.path, "After")) ||
				strings.HasSuffix(field.path, "Mark") // a sign; a reader takes part of a sign with words for the text
			if turn++; turn%stride != 0 || own { // readers of bodies do not keep isolates
				continue
			}
			again := func(format string, write func(inc *incident.Incident) string, read func(string, []byte) (*parse.Document, error)) {
				again := func(text string) string {
					inc := forgeable()
					stringFields("", reflect.ValueOf(inc))[i].set(text)
					want := write(inc)
					doc, err := read("turned", []byte(want))
					if err != nil {
						return err.Error()
					}
					return cmp.Diff(showing(reportOf([]byte(want))), showing(reportOf([]byte(write(doc.Incidents[0])))))
				}
				if diff := again(text); diff != "" && again(latin.Replace(text)) == "" {
					t.Errorf("%s, %s = %q, written again (-want +got):\n%s", format, field.path, text, diff)
				}
			}
			for _, layout := range render.Layouts() {
				again("text "+string(layout), func(inc *incident.Incident) string { return string(render.Text{Layout: layout}.Append(nil, inc)) }, parse.Text{Zone: time.UTC}.Parse)
			}
			again("Markdown page", markdownPage, parse.Markdown{Zone: time.UTC}.Parse)
			again("Markdown document", markdownDocument, parse.Markdown{Zone: time.UTC}.Parse)
			again("HTML", func(inc *incident.Incident) string { return string(render.HTML{}.Append(nil, inc)) }, parse.HTML{Zone: time.UTC}.Parse)
		}
	}
}

// isolated matches text that is isolated by characters or by its element; cells
// and headings isolate their text.
var isolated = regexp.MustCompile("(?s)\u2068[^\u2068]*?\u2069|<bdi>.*?</bdi>|<t[dh].*?</t[dh]>|<h4.*?</h4>")

// TestDirectionIsIsolated checks that a text that is written from right to left
// is on a line of its own or isolated from the rest of its line.
func TestDirectionIsIsolated(t *testing.T) {
	const text = "אבג 10"
	inc := forgeable()
	for _, f := range stringFields("", reflect.ValueOf(inc)) {
		for _, beside := range []string{"Page.Name", "Components", "Owner", "Ticket", "Extra", "By", "Text", "Written", "Value", "Sections[3].Columns[1]", "Sections[2].Heading"} {
			if strings.Contains(f.path, beside) && !strings.HasSuffix(f.path, "Status") && !strings.Contains(f.path, "TicketURL") {
				f.set(text)
			}
		}
	}
	outputs := map[string]string{
		"text":     string(render.Text{}.Append(nil, inc)),
		"plain":    string(render.Text{Layout: render.LayoutPlain}.AppendPostmortem(nil, inc)),
		"Markdown": markdownPage(inc),
		"document": markdownDocument(inc),
		"HTML":     string(render.HTML{NoPicture: true}.Append(nil, inc)),
		"picture":  string(render.HTML{}.Append(nil, inc)),
	}
	for name, report := range outputs {
		if !strings.Contains(report, text) {
			t.Errorf("%s: the text is not there", name)
		}
		for line := range strings.Lines(isolated.ReplaceAllString(report, "")) {
			if cell := strings.HasPrefix(line, "|"); strings.Contains(line, text) && !cell && strings.Trim(line, "# •[]x\n") != text {
				t.Errorf("%s: not isolated in %q", name, line)
			}
		}
	}
}

// TestDirectionOfOthers checks that nothing is isolated if no text is written
// from right to left.
func TestDirectionOfOthers(t *testing.T) {
	for _, f := range fixture.All() {
		for _, report := range []string{
			string(render.Text{}.Append(nil, f.Incident)), markdownPage(f.Incident), string(render.HTML{}.Append(nil, f.Incident)),
		} {
			if strings.ContainsAny(report, "\u2066\u2067\u2068\u2069") || strings.Contains(report, "<bdi>") || strings.Contains(strings.ReplaceAll(report, ` dir="ltr"`, ""), ` dir="`) {
				t.Errorf("%s has isolates:\n%s", f.Name, report)
			}
		}
	}
}

// TestDirectionOfNames checks the sentence of components whose names are
// numbers, next to one that is written from right to left.
func TestDirectionOfNames(t *testing.T) {
	inc := &incident.Incident{Title: "Slow", Page: incident.Page{Name: "דף"}, Updates: []incident.Update{{At: time.Unix(1e9, 0), Body: "x"}}}
	for _, name := range []string{"אבג", "10", "\u206720", "\u200f", "30"} {
		inc.Components = append(inc.Components, incident.Component{Name: name})
	}
	for want, report := range map[string][]byte{
		"This incident affects: \u2068אבג\u2069, 10, 20, \u2068\u200f\u2069, and 30.\n": render.Text{}.Append(nil, inc),
		"\nIncident Report for \u2068דף\u2069\n":                                        render.Markdown{}.Append(nil, inc),
		"This incident affects: <bdi>אבג</bdi>, 10, 20, <bdi>\u200f</bdi>, and 30.</p>": render.HTML{}.Append(nil, inc),
		`<p class="report">Incident Report for <bdi>דף</bdi></p>`:                       render.HTML{}.Append(nil, inc),
		`<li class="chip"><bdi>אבג</bdi></li>` + "\n" + `<li class="chip">10</li>`:      render.HTML{}.Append(nil, inc),
	} {
		if !strings.Contains(string(report), want) {
			t.Errorf("want %q in\n%s", want, report)
		}
	}
	doc, err := parse.Text{}.Parse("names", render.Text{}.Append(nil, inc))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range doc.Incidents[0].Components {
		names = append(names, c.Name)
	}
	if want := []string{"אבג", "10", "20", "\u200f", "30"}; !slices.Equal(names, want) || doc.Incidents[0].Page.Name != "דף" {
		t.Errorf("read back: %q, want %q", names, want)
	}
}
