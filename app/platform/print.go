package platform

import (
	"context"
	"io"
	"os"
	"path/filepath"
)

// sheets are PDF files in a folder of this program, for as long as the OS needs to print them. They hold secrets: only
// this OS user can read them, and each goes after a minute, with the program, and at the latest at its next start.
type sheets struct{ folder string }

// sheetNames are what the files of the folder are called; whatever else lies there is not ours.
const sheetNames = "qlingo-*.pdf"

// print writes a sheet and hands it to a printer, or with "" to the OS's viewer. It gives what takes the file away; after
// an error there is none.
func (s sheets) print(ctx context.Context, printer string, write func(io.Writer) error) (remove func(), err error) {
	path, err := s.write(write)
	if err != nil {
		return nil, err
	}
	remove = func() { _ = os.Remove(path) } // what a viewer holds on to goes with clean
	if err := handOver(ctx, printer, path); err != nil {
		remove()
		return nil, err
	}
	return remove, nil
}

func (s sheets) write(write func(io.Writer) error) (path string, err error) {
	if err := ownFolder(s.folder); err != nil {
		return "", err
	}
	file, err := os.CreateTemp(s.folder, sheetNames) // 0600
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	if err := write(file); err != nil {
		return "", err
	}
	return file.Name(), file.Close()
}

// clean takes away all sheets, also those of a program that crashed. It removes regular files with our names from our
// own folder; a link in the place of either stays, and so does what it leads to.
func (s sheets) clean() {
	if info, err := os.Lstat(s.folder); err != nil || !info.IsDir() {
		return
	}
	root, err := os.OpenRoot(s.folder)
	if err != nil {
		return
	}
	defer root.Close()
	entries, err := os.ReadDir(s.folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if ours, _ := filepath.Match(sheetNames, entry.Name()); ours && entry.Type().IsRegular() {
			_ = root.Remove(entry.Name())
		}
	}
}
