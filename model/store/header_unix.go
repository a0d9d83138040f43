//go:build !windows

package store

import (
	"io/fs"
	"syscall"
)

// onDisk is how many bytes of a file the disk holds.
func onDisk(info fs.FileInfo) int64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return stat.Blocks * 512
	}
	return info.Size()
}
