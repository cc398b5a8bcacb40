//go:build !linux

package main

import (
	"errors"
	"io/fs"
	"os"
)

// createUnnamed fails, because on other systems all files have names.
func createUnnamed(string, fs.FileMode) (*os.File, error) { return nil, errors.ErrUnsupported }

func nameFile(*os.File, string) error { return errors.ErrUnsupported }

func openPath(f *os.File) string { return f.Name() }
