package signin

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/forms"
	"qlingo/screens/i18n"
	"qlingo/screens/layout"
	"qlingo/screens/look"
	"qlingo/screens/messages"
	"qlingo/screens/widgets"
	"qlingo/screens/window"
)

// recoveryPage is for people who have forgotten their password. It sends users to their administrator, and asks
// administrators and single users for their recovery kit. From then on it works like signing in.
type recoveryPage struct {
	w      *window.Window
	ID     *widgets.Entry
	idF    *widgets.Field
	Kit    *forms.GroupField
	Pair   *forms.PasswordPair
	notice *widgets.Notice
	save   *widgets.Button
	back   *widgets.Button
	body   fyne.CanvasObject
}

func newRecoveryPage(w *window.Window, id string) *recoveryPage {
	p := &recoveryPage{w: w, ID: widgets.NewEntry(), notice: widgets.NewNotice(widgets.ToneDanger, "")}
	p.Kit = forms.NewKitField(func() { w.Focus(p.Pair.First) })
	p.Pair = forms.NewPasswordPair(w, nil, func(password string) error {
		return model.CheckPassword(password, model.MinPassword, p.login())
	}, p.onSave)
	p.idF = widgets.NewField(i18n.T("first_run.login"), p.ID)
	p.ID.OnEnter = func() { w.Focus(p.Kit.Entry) }
	p.ID.OnEdited = p.onID
	p.save = widgets.NewButton(widgets.KindMain, i18n.T("recovery.save"), p.onSave)
	p.back = widgets.NewButton(widgets.KindLinkSmall, i18n.T("recovery.back"), func() { w.Flow.ToLoginAs(p.ID.Text, "") })
	p.ID.SetText(id)
	p.onID()
	rows := widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("forgot_password.title"))))
	rows.Objects = append(rows.Objects, p.options()...)
	for _, row := range []fyne.CanvasObject{p.idF, p.Kit.Rows(), p.Pair.Rows(), p.notice, p.save, layout.Spread(p.back)} {
		rows.Add(row)
	}
	p.body = w.Centred(600, rows)
	return p
}

// options say how each kind of person gets back in. A single user with the only account has nobody else to ask.
func (p *recoveryPage) options() []fyne.CanvasObject {
	help := p.w.HelpContact()
	lost := widgets.NewSmall(help.Sentence(p.w, "forgot_password.lost_support_desk", "forgot_password.lost_no_support_desk", "forgot_password.lost_unknown_support_desk"))
	if help.Kind == model.KindSingle {
		return []fyne.CanvasObject{widgets.NewText(i18n.T("forgot_password.single_text")), lost}
	}
	return []fyne.CanvasObject{
		widgets.VStack(4, widgets.NewStrong(i18n.T("forgot_password.user")), widgets.NewText(i18n.T("forgot_password.user_text"))),
		widgets.NewRule(),
		widgets.VStack(4,
			widgets.NewStrong(i18n.T("forgot_password.administrator")), widgets.NewText(i18n.T("forgot_password.administrator_text")), lost),
	}
}

func (p *recoveryPage) login() string { return strings.TrimSpace(p.ID.Text) }

// onID rates the password again, because the ID counts, too.
func (p *recoveryPage) onID() {
	p.idF.SetError("")
	p.Pair.Words = []string{p.login(), i18n.T("app.name")}
	p.Pair.Show()
}

func (p *recoveryPage) onSave() {
	if p.back.Disabled() {
		return
	}
	p.notice.SetText("")
	if p.login() == "" {
		p.idF.SetError(i18n.T("recovery.id_needed"))
		p.w.Focus(p.ID)
		return
	}
	if !p.Kit.Complete(p.w) || !p.Pair.Complete() {
		return
	}
	login, kit, password, office := p.login(), p.Kit.Text(), p.Pair.First.Text(), p.w.Office()
	var session *model.Session
	var pending *model.Pending
	p.save.SetBusy(true, i18n.T("recovery.saving"))
	p.back.Disable()
	p.w.Run(func(ctx context.Context) (err error) {
		session, pending, err = office.RecoverPassword(ctx, login, kit, password)
		if ctx.Err() != nil { // the page is gone, and nobody else would end this session
			window.Discard(session, pending)
		}
		return err
	}, func(err error) {
		p.save.SetBusy(false, "")
		p.back.Enable()
		if err != nil {
			p.fail(err)
			return
		}
		p.w.Flow.Enter(session, pending)
	})
}

// fail shows the error at its field. Everything typed stays: nobody should type a kit twice because a password was
// too short.
func (p *recoveryPage) fail(err error) {
	text := p.w.Report(err)
	if messages.Repairable[model.CodeOf(err)] { // the login page says what can be done about the file
		p.w.Flow.ToLoginAs(p.ID.Text, "")
		return
	}
	switch messages.FieldOf(err) {
	case "kit":
		p.Kit.Refuse(p.w, text)
	case "password":
		p.Pair.Refuse(text)
	default:
		p.notice.SetText(text)
		p.body.Refresh()
		p.w.Focus(p.save) // scrolls to the sentence above it
	}
}

func (p *recoveryPage) Content() fyne.CanvasObject  { return p.body }
func (p *recoveryPage) BackButton() *widgets.Button { return p.back }

func (p *recoveryPage) Focus() fyne.Focusable {
	if p.ID.Text == "" {
		return p.ID
	}
	return p.Kit.Entry
}

func (p *recoveryPage) Wipe() {
	p.Kit.Wipe()
	p.Pair.Wipe()
}

func (p *recoveryPage) HoldsSecret() bool { return true }

func (p *recoveryPage) Name() string { return "recovery" }
