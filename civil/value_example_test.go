package civil_test

import (
	"errors"
	"fmt"

	"github.com/incidentkit/incident/civil"
)

// The kind says why a written time has no instant, or not the expected one.
func ExampleKind() {
	copenhagen, err := civil.LoadLocation("Europe/Copenhagen")
	if err != nil {
		panic(err)
	}
	night := civil.DateTime{Date: civil.Date{Year: 2024, Month: 3, Day: 31}, Time: civil.Time{Hour: 2, Minute: 30}}
	fmt.Println(civil.Resolve(night, "", copenhagen).Kind)
	// Output: gap
}

func ExampleZoneError() {
	_, err := civil.LoadLocation("Europe/Kopenhagen")
	var fault *civil.ZoneError
	fmt.Println(errors.As(err, &fault), fault.Kind)
	// Output: true unknown
}
