package site_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/internal/fixture"
	"github.com/incidentkit/incident/site"
)

// The oracle of this file counts minutes. It knows a page as a script, in which
// every time is a whole minute and every component a number, and asks of each
// minute by itself what each incident says of each component in it. Package site
// knows the same page as a [site.Service] and works with intervals.

// scriptPage is a page as the oracle knows it.
type scriptPage struct {
	zone       string
	start      time.Time // minute 0
	now        int
	round      int // updates are at multiples of it, so that some coincide
	since      int // -1: not stated
	components []scriptComponent
	incidents  []scriptIncident
}

type scriptComponent struct {
	id, group, name string
	since, retired  int // -1: not stated
}

type scriptIncident struct {
	id          string
	maintenance bool
	windowStart int // -1: not stated
	windowEnd   int
	named       []scriptMove // to: the status of the snapshot
	posts       []scriptPost
}

type scriptPost struct {
	at        int // -1: not known
	status    incident.Status
	retracted bool
	moves     []scriptMove
}

type scriptMove struct {
	component int
	from, to  incident.ComponentStatus
}

// clocks are zones with a day on which something happens to their clocks.
var clocks = []struct {
	zone string
	day  time.Time
}{
	{"", time.Date(2024, time.May, 4, 0, 0, 0, 0, time.UTC)},
	{"Europe/Copenhagen", time.Date(2024, time.March, 31, 0, 0, 0, 0, time.UTC)},
	{"Europe/Copenhagen", time.Date(2024, time.October, 27, 0, 0, 0, 0, time.UTC)},
	{"America/New_York", time.Date(2024, time.November, 3, 0, 0, 0, 0, time.UTC)},
	{"America/Santiago", time.Date(2024, time.September, 8, 0, 0, 0, 0, time.UTC)}, // no midnight
	{"America/Havana", time.Date(2024, time.November, 3, 0, 0, 0, 0, time.UTC)},    // midnight twice
	{"Australia/Lord_Howe", time.Date(2024, time.April, 7, 0, 0, 0, 0, time.UTC)},  // half an hour
	{"Pacific/Apia", time.Date(2011, time.December, 30, 0, 0, 0, 0, time.UTC)},     // no such day
	{"Asia/Kolkata", time.Date(2024, time.December, 31, 0, 0, 0, 0, time.UTC)},
}

func randomPage(r *rand.Rand) *scriptPage {
	clock := clocks[r.IntN(len(clocks))]
	p := &scriptPage{zone: clock.zone, start: clock.day.Add(-time.Duration(r.IntN(36*60)) * time.Minute), since: -1, round: 1 + 59*r.IntN(2)}
	p.now = 1 + r.IntN(40*60)
	if r.IntN(2) == 0 {
		p.since = r.IntN(p.now)
	}
	for i := range r.IntN(5) {
		c := scriptComponent{name: fmt.Sprint("Part ", i), since: -1, retired: -1}
		if r.IntN(2) == 0 {
			c.id = fmt.Sprint("id", i)
		}
		if r.IntN(2) == 0 {
			c.group = "Web"
		}
		if r.IntN(4) == 0 {
			c.since = r.IntN(p.now + 60)
		}
		if r.IntN(4) == 0 {
			c.retired = r.IntN(p.now + 60)
		}
		p.components = append(p.components, c)
	}
	for i := range r.IntN(6) {
		p.incidents = append(p.incidents, randomScript(r, p, fmt.Sprint("incident", i)))
	}
	return p
}

