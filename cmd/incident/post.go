package main

import (
	"errors"
	"flag"
	"fmt"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

var postCommand = &command{
	name:  "post",
	args:  "[flags] FILE < BODY | [flags] -message NAME FILE",
	short: "add an update to an incident file",
	long: `Post adds an update to the incident in a JSON file. The body, Markdown, is read
from standard input. The changed document goes to standard output, or back to
the file with -w; the text that it adds to the public page is shown on standard
error. What the rules forbid is refused, with the field, and changes nothing.
If the file changed while post waited for the body, it stays as it is, and post
says to run it again.

With -message the body is a ready one, for those who have no words at 3 a.m.:
names, times and the next update are filled in, and standard input is not read.
-message list lists them.

Example:

  echo "A fix is out. We are watching it." |
      incident post -status monitoring -next 30m -component API=operational -w incident.json`,
	run: runPost,
}

// components collects the values of -component.
type components []string

func (c *components) String() string { return strings.Join(*c, " ") }

func (c *components) Set(s string) error {
	*c = append(*c, s)
	return nil
}

func runPost(env environment, cmd *command, args []string) int {
	var status, next, at, message string
	var moves components
	var write bool
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.StringVar(&status, "status", "", "`status` of the update (default: the one in force)")
	fs.StringVar(&next, "next", "", "`time` of the next update: 30m from this one, or 10:45 in the page's zone")
	fs.Var(&moves, "component", "`NAME=STATUS` of a component; may stand several times")
	fs.StringVar(&at, "at", "", "`time` of the update: RFC 3339, or 10:45 in the page's zone (default: now)")
	fs.StringVar(&message, "message", "", "`name` of a ready message, whose status it has unless -status says otherwise; or list")
	fs.BoolVar(&write, "w", false, "write the file instead of standard output")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	if message == "list" {
		return listMessages(env)
	}
	ready, known := incident.LookupMessage(message)
	if message != "" && !known {
		return failUsage(env, "incident post", fmt.Errorf("-message: no message %q; -message list lists them", message))
	}
	if status == "" {
		status = string(ready.Status)
	}
	if len(files) != 1 || files[0] == "-" {
		return failUsage(env, "incident post", errors.New("want one FILE, since standard input is the body"))
	}
	name := files[0]
	data, err := readFile(name)
	if err != nil {
		return env.exit(err)
	}
	doc, err := parse.JSON{}.Parse(name, data)
	if err != nil {
		return env.exit(err)
	}
	if doc.Many {
		return env.exit(atStart(name, "", errors.New("want a file with one incident")))
	}
	inc := doc.Incidents[0]
	var body []byte
	if message == "" {
		if body, err = readInput(env.stdin, "-"); err != nil {
			return env.exit(err)
		}
	}
	u, err := compose(inc, env.now(), strings.TrimSpace(string(body)), status, at, next, moves)
	if err != nil {
		return failUsage(env, "incident post", err)
	}
	if message != "" {
		if u.Body, err = ready.Expand(inc.MessageValues(u)); err != nil {
			return failUsage(env, "incident post", fmt.Errorf("-message: %w", err))
		}
	}
	if err := inc.Post(u); err != nil {
		return env.exit(fmt.Errorf("%s:1:1: %w", name, err))
	}
	out, err := marshal(inc, true)
	if err != nil {
		return env.exit(err)
	}
	if write {
		err = env.replace(name, data, out)
	} else {
		err = env.write("", out)
	}
	if err != nil {
		return env.exit(err)
	}
	env.stderr.Write(render.Text{Layout: render.LayoutLabels}.AppendUpdate(nil, inc, len(inc.Updates)-1))
	return exitDone
}

func listMessages(env environment) int {
	var b []byte
	for _, m := range incident.Messages() {
		first, _, _ := strings.Cut(m.Text, "\n")
		b = fmt.Appendf(b, "%-22s %-14s %s\n", m.Name, m.Status, first)
	}
	return env.exit(env.write("", b))
}

// compose makes the update that the flags describe.
func compose(inc *incident.Incident, now time.Time, body, status, at, next string, moves []string) (incident.Update, error) {
	u := incident.Update{Body: body, Status: inc.Status(), At: now.UTC().Truncate(time.Second)}
	if u.Status == "" {
		u.Status = incident.StatusInvestigating
		if inc.IsMaintenance() {
			u.Status = incident.StatusScheduled
		}
	}
	if body == "" && status == "" && len(moves) == 0 {
		return u, errors.New("standard input holds no body, and no -status or -component says what changed")
	}
	loc, err := inc.Page.Location()
	if err != nil {
		return u, err
	}
	if status != "" {
		if u.Status, err = incident.ParseStatus(status); err != nil {
			return u, fmt.Errorf("-status: %w", errors.Unwrap(err))
		}
	}
	if at != "" {
		if u.At, err = resolve(at, func(w civil.Written) civil.Resolution { return w.Resolve(now, loc) }); err != nil {
			return u, fmt.Errorf("-at: %w", err)
		}
	}
	switch d, err := time.ParseDuration(next); {
	case next == "":
	case err == nil && d <= 0:
		return u, fmt.Errorf("-next: %s is not ahead", next)
	case err == nil:
		u.NextUpdate = u.At.Add(d)
	default:
		if u.NextUpdate, err = resolve(next, func(w civil.Written) civil.Resolution { return w.ResolveAfter(u.At, loc) }); err != nil {
			return u, fmt.Errorf("-next: %w", err)
		}
		if !u.NextUpdate.After(u.At) {
			return u, fmt.Errorf("-next: %s is not after the update", next)
		}
	}
	for _, m := range moves {
		c, err := change(inc, m)
		if err != nil {
			return u, fmt.Errorf("-component: %w", err)
		}
		u.Changes = append(u.Changes, c)
	}
	return u, nil
}

// resolve reads a written time, which must name one instant.
func resolve(s string, in func(civil.Written) civil.Resolution) (time.Time, error) {
	w, err := readTime(s)
	if err != nil {
		return time.Time{}, err
	}
	switch r := in(w); r.Kind {
	case civil.OK, civil.Foreign:
		return r.Time.UTC(), nil
	default:
		return time.Time{}, fmt.Errorf("%q is not one instant here (%s); write it with its offset", s, r.Kind)
	}
}

// readTime reads a written time of day, with its date or without.
func readTime(s string) (civil.Written, error) {
	w, n := civil.Read(s)
	if n == 0 || strings.TrimSpace(s[n:]) != "" || !w.HasTime {
		return w, fmt.Errorf("%q is no time", s)
	}
	return w, nil
}

// change reads NAME=STATUS. The name may be a component's own or its full name,
// "Group - Name". If the name is ambiguous, it prefers the ungrouped component.
// A name that no component has is a new component.
func change(inc *incident.Incident, s string) (incident.Change, error) {
	i := strings.LastIndex(s, "=")
	if i <= 0 {
		return incident.Change{}, fmt.Errorf("%q is not NAME=STATUS", s)
	}
	name := strings.TrimSpace(s[:i])
	to, err := incident.ParseComponentStatus(s[i+1:])
	if err != nil {
		return incident.Change{}, errors.Unwrap(err)
	}
	var short, whole []incident.Component
	for _, k := range inc.Components {
		switch {
		case k.FullName() == name:
			whole = append(whole, k)
		case k.Name == name:
			short = append(short, k)
		}
	}
	found := whole
	if len(whole) == 0 {
		found = short
	}
	switch {
	case len(found) == 0:
		return incident.Change{Name: name, To: to}, nil
	case len(found) > 1:
		return incident.Change{}, fmt.Errorf("%q is the name of %d components; write \"Group - Name\"", name, len(found))
	}
	k := found[0]
	return incident.Change{ID: k.ID, Group: k.Group, Name: k.Name, From: k.Status, To: to}, nil
}
