package signin

import (
	"context"
	"time"

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

// mustChangePage is all that somebody with a temporary password may do: choose their own, or sign out.
type mustChangePage struct {
	w      *window.Window
	Pair   *forms.PasswordPair
	notice *widgets.Notice
	save   *widgets.Button
	leave  *widgets.Button
	body   fyne.CanvasObject
}

func NewMustChangePage(w *window.Window) window.Screen {
	p := &mustChangePage{w: w}
	person := w.Session().Person()
	p.Pair = forms.NewOwnPair(w, p.onSave)
	p.notice = widgets.NewNotice(widgets.ToneDanger, "")
	p.save = widgets.NewButton(widgets.KindMain, i18n.T("must_change.save"), p.onSave)
	p.leave = widgets.NewButton(widgets.KindLinkSmall, i18n.T("must_change.sign_out"), w.Flow.SignOut)
	p.body = w.Centred(480, widgets.VStack(look.Gap,
		layout.Brand(),
		widgets.VStack(4,
			widgets.NewHeading(i18n.T("must_change.title")).Centered(),
			widgets.NewMuted(i18n.T("must_change.text", "Name", messages.Shorten(person.Name, messages.CardName))).Centered()),
		p.notice, p.Pair.Rows(), p.save,
		layout.Spread(p.leave),
	))
	return p
}

func (p *mustChangePage) onSave() {
	if p.leave.Disabled() || !p.Pair.Complete() {
		return
	}
	chosen := p.Pair.First.Text()
	p.save.SetBusy(true, i18n.T("must_change.saving"))
	p.leave.Disable()
	forms.WithProof(p.w, func(ctx context.Context, session *model.Session) error {
		return session.ChangePassword(ctx, "", chosen)
	}, func(err error) {
		p.save.SetBusy(false, "")
		p.leave.Enable()
		if err == nil {
			p.w.Flow.ToFirstPage()
			return
		}
		p.fail(err)
	})
}

func (p *mustChangePage) fail(err error) {
	switch {
	case model.CodeOf(err) == model.CodeCanceled:
	case messages.FieldOf(err) == "password":
		p.Pair.Refuse(p.w.Report(err))
	default:
		p.notice.SetText(p.w.Report(err))
	}
}

func (p *mustChangePage) Content() fyne.CanvasObject { return p.body }
func (p *mustChangePage) Focus() fyne.Focusable      { return p.Pair.First }

// OnLock forgets what was typed when the window locks, and the errors at the fields.
func (p *mustChangePage) OnLock() {
	p.Wipe()
	p.Pair.OnFirst()
}

func (p *mustChangePage) Wipe() { p.Pair.Wipe() }

func (p *mustChangePage) Name() string { return "must_change" }

// Tick serves the dialogs of this page.
func (p *mustChangePage) Tick(now time.Time) {
	if p.w.Dialog() != nil {
		p.w.Dialog().Tick(now)
	}
}