// randomScript returns an incident of one or several hours. One post in six is
// later than now, on average.
func randomScript(r *rand.Rand, p *scriptPage, id string) scriptIncident {
	inc := scriptIncident{id: id, windowStart: -1, windowEnd: -1, maintenance: r.IntN(3) == 0}
	round := func(minute int) int { return minute / p.round * p.round }
	at := round(r.IntN(p.now + 10))
	if inc.maintenance && r.IntN(3) > 0 {
		inc.windowStart = at + r.IntN(100)
		if r.IntN(4) > 0 {
			inc.windowEnd = inc.windowStart + r.IntN(200)
		}
	}
	statuses := []incident.Status{"investigating", "identified", "monitoring", "resolved", "resolved", ""}
	if inc.maintenance {
		statuses = []incident.Status{"scheduled", "in_progress", "in_progress", "verifying", "completed", "cancelled", ""}
	}
	if len(p.components) == 0 {
		return inc
	}
	for range r.IntN(3) {
		to := randomStatus(r)
		if r.IntN(2) == 0 {
			to = ""
		}
		inc.named = append(inc.named, scriptMove{component: r.IntN(len(p.components)), to: to})
	}
	were := make(map[int]incident.ComponentStatus)
	for range r.IntN(6) {
		post := scriptPost{at: at, status: statuses[r.IntN(len(statuses))], retracted: r.IntN(8) == 0}
		if r.IntN(25) == 0 {
			post.at = -1
		}
		for range r.IntN(3) {
			m := scriptMove{component: r.IntN(len(p.components)), to: randomStatus(r)}
			switch r.IntN(4) {
			case 0:
				m.from = randomStatus(r)
			case 1:
			default:
				m.from = cmp.Or(were[m.component], incident.ComponentOperational)
			}
			were[m.component] = m.to
			post.moves = append(post.moves, m)
		}
		inc.posts = append(inc.posts, post)
		at += round(r.IntN(240) * r.IntN(3))
		if r.IntN(20) == 0 {
			at = max(0, at-100) // out of order
		}
	}
	if r.IntN(5) == 0 {
		slices.Reverse(inc.posts) // the newest first
	}
	return inc
}

func randomStatus(r *rand.Rand) incident.ComponentStatus {
	return [...]incident.ComponentStatus{
		"operational", "operational", "operational", "operational", "under_maintenance", "degraded_performance",
		"partial_outage", "partial_outage", "major_outage", "major_outage", "", "on_fire",
	}[r.IntN(12)]
}

// service returns the page as package site knows it. Its incidents call a
// component by its ID, by group and name, or by both in one.
func (p *scriptPage) service(r *rand.Rand) *site.Service {
	at := func(minute int) time.Time {
		if minute < 0 {
			return time.Time{}
		}
		return p.start.Add(time.Duration(minute) * time.Minute)
	}
	s := &site.Service{Page: incident.Page{TimeZone: p.zone}, Since: at(p.since), Components: []site.Component{}}
	for _, c := range p.components {
		s.Components = append(s.Components, site.Component{ID: c.id, Group: c.group, Name: c.name, Since: at(c.since), Retired: at(c.retired)})
	}
	call := func(i int) (id, group, name string) {
		c := p.components[i]
		switch {
		case c.id != "" && r.IntN(3) == 0:
			return c.id, "", "A former name"
		case c.group != "" && r.IntN(3) == 0:
			return "", "", c.group + " - " + c.name
		case r.IntN(3) == 0:
			return "", "", c.name
		case c.id == "" && r.IntN(3) == 0:
			return "another", c.group, c.name
		}
		return c.id, c.group, c.name
	}
	for i := range p.incidents {
		script := &p.incidents[i]
		inc := &incident.Incident{ID: script.id, Window: incident.Window{Start: at(script.windowStart), End: at(script.windowEnd)}}
		if script.maintenance {
			inc.Impact = incident.ImpactMaintenance
		}
		for _, m := range script.named {
			var c incident.Component
			c.ID, c.Group, c.Name = call(m.component)
			c.Status = m.to
			inc.Components = append(inc.Components, c)
		}
		for _, post := range script.posts {
			u := incident.Update{At: at(post.at), Status: post.status}
			if post.retracted {
				u.RetractedAt = at(p.now)
			}
			for _, m := range post.moves {
				c := incident.Change{From: m.from, To: m.to}
				c.ID, c.Group, c.Name = call(m.component)
				u.Changes = append(u.Changes, c)
			}
			inc.Updates = append(inc.Updates, u)
		}
		s.Incidents = append(s.Incidents, inc)
	}
	r.Shuffle(len(s.Incidents), func(i, k int) { s.Incidents[i], s.Incidents[k] = s.Incidents[k], s.Incidents[i] })
	return s
}

