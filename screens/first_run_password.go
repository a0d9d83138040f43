package screens

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// passwordPair is a new password typed twice, with a generator and a hint on its length. First run and the forced
// change share it.
type passwordPair struct {
	d               *Desk
	first, second   *widgets.PasswordEntry
	firstF, secondF *widgets.Field
	generate        *widgets.Button
	check           func(password string) error
}

func newPasswordPair(d *Desk, check func(string) error, enter func()) *passwordPair {
	p := &passwordPair{d: d, check: check, first: widgets.NewPasswordEntry(), second: widgets.NewPasswordEntry()}
	p.firstF = widgets.NewField(i18n.T("password.new"), p.first)
	p.secondF = widgets.NewField(i18n.T("password.again"), p.second)
	p.firstF.SetHint(i18n.T("password.hint"))
	p.first.OnEdited, p.second.OnEdited = p.onFirst, p.onSecond
	p.first.OnEnter = func() { d.focus(p.second) }
	p.second.OnEnter = enter
	p.generate = widgets.NewButton(widgets.KindLink, i18n.T("password.generate"), p.onGenerate)
	return p
}

func (p *passwordPair) rows() fyne.CanvasObject {
	return widgets.VStack(look.Gap, widgets.VStack(4, p.firstF, spread(p.generate)), p.secondF)
}

// onFirst tells how far the password is from long enough. Length is what makes it strong; there are no rules on its
// signs.
func (p *passwordPair) onFirst() {
	p.secondF.SetError("")
	err := p.check(p.first.Text())
	switch {
	case p.first.Text() == "":
		p.firstF.SetError("")
		p.firstF.SetHint(i18n.T("password.hint"))
	case err == nil:
		p.firstF.SetError("")
		p.firstF.SetHint(i18n.T("password.enough"))
	case model.CodeOf(err) == model.CodePasswordShort:
		p.firstF.SetError("")
		missing := limitOf(err) - utf8.RuneCountInString(p.first.Text())
		p.firstF.SetHint(i18n.T("password.missing", "Missing", max(missing, 1)))
	default:
		p.firstF.SetError(sentence(err))
	}
}

func (p *passwordPair) onSecond() { p.secondF.SetError("") }

// onGenerate fills both fields and shows them: somebody has to write the password down.
func (p *passwordPair) onGenerate() {
	password := generatePassword()
	p.first.SetText(password)
	p.second.SetText(password)
	p.first.Reveal(true)
	p.second.Reveal(true)
	p.onFirst()
	p.firstF.SetHint(i18n.T("password.generated"))
	p.d.focus(p.second) // Enter goes on; on the button it would make another one
}

// complete checks both fields and shows what is wrong with them.
func (p *passwordPair) complete() bool {
	if err := p.check(p.first.Text()); err != nil {
		p.firstF.SetError(p.d.say(err))
		p.d.focus(p.first)
		return false
	}
	if p.first.Text() != p.second.Text() {
		p.secondF.SetError(i18n.T("password.differs"))
		p.d.focus(p.second)
		return false
	}
	return true
}

func (p *passwordPair) wipe() {
	p.first.Wipe()
	p.second.Wipe()
}

// generatePassword makes four groups of five signs, about 98 bits. Signs that look alike are left out.
func generatePassword() string {
	const signs = "abcdefghijkmnpqrstuvwxyz23456789"
	groups := make([]string, 4)
	for i := range groups {
		var group strings.Builder
		for range 5 {
			group.WriteByte(signs[random(int64(len(signs)))])
		}
		groups[i] = group.String()
	}
	return strings.Join(groups, "-")
}

// firstPassword is step 2.
type firstPassword struct {
	run  *firstRun
	pair *passwordPair
	body fyne.CanvasObject
}

func newFirstPassword(run *firstRun) *firstPassword {
	p := &firstPassword{run: run}
	p.pair = newPasswordPair(run.d, func(password string) error {
		setup := run.setup
		setup.Password = password
		return setup.CheckPassword()
	}, p.onNext)
	p.pair.first.SetText(run.setup.Password)
	p.pair.second.SetText(run.setup.Password)
	back := widgets.NewButton(widgets.KindPlain, i18n.T("common.back"), p.onBack)
	next := widgets.NewButton(widgets.KindPrimary, i18n.T("common.next"), p.onNext)
	p.body = run.frame(2, i18n.T("first.step_password"),
		widgets.VStack(4,
			widgets.NewStrong(i18n.T("first.password_for", "Login", run.setup.Login)).Wrapped(),
			widgets.NewMuted(i18n.T("first.password_text"))),
		p.pair.rows(),
		spread(back, next),
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
	if err := p.run.toKit(); err != nil {
		p.pair.firstF.SetError(p.run.d.say(err))
	}
}

func (p *firstPassword) content() fyne.CanvasObject { return p.body }
func (p *firstPassword) focus() fyne.Focusable      { return p.pair.first }
func (p *firstPassword) wipe()                      { p.pair.wipe() }
func (p *firstPassword) name() string               { return "first_run_2" }
