package wire

import (
	"testing"

	"github.com/incidentkit/incident/civil"
)

func TestRailsZones(t *testing.T) {
	for name, want := range map[string]string{
		"Buenos Aires": "America/Argentina/Buenos_Aires", "Singapore": "Asia/Singapore", "Osaka": "Asia/Tokyo", "Kiev": "Europe/Kyiv",
		"Eastern Time (US & Canada)": "America/New_York", "York": "", "": "", "Etc/UTC": "",
	} {
		if got := railsZone(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	list := railsCities
	for _, iana := range railsZones {
		list = append(list, iana)
	}
	if len(list) < 150 {
		t.Errorf("%d zones", len(list))
	}
	for _, iana := range list {
		if _, err := civil.LoadLocation(iana); err != nil {
			t.Errorf("%s: %v", iana, err)
		}
	}
}
