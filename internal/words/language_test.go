package words

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestFor(t *testing.T) {
	for _, tag := range []string{"en", "en-GB", "EN_us", "", "no such tag", "x-\n", "und", "eng"} {
		if l := For(tag); l != English() {
			t.Errorf("For(%q) = %v", tag, l.Lang)
		}
	}
	for _, l := range languages {
		if got := For(l.Lang + "-AT"); got != l {
			t.Errorf("For(%q) = %v", l.Lang+"-AT", got.Lang)
		}
	}
}

// TestOf holds that a report is found to be in the language of its labels,
// whatever its bodies are in.
func TestOf(t *testing.T) {
	if l := Of([]byte("nothing that is known")); l != English() {
		t.Errorf("a text without labels is in %s", l.Lang)
	}
	for _, l := range languages {
		report := l.Word(IncidentReportOf) + " X\n\n" + string(l.Terms.AppendStatus(nil, "resolved")) + "\n\nThe update.\n\n" + l.Word(Posted) + " ..."
		if got := Of([]byte(report)); got != l {
			t.Errorf("a report in %s is in %s", l.Lang, got.Lang)
		}
	}
}

func TestStatuses(t *testing.T) {
	for _, s := range english.Terms.Statuses {
		label := string(english.Terms.AppendStatus(nil, s.Word))
		if word, ok := english.Terms.Status(label); word != s.Word || !ok {
			t.Errorf("%q becomes %q", s.Word, word)
		}
		if english.Line([]byte(label)) != LineStatus {
			t.Errorf("%q is no label", label)
		}
	}
	if got := string(english.Terms.AppendStatus(nil, "on_fire")); got != "On fire" {
		t.Errorf("unknown word: %q", got)
	}
}

func TestLine(t *testing.T) {
	for _, test := range []struct {
		line string
		want Line
	}{
		{"", LineText}, {"Hello", LineText}, {"resolved", LineText}, {"Resolved.", LineText}, {"Posted", LineText}, {"Posted by us on May 4", LineText},
		{"Resolved", LineStatus}, {"In progress", LineStatus}, {"Update", LineUpdate}, {"Postmortem", LinePostmortem}, {"Postmortem (draft)", LinePostmortemDraft},
		{"Posted Jan 27, 2022 - 11:10 CET", LineStamp}, {"Posted Jan 27", LineStamp}, {"Posted 3 days ago. Jan 27, 2022 - 11:10 CET", LineStamp},
		{"Retracted Jan 27, 2022 - 11:10 CET", LineRetracted}, {"Retracted in January", LineText},
		{"Edited Jan 27, 2022 - 11:10 CET", LineEdited}, {"Edited 3 days ago. Jan 27", LineText},
		{"Next update by 10:45 CET", LineNextUpdate}, {"Next update by Jan 27, 10:45 CET", LineNextUpdate}, {"Next update by noon", LineText},
		{"Scheduled for Jan 27, 2022, 10:00-11:00 UTC", LineWindow}, {"Scheduled until Jan 27", LineWindow}, {"Scheduled for later", LineText},
		{"This incident affected: API.", LineAffected}, {"This incident affects: API.", LineAffected}, {"This scheduled maintenance affected: API.", LineAffected},
		{"This incident affected nobody.", LineText},
		{"Incident Report for Example Shop", LineSubtitle}, {"Incident Report", LineSubtitle}, {"Scheduled Maintenance Report for X", LineSubtitle},
		{"Incident Reports", LineText}, {"Incident", LineText},
		{"RESOLVED", LineStatus}, {"IN PROGRESS", LineStatus}, {"UPDATE", LineUpdate}, {"POSTMORTEM (DRAFT)", LinePostmortemDraft}, {"ReSOLVED", LineText},
		{"In\u00a0progress", LineStatus}, {"Inprogress", LineText}, {"This\u00a0incident\u202faffected:\u00a0API.", LineAffected},
		{"Incident\u00a0Report\u00a0for\u00a0Example\u00a0Shop", LineSubtitle}, {"Posted\u00a0Jan\u00a027,\u00a02022", LineStamp},
		{"Resolved\u200b", LineStatus}, {"\ufeffUpdate", LineUpdate}, {"Posted 3 days ago.", LineStamp}, {"Posted ago.", LineText},
		{"Posted 3\u00a0days\u00a0ago.\u00a0Jan\u00a027", LineStamp}, {"Next\u00a0update\u00a0by\u00a010:45", LineNextUpdate},
	} {
		if got := english.Line([]byte(test.line)); got != test.want {
			t.Errorf("%q is %d, want %d", test.line, got, test.want)
		}
	}
}

