package files

import (
	"errors"
	"os"
	"runtime"
)

// BeforeSync is nil but in tests: it hears of everything that is about to be made durable,
// and an error of it is as one of the disk.
var BeforeSync func(path string) error

// Sync makes what was written to a file durable.
func Sync(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(syncOpen(file), file.Close())
}

func syncOpen(file *os.File) error {
	if BeforeSync != nil {
		if err := BeforeSync(file.Name()); err != nil {
			return err
		}
	}
	return file.Sync()
}

// SyncFolder makes new names in a folder durable. Windows knows no such thing.
func SyncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(syncOpen(folder), folder.Close())
}
