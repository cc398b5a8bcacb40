package comment_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident/internal/comment"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		text string
		want []comment.Item // nil: no mark
	}{
		{"<!-- internal -->", []comment.Item{{Name: "internal", Bare: true}}},
		{"<!-- milestone: impact_started -->", []comment.Item{{Name: "milestone", Value: "impact_started"}}},
		{`<!-- timeline, format: "2006 \"x\" \g\p", day: 2024-03-05 -->`, []comment.Item{{Name: "timeline", Bare: true}, {Name: "format", Value: `2006 "x" >|`}, {Name: "day", Value: "2024-03-05"}}},
		{`<!-- timeline, format: "" -->`, []comment.Item{{Name: "timeline", Bare: true}, {Name: "format"}}},
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
		got, ok := comment.Parse(test.text)
		if ok != (test.want != nil) {
			t.Errorf("%s: %v", test.text, ok)
		}
		if !ok {
			continue
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, diff)
		}
		if back := string(comment.Append(nil, got...)); back != test.text {
			t.Errorf("%s is written as %s", test.text, back)
		}
	}
}

// FuzzValue checks that every value comes back, and that none ends the comment.
func FuzzValue(f *testing.F) {
	for _, s := range []string{"", "a", "a-", "-->", "a b", `\`, `"`, `\g`, "a|b", "x\ny", "->", "--"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		text := string(comment.Append(nil, comment.Item{Name: comment.Kind, Value: s}, comment.Item{Name: comment.Internal, Bare: true}))
		if strings.Count(text, "-->") != 1 || strings.ContainsAny(text, "|\n") {
			t.Errorf("%q", text)
		}
		items, ok := comment.Parse(text)
		if got, _ := comment.Value(items, comment.Kind); !ok || got != s || !comment.Has(items, comment.Internal) {
			t.Errorf("%q gives %q, want %q", text, got, s)
		}
	})
}

// FuzzGuard checks that nothing guarded is a mark, and that the guard comes off.
func FuzzGuard(f *testing.F) {
	f.Add("a <!-- internal --> <!-- \u200ckind: x --> <!-- <!-- text --> b")
	f.Fuzz(func(t *testing.T, s string) {
		guarded := comment.Guard(s)
		if back := comment.Unguard(guarded); back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
		for rest := guarded; ; {
			i := strings.Index(rest, "<!--")
			if i < 0 {
				break
			}
			rest = rest[i:]
			if end := strings.Index(rest, "-->"); end >= 0 {
				if _, ok := comment.Parse(rest[:end+3]); ok {
					t.Errorf("%q holds a mark", guarded)
				}
			}
			rest = rest[4:]
		}
	})
}

func ExampleAppend() {
	fmt.Println(string(comment.Append(nil, comment.Item{Name: comment.Milestone, Value: "detected"})))
	// Output:
	// <!-- milestone: detected -->
}
