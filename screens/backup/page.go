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

// backupPage shows the administrators of the first account what was backed up, and where.
type backupPage struct {
	w        *window.Window
	State    model.BackupState
	loaded   bool
	failed   *widgets.Notice // the last daily backup
	Reason   *widgets.Notice // why the list cannot be shown
	Trouble  *fyne.Container // around reason
	back     *widgets.Button
	folder   *widgets.Text
	hint     *widgets.Text
	choose   *widgets.Button
	standard *widgets.Button
	made     *widgets.Notice // the result of backing up now
	now      *widgets.Button
	restore  *widgets.Button
	table    *widgets.Table
	cards    *fyne.Container // hidden until the list is loaded
	body     fyne.CanvasObject
}

func NewPage(w *window.Window) window.Page {
	p := &backupPage{w: w}
	p.failed = widgets.NewNotice(widgets.ToneDanger, "")
	p.Reason = widgets.NewNotice(widgets.ToneDanger, "")
	p.made = widgets.NewNotice(widgets.ToneSuccess, "")
	p.back = widgets.NewButton(widgets.KindLinkSmall, i18n.T("backup.to_settings"), func() { w.Flow.GoTo(window.RouteSettings) })
	p.folder, p.hint = widgets.NewText(""), widgets.NewSmall("")
	p.choose = widgets.NewButton(widgets.KindPlain, i18n.T("backup.choose"), p.onChoose)
	p.standard = widgets.NewButton(widgets.KindPlain, i18n.T("backup.standard"), p.onStandard)
	p.now = widgets.NewButton(widgets.KindPrimary, i18n.T("backup.now"), p.onNow)
	p.restore = widgets.NewButton(widgets.KindPlain, i18n.T("restore.open"), p.OnRestore)
	p.restore.Hidden = !CanRestore(w)
	p.table = forms.NewBackupTable(w)
	p.table.OnOpen = p.OnRow
	p.body = p.build()
	p.Load()
	return p
}

func (p *backupPage) build() fyne.CanvasObject {
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.Load)
	p.Trouble = widgets.VStack(12, p.Reason, widgets.HStack(0, retry))
	p.Trouble.Hide()
	text := i18n.T("backup.list_text_only", "Kept", model.DailyKept)
	switch {
	case CanRestore(p.w):
		text = i18n.T("backup.list_text", "Kept", model.DailyKept)
	case p.w.Office().Shared():
		text = i18n.T("backup.list_text_shared", "Kept", model.DailyKept)
	}
	p.cards = widgets.VStack(look.Gap,
		widgets.NewCard(widgets.VStack(12,
			layout.TitleRow(i18n.T("backup.folder"), nil, p.standard, p.choose),
			p.folder, p.hint)),
		widgets.NewCard(widgets.VStack(12,
			layout.TitleRow(i18n.T("backup.list"), nil, p.restore, p.now),
			widgets.NewText(text), p.table)))
	p.cards.Hide()
	page := p.w.Column(i18n.T("backup.title"), widgets.HStack(0, p.back), p.failed, p.Trouble, p.cards)
	page.Add(p.made)
	return page
}

// Load reads the folder and the list of backups.
func (p *backupPage) Load() {
	window.Load(p.w, func(ctx context.Context, session *model.Session) (model.BackupState, error) {
		return session.Backups(ctx)
	}, func(state model.BackupState, err error) {
		p.Reason.SetText("")
		if err != nil && model.CodeOf(err) != model.CodeOf(state.Failed) { // the notice about the daily backup says it already
			p.Reason.SetText(p.w.ReportWithRemedy(err))
		}
		p.Trouble.Hidden = err == nil
		if state.Folder == "" { // otherwise only the folder cannot be read
			p.body.Refresh()
			return
		}
		first := !p.loaded
		p.State, p.loaded = state, true
		p.w.RememberFolder(state)
		p.Show()
		if first {
			p.w.Focus(p.Focus())
		}
	})
}

func (p *backupPage) Show() {
	p.failed.SetText(window.DailyFailure(p.State))
	p.folder.SetText(p.State.Folder)
	p.hint.SetText("")
	switch {
	case !p.State.Default:
	case p.w.Office().Shared():
		p.hint.SetText(i18n.T("backup.hint_shared"))
	default:
		p.hint.SetText(i18n.T("backup.hint"))
	}
	p.standard.Hidden = p.State.Default
	p.table.SetEmpty(i18n.T("backup.none"))
	if p.Trouble.Visible() {
		p.table.SetEmpty(i18n.T("backup.unlisted"))
	}
	p.table.MinRows = max(1, min(forms.MostBackupRows, len(p.State.Backups)))
	p.table.SetRows(forms.BackupRows(p.State.Backups, CanRestore(p.w)))
	p.cards.Show()
	p.body.Refresh()
}

// onNow makes a backup at once and shows its path.
func (p *backupPage) onNow() {
	if p.loaded {
		forms.BackUpNow(p.w, p.now, p.tell, func(model.Backup) {}, p.Load)
	}
}

func (p *backupPage) tell(tone widgets.Tone, text string) {
	p.made.SetTone(tone)
	p.made.SetText(text)
	p.body.Refresh()
}

func (p *backupPage) onChoose() {
	if p.loaded {
		chooseBackupFolder(p.w, p.State.Folder, p.Load)
	}
}

// onStandard goes back to the folder next to the database.
func (p *backupPage) onStandard() {
	if !p.standard.Busy() {
		p.standard.SetBusy(true, i18n.T("backup.changing"))
		forms.WithProof(p.w, func(ctx context.Context, session *model.Session) error {
			return session.SetBackupFolder(ctx, "")
		}, func(err error) {
			p.standard.SetBusy(false, "")
			if err != nil && model.CodeOf(err) != model.CodeCanceled {
				p.tell(widgets.ToneDanger, p.w.ReportWithRemedy(err))
			}
			p.Load()
		})
	}
}

func (p *backupPage) OnRow(path string) {
	if CanRestore(p.w) && !p.now.Busy() {
		previewRestore(p.w, path, p.w.Flow.ToBackup)
	}
}

func (p *backupPage) OnRestore() {
	if !p.now.Busy() {
		ChooseRestore(p.w, p.w.Flow.ToBackup)
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

// NewCard makes the card of the settings that leads to the backups.
func NewCard(w *window.Window) *widgets.Card {
	open := widgets.NewButton(widgets.KindPlain, i18n.T("backup.open"), func() { w.Flow.GoTo(window.RouteBackup) })
	return widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("backup.title")),
		widgets.NewText(cardText(w)),
		widgets.HStack(0, open)))
}

// cardText promises no restore where there is none.
func cardText(w *window.Window) string {
	if w.Office().Shared() {
		return i18n.T("backup.card_text_shared")
	}
	return i18n.T("backup.card_text")
}
