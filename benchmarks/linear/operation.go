package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/betterstack"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/feed"
	"github.com/incidentkit/incident/incidentio"
	"github.com/incidentkit/incident/incidenttest"
	"github.com/incidentkit/incident/instatus"
	"github.com/incidentkit/incident/lint"
	"github.com/incidentkit/incident/notify"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
	"github.com/incidentkit/incident/statuspage"
)

// A kind is a kind of input, made by shapes and taken by operations. An
// operation may take several kinds.
type kind int

const (
	ofBody     kind = 1 << iota // text of the model, such as the body of an update
	ofPage                      // plain-text file
	ofDocument                  // Markdown file
	ofHTML                      // HTML file
	ofJSON                      // JSON file
	ofWord                      // incident with one hostile text
	ofWords                     // incident with hostile texts in all its parts
	ofIncident                  // incident with many parts

	ofFile = ofPage | ofDocument | ofHTML | ofJSON
)

// An input is a text or an incident.
type input struct {
	text []byte
	inc  *incident.Incident
}

// An operation is measured. prepare is not: the function that it returns does
// the work and returns the result. If that function is nil, the operation
// cannot be done on the input.
type operation struct {
	name    string
	of      kind
	prepare func(in input) func() any
}

// A process is the result of running another process.
type process struct {
	time time.Duration
	out  int
}

var cet = time.FixedZone("CET", 3600)

// now is later than all instants in the shapes.
var now = time.Date(2030, time.January, 1, 0, 0, 0, 0, time.UTC)

const huge = 16 << 20

// operations returns all operations. cleanup removes the files that they need.
func operations() (ops []operation, cleanup func(), err error) {
	text := func(of kind, name string, work func(text []byte) any) {
		ops = append(ops, operation{name, of, func(in input) func() any {
			return func() any { return work(in.text) }
		}})
	}
	inc := func(of kind, name string, work func(inc *incident.Incident) any) {
		ops = append(ops, operation{name, of, func(in input) func() any {
			c := in.inc.Clone()
			return func() any { return work(c) }
		}})
	}
	readers(text)
	texts(text)
	derived(inc)
	writers(inc)
	ops = append(ops, moves()...)
	ops = append(ops, differences()...)
	ops = append(ops, roundTrips()...)
	ops = append(ops, strictly()...)
	dir, err := os.MkdirTemp("", "linear")
	if err != nil {
		return nil, nil, err
	}
	cleanup = func() { os.RemoveAll(dir) }
	commands, err := commands(dir)
	if err != nil {
		cleanup()
	}
	return append(ops, commands...), cleanup, err
}

type reader = func(text []byte) (*parse.Document, error)

var parsers = []struct {
	name string
	of   kind
	read reader
}{
	{"Text", ofPage, func(text []byte) (*parse.Document, error) {
		return parse.Text{Lax: true, MaxBytes: huge}.Parse("x", text)
	}},
	{"Markdown", ofDocument, func(text []byte) (*parse.Document, error) {
		return parse.Markdown{Lax: true, MaxBytes: huge}.Parse("x", text)
	}},
	{"HTML", ofHTML, func(text []byte) (*parse.Document, error) {
		return parse.HTML{Lax: true, MaxBytes: huge}.Parse("x", text)
	}},
}

// readers adds the operations that read a file.
func readers(add func(kind, string, func([]byte) any)) {
	add(ofFile, "parse.Detect", func(text []byte) any { return string(parse.Detect("x", text)) })
	add(ofJSON, "parse.JSON", func(text []byte) any { return all(parse.JSON{Lax: true}.Parse("x", text)) })
	add(ofHTML|ofJSON, "statuspage.Detect", func(text []byte) any { return string(statuspage.Detect(text)) })
	add(ofHTML|ofJSON, "statuspage.Read", func(text []byte) any {
		answer, err := statuspage.Reader{Lax: true, MaxBytes: huge}.Read("x", text)
		return all(answer, err)
	})
	add(ofJSON, "instatus.Read", func(text []byte) any {
		return all(instatus.Reader{Lax: true, MaxBytes: huge}.Read("x", text))
	})
	add(ofJSON, "betterstack.Read", func(text []byte) any {
		return all(betterstack.Reader{Lax: true, MaxBytes: huge}.Read("x", text))
	})
	add(ofJSON, "incidentio.Read", func(text []byte) any {
		return all(incidentio.Reader{Lax: true, MaxBytes: huge}.Read("x", text))
	})
	for _, p := range parsers {
		add(p.of, "parse."+p.name, func(text []byte) any {
			doc, err := p.read(text)
			return all(doc, err)
		})
	}
}

