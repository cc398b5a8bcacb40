package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/incidentkit/incident"
)

// fileError returns an error about a file as a whole.
func fileError(name string, err error) error { return aboutFile(name, "", reason(err)) }

// aboutFile returns an error about a file as a whole, or about a value at a
// path whose place in the file is not known.
func aboutFile(name, path string, err error) error {
	return &incident.SourceError{File: shownName(name), Path: path, Err: err}
}

// shownName returns the name of a file for messages.
func shownName(name string) string {
	if name == "-" {
		return "<stdin>"
	}
	return name
}

// reason returns the cause of an error without the name of the file, which may
// be a temporary one.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// remedies maps errors in writing to the next step.
var remedies = []struct {
	err    error
	remedy string
}{
	{syscall.ENOSPC, "make room, or write to another disk"},
	{syscall.EDQUOT, "make room, or write to another disk"},
	{syscall.EFBIG, "raise the limit (ulimit -f), or write less into one file"},
	{syscall.EROFS, "write to a folder on another disk"},
	{syscall.ENAMETOOLONG, "choose a shorter name"},
	{syscall.EEXIST, "leave out the slash at its end, or name a folder"},
	{syscall.EISDIR, "name a file in that folder"},
	{syscall.ENOTDIR, "name a folder in its path instead of a file"},
	{fs.ErrPermission, "write to a file and a folder that you may change"},
	{fs.ErrNotExist, "make its folder first"},
}

// writeError returns an error about a file that could not be written, with the
// next step.
func writeError(name string, err error) error {
	err = reason(err)
	for _, r := range remedies {
		if errors.Is(err, r.err) {
			err = fmt.Errorf("%w; %s", err, r.remedy)
			break
		}
	}
	return fileError(name, err)
}