// said is what an incident says of a component in a minute.
type said struct {
	id     string
	status incident.ComponentStatus
	basis  site.Basis
}

// datedMove is a change with its time.
type datedMove struct {
	at    int
	id    string // of the incident
	guess bool   // it stands for the status of the snapshot
	scriptMove
}

// oracleIncident is what the oracle finds out about an incident as a whole.
type oracleIncident struct {
	*scriptIncident
	begun, over bool
	ahead       bool // a post is later than now
	first, last int  // the times of live posts; -1: not known
	end         int  // -1: not known
	live        []scriptPost
}

// oraclePage is what the oracle finds out about a page as a whole.
type oraclePage struct {
	*scriptPage
	incidents []oracleIncident
	moves     [][]datedMove // by component, as they follow one another
	since     int           // when the record begins; -1: never
	dates     []civil.Date  // of the minutes until now, from daysBefore days before minute 0
}

// daysBefore is how many days the oracle counts before minute 0.
const daysBefore = 6

func (p *scriptPage) location() *time.Location {
	loc, err := (incident.Page{TimeZone: p.zone}).Location()
	if err != nil {
		panic(err)
	}
	return loc
}

func newOracle(p *scriptPage) *oraclePage {
	o := &oraclePage{scriptPage: p, since: p.since, moves: make([][]datedMove, len(p.components))}
	for i := range p.incidents {
		inc := oracleIncident{scriptIncident: &p.incidents[i], first: -1, last: -1, end: -1}
		var posted []scriptPost
		for _, post := range inc.inOrder() {
			inc.ahead = inc.ahead || !post.retracted && post.at > p.now
			if post.retracted || post.at > p.now {
				continue
			}
			posted = append(posted, post)
			if p.since < 0 && post.at >= 0 && (o.since < 0 || post.at < o.since) {
				o.since = post.at
			}
		}
		status := incident.Status("")
		for _, post := range posted {
			status = cmp.Or(post.status, status)
			if status != "scheduled" && (status != "cancelled" || inc.begun) {
				inc.begun = true
				inc.live = append(inc.live, post)
				inc.last = max(inc.last, post.at)
				if post.at >= 0 && (inc.first < 0 || post.at < inc.first) {
					inc.first = post.at
				}
			}
		}
		inc.begun = inc.begun || len(inc.posts) == 0 && !inc.maintenance
		// From the last post backwards, the last of those that are final is
		// the first since which nothing else has come.
		for _, post := range slices.Backward(posted) {
			if post.status == "" {
				continue
			}
			if post.status != "resolved" && post.status != "completed" && post.status != "cancelled" {
				break
			}
			inc.over, inc.end = true, post.at
		}
		o.incidents = append(o.incidents, inc)
	}
	loc := p.location()
	o.dates = make([]civil.Date, daysBefore*24*60+p.now)
	for i := range o.dates {
		d := &o.dates[i]
		d.Year, d.Month, d.Day = p.start.Add(time.Duration(i-daysBefore*24*60) * time.Minute).In(loc).Date()
	}
	for c := range p.components {
		for i := range o.incidents {
			if inc := &o.incidents[i]; inc.begun {
				o.moves[c] = append(o.moves[c], inc.movesOf(c)...)
			}
		}
		slices.SortStableFunc(o.moves[c], func(a, b datedMove) int {
			return cmp.Or(cmp.Compare(a.at, b.at), strings.Compare(a.id, b.id))
		})
	}
	return o
}

