package screens

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// loginPage is the first step of signing in. It uses the same words for every kind of failure, so that it does not tell
// which IDs exist.
type loginPage struct {
	w        *Window
	id       *widgets.Entry
	password *widgets.PasswordEntry
	secret   *widgets.Field // around password: carries the Caps Lock hint
	info     *widgets.Notice
	more     *fyne.Container // leads to one more account; hidden where that is not allowed
	trouble  *widgets.Notice // what is wrong with the file, so that nobody can sign in
	mend     *widgets.Button // leads to what can be done about it
	why      error           // it
	form     *attempt
	body     fyne.CanvasObject
}

func newLoginPage(w *Window, notice string) *loginPage {
	p := &loginPage{w: w, id: widgets.NewEntry(), password: widgets.NewPasswordEntry()}
	p.info = widgets.NewNotice(widgets.ToneInfo, notice)
	p.form = newAttempt(w, i18n.T("login.submit"), p.onSubmit)
	p.form.about = func() string { return fold.Login(p.id.Text) }
	p.id.SetText(w.Settings().LastLogin)
	p.id.OnEnter = func() {
		if p.password.Text() == "" {
			w.Focus(p.password)
			return
		}
		p.form.submit()
	}
	p.id.OnEdited = p.form.edited
	p.password.OnEnter = p.form.submit
	p.password.OnEdited = p.form.edited
	p.password.OnCapsLock = p.onCapsLock
	p.more = container.NewStack(widgets.NewButton(widgets.KindLinkSmall, i18n.T("login.more"), w.Flow.ToNewAccount))
	p.more.Hide()
	p.trouble = widgets.NewNotice(widgets.ToneDanger, "")
	p.mend = widgets.NewButton(widgets.KindPlain, i18n.T("login.mend"), func() { w.Flow.ToRepair(p.why) })
	p.mend.Hide()
	p.body = p.build()
	p.askForMore()
	p.askForTrouble()
	w.findHelpContact()
	return p
}

// askForMore offers another account where the first one allows it. A failure concerns nobody who only wants to sign in.
func (p *loginPage) askForMore() {
	var more bool
	office := p.w.Office()
	p.w.run(func(ctx context.Context) (err error) {
		more, err = office.MoreAccounts(ctx)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			p.w.Log().Warn("more accounts", "err", err)
		case more:
			p.more.Show()
			p.body.Refresh()
		}
	})
}

// askForTrouble says what the check of the whole file has found, before anybody types a password in vain. Whoever signs
// in waits for that check as well; a failure of any other kind is told then.
func (p *loginPage) askForTrouble() {
	office := p.w.Office()
	p.w.run(func(ctx context.Context) error {
		_, err := office.WaitForVerification(ctx)
		return err
	}, func(err error) {
		if repairable[model.CodeOf(err)] {
			p.w.explain(err) // for the log
			p.troubled(err)
		}
	})
}

// troubled says what is wrong with the file, and leads to what can be done about it.
func (p *loginPage) troubled(why error) {
	p.why = why
	p.form.tell("")
	p.trouble.SetText(sentence(why))
	p.mend.Show()
	p.body.Refresh()
	p.w.Focus(p.mend)
}

func (p *loginPage) build() fyne.CanvasObject {
	p.secret = widgets.NewField(i18n.T("login.password"), p.password)
	forgot := widgets.NewButton(widgets.KindLinkSmall, i18n.T("login.forgot"), p.onForgot)
	card := widgets.NewCardSized(400, widgets.VStack(look.Gap,
		widgets.VStack(6, brand(), widgets.NewSmall(i18n.T("login.office", "Office", shorten(p.w.Office().Name(), cardName))).Centered()),
		p.info,
		p.trouble, p.mend,
		p.form.notice,
		widgets.NewField(i18n.T("login.id"), p.id),
		p.secret,
		p.form.button,
		spread(forgot, p.w.languageSelect(p.onLanguage)),
		spread(p.more, widgets.NewButton(widgets.KindLinkSmall, i18n.T("desk.title"), p.onSupportDesk)),
	))
	people := p.w.demoPeople()
	if len(people) == 0 {
		return p.w.framed(card, card)
	}
	return p.w.framed(container.New(&pairLayout{}, card, newDemoPanel(p.w.now, people, p.fill)), card)
}

func (p *loginPage) onSubmit() {
	id, password := p.id.Text, p.password.Text()
	if id == "" || password == "" {
		if id != "" || password != "" { // an Enter too many must not take the news away
			p.info.SetText("")
		}
		p.form.tell(i18n.T("login.both_needed"))
		p.w.Focus(p.Focus())
		return
	}
	var session *model.Session
	var pending *model.Pending
	office := p.w.Office()
	p.form.begin(i18n.T("login.checking"))
	p.w.run(func(ctx context.Context) (err error) {
		session, pending, err = office.SignIn(ctx, id, password)
		if ctx.Err() != nil { // the page is gone: nobody would ever end this session
			discard(session, pending)
		}
		return err
	}, func(err error) {
		p.form.end()
		p.info.SetText("")
		if err != nil {
			p.fail(err)
			return
		}
		p.w.Flow.Enter(session, pending)
	})
}

func (p *loginPage) fail(err error) {
	p.password.Wipe()
	p.form.fail(err)
	if repairable[model.CodeOf(err)] {
		p.troubled(err)
		return
	}
	p.w.Focus(p.password)
}

// onCapsLock shows or hides the hint beneath the password.
func (p *loginPage) onCapsLock(on bool) {
	hint := ""
	if on {
		hint = i18n.T("login.caps_lock")
	}
	p.secret.SetHint(hint)
}

func (p *loginPage) onForgot() {
	id := p.id.Text
	p.w.show(func() screen { return newRecoveryPage(p.w, id) })
}

// onSupportDesk leads to the support desk, for whoever answers requests at this PC.
func (p *loginPage) onSupportDesk() { toSupportDesk(p.w, p.w.Flow.ToLogin) }

// onLanguage keeps the typed ID over the change.
func (p *loginPage) onLanguage(lang string) {
	w, draft := p.w, p.id.Text
	w.setLanguageOf(lang, func() screen {
		fresh := newLoginPage(w, "")
		fresh.id.SetText(draft)
		return fresh
	})
}

// fill is what a button of the demo does.
func (p *loginPage) fill(person DemoPerson) {
	p.id.SetText(person.Login)
	p.password.SetText(person.Password)
	p.form.edited()
	p.w.Focus(p.password)
}

func (p *loginPage) Content() fyne.CanvasObject { return p.body }

func (p *loginPage) Focus() fyne.Focusable {
	if p.why != nil {
		return p.mend
	}
	if p.id.Text == "" {
		return p.id
	}
	return p.password
}

func (p *loginPage) Wipe()              { p.password.Wipe() }
func (p *loginPage) Name() string       { return "login" }
func (p *loginPage) Tick(now time.Time) { p.form.Tick(now) }
