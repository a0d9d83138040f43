package signin

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qlingo/model"
	"qlingo/model/fold"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/support"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// LoginPage is the first step of signing in. It says the same about every kind of failure, so that nobody learns
// which IDs exist.
type LoginPage struct {
	w           *window.Window
	ID          *widgets.Entry
	password    *widgets.PasswordEntry
	secret      *widgets.Field // around password, with the hint about Caps Lock
	info        *widgets.Notice
	more        *fyne.Container // leads to one more account; hidden if that is not allowed
	fileNotice  *widgets.Notice // what is wrong with the file, if nobody can sign in because of it
	repair      *widgets.Button // leads to what can be done about that
	fileFailure error           // what is wrong
	form        *forms.Attempt
	body        fyne.CanvasObject
}

func NewLoginPage(w *window.Window, notice string) *LoginPage {
	p := &LoginPage{w: w, ID: widgets.NewEntry(), password: widgets.NewPasswordEntry()}
	p.info = widgets.NewNotice(widgets.ToneInfo, notice)
	p.form = forms.NewAttempt(w, i18n.T("login.submit"), p.onSubmit)
	p.form.About = func() string { return fold.Login(p.ID.Text) }
	p.ID.SetText(w.Settings().LastLogin)
	p.ID.OnEnter = func() {
		if p.password.Text() == "" {
			w.Focus(p.password)
			return
		}
		p.form.Submit()
	}
	p.ID.OnEdited = p.form.Edited
	p.password.OnEnter = p.form.Submit
	p.password.OnEdited = p.form.Edited
	p.password.OnCapsLock = p.onCapsLock
	p.more = container.NewStack(widgets.NewButton(widgets.KindLinkSmall, i18n.T("login.new_account"), w.Flow.ToNewAccount))
	p.more.Hide()
	p.fileNotice = widgets.NewNotice(widgets.ToneDanger, "")
	p.repair = widgets.NewButton(widgets.KindPlain, i18n.T("login.repair"), func() { w.Flow.ToRepair(p.fileFailure) })
	p.repair.Hide()
	p.body = p.build()
	p.offerNewAccount()
	p.checkFile()
	w.FindHelpContact()
	return p
}

// offerNewAccount offers one more account if the first one allows it. It ignores errors, which do not matter to
// people who want to sign in.
func (p *LoginPage) offerNewAccount() {
	window.Run(p.w, p.w.Office().MoreAccounts, func(more bool, err error) {
		switch {
		case err != nil:
			p.w.Log().Warn("more accounts", "err", err)
		case more:
			p.more.Show()
			p.body.Refresh()
		}
	})
}

// checkFile shows what the check of the whole file has found, before people type their password in vain. Signing in
// waits for that check as well, and reports any other error.
func (p *LoginPage) checkFile() {
	office := p.w.Office()
	p.w.Run(func(ctx context.Context) error {
		_, err := office.WaitForVerification(ctx)
		return err
	}, func(err error) {
		if messages.Repairable[model.CodeOf(err)] {
			p.w.Report(err) // only for the log
			p.Troubled(err)
		}
	})
}

// checkBarred says at once that nobody can sign in on this PC any more.
func (p *LoginPage) checkBarred() {
	if why := p.w.Barred(); why != nil && p.fileFailure == nil && !p.form.Busy {
		p.w.Report(why) // only for the log
		p.Troubled(why)
	}
}

// Troubled says what is wrong with the file, and leads to what can be done about it.
func (p *LoginPage) Troubled(why error) {
	p.fileFailure = why
	p.form.Tell("")
	p.fileNotice.SetText(p.sentence(why))
	p.repair.Show()
	p.body.Refresh()
	p.w.Focus(p.repair)
}

// sentence says what is wrong with the file, or with the server.
func (p *LoginPage) sentence(why error) string {
	if p.w.Office().Shared() {
		return messages.SharedSentence(why)
	}
	return messages.Sentence(why)
}