func TestLabel(t *testing.T) {
	for line, want := range map[string]Line{
		"*Resolved*": LineStatus, "resolved": LineStatus, "In Progress:": LineStatus, "**Update**": LineUpdate, "_Postmortem_:": LinePostmortem,
		"Resolved it": LineText, "": LineText, "**": LineText, "Posted Jan 7, 2022 - 9:10 CET": LineText,
	} {
		if label, role := english.Label(line); role != want || role == LineText && label != line {
			t.Errorf("%q: %q, %d, want %d", line, label, role, want)
		}
	}
}

func TestIsAge(t *testing.T) {
	for line, want := range map[string]bool{"Posted 2 years ago.": true, "Posted about 1 month ago. ": true, "Posted 2 years ago. Jan 7": false, "Posted": true, "Jan 7": false} {
		if english.IsAge([]byte(line)) != want {
			t.Errorf("%q: %v", line, !want)
		}
	}
}

func TestParseStamp(t *testing.T) {
	for _, test := range []struct {
		line string
		want Stamp
		at   int // of the error; -1: none
	}{
		{"Posted Jan 27, 2022 - 11:10 CET", Stamp{2022, 1, 27, 11, 10, "CET", ""}, -1},
		{"Posted Jan 7 , 2022 - 9:10 +0530", Stamp{2022, 1, 7, 9, 10, "+0530", ""}, -1},
		{"Posted 1 year ago. September 30, 2022 - 11:10 PDT", Stamp{2022, 9, 30, 11, 10, "PDT", ""}, -1},
		{"Posted Jan 27, 2022 - 11:10 CET · 10:10 UTC", Stamp{2022, 1, 27, 11, 10, "CET", " · 10:10 UTC"}, -1},
		{"Retracted Jan 27, 2022 - 11:10 CET", Stamp{2022, 1, 27, 11, 10, "CET", ""}, -1},
		{"Edited Jan 27, 2022 - 11:10", Stamp{2022, 1, 27, 11, 10, "", ""}, -1},
		{"Posted Jan 27, 2022 – 11:10 CET", Stamp{2022, 1, 27, 11, 10, "CET", ""}, -1},
		{"Posted Jan 27, 2022—11:10 CET", Stamp{2022, 1, 27, 11, 10, "CET", ""}, -1},
		{"Posted\u00a0Jan\u00a027,\u00a02022\u00a0−\u00a011:10\u202fCET\u00a0·\u00a010:10\u00a0UTC", Stamp{2022, 1, 27, 11, 10, "CET", "\u00a0·\u00a010:10\u00a0UTC"}, -1},
		{"Posted Jan", Stamp{}, 10}, {"Posted Jan 27 2022", Stamp{}, 14}, {"Posted Jan 27, 2022 11:10", Stamp{}, 20}, {"Posted Jan 27, 2022 - 11.10", Stamp{}, 24},
	} {
		got, err := english.ParseStamp([]byte(test.line))
		if test.at < 0 && (err != nil || got != test.want) {
			t.Errorf("%q: %+v, %v", test.line, got, err)
		}
		if test.at >= 0 && (err == nil || err.(*StampError).Offset != test.at) {
			t.Errorf("%q: %v at %+v, want %d", test.line, err, err, test.at)
		}
	}
}

