package screens

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qlingo/model"
	"qlingo/screens/i18n"
	"qlingo/screens/look"
	"qlingo/screens/widgets"
)

// recoveryPage is for who has forgotten the password: it sends users to their administrator, and takes the recovery kit of
// administrators and single users. From there on it goes as at signing in.
type recoveryPage struct {
	w      *Window
	id     *widgets.Entry
	idF    *widgets.Field
	kit    *kitField
	pair   *passwordPair
	notice *widgets.Notice
	save   *widgets.Button
	back   *widgets.Button
	body   fyne.CanvasObject
}

func newRecoveryPage(w *Window, id string) *recoveryPage {
	p := &recoveryPage{w: w, id: widgets.NewEntry(), notice: widgets.NewNotice(widgets.ToneDanger, "")}
	p.kit = newKitField(func() { w.Focus(p.pair.first) })
	p.pair = newPasswordPair(w, nil, func(password string) error {
		return model.CheckPassword(password, model.MinPassword, p.login())
	}, p.onSave)
	p.idF = widgets.NewField(i18n.T("first.login"), p.id)
	p.id.OnEnter = func() { w.Focus(p.kit.entry) }
	p.id.OnEdited = p.onID
	p.save = widgets.NewButton(widgets.KindMain, i18n.T("recovery.save"), p.onSave)
	p.back = widgets.NewButton(widgets.KindLinkSmall, i18n.T("recovery.back"), func() { w.Flow.ToLoginAs(p.id.Text, "") })
	p.id.SetText(id)
	p.onID()
	rows := widgets.VStack(look.Gap,
		widgets.HStack(10, widgets.NewLogo(28), widgets.NewTitle(i18n.T("forgot.title"))))
	rows.Objects = append(rows.Objects, p.ways()...)
	for _, row := range []fyne.CanvasObject{p.idF, p.kit.rows(), p.pair.rows(), p.notice, p.save, spread(p.back)} {
		rows.Add(row)
	}
	p.body = w.centred(600, rows)
	return p
}

// ways say who gets back in how. Where a single user is the only one there is, nobody else can be asked.
func (p *recoveryPage) ways() []fyne.CanvasObject {
	help := p.w.HelpContact()
	lost := widgets.NewSmall(help.sentence(p.w, "forgot.lost_desk", "forgot.lost_none", "forgot.lost_unknown"))
	if help.kind == model.KindSingle {
		return []fyne.CanvasObject{widgets.NewText(i18n.T("forgot.single_text")), lost}
	}
	return []fyne.CanvasObject{
		widgets.VStack(4, widgets.NewStrong(i18n.T("forgot.user")), widgets.NewText(i18n.T("forgot.user_text"))),
		widgets.NewRule(),
		widgets.VStack(4,
			widgets.NewStrong(i18n.T("forgot.administrator")), widgets.NewText(i18n.T("forgot.administrator_text")), lost),
	}
}

func (p *recoveryPage) login() string { return strings.TrimSpace(p.id.Text) }

// onID has the password judged by the ID as well.
func (p *recoveryPage) onID() {
	p.idF.SetError("")
	p.pair.words = []string{p.login(), i18n.T("app.name")}
	p.pair.show()
}

func (p *recoveryPage) onSave() {
	if p.back.Disabled() {
		return
	}
	p.notice.SetText("")
	if p.login() == "" {
		p.idF.SetError(i18n.T("recovery.id_needed"))
		p.w.Focus(p.id)
		return
	}
	if !p.kit.complete(p.w) || !p.pair.complete() {
		return
	}
	login, kit, password, office := p.login(), p.kit.text(), p.pair.first.Text(), p.w.Office()
	var session *model.Session
	var pending *model.Pending
	p.save.SetBusy(true, i18n.T("recovery.saving"))
	p.back.Disable()
	p.w.run(func(ctx context.Context) (err error) {
		session, pending, err = office.RecoverPassword(ctx, login, kit, password)
		if ctx.Err() != nil { // the page is gone: nobody would ever end this session
			discard(session, pending)
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

// fail says at its field what was wrong. All that was typed stays: nobody types a kit twice for a word too short.
func (p *recoveryPage) fail(err error) {
	text := p.w.explain(err)
	if repairable[model.CodeOf(err)] { // the login page leads to what can be done about the file
		p.w.Flow.ToLoginAs(p.id.Text, "")
		return
	}
	switch fieldOf(err) {
	case "kit":
		p.kit.refuse(p.w, text)
	case "password":
		p.pair.refuse(text)
	default:
		p.notice.SetText(text)
		p.body.Refresh()
		p.w.Focus(p.save) // brings the sentence above it into view
	}
}

func (p *recoveryPage) Content() fyne.CanvasObject  { return p.body }
func (p *recoveryPage) BackButton() *widgets.Button { return p.back }

func (p *recoveryPage) Focus() fyne.Focusable {
	if p.id.Text == "" {
		return p.id
	}
	return p.kit.entry
}

func (p *recoveryPage) Wipe() {
	p.kit.Wipe()
	p.pair.Wipe()
}

func (p *recoveryPage) HoldsSecret() bool { return true }

func (p *recoveryPage) Name() string { return "recovery" }
