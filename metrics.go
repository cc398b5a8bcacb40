package incident

import (
	"fmt"
	"iter"
	"slices"
	"time"
)

// MetricState says what a [Metric] is worth. The zero value is missing.
type MetricState string

const (
	MetricMissing  MetricState = ""         // an end is missing: there is no value, which is not the value 0
	MetricMeasured MetricState = "measured" // between two stated instants
	MetricInferred MetricState = "inferred" // as measured, but an end of it was concluded, see [Anchor]
	MetricReversed MetricState = "reversed" // it ends before it starts: the incident is wrong, and there is no value
)

// Metric is one duration of an incident. The zero value is missing.
type Metric struct {
	// Value is never negative. It is 0 where State is missing or reversed, and
	// may be 0 where it is not: an alarm that rings with the first failure detects
	// in no time. Use [Metric.Get] to tell them apart.
	Value time.Duration
	State MetricState
	// From and To are the ends. The one that is known is set where the other is
	// missing.
	From, To Anchor
}

// Get returns the value, and whether there is one: measured or inferred.
func (m Metric) Get() (time.Duration, bool) {
	ok := m.State == MetricMeasured || m.State == MetricInferred
	if !ok {
		return 0, false
	}
	return m.Value, true
}

// Err returns a [*FieldError] with [CodeOrder] where the metric is reversed, else
// nil. Its path is that of the later end, which comes too early.
func (m Metric) Err() error {
	if m.State != MetricReversed {
		return nil
	}
	return &FieldError{Path: m.To.Path, Code: CodeOrder, Err: fmt.Errorf("%s is before %s at %s", instant(m.To.At), m.From.Path, instant(m.From.At))}
}

// Anchor is an instant that metrics are measured from or to, and where the
// incident tells it. The zero value is a missing one; nothing is ever put in its
// place.
type Anchor struct {
	At     time.Time // zero: missing; with a Path, known to the day only
	Source Source    // "": missing, or Postmortem.PublishedAt
	Path   string    // "events[3]", "updates[2].changes[0]", "postmortem.published_at"
	// Inferred marks an instant that was concluded: the status of its update is
	// [Update.Inferred], its event is told with [PrecisionAbout], or the start of
	// the impact was taken from a component's change, which a page shows only once
	// somebody has noticed.
	Inferred bool
}

// known reports whether there is an instant.
func (a Anchor) known() bool { return !a.At.IsZero() }

// Metrics are the durations of one incident, see [Incident.Metrics]. The zero
// value has none.
//
// They are computed, not stored: unlike the model they have no JSON form of their
// own. A program that writes them chooses unit and shape.
//
// Most are measured from the start of the impact: [MilestoneImpactStarted], else
// the first change of a component away from operational, unless one was down
// before its first change, or the page spoke before it.
//
// What the responders know and what the page says are kept apart, for the page
// comes later: Identify, Mitigate and Resolve are told, in Events or in a
// timeline of the postmortem; IdentifyPost, MitigatePost and ResolvePost are the
// updates. [Incident.Milestone] looks at both, told ones first.
//
// Sources. The times between a trigger, detection, mitigation and resolution are
// those of Kehoe's postmortem template; uptodeploy's T0 to T3 have detection and
// acknowledgement; MTTM is Davidovic's word ("Incident Metrics in SRE", 2021).
// "TTR" has four meanings (Atlassian lists them). Two are here: Recover, from
// failure to full operation, and Resolve, to the end of the response. To repair
// (from the start of the repair) and to respond (from the alert to recovery) are
// not; [Incident.Milestone] has the instants.
type Metrics struct {
	Detect      Metric // TTD: impact start to [MilestoneDetected]
	Acknowledge Metric // TTA: [MilestoneDetected] to [MilestoneAcknowledged]
	Declare     Metric // impact start to [MilestoneDeclared], also called time to engage

	// FirstPost is impact start to the first live post. Etsy's Morgue keeps its
	// instant as the status time; PagerDuty asks for it within 5 minutes of the
	// start of the call.
	FirstPost Metric

	Identify     Metric // TTI: impact start to [MilestoneIdentified] as told
	IdentifyPost Metric // impact start to the first update that is identified

	Mitigate     Metric // TTM: impact start to [MilestoneMitigated]
	MitigatePost Metric // impact start to the first update that is monitoring: a fix is in, as the page says

	// Impact is how long customers were affected: the length of the union of
	// ImpactIntervals, gaps left out. From and To are its outer ends. It may be
	// shorter or longer than the response (PagerDuty).
	//
	// The intervals go from [MilestoneImpactStarted] to [MilestoneImpactEnded]:
	// several of each are several intervals, and one with an Until is an interval
	// of its own. They are taken from Events, else from the timelines of the
	// postmortem. Where those give none, or one that has not ended, they are
	// ShownIntervals, from the told start on if there is one, and the metric is
	// inferred.
	Impact          Metric
	ImpactIntervals Intervals // in order and disjoint; nil where Impact has no value

	// Shown is how long the page showed a component that was not operational, be
	// it under maintenance: the union of ShownIntervals. Each component's begins
	// with its change away from operational and ends with the one back. It is
	// missing while one has not moved back, and where one was down already in its
	// first change.
	Shown          Metric
	ShownIntervals Intervals // in order and disjoint; nil where Shown has no value

	Recover     Metric // TTR, recovery: impact start to the last [MilestoneImpactEnded], gaps between intervals included
	Resolve     Metric // TTR, resolution: impact start to [MilestoneResolved] as told; may include work of prevention
	ResolvePost Metric // impact start to the update from which the incident has stayed resolved or completed

	// Publish is how long readers waited for the postmortem: from the end of
	// ResolvePost, else of Resolve, to PublishedAt. It is missing for a draft.
	Publish Metric

	Cadence Cadence
}

