package backup

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// restoreChoice asks which backup to restore: one from the folder of the backups, or any file. It needs no database,
// because it has to work when that is gone.
type restoreChoice struct {
	w      *window.Window
	back   func()
	folder string // "" means the usual one
	reason *widgets.Notice
	table  *widgets.Table
	file   *widgets.Button
	leave  *widgets.Button
	body   fyne.CanvasObject
}

const (
	restoreWidth = 680
	choiceRows   = 5
	backupEnding = ".db"
)

// CanRestore reports whether a backup can be restored here. A demo's cannot, and a shared database is not replaced by
// one PC.
func CanRestore(w *window.Window) bool {
	return w.Backend().Replaceable() && (w.Office() == nil || !w.Office().Shared())
}

// ChooseRestore shows the page that chooses a backup; back leads to the page before.
func ChooseRestore(w *window.Window, back func()) {
	w.Show(func() window.Screen { return newRestoreChoice(w, back) })
}

func newRestoreChoice(w *window.Window, back func()) *restoreChoice {
	p := &restoreChoice{w: w, back: back, folder: w.Settings().BackupFolder, reason: widgets.NewNotice(widgets.ToneWarning, "")}
	p.table = forms.NewBackupTable(w)
	p.table.MinRows, p.table.OnOpen = choiceRows, p.onRow
	p.file = widgets.NewButton(widgets.KindPlain, i18n.T("restore.file"), p.onFile)
	p.leave = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), back)
	p.body = w.Centred(restoreWidth, widgets.VStack(look.Gap,
		restoreHead(i18n.T("restore.title")),
		widgets.NewText(i18n.T("restore.choose")),
		p.reason, p.table,
		layout.Spread(w.LanguageSelect(w.SetLanguage), p.leave, p.file),
	))
	p.list()
	return p
}

// restoreHead is a low head, for pages that need the room.
func restoreHead(title string) fyne.CanvasObject {
	return widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(title))
}

// list shows the backups of the folder, or of the usual one when the folder cannot be read.
func (p *restoreChoice) list() {
	var found []model.Backup
	var failed error
	p.table.SetEmpty(i18n.T("users.loading"))
	p.w.Run(func(ctx context.Context) (err error) {
		found, err = p.w.Backend().Backups(ctx, p.folder)
		if err != nil && p.folder != "" {
			failed = err
			found, err = p.w.Backend().Backups(ctx, "")
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			p.w.Report(err)
			p.reason.SetText(i18n.T("restore.no_list"))
		case failed != nil:
			p.w.Report(failed)
			p.reason.SetText(i18n.T("restore.no_folder", "Path", p.folder))
			p.folder = ""
		}
		p.table.SetEmpty(i18n.T("restore.none"))
		p.table.SetRows(forms.BackupRows(found, true))
		if len(found) > 0 {
			p.table.Select(found[0].Path)
			p.w.Focus(p.Focus())
		}
		p.body.Refresh()
	})
}

func (p *restoreChoice) onRow(path string) { previewRestore(p.w, path, p.back) }

func (p *restoreChoice) onFile() {
	var preview model.Preview
	forms.OpenFile(p.w, forms.FileRequest{
		Title: i18n.T("restore.file_title"), Text: i18n.T("restore.file_text"), None: i18n.T("restore.file_none"),
		Ending: backupEnding, Folder: p.folder,
		Look: func(ctx context.Context, path string) (err error) {
			preview, err = p.w.Backend().Preview(ctx, path)
			return err
		},
		Done: func(string) { showPreview(p.w, preview, p.back) },
	})
}

func (p *restoreChoice) Content() fyne.CanvasObject  { return p.body }
func (p *restoreChoice) BackButton() *widgets.Button { return p.leave }
func (p *restoreChoice) Wipe()                       {}
func (p *restoreChoice) Name() string                { return "restore_choose" }

func (p *restoreChoice) Focus() fyne.Focusable {
	if p.table.Len() > 0 {
		return p.table.Focusable()
	}
	return p.file
}
