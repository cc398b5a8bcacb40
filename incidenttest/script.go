package incidenttest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/incidentkit/incident"
)

// Script is the life of an incident, step by step: what [ParseScript] reads, or
// a literal. One text so gives both what automation is fed with (Run) and what
// must come out of it (Incident). The zero value has no steps.
type Script struct {
	Base  *incident.Incident // what is there before the first step; nil: an empty incident
	Steps []Step
}

// Step is one thing that happens, or that a source delivers.
type Step struct {
	Kind Kind
	Line int       // in the text, from 1; steps are told apart by it
	At   time.Time // when it is delivered; Run sets the clock to it
	// Update is the message of a StepPost or a StepComponent. For a StepAmend
	// it is the whole update as it reads from then on, as chats deliver an
	// edit, and its EditedAt is when that was said; in a literal, fields that
	// are zero stay as they are. For a StepRetract only ID, At and RetractedAt
	// are set. A StepTitle, a StepSeverity and a StepTick have only At, when
	// it was said.
	Update incident.Update
	Text   string // the title or the severity
	// Refused is set where the automation must refuse the step, with an
	// error that has the Code, if that is set. Incident leaves it out.
	Refused bool
	Code    incident.Code
}

// Kind says what happens in a [Step].
type Kind string

const (
	StepPost      Kind = "post"      // a message is posted; one whose Update.At is before At comes late
	StepComponent Kind = "component" // components change without a word; Update has no Body
	StepAmend     Kind = "amend"     // an update is edited
	StepRetract   Kind = "retract"   // an update is taken back
	StepTitle     Kind = "title"     // the incident gets another title, Text
	StepSeverity  Kind = "severity"  // the team gives it the severity Text
	StepTick      Kind = "tick"      // nothing but that time has passed: timers run
)

// Run sets the clock to the time of each step and calls step with it. It stops
// at the first error and returns it with the line of the script: one that step
// returns, or that it refused nothing where it must.
func (s *Script) Run(clock *Clock, step func(Step) error) error { return s.RunParallel(1, clock, step) }

// RunParallel is Run with each step delivered from n goroutines at once, as by
// sources that retry or by replicas of a service. The next step follows when all
// of them have returned. It shows data races, with go test -race, and automation
// that is not idempotent.
func (s *Script) RunParallel(n int, clock *Clock, step func(Step) error) error {
	for _, st := range s.Steps {
		if clock != nil {
			clock.Set(st.At)
		}
		errs := make([]error, n)
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() { errs[i] = st.judge(step(st)) })
		}
		all.Wait()
		if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
			return fmt.Errorf("line %d of the script, %s: %w", st.Line, st.Kind, errs[i])
		}
	}
	return nil
}

// judge returns what is wrong with the error that a step returned.
func (st *Step) judge(err error) error {
	var field *incident.FieldError
	switch {
	case !st.Refused:
		return err
	case err == nil:
		return errNotRefused
	case st.Code != "" && (!errors.As(err, &field) || field.Code != st.Code):
		return fmt.Errorf("refused, but not with the code %s: %w", st.Code, err)
	}
	return nil
}

var errNotRefused = errors.New("it was taken, and must be refused")

// Twice returns the script with each step delivered twice, as sources do that
// retry. Incident is the same.
func (s *Script) Twice() *Script {
	twice := &Script{Base: s.Base}
	for _, st := range s.Steps {
		twice.Steps = append(twice.Steps, st, st)
	}
	return twice
}

// Shuffled returns the script with each step delivered up to within later than
// it happened, so that steps that lie close together, and those of
// [Script.Twice], come out of order. What the steps say is the same, and so is
// Incident; only At moves. The same seed gives the same order.
func (s *Script) Shuffled(seed uint64, within time.Duration) *Script {
	g := generator{pcg: rand.NewPCG(seed, 4)}
	shuffled := &Script{Base: s.Base, Steps: slices.Clone(s.Steps)}
	for i := range shuffled.Steps {
		if within > 0 {
			st := &shuffled.Steps[i]
			st.At = st.At.Add(time.Duration(g.n(int(within/time.Millisecond)+1)) * time.Millisecond)
		}
	}
	slices.SortStableFunc(shuffled.Steps, func(a, b Step) int { return a.At.Compare(b.At) })
	return shuffled
}

