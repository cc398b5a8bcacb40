package report

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident/internal/row"
)

// TestOrderOf decides whether the newest row is on top.
func TestOrderOf(t *testing.T) {
	for rows, newest := range map[string]bool{
		"00:40|00:05|23:30":                  true,
		"11:40|10:05|10:05|09:30":            true,
		"12:40 AM|12:05 AM|11:30 PM":         true,
		"00:40 UTC|00:05 UTC|23:30 UTC":      true,
		"00:40 UTC|00:05|23:30":              false, // the zone is that of the row above
		"00:40|23:30":                        false, // two are too few
		"20:00|09:00|22:00|11:00":            false, // nights
		"00:40|00:05|2024-03-05 23:30":       false,
		"11:40|10:05|12:30":                  false,
		"12:40 AM|12:05|11:30":               false,
		"00:40|00:05 (previous day)|23:30":   false,
		"10:05|10:05|10:05":                  false,
		"23:30|00:05|00:40":                  false,
		"23:30|22:30|21:30|14:30|13:30|8:00": false,
	} {
		var list []Row
		for s := range strings.SplitSeq(rows, "|") {
			read, ok := row.ReadAll(s)
			if !ok {
				t.Fatalf("%q is not a time", s)
			}
			list = append(list, Row{Time: s, Read: read})
		}
		o := OrderOf(list)
		if got := o.Index(0) != 0; got != newest {
			t.Errorf("%s: newest on top is %v", rows, got)
		}
	}
}
