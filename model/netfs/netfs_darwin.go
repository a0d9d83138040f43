package model

import "syscall"

const mountedLocally = 0x1000 // MNT_LOCAL, sys/mount.h

// remote tells whether dir lies on a network file system, where file locks and
// durable writes cannot be relied on.
func remote(dir string) (bool, error) {
	var info syscall.Statfs_t
	if err := syscall.Statfs(dir, &info); err != nil {
		return false, err
	}
	return info.Flags&mountedLocally == 0, nil
}
