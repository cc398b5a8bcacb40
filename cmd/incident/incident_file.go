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

// incidentFile is a file of JSON with one incident, which a command changes.
type incidentFile struct {
	env    environment
	name   string
	data   []byte             // as it was read
	before *incident.Incident // as it was read
	inc    *incident.Incident
	write  bool     // to the file, instead of to standard output
	notes  []string // to be said when it is saved
	lock   *os.File // or nil
}

// openIncident reads the file of an incident and, if asked, the body of an
// update. A body that somebody types comes last, so that mistakes are told
// before, and the update is refused if the file has changed meanwhile. Any other
// body comes first, and the file of one who writes is locked from when it is
// read until it is written.
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
		err = fmt.Errorf("%w; \"incident begin -title TITLE %s\" makes it", err, name)
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
		return fileError(f.name, errors.New("want a file with one incident; \"incident convert -id ID -o FILE\" takes one out of many"))
	}
	f.inc = doc.Incidents[0]
	f.before = f.inc.Clone()
	return nil
}

// lockFile waits until no other process changes a file, and keeps others from
// it until the result is closed, also by the end of the process. A file system
// without locks has none: then the file is compared before it is replaced.
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
			return nil, fileError(name, errors.New("another process is changing it; run it again"))
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func (f *incidentFile) unlock() {
	if f != nil && f.lock != nil {
		f.lock.Close()
	}
}

// say writes a line about the file on standard error.
func (f *incidentFile) say(format string, args ...any) {
	fmt.Fprintln(f.env.stderr, oneLine(fileError(f.name, fmt.Errorf(format, args...)).Error()))
}

// note keeps a line about the file until it is saved.
func (f *incidentFile) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

// fail says why the file stays as it is. Under a rule of the model it adds what
// to do about it, if the caller knows.
func (f *incidentFile) fail(err error, way string) int {
	f.unlock()
	if way != "" {
		err = fmt.Errorf("%w; %s", err, way)
	}
	return f.env.exit(fileError(f.name, err))
}

// save writes the changed incident. Standard error has the update at index i as
// readers see it now, and what else has changed for them.
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

// sayDown names the components that are down although all is said to be over.
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

// componentFlag returns a flag as the shell wants it.
func componentFlag(value string) string {
	if strings.ContainsAny(value, " ()>&;|'$") {
		return fmt.Sprintf("-component %q", value)
	}
	return "-component " + value
}

// typing is said to those who may not know that the command waits for them.
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
