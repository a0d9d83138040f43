package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// backupPage is where the first account's administrators see what was backed up, and where to.
type backupPage struct {
	w        *Window
	state    model.BackupState
	loaded   bool
	failed   *widgets.Notice // the last daily backup
	reason   *widgets.Notice // why the list cannot be shown
	trouble  *fyne.Container // around it
	back     *widgets.Button
	folder   *widgets.Text
	hint     *widgets.Text
	choose   *widgets.Button
	standard *widgets.Button
	made     *widgets.Notice // how backing up now went
	now      *widgets.Button
	restore  *widgets.Button
	table    *widgets.Table
	cards    *fyne.Container // hidden until something is known
	body     fyne.CanvasObject
}

func newBackupPage(w *Window) *backupPage {
	p := &backupPage{w: w}
	p.failed = widgets.NewNotice(widgets.ToneDanger, "")
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.made = widgets.NewNotice(widgets.ToneSuccess, "")
	p.back = widgets.NewButton(widgets.KindLinkSmall, i18n.T("backup.to_settings"), func() { w.Flow.GoTo(routeSettings) })
	p.folder, p.hint = widgets.NewText(""), widgets.NewSmall("")
	p.choose = widgets.NewButton(widgets.KindPlain, i18n.T("backup.choose"), p.onChoose)
	p.standard = widgets.NewButton(widgets.KindPlain, i18n.T("backup.standard"), p.onStandard)
	p.now = widgets.NewButton(widgets.KindPrimary, i18n.T("backup.now"), p.onNow)
	p.restore = widgets.NewButton(widgets.KindPlain, i18n.T("restore.open"), p.onRestore)
	p.restore.Hidden = !canRestore(w)
	p.table = newBackupTable(w)
	p.table.OnOpen = p.onRow
	p.body = p.build()
	p.load()
	return p
}

func (p *backupPage) build() fyne.CanvasObject {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.load)
	p.trouble = widgets.VStack(12, p.reason, widgets.HStack(0, retry))
	p.trouble.Hide()
	text := i18n.T("backup.list_text_only")
	if canRestore(p.w) {
		text = i18n.T("backup.list_text")
	}
	p.cards = widgets.VStack(look.Gap,
		widgets.NewCard(widgets.VStack(12,
			titleRow(i18n.T("backup.folder"), nil, p.standard, p.choose),
			p.folder, p.hint)),
		widgets.NewCard(widgets.VStack(12,
			titleRow(i18n.T("backup.list"), nil, p.restore, p.now),
			widgets.NewText(text), p.table)))
	p.cards.Hide()
	page := p.w.column(i18n.T("backup.title"), widgets.HStack(0, p.back), p.failed, p.trouble, p.cards)
	page.Add(p.made)
	return page
}

// load reads where backups go to and which there are.
func (p *backupPage) load() {
	var state model.BackupState
	p.w.load(func(ctx context.Context, session *model.Session) (err error) {
		state, err = session.Backups(ctx)
		return err
	}, func(err error) {
		p.reason.SetText("")
		if err != nil && model.CodeOf(err) != model.CodeOf(state.Failed) { // which is told already
			p.reason.SetText(p.w.sayBackup(err))
		}
		p.trouble.Hidden = err == nil
		if state.Folder == "" { // else it is known where only the folder cannot be read
			p.body.Refresh()
			return
		}
		first := !p.loaded
		p.state, p.loaded = state, true
		p.w.rememberFolder(state)
		p.show()
		if first {
			p.w.Focus(p.Focus())
		}
	})
}

func (p *backupPage) show() {
	p.failed.SetText(dailyFailure(p.state))
	p.folder.SetText(p.state.Folder)
	p.hint.SetText("")
	if p.state.Default {
		p.hint.SetText(i18n.T("backup.hint"))
	}
	p.standard.Hidden = p.state.Default
	p.table.SetEmpty(i18n.T("backup.none"))
	if p.trouble.Visible() {
		p.table.SetEmpty(i18n.T("backup.unlisted"))
	}
	p.table.MinRows = max(1, min(mostBackupRows, len(p.state.Backups)))
	p.table.SetRows(backupRows(p.state.Backups, canRestore(p.w)))
	p.cards.Show()
	p.body.Refresh()
}

// onNow makes a backup at once; its path is told.
func (p *backupPage) onNow() {
	if p.loaded {
		backUpNow(p.w, p.now, p.tell, func(model.Backup) {}, p.load)
	}
}

func (p *backupPage) tell(tone widgets.Tone, text string) {
	p.made.SetTone(tone)
	p.made.SetText(text)
	p.body.Refresh()
}

func (p *backupPage) onChoose() {
	if p.loaded {
		chooseBackupFolder(p.w, p.state.Folder, p.load)
	}
}

// onStandard goes back to the folder beside the database.
func (p *backupPage) onStandard() {
	if !p.standard.Busy() {
		p.standard.SetBusy(true, i18n.T("backup.changing"))
		withProof(p.w, func(ctx context.Context, session *model.Session) error {
			return session.SetBackupFolder(ctx, "")
		}, func(err error) {
			p.standard.SetBusy(false, "")
			if err != nil && model.CodeOf(err) != model.CodeCanceled {
				p.tell(widgets.ToneDanger, p.w.sayBackup(err))
			}
			p.load()
		})
	}
}

func (p *backupPage) onRow(path string) {
	if canRestore(p.w) && !p.now.Busy() {
		previewRestore(p.w, path, p.w.Flow.ToBackup)
	}
}

func (p *backupPage) onRestore() {
	if !p.now.Busy() {
		chooseRestore(p.w, p.w.Flow.ToBackup)
	}
}

func (p *backupPage) Content() fyne.CanvasObject  { return p.body }
func (p *backupPage) BackButton() *widgets.Button { return p.back }
func (p *backupPage) Wipe()                       {}
func (p *backupPage) Name() string                { return "backup" }

func (p *backupPage) Focus() fyne.Focusable {
	if !p.loaded {
		return p.back
	}
	return p.now
}

// newBackupCard is the part of the settings that leads to the backups.
func newBackupCard(w *Window) *widgets.Card {
	open := widgets.NewButton(widgets.KindPlain, i18n.T("backup.open"), func() { w.Flow.GoTo(routeBackup) })
	return widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("backup.title")),
		widgets.NewText(i18n.T("backup.card_text")),
		widgets.HStack(0, open)))
}
