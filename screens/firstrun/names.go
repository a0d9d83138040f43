package firstrun

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/backup"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
)

// firstNames is step 1: the kind of account and the names.
type firstNames struct {
	Run                      *firstRun
	multi, single            *widgets.Choice
	office, Login, person    *widgets.Entry
	officeF, loginF, personF *widgets.Field
	next                     *widgets.Button
	back                     *widgets.Button // to the server, or gives up one more account
	body                     fyne.CanvasObject
}

func newFirstNames(run *firstRun) *firstNames {
	p := &firstNames{Run: run, office: widgets.NewEntry(), Login: widgets.NewEntry(), person: widgets.NewEntry()}
	p.office.Prose, p.person.Prose = true, true
	p.office.SetText(run.Setup.Office)
	p.Login.SetText(run.Setup.Login)
	p.person.SetText(run.Setup.Name)
	p.officeF = widgets.NewField(i18n.T("first_run.office"), p.office)
	p.loginF = widgets.NewField(i18n.T("first_run.login"), p.Login)
	p.personF = widgets.NewField(i18n.T("first_run.person"), p.person)
	p.loginF.SetHint(i18n.T("first_run.login_hint", "Min", model.MinLogin, "Max", model.MaxLogin))
	p.personF.SetHint(i18n.T("first_run.person_hint"))
	p.office.OnEdited = func() { p.hint(p.officeF, p.office.Text, model.CheckName) }
	p.Login.OnEdited = func() { p.hint(p.loginF, p.Login.Text, checkLoginSoFar) }
	p.person.OnEdited = func() { p.hint(p.personF, p.person.Text, model.CheckName) }
	for _, e := range []*widgets.Entry{p.office, p.Login, p.person} {
		e.OnEnter = p.onNext
	}
	p.multi = widgets.NewChoice(i18n.T("first_run.multi"), i18n.T("first_run.multi_text"), func() { p.choose(model.KindMulti) })
	p.single = widgets.NewChoice(i18n.T("first_run.single"), i18n.T("first_run.single_text"), func() { p.choose(model.KindSingle) })
	p.body = p.build()
	p.choose(run.Setup.Kind)
	if run.failed != nil {
		p.fail(run.failed)
		run.failed = nil
	}
	return p
}

func (p *firstNames) build() fyne.CanvasObject {
	p.next = widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), p.onBack)
	p.back.Hidden = p.first()
	if p.Run.office != nil {
		p.back.SetText(i18n.T("common.cancel"))
	}
	rows := []fyne.CanvasObject{
		container.New(layout.Halves{Gap: look.Gap}, p.multi, p.single),
		p.officeF,
		container.New(layout.Halves{Gap: look.Gap}, p.loginF, p.personF),
		layout.Spread(p.Run.w.LanguageSelect(p.onLanguage), p.back, p.next),
	}
	if p.first() {
		rows = append([]fyne.CanvasObject{widgets.NewMuted(i18n.T("first_run.welcome"))}, rows...)
		rows = append(rows, widgets.NewRule(), p.otherWays())
	}
	return p.Run.frame(1, i18n.T("first_run.step_kind"), rows...)
}

// first reports whether it is the very first page.
func (p *firstNames) first() bool { return p.Run.office == nil && p.Run.place == placeHere }

// otherWays is for those who do not begin with an empty database on this PC.
func (p *firstNames) otherWays() fyne.CanvasObject {
	w := p.Run.w
	several := widgets.NewButton(widgets.KindLinkSmall, i18n.T("first_run.several_pcs"), func() {
		p.readInputs()
		p.Run.ToPlace()
	})
	restore := widgets.NewButton(widgets.KindLinkSmall, i18n.T("failure_page.restore"), func() {
		p.readInputs()
		backup.ChooseRestore(w, p.Run.ToNames)
	})
	restore.Hidden = !backup.CanRestore(w)
	return layout.Spread(several, restore)
}

func (p *firstNames) choose(kind model.AccountKind) {
	p.Run.Setup.Kind = kind
	p.multi.SetChosen(kind == model.KindMulti)
	p.single.SetChosen(kind == model.KindSingle)
	if kind == model.KindMulti {
		p.officeF.Show()
	} else {
		p.officeF.Hide()
	}
	p.body.Refresh()
}

// hint shows the error of a field while somebody types in it. An empty field is not wrong yet.
func (p *firstNames) hint(field *widgets.Field, text string, check func(string) error) {
	if text == "" {
		field.SetError("")
		return
	}
	field.SetError(messages.Sentence(check(text)))
}

// checkLoginSoFar accepts an ID that is only too short so far.
func checkLoginSoFar(login string) error {
	if len(fold.Login(login)) < model.MinLogin {
		login += strings.Repeat("a", model.MinLogin)
	}
	return model.CheckLogin(login)
}

func (p *firstNames) readInputs() {
	p.Run.Setup.Login, p.Run.Setup.Name, p.Run.Setup.Office = fold.Login(p.Login.Text), p.person.Text, p.office.Text
	if p.Run.Setup.Kind == model.KindSingle {
		p.Run.Setup.Office = ""
	}
}

// onBack keeps what was typed.
func (p *firstNames) onBack() {
	if p.next.Busy() {
		return
	}
	p.readInputs()
	switch {
	case p.Run.office != nil:
		p.Run.cancel()
	case p.Run.place == placeNew:
		p.Run.toServer()
	}
}

func (p *firstNames) onNext() {
	if p.next.Busy() {
		return
	}
	p.readInputs()
	if err := p.Run.Setup.CheckNames(); err != nil {
		p.fail(err)
		return
	}
	p.Run.Setup.Login = model.FoldLogin(p.Run.Setup.Login) // shown and printed like this from here on
	if p.Run.office == nil || p.Run.Setup.Login == p.Run.offered {
		p.Run.toPassword()
		return
	}
	p.offer(p.Run.Setup.Login)
}

// offer checks that the ID of one more account is free, before anybody makes a password and a kit for it.
func (p *firstNames) offer(login string) {
	office := p.Run.office
	p.next.SetBusy(true, i18n.T("first_run.checking"))
	p.Run.w.Run(func(ctx context.Context) error { return office.CheckLoginFree(ctx, login) }, func(err error) {
		p.next.SetBusy(false, "")
		if err != nil {
			p.fail(err)
			return
		}
		p.Run.offered = login
		p.Run.toPassword()
	})
}

// fail shows the error at its field.
func (p *firstNames) fail(err error) {
	text := p.Run.w.Report(err)
	var e *model.Error
	if !errors.As(err, &e) {
		p.loginF.SetError(text)
		return
	}
	switch e.Field {
	case "office":
		p.officeF.SetError(text)
		p.Run.w.Focus(p.office)
	case "name":
		p.personF.SetError(text)
		p.Run.w.Focus(p.person)
	default:
		p.loginF.SetError(text)
		p.Run.w.Focus(p.Login)
	}
}

func (p *firstNames) onLanguage(lang string) {
	p.readInputs()
	p.Run.w.SetLanguage(lang)
}

func (p *firstNames) Content() fyne.CanvasObject  { return p.body }
func (p *firstNames) BackButton() *widgets.Button { return p.back }

func (p *firstNames) Focus() fyne.Focusable {
	if p.Run.Setup.Kind == model.KindSingle || p.loginF.Error() != "" {
		return p.Login
	}
	return p.office
}

func (p *firstNames) Wipe()        {}
func (p *firstNames) Name() string { return "first_run_1" }