func (p *LoginPage) build() fyne.CanvasObject {
	p.secret = widgets.NewField(i18n.T("login.password"), p.password)
	forgot := widgets.NewButton(widgets.KindLinkSmall, i18n.T("login.forgot"), p.onForgot)
	card := widgets.NewCardSized(400, widgets.VStack(look.Gap,
		widgets.VStack(6, layout.Brand(), widgets.NewSmall(i18n.T("login.office", "Office", messages.Shorten(p.w.Office().Name(), messages.CardName))).Centered()),
		p.info,
		p.fileNotice, p.repair,
		p.form.Notice,
		widgets.NewField(i18n.T("login.id"), p.ID),
		p.secret,
		p.form.Button,
		layout.Spread(forgot, p.w.LanguageSelect(p.onLanguage)),
		p.more,
	))
	desk := i18n.T("login.desk")
	people := p.w.DemoPeople()
	if len(people) == 0 {
		return p.w.FramedWithFoot(desk, p.onSupportDesk, card, card)
	}
	return p.w.FramedWithFoot(desk, p.onSupportDesk, container.New(&layout.Pair{}, card, newDemoPanel(p.w.Now, people, p.fill)), card)
}

func (p *LoginPage) onSubmit() {
	id, password := p.ID.Text, p.password.Text()
	if id == "" || password == "" {
		if id != "" || password != "" { // a second Enter must not remove the news
			p.info.SetText("")
		}
		p.form.Tell(i18n.T("login.both_needed"))
		p.w.Focus(p.Focus())
		return
	}
	var session *model.Session
	var pending *model.Pending
	office := p.w.Office()
	p.form.Begin(i18n.T("login.checking"))
	p.w.Run(func(ctx context.Context) (err error) {
		session, pending, err = office.SignIn(ctx, id, password)
		if ctx.Err() != nil { // the page is gone, and nobody else would end this session
			window.Discard(session, pending)
		}
		return err
	}, func(err error) {
		p.form.End()
		p.info.SetText("")
		if err != nil {
			p.fail(err)
			return
		}
		p.w.Flow.Enter(session, pending)
	})
}

func (p *LoginPage) fail(err error) {
	p.password.Wipe()
	p.form.Fail(err)
	if messages.Repairable[model.CodeOf(err)] {
		p.Troubled(err)
		return
	}
	p.w.Focus(p.password)
}

// onCapsLock shows or hides the hint below the password.
func (p *LoginPage) onCapsLock(on bool) {
	hint := ""
	if on {
		hint = i18n.T("login.caps_lock")
	}
	p.secret.SetHint(hint)
}

func (p *LoginPage) onForgot() {
	id := p.ID.Text
	p.w.Show(func() window.Screen { return newRecoveryPage(p.w, id) })
}

// onSupportDesk opens the support desk, for people who answer requests on this PC.
func (p *LoginPage) onSupportDesk() { support.ToDesk(p.w, p.w.Flow.ToLogin) }

// onLanguage keeps the typed ID when the language changes.
func (p *LoginPage) onLanguage(lang string) {
	w, draft := p.w, p.ID.Text
	w.SetLanguageOf(lang, func() window.Screen {
		fresh := NewLoginPage(w, "")
		fresh.ID.SetText(draft)
		return fresh
	})
}

// fill fills in a person of the demo.
func (p *LoginPage) fill(person window.DemoPerson) {
	p.ID.SetText(person.Login)
	p.password.SetText(person.Password)
	p.form.Edited()
	p.w.Focus(p.password)
}

func (p *LoginPage) Content() fyne.CanvasObject { return p.body }

func (p *LoginPage) Focus() fyne.Focusable {
	if p.fileFailure != nil {
		return p.repair
	}
	if p.ID.Text == "" {
		return p.ID
	}
	return p.password
}

func (p *LoginPage) Wipe()        { p.password.Wipe() }
func (p *LoginPage) Name() string { return "login" }

func (p *LoginPage) Tick(now time.Time) {
	p.form.Tick(now)
	p.checkBarred()
}
