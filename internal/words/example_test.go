package words_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/incidentkit/incident/internal/words"
)

func ExampleEnglish() {
	phrases := words.English()
	fmt.Println(phrases.Lang, phrases.Word(words.NextUpdate))
	fmt.Printf("%s\n", phrases.Terms.AppendStatus(nil, "in_progress"))
	// Output:
	// en Next update by
	// In progress
}

func ExampleAppendZone() {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.FixedZone("CET", 3600))
	fmt.Printf("%s\n", words.AppendZone([]byte("10:17 "), at))
	// Output: 10:17 CET
}

func ExampleZoneLabel() {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.FixedZone("", -9000))
	fmt.Println(words.ZoneLabel(at))
	// Output: UTC-2:30
}

func ExampleStampError() {
	_, err := words.English().ParseStamp([]byte("Posted Jan 27, 2022 at noon"))
	var fault *words.StampError
	fmt.Println(errors.As(err, &fault), fault.Offset)
	// Output: true 20
}

func ExampleAppendInstant() {
	at := time.Date(2024, time.March, 5, 10, 17, 0, 0, time.FixedZone("CET", 3600))
	fmt.Printf("%s\n", words.AppendInstant(nil, at))
	// Output: 2024-03-05T09:17:00Z
}

func ExampleAppendCompact() {
	at := time.Date(2024, time.March, 5, 10, 17, 0, 0, time.FixedZone("CET", 3600))
	fmt.Printf("%s\n", words.AppendCompact(nil, at))
	// Output: 20240305T091700Z
}
