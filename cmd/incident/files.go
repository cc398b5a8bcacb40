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

// fileError returns an error about a file that has no place in it.
func fileError(name string, err error) error {
	if e, ok := err.(*os.PathError); ok {
		err = e.Err
	}
	return &incident.SourceError{File: name, Err: err}
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
		return nil, fileError(name, &incident.LimitError{Limit: "bytes", Max: maxInput})
	}
	return data, nil
}

// newFile is a file that is written under a temporary name beside it, so that a
// reader never sees half of it. It keeps the mode of a file that is there.
type newFile struct {
	*os.File
	name, target string // as given, and behind links
	mode         os.FileMode
}

func createFile(name string) (*newFile, error) {
	n := &newFile{name: name, target: name, mode: 0o644}
	if info, err := os.Stat(name); err == nil {
		n.mode = info.Mode().Perm()
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		n.target = target
	}
	f, err := os.CreateTemp(filepath.Dir(n.target), "."+filepath.Base(n.target)+".*")
	if err != nil {
		return nil, fileError(name, err)
	}
	n.File = f
	return n, nil
}

// commit gives the file its name.
func (n *newFile) commit() error {
	err := n.Chmod(n.mode)
	if err == nil {
		err = n.Sync()
	}
	if e := n.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(n.File.Name(), n.target)
	}
	if err != nil {
		os.Remove(n.File.Name())
		return fileError(n.name, err)
	}
	return nil
}

// discard removes what was written.
func (n *newFile) discard() {
	n.Close()
	os.Remove(n.File.Name())
}

func writeFile(name string, data []byte) error {
	f, err := createFile(name)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.discard()
		return fileError(name, err)
	}
	return f.commit()
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
	f, err := createFile(c.out)
	if err != nil {
		return err
	}
	c.sink = &fileSink{stream{w: f}, f}
	return nil
}

// stream writes one document after the other. The first is held back until it
// is known whether there are more, since an array begins differently.
type stream struct {
	w     io.Writer
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
	case c.to.name == "json" && !s.begun:
		text = "[\n"
	case c.to.name == "json":
		text = ",\n"
	case c.to.name != "jsonl" && s.begun:
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
	case c.to.name == "json" && s.begun:
		text = "\n]\n"
	case c.to.name == "json" && c.many:
		text = "[]\n"
	}
	_, err := io.WriteString(s.w, text)
	return err
}

func (s *stream) abort(c *converter) {
	if c.to.name == "json" && s.begun {
		io.WriteString(s.w, "\n]\n")
	}
}

// fileSink writes everything to one file, which appears once it is complete.
type fileSink struct {
	stream
	file *newFile
}

func (s *fileSink) close(c *converter) error {
	if err := s.stream.close(c); err != nil {
		s.file.discard()
		return err
	}
	return s.file.commit()
}

func (s *fileSink) abort(c *converter) {
	s.file.discard()
	c.written = 0
}

// folder writes a file for each incident, named after the one it came from.
type folder struct{ taken map[string]bool }

func (s *folder) put(c *converter, name string, inc *incident.Incident) error {
	b, err := c.to.append(c, nil, inc)
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
	if err := writeFile(filepath.Join(c.out, file+c.to.endings[0]), b); err != nil {
		return err
	}
	c.written++
	return nil
}

func (*folder) close(*converter) error { return nil }
func (*folder) abort(*converter)       {}