// Incident returns the incident that the script describes: its steps in the
// order of their lines, each once, whatever was delivered when. An update that
// comes late stands where its time is, one that is retracted stays and is
// marked, and components have the status of the last change that is not
// retracted. What the model does not allow is there all the same: ask Validate.
// Each call returns a new value.
func (s *Script) Incident() *incident.Incident {
	inc := s.applied()
	s.chain(inc)
	return inc
}

// applied returns the incident with the updates that the steps say, before
// components follow their changes.
func (s *Script) applied() *incident.Incident {
	inc := s.Base.Clone()
	if inc == nil {
		inc = new(incident.Incident)
	}
	steps := slices.Clone(s.Steps)
	slices.SortStableFunc(steps, func(a, b Step) int { return a.Line - b.Line })
	steps = slices.CompactFunc(steps, func(a, b Step) bool { return a.Line == b.Line && a.Line != 0 })
	for _, st := range steps {
		if !st.Refused {
			apply(inc, st)
		}
	}
	return inc
}

// chain moves the components through the changes of all updates, from the
// status that they had before the first of Base. It fills in the From of the
// changes of the script, as Post does.
func (s *Script) chain(inc *incident.Incident) {
	find := func(c incident.Change) *incident.Component {
		i := slices.IndexFunc(inc.Components, func(k incident.Component) bool { return k.Group == c.Group && k.Name == c.Name })
		if i < 0 {
			return nil
		}
		return &inc.Components[i]
	}
	edited := make(map[string]time.Time) // of the updates of Base
	if s.Base != nil {
		for _, u := range slices.Backward(s.Base.Updates) {
			edited[u.ID] = u.EditedAt
			for _, c := range slices.Backward(u.Changes) {
				if k := find(c); k != nil {
					k.Status = c.From
				}
			}
		}
	}
	for i := range inc.Updates {
		u := &inc.Updates[i]
		before, known := edited[u.ID]
		for j := range u.Changes {
			c := &u.Changes[j]
			k := find(*c)
			if k == nil && !u.Retracted() {
				inc.Components = append(inc.Components, incident.Component{ID: c.ID, Group: c.Group, Name: c.Name})
				k = &inc.Components[len(inc.Components)-1]
			}
			if k == nil {
				continue
			}
			if c.From == "" && (!known || !before.Equal(u.EditedAt)) {
				c.From = k.Status
			}
			if !u.Retracted() {
				k.Status = c.To
			}
		}
	}
}

// apply does what a step says, as Insert, Amend and Retract of the model do;
// but it refuses nothing.
func apply(inc *incident.Incident, st Step) {
	u := st.Update
	i := slices.IndexFunc(inc.Updates, func(other incident.Update) bool { return other.ID == u.ID })
	switch {
	case st.Kind == StepTitle:
		inc.Title = st.Text
	case st.Kind == StepSeverity:
		inc.Severity = st.Text
	case st.Kind == StepTick:
	case st.Kind == StepPost || st.Kind == StepComponent:
		at := len(inc.Updates)
		for at > 0 && inc.Updates[at-1].At.After(u.At) {
			at--
		}
		u.Changes = slices.Clone(u.Changes)
		inc.Updates = slices.Insert(inc.Updates, at, u)
	case i < 0:
	case st.Kind == StepRetract:
		inc.Updates[i].RetractedAt = u.RetractedAt
	case st.Kind == StepAmend:
		old, was := &inc.Updates[i], inc.Updates[i]
		if u.Status != "" {
			old.Status = u.Status
		}
		if u.Body != "" {
			old.Body = u.Body
		}
		if !u.NextUpdate.IsZero() {
			old.NextUpdate = u.NextUpdate
		}
		if u.Changes != nil {
			old.Changes = slices.Clone(u.Changes)
		}
		if old.Status == was.Status && old.Body == was.Body && old.NextUpdate.Equal(was.NextUpdate) && slices.Equal(old.Changes, was.Changes) {
			return // an edit that changes nothing is none
		}
		old.EditedAt = u.EditedAt
		if old.CreatedAt.IsZero() {
			old.CreatedAt = old.At
		}
	}
}