// FuzzStamp holds that a stamp that is written is read back, in any year and
// zone.
func FuzzStamp(f *testing.F) {
	f.Add(int64(0), "CET", 3600)
	f.Add(int64(1e12), "", -20700)
	f.Add(int64(-62135596800), "+08", 0)
	f.Fuzz(func(t *testing.T, unix int64, name string, offset int) {
		if offset < -86400 || offset > 86400 || unix < -62135596800 || unix > 253402300799 {
			return
		}
		at := time.Unix(unix, 0).In(time.FixedZone(name, offset))
		if at.Year() < 1 || at.Year() > 9999 {
			return
		}
		line := english.Dates.AppendStamp([]byte("Posted "), at)
		s, err := english.ParseStamp(line)
		if err != nil || s.Year != at.Year() || s.Month != int(at.Month()) || s.Day != at.Day() || s.Hour != at.Hour() || s.Minute != at.Minute() || s.Zone == "" || s.Rest != "" {
			t.Errorf("%q: %+v, %v", line, s, err)
		}
		if english.Line(line) != LineStamp || strings.ContainsAny(s.Zone, " \n\x1b") {
			t.Errorf("%q", line)
		}
	})
}

func TestAppendOffset(t *testing.T) {
	for seconds, want := range map[int]string{0: "UTC", 3600: "UTC+1", -12600: "UTC-3:30", 20700: "UTC+5:45", 50400: "UTC+14", 59: "UTC+0"} {
		if got := ZoneLabel(time.Unix(0, 0).In(time.FixedZone("not a label", seconds))); got != want {
			t.Errorf("%d: %q, want %q", seconds, got, want)
		}
	}
}

func TestSectionKind(t *testing.T) {
	for heading, want := range map[string]string{
		"Summary": "summary", "Root Causes:": "root_cause", "3. Root Cause": "root_cause", "Timeline (all times are in CET):": "timeline", "The Five Whys": "five_whys", "5 Whys": "five_whys",
		"What went well?": "went_well", "Aftermath and Long-term Actions": "actions", "How’d we do?": "lessons", "Incident Overview": "summary", "Pancakes": "", "": "",
	} {
		if got := english.Headings.Kind(heading); got != want {
			t.Errorf("%q is %q, want %q", heading, got, want)
		}
	}
}

func TestAppendSeparator(t *testing.T) {
	for n, want := range []string{"", "x", "x and x", "x, x, and x", "x, x, x, and x"} {
		var b []byte
		for i := range n {
			b = append(english.Separators.Append(b, i, n), 'x')
		}
		if string(b) != want {
			t.Errorf("%d: %q, want %q", n, b, want)
		}
	}
}

func ExampleDates_AppendStamp() {
	at := time.Date(2024, time.March, 5, 9, 17, 0, 0, time.UTC)
	fmt.Printf("%s\n", English().Dates.AppendStamp(nil, at))
	// Output: Mar 05, 2024 - 09:17 UTC
}

func ExampleLanguage_Line() {
	fmt.Println(English().Line([]byte("Resolved")) == LineStatus, English().Line([]byte("We resolved it.")) == LineText)
	// Output: true true
}

func ExampleFor() {
	fmt.Println(For("en-GB").Lang, For("").Lang)
	// Output: en en
}

// TestKindAllocates holds that the kind of a heading costs no allocation: there
// may be 100,000 of them.
func TestKindAllocates(t *testing.T) {
	h := &English().Headings
	for _, heading := range []string{"3. The Root Causes (so far):", "Which follow-ups we took", "Warehouse"} {
		if n := testing.AllocsPerRun(10, func() { h.Kind(heading) }); n > 0 {
			t.Errorf("%q: %.0f allocations", heading, n)
		}
	}
}
