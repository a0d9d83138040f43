package screens

import (
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// passwordPair is a new password typed twice, with a generator, a hint on its length and a meter of its strength. First
// run, the forced change and the dialog share it.
type passwordPair struct {
	w               *Window
	first, second   *widgets.PasswordEntry
	firstF, secondF *widgets.Field
	meter           *widgets.Meter
	generate        *widgets.Button
	check           func(password string) error
	words           []string // that somebody who knows the person would try
	texts           pairTexts

	strength  int
	generated bool
	judging   bool
	edits     int
}

// pairTexts are the sentences that name what is typed.
type pairTexts struct{ generated, guessable, differs string }

// ofPassphrase has the pair speak of a passphrase.
func (p *passwordPair) ofPassphrase() {
	p.firstF.Label, p.secondF.Label = i18n.T("support_key.passphrase"), i18n.T("support_key.passphrase_again")
	p.generate.SetText(i18n.T("support_key.generate"))
	p.texts = pairTexts{i18n.T("support_key.generated"), i18n.T("support_key.guessable"), i18n.T("support_key.differs")}
}

func newPasswordPair(w *Window, words []string, check func(string) error, enter func()) *passwordPair {
	p := &passwordPair{
		w: w, check: check, words: words, strength: widgets.MeterSteps,
		first: widgets.NewPasswordEntry(), second: widgets.NewPasswordEntry(), meter: widgets.NewMeter(),
	}
	p.texts = pairTexts{i18n.T("password.generated"), i18n.T("password.guessable"), i18n.T("password.differs")}
	p.firstF = widgets.NewField(i18n.T("password.new"), p.first)
	p.secondF = widgets.NewField(i18n.T("password.again"), p.second)
	p.first.OnEdited, p.second.OnEdited = p.onFirst, p.onSecond
	p.first.OnEnter = func() { w.Focus(p.second) }
	p.second.OnEnter = enter
	p.generate = widgets.NewButton(widgets.KindLink, i18n.T("password.generate"), p.onGenerate)
	p.show()
	return p
}

// newOwnPair is a pair for the password of who is signed in.
func newOwnPair(w *Window, enter func()) *passwordPair {
	person := w.Session().Person()
	words := []string{person.Login, person.Name, person.Email, person.Department, w.Session().Account().Name, i18n.T("app.name")}
	return newPasswordPair(w, words, func(password string) error { return w.Session().CheckPassword(password) }, enter)
}

func (p *passwordPair) rows() fyne.CanvasObject {
	return widgets.VStack(look.Gap,
		widgets.VStack(4, p.firstF, widgets.HStack(12, widgets.Fill(p.meter), p.generate)),
		p.secondF)
}

func (p *passwordPair) onFirst() {
	p.secondF.SetError("")
	p.generated = false
	p.show()
	p.judge()
}

// show tells how far the password is from long enough, and what else is wrong with it. Length is what makes it strong;
// there are no rules on its signs.
func (p *passwordPair) show() {
	text := p.first.Text()
	err := p.check(text)
	hint, failure := "", ""
	switch code := model.CodeOf(err); {
	case text == "":
		hint = i18n.T("password.hint", "Least", limitOf(err))
	case code == model.CodePasswordShort:
		hint = i18n.T("password.missing", "Missing", max(limitOf(err)-utf8.RuneCountInString(text), 1))
	case err != nil:
		failure = sentence(err)
	case p.generated:
		hint = p.texts.generated
	case p.strength < 2:
		hint = p.texts.guessable
	default:
		hint = i18n.T("password.enough")
	}
	p.firstF.SetError(failure)
	p.firstF.SetHint(hint)
}

// judge has a worker look at the strength: that takes too long between two keys. While one is at it nobody else begins;
// what was typed meanwhile is looked at next.
func (p *passwordPair) judge() {
	text := p.first.Text()
	if text == "" {
		p.forget()
		return
	}
	if p.edits++; p.judging {
		return
	}
	p.judging = true
	edits, strength := p.edits, 0
	p.w.run(func(context.Context) error {
		strength = model.Strength(text, p.words...)
		return nil
	}, func(error) {
		p.judging = false
		switch {
		case p.edits == edits:
			p.judged(strength)
		case p.first.Text() != "":
			p.judge()
		}
	})
}

func (p *passwordPair) judged(strength int) {
	switch model.CodeOf(p.check(p.first.Text())) {
	case model.CodePasswordCommon, model.CodePasswordContext:
		strength = 0 // whatever it looks like
	}
	p.strength = strength
	p.meter.Set(strength, strengthWord(strength))
	p.show()
}

// forget empties the meter; an answer that is still to come concerns nobody.
func (p *passwordPair) forget() {
	p.edits++
	p.strength = widgets.MeterSteps
	p.meter.Set(0, "")
}

func strengthWord(strength int) string {
	switch strength {
	case 0:
		return i18n.T("password.strength_0")
	case 1:
		return i18n.T("password.strength_1")
	case 2:
		return i18n.T("password.strength_2")
	case 3:
		return i18n.T("password.strength_3")
	}
	return i18n.T("password.strength_4")
}

func (p *passwordPair) onSecond() { p.secondF.SetError("") }

// onGenerate fills both fields and shows them: somebody has to write the password down.
func (p *passwordPair) onGenerate() {
	p.set(generatePassword())
	p.first.Reveal(true)
	p.second.Reveal(true)
	p.generated = true
	p.show()
	p.w.Focus(p.second) // Enter goes on; on the button it would make another one
}

// set fills both fields as typing would.
func (p *passwordPair) set(password string) {
	p.first.SetText(password)
	p.second.SetText(password)
	p.onFirst()
}

// complete checks both fields and shows what is wrong with them.
func (p *passwordPair) complete() bool {
	if err := p.check(p.first.Text()); err != nil {
		p.refuse(p.w.explain(err))
		return false
	}
	if p.first.Text() != p.second.Text() {
		p.secondF.SetError(p.texts.differs)
		p.w.Focus(p.second)
		return false
	}
	return true
}

// refuse shows at the field why a password cannot be taken.
func (p *passwordPair) refuse(why string) {
	p.firstF.SetError(why)
	p.w.Focus(p.first)
}

func (p *passwordPair) Wipe() {
	p.first.Wipe()
	p.second.Wipe()
	p.forget()
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