// Cadence is how often the page was updated while the incident lasted, by its
// live posts: the updates with an instant, without retracted ones, without those
// that only announce a maintenance (scheduled) and without those after the one from which the
// incident has stayed resolved or completed. Statuspage advises a post about
// every 30 minutes, PagerDuty at least every 20 for the first two hours.
//
// The zero value is of an incident without posts.
type Cadence struct {
	Posts int // live ones; there is one gap less
	// Max is the longest gap between a live post and the next, Median the middle
	// one, or half way between the two in the middle. They are 0 unless State is
	// measured or inferred; posts in one minute have gaps of 0.
	Max, Median time.Duration
	// State is missing where there are fewer than two posts, reversed where one is
	// older than the post before it, and inferred where the end of the live posts
	// rests on an inferred status.
	State MetricState
}

// All yields the metrics in the order of [Metrics], without Cadence, each with
// its name in snake_case: "detect", "first_post".
func (m *Metrics) All() iter.Seq2[string, Metric] {
	return func(yield func(string, Metric) bool) {
		_ = yield("detect", m.Detect) &&
			yield("acknowledge", m.Acknowledge) &&
			yield("declare", m.Declare) &&
			yield("first_post", m.FirstPost) &&
			yield("identify", m.Identify) &&
			yield("identify_post", m.IdentifyPost) &&
			yield("mitigate", m.Mitigate) &&
			yield("mitigate_post", m.MitigatePost) &&
			yield("impact", m.Impact) &&
			yield("shown", m.Shown) &&
			yield("recover", m.Recover) &&
			yield("resolve", m.Resolve) &&
			yield("resolve_post", m.ResolvePost) &&
			yield("publish", m.Publish)
	}
}