// all pairs a value with the text of its error.
func all(value any, err error) any {
	if err == nil {
		return []any{value}
	}
	return []any{value, err.Error()}
}

// texts adds the operations on a text of the model.
func texts(add func(kind, string, func([]byte) any)) {
	at := time.Date(2024, time.March, 5, 9, 0, 0, 0, time.UTC)
	add(ofBody, "claim.Read", func(text []byte) any { return claim.Read(string(text), at, cet) })
	add(ofBody, "claim.Boilerplate", func(text []byte) any { _, ok := claim.Boilerplate(string(text)); return fmt.Sprint(ok) })
	add(ofBody, "civil.Read everywhere", func(text []byte) any {
		found := 0
		for s := string(text); s != ""; s = s[1:] {
			for _, read := range []func(string) (civil.Written, int){civil.Read, civil.ReadDate, civil.ReadTime} {
				if _, n := read(s); n > 0 {
					found++
				}
			}
			if _, _, n := civil.ReadRange(s); n > 0 {
				found++
			}
			if _, n := civil.ReadZone(s); n > 0 {
				found++
			}
		}
		return found
	})
	add(ofBody, "civil.Parse", func(text []byte) any {
		s := string(text)
		_, err := civil.ParseDateTime(s)
		_, err2 := civil.LoadLocation(s)
		_, err3 := civil.Zone(s)
		return errors.Join(err, err2, err3)
	})
	add(ofBody, "civil.ParseLayout", func(text []byte) any { return civil.ParseLayout(string(text)) })
	add(ofBody, "civil.Infer", func(text []byte) any {
		var stamps []civil.Stamp
		for i := range text {
			zones := []string{"CET", "CEST", "EST", "PDT", "IST"}
			stamps = append(stamps, civil.Stamp{DateTime: civil.DateTimeOf(at.AddDate(0, 0, i%9000), time.UTC), Zone: zones[int(text[i])%len(zones)]})
		}
		zone, _, err := civil.Infer(stamps)
		return all(zone, err)
	})
	add(ofBody, "IsPlaceholder", func(text []byte) any { return fmt.Sprint(incident.IsPlaceholder(string(text))) })
	add(ofBody, "Message", func(text []byte) any {
		m := incident.Message{Name: "x", Text: string(text)}
		s, err := m.Expand(map[string]string{"name": "value", "a": "b"})
		return []any{m.Names(), s, fmt.Sprint(err)}
	})
	add(ofBody, "words", func(text []byte) any {
		s := string(text)
		_, err1 := incident.Parse[incident.Status](s)
		_, err2 := incident.Parse[incident.SectionKind](s)
		_, err3 := incident.Parse[incident.Fact](s)
		_, ok1 := incident.LookupMessage(s)
		_, ok2 := incident.LookupTemplate(s)
		return fmt.Sprint(err1, err2, err3, ok1, ok2)
	})
	add(ofBody, "incidenttest.ParseScript", func(text []byte) any {
		_, err := incidenttest.ParseScript(&incident.Incident{}, civil.DateOf(at, time.UTC), string(text))
		return err
	})
}

