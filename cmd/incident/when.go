package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/claim"
)

// A clock reads times in flags, as written by a person who looks at the clock
// of the page.
type clock struct {
	now time.Time
	loc *time.Location
}

// newClock returns the clock of a page.
func newClock(now time.Time, p incident.Page) (clock, error) {
	loc, err := p.Location()
	return clock{now.UTC().Truncate(time.Second), loc}, err
}

// location returns the zone of the page of an incident, or UTC, in which times
// are shown if the zone is not known.
func location(inc *incident.Incident) *time.Location {
	loc, err := inc.Page.Location()
	if err != nil {
		return time.UTC
	}
	return loc
}

// moment formats an instant in a zone, with seconds if it has any. It returns
// "" for the zero time.
func moment(t time.Time, loc *time.Location) string {
	if t.IsZero() {
		return ""
	}
	layout := "2006-01-02 15:04 MST"
	if t.Second() != 0 {
		layout = "2006-01-02 15:04:05 MST"
	}
	return t.In(loc).Format(layout)
}

// A nowFlag is a value of -now, the time at which reports are judged.
type nowFlag string

// check reports a value that is not a time.
func (n nowFlag) check() error {
	if n == "" || n == "now" {
		return nil
	}
	if _, err := readTime(string(n)); err != nil {
		return usageErrorf("-now: %w", err)
	}
	return nil
}

// of returns the instant at which an incident is judged: that of the clock for
// "now" and, of several days with a time, the one nearest to its last update.
// It is the zero time for "".
func (n nowFlag) of(inc *incident.Incident, now time.Time) (time.Time, error) {
	near := last(inc)
	switch {
	case n == "":
		return time.Time{}, nil
	case n == "now":
		return now.UTC().Truncate(time.Second), nil
	case near.IsZero():
		near = now
	}
	t, err := clock{near, location(inc)}.at(string(n))
	if err != nil {
		err = fmt.Errorf("-now: %w", err)
	}
	return t, err
}

// at reads an instant. Without a date, it is the one nearest to now. "" means
// now.
func (c clock) at(s string) (time.Time, error) {
	if s == "" {
		return c.now, nil
	}
	return resolve(s, func(w civil.Written) civil.Resolution { return w.Resolve(c.now, c.loc) })
}

// posted reads the time of an update. Without a date, it may not be far ahead.
func (c clock) posted(s string) (time.Time, error) {
	t, err := c.at(s)
	if ahead := t.Sub(c.now); err == nil && ahead > time.Hour && !isDated(s) {
		err = fmt.Errorf("%s is %s ahead of the clock; if that is meant, add the date: -at %q", s, incident.FormatDuration(ahead), t.In(c.loc).Format("2006-01-02 15:04"))
	}
	return t, err
}

// isDated reports whether a written time has a date or a weekday.
func isDated(s string) bool {
	w, err := readTime(s)
	return err == nil && (!w.Date.IsZero() || w.HasWeekday)
}

// farAhead limits how far ahead a promise without a date may be. Beyond it,
// 09:30 is more likely a mistake than a time of the next day.
const farAhead = 12 * time.Hour

// next reads the time of the next update, either a duration after the update at
// from or an instant. "" means the zero time.
func (c clock) next(s string, from time.Time) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	var t time.Time
	if d, ok := length(s); ok {
		if d <= 0 {
			return t, fmt.Errorf("%s is not in the future; write a duration such as 30m", s)
		}
		t = from.Add(d)
	} else {
		var err error
		t, err = resolve(s, func(w civil.Written) civil.Resolution { return w.ResolveAfter(from, c.loc) })
		if _, none := readTime(s); none != nil {
			return t, fmt.Errorf("%w, or a duration such as 30m", none)
		}
		if err != nil {
			return t, err
		}
	}
	switch ahead := t.Sub(from); {
	case ahead <= 0:
		return t, fmt.Errorf("%s is not after the update at %s", s, from.In(c.loc).Format("15:04"))
	case ahead > farAhead && !isDated(s):
		return t, fmt.Errorf("%s is %s from now; if that is meant, add the date: -next %q", s, incident.FormatDuration(ahead), t.In(c.loc).Format("2006-01-02 15:04"))
	}
	return t, nil
}

