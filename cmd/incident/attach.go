package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/parse"
)

// attachments are the postmortems among the files that are Markdown documents
// of their own, as in "convert incident.json PM.md". They are found before the
// incidents are read, so that the order of the files does not matter. Only
// names, ids and titles are kept; a document is read again when its incident
// comes.
//
// A document that was named on the command line and belongs to no incident is
// an error. In a folder it is a report of its own, and it is joined with an
// incident only by its id.
type attachments struct {
	insist bool // join the only document with the only incident
	list   []*attachment
	byID   map[string]*attachment // by the id of their incident
	inputs map[string][]byte      // contents of inputs that cannot be read twice, by name

	offered int                // number of incidents read
	refused *incident.Incident // the last incident that does not own some document
}

// attachment is a document that waits for its incident.
type attachment struct {
	name      string
	id, title string
	to        *incident.Incident // the last incident it was attached to, or nil
}

// each reads files, several at a time, and calls take for each in order: first
// the files with incidents, then the documents that belong to none of them.
func (l *loader) each(files []string, take func(*reading) error) error {
	rest, err := l.setAside(files)
	if err == nil {
		err = l.readAll(rest, take)
	}
	if err != nil {
		return err
	}
	if rest, err = l.unattached(); err == nil {
		err = l.readAll(rest, take)
	}
	return err
}

// located is an incident with the documents of its values. Those of its
// postmortem may be in another file.
type located struct {
	inc             *incident.Incident
	own, postmortem origin
}

// origin returns the document of a value.
func (n located) origin(path string) origin {
	if path == "postmortem" || strings.HasPrefix(path, "postmortem.") {
		return n.postmortem
	}
	return n.own
}

// locate joins an incident of a file with its postmortem, and returns both with
// their documents, which the loader forgets. The incident gets the zone of the
// flag if its page has none.
func (l *loader) locate(file string, inc *incident.Incident) (located, error) {
	n := located{inc: inc, own: l.origins[inc]}
	n.own.name = cmp.Or(n.own.name, file)
	err := l.join(inc)
	if n.postmortem = l.origins[inc]; n.postmortem.name == "" {
		n.postmortem = n.own
	}
	delete(l.origins, inc)
	inc.Page.TimeZone = cmp.Or(inc.Page.TimeZone, l.zone)
	return n, err
}

// all reads the incidents of all files. many is set if there are several, or if
// a file is of a kind that may hold any number.
func (l *loader) all(names []string) (list []located, many bool, err error) {
	in := l.expand(names, "")
	many = in.folder
	err = l.each(in.files, func(r *reading) error {
		many = many || r.many
		if fault := r.fault(); fault != nil {
			if r.err != nil || !l.lax || len(r.list) == 0 {
				return fault
			}
			l.faults = append(l.faults, r.faults...)
		}
		for _, inc := range r.list {
			n, err := l.locate(r.name, inc)
			if err != nil {
				return err
			}
			list = append(list, n)
		}
		return nil
	})
	return list, many || len(list) > 1, err
}

// setAside finds the documents among the files of the command line and returns
// the other files. If all are documents, there is nothing to attach them to.
func (l *loader) setAside(files []string) ([]string, error) {
	d := &l.docs
	var rest []string
	if len(files) > 1 && (l.from == "auto" || l.from == "markdown") {
		d.byID = make(map[string]*attachment)
		for _, name := range files {
			a := l.document(name)
			if a == nil {
				rest = append(rest, name)
				continue
			}
			if other := d.byID[a.id]; other != nil {
				err := aboutFile(name, "id", fmt.Errorf("it is the postmortem of %q, and so is %s; leave one of them out", a.id, other.name))
				if !l.folder {
					return nil, err
				}
				l.say(err) // and treat it as a report of its own
				rest = append(rest, name)
				continue
			}
			if a.id != "" {
				d.byID[a.id] = a
			}
			d.list = append(d.list, a)
		}
	}
	if d.insist && (len(d.list) != 1 || len(rest) != 1) {
		return nil, errors.New("-attach needs two files, one with an incident and one with its postmortem")
	}
	if len(rest) == 0 {
		d.list, d.byID = nil, nil
		return files, nil
	}
	return rest, nil
}

// document returns the attachment of a file if it is a postmortem that names
// its incident, and nil otherwise. Errors in reading are reported later, when
// the file's turn comes.
func (l *loader) document(name string) *attachment {
	const key = "incident" // key of the front matter
	head, err := l.head(name)
	if err != nil || parse.Detect(name, head) != parse.FormatMarkdown || detect(name, head) != "markdown" || l.folder && !bytes.Contains(head, []byte(key)) {
		return nil
	}
	data, err := l.input(name)
	if err != nil {
		return nil
	}
	doc, err := parse.Markdown{Lax: l.lax}.Parse(name, data)
	if err != nil && !l.lax || doc == nil || len(doc.Incidents) != 1 {
		return nil
	}
	inc := doc.Incidents[0]
	if inc.Postmortem == nil || len(inc.Updates) > 0 || l.folder && inc.ID == "" {
		return nil
	}
	return &attachment{name: name, id: inc.ID, title: inc.Title}
}

