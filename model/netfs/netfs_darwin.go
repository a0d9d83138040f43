package netfs

import "syscall"

const mountedLocally = 0x1000 // MNT_LOCAL, sys/mount.h

// OnNetwork tells whether a folder lies on a network file system.
func OnNetwork(dir string) (bool, error) {
	var info syscall.Statfs_t
	if err := syscall.Statfs(dir, &info); err != nil {
		return false, err
	}
	return info.Flags&mountedLocally == 0, nil
}
