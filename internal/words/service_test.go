package words

import "testing"

func TestIsServicePage(t *testing.T) {
	for _, test := range []struct {
		first, second string
		want          bool
	}{
		{"Status page: Example Shop", "As of Mar 05, 2024 - 10:30 CET", true},
		{"Status page", "As of Mar 05, 2024 - 10:30 CET", true},
		{"Incident history: Example Shop", "Incidents: 12", true},
		{"Incident history", "Incidents: 0", true},
		{"Status page: Example Shop", "As of now", false},
		{"Status page: Example Shop", "Incidents: 12", false},
		{"Status pages: Example Shop", "As of Mar 05, 2024 - 10:30 CET", false},
		{"Status page of ours is slow", "As of Mar 05, 2024 - 10:30 CET", false},
		{"Incident history: Example Shop", "Incidents: twelve", false},
		{"Incident history: Example Shop", "Incidents:", false},
		{"Incident history: Example Shop", "Incident Report for Example Shop", false},
		{"", "", false},
	} {
		if got := English().IsServicePage(test.first, test.second); got != test.want {
			t.Errorf("%q, %q: %v", test.first, test.second, got)
		}
	}
}
