package window

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// FileDialog is what the OS's own dialog asks for: a file to read, with Save one to write, with Folders a folder.
type FileDialog struct {
	Save, Folders bool
	Title, Accept string // of the dialog, and of the button that chooses
	Folder, Name  string // where it begins, and the name it offers
	Ending        string // of the files that it lists, such as ".csv"; "" for all
	Files, All    string // what the list with that ending and the one of all files are called
}

// FileChoice is what a person chose there. The zero FileChoice means that they cancelled.
type FileChoice struct {
	Path    string
	Replace bool // the dialog has asked whether the file of this name may be replaced
}

// ErrNoFileDialog means that the OS has no dialog that answers.
var ErrNoFileDialog = errors.New("no file dialog")

// ErrFileElsewhere means that the person has chosen something there that has no path on this computer.
var ErrFileElsewhere = errors.New("the file is elsewhere")

// openFileDialog is the dialog of the OS that is open.
type openFileDialog struct {
	close context.CancelFunc
	done  func(FileChoice, error)
}

// ChooseFile opens the OS's own dialog, unless one is open. It calls done with the choice, or with an error where there is
// no such dialog, or the choice is not on this computer. A window that locks closes the dialog, as if the person had
// cancelled. After close, or when the page has gone, done is not called any more, whatever is chosen then.
func (w *Window) ChooseFile(ask FileDialog, done func(FileChoice, error)) (close func()) {
	if w.fileDialog != nil {
		return func() {}
	}
	if w.session != nil {
		w.session.Touch()
	}
	ctx, cancel := context.WithCancel(w.page)
	open := &openFileDialog{close: cancel, done: done}
	w.fileDialog = open
	w.cfg.Log.Info("choose_file", "save", ask.Save, "folders", ask.Folders)
	var choice FileChoice
	w.runInBackground(func() (err error) { // Run would keep the session of somebody who has left the PC
		choice, err = w.cfg.Platform.ChooseFile(ctx, ask)
		return err
	}, func(err error) {
		if w.fileDialog != open {
			return
		}
		w.forgetFileDialog()
		w.noFileDialog = errors.Is(err, ErrNoFileDialog)
		if w.session != nil {
			w.session.Touch()
		}
		w.cfg.Log.Info("chose_file", "chosen", choice.Path != "", "err", err)
		done(choice, err)
	})
	return func() {
		if w.fileDialog == open {
			w.forgetFileDialog()
		}
	}
}

// NoFileDialog reports whether the OS had no dialog when one was last wanted.
func (w *Window) NoFileDialog() bool { return w.noFileDialog }

// ChoosesFile reports whether the OS's dialog is open.
func (w *Window) ChoosesFile() bool { return w.fileDialog != nil }

// forgetFileDialog closes the OS's dialog; its answer does nothing any more.
func (w *Window) forgetFileDialog() {
	if w.fileDialog != nil {
		w.fileDialog.close()
		w.fileDialog = nil
	}
}

// cancelFileDialog closes the OS's dialog as if the person had cancelled.
func (w *Window) cancelFileDialog() {
	if open := w.fileDialog; open != nil {
		w.forgetFileDialog()
		open.done(FileChoice{}, nil)
	}
}

// FilesFolder is the folder of the last file that was opened or saved, "" if it is not known or has gone.
func (w *Window) FilesFolder() string { return w.filesFolder }

// RememberFilesFolder is called with the path of a file that was opened or saved.
func (w *Window) RememberFilesFolder(path string) {
	folder := filepath.Dir(path)
	if folder == w.filesFolder {
		return
	}
	w.filesFolder, w.settings.FilesFolder = folder, folder
	w.saveSettings()
}

// recallFilesFolder takes the folder of the last run if it is still there: a disk may have been unplugged.
func (w *Window) recallFilesFolder() {
	folder := w.settings.FilesFolder
	if folder == "" {
		return
	}
	w.runInBackground(func() error {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return os.ErrNotExist
		}
		return nil
	}, func(err error) {
		if err == nil && w.filesFolder == "" {
			w.filesFolder = folder
		}
	})
}
