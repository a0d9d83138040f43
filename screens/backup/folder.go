package backup

import (
	"context"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// folderDialog asks for the folder of the backups: by the OS's own dialog, or a typed path.
type folderDialog struct {
	*forms.ConfirmDialog
	path   *widgets.Entry
	field  *widgets.Field
	browse *widgets.Button
	leave  func() // closes the OS's dialog
	typed  string // the path that was confirmed
}

// chooseBackupFolder changes where backups are kept. It calls done after a change.
func chooseBackupFolder(w *window.Window, now string, done func()) {
	p := &folderDialog{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("backup.change"), i18n.T("backup.changing")), path: widgets.NewEntry(), leave: func() {}}
	p.path.SetText(now)
	p.path.OnEnter, p.path.OnEdited = p.Submit, func() { p.refuse("") }
	p.field = widgets.NewField(i18n.T("backup.folder"), p.path)
	p.field.SetHint(i18n.T("backup.folder_hint"))
	p.browse = widgets.NewButton(widgets.KindPlain, i18n.T("open_file.browse"), p.onBrowse)
	p.Ready = p.complete
	p.ShowAtField = func(err error) bool { // the dialog has logged it already
		p.refuse(messages.WithRemedy(err, "\n"))
		p.W.Focus(p.path)
		return true
	}
	p.Action = func(ctx context.Context, session *model.Session) error { return session.SetBackupFolder(ctx, p.typed) }
	p.Done, p.Closed = done, func() { p.leave() }
	p.Open("backup_folder", forms.OpenWidth, p.path,
		widgets.VStack(6, widgets.NewHeading(i18n.T("backup.folder_title")).Wrapped(), widgets.NewMuted(i18n.T("backup.folder_text"))),
		p.field,
		widgets.HStack(0, p.browse)) // not beside the field: a path is long
}

// complete turns what was typed into a full path.
func (p *folderDialog) complete() bool {
	path, err := forms.Expand(p.path.Text)
	if err != nil {
		p.refuse(i18n.T("backup.no_path"))
		p.W.Focus(p.path)
		return false
	}
	p.leave()
	p.typed = path
	return true
}

func (p *folderDialog) refuse(text string) {
	if p.field.Error() != text {
		p.field.SetError(text)
		p.Modal.Refresh()
	}
}

// onBrowse opens the OS's own dialog for folders.
func (p *folderDialog) onBrowse() {
	if p.Button.Busy() {
		return
	}
	ask := window.FileDialog{Folders: true, Title: i18n.T("backup.folder_title"), Accept: i18n.T("open_file.open"), Folder: p.path.Text}
	p.leave = forms.Browse(p.W, p.Modal, p.field, p.browse, ask, func(choice window.FileChoice, _ bool) {
		p.path.SetText(choice.Path)
		p.refuse("")
		p.W.Focus(p.path)
	})
}
