package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/incidentkit/incident"
)

var amendCommand = &command{
	name:  "amend",
	args:  "[flags] FILE ID|N < BODY",
	short: "correct an update of an incident file",
	long: `Amend replaces the body of an update by the Markdown on standard input, and its
status, promise and component changes by the values of flags. What is not given
stays unchanged. Readers see that the update was edited, and when. Name the update
by its id, by its number in the output of "incident show", or as "last". The
changed document is written to standard output or, with -w, back to the file.

With -component NAME=STATUS the update gives a component another status than it
did, or one that it did not mention; later updates that change the component stay
as they are. NAME=none takes the component out of the update.

Example:

  echo "A link to one of our two payment providers drops packets." |
      incident amend -component Cards=partial_outage -w incident.json last`,
	start: startAmend,
}

var retractCommand = &command{
	name:  "retract",
	args:  "[flags] FILE ID|N",
	short: "withdraw an update of an incident file",
	long: `Retract withdraws an update. It keeps its place, and readers see that an update
was retracted, but not what it said. Its component changes no longer count. Name
the update by its id, by its number in the output of "incident show", or as
"last". The changed document is written to standard output or, with -w, back to
the file.

Example:

  incident retract -w incident.json u3`,
	start: startRetract,
}

// correction is one run of amend or retract.
type correction struct {
	at    string // as written
	write bool

	file  *incidentFile
	body  string
	index int
	clock clock
	when  time.Time
}

// newCorrection declares the flags that amend and retract share.
func newCorrection(flags *flag.FlagSet, what string) *correction {
	c := &correction{}
	flags.StringVar(&c.at, "at", "", "`time` of the "+what+": RFC 3339, or 10:45 in the page's zone (default: now)")
	flags.BoolVar(&c.write, "w", false, "write the file instead of standard output")
	return c
}

// open opens the file named by the arguments and finds the update in it.
func (c *correction) open(env environment, args []string, prompt string) error {
	if len(args) != 2 || args[0] == "-" {
		return usageErrorf("want a FILE and the ID or number of an update")
	}
	if _, err := os.Stat(args[0]); err != nil {
		if _, err := os.Stat(args[1]); err == nil {
			return usageErrorf("the FILE comes first: %s %s", args[1], args[0])
		}
	}
	var err error
	if c.file, c.body, err = env.openIncident(args[0], c.write, prompt); err != nil {
		return err
	}
	inc := c.file.inc
	if c.index, err = findUpdate(inc, args[1]); err != nil {
		return fileError(c.file.name, err)
	}
	if c.clock, err = newClock(env.now(), inc.Page); err != nil {
		return fileError(c.file.name, err)
	}
	if c.when, err = c.clock.at(c.at); err != nil {
		return usageErrorf("-at: %w", err)
	}
	if u := &inc.Updates[c.index]; u.ID == "" {
		u.ID = newUpdateID(inc)
	}
	return nil
}

// save saves the file after the update was corrected.
func (c *correction) save() error {
	id := c.file.inc.Updates[c.index].ID
	i, err := findUpdate(c.file.inc, id)
	if err != nil {
		return fileError(c.file.name, err)
	}
	was, is := c.file.before.Updates[c.index], c.file.inc.Updates[i]
	was.ID = is.ID // open may have added it
	switch {
	case reflect.DeepEqual(was, is):
		c.file.note("updates[%d] is so already; nothing has changed", c.index)
	case was.Retracted() && was.RetractedAt.Equal(is.RetractedAt):
		c.file.note("updates[%d] is retracted, so readers do not see the correction; post it as a new update: incident post", c.index)
	}
	return c.file.save(id)
}

// fail returns the error of a rule of the model, with the next step.
func (c *correction) fail(err error) error {
	var e *incident.FieldError
	if errors.As(err, &e) && e.Code == incident.CodeOrder {
		err = fmt.Errorf("%w; give a later time with -at", err)
	}
	return fileError(c.file.name, err)
}

// findUpdate returns the index of an update named by its ID, its number from 1,
// or "last".
func findUpdate(inc *incident.Incident, name string) (int, error) {
	for i := range inc.Updates {
		if inc.Updates[i].ID == name && name != "" {
			return i, nil
		}
	}
	n, err := strconv.Atoi(name)
	switch {
	case err == nil && n > 0 && n <= len(inc.Updates):
		return n - 1, nil
	case name == "last" && len(inc.Updates) > 0:
		return len(inc.Updates) - 1, nil
	case len(inc.Updates) == 0:
		return 0, errors.New("the incident has no updates yet")
	}
	return 0, fmt.Errorf("no update has the id or number %q; \"incident show\" lists all %d", name, len(inc.Updates))
}

func startAmend(env environment, flags *flag.FlagSet) func([]string) error {
	var status, next string
	var named components
	c := newCorrection(flags, "correction")
	flags.StringVar(&status, "status", "", "corrected `status` of the update")
	flags.StringVar(&next, "next", "", "corrected `time` of the next update: 30m from this one, or 10:45 in the page's zone; or none")
	flags.Var(&named, "component", "corrected status of a component as `NAME=STATUS`, or NAME=none; may be repeated")
	return func(args []string) error {
		err := c.open(env, args, retyping)
		defer c.file.unlock()
		if err != nil {
			return err
		}
		if c.body == "" && status == "" && next == "" && named == nil {
			return usageErrorf("standard input is empty, and none of -status, -next and -component is given, so there is nothing to correct")
		}
		u := c.file.inc.Updates[c.index]
		if err := c.correct(&u, status, next, named); err != nil {
			return usageError{err}
		}
		err = c.file.inc.Amend(u.ID, c.when, func(now *incident.Update) {
			now.Body, now.Status, now.NextUpdate, now.Changes = u.Body, u.Status, u.NextUpdate, u.Changes
		})
		if err != nil {
			return c.fail(err)
		}
		return c.save()
	}
}

// correct makes the corrections that are given in an update.
func (c *correction) correct(u *incident.Update, status, next string, named components) (err error) {
	u.Body = cmp.Or(c.body, u.Body)
	if status != "" {
		if u.Status, err = parseWord[incident.Status](status); err != nil {
			return fmt.Errorf("-status: %w", err)
		}
	}
	switch {
	case strings.EqualFold(next, "none"):
		u.NextUpdate = time.Time{}
	case next != "":
		if u.NextUpdate, err = c.clock.next(next, u.At); err != nil {
			return fmt.Errorf("-next: %w", err)
		}
	}
	var added []incident.Change
	if u.Changes, added, err = corrected(c.file.inc, u.Changes, named); err != nil {
		return fmt.Errorf("-component: %w", err)
	}
	c.file.noteAdded(added, u.ID)
	return nil
}

func startRetract(env environment, flags *flag.FlagSet) func([]string) error {
	c := newCorrection(flags, "retraction")
	return func(args []string) error {
		err := c.open(env, args, "")
		defer c.file.unlock()
		if err != nil {
			return err
		}
		if err := c.file.inc.Retract(c.file.inc.Updates[c.index].ID, c.when); err != nil {
			return c.fail(err)
		}
		return c.save()
	}
}
