package firstrun

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/widgets"
)

// firstPassword is step 2.
type firstPassword struct {
	run     *firstRun
	Pair    *forms.PasswordPair
	back    *widgets.Button
	failure *widgets.Notice
	body    fyne.CanvasObject
}

func newFirstPassword(run *firstRun) *firstPassword {
	p := &firstPassword{run: run, failure: widgets.NewNotice(widgets.ToneDanger, "")}
	words := []string{run.Setup.Login, run.Setup.Name, run.Setup.Office, i18n.T("app.name")}
	p.Pair = forms.NewPasswordPair(run.w, words, func(password string) error {
		setup := run.Setup
		setup.Password = password
		return setup.CheckPassword()
	}, p.onNext)
	p.Pair.Set(run.Setup.Password)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), p.onBack)
	next := widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	p.body = run.frame(2, i18n.T("first_run.step_password"),
		widgets.VStack(4,
			widgets.NewStrong(i18n.T("first_run.password_for", "Login", run.Setup.Login)).Wrapped(),
			widgets.NewMuted(i18n.T("first_run.password_text"))),
		p.Pair.Rows(),
		p.failure,
		layout.Spread(p.back, next),
	)
	return p
}

func (p *firstPassword) onBack() {
	p.run.Setup.Password = ""
	p.run.ToNames()
}

func (p *firstPassword) onNext() {
	if !p.Pair.Complete() {
		return
	}
	p.run.Setup.Password = p.Pair.First.Text()
	if err := p.run.toKit(); err != nil {
		p.failure.SetText(p.run.w.Report(err))
		p.body.Refresh()
	}
}

func (p *firstPassword) Content() fyne.CanvasObject  { return p.body }
func (p *firstPassword) BackButton() *widgets.Button { return p.back }
func (p *firstPassword) Focus() fyne.Focusable       { return p.Pair.First }
func (p *firstPassword) Wipe()                       { p.Pair.Wipe() }
func (p *firstPassword) Name() string                { return "first_run_2" }