// Metrics measures the incident. A metric is missing where an end is missing,
// and reversed, with an error and without a value, where it ends before it
// starts; nothing is guessed. An event that is known to the day only
// ([PrecisionDay]) is no end. Differences are those of the instants, whatever
// their zones.
//
// It measures what is there, private parts included: the metrics that readers
// could compute are those of [Incident.Public]. Retracted updates do not count.
func (inc *Incident) Metrics() Metrics {
	var m Metrics
	shown := inc.componentOutages()
	start := inc.milestoneEvent(MilestoneImpactStarted)
	if start.Path == "" && !shown.unknown.known() {
		start = shown.first
	}
	posts := inc.livePosts()
	var first, identified, monitoring Anchor
	for _, i := range posts.live {
		if !first.known() {
			first = inc.updateAnchor(i)
			first.Inferred = false // its status is not asked for
		}
		switch u := &inc.Updates[i]; {
		case u.Status == StatusIdentified && !identified.known():
			identified = inc.updateAnchor(i)
		case u.Status == StatusMonitoring && !monitoring.known():
			monitoring = inc.updateAnchor(i)
		}
	}
	if start.Source == SourceChange && first.known() && start.At.After(first.At) {
		start = Anchor{} // the page spoke before it showed anything
	}
	detected, resolved := inc.milestoneEvent(MilestoneDetected), inc.milestoneEvent(MilestoneResolved)

	m.Detect = measure(start, detected)
	m.Acknowledge = measure(detected, inc.milestoneEvent(MilestoneAcknowledged))
	m.Declare = measure(start, inc.milestoneEvent(MilestoneDeclared))
	m.FirstPost = measure(start, first)
	m.Identify = measure(start, inc.milestoneEvent(MilestoneIdentified))
	m.IdentifyPost = measure(start, identified)
	m.Mitigate = measure(start, inc.milestoneEvent(MilestoneMitigated))
	m.MitigatePost = measure(start, monitoring)
	m.Resolve = measure(start, resolved)
	m.ResolvePost = measure(start, posts.resolved)

	var published Anchor
	if inc.Postmortem.Published() {
		published = Anchor{At: inc.Postmortem.PublishedAt.Round(0), Path: "postmortem.published_at"}
	}
	if posts.resolved.known() {
		resolved = posts.resolved
	}
	m.Publish = measure(resolved, published)

	m.Shown, m.ShownIntervals = shown.metric()
	m.Impact, m.ImpactIntervals = inc.statedImpact()
	m.Recover = measure(start, m.Impact.To)
	if m.Impact.State == MetricMissing && m.Shown.State != MetricMissing {
		told := m.Impact.From
		m.Impact, m.ImpactIntervals = m.Shown, slices.Clone(m.ShownIntervals)
		m.Impact.From.Inferred, m.Impact.To.Inferred = true, true
		if told.known() && told == start && m.Impact.State != MetricReversed && told.At.Before(m.Impact.To.At) {
			m.Impact.From = told
			m.ImpactIntervals = slices.DeleteFunc(m.ImpactIntervals, func(iv Interval) bool { return !iv.End.After(told.At) })
			m.ImpactIntervals[0].Start = told.At
			m.Impact.Value = m.ImpactIntervals.Total()
		}
		if m.Impact.State == MetricMeasured {
			m.Impact.State = MetricInferred
		}
	}
	m.Cadence = inc.cadence(posts)
	return m
}

// measure returns the metric between two ends.
func measure(from, to Anchor) Metric {
	m := Metric{From: from, To: to}
	switch {
	case !from.known() || !to.known():
	case to.At.Before(from.At):
		m.State = MetricReversed
	default:
		m.Value, m.State = to.At.Sub(from.At), MetricMeasured
		if from.Inferred || to.Inferred {
			m.State = MetricInferred
		}
	}
	return m
}

// told returns the event that [Incident.Milestone] finds. Where that is known to
// the day only, the anchor has a path and no instant.
func (inc *Incident) milestoneEvent(m Milestone) Anchor {
	for _, source := range inc.milestoneEvents() {
		for e := range source {
			if e.Event.Milestone == m && !e.At.IsZero() {
				return eventAnchor(e)
			}
		}
	}
	return Anchor{}
}

// accounts are the two lists of events that milestones are looked up in: Events,
// then the timelines of the postmortem.
func (inc *Incident) milestoneEvents() [2]iter.Seq[Entry] {
	return [2]iter.Seq[Entry]{
		func(yield func(Entry) bool) {
			for i := range inc.Events {
				e := &inc.Events[i]
				if e.Milestone != "" && !yield(Entry{At: e.At, Source: SourceEvent, Path: fmt.Sprintf("events[%d]", i), Event: e}) {
					return
				}
			}
		},
		func(yield func(Entry) bool) {
			if inc.Postmortem == nil {
				return
			}
			for i := range inc.Postmortem.Sections {
				tl := inc.Postmortem.Sections[i].Timeline
				if tl == nil {
					continue
				}
				for j := range tl.Events {
					e := &tl.Events[j]
					if e.Milestone != "" && !yield(Entry{At: e.At, Source: SourceTimeline, Path: fmt.Sprintf("postmortem.sections[%d].timeline.events[%d]", i, j), Event: e}) {
						return
					}
				}
			}
		},
	}
}

