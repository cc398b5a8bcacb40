package main

import (
	"strings"
	"testing"

	"github.com/incidentkit/incident"
)

func TestFindComponent(t *testing.T) {
	list := []incident.Component{
		{Name: "Checkout"}, {Group: "Web", Name: "API"}, {Name: "API"}, {Group: "Apps", Name: "Push"}, {Group: "Web", Name: "Push"},
		{ID: "c9", Group: "EU", Name: "Search (beta)"}, {Name: "CI/CD"}, {Name: "us-east"}, {Name: "C++"}, {Name: "Café"},
	}
	for name, want := range map[string]string{
		"Checkout": "Checkout", "checkout": "Checkout", " CHECKOUT ": "Checkout", "check\u00a0out": "",
		"API": "API", "api": "API", "Web - API": "Web - API", "web (api)": "Web - API", "WEB › API": "Web - API", "Web/API": "Web - API",
		"Web – Api": "Web - API", "Web  -  API": "Web - API", "web > api": "Web - API", "Web\u00a0-\u00a0API": "Web - API",
		"Push": "ambiguous", "apps/push": "Apps - Push",
		"c9": "EU - Search (beta)", "search (Beta)": "EU - Search (beta)", "EU (Search (beta))": "EU - Search (beta)", "eu/search/beta": "EU - Search (beta)",
		"ci/cd": "CI/CD", "us-east": "us-east", "us east": "us-east", "us_east": "us-east", "useast": "",
		"web-api": "Web - API", "Web: API": "Web - API", "web api": "Web - API", "apps-push": "Apps - Push", "CI-CD": "CI/CD", "-": "", "CAFÉ": "Café", "C#": "", "c": "", "Check": "", "": "",
	} {
		c, err := findComponent(list, name)
		got := ""
		switch {
		case err != nil:
			got = "ambiguous"
		case c != nil:
			got = c.FullName()
		}
		if got != want {
			t.Errorf("%q is %q, want %q; %v", name, got, want, err)
		}
	}
	if _, err := findComponent(list, "push"); err == nil || !strings.Contains(err.Error(), `"Apps - Push", "Web - Push"; write one of them`) {
		t.Errorf("%v", err)
	}
}

func TestNewComponent(t *testing.T) {
	list := []incident.Component{{Group: "Shop", Name: "Cart"}}
	for name, want := range map[string]incident.Component{
		"Search":          {Name: "Search"},
		"EU - Search":     {Group: "EU", Name: "Search"},
		"EU › Search":     {Group: "EU", Name: "Search"},
		"CI/CD":           {Name: "CI/CD"},
		"Search (beta)":   {Name: "Search (beta)"},
		"shop/Search":     {Group: "Shop", Name: "Search"},
		"SHOP (Search)":   {Group: "Shop", Name: "Search"},
		"Shop - A - B":    {Group: "Shop", Name: "A - B"},
		"- Search":        {Name: "- Search"},
		"us-east-1":       {Name: "us-east-1"},
		"EU - Search (b)": {Group: "EU", Name: "Search (b)"},
	} {
		if got := newComponent(list, name); got != want {
			t.Errorf("%q is %+v, want %+v", name, got, want)
		}
	}
}
