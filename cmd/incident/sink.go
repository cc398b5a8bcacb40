package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/incidentkit/incident"
)

// sink is where the incidents go.
type sink interface {
	put(c *converter, name string, inc *incident.Incident) error
	close(c *converter) error
	abort(c *converter) // after a fault; what was put stays put
}

// open opens the sink that the flags ask for.
func (c *converter) open() error {
	if c.out != "" {
		info, err := os.Stat(c.out)
		if isDir := err == nil && info.IsDir(); isDir || os.IsPathSeparator(c.out[len(c.out)-1]) {
			if err := os.MkdirAll(c.out, 0o777); err != nil {
				return writeError(c.out, err)
			}
			sweep(c.out + "/")
			c.sink = &folder{taken: make(map[string]int)}
			return nil
		}
		target, _ := follow(c.out)
		dir, _ := filepath.Split(target)
		sweep(dir)
	}
	out, err := c.env.create(c.out)
	if err != nil {
		return err
	}
	c.sink = &stream{out: out}
	return nil
}

// stream writes one document after the other. The first is held back until it
// is known whether there are more, since an array begins differently.
type stream struct {
	out   *output
	begun bool
	held  []byte
}

func (s *stream) put(c *converter, name string, inc *incident.Incident) error {
	b, err := c.to.append(c, nil, inc)
	if err != nil {
		return err
	}
	if !c.many && s.held == nil {
		s.held = b
		return nil
	}
	if c.to.name == "html" {
		return errors.New("several pages do not go into one file; -o FOLDER/ writes one for each")
	}
	if held := s.held; held != nil { // one came after all
		c.many, s.held = true, nil
		if err := s.item(c, held); err != nil {
			return err
		}
	}
	return s.item(c, b)
}

// item writes one of many.
func (s *stream) item(c *converter, b []byte) error {
	if err := s.separate(c); err != nil {
		return err
	}
	if c.to.name == "json" {
		b = b[:len(b)-1] // the line goes on with a comma or the end
	}
	if _, err := s.out.Write(b); err != nil {
		return err
	}
	c.written++
	return nil
}

// separate writes what stands before an item of many.
func (s *stream) separate(c *converter) error {
	text := ""
	switch {
	case c.to.name == "json" && !s.begun:
		text = "[\n"
	case c.to.name == "json":
		text = ",\n"
	case c.to.name != "jsonl" && s.begun:
		text = "\n\n"
	}
	s.begun = true
	_, err := io.WriteString(s.out, text)
	return err
}

func (s *stream) close(c *converter) error {
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

// abort ends an array in what was written directly.
func (s *stream) abort(c *converter) {
	if s.out.temp != "" {
		c.written = 0
	} else if c.to.name == "json" && s.begun {
		io.WriteString(s.out, "\n]\n")
	}
	s.out.discard()
}

// folder writes a file for each incident, named after the one it came from.
type folder struct {
	taken map[string]int // by name, the number at which the search for another one begins
}

func (s *folder) put(c *converter, name string, inc *incident.Incident) error {
	b, err := c.to.append(c, nil, inc)
	if err != nil {
		return err
	}
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if name == "-" {
		base = "incident"
	}
	if err := c.env.write(filepath.Join(c.out, s.free(base)+c.to.endings[0]), b); err != nil {
		return err
	}
	c.written++
	return nil
}

// free returns a name that was not taken: base, base-2, base-3 and so on.
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