// inOrder returns the posts minute by minute. The posts of a minute stand as in
// the list, or the other way round if the list begins with the newest. One that
// has no time belongs to the minute of the one before it.
func (inc *scriptIncident) inOrder() (list []scriptPost) {
	posts := slices.Clone(inc.posts)
	dated := slices.DeleteFunc(slices.Clone(posts), func(post scriptPost) bool { return post.at < 0 })
	if len(dated) > 0 && dated[len(dated)-1].at < dated[0].at {
		slices.Reverse(posts)
	}
	minutes := make(map[int][]scriptPost)
	minute := -1
	for _, post := range posts {
		if post.at >= 0 {
			minute = post.at
		}
		minutes[minute] = append(minutes[minute], post)
	}
	for _, minute := range slices.Sorted(maps.Keys(minutes)) {
		list = append(list, minutes[minute]...)
	}
	return list
}

// movesOf returns the changes of a component that have a time, and one for the
// status of the snapshot if there are none, or if it is worse than the last one
// of an incident that goes on.
func (inc *oracleIncident) movesOf(c int) (moves []datedMove) {
	for _, post := range inc.live {
		for _, m := range post.moves {
			if m.component == c && post.at >= 0 && m.from+m.to != "" {
				moves = append(moves, datedMove{post.at, inc.id, false, m})
			}
		}
	}
	worst := incident.ComponentStatus("")
	for _, m := range inc.named {
		if m.component == c && m.to.Compare(worst) > 0 {
			worst = m.to
		}
	}
	if moves != nil && !inc.over && !inc.ahead && worst.Compare(moves[len(moves)-1].to) > 0 {
		moves = append(moves, datedMove{inc.last, inc.id, true, scriptMove{component: c, to: worst}})
	}
	if moves == nil && inc.first >= 0 {
		if worst != "" && (worst != "operational" || !inc.over) {
			moves = append(moves, datedMove{inc.first, inc.id, true, scriptMove{component: c, to: worst}})
		}
	}
	return moves
}

// names reports whether the incident names the component.
func (inc *oracleIncident) names(c int) bool {
	is := func(m scriptMove) bool { return m.component == c }
	return inc.begun && (slices.ContainsFunc(inc.named, is) ||
		slices.ContainsFunc(inc.live, func(post scriptPost) bool { return slices.ContainsFunc(post.moves, is) }))
}

// says returns what all incidents say of a component in a minute. In the minute
// now it returns what is in force at the instant now.
func (o *oraclePage) says(c, minute int) (list []said) {
	if !o.exists(c, minute) {
		return nil
	}
	for i := range o.incidents {
		inc := &o.incidents[i]
		if !inc.names(c) {
			continue
		}
		for _, s := range o.incidentSays(inc, c, minute) {
			known := s.status.Valid() && s.status != ""
			if inc.maintenance && s.basis != site.BasisLeft && minute >= inc.windowStart && (inc.windowEnd < 0 || minute < inc.windowEnd) {
				s.status = "under_maintenance"
				if !known {
					s.basis = site.BasisAssumed
				}
			} else if !known && s.basis != site.BasisLeft {
				s.basis = site.BasisLeftOut
			}
			s.id = inc.id
			list = append(list, s)
		}
	}
	return list
}

func isBad(s incident.ComponentStatus) bool { return s != "" && s != "operational" }

