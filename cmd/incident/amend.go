package main

import (
	"errors"
	"flag"
	"fmt"
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
status and promise by the values of flags. What is not given stays unchanged, and
so do the components: to correct the status of one, post another update.
Readers see that the update was edited, and when. Name the update by its id, by
its number in the output of "incident show", or as "last". The changed document is
written to standard output or, with -w, back to the file.

Example:

  echo "A link to one of our two payment providers drops packets." |
      incident amend -w incident.json last`,
	run: runAmend,
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
	run: runRetract,
}

// correction is one run of amend or retract.
type correction struct {
	file  *incidentFile
	index int
	clock clock
	at    time.Time
}

// open opens the file named by the arguments and finds the update in it.
func (c *correction) open(env environment, args []string, at string, write, wantBody bool) (body string, err error) {
	if len(args) != 2 || args[0] == "-" {
		return "", errors.New("want a FILE and the ID or number of an update")
	}
	if c.file, body, err = env.openIncident(args[0], write, wantBody); err != nil {
		return "", err
	}
	inc := c.file.inc
	if c.index, err = findUpdate(inc, args[1]); err != nil {
		err = fileError(c.file.name, err)
	} else if c.clock, err = newClock(env.now(), inc.Page); err != nil {
		err = fileError(c.file.name, err)
	} else if c.at, err = c.clock.at(at); err != nil {
		err = fmt.Errorf("-at: %w", err)
	} else if u := &inc.Updates[c.index]; u.ID == "" {
		u.ID = newUpdateID(inc)
	}
	if err != nil {
		c.file.unlock()
	}
	return body, err
}

// close saves the file after the update was corrected, or reports the error.
func (c *correction) close(id string, err error) int {
	if err != nil {
		return c.file.fail(err, "")
	}
	i, err := findUpdate(c.file.inc, id)
	if err != nil {
		return c.file.fail(err, "")
	}
	was, is := c.file.before.Updates[c.index], c.file.inc.Updates[i]
	was.ID = is.ID // open may have added it
	switch {
	case reflect.DeepEqual(was, is):
		c.file.note("updates[%d] is so already; nothing has changed", c.index)
	case was.Retracted() && was.RetractedAt.Equal(is.RetractedAt):
		c.file.note("updates[%d] is retracted, so readers do not see the correction; post it as a new update: incident post", c.index)
	}
	return c.file.save(i)
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

func runAmend(env environment, cmd *command, args []string) int {
	var at, status, next string
	var write bool
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.StringVar(&at, "at", "", "`time` of the correction: RFC 3339, or 10:45 in the page's zone (default: now)")
	fs.StringVar(&status, "status", "", "corrected `status` of the update")
	fs.StringVar(&next, "next", "", "corrected `time` of the next update: 30m from this one, or 10:45 in the page's zone; or none")
	fs.BoolVar(&write, "w", false, "write the file instead of standard output")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	var c correction
	body, err := c.open(env, files, at, write, true)
	if err != nil {
		return failCorrection(env, cmd, err)
	}
	defer c.file.unlock()
	u := c.file.inc.Updates[c.index]
	if body == "" && status == "" && next == "" {
		return failUsage(env, "incident amend", errors.New("standard input is empty, and neither -status nor -next is given, so there is nothing to correct"))
	}
	if body != "" {
		u.Body = body
	}
	if status != "" {
		if u.Status, err = incident.Parse[incident.Status](status); err != nil {
			return failUsage(env, "incident amend", fmt.Errorf("-status: %w", errors.Unwrap(err)))
		}
	}
	switch {
	case strings.EqualFold(next, "none"):
		u.NextUpdate = time.Time{}
	case next != "":
		if u.NextUpdate, err = c.clock.next(next, u.At); err != nil {
			return failUsage(env, "incident amend", fmt.Errorf("-next: %w", err))
		}
	}
	return c.close(u.ID, c.file.inc.Amend(u.ID, c.at, func(now *incident.Update) {
		now.Body, now.Status, now.NextUpdate = u.Body, u.Status, u.NextUpdate
	}))
}

func runRetract(env environment, cmd *command, args []string) int {
	var at string
	var write bool
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.StringVar(&at, "at", "", "`time` of the retraction: RFC 3339, or 10:45 in the page's zone (default: now)")
	fs.BoolVar(&write, "w", false, "write the file instead of standard output")
	files, code, ok := cmd.parse(env, fs, args)
	if !ok {
		return code
	}
	var c correction
	if _, err := c.open(env, files, at, write, false); err != nil {
		return failCorrection(env, cmd, err)
	}
	defer c.file.unlock()
	id := c.file.inc.Updates[c.index].ID
	return c.close(id, c.file.inc.Retract(id, c.at))
}

// failCorrection reports an error in a file or in the arguments.
func failCorrection(env environment, cmd *command, err error) int {
	var file *incident.SourceError
	if errors.As(err, &file) {
		return env.exit(err)
	}
	return failUsage(env, "incident "+cmd.name, err)
}