// derived adds the operations that derive something from an incident.
func derived(add func(kind, string, func(*incident.Incident) any)) {
	add(ofWord|ofWords|ofIncident, "Validate", func(inc *incident.Incident) any { return inc.Validate() })
	add(ofWords|ofIncident, "Clone", func(inc *incident.Incident) any { return inc.Clone() })
	add(ofWords|ofIncident, "Public", func(inc *incident.Incident) any { return inc.Public() })
	add(ofWords|ofIncident, "Normalize", func(inc *incident.Incident) any { inc.Normalize(); return inc })
	add(ofWords|ofIncident, "Affected", func(inc *incident.Incident) any { return inc.Affected() })
	add(ofWords|ofIncident, "EffectiveImpact", func(inc *incident.Incident) any { i, why := inc.EffectiveImpact(); return fmt.Sprint(i, why) })
	add(ofWords|ofIncident, "NextStatuses", func(inc *incident.Incident) any { return inc.NextStatuses() })
	add(ofWords|ofIncident, "Milestones", func(inc *incident.Incident) any {
		for _, m := range incident.Words[incident.Milestone]() {
			inc.Milestone(m)
		}
		return nil
	})
	add(ofWords|ofIncident, "Metrics", func(inc *incident.Incident) any { m := inc.Metrics(); return fmt.Sprint(m) })
	add(ofWords|ofIncident, "History", func(inc *incident.Incident) any {
		n := 0
		for _, e := range inc.History() {
			n += len(e.Path)
		}
		return n
	})
	add(ofWords|ofIncident, "Days", func(inc *incident.Incident) any {
		view := incident.View{Sources: []incident.Source{incident.SourceUpdate, incident.SourceTimeline}}
		n := 0
		for range incident.Days(view.Filter(inc.History()), cet) {
			n++
		}
		return n
	})
	add(ofWords|ofIncident, "Intervals", func(inc *incident.Incident) any {
		var list incident.Intervals
		var lengths []time.Duration
		for i := range inc.Updates {
			list = append(list, incident.Interval{Start: inc.Updates[i].At, End: inc.Updates[len(inc.Updates)-1-i].At.Add(time.Minute)})
			lengths = append(lengths, list[i].Duration())
		}
		list.Total()
		incident.Quantile(lengths, 0.5)
		return []incident.Intervals{list.Union(), list.Gaps()}
	})
	add(ofWord|ofWords|ofIncident, "Fact", func(inc *incident.Incident) any {
		var b strings.Builder
		for _, f := range incident.Words[incident.Fact]() {
			value, _ := inc.Fact(f)
			b.WriteString(value)
		}
		return b.String()
	})
	add(ofWord|ofWords|ofIncident, "MessageValues", func(inc *incident.Incident) any {
		values := inc.MessageValues(incident.Update{Status: incident.StatusResolved, At: now})
		var b strings.Builder
		for _, m := range incident.Messages() {
			s, _ := m.Expand(values)
			b.WriteString(s)
		}
		return b.String()
	})
	for _, t := range incident.Templates()[:2] {
		add(ofWords|ofIncident, "Skeleton "+t.Name, func(inc *incident.Incident) any { return t.Skeleton(inc) })
		add(ofWords|ofIncident, "Fill "+t.Name, func(inc *incident.Incident) any { t.Fill(inc.Postmortem, inc); return inc.Postmortem })
		add(ofWords|ofIncident, "Check "+t.Name, func(inc *incident.Incident) any { return t.Check(inc.Postmortem) })
	}
	add(ofWords|ofIncident, "template of sections", func(inc *incident.Incident) any {
		var t incident.Template
		if inc.Postmortem != nil {
			// A template is written by its user. Its cost is
			// proportional to the number of its sections times the
			// number of the postmortem's.
			for _, s := range inc.Postmortem.Sections[:min(len(inc.Postmortem.Sections), 50)] {
				spec := incident.SectionSpec{Kind: s.Kind, Level: s.Level, Heading: s.Heading, Aliases: s.Columns, Required: true, Guidance: s.Body}
				for _, f := range s.Fields[:min(len(s.Fields), 50)] {
					spec.Fields = append(spec.Fields, incident.FieldSpec{Name: f.Name, Required: true})
				}
				t.Sections = append(t.Sections, spec)
			}
		}
		errs := []any{fmt.Sprint(t.Validate()), fmt.Sprint(t.Check(inc.Postmortem)), fmt.Sprint(t.Check(nil))}
		pm := t.Skeleton(inc)
		t.Fill(pm, inc)
		if n := len(pm.Sections); n > 1 { // every second one is missing
			pm.Sections = slices.DeleteFunc(pm.Sections, func(s incident.Section) bool { n--; return n%2 == 0 })
		}
		t.Fill(pm, inc)
		return append(errs, pm)
	})
	add(ofWords|ofIncident, "Attach", func(inc *incident.Incident) any {
		base := inc.Clone()
		base.Postmortem = nil
		return base.Attach(inc)
	})
	add(ofWord|ofWords|ofIncident, "claim.Claims", func(inc *incident.Incident) any { return claim.Claims(inc) })
	add(ofWords|ofIncident, "claim.Promises", func(inc *incident.Incident) any { return claim.Promises(inc, claim.Options{Now: now}) })
	add(ofWords|ofIncident, "claim.Due", func(inc *incident.Incident) any { return claim.Due(inc, claim.Options{Now: now}) })
	add(ofWord|ofWords|ofIncident, "lint.Check", func(inc *incident.Incident) any {
		return lint.Check(inc, lint.Options{Now: now, Obligations: claim.Obligations()})
	})
	add(ofWord|ofWords|ofIncident, "notify.Changes", func(inc *incident.Incident) any {
		var all []byte
		for _, n := range notify.Changes(nil, inc) {
			all = notify.Text{}.Append(all, n)
		}
		return all
	})
	for name, write := range map[string]func([]byte, notify.Notification) []byte{
		"Slack": notify.Slack{}.Append, "Teams": notify.Teams{}.Append, "Discord": notify.Discord{}.Append, "Email": notify.Email{}.Append,
	} {
		add(ofWord|ofWords|ofIncident, "notify."+name, func(inc *incident.Incident) any {
			if len(inc.Updates) == 0 {
				return nil
			}
			return write(nil, notify.Update(inc, len(inc.Updates)-1))
		})
	}
	add(ofWord|ofWords|ofIncident, "feed.Atom", func(inc *incident.Incident) any {
		return feed.Atom{}.Append(nil, inc.Page, []*incident.Incident{inc})
	})
	add(ofWords|ofIncident, "incidenttest.Promises", func(inc *incident.Incident) any {
		return errors.Join(incidenttest.Promises(inc, claim.Options{Now: now}), incidenttest.Cadence(inc, time.Minute, now))
	})
}

