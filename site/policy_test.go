package site_test

import (
	"fmt"

	"github.com/incidentkit/incident/site"
)

func ExamplePolicies() {
	for _, p := range site.Policies() {
		fmt.Println(p.Name, p.Partial, p.Major)
	}
	// Output:
	// statuspage 30 100
	// worst-component 100 100
	// none 0 0
}

func ExampleLookupPolicy() {
	p, ok := site.LookupPolicy("worst-component")
	fmt.Println(p.Worst, ok)
	_, ok = site.LookupPolicy("best-component")
	fmt.Println(ok)
	// Output:
	// true true
	// false
}