// incidentSays returns what an incident says of a component in a minute,
// without regard to its window.
func (o *oraclePage) incidentSays(inc *oracleIncident, c, minute int) (list []said) {
	moves := o.moves[c]
	own := -1 // the last change by this incident so far
	for i, m := range moves {
		if m.id != inc.id {
			continue
		}
		if m.at <= minute {
			own = i
			continue
		}
		// The first change after the minute.
		if own >= 0 && moves[own].to != "operational" {
			basis := site.BasisStated
			if m.from != "" && m.from != moves[own].to || moves[own].guess {
				basis = site.BasisAssumed
			}
			list = append(list, said{status: moves[own].to, basis: basis})
		}
		before := inc.first
		if i > 0 {
			before = max(before, moves[i-1].at)
		}
		if isBad(m.from) && minute >= before && (own < 0 || !isBad(moves[i-1].to)) {
			list = append(list, said{status: m.from, basis: site.BasisAssumed})
		}
		return list
	}
	switch {
	case own < 0:
		return o.saysNothing(inc, minute)
	case moves[own].to == "operational":
		return nil
	case !inc.over:
		basis := site.BasisStated
		if moves[own].guess {
			basis = site.BasisAssumed
		}
		return []said{{status: moves[own].to, basis: basis}}
	case inc.end >= 0 && minute < inc.end:
		return []said{{status: moves[own].to, basis: site.BasisAssumed}}
	case own+1 < len(moves) && moves[own+1].at <= minute && moves[own+1].at >= inc.end:
		return nil // another incident took it back
	case own+1 < len(moves) && moves[own+1].at <= minute:
		return nil // another incident changed it before the end
	case inc.end < 0 && minute < o.now:
		return []said{{status: "", basis: site.BasisLeftOut}}
	case isBad(moves[own].to):
		return []said{{status: moves[own].to, basis: site.BasisLeft}}
	}
	return nil
}

// saysNothing returns what an incident says that names a component without a
// status.
func (o *oraclePage) saysNothing(inc *oracleIncident, minute int) []said {
	first, end := inc.first, o.now+1
	if first < 0 {
		first = o.now
	}
	if inc.over {
		end = inc.end
		if end < 0 {
			end = o.now
		}
	}
	switch {
	case minute < first || minute >= end:
		return nil
	case inc.maintenance:
		return []said{{status: "under_maintenance", basis: site.BasisAssumed}}
	}
	return []said{{status: "", basis: site.BasisLeftOut}}
}

// exists reports whether a minute of a component is on record.
func (o *oraclePage) exists(c, minute int) bool {
	of := o.components[c]
	return o.since >= 0 && minute >= o.since && minute >= of.since && (of.retired < 0 || minute < of.retired) && minute <= o.now
}

// worst returns the worst status that counts, its basis, and whether something
// is not known.
func worst(list []said) (status incident.ComponentStatus, basis site.Basis, unknown bool) {
	status = "operational"
	for _, s := range list {
		switch {
		case s.basis == site.BasisLeftOut:
			unknown = true
		case s.basis == site.BasisLeft:
		case s.status.Compare(status) > 0, s.status == status && s.basis == site.BasisStated:
			status, basis = s.status, s.basis
		}
	}
	return status, basis, unknown
}

// worstLeft returns the worst status that is left behind, or "".
func worstLeft(list []said) (left incident.ComponentStatus) {
	for _, s := range list {
		if s.basis == site.BasisLeft && s.status.Compare(left) > 0 {
			left = s.status
		}
	}
	return left
}

// count counts a minute in which components have a status.
func count(u *site.Uptime, status incident.ComponentStatus, basis site.Basis, unknown bool) {
	percent := map[incident.ComponentStatus]int{
		"degraded_performance": u.Policy.Degraded, "partial_outage": u.Policy.Partial,
		"major_outage": u.Policy.Major, "under_maintenance": u.Policy.Maintenance,
	}[status]
	if unknown && status != "major_outage" && percent != 100 {
		u.Lengths.LeftOut += time.Minute
		return
	}
	u.Known += time.Minute
	u.Down += time.Minute / 100 * time.Duration(percent)
	if basis == site.BasisAssumed {
		u.Assumed += time.Minute
	}
	switch status {
	case "degraded_performance":
		u.Lengths.Degraded += time.Minute
	case "partial_outage":
		u.Lengths.Partial += time.Minute
	case "major_outage":
		u.Lengths.Major += time.Minute
	case "under_maintenance":
		u.Lengths.Maintenance += time.Minute
	}
}