// head returns the beginning of a file. An input that cannot be read twice is
// read as a whole and kept until its turn comes.
func (l *loader) head(name string) ([]byte, error) {
	const size = 8 << 10 // more than detect looks at
	if info, err := os.Stat(name); name != "-" && err == nil && info.Mode().IsRegular() {
		f, err := openFile(name)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return io.ReadAll(io.LimitReader(f, size))
	}
	data, err := l.input(name)
	if err == nil {
		if l.docs.inputs == nil {
			l.docs.inputs = make(map[string][]byte)
		}
		l.docs.inputs[name] = data
	}
	return data, err
}

// waiting tells users that the command waits for them.
const waiting = "Reading a report from the terminal; Ctrl-D on a line of its own ends it.\n"

// input returns the contents of a file or, for "-", of standard input.
func (l *loader) input(name string) ([]byte, error) {
	if data, ok := l.docs.inputs[name]; ok {
		return data, nil
	}
	if name == "-" && l.env.typed {
		io.WriteString(l.env.stderr, waiting)
	}
	return readInput(l.env.stdin, name)
}

// join attaches the document of an incident's postmortem, if one was set aside.
func (l *loader) join(inc *incident.Incident) error {
	d := &l.docs
	if len(d.list) == 0 || l.folder && len(inc.Updates) == 0 && inc.Postmortem != nil { // inc is itself a document
		return nil
	}
	d.offered++
	var found *attachment
	for _, id := range append([]string{inc.ID, inc.URL}, inc.Aliases...) {
		if a := d.byID[id]; a != nil {
			found = a
		}
	}
	if l.folder {
		return l.attach(inc, found)
	}
	for _, a := range d.list {
		switch {
		case a == found:
			continue
		case !d.insist && belongs(inc, a.id, a.title) != nil:
			d.refused = inc
			continue
		case a.to != nil:
			return aboutFile(a.name, "title", fmt.Errorf("it fits %q and another incident; name its own in the front matter: \"incident: ID\"", inc.Title))
		case found != nil:
			return aboutFile(a.name, "title", fmt.Errorf("it is a postmortem of %q, and so is %s; leave one of them out", inc.Title, found.name))
		}
		found = a
	}
	return l.attach(inc, found)
}

// attach sets the postmortem of an incident from a document, which may be nil.
func (l *loader) attach(inc *incident.Incident, a *attachment) error {
	if a == nil {
		return nil
	}
	data, err := l.input(a.name)
	if err != nil {
		return err
	}
	_, list, _, faults := l.incidents(a.name, data)
	if len(faults) > 0 && (!l.lax || len(list) == 0) {
		return faults[0]
	}
	l.faults = append(l.faults, faults...)
	doc := list[0]
	if l.docs.insist {
		doc.ID = ""
	}
	replaced := inc.Postmortem != nil
	if err := inc.Attach(doc); err != nil {
		return fileError(a.name, err)
	}
	if replaced {
		l.say(aboutFile(a.name, "postmortem", errors.New("this document replaces the postmortem that the incident had")))
	}
	a.to = inc
	l.keep(inc, l.origins[doc])
	delete(l.origins, doc)
	return nil
}

// unattached returns the documents that belong to no incident. If they were
// named on the command line, it returns an error.
func (l *loader) unattached() (names []string, err error) {
	d := &l.docs
	for _, a := range d.list {
		switch {
		case a.to != nil:
			continue
		case l.folder, d.offered == 0:
			names = append(names, a.name)
		case d.offered == 1 && d.refused != nil:
			return nil, fileError(a.name, fmt.Errorf("%w, or add -attach", belongs(d.refused, a.id, a.title)))
		default:
			return nil, fileError(a.name, fmt.Errorf("the postmortem of %q belongs to none of the %d incidents; name its own in the front matter: \"incident: ID\"", a.title, d.offered))
		}
	}
	d.list, d.byID = nil, nil
	return names, nil
}

// belongs returns an error if a postmortem with the given id and title cannot
// belong to the incident. If one of the two has no id, one of the titles has to
// contain the other. A placeholder such as "TODO" does not count as a title.
func belongs(inc *incident.Incident, id, title string) error {
	known := append([]string{inc.ID, inc.URL}, inc.Aliases...)
	if id != "" && slices.Contains(known, id) {
		return nil
	}
	if id != "" && inc.ID != "" {
		return &incident.FieldError{Path: "id", Code: incident.CodeConflict, Err: fmt.Errorf("the postmortem belongs to %q, not to %q; give both the same id", id, inc.ID)}
	}
	fold := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	if a, b := fold(inc.Title), fold(title); strings.Contains(a, b) || strings.Contains(b, a) || incident.IsPlaceholder(title) {
		return nil
	}
	return &incident.FieldError{Path: "title", Code: incident.CodeConflict, Err: fmt.Errorf("the postmortem belongs to %q, not to %q; give both the same id or title", title, inc.Title)}
}
