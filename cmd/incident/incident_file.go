package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/incidentkit/incident"
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

// openIncident reads the file of an incident and, if wantBody is set, the body
// of an update.
//
// If a person types the body, it is read after the file, so that mistakes in
// the arguments are reported first; the update is refused if the file has
// changed meanwhile. Otherwise the body is read first, and a file to be written
// is locked from before it is read until after it is written.
func (env environment) openIncident(name string, write, wantBody bool) (f *incidentFile, body string, err error) {
	f = &incidentFile{env: env, name: name, write: write}
	if wantBody && !env.typed {
		if body, err = env.readBody(); err != nil {
			return nil, "", err
		}
	}
	if write && !(wantBody && env.typed) {
		f.lock, err = lockFile(name, env.patience)
	}
	if err == nil {
		f.data, err = readFile(name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w; \"incident begin -title TITLE %s\" creates it", err, name)
	}
	if err == nil {
		err = f.parse()
	}
	if err == nil && wantBody && env.typed {
		body, err = env.readBody()
	}
	if err != nil {
		f.unlock()
		return nil, "", err
	}
	return f, body, nil
}

func (f *incidentFile) parse() error {
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
		f, err := os.Open(name)
		if err != nil {
			return nil, fileError(name, err)
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
	fmt.Fprintln(f.env.stderr, oneLine(fileError(f.name, fmt.Errorf(format, args...)).Error()))
}

// note adds a line about the file to be printed after saving.
func (f *incidentFile) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

// fail reports why the file was not changed. If a rule of the model is the
// reason, way is the next step, or "".
func (f *incidentFile) fail(err error, way string) int {
	f.unlock()
	if way != "" {
		err = fmt.Errorf("%w; %s", err, way)
	}
	return f.env.exit(fileError(f.name, err))
}

// save writes the changed incident. It prints the update at index i as readers
// now see it, and everything else that has changed for them, on standard error.
func (f *incidentFile) save(i int) int {
	defer f.unlock()
	out, err := marshal(f.inc, true)
	switch {
	case err != nil:
	case f.write:
		err = f.env.replace(f.name, f.data, out)
	default:
		err = f.env.write("", out)
	}
	if err != nil {
		return f.env.exit(err)
	}
	text := render.Text{Layout: render.LayoutLabels}.AppendUpdate(nil, f.inc, i)
	for _, d := range incident.Diff(f.before.Public(), f.inc.Public()) {
		switch d.Kind {
		case incident.DeltaStatus, incident.DeltaImpact, incident.DeltaComponentStatus, incident.DeltaComponentAdded, incident.DeltaComponentRemoved:
			text = append(d.Append(append(text, "  "...), nil), '\n')
		}
	}
	f.env.stderr.Write(text)
	for _, note := range f.notes {
		f.say("%s", note)
	}
	f.sayDown()
	if !f.write {
		f.say("not written; -w writes it")
	}
	return exitDone
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
			flags = append(flags, componentFlag(c.FullName()+"=operational"))
		}
	}
	if len(down) > 0 {
		f.say("%s, but %s; if they work, post again with %s", f.inc.Status(), strings.Join(down, ", "), strings.Join(flags, " "))
	}
}

// componentFlag returns a -component flag, quoted for a shell.
func componentFlag(value string) string {
	if strings.ContainsAny(value, " ()>&;|'$") {
		return fmt.Sprintf("-component %q", value)
	}
	return "-component " + value
}

// typing tells users that the command waits for them.
const typing = "Type the text of the update; Ctrl-D on a line of its own ends it.\n"

// readBody reads the Markdown of an update from standard input.
func (env environment) readBody() (string, error) {
	if env.typed {
		fmt.Fprint(env.stderr, typing)
	}
	data, err := readInput(env.stdin, "-")
	if err != nil {
		return "", err
	}
	src, fault := source.New(shownName("-"), data, maxInput)
	if fault == nil {
		src.Text = strings.TrimPrefix(src.Text, bom)
		fault = src.CheckUTF8()
	}
	if fault == nil {
		fault = src.CheckNUL()
	}
	if fault != nil {
		return "", fault
	}
	return strings.TrimSpace(src.Text), nil
}
