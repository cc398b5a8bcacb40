package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/claim"
	"github.com/incidentkit/incident/internal/source"
	"github.com/incidentkit/incident/parse"
	"github.com/incidentkit/incident/render"
)

// incidentFile is a JSON file with one incident, which a command changes.
type incidentFile struct {
	env    environment
	name   string
	data   []byte             // contents as read
	before *incident.Incident // incident as read
	inc    *incident.Incident
	write  bool     // write to the file, not to standard output
	notes  []string // lines to be printed after saving
	lock   *os.File // nil if the file is not locked
}

// openIncident reads the file of an incident and, if prompt is not empty, the
// body of an update. The prompt tells a person to type it.
//
// If a person types the body, it is read after the file, so that mistakes in
// the arguments are reported first; the update is refused if the file has
// changed meanwhile. Otherwise the body is read first, and a file to be written
// is locked from before it is read until after it is written.
func (env environment) openIncident(name string, write bool, prompt string) (f *incidentFile, body string, err error) {
	f = &incidentFile{env: env, name: name, write: write}
	piped, typed := prompt != "" && !env.typed, prompt != "" && env.typed
	if piped {
		if body, err = env.readBody(); err != nil {
			return nil, "", err
		}
	}
	if write && !typed {
		f.lock, err = lockFile(name, env.patience)
	}
	if err == nil {
		f.data, err = readFile(name)
	}
	if err == nil {
		err = f.parse()
	}
	if err == nil && typed {
		io.WriteString(env.stderr, prompt)
		body, err = env.readBody()
	}
	if err != nil {
		f.unlock()
		return nil, "", err
	}
	return f, body, nil
}

// typing and retyping tell users that the command waits for them.
const (
	typing   = "Type the text of the update; Ctrl-D on a line of its own ends it.\n"
	retyping = "Type the new text of the update, or nothing to keep it; Ctrl-D on a line of its own ends it.\n"
)

func (f *incidentFile) parse() error {
	if found := detect(f.name, f.data); found != "json" && len(bytes.TrimSpace(f.data)) > 0 {
		return fileError(f.name, fmt.Errorf("want a JSON file such as \"incident begin\" writes, and this is of the format %s; \"incident convert -o NEW.json %s\" makes one of it", found, f.name))
	}
	doc, err := parse.JSON{}.Parse(f.name, f.data)
	if err != nil {
		return err
	}
	if doc.Many {
		return fileError(f.name, errors.New("want a file with one incident; \"incident convert -id ID -o FILE\" extracts one of several"))
	}
	f.inc = doc.Incidents[0]
	f.before = f.inc.Clone()
	return nil
}

