package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/kit"
	"qlingo/screens/messages"
	"qlingo/screens/shared"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// settingsPage is what an administrator decides for everybody in the account, in sections that are saved one by one.
type settingsPage struct {
	w      *window.Window
	loaded bool
	// without counts the people who do not have MFA yet.
	without     int
	account     *accountForm
	rules       *rulesForm
	Sections    []*section
	backup      *widgets.Card   // leads to the backups; only for the first account
	reason      *widgets.Notice // why the settings cannot be changed
	failed      *fyne.Container // around reason
	supportCard *supportCard
	shared      *shared.Card // where the database is; only for the first account
	contents    *contents
	body        *fyne.Container
}

func NewPage(w *window.Window, backups *widgets.Card) window.Page {
	p := &settingsPage{w: w, account: newAccountForm(w), rules: newRulesForm(w), backup: backups}
	p.reason = widgets.NewNotice(widgets.ToneDanger, "")
	retry := widgets.NewButton(widgets.KindPlain, i18n.T("users.retry"), p.Load)
	p.failed = widgets.VStack(12, p.reason, widgets.HStack(0, retry))
	p.failed.Hide()
	p.backup.Hide()
	account := newSection(w, i18n.T("settings_page.account"), p.account)
	account.result = func() string {
		w.Flow.ShowNames()
		return i18n.T("settings_page.saved")
	}
	p.account.entered, p.account.edited = account.onSave, account.edited
	rules := newSection(w, i18n.T("settings_page.rules"), p.rules)
	rules.confirm, rules.result, rules.onStored = p.askNow, p.ruled, p.enrol
	p.rules.entered, p.rules.edited = rules.onSave, rules.edited
	p.Sections = []*section{account, rules}
	p.supportCard = newSupportCard(w)
	p.shared = shared.NewCard(w)
	recovery := kit.NewCard(w)
	p.contents = newContents()
	p.contents.add(i18n.T("settings_page.account"), account.Card)
	p.contents.add(i18n.T("settings_page.rules"), rules.Card)
	p.contents.add(i18n.T("backup.title"), p.backup)
	p.contents.add(i18n.T("kit.label"), recovery)
	p.contents.add(i18n.T("support_desk.title"), p.supportCard.Card)
	p.contents.add(i18n.T("shared.title"), p.shared.Card)
	p.body = w.Column(i18n.T("settings_page.title"), p.contents.line, p.failed, account.Card, rules.Card,
		p.backup, recovery, p.supportCard.Card, p.shared.Card, forms.NewAbout(w))
	p.supportCard.grown, p.shared.Grown = p.body.Refresh, p.body.Refresh
	for _, s := range p.Sections {
		s.Hide()
		s.grown = p.body.Refresh
	}
	p.contents.update()
	w.GuardClose(p.onClose)
	p.Load()
	return p
}

// Load loads the settings and, for an office, who does not have MFA yet.
func (p *settingsPage) Load() {
	var settings model.Settings
	without, before := 0, p.seen()
	office := window.ManagesUsers(p.w.Session())
	p.w.Load(func(ctx context.Context, session *model.Session) (err error) {
		if settings, err = session.Settings(ctx); err != nil || !office {
			return err
		}
		without = 0
		return session.ReadPeople(ctx, func(people []model.Person, _ int) { without += withoutMFA(people) })
	}, func(err error) {
		if err != nil {
			p.reason.SetText(p.w.Report(err))
			p.failed.Show()
			p.body.Refresh()
			return
		}
		p.answered(before, settings, without)
	})
}

// answered shows what was loaded. before is what was seen when it was asked for.
func (p *settingsPage) answered(before []model.Settings, settings model.Settings, without int) {
	if !slices.Equal(p.seen(), before) { // saved meanwhile: the answer may be older
		p.Load()
		return
	}
	p.failed.Hide()
	first := p.show(settings, without)
	p.backup.Hidden = !settings.First
	if settings.First {
		p.shared.Load()
	}
	p.contents.update()
	p.body.Refresh()
	if first {
		p.w.Focus(p.Focus())
	}
}

// seen are the settings as each section showed them last.
func (p *settingsPage) seen() (all []model.Settings) {
	for _, s := range p.Sections {
		all = append(all, s.seen)
	}
	return all
}

// show shows stored settings, and reports whether they are the first. What was typed stays.
func (p *settingsPage) show(stored model.Settings, without int) (first bool) {
	first = !p.loaded
	p.loaded, p.without = true, without
	p.rules.count(without)
	for _, s := range p.Sections {
		s.load(stored, first)
		s.Show()
	}
	return first
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

// askNow asks before the rules stop people from working at once.
func (p *settingsPage) askNow(seen, entered model.Settings, proceed func()) {
	if !p.stopsWork(seen, entered) {
		proceed()
		return
	}
	p.w.Ask(window.Question{
		Name: "require_now", Title: i18n.T("settings_page.no_grace_title"),
		Text: i18n.T("settings_page.no_grace_text", "Count", messages.Number(int64(p.without))),
		Stay: i18n.T("common.cancel"), Leave: i18n.T("settings_page.no_grace_confirm"),
	}, proceed)
}

// stopsWork reports whether a change of the settings stops people from working at once, until they have MFA.
func (p *settingsPage) stopsWork(seen, entered model.Settings) bool {
	now := entered.RequireMFA && entered.GraceDays == 0
	before := seen.RequireMFA && seen.GraceDays == 0
	return now && !before && p.without > 0
}

// ruled applies new rules to the person who saved them, and says what follows.
func (p *settingsPage) ruled() string {
	session := p.w.Session()
	p.w.RememberBy(session)
	if due := session.MFADue(); !due.IsZero() {
		return i18n.T("settings_page.saved_due", "Time", i18n.When(due))
	}
	return i18n.T("settings_page.saved")
}

// enrol leads to MFA where it is due at once.
func (p *settingsPage) enrol() {
	if session := p.w.Session(); session != nil && session.MustEnrol() {
		p.w.Flow.ToFirstPage()
	}
}

// Unsaved reports whether there are changes that were not saved.
func (p *settingsPage) Unsaved() bool {
	return p.loaded && slices.ContainsFunc(p.Sections, (*section).changed)
}

// Save saves every section that has changed and calls stored when all are. Nothing is saved while something in one of
// them is wrong.
func (p *settingsPage) Save(stored func()) {
	for _, s := range p.Sections {
		if s.changed() && !s.complete(s.seen) {
			return
		}
	}
	p.saveNext(func() {
		stored()
		p.enrol()
	})
}

func (p *settingsPage) saveNext(stored func()) {
	i := slices.IndexFunc(p.Sections, (*section).changed)
	if i < 0 {
		stored()
		return
	}
	p.Sections[i].submit(func() { p.saveNext(stored) })
}

func (p *settingsPage) onClose(proceed func()) {
	if p.Unsaved() {
		p.w.AskUnsaved(p.Save, proceed)
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
	return p.account.office
}
