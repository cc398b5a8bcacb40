//go:build unix && !aix && !solaris

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// lock marks a file as in use until it is closed, at the latest when the
// process ends. It does nothing on a file system without locks.
func lock(f *os.File) { syscall.Flock(int(f.Fd()), syscall.LOCK_EX) }

// tryLock is lock without waiting. It returns false if another process has
// locked the file.
func tryLock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != syscall.EWOULDBLOCK
}

// removeStale removes a temporary file that no process has locked.
func removeStale(path string) {
	f, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return
	}
	defer f.Close()
	// Another file may have got the path since this one was opened.
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil && isAt(f, path) {
		os.Remove(path)
	}
}

// keepOwner gives a file the owner and group of an old file, as far as the
// system permits. It reports whether the file now has the group.
func keepOwner(f *os.File, old fs.FileInfo) bool {
	info, err := f.Stat()
	if err != nil {
		return false
	}
	was, ok := old.Sys().(*syscall.Stat_t)
	is, ok2 := info.Sys().(*syscall.Stat_t)
	switch {
	case !ok || !ok2:
		return false
	case is.Uid == was.Uid && is.Gid == was.Gid, f.Chown(int(was.Uid), int(was.Gid)) == nil:
		return true
	}
	return is.Gid == was.Gid || f.Chown(-1, int(was.Gid)) == nil
}

// hardLinks returns the number of names of a file.
func hardLinks(info fs.FileInfo) int {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Nlink)
	}
	return 1
}
