package site_test

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident/site"
)

func TestKindsOfPages(t *testing.T) {
	s := exampleService()
	for kind, page := range map[string][]byte{
		"article": site.HTML{}.AppendIncident(nil, s.Page, s.Incidents[0]),
		"website": site.HTML{}.AppendHistory(nil, s.Page, s.Months()),
	} {
		if want := `<meta property="og:type" content="` + kind + `">`; !strings.Contains(string(page), want) {
			t.Errorf("no %s", want)
		}
	}
}
