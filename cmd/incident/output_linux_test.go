package main

import (
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestOutputIsADevice writes to a device such as /dev/null, which must stay.
func TestOutputIsADevice(t *testing.T) {
	null := filepath.Join(t.TempDir(), "null")
	_, stat := lstat(t, "/dev/null")
	if err := syscall.Mknod(null, syscall.S_IFCHR|0o666, int(stat.Rdev)); err != nil {
		t.Skip("only root may make a device: ", err)
	}
	if err := os.WriteFile(null, nil, 0); err != nil {
		t.Skip("the file system of temporary files opens no devices: ", err)
	}
	if got := runWith(t, shortIncident, "convert", "-o", null); got.code != exitDone || got.stderr != "" {
		t.Errorf("%+v", got)
	}
	if info, _ := lstat(t, null); info.Mode().Type() != fs.ModeDevice|fs.ModeCharDevice {
		t.Errorf("it became %v", info.Mode())
	}
	wantFiles(t, filepath.Dir(null), "null")
}

// TestOutputACL checks that the access control list of a file is kept, and that
// the default of its folder is not inherited.
func TestOutputACL(t *testing.T) {
	const access, inherited = "system.posix_acl_access", "system.posix_acl_default"
	list := func(user uint32) []byte {
		b := binary.LittleEndian.AppendUint32(nil, 2) // the version
		for _, e := range [][3]uint32{{1, 6, ^uint32(0)}, {2, 4, user}, {4, 0, ^uint32(0)}, {16, 4, ^uint32(0)}, {32, 0, ^uint32(0)}} {
			b = binary.LittleEndian.AppendUint16(b, uint16(e[0]))
			b = binary.LittleEndian.AppendUint16(b, uint16(e[1]))
			b = binary.LittleEndian.AppendUint32(b, e[2])
		}
		return b
	}
	name := file(t, "in.json", shortIncident)
	if err := syscall.Setxattr(name, access, list(12345), 0); err != nil {
		t.Skip("the file system of temporary files has no access control lists: ", err)
	}
	plain := filepath.Join(filepath.Dir(name), "plain.json")
	os.WriteFile(plain, []byte(shortIncident), 0o600)
	os.Chmod(plain, 0o640)
	if err := syscall.Setxattr(filepath.Dir(name), inherited, list(23456), 0); err != nil {
		t.Skip("the file system of temporary files has no default lists of folders: ", err)
	}
	for _, test := range []struct{ name, want string }{{name, string(list(12345))}, {plain, ""}} {
		before, _ := lstat(t, test.name)
		if got := runWith(t, "x", "post", "-w", test.name); got.code != exitDone {
			t.Errorf("%+v", got)
		}
		b := make([]byte, 1000)
		n, err := syscall.Getxattr(test.name, access, b)
		if got := string(b[:max(n, 0)]); got != test.want {
			t.Errorf("%s: got the list %x, %v, want %x", filepath.Base(test.name), got, err, test.want)
		}
		if after, _ := lstat(t, test.name); after.Mode() != before.Mode() {
			t.Errorf("%s: mode %v became %v", filepath.Base(test.name), before.Mode(), after.Mode())
		}
	}
}
