package typed_test

import (
	"fmt"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/markdown"
	"github.com/incidentkit/incident/internal/typed"
	"github.com/incidentkit/incident/internal/words"
)

// TestReader reads rows one after the other.
func TestReader(t *testing.T) {
	rome, err := civil.LoadLocation("Europe/Rome")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		zone string
		day  civil.Date
		rows []string
		want []string // UTC
	}{
		{"", civil.Date{}, []string{"2024-03-05 10:00", "10:05", "23:59", "00:10", "Mar 7, 2024, 08:00"}, []string{"2024-03-05 09:00", "2024-03-05 09:05", "2024-03-05 22:59", "2024-03-05 23:10", "2024-03-07 07:00"}},
		{"", civil.Date{}, []string{"10:00", "2024-03-05 10:00", "10:05"}, []string{"-", "2024-03-05 09:00", "2024-03-05 09:05"}},
		{"", civil.Date{Year: 2024, Month: 3, Day: 5}, []string{"10:00", "9:50 PM"}, []string{"2024-03-05 09:00", "2024-03-05 20:50"}},
		{"UTC", civil.Date{Year: 2024, Month: 3, Day: 5}, []string{"10:00", "10:05 CET"}, []string{"2024-03-05 10:00", "2024-03-05 09:05"}},
		{"CET", civil.Date{Year: 2024, Month: 7, Day: 5}, []string{"10:00"}, []string{"2024-07-05 09:00"}},
		{"", civil.Date{Year: 2023, Month: 12, Day: 31}, []string{"Dec 31, 10:00", "Jan 1, 10:00"}, []string{"2023-12-31 09:00", "2024-01-01 09:00"}},
	} {
		r := typed.Reader{Page: rome, Zone: test.zone, Day: test.day}
		for i, row := range test.rows {
			read, n := typed.Read(row)
			if n != len(row) {
				t.Errorf("%q: %d bytes", row, n)
			}
			got := "-"
			if at := r.Resolve(read).At; !at.IsZero() {
				got = at.UTC().Format("2006-01-02 15:04")
			}
			if got != test.want[i] {
				t.Errorf("%q of %q is %s, want %s", row, test.rows, got, test.want[i])
			}
		}
	}
}

