package incidenttest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/incidenttest"
)

var march5 = civil.Date{Year: 2024, Month: time.March, Day: 5}

// shop returns an incident without updates.
func shop() *incident.Incident {
	inc := incidenttest.Outage()
	inc.Updates = nil
	return inc
}

// bot is the automation under test. It posts the updates of a script.
type bot struct{ inc *incident.Incident }

func (b *bot) Handle(st incidenttest.Step) error {
	if st.Kind == incidenttest.StepPost || st.Kind == incidenttest.StepComponent {
		return b.inc.Post(st.Update)
	}
	return errors.ErrUnsupported
}

func ExampleParseScript() {
	script, err := incidenttest.ParseScript(shop(), march5, `
10:17 investigating Checkout=partial_outage next=30m: We are looking into it.
10:28 identified: The cache is full.
10:40 component "Partner API"=degraded_performance
11:10 resolved Checkout=operational "Partner API"=operational: All is well.
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	bot := bot{shop()}
	var clock incidenttest.Clock
	if err := script.Twice().Run(&clock, bot.Handle); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("at %s the bot has %d updates, is %s, and differs by %q\n", clock.Now().Format(time.TimeOnly), len(bot.inc.Updates), bot.inc.Status(), incidenttest.Diff(script.Incident(), bot.inc))
	// Output: at 11:10:00 the bot has 4 updates, is resolved, and differs by ""
}

func ExampleScript_Shuffled() {
	script, err := incidenttest.ParseScript(nil, march5, `
10:17:00 investigating: We are looking into it.
10:17:02 component API=partial_outage
10:17:03 update: The database is slow.
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, st := range script.Shuffled(4, 5*time.Second).Steps {
		fmt.Println(st.At.Format("15:04:05.000"), "line", st.Line, st.Kind)
	}
	// Output:
	// 10:17:03.722 line 2 post
	// 10:17:04.798 line 4 post
	// 10:17:06.104 line 3 component
}

func TestParseScript(t *testing.T) {
	script, err := incidenttest.ParseScript(shop(), march5, `# a comment
10:17 investigating Checkout=partial_outage next=30m: We are looking into it.

10:28 identified id=two: The cache: full.
  It has more room in a minute.

  A second paragraph.
10:40:30 component "Partner API"=degraded_performance "Shop/Checkout"=major_outage "next"=operational "EU/Web"=operational
10:45 update next=11:15:
	Still on it.
23:50 update next=00:10
2024-03-06 00:05 CET resolved
# another
00:06 amend two status=monitoring next=00:30 Checkout=operational: The cache was full.
00:07 amend 1 next=1h
00:08 monitoring at=00:01: Somebody posted this elsewhere.
00:09 retract 3
`)
	if err != nil {
		t.Fatal(err)
	}
	at := func(day, hour, minute, second int) time.Time {
		return time.Date(2024, time.March, day, hour-1, minute, second, 0, time.UTC) // CET
	}
	want := []incidenttest.Step{
		{Kind: incidenttest.StepPost, Line: 2, At: at(5, 10, 17, 0), Update: incident.Update{ID: "1", Status: "investigating", At: at(5, 10, 17, 0), NextUpdate: at(5, 10, 47, 0), Body: "We are looking into it.",
			Changes: []incident.Change{{ID: "checkout", Group: "Shop", Name: "Checkout", To: "partial_outage"}}}},
		{Kind: incidenttest.StepPost, Line: 4, At: at(5, 10, 28, 0), Update: incident.Update{ID: "two", Status: "identified", At: at(5, 10, 28, 0), Body: "The cache: full.\nIt has more room in a minute.\n\nA second paragraph."}},
		{Kind: incidenttest.StepComponent, Line: 8, At: at(5, 10, 40, 30), Update: incident.Update{ID: "3", Status: "identified", At: at(5, 10, 40, 30), Changes: []incident.Change{
			{ID: "api", Name: "Partner API", To: "degraded_performance"}, {ID: "checkout", Group: "Shop", Name: "Checkout", To: "major_outage"}, {Name: "next", To: "operational"}, {Group: "EU", Name: "Web", To: "operational"}}}},
		{Kind: incidenttest.StepPost, Line: 9, At: at(5, 10, 45, 0), Update: incident.Update{ID: "4", Status: "identified", At: at(5, 10, 45, 0), NextUpdate: at(5, 11, 15, 0), Body: "Still on it."}},
		{Kind: incidenttest.StepPost, Line: 11, At: at(5, 23, 50, 0), Update: incident.Update{ID: "5", Status: "identified", At: at(5, 23, 50, 0), NextUpdate: at(6, 0, 10, 0)}},
		{Kind: incidenttest.StepPost, Line: 12, At: at(6, 0, 5, 0), Update: incident.Update{ID: "6", Status: "resolved", At: at(6, 0, 5, 0)}},
		{Kind: incidenttest.StepAmend, Line: 14, At: at(6, 0, 6, 0), Update: incident.Update{ID: "two", Status: "monitoring", At: at(5, 10, 28, 0), CreatedAt: at(5, 10, 28, 0), EditedAt: at(6, 0, 6, 0), NextUpdate: at(6, 0, 30, 0), Body: "The cache was full.",
			Changes: []incident.Change{{ID: "checkout", Group: "Shop", Name: "Checkout", To: "operational"}}}},
		{Kind: incidenttest.StepAmend, Line: 15, At: at(6, 0, 7, 0), Update: incident.Update{ID: "1", Status: "investigating", At: at(5, 10, 17, 0), CreatedAt: at(5, 10, 17, 0), EditedAt: at(6, 0, 7, 0), NextUpdate: at(6, 1, 7, 0), Body: "We are looking into it.",
			Changes: []incident.Change{{ID: "checkout", Group: "Shop", Name: "Checkout", To: "partial_outage"}}}},
		{Kind: incidenttest.StepPost, Line: 16, At: at(6, 0, 8, 0), Update: incident.Update{ID: "7", Status: "monitoring", At: at(6, 0, 1, 0), CreatedAt: at(6, 0, 8, 0), Body: "Somebody posted this elsewhere."}},
		{Kind: incidenttest.StepRetract, Line: 17, At: at(6, 0, 9, 0), Update: incident.Update{ID: "3", At: at(5, 10, 40, 30), RetractedAt: at(6, 0, 9, 0)}},
	}
	if diff := cmp.Diff(want, script.Steps); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}

	whole := shop()
	for _, i := range []int{0, 1, 2, 3, 4, 8, 5} { // the late step comes before the last
		whole.Updates = append(whole.Updates, want[i].Update)
	}
	whole.Updates[0], whole.Updates[1] = want[7].Update, want[6].Update
	whole.Updates[2].RetractedAt = at(6, 0, 9, 0)
	from := func(i int, from ...incident.ComponentStatus) {
		whole.Updates[i].Changes = slices.Clone(whole.Updates[i].Changes)
		for k := range from {
			whole.Updates[i].Changes[k].From = from[k]
		}
	}
	from(0, "operational")
	from(1, "partial_outage")
	from(2, "operational", "operational")
	if diff := incidenttest.Diff(whole, script.Incident()); diff != "" {
		t.Errorf("incident (-want +got):\n%s", diff)
	}
}

