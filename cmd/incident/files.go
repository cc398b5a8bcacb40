package main

import (
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
