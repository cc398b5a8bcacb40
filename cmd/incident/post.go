package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

var postCommand = &command{
	name:  "post",
	args:  "[flags] FILE < BODY | [flags] -message NAME FILE | -message list",
	short: "add an update to an incident file",
	long: `Post adds an update to the incident in a JSON file. The body is Markdown from
standard input. The changed document is written to standard output or, with -w,
back to the file. Standard error shows the update as readers will see it, what
else changes for them, and components that are still down although the incident is
over.

An update that breaks a rule is refused, and so is one that repeats the last
update, unless -again is given; the file stays unchanged. Commands that change the
same file wait for each other. If the file changes while somebody types the body,
post leaves it unchanged and asks to be run again.

Name a component in one of these forms, in any case: "Group - Name",
"Group (Name)", Group/Name or its name alone. Any other name adds a new component,
and post says so.

With -late, the update is placed where its time -at belongs, before later updates.
The file records when it was entered. A late update without -status has no status.

With -message, the body is a ready message in which names, times and the next
update are filled in, and standard input is not read. -message list shows the
messages and the flags that each one needs.

Example:

  echo "A fix is out. We are watching it." |
      incident post -status monitoring -next 30m -component API=operational -w incident.json`,
	start: startPost,
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

func startPost(env environment, flags *flag.FlagSet) func([]string) error {
	var p posting
	var write bool
	flags.StringVar(&p.status, "status", "", "`status` of the update (default: the one in force)")
	flags.StringVar(&p.next, "next", "", "`time` of the next update: 30m from this one, or 10:45 in the page's zone")
	flags.Var(&p.components, "component", "new status of a component as `NAME=STATUS`; may be repeated")
	flags.StringVar(&p.at, "at", "", "`time` of the update: RFC 3339, or 10:45 in the page's zone (default: now)")
	flags.BoolVar(&p.late, "late", false, "place the update at its -at, before later ones")
	flags.StringVar(&p.message, "message", "", "`name` of a ready message, whose status is used unless -status is given; or list")
	flags.BoolVar(&p.again, "again", false, "post even if the last update says the same")
	flags.BoolVar(&write, "w", false, "write the file instead of standard output")
	return func(files []string) error {
		if p.message == "list" {
			return listMessages(env)
		}
		ready, known := incident.LookupMessage(p.message)
		switch {
		case p.message != "" && !known:
			return usageErrorf("-message: unknown message %q;%s -message list shows all messages", p.message, didYouMean(nearest(p.message, namesOf(incident.Messages(), func(m incident.Message) string { return m.Name }))))
		case len(files) != 1 || files[0] == "-":
			return usageErrorf("want exactly one FILE; the body is read from standard input")
		case p.late && p.at == "":
			return usageErrorf("-late: add -at TIME, the time at which the update should have been posted")
		}
		prompt := typing
		if p.message != "" {
			prompt = ""
		}
		file, body, err := env.openIncident(files[0], write, prompt)
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("%w; \"incident begin -title TITLE %s\" creates it", err, files[0])
		}
		if err != nil {
			return err
		}
		defer file.unlock()
		p.file = file
		return p.run(ready, body)
	}
}

// run posts the update that the flags describe, with the text of a ready
// message if its flag is given.
func (p *posting) run(ready incident.Message, body string) error {
	var err error
	if p.clock, err = newClock(p.file.env.now(), p.file.inc.Page); err != nil {
		return usageError{err}
	}
	if p.status == "" {
		p.status = string(ready.Status)
	}
	u, err := p.compose(body)
	if err == nil && p.message != "" {
		u.Body, err = fillMessage(ready, p.values(u))
	}
	if err != nil {
		return usageError{err}
	}
	if err := p.repeats(u, ready); err != nil && !p.again {
		return fileError(p.file.name, err)
	}
	next := p.file.inc.NextStatuses()
	if p.late {
		err = p.file.inc.Insert(u)
	} else {
		err = p.file.inc.Post(u)
	}
	if err != nil {
		return fileError(p.file.name, wayOn(err, next, p.late))
	}
	if ahead := u.At.Sub(p.clock.now); ahead > time.Minute {
		p.file.note("the update is posted %s ahead of the clock; until then, others need -late", incident.FormatDuration(ahead))
	}
	p.file.noteAdded(p.moves.added, u.ID)
	return p.file.save(u.ID)
}

// compose makes the update that the flags describe.
func (p *posting) compose(body string) (u incident.Update, err error) {
	if body == "" && p.status == "" && len(p.components) == 0 {
		return u, errors.New("standard input is empty, and neither -status nor -component is given, so there is nothing to post")
	}
	u.ID, u.Body = newUpdateID(p.file.inc), body
	if u.At, err = p.clock.posted(p.at); err != nil {
		return u, fmt.Errorf("-at: %w", err)
	}
	u.Status = p.file.inc.Status()
	switch {
	case p.status != "":
		if u.Status, err = parseWord[incident.Status](p.status); err != nil {
			return u, fmt.Errorf("-status: %w", err)
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

// again is the time within which an update with the same text is taken for a
// mistake.
const again = 10 * time.Minute

// repeats returns an error if the last update says the same. Of a ready
// message, it says the same if it is that message with the values of its own
// time.
func (p *posting) repeats(u incident.Update, ready incident.Message) error {
	if u.Body == "" || !p.moves.none {
		return nil
	}
	for i, was := range p.file.inc.Updates {
		body := u.Body
		if p.message != "" {
			body, _ = ready.Expand(p.values(was))
		}
		if !was.Retracted() && (p.late || u.Status == was.Status) && u.At.Sub(was.At).Abs() < again && body == was.Body {
			return fmt.Errorf("updates[%d] at %s says the same; add -again to post it anyway", i, was.At.In(p.clock.loc).Format("15:04"))
		}
	}
	return nil
}

// values returns the values for a ready message. Components that were never
// affected are left out, unless there are no others.
func (p *posting) values(u incident.Update) map[string]string {
	inc := *p.file.before
	inc.Components = slices.DeleteFunc(slices.Clone(inc.Components), func(c incident.Component) bool {
		return c.Status == incident.ComponentOperational && !changes(&inc, u, c)
	})
	if values := inc.MessageValues(u); values["component"] != "" {
		return values
	}
	return p.file.before.MessageValues(u)
}

// changes reports whether u or an update of the incident changes a component.
func changes(inc *incident.Incident, u incident.Update, c incident.Component) bool {
	return slices.ContainsFunc(append(slices.Clip(inc.Updates), u), func(v incident.Update) bool {
		return !v.Retracted() && slices.ContainsFunc(v.Changes, func(change incident.Change) bool { return isSame(change.Component(), c) })
	})
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

// wayOn adds the next step to the error about an update that broke a rule.
func wayOn(err error, next []incident.Status, late bool) error {
	var e *incident.FieldError
	switch {
	case !errors.As(err, &e) || late:
	case e.Code == incident.CodeTransition || e.Code == incident.CodeConflict:
		return fmt.Errorf("%w; can follow: %s", err, joined(next))
	case e.Code == incident.CodeOrder && strings.HasSuffix(e.Path, ".at"):
		return fmt.Errorf("%w; -late places it before later ones", err)
	}
	return err
}
