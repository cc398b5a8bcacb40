package wire

import (
	"testing"

	"github.com/incidentkit/incident/civil"
)

func TestRailsZones(t *testing.T) {
	if len(railsZones) < 150 {
		t.Errorf("%d zones", len(railsZones))
	}
	for rails, iana := range railsZones {
		if _, err := civil.LoadLocation(iana); err != nil {
			t.Errorf("%s: %v", rails, err)
		}
	}
}
