package incidenttest_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// paged returns the incident without a postmortem of the kind that teams keep.
// Package parse does not always bring back its timelines from text and HTML: rows
// without an instant among dated ones, and a mark without a space before it.
func paged(inc *incident.Incident) *incident.Incident {
	if inc == nil || inc.Postmortem == nil {
		return inc
	}
	c := *inc
	if pm := inc.Postmortem; len(pm.Sections) == 0 || pm.Sections[len(pm.Sections)-1].Heading != "Action items" {
		c.Postmortem = nil
	}
	return &c
}

type text struct{ render.Text }

func (t text) Append(dst []byte, inc *incident.Incident) []byte {
	return t.Text.Append(dst, paged(inc))
}

// html leaves out the elements that are derived, and the paragraphs of items that
// stand apart.
type html struct{ render.HTML }

var (
	extras = regexp.MustCompile(`(?s)<div class="now.*?</div>\n|<figure class="picture" data-extra>.*?</figure>\n`)
	loose  = strings.NewReplacer("<li><p>", "<li>", "</p></li>", "</li>")
)

func (h html) Append(dst []byte, inc *incident.Incident) []byte {
	page := string(h.HTML.Append(nil, paged(inc)))
	return append(dst, loose.Replace(extras.ReplaceAllString(page, ""))...)
}

func TestReadersOfThisModule(t *testing.T) {
	for _, test := range []struct {
		name string
		r    incidenttest.Reader
		w    incidenttest.Renderer
	}{
		{"text", parse.Text{}, text{}},
		{"labels", parse.Text{}, text{render.Text{Layout: render.LayoutLabels}}},
		{"Markdown", parse.Markdown{}, render.Markdown{}},
		{"lax text", parse.Text{Lax: true}, text{}},
		{"HTML", parse.HTML{}, html{}},
	} {
		if err := incidenttest.TestReader(test.r, test.w); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}