func TestOracle(t *testing.T) {
	policies := append(site.Policies(), site.Policy{Name: "strict", Degraded: 1, Partial: 50, Major: 100, Maintenance: 100, Worst: true}, site.Policy{Name: "mean of all", Degraded: 7, Maintenance: 3, Major: 99})
	for seed := range uint64(fixture.Rounds(400)) {
		r := rand.New(rand.NewPCG(seed, 0))
		p := randomPage(r)
		s, o := p.service(r), newOracle(p)
		now := p.start.Add(time.Duration(p.now) * time.Minute)
		from := r.IntN(p.now+120) - 60
		period := incident.Interval{Start: p.start.Add(time.Duration(from) * time.Minute), End: p.start.Add(time.Duration(from+r.IntN(p.now+120)) * time.Minute)}
		n := r.IntN(5)

		// What is said, by component and minute.
		all := make([][][]said, len(p.components))
		for c := range all {
			all[c] = make([][]said, p.now+1)
			for minute := range all[c] {
				all[c][minute] = o.says(c, minute)
			}
			checkRecord(t, o, s.Record(s.Components[c], now), all[c])
			checkDays(t, o, c, s.Days(s.Components[c], now, n), n, all[c])
		}
		if p.since < 0 {
			states := site.Current(s.Components, s.Incidents, now)
			if len(states) != len(all) {
				t.Fatalf("%d states instead of %d", len(states), len(all))
			}
			for c, state := range states {
				checkState(t, o, c, state, all[c][p.now])
			}
		}
		shown := make(map[int]bool)
		for _, group := range s.Home(site.Options{Now: now, Days: 1}).Groups {
			for _, line := range group.Components {
				c := slices.Index(s.Components, line.Component)
				checkState(t, o, c, line.State, all[c][p.now])
				shown[c] = true
			}
		}
		for c, of := range p.components {
			if inUse := of.since <= p.now && (of.retired < 0 || of.retired > p.now); shown[c] != inUse {
				t.Errorf("component %d: shown %v, in use %v", c, shown[c], inUse)
			}
		}

		for _, policy := range policies {
			want := site.Uptime{Period: period, Policy: policy}
			for minute := range p.now {
				if at := p.start.Add(time.Duration(minute) * time.Minute); at.Before(period.Start) || !at.Before(period.End) {
					continue
				}
				var page []said
				exists := false
				for c := range all {
					switch {
					case !o.exists(c, minute):
					case policy.Worst:
						page, exists = append(page, all[c][minute]...), true
					default:
						status, basis, unknown := worst(all[c][minute])
						count(&want, status, basis, unknown)
					}
				}
				if exists {
					status, basis, unknown := worst(page)
					count(&want, status, basis, unknown)
				}
			}
			got := s.Uptime(nil, period, now, policy)
			if got.Notes = nil; fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("seed %d: uptime by %s\n got %+v\nwant %+v", seed, policy.Name, got, want)
			}
			up, ok := got.Percent()
			if known := policy.Name != "none" && want.Known > 0; ok != known || ok && up != int((want.Known-want.Down)/time.Millisecond*100_00/(want.Known/time.Millisecond)) {
				t.Errorf("seed %d: %d, %v for %+v", seed, up, ok, want)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d: %+v", seed, p)
		}
	}
}

// checkRecord compares what spans say in each minute.
func checkRecord(t *testing.T, o *oraclePage, spans []site.Span, all [][]said) {
	if !slices.IsSortedFunc(spans, func(a, b site.Span) int { return a.Start.Compare(b.Start) }) {
		t.Errorf("not sorted: %v", spans)
	}
	byText := func(a, b said) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }
	got := make([][]said, len(all))
	for _, span := range spans {
		for minute := int(span.Start.Sub(o.start) / time.Minute); minute < int(span.End.Sub(o.start)/time.Minute); minute++ {
			got[minute] = append(got[minute], said{span.Incident.ID, span.Status, span.Basis})
		}
	}
	for minute := range o.now {
		if len(got[minute])+len(all[minute]) == 0 {
			continue
		}
		want := slices.SortedFunc(slices.Values(all[minute]), byText)
		if slices.SortFunc(got[minute], byText); !slices.Equal(got[minute], want) {
			t.Errorf("minute %d:\n got %v\nwant %v", minute, got[minute], want)
			return
		}
	}
}

