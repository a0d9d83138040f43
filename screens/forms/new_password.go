package forms

import (
	"context"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// PasswordPair is a new password typed twice, with a generator, a hint on its length and a strength meter. The first
// run, the forced change and the dialog share it.
type PasswordPair struct {
	w               *window.Window
	First, Second   *widgets.PasswordEntry
	firstF, secondF *widgets.Field
	Meter           *widgets.Meter
	generate        *widgets.Button
	check           func(password string) error
	Words           []string // words about the person that others would try
	texts           pairTexts

	Strength  int
	generated bool
	judging   bool
	edits     int
}

// pairTexts are the sentences that mention the password.
type pairTexts struct{ generated, guessable, differs string }

// OfPassphrase makes the sentences say passphrase instead of password.
func (p *PasswordPair) OfPassphrase() {
	p.firstF.Label, p.secondF.Label = i18n.T("support_key.passphrase"), i18n.T("support_key.passphrase_again")
	p.generate.SetText(i18n.T("support_key.generate"))
	p.texts = pairTexts{i18n.T("support_key.generated"), i18n.T("support_key.guessable"), i18n.T("support_key.differs")}
}

func NewPasswordPair(w *window.Window, words []string, check func(string) error, enter func()) *PasswordPair {
	p := &PasswordPair{
		w: w, check: check, Words: words, Strength: widgets.MeterSteps,
		First: widgets.NewPasswordEntry(), Second: widgets.NewPasswordEntry(), Meter: widgets.NewMeter(),
	}
	p.texts = pairTexts{i18n.T("password.generated"), i18n.T("password.guessable"), i18n.T("password.differs")}
	p.firstF = widgets.NewField(i18n.T("password.new"), p.First)
	p.secondF = widgets.NewField(i18n.T("password.again"), p.Second)
	p.First.OnEdited, p.Second.OnEdited = p.OnFirst, p.onSecond
	p.First.OnEnter = func() { w.Focus(p.Second) }
	p.Second.OnEnter = enter
	p.generate = widgets.NewButton(widgets.KindLink, i18n.T("password.generate"), p.onGenerate)
	p.Show()
	return p
}

// NewOwnPair makes a pair for the person who is signed in.
func NewOwnPair(w *window.Window, enter func()) *PasswordPair {
	person := w.Session().Person()
	words := []string{person.Login, person.Name, person.Email, person.Department, w.Session().Account().Name, i18n.T("app.name")}
	return NewPasswordPair(w, words, func(password string) error { return w.Session().CheckPassword(password) }, enter)
}

func (p *PasswordPair) Rows() fyne.CanvasObject {
	return widgets.VStack(look.Gap,
		widgets.VStack(4, p.firstF, widgets.HStack(12, widgets.Fill(p.Meter), p.generate)),
		p.secondF)
}

func (p *PasswordPair) OnFirst() {
	p.secondF.SetError("")
	p.generated = false
	p.Show()
	p.judge()
}

// Show says how many characters are missing, and what else is wrong. There are no rules on kinds of characters:
// length is what makes a password strong.
func (p *PasswordPair) Show() {
	text := p.First.Text()
	err := p.check(text)
	hint, failure := "", ""
	switch code := model.CodeOf(err); {
	case text == "":
		hint = i18n.T("password.hint", "Least", messages.LimitOf(err))
	case code == model.CodePasswordShort:
		hint = i18n.T("password.missing", "Missing", max(messages.LimitOf(err)-utf8.RuneCountInString(text), 1))
	case err != nil:
		failure = messages.Sentence(err)
	case p.generated:
		hint = p.texts.generated
	case p.Strength < 2:
		hint = p.texts.guessable
	default:
		hint = i18n.T("password.enough")
	}
	p.firstF.SetError(failure)
	p.firstF.SetHint(hint)
}

// judge measures the strength on a worker, because that takes too long between two keys. Only one worker runs at a
// time; what is typed meanwhile is measured next.
func (p *PasswordPair) judge() {
	text := p.First.Text()
	if text == "" {
		p.forget()
		return
	}
	if p.edits++; p.judging {
		return
	}
	p.judging = true
	edits := p.edits
	window.Run(p.w, func(context.Context) (int, error) {
		return model.Strength(text, p.Words...), nil
	}, func(strength int, _ error) {
		p.judging = false
		switch {
		case p.edits == edits:
			p.judged(strength)
		case p.First.Text() != "":
			p.judge()
		}
	})
}

func (p *PasswordPair) judged(strength int) {
	switch model.CodeOf(p.check(p.First.Text())) {
	case model.CodePasswordCommon, model.CodePasswordContext:
		strength = 0 // too short, however strong it looks
	}
	p.Strength = strength
	p.Meter.Set(strength, StrengthWord(strength))
	p.Show()
}

// forget empties the meter and ignores an answer still to come.
func (p *PasswordPair) forget() {
	p.edits++
	p.Strength = widgets.MeterSteps
	p.Meter.Set(0, "")
}

func StrengthWord(strength int) string {
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

func (p *PasswordPair) onSecond() { p.secondF.SetError("") }

// onGenerate fills both fields and shows them, so that people can write the password down.
func (p *PasswordPair) onGenerate() {
	p.Set(generatePassword())
	p.First.Reveal(true)
	p.Second.Reveal(true)
	p.generated = true
	p.Show()
	p.w.Focus(p.Second) // Enter goes on from here; on the button it would generate another one
}

// Set fills both fields as if they were typed.
func (p *PasswordPair) Set(password string) {
	p.First.SetText(password)
	p.Second.SetText(password)
	p.OnFirst()
}

// Complete checks both fields and shows what is wrong.
func (p *PasswordPair) Complete() bool {
	if err := p.check(p.First.Text()); err != nil {
		p.Refuse(p.w.Report(err))
		return false
	}
	if p.First.Text() != p.Second.Text() {
		p.secondF.SetError(p.texts.differs)
		p.w.Focus(p.Second)
		return false
	}
	return true
}

// Refuse shows at the field why a password is not accepted.
func (p *PasswordPair) Refuse(why string) {
	p.firstF.SetError(why)
	p.w.Focus(p.First)
}

func (p *PasswordPair) Wipe() {
	p.First.Wipe()
	p.Second.Wipe()
	p.forget()
}

// generatePassword makes four groups of five characters, about 98 bits. It leaves out characters that look alike.
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