// TestParseScriptErrors marks the position of the error in each script with §.
func TestParseScriptErrors(t *testing.T) {
	base := shop()
	base.Components = append(base.Components, incident.Component{Group: "Pay", Name: "Checkout"})
	for _, test := range []struct {
		script string
		want   incident.Code
	}{
		{"§resolved", incident.CodeSyntax},
		{"§25:00 resolved", incident.CodeSyntax},
		{"2024-03-06§", incident.CodeSyntax},
		{"10:17§", incident.CodeRequired},
		{"10:17 §solved: x", incident.CodeUnknown},
		{"10:17 resolved\n§10:16 resolved", incident.CodeOrder},
		{"§02:30 resolved", incident.CodeRange},               // skipped by the clock change on that day
		{"2024-10-27 §02:30 resolved", incident.CodeConflict}, // ambiguous because of the clock change
		{"§10:17 XYZT resolved", incident.CodeZone},
		{"§10:17 IST resolved", incident.CodeZone},
		{"10:17 resolved §now", incident.CodeSyntax},
		{"10:17 resolved §Web=", incident.CodeSyntax},
		{"10:17 resolved §\"Web\": x", incident.CodeSyntax},
		{"10:17 resolved Web=§down", incident.CodeUnknown},
		{"10:17 resolved §Checkout=operational", incident.CodeSyntax}, // in two groups
		{"10:17 resolved next=§soon", incident.CodeSyntax},
		{"10:17 resolved at=§10:18", incident.CodeOrder},
		{"10:17 resolved at=§then", incident.CodeSyntax},
		{"10:17 resolved §status=resolved", incident.CodeSyntax},
		{"10:17 resolved id=a\n10:18 §resolved id=a", incident.CodeDuplicate},
		{"10:17 amend §1: x", incident.CodeUnknown},
		{"10:17 amend§", incident.CodeRequired},
		{"10:17 resolved\n10:18 §amend 1", incident.CodeSyntax},
		{"10:17 resolved\n10:18 amend 1 status=§solved", incident.CodeUnknown},
		{"10:17 resolved\n10:18 amend 1 §id=2", incident.CodeSyntax},
		{"10:17 resolved\n10:18 §retract 1: x", incident.CodeSyntax},
		{"10:17 §component: Web", incident.CodeSyntax},
		{"10:17 §component Web=operational: Web", incident.CodeSyntax},
		{"10:17 §post", incident.CodeRequired},
		{"10:17 §title", incident.CodeRequired},
		{"10:17 §severity Web=operational: SEV-1", incident.CodeRequired},
		{"10:17 title §id=1: x", incident.CodeSyntax},
		{"10:17 title: x\n  §text", incident.CodeSyntax},
		{"10:17 §tick: x", incident.CodeSyntax},
		{"10:17 refused§", incident.CodeRequired},
		{"10:17 refused amend§", incident.CodeRequired},
		{"10:17 refused §solved: x", incident.CodeUnknown},
		{"  §text", incident.CodeSyntax},
		{"10:17 resolved\n  §text", incident.CodeSyntax},
	} {
		before, _, _ := strings.Cut(test.script, "§")
		line := strings.Count(before, "\n") + 1
		column := len(before) - strings.LastIndex(before, "\n")
		day := march5
		if strings.Contains(test.script, "02:30") {
			day = civil.Date{Year: 2024, Month: time.March, Day: 31}
		}
		_, err := incidenttest.ParseScript(base, day, strings.Replace(test.script, "§", "", 1))
		var at *incident.SourceError
		if !errors.As(err, &at) {
			t.Errorf("%q: %v", test.script, err)
			continue
		}
		if at.Code != test.want || at.Line != line || at.Column != column || at.File != "script" || at.Err == nil {
			t.Errorf("%q: %v with code %s, want %d:%d with %s", test.script, at, at.Code, line, column, test.want)
		}
	}
	base.Page.TimeZone = "Nowhere/City"
	var zone *civil.ZoneError
	if _, err := incidenttest.ParseScript(base, march5, ""); !errors.As(err, &zone) {
		t.Errorf("an unknown zone: %v", err)
	}
}

