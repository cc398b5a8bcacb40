package main

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

var postCommand = &command{
	name:  "post",
	args:  "[flags] FILE < BODY | [flags] -message NAME FILE | -message list",
	short: "add an update to an incident file",
	long: `Post adds an update to the incident in a JSON file. The body, Markdown, is read
from standard input. The changed document goes to standard output, or back to
the file with -w. Standard error shows the update as readers will see it, what
else changes for them, and components that are still down when all is said to be
over. What the rules forbid is refused, and changes nothing; so is an update that
says the same as the last one, unless -again is given. Commands that change a file
wait for one another. If it changed while somebody typed the body, it stays as it
is, and post says to run it again.

A component is named as it is anywhere on the page: "Group - Name",
"Group (Name)", Group/Name or its name alone, in any case. A name that none has
is a new component, and is said to be one.

With -late the update is placed where its -at belongs, and keeps when it was
entered. Without -status it states none.

With -message the body is a ready one, for those who have no words at 3 a.m.:
names, times and the next update are filled in, and standard input is not read.
-message list shows them all, and the flags that each one needs.

Example:

  echo "A fix is out. We are watching it." |
      incident post -status monitoring -next 30m -component API=operational -w incident.json`,
	run: runPost,
}

// posting is one run of post.
type posting struct {
	file  *incidentFile
	clock clock

	status, next, at, message string
	components                components
	late, again               bool

	moves moves
}

func runPost(env environment, cmd *command, args []string) int {
	var p posting
	var write bool
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.StringVar(&p.status, "status", "", "`status` of the update (default: the one in force)")
	fs.StringVar(&p.next, "next", "", "`time` of the next update: 30m from this one, or 10:45 in the page's zone")
	fs.Var(&p.components, "component", "`NAME=STATUS` of a component; may stand several times")
	fs.StringVar(&p.at, "at", "", "`time` of the update: RFC 3339, or 10:45 in the page's zone (default: now)")
	fs.BoolVar(&p.late, "late", false, "place the update at its -at, before later ones")
	fs.StringVar(&p.message, "message", "", "`name` of a ready message, whose status it has unless -status says otherwise; or list")
	fs.BoolVar(&p.again, "again", false, "post even if the last update says the same")
	fs.BoolVar(&write, "w", false, "write the file instead of standard output")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	usage := func(err error) int { return failUsage(env, "incident post", err) }
	if p.message == "list" {
		return listMessages(env)
	}
	ready, known := incident.LookupMessage(p.message)
	switch {
	case p.message != "" && !known:
		return usage(fmt.Errorf("-message: no message %q;%s -message list lists them", p.message, didYouMean(nearest(p.message, messageNames()))))
	case len(files) != 1 || files[0] == "-":
		return usage(errors.New("want one FILE, since standard input is the body"))
	case p.late && p.at == "":
		return usage(errors.New("-late: add -at TIME, when the update would have been posted"))
	}
	var body string
	var err error
	if p.file, body, err = env.openIncident(files[0], write, p.message == ""); err != nil {
		return env.exit(err)
	}
	defer p.file.unlock()
	if p.clock, err = newClock(env.now(), p.file.inc.Page); err != nil {
		return usage(err)
	}
	if p.status == "" {
		p.status = string(ready.Status)
	}
	u, err := p.compose(body)
	if err != nil {
		return usage(err)
	}
	if p.message != "" {
		if u.Body, err = fillMessage(ready, p.values(u)); err != nil {
			return usage(err)
		}
	}
	if err := p.repeats(u); err != nil && !p.again {
		return p.file.fail(err, "")
	}
	next := p.file.inc.NextStatuses()
	if p.late {
		err = p.file.inc.Insert(u)
	} else {
		err = p.file.inc.Post(u)
	}
	if err != nil {
		return p.file.fail(err, wayOn(err, next, p.late))
	}
	if ahead := u.At.Sub(p.clock.now); ahead > time.Minute {
		p.file.note("the update is posted %s ahead of the clock", incident.FormatDuration(ahead))
	}
	for _, name := range p.moves.added {
		p.file.note("%q is a new component%s", name, p.besides(name, u.ID))
	}
	return p.file.save(slices.IndexFunc(p.file.inc.Updates, func(v incident.Update) bool { return v.ID == u.ID }))
}

