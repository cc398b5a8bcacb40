//go:build !unix || aix || solaris

package main

import (
	"io/fs"
	"os"
	"runtime"
)

// lock does nothing. Windows does not remove open files anyway.
func lock(*os.File) {}

// tryLock always succeeds.
func tryLock(*os.File) bool { return true }

// removeStale removes a temporary file that no process has open, if the system
// can tell.
func removeStale(path string) {
	if runtime.GOOS == "windows" {
		os.Remove(path)
	}
}

func keepOwner(*os.File, fs.FileInfo) bool { return true }

func hardLinks(fs.FileInfo) int { return 1 }
