package site_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

func TestValidate(t *testing.T) {
	day := time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		service site.Service
		code    incident.Code
		path    string
	}{
		{site.Service{Policy: "best"}, incident.CodeUnknown, "policy"},
		{site.Service{Page: incident.Page{TimeZone: "Local"}}, incident.CodeZone, "page.time_zone"},
		{site.Service{Page: incident.Page{Name: "a\nb"}}, incident.CodeControl, "page.name"},
		{site.Service{Components: []site.Component{{Group: "a"}}}, incident.CodeRequired, "components[0].name"},
		{site.Service{Components: []site.Component{{Name: "a", Status: "fine"}}}, incident.CodeUnknown, "components[0].status"},
		{site.Service{Components: []site.Component{{Name: "a", Since: day, Retired: day.Add(-1)}}}, incident.CodeOrder, "components[0].retired"},
		{site.Service{Components: []site.Component{{Name: "a"}, {Group: "g", Name: "a"}, {Name: "a"}}}, incident.CodeDuplicate, "components[2].name"},
		{site.Service{Components: []site.Component{{Name: "a", Retired: day}, {Name: "a", Since: day}}}, incident.CodeDuplicate, "components[1].name"},
		{site.Service{Components: []site.Component{{ID: "1", Name: "a", Retired: day}, {ID: "2", Name: "a", Since: day.Add(-1)}}}, incident.CodeDuplicate, "components[1].name"},
		{site.Service{Components: []site.Component{{ID: "a"}, {ID: "b"}, {ID: "a"}}}, incident.CodeDuplicate, "components[2].id"},
	} {
		var errs incident.Errors
		if err := test.service.Validate(); !errors.As(err, &errs) || len(errs) != 1 || errs[0].Code != test.code || errs[0].Path != test.path {
			t.Errorf("%+v: %v, want %s %s", test.service, err, test.path, test.code)
		}
	}
	replaced := site.Service{Components: []site.Component{{ID: "2", Name: "a", Since: day}, {ID: "1", Name: "a", Retired: day}}}
	for _, s := range []*site.Service{new(site.Service), &replaced} {
		if err := s.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func ExampleService_Validate() {
	s := &site.Service{Policy: "best", Components: []site.Component{{Group: "Shop"}}}
	fmt.Println(s.Validate())
	// Output:
	// components[0].name: required
	// policy: unknown: "best" is not a known policy; use one that Policies lists
}
