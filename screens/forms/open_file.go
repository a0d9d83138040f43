package forms

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// OpenWidth is the width of the dialog.
const OpenWidth = 640

// FileRequest says which file an openDialog asks for.
type FileRequest struct {
	Title, Text string
	Ending      string // such as ".csv"; the dialog lists the newest such files
	Folder      string // of that list; "" means the documents
	None        string // shown when the list is empty
	AtMost      int    // MB
	TooLarge    string // the sentence for a file that is too large; "" for the general one
	// Look checks the file in place; it replaces Read.
	Look func(ctx context.Context, path string) error
	// Read processes the file's bytes on a worker; its error is shown at the path.
	Read func(ctx context.Context, session *model.Session, data []byte, progress func(done, total int)) error
	// Done is called with the file's path once Look or Read has succeeded.
	Done func(path string)
}

// openDialog asks for a file to read: one from the OS's own dialog, a typed path, one of the newest files, or one dropped
// onto the window.
type openDialog struct {
	w        *window.Window
	request  FileRequest
	Path     *widgets.Entry
	field    *widgets.Field
	table    *widgets.Table
	progress *widgets.Progress
	open     *widgets.Button
	browse   *widgets.Button
	Modal    *widgets.Modal
	stop     context.CancelFunc
	leave    func() // closes the OS's dialog
}

// OpenFile asks for a file and reads it.
func OpenFile(w *window.Window, request FileRequest) { openFile(w, request) }

func openFile(w *window.Window, request FileRequest) *openDialog {
	o := &openDialog{w: w, request: request, Path: widgets.NewEntry(), progress: widgets.NewProgress(0, 1), leave: func() {}}
	o.Path.SetText(o.folder() + string(filepath.Separator))
	o.Path.OnEnter = o.onOpen
	o.Path.OnEdited = func() { o.refuse("") }
	o.field = widgets.NewField(i18n.T("open_file.path"), o.Path)
	o.table = widgets.NewTable([]widgets.Column{
		{Key: "name", Title: i18n.T("open_file.name"), Weight: 1},
		{Key: "changed", Title: i18n.T("open_file.changed"), Width: 142},
		{Key: "size", Title: i18n.T("open_file.size"), Width: 90},
	})
	o.table.MinRows, o.table.Raised = 3, true
	o.table.OnOpen = o.onRow
	o.open = widgets.NewButton(widgets.KindPrimary, i18n.T("open_file.open"), o.onOpen)
	o.browse = widgets.NewButton(widgets.KindPlain, i18n.T("open_file.browse"), o.onBrowse)
	o.browse.Height = look.FieldHeight
	o.field.Beside = o.browse
	o.progress.Hide()
	o.Modal = widgets.NewModal(w.Canvas(), OpenWidth, o.build())
	o.Modal.OnEscape = o.onCancel
	o.Modal.SetDefault(o.open)
	w.FyneWindow().SetOnDropped(o.OnDropped)
	o.Modal.Show(o.Path)
	w.DialogShown("open")
	o.list()
	return o
}

func (o *openDialog) build() fyne.CanvasObject {
	cancel := widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), o.onCancel)
	return widgets.VStack(look.Gap,
		widgets.VStack(6, widgets.NewHeading(o.request.Title).Wrapped(), widgets.NewMuted(o.request.Text)),
		o.field,
		widgets.VStack(8, widgets.NewStrong(i18n.T("open_file.newest")), o.table),
		o.progress,
		layout.Buttons(cancel, o.open))
}

// folder is the folder of the list.
func (o *openDialog) folder() string {
	if o.request.Folder != "" {
		return o.request.Folder
	}
	return filesFolder(o.w)
}

// list shows the newest files of the folder.
func (o *openDialog) list() {
	o.table.SetEmpty(i18n.T("users.loading"))
	window.Run(o.w, func(context.Context) ([]foundFile, error) {
		return newestFiles(o.folder(), o.request.Ending)
	}, func(found []foundFile, err error) {
		if err != nil {
			o.w.Log().Info("failure", "code", "list", "err", err)
		}
		rows := make([]widgets.Row, len(found))
		for i, file := range found {
			rows[i] = widgets.Row{ID: file.Path, Cells: []widgets.Cell{
				{Text: filepath.Base(file.Path), Style: widgets.StyleLink},
				{Text: i18n.When(file.changed), Style: widgets.StyleMuted},
				{Text: messages.Size(file.bytes), Style: widgets.StyleMuted},
			}}
		}
		o.table.SetEmpty(o.request.None)
		o.table.SetRows(rows)
	})
}

// onRow reads a file of the list.
func (o *openDialog) onRow(path string) {
	if !o.open.Busy() {
		o.Path.SetText(path)
		o.onOpen()
	}
}

// OnDropped reads a file that was dropped onto the window, unless the dialog is closed or the lock page covers it.
func (o *openDialog) OnDropped(_ fyne.Position, files []fyne.URI) {
	if len(files) > 0 && o.Modal.Visible() {
		o.onRow(files[0].Path())
	}
}

