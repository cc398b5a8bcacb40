package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"github.com/incidentkit/incident"
	"github.com/incidentkit/incident/site"
)

// siteWriter writes the files of one or more services to a folder.
type siteWriter struct {
	env  environment
	dir  string
	root *os.Root // dir

	services []*writtenService
	files    []siteFile
	known    manifest // what was written before

	written, removed int
}

// writtenService is a service in a folder below the one that is written.
type writtenService struct {
	*site.Service
	folder  string
	options site.Options
	links   site.Links
}

// siteFile is a file that is to be written.
type siteFile struct {
	name  string // below the folder that is written
	print func(dst []byte) []byte
	check func(data []byte) // its links; nil: they are not checked
}

// add adds the files of a service.
func (w *siteWriter) add(folder string, s *site.Service, o site.Options) error {
	files, err := s.Files(o)
	if err != nil {
		return err
	}
	service := &writtenService{Service: s, folder: folder, options: o, links: site.Links{URL: s.Page.URL, Files: files}}
	w.services = append(w.services, service)
	for _, f := range files {
		check := func(data []byte) { service.links.Add(f.Name, data) }
		w.files = append(w.files, siteFile{folder + f.Name, f.Append, check})
	}
	return nil
}

// overview adds the page that lists the services, if there are several.
func (w *siteWriter) overview() {
	if len(w.services) < 2 {
		return
	}
	var homes []*site.Home
	var folders []string
	for _, s := range w.services {
		homes, folders = append(homes, s.Public().Home(s.options)), append(folders, s.folder)
	}
	page := site.HTML{}.AppendOverview(nil, homes, folders)
	w.files = append(w.files, siteFile{name: "index.html", print: func(dst []byte) []byte { return append(dst, page...) }})
}

// write writes the files that changed and removes those that are no longer
// made.
func (w *siteWriter) write() error {
	if err := os.MkdirAll(w.dir, 0o777); err != nil {
		return writeError(w.dir, err)
	}
	var err error
	if w.root, err = os.OpenRoot(w.dir); err != nil {
		return writeError(w.dir, err)
	}
	defer w.root.Close()
	if w.known, err = readManifest(w.root, w.path(manifestName)); err != nil {
		return err
	}
	names := make(manifest, 0, len(w.files))
	for _, f := range w.files {
		names = append(names, f.name)
	}
	slices.Sort(names)
	if err := w.checkForeign(names); err != nil {
		return err
	}
	// A run that is killed leaves no file that the next one would not know.
	if _, err := w.put(manifestName, union(w.known, names).append(nil)); err != nil {
		return err
	}
	for _, name := range w.known {
		if _, still := slices.BinarySearch(names, name); !still {
			if err := w.remove(name); err != nil {
				return err
			}
		}
	}
	if err := w.putAll(); err != nil {
		return err
	}
	_, err = w.put(manifestName, names.append(nil))
	return err
}

// path returns how messages name a file of the folder.
func (w *siteWriter) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// checkForeign returns an error if a file is there that was not written by a
// former run.
func (w *siteWriter) checkForeign(names manifest) error {
	for _, name := range names {
		if _, known := slices.BinarySearch(w.known, name); known {
			continue
		}
		if _, err := w.root.Lstat(filepath.FromSlash(name)); !errors.Is(err, fs.ErrNotExist) {
			if err == nil {
				err = errors.New("was not written by incident site, which does not replace it; move it away, or choose another folder")
			}
			return fileError(w.path(name), err)
		}
	}
	return nil
}

// putAll makes the files, several at a time, and writes them.
func (w *siteWriter) putAll() error {
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	type result struct {
		written bool
		err     error
	}
	work := ordered[result]{use: func(r result) error {
		if r.written {
			w.written++
		}
		return r.err
	}}
	defer work.stop()
	for _, f := range w.files {
		err := work.add(func() (r result) {
			b := buffers.Get().(*[]byte)
			defer buffers.Put(b)
			if *b = f.print((*b)[:0]); f.check != nil {
				f.check(*b)
			}
			r.written, r.err = w.put(f.name, *b)
			return r
		})
		if err != nil {
			return err
		}
	}
	return work.finish()
}

// put writes a file unless it holds the same already.
func (w *siteWriter) put(name string, data []byte) (written bool, err error) {
	local := filepath.FromSlash(name)
	old, err := w.root.ReadFile(local)
	switch {
	case err == nil && bytes.Equal(old, data):
		return false, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return false, writeError(w.path(name), err)
	}
	if err := w.root.MkdirAll(filepath.Dir(local), 0o777); err != nil {
		return false, writeError(w.path(name), err)
	}
	path := w.path(name)
	sweep(filepath.Dir(path) + "/")
	o, err := w.env.create(path)
	if err != nil {
		return false, err
	}
	o.derived = true
	return true, o.finish(data, os.Rename)
}

// remove removes a file, and the folders that are empty without it.
func (w *siteWriter) remove(name string) error {
	name = filepath.FromSlash(name)
	if err := w.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return writeError(w.path(name), err)
	}
	w.removed++
	for dir := filepath.Dir(name); dir != "."; dir = filepath.Dir(dir) {
		if w.root.Remove(dir) != nil {
			break // something else is in it
		}
	}
	return nil
}

// broken returns the links of texts that lead nowhere, each as place completes
// it. An error is a link of ours.
func (w *siteWriter) broken(place func(*broken, *incident.Incident)) (stated []broken, err error) {
	for _, s := range w.services {
		pages := make(map[string]*incident.Incident)
		for _, f := range s.links.Files {
			pages[f.Name] = f.Incident
		}
		for _, b := range s.links.Broken() {
			name := s.folder + b.File
			switch {
			case b.Stated:
				link := broken{Page: name, Part: b.Part, URL: b.URL}
				if inc := pages[b.File]; inc != nil {
					place(&link, inc)
				}
				stated = append(stated, link)
			case err == nil:
				err = fileError(w.path(name), fmt.Errorf("the link %q of this page leads nowhere, which is a mistake of incident site; please report it", b.URL))
			}
		}
	}
	return stated, err
}
