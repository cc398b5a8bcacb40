package incident

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"
)

// MetricState says whether a [Metric] has a value, and how reliable that is.
// The zero value is missing.
type MetricState string

const (
	MetricMissing  MetricState = ""         // an end is unknown, so there is no value (which is not the same as 0)
	MetricMeasured MetricState = "measured" // both ends are stated
	MetricInferred MetricState = "inferred" // an end is inferred, see [Anchor]
	MetricReversed MetricState = "reversed" // the end is before the start, so the incident is wrong and there is no value
)

// Metric is a duration of an incident. The zero value is missing.
type Metric struct {
	// Value is never negative. It is 0 if there is no value, but may also
	// be measured as 0: an alert may fire at the first failure. Use
	// [Metric.Get] to distinguish the two.
	Value time.Duration
	State MetricState
	// From and To are the ends. If only one of them is known, it is set
	// although there is no value.
	From, To Anchor
}

// Get returns the value, or false if there is none.
func (m Metric) Get() (time.Duration, bool) {
	ok := m.State == MetricMeasured || m.State == MetricInferred
	if !ok {
		return 0, false
	}
	return m.Value, true
}

// Err returns a [*FieldError] with [CodeOrder] if the metric is reversed, and
// nil otherwise. Its path is that of To, which is too early.
func (m Metric) Err() error {
	if m.State != MetricReversed {
		return nil
	}
	return &FieldError{Path: m.To.Path, Code: CodeOrder, Err: fmt.Errorf("%s is before %s at %s", instant(m.To.At), m.From.Path, instant(m.From.At))}
}

// Anchor is an end of a metric: an instant and where the incident states it.
// The zero value is an unknown end.
type Anchor struct {
	At     time.Time // zero: unknown or, if Path is set, known to the day only
	Source Source    // "": unknown, or Postmortem.PublishedAt, the Window, or a text that states it
	Path   string    // "events[3]", "updates[2].changes[0]", "postmortem.published_at"
	// Inferred marks an instant that was not stated exactly: the status of
	// its update is [Update.Inferred], the milestone of its event is
	// [Event.Inferred], its event has [PrecisionAbout], or the start of the
	// impact was taken from a change of a component, which a page shows
	// only after somebody has noticed.
	Inferred bool
	// Concluded marks a milestone that is [Event.Inferred].
	Concluded bool
}

// compare orders anchors by time, and those of the same instant from the most
// certain to the least.
func (a Anchor) compare(b Anchor) int {
	rank := func(a Anchor) int {
		if a.Inferred {
			return 1
		}
		return 0
	}
	return cmp.Or(a.At.Compare(b.At), rank(a)-rank(b))
}

// Basis says what an [Anchor] rests on.
type Basis string

const (
	BasisStated    Basis = "stated"    // a milestone, a text or a field of the incident says so
	BasisConcluded Basis = "concluded" // a milestone that a reader concluded from the words of an event
	BasisChanges   Basis = "changes"   // a change of a component
	BasisPosts     Basis = "posts"     // an update of the page
)

// Basis returns what the anchor rests on, or "" for the zero value.
func (a Anchor) Basis() Basis {
	switch {
	case a.Path == "":
		return ""
	case a.Concluded:
		return BasisConcluded
	case a.Source == SourceChange:
		return BasisChanges
	case a.Source == SourceUpdate:
		return BasisPosts
	}
	return BasisStated
}

// Span is an interval between two anchors.
type Span struct{ From, To Anchor }

// known reports whether the anchor has an instant.
func (a Anchor) known() bool { return !a.At.IsZero() }