// onBrowse opens the OS's own dialog.
func (o *openDialog) onBrowse() {
	if o.open.Busy() {
		return
	}
	ask := fileDialog(o.request.Title, i18n.T("open_file.open"), o.request.Ending)
	ask.Folder = o.folder()
	o.leave = Browse(o.w, o.Modal, o.field, o.browse, ask, func(choice window.FileChoice, _ bool) { o.onRow(choice.Path) })
}

func (o *openDialog) onCancel() {
	if o.open.Busy() {
		o.stop()
		return
	}
	o.leave()
	o.hide()
}

func (o *openDialog) hide() {
	o.w.FyneWindow().SetOnDropped(nil)
	o.Modal.Hide()
}

func (o *openDialog) onOpen() {
	if o.open.Busy() {
		return
	}
	path, err := Expand(o.typed())
	if err != nil {
		o.refuse(i18n.T("open_file.no_path"))
		return
	}
	o.leave()
	ctx, stop := context.WithCancel(o.w.PageContext())
	o.stop = stop
	progress := o.w.Progress(o.progressed)
	o.refuse("")
	o.open.SetBusy(true, i18n.T("open_file.reading"))
	o.w.Load(func(_ context.Context, session *model.Session) error {
		return o.request.take(ctx, session, path, progress)
	}, func(err error) {
		given := ctx.Err() != nil
		stop()
		o.open.SetBusy(false, "")
		o.progress.Hide()
		switch {
		case err == nil:
			o.hide()
			if o.request.Folder == "" {
				o.w.RememberFilesFolder(path)
			}
			o.request.Done(path)
		case given:
			o.Modal.Refresh()
		default:
			o.refuse(o.say(err))
			o.w.Focus(o.Path)
		}
	})
}

// typed returns the path in the field. A path pasted after the suggested folder replaces that folder.
func (o *openDialog) typed() string {
	behind, ok := strings.CutPrefix(o.Path.Text, o.folder()+string(filepath.Separator))
	if whole := unwrapped(behind); ok && (filepath.IsAbs(whole) || strings.HasPrefix(whole, "~")) {
		return whole
	}
	return o.Path.Text
}

// take checks or reads the file.
func (r *FileRequest) take(ctx context.Context, session *model.Session, path string, progress func(done, total int)) error {
	if r.Look != nil {
		return r.Look(ctx, path)
	}
	data, err := readFile(path, r.AtMost)
	if err != nil {
		return err
	}
	return r.Read(ctx, session, data, progress)
}

func (o *openDialog) progressed(done, total int) {
	if !o.progress.Visible() {
		o.progress.Show()
		o.Modal.Refresh()
	}
	o.progress.Set(done, total)
}

// refuse shows at the path why the file was not accepted; "" removes it.
func (o *openDialog) refuse(text string) {
	if o.field.Error() != text {
		o.field.SetError(text)
		o.Modal.Refresh()
	}
}

// say returns one sentence about what is wrong with a file.
func (o *openDialog) say(err error) string {
	var ours *model.Error
	if errors.As(err, &ours) {
		return o.w.Report(err)
	}
	key := openFailure(err)
	if errors.Is(err, errTooLarge) && o.request.TooLarge != "" {
		key = o.request.TooLarge
	}
	o.w.Log().Info("failure", "code", key, "err", err)
	return i18n.T(key, "Max", o.request.AtMost)
}

// openFailure returns the sentence for an error while reading a file.
func openFailure(err error) string {
	switch {
	case errors.Is(err, ErrIsFolder):
		return "open_file.is_folder"
	case errors.Is(err, errNoFile):
		return "open_file.no_file"
	case errors.Is(err, errTooLarge):
		return "open_file.too_large"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return "open_file.missing"
	case errors.Is(err, fs.ErrPermission):
		return "open_file.denied"
	}
	return "open_file.failed"
}

var (
	errNoFile   = errors.New("not a regular file")
	errTooLarge = errors.New("larger than what is read")
)

// readFile reads a regular file of at most that many megabytes. Other kinds of files might never end.
func readFile(path string, atMost int) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, ErrIsFolder
	case !info.Mode().IsRegular():
		return nil, errNoFile
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, int64(atMost)*messages.Megabyte+1))
	if err == nil && len(data) > atMost*messages.Megabyte {
		return nil, errTooLarge
	}
	return data, err
}

// foundFile is a file in the list.
type foundFile struct {
	Path    string
	changed time.Time
	bytes   int64
}

// mostFiles is the most files in the list.
const mostFiles = 50

// newestFiles returns the newest files of a folder with that ending, without hidden ones.
func newestFiles(folder, ending string) ([]foundFile, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var found []foundFile
	for _, entry := range entries {
		if !strings.EqualFold(filepath.Ext(entry.Name()), ending) || strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			found = append(found, foundFile{path, info.ModTime(), info.Size()})
		}
	}
	slices.SortStableFunc(found, func(a, b foundFile) int { return b.changed.Compare(a.changed) })
	return found[:min(len(found), mostFiles)], nil
}
