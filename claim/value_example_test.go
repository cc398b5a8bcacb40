package claim_test

import (
	"fmt"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

func ExampleDefaultTexts() {
	for _, t := range claim.DefaultTexts() {
		if t.Continues {
			fmt.Println(t.Status)
			break
		}
	}
	// Output: investigating
}

func ExampleObligations() {
	for _, o := range claim.Obligations() {
		fmt.Println(o.Name, o.From)
	}
	// Output:
	// within 4 hours declared
	// within 24 hours detected
	// within 72 hours detected
	// within one month detected
}

func ExampleLength() {
	_, known := claim.Length{Days: 5, Business: true}.Duration()
	fmt.Println(known)
	d, known := claim.Length{Days: 1, Time: 12 * time.Hour}.Duration()
	fmt.Println(d, known)
	// Output:
	// false
	// 36h0m0s true
}

func ExampleKind() {
	for _, c := range claim.Read("Back since 10:45, after 50 minutes.", time.Time{}, nil) {
		fmt.Println(c.Kind, c.Text)
	}
	// Output:
	// time 10:45
	// duration 50 minutes
}

func ExampleMode() {
	var mode claim.Mode
	fmt.Println(mode, claim.AnyUpdate)
	// Output: substantive any
}

func ExampleSubject() {
	fmt.Println(claim.Update, claim.Postmortem, claim.Action)
	// Output: update postmortem action
}

func ExampleAspect_String() {
	fmt.Println(claim.Impact, claim.Lasted, claim.Span, claim.Began, claim.Ended, claim.Severity)
	// Output: impact duration span start end severity
}

func ExampleOf() {
	inc := &incident.Incident{
		Page: incident.Page{TimeZone: "Europe/Copenhagen"},
		Updates: []incident.Update{{At: time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC),
			Body: "Between 10:05 and 10:15 CET customers could not log in. Next update at 10:45 CET."}},
	}
	r := claim.Of(inc)
	fmt.Println(len(r.Claims()), "claims")
	fmt.Println(r.StatedImpact()[0].To.At.UTC())
	fmt.Println(r.Promises(claim.Options{})[0].State)
	// Output:
	// 3 claims
	// 2024-03-05 09:15:00 +0000 UTC
	// pending
}
