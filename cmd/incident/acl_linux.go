package main

import "syscall"

// keepACL gives a file the access control list of an old one, or none if that
// has none: a new file may have inherited one from its folder. It reports
// whether the file has the same list.
func keepACL(path, old string) bool {
	const name = "system.posix_acl_access"
	list := make([]byte, 64<<10) // the limit of the system
	n, err := syscall.Getxattr(old, name, list)
	switch err {
	case nil:
		return syscall.Setxattr(path, name, list[:n], 0) == nil
	case syscall.ENODATA:
		err = syscall.Removexattr(path, name)
		return err == nil || err == syscall.ENODATA
	}
	return err == syscall.ENOTSUP
}
