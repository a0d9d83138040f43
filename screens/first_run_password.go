package screens

import (
	"fyne.io/fyne/v2"

	"qlingo/screens/i18n"
	"qlingo/screens/widgets"
)

// firstPassword is step 2.
type firstPassword struct {
	run  *firstRun
	pair *passwordPair
	back *widgets.Button
	body fyne.CanvasObject
}

func newFirstPassword(run *firstRun) *firstPassword {
	p := &firstPassword{run: run}
	words := []string{run.setup.Login, run.setup.Name, run.setup.Office, i18n.T("app.name")}
	p.pair = newPasswordPair(run.w, words, func(password string) error {
		setup := run.setup
		setup.Password = password
		return setup.CheckPassword()
	}, p.onNext)
	p.pair.set(run.setup.Password)
	p.back = widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), p.onBack)
	next := widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	p.body = run.frame(2, i18n.T("first.step_password"),
		widgets.VStack(4,
			widgets.NewStrong(i18n.T("first.password_for", "Login", run.setup.Login)).Wrapped(),
			widgets.NewMuted(i18n.T("first.password_text"))),
		p.pair.rows(),
		spread(p.back, next),
	)
	return p
}

func (p *firstPassword) onBack() {
	p.run.setup.Password = ""
	p.run.toNames()
}

func (p *firstPassword) onNext() {
	if !p.pair.complete() {
		return
	}
	p.run.setup.Password = p.pair.first.Text()
	p.run.toSupport()
}

func (p *firstPassword) Content() fyne.CanvasObject  { return p.body }
func (p *firstPassword) BackButton() *widgets.Button { return p.back }
func (p *firstPassword) Focus() fyne.Focusable       { return p.pair.first }
func (p *firstPassword) Wipe()                       { p.pair.Wipe() }
func (p *firstPassword) Name() string                { return "first_run_2" }