// writers adds the operations that write an incident.
func writers(add func(kind, string, func(*incident.Incident) any)) {
	zones := []*time.Location{time.UTC, cet}
	type writer interface {
		Append([]byte, *incident.Incident) []byte
		AppendPostmortem([]byte, *incident.Incident) []byte
		AppendHistory([]byte, *incident.Incident, incident.View) []byte
		AppendUpdate([]byte, *incident.Incident, int) []byte
	}
	for _, w := range []struct {
		name string
		writer
	}{
		{"Text", render.Text{Drafts: true, Internal: true}},
		{"Text plain", render.Text{Layout: render.LayoutPlain, Zones: zones, Drafts: true}},
		{"Markdown", render.Markdown{Drafts: true, Internal: true}},
		{"HTML", render.HTML{Drafts: true, Internal: true}},
		{"HTML zones", render.HTML{Zones: zones, Drafts: true, NoPicture: true}},
	} {
		add(ofWord|ofWords|ofIncident, w.name+" Append", func(inc *incident.Incident) any { return w.Append(nil, inc) })
		add(ofWord|ofWords|ofIncident, w.name+" AppendPostmortem", func(inc *incident.Incident) any { return w.AppendPostmortem(nil, inc) })
		add(ofWord|ofWords|ofIncident, w.name+" AppendHistory", func(inc *incident.Incident) any { return w.AppendHistory(nil, inc, incident.View{}) })
		add(ofWord|ofWords|ofIncident, w.name+" AppendUpdate", func(inc *incident.Incident) any {
			if len(inc.Updates) == 0 {
				return nil
			}
			return w.AppendUpdate(nil, inc, len(inc.Updates)-1)
		})
	}
}

// moves returns the operations that post, insert, amend and retract.
func moves() (ops []operation) {
	one := func(name string, do func(inc *incident.Incident, id string) error) {
		ops = append(ops, operation{name, ofIncident, func(in input) func() any {
			if len(in.inc.Updates) == 0 {
				return nil
			}
			c := in.inc.Clone()
			c.Updates[len(c.Updates)/2].ID = "the one"
			return func() any { return all(c, do(c, "the one")) }
		}})
	}
	// At most incident.MaxUpdates updates can be posted or inserted, one by
	// one, so the cost of a single one counts.
	one("Post one", func(inc *incident.Incident, _ string) error {
		return inc.Post(incident.Update{ID: "another", At: now, Changes: changes(inc)})
	})
	one("Insert one", func(inc *incident.Incident, _ string) error {
		return inc.Insert(incident.Update{ID: "another", At: inc.Updates[0].At, Changes: changes(inc)})
	})
	one("Amend one", func(inc *incident.Incident, id string) error {
		return inc.Amend(id, now, func(u *incident.Update) { u.At, u.Body, u.Changes = u.At.Add(time.Hour), "Amended.", nil })
	})
	one("Retract one", func(inc *incident.Incident, id string) error { return inc.Retract(id, now) })
	return ops
}

