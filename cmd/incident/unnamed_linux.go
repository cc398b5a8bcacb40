package main

import (
	"io/fs"
	"os"
	"strconv"
	"syscall"
	"unsafe"
)

// createUnnamed creates a file without a name in a folder, which is "" or ends
// in a separator. If the process is killed before nameFile, nothing is left of
// the file. Not all file systems support this.
func createUnnamed(dir string, mode fs.FileMode) (*os.File, error) {
	const tmpfile = 0x400000 | syscall.O_DIRECTORY // O_TMPFILE
	f, err := os.OpenFile(dir+".", os.O_RDWR|tmpfile, mode)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(openPath(f)); err != nil { // without /proc, it could not get a name
		f.Close()
		return nil, err
	}
	return f, nil
}

// nameFile gives a name, which must not exist, to a file of createUnnamed.
func nameFile(f *os.File, name string) error {
	from, err := syscall.BytePtrFromString(openPath(f))
	if err != nil {
		return err
	}
	to, err := syscall.BytePtrFromString(name)
	if err != nil {
		return err
	}
	const cwd, follow = ^uintptr(99), 0x400 // AT_FDCWD, AT_SYMLINK_FOLLOW
	_, _, errno := syscall.Syscall6(syscall.SYS_LINKAT, cwd, uintptr(unsafe.Pointer(from)), cwd, uintptr(unsafe.Pointer(to)), follow, 0)
	if errno != 0 {
		return errno
	}
	return nil
}

// openPath returns the path of an open file, which may have no name.
func openPath(f *os.File) string { return "/proc/self/fd/" + strconv.Itoa(int(f.Fd())) }
