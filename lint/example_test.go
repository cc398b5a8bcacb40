package lint_test

import (
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/lint"
	"github.com/incidentkit/incident/parse"
)

const page = `Parcels wait
Incident Report for Example Freight
Resolved
All belts move. The queue is empty.
Posted Mar 05, 2024 - 13:40 CET
Investigating
A belt stands still. Next update at 11:00 CET.
Posted Mar 05, 2024 - 10:17 CET
`

func ExampleCheck() {
	doc, err := parse.Text{}.Parse("parcels.txt", []byte(page))
	if err != nil {
		panic(err)
	}
	for _, f := range lint.Check(doc.Incidents[0], lint.Options{Only: []string{"update-missed"}, Position: doc.Position}) {
		fmt.Println(f.Rule, f.Severity, f.Path, f.Line, f.Column)
		fmt.Println(f.Message)
	}
	// Output:
	// update-missed error updates[0].body 7 22
	// an update was promised for Mar 5, 2024, 11:00 CET (10:00 UTC) and came 2 h 40 min late, at Mar 5, 2024, 13:40 CET (12:40 UTC)
}

// A custom rule can be added to the rules of this package.
func ExamplePass_Report() {
	rules := append(lint.Rules(), lint.Rule{
		Name:     "ticket-missing",
		Severity: lint.Warning,
		Check: func(p *lint.Pass) {
			if pm := p.Incident.Postmortem; pm != nil && !strings.Contains(pm.FrontMatter, "ticket:") {
				p.Report(lint.Finding{Place: lint.Place{Path: "postmortem"}, Message: "the front matter names no ticket"})
			}
		},
	})
	inc := &incident.Incident{Title: "Parcels wait", Postmortem: &incident.Postmortem{}}
	for _, f := range lint.Check(inc, lint.Options{Rules: rules}) {
		fmt.Println(f)
	}
	// Output: postmortem: warning: the front matter names no ticket (ticket-missing)
}

func ExamplePass_Time() {
	inc := &incident.Incident{Page: incident.Page{TimeZone: "Asia/Tokyo"}}
	lint.Check(inc, lint.Options{Rules: []lint.Rule{{Name: "now", Check: func(p *lint.Pass) {
		fmt.Println(p.Time(p.Options.Now))
	}}}, Now: time.Date(2024, time.March, 5, 20, 0, 0, 0, time.UTC)})
	// Output: Mar 6, 2024, 05:00 JST (Mar 5, 20:00 UTC)
}

func ExampleFinding_String() {
	f := lint.Finding{Rule: "zone-missing", Severity: lint.Info, Place: lint.Place{Path: "updates[0].body", Line: 7, Column: 22}, Message: "“11:00” names no zone", Suggestion: "write 11:00 CET"}
	fmt.Println(f)
	// Output: 7:22: info: “11:00” names no zone; write 11:00 CET (zone-missing)
}

func ExampleRules() {
	for _, r := range lint.Rules() {
		if strings.HasPrefix(r.Name, "duration-") {
			fmt.Println(r.Name, r.Severity)
		}
	}
	// Output:
	// duration-arithmetic error
	// duration-missing info
	// duration-is-range info
}

func ExampleLookup() {
	rule, ok := lint.Lookup("clock-change")
	fmt.Println(ok, rule.Bad)
	// Output: true Oct 27, 2024, 02:30, on a page in Copenhagen.
}

func ExampleRule_Summary() {
	rule, _ := lint.Lookup("zone-missing")
	fmt.Println(rule.Summary())
	// Output: An update names a time without its zone.
}

func ExampleOptions_Judging() {
	o := lint.Options{Profile: lint.Internal, Only: []string{"zone-season", "update-missed"}, Disable: []string{"zone-season"}}
	for _, r := range o.Judging() {
		fmt.Println(r.Name)
	}
	// Output: update-missed
}

func ExampleProfiles() {
	fmt.Println(lint.Profiles())
	// Output: [live public internal]
}

func ExampleProfile_Valid() {
	fmt.Println(lint.Public.Valid(), lint.Profile("customers").Valid())
	// Output: true false
}

func ExampleSeverity_Compare() {
	fmt.Println(lint.Error.Compare(lint.Info) < 0)
	// Output: true
}
