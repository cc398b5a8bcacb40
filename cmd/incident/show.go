package main

import (
	"cmp"
	"flag"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
)

var showCommand = &command{
	name:  "show",
	args:  "[flags] FILE...",
	short: "show the state of an incident and what is due next",
	long: `Show prints the state of an incident: its status and impact, its components, its
updates with the numbers and ids that amend and retract take, the open promises of
the page, and the statuses that the next update may have. A promise is overdue if
the update is more than 5 minutes late. Show reads all formats that convert reads,
and joins a postmortem with its incident.

Example:

  incident show incident.json`,
	start: startShow,
}

// shown is one run of show.
type shown struct {
	src  loader
	now  nowFlag
	many bool
	list []*state
}

// state is the state of an incident. Option -json writes it, with times in UTC.
type state struct {
	File       string               `json:"file"`
	ID         string               `json:"id,omitempty"`
	Title      string               `json:"title,omitempty"`
	URL        string               `json:"url,omitempty"`
	Page       incident.Page        `json:"page,omitzero"`
	Severity   string               `json:"severity,omitempty"`
	Status     incident.Status      `json:"status,omitempty"`
	Since      *time.Time           `json:"since,omitempty"` // since when the status is in force
	Impact     incident.Impact      `json:"impact,omitempty"`
	Stated     bool                 `json:"impact_stated"`
	Window     incident.Window      `json:"window,omitzero"`
	Components []incident.Component `json:"components,omitempty"`
	Updates    []stateUpdate        `json:"updates"`
	Now        time.Time            `json:"now"` // time at which promises are judged
	Due        []statsPromise       `json:"due"`
	CanFollow  []incident.Status    `json:"can_follow"`
	Postmortem string               `json:"postmortem,omitempty"` // draft or published; omitted if there is none

	measured *measured
	open     []claim.Promise
}

type stateUpdate struct {
	Number    int             `json:"number"` // from 1
	ID        string          `json:"id,omitempty"`
	Status    incident.Status `json:"status,omitempty"`
	At        *time.Time      `json:"at,omitempty"`
	Late      bool            `json:"late,omitempty"` // entered late, before later ones
	Edited    *time.Time      `json:"edited_at,omitempty"`
	Retracted *time.Time      `json:"retracted_at,omitempty"`
	Body      string          `json:"body,omitempty"` // omitted for a retracted update
}

func startShow(env environment, flags *flag.FlagSet) func([]string) error {
	s := &shown{src: loader{env: env}, list: []*state{}}
	asJSON := false
	flags.BoolVar(&asJSON, "json", false, "write JSON")
	s.src.inputFlags(flags)
	flags.StringVar((*string)(&s.now), "now", "", "`time` at which promises are judged: RFC 3339, or 10:45 in the page's zone, nearest to the last update (default: the clock's)")
	return func(files []string) error {
		if err := cmp.Or(s.src.check(), s.now.check()); err != nil {
			return err
		}
		all, many, err := s.src.all(files)
		if err != nil {
			return err
		}
		s.src.sayConcluded()
		s.many = many
		for _, n := range all {
			st := &state{File: shownName(n.own.name), measured: &measured{file: n.own.name, inc: n.inc}}
			if err := s.measure(st); err != nil {
				return fileError(st.File, err)
			}
			s.list = append(s.list, st)
		}
		out, err := s.json()
		if !asJSON {
			out = nil
			for i, st := range s.list {
				if i > 0 {
					out = append(out, '\n')
				}
				out = append(out, st.text()...)
			}
		}
		if err != nil {
			return err
		}
		return env.write("", out)
	}
}