// Metrics are the durations of an incident, see [Incident.Metrics]. The zero
// value has no metrics.
//
// Metrics are computed rather than stored. Unlike the model they have no JSON
// form; a program that stores them chooses its own units and layout.
//
// Most metrics start with the impact: at [MilestoneImpactStarted], or else
// where a text states the start, or else at the first change of a component
// from operational to another status. That change does not count if a component
// was already down before its first change, or if an update came before it.
//
// Each end says where it comes from and what it rests on, see [Anchor.Basis].
// Nothing depends on the order of Events or of rows.
//
// What the responders knew and what the page said are separate metrics, because
// the page is later. Identify, Mitigate and Resolve use milestones in Events or
// in a timeline of the postmortem; IdentifyPost, MitigatePost and ResolvePost
// use updates. [Incident.Milestone] considers both, milestones first.
//
// Sources: The times between trigger, detection, mitigation and resolution
// follow Kehoe's postmortem template, those of detection and acknowledgement
// uptodeploy's T0 to T3, and MTTM follows Davidovic ("Incident Metrics in SRE",
// 2021). Atlassian lists four meanings of "TTR". Two of them are metrics here:
// Recover, from the failure to full operation, and Resolve, to the end of the
// response. Repair (from the start of the repair) and respond (from the alert
// to recovery) are not; use [Incident.Milestone] to compute them.
type Metrics struct {
	Detect      Metric // TTD: start of the impact to [MilestoneDetected]
	Acknowledge Metric // TTA: [MilestoneDetected] to [MilestoneAcknowledged]
	Declare     Metric // start of the impact to [MilestoneDeclared], also called time to engage

	// FirstPost is from the start of the impact to the first live post.
	// Etsy's Morgue records that instant as the status time. PagerDuty asks
	// for a post within 5 minutes of the start of the call.
	FirstPost Metric

	Identify     Metric // TTI: start of the impact to [MilestoneIdentified] in Events or a timeline
	IdentifyPost Metric // start of the impact to the first identified update

	Mitigate     Metric // TTM: start of the impact to [MilestoneMitigated]
	MitigatePost Metric // start of the impact to the first monitoring update, when the page says that a fix is in place

	// Impact is how long customers were affected: the total length of
	// ImpactIntervals, without the gaps between them. From and To are the
	// outer ends. The impact may be shorter or longer than the response
	// (PagerDuty).
	//
	// The intervals are from [MilestoneImpactStarted] to
	// [MilestoneImpactEnded]. There may be several of each, and an event
	// with an Until is an interval by itself. They are taken from Events or
	// else from the timelines of the postmortem. If neither has them, or if
	// an interval has no end, the intervals are ShownIntervals, beginning
	// at the stated start if there is one, and the metric is inferred.
	Impact          Metric
	ImpactIntervals Intervals // sorted and disjoint; nil if Impact has no value

	// Shown is how long the page showed a component that was not
	// operational, including maintenance: the total length of
	// ShownIntervals. An interval lasts from the change of a component away
	// from operational to the change back. The metric is missing while a
	// component has not changed back, and if one was not operational before
	// its first change.
	Shown          Metric
	ShownIntervals Intervals // sorted and disjoint; nil if Shown has no value

	Recover     Metric // TTR, recovery: start of the impact to the last [MilestoneImpactEnded], including gaps
	Resolve     Metric // TTR, resolution: start of the impact to [MilestoneResolved] in Events or a timeline; may include preventive work
	ResolvePost Metric // start of the impact to the update since which the incident has stayed resolved or completed

	// Open is how long the page showed the incident: from the first live
	// post, see [Cadence], to the update since which it has stayed resolved
	// or completed. For a maintenance it is the actual duration, because
	// the announcement is not a live post. While the incident is not over,
	// Open ends with the last live post and is inferred, because the
	// incident lasts longer. It has a value whenever there are live posts
	// with times.
	Open Metric
	// Planned is the length of the Window of a maintenance, to compare with
	// Open.
	Planned Metric

	// Publish is how long readers waited for the postmortem: from the end
	// of ResolvePost, or else of Resolve, to PublishedAt. It is missing for
	// a draft.
	Publish Metric

	Cadence Cadence
}

// Cadence is how often the page was updated during the incident. It considers
// live posts only: updates with an instant that are not retracted, do not
// merely announce a maintenance (scheduled), and are not later than the update
// since which the incident has stayed resolved or completed. Statuspage
// recommends a post about every 30 minutes, PagerDuty at least every 20 minutes
// for the first two hours.
//
// The zero value has no posts.
type Cadence struct {
	Posts int // number of live posts, one more than there are gaps
	// Max and Median are the longest and the median gap between successive
	// live posts. They are 0 unless State is measured or inferred. Posts in
	// the same minute have a gap of 0.
	Max, Median time.Duration
	// State is missing if there are fewer than two posts, reversed if a
	// post is before the previous one, and inferred if the last live post
	// was determined by an inferred status.
	State MetricState
}

