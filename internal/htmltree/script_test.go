package htmltree

import (
	"testing"

	"github.com/incidentkit/incident/internal/source"
)

func TestScripts(t *testing.T) {
	for script, after := range map[string]string{
		"<script>a</scripts></script >b": "b", "<script><!--></script>b": "b", "<script><!-- <a></script>b": "b",
		"<script><!-- <script> </script> --> </script>b": "b", "<script><!-- <SCRIPT/ </script> a </script>b": "b", "<script><!-- <script> --></script>b": "b",
		"<script><!-- <scripts></script>b": "b", "<script><!-- <script></script>b": "",
	} {
		root, _ := Parse(&source.Source{Text: script}, 0)
		if got := root.Text(); got != after {
			t.Errorf("%s: %q behind it, want %q", script, got, after)
		}
	}
}
