package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// settingsPage is what an administrator decides for everybody in the account.
type settingsPage struct {
	w      *window.Window
	known  model.Settings // as last loaded or saved
	loaded bool
	// without counts the people who do not have MFA yet.
	without     int
	form        *policyForm
	Main        *widgets.Card
	backup      *widgets.Card   // leads to the backups; only for the first account
	reason      *widgets.Notice // why the settings cannot be changed
	failed      *fyne.Container // around reason
	Saved       *widgets.Notice
	save        *widgets.Button
	supportCard *supportCard
	body        *fyne.Container
}

func NewPage(w *window.Window, backups *widgets.Card) window.Page {
	p := &settingsPage{w: w, form: newPolicyForm(w)}
	p.form.entered, p.form.edited = p.onSave, p.onEdited
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.Load)
	p.failed = widgets.VStack(12, p.reason, widgets.HStack(0, retry))
	p.failed.Hide()
	p.Saved = widgets.NewNotice(widgets.ToneSuccess, "")
	p.save = widgets.NewButton(widgets.KindPrimary, i18n.T("settings_page.save"), p.onSave)
	p.Main = widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("settings_page.account")), p.form.rows(), layout.Buttons(p.save)))
	p.Main.Hide()
	p.backup = backups
	p.backup.Hide()
	p.supportCard = newSupportCard(w)
	p.body = w.Column(i18n.T("settings_page.title"), p.failed, p.Main, p.backup, kit.NewCard(w), p.supportCard.Card, forms.NewAbout(w))
	p.body.Add(p.Saved)
	p.supportCard.grown = p.body.Refresh
	w.GuardClose(p.onClose)
	p.Load()
	return p
}

// Load loads the settings and, for an office, who does not have MFA yet.
func (p *settingsPage) Load() {
	var settings model.Settings
	without := 0
	office := window.Manages(p.w.Session())
	p.w.Load(func(ctx context.Context, session *model.Session) (err error) {
		if settings, err = session.Settings(ctx); err != nil || !office {
			return err
		}
		people, err := session.People(ctx)
		without = withoutMFA(people)
		return err
	}, func(err error) {
		if err != nil {
			p.reason.SetText(p.w.Explain(err))
			p.failed.Show()
			p.body.Refresh()
			return
		}
		p.known, p.loaded, p.without = settings, true, without
		p.form.set(settings, without)
		p.failed.Hide()
		p.Main.Show()
		p.backup.Hidden = !settings.First
		p.body.Refresh()
		p.w.Focus(p.Focus())
	})
}

// withoutMFA counts the people who would be affected if MFA became required.
func withoutMFA(people []model.Person) int {
	count := 0
	for _, person := range people {
		if !person.MFA && person.State != model.StateSuspended && person.State != model.StateTampered {
			count++
		}
	}
	return count
}

func (p *settingsPage) onSave() {
	if p.save.Busy() || !p.loaded {
		return
	}
	settings, ok := p.form.complete(p.known)
	switch {
	case !ok:
	case p.stopsWork(settings):
		p.w.Ask(window.Question{
			Name: "require_now", Title: i18n.T("settings_page.no_grace_title"), Text: i18n.T("settings_page.no_grace_text", "Count", messages.Number(int64(p.without))),
			Stay: i18n.T("common.cancel"), Leave: i18n.T("settings_page.no_grace_confirm"),
		}, func() { p.store(settings) })
	default:
		p.store(settings)
	}
}

// stopsWork reports whether the settings stop people from working at once, until they have MFA.
func (p *settingsPage) stopsWork(settings model.Settings) bool {
	now := settings.RequireMFA && settings.GraceDays == 0
	before := p.known.RequireMFA && p.known.GraceDays == 0
	return now && !before && p.without > 0
}

func (p *settingsPage) store(settings model.Settings) {
	p.Saved.SetText("")
	p.save.SetBusy(true, i18n.T("settings_page.saving"))
	forms.WithProof(p.w, func(ctx context.Context, session *model.Session) error {
		return session.ChangeSettings(ctx, settings)
	}, func(err error) {
		p.save.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.done(settings)
	})
}

// done applies the new settings to the person who saved them: if MFA is due at once, it leads there.
func (p *settingsPage) done(settings model.Settings) {
	session := p.w.Session()
	p.known = settings
	p.w.RememberBy(session)
	if session.MustEnrol() {
		p.w.Flow.ToFirstPage()
		return
	}
	p.w.Flow.ShowNames()
	text := i18n.T("settings_page.saved")
	if due := session.MFADue(); !due.IsZero() {
		text = i18n.T("settings_page.saved_due", "Time", i18n.When(due))
	}
	p.tell(widgets.ToneSuccess, text)
}

func (p *settingsPage) fail(err error) {
	if model.CodeOf(err) == model.CodeCanceled {
		return
	}
	if text := p.w.Explain(err); !p.form.fail(messages.FieldOf(err), text) {
		p.tell(widgets.ToneDanger, text)
	}
}

// onEdited removes the result of the last save.
func (p *settingsPage) onEdited() {
	if p.Saved.Visible() {
		p.tell(widgets.ToneSuccess, "")
	}
}

// tell shows the result of saving at the foot of the page.
func (p *settingsPage) tell(tone widgets.Tone, text string) {
	p.Saved.SetTone(tone)
	p.Saved.SetText(text)
	p.body.Refresh()
}

// Unsaved reports whether there are changes that were not saved.
func (p *settingsPage) Unsaved() bool { return p.loaded && p.form.changed(p.known) }

func (p *settingsPage) onClose(proceed func()) {
	if p.Unsaved() {
		p.w.AskUnsaved(proceed)
		return
	}
	proceed()
}

func (p *settingsPage) Content() fyne.CanvasObject { return p.body }
func (p *settingsPage) Wipe()                      {}
func (p *settingsPage) Name() string               { return "settings" }

func (p *settingsPage) Focus() fyne.Focusable {
	if !p.loaded {
		return nil
	}
	return p.form.office
}
