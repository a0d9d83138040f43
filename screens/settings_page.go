package screens

import (
	"context"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// settingsPage is what the person in charge of an account decides for everybody in it.
type settingsPage struct {
	w      *Window
	known  model.Settings // as the model last told
	loaded bool
	// without counts those in the account who have no second step yet.
	without     int
	form        *policyForm
	main        *widgets.Card
	backup      *widgets.Card   // leads to the backups; of the first account only
	reason      *widgets.Notice // why there is nothing to change
	failed      *fyne.Container // around it
	saved       *widgets.Notice
	save        *widgets.Button
	supportCard *supportCard
	body        *fyne.Container
}

func newSettingsPage(w *Window, backups *widgets.Card) *settingsPage {
	p := &settingsPage{w: w, form: newPolicyForm(w)}
	p.form.entered, p.form.edited = p.onSave, p.onEdited
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.load)
	p.failed = widgets.VStack(12, p.reason, widgets.HStack(0, retry))
	p.failed.Hide()
	p.saved = widgets.NewNotice(widgets.ToneSuccess, "")
	p.save = widgets.NewButton(widgets.KindPrimary, i18n.T("policy.save"), p.onSave)
	p.main = widgets.NewCard(widgets.VStack(look.Gap,
		widgets.NewTitle(i18n.T("policy.account")), p.form.rows(), buttons(p.save)))
	p.main.Hide()
	p.backup = backups
	p.backup.Hide()
	p.supportCard = newSupportCard(w)
	p.body = w.column(i18n.T("policy.title"), p.failed, p.main, p.backup, newKitCard(w), p.supportCard.Card, newAbout(w))
	p.body.Add(p.saved)
	p.supportCard.grown = p.body.Refresh
	w.guardClose(p.onClose)
	p.load()
	return p
}

// load reads the settings and, for an office, who has no second step yet.
func (p *settingsPage) load() {
	var settings model.Settings
	without := 0
	office := manages(p.w.Session())
	p.w.load(func(ctx context.Context, session *model.Session) (err error) {
		if settings, err = session.Settings(ctx); err != nil || !office {
			return err
		}
		people, err := session.People(ctx)
		without = withoutMFA(people)
		return err
	}, func(err error) {
		if err != nil {
			p.reason.SetText(p.w.explain(err))
			p.failed.Show()
			p.body.Refresh()
			return
		}
		p.known, p.loaded, p.without = settings, true, without
		p.form.set(settings, without)
		p.failed.Hide()
		p.main.Show()
		p.backup.Hidden = !settings.First
		p.body.Refresh()
		p.w.Focus(p.Focus())
	})
}

// withoutMFA counts those whom requiring the second step would concern.
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
	case p.stops(settings):
		p.w.ask(question{
			name: "require_now", title: i18n.T("policy.now_title"), text: i18n.T("policy.now_text", "Count", number(int64(p.without))),
			stay: i18n.T("common.cancel"), leave: i18n.T("policy.now_leave"),
		}, func() { p.store(settings) })
	default:
		p.store(settings)
	}
}

// stops tells whether settings keep people from working at once until they have a second step.
func (p *settingsPage) stops(settings model.Settings) bool {
	now := settings.RequireMFA && settings.GraceDays == 0
	before := p.known.RequireMFA && p.known.GraceDays == 0
	return now && !before && p.without > 0
}

func (p *settingsPage) store(settings model.Settings) {
	p.saved.SetText("")
	p.save.SetBusy(true, i18n.T("policy.saving"))
	withProof(p.w, func(ctx context.Context, session *model.Session) error {
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

// done follows what the new settings mean for the person who made them: a second step that is due at once leads there.
func (p *settingsPage) done(settings model.Settings) {
	session := p.w.Session()
	p.known = settings
	p.w.rememberBy(session)
	if session.MustEnrol() {
		p.w.Flow.ToFirstPage()
		return
	}
	p.w.Flow.ShowNames()
	text := i18n.T("policy.saved")
	if due := session.MFADue(); !due.IsZero() {
		text = i18n.T("policy.saved_due", "Time", i18n.When(due))
	}
	p.tell(widgets.ToneSuccess, text)
}

func (p *settingsPage) fail(err error) {
	if model.CodeOf(err) == model.CodeCanceled {
		return
	}
	if text := p.w.explain(err); !p.form.fail(fieldOf(err), text) {
		p.tell(widgets.ToneDanger, text)
	}
}

// onEdited takes away how the last saving went.
func (p *settingsPage) onEdited() {
	if p.saved.Visible() {
		p.tell(widgets.ToneSuccess, "")
	}
}

// tell says at the foot of the page how saving went.
func (p *settingsPage) tell(tone widgets.Tone, text string) {
	p.saved.SetTone(tone)
	p.saved.SetText(text)
	p.body.Refresh()
}

// Unsaved tells whether something was changed and not saved.
func (p *settingsPage) Unsaved() bool { return p.loaded && p.form.changed(p.known) }

func (p *settingsPage) onClose(proceed func()) {
	if p.Unsaved() {
		p.w.askUnsaved(proceed)
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