func eventAnchor(e Entry) Anchor {
	a := Anchor{At: e.At.Round(0), Source: e.Source, Path: e.Path, Inferred: e.Event.Precision == PrecisionAbout}
	if e.Event.Precision == PrecisionDay {
		a.At = time.Time{}
	}
	return a
}

// posted returns the anchor of an update whose status matters.
func (inc *Incident) updateAnchor(i int) Anchor {
	u := &inc.Updates[i]
	return Anchor{At: u.At.Round(0), Source: SourceUpdate, Path: fmt.Sprintf("updates[%d]", i), Inferred: u.Inferred}
}

// posts are the live updates of an incident.
type posts struct {
	live     []int // indices
	resolved Anchor
}

// live finds the update from which the incident has stayed resolved, as
// [Incident.Milestone] does, and the live posts up to it.
func (inc *Incident) livePosts() posts {
	var p posts
	last := len(inc.Updates) - 1
	if i := inc.resolvedFrom(); i >= 0 {
		p.resolved, last = inc.updateAnchor(i), i
	}
	for i := range inc.Updates[:last+1] {
		if u := &inc.Updates[i]; !u.At.IsZero() && u.Status != StatusScheduled && !u.Retracted() {
			p.live = append(p.live, i)
		}
	}
	return p
}

// cadence measures the gaps between live posts.
func (inc *Incident) cadence(p posts) Cadence {
	c := Cadence{Posts: len(p.live)}
	if len(p.live) < 2 {
		return c
	}
	gaps := make([]time.Duration, len(p.live)-1)
	for i := range gaps {
		a, b := inc.Updates[p.live[i]].At.Round(0), inc.Updates[p.live[i+1]].At.Round(0)
		if b.Before(a) {
			c.State = MetricReversed
			return c
		}
		gaps[i] = b.Sub(a)
	}
	c.State = MetricMeasured
	if p.resolved.Inferred {
		c.State = MetricInferred
	}
	c.Max = slices.Max(gaps)
	c.Median, _ = Quantile(gaps, 0.5)
	return c
}

// span is an impact interval with where its ends are told.
type span struct{ from, to Anchor }

// sum returns the metric and the union of spans that all have ended. An empty
// one counts only where all are empty.
func sumSpans(spans []span) (Metric, Intervals) {
	var m Metric
	var list Intervals
	inferred := false
	for _, s := range spans {
		if s.to.At.Before(s.from.At) {
			return Metric{State: MetricReversed, From: s.from, To: s.to}, nil
		}
		iv := Interval{s.from.At, s.to.At}
		inferred = inferred || s.from.Inferred || s.to.Inferred
		if iv.Empty() && len(list) > 0 {
			continue
		}
		if len(list) > 0 && list[0].Empty() { // the one kept so far
			list, m = nil, Metric{}
		}
		if len(list) == 0 || iv.Start.Before(m.From.At) {
			m.From = s.from
		}
		if len(list) == 0 || iv.End.After(m.To.At) {
			m.To = s.to
		}
		list = append(list, iv)
	}
	if len(list) == 0 {
		return Metric{}, nil
	}
	m.State = MetricMeasured
	if inferred {
		m.State = MetricInferred
	}
	if union := list.Union(); union != nil {
		list = union
	}
	m.Value = list.Total()
	return m, list
}

// impact returns the impact between milestones.
func (inc *Incident) statedImpact() (Metric, Intervals) {
	var starts, ends []Anchor
	var spans []span
	for _, source := range inc.milestoneEvents() {
		var s, e []Anchor
		var whole []span
		for entry := range source {
			if entry.At.IsZero() {
				continue
			}
			a := eventAnchor(entry)
			switch {
			case entry.Event.Milestone == MilestoneImpactEnded:
				e = append(e, a)
			case entry.Event.Milestone != MilestoneImpactStarted:
			case entry.Event.Until.IsZero():
				s = append(s, a)
			default:
				to := a
				if to.known() {
					to.At = entry.Event.Until.Round(0)
				}
				whole = append(whole, span{a, to})
			}
		}
		if starts == nil && spans == nil {
			starts, spans = s, whole
		}
		if ends == nil {
			ends = e
		}
	}
	for _, s := range spans {
		if !s.from.known() {
			return Metric{From: s.from}, nil
		}
	}
	if len(starts) == 0 && len(spans) > 0 {
		return sumSpans(spans)
	}
	paired, m := pairAnchors(starts, ends)
	if paired == nil {
		return m, nil
	}
	return sumSpans(append(spans, paired...))
}

