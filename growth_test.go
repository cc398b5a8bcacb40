package incident

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestAllocationsAreProportional counts the bytes that operations allocate on
// inputs of two sizes. Command linear in the benchmarks measures time as well.
func TestAllocationsAreProportional(t *testing.T) {
	sections := func(n int, heading string) *Incident {
		pm := new(Postmortem)
		for i := range n {
			pm.Sections = append(pm.Sections, Section{Heading: fmt.Sprint(heading, i), Body: fmt.Sprint("Body ", heading, i)})
		}
		return &Incident{Postmortem: pm}
	}
	changes := func(n int) []Change {
		var list []Change
		for i := range n {
			list = append(list, Change{Name: fmt.Sprint("C", i), From: ComponentOperational, To: ComponentMajorOutage})
		}
		return list
	}
	at := time.Date(2025, time.May, 4, 10, 0, 0, 0, time.UTC)
	for name, prepare := range map[string]func(n int) func(){
		"Diff, other sections": func(n int) func() {
			a, b := sections(n, "Was "), sections(n, "Is ")
			return func() { Diff(a, b) }
		},
		"Diff, reversed actions": func(n int) func() {
			var a, b Section
			for i := range n {
				a.Actions = append(a.Actions, Action{Text: fmt.Sprint(i)})
				b.Actions = append(b.Actions, Action{Text: fmt.Sprint(n - i)})
			}
			before, after := &Incident{Postmortem: &Postmortem{Sections: []Section{a}}}, &Incident{Postmortem: &Postmortem{Sections: []Section{b}}}
			return func() { Diff(before, after) }
		},
		"IsPlaceholder, comments": func(n int) func() {
			md := strings.Repeat("<!-- who? -->\n", n)
			return func() { IsPlaceholder(md) }
		},
		"Retract, many changes": func(n int) func() {
			inc := new(Incident)
			for i := range n { // in another order than the changes, so they are stated
				inc.Components = append(inc.Components, Component{Name: fmt.Sprint("C", n-1-i)})
			}
			if err := inc.Post(Update{ID: "1", At: at, Changes: changes(n)}); err != nil {
				t.Fatal(err)
			}
			return func() {
				if err := inc.Retract("1", at.Add(time.Hour)); err != nil {
					t.Fatal(err)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			few, many := allocated(prepare(250)), allocated(prepare(4000))
			if many > 40*few {
				t.Errorf("16 times the input allocates %d times the bytes: %d instead of %d", many/few, many, few)
			}
		})
	}
}

func allocated(run func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return max(1, after.TotalAlloc-before.TotalAlloc)
}

func TestMaxUpdates(t *testing.T) {
	at := time.Date(2025, time.May, 4, 10, 0, 0, 0, time.UTC)
	inc := &Incident{Updates: make([]Update, MaxUpdates)}
	for i := range inc.Updates {
		inc.Updates[i] = Update{ID: fmt.Sprint("u", i), At: at.Add(time.Duration(i) * time.Second)}
	}
	for name, add := range map[string]func(Update) error{"Post": inc.Post, "Insert": inc.Insert} {
		err := add(Update{ID: "one more", Body: "x", At: at.Add(24 * time.Hour)})
		var field *FieldError
		var limit *LimitError
		if !errors.As(err, &field) || field.Code != CodeLimit || field.Path != "updates" || !errors.As(err, &limit) || limit.Max != MaxUpdates {
			t.Errorf("%s beyond the limit: %v", name, err)
		}
		if err := add(inc.Updates[7]); err != nil {
			t.Errorf("%s of an update that is known: %v", name, err)
		}
	}
	if len(inc.Updates) != MaxUpdates {
		t.Errorf("%d updates", len(inc.Updates))
	}
}

func TestEscapeLineStart(t *testing.T) {
	for in, want := range map[string]string{
		"---":             `\---`,
		"\u200b- a":       "\u200b\\- a",
		"1. a":            `1\. a`,
		"12\u200b) a":     "12\u200b\\) a",
		"a 1. b":          "a 1. b",
		"1 2. b":          "1 2. b",
		"a - b + c # d":   "a - b + c # d",
		"éé: x":           "éé: x",
		"\u00a0= a":       "\\= a",
		"bad \xff- bytes": "bad \ufffd- bytes",
	} {
		if got := escapeLine(in); got != want {
			t.Errorf("escapeLine(%q) = %q, want %q", in, got, want)
		}
	}
}
