package render_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/render"
)

// TestRetracted checks that the banner and the picture are the same as without
// the retracted update. The archive retracted.txtar has the reports.
func TestRetracted(t *testing.T) {
	above := func(inc *incident.Incident) string {
		above, _, _ := strings.Cut(string(render.HTML{}.Append(nil, inc)), `<div class="updates">`)
		return above
	}
	inc, without := archived("retracted"), archived("retracted")
	without.Updates = append(without.Updates[:1:1], without.Updates[2])
	if diff := cmp.Diff(above(without), above(inc)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