// pair makes intervals of starts and ends, in the order of their instants. A
// start inside an interval, and an end outside of one, are taken for another
// account of the one before. Where it does not work out there are no intervals,
// and a metric that is missing, with what is known of its ends, or reversed.
func pairAnchors(starts, ends []Anchor) ([]span, Metric) {
	for _, a := range starts {
		if !a.known() {
			return nil, Metric{From: a}
		}
	}
	for _, a := range ends {
		if !a.known() {
			return nil, Metric{To: a}
		}
	}
	byTime := func(a, b Anchor) int { return a.At.Compare(b.At) }
	slices.SortStableFunc(starts, byTime)
	slices.SortStableFunc(ends, byTime)
	switch n := len(ends); {
	case n == 0 && len(starts) == 0:
		return nil, Metric{}
	case len(starts) == 0:
		return nil, Metric{To: ends[n-1]}
	case n > 0 && ends[n-1].At.Before(starts[0].At):
		return nil, measure(starts[0], ends[n-1])
	}
	var spans []span
	for len(starts) > 0 {
		from := starts[0]
		for len(ends) > 0 && ends[0].At.Before(from.At) {
			ends = ends[1:]
		}
		if len(ends) == 0 {
			return nil, Metric{From: from}
		}
		to := ends[0]
		spans = append(spans, span{from, to})
		// The next interval may start where this one ends, unless it is empty.
		for len(starts) > 0 && (starts[0].At.Before(to.At) || starts[0].At.Equal(from.At)) {
			starts = starts[1:]
		}
		for len(ends) > 0 && ends[0].At.Equal(to.At) {
			ends = ends[1:]
		}
	}
	return spans, Metric{}
}

// shown is what the component changes of an incident tell.
type outages struct {
	first   Anchor // the first change away from operational
	spans   []span
	open    Anchor // where a component went down that has not come back
	unknown Anchor // the first change of one that was down before it
}

func (s outages) metric() (Metric, Intervals) {
	m, list := sumSpans(s.spans)
	switch {
	case m.State == MetricReversed:
		return m, nil
	case s.unknown.known():
		return Metric{To: s.unknown}, nil
	case s.open.known():
		return Metric{From: s.open}, nil
	}
	return m, list
}

// shown walks through the changes, component by component.
func (inc *Incident) componentOutages() outages {
	var s outages
	components := newComponentIndex()
	var since []Anchor // of each component: since when it is down
	for i := range inc.Updates {
		u := &inc.Updates[i]
		if u.At.IsZero() || u.Retracted() {
			continue
		}
		for j := range u.Changes {
			c := &u.Changes[j]
			if c.To == "" || !c.To.Valid() {
				continue
			}
			at := Anchor{At: u.At.Round(0), Source: SourceChange, Path: fmt.Sprintf("updates[%d].changes[%d]", i, j)}
			k, isNew := components.place(c.Component())
			if isNew {
				since = append(since, Anchor{})
				if isDown(c.From) && !s.unknown.known() {
					s.unknown = at
				}
			}
			if isDown(c.To) && !s.first.known() {
				s.first = at
				s.first.Inferred = true
			}
			switch {
			case isDown(c.To) && !since[k].known():
				since[k] = at
			case !isDown(c.To) && since[k].known():
				s.spans = append(s.spans, span{since[k], at})
				since[k] = Anchor{}
			}
		}
	}
	for _, a := range since {
		if a.known() {
			s.open = a
			break
		}
	}
	return s
}

// down reports whether a status is known and not operational.
func isDown(s ComponentStatus) bool { return s.Compare(ComponentOperational) > 0 }