// measure fills in a state.
func (s *shown) measure(st *state) error {
	m := st.measured
	inc := m.inc
	m.loc = location(inc)
	var err error
	if st.Now, err = cmp.Or(s.now, "now").of(inc, s.src.env.now()); err != nil {
		return err
	}
	st.ID, st.Title, st.URL, st.Page, st.Severity = inc.ID, inc.Title, inc.URL, inc.Page, inc.Severity
	st.Status, st.Window, st.Components = inc.Status(), inc.Window, knownComponents(inc)
	impact, reason := inc.EffectiveImpact()
	st.Impact, st.Stated = impact, reason.Stated
	st.Updates = []stateUpdate{}
	for i := range inc.Updates {
		u := &inc.Updates[i]
		n := stateUpdate{i + 1, u.ID, u.Status, instant(u.At), u.CreatedAt.After(u.At) && u.EditedAt.IsZero(), instant(u.EditedAt), instant(u.RetractedAt), u.Body}
		switch {
		case u.Retracted():
			n.Body = ""
		case u.Status != "" && !inc.Repeats(i):
			st.Since = instant(u.At)
		}
		st.Updates = append(st.Updates, n)
	}
	st.open = claim.Due(inc, claim.Options{Now: st.Now})
	st.Due = []statsPromise{}
	for _, p := range st.open {
		st.Due = append(st.Due, promiseJSON(p))
	}
	st.CanFollow = append([]incident.Status{}, inc.NextStatuses()...)
	switch {
	case inc.Postmortem.Published():
		st.Postmortem = "published"
	case inc.Postmortem != nil:
		st.Postmortem = "draft"
	}
	return nil
}

// text returns a state as text.
func (st *state) text() []byte {
	m := st.measured
	var p printout
	p.line("%s", m.name())
	about := ""
	for _, s := range []string{st.ID, st.Page.Name, st.Severity} {
		if s != "" {
			about += s + ", "
		}
	}
	p.line("%stimes in %s", about, cmp.Or(st.Page.TimeZone, "UTC"))
	status := cmp.Or(string(st.Status), "not stated")
	if len(st.Updates) == 0 {
		status = "no updates yet"
	}
	if st.Since != nil {
		status += " since " + m.moment(*st.Since)
		if !st.Status.IsFinal() && st.Now.After(*st.Since) {
			status += ", for " + incident.FormatDuration(st.Now.Sub(*st.Since))
		}
	}
	p.line("Status: %s", status)
	p.line("Impact: %s", m.impact())
	if !st.Window.IsZero() {
		p.line("Window: %s to %s", m.moment(st.Window.Start), m.moment(st.Window.End))
	}
	for _, c := range st.Components {
		p.line("  %s: %s", fullName(c), cmp.Or(strings.ToLower(incident.Label(c.Status)), "not stated"))
	}
	rows := [][]string{{"n", "id", "status", "at", "text"}}
	for _, u := range st.Updates {
		at := ""
		if u.At != nil {
			at = m.moment(*u.At)
		}
		text := oneLine(u.Body)
		switch {
		case u.Retracted != nil:
			text = "(retracted)"
		case u.Edited != nil:
			text = "(edited) " + text
		case u.Late:
			text = "(entered late) " + text
		}
		rows = append(rows, []string{strconv.Itoa(u.Number), cmp.Or(u.ID, "-"), cmp.Or(string(u.Status), "-"), at, shorten(text)})
	}
	if len(rows) > 1 {
		p.table(rows)
		p.line("")
	}
	if len(st.open) == 0 {
		p.line("Due: nothing")
	}
	for _, due := range st.open {
		when := "in " + incident.FormatDuration(due.Due.Sub(st.Now))
		if due.State == claim.Overdue {
			when = "overdue for " + cmp.Or(late(due), "less than a minute")
		} else if !due.Due.After(st.Now) {
			when = "now"
		}
		p.line("Due: %s by %s, %s (%s)", due.Subject, m.due(due), when, due.Path)
	}
	p.line("Can follow: %s", cmp.Or(joined(st.CanFollow), "nothing"))
	p.line("Postmortem: %s", cmp.Or(st.Postmortem, "none"))
	return p
}

// shorten cuts a text that would make a row too long for most terminals.
func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return strings.TrimRight(string(r[:most-1]), " ") + "…"
	}
	return s
}

func (s *shown) json() ([]byte, error) {
	var doc any = struct {
		Schema    int      `json:"schema"`
		Incidents []*state `json:"incidents"`
	}{schema, s.list}
	if !s.many {
		doc = struct {
			Schema int `json:"schema"`
			*state
		}{schema, s.list[0]}
	}
	b, err := indented(doc, "")
	return escaped(b), err
}