// checkDays compares the days of a component.
func checkDays(t *testing.T, o *oraclePage, c int, days []site.Day, n int, all [][]said) {
	if len(days) != n {
		t.Fatalf("%d days instead of %d", len(days), n)
	}
	today := o.start.Add(time.Duration(o.now) * time.Minute).In(o.location())
	for i, day := range days {
		noon := time.Date(today.Year(), today.Month(), today.Day()-(n-1-i), 12, 0, 0, 0, time.UTC)
		date := civil.Date{Year: noon.Year(), Month: noon.Month(), Day: noon.Day()}
		if day.Date != date {
			t.Errorf("day %d is %s instead of %s", i, day.Date, date)
		}
		var want site.Uptime
		var status, left incident.ComponentStatus
		var basis site.Basis
		length, known, unknown := time.Duration(0), false, false
		ids := make(map[string]bool)
		for minute := -daysBefore * 24 * 60; minute < o.now; minute++ {
			if o.dates[minute+daysBefore*24*60] != date {
				continue
			}
			length += time.Minute
			if !o.exists(c, minute) {
				continue
			}
			known = true
			s, b, u := worst(all[minute])
			count(&want, s, b, u)
			if b != "" && (s.Compare(status) > 0 || s == status && b == site.BasisStated) {
				status, basis = s, b
			}
			if l := worstLeft(all[minute]); l.Compare(left) > 0 {
				left = l
			}
			unknown = unknown || u
			for _, s := range all[minute] {
				ids[s.id] = true
			}
		}
		switch {
		case basis != "":
		case left != "":
			status, basis = left, site.BasisLeft
		case unknown:
			basis = site.BasisLeftOut
		case known:
			status = "operational"
		}
		if day.Duration() != length || day.Known != known || day.Status != status || day.Basis != basis || day.Lengths != want.Lengths || len(day.Incidents) != len(ids) {
			t.Errorf("component %d, %s: %+v\nwant %v, known %v, %s, %s, %+v, %v", c, date, day, length, known, status, basis, want.Lengths, ids)
		}
	}
}

// checkState compares the current state of a component.
func checkState(t *testing.T, o *oraclePage, c int, state site.State, list []said) {
	status, basis, unknown := worst(list)
	left := worstLeft(list)
	switch {
	case basis != "":
	case unknown:
		status, basis = "", site.BasisLeftOut
		for _, s := range list {
			if s.basis == site.BasisLeftOut && s.status != "" {
				status = s.status
			}
		}
	case left != "":
		status, basis = left, site.BasisLeft
	case !o.exists(c, o.now):
		status = ""
	case state.Basis == site.BasisStated: // see TestHardCases
		basis = site.BasisStated
	default:
		basis = site.BasisAssumed
	}
	var ids, by []string // of the incidents that give it this status
	for _, s := range list {
		if s.basis == basis || s.status == status && s.basis != site.BasisLeft && basis != site.BasisLeft {
			if s.status == status || basis == site.BasisLeftOut {
				ids = append(ids, s.id)
			}
		}
	}
	for _, inc := range state.Incidents {
		by = append(by, inc.ID)
	}
	slices.Sort(ids)
	slices.Sort(by)
	if state.Status != status || state.Basis != basis || !slices.Equal(by, ids) {
		t.Errorf("component %d: %s, %s by %v instead of %s, %s by %v", c, state.Status, state.Basis, by, status, basis, ids)
	}
}
