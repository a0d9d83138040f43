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

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/model/files"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// saveDialog asks where to put a file, and writes it. At first the OS's own dialog lies above it, and it only says so and
// shows how far writing is. Where the OS has no such dialog, or the file cannot be written there, it asks for a typed path.
type saveDialog struct {
	w       *window.Window
	modal   *widgets.Modal
	said    *widgets.Text // what is going on, while no path is asked for
	path    *widgets.Entry
	field   *widgets.Field
	browse  *widgets.Button
	cancel  *widgets.Button
	save    *widgets.Button
	name    string // as suggested
	ending  string // added to a name without one
	write   func(context.Context, *model.Session, io.Writer) error
	slow    bool                // writing may take long, and can be cancelled
	stop    context.CancelFunc  // cancels writing
	leave   func()              // closes the OS's dialog
	lines   func(lines, of int) // called as the lines of a text are written
	done    func(path string)
	replace string // the path that the person agreed to overwrite
}

// FileName suggests a name for a file. It contains an ID and the date, so that one person's file does not collide
// with another's.
func FileName(w *window.Window, key, login, ending string) string {
	return i18n.T(key, "Login", login, "Day", w.Now().Local().Format(fileDay)) + ending
}

// SaveFile asks where to put a file and writes it there, readable by this OS user only, and completely or not at all.
// It calls done with the path once the file is there, and not if the person cancels.
func SaveFile(w *window.Window, suggested string, write func(io.Writer) error, done func(path string)) {
	openSave(w, suggested, &saveDialog{done: done, write: func(_ context.Context, _ *model.Session, out io.Writer) error {
		return write(out)
	}})
}

// saveFrom is SaveFile for data read through the session. It may take long and can be cancelled.
func saveFrom(w *window.Window, suggested string, write func(context.Context, *model.Session, io.Writer) error, done func(path string)) {
	s := &saveDialog{done: done, slow: true}
	s.write = func(ctx context.Context, session *model.Session, out io.Writer) error {
		return write(ctx, session, &lineCounter{Out: out, Tell: s.lines})
	}
	openSave(w, suggested, s)
}

func openSave(w *window.Window, suggested string, s *saveDialog) {
	if w.ChoosesFile() {
		return
	}
	s.w, s.name, s.ending, s.leave, s.path = w, suggested, filepath.Ext(suggested), func() {}, widgets.NewEntry()
	s.path.SetText(filepath.Join(filesFolder(w), suggested))
	s.path.OnEdited = func() { s.field.SetError("") }
	s.field = widgets.NewField(i18n.T("save_file.path"), s.path)
	s.field.SetHint(i18n.T("save_file.hint"))
	s.said = widgets.NewText(i18n.T("save_file.choosing"))
	s.browse = widgets.NewButton(widgets.KindPlain, i18n.T("save_file.browse"), s.onBrowse)
	s.cancel = widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), s.onCancel)
	s.save = widgets.NewButton(widgets.KindPrimary, i18n.T("common.save"), s.onSave)
	s.modal = widgets.NewModal(w.Canvas(), saveWidth, widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("save_file.title")),
		s.said, s.field,
		layout.Spread(s.browse, s.cancel, s.save),
	))
	s.modal.OnEscape = s.onCancel
	if w.NoFileDialog() {
		s.showParts(true)
		s.modal.Show(s.path)
		w.DialogShown("save")
		return
	}
	s.showParts(false)
	s.modal.Show(nil)
	s.leave = w.ChooseFile(s.ask(), s.chosen)
}

const saveWidth = 560

// showParts shows the field and its buttons, or only what is going on.
func (s *saveDialog) showParts(field bool) {
	s.said.Hidden = field
	for _, o := range []fyne.CanvasObject{s.field, s.browse, s.save} {
		if field {
			o.Show()
		} else {
			o.Hide()
		}
	}
	if field {
		s.modal.SetDefault(s.save)
	} else {
		s.modal.SetDefault(s.cancel)
	}
}

// askPath asks for a typed path, unless it does already.
func (s *saveDialog) askPath() {
	if !s.said.Hidden {
		s.showParts(true)
		s.modal.Refresh()
		s.w.Focus(s.path)
		s.w.DialogShown("save")
	}
}

// say tells what is going on.
func (s *saveDialog) say(text string) {
	s.said.SetText(text)
	s.field.SetHint(text)
}

func (s *saveDialog) ask() window.FileDialog {
	ask := fileDialog(i18n.T("save_file.title"), i18n.T("common.save"), s.ending)
	ask.Save, ask.Folder, ask.Name = true, filesFolder(s.w), s.name
	return ask
}

