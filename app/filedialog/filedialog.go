// Package filedialog is the OS's own dialog for files and folders, and its file manager.
//
// Choose shows the dialog and waits for the person; Reveal shows a file in its folder. On Linux the dialog is that of the
// XDG desktop portal (portal_*.go), on Windows and macOS that of the OS (native.go). Nothing here needs the toolkit.
package filedialog

import (
	"errors"
	"os"
	"path/filepath"
)

// Request is what the dialog asks for: a file to read, with Save one to write, with Folders a folder.
type Request struct {
	Save, Folders bool
	Title, Accept string // of the dialog, and of the button that chooses; in the language of the window
	Folder, Name  string // where it begins, unless that is gone, and the name it offers
	Ending        string // of the files that it lists, such as ".csv"; "" for all
	Files, All    string // what the list with that ending and the one of all files are called
}

// Answer is what a person chose. The zero Answer means that they cancelled.
type Answer struct {
	Path    string
	Replace bool // the dialog has asked whether the file of this name may be replaced
}

// ErrNone means that this OS has no dialog that answers.
var ErrNone = errors.New("no file dialog of the OS answers")

// ErrElsewhere means that the person has chosen something that has no path on this computer.
var ErrElsewhere = errors.New("not on this computer")

// startable is the request without a folder that is no folder: it may be typed by half, or have gone with its disk. The
// dialogs of some OSs fail with such a one.
func (r Request) startable() Request {
	if info, err := os.Stat(r.Folder); err != nil || !info.IsDir() || !filepath.IsAbs(r.Folder) {
		r.Folder = ""
	}
	return r
}
