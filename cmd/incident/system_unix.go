//go:build unix && !aix && !solaris

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// lock marks a file as in use until it is closed, also by the end of the
// process. On a file system without locks it does nothing.
func lock(f *os.File) { syscall.Flock(int(f.Fd()), syscall.LOCK_EX) }

// tryLock is lock that does not wait. It reports false if another process has
// the file.
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
	// The path may have got another file since it was opened.
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil && isAt(f, path) {
		os.Remove(path)
	}
}

// keepOwner gives a file the owner and the group of an old one, as far as the
// system allows it. It reports whether the file has the group.
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

// hardLinks returns the number of names that a file has.
func hardLinks(info fs.FileInfo) int {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(s.Nlink)
	}
	return 1
}
