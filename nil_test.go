package incident_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/lint"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/statuspage"
)

// TestNilIsHarmless gives nil to whatever takes a pointer: an incident, a
// postmortem, a zone. Nil means none, or UTC, and nothing panics.
func TestNilIsHarmless(t *testing.T) {
	var none *incident.Incident
	var pm *incident.Postmortem
	now := at(10, 0)
	inc := fixture.Checkout()
	bare := &incident.Incident{Updates: []incident.Update{{At: now, Body: "At 10:05 we will post an update."}}}
	empty := &incident.Postmortem{Sections: []incident.Section{{}, {Kind: incident.SectionTimeline, Timeline: &incident.Timeline{}}}}
	zones := []*time.Location{nil}
	date := civil.Date{Year: 2024, Month: time.March, Day: 5}
	calls := map[string]func() any{
		"Postmortem.Actions":   func() any { return count(func(yield func(*incident.Action) bool) { pm.Actions()(yield) }) },
		"Postmortem.Events":    func() any { return count(func(yield func(*incident.Event) bool) { pm.Events()(yield) }) },
		"Postmortem.Field":     func() any { v, ok := pm.Field("Start"); return fmt.Sprint(v, ok) },
		"Postmortem.Section":   func() any { return pm.Section(incident.SectionSummary) },
		"Postmortem.Published": func() any { return pm.Published() },
		"Postmortem.Clone":     func() any { return pm.Clone() },
		"Timeline.Location":    func() any { l, err := (&incident.Timeline{}).Location(nil); return fmt.Sprint(l, err) },
		"nil Timeline.Location": func() any {
			l, err := (*incident.Timeline)(nil).Location(nil)
			return fmt.Sprint(l, err)
		},
		"Days":         func() any { return count2(incident.Days(inc.History(), nil)) },
		"Delta.Append": func() any { return incident.Delta{Kind: incident.DeltaTitle, At: now}.Append(nil, nil) },
		"Diff":         func() any { return incident.Diff(none, none) },
		"Attach":       func() any { return inc.Clone().Attach(none) },

		"civil.Resolve":              func() any { return civil.Resolve(civil.DateTime{Date: date}, "", nil) },
		"civil.Instants":             func() any { return civil.Instants(civil.DateTime{Date: date}, nil) },
		"civil.DateOf":               func() any { return civil.DateOf(now, nil) },
		"civil.TimeOf":               func() any { return civil.TimeOf(now, nil) },
		"civil.DateTimeOf":           func() any { return civil.DateTimeOf(now, nil) },
		"civil.Written.Resolve":      func() any { return civil.Written{}.Resolve(now, nil) },
		"civil.Written.ResolveAfter": func() any { return civil.Written{HasTime: true}.ResolveAfter(now, nil) },
		"claim.Read":                 func() any { return claim.Read("Down from 10:05 to 10:40.", now, nil) },
		"claim.Calendar.Deadline":    func() any { return claim.Calendar{}.Deadline(now, claim.Length{Months: 1}, nil) },
		"claim.Obligation.Deadline": func() any {
			return claim.Obligation{Within: claim.Length{Time: 1}}.Deadline(now, nil, claim.Calendar{})
		},
		"parse.Text":        func() any { _, err := parse.Text{}.Parse("", nil); return err },
		"parse.Markdown":    func() any { _, err := parse.Markdown{}.Parse("", nil); return err },
		"parse.HTML":        func() any { _, err := parse.HTML{}.Parse("", nil); return err },
		"parse.JSON":        func() any { _, err := parse.JSON{}.Parse("", nil); return err },
		"parse.Document":    func() any { _, _, ok := new(parse.Document).Position("title", 0); return ok },
		"statuspage.Reader": func() any { _, err := statuspage.Reader{}.Read("", nil); return err },

		"incidenttest.Diff":            func() any { return incidenttest.Diff(none, none) },
		"incidenttest.Comparison.Diff": func() any { return incidenttest.Comparison{}.Diff(none, inc) },
		"incidenttest.Script":          func() any { return new(incidenttest.Script).Incident() },
		"incidenttest.Script.Run": func() any {
			return (&incidenttest.Script{Steps: []incidenttest.Step{{At: now}}}).Run(nil, func(incidenttest.Step) error { return nil })
		},
	}
	// What reads an incident takes none for an empty one.
	for name, inc := range map[string]*incident.Incident{"nil": none, "bare": bare, "empty postmortem": {Postmortem: empty}, "checkout": inc} {
		for what, call := range map[string]func() any{
			"Affected": func() any { return inc.Affected() }, "Anchor": func() any { return inc.Anchor("detected") },
			"Clone": func() any { return inc.Clone() }, "Public": func() any { return inc.Public() },
			"EffectiveImpact": func() any { i, r := inc.EffectiveImpact(); return fmt.Sprint(i, r) },
			"Fact":            func() any { f, ok := inc.Fact(incident.FactTitle); return fmt.Sprint(f, ok) },
			"History":         func() any { return inc.History() }, "IsMaintenance": func() any { return inc.IsMaintenance() },
			"MessageValues": func() any { return inc.MessageValues(incident.Update{At: now}) },
			"Metrics":       func() any { return inc.Metrics() }, "Milestone": func() any { m, ok := inc.Milestone("detected"); return fmt.Sprint(m, ok) },
			"NextStatuses": func() any { return inc.NextStatuses() }, "Status": func() any { return inc.Status() }, "Validate": func() any { return inc.Validate() },
			"Normalize":          func() any { inc.Clone().Normalize(); return nil },
			"claim.Claims":       func() any { return claim.Claims(inc) },
			"claim.Stated":       func() any { return claim.Stated(inc) },
			"claim.StatedImpact": func() any { return claim.StatedImpact(inc) },
			"claim.Due":          func() any { return claim.Due(inc, claim.Options{Now: now}) },
			"claim.Promises":     func() any { return claim.Promises(inc, claim.Options{Now: now}) },
			"Obligation.Due": func() any {
				d, ok := claim.Obligation{From: "detected"}.Due(inc, claim.Calendar{})
				return fmt.Sprint(d, ok)
			},
			"lint.Check":            func() any { return lint.Check(inc, lint.Options{}) },
			"incidenttest.Final":    func() any { return incidenttest.Final(inc, "resolved") },
			"incidenttest.Cadence":  func() any { return incidenttest.Cadence(inc, time.Hour, now) },
			"incidenttest.Promises": func() any { return incidenttest.Promises(inc, claim.Options{}) },
		} {
			calls[what+" of "+name] = call
		}
		for _, template := range incident.Templates() {
			calls[template.Name+" of "+name] = func() any {
				drafted := template.Skeleton(inc)
				return fmt.Sprint(template.Fill(pm, inc), template.Fill(drafted, inc), template.Check(pm), template.Check(drafted))
			}
		}
		for what, w := range map[string]interface {
			Append([]byte, *incident.Incident) []byte
			AppendPostmortem([]byte, *incident.Incident) []byte
			AppendUpdate([]byte, *incident.Incident, int) []byte
			AppendHistory([]byte, *incident.Incident, incident.View) []byte
		}{
			"Text": render.Text{Zones: zones, Drafts: true}, "Markdown": render.Markdown{Zones: zones, Drafts: true}, "HTML": render.HTML{Zones: zones, Drafts: true},
		} {
			calls[what+" of "+name] = func() any {
				b := w.AppendPostmortem(w.Append(nil, inc), inc)
				if inc != nil && len(inc.Updates) > 0 {
					b = w.AppendUpdate(b, inc, 0)
				}
				return w.AppendHistory(b, inc, incident.View{})
			}
		}
		calls["pages of "+name] = func() any {
			h := render.HTML{Zones: zones, Drafts: true}
			return h.AppendPostmortemPage(h.AppendPage(nil, inc), inc)
		}
	}
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("panic: %v", p)
				}
			}()
			call()
		})
	}
	utc, shown := render.Text{Zones: []*time.Location{time.UTC}}, render.Text{Zones: zones}
	if got, want := string(shown.Append(nil, inc)), string(utc.Append(nil, inc)); got != want {
		t.Errorf("a nil zone is not UTC:\n%s", got)
	}
}

func count[V any](seq func(func(V) bool)) (n int) {
	seq(func(V) bool { n++; return true })
	return n
}

func count2[K, V any](seq func(func(K, V) bool)) (n int) {
	seq(func(K, V) bool { n++; return true })
	return n
}