// compose makes the update that the flags describe.
func (p *posting) compose(body string) (u incident.Update, err error) {
	if body == "" && p.status == "" && len(p.components) == 0 {
		return u, errors.New("standard input holds no body, and no -status or -component says what changed")
	}
	u.ID, u.Body = newUpdateID(p.file.inc), body
	if u.At, err = p.clock.at(p.at); err != nil {
		return u, fmt.Errorf("-at: %w", err)
	}
	u.Status = p.file.inc.Status()
	switch {
	case p.status != "":
		if u.Status, err = incident.Parse[incident.Status](p.status); err != nil {
			return u, fmt.Errorf("-status: %w", errors.Unwrap(err))
		}
	case p.late:
		u.Status = ""
	case u.Status == "" && p.file.inc.IsMaintenance():
		u.Status = incident.StatusScheduled
	case u.Status == "":
		u.Status = incident.StatusInvestigating
	}
	if p.late {
		u.CreatedAt = p.clock.now
	}
	if u.NextUpdate, err = p.clock.next(p.next, u.At); err != nil {
		return u, fmt.Errorf("-next: %w", err)
	}
	if p.moves, err = moving(p.file.inc, p.components); err != nil {
		return u, fmt.Errorf("-component: %w", err)
	}
	u.Changes = p.moves.changes
	return u, nil
}

// besides says which components were known before an update added another one,
// and which of them it was probably meant to be.
func (p *posting) besides(added, update string) string {
	var known []incident.Component
	for _, c := range p.file.before.Affected() {
		known = append(known, c.Component)
	}
	if len(known) == 0 {
		return ""
	}
	list := "; there were " + fullNames(known)
	var names []string
	for _, c := range known {
		names = append(names, c.FullName(), c.Name)
	}
	near := nearest(added, names)
	if near == "" {
		return list
	}
	if p.file.write {
		return fmt.Sprintf("%s;%s if so, \"incident retract -w %s %s\" takes it back", list, didYouMean(fmt.Sprintf("%q", near)), p.file.name, update)
	}
	return list + ";" + didYouMean(fmt.Sprintf("%q", near))
}

// again is how soon after an update the same text is taken for a slip.
const again = 10 * time.Minute

// repeats returns an error if the last update has just said the same. A ready
// message that is posted twice has other times in its text the second time.
func (p *posting) repeats(u incident.Update) error {
	if u.Body == "" || !p.moves.none {
		return nil
	}
	timeless := func(u incident.Update) string {
		if p.message == "" {
			return u.Body
		}
		values := p.values(u)
		return strings.NewReplacer(orNone(values["next_update"]), "", orNone(values["duration"]), "").Replace(u.Body)
	}
	for i, was := range p.file.inc.Updates {
		if !was.Retracted() && (p.late || u.Status == was.Status) && u.At.Sub(was.At).Abs() < again && timeless(u) == timeless(was) {
			return fmt.Errorf("updates[%d] at %s says the same; -again posts it all the same", i, was.At.In(p.clock.loc).Format("15:04"))
		}
	}
	return nil
}

// values returns the values of a ready message. It does not speak of components
// that were fine all along, unless there are no others.
func (p *posting) values(u incident.Update) map[string]string {
	inc := *p.file.before
	inc.Components = nil
	for _, c := range p.file.before.Components {
		if c.Status != incident.ComponentOperational || !neverChanged(&inc, u, c) {
			inc.Components = append(inc.Components, c)
		}
	}
	if values := inc.MessageValues(u); values["component"] != "" {
		return values
	}
	return p.file.before.MessageValues(u)
}

// neverChanged reports whether no update, nor u, changes a component.
func neverChanged(inc *incident.Incident, u incident.Update, c incident.Component) bool {
	for _, v := range append(slices.Clip(inc.Updates), u) {
		if !v.Retracted() && slices.ContainsFunc(v.Changes, func(change incident.Change) bool { return isSame(change.Component(), c) }) {
			return false
		}
	}
	return true
}

// orNone returns a text to replace; where there is none, one that no body has.
func orNone(s string) string {
	if s == "" {
		return "\x00"
	}
	return s
}

// newUpdateID returns an ID that no update has.
func newUpdateID(inc *incident.Incident) string {
	for n := len(inc.Updates) + 1; ; n++ {
		id := fmt.Sprintf("u%d", n)
		if !slices.ContainsFunc(inc.Updates, func(u incident.Update) bool { return u.ID == id }) {
			return id
		}
	}
}

// wayOn returns what to do about a rule that an update breaks, or "".
func wayOn(err error, next []incident.Status, late bool) string {
	var e *incident.FieldError
	switch {
	case !errors.As(err, &e) || late:
	case e.Code == incident.CodeTransition || e.Code == incident.CodeConflict:
		var names []string
		for _, s := range next {
			names = append(names, string(s))
		}
		return "can follow: " + strings.Join(names, ", ")
	case e.Code == incident.CodeOrder && strings.HasSuffix(e.Path, ".at"):
		return "-late places it before later ones"
	}
	return ""
}
