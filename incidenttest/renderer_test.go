package incidenttest_test

import (
	"testing"

	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/render"
)

func TestWritersOfThisModule(t *testing.T) {
	for name, r := range map[string]incidenttest.Renderer{
		"text": render.Text{}, "labels": render.Text{Layout: render.LayoutLabels}, "plain": render.Text{Layout: render.LayoutPlain},
		"Markdown": render.Markdown{}, "HTML": render.HTML{},
	} {
		if err := incidenttest.TestRenderer(r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