func TestRead(t *testing.T) {
	for s, want := range map[string]string{
		"~10:05": "~10:05", "10:05~": "~10:05", "approx. 10:05": "~10:05", "about 10:05 on the phone": "~10:05 + \" on the phone\"", "10:05–10:20": "10:05 to 10:20",
		"--:--": "", "2022-05-?? 10:00": "", "20202-01-16": "", "12:26-12:??": "12:26 + \"-12:??\"", "about time": "",
	} {
		r, n := typed.Read(s)
		got := ""
		if n > 0 {
			got = r.Written.Time.String()[:5]
			if r.About {
				got = "~" + got
			}
			if !r.To.IsZero() {
				got += " to " + r.To.Time.String()[:5]
			}
			if n < len(s) {
				got += fmt.Sprintf(" + %q", s[n:])
			}
		}
		if got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}

func TestCutRow(t *testing.T) {
	for _, test := range []struct{ text, time, sign, rest string }{
		{"10:05. text", "10:05", ".", "text"},
		{"10:05 - text", "10:05", " -", "text"},
		{"**10:05:** text", "10:05", ":", "text"},
		{"**16:58 UTC** - text", "16:58 UTC", " -", "text"},
		{"**10:05**", "10:05", "", ""},
		{`\~10:05 text`, "~10:05", "", "text"},
		{"2024-05-06: text", "2024-05-06", ":", "text"},
		{"2024-05-06 text", "", "", ""},
		{"**Detection:** text", "", "", ""},
		{"12 users", "", "", ""},
		{"10:05text", "", "", ""},
		{"", "", "", ""},
	} {
		r, ok := typed.CutRow(test.text, false)
		if test.time == "" {
			if ok {
				t.Errorf("%q is a row: %+v", test.text, r)
			}
			continue
		}
		if r.Time != test.time || r.Sign != test.sign || test.text[r.Text:] != test.rest {
			ok = false
		}
		if !ok {
			t.Errorf("%q: %+v", test.text, r)
		}
	}
	if r, ok := typed.CutRow(`**some\*time -** text`, true); !ok || r.Time != "some*time -" {
		t.Errorf("%+v %v", r, ok)
	}
}

func TestCutDetails(t *testing.T) {
	phrases := words.English()
	for _, test := range []struct {
		md, text string
		want     []typed.Detail
	}{
		{"Do it (Owner: Ann; Due: 2024-06-01)", "Do it", []typed.Detail{{Column: words.ActionOwner, Value: "Ann"}, {Column: words.ActionDue, Value: "2024-06-01"}}},
		{`Do it (Owner: Ann \(x\)\; y)`, "Do it", []typed.Detail{{Column: words.ActionOwner, Value: "Ann (x); y"}}},
		{"Do it\n\n(Owner: Ann)", "Do it", []typed.Detail{{Column: words.ActionOwner, Value: "Ann"}}},
		{"Do it (see above)", "Do it (see above)", nil},
		{"Do it (Owner: a; Owner: b)", "Do it (Owner: a; Owner: b)", nil},
		{"Do it (Due: soon)", "Do it (Due: soon)", nil},
		{"Do it(Owner: a)", "Do it(Owner: a)", nil},
		{`Do it \(Owner: a)`, `Do it \(Owner: a)`, nil},
		{")", ")", nil},
		{"", "", nil},
	} {
		text, got := typed.CutDetails(test.md, phrases)
		if diff := cmp.Diff(test.want, got); diff != "" || text != test.text {
			t.Errorf("%q: %q (-want +got):\n%s", test.md, text, diff)
		}
		guarded := typed.GuardDetails(test.md, phrases)
		if _, list := typed.CutDetails(guarded, phrases); list != nil {
			t.Errorf("%q has details", guarded)
		}
		if back := typed.UnguardDetails(guarded, phrases); back != test.md {
			t.Errorf("%q comes back as %q", test.md, back)
		}
	}
}

func TestZoneNamed(t *testing.T) {
	for _, test := range []struct {
		heading string
		columns []string
		body    string
		rows    []string
		want    string
	}{
		{"Timeline (CET)", nil, "All times in UTC.", nil, "CET"},
		{"Timeline", []string{"Time (UTC)", "Event"}, "", nil, "UTC"},
		{"Timeline", nil, "> (all times in Pacific Time)", nil, "Pacific Time"},
		{"Timeline", nil, "All times are Europe/Rome.", nil, "Europe/Rome"},
		{"Timeline", nil, "The API was down at 10:05 CET.", nil, ""},
		{"Timeline", nil, "", []string{"UTC", "UTC"}, "UTC"},
		{"Timeline", nil, "", []string{"UTC", "CET"}, ""},
		{"API timeline", nil, "", nil, ""},
	} {
		if got := typed.ZoneNamed(test.heading, test.columns, test.body, test.rows); got != test.want {
			t.Errorf("%+v: %q", test, got)
		}
	}
	if at := []time.Time{{}, time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)}; !typed.InForce("UTC", time.UTC, at) || typed.InForce("CET", time.UTC, at) || typed.InForce("UTC", time.UTC, at[:1]) {
		t.Error("InForce")
	}
}

func ExampleFind() {
	src := "All times in UTC.\n\n- 10:05 - Alarm\n- 10:40 - Over\n"
	blocks, err := markdown.Blocks(src)
	if err != nil {
		fmt.Println(err)
		return
	}
	f := typed.Find(src, blocks, typed.Section{Kind: "timeline", Timeline: true}, words.English())
	fmt.Println(f.Name, f.First, f.End)
	// Output:
	// timeline 1 2
}
