package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/incidentkit/incident"
)

// sink is the destination of the incidents.
type sink interface {
	// work returns the work to be done for an incident. It is called in the
	// order of the incidents. Several pieces of work may run at the same
	// time.
	work(c *converter, name string, inc *incident.Incident) func() ([]byte, error)
	// put takes the result of work, in the order of the incidents.
	put(c *converter, b []byte) error
	close(c *converter) error
	abort(c *converter) // after a fault; results already put are kept
}

// errIsInput refuses to replace a file that is being read by something that
// does not hold all of it.
var errIsInput = errors.New("this file is one of those that are read, and would be replaced; write to another one")

// open opens the sink for the flags.
func (c *converter) open() error {
	if c.out != "" {
		if isFolder(c.out) && c.to.whole != nil {
			return fileError(c.out, fmt.Errorf("this is a folder, but %s is one file for all incidents; write -o NAME%s", c.to.name, c.to.endings[0]))
		}
		if isFolder(c.out) {
			if err := os.MkdirAll(c.out, 0o777); err != nil {
				return writeError(c.out, err)
			}
			sweep(c.out + "/")
			c.sink = newFolder(c.inputs.files)
			return nil
		}
		if whole := c.to.name == "json" && c.id == "" && !c.postmortem; !whole && c.inputs.includes(c.out) {
			return fileError(c.out, errIsInput)
		}
		target, _ := follow(c.out)
		dir, _ := filepath.Split(target)
		sweep(dir)
	}
	out, err := c.env.create(c.out)
	if err != nil {
		return err
	}
	if c.to.whole != nil {
		c.sink = &gathered{out: out}
		return nil
	}
	c.sink = &stream{out: out}
	return nil
}

// isFolder reports whether a name refers to a folder or ends like one.
func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir() || name != "" && os.IsPathSeparator(name[len(name)-1])
}

// stream writes one document after the other. The first one is held back until
// it is known whether there are more, because an array begins differently.
type stream struct {
	out   *output
	begun bool
	held  []byte
}

func (s *stream) work(c *converter, _ string, inc *incident.Incident) func() ([]byte, error) {
	return func() ([]byte, error) { return c.to.append(c, nil, inc) }
}

func (s *stream) put(c *converter, b []byte) error {
	html := c.to.name == "html"
	if (!c.many || html) && s.held == nil {
		s.held = b
		return nil
	}
	if html {
		return fileError(cmp.Or(c.out, "<stdout>"), errors.New("one file cannot hold several pages; -o FOLDER/ writes a file for each, and -id selects one"))
	}
	if held := s.held; held != nil { // there is more than one after all
		c.many, s.held = true, nil
		if err := s.item(c, held); err != nil {
			return err
		}
	}
	return s.item(c, b)
}

// item writes one of several documents.
func (s *stream) item(c *converter, b []byte) error {
	if err := s.separate(c); err != nil {
		return err
	}
	if c.to.name == "json" {
		b = b[:len(b)-1] // the line continues with a comma or ends
	}
	c.progress.clear() // it may be the same terminal
	if _, err := s.out.Write(b); err != nil {
		return err
	}
	c.written++
	return nil
}

// separate writes the separator before one of several documents.
func (s *stream) separate(c *converter) error {
	text := ""
	switch {
	case c.to.name == "json" && !s.begun:
		text = "[\n"
	case c.to.name == "json":
		text = ",\n"
	case !c.to.lines && s.begun:
		text = "\n\n"
	}
	s.begun = true
	_, err := io.WriteString(s.out, text)
	return err
}

func (s *stream) close(c *converter) error {
	if s.held != nil && c.many && c.to.name == "json" { // the only one
		held := s.held
		if s.held = nil; len(held) > 0 {
			if err := s.item(c, held); err != nil {
				return err
			}
		}
	}
	end := ""
	switch {
	case len(s.held) > 0:
		c.written++
		end = string(s.held)
	case c.to.name == "json" && s.begun:
		end = "\n]\n"
	case c.to.name == "json" && c.many:
		end = "[]\n"
	}
	return s.out.finish([]byte(end), os.Rename)
}

// abort ends the array in an output that is written to directly.
func (s *stream) abort(c *converter) {
	if s.out.temp != "" {
		c.written = 0
	} else if c.to.name == "json" && s.begun {
		io.WriteString(s.out, "\n]\n")
	}
	s.out.discard()
}

// folder writes a file for each incident, named after its source file, in the
// same subfolders.
type folder struct {
	taken  map[string]int  // by path, the next number to be tried
	inputs map[string]bool // paths of the files that are read
}

func newFolder(inputs []string) *folder {
	s := &folder{taken: make(map[string]int), inputs: make(map[string]bool)}
	for _, name := range inputs {
		s.inputs[filepath.Clean(name)] = true
	}
	return s
}

func (s *folder) work(c *converter, name string, inc *incident.Incident) func() ([]byte, error) {
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if name == "-" {
		base = "incident"
	}
	path := filepath.Join(c.out, s.free(filepath.Join(c.inputs.below[name], base))+c.to.endings[0])
	return func() ([]byte, error) {
		if s.inputs[path] {
			return nil, fileError(path, errIsInput)
		}
		b, err := c.to.append(c, nil, inc)
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, writeError(path, err)
		}
		o, err := c.env.create(path)
		if err != nil {
			return nil, err
		}
		o.derived = true
		return nil, o.finish(b, os.Rename)
	}
}

func (s *folder) put(c *converter, _ []byte) error {
	c.written++
	return nil
}

// free returns a name that is not taken: base, base-2, base-3 and so on.
func (s *folder) free(base string) string {
	name, n := base, max(s.taken[base], 2)
	for ; s.taken[name] > 0; n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	s.taken[base] = n
	s.taken[name] = max(s.taken[name], 2)
	return name
}

func (*folder) close(*converter) error { return nil }
func (*folder) abort(*converter)       {}
