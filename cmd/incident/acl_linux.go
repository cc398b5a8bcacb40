package main

import "syscall"

// keepACL gives a file the access control list of an old file, or removes the
// list that it inherited from its folder if the old file has none. It reports
// whether the two files now have the same list.
func keepACL(path, old string) bool {
	const name = "system.posix_acl_access"
	list := make([]byte, 64<<10) // limit of the system
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
