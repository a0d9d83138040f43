package screens

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// firstNames is step 1: the kind of account and the names.
type firstNames struct {
	run                      *firstRun
	multi, single            *widgets.Choice
	office, login, person    *widgets.Entry
	officeF, loginF, personF *widgets.Field
	next                     *widgets.Button
	cancel                   *widgets.Button // nil at the first account
	body                     fyne.CanvasObject
}

func newFirstNames(run *firstRun) *firstNames {
	p := &firstNames{run: run, office: widgets.NewEntry(), login: widgets.NewEntry(), person: widgets.NewEntry()}
	p.office.Prose, p.person.Prose = true, true
	p.office.SetText(run.setup.Office)
	p.login.SetText(run.setup.Login)
	p.person.SetText(run.setup.Name)
	p.officeF = widgets.NewField(i18n.T("first.office"), p.office)
	p.loginF = widgets.NewField(i18n.T("first.login"), p.login)
	p.personF = widgets.NewField(i18n.T("first.person"), p.person)
	p.loginF.SetHint(i18n.T("first.login_hint"))
	p.personF.SetHint(i18n.T("first.person_hint"))
	p.office.OnEdited = func() { p.hint(p.officeF, p.office.Text, model.CheckName) }
	p.login.OnEdited = func() { p.hint(p.loginF, p.login.Text, checkLoginSoFar) }
	p.person.OnEdited = func() { p.hint(p.personF, p.person.Text, model.CheckName) }
	for _, e := range []*widgets.Entry{p.office, p.login, p.person} {
		e.OnEnter = p.onNext
	}
	p.multi = widgets.NewChoice(i18n.T("first.multi"), i18n.T("first.multi_text"), func() { p.choose(model.KindMulti) })
	p.single = widgets.NewChoice(i18n.T("first.single"), i18n.T("first.single_text"), func() { p.choose(model.KindSingle) })
	p.body = p.build()
	p.choose(run.setup.Kind)
	if run.failed != nil {
		p.fail(run.failed)
		run.failed = nil
	}
	return p
}

func (p *firstNames) build() fyne.CanvasObject {
	p.next = widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	desk := widgets.NewButton(widgets.KindLinkSmall, i18n.T("desk.title"), p.onSupportDesk)
	restore := widgets.NewButton(widgets.KindLinkSmall, i18n.T("failure_page.restore"), p.onRestore)
	restore.Hidden = !canRestore(p.run.w)
	last := []fyne.CanvasObject{restore, desk, p.next}
	if p.run.office != nil {
		p.cancel = widgets.NewButton(widgets.KindPlain, i18n.T("common.cancel"), p.run.cancel)
		last = []fyne.CanvasObject{p.cancel, p.next}
	}
	return p.run.frame(1, i18n.T("first.step_kind"),
		container.New(halves{gap: look.Gap}, p.multi, p.single),
		p.officeF,
		container.New(halves{gap: look.Gap}, p.loginF, p.personF),
		spread(p.run.w.languageSelect(p.onLanguage), last...),
	)
}

func (p *firstNames) choose(kind model.AccountKind) {
	p.run.setup.Kind = kind
	p.multi.SetChosen(kind == model.KindMulti)
	p.single.SetChosen(kind == model.KindSingle)
	if kind == model.KindMulti {
		p.officeF.Show()
	} else {
		p.officeF.Hide()
	}
	p.body.Refresh()
}

// hint shows a field's error while it is being typed; an empty field is not wrong yet.
func (p *firstNames) hint(field *widgets.Field, text string, check func(string) error) {
	if text == "" {
		field.SetError("")
		return
	}
	field.SetError(sentence(check(text)))
}

// checkLoginSoFar finds nothing wrong in an ID that is only not long enough yet.
func checkLoginSoFar(login string) error {
	if len(fold.Login(login)) < model.MinLogin {
		login += strings.Repeat("a", model.MinLogin)
	}
	return model.CheckLogin(login)
}

func (p *firstNames) take() {
	p.run.setup.Login, p.run.setup.Name, p.run.setup.Office = fold.Login(p.login.Text), p.person.Text, p.office.Text
	if p.run.setup.Kind == model.KindSingle {
		p.run.setup.Office = ""
	}
}

// onRestore is for a new PC, whose office comes out of a backup.
func (p *firstNames) onRestore() {
	if !p.next.Busy() {
		p.take()
		chooseRestore(p.run.w, p.run.toNames)
	}
}

func (p *firstNames) onNext() {
	if p.next.Busy() {
		return
	}
	p.take()
	if err := p.run.setup.CheckNames(); err != nil {
		p.fail(err)
		return
	}
	p.run.setup.Login = model.FoldLogin(p.run.setup.Login) // what is shown and printed from here on
	if p.run.office == nil || p.run.setup.Login == p.run.offered {
		p.run.toPassword()
		return
	}
	p.offer(p.run.setup.Login)
}

// offer asks whether the ID of one more account is free, before a password and a kit are made for it.
func (p *firstNames) offer(login string) {
	office := p.run.office
	p.next.SetBusy(true, i18n.T("first.offering"))
	p.run.w.run(func(ctx context.Context) error { return office.CheckLoginFree(ctx, login) }, func(err error) {
		p.next.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.run.offered = login
		p.run.toPassword()
	})
}

// fail shows what is wrong at the field it is about.
func (p *firstNames) fail(err error) {
	text := p.run.w.explain(err)
	var e *model.Error
	if !errors.As(err, &e) {
		p.loginF.SetError(text)
		return
	}
	switch e.Field {
	case "office":
		p.officeF.SetError(text)
		p.run.w.Focus(p.office)
	case "name":
		p.personF.SetError(text)
		p.run.w.Focus(p.person)
	default:
		p.loginF.SetError(text)
		p.run.w.Focus(p.login)
	}
}

// onSupportDesk leads to the support desk, which needs no account of its own, and back to what was typed.
func (p *firstNames) onSupportDesk() {
	p.take()
	toSupportDesk(p.run.w, func(string) { p.run.toNames() })
}

func (p *firstNames) onLanguage(lang string) {
	p.take()
	p.run.w.setLanguage(lang)
}

func (p *firstNames) Content() fyne.CanvasObject  { return p.body }
func (p *firstNames) BackButton() *widgets.Button { return p.cancel }

func (p *firstNames) Focus() fyne.Focusable {
	if p.run.setup.Kind == model.KindSingle || p.loginF.Error() != "" {
		return p.login
	}
	return p.office
}

func (p *firstNames) Wipe()        {}
func (p *firstNames) Name() string { return "first_run_1" }
