package wire

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/source"
)

// TestTime reads the forms in which programs write times. A time that is not
// known is zero, and a time with several meanings is an error.
func TestTime(t *testing.T) {
	berlin, err := civil.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		value, want string // "" is the zero time
		code        incident.Code
	}{
		{`"2026-03-05T09:00:00.5Z"`, "2026-03-05T09:00:00.5Z", ""},
		{`"2026-03-05T09:00:00+0530"`, "2026-03-05T03:30:00Z", ""},
		{`"2026-03-05 09:00:00 UTC"`, "2026-03-05T09:00:00Z", ""},
		{`"2026-07-05T09:00:00"`, "2026-07-05T07:00:00Z", ""},
		{`"2026-07-05 09:00 CET"`, "2026-07-05T08:00:00Z", ""},
		{`1772701200`, "2026-03-05T09:00:00Z", ""},
		{`1772701200000`, "2026-03-05T09:00:00Z", ""},
		{`"1772701200"`, "2026-03-05T09:00:00Z", ""},
		{`0`, "", ""},
		{`-1`, "", ""},
		{`null`, "", ""},
		{`""`, "", ""},
		{`false`, "", ""},
		{`true`, "", CodeType},
		{`"20260305"`, "", CodeType},
		{`"05/03/2026 09:00"`, "", CodeType},
		{`"2026-10-25T02:30:00"`, "", CodeType}, // clocks showed it twice
		{`"2026-03-29T02:30:00"`, "", CodeType}, // clocks skipped it
		{`1e300`, "", incident.CodeRange},
		{`[]`, "", CodeType},
	} {
		in := New(&source.Source{Text: `{"at":` + test.value + `}`})
		in.Location = berlin
		var want time.Time
		if test.want != "" {
			want, _ = time.Parse(time.RFC3339, test.want)
		}
		got := in.Root().Object().Time("at")
		var code incident.Code
		if len(in.Errs) > 0 {
			code = in.Errs[0].Code
		}
		if !got.Equal(want) || code != test.code || len(in.Errs) > 1 {
			t.Errorf("%s: %s, %v", test.value, got, in.Errs)
		}
	}
}