// All yields all metrics except Cadence, with their names in snake case such as
// "first_post", in the order of the fields of [Metrics].
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
			yield("open", m.Open) &&
			yield("planned", m.Planned) &&
			yield("publish", m.Publish)
	}
}

// Metrics computes the metrics of the incident. A metric is missing if one of
// its ends is unknown, and reversed if it ends before it starts. An event that
// is known to the day only ([PrecisionDay]) cannot be an end. Time zones have
// no influence.
//
// Stated are the spans of the impact that the texts of the incident state, as
// package claim reads them. They count where no event is marked as the start or
// the end of the impact, and before milestones that were concluded from the
// words of events, see [Event.Inferred].
//
// Private parts are included; use the metrics of [Incident.Public] for those
// that readers could compute. Retracted updates are ignored.
func (inc *Incident) Metrics(stated ...Span) Metrics {
	inc = inc.orEmpty()
	var m Metrics
	shown := inc.componentOutages()

	// The start of the impact, from which most metrics are measured: a
	// stated milestone, a text, a concluded milestone, or a change of a
	// component.
	reached := inc.milestoneEvents()
	start := reached.anchor(MilestoneImpactStarted)
	if start.Path == "" || start.Concluded {
		if from := firstStart(stated); from.known() {
			start = from
		}
	}
	if start.Path == "" && !shown.unknown.known() {
		start = shown.first
	}

	posts := inc.livePosts()
	var first Anchor
	if len(posts.live) > 0 {
		first = inc.updateAnchor(posts.live[0])
		first.Inferred = false // its status is irrelevant
	}
	if start.Source == SourceChange && first.known() && start.At.After(first.At) {
		start = Anchor{} // the page reported the incident before it showed a status
	}
	detected, resolved := reached.anchor(MilestoneDetected), reached.anchor(MilestoneResolved)

	m.Detect = measure(start, detected)
	m.Acknowledge = measure(detected, reached.anchor(MilestoneAcknowledged))
	m.Declare = measure(start, reached.anchor(MilestoneDeclared))
	m.FirstPost = measure(start, first)
	m.Identify = measure(start, reached.anchor(MilestoneIdentified))
	m.IdentifyPost = measure(start, inc.postAnchor(StatusIdentified))
	m.Mitigate = measure(start, reached.anchor(MilestoneMitigated))
	m.MitigatePost = measure(start, inc.postAnchor(StatusMonitoring))
	m.Resolve = measure(start, resolved)
	m.ResolvePost = measure(start, posts.resolved)

	m.Open = measure(first, posts.resolved)
	if n := len(posts.live); posts.over < 0 && n > 0 {
		last := inc.updateAnchor(posts.live[n-1])
		last.Inferred = true
		m.Open = measure(first, last)
	}
	if inc.IsMaintenance() {
		m.Planned = measure(
			Anchor{At: inc.Window.Start.Round(0), Path: "window.start"},
			Anchor{At: inc.Window.End.Round(0), Path: "window.end"})
	}

	var published Anchor
	if inc.Postmortem.Published() {
		published = Anchor{At: inc.Postmortem.PublishedAt.Round(0), Path: "postmortem.published_at"}
	}
	if posts.resolved.known() {
		resolved = posts.resolved
	}
	m.Publish = measure(resolved, published)

	// The impact: from stated milestones, from texts, from concluded
	// milestones, or from what the page showed, which is an inference.
	m.Shown, m.ShownIntervals = shown.metric()
	m.Impact, m.ImpactIntervals = reached.impact(false)
	if m.Impact.State == MetricMissing && m.Impact.From.Path == "" && m.Impact.To.Path == "" {
		m.Impact, m.ImpactIntervals = sumSpans(slices.DeleteFunc(slices.Clone(stated), func(s Span) bool {
			return !s.From.known() || !s.To.known()
		}))
	}
	if m.Impact.State == MetricMissing {
		if concluded, intervals := reached.impact(true); concluded.State != MetricMissing {
			m.Impact, m.ImpactIntervals = concluded, intervals
		}
	}
	m.Recover = measure(start, m.Impact.To)
	if m.Impact.State == MetricMissing && m.Shown.State != MetricMissing {
		stated := m.Impact.From
		m.Impact, m.ImpactIntervals = m.Shown, slices.Clone(m.ShownIntervals)
		m.Impact.From.Inferred, m.Impact.To.Inferred = true, true
		if stated.known() && stated == start && m.Impact.State != MetricReversed && stated.At.Before(m.Impact.To.At) {
			m.Impact.From = stated
			m.ImpactIntervals = slices.DeleteFunc(m.ImpactIntervals, func(iv Interval) bool { return !iv.End.After(stated.At) })
			m.ImpactIntervals[0].Start = stated.At
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

// eventAnchor returns the anchor of an event.
func eventAnchor(e Entry) Anchor {
	inferred := e.Event.Inferred
	a := Anchor{At: e.At.Round(0), Source: e.Source, Path: e.Path, Inferred: inferred || e.Event.Precision == PrecisionAbout, Concluded: inferred}
	if e.Event.Precision == PrecisionDay {
		a.At = time.Time{}
	}
	return a
}

// updateAnchor returns the anchor of an update used for its status.
func (inc *Incident) updateAnchor(i int) Anchor {
	u := &inc.Updates[i]
	return Anchor{At: u.At.Round(0), Source: SourceUpdate, Path: "updates[" + strconv.Itoa(i) + "]", Inferred: u.Inferred}
}

// postAnchor returns the anchor of the first update with a status.
func (inc *Incident) postAnchor(s Status) Anchor {
	if i := inc.firstPost(s); i >= 0 {
		return inc.updateAnchor(i)
	}
	return Anchor{}
}

// posts are the live posts of an incident and the update that resolved it.
type posts struct {
	live     []int // indices of updates
	over     int   // index of the update that resolved it; -1: it is not resolved
	resolved Anchor
}

// livePosts returns the updates that count as live posts, see [Cadence].
func (inc *Incident) livePosts() posts {
	p := posts{over: inc.resolvedFrom()}
	last := len(inc.Updates) - 1
	if p.over >= 0 {
		p.resolved, last = inc.updateAnchor(p.over), p.over
	}
	p.live = make([]int, 0, last+1)
	for i := range inc.Updates[:last+1] {
		if u := &inc.Updates[i]; !u.At.IsZero() && u.Status != StatusScheduled && !u.Retracted() && (u.Status != StatusCancelled || len(p.live) > 0) {
			p.live = append(p.live, i)
		}
	}
	return p
}

// cadence computes the gaps between live posts.
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

// sumSpans returns the metric and the union of spans. An empty span counts only
// if all of them are empty.
func sumSpans(spans []Span) (Metric, Intervals) {
	spans = slices.Clone(spans)
	slices.SortStableFunc(spans, func(a, b Span) int { return cmp.Or(a.From.compare(b.From), a.To.compare(b.To)) })
	var m Metric
	var list Intervals
	inferred := false
	for _, s := range spans {
		if s.To.At.Before(s.From.At) {
			return Metric{State: MetricReversed, From: s.From, To: s.To}, nil
		}
		iv := Interval{s.From.At, s.To.At}
		inferred = inferred || s.From.Inferred || s.To.Inferred
		if iv.Empty() && len(list) > 0 {
			continue
		}
		if len(list) > 0 && list[0].Empty() { // the only one so far is empty
			list, m = nil, Metric{}
		}
		if len(list) == 0 || iv.Start.Before(m.From.At) {
			m.From = s.From
		}
		if len(list) == 0 || iv.End.After(m.To.At) {
			m.To = s.To
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

// firstStart returns the earliest start of the spans.
func firstStart(spans []Span) (first Anchor) {
	for _, s := range spans {
		if !first.known() || s.From.known() && s.From.At.Before(first.At) {
			first = s.From
		}
	}
	return first
}

// impact returns the impact according to milestones: those that are stated and,
// if concluded is set, also those that were concluded from words. The starts and
// the ends each come from Events or else from the timelines.
func (ms milestoneEvents) impact(concluded bool) (Metric, Intervals) {
	var starts, ends []Anchor
	var spans []Span
	for _, source := range [...][]Entry{ms.log, ms.timelines} {
		var s, e []Anchor
		var whole []Span
		for _, entry := range source {
			a := eventAnchor(entry)
			switch {
			case a.Concluded && !concluded:
			case entry.Milestone == MilestoneImpactEnded:
				e = append(e, a)
			case entry.Milestone != MilestoneImpactStarted:
			case entry.Event.Until.IsZero():
				s = append(s, a)
			default:
				to := a
				if to.known() {
					to.At = entry.Event.Until.Round(0)
				}
				whole = append(whole, Span{a, to})
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
		if !s.From.known() {
			return Metric{From: s.From}, nil
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

// pairAnchors pairs starts and ends in chronological order. A start within an
// interval and an end outside of one are taken for duplicates. If there is no
// consistent pairing, it returns no spans and a metric that is missing, with
// the known end, or reversed.
func pairAnchors(starts, ends []Anchor) ([]Span, Metric) {
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
	slices.SortStableFunc(starts, Anchor.compare)
	slices.SortStableFunc(ends, Anchor.compare)
	switch n := len(ends); {
	case n == 0 && len(starts) == 0:
		return nil, Metric{}
	case len(starts) == 0:
		return nil, Metric{To: ends[n-1]}
	case n > 0 && ends[n-1].At.Before(starts[0].At):
		return nil, measure(starts[0], ends[n-1])
	}
	var spans []Span
	for len(starts) > 0 {
		from := starts[0]
		for len(ends) > 0 && ends[0].At.Before(from.At) {
			ends = ends[1:]
		}
		if len(ends) == 0 {
			return nil, Metric{From: from}
		}
		to := ends[0]
		spans = append(spans, Span{from, to})
		// The next interval may start where this one ends, unless this
		// one is empty.
		for len(starts) > 0 && (starts[0].At.Before(to.At) || starts[0].At.Equal(from.At)) {
			starts = starts[1:]
		}
		for len(ends) > 0 && ends[0].At.Equal(to.At) {
			ends = ends[1:]
		}
	}
	return spans, Metric{}
}

// outages are the times when components were not operational, according to
// changes.
type outages struct {
	first   Anchor // first change away from operational
	spans   []Span
	open    Anchor // start of the first outage that has not ended
	unknown Anchor // first change of a component that was down before it
	gap     Anchor // first change before which another one to or from operational is missing
}

func (s outages) metric() (Metric, Intervals) {
	m, list := sumSpans(s.spans)
	switch {
	case m.State == MetricReversed:
		return m, nil
	case s.unknown.known():
		return Metric{To: s.unknown}, nil
	case s.gap.known():
		return Metric{To: s.gap}, nil
	case s.open.known():
		return Metric{From: s.open}, nil
	}
	return m, list
}

// componentOutages evaluates the changes of all components.
func (inc *Incident) componentOutages() outages {
	var s outages
	components := newComponentIndex()
	var since []Anchor           // by component: start of the current outage
	var before []ComponentStatus // by component: the status before the next change
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
				since, before = append(since, Anchor{}), append(before, c.From)
				if isDown(c.From) && !s.unknown.known() {
					s.unknown = at
				}
			}
			if c.From != "" && c.From.Valid() && c.From != before[k] { // a change between them was not posted
				at.Inferred = true
				if !s.gap.known() && isDown(c.From) != isDown(before[k]) {
					s.gap = at
				}
			}
			before[k] = c.To
			if isDown(c.To) && !s.first.known() {
				s.first = at
				s.first.Inferred = true
			}
			switch {
			case isDown(c.To) && !since[k].known():
				since[k] = at
			case !isDown(c.To) && since[k].known():
				s.spans = append(s.spans, Span{since[k], at})
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

// isDown reports whether s is a known status other than operational.
func isDown(s ComponentStatus) bool { return s.Valid() && s.Compare(ComponentOperational) > 0 }
