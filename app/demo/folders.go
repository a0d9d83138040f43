package demo

import (
	"os"
	"path/filepath"
)

// Folders are those of one run of the demo.
type Folders struct{ Data, Config, Local string }

// NewFolders makes them; remove deletes them.
func NewFolders() (f Folders, remove func(), err error) {
	dir, err := os.MkdirTemp("", "qlingo-demo-*") // 0700
	if err != nil {
		return f, nil, err
	}
	f = Folders{Data: filepath.Join(dir, "data"), Config: filepath.Join(dir, "config"), Local: filepath.Join(dir, "local")}
	remove = func() { _ = os.RemoveAll(dir) } // nothing in it is worth a word
	for _, sub := range []string{f.Data, f.Config} {
		if err := os.Mkdir(sub, 0o700); err != nil {
			remove()
			return f, nil, err
		}
	}
	return f, remove, nil
}
