package model

import "syscall"

// remoteTypes are the magic numbers of network file systems (statfs(2)): NFS, SMB,
// CIFS, SMB2, AFS, Ceph and 9P.
var remoteTypes = map[uint32]bool{
	0x6969: true, 0x517b: true, 0xff534d42: true, 0xfe534d42: true,
	0x5346414f: true, 0x00c36400: true, 0x01021997: true,
}

// remote tells whether dir lies on a network file system, where file locks and
// durable writes cannot be relied on.
func remote(dir string) (bool, error) {
	var info syscall.Statfs_t
	if err := syscall.Statfs(dir, &info); err != nil {
		return false, err
	}
	return remoteTypes[uint32(info.Type)], nil
}
