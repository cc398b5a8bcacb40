package markdown_test

import (
	"testing"

	"github.com/incidentkit/incident/internal/markdown"
)

func TestAppendTable(t *testing.T) {
	cells := []string{"Name", "Uptime", "倉庫", "99.9%", "A\u200bé", ""}
	want := "| Name | Uptime |\n| ---- | ------ |\n| 倉庫 | 99.9%  |\n| A\u200bé   |        |\n"
	if got := string(markdown.AppendTable(nil, cells, []int{2, 4, 6})); got != want {
		t.Errorf("got\n%s", got)
	}
}
