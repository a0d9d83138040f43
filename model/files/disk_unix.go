//go:build unix

package files

import (
	"os"
	"syscall"
)

// SameDisk tells whether two folders lie in one file system. It is false where that cannot be told.
func SameDisk(a, b string) bool {
	one, there := deviceOf(a)
	other, too := deviceOf(b)
	return there && too && one == other
}

func deviceOf(folder string) (device uint64, ok bool) {
	info, err := os.Stat(folder)
	if err != nil {
		return 0, false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return uint64(stat.Dev), true // of another width on each OS
}
