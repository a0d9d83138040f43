package keys

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// ErrNotRegular means that a pipe, a device or a folder lies where a file belongs.
var ErrNotRegular = errors.New("keys: not a regular file")

// Regular refuses what is there but no regular file: opening a pipe might never end.
func Regular(path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%w: %s", ErrNotRegular, path)
	}
	return err
}

// ReadFile reads a regular file, of which no more than most bytes: a sparse one of
// gigabytes costs its owner nothing.
func ReadFile(path string, most int64) (content []byte, err error) {
	if err := Regular(path); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return io.ReadAll(io.LimitReader(file, most))
}

// WriteFile puts a file that only its owner can read in the place of another, whole or not
// at all, and makes its content durable; its name is when the folder is. What lies at
// path.new goes, and no link is followed.
func WriteFile(path string, content []byte) (err error) {
	unfinished := path + ".new"
	if err := remove(unfinished); err != nil {
		return err
	}
	file, err := os.OpenFile(unfinished, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err == nil {
		err = syncOpen(file)
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(unfinished, path)
	}
	if err != nil {
		err = errors.Join(err, remove(unfinished))
	}
	return err
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}
