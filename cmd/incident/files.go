package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/incidentkit/incident"
)

// inputs are the files to read, in order.
type inputs struct {
	files  []string
	folder bool // one was named
}

// expand replaces folders by their files, sorted. No name is standard input.
func expand(names []string) (inputs, error) {
	if len(names) == 0 {
		return inputs{files: []string{"-"}}, nil
	}
	var in inputs
	for _, name := range names {
		if name == "-" {
			in.files = append(in.files, name)
			continue
		}
		info, err := os.Stat(name)
		if err != nil {
			return in, fileError(name, err)
		}
		if !info.IsDir() {
			in.files = append(in.files, name)
			continue
		}
		in.folder = true
		entries, err := os.ReadDir(name) // sorted
		if err != nil {
			return in, fileError(name, err)
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				in.files = append(in.files, filepath.Join(name, e.Name()))
			}
		}
	}
	return in, nil
}

// fileError says what is wrong with a file in the form of all messages.
func fileError(name string, err error) error {
	if e, ok := err.(*os.PathError); ok {
		err = e.Err
	}
	return fmt.Errorf("%s:1:1: %w", name, err)
}

func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fileError(name, err)
	}
	defer f.Close()
	return readAll(f, name)
}

func readAll(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err != nil {
		return nil, fileError(name, err)
	}
	if len(data) > maxInput {
		return nil, fmt.Errorf("%s:1:1: larger than %d MB", name, maxInput>>20)
	}
	return data, nil
}

// writeFile writes a file through a temporary name beside it, so that a reader
// never sees half of it. It keeps the mode of a file that is there.
func writeFile(name string, data []byte) (err error) {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fileError(name, err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = fileError(name, err)
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(mode); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// sink is where the incidents go.
type sink interface {
	put(c *converter, name string, inc *incident.Incident) error
	close(c *converter) error
	abort(c *converter) // after a fault; what was put stays put
}

func (c *converter) open() error {
	if c.out == "" {
		c.sink = &stream{w: c.env.stdout}
		return nil
	}
	info, err := os.Stat(c.out)
	if isDir := err == nil && info.IsDir(); isDir || strings.HasSuffix(c.out, "/") {
		if err := os.MkdirAll(c.out, 0o777); err != nil {
			return fileError(c.out, err)
		}
		c.sink = &folder{taken: make(map[string]bool)}
		return nil
	}
	c.sink = &fileSink{}
	return nil
}

// stream writes one document after the other. The first is held back until it is
// known whether there are more, since an array begins differently.
type stream struct {
	w     io.Writer
	begun bool
	held  []byte
}

func (s *stream) put(c *converter, name string, inc *incident.Incident) error {
	b, err := writers[c.to].append(c, nil, inc)
	if err != nil {
		return err
	}
	if !c.many {
		s.held = b
		return nil
	}
	if err := s.separate(c); err != nil {
		return err
	}
	if c.to == "json" {
		b = b[:len(b)-1] // the line goes on with a comma or the end
	}
	if _, err := s.w.Write(b); err != nil {
		return err
	}
	c.written++
	return nil
}

// separate writes what stands before an item of many.
func (s *stream) separate(c *converter) error {
	text := ""
	switch {
	case c.to == "json" && !s.begun:
		text = "[\n"
	case c.to == "json":
		text = ",\n"
	case c.to != "jsonl" && s.begun:
		text = "\n\n"
	}
	s.begun = true
	_, err := io.WriteString(s.w, text)
	return err
}

func (s *stream) close(c *converter) error {
	if len(s.held) > 0 {
		c.written++
		_, err := s.w.Write(s.held)
		return err
	}
	text := ""
	switch {
	case c.to == "json" && s.begun:
		text = "\n]\n"
	case c.to == "json" && c.many:
		text = "[]\n"
	}
	_, err := io.WriteString(s.w, text)
	return err
}

func (s *stream) abort(c *converter) {
	if c.to == "json" && s.begun {
		io.WriteString(s.w, "\n]\n")
	}
}

// fileSink writes everything to one file, once it is complete.
type fileSink struct {
	stream
	data strings.Builder
}

func (s *fileSink) put(c *converter, name string, inc *incident.Incident) error {
	s.w = &s.data
	return s.stream.put(c, name, inc)
}

func (s *fileSink) close(c *converter) error {
	s.w = &s.data
	if err := s.stream.close(c); err != nil {
		return err
	}
	return writeFile(c.out, []byte(s.data.String()))
}

func (s *fileSink) abort(c *converter) { c.written = 0 }

// folder writes a file for each incident, named after the one it came from.
type folder struct{ taken map[string]bool }

func (s *folder) put(c *converter, name string, inc *incident.Incident) error {
	b, err := writers[c.to].append(c, nil, inc)
	if err != nil {
		return err
	}
	base := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if name == "-" {
		base = "incident"
	}
	file := base
	for n := 2; s.taken[file]; n++ {
		file = fmt.Sprintf("%s-%d", base, n)
	}
	s.taken[file] = true
	if err := writeFile(filepath.Join(c.out, file+writers[c.to].ending), b); err != nil {
		return err
	}
	c.written++
	return nil
}

func (*folder) close(*converter) error { return nil }
func (*folder) abort(*converter)       {}
