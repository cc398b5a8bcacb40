package plan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/words"
)

// linesOf returns the words of a plan, a part a line.
func linesOf(r *Report) (lines []string) {
	add := func(b []byte) {
		if len(b) > 0 {
			lines = append(lines, string(b))
		}
	}
	add(r.AppendTitle(nil))
	add(r.AppendSubtitle(nil))
	add(r.AppendWindow(nil))
	if d, ok := r.Document(); ok {
		add([]byte(r.Lang.Word(d.Label)))
		for s := (Section{}); d.Next(&s); {
			add(s.AppendHeading(nil))
			add([]byte(s.Body))
			for row := (Row{}); s.Content.Next(&row); {
				if row.Event != nil {
					add(append(s.Content.AppendMark(s.Content.AppendTime(nil, &row), &row), " "+row.Text...))
				} else {
					add([]byte(row.Text))
				}
			}
		}
		add(r.AppendLine(nil, d.Posted))
	}
	for i := range r.Posts() {
		post := r.Post(i)
		add(post.AppendLabel(nil))
		add(r.AppendLine(nil, post.Retracted))
		add([]byte(post.Body))
		add(r.AppendLine(nil, post.Next))
		add(r.AppendLine(nil, post.Posted))
		add(r.AppendLine(nil, post.Edited))
	}
	add(r.AppendAffected(nil))
	return lines
}

func reportOf() *incident.Incident {
	at := time.Date(2024, 3, 5, 9, 17, 0, 0, time.UTC)
	return &incident.Incident{
		Title: "Checkout\nis slow", Page: incident.Page{Name: "Example Shop", TimeZone: "Europe/Rome"},
		Components: []incident.Component{{Group: "Shop", Name: "Cart"}, {Name: "Mail, and more"}, {Group: "Shop", Name: "Search"}},
		Postmortem: &incident.Postmortem{PublishedAt: at.AddDate(0, 0, 2), Sections: []incident.Section{
			{Heading: "Timeline:", Timeline: &incident.Timeline{Mark: " -", Events: []incident.Event{{At: at, Text: "Alarm."}, {At: at.AddDate(0, 0, 1), Text: "Calm."}}}},
			{Heading: "Private", Internal: true},
			{Heading: "Actions", Actions: []incident.Action{{Text: "Ring earlier."}, {Text: "Ask Legal.", Internal: true}}},
		}},
		Updates: []incident.Update{
			{Status: incident.StatusInvestigating, At: at, Body: "Slow.", NextUpdate: at.Add(time.Hour)},
			{Status: incident.StatusInvestigating, At: at.Add(time.Minute), Body: "Next update at 11:00 CET.", NextUpdate: at.Add(43 * time.Minute)},
			{Status: incident.StatusResolved, At: at.Add(time.Hour), Body: "Wrong.", NextUpdate: at.Add(2 * time.Hour), RetractedAt: at.Add(2 * time.Hour)},
		},
	}
}

func TestPage(t *testing.T) {
	want := []string{
		"Checkout is slow", "Incident Report for Example Shop",
		"Postmortem",
		"Timeline (CET):", "Mar 5, 2024, 10:17 - Alarm.", "Mar 6, 10:17 - Calm.",
		"Actions", "Ring earlier.",
		"Posted Mar 07, 2024 - 10:17 CET",
		"Resolved", "Retracted Mar 05, 2024 - 12:17 CET", "Posted Mar 05, 2024 - 11:17 CET",
		"Update", "Next update at 11:00 CET.", "Posted Mar 05, 2024 - 10:18 CET",
		"Investigating", "Slow.", "Next update by 11:17 CET", "Posted Mar 05, 2024 - 10:17 CET",
		"This incident affects: Shop (Cart, Search) and Mail,\u00a0and more.",
	}
	r := Page(reportOf(), Options{})
	if diff := cmp.Diff(want, linesOf(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	r.Free()

	inc := reportOf()
	inc.Postmortem.PublishedAt = time.Time{}
	if got := linesOf(Page(inc, Options{})); slices.Contains(got, "Timeline (CET):") {
		t.Errorf("a draft is planned: %q", got)
	}
	if got := linesOf(Postmortem(inc, Options{Internal: true})); !slices.Contains(got, "Postmortem (draft)") || !slices.Contains(got, "Ask Legal.") || slices.Contains(got, "Slow.") {
		t.Errorf("the postmortem alone: %q", got)
	}
	if Page(nil, Options{}) != nil || Postmortem(&incident.Incident{}, Options{}) != nil || History(nil, Options{}, incident.View{}) != nil {
		t.Error("nothing has a plan")
	}
}

func TestHistory(t *testing.T) {
	want := []string{
		"Checkout is slow", "Incident Report for Example Shop",
		"Mar 5, 2024 (CET)", "10:17 Alarm.", "10:17 **Investigating**: Slow.", "10:18 **Investigating**: Next update at 11:00 CET.", "11:17 **Resolved**: Retracted",
		"Mar 6, 2024 (CET)", "10:17 Calm.",
	}
	if diff := cmp.Diff(want, linesOf(History(reportOf(), Options{}, incident.View{}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestArrange compares the order of components with the plain way to find it,
// in lists that are searched and in lists that are sorted.
func TestArrange(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for n := range 80 {
		list := make([]incident.Affected, n)
		for i := range list {
			list[i] = incident.Affected{Component: incident.Component{Name: fmt.Sprint(i)}}
			if g := random.IntN(1 + n/3); g > 0 {
				list[i].Group = fmt.Sprint(g)
			}
		}
		var want []incident.Affected
		for i, c := range list {
			if slices.ContainsFunc(want, func(w incident.Affected) bool { return w.Name == c.Name }) {
				continue
			}
			want = append(want, c)
			for _, other := range list[i+1:] {
				if c.Group != "" && other.Group == c.Group {
					want = append(want, other)
				}
			}
		}
		if arrange(list); !slices.Equal(list, want) {
			t.Fatalf("%d components: %v, want %v", n, list, want)
		}
	}
}

// TestNoAllocations holds that rows, updates and actions cost no allocation.
func TestNoAllocations(t *testing.T) {
	inc := reportOf()
	inc.Components = inc.Components[:2] // a group that is not together costs memory of its own
	for range 1000 {
		inc.Updates = append(inc.Updates, inc.Updates[0])
		inc.Postmortem.Sections[2].Actions = append(inc.Postmortem.Sections[2].Actions, inc.Postmortem.Sections[2].Actions[0])
		events := &inc.Postmortem.Sections[0].Timeline.Events
		*events = append(*events, (*events)[0])
	}
	buf := make([]byte, 0, 1000)
	if n := testing.AllocsPerRun(20, func() {
		r := Page(inc, Options{})
		defer r.Free()
		d, _ := r.Document()
		for s := (Section{}); d.Next(&s); {
			for row := (Row{}); s.Content.Next(&row); {
				if row.Event != nil {
					buf = s.Content.AppendTime(buf[:0], &row)
				} else {
					buf = s.Content.AppendValue(buf[:0], row.Action, words.ActionOwner)
				}
			}
		}
		for i := range r.Posts() {
			post := r.Post(i)
			buf = r.AppendLine(post.AppendLabel(buf[:0]), post.Posted)
		}
	}); n > 2 {
		t.Errorf("%v allocations", n)
	}
}
