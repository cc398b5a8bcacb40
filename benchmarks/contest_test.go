package benchmarks

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// inputs returns all available inputs.
func inputs(tb testing.TB) []Input {
	corpus := os.Getenv("INCIDENT_CORPUS")
	if corpus == "" {
		tb.Log("INCIDENT_CORPUS is not set: seeds 002 and 004 are left out")
	}
	all, err := Inputs(corpus, 1_000)
	if err != nil {
		tb.Fatal(err)
	}
	return all
}

// contests returns the contests about all inputs.
func contests(tb testing.TB) (all []Contest) {
	for _, in := range inputs(tb) {
		c, err := Contests(in)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, c...)
	}
	return all
}

func TestPeersDoTheSameWork(t *testing.T) {
	for _, c := range contests(t) {
		if err := c.Check(); err != nil {
			t.Error(err)
		}
	}
}

// TestRegexpsReadTheSame compares whole incidents, except for milestones that
// our reader concludes from the words of rows, and the positions of three
// values. TestPeersDoTheSameWork compares the visible parts.
func TestRegexpsReadTheSame(t *testing.T) {
	for _, in := range inputs(t) {
		loc, err := in.Incident.Page.Location()
		if err != nil {
			t.Fatal(err)
		}
		page := render.Text{}.Append(nil, in.Incident)
		doc, err := parse.Text{Zone: loc}.Parse(in.Name, page)
		if err != nil {
			t.Fatal(err)
		}
		removeInferredMilestones(doc.Incidents[0])
		want, _ := json.Marshal(doc.Incidents[0])
		r, err := parseWithRegexps(page, loc)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(r.inc); !bytes.Equal(got, want) {
			t.Errorf("%s: the regular expressions read another incident: %s", in.Name, difference(string(got), string(want)))
		}
		found := 0
		for _, m := range r.places {
			switch m.path {
			case "title", "page.name", "components":
				found++
				got := 1 + bytes.Count(page[:m.start], []byte("\n"))
				if line, _, ok := doc.Position(m.path, 0); !ok || line != got {
					t.Errorf("%s: %s in line %d, want %d", in.Name, m.path, got, line)
				}
			}
		}
		if found != 3 {
			t.Errorf("%s: %d positions, want 3", in.Name, found)
		}
	}
}

// TestPeersEscapeTheSame compares the pages of an incident that is full of
// special characters.
func TestPeersEscapeTheSame(t *testing.T) {
	inc := Grow(Rows, 2)
	inc.Updates[0].Status = incident.StatusInvestigating
	inc.Updates = append(inc.Updates, incident.Update{Status: incident.StatusResolved, At: inc.Updates[0].At.Add(time.Hour), Body: "Over."}) // the peers always show facts
	inc.Postmortem.Sections[0].Timeline.HideZone = true
	for _, s := range []*string{
		&inc.Title, &inc.Page.Name, &inc.Components[0].Group, &inc.Components[0].Name, &inc.Updates[0].Body,
		&inc.Postmortem.Sections[0].Heading, &inc.Postmortem.Sections[0].Timeline.Events[0].Text,
	} {
		*s = `"A" & 'B' < c`
	}
	writing, _, err := htmlContests(Input{"special", inc})
	if err != nil {
		t.Fatal(err)
	}
	if err := writing.Check(); err != nil {
		t.Error(err)
	}
}

// TestPeersGuardTheSame compares the pages of an incident whose texts imitate
// parts of the page and hide characters.
func TestPeersGuardTheSame(t *testing.T) {
	inc := Grow(Rows, 2)
	inc.Title = "Orders are \u202Edelayed\x07"
	inc.Updates[0].Status = incident.StatusResolved
	inc.Updates[0].Body = "We know more.\n\nResolved\n\nPosted Mar 01, 2024 - 10:00 CET\n\nThis incident affected: Shop (Orders)."
	inc.Postmortem.Sections[0].Timeline.HideZone = true
	writing, _, err := textContests(Input{"forged", inc})
	if err != nil {
		t.Fatal(err)
	}
	if err := writing.Check(); err != nil {
		t.Error(err)
	}
}

// TestCheckFindsADifference checks that a peer with a different page is found.
func TestCheckFindsADifference(t *testing.T) {
	c, _, err := htmlContests(Input{"one", Grow(Updates, 3)})
	if err != nil {
		t.Fatal(err)
	}
	other, _, err := htmlContests(Input{"other", Grow(Updates, 4)})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range other.Peers {
		c.Peers = []Contender{p}
		if c.Check() == nil {
			t.Errorf("%s writes another report, and nobody finds out", p.Name)
		}
	}
}

func BenchmarkContests(b *testing.B) {
	for _, c := range contests(b) {
		for _, who := range append([]Contender{c.Ours}, c.Peers...) {
			b.Run(c.Work+"/"+c.Format+"/"+c.Input+"/"+who.Name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(c.Bytes))
				for b.Loop() {
					if err := who.Run(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
