package annotation_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/annotation"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		text string
		want []annotation.Item // nil: no mark
	}{
		{"<!-- internal -->", []annotation.Item{{Name: "internal", Bare: true}}},
		{"<!-- milestone: impact_started -->", []annotation.Item{{Name: "milestone", Value: "impact_started"}}},
		{`<!-- timeline, format: "2006 \"x\" \g\p", day: 2024-03-05 -->`, []annotation.Item{{Name: "timeline", Bare: true}, {Name: "format", Value: `2006 "x" >|`}, {Name: "day", Value: "2024-03-05"}}},
		{`<!-- timeline, format: "" -->`, []annotation.Item{{Name: "timeline", Bare: true}, {Name: "format"}}},
		{"<!--internal-->", nil},
		{"<!-- internal", nil},
		{"<!-- owner: me -->", nil},
		{"<!-- \u200cinternal -->", nil},
		{"<!-- internal and more -->", nil},
		{"<!-- kind: two words -->", nil},
		{`<!-- kind: "open -->`, nil},
		{"<!-- kind:  -->", nil},
		{"text <!-- internal -->", nil},
	} {
		got, ok := annotation.Parse(test.text)
		if ok != (test.want != nil) {
			t.Errorf("%s: %v", test.text, ok)
		}
		if !ok {
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, diff)
		}
		if back := string(annotation.Append(nil, got...)); back != test.text {
			t.Errorf("%s is written as %s", test.text, back)
		}
	}
}

// FuzzValue checks that every value comes back, and that none ends the comment.
func FuzzValue(f *testing.F) {
	for _, s := range []string{"", "a", "a-", "-->", "a b", `\`, `"`, `\g`, "a|b", "x\ny", "->", "--", "a--b", "---", "- -", "--!><u>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		text := string(annotation.Append(nil, annotation.Item{Name: annotation.Kind, Value: s}, annotation.Item{Name: annotation.Internal, Bare: true}))
		if strings.Count(text, "--") != 2 || strings.Count(text, "<") != 1 || strings.Count(text, ">") != 1 || strings.ContainsAny(text, "|\n") {
			t.Errorf("%q", text)
		}
		items, ok := annotation.Parse(text)
		if got, _ := annotation.Value(items, annotation.Kind); !ok || got != s || !annotation.Has(items, annotation.Internal) {
			t.Errorf("%q gives %q, want %q", text, got, s)
		}
	})
}

// FuzzGuard checks that nothing guarded is a mark, and that the guard comes
// off.
func FuzzGuard(f *testing.F) {
	f.Add("a <!-- internal --> <!-- \u200ckind: x --> <!-- <!-- text --> b")
	f.Fuzz(func(t *testing.T, s string) {
		guarded := annotation.Guard(s)
		if back := annotation.Unguard(guarded); back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
		for rest := guarded; ; {
			i := strings.Index(rest, "<!--")
			if i < 0 {
				break
			}
			rest = rest[i:]
			if end := strings.Index(rest, "-->"); end >= 0 {
				if _, ok := annotation.Parse(rest[:end+3]); ok {
					t.Errorf("%q holds a mark", guarded)
				}
			}
			rest = rest[4:]
		}
	})
}

func ExampleAppend() {
	fmt.Println(string(annotation.Append(nil, annotation.Item{Name: annotation.Milestone, Value: "detected"})))
	// Output:
	// <!-- milestone: detected -->
}
