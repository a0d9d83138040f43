package kit

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// kitMadeDialog is the dialog after a new kit. It says what the old kit still opens, and what to do about that: make
// a new backup, then delete the old ones.
type kitMadeDialog struct {
	w       *window.Window
	made    model.Backup
	old     []model.Backup
	backUp  *widgets.Button
	remove  *widgets.Button
	backups *fyne.Container // hidden from people who do not see backups
	copying *widgets.Button
	mail    *widgets.Button
	closing *widgets.Button
	said    *widgets.Notice
	modal   *widgets.Modal
}

const kitMadeWidth = 600

func showKitMade(w *window.Window) {
	p := &kitMadeDialog{w: w, said: widgets.NewNotice(widgets.ToneSuccess, "")}
	p.backUp = widgets.NewButton(widgets.KindPlain, i18n.T("backup.now"), p.onNow)
	p.remove = widgets.NewButton(widgets.KindDangerLine, i18n.T("new_kit.delete"), p.onDelete)
	p.remove.Disable()
	p.copying = widgets.NewButton(widgets.KindPlain, i18n.T("new_kit.copy"), p.onCopy)
	p.mail = widgets.NewButton(widgets.KindPlain, i18n.T("handout.mail"), func() { forms.Draft(w, "", remakeLetter(), p.say) })
	p.closing = widgets.NewButton(widgets.KindPrimary, i18n.T("common.close"), p.close)
	p.modal = widgets.NewModal(w.Canvas(), kitMadeWidth, p.build())
	p.modal.OnEscape = p.close
	p.modal.SetDefault(p.closing)
	p.modal.Show(p.closing)
	w.DialogShown("kit_made")
	p.load()
}

func (p *kitMadeDialog) build() fyne.CanvasObject {
	void, ask := i18n.T("new_kit.done_text_single"), widgets.VStack(8, widgets.NewText(i18n.T("new_kit.enrol_again_oneself")))
	if window.ManagesUsers(p.w.Session()) {
		void = i18n.T("new_kit.done_text")
		ask = widgets.VStack(8, widgets.NewText(i18n.T("new_kit.enrol_again_everybody")), widgets.Line(8, p.copying, p.mail))
	}
	p.backups = widgets.VStack(8, widgets.NewText(i18n.T("new_kit.backup_text")), widgets.Line(8, p.backUp, p.remove))
	p.backups.Hide()
	return widgets.VStack(look.Gap,
		widgets.NewHeading(i18n.T("new_kit.done_title")).Wrapped(),
		widgets.NewText(void),
		widgets.NewNotice(widgets.ToneWarning, i18n.T("new_kit.old_copies_text")),
		p.backups,
		ask,
		p.said,
		layout.Buttons(p.closing))
}

// remakeLetter asks people to set MFA up again.
func remakeLetter() forms.Letter {
	return forms.Letter{Subject: i18n.T("new_kit.mail_subject"), Body: i18n.T("new_kit.mail_text")}
}

func (p *kitMadeDialog) say(tone widgets.Tone, text string) {
	p.said.SetTone(tone)
	p.said.SetText(text)
	p.modal.Refresh()
}

// load lists the backups that the old kit opens: all but the one just made.
func (p *kitMadeDialog) load() {
	window.Load(p.w, func(ctx context.Context, session *model.Session) (model.BackupState, error) {
		return session.Backups(ctx)
	}, func(state model.BackupState, err error) {
		if err != nil && state.Folder == "" { // not the first account
			return
		}
		p.old = slices.DeleteFunc(state.Backups, func(b model.Backup) bool { return b.Path == p.made.Path })
		if p.made.Path == "" || len(p.old) == 0 {
			p.remove.Disable()
		} else {
			p.remove.Enable()
		}
		p.backups.Show()
		p.modal.Refresh()
	})
}

func (p *kitMadeDialog) onNow() {
	forms.BackUpNow(p.w, p.backUp, p.say, func(made model.Backup) { p.made = made }, p.load)
}

// onDelete lists the backups before it deletes them.
func (p *kitMadeDialog) onDelete() {
	if p.backUp.Busy() {
		return
	}
	made, old := p.made, slices.Clone(p.old)
	q := forms.NewConfirmDialog(p.w, widgets.KindDanger, i18n.T("new_kit.delete_now"), i18n.T("new_kit.deleting"))
	q.Action = func(ctx context.Context, session *model.Session) error { return session.DeleteBackups(ctx, made, old) }
	q.Done = func() {
		p.say(widgets.ToneSuccess, i18n.T("new_kit.deleted"))
		p.load()
		p.w.Focus(p.closing)
	}
	table := forms.NewBackupTable(p.w)
	table.MinRows = min(forms.MostBackupRows, len(old))
	table.SetRows(forms.BackupRows(old, false))
	q.Open("backups_delete", forms.OpenWidth, nil,
		widgets.NewHeading(i18n.T("new_kit.delete_title")).Wrapped(),
		widgets.NewText(i18n.T("new_kit.delete_text", "Count", messages.Number(int64(len(old))))),
		table,
		widgets.NewNotice(widgets.ToneWarning, i18n.T("new_kit.delete_rest")))
}

// onCopy copies the text, which is no secret.
func (p *kitMadeDialog) onCopy() {
	p.w.App().Clipboard().SetContent(remakeLetter().Body)
	p.say(widgets.ToneSuccess, i18n.T("common.copied"))
}

func (p *kitMadeDialog) close() {
	if !p.backUp.Busy() {
		p.modal.Hide()
	}
}