// changes returns a change of each component of an incident.
func changes(inc *incident.Incident) (list []incident.Change) {
	for _, c := range inc.Components {
		list = append(list, incident.Change{ID: c.ID, Group: c.Group, Name: c.Name, To: incident.ComponentMajorOutage})
	}
	return list
}

// differences returns the operations on two states of an incident.
func differences() (ops []operation) {
	for name, change := range map[string]func(*incident.Incident){
		"same":     func(*incident.Incident) {},
		"reversed": reversed,
		"others":   others,
	} {
		pair := func(in input) (a, b *incident.Incident) {
			b = in.inc.Clone()
			change(b)
			return in.inc, b
		}
		ops = append(ops, operation{"Diff " + name, ofIncident, func(in input) func() any {
			a, b := pair(in)
			return func() any {
				var out []byte
				for _, d := range incident.Diff(a, b) {
					out = d.Append(out, cet)
				}
				return out
			}
		}}, operation{"incidenttest.Diff " + name, ofIncident, func(in input) func() any {
			a, b := pair(in)
			return func() any { return incidenttest.Diff(a, b) }
		}})
	}
	slices.SortFunc(ops, func(a, b operation) int { return strings.Compare(a.name, b.name) })
	return ops
}

// reversed reverses all lists of an incident.
func reversed(inc *incident.Incident) {
	slices.Reverse(inc.Components)
	slices.Reverse(inc.Updates)
	slices.Reverse(inc.Events)
	if inc.Postmortem != nil {
		slices.Reverse(inc.Postmortem.Sections)
		for i := range inc.Postmortem.Sections {
			s := &inc.Postmortem.Sections[i]
			slices.Reverse(s.Actions)
			slices.Reverse(s.Fields)
			if s.Timeline != nil {
				slices.Reverse(s.Timeline.Events)
			}
		}
	}
}

// others changes the words in each part of an incident, so that no part equals
// its old state.
func others(inc *incident.Incident) {
	for i := range inc.Components {
		inc.Components[i].Name += "!"
		inc.Components[i].ID = ""
	}
	for i := range inc.Updates {
		u := &inc.Updates[i]
		u.ID, u.Body, u.At = "", u.Body+"!", u.At.Add(time.Second)
	}
	for i := range inc.Events {
		inc.Events[i].Text += "!"
		inc.Events[i].At = inc.Events[i].At.Add(time.Second)
	}
	if inc.Postmortem != nil {
		for i := range inc.Postmortem.Sections {
			s := &inc.Postmortem.Sections[i]
			s.Heading, s.Body = s.Heading+"!", s.Body+"!"
			for j := range s.Actions {
				s.Actions[j].Text += "!"
				s.Actions[j].Ticket = ""
			}
			if s.Timeline != nil {
				for j := range s.Timeline.Events {
					s.Timeline.Events[j].Text += "!"
				}
			}
		}
	}
}

// strictly returns the operations that read the JSON of an incident and look up
// places in it.
func strictly() (ops []operation) {
	data := func(in input) []byte {
		data, err := json.Marshal(in.inc)
		if err != nil {
			log.Fatal(err)
		}
		return data
	}
	return []operation{
		{"parse.JSON of an incident", ofIncident, func(in input) func() any {
			file := data(in)
			return func() any { return all(parse.JSON{Lax: true}.Parse("x", file)) }
		}},
		{"Position JSON", ofIncident, func(in input) func() any {
			doc, _ := parse.JSON{Lax: true}.Parse("x", data(in))
			if doc == nil || len(doc.Incidents) == 0 {
				return nil
			}
			return func() any { return positions(doc, doc.Incidents[0]) }
		}},
	}
}

