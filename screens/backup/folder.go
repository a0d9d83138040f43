package backup

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// folderDialog asks for the folder of the backups: by a typed path, or with the toolkit's browser.
type folderDialog struct {
	*forms.ConfirmDialog
	path   *widgets.Entry
	field  *widgets.Field
	browse *widgets.Button
	typed  string // the path that was confirmed
}

// chooseBackupFolder changes where backups are kept. It calls done after a change.
func chooseBackupFolder(w *window.Window, now string, done func()) {
	p := &folderDialog{ConfirmDialog: forms.NewConfirmDialog(w, widgets.KindPrimary, i18n.T("backup.change"), i18n.T("backup.changing")), path: widgets.NewEntry()}
	p.path.SetText(now)
	p.path.OnEnter, p.path.OnEdited = p.Submit, func() { p.refuse("") }
	p.field = widgets.NewField(i18n.T("backup.folder"), p.path)
	p.field.SetHint(i18n.T("backup.folder_hint"))
	p.browse = widgets.NewButton(widgets.KindPlain, i18n.T("open_file.browse"), p.onBrowse)
	p.Ready = p.complete
	p.ShowAtField = func(err error) bool { // the dialog has logged it already
		p.refuse(window.Explained(err))
		p.W.Focus(p.path)
		return true
	}
	p.Action = func(ctx context.Context, session *model.Session) error { return session.SetBackupFolder(ctx, p.typed) }
	p.Done = done
	p.Open("backup_folder", forms.OpenWidth, p.path,
		widgets.VStack(6, widgets.NewHeading(i18n.T("backup.folder_title")).Wrapped(), widgets.NewMuted(i18n.T("backup.folder_text"))),
		p.field,
		widgets.HStack(0, p.browse))
}

// complete turns what was typed into a full path.
func (p *folderDialog) complete() bool {
	path, err := forms.Expand(p.path.Text)
	if err != nil {
		p.refuse(i18n.T("backup.no_path"))
		p.W.Focus(p.path)
		return false
	}
	p.typed = path
	return true
}

func (p *folderDialog) refuse(text string) {
	if p.field.Error() != text {
		p.field.SetError(text)
		p.Modal.Refresh()
	}
}

// onBrowse opens the toolkit's own browser of folders.
func (p *folderDialog) onBrowse() {
	if p.Button.Busy() {
		return
	}
	browser := dialog.NewFolderOpen(func(folder fyne.ListableURI, err error) {
		p.Modal.OnEscape = p.Cancel
		if err == nil && folder != nil {
			p.path.SetText(folder.Path())
			p.refuse("")
			p.W.Focus(p.path)
		}
	}, p.W.FyneWindow())
	browser.SetConfirmText(i18n.T("open_file.open"))
	browser.SetDismissText(i18n.T("common.cancel"))
	browser.SetTitleText(i18n.T("backup.folder_title"))
	if at, err := storage.ListerForURI(storage.NewFileURI(p.path.Text)); err == nil {
		browser.SetLocation(at)
	}
	forms.ShowBrowser(p.W, browser, p.Modal)
}
