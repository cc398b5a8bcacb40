package main

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/incidentkit/incident"
)

// inputs are the files to read, in order.
type inputs struct {
	files  []string
	folder bool              // one was named
	below  map[string]string // of files in folders of a folder, the path of theirs in it
}

// several reports whether more than one file may be read.
func (in *inputs) several() bool { return in.folder || len(in.files) > 1 }

// expand replaces folders by their files, sorted, and those of the folders in
// them; names that begin with a dot are left out, and so is the folder that
// output goes to. No name is standard input.
func expand(names []string, out string) inputs {
	if len(names) == 0 {
		return inputs{files: []string{"-"}}
	}
	in := inputs{below: make(map[string]string)}
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.IsDir() {
			in.files = append(in.files, name) // what is not there is said in its turn
			continue
		}
		in.folder = true
		in.walk(name, out)
	}
	return in
}

// walk adds the files of a folder. What cannot be looked into is said in its
// turn, too.
func (in *inputs) walk(root, out string) {
	filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			in.files = append(in.files, path)
			return nil
		case path == root:
			return nil
		case strings.HasPrefix(e.Name(), "."), e.IsDir() && sameFile(path, out):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.Type()&fs.ModeSymlink != 0: // to a file, such as those of a ConfigMap
			if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
				return nil
			}
		case !e.Type().IsRegular():
			return nil
		}
		in.files = append(in.files, path)
		if dir, err := filepath.Rel(root, filepath.Dir(path)); err == nil && dir != "." {
			in.below[path] = dir
		}
		return nil
	})
}

// sameFile reports whether two paths are those of one file.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(one, other)
}

// maxInput limits one file, so that a wrong name does not fill the memory.
const maxInput = 256 << 20

func readInput(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return readAll(stdin, "<stdin>")
	}
	return readFile(name)
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
