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

// Script is the course of an incident, step by step. [ParseScript] parses one,
// or it may be a literal. It provides both the input of the automation under
// test (Run) and the expected result (Incident). The zero value has no steps.
type Script struct {
	Base  *incident.Incident // the incident before the first step; nil means an empty one
	Steps []Step
}

// Step is one event in the course of an incident, or one delivery from a
// source.
type Step struct {
	Kind StepKind
	Line int       // line in the script, from 1; it identifies the step
	At   time.Time // time of delivery; Run sets the clock to it
	// Update is the update of a StepPost or a StepComponent. For a
	// StepAmend it is the whole update after the edit, as chats deliver it,
	// with the time of the edit as EditedAt; in a literal, zero fields are
	// not changed. For a StepRetract only ID, At and RetractedAt are set.
	// For a StepTitle, a StepSeverity and a StepTick only At is set, to the
	// time of the event.
	Update incident.Update
	Text   string // the title or the severity
	// Refused says that the automation must refuse the step, with an error
	// that has the Code if that is set. Incident leaves such a step out.
	Refused bool
	Code    incident.Code
}

// StepKind is the kind of a [Step].
type StepKind string

const (
	StepPost      StepKind = "post"      // an update is posted; it arrives late if Update.At is before At
	StepComponent StepKind = "component" // components change without a message; Update has no Body
	StepAmend     StepKind = "amend"     // an update is edited
	StepRetract   StepKind = "retract"   // an update is retracted
	StepTitle     StepKind = "title"     // the title of the incident becomes Text
	StepSeverity  StepKind = "severity"  // the severity of the incident becomes Text
	StepTick      StepKind = "tick"      // only time passes, and timers may run
)

// Run sets the clock to the time of each step and calls step with it. It stops
// at the first error and returns it with the line of the script. A step that
// must be refused and is not is also an error.
func (s *Script) Run(clock *Clock, step func(Step) error) error { return s.RunParallel(1, clock, step) }

// RunParallel is like Run, but delivers each step from n goroutines at once, as
// sources that retry or replicas of a service do. The next step follows when
// all of them have returned. With go test -race, it reveals data races and
// automation that is not idempotent.
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

// judge returns an error if the step must not return err.
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

var errNotRefused = errors.New("it was accepted, but must be refused")

// Twice returns the script with each step delivered twice, as sources that
// retry do. Its Incident is the same.
func (s *Script) Twice() *Script {
	twice := &Script{Base: s.Base}
	for _, st := range s.Steps {
		twice.Steps = append(twice.Steps, st, st)
	}
	return twice
}

// Shuffled returns the script with the delivery of each step delayed by a
// random duration of less than within, so that steps close to each other, and
// those of [Script.Twice], are delivered out of order. Only Step.At changes, so
// Incident is the same. The same seed gives the same order.
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

// Incident returns the expected incident: the result of the steps in the order
// of their lines, each once, regardless of the order of delivery. A late update
// is in its place by time, a retracted one is kept and marked, and components
// have the status of their last change that is not retracted. Incident applies
// steps even if the model does not allow them; use Validate to check the
// result. Each call returns a new value.
func (s *Script) Incident() *incident.Incident {
	inc := s.applied()
	s.chain(inc)
	return inc
}

// applied returns the incident with the updates of all steps, before the
// changes are applied to components.
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

// chain applies the changes of all updates to the components, beginning with
// their statuses before the first update of Base. It fills in the From of the
// changes of the script, as Post does.
func (s *Script) chain(inc *incident.Incident) {
	find := func(c incident.Change) *incident.Component {
		i := slices.IndexFunc(inc.Components, func(k incident.Component) bool { return k.Group == c.Group && k.Name == c.Name })
		if i < 0 {
			return nil
		}
		return &inc.Components[i]
	}
	edited := make(map[string]time.Time) // by ID, for the updates of Base
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

// apply applies a step as Insert, Amend and Retract of the model do, but
// refuses nothing.
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
			return // an edit without a change has no effect
		}
		old.EditedAt = u.EditedAt
		if old.CreatedAt.IsZero() {
			old.CreatedAt = old.At
		}
	}
}
