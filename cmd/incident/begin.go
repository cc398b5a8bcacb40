package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/civil"
)

var beginCommand = &command{
	name:  "begin",
	args:  "-title T [flags] FILE",
	short: "begin an incident file",
	long: `Begin writes a new JSON file with an incident that has no updates yet, and prints
its id. An existing file is not replaced. With -window, the incident is a
maintenance. Name components as readers know them; "Group - Name" is a component
in a group.

Example:

  incident begin -title "Checkout is slow" -page "Example Shop" -zone Europe/Copenhagen \
      -component Checkout=operational incident.json`,
	start: startBegin,
}

func startBegin(env environment, flags *flag.FlagSet) func([]string) error {
	var inc incident.Incident
	var named components
	var window string
	flags.StringVar(&inc.Title, "title", "", "`title`, as readers see it")
	flags.StringVar(&inc.ID, "id", "", "`id` of the incident (default: the date and four characters)")
	flags.StringVar(&inc.Page.Name, "page", "", "`name` of the status page")
	flags.StringVar(&inc.Page.URL, "url", "", "`address` of the status page, to which messages and feeds link")
	flags.StringVar(&inc.Page.TimeZone, "zone", "", "`zone` of the page, such as Europe/Copenhagen (default: UTC)")
	flags.Var(&named, "component", "affected component as `NAME[=STATUS]`, with its status before the incident; may be repeated")
	flags.StringVar(&inc.Severity, "severity", "", "`severity` on the team's own scale")
	flags.StringVar(&window, "window", "", "window of a maintenance as `FROM/TO`, in the page's zone: 2024-03-10 22:00/23:30, or 22:00/90m")
	return func(files []string) error {
		switch {
		case len(files) != 1 || files[0] == "-":
			return usageErrorf("want one FILE to write")
		case strings.TrimSpace(inc.Title) == "":
			return usageErrorf("add -title, which readers see first")
		}
		if err := beginIncident(&inc, env.now(), named, window); err != nil {
			return usageError{err}
		}
		out, err := marshal(&inc, true)
		if err == nil {
			err = env.beginFile(files[0], out)
		}
		if err != nil {
			return err
		}
		if w := inc.Window; !w.Start.IsZero() {
			over := ""
			if !w.End.After(env.now()) {
				over = ", which is over already"
			}
			loc := location(&inc)
			env.say(fileError(files[0], fmt.Errorf("a maintenance of %s, from %s to %s%s", incident.FormatDuration(w.End.Sub(w.Start)), moment(w.Start, loc), moment(w.End, loc), over)))
		}
		env.say(fmt.Errorf("%s: begun; \"incident post -w %[1]s\" adds the first update", files[0]))
		return env.write("", []byte(inc.ID+"\n"))
	}
}

// beginIncident sets the fields of an incident from the flags of begin.
func beginIncident(inc *incident.Incident, now time.Time, named components, window string) error {
	if _, err := loadZone(inc.Page.TimeZone); err != nil {
		return err
	}
	if u, err := url.Parse(inc.Page.URL); inc.Page.URL != "" && (err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("-url: %q is not an address; write one such as https://status.example.com", inc.Page.URL)
	}
	clock, err := newClock(now, inc.Page)
	if err != nil {
		return err
	}
	if inc.ID == "" {
		inc.ID = newIncidentID(civil.DateOf(clock.now, clock.loc))
	}
	if window != "" {
		if inc.Window, err = clock.window(window); err != nil {
			return fmt.Errorf("-window: %w", err)
		}
	}
	for _, s := range named {
		name, status, err := splitStatus(s)
		if err == nil && name == "" {
			err = fmt.Errorf("%q has no name", s)
		}
		if err != nil {
			return fmt.Errorf("-component: %w", err)
		}
		if other, err := findComponent(inc.Components, name); other != nil || err != nil {
			return fmt.Errorf("-component: %q is named twice", name)
		}
		c := newComponent(inc.Components, name)
		c.Status = status
		inc.Components = append(inc.Components, c)
	}
	var broken incident.Errors
	if errors.As(inc.Validate(), &broken) {
		return broken[0]
	}
	return nil
}

// newIncidentID returns an id for an incident that begins on a day. Its random
// suffix has neither vowels, which could form words, nor characters that look
// alike.
func newIncidentID(day civil.Date) string {
	const letters = "23456789bcdfghjkmnpqrstvwxz"
	id := day.String() + "-"
	for range 4 {
		id += string(letters[rand.N(len(letters))])
	}
	return id
}

// beginFile writes a file that does not exist or is empty.
func (env environment) beginFile(name string, data []byte) error {
	old, err := readFile(name)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case len(bytes.TrimSpace(old)) > 0:
		return fileError(name, errors.New("a file with that name exists; choose another name, or use incident post to add an update"))
	}
	return env.replace(name, old, data)
}
