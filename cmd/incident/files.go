package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/internal/spelling"
)

// inputs are the files to read, in order.
type inputs struct {
	files  []string
	folder bool              // a folder was named
	below  map[string]string // for files in subfolders of a named folder, the path of their subfolder
}

// several reports whether there may be more than one file.
func (in *inputs) several() bool { return in.folder || len(in.files) > 1 }

// expand returns the files that names stand for, and tells the loader which of
// them may be no reports.
func (l *loader) expand(names []string, out string) inputs {
	in := expand(names, out)
	l.folder, l.strays = in.folder, make(map[string]bool)
	for _, name := range in.files {
		if in.folder && !slices.Contains(names, name) && !hasReadExtension(name) {
			l.strays[name] = true
		}
	}
	return in
}

// expand replaces folders by the files in them and in their subfolders, sorted.
// Names that begin with a dot are left out, and so is the output folder.
// Without names it returns standard input.
func expand(names []string, out string) inputs {
	if len(names) == 0 {
		return inputs{files: []string{"-"}}
	}
	in := inputs{below: make(map[string]string)}
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.IsDir() {
			in.files = append(in.files, name) // a missing file is reported when its turn comes
			continue
		}
		in.folder = true
		in.walk(name, out)
	}
	return in
}

// walk adds the files of a folder. What cannot be read is also reported when
// its turn comes.
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
		case e.Type()&fs.ModeSymlink != 0: // to a file, as in a ConfigMap
			if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
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

// hasReadExtension reports whether the extension of a name is that of a format
// that is read.
func hasReadExtension(name string) bool {
	return slices.ContainsFunc(formats, func(f format) bool {
		return f.isRead() && slices.Contains(f.endings, strings.ToLower(filepath.Ext(name)))
	})
}

// includes reports whether a path refers to one of the files.
func (in *inputs) includes(path string) bool {
	if _, err := os.Stat(path); err != nil {
		return false
	}
	return slices.ContainsFunc(in.files, func(name string) bool { return name != "-" && sameFile(name, path) })
}

// sameFile reports whether two paths refer to the same file.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, err2 := os.Stat(b)
	return err == nil && err2 == nil && os.SameFile(one, other)
}

// maxInput limits the size of a file in bytes, so that a wrong name does not
// fill the memory.
const maxInput = 256 << 20

func readInput(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return readAll(stdin, "<stdin>")
	}
	return readFile(name)
}

func readFile(name string) ([]byte, error) {
	f, err := openFile(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAll(f, name)
}

// openFile opens a file for reading. The error for a missing file names the one
// that was probably meant.
func openFile(name string) (*os.File, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		if near := neighbour(name); near != "" {
			err = fmt.Errorf("%w;%s", reason(err), didYouMean(near))
		}
	}
	if err != nil {
		return nil, fileError(name, err)
	}
	return f, nil
}

// neighbour returns the path of the file beside a missing one that was probably
// meant, or "".
func neighbour(name string) string {
	dir, base := filepath.Split(name)
	entries, _ := os.ReadDir(filepath.Clean(dir))
	if near := spelling.Nearest(base, namesOf(entries, fs.DirEntry.Name)); near != "" {
		return dir + near
	}
	return ""
}

func readAll(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if errors.Is(err, syscall.EISDIR) {
		return nil, writeError(name, err) // the remedy is the same
	}
	if err != nil {
		return nil, fileError(name, err)
	}
	if len(data) > maxInput {
		return nil, fileError(name, &incident.LimitError{Limit: "bytes", Max: maxInput})
	}
	return data, nil
}
