package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// manifest lists the files that site wrote to a folder, sorted.
type manifest []string

const (
	manifestName   = ".incident-site"
	manifestHeader = "# Written by incident site, which replaces and removes these files."
)

// readManifest returns the manifest of a folder, which may have none. Path is
// how messages name it.
func readManifest(root *os.Root, path string) (manifest, error) {
	data, err := root.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fileError(path, err)
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if lines[0] != manifestHeader {
		return nil, fileError(path, errors.New("is not the list of files that incident site writes; move it away, or choose another folder"))
	}
	for _, name := range lines[1:] {
		if !fs.ValidPath(name) || !filepath.IsLocal(filepath.FromSlash(name)) {
			return nil, fileError(path, errors.New("names a file that is not below the folder; remove it and the files of the site, and run again"))
		}
	}
	slices.Sort(lines[1:])
	return lines[1:], nil
}

// append appends the manifest as a file.
func (m manifest) append(dst []byte) []byte {
	dst = append(dst, manifestHeader+"\n"...)
	for _, name := range m {
		dst = append(append(dst, name...), '\n')
	}
	return dst
}

// union returns the names of both.
func union(a, b manifest) manifest {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
