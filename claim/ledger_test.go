package claim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
)

// incidentOf makes an incident from posts, each with the number of minutes
// after posted, its status and its body.
func incidentOf(posts ...any) *incident.Incident {
	inc := &incident.Incident{Page: incident.Page{TimeZone: "Europe/Copenhagen"}}
	for i := 0; i < len(posts); i += 3 {
		inc.Updates = append(inc.Updates, incident.Update{
			At:     posted.Add(time.Duration(posts[i].(int)) * time.Minute),
			Status: posts[i+1].(incident.Status), Body: posts[i+2].(string),
		})
	}
	return inc
}

func ledger(ps []claim.Promise) string {
	var out []string
	for _, p := range ps {
		s := p.Subject.String() + " " + string(p.State)
		if p.Vague() {
			s += "vague"
		}
		if p.Late != 0 {
			s += " " + p.Late.String()
		}
		if p.By >= 0 {
			s += fmt.Sprintf(" by %d", p.By)
		}
		if p.Stated {
			s += " stated"
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

const (
	investigating = incident.StatusInvestigating
	identified    = incident.StatusIdentified
	resolved      = incident.StatusResolved
)

func TestPromises(t *testing.T) {
	const (
		promise  = "We look into it. Next update at 10:45." // 28 minutes after the post
		default1 = "We are continuing to investigate this issue."
	)
	after := func(minutes int) claim.Options {
		return claim.Options{Now: posted.Add(time.Duration(minutes) * time.Minute)}
	}
	tests := []struct {
		name string
		inc  *incident.Incident
		o    claim.Options
		want string
	}{
		{"pending without now", incidentOf(0, investigating, promise), claim.Options{}, "update pending"},
		{"pending", incidentOf(0, investigating, promise), after(20), "update pending"},
		{"pending within the grace", incidentOf(0, investigating, promise), after(33), "update pending"},
		{"overdue", incidentOf(0, investigating, promise), after(40), "update overdue 12m0s"},
		{"kept", incidentOf(0, investigating, promise, 20, identified, "Found."), claim.Options{}, "update kept -8m0s by 1"},
		{"kept within the grace", incidentOf(0, investigating, promise, 32, identified, "Found."), claim.Options{}, "update kept 4m0s by 1"},
		{"missed without grace", incidentOf(0, investigating, promise, 32, identified, "Found."), claim.Options{Grace: -1}, "update missed 4m0s by 1"},
		{"missed", incidentOf(0, investigating, promise, 60, identified, "Found."), claim.Options{}, "update missed 32m0s by 1"},
		{"a later post than now", incidentOf(0, investigating, promise, 60, identified, "Found."), after(40), "update overdue 12m0s"},
		{"a default text keeps nothing", incidentOf(0, investigating, promise, 20, investigating, default1), after(40), "update overdue 12m0s"},
		{"but in the other mode", incidentOf(0, investigating, promise, 20, investigating, default1), claim.Options{Mode: claim.AnyUpdate}, "update kept -8m0s by 1"},
		{"a default text with a status does", incidentOf(0, investigating, promise, 20, resolved, "This incident has been resolved."), claim.Options{}, "update kept -8m0s by 1"},
		{"overdue at the last post", incidentOf(0, investigating, promise, 90, investigating, default1), claim.Options{}, "update overdue 1h2m0s"},
		{"superseded", incidentOf(0, investigating, promise, 20, investigating, default1+"\n\nNext update at 11:15"), after(40), "update superseded by 1; update pending"},
		{"a new time too late supersedes nothing", incidentOf(0, investigating, promise, 40, investigating, default1+"\n\nNext update at 11:15"), after(50), "update overdue 22m0s; update pending"},
		{"superseded after it was repeated", incidentOf(0, investigating, promise, 10, investigating, default1+" Next update at 10:45.", 20, investigating, default1+"\n\nNext update at 11:15"),
			after(40), "update superseded by 2; update superseded by 2; update pending"},
		{"repeated, and then not kept", incidentOf(0, investigating, promise, 10, investigating, default1+" Next update at 10:45."), after(40), "update overdue 12m0s; update overdue 12m0s"},
		{"two of one update, superseded", incidentOf(0, investigating, promise+"\n\nNext update at 10:50.", 20, investigating, default1+"\n\nNext update at 11:15"),
			after(40), "update superseded by 1; update superseded by 1; update pending"},
		{"two of one update supersede nothing", incidentOf(0, investigating, promise+"\n\nNext update at 10:50."), after(40), "update overdue 12m0s; update overdue 7m0s"},
		{"a word for its day", incidentOf(0, investigating, "Next update tonight at 7:30.", 550, identified, "Found."), claim.Options{}, "update kept -3m0s by 1"},
		{"kept by a post with a promise", incidentOf(0, investigating, promise, 20, investigating, "We restart the queue. Next update at 11:15"), after(40), "update kept -8m0s by 1; update pending"},
		{"void: in the past", incidentOf(0, investigating, "Next update: January 13, 2026, 10:45"), claim.Options{}, "update void"},
		{"void: of many zones", incidentOf(0, investigating, "Next update at 10:45 IST"), claim.Options{}, "update void"},
		{"vague", incidentOf(0, investigating, "Updates will follow."), after(600), "update vague"},
		{"own texts", incidentOf(0, investigating, promise, 20, investigating, "Still on it!"), claim.Options{Now: posted.Add(40 * time.Minute), Boilerplate: []string{"still on it"}}, "update overdue 12m0s"},
		{"said twice", incidentOf(0, investigating, promise+" Next update at 10:45."), claim.Options{}, "update pending"},
	}
	for _, test := range tests {
		if got := ledger(claim.Promises(test.inc, test.o)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}

func TestPromisesStated(t *testing.T) {
	due := posted.Add(28 * time.Minute) // 10:45
	for _, test := range []struct{ body, want string }{
		{"We look into it. Next update at 10:45.", "update pending stated"},
		{"We look into it.", "update pending stated"},
		{"Next update at 11:00.", "update pending; update pending stated"},
		{"Updates will follow.", "update vague; update pending stated"},
	} {
		inc := incidentOf(0, investigating, test.body)
		inc.Updates[0].NextUpdate = due
		ps := claim.Promises(inc, claim.Options{})
		if got := ledger(ps); got != test.want {
			t.Errorf("%q: got %s, want %s", test.body, got, test.want)
		}
	}
}

func TestPromisesOfPostmortem(t *testing.T) {
	inc := incidentOf(0, resolved, "Solved. A postmortem will be posted within 2 business days.") // Wednesday: Friday
	friday := time.Date(2026, time.January, 16, 23, 0, 0, 0, time.UTC)
	holiday := claim.Calendar{Holiday: func(d civil.Date) bool { return d == civil.Date{Year: 2026, Month: time.January, Day: 16} }}
	for _, test := range []struct {
		published, now time.Time
		c              claim.Calendar
		want           string
	}{
		{time.Time{}, time.Time{}, claim.Calendar{}, "postmortem pending"},
		{time.Time{}, friday.Add(time.Hour), claim.Calendar{}, "postmortem overdue 1h0m0s"},
		{friday, time.Time{}, claim.Calendar{}, "postmortem kept"},
		{friday.Add(time.Hour), time.Time{}, claim.Calendar{}, "postmortem missed 1h0m0s"},
		{friday.Add(time.Hour), time.Time{}, holiday, "postmortem kept -71h0m0s"},
		{friday.Add(time.Hour), friday.Add(time.Minute), claim.Calendar{}, "postmortem overdue 1m0s"},
	} {
		inc := inc.Clone()
		if !test.published.IsZero() {
			inc.Postmortem = &incident.Postmortem{PublishedAt: test.published}
		}
		if got := ledger(claim.Promises(inc, claim.Options{Now: test.now, Calendar: test.c})); got != test.want {
			t.Errorf("%v %v: got %s, want %s", test.published, test.now, got, test.want)
		}
	}
}

func TestPromisesOfActions(t *testing.T) {
	d := civil.Date{Year: 2026, Month: time.January, Day: 16}
	inc := incidentOf(0, resolved, "Solved.")
	inc.Postmortem = &incident.Postmortem{PublishedAt: posted.Add(time.Hour), Sections: []incident.Section{{}, {Actions: []incident.Action{
		{Text: "a", Due: d}, {Text: "b"}, {Text: "c", Due: d, State: incident.ActionDone},
		{Text: "d", Due: d, State: incident.ActionDropped}, {Text: "e", Due: civil.Date{Year: 2026, Month: 2, Day: 30}},
	}}}}
	ps := claim.Promises(inc, claim.Options{Now: time.Date(2026, time.January, 20, 9, 0, 0, 0, time.UTC)})
	if got := ledger(ps); got != "action overdue 82h0m0s; action kept; action void; action void" {
		t.Error(got)
	}
	if ps[0].Path != "postmortem.sections[1].actions[0].due" || ps[0].LateDays != 2 || ps[1].Path != "postmortem.sections[1].actions[2].due" {
		t.Errorf("%+v", ps[:2])
	}
	if p, ok := claim.Next(ps); !ok || p.Path != ps[0].Path {
		t.Errorf("next is %+v, %v", p, ok)
	}
	if _, ok := claim.Next(ps[1:]); ok {
		t.Error("something is next")
	}
	if got := ledger(claim.Promises(inc, claim.Options{})); !strings.HasPrefix(got, "action pending;") {
		t.Error(got)
	}
}

func TestDeadline(t *testing.T) {
	loc := location(t, "Europe/Copenhagen")
	from := func(s string) time.Time {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	bd := func(n int) claim.Length { return claim.Length{Days: n, Business: true} }
	include, clock := claim.Calendar{Count: claim.IncludeEventDay}, claim.Calendar{Count: claim.SameClockTime}
	middleEast := claim.Calendar{Weekend: []time.Weekday{time.Friday, time.Saturday}}
	always := claim.Calendar{Weekend: []time.Weekday{}}
	for _, test := range []struct {
		from string
		l    claim.Length
		c    claim.Calendar
		want string
	}{
		{"2026-01-14 10:17", bd(2), claim.Calendar{}, "2026-01-17 00:00"},
		{"2026-01-14 10:17", bd(2), include, "2026-01-16 00:00"},
		{"2026-01-14 10:17", bd(2), clock, "2026-01-16 10:17"},
		{"2026-01-14 10:17", bd(2), middleEast, "2026-01-19 00:00"},
		{"2026-01-14 10:17", bd(4), always, "2026-01-19 00:00"},
		{"2026-01-17 10:17", bd(1), include, "2026-01-20 00:00"}, // Saturday is not the first day
		{"2026-01-14 10:17", claim.Length{Days: 3}, claim.Calendar{}, "2026-01-18 00:00"},
		{"2026-01-14 10:17", claim.Length{Days: 3}, clock, "2026-01-17 10:17"},
		{"2026-01-31 10:17", claim.Length{Months: 1}, claim.Calendar{}, "2026-03-01 00:00"},
		{"2026-01-31 10:17", claim.Length{Months: 1}, clock, "2026-02-28 10:17"},
		{"2024-01-31 10:17", claim.Length{Months: 1}, clock, "2024-02-29 10:17"},
		{"2026-12-31 10:17", claim.Length{Months: 2}, clock, "2027-02-28 10:17"},
		{"2026-03-28 10:17", claim.Length{Time: 24 * time.Hour}, claim.Calendar{}, "2026-03-29 11:17"}, // clocks go forward
		{"2026-03-28 10:17", claim.Length{Days: 1}, clock, "2026-03-29 10:17"},
	} {
		got := test.c.Deadline(from(test.from), test.l, loc)
		if s := got.In(loc).Format("2006-01-02 15:04"); s != test.want {
			t.Errorf("%s and %+v: %s, want %s", test.from, test.l, s, test.want)
		}
	}
	never := claim.Calendar{Holiday: func(civil.Date) bool { return true }}
	if got := never.Deadline(posted, bd(1), nil); !got.IsZero() {
		t.Errorf("without business days: %v", got)
	}
	if got := (claim.Calendar{}).Deadline(time.Date(9999, 12, 30, 0, 0, 0, 0, time.UTC), bd(5), nil); !got.IsZero() {
		t.Errorf("after the last year: %v", got)
	}
}

func TestObligations(t *testing.T) {
	loc := location(t, "Europe/Copenhagen")
	month := func(r claim.Roll) claim.Obligation {
		return claim.Obligation{Within: claim.Length{Months: 1}, Roll: r}
	}
	// One month after 17 December 2025 is a Saturday.
	from := time.Date(2025, time.December, 17, 9, 0, 0, 0, loc)
	for roll, want := range map[claim.Roll]string{
		claim.RollNone: "01-18 00:00", claim.RollForward: "01-20 00:00", claim.RollNoon: "01-19 12:00", claim.RollBack: "01-17 00:00",
	} {
		if got := month(roll).Deadline(from, loc, claim.Calendar{}).In(loc).Format("01-02 15:04"); got != want {
			t.Errorf("roll %d: %s, want %s", roll, got, want)
		}
	}
	inc := incidentOf(0, investigating, "We look into it.")
	inc.Events = []incident.Event{{At: posted, Milestone: incident.MilestoneDetected}}
	var got []string
	for _, o := range claim.Obligations() {
		due, ok := o.Due(inc, claim.Calendar{})
		got = append(got, fmt.Sprint(o.Name, " ", ok, " ", clock(due)))
	}
	want := "within 4 hours false -; within 24 hours true 01-15 09:17; within 72 hours true 01-17 09:17; within one month true 02-16 23:00"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if due, ok := (claim.Obligation{Within: claim.Length{Time: time.Hour}}).Due(inc, claim.Calendar{}); !ok || !due.Equal(posted.Add(time.Hour)) {
		t.Errorf("from the first update: %v %v", due, ok)
	}
}

func TestBoilerplate(t *testing.T) {
	for _, d := range claim.DefaultTexts() {
		for _, body := range []string{d.Text, "  " + strings.ToUpper(d.Text) + "\n", strings.TrimSuffix(d.Text, ".")} {
			if got, ok := claim.Boilerplate(body); !ok || got != d {
				t.Errorf("%q is %v", body, got)
			}
		}
		if _, ok := claim.Boilerplate(d.Text + " We restart the queue."); ok {
			t.Errorf("%q and more is a default text", d.Text)
		}
	}
	if _, ok := claim.Boilerplate(""); ok {
		t.Error("nothing is a default text")
	}
}

// TestRetractedPromises holds that a retracted update neither promises nor
// keeps, and that nothing it says is claimed.
func TestRetractedPromises(t *testing.T) {
	inc := incidentOf(
		0, investigating, "We look into it. Next update at 10:45.",
		20, identified, "The cache is full. Next update at 11:30.",
		90, identified, "It is the queue.",
	)
	now := claim.Options{Now: posted.Add(2 * time.Hour)}
	for _, test := range []struct {
		gone []int
		mode claim.Mode
		want string
	}{
		{nil, claim.Substantive, "update kept -8m0s by 1; update missed 17m0s by 2"},
		{[]int{1}, claim.Substantive, "update missed 1h2m0s by 2"},
		{[]int{1}, claim.AnyUpdate, "update missed 1h2m0s by 2"},
		{[]int{1, 2}, claim.Substantive, "update overdue 1h32m0s"},
		{[]int{0}, claim.Substantive, "update missed 17m0s by 2"},
		{[]int{0, 1, 2}, claim.Substantive, ""},
	} {
		c := inc.Clone()
		for _, i := range test.gone {
			c.Updates[i].RetractedAt = c.Updates[i].At
		}
		now.Mode = test.mode
		if got := ledger(claim.Promises(c, now)); got != test.want {
			t.Errorf("without %v, %s: %s, want %s", test.gone, test.mode, got, test.want)
		}
		for _, claimed := range claim.Claims(c) {
			for _, i := range test.gone {
				if strings.HasPrefix(claimed.Path, fmt.Sprintf("updates[%d]", i)) {
					t.Errorf("without %v: %s is claimed", test.gone, claimed.Path)
				}
			}
		}
	}
	// What is retracted is not the last word, which now is when none is
	// given, nor the first update, which obligations count from.
	c := inc.Clone()
	c.Updates[0].RetractedAt, c.Updates[2].RetractedAt = posted, posted.Add(3*time.Hour)
	if got := ledger(claim.Promises(c, claim.Options{})); got != "update pending" {
		t.Errorf("without the last: %s", got)
	}
	if due, ok := (claim.Obligation{Within: claim.Length{Time: time.Hour}}).Due(c, claim.Calendar{}); !ok || !due.Equal(c.Updates[1].At.Add(time.Hour)) {
		t.Errorf("obligation: %v, %v", due, ok)
	}
}

func TestDue(t *testing.T) {
	inc := incidentOf(
		0, investigating, "We look into it. Next update soon. We will publish a postmortem within 3 days.",
		5, identified, "The cache is full. Next update at 11:30.",
	)
	inc.Postmortem = &incident.Postmortem{Sections: []incident.Section{{Actions: []incident.Action{
		{Text: "Make room.", Due: civil.DateOf(posted, time.UTC).AddDays(-1)}, {Text: "Done.", State: incident.ActionDone, Due: civil.DateOf(posted, time.UTC)},
	}}}}
	got := ledger(claim.Due(inc, claim.Options{Now: posted.Add(6 * time.Minute)}))
	if !strings.HasPrefix(got, "action overdue ") || !strings.HasSuffix(got, "; update pending; postmortem pending") {
		t.Errorf("%s", got)
	}
	if got := claim.Due(nil, claim.Options{Now: posted}); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}