// chosen is the end of the OS's dialog.
func (s *saveDialog) chosen(choice window.FileChoice, err error) {
	switch {
	case errors.Is(err, window.ErrFileElsewhere):
		s.askPath()
		s.field.SetError(i18n.T("file_dialog.elsewhere"))
	case err != nil:
		s.askPath()
	case choice.Path == "":
		s.modal.Hide()
	default:
		s.take(choice)
	}
}

// take saves to what was chosen in the OS's dialog.
func (s *saveDialog) take(choice window.FileChoice) {
	s.path.SetText(choice.Path)
	s.field.SetError("")
	s.replace = ""
	if choice.Replace {
		s.replace = choice.Path
	}
	s.onSave()
}

// onBrowse opens the OS's dialog once more. The toolkit's browser, where there is none, only finds the folder.
func (s *saveDialog) onBrowse() {
	if s.save.Busy() {
		return
	}
	s.leave = Browse(s.w, s.modal, s.field, s.browse, s.ask(), func(choice window.FileChoice, isFolder bool) {
		if !isFolder {
			s.take(choice)
			return
		}
		s.path.SetText(filepath.Join(choice.Path, s.name))
		s.field.SetError("")
		s.w.Focus(s.path)
	})
}

// onCancel closes the dialog, except while a small file is being written, which would be finished anyway.
func (s *saveDialog) onCancel() {
	switch {
	case !s.save.Busy():
		s.leave()
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
	s.leave()
	sure, written := s.replace, ""
	ctx, stop := context.WithCancel(s.w.PageContext())
	s.stop = stop
	s.save.SetBusy(true, i18n.T("save_file.saving"))
	s.said.SetText(i18n.T("save_file.saving"))
	s.lines = s.w.Progress(func(lines, _ int) { s.say(i18n.T("save_file.lines", "Count", messages.Number(int64(lines)))) })
	s.w.RunAction(func(_ context.Context, session *model.Session) error {
		written = WithEnding(path, s.ending)
		return WriteFile(written, written == sure, func(w io.Writer) error {
			if err := s.write(ctx, session, w); err != nil {
				return err
			}
			return ctx.Err() // a cancelled file must not get its name
		})
	}, func(err error) {
		given := ctx.Err() != nil
		stop()
		s.save.SetBusy(false, "")
		s.field.SetHint(i18n.T("save_file.hint")) // replaces the number of lines
		switch {
		case err == nil:
			s.modal.Hide()
			s.w.RememberFilesFolder(written)
			s.done(written)
		case given:
			s.modal.Hide()
		default:
			s.refuse(written, err)
		}
	})
}

func (s *saveDialog) refuse(path string, err error) {
	s.askPath()
	var ours *model.Error
	if errors.As(err, &ours) {
		s.field.SetError(s.w.Report(err))
		return
	}
	key := SaveFailure(err)
	s.w.Log().Info("failure", "code", key, "err", err)
	s.field.SetError(i18n.T(key))
	if errors.Is(err, fs.ErrExist) {
		s.askReplace(path)
	}
}

// askReplace asks before a file is overwritten: it may be a colleague's.
func (s *saveDialog) askReplace(path string) {
	s.w.Ask(window.Question{
		Name: "save_replace", Title: i18n.T("save_file.replace_title"), Text: i18n.T("save_file.replace_text", "Path", path),
		Stay: i18n.T("common.back"), Leave: i18n.T("save_file.replace"),
	}, func() {
		s.replace = path
		s.field.SetError("")
		s.onSave()
	})
}

// SaveFailure returns the sentence for an error while writing a file.
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

// lineCounter counts the lines written through it.
type lineCounter struct {
	Out   io.Writer
	lines int
	Tell  func(lines, of int)
}

func (c *lineCounter) Write(data []byte) (int, error) {
	c.lines += bytes.Count(data, []byte("\n"))
	c.Tell(c.lines, -1)
	return c.Out.Write(data)
}

var ErrIsFolder = errors.New("a folder has this name")

// WriteFile writes a new file next to path and renames it, so that a full disk leaves the old file intact.
func WriteFile(path string, overwrite bool, write func(io.Writer) error) error {
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return ErrIsFolder
	case err == nil && !overwrite:
		return fs.ErrExist
	}
	return files.Replace(path, write)
}

// WithEnding adds the suggested ending to a name typed without one. A folder stays a folder.
func WithEnding(path, ending string) string {
	if info, err := os.Stat(path); filepath.Ext(path) != "" || (err == nil && info.IsDir()) {
		return path
	}
	return path + ending
}