// TestOtherSteps parses the steps that post no update, and those that must be
// refused.
func TestOtherSteps(t *testing.T) {
	script, err := incidenttest.ParseScript(nil, march5, `
10:17 investigating API=major_outage: One.
10:18 title: Payments fail
10:19 severity: SEV-1
10:20 post next=30m: It says nothing of a status.
10:25 refused=transition completed: The work is done.
10:26 refused=unknown amend 9: There is no such update.
10:27 refused identified id=1: The ID is taken.
10:28 refused=unknown retract 9
10:50 tick
11:00 title: Payments failed
`)
	if err != nil {
		t.Fatal(err)
	}
	want := &incident.Incident{
		Title: "Payments failed", Severity: "SEV-1",
		Components: []incident.Component{{Name: "API", Status: "major_outage"}},
		Updates: []incident.Update{
			{ID: "1", Status: "investigating", At: time.Date(2024, 3, 5, 10, 17, 0, 0, time.UTC), Body: "One.", Changes: []incident.Change{{Name: "API", To: "major_outage"}}},
			{ID: "2", At: time.Date(2024, 3, 5, 10, 20, 0, 0, time.UTC), NextUpdate: time.Date(2024, 3, 5, 10, 50, 0, 0, time.UTC), Body: "It says nothing of a status."},
		},
	}
	if diff := incidenttest.Diff(want, script.Incident()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	run := func(s *incidenttest.Script, n int) (got *incident.Incident, ticks int, err error) {
		got = new(incident.Incident)
		clock := new(incidenttest.Clock)
		var mu sync.Mutex
		err = s.RunParallel(n, clock, func(st incidenttest.Step) error {
			mu.Lock()
			defer mu.Unlock()
			switch u := st.Update; st.Kind {
			case incidenttest.StepAmend:
				return got.Amend(u.ID, u.EditedAt, func(was *incident.Update) { *was = u })
			case incidenttest.StepRetract:
				return got.Retract(u.ID, u.RetractedAt)
			case incidenttest.StepTitle:
				got.Title = st.Text
			case incidenttest.StepSeverity:
				got.Severity = st.Text
			case incidenttest.StepTick:
				if !clock.Now().Equal(st.At) {
					t.Errorf("the clock is at %s", clock.Now())
				}
				ticks++
			default:
				return got.Insert(u)
			}
			return nil
		})
		return got, ticks, err
	}
	got, ticks, err := run(script.Twice(), 4)
	if err != nil || ticks != 8 {
		t.Errorf("%v, %d ticks", err, ticks)
	}
	if diff := incidenttest.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	for text, want := range map[string]string{
		"10:17 investigating: One.\n10:18 refused identified: Two.":                "line 2 of the script, post: it was accepted, but must be refused",
		"10:17 investigating: One.\n10:18 refused=order completed: Two.":           "line 2 of the script, post: refused, but not with the code order: updates[1].status: transition: completed cannot follow investigating",
		"10:17 investigating: One.\n10:18 completed: Two.\n10:19 resolved: Three.": "line 2 of the script, post: updates[1].status: transition: completed cannot follow investigating",
	} {
		script, err := incidenttest.ParseScript(nil, march5, text)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := run(script, 1); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestScriptContinuesBase begins with an incident that has updates. A script
// can refer to their IDs, and continues with its status.
func TestScriptContinuesBase(t *testing.T) {
	base := incidenttest.Outage()
	script, err := incidenttest.ParseScript(base, march5, "12:00 UTC update: It is over.\n14:00 amend 4: All was well.\n14:01 retract 1")
	if err != nil {
		t.Fatal(err)
	}
	want := incidenttest.Outage()
	noon := time.Date(2024, 3, 5, 12, 0, 0, 0, time.UTC)
	want.Updates[3].Body, want.Updates[3].EditedAt = "All was well.", noon.Add(time.Hour)
	want.Updates[3].CreatedAt = want.Updates[3].At
	want.Updates[0].RetractedAt = noon.Add(time.Hour + time.Minute)
	want.Updates = append(want.Updates, incident.Update{ID: "5", Status: incident.StatusResolved, At: noon, Body: "It is over."})
	if diff := incidenttest.Diff(want, script.Incident()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := incidenttest.Diff(incidenttest.Outage(), base); diff != "" {
		t.Errorf("the base is another one (-want +got):\n%s", diff)
	}
}

// TestStatusAfterAmendAndRetract checks that an update without a status has the
// one in force at its time, and that an amendment is complete and includes
// earlier ones.
func TestStatusAfterAmendAndRetract(t *testing.T) {
	script, err := incidenttest.ParseScript(shop(), march5, `
10:17 investigating next=30m: One.
10:18 identified: Two.
10:19 monitoring: Sent to the wrong incident.
10:20 retract 3
10:21 update: Four.
10:22 amend 2 status=monitoring
10:23 amend 4 next=10:40
10:24 amend 4 status=investigating:
  Four, amended.
10:25 component Checkout=operational
10:26 retract 4
10:27 amend 4: Too late.
10:28 update: Six.
`)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, st := range script.Steps {
		u := st.Update
		got += fmt.Sprintln(st.Kind, u.ID, u.Status, u.At.UTC().Format("15:04"), u.Body, !u.NextUpdate.IsZero(), u.Retracted())
	}
	if diff := cmp.Diff(`post 1 investigating 09:17 One. true false
post 2 identified 09:18 Two. false false
post 3 monitoring 09:19 Sent to the wrong incident. false false
retract 3  09:19  false true
post 4 identified 09:21 Four. false false
amend 2 monitoring 09:18 Two. false false
amend 4 identified 09:21 Four. true false
amend 4 investigating 09:21 Four, amended. true false
component 5 investigating 09:25  false false
retract 4  09:21  false true
amend 4 investigating 09:21 Too late. true false
post 6 investigating 09:28 Six. false false
`, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// A bot that executes the steps in any order ends with the same
	// incident.
	for seed := range uint64(50) {
		bot := shop()
		err := script.Twice().Shuffled(seed, 30*time.Second).Run(new(incidenttest.Clock), func(st incidenttest.Step) error {
			switch u := st.Update; st.Kind {
			case incidenttest.StepAmend:
				return bot.Amend(u.ID, u.EditedAt, func(was *incident.Update) { *was = u })
			case incidenttest.StepRetract:
				return bot.Retract(u.ID, u.RetractedAt)
			default:
				return bot.Insert(u)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := incidenttest.Diff(script.Incident(), bot); diff != "" {
			t.Errorf("seed %d (-want +got):\n%s", seed, diff)
		}
	}
}

func TestDeliveries(t *testing.T) {
	script, err := incidenttest.ParseScript(shop(), march5, `
10:17:00 investigating Checkout=major_outage: One.
10:17:02 identified: Two.
10:17:03 amend 2: Two, amended.
10:30:00 resolved Checkout=operational: Three.
`)
	if err != nil {
		t.Fatal(err)
	}
	want := script.Incident()
	if err := want.Validate(); err != nil {
		t.Fatal(err)
	}
	moved := false
	for seed := range uint64(50) {
		for name, variant := range map[string]*incidenttest.Script{"twice": script.Twice(), "shuffled": script.Shuffled(seed, 5*time.Second), "both": script.Twice().Shuffled(seed, 5*time.Second)} {
			if diff := incidenttest.Diff(want, variant.Incident()); diff != "" {
				t.Errorf("%s, seed %d (-want +got):\n%s", name, seed, diff)
			}
			var clock incidenttest.Clock
			count := make(map[int]int)
			last := time.Time{}
			if err := variant.Run(&clock, func(st incidenttest.Step) error {
				if !clock.Now().Equal(st.At) || st.At.Before(last) {
					t.Errorf("%s: the clock reads %s at %s after %s", name, clock.Now(), st.At, last)
				}
				original := script.Steps[0]
				for _, s := range script.Steps {
					if s.Line == st.Line {
						original = s
					}
				}
				if late := st.At.Sub(original.At); late < 0 || late > 5*time.Second || late > 0 && name == "twice" {
					t.Errorf("%s: line %d is delivered %s late", name, st.Line, late)
				}
				if diff := cmp.Diff(original.Update, st.Update); diff != "" {
					t.Errorf("%s: what is delivered differs (-want +got):\n%s", name, diff)
				}
				moved = moved || last.Equal(time.Time{}) && st.Line != script.Steps[0].Line
				last = st.At
				count[st.Line]++
				return nil
			}); err != nil {
				t.Error(err)
			}
			each := 2
			if name == "shuffled" {
				each = 1
			}
			for _, st := range script.Steps {
				if count[st.Line] != each {
					t.Errorf("%s: line %d is delivered %d times", name, st.Line, count[st.Line])
				}
			}
		}
	}
	if !moved {
		t.Error("no seed changes the order")
	}
	if diff := cmp.Diff(script, script.Shuffled(1, 0)); diff != "" {
		t.Errorf("within nothing (-want +got):\n%s", diff)
	}
	if cmp.Equal(script.Shuffled(1, time.Second), script.Shuffled(2, time.Second)) || !cmp.Equal(script.Shuffled(1, time.Second), script.Shuffled(1, time.Second)) {
		t.Error("the order does not depend on the seed, or on more than that")
	}
}

func TestRunStopsAtAnError(t *testing.T) {
	script, err := incidenttest.ParseScript(nil, march5, "10:00 resolved\n10:01 investigating\n10:02 resolved")
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	steps := 0
	err = script.Run(new(incidenttest.Clock), func(incidenttest.Step) error {
		if steps++; steps == 2 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 2 ") || steps != 2 {
		t.Errorf("%v after %d steps", err, steps)
	}
}

// TestLiteralScripts runs steps that are not parsed from text.
func TestLiteralScripts(t *testing.T) {
	at := time.Date(2024, 3, 5, 9, 0, 0, 0, time.UTC)
	script := incidenttest.Script{Steps: []incidenttest.Step{
		{Kind: incidenttest.StepPost, At: at, Update: incident.Update{ID: "a", At: at, Status: incident.StatusInvestigating, Changes: []incident.Change{{Name: "API", To: incident.ComponentMajorOutage}}}},
		{Kind: incidenttest.StepAmend, At: at, Update: incident.Update{ID: "b", Body: "of nothing"}},
		{Kind: incidenttest.StepPost, At: at, Update: incident.Update{ID: "c", At: at, Status: incident.StatusResolved}},
	}}
	want := &incident.Incident{
		Components: []incident.Component{{Name: "API", Status: incident.ComponentMajorOutage}},
		Updates:    []incident.Update{script.Steps[0].Update, script.Steps[2].Update},
	}
	if diff := incidenttest.Diff(want, script.Incident()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := incidenttest.Diff(&incident.Incident{}, new(incidenttest.Script).Incident()); diff != "" {
		t.Errorf("of no steps (-want +got):\n%s", diff)
	}
	script.Incident().Updates[0].Changes[0].Name = "x"
	if script.Steps[0].Update.Changes[0].Name != "API" {
		t.Error("the incident shares memory with the script")
	}
}