// lockFile locks a file, waiting for other processes that change it. The lock
// ends when the result is closed, at the latest when the process ends. Some
// file systems have no locks; there, the file is compared again before it is
// replaced.
func lockFile(name string, patience time.Duration) (*os.File, error) {
	for until := time.Now().Add(patience); ; {
		f, err := openFile(name)
		if err != nil {
			return nil, err
		}
		free := tryLock(f)
		mine, err := f.Stat()
		now, err2 := os.Stat(name)
		if free && err == nil && err2 == nil && os.SameFile(mine, now) {
			return f, nil
		}
		f.Close() // another process is changing it, or has just replaced it
		if time.Now().After(until) {
			return nil, fileError(name, errors.New("another process is changing it; run the command again"))
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (f *incidentFile) unlock() {
	if f != nil && f.lock != nil {
		f.lock.Close()
	}
}

// say prints a line about the file on standard error.
func (f *incidentFile) say(format string, args ...any) {
	f.env.say(fileError(f.name, fmt.Errorf(format, args...)))
}

// note adds a line about the file to be printed after saving.
func (f *incidentFile) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

// noteAdded adds a line for each component that the file did not have before.
// It names the components that were known, and says how to correct a wrong name
// in the update.
func (f *incidentFile) noteAdded(added []incident.Change, update string) {
	known := knownComponents(f.before)
	var names []string
	for _, c := range known {
		names = append(names, c.FullName(), c.Name)
	}
	for _, change := range added {
		name, meant, hint := change.Component().FullName(), "NAME", "if one of them was meant"
		if len(known) == 0 {
			f.note("%q is a new component", name)
			continue
		}
		if near := nearest(name, names); near != "" {
			meant, hint = near, fmt.Sprintf("did you mean %q? if so", near)
		}
		way := "post with " + componentFlag(meant, change.To)
		if f.write {
			way = fmt.Sprintf("incident amend -w %s %s %s %s", f.name, componentFlag(name, "none"), componentFlag(meant, change.To), update)
		}
		f.note("%q is a new component; the incident had %s; %s: %s", name, fullNames(known), hint, way)
	}
}

// notePromises adds a line for each promise of an update in its text that is
// nearly a day ahead, as a time that has just passed is, or that contradicts
// the promise of the update itself.
func (f *incidentFile) notePromises(u *incident.Update) {
	loc := location(f.inc)
	for _, c := range claim.Read(u.Body, u.At, loc) {
		due := c.At.Time
		if c.Kind != claim.Pledge || c.Subject != claim.Update || !c.Written.HasTime || due.IsZero() {
			continue
		}
		switch ahead := due.Sub(u.At); {
		case ahead > farAhead && c.Written.Date.IsZero() && !c.Written.HasWeekday:
			f.note("“%s” means %s, %s after this update; if that is not meant, incident amend corrects the text", c.Text, moment(due, loc), incident.FormatDuration(ahead))
		case !u.NextUpdate.IsZero() && !due.Truncate(time.Minute).Equal(u.NextUpdate.Truncate(time.Minute)):
			f.note("“%s” in the text is not the next update that is promised below it, at %s; incident amend corrects either", c.Text, moment(u.NextUpdate, loc))
		}
	}
}

// save writes the changed incident. It prints the update with an ID as readers
// now see it, and everything else that has changed for them, on standard error.
func (f *incidentFile) save(id string) error {
	out, err := marshal(f.inc, true)
	switch {
	case err != nil:
	case f.write:
		err = f.env.replace(f.name, f.data, out)
	default:
		err = f.env.write("", out)
	}
	if err != nil {
		return err
	}
	i := slices.IndexFunc(f.inc.Updates, func(u incident.Update) bool { return u.ID == id })
	text := render.Text{Layout: render.LayoutLabels}.AppendUpdate(nil, f.inc, i)
	for _, d := range incident.Diff(f.before.Public(), f.inc.Public()) {
		switch d.Kind {
		case incident.DeltaStatus, incident.DeltaImpact, incident.DeltaComponentStatus, incident.DeltaComponentAdded, incident.DeltaComponentRemoved:
			text = append(d.Append(append(text, "  "...), nil), '\n')
		}
	}
	f.env.stderr.Write(text)
	f.notePromises(&f.inc.Updates[i])
	for _, note := range f.notes {
		f.say("%s", note)
	}
	f.sayDown()
	if !f.write {
		f.say("not written; -w writes it")
	}
	return nil
}

// sayDown names the components that are still down although the incident is
// over.
func (f *incidentFile) sayDown() {
	if !f.inc.Status().IsFinal() {
		return
	}
	var down, flags []string
	for _, c := range f.inc.Affected() {
		if c.Status != "" && c.Status != incident.ComponentOperational {
			down = append(down, fmt.Sprintf("%s is in %s", fullName(c.Component), strings.ToLower(incident.Label(c.Status))))
			flags = append(flags, componentFlag(c.FullName(), incident.ComponentOperational))
		}
	}
	if len(down) > 0 {
		f.say("%s, but %s; if they work, post again with %s", f.inc.Status(), strings.Join(down, ", "), strings.Join(flags, " "))
	}
}

// componentFlag returns a -component flag, quoted for a shell.
func componentFlag(name string, status incident.ComponentStatus) string {
	value := fmt.Sprintf("%s=%s", name, status)
	if strings.ContainsAny(value, " ()>&;|'$") {
		return fmt.Sprintf("-component %q", value)
	}
	return "-component " + value
}

// readBody reads the Markdown of an update from standard input.
func (env environment) readBody() (string, error) {
	text, err := env.readUpdate("-")
	return strings.ReplaceAll(strings.TrimSpace(strings.TrimPrefix(text, bom)), "\r\n", "\n"), err
}

// readUpdate reads a file with the text of an update.
func (env environment) readUpdate(name string) (string, error) {
	data, err := readInput(env.stdin, name)
	if err != nil {
		return "", err
	}
	src, fault := source.New(shownName(name), data, maxInput)
	if fault == nil {
		fault = src.CheckUTF8()
	}
	if fault == nil {
		fault = src.CheckNUL()
	}
	if fault != nil {
		return "", fault
	}
	return src.Text, nil
}
