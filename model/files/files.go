// Package files reads and writes small files so that a crash, a full disk or a stranger's pipe does no harm.
//
// Write puts a new content in the place of another, whole or not at all, in a folder of this program; Replace does so in a
// folder of somebody else's. Create makes a file that must not be there yet. Read reads no more than it is told to, and no
// pipe. All make the content durable, Write and Replace before the file has its name; SyncFolder makes the name durable,
// too.
//
// No library does this for us: renameio leaves Windows out, and natefinch/atomic leaves its temporary files behind after a
// crash and has no place for the faults that our tests inject.
package files

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// ErrNotRegular means that a pipe, a device or a folder lies where a file belongs.
var ErrNotRegular = errors.New("not a regular file")

// CheckRegular refuses what is there but no regular file: opening a pipe might never end.
func CheckRegular(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%w: %s", ErrNotRegular, path)
	}
	return err
}

// Read reads a regular file, of which no more than most bytes: a sparse one of gigabytes costs its owner nothing.
func Read(path string, most int64) (content []byte, err error) {
	if err := CheckRegular(path); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return io.ReadAll(io.LimitReader(file, most))
}

// Create makes a file that only its owner can read; fs.ErrExist where there is one. After any other error there is none.
func Create(path string, content []byte) error {
	file, err := create(path)
	if err != nil {
		return err
	}
	if err := fill(file, writer(content)); err != nil {
		return errors.Join(err, RemoveIfExists(path))
	}
	return nil
}

// Write puts a file that only its owner can read in the place of another. It is made as path.new, where nothing else of
// worth may lie, so that what a crash leaves goes with the next Write. No link is followed. Only one program at a time may
// write a path.
func Write(path string, content []byte) error {
	unfinished := path + ".new"
	if err := RemoveIfExists(unfinished); err != nil {
		return err
	}
	file, err := create(unfinished)
	if err != nil {
		return err
	}
	return finish(file, path, writer(content))
}

// Replace is Write for a folder in which any name may be taken, or to which several programs write.
func Replace(path string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".qlingo-*") // 0600
	if err != nil {
		return err
	}
	return finish(file, path, write)
}

// RemoveIfExists removes a file; one that is not there is no error.
func RemoveIfExists(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func create(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

func writer(content []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
}

// finish fills a new file and gives it its name, or removes it, even where write panics.
func finish(file *os.File, path string, write func(io.Writer) error) (err error) {
	named := false
	defer func() {
		if !named {
			err = errors.Join(err, RemoveIfExists(file.Name()))
		}
	}()
	if err := fill(file, write); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	named = true
	return nil
}

// fill writes a new file, makes its content durable and closes it.
func fill(file *os.File, write func(io.Writer) error) error {
	err := write(file)
	if err == nil {
		err = syncOpen(file)
	}
	return errors.Join(err, file.Close())
}
