package forms

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"qlingo/model"
	"qlingo/model/files"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// saveDialog asks for the full path of a file. A path field, unlike the toolkit's file browser, can be filled by the
// keyboard alone and shows where the file really goes.
type saveDialog struct {
	w         *window.Window
	modal     *widgets.Modal
	path      *widgets.Entry
	field     *widgets.Field
	save      *widgets.Button
	write     func(context.Context, *model.Session, io.Writer) error
	slow      bool                // writing may take its time, and be cancelled
	stop      context.CancelFunc  // cancels it
	lines     func(lines, of int) // hears of a text's lines as they are written
	done      func(path string)
	ending    string // of a name typed without one
	overwrite string // the path whose loss the person has agreed to
}

// FileName is the name that is offered for a file. It carries an ID and the date, so that nobody's file lies in the way
// of another's.
func FileName(w *window.Window, key, login, ending string) string {
	return i18n.T(key, "Login", login, "Day", w.Now().Local().Format(fileDay)) + ending
}

// SaveFile asks where to put a file named suggested and writes it there, readable for this OS user only and complete or
// not at all. done is called with its path once the file is there, and not when the person cancels.
func SaveFile(w *window.Window, suggested string, write func(io.Writer) error, done func(path string)) {
	openSave(w, suggested, &saveDialog{done: done, write: func(_ context.Context, _ *model.Session, out io.Writer) error {
		return write(out)
	}})
}

// SaveFrom is SaveFile for what is read in the session of the moment. It may take its time and can be cancelled.
func SaveFrom(w *window.Window, suggested string, write func(context.Context, *model.Session, io.Writer) error, done func(path string)) {
	s := &saveDialog{done: done, slow: true}
	s.write = func(ctx context.Context, session *model.Session, out io.Writer) error {
		return write(ctx, session, &LineCounter{Out: out, Tell: s.lines})
	}
	openSave(w, suggested, s)
}

func openSave(w *window.Window, suggested string, s *saveDialog) {
	s.w, s.ending, s.path = w, filepath.Ext(suggested), widgets.NewEntry()
	s.path.SetText(filepath.Join(Documents(), suggested))
	s.field = widgets.NewField(i18n.T("save_file.path"), s.path)
	s.field.SetHint(i18n.T("save_file.hint"))
	s.save = widgets.NewButton(widgets.KindPrimary, i18n.T("common.save"), s.onSave)
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), s.onCancel)
	s.modal = widgets.NewModal(w.Canvas(), 560, widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("save_file.title")),
		s.field,
		layout.Buttons(cancel, s.save),
	))
	s.path.OnEdited = func() { s.field.SetError("") }
	s.modal.OnEscape = s.onCancel
	s.modal.SetDefault(s.save)
	s.modal.Show(s.path)
	w.DialogShown("save")
}

// onCancel leaves the dialog, but not while a small file is being written: it would be there all the same.
func (s *saveDialog) onCancel() {
	switch {
	case !s.save.Busy():
		s.modal.Hide()
	case s.slow:
		s.stop()
	}
}

func (s *saveDialog) onSave() {
	if s.save.Busy() {
		return
	}
	path, err := Expand(s.path.Text)
	if err != nil {
		s.field.SetError(i18n.T("save_file.no_path"))
		return
	}
	sure, written := path == s.overwrite, ""
	ctx, stop := context.WithCancel(s.w.PageContext())
	s.stop = stop
	s.save.SetBusy(true, i18n.T("save_file.saving"))
	s.lines = s.w.Progress(func(lines, _ int) { s.field.SetHint(i18n.T("save_file.lines", "Count", messages.Number(int64(lines)))) })
	s.w.RunAction(func(_ context.Context, session *model.Session) error {
		written = WithEnding(path, s.ending)
		return WriteFile(written, sure, func(w io.Writer) error {
			if err := s.write(ctx, session, w); err != nil {
				return err
			}
			return ctx.Err() // what was cancelled must not get its name
		})
	}, func(err error) {
		given := ctx.Err() != nil
		stop()
		s.save.SetBusy(false, "")
		s.field.SetHint(i18n.T("save_file.hint")) // in the place of how many lines there were
		switch {
		case err == nil:
			s.modal.Hide()
			s.done(written)
		case given:
			s.modal.Hide()
		default:
			s.refuse(path, err)
		}
	})
}

func (s *saveDialog) refuse(path string, err error) {
	var ours *model.Error
	if errors.As(err, &ours) {
		s.field.SetError(s.w.Explain(err))
		return
	}
	key := SaveFailure(err)
	s.w.Log().Info("failure", "code", key, "err", err)
	s.field.SetError(i18n.T(key))
	if errors.Is(err, fs.ErrExist) {
		s.askReplace(path)
	}
}

// askReplace has a file written over only by somebody who says so: it may be a colleague's.
func (s *saveDialog) askReplace(path string) {
	s.w.Ask(window.Question{
		Name: "save_replace", Title: i18n.T("save_file.replace_title"), Text: i18n.T("save_file.replace_text", "Path", WithEnding(path, s.ending)),
		Stay: i18n.T("common.back"), Leave: i18n.T("save_file.replace"),
	}, func() {
		s.overwrite = path
		s.field.SetError("")
		s.onSave()
	})
}

// SaveFailure is the sentence of why a file could not be written.
func SaveFailure(err error) string {
	switch {
	case errors.Is(err, fs.ErrExist):
		return "save_file.exists"
	case errors.Is(err, ErrIsFolder):
		return "save_file.is_folder"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return "save_file.no_folder"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "save_file.denied"
	case errors.Is(err, syscall.ENOSPC):
		return "save_file.full"
	}
	return "save_file.failed"
}

// LineCounter tells how many lines have gone through it.
type LineCounter struct {
	Out   io.Writer
	lines int
	Tell  func(lines, of int)
}

func (c *LineCounter) Write(data []byte) (int, error) {
	c.lines += bytes.Count(data, []byte("\n"))
	c.Tell(c.lines, -1)
	return c.Out.Write(data)
}

var ErrIsFolder = errors.New("a folder has this name")

// WriteFile writes path by way of a new file beside it, so that a full disk leaves the old file whole.
func WriteFile(path string, overwrite bool, write func(io.Writer) error) error {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return ErrIsFolder
	case err == nil && !overwrite:
		return fs.ErrExist
	}
	return files.Replace(path, write)
}

// WithEnding gives a name that was typed without an ending the one that was offered. A folder stays a folder.
func WithEnding(path, ending string) string {
	if info, err := os.Stat(path); filepath.Ext(path) != "" || (err == nil && info.IsDir()) {
		return path
	}
	return path + ending
}
