package row_test

import (
	"fmt"
	"testing"

	"github.com/incidentkit/incident/internal/row"
)

func TestReadTime(t *testing.T) {
	for s, want := range map[string]string{
		"~10:05": "~10:05", "10:05~": "~10:05", "approx. 10:05": "~10:05", "about 10:05 on the phone": "~10:05 + \" on the phone\"", "10:05–10:20": "10:05 to 10:20",
		"--:--": "", "2022-05-?? 10:00": "", "20202-01-16": "", "12:26-12:??": "12:26 + \"-12:??\"", "about time": "",
	} {
		r, n := row.ReadTime(s)
		got := ""
		if n > 0 {
			got = r.From.Time.String()[:5]
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
		if _, all := row.ReadAll(s); all != (n > 0 && n == len(s)) {
			t.Errorf("ReadAll(%q) is %v", s, all)
		}
	}
}

// TestCut cuts rows in every markup that their times stand in, and nothing
// else.
func TestCut(t *testing.T) {
	for _, test := range []struct{ md, time, sign, text string }{
		{"10:05. text", "10:05", ".", "text"},
		{"1005Z text", "1005Z", "", "text"},
		{"1075Z text", "", "", ""},
		{"1005: too many tables", "", "", ""},
		{"By 10:05, text", "By 10:05", ",", "text"},
		{"10:05 - text", "10:05", " -", "text"},
		{"10:05:\ttext", "10:05", ":", "text"},
		{"**10:05:** text", "10:05", ":", "text"},
		{"**16:58 UTC** - text", "16:58 UTC", " -", "text"},
		{"**10:05**", "10:05", "", ""},
		{"**10:05: text**", "10:05", ":", "**text**"},
		{`\~10:05 text`, "~10:05", "", "text"},
		{`10:05 \- text`, "10:05", "", `\- text`},
		{`1\. 10:05 text`, "", "", ""},
		{"2024-05-06: text", "2024-05-06", ":", "text"},
		{"*10:05*: text", "10:05", ":", "text"},
		{"_10:05_ text", "10:05", "", "text"},
		{"`10:05` text", "10:05", "", "text"},
		{"[10:05] text", "10:05", "", "text"},
		{`\[10:05\] text`, "10:05", "", "text"},
		{"[2024-05-06 10:05 UTC] text", "2024-05-06 10:05 UTC", "", "text"},
		{"[10:05](https://example.com/1) text", "10:05", "", "text ([10:05](https://example.com/1))"},
		{"[10:05](https://example.com/1)", "10:05", "", "[10:05](https://example.com/1)"},
		{"Mar 5th **10:05** text", "Mar 5th 10:05", "", "text"},
		{"10:05\nmore", "10:05", "", "\nmore"},
		{"ops-lead [10:05 AM]\ntext", "ops-lead [10:05 AM]", "", "\ntext"},
		{"Ops Lead [10:05 AM] text", "Ops Lead [10:05 AM]", "", "text"},
		{"- 10:05 text", "- 10:05", "", "text"},
		{"(10:05) text", "10:05", "", "text"},
		{"(10:05 UTC): text", "10:05 UTC", ":", "text"},
		{"**10:05 UTC – Alert:** text", "10:05 UTC", " –", "**Alert:** text"},
		{"10:05 → text", "10:05", " →", "text"},
		{"10:05 -- text", "10:05", " --", "text"},
		{"🔴 10:05 text", "🔴 10:05", "", "text"},
		{"⚠️ **10:05** text", "⚠️ 10:05", "", "text"},
		{"10:05 (next day) text", "10:05 (next day)", "", "text"},
		{"10:05 the day before: text", "10:05 the day before", ":", "text"},
		{"10:05 (+1): text", "10:05 (+1)", ":", "text"},
		{"10:05 +1 node", "10:05", "", "+1 node"},
		{"10:05 Day 2 of the move", "10:05", "", "Day 2 of the move"},
		{"10:05 the day before the fair", "10:05", "", "the day before the fair"},
		{"10:05 the next day we wrote", "10:05 the next day", "", "we wrote"},
		{"10:05 next day-care", "10:05", "", "next day-care"},
		{"Day 2, 10:05: text", "Day 2, 10:05", ":", "text"},
		{"10:05 UTC (11:05 CET) - text", "10:05 UTC (11:05 CET)", " -", "text"},

		{"2024-05-06 text", "", "", ""},
		{"**Detection:** text", "", "", ""},
		{"**note** 10:05 text", "", "", ""},
		{"[ ] 10:05 text", "", "", ""}, // tasks are actions
		{"[x] 10:05 text", "", "", ""},
		{"[10:05] [text", "10:05", "", "[text"},
		{"[see 10:05](https://example.com) text", "", "", ""},
		{"`make 10` text", "", "", ""},
		{"12 users", "", "", ""},
		{"10:05text", "", "", ""},
		{"Mar 5th **alarm** text", "", "", ""},
		{"(see 10:05) text", "", "", ""},
		{"the alert (two nodes) [10:05]", "", "", ""},
		{"🔴 text", "", "", ""},
		{"Day 2: text", "", "", ""},
		{"", "", "", ""},
	} {
		r, ok := row.Cut(test.md)
		if test.time == "" {
			if ok {
				t.Errorf("%q is a row: %+v", test.md, r)
			}
			continue
		}
		if !ok || r.Time != test.time || r.Sign != test.sign || r.TextIn(test.md) != test.text {
			t.Errorf("%q: %q %q %q, %v", test.md, r.Time, r.Sign, r.TextIn(test.md), ok)
		}
	}
}

func TestCutStated(t *testing.T) {
	for _, test := range []struct{ md, time, text string }{
		{`**some\*time -** text`, "some*time -", "text"}, {"text", "", "text"}, {"", "", ""}, {"  **a** b", "a", "b"},
	} {
		if r := row.CutStated(test.md); r.Time != test.time || r.TextIn(test.md) != test.text {
			t.Errorf("%q: %q %q", test.md, r.Time, r.TextIn(test.md))
		}
	}
}

// TestGuardText: no text that was guarded reads as a sign, and each comes back.
func TestGuardText(t *testing.T) {
	for _, text := range []string{"- a", ": a", "a", "\u200ca", "", "| a", ", a"} {
		guarded := row.GuardText(text)
		if back := row.UnguardText(guarded); back != text {
			t.Errorf("%q comes back as %q", text, back)
		}
		if r, ok := row.Cut("10:05 " + guarded); ok && r.Sign != "" {
			t.Errorf("%q has the sign %q", guarded, r.Sign)
		}
	}
}

func TestCutSign(t *testing.T) {
	for s, want := range map[string][2]string{"10:05 -": {"10:05", " -"}, "10:05": {"10:05", ""}, "soon:": {"soon:", ""}} {
		time, sign, read := row.CutSign(s)
		if all, _ := row.ReadAll(time); time != want[0] || sign != want[1] || read != all {
			t.Errorf("%q: %q %q %v", s, time, sign, read)
		}
	}
}