// roundTrips returns the operations that read what was written of an incident,
// look up the places of its parts, and write what was read from a text.
func roundTrips() (ops []operation) {
	write := []func([]byte, *incident.Incident) []byte{
		render.Text{Drafts: true, Internal: true}.Append,
		render.Markdown{Drafts: true, Internal: true}.Append,
		render.HTML{Drafts: true, Internal: true}.Append,
	}
	for k, p := range parsers {
		read := func(name string, write func([]byte, *incident.Incident) []byte) {
			ops = append(ops, operation{name, ofIncident, func(in input) func() any {
				file := write(nil, in.inc)
				return func() any { return all(p.read(file)) }
			}})
		}
		read("parse."+p.name+" of a report", write[k])
		if p.name != "Text" {
			read("parse."+p.name+" of a document", []func([]byte, *incident.Incident) []byte{nil, render.Markdown{}.AppendPostmortem, render.HTML{}.AppendPostmortem}[k])
		}
		ops = append(ops, operation{"Position " + p.name, ofWords | ofIncident, func(in input) func() any {
			doc, _ := p.read(write[k](nil, in.inc))
			if doc == nil || len(doc.Incidents) == 0 {
				return nil
			}
			inc := doc.Incidents[0]
			return func() any { return positions(doc, inc) }
		}}, operation{"write what parse." + p.name + " reads", p.of, func(in input) func() any {
			doc, _ := p.read(in.text)
			if doc == nil {
				return nil
			}
			return func() any {
				n := 0
				for _, inc := range doc.Incidents {
					for _, w := range write {
						n += len(w(nil, inc))
					}
					n += len(render.Markdown{}.AppendPostmortem(nil, inc))
				}
				return n
			}
		}})
	}
	return ops
}

// positions looks up the places of every part and of a word in its text.
func positions(doc *parse.Document, inc *incident.Incident) any {
	found := 0
	look := func(path string, offset int) {
		if _, _, ok := doc.Position(path, offset); ok {
			found++
		}
	}
	for i := range inc.Updates {
		look(fmt.Sprintf("updates[%d].at", i), 0)
		look(fmt.Sprintf("updates[%d].body", i), len(inc.Updates[i].Body)/2)
	}
	if inc.Postmortem != nil {
		for i := range inc.Postmortem.Sections {
			s := &inc.Postmortem.Sections[i]
			look(fmt.Sprintf("postmortem.sections[%d].body", i), len(s.Body)/2)
			if s.Timeline != nil {
				for j := range s.Timeline.Events {
					look(fmt.Sprintf("postmortem.sections[%d].timeline.events[%d].text", i, j), 1)
				}
			}
			for j := range s.Actions {
				look(fmt.Sprintf("postmortem.sections[%d].actions[%d].due", i, j), 0)
			}
			for j := range s.Fields {
				look(fmt.Sprintf("postmortem.sections[%d].fields[%d].value", i, j), 1)
			}
		}
	}
	return found
}

// commands returns the runs of the command, in processes of their own.
func commands(dir string) ([]operation, error) {
	program := filepath.Join(dir, "incident")
	if out, err := exec.Command("go", "build", "-o", program, "github.com/incidentkit/incident/cmd/incident").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w\n%s", err, out)
	}
	run := func(file []byte, args ...string) func() any {
		name := filepath.Join(dir, "file")
		return func() any {
			if err := os.WriteFile(name, file, 0o600); err != nil {
				return err
			}
			cmd := exec.Command(program, append(args, name)...)
			out, _ := cmd.CombinedOutput() // it may refuse the file
			return process{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), len(out)}
		}
	}
	var ops []operation
	for _, args := range []string{"convert -lax -to json", "stats"} {
		ops = append(ops, operation{"incident " + args, ofJSON, func(in input) func() any {
			return run(in.text, strings.Fields(args)...)
		}})
	}
	return append(ops, operation{"incident convert", ofIncident, func(in input) func() any {
		file, err := json.Marshal(in.inc)
		if err != nil {
			return nil
		}
		return run(file, "convert")
	}}, operation{"incident new -into", ofIncident, func(in input) func() any {
		return run(render.Markdown{}.AppendPostmortem(nil, in.inc), "new", "-template", "sre", "-into")
	}}), nil
}