// window reads the window of a maintenance: a start in the future, and an end
// or a duration.
func (c clock) window(s string) (incident.Window, error) {
	var fault error
	for i := range s {
		if s[i] != '/' { // there may be others, in dates and zones
			continue
		}
		w, err := c.span(s[:i], s[i+1:])
		if err == nil {
			return w, nil
		}
		fault = err
	}
	if fault == nil {
		fault = fmt.Errorf("%q is not FROM/TO, such as \"2024-03-10 22:00/23:30\" or 22:00/90m", s)
	}
	return incident.Window{}, fault
}

func (c clock) span(from, to string) (w incident.Window, err error) {
	after := func(t time.Time) func(civil.Written) civil.Resolution {
		return func(w civil.Written) civil.Resolution { return w.ResolveAfter(t, c.loc) }
	}
	if w.Start, err = resolve(from, after(c.now)); err != nil {
		return w, err
	}
	if d, ok := length(to); ok {
		w.End = w.Start.Add(d)
	} else if w.End, err = resolve(to, after(w.Start)); err != nil {
		return w, err
	}
	if !w.End.After(w.Start) {
		return w, fmt.Errorf("it ends at %s, before it starts at %s", moment(w.End, c.loc), moment(w.Start, c.loc))
	}
	return w, nil
}

// resolve reads a written time, which must be exactly one instant.
func resolve(s string, in func(civil.Written) civil.Resolution) (time.Time, error) {
	w, err := readTime(s)
	if err != nil {
		return time.Time{}, err
	}
	switch r := in(w); r.Kind {
	case civil.OK, civil.Foreign:
		return r.Time.UTC(), nil
	default:
		offsets := "2024-03-05T10:45:00+01:00"
		if r.Candidates != nil {
			offsets = readings(r)
		}
		return time.Time{}, fmt.Errorf("%q %s; write it with its offset: %s", s, notOne(r.Kind), offsets)
	}
}

// notOne says why a written time is not exactly one instant.
func notOne(k civil.Kind) string {
	switch k {
	case civil.OffSeason:
		return "is in a zone that is not in force then, as summer time is not in winter"
	case civil.Gap:
		return "does not exist: clocks are put forward over it"
	case civil.Overlap:
		return "is there twice: clocks are put back over it"
	}
	return fmt.Sprintf("is not one instant here (%s)", k)
}

// readings lists the readings of a written time with their offsets.
func readings(r civil.Resolution) string {
	return strings.Join(namesOf(r.Candidates, func(c civil.Candidate) string {
		return c.Time.In(time.FixedZone("", c.Offset)).Format(time.RFC3339)
	}), " or ")
}

// readTime reads a time of day with or without a date.
func readTime(s string) (civil.Written, error) {
	s = strings.TrimSpace(s)
	w, n := civil.Read(s)
	if n == 0 || strings.TrimSpace(s[n:]) != "" || !w.HasTime {
		return w, fmt.Errorf("%q is not a time; write 10:45, \"2024-03-05 10:45\" or 2024-03-05T09:45:00Z", s)
	}
	return w, nil
}

// length reads a duration: 30m, 30min, 1h30, "half an hour".
func length(s string) (time.Duration, bool) {
	s = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "in ")
	short := strings.ReplaceAll(s, " ", "")
	if _, minutes, ok := strings.Cut(short, "h"); ok && minutes != "" && strings.Trim(minutes, "0123456789") == "" {
		short += "m"
	}
	if d, err := time.ParseDuration(short); err == nil {
		return d, true
	}
	list := claim.Read(s, time.Time{}, nil)
	if len(list) != 1 || list[0].Kind != claim.Duration || list[0].Text != s || !list[0].Least.IsZero() {
		return 0, false
	}
	return list[0].Length.Duration()
}
